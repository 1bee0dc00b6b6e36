"""Where a variant comes from: the truth table, and what holds for any counts."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.interpret import (
    blood_wording,
    expected_fractions,
    germline,
    normal_reads,
    origin_wording,
    plasma_fraction,
    polymorphism,
    white_cells,
    witnesses,
)
from hccgenomics.interpret import origin as module
from hccgenomics.interpret.expected_fractions import Copies, Mixture, copies_in_normal
from hccgenomics.interpret.origin import InTissue, OriginEvidence, judge_origin
from hccgenomics.knowledge.blood import load_blood_genes
from hccgenomics.model.population import PopulationRecord
from hccgenomics.model.settings import Settings
from hccgenomics.model.variant import CallerTag, Support
from hccgenomics.vocabulary import CallerSays, DepthUnit, Origin, PopulationState, Specimen
from tests.forbidden import phrases_in, texts_of
from tests.truth import rows

SETTINGS = Settings()
FROM_SOMATIC_TO_GERMLINE = {
    Origin.SOMATIC: 0,
    Origin.LIKELY_SOMATIC: 1,
    Origin.POSSIBLE_HAEMATOPOIESIS: 2,
    Origin.UNKNOWN: 2,
    Origin.LIKELY_GERMLINE: 3,
}


def reads(text: str) -> Support:
    if text == "-":
        return Support()
    if "/" not in text:
        return Support(stated_vaf=float(text))
    alt, depth = map(int, text.split("/"))
    return Support(ref_depth=depth - alt, alt_depth=alt)


def frequencies(text: str) -> PopulationRecord | None:
    if text in ("", "no file"):
        return None
    if text in set(PopulationState):
        return PopulationRecord(PopulationState(text))
    af, *more = text.split(";")
    said = dict(item.split("=") for item in more)
    popmax = said.get("popmax")
    return PopulationRecord(
        PopulationState.FOUND,
        af=None if af == "." else float(af),
        af_field="AF",
        popmax=None if popmax is None else float(popmax),
        popmax_field=None if popmax is None else "AF_grpmax",
        alleles=int(said["an"]) if "an" in said else None,
        filters=tuple(said["filter"].split(",")) if "filter" in said else (),
    )


def mixture(row) -> Mixture:
    contig, _, sex = row["place"].partition(" ")
    total, _, minor = row["copies"].partition("/")
    return Mixture(
        float(row["purity"]) if row["purity"] else None,
        copies_in_normal(contig or "chr1", sex or None),
        Copies(int(total), int(minor)) if total else None,
    )


def settings_of(row) -> Settings:
    pairs = dict(item.split("=") for item in row["settings"].split(";") if item)
    return Settings.model_validate_strings(pairs)


BLOOD_ROWS = {row.term: row for rows_ in load_blood_genes()[0].values() for row in rows_}


def blood_of(term: str):
    return BLOOD_ROWS[term] if term else None


def tissue_of(text: str) -> InTissue | None:
    if text in ("", "without"):
        return None
    vaf, origin = text.split()
    return InTissue(None if vaf == "." else float(vaf), Origin(origin))


def evidence_of(row) -> OriginEvidence:
    return OriginEvidence(
        tumour=reads(row["tumour"]),
        normals=[reads(text) for text in row["normal"].split(",") if text],
        tags=[CallerTag(CallerSays(t), f"TAG={t}") for t in row["tag"].split(",") if t],
        population=frequencies(row["population"]),
        mixture=mixture(row),
        has_normal=bool(row["normal"]),
        is_somatic_call=row["paired"] == "yes",
        is_hotspot=row["hotspot"] == "yes",
        gene="TP53",
        may_be_blood=row["blood"] == "yes",
        specimen=Specimen(row["specimen"] or "tissue"),
        blood=blood_of(row["row"]),
        tissue=tissue_of(row["tissue"]),
        has_tissue=bool(row["tissue"]),
        white_unit=DepthUnit(row["unit"] or "reads"),
    )


@pytest.mark.parametrize("row", rows("origin.tsv"))
def test_the_origin_and_its_reasons_are_those_of_the_table(row):
    verdict = judge_origin(evidence_of(row), settings_of(row))

    assert verdict.origin is Origin(row["origin"])
    assert set(row["codes"].split()) <= {reason.code for reason in verdict.reasons}


@pytest.mark.parametrize("row", rows("origin.tsv"))
def test_every_reason_is_a_sentence_without_holes(row):
    for reason in judge_origin(evidence_of(row), settings_of(row)).reasons:
        assert re.fullmatch(r"[A-Z0-9].*\.", reason.why)
        assert not re.search(r"[{}]|None|  ", reason.why)
        assert phrases_in(reason.why) == []


def test_the_table_meets_every_rule_there_is():
    told = {
        reason.code
        for row in rows("origin.tsv")
        for reason in judge_origin(evidence_of(row.values[0]), settings_of(row.values[0])).reasons
    }
    known = {
        code
        for each in (
            *(module, normal_reads, expected_fractions, polymorphism),
            *(white_cells, witnesses, plasma_fraction),
        )
        for code in texts_of(each)
        if re.fullmatch(
            r"(no|normal|caller|callers|population|fraction|somatic|blood|white_cells|tissue)"
            r"_[a-z_]+",
            code,
        )
    }

    assert known <= told
    assert {f"caller_{says.value}" for says in CallerSays} <= told


def test_no_sentence_of_these_rules_says_too_much():
    for each in (origin_wording, blood_wording, module, polymorphism, germline, normal_reads):
        assert [text for text in texts_of(each) if phrases_in(text)] == []


def test_a_reason_names_what_was_seen_and_the_setting():
    evidence = OriginEvidence(reads("34/100"), [reads("0/4")], has_normal=True)
    shallow = judge_origin(evidence, SETTINGS).reasons[0].why
    common = judge_origin(OriginEvidence(reads("5/9"), population=frequencies("0.004")), SETTINGS)

    assert "4 reads here, fewer than the setting 10" in shallow
    assert "0.004 (AF), at or above the setting 0.001" in common.reasons[1].why


counts = st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
tags = st.lists(st.sampled_from(CallerSays).map(lambda says: CallerTag(says, "T")), max_size=3)
records = st.none() | st.builds(
    PopulationRecord,
    st.sampled_from(PopulationState),
    af=st.none() | st.floats(0, 1),
    popmax=st.none() | st.floats(0, 1),
    filters=st.sampled_from([(), ("AC0",)]),
)
purities = st.none() | st.floats(0.01, 1)


def support(pair) -> Support:
    return Support(ref_depth=pair[1] - pair[0], alt_depth=pair[0])


evidences = st.builds(
    OriginEvidence,
    tumour=counts.map(support),
    normals=st.lists(counts.map(support), max_size=3),
    tags=tags,
    population=records,
    mixture=purities.map(Mixture),
    has_normal=st.just(True),
    is_somatic_call=st.booleans(),
    is_hotspot=st.booleans(),
    may_be_blood=st.booleans(),
    specimen=st.sampled_from(Specimen),
    blood=st.none() | st.sampled_from(list(BLOOD_ROWS.values())),
    tissue=st.none() | st.builds(InTissue, st.none() | st.floats(0, 1), st.sampled_from(Origin)),
    has_tissue=st.just(True),
    white_unit=st.sampled_from(DepthUnit),
)


@given(evidences, st.integers(0, 300))
def test_more_reads_in_the_normal_never_make_it_less_germline(evidence, depth):
    told = [
        judge_origin(replace(evidence, normals=[support((alt, depth))]), SETTINGS).origin
        for alt in range(0, depth + 1, max(1, depth // 40))
    ]
    ranks = [FROM_SOMATIC_TO_GERMLINE[origin] for origin in told]

    assert ranks == sorted(ranks)


@given(evidences, st.randoms())
def test_the_order_of_calls_and_tags_changes_nothing(evidence, random):
    normals, tags_ = list(evidence.normals), list(evidence.tags)
    random.shuffle(normals)
    random.shuffle(tags_)
    other = replace(evidence, normals=normals, tags=tags_)

    assert judge_origin(other, SETTINGS).origin is judge_origin(evidence, SETTINGS).origin


@given(evidences)
def test_somatic_takes_a_deep_clean_normal_and_germline_something_that_says_so(evidence):
    verdict = judge_origin(evidence, SETTINGS)
    codes = {reason.code for reason in verdict.reasons}
    said = {reason.says for reason in verdict.reasons}

    if verdict.origin is Origin.SOMATIC:
        assert {"normal_clean", "normal_differs"} <= codes
        assert "conflict" not in codes
    if verdict.origin is Origin.LIKELY_GERMLINE:
        assert Origin.LIKELY_GERMLINE in said
    if verdict.origin is Origin.LIKELY_SOMATIC:
        assert Origin.LIKELY_SOMATIC in said


@given(evidences)
def test_a_hotspot_is_never_germline_by_population_or_tag_alone(evidence):
    evidence = replace(evidence, is_hotspot=True, normals=[], mixture=Mixture(None), tissue=None)

    assert judge_origin(evidence, SETTINGS).origin is not Origin.LIKELY_GERMLINE


@pytest.mark.parametrize(
    ("normal", "code"),
    [
        (Support(depth=80), "normal_silent"),
        (Support(depth=4), "normal_shallow"),
    ],
)
def test_a_deep_normal_of_unknown_reads_is_not_called_shallow(normal, code):
    evidence = OriginEvidence(reads("34/100"), [normal], has_normal=True)

    assert judge_origin(evidence, SETTINGS).reasons[0].code == code
