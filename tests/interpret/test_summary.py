"""The first screen: where an alteration comes from, what was not judged, and plain numbers."""

from __future__ import annotations

import pytest

from hccgenomics.interpret import wording
from hccgenomics.interpret.annotation_limits import annotation_sentences, joined_sentence
from hccgenomics.interpret.drivers import flag, unjudged
from hccgenomics.interpret.follow_up import follow_up_of
from hccgenomics.interpret.germline import worth_germline_test
from hccgenomics.interpret.limits import Gaps, limits_of
from hccgenomics.interpret.markers import read_markers
from hccgenomics.interpret.summary import (
    SetAsideDriver,
    blood_cell_genes,
    likely_germline,
    set_aside_sentences,
    summarise,
)
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.markers import load_markers
from hccgenomics.model.annotation import SourceUse
from hccgenomics.model.sample import Sample
from hccgenomics.model.settings import Settings
from hccgenomics.model.variant import Support
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.vocabulary import (
    Assembly,
    ComponentClass,
    DropReason,
    MarkerState,
    Origin,
    Specimen,
)
from tests.builders_alterations import an_alteration
from tests.written import vcf_text

BASE = load_knowledge()
COMPONENTS, _ = load_markers()
SMALL = frozenset({ComponentClass.SMALL})
GERMLINE = "likely germline"
BLOOD = "it may come from blood cells"


def found(text, **changes):
    plain = an_alteration(text, **changes)
    findings = flag(plain, BASE.genes, BASE.hotspots, BASE.counts)
    return an_alteration(text, findings=findings, **changes)


def markers_of(*alterations, silent=frozenset(), assayed=SMALL):
    return {m.marker: m for m in read_markers(COMPONENTS, alterations, {}, assayed, silent)}


def gaps(**changes):
    fields = {
        "panel_genes": 130, "genes_without_models": (), "incomplete_genes": 0, "has_fasta": False,
        "hotspot_counts": True, "remarks": (),
    }  # fmt: skip
    return Gaps(**(fields | changes))


SAMPLE = Sample(
    id="case", assembly=Assembly.GRCH38, tumour_sample="T", normal_sample="N", callers=(),
    annotated_by=(), specimen=Specimen.TISSUE,
)  # fmt: skip


@pytest.mark.parametrize("origin", Origin)
def test_a_driver_that_the_normal_carries_too_is_said_to_be_likely_germline(origin):
    driver = found("TP53 p.R213*", origin=origin)
    expected = origin is Origin.LIKELY_GERMLINE

    markers = markers_of(driver)
    germline = worth_germline_test([driver], BASE.germline, Settings())
    requests = follow_up_of(
        list(markers.values()), [driver], [], has_normal=True, germline=germline
    )

    assert (GERMLINE in summarise([driver], [], [])[0]) is expected
    assert (GERMLINE in markers["TP53"].why) is expected
    tests = [r.test for r in requests]
    assert ("Confirm in germline, with consent and genetic counselling" in tests) is expected
    assert likely_germline([driver], []) == (("TP53 p.R213*",) if expected else ())


def test_only_what_is_flagged_asks_for_germline_confirmation():
    unflagged = found("TP53 p.P72R", origin=Origin.LIKELY_GERMLINE)
    driver = found("TP53 p.R213*", origin=Origin.LIKELY_GERMLINE)
    left_out = SetAsideDriver(driver, DropReason.FILTERED, " (germline)")

    assert likely_germline([unflagged], []) == ()
    assert likely_germline([unflagged], [left_out]) == ("TP53 p.R213*",)


def test_a_likely_germline_driver_is_a_limit():
    silent = limits_of(SAMPLE, SMALL, gaps())
    said = limits_of(SAMPLE, SMALL, gaps(likely_germline=("TP53 p.R213*", "ATM p.Q5*")))

    (limit,) = set(said) - set(silent)
    assert limit.startswith(f"TP53 p.R213* and ATM p.Q5*: {GERMLINE}.")


def test_reference_blocks_that_were_read_are_said_to_be_no_coverage():
    silent = limits_of(SAMPLE, SMALL, gaps())
    said = limits_of(SAMPLE, SMALL, gaps(has_blocks=True))

    (limit,) = set(said) - set(silent)
    assert limit == wording.LIMIT_BLOCKS
    assert said.index(limit) == said.index(wording.LIMIT_COVERAGE) + 1


@pytest.mark.parametrize(
    ("text", "specimen", "origin", "expected"),
    [
        ("TP53 p.R213*", Specimen.PLASMA, Origin.UNKNOWN, True),
        ("ATM p.Q5*", Specimen.PLASMA, Origin.UNKNOWN, True),
        ("SF3B1 p.K700E", Specimen.PLASMA, Origin.POSSIBLE_HAEMATOPOIESIS, True),
        ("TP53 p.R213*", Specimen.TISSUE, Origin.UNKNOWN, False),
        ("TP53 p.R213*", Specimen.PLASMA, Origin.LIKELY_SOMATIC, False),
        ("TP53 p.R213*", Specimen.PLASMA, Origin.LIKELY_GERMLINE, False),
        ("CTNNB1 p.S45P", Specimen.PLASMA, Origin.UNKNOWN, False),
    ],
)
def test_in_plasma_a_gene_of_blood_cells_is_said_to_be_one(text, specimen, origin, expected):
    genes = blood_cell_genes(BASE.biomarkers, specimen)

    sentence, *_ = summarise([found(text, origin=origin)], [], [], genes)

    assert (BLOOD in sentence) is expected


