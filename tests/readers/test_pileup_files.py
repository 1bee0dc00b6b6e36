"""Which files of alignments are read, and in one sentence why the others are not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pysam
import pytest

from hccgenomics.errors import AssemblyError, InputError, SampleError, UnreadableError
from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.model.genome import Interval
from hccgenomics.model.variant import Variant
from hccgenomics.readers.alignments import count_alleles, counting, depth_at, open_alignments
from hccgenomics.vocabulary import Assembly, DepthUnit
from tests.bams import CONTIG, CONTIGS, LENGTH, START, Read, drawn, opened, write_bam
from tests.conftest import ROOT

GENOME = drawn(4)
QUALITIES = {"min_base_quality": 20, "min_mapping_quality": 20}
HERE = Variant(CONTIG, START + 31, GENOME.text[30], "ACGT"["CGTA".index(GENOME.text[30])])


def reads(number: int = 5, **more: object) -> list[Read]:
    return [Read(f"r{n}", START + 11, "60M", GENOME.text[10:70], **more) for n in range(number)]


def refused(path: Path, error: type[InputError], **more: object) -> str:
    """The sentence, which names no folder of its own accord and is one sentence and a hint."""
    with pytest.raises(error) as caught:
        open_alignments(path, fasta=None, contigs=CONTIGS, where="a.bam", **more)
    assert caught.value.exit_code == 3
    assert caught.value.where == "a.bam"
    assert caught.value.hint or "no such file" in caught.value.detail
    return caught.value.sentence


def sq(*rows: tuple[str, int]) -> list[dict[str, object]]:
    return [{"SN": name, "LN": length} for name, length in rows]


def test_a_whole_file_is_read(tmp_path: Path):
    (count,) = count_alleles(opened(write_bam(tmp_path / "a.bam", reads())), [HERE], **QUALITIES)
    assert (count.ref, count.alt, count.unit) == (5, 0, DepthUnit.FRAGMENTS)


@pytest.mark.parametrize("suffix", [".bam.bai", ".bai", ".bam.csi"])
def test_the_index_is_found_under_its_usual_names(suffix: str, tmp_path: Path):
    path = write_bam(tmp_path / "a.bam", reads(), index=False)
    kind = "-c" if suffix.endswith("csi") else "-b"
    pysam.index(kind, str(path), str(tmp_path / f"a{suffix}"))
    (count,) = count_alleles(opened(path), [HERE], **QUALITIES)
    assert count.ref == 5


@pytest.mark.parametrize(
    ("name", "length"),
    [("5", LENGTH), ("chr5", LENGTH), (CONTIGS.contigs[CONTIG].refseq, LENGTH)],
)
def test_contigs_of_any_style(name: str, length: int, tmp_path: Path):
    path = write_bam(tmp_path / "a.bam", reads(), SQ=sq((name, length)))
    (count,) = count_alleles(opened(path), [HERE], **QUALITIES)
    assert count.ref == 5


def test_a_missing_file(tmp_path: Path):
    assert "no such file" in refused(tmp_path / "none.bam", UnreadableError)


def test_a_missing_index(tmp_path: Path):
    path = write_bam(tmp_path / "a.bam", reads(), index=False)
    assert "samtools index" in refused(path, UnreadableError)


def test_another_order(tmp_path: Path):
    path = write_bam(tmp_path / "a.bam", reads(), HD={"VN": "1.6", "SO": "queryname"})
    assert "not sorted by coordinate" in refused(path, UnreadableError)


def test_a_file_that_was_cut(tmp_path: Path):
    path = write_bam(tmp_path / "a.bam", reads())
    path.write_bytes(path.read_bytes()[:-28])
    assert "truncated" in refused(path, UnreadableError)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"@HD\tVN:1.6\n@SQ\tSN:chr5\tLN:5\n", "SAM"),
        (b"##fileformat=VCFv4.2\n", "neither a BAM nor a CRAM"),
    ],
)
def test_files_of_another_kind(content: bytes, words: str, tmp_path: Path):
    path = tmp_path / "a.bam"
    path.write_bytes(content)
    assert words in refused(path, UnreadableError)


def test_a_folder_is_no_file(tmp_path: Path):
    assert "no such file" in refused(tmp_path, UnreadableError)


def test_a_damaged_index(tmp_path: Path):
    path = write_bam(tmp_path / "a.bam", reads())
    Path(f"{path}.bai").write_bytes(b"BAI\x01\x05\x00\x00\x00")
    with pytest.raises(UnreadableError, match="index of the alignments cannot be read"):
        count_alleles(opened(path), [HERE], **QUALITIES)


def test_damage_inside_is_met_while_counting(tmp_path: Path, monkeypatch):
    path = write_bam(tmp_path / "a.bam", reads(2_000))
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 40] = bytes(40)
    path.write_bytes(data)
    with pytest.raises(UnreadableError, match="damaged"):
        count_alleles(opened(path), [HERE], **QUALITIES)
    monkeypatch.setattr(counting, "SMALL", 0)
    many = [Variant(CONTIG, START + 20_000 * n + 20, "A", "C") for n in range(40)]
    with pytest.raises(UnreadableError, match="damaged") as caught:
        count_alleles(opened(path), many, **QUALITIES, processes=2)
    assert caught.value.where == str(path)
    assert "samtools quickcheck" in caught.value.hint


def test_another_assembly(tmp_path: Path):
    other = load_assemblies()[Assembly.GRCH37].contigs[CONTIG].length
    path = write_bam(tmp_path / "a.bam", reads(), SQ=sq(("chr5", other)))
    sentence = refused(path, AssemblyError)
    assert f"{other:,}" in sentence
    assert f"{LENGTH:,}" in sentence


def test_no_contig_that_is_known(tmp_path: Path):
    path = write_bam(tmp_path / "a.bam", reads(), SQ=sq(("tig00001", LENGTH)))
    assert "None of the reference sequences" in refused(path, AssemblyError)


def test_a_contig_that_the_file_lacks_has_no_reads(tmp_path: Path):
    path = write_bam(tmp_path / "a.bam", reads())
    elsewhere = Variant("chr17", 7_676_154, "G", "C")
    (count,) = count_alleles(opened(path), [elsewhere], **QUALITIES)
    assert count.depth == 0
    source = depth_at(opened(path), [Interval("chr17", 10, 12)], **QUALITIES)
    assert [run.depth for run in source.runs["chr17"]] == [0]


def test_two_samples_in_one_file_are_counted_and_not_named(tmp_path: Path):
    groups = [{"ID": "1", "SM": "Mrs Miller"}, {"ID": "2", "SM": "Mr Smith"}]
    path = write_bam(tmp_path / "a.bam", reads(), RG=groups)
    sentence = refused(path, SampleError)
    assert "2 samples" in sentence
    assert "Miller" not in sentence
    with pytest.raises(SampleError) as caught:
        opened(path)
    assert caught.value.names == ("Mrs Miller", "Mr Smith")


def test_several_read_groups_of_one_sample(tmp_path: Path):
    groups = [{"ID": "1", "SM": "S"}, {"ID": "2", "SM": "S"}]
    path = write_bam(tmp_path / "a.bam", reads(), RG=groups)
    assert count_alleles(opened(path), [HERE], **QUALITIES)[0].ref == 5


def test_the_other_sample_of_the_pair(tmp_path: Path):
    path = write_bam(tmp_path / "a.bam", reads(), RG=[{"ID": "1", "SM": "blood of Miller"}])
    sentence = refused(path, SampleError, other_sample="blood of Miller")
    assert "--normal-bam" in sentence
    assert "Miller" not in sentence
    assert opened(path, other_sample="TUMOR")


def test_a_file_without_one_read_over_a_panel(tmp_path: Path):
    path = write_bam(tmp_path / "a.bam", reads())
    elsewhere = [Interval(CONTIG, START + 50_000, START + 51_000)]
    with pytest.raises(UnreadableError, match="None of its reads counts over any of the 1,000"):
        depth_at(opened(path), elsewhere, **QUALITIES)
    fewer = [Interval(CONTIG, START + 50_000, START + 50_010)]
    assert [run.depth for run in depth_at(opened(path), fewer, **QUALITIES).runs[CONTIG]] == [0]


def test_reads_with_more_operations_than_the_field_holds(tmp_path: Path):
    long = Read("a", START + 11, "60S1000N", GENOME.text[10:70])
    path = write_bam(tmp_path / "a.bam", [*reads(), long])
    with pytest.raises(UnreadableError, match="65,535"):
        count_alleles(opened(path), [HERE], **QUALITIES)


# --- CRAM -----------------------------------------------------------------------------------------


@pytest.fixture
def cram(tmp_path: Path) -> tuple[Path, Path]:
    """A CRAM of a contig of the right length, and its FASTA of mostly nothing."""
    fasta = tmp_path / "ref.fa"
    before, behind = START, LENGTH - START - len(GENOME.text)
    with fasta.open("w", encoding="ascii") as out:
        out.write(f">{CONTIG}\n" + "N" * before + GENOME.text + "N" * behind + "\n")
    pysam.faidx(str(fasta))
    bam = write_bam(tmp_path / "a.bam", reads(40))
    path = tmp_path / "a.cram"
    pysam.view("-C", "-T", str(fasta), "-o", str(path), str(bam), catch_stdout=False)
    pysam.index(str(path))
    return path, fasta


def test_a_cram_counts_as_its_bam_does(cram: tuple[Path, Path], monkeypatch):
    monkeypatch.setattr(counting, "SMALL", 0)
    path, fasta = cram
    asked = [
        Variant(CONTIG, START + at + 1, GENOME.text[at], base)
        for at in range(5, 75)
        for base in "ACGT"
        if base != GENOME.text[at]
    ]
    indel = Variant(CONTIG, START + 40, GENOME.text[39], GENOME.text[39] + "GGG")
    of_bam = count_alleles(opened(path.with_suffix(".bam")), [*asked, indel], **QUALITIES)
    alignments = open_alignments(path, fasta=fasta, contigs=CONTIGS)
    for processes in (1, 3):
        of_cram = count_alleles(alignments, [*asked, indel], **QUALITIES, processes=processes)
        assert of_cram == of_bam


def test_a_cram_needs_its_reference(cram: tuple[Path, Path]):
    path, _ = cram
    sentence = refused(path, UnreadableError)
    assert "--fasta" in sentence
    assert "never fetched" in sentence


def test_a_cram_that_was_cut(cram: tuple[Path, Path]):
    path, fasta = cram
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(UnreadableError, match="truncated"):
        open_alignments(path, fasta=fasta, contigs=CONTIGS)


def test_a_reference_without_a_sequence_of_the_cram(cram: tuple[Path, Path], tmp_path: Path):
    other = tmp_path / "other.fa"
    other.write_text(">chr1\nACGTACGT\n", encoding="ascii")
    pysam.faidx(str(other))
    with pytest.raises(UnreadableError, match="does not hold chr5") as caught:
        open_alignments(cram[0], fasta=other, contigs=CONTIGS)
    assert "very reference" in caught.value.hint


def test_bases_of_a_cram_are_never_fetched(cram: tuple[Path, Path], tmp_path: Path):
    """The FASTA has other bases, and the right ones lie where the environment says: not there."""
    path, fasta = cram
    (row,) = pysam.AlignmentFile(str(path), reference_filename=str(fasta)).header.to_dict()["SQ"]
    served = tmp_path / "served"
    served.mkdir()
    bases = fasta.read_text(encoding="ascii").splitlines()[1]
    (served / row["M5"]).write_text(bases, encoding="ascii")
    with fasta.open("r+", encoding="ascii") as file:
        file.seek(len(f">{CONTIG}\n") + START + 20)
        file.write("ACGTACGTACGTACGT")
    asks = f"""
