"""Tables of depth: which each is, by its content, and what it says of one base of the promoter."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest

from hccgenomics.errors import InputError
from hccgenomics.model.genome import Interval
from hccgenomics.readers.coverage import depths
from hccgenomics.readers.coverage.depths import read_depths
from hccgenomics.readers.coverage.rows import DepthRequest
from hccgenomics.readers.panel import Stretches
from hccgenomics.vocabulary import Assembly
from tests import truth
from tests.readers.files import CONTIGS, bgzf

G37, G38 = Assembly.GRCH37, Assembly.GRCH38
PROMOTER = Interval.at("chr5", pos=1_295_113)
WINDOW = Stretches((1_290_000,), (1_295_600,))
REQUEST = DepthRequest({G38: {"chr5": WINDOW}, G37: {}}, G38, CONTIGS, 3)
STYLES = {"chr5": "chr5", "5": "5", "NC": "NC_000005.10"}
TABLES = truth.rows("coverage_tables.tsv")
READ = [row for row in TABLES if row.values[0]["kind"]]
REFUSED = [row for row in TABLES if not row.values[0]["kind"]]


def text_of(row, contig="chr5"):
    lines = row["lines"].replace("\\t", "\t").split("\\n")
    return "\n".join(line.replace("{c}", contig) for line in lines) + "\n"


def packed(text):
    return bgzf(text, block=60_000)


def said(source, place=PROMOTER):
    """Depth and objections of one base: ``none`` where no run holds it."""
    runs = list(source.within(place))
    if not runs:
        return "none", ""
    (run,) = runs
    return "untold" if run.depth is None else str(run.depth), " ".join(run.refused)


def written(folder, text, *, name="sample.txt", pack=bytes):
    path = folder / name
    path.write_bytes(pack(text.encode()))
    return path


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("row", READ)
def test_a_base_has_the_depth_that_the_table_gives_it(row, style, tmp_path):
    read = read_depths(written(tmp_path, text_of(row, STYLES[style])), REQUEST)

    assert read.source.kind == row["kind"]
    assert said(read.source) == (row["depth"], row["refused"])


@pytest.mark.parametrize("pack", [gzip.compress, packed], ids=["gzip", "bgzip"])
@pytest.mark.parametrize("row", READ[::4])
def test_containers_make_no_difference(row, pack, tmp_path):
    text = text_of(row)
    plain = read_depths(written(tmp_path, text), REQUEST).source
    other = read_depths(written(tmp_path, text, name="x.bed.gz", pack=pack), REQUEST).source

    assert other.runs == plain.runs
    assert other.facts.container != plain.facts.container
    assert other.facts.records == plain.facts.records


@pytest.mark.parametrize("row", READ)
def test_line_ends_of_windows_and_a_missing_last_one_make_no_difference(row, tmp_path):
    text = text_of(row)
    plain = read_depths(written(tmp_path, text), REQUEST).source
    other = read_depths(written(tmp_path, text.replace("\n", "\r\n")[:-2]), REQUEST).source

    assert (other.runs, other.kind) == (plain.runs, plain.kind)


@pytest.mark.parametrize("row", READ)
def test_the_name_of_a_file_makes_no_difference(row, tmp_path):
    text = text_of(row)
    plain = read_depths(written(tmp_path, text), REQUEST).source
    other = read_depths(written(tmp_path, text, name="x.thresholds.bed"), REQUEST).source

    assert (other.runs, other.kind) == (plain.runs, plain.kind)


@pytest.mark.parametrize("row", REFUSED)
def test_what_tells_no_depth_is_refused_in_one_sentence(row, tmp_path):
    with pytest.raises(InputError) as raised:
        read_depths(written(tmp_path, text_of(row)), REQUEST)

    assert row["error"] in raised.value.sentence
    assert raised.value.exit_code == 3
    assert raised.value.hint or "Pass" in raised.value.detail


def test_the_file_is_provenance(tmp_path):
    read = read_depths(written(tmp_path, "chr5\t0\t2000000\t30\nchr6\t0\t9\t1\n"), REQUEST)

    facts = read.source.facts
    assert (facts.number, facts.records, facts.size, facts.name) == (3, 2, 29, "sample.txt")
    assert facts.format == "depth_per_base"
    assert len(facts.sha256) == 64
    assert read.source.number == 3
    assert not read.source.is_exhaustive


def test_rows_beyond_chromosomes_are_counted(tmp_path):
    text = "chr5\t0\t2000000\t30\nGL000192.1\t0\t9\t1\nHLA-A\t0\t9\t1\nGL000192.1\t9\t10\t1\n"
    (note,) = read_depths(written(tmp_path, text), REQUEST).source.notes

    assert note == (
        "3 rows lie on contigs other than chromosomes (GL000192.1, HLA-A) and were not used."
    )


def test_whole_numbers_of_targets_that_stand_apart_are_depths_with_a_remark(tmp_path):
    text = "".join(f"chr5\t{at}\t{at + 100}\t812\n" for at in range(1_290_000, 1_295_000, 1000))
    (note,) = read_depths(written(tmp_path, text), REQUEST).source.notes

    assert "counts of reads" in note


@pytest.mark.parametrize(
    ("text", "is_doubtful"),
    [
        ("chr5\t1295000\t1295041\t2460\nchr12\t25245328\t25245371\t2580\n", True),
        ("chr5\t1295000\t1295041\tx\t2460\nchr12\t25245328\t25245371\ty\t2580\n", True),
        ("chr5\t1295000\t1295041\tx\t60.00\nchr12\t25245328\t25245371\ty\t60.00\n", False),
        ("chr5\t0\t1295041\t24\nchr5\t1295041\t25245371\t8\nchr12\t0\t25\t8\n", False),
        ("chr5\t1295000\t1295041\t24\n", False),
    ],
)
def test_sums_of_depths_of_regions_look_like_depths_and_are_remarked(text, is_doubtful, tmp_path):
    notes = read_depths(written(tmp_path, text), REQUEST).source.notes

    assert any("samtools bedcov" in note for note in notes) is is_doubtful


@pytest.mark.parametrize("cut", [40, 200])
def test_a_truncated_file_is_refused(cut, tmp_path):
    text = "".join(f"chr5\t{at}\t{at + 1}\t{at % 7}\n" for at in range(20_000))
    path = tmp_path / "x.bed.gz"
    path.write_bytes(gzip.compress(text.encode())[:-cut])

    with pytest.raises(InputError, match="truncated"):
        read_depths(path, REQUEST)


def test_an_empty_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="empty"):
        read_depths(written(tmp_path, ""), REQUEST)


@pytest.mark.parametrize("magic", [b"BAM\1", b"CRAM"])
def test_alignments_are_sent_to_their_option(magic, tmp_path):
    path = tmp_path / "x"
    path.write_bytes(magic + bytes(600))

    with pytest.raises(InputError, match="--bam"):
        read_depths(path, REQUEST)


def test_a_vcf_is_left_to_others(tmp_path):
    assert read_depths(written(tmp_path, "##fileformat=VCFv4.2\n"), REQUEST) is None


def test_an_endless_line_is_refused_before_it_fills_the_memory(tmp_path, monkeypatch):
    from hccgenomics.readers.coverage import text

    monkeypatch.setattr(text, "LONGEST_LINE", 1 << 20)

    with pytest.raises(InputError, match="longer than"):
        read_depths(written(tmp_path, "x" * (2 << 20)), REQUEST)


def a_genome(step=5, contigs=("chr4", "chr5", "chr17", "GL000192.1")):
    """A table of every base of four contigs, longer than what is read closely."""
    for contig in contigs:
        for at in range(1_200_000, 1_500_000, step):
            yield f"{contig}\t{at}\t{at + step}\t{at // step % 97}\n"


@pytest.mark.parametrize("pack", [bytes, gzip.compress, packed], ids=["plain", "gzip", "bgzip"])
def test_a_long_table_is_skimmed_to_the_same_runs(pack, tmp_path, monkeypatch):
    path = written(tmp_path, "".join(a_genome()), pack=pack)
    request = replace(
        REQUEST, places={G38: {"chr5": WINDOW, "chr17": Stretches((1_499_990,), (1_600_000,))}}
    )
    skimmed = read_depths(path, request)
    monkeypatch.setattr(depths, "READ_CLOSELY", 1 << 40)
    whole = read_depths(path, request)

    assert skimmed == whole
    assert skimmed.source.facts.records == 240_000
    assert len(skimmed.source.runs["chr5"]) == 1120
    assert skimmed.build.furthest == {"chr4": 1_500_000, "chr5": 1_500_000, "chr17": 1_500_000}


@pytest.mark.parametrize("first", [0, 30_000])
def test_a_long_table_out_of_order_is_refused(first, tmp_path):
    rows = list(a_genome())
    moved = [*rows[: first + 90_000], *rows[first:]]

    with pytest.raises(InputError, match="not in order"):
        read_depths(written(tmp_path, "".join(moved)), REQUEST)


def test_a_wrong_row_far_into_a_long_table_is_named_by_its_line(tmp_path):
    rows = list(a_genome())
    wanted = next(n for n, row in enumerate(rows) if row.startswith("chr5\t1295110\t"))
    rows[wanted] = "chr5\t1295110\t1295115\tx\n"

    with pytest.raises(InputError, match=f"line {wanted + 1}: The depth is 'x'"):
        read_depths(written(tmp_path, "".join(rows)), REQUEST)