def test_the_genes_of_blood_cells_are_those_of_the_row():
    (row,) = (row for row in BASE.biomarkers if row.id == "CHIP-01")

    assert blood_cell_genes(BASE.biomarkers, Specimen.PLASMA) == set(row.genes)
    assert blood_cell_genes([], Specimen.PLASMA) == frozenset()


def test_genes_of_which_no_table_speaks_are_counted_and_named(panels):
    genes = unjudged(panels[Assembly.GRCH38].symbols, BASE)

    many = [x for x in limits_of(SAMPLE, SMALL, gaps(unjudged_genes=genes)) if "not judged" in x]
    one = [x for x in limits_of(SAMPLE, SMALL, gaps(unjudged_genes=("RET",))) if "not judged" in x]

    assert len(many) == 1
    assert many[0].startswith(f"{len(genes)} panel genes have no role and no hotspot")
    assert all(gene in many[0] for gene in genes)
    assert one[0].startswith("1 panel gene has no role and no hotspot")
    assert not any("not judged" in limit for limit in limits_of(SAMPLE, SMALL, gaps()))


def test_a_component_that_no_rule_can_flag_says_so():
    entity = "IDH1/IDH2/FGFR2 (entity question)"
    silent = frozenset(unjudged(["FGFR2", "IDH1", "IDH2"], BASE))

    components = markers_of(silent=silent)[entity].components
    small = {c.component.gene: c for c in components if c.component.component_class == "small"}

    assert silent == {"FGFR2"}
    assert "FGFR2 has no role and no hotspot" in small["FGFR2"].why
    assert "not judged" not in small["IDH1"].why
    assert "not judged" not in small["IDH2"].why


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("IDH2 p.R172K", MarkerState.PRESENT),
        ("IDH2 p.R140Q", MarkerState.NO_CALL),
        ("IDH1 p.R132C", MarkerState.PRESENT),
    ],
)
def test_the_question_of_the_entity_counts_codons_of_the_liver(text, state):
    assert markers_of(found(text))["IDH1/IDH2/FGFR2 (entity question)"].state is state


def test_the_entity_is_not_asked_about_in_the_words_of_a_driver():
    for text in ("IDH1 p.R132C", "IDH2 p.R172K"):
        assert "entity" not in summarise([found(text)], [], [])[0]


@pytest.mark.parametrize(("count", "start"), [(1, "1 marker has "), (2, "2 markers have ")])
def test_one_is_singular(count, start):
    markers = list(markers_of().values())
    no_call = [m for m in markers if m.state is MarkerState.NO_CALL][:count]
    copies = [
        m
        for m in markers
        if any(c.component.component_class == "copy_number" for c in m.components)
    ][:count]
    driver = found("TP53 p.R213*")

    asked = follow_up_of(no_call, [driver] * count, [], has_normal=False)
    by_test = {r.test: r.why for r in asked}
    of_copies = [r.why for r in follow_up_of(copies, [], [], has_normal=True)]

    coverage = next(why for test, why in by_test.items() if test.startswith("Coverage"))
    normal = next(why for test, why in by_test.items() if test.startswith("A matched normal"))
    assert coverage.startswith(start)
    assert normal.endswith("1 flagged alteration." if count == 1 else "2 flagged alterations.")
    assert any(why.startswith(start) and "copy-number" in why for why in of_copies)


TP53_R249S = ("chr17", 7_674_216, "C", "A")


def test_the_report_says_it_all(tmp_path):
    """Through the pipeline: germline in the normal, blood cells in plasma, genes not judged."""

    def report(normal, tumour="0/1:60,60:120", **options):
        path = tmp_path / "case.vcf"
        record = (*TP53_R249S, "PASS", "GT:AD:DP", tumour, normal)
        path.write_text(vcf_text([record], samples=("TUMOR", "NORMAL")))
        return make_report(ReportRequest(paths=(str(path),), settings=Settings(), **options))

    germline = report("0/1:50,50:100")
    plasma = report("0/0:90,10:100", "0/1:110,10:120", specimen=Specimen.PLASMA)

    assert GERMLINE in germline.summary[0]
    assert any(GERMLINE in limit for limit in germline.limits)
    assert any("Confirm in germline" in request.test for request in germline.follow_up)
    assert BLOOD in plasma.summary[0]
    assert "no proof of a tumour" in plasma.summary[0]
    assert not any(GERMLINE in limit for limit in plasma.limits)
    assert any("FGFR2" in limit and "not judged" in limit for limit in plasma.limits)
    entity = next(m for m in plasma.markers if "entity" in m.marker)
    assert any("not judged" in c.why for c in entity.components if c.gene == "FGFR2")


