"""Residual disease by the tissue's variants: what is followed, what is stated, what is refused."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from hccgenomics.ctdna.calibrated import LEAST_DEPTH, LEAST_SITES
from hccgenomics.model.ledger import Block
from hccgenomics.model.observation import Fact
from hccgenomics.model.quality import QualityFailure
from hccgenomics.model.settings import Settings
from hccgenomics.model.variant import Support, Variant
from hccgenomics.pipeline.models import open_models
from hccgenomics.pipeline.plasma.repeats import is_in_repeat
from hccgenomics.pipeline.plasma.section import plasma_limits, plasma_of, plasma_summary
from hccgenomics.vocabulary import Assembly, Disease, FactKind, ForcedState, Origin, ResidualState
from tests.forbidden import phrases_in
from tests.plasma_cases import (
    a_call,
    a_count,
    a_forced,
    a_plasma,
    a_site,
    a_tissue,
    an_entry,
    followed,
    tissue_report,
)
from tests.truth import rows

NEVER = re.compile(r"no residual disease|tumou?r[- ]free|negative|cured|remission", re.IGNORECASE)
PURE = {"purity": 0.8}


def sites_of(text: str):
    """``gene origin alt/depth wc=… e=… vaf=… * times``, by commas, as tissue and calls."""
    places, calls, at = [], [], 0
    for part in text.split(", "):
        words, _, times = part.partition(" * ")
        gene, origin, count, *more = words.split()
        told = dict(one.split("=") for one in more)
        for _ in range(int(times or 1)):
            at += 1
            variant = Variant("chr3", 41_000_000 + 1000 * at, "C", "A")
            vaf = float(told.get("vaf", 0.3))
            changes = {"vaf": vaf, "depth": 1000, "alt_depth": round(1000 * vaf)}
            changes["is_driver"] = told.get("driver") != "no"
            places.append(a_site(variant, gene, origin=Origin(origin), **changes))
            if count != "none":
                calls.append(forced(variant, count, told))
    return places, calls


def forced(variant: Variant, count: str, told: dict[str, str]):
    alt, depth = map(int, count.split("/"))
    white = None if "wc" not in told else a_count(*map(int, told["wc"].split("/")))
    error = float(told.get("e", 0.001))
    return a_forced(variant, alt, depth, error=error, normal=white)


def residual(question):
    return plasma_of(question).residual_disease


def of_row(text: str):
    places, calls = sites_of(text)
    tissue = a_tissue(*places)
    sample = tissue.report.sample.model_copy(update=PURE)
    tissue = replace(tissue, report=tissue.report.model_copy(update={"sample": sample}))
    return a_plasma(tissue=tissue, forced=tuple(calls))


@pytest.mark.parametrize("row", rows("residual.tsv"))
def test_places_come_to_what_the_table_says(row):
    found = residual(of_row(row["sites"]))

    assert found.state == row["state"]
    assert found.sites == int(row["followed"])
    assert row["says"] in found.why


@pytest.mark.parametrize("row", rows("residual.tsv"))
def test_every_variant_of_the_tissue_is_followed_or_listed(row):
    question = of_row(row["sites"])
    found = residual(question)

    assert found.sites + len(found.sites_left_out) == len(question.tissue.small)
    assert all(one.endswith(".") for one in found.sites_left_out)


@pytest.mark.parametrize("row", rows("residual.tsv"))
def test_nothing_forbidden_is_said(row):
    section = plasma_of(of_row(row["sites"]))
    said = " ".join(
        (
            section.residual_disease.why,
            section.residual_disease.method,
            *section.residual_disease.sites_left_out,
            *section.may_not_be_concluded,
            *plasma_limits(section),
            *plasma_summary(section),
            *(one.why for one in section.tumour_fraction),
        )
    )

    assert not phrases_in(said)
    assert not NEVER.search(said)


COUNTS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 4000)).map(lambda pair: (min(pair), pair[1])),
    min_size=1,
    max_size=12,
)


@examples(max_examples=30)
@given(COUNTS)
def test_not_detected_comes_with_a_limit_and_not_evaluable_with_a_reason(counts):
    found = residual(followed(counts))

    if found.state is ResidualState.NOT_DETECTED:
        assert found.below >= found.limit > 0
        assert f"(< {found.below * 100:.3g} %)" in found.why
        assert found.p_value > found.alpha
    if found.state is ResidualState.NOT_EVALUABLE:
        assert found.why
        assert found.limit is found.p_value is found.fraction is None
    if found.state is ResidualState.DETECTED:
        assert found.p_value <= found.alpha
        assert found.alt_fragments > found.expected_by_error


@examples(max_examples=15)
@given(st.integers(3, 12), st.integers(1, 8), st.integers(500, 4000))
def test_counts_that_errors_make_expected_are_never_detected(places, alt, depth):
    error = alt / depth
    found = residual(followed([(alt, depth)] * places, error=min(error, 0.009)))

    assert found.state is not ResidualState.DETECTED or alt / depth > 0.009


UNLIKE = [(0, 900), (3, 2000), (9, 1500), (1, 100), (9, 4000), (2, 90)]


@examples(max_examples=10)
@given(st.permutations(range(len(UNLIKE))))
def test_the_order_of_places_does_not_matter(order):
    question = followed(UNLIKE)
    small = tuple(question.tissue.small[place] for place in order)
    forced = tuple(question.forced[place] for place in order)
    other = replace(question, tissue=replace(question.tissue, small=small), forced=forced)

    assert residual(other) == residual(question)


@pytest.mark.parametrize("alt", range(0, 60, 6))
def test_more_reads_never_undo_a_detection(alt):
    states = [residual(followed([(count, 3000)] * 8)).state for count in range(alt, alt + 12, 3)]
    detected = [state is ResidualState.DETECTED for state in states]

    assert detected == sorted(detected)


def test_a_limit_falls_with_places_and_with_depth():
    limits = {
        (places, depth): residual(followed([(0, depth)] * places)).limit
        for places in (4, 16)
        for depth in (500, 5000)
    }

    assert limits[16, 5000] < limits[4, 5000] < limits[4, 500]
    assert limits[16, 5000] < limits[16, 500] < limits[4, 500]


def test_limits_of_more_places_and_depth_are_shown():
    found = residual(followed([(0, 2000)] * 5))
    own = next(one for one in found.limits if (one.sites, one.depth) == (5, 2000))

    assert own.limit == pytest.approx(found.limit, rel=1e-3)
    assert {one.sites for one in found.limits} == {5, 10, 20}
    assert min(one.limit for one in found.limits) < own.limit


def test_the_settings_may_ask_for_more_places_and_depth():
    strict = Settings(residual_min_sites=8, residual_min_depth=1500)

    assert residual(followed([(9, 2000)] * 7, settings=strict)).state == "not_evaluable"
    assert residual(followed([(9, 1400)] * 9, settings=strict)).state == "not_evaluable"
    assert residual(followed([(9, 2000)] * 8, settings=strict)).state == "detected"


def test_the_settings_may_not_ask_for_less_than_the_calibration_covers():
    loose = Settings(residual_min_sites=1, residual_min_depth=1)
    few = residual(followed([(50, 2000)] * (LEAST_SITES - 1), settings=loose))
    shallow = residual(followed([(9, LEAST_DEPTH - 1)] * 9, settings=loose))

    assert {few.state, shallow.state} == {ResidualState.NOT_EVALUABLE}
    assert all("that the calibration" in one for one in shallow.sites_left_out)


def test_without_tissue_nothing_is_evaluable():
    section = plasma_of(a_plasma())

    assert section.residual_disease.state is ResidualState.NOT_EVALUABLE
    assert section.tissue_report is None
    assert section.concordance == ()
    assert "--tissue" in section.why
    assert any("not assessed" in one for one in plasma_limits(section))


def test_of_tissue_there_is_no_section():
    from hccgenomics.model.sample import Sample

    question = a_plasma(sample=Sample("t", Assembly.GRCH38, None, None, ()))

    assert plasma_of(question) is None
    assert plasma_limits(None) == plasma_summary(None) == ()


# --- counts of the files themselves ---------------------------------------------------------------


def by_files(called: int, left_out: int = 0, missing: int = 0, **changes):
    """Plasma without alignments: records called, records left out, and variants in no record."""
    count = called + left_out + missing
    variants = [Variant("chr3", 41_000_000 + 1000 * at, "C", "A") for at in range(count)]
    calls = [a_call(one, 20, 2000, origin=Origin.LIKELY_SOMATIC) for one in variants[:called]]
    entries = [an_entry(one, 2, 2000) for one in variants[called : called + left_out]]
    return a_plasma(
        tissue=a_tissue(*map(a_site, variants)),
        alterations=tuple(calls),
        entries=tuple(entries),
        **changes,
    )


def test_records_that_state_every_place_are_enough():
    found = residual(by_files(called=4, left_out=2))

    assert (found.state, found.sites) == (ResidualState.DETECTED, 6)


def test_a_place_in_no_record_is_not_taken_for_zero():
    found = residual(by_files(called=5, missing=1))

    assert found.state is ResidualState.NOT_EVALUABLE
    assert "Reads are stated at 5 of 6 places" in found.why
    assert "--bam" in found.why


def test_a_reference_block_states_no_reads_of_the_variant():
    found = residual(in_blocks(by_files(called=1, left_out=3, missing=6)))

    assert found.state is ResidualState.NOT_EVALUABLE
    assert "6 places inside reference blocks" in found.why
    assert found.p_value is None


def test_what_is_detected_in_spite_of_blocks_is_stated():
    found = residual(in_blocks(by_files(called=5, missing=1)))

    assert (found.state, found.sites) == (ResidualState.DETECTED, 6)
    assert "1 place inside reference blocks" in found.why


def test_a_place_beside_the_blocks_keeps_it_open():
    question = in_blocks(by_files(called=5, missing=2))

    assert residual(replace(question, blocks=question.blocks[:1])).state == "not_evaluable"


def test_a_place_in_a_block_that_its_file_refuses_keeps_it_open():
    question = in_blocks(by_files(called=5, missing=1))
    refused = tuple(replace(block, filter=("LowDP",)) for block in question.blocks)

    assert residual(question).state == "detected"
    assert residual(replace(question, blocks=refused)).state == "not_evaluable"


def in_blocks(question):
    """The places in no record lie in blocks of 900 reads or more."""
    known = {one.variant for one in question.alterations}
    known |= {(one.contig, one.pos) for one in question.entries}
    blocks = tuple(
        Block(1, at.contig, at.pos - 10, at.pos + 10, (), 900, 1000, 1)
        for at in (one.variant for one in question.tissue.small)
        if at not in known and (at.contig, at.pos) not in known
    )
    return replace(question, blocks=blocks)


def test_white_cells_of_the_file_itself_count():
    question = by_files(called=4)
    calls = tuple(
        replace(
            one,
            calls=(replace(one.calls[0], normal_support=Support(ref_depth=90, alt_depth=10)),),
        )
        for one in question.alterations
    )
    found = residual(replace(question, alterations=calls))

    assert found.state is ResidualState.NOT_EVALUABLE
    assert all("white cells carry it too" in one for one in found.sites_left_out)


def test_alignments_come_before_what_the_files_state():
    question = by_files(called=6)
    calls = tuple(a_forced(one.variant, 2, 2000) for one in question.tissue.small)

    assert residual(replace(question, forced=calls)).alt_fragments == 12


def test_what_plasma_takes_for_blood_is_not_followed():
    question = by_files(called=6)
    origin = Origin.POSSIBLE_HAEMATOPOIESIS
    calls = tuple(replace(one, origin=origin) for one in question.alterations)
    found = residual(replace(question, alterations=calls))

    assert found.state is ResidualState.NOT_EVALUABLE
    assert all("may come from blood cells" in one for one in found.sites_left_out)


def test_a_clean_matched_normal_of_the_tissue_speaks_for_a_gene_of_blood_clones():
    variants = [Variant("chr17", 7_674_000 + 10 * at, "C", "A") for at in range(4)]
    calls = tuple(a_forced(one, 20, 2000) for one in variants)

    def state(*, is_clean):
        places = [a_site(one, "TP53", is_clean_in_normal=is_clean) for one in variants]
        return residual(a_plasma(tissue=a_tissue(*places), forced=calls)).state

    assert state(is_clean=True) is ResidualState.DETECTED
    assert state(is_clean=False) is ResidualState.NOT_EVALUABLE


def test_a_deletion_in_a_repeat_is_not_followed_without_a_background():
    reference = open_models(None)[Assembly.GRCH38]
    found = repeats_of(reference)
    calls = (a_forced(found, 20, 2000),)
    question = a_plasma(tissue=a_tissue(a_site(found)), forced=calls, reference=reference)
    of_site = replace(
        question, forced=(a_forced(found, 20, 2000, error_from="site", concentration=900.0),)
    )

    assert "in a repeat" in residual(question).sites_left_out[0]
    assert residual(of_site).sites_left_out == ()


def repeats_of(reference) -> Variant:
    """A base lost from a run of at least six, in APC's coding sequence."""
    from hccgenomics.model.genome import Interval

    start = 112_839_000
    bases = reference.bases(Interval("chr5", start, start + 2000))
    run = re.search(r"([ACGT])(?!\1)([ACGT])\2{5,}", bases)
    assert run
    return Variant("chr5", start + run.start() + 1, bases[run.start() : run.start() + 2], run[1])


