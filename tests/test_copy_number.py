"""Copy number from files to findings: genes, arms, agreement, and every reason not to call."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from hccgenomics.annotate.copies import Mixture
from hccgenomics.interpret import copy_wording
from hccgenomics.interpret.copy_class import by_copies, classify
from hccgenomics.model.copy_number import (
    CopyNumberFindings,
    Solution,
)
from hccgenomics.model.copy_number_files import (
    CopyNumberFile,
    GeneRow,
    Observation,
    Segment,
)
from hccgenomics.model.genome import Interval
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline.copy_number import copy_number_of
from hccgenomics.vocabulary import CopyClass, CopyMethod, CopySource, Extent, Sex, Specimen
from tests.copy_files import (
    around,
    bins_of,
    facts,
    lengths,
    question,
    ratio,
    segments_file,
    solution_file,
    steps,
    whole,
)
from tests.forbidden import phrases_in
from tests.truth import rows

FLAT = Observation(log2_ratio=0.0, support=1000)
HIGH = Observation(log2_ratio=1.5, support=60)
TWO = Observation(copies=2.0, minor_copies=1.0, support=1000)
_YES = {"yes": True, "no": False}


def span(gene: str) -> Interval:
    found = question().models.span(gene)
    return Interval(found.contig, found.start + 5000, found.end - 5000)


def gene_of(files, gene="FGF19", **changes):
    return copy_number_of(files, question(**changes)).of(gene)


# Nothing is dropped, nothing is taken for unchanged


def test_no_file_no_finding():
    assert copy_number_of((), question()) == CopyNumberFindings()


def test_every_gene_of_the_panel_is_there_in_genome_order():
    found = copy_number_of([segments_file([whole("chr11", FLAT)])], question())
    assert {gene.gene for gene in found.genes} == set(question().models.symbols)
    places = [(gene.contig, gene.start) for gene in found.genes]
    order = list(lengths())
    assert places == sorted(places, key=lambda place: (order.index(place[0]), place[1]))


def test_a_gene_without_a_segment_is_no_call():
    found = copy_number_of([segments_file([whole("chr11", FLAT)])], question())
    assert found.of("FGF19").copy_class is CopyClass.NO_CHANGE
    assert found.of("MYC").copy_class is CopyClass.NO_CALL
    assert found.of("MYC").why == copy_wording.NOT_COVERED
    assert found.of("MYC").log2_ratio is None


@pytest.mark.parametrize(
    ("share", "expected"), [(0.4, CopyClass.NO_CALL), (0.6, CopyClass.AMPLIFICATION)]
)
def test_a_gene_covered_by_less_than_the_setting_is_no_call(share, expected):
    place = span("FGF19")
    end = place.start + round(share * len(place))
    found = gene_of([segments_file(steps("chr11", (place.start - 9000, end, HIGH)))])
    assert found.copy_class is expected
    assert found.covered == pytest.approx(share, abs=0.001)
    if expected is CopyClass.NO_CALL:
        assert "40 %" in found.why
        assert "min_gene_covered" in found.why


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (CopySource.CALLS, "names none on this gene"),
        (CopySource.SEGMENTS, "No segment"),
        (CopySource.GENES, "does not list this gene"),
        (CopySource.LEVELS, "does not list this gene"),
    ],
)
def test_silence_is_never_no_change(source, says):
    file = segments_file([whole("chr1", HIGH)], source=source)
    found = gene_of([file])
    assert found.copy_class is CopyClass.NO_CALL
    assert says in found.why


def test_a_row_without_a_number_is_no_call():
    found = gene_of([segments_file([whole("chr11", Observation(support=3))])])
    assert (found.copy_class, found.why) == (CopyClass.NO_CALL, copy_wording.NO_VALUE)


def test_a_file_of_purity_alone_calls_nothing():
    found = copy_number_of([solution_file(Solution("PURPLE", purity=0.5, ploidy=2.0))], question())
    assert {gene.copy_class for gene in found.genes} == {CopyClass.NO_CALL}
    assert {gene.why for gene in found.genes} == {copy_wording.NO_FILE}
    assert found.solution.purity == 0.5


# Bins


@pytest.mark.parametrize("row", rows("gene_bins.tsv"))
def test_bins_of_a_gene_beside_its_segment(row):
    place, noise = span("MYC"), float(row["noise"])
    values = [float(value) for value in row["bins"].split()]
    width = len(place) // max(1, len(values))
    contig_end = lengths()["chr8"]
    # Neighbours whose differences have this noise: +d and -d in turn differ by 2d.
    sway = noise * 2**0.5 / 1.4826 / 2
    before = [sway if at % 2 else -sway for at in range(400)]
    reach = 400 * 10_000
    bins = bins_of(place.start - reach, 10_000, before)
    inner = bins_of(place.start, width, values)
    after = bins_of(place.end, 10_000, before)
    for part in (inner, after):
        bins.starts.extend(part.starts)
        bins.ends.extend(part.ends)
        bins.log2.extend(part.log2)
        bins.weights.extend(part.weights)
    segment = Observation(log2_ratio=float(row["segment"]), support=900)
    files = [
        segments_file(steps("chr8", (0, contig_end, segment)), tool="cnvkit"),
        CopyNumberFile(facts(2, tool="cnvkit"), source=CopySource.BINS, bins={"chr8": bins}),
    ]
    found = gene_of(files, "MYC")
    assert found.files == (1, 2)
    if row["used"] == "no_call":
        assert found.copy_class is CopyClass.NO_CALL
        assert "min_gene_bins" in found.why
        return
    if row["used"] == "bins":
        assert found.log2_ratio == pytest.approx(sorted(values)[len(values) // 2], abs=0.1)
        assert any("the bins are used" in note for note in found.notes)
        assert found.event.extent is Extent.FOCAL
        assert len(range(found.event.start, found.event.end)) < 200_000
    else:
        assert found.log2_ratio == float(row["segment"])
        assert not any("the bins are used" in note for note in found.notes)
    assert found.support == len(values)


def test_a_few_bins_far_from_their_segment_do_not_leave_the_gene_unchanged():
    """Three exons of FGF19 say eight copies, too few to overrule the segment: it stays open."""
    inner = span("FGF19")
    bins = bins_of(inner.start - 8_000_000, 20_000, [0.05, -0.05] * 200)
    few = bins_of(inner.start, len(inner) // 3, [2.0, 1.9, 2.1])
    bins.starts.extend(few.starts)
    bins.ends.extend(few.ends)
    bins.log2.extend(few.log2)
    bins.weights.extend(few.weights)
    files = [
        segments_file([whole("chr11", FLAT)], tool="cnvkit"),
        CopyNumberFile(facts(2, tool="cnvkit"), source=CopySource.BINS, bins={"chr11": bins}),
    ]
    found = gene_of(files)
    assert (found.copy_class, found.log2_ratio) == (CopyClass.NO_CHANGE, 0.0)
    assert found.log2_high == pytest.approx(2.0)
    assert any("min_recount_bins" in note for note in found.notes)
    assert "The interval reaches from no change to amplification." in found.notes


def test_bins_of_another_tool_are_a_rival():
    bins = {"chr11": bins_of(0, 100_000, [1.4] * 1300)}
    files = [
        segments_file([whole("chr11", HIGH)], tool="gatk"),
        CopyNumberFile(facts(2, tool="cnvkit"), source=CopySource.BINS, bins=bins),
    ]
    found = copy_number_of(files, question())
    assert found.of("FGF19").files == (1,)
    (agreement,) = [one for one in found.agreements if one.gene == "FGF19"]
    assert [statement.file for statement in agreement.statements] == [1, 2]
    assert agreement.agree


def test_a_gene_that_no_segment_covers_is_told_by_its_bins():
    bins = {"chr11": bins_of(69_690_000, 1_000, [1.4] * 20)}
    files = [
        segments_file(steps("chr11", (0, 60_000_000, FLAT)), tool="cnvkit"),
        CopyNumberFile(facts(2, tool="cnvkit"), source=CopySource.BINS, bins=bins),
    ]
    found = gene_of(files)
    assert (found.copy_class, found.log2_ratio) == (CopyClass.AMPLIFICATION, 1.4)
    assert found.event.extent is Extent.FOCAL


# Copies


@pytest.mark.parametrize("purity", [0.25, 0.5, 0.9])
@pytest.mark.parametrize("copies", [0.0, 1.0, 2.0, 4.0, 7.5, 30.0])
def test_copies_from_ratio_purity_and_ploidy(copies, purity):
    mixture = Mixture(purity, 2.0)
    parts = around("FGF19", ratio(copies, mixture), rest=ratio(2, mixture))
    found = gene_of([segments_file(parts)], purity=purity, ploidy=2.0)
    assert found.copies == pytest.approx(copies, abs=0.01)
    assert found.method is CopyMethod.COMPUTED
    assert found.copies_low <= found.copies <= found.copies_high


@budget(max_examples=60)
@given(
    purity=st.floats(0.2, 0.95),
    ploidy=st.floats(1.5, 4.5),
    log2=st.floats(-3, 4),
    support=st.integers(1, 5000),
)
def test_the_interval_holds_the_copies_whatever_the_sample(purity, ploidy, log2, support):
    seen = Observation(log2_ratio=log2, support=support)
    found = gene_of([segments_file([whole("chr11", seen)])], purity=purity, ploidy=ploidy)
    assert 0 <= found.copies_low <= found.copies <= found.copies_high
    assert found.log2_low <= found.log2_ratio <= found.log2_high


@budget(max_examples=60)
@given(
    purity=st.none() | st.floats(0.2, 0.95),
    log2=st.floats(-2.5, 2.5),
    at=st.floats(0.02, 0.98),
)
def test_a_segment_cut_in_two_is_still_the_same(purity, log2, at):
    """Wherever a caller cuts, within the gene or beside it: copies, class and event stay."""
    seen = Observation(log2_ratio=log2)
    asked = {"purity": purity, "ploidy": None if purity is None else 2.0}
    one = gene_of([segments_file(around("ARID2", seen, rest=FLAT))], "ARID2", **asked)
    before, middle, after = around("ARID2", seen, rest=FLAT)
    border = middle.start + round(at * (middle.end - middle.start))
    parts = [
        before,
        Segment(middle.contig, middle.start, border, seen, 2),
        Segment(middle.contig, border, middle.end, seen, 3),
        after,
    ]
    two = gene_of([segments_file(parts)], "ARID2", **asked)
    assert (two.copy_class, two.copies, two.event) == (one.copy_class, one.copies, one.event)
    assert two.log2_ratio == pytest.approx(one.log2_ratio, abs=1e-4)


@budget(max_examples=80)
@given(
    purity=st.floats(0.15, 1.0),
    ploidy=st.sampled_from([1.8, 2.0, 2.6, 3.0, 3.9]),
    log2=st.floats(-3, 3),
)
def test_the_class_is_that_of_the_copies_as_they_are_printed(purity, ploidy, log2):
    asked = question(purity=purity, ploidy=ploidy)
    seen = Observation(log2_ratio=log2)
    findings = copy_number_of([segments_file([whole("chr11", seen)])], asked)
    found = findings.of("FGF19")
    cut = by_copies(asked.settings, ploidy, is_doubled=findings.is_doubled)
    assert found.copy_class is classify(found.copies, cut)
    assert found.copies == round(found.copies, 2)


@given(st.permutations(range(4)))
def test_the_order_of_rows_does_not_matter(order):
    parts = [*around("FGF19", HIGH, rest=FLAT), whole("chr9", FLAT)]
    expected = copy_number_of([segments_file(parts)], question())
    assert copy_number_of([segments_file([parts[at] for at in order])], question()) == expected


def test_fewer_bins_make_a_wider_interval():
    def width(support):
        seen = Observation(log2_ratio=1.2, support=support)
        found = gene_of([segments_file([whole("chr11", seen)])])
        return found.log2_high - found.log2_low

    assert width(4) > width(40) > width(4000)


def test_stated_copies_are_used_as_they_are():
    seen = Observation(copies=9.34, minor_copies=0.2, copies_low=8.1, copies_high=10.2, support=40)
    parts = around("FGF19", seen, rest=TWO)
    found = gene_of([segments_file(parts, tool="purple")])
    assert (found.copies, found.method) == (9.34, CopyMethod.STATED)
    assert (found.copies_low, found.copies_high) == (8.1, 10.2)
    assert (found.minor_copies, found.is_loh) == (0.2, True)
    assert found.log2_ratio is None


def test_the_users_purity_is_brought_to_stated_copies():
    """9 copies at purity 0.4 are a ratio of 2.4; at purity 0.7 that is 6 copies."""
    parts = around("FGF19", Observation(copies=9.0, support=40), rest=TWO)
    files = [
        segments_file(parts, tool="purple"),
        solution_file(Solution("PURPLE", purity=0.4, ploidy=2.0)),
    ]
    assert gene_of(files).copies == 9.0
    found = gene_of(files, purity=0.7, ploidy=2.0)
    assert (found.copies, found.method) == (6.0, CopyMethod.COMPUTED)
    assert any("brought to purity 0.7" in note for note in found.notes)


def test_stated_copies_of_unknown_purity_stay_as_they_are():
    parts = around("FGF19", Observation(copies=9.0, support=40), rest=TWO)
    found = gene_of([segments_file(parts, tool="facets")], purity=0.7, ploidy=2.0)
    assert (found.copies, found.method) == (9.0, CopyMethod.STATED)
    assert any("--purity is not applied" in note for note in found.notes)


def test_whole_copies_that_no_purity_went_into_are_no_copies():
    seen = Observation(log2_ratio=0.585, copies=3.0, support=40)
    file = segments_file([whole("chr11", seen)], tool="cnvkit", copies_are_corrected=False)
    found = gene_of([file])
    assert (found.copies, found.method) == (None, CopyMethod.RATIO)
    assert found.copy_class is CopyClass.GAIN
    assert any("without saying whether they are corrected" in note for note in found.notes)
    found = gene_of([file], purity=0.25, ploidy=2.0)
    assert found.copies == pytest.approx(6.0, abs=0.01)
    assert found.copy_class is CopyClass.AMPLIFICATION


def test_copies_without_a_ratio_that_no_purity_went_into():
    seen = Observation(copies=3.0, support=40)
    file = segments_file([whole("chr11", seen)], tool="vcf", copies_are_corrected=False)
    assert gene_of([file]).copy_class is CopyClass.GAIN
    assert gene_of([file], purity=0.25, ploidy=2.0).copies == pytest.approx(6.0, abs=0.01)


def test_a_ratio_lower_than_the_purity_allows():
    found = gene_of(
        [segments_file([whole("chr9", Observation(log2_ratio=-2.0, support=90))])],
        "CDKN2A",
        purity=0.3,
        ploidy=2.0,
    )
    assert (found.copies, found.copies_low) == (0.0, 0.0)
    assert found.copy_class is CopyClass.HOMOZYGOUS_DELETION
    assert any("lower than a purity of 0.3 allows" in note for note in found.notes)


def test_an_interval_over_several_classes_is_said():
    seen = Observation(log2_ratio=0.5, support=10)
    found = gene_of([segments_file([whole("chr11", seen)])], purity=0.2, ploidy=2.0)
    assert any(note.startswith("The interval reaches from") for note in found.notes)


def test_minor_copies_from_the_allele_fraction():
    """Purity 0.6, one copy left of which none is the rarer: 0.4 of 1.4 alleles."""
    mixture = Mixture(0.6, 2.0)
    seen = ratio(1, mixture, minor_allele_fraction=0.4 / 1.4, support=200)
    found = gene_of([segments_file([whole("chr17", seen)])], "TP53", purity=0.6, ploidy=2.0)
    assert (found.copies, found.is_loh) == (1.0, True)
    assert found.minor_copies == pytest.approx(0, abs=0.01)
    seen = ratio(2, mixture, minor_allele_fraction=0.5, support=200)
    found = gene_of([segments_file([whole("chr17", seen)])], "TP53", purity=0.6, ploidy=2.0)
    assert (found.minor_copies, found.is_loh) == (1.0, False)


def test_copy_neutral_loss_of_heterozygosity():
    seen = Observation(copies=2.0, minor_copies=0.0)
    found = gene_of([segments_file([whole("chr17", seen)], tool="ascat")], "TP53")
    assert (found.copy_class, found.is_loh) == (CopyClass.NO_CHANGE, True)


@pytest.mark.parametrize(
    ("gene", "copies", "purity", "ploidy", "changes", "expected"),
    [
        ("TP53", 1.0, 0.7, 2.0, {}, True),  # one left: all of one parent
        ("TP53", 0.0, 0.7, 2.0, {}, True),
        ("TP53", 1.0, 0.7, 3.8, {}, True),
        ("TP53", 2.0, 0.7, 2.0, {}, None),  # of one parent or of both: nobody can tell
        ("TP53", 2.0, 0.7, 3.8, {}, None),  # lost, and two left
        ("TP53", 1.4, 0.7, 2.0, {}, None),  # lost in some of the cells
        ("TP53", 1.0, 0.2, 2.0, {}, None),  # the interval reaches to two
        ("TP53", 1.0, None, None, {}, None),  # a ratio
        ("RPS6KA3", 1.0, 0.7, 2.0, {"sex": "female"}, True),
        ("RPS6KA3", 0.0, 0.7, 2.0, {"sex": "male"}, None),  # no pair to lose one of
    ],
)
def test_one_copy_left_is_of_one_parent(gene, copies, purity, ploidy, changes, expected):
    place = span(gene)
    seen = ratio(copies, Mixture(purity or 0.7, ploidy or 2.0), support=30)
    found = gene_of(
        [segments_file([whole(place.contig, seen)])], gene, purity=purity, ploidy=ploidy, **changes
    )
    assert found.is_loh is expected
    assert found.minor_copies is None


def test_alleles_of_the_file_come_before_the_copies_that_are_left():
    seen = Observation(copies=1.2, minor_copies=0.6)
    found = gene_of([segments_file([whole("chr17", seen)], tool="ascat")], "TP53")
    assert found.is_loh is False


def test_loh_is_unknown_without_alleles():
    assert gene_of([segments_file([whole("chr11", FLAT)])]).is_loh is None


# A gene over several segments


def test_a_split_gene_is_told_with_its_parts():
    place = span("ARID2")
    middle = place.start + len(place) // 4
    end = lengths()[place.contig]
    parts = steps(
        place.contig,
        (0, middle, Observation(copies=2.0)),
        (middle, end, Observation(copies=4.0)),
    )
    found = gene_of([segments_file(parts, tool="purple")], "ARID2")
    assert found.parts == 2
    assert found.copies == pytest.approx(3.5, abs=0.01)
    assert (found.copies_low, found.copies_high) == (2.0, 4.0)
    assert any("2 segments share this gene" in note for note in found.notes)


def test_a_part_lost_on_both_alleles_is_borderline_and_said():
    place = span("ARID1A")
    middle = place.start + len(place) // 3
    end = lengths()[place.contig]
    parts = steps(
        place.contig,
        (0, place.start - 100, Observation(copies=2.0)),
        (place.start - 100, middle, Observation(copies=0.1)),
        (middle, end, Observation(copies=2.0)),
    )
    findings = copy_number_of([segments_file(parts, tool="purple")], question())
    found = findings.of("ARID1A")
    assert found.copy_class is CopyClass.BORDERLINE_HOMOZYGOUS_DELETION
    assert "33 % of the gene has 0.1 copies" in found.why
    assert [one.is_driver for one in findings.alterations if one.gene == "ARID1A"] == [False]


# Purity and ploidy


def test_a_failed_fit_is_not_used():
    parts = around("FGF19", Observation(copies=9.0, support=40), rest=TWO)
    files = [
        segments_file(parts, tool="purple"),
        solution_file(Solution("PURPLE", purity=0.9, ploidy=2.0, status="NO_TUMOR")),
    ]
    findings = copy_number_of(files, question())
    assert findings.solution is None
    assert findings.of("FGF19").copy_class is CopyClass.NO_CALL
    assert "NO_TUMOR" in findings.of("FGF19").why
    assert any("NO_TUMOR" in note for note in findings.notes)


def test_quality_in_a_file_of_its_own_fails_the_fit():
    parts = around("FGF19", Observation(copies=9.0, support=40), rest=TWO)
    files = [
        segments_file(parts, tool="purple"),
        solution_file(Solution("PURPLE", purity=0.9, ploidy=2.0, status="NORMAL")),
        solution_file(Solution("PURPLE", status="FAIL_NO_TUMOR"), number=3),
    ]
    findings = copy_number_of(files, question())
    assert findings.solution is None
    assert findings.of("FGF19").copy_class is CopyClass.NO_CALL
    assert findings.solutions[0].status == "NORMAL; FAIL_NO_TUMOR"


def test_a_warning_of_the_tool_is_said_and_the_fit_used():
    files = [
        segments_file([whole("chr11", HIGH)]),
        solution_file(Solution("PURPLE", purity=0.5, ploidy=2.0, status="WARN_LOW_PURITY")),
    ]
    findings = copy_number_of(files, question())
    assert findings.solution.purity == 0.5
    assert any("WARN_LOW_PURITY" in note for note in findings.notes)


def test_another_solution_that_changes_the_class_is_said():
    seen = Observation(log2_ratio=1.0, support=400)
    files = [
        segments_file([whole("chr11", seen)]),
        solution_file(Solution("PURPLE", purity=0.9, ploidy=2.0)),
        solution_file(Solution("ASCAT", purity=0.3, ploidy=2.0), number=3, tool="ascat"),
    ]
    findings = copy_number_of(files, question())
    found = findings.of("FGF19")
    assert found.copies == pytest.approx(4.22, abs=0.01)
    assert any("With ASCAT (purity 0.3 and ploidy 2)" in note for note in found.notes)
    assert any("amplification" in note for note in found.notes)
    assert [solution.source for solution in findings.solutions] == ["PURPLE", "ASCAT"]
    assert [solution.file for solution in findings.solutions] == [2, 3]


def test_a_purity_alone_assumes_a_ploidy_and_says_so():
    found = copy_number_of([segments_file([whole("chr11", HIGH)])], question(purity=0.5))
    assert found.of("FGF19").copies == pytest.approx(2 * 2**1.5 * 2 / 2 * 2 - 2, abs=0.01)
    assert any("assumed_ploidy" in note for note in found.notes)


def test_a_doubled_genome_asks_for_more():
    mixture = Mixture(0.6, 4.0)
    parts = around("FGF19", ratio(7, mixture), rest=ratio(4, mixture))
    findings = copy_number_of([segments_file(parts)], question(purity=0.6, ploidy=4.0))
    assert findings.is_doubled
    found = findings.of("FGF19")
    assert found.copy_class is CopyClass.BORDERLINE_AMPLIFICATION
    assert "from 8 copies" in found.threshold
    assert {(one.cut_off, one.reads) for one in found.neighbours} >= {
        ("amplification from 6 copies", CopyClass.AMPLIFICATION)
    }


def test_doubling_from_the_copies_of_both_alleles():
    pair = Observation(copies=4.0, minor_copies=2.0)
    one = Observation(copies=2.0, minor_copies=1.0)
    autosomes = [name for name in lengths() if name[3:].isdecimal()]
    doubled = segments_file(whole(name, one if name == "chr22" else pair) for name in autosomes)
    findings = copy_number_of([doubled], question())
    assert findings.is_doubled
    assert "Bielski" in findings.doubled_why
    single = segments_file(whole(name, pair if name == "chr11" else one) for name in autosomes)
    assert copy_number_of([single], question()).is_doubled is False


def test_a_small_part_of_the_genome_tells_no_doubling():
    pair = Observation(copies=11.0, minor_copies=4.0)
    few = segments_file([whole("chr1", pair)], tool="facets")
    findings = copy_number_of([few], question())
    assert findings.is_doubled is None
    settings = Settings(min_genome_covered=0.05)
    assert copy_number_of([few], question(settings=settings)).is_doubled


def test_doubling_is_never_told_from_ratios():
    findings = copy_number_of([segments_file([whole("chr11", HIGH)])], question())
    assert findings.is_doubled is None


def test_the_users_ploidy_before_the_tools_word_on_doubling():
    files = [
        segments_file([whole("chr11", HIGH)]),
        solution_file(Solution("PURPLE", purity=0.5, ploidy=3.9, is_doubled=True)),
    ]
    assert copy_number_of(files, question()).is_doubled
    assert copy_number_of(files, question(purity=0.5)).is_doubled
    assert copy_number_of(files, question(purity=0.5, ploidy=2.0)).is_doubled is False


def test_a_ploidy_alone_counts_for_copies_that_a_tool_states():
    seen = Observation(copies=7.0)
    file = segments_file(around("FGF19", seen, rest=Observation(copies=4.0)), tool="ascat")
    findings = copy_number_of([file], question(ploidy=4.0))
    assert findings.is_doubled
    assert findings.solution is None
    assert findings.of("FGF19").copy_class is CopyClass.BORDERLINE_AMPLIFICATION
    assert findings.of("MYC").copy_class is CopyClass.NO_CALL


def test_ploidy_and_doubling_from_stated_copies_of_the_whole_genome():
    autosomes = [name for name in lengths() if name[3:].isdecimal()]
    four = segments_file(
        [whole(contig, Observation(copies=4.0)) for contig in autosomes], tool="facets"
    )
    findings = copy_number_of([four], question())
    assert findings.is_doubled
    assert findings.of("FGF19").copy_class is CopyClass.NO_CHANGE
    some = segments_file([whole("chr11", Observation(copies=4.0))], tool="facets")
    findings = copy_number_of([some], question())
    assert findings.is_doubled is None
    assert findings.of("FGF19").copy_class is CopyClass.GAIN


def test_what_no_purity_means_is_said_of_what_there_is():
    ratios, copies = segments_file([whole("chr11", HIGH)]), segments_file([whole("chr11", TWO)])
    notes = copy_number_of([ratios], question()).notes
    assert copy_wording.PURITY_MISSING in notes
    assert copy_wording.SEGMENTS_REACH in notes
    notes = copy_number_of([copies], question()).notes
    assert copy_wording.PURITY_MISSING not in notes
    assert any("counted from 2" in note for note in notes)


@pytest.mark.parametrize("log2", [-5000.0, 5000.0])
def test_a_ratio_beyond_any_instrument_is_still_a_ratio(log2):
    file = segments_file([whole("chr11", Observation(log2_ratio=log2))])
    expected = CopyClass.AMPLIFICATION if log2 > 0 else CopyClass.HOMOZYGOUS_DELETION
    assert gene_of([file]).copy_class is expected
    assert gene_of([file], purity=0.5, ploidy=2.0).copy_class is expected


# Plasma


@pytest.mark.parametrize("row", rows("plasma.tsv"))
def test_plasma(row):
    noise = float(row["noise"]) if row["noise"] else None
    bins = int(row["bins"]) if row["bins"] else None
    error = {} if noise is None else {"log2_error": noise / bins**0.5}
    file = segments_file(
        [whole("chr11", Observation(log2_ratio=float(row["log2"]), support=bins, **error))]
    )
    purity = float(row["purity"]) if row["purity"] else None
    ploidy = None if purity is None else 2.0
    found = gene_of([file], specimen=Specimen.PLASMA, purity=purity, ploidy=ploidy)
    assert found.copy_class.value == row["class"]
    if purity is None:
        assert found.copies is None
        said = " ".join((found.why, *found.notes))
        assert "Plasma without a tumour fraction" in said
        assert "noise" in said


def test_plasma_without_a_fraction_has_no_levels_and_no_arms():
    level = CopyNumberFile(
        facts(),
        source=CopySource.LEVELS,
        genes=(GeneRow("FGF19", None, Observation(level=CopyClass.AMPLIFICATION), 1),),
    )
    assert gene_of([level], specimen=Specimen.PLASMA).copy_class is CopyClass.NO_CALL
    parts = [whole("chr11", Observation(log2_ratio=0.2, support=100))]
    findings = copy_number_of([segments_file(parts)], question(specimen=Specimen.PLASMA))
    assert {arm.copy_class for arm in findings.arms} == {CopyClass.NO_CALL}


def test_copies_that_a_tool_states_in_plasma_without_a_fraction_say_so():
    seen = Observation(copies=8.0, minor_copies=1.0, support=100)
    found = gene_of([segments_file([whole("chr11", seen)])], specimen=Specimen.PLASMA)
    assert (found.copy_class, found.copies) == (CopyClass.AMPLIFICATION, 8.0)
    assert any("the fraction they rest on is not given" in note for note in found.notes)
    assert not any("copies cannot be told" in note for note in found.notes)


# X and Y


@pytest.mark.parametrize("row", rows("sex_chromosomes.tsv"))
def test_sex_chromosomes(row):
    seen = Observation(log2_ratio=float(row["log2"]), support=900)
    file = segments_file([whole("chrX", seen)], x_is_diploid=_YES[row["x_is_diploid"]])
    other = solution_file(Solution("PURPLE", sex=row["inferred"] or None))
    purity = float(row["purity"]) if row["purity"] else None
    asked = {"purity": purity, "ploidy": None if purity is None else 2.0}
    found = gene_of([file, other], "RPS6KA3", sex=row["sex"] or None, **asked)
    assert found.copy_class.value == row["class"]
    if not row["sex"]:
        assert "--sex" in found.why
    if found.copy_class is CopyClass.NO_CALL:
        assert found.copies is None


@pytest.mark.parametrize("row", rows("x_reference.tsv"))
def test_the_x_of_a_reference_that_the_file_does_not_tell(row):
    most, gene = (Observation(log2_ratio=float(row[name]), support=90) for name in ("x", "gene"))
    file = segments_file(around("GPC3", gene, rest=most), tool="cnvkit", x_is_certain=False)
    findings = copy_number_of([file], question(sex=row["sex"]))
    found = findings.of("GPC3")
    assert found.copy_class.value == row["class"]
    refused = "--haploid-x-reference" in found.why
    assert refused is (row["class"] == "no_call")
    is_doubtful = float(row["x"]) - (-1 if row["sex"] == "male" else 0) > 0.5
    assert any("the class is the same either way" in note for note in found.notes) is (
        is_doubtful and not refused
    )
    arms = {arm.copy_class for arm in findings.arms if arm.arm in {"Xp", "Xq"}}
    assert (arms == {CopyClass.NO_CALL}) is is_doubtful


@pytest.mark.parametrize("row", rows("sex_reference.tsv"))
def test_what_zero_stands_for_on_x_and_y(row):
    """Y and lists of altered stretches tell nothing of the reference; copies do not need it."""
    from hccgenomics.pipeline.copy_measure import Basis, measure_of
    from hccgenomics.pipeline.copy_reference import difference, other_reading
    from hccgenomics.pipeline.copy_sources import sources_of

    value = float(row["value"])
    seen = Observation(copies=value) if row["unit"] == "copies" else Observation(log2_ratio=value)
    file = segments_file(
        [Segment(row["contig"], 40_000_000, 50_000_000, seen, 1)],
        source=CopySource(row["source"]),
        x_is_certain=_YES[row["certain"]],
        x_is_diploid=_YES[row["diploid"]],
        y_is_haploid=_YES[row["y_haploid"]],
    )
    (source,) = sources_of([file])
    measure = measure_of(source, Basis(question().settings, sex=Sex(row["sex"])), row["contig"])
    why = difference(measure, other_reading(measure, row["contig"]), seen, row["contig"])
    called = CopyClass.NO_CALL if why else measure.class_of(seen)[0]
    assert called.value == row["class"]
    if why:
        assert why.startswith(f"On {row['contig']}")


def test_autosomes_need_no_sex():
    file = segments_file([whole("chr11", HIGH)])
    assert gene_of([file]).copy_class is CopyClass.AMPLIFICATION
    other = solution_file(Solution("PURPLE", sex="MALE"))
    assert gene_of([file, other], sex="female").copy_class is CopyClass.AMPLIFICATION


# Levels, gene tables, agreement


def gene_table(gene, seen, *, number=1, source=CopySource.GENES, tool="purple"):
    return CopyNumberFile(
        facts(number, tool=tool), source=source, genes=(GeneRow(gene, None, seen, 1),)
    )


def test_a_segment_without_a_probe_tells_nothing():
    none, some = (Observation(log2_ratio=0.0, support=count) for count in (0, 1))
    found = gene_of([segments_file([whole("chr11", none)], tool="cnvkit")])
    assert found.copy_class is CopyClass.NO_CALL
    assert "no bin or probe" in found.why
    assert gene_of([segments_file([whole("chr11", some)])]).copy_class is CopyClass.NO_CHANGE


@pytest.mark.parametrize("tool", ["facets", "purple"])
def test_a_gene_without_a_probe_is_no_call(tool):
    seen = Observation(copies=2.0, support=0)
    found = gene_of([gene_table("FGF19", seen, tool=tool)])
    assert found.copy_class is CopyClass.NO_CALL
    assert found.copies is None
    assert "no bin or probe" in found.why
    assert gene_of([gene_table("FGF19", replace(seen, support=1))]).copies == 2.0


@pytest.mark.parametrize("level", [c for c in CopyClass if c is not CopyClass.NO_CALL])
def test_levels_are_taken_at_their_word(level):
    found = gene_of(
        [gene_table("FGF19", Observation(level=level), source=CopySource.LEVELS, tool="gistic")]
    )
    assert (found.copy_class, found.method) == (level, CopyMethod.LEVEL)
    assert found.threshold == copy_wording.LEVEL_THRESHOLD
    assert found.neighbours == ()


def test_a_gene_table_takes_the_extent_from_segments_that_agree():
    mixture = Mixture(0.6, 2.0)
    files = [
        gene_table("FGF19", Observation(copies=9.0, copies_low=8.8, copies_high=9.1)),
        segments_file(
            around("FGF19", ratio(9, mixture), rest=ratio(2, mixture)), number=2, tool="cnvkit"
        ),
    ]
    findings = copy_number_of(files, question(purity=0.6, ploidy=2.0))
    found = findings.of("FGF19")
    assert found.files == (1,)
    assert found.event.extent is Extent.FOCAL
    assert any("that of file 2" in note for note in found.notes)
    (agreement,) = [one for one in findings.agreements if one.gene == "FGF19"]
    assert agreement.agree
    assert [one.is_used for one in agreement.statements] == [True, False]


def test_files_that_disagree_are_both_shown():
    files = [
        segments_file([whole("chr11", HIGH)], tool="cnvkit"),
        gene_table("FGF19", Observation(level=CopyClass.LOSS), number=2, source=CopySource.LEVELS),
    ]
    findings = copy_number_of(files, question())
    assert findings.of("FGF19").copy_class is CopyClass.AMPLIFICATION
    (agreement,) = findings.agreements
    assert not agreement.agree
    assert "file 1: amplification; file 2: loss" in agreement.why
    assert "file 1 is used" in agreement.why


def test_one_file_has_nobody_to_agree_with():
    assert copy_number_of([segments_file([whole("chr11", HIGH)])], question()).agreements == ()


def test_an_older_symbol_is_read_as_the_gene_of_today():
    found = copy_number_of(
        [gene_table("MLL2", Observation(level=CopyClass.LOSS), source=CopySource.LEVELS)],
        question(),
    )
    assert found.of("KMT2D").copy_class is CopyClass.LOSS
    assert any("MLL2 as KMT2D" in note for note in found.notes)


def test_an_older_symbol_beside_the_one_of_today_is_left_alone():
    rows_ = tuple(
        GeneRow(gene, None, Observation(level=level), row)
        for row, (gene, level) in enumerate(
            [("MLL2", CopyClass.LOSS), ("KMT2D", CopyClass.GAIN)], start=1
        )
    )
    file = CopyNumberFile(facts(tool="gistic"), source=CopySource.LEVELS, genes=rows_)
    assert gene_of([file], "KMT2D").copy_class is CopyClass.GAIN


def test_an_older_symbol_somewhere_else_is_another_gene():
    row = GeneRow("MLL2", Interval("chr1", 1, 9), Observation(log2_ratio=2.0), 1)
    file = CopyNumberFile(facts(), source=CopySource.GENES, genes=(row,))
    assert gene_of([file], "KMT2D").copy_class is CopyClass.NO_CALL


# Events, arms, profile


def test_the_amplicon_and_its_company():
    parts = around("FGF19", HIGH, rest=FLAT)
    findings = copy_number_of([segments_file(parts)], question())
    event = findings.of("FGF19").event
    assert (event.extent, event.arm) == (Extent.FOCAL, "11q")
    assert {"CCND1", "LTO1", "FGF19", "FGF4", "FGF3"} <= set(event.peak)
    assert {one.id for one in findings.alterations if one.is_driver} == {
        "CCND1:amplification",
        "FGF19:amplification",
    }


def test_gain_of_8q_is_not_amplification_of_myc():
    arm = question().arms.of("chr8")[1]
    gained = Observation(log2_ratio=0.5, support=4000)
    parts = steps("chr8", (0, arm.start, FLAT), (arm.start, arm.end, gained))
    findings = copy_number_of([segments_file(parts)], question())
    assert findings.of("MYC").copy_class is CopyClass.GAIN
    assert findings.of("MYC").event.extent is Extent.ARM
    assert not findings.alterations
    found = {arm.arm: arm for arm in findings.arms}
    assert found["8q"].copy_class is CopyClass.GAIN
    assert "Moinzadeh 2005" in found["8q"].recurrent
    assert (found["8p"].copy_class, found["8p"].recurrent) == (CopyClass.NO_CHANGE, "")
    assert found["1q"].copy_class is CopyClass.NO_CALL


def test_an_arm_with_one_copy_lost_and_the_purity_too_low():
    """One copy lost at a purity of 0.7, read with 0.55: 0.73 copies all over the arm."""
    arm = question().arms.of("chr13")[1]
    lost = ratio(1, Mixture(0.7, 2.0), support=900)
    parts = steps("chr13", (arm.start, arm.end, lost))
    findings = copy_number_of([segments_file(parts)], question(purity=0.55, ploidy=2.0))
    found = findings.of("RB1")
    assert found.copies == 0.73
    assert found.copy_class is CopyClass.BORDERLINE_HOMOZYGOUS_DELETION
    assert any("All of 13q is at this level" in note for note in found.notes)
    assert findings.alterations == ()


def test_a_gene_on_the_border_by_itself_is_listed():
    lost = ratio(0.7, Mixture(0.7, 2.0), support=900)
    parts = around("RB1", lost, rest=ratio(2, Mixture(0.7, 2.0)))
    findings = copy_number_of([segments_file(parts)], question(purity=0.7, ploidy=2.0))
    assert [one.id for one in findings.alterations] == ["RB1:borderline_homozygous_deletion"]


def test_a_large_peak_names_the_genes_of_the_panel():
    """Of a whole arm or chromosome the extent says it, and no note is needed."""
    wide = steps("chr11", (60_000_000, 90_000_000, HIGH))
    for parts, is_noted in (([whole("chr11", HIGH)], False), (wide, True)):
        found = copy_number_of([segments_file(parts)], question()).of("FGF19")
        assert set(found.event.peak) <= set(question().models.symbols)
        assert "FGF19" in found.event.peak
        assert any(note.startswith("The peak holds") for note in found.notes) is is_noted


@pytest.mark.parametrize(
    ("share", "expected"), [(0.69, CopyClass.NO_CHANGE), (0.71, CopyClass.LOSS)]
)
def test_an_arm_is_lost_from_the_share_of_the_settings_on(share, expected):
    arm = question().arms.of("chr4")[1]
    border = arm.end - round(share * len(arm))
    lost = Observation(log2_ratio=-0.6, support=900)
    parts = steps("chr4", (0, border, FLAT), (border, arm.end, lost))
    findings = copy_number_of([segments_file(parts)], question())
    (found,) = [one for one in findings.arms if one.arm == "4q"]
    assert found.copy_class is expected
    assert found.share == pytest.approx(share, abs=0.001)


def test_an_arm_covered_by_less_than_half_is_no_call():
    arm = question().arms.of("chr4")[1]
    seen = steps("chr4", (arm.start, arm.start + len(arm) // 3, HIGH))
    findings = copy_number_of([segments_file(seen)], question())
    (found,) = [one for one in findings.arms if one.arm == "4q"]
    assert (found.copy_class, found.recurrent) == (CopyClass.NO_CALL, "")


def test_short_arms_without_sequence_are_not_listed():
    findings = copy_number_of([segments_file([whole("chr13", FLAT)])], question())
    names = {arm.arm for arm in findings.arms}
    assert "13p" not in names
    assert "13q" in names
    assert len(names) == 48 - 5


def test_calls_alone_say_nothing_of_arms():
    file = segments_file([whole("chr11", HIGH)], source=CopySource.CALLS)
    findings = copy_number_of([file], question())
    assert (findings.arms, findings.profile) == ((), ())
    assert findings.of("FGF19").copy_class is CopyClass.AMPLIFICATION
    assert findings.of("FGF19").event.extent is Extent.CHROMOSOME


def test_profile_joins_what_looks_alike_and_keeps_gaps():
    parts = steps(
        "chr11",
        (0, 10_000_000, FLAT),
        (10_000_000, 20_000_000, FLAT),
        (20_000_000, 21_000_000, HIGH),
        (30_000_000, 40_000_000, HIGH),
    )
    findings = copy_number_of([segments_file(parts)], question())
    assert [(step.start, step.end) for step in findings.profile] == [
        (0, 20_000_000),
        (20_000_000, 21_000_000),
        (30_000_000, 40_000_000),
    ]


def test_profile_is_never_longer_than_can_be_drawn():
    parts = [
        Segment("chr1", at * 20_000, (at + 1) * 20_000, Observation(log2_ratio=(at % 7) / 50), at)
        for at in range(10_000)
    ]
    findings = copy_number_of([segments_file(parts)], question())
    assert 0 < len(findings.profile) <= 3_000
    assert findings.profile[-1].end == 200_000_000


def test_genes_beyond_the_panel():
    parts = around("FGF19", HIGH, rest=FLAT)
    findings = copy_number_of([segments_file(parts)], question(extra_genes=("ANO1", "NOSUCH")))
    assert findings.of("ANO1").copy_class is CopyClass.AMPLIFICATION
    assert findings.of("NOSUCH") is None


# Settings, speed, words


def test_cut_offs_are_those_of_the_settings():
    file = segments_file([whole("chr11", HIGH)])
    strict = Settings(amplification_log2=2.0)
    found = gene_of([file], settings=strict)
    assert found.copy_class is CopyClass.BORDERLINE_AMPLIFICATION
    assert "2 (amplification_log2)" in found.threshold


def test_ten_thousand_segments_leave_no_gene_without_copies():
    contigs = [name for name in lengths() if name not in {"chrM", "chrY"}]
    parts = []
    for contig in contigs:
        width = lengths()[contig] // 435
        parts += [
            Segment(
                contig, at * width, (at + 1) * width, Observation(log2_ratio=0.3 * (at % 5)), at
            )
            for at in range(435)
        ]
    file = segments_file(parts)
    asked = question(sex="female", purity=0.5, ploidy=2.0)
    found = copy_number_of([file], asked)
    assert len(parts) == 435 * len(contigs)
    assert all(gene.copies is not None for gene in found.genes)


def test_no_forbidden_phrase_about_a_patient():
    findings = copy_number_of(
        [
            segments_file(
                [*around("FGF19", HIGH, rest=FLAT), whole("chr9", ratio(0, Mixture(0.9, 2)))]
            )
        ],
        question(),
    )
    said = [*findings.notes, findings.doubled_why]
    for gene in findings.genes:
        said += [gene.why, gene.threshold, *gene.notes]
    for alteration in findings.alterations:
        said += [finding.why for finding in alteration.findings]
    assert [text for text in said if phrases_in(text)] == []
    assert all(text and "{" not in text for gene in findings.genes for text in (gene.why,))
