"""How much of the cell-free DNA is the tumour's, and what was stated of the tube."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hccgenomics.ctdna.detection import expected_vaf
from hccgenomics.model.copy_number import GeneCopies, Solution
from hccgenomics.model.fact_terms import VALUE
from hccgenomics.model.observation import Fact
from hccgenomics.model.settings import Settings
from hccgenomics.model.variant import Variant
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.pipeline.plasma.cfdna import (
    Cfdna,
    cfdna_document,
    cfdna_of,
    equivalents_per_ml,
    input_equivalents,
    with_input,
)
from hccgenomics.pipeline.plasma.section import plasma_of
from hccgenomics.vocabulary import Comparison, CopyClass, FactKind, Origin, Specimen
from tests.conftest import DATA
from tests.plasma_cases import (
    PLACES,
    a_call,
    a_forced,
    a_plasma,
    a_site,
    a_tissue,
    followed,
    looked,
    pair_cell,
)
from tests.written import vcf_text


def fractions(question):
    return plasma_of(question).tumour_fraction


def shared(
    share: float, copies=(2.0,) * 6, mutated=(1,) * 6, depth=10_000, sex=None, contig="chr3"
):
    """Plasma that holds this share of a tumour with these copies, counted exactly."""
    sites, calls = [], []
    for at, (all_, own) in enumerate(zip(copies, mutated, strict=True)):
        variant = Variant(contig, 41_000_000 + 1000 * at, "C", "A")
        normal = 1.0 if contig == "chrX" and sex == "male" else 2.0
        vaf = expected_vaf(share, tumour_copies=all_, mutated_copies=own, normal_copies=normal)
        alt = round(depth * (vaf + 1e-5 * (1 - 2 * vaf)))
        in_tissue = expected_vaf(0.6, tumour_copies=all_, mutated_copies=own)
        told = GeneCopies("G", contig, 1, 2, CopyClass.GAIN, "", copies=all_)
        counts = {"depth": 10_000, "alt_depth": round(in_tissue * 10_000), "vaf": in_tissue}
        sites.append(a_site(variant, copies=None if all_ == 2 else told, **counts))
        calls.append(a_forced(variant, alt, depth, error=1e-5))
    tissue = a_tissue(*sites)
    sample = tissue.report.sample.model_copy(update={"purity": 0.6})
    tissue = replace(tissue, report=tissue.report.model_copy(update={"sample": sample}))
    question = a_plasma(tissue=tissue, forced=tuple(calls))
    return replace(question, sample=replace(question.sample, sex=sex))


@pytest.mark.parametrize("share", [0.5, 0.1, 0.01, 0.002])
def test_the_share_comes_back(share):
    (found,) = fractions(shared(share))

    assert found.value == pytest.approx(share, rel=0.05)
    assert found.low < share < found.high
    assert found.value > found.floor
    assert found.variants == 6
    assert "cannot be told from none" not in found.why


def test_copies_of_the_tissue_are_reckoned_with():
    question = shared(0.1, copies=(2.0, 1.0, 4.0, 3.0), mutated=(1, 1, 3, 2))
    (found,) = fractions(question)

    assert found.value == pytest.approx(0.1, rel=0.05)
    assert "with the tissue's copies of 3 of 4" in found.why


def test_a_mans_x_has_one_copy_in_normal_cells():
    (found,) = fractions(shared(0.1, (1.0,) * 3, (1,) * 3, sex="male", contig="chrX"))

    assert found.value == pytest.approx(0.1, rel=0.05)


def test_every_variant_counts_seen_or_not():
    seen = fractions(followed([(30, 3000)] * 3))[0]
    with_silent = fractions(followed([(30, 3000)] * 3 + [(3, 3000)] * 3))[0]

    assert with_silent.value < 0.7 * seen.value


def test_below_the_floor_it_is_not_told_from_none():
    (found,) = fractions(followed([(2, 2000)] * 5))

    assert found.value <= found.floor
    assert "cannot be told from none" in found.why


def test_one_place_that_carries_all_is_not_told_from_none_either():
    (found,) = fractions(followed([(60, 2000), *[(2, 2000)] * 5]))

    assert "does not detect tumour DNA: it cannot be told from none" in found.why


def test_a_single_variant_says_so():
    (found,) = fractions(followed([(30, 3000)]))

    assert found.variants == 1
    assert "It rests on a single variant" in found.why


def test_few_variants_say_so():
    ask = Settings(min_fraction_variants=5)
    (found,) = fractions(followed([(30, 3000)] * 3, settings=ask))

    assert "fewer than min_fraction_variants (5)" in found.why


def test_what_only_the_caller_states_says_so():
    variants = [Variant("chr3", 41_000_000 + 1000 * at, "C", "A") for at in range(5)]
    calls = tuple(a_call(one, 20, 2000, origin=Origin.LIKELY_SOMATIC) for one in variants[:3])
    (found,) = fractions(a_plasma(tissue=a_tissue(*map(a_site, variants)), alterations=calls))

    assert found.variants == 3
    assert "2 variants more that they do not call would lower the value" in found.why


def test_nothing_counted_gives_no_value():
    (found,) = fractions(a_plasma(tissue=a_tissue(a_site(PLACES[1]))))

    assert found.value is None
    assert found.why.startswith("No clonal variant of the tissue is counted in plasma.")


def test_without_tissue_no_value_is_worked_out_from_variants():
    calls = (
        a_call(PLACES[1], 20, 1000, origin=Origin.LIKELY_SOMATIC),
        a_call(PLACES[2], 500, 1000, origin=Origin.LIKELY_GERMLINE),
        a_call(PLACES[3], 90, 1000, origin=Origin.POSSIBLE_HAEMATOPOIESIS),
    )
    (found,) = fractions(a_plasma(alterations=calls))

    assert (found.value, found.low, found.high, found.variants) == (None, None, None, 1)
    assert "2 %" in found.why
    assert "50 %" not in found.why
    assert "9 %" not in found.why


# --- copy number ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "is_below"), [(0.021, True), (0.0, True), (0.0299, True), (0.03, False), (0.3, False)]
)
def test_a_share_by_copies_has_its_own_floor(value, is_below):
    solution = Solution(source="ichorCNA", file=2, purity=value)
    *_, found = fractions(a_plasma(solutions=(solution,)))

    assert (found.method, found.value, found.floor) == ("copy number (ichorCNA)", value, 0.03)
    assert ("cannot be told from none" in found.why) is is_below
    assert "it gives no interval" in found.why


def test_methods_are_never_merged():
    solution = Solution(source="PURPLE", file=2, purity=0.3, purity_low=0.2, purity_high=0.4)
    by_variants, by_copies = fractions(followed([(30, 3000)] * 5, solutions=(solution,)))

    assert by_variants.value < 0.1
    assert (by_copies.value, by_copies.low, by_copies.high) == (0.3, 0.2, 0.4)
    assert "The floor is that of ichorCNA; PURPLE may have another" in by_copies.why


def test_a_tool_without_a_solution_says_so():
    *_, found = fractions(a_plasma(solutions=(Solution(source="ichorCNA", file=2),)))

    assert found.value is None
    assert found.why == "ichorCNA found no solution with a tumour fraction."


def test_a_purity_of_the_command_line_is_named_as_such():
    question = a_plasma()
    question = replace(question, sample=replace(question.sample, purity=0.2))
    *_, found = fractions(question)

    assert (found.method, found.value) == ("stated (--purity)", 0.2)


@pytest.mark.parametrize(("purity", "sources"), [(0.2, 2), (0.3, 1)])
def test_a_purity_is_shown_once_beside_those_of_tools(purity, sources):
    question = a_plasma(solutions=(Solution(source="PURPLE", file=2, purity=0.3),))
    question = replace(question, sample=replace(question.sample, purity=purity))

    assert len(fractions(question)) == 1 + sources


def test_a_whole_run_with_ichorcna(tmp_path):
    path = tmp_path / "plasma.vcf"
    at = PLACES[1]
    row = (at.contig, at.pos, at.ref, at.alt, "PASS", "GT:AD:DP", pair_cell(20, 1000))
    path.write_text(vcf_text([row]), encoding="utf-8")
    report = make_report(
        ReportRequest(
            paths=(str(path),),
            cnv=(str(DATA / "cnv" / "ichorcna" / "params.txt"),),
            settings=Settings(),
            specimen=Specimen.PLASMA,
        )
    )
    found = next(one for one in report.plasma.tumour_fraction if "ichorCNA" in one.method)

    assert (found.value, found.floor) == (0.021, 0.03)
    assert "cannot be told from none" in found.why


# --- what was stated of the tube ------------------------------------------------------------------


def fact(subject: str, value: float, bound: Comparison | None = None) -> Fact:
    return Fact(
        id=f"laboratory:{subject}",
        kind=FactKind.LABORATORY,
        subject=subject,
        text="",
        numbers={VALUE: value},
        bounds={} if bound is None else {VALUE: bound},
    )


def test_nothing_stated_is_nothing():
    assert cfdna_of(()) == Cfdna()
    assert cfdna_document(Cfdna(), Settings()) is None
    assert input_equivalents(Cfdna(), Settings()) is None
    assert equivalents_per_ml(Cfdna(), Settings()) is None


def test_equivalents_are_those_of_a_genome_of_3_3_picograms():
    # 6.6 ng/mL are 2,000 haploid genomes a millilitre (doi:10.3390/ph14070617, table 1)
    assert equivalents_per_ml(Cfdna(stated_ng_per_ml=6.6), Settings()) == pytest.approx(2000)
    assert input_equivalents(Cfdna(input_ng=33.0), Settings()) == pytest.approx(10_000)
    half = Settings(library_yield=0.5)
    assert input_equivalents(Cfdna(input_ng=33.0), half) == pytest.approx(5000)


def test_concentration_follows_from_yield_and_volume():
    found = cfdna_of((fact("cfdna_extracted", 66), fact("plasma_volume", 4)))

    assert found.ng_per_ml == pytest.approx(16.5)
    assert cfdna_document(found, Settings()).equivalents_per_ml == pytest.approx(5000)


def test_a_stated_concentration_comes_first_and_is_held_against_the_other():
    told = (
        fact("cfdna_extracted", 66),
        fact("plasma_volume", 4),
        fact("cfdna_concentration", 40),
        fact("cfdna_input", 80),
    )
    document = cfdna_document(cfdna_of(told), Settings())

    assert document.ng_per_ml == 40
    assert "differ more than twofold" in document.why
    assert "More cfDNA is stated to have gone in than was extracted" in document.why


@pytest.mark.parametrize(
    ("bound", "expected"), [(None, 5.0), (Comparison.BELOW, 5.0), (Comparison.ABOVE, None)]
)
def test_only_an_upper_bound_of_the_input_caps(bound, expected):
    assert cfdna_of((fact("cfdna_input", 5, bound),)).input_ng == expected


@pytest.mark.parametrize("bound", [Comparison.BELOW, Comparison.ABOVE])
def test_a_bound_is_no_concentration(bound):
    assert cfdna_of((fact("cfdna_concentration", 5, bound),)).ng_per_ml is None


def test_panel_and_depths_take_what_went_in():
    found = with_input(looked(), (fact("cfdna_input", 33),), Settings())

    assert found.input_equivalents == pytest.approx(10_000)
    assert with_input(None, (fact("cfdna_input", 33),), Settings()) is None


def test_a_clinical_file_states_it(tmp_path):
    path, clinical = tmp_path / "plasma.vcf", tmp_path / "case.toml"
    at = PLACES[1]
    row = (at.contig, at.pos, at.ref, at.alt, "PASS", "GT:AD:DP", pair_cell(20, 1000))
    path.write_text(vcf_text([row]), encoding="utf-8")
    clinical.write_text(
        '[laboratory]\ncfdna_input = "30 ng"\ncfdna_concentration = "12.5 ng/mL"\n',
        encoding="utf-8",
    )
    report = make_report(
        ReportRequest(
            paths=(str(path),), settings=Settings(), specimen=Specimen.PLASMA, clinical=clinical
        )
    )

    assert report.plasma.cfdna.genome_equivalents == pytest.approx(9090.9091)
    assert report.plasma.cfdna.ng_per_ml == 12.5
    assert [fact.text for fact in report.clinical.facts] == [
        "Library input of cfDNA 30 ng",
        "Plasma cfDNA 12.5 ng/mL",
    ]
