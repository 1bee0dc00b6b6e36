"""Real files of copy number: single rows as they were read by hand, every row by another reader."""

from __future__ import annotations

import csv
import gzip
import io

import pytest

from hccgenomics.readers.copy_number import CopyNumberRequest, read_copy_number
from hccgenomics.vocabulary import DropReason
from tests.conftest import SHARED
from tests.truth import rows

FOLDER = SHARED / "realdata/cnv"
NUMBERS = (
    "log2_ratio",
    "copies",
    "copies_low",
    "copies_high",
    "minor_copies",
    "cell_fraction",
    "support",
)


def _read(name, sample):
    request = CopyNumberRequest((FOLDER / name,), sample=None if sample == "-" else sample)
    (found,) = read_copy_number(request)
    return found


def _shown(value) -> str:
    return "-" if value is None or value == "" else f"{round(value, 4):g}"


@pytest.mark.parametrize("case", rows("copy_number_rows.tsv"))
@pytest.mark.usefixtures("shared")
def test_a_real_row_says_what_it_says(case):
    found = _read(case["file"], case["sample"])
    number = int(case["row"])
    (part,) = (part for part in (*found.segments, *found.genes) if part.row == number)
    place = getattr(part, "place", part)

    assert getattr(part, "gene", "-") == case["gene"]
    assert (place.contig, str(place.start), str(place.end)) == (
        case["contig"],
        case["start"],
        case["end"],
    )
    assert {name: _shown(getattr(part.seen, name)) for name in NUMBERS} == {
        name: case[name] if case[name] == "-" else _shown(float(case[name])) for name in NUMBERS
    }
    assert (part.seen.call or "-") == case["call"]


def _cells(name) -> list[dict[str, str]]:
    """The rows of a real table, by another reader."""
    data = (FOLDER / name).read_bytes()
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode()
    lines = [line for line in text.splitlines() if not line.startswith("##")]
    return list(csv.DictReader(io.StringIO("\n".join(lines).lstrip("#")), delimiter="\t"))


def _number(text: str) -> float | None:
    return None if text in {"", "NA"} else float(text)


EACH = (
    ("purple_umccr/purple.cnv.gene.tsv", "chromosome start end", "minCopyNumber", 1),
    ("purple_umccr/linx.vis_copy_number.tsv.gz", "Chromosome Start End", "CopyNumber", 1),
    ("purecn/purecn_example_seg.tsv", "chrom loc.start loc.end", "C", 1),
    ("purecn/purecn_example_gene_calls.tsv", "chr start end", "C", 1),
    (
        "all.breast.ascat.summary.sample.tsv",
        "Chromosome Start_Position End_Position",
        "Tumour TCN",
        1,
    ),
    ("clincnv/DNA123456_01-NA12878_03_clincnv.tsv", "chr start end", "tumor_CN_change", 0),
)
"""Tables of tier A, with the columns of their places, their copies, and what they count from."""
SAMPLE_COLUMNS = ("Sample", "sample")


@pytest.mark.parametrize(("name", "places", "copies", "first"), EACH)
@pytest.mark.usefixtures("shared")
def test_every_row_of_a_real_table_is_read_exactly(name, places, copies, first):
    contig, start, end = (column.replace("_P", " P") for column in places.split())
    table = _cells(name)
    column = next((name for name in SAMPLE_COLUMNS if name in table[0]), None)
    samples = {row[column] for row in table} if column else {"-"}
    assert table

    for sample in samples:
        found = _read(name, sample)
        parts = {part.row: part for part in (*found.segments, *found.genes)}
        own = {n: row for n, row in enumerate(table, 1) if not column or row[column] == sample}
        assert set(parts) == set(own)
        assert found.tally.dropped[DropReason.OTHER_SAMPLE] == len(table) - len(own)
        for number, row in own.items():
            place = getattr(parts[number], "place", parts[number])
            assert _contig(row[contig]) == place.contig
            assert int(row[start]) - first == place.start
            assert int(row[end]) == place.end
            assert max(0.0, _number(row[copies])) == parts[number].seen.copies


def _contig(name: str) -> str:
    plain = name.removeprefix("chr")
    return "chr" + {"23": "X", "24": "Y"}.get(plain, plain)


SOLUTION = (
    "purity",
    "purity_low",
    "purity_high",
    "ploidy",
    "ploidy_low",
    "ploidy_high",
    "is_doubled",
    "sex",
    "status",
)


@pytest.mark.parametrize("case", rows("copy_number_solutions.tsv"))
@pytest.mark.usefixtures("shared")
def test_a_real_solution_is_read_exactly(case):
    (found,) = _read(case["file"], "-").solutions
    stated = {name: getattr(found, name) for name in SOLUTION}

    assert {name: "-" if value in {None, ""} else str(value) for name, value in stated.items()} == {
        name: case[name] for name in SOLUTION
    }


@pytest.mark.usefixtures("shared")
def test_the_header_of_a_real_clincnv_file_says_purity_build_and_error():
    found = _read("clincnv/DNA123456_01-NA12878_03_clincnv.tsv", "DNA123456_01-NA12878_03")
    (solution,) = found.solutions

    assert (solution.purity, solution.ploidy, solution.sex) == (0.65, 1.9248, "male")
    assert found.build.texts == ("GRCh38", "hg38")
    assert found.facts.tool == "ClinCNV 1.18.0"
    assert found.notes == ("ClinCNV estimates that 12.5% of its calls are false.",)