def test_a_substitution_is_in_no_repeat():
    reference = open_models(None)[Assembly.GRCH38]
    found = repeats_of(reference)

    assert is_in_repeat(found, reference)
    assert not is_in_repeat(Variant(found.contig, found.pos, found.ref[0], "N"), reference)


def test_what_was_called_counts_whatever_the_forced_state():
    question = followed([(20, 2000)] * 4)
    calls = tuple(replace(one, state=ForcedState.CALLED) for one in question.forced)

    assert residual(replace(question, forced=calls)).state is ResidualState.DETECTED


# --- what went into the tube ----------------------------------------------------------------------


def stated(subject: str, value: float, unit: str) -> Fact:
    return Fact(
        id=f"laboratory:{subject}",
        kind=FactKind.LABORATORY,
        subject=subject,
        text=f"{subject} {value:g} {unit}",
        numbers={"value": value},
        unit=unit,
    )


def test_no_more_is_seen_than_went_in():
    free = residual(followed([(0, 30_000)] * 5))
    capped = residual(followed([(0, 30_000)] * 5, facts=(stated("cfdna_input", 3.3, "ng"),)))

    assert capped.limit > 5 * free.limit
    assert "capped by what went into the library (1,000 genome" in capped.why


def test_molecules_are_stated_where_plasma_is():
    facts = (stated("cfdna_extracted", 66.0, "ng"), stated("plasma_volume", 4.0, "mL"))
    section = plasma_of(followed([(20, 2000)] * 5, facts=facts))
    found = section.residual_disease

    assert section.cfdna.ng_per_ml == pytest.approx(16.5)
    assert section.cfdna.equivalents_per_ml == pytest.approx(5000)
    assert found.molecules_per_ml == pytest.approx(found.fraction * 5000, rel=1e-3)


