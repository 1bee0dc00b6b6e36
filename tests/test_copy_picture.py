"""What a report keeps so that its pictures can be drawn again."""

from __future__ import annotations

import pytest

from hccgenomics.model.settings import Settings
from hccgenomics.pipeline.copy_picture import MARGIN, REACH, picture_of
from hccgenomics.vocabulary import Assembly, CopyClass
from tests.builders_copies import (
    AMPLICON,
    GRCH38,
    a_gene,
    a_profile,
    a_step,
    an_event,
    findings,
    the_amplicon,
)


def test_without_a_profile_there_is_no_picture():
    assert picture_of(findings(the_amplicon()), GRCH38, Settings()) is None


def test_lines_are_those_of_the_settings_and_of_the_solution():
    found = picture_of(findings((), a_profile()), GRCH38, Settings())

    assert found.in_copies
    assert (found.base, found.amplification, found.homozygous_deletion) == (2.1, 6.0, 0.5)


def test_of_a_doubled_genome_amplification_counts_from_the_ploidy():
    solution = findings().solution
    doubled = findings((), a_profile(even=4), is_doubled=True, solution=solution)
    found = picture_of(doubled, GRCH38, Settings())

    assert found.amplification == pytest.approx(2.1 + 4)


def test_ratios_have_their_own_lines():
    found = picture_of(findings((), a_profile(ratio=True, even=0.0)), GRCH38, Settings())

    assert not found.in_copies
    assert (found.base, found.amplification, found.homozygous_deletion) == (0.0, 1.0, -1.2)
    assert (found.gain, found.loss) == (0.2, -0.25)


@pytest.mark.parametrize("assembly", Assembly)
def test_chromosomes_are_in_genome_order_with_their_centromeres(assembly):
    profile = (a_step("chr1", 0, 1_000, 2.0),)
    found = picture_of(findings((), profile), assembly, Settings())

    assert [one.contig for one in found.chromosomes] == [
        *(f"chr{number}" for number in range(1, 23)),
        "chrX",
    ]
    for one in found.chromosomes:
        assert 0 < one.centromere_start < one.centromere_end < one.length


def test_y_is_there_where_the_profile_has_it():
    profile = (a_step("chrY", 2_800_000, 3_000_000, 1.0),)
    found = picture_of(findings((), profile), GRCH38, Settings())

    assert found.chromosomes[-1].contig == "chrY"


def test_the_amplicon_of_11q13_is_one_window_with_its_genes_in_order():
    (window,) = picture_of(findings(the_amplicon(), a_profile()), GRCH38, Settings()).close_ups

    assert window.altered == ("CCND1", "FGF19", "FGF4", "FGF3")
    symbols = [gene.gene for gene in window.genes]
    order = ["CCND1", "LTO1", "FGF19", "FGF4", "FGF3", "ANO1"]
    assert [symbol for symbol in symbols if symbol in order] == order
    _, start, end = AMPLICON
    assert window.start <= start
    assert end <= window.end
    assert {gene.strand for gene in window.genes} == {1, -1}


def test_windows_are_in_genome_order_and_apart():
    genes = (
        a_gene("MYC", CopyClass.AMPLIFICATION, 9.0),
        a_gene("TERT", CopyClass.AMPLIFICATION, 9.0),
        *the_amplicon(),
        a_gene("RB1", CopyClass.HOMOZYGOUS_DELETION, 0.0),
    )
    windows = picture_of(findings(genes, a_profile()), GRCH38, Settings()).close_ups

    assert [window.altered[0] for window in windows] == ["TERT", "MYC", "CCND1", "RB1"]


def test_a_gene_that_is_not_altered_has_no_window():
    genes = (a_gene("MYC", CopyClass.GAIN, 3.2), a_gene("RB1", CopyClass.NO_CALL, None))

    assert picture_of(findings(genes, a_profile()), GRCH38, Settings()).close_ups == ()


@pytest.mark.parametrize(
    ("width", "shown"),
    [(100_000, 2 * MARGIN), (4_000_000, 4_000_000), (80_000_000, 2 * REACH)],
)
def test_a_window_follows_its_event_a_little_way(width, shown):
    place = a_gene("MYC", CopyClass.AMPLIFICATION, 9.0)
    middle = (place.start + place.end) // 2
    event = an_event("chr8", max(0, middle - width // 2), middle + width // 2)
    gene = a_gene("MYC", CopyClass.AMPLIFICATION, 9.0, event=event)
    (window,) = picture_of(findings((gene,), a_profile()), GRCH38, Settings()).close_ups

    assert window.end - window.start == pytest.approx(shown, rel=0.15)


def test_a_window_ends_where_the_chromosome_does():
    gene = a_gene("TERT", CopyClass.AMPLIFICATION, 9.0, event=an_event("chr5", 0, 46_000_000))
    (window,) = picture_of(findings((gene,), a_profile()), GRCH38, Settings()).close_ups

    assert window.start == 0
    assert all(other.end > window.start for other in window.genes)