from pathlib import Path
from hccgenomics.errors import UnreadableError
from hccgenomics.model.variant import Variant
from hccgenomics.readers.alignments import count_alleles, open_alignments
from tests.conftest import ROOT
from tests.bams import CONTIGS
found = open_alignments(Path({str(path)!r}), fasta=Path({str(fasta)!r}), contigs=CONTIGS)
try:
    variant = Variant("chr5", {HERE.pos}, {HERE.ref!r}, {HERE.alt!r})
    print(count_alleles(found, [variant], min_base_quality=20, min_mapping_quality=20))
except UnreadableError as error:
    print("refused:", error.sentence)
"""
    environment = os.environ | {
        "REF_PATH": f"{served}/%s",
        "REF_CACHE": f"{served}/%s",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
    }
    made = subprocess.run(
        [sys.executable, "-c", asks], capture_output=True, text=True, env=environment, check=True
    )
    assert made.stdout.startswith("refused:"), made
    assert "the FASTA is not its own" in made.stdout
    assert made.stderr == ""


# --- molecules ------------------------------------------------------------------------------------

CASES = {
    "no tags": ({}, {}, DepthUnit.FRAGMENTS),
    "a barcode alone": ({"RX": "ACGT", "MI": "7"}, {}, DepthUnit.FRAGMENTS),
    "fgbio consensus": ({"cD": 4, "cE": 0.0, "MI": "7"}, {}, DepthUnit.MOLECULES),
    "fgbio duplex": ({"cD": 4, "aD": 2, "bD": 2}, {}, DepthUnit.DUPLEX_MOLECULES),
    "fgbio duplex of one strand": ({"cD": 4, "aD": 4, "bD": 0}, {}, DepthUnit.MOLECULES),
    "DRAGEN family": ({"XV": 3, "XW": 0}, {}, DepthUnit.MOLECULES),
    "DRAGEN duplex": ({"XV": 3, "XW": 5}, {}, DepthUnit.DUPLEX_MOLECULES),
    "umi_tools": (
        {},
        {"PG": [{"ID": "u", "PN": "umi_tools", "CL": "umi_tools dedup -I a"}]},
        DepthUnit.MOLECULES,
    ),
    "umi_tools group marks nothing": (
        {},
        {"PG": [{"ID": "u", "PN": "umi_tools", "CL": "umi_tools group -I a"}]},
        DepthUnit.FRAGMENTS,
    ),
    "Picard with barcodes": (
        {},
        {"PG": [{"ID": "MarkDuplicates", "CL": "MarkDuplicates I=a BARCODE_TAG=RX"}]},
        DepthUnit.MOLECULES,
    ),
    "Picard without": (
        {},
        {"PG": [{"ID": "MarkDuplicates", "CL": "MarkDuplicates I=a BARCODE_TAG=null"}]},
        DepthUnit.FRAGMENTS,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_one_unit_of_depth_is(case: str, tmp_path: Path):
    tags, header, unit = CASES[case]
    path = write_bam(tmp_path / "a.bam", reads(tags=tags), **header)
    assert count_alleles(opened(path), [HERE], **QUALITIES)[0].unit is unit
    place = Interval(CONTIG, START + 20, START + 30)
    assert depth_at(opened(path), [place], **QUALITIES).unit is unit


def test_a_file_is_what_its_weakest_counted_read_is(tmp_path: Path):
    duplex, family = {"cD": 4, "aD": 2, "bD": 2}, {"cD": 4}
    for others, unit in ((family, DepthUnit.MOLECULES), ({}, DepthUnit.FRAGMENTS)):
        both = [*reads(3, tags=duplex), *reads(1, tags=others)]
        path = write_bam(tmp_path / "a.bam", both)
        assert count_alleles(opened(path), [HERE], **QUALITIES)[0].unit is unit


def test_reads_that_do_not_count_do_not_decide_the_unit(tmp_path: Path):
    both = [*reads(3, tags={"cD": 4}), *reads(1, mapping_quality=0), *reads(1, flag=0x400)]
    path = write_bam(tmp_path / "a.bam", both)
    assert count_alleles(opened(path), [HERE], **QUALITIES)[0].unit is DepthUnit.MOLECULES