def test_molecules_are_not_stated_where_nothing_was_detected():
    facts = (stated("cfdna_concentration", 16.5, "ng/mL"),)

    assert residual(followed([(2, 2000)] * 5, facts=facts)).molecules_per_ml is None


# --- the pair of reports --------------------------------------------------------------------------


def test_another_entity_is_remarked():
    tissue = a_tissue(a_site(Variant("chr3", 41_000_000, "C", "A")))
    sample = tissue.report.sample.model_copy(update={"disease": Disease.CHOLANGIOCARCINOMA})
    report = tissue.report.model_copy(update={"sample": sample})
    section = plasma_of(a_plasma(tissue=replace(tissue, report=report)))

    assert "check that both are of one patient" in section.why


def test_a_tissue_whose_files_carry_no_report_is_remarked():
    tissue = a_tissue(a_site(Variant("chr3", 41_000_000, "C", "A")))
    why = "Tumour and normal seem to be swapped."
    failure = QualityFailure(
        code="swapped", why=why, measure="", value=None, threshold=None, unit=""
    )
    quality = tissue.report.quality.model_copy(update={"failures": (failure,)})
    report = tissue.report.model_copy(update={"quality": quality})

    assert "not to be relied on" not in plasma_of(a_plasma(tissue=tissue)).why
    said = plasma_of(a_plasma(tissue=replace(tissue, report=report))).why
    assert "not to be relied on" in said
    assert why in said


def test_the_same_sample_id_is_remarked():
    own = tissue_report().sample.id
    tissue = a_tissue(a_site(Variant("chr3", 41_000_000, "C", "A")))
    question = a_plasma(tissue=tissue)
    section = plasma_of(replace(question, sample=replace(question.sample, id=own)))

    assert "same sample id" in section.why
    assert own not in section.why


@pytest.mark.parametrize(("alt", "is_said"), [(0, True), (12, True), (480, False), (1000, False)])
def test_inherited_variants_tell_two_patients_apart(alt, is_said):
    variants = [Variant("chr3", 41_000_000 + 1000 * at, "C", "A") for at in range(4)]
    places = [a_site(one, origin=Origin.LIKELY_GERMLINE) for one in variants]
    calls = tuple(a_forced(one, alt, 1000) for one in variants)
    section = plasma_of(a_plasma(tissue=a_tissue(*places), forced=calls))

    assert ("both are of one patient" in section.why) is is_said
    assert (section.why in plasma_limits(section)) is is_said