def left_out(text, vaf):
    support = Support(ref_depth=round(10_000 * (1 - vaf)), alt_depth=round(10_000 * vaf))
    return SetAsideDriver(found(text, support=support), DropReason.FILTERED, "")


def test_a_few_alleles_left_out_are_all_named():
    few = [left_out("TP53 p.R249S", 0.0005), left_out("BRAF p.V600E", 0.2)]

    assert len(set_aside_sentences(few)) == 2


def test_among_many_the_faint_are_counted_and_the_telling_still_named():
    faint = [left_out("TP53 p.R249S", 0.0005)] * 20 + [left_out("SF3B1 p.K700E", 0.001)]
    telling = left_out("BRAF p.V600E", 0.2)

    named, counted = set_aside_sentences([*faint[:7], telling, *faint[7:]])

    assert named.startswith("BRAF p.V600E was seen at 20 %")
    assert counted == (
        "21 further alleles that a driver rule would flag were left out (TP53 20, SF3B1 1); "
        "each is listed with its reason."
    )


def test_an_allele_of_unknown_fraction_counts_as_telling():
    unknown = SetAsideDriver(found("KRAS p.G12C", support=Support()), DropReason.FILTERED, "")

    sentences = set_aside_sentences([*[left_out("TP53 p.R249S", 0.0005)] * 5, unknown])

    assert sentences[0].startswith("KRAS p.G12C was seen")


@pytest.mark.parametrize(
    ("use", "said"),
    [
        (SourceUse(compared=1, agreeing=1), "compared on 1 alteration: no difference."),
        (SourceUse(compared=1), "compared on 1 alteration: with a difference."),
        (SourceUse(compared=2), "compared on 2 alterations: each with a difference."),
        (SourceUse(compared=3, agreeing=1), "3 alterations: 1 of them without a difference."),
        (SourceUse(not_compared=1), "was not compared on 1 alteration: "),
        (SourceUse(unread=1), "1 entry of the alterations' records could not be read and was "),
        (SourceUse(unplaced=2), "2 entries of the alterations' records could not be told "),
    ],
)
def test_what_became_of_an_annotation_is_said_in_grammar(use, said):
    (sentence,) = annotation_sentences("VEP 110", use)

    assert said in sentence


def test_joined_alterations_that_were_not_compared_are_counted():
    assert list(joined_sentence(0)) == []
    assert next(joined_sentence(1)).startswith("1 alteration joined from several records was not")
    assert next(joined_sentence(2)).startswith("2 alterations joined from several records were not")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"incomplete_genes": 1}, "1 panel gene has no complete reference-grade"),
        ({"incomplete_genes": 2}, "2 panel genes have no complete reference-grade"),
        ({"incomplete_genes": 1, "has_fasta": True}, "leaves 1 panel gene without"),
        ({"genes_without_models": ("CREBBP",)}, "1 driver gene of the table has no embedded"),
        (
            {"genes_without_models": ("CREBBP", "CCNA2"), "annotations": ("VEP 110",)},
            "2 driver genes of the table have no embedded transcript: CREBBP, CCNA2.",
        ),
    ],
)
def test_limits_count_in_grammar(changes, said):
    assert sum(said in limit for limit in limits_of(SAMPLE, SMALL, gaps(**changes))) == 1


def test_an_annotator_s_name_begins_its_sentence_with_a_capital():
    (said,) = annotation_sentences("the MAF's annotator", SourceUse(compared=1, agreeing=1))

    assert said.startswith("The MAF's annotator in the file was compared")


def test_what_is_to_be_confirmed_in_germline_is_not_asked_for_twice():
    germline = found("RB1 p.Q35*", origin=Origin.LIKELY_GERMLINE)
    faint = found("KRAS p.G12D")
    aside = [SetAsideDriver(one, DropReason.FILTERED, "why") for one in (germline, faint)]

    asked = follow_up_of((), (), aside, has_normal=False, germline=[germline])

    assert [request.test for request in asked] == [
        "Review of reads, or an independent test, for KRAS p.G12D",
        "Confirm in germline, with consent and genetic counselling",
    ]


def test_what_all_genes_of_a_marker_lack_is_said_once():
    said = {"RB1": ["RB1 p.Q35* was seen but left out: why."]}
    marker = next(
        one for one in read_markers(COMPONENTS, (), said, SMALL) if one.marker == "CDKN2A/RB1"
    )

    assert marker.why.count("no coverage information given") == 1
    assert marker.why.endswith(". RB1 p.Q35* was seen but left out: why.")


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ((), "1 of"),
        (
            ("caller_filter: not applied: FILTER is '.'", "min_alt_depth: not applied: no AD"),
            "Not every filter could be applied to 1 flagged alteration: "
            "caller_filter (FILTER is '.') and min_alt_depth (no AD).",
        ),
    ],
)
def test_the_first_screen_says_which_filters_were_not_applied(lacking, said):
    flagged = found("TP53 p.R249S", filters_not_applied=lacking)
    kept = found("TP53 p.P47S", filters_not_applied=("min_depth: not applied: no DP",))

    sentences = summarise([flagged, kept], list(markers_of(flagged).values()), [])

    assert sentences[1].startswith(said)
