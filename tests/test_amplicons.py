"""The synthetic truth set: one tumour, written in ten ways, and the same answer from each."""

from __future__ import annotations

import pytest

from hccgenomics.pipeline.copy_number import copy_number_of
from hccgenomics.vocabulary import CopyClass
from tests.amplicons import BIN, EXTENTS, WRITERS, asked_of, tumour, written
from tests.truth import rows

PURITIES = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
AMPLICON = ("CCND1", "FGF19", "FGF4", "FGF3")
SEGMENTED = sorted(set(WRITERS) - {"CNVkit bins"})


def findings_of(of, kind, folder):
    return copy_number_of(written(of, kind, folder), asked_of(of, kind))


@pytest.mark.parametrize("kind", sorted(WRITERS))
@pytest.mark.parametrize("extent", sorted(EXTENTS))
@pytest.mark.parametrize("ploidy", [2, 4])
def test_amplicon_at_every_purity(kind, extent, ploidy, tmp_path):
    for purity in PURITIES:
        of = tumour(purity, ploidy, 12, extent)
        found = findings_of(of, kind, tmp_path)
        gene = found.of("FGF19")
        assert gene.copy_class is CopyClass.AMPLIFICATION, purity
        assert gene.copies == pytest.approx(12, abs=0.02)
        assert gene.copies_low <= gene.copies <= gene.copies_high
        assert gene.event.extent.value == extent
        assert gene.event.arm == "11q"
        truth = of.levels[4]
        assert gene.event.start == pytest.approx(truth.start, abs=BIN)
        assert gene.event.end == pytest.approx(truth.end, abs=BIN)
        assert {found.of(name).copy_class for name in AMPLICON} == {CopyClass.AMPLIFICATION}
        assert set(AMPLICON) <= set(gene.event.peak)
        assert found.of("CDKN2A").copy_class is CopyClass.HOMOZYGOUS_DELETION
        assert found.of("CDKN2A").event.extent.value == "focal"
        assert found.is_doubled is (ploidy == 4)


@pytest.mark.parametrize("kind", SEGMENTED)
@pytest.mark.parametrize("row", rows("amplicons.tsv"))
def test_class_of_so_many_copies(row, kind, tmp_path):
    for purity in PURITIES:
        of = tumour(purity, int(row["ploidy"]), float(row["copies"]), "focal")
        gene = findings_of(of, kind, tmp_path).of("FGF19")
        if kind == "VCF of calls" and row["class"] == "no_change":
            assert gene.copy_class is CopyClass.NO_CALL
        else:
            assert gene.copy_class.value == row["class"], purity


@pytest.mark.parametrize("row", rows("amplicons.tsv"))
def test_class_of_so_many_copies_from_bins(row, tmp_path):
    """Fewer purities: a file of bins is thousands of lines."""
    for purity in (0.2, 0.5, 0.9):
        of = tumour(purity, int(row["ploidy"]), float(row["copies"]), "focal")
        gene = findings_of(of, "CNVkit bins", tmp_path).of("FGF19")
        assert gene.copy_class.value == row["class"], purity


@pytest.mark.parametrize("kind", sorted(WRITERS))
@pytest.mark.parametrize("ploidy", [2, 4])
def test_noisy_files_give_the_same_answer(kind, ploidy, tmp_path):
    for purity in (0.4, 0.6, 0.8):
        for extent in EXTENTS:
            of = tumour(purity, ploidy, 12, extent, noise=0.12)
            found = findings_of(of, kind, tmp_path)
            gene = found.of("FGF19")
            assert gene.copy_class is CopyClass.AMPLIFICATION, (purity, extent)
            assert gene.event.extent.value == extent
            assert gene.copies_low <= 12 <= gene.copies_high
            assert found.of("CDKN2A").copy_class in {
                CopyClass.HOMOZYGOUS_DELETION,
                CopyClass.BORDERLINE_HOMOZYGOUS_DELETION,
            }


def test_the_same_numbers_in_every_format(tmp_path):
    """Not the class alone: copies to a hundredth, alterations by name."""
    of = tumour(0.5, 2, 9, "focal")
    answers = {}
    for kind in WRITERS:
        found = findings_of(of, kind, tmp_path)
        answers[kind] = (
            round(found.of("FGF19").copies, 1),
            found.of("CDKN2A").copies,
            tuple(alteration.id for alteration in found.alterations),
            tuple(alteration.is_driver for alteration in found.alterations),
        )
    assert len(set(answers.values())) == 1, answers
