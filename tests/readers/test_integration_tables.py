"""Tables of viral integrations: each format with a file of which the rows are known by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.errors import DialectError, SampleError
from hccgenomics.readers.breakends.integrations import NAMES, plain_name
from hccgenomics.readers.structural import StructuralRequest, read_structural
from hccgenomics.vocabulary import CONTIGS, DropReason
from tests.conftest import DATA

FOLDER = DATA / "integrations"
FIXTURES = sorted(path for path in FOLDER.glob("*/*") if not path.name.endswith(".expected.tsv"))


def read(path, **more):
    (file,) = read_structural(StructuralRequest((path,), **more))
    return file


def written(tmp_path, *lines):
    path = tmp_path / "integrations.tsv"
    path.write_text("".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")
    return path


def cell(value):
    return "-" if value in {None, ""} else str(value)


def as_row(call):
    place, support = call.place, call.support
    return [
        cell(value)
        for value in (
            call.rows[0], call.virus, place.contig, place.pos, place.keeps, place.low, place.high,
            call.virus_pos, call.virus_keeps, call.length, support.split, support.pairs,
            support.alt, call.gene, ",".join(call.filters), ",".join(call.ids),
        )
    ]  # fmt: skip


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_row_is_read_as_worked_out_by_hand(path):
    more = {"tumour_sample": "T1"} if path.stem == "full" else {}

    file = read(path, **more)

    stated = path.with_name(f"{path.name}.expected.tsv").read_text(encoding="utf-8").splitlines()
    counts, _, *rows = [line for line in stated if line]
    assert file.facts.format == path.parent.name
    assert [as_row(call) for call in file.integrations] == [row.split("\t") for row in rows]
    dropped = {reason.value: count for reason, count in sorted(file.tally.dropped.items())}
    said = " ".join([f"kept={file.tally.kept}", *(f"{why}={n}" for why, n in dropped.items())])
    assert counts == f"# {said}"
    assert file.facts.records == file.tally.read


def test_every_format_has_a_file():
    formats = {path.name for path in FOLDER.iterdir()}

    assert formats == {
        "ctat_vif", "integration_table", "linx_viral_inserts", "survirus", "vifi",
        "virusbreakend_summary", "virusfinder",
    }  # fmt: skip


def test_summaries_say_where_the_places_are():
    notes = read(FOLDER / "virusbreakend_summary" / "vcf.summary.tsv").notes
    linx = read(FOLDER / "linx_viral_inserts" / "linx.viral_inserts.tsv").notes

    assert "2 integration breakpoints of HBV;" in notes[0]
    assert "1 integration breakpoint of HPV16 (QC status LOW_VIRAL_COVERAGE)" in notes[1]
    assert "2 structural variants" in linx[0]
    assert "HBV" in linx[0]


@pytest.mark.parametrize("name", sorted(set(NAMES["contig"]) - {"contig"}))
def test_the_contig_may_go_by_many_names(tmp_path, name):
    path = written(tmp_path, [name, "pos", "virus"], ["chr5", "1295300", "HBV"])

    assert read(path).integrations[0].place.contig == "chr5"


@pytest.mark.parametrize("name", NAMES["pos"])
def test_the_base_may_go_by_many_names(tmp_path, name):
    path = written(tmp_path, ["chrom", name, "virus"], ["chr5", "1295300", "HBV"])

    assert read(path).integrations[0].place.pos == 1_295_300


@pytest.mark.parametrize("name", NAMES["virus"])
def test_the_virus_may_go_by_many_names(tmp_path, name):
    path = written(tmp_path, ["chrom", "pos", name], ["chr5", "1295300", "NC_003977.2"])

    assert read(path).integrations[0].virus == "HBV"


@pytest.mark.parametrize("name", [name for name in NAMES["virus_pos"] if name.startswith("hbv")])
def test_a_base_of_hbv_names_the_virus(tmp_path, name):
    path = written(tmp_path, ["chrom", "pos", name], ["chr5", "1295300", "1800"])

    (call,) = read(path).integrations
    assert (call.virus, call.virus_pos) == ("HBV", 1800)


@pytest.mark.parametrize("spelled", ["Human Chr", "human_chr", "HUMAN-CHR", "Human.Chr."])
def test_spelling_does_not_matter(tmp_path, spelled):
    path = written(tmp_path, [spelled, "Position", "Virus"], ["5", "1,295,300", "HBV"])

    (call,) = read(path).integrations
    assert (call.place.contig, call.place.pos) == ("chr5", 1_295_300)
    assert plain_name(spelled) == "human_chr"


def test_a_stretch_is_a_base_that_is_not_exact(tmp_path):
    path = written(
        tmp_path, ["chrom", "start", "end", "virus"], ["chr5", "1295300", "1295340", "HBV"]
    )

    place = read(path).integrations[0].place
    assert (place.pos, place.low, place.high) == (1_295_300, 0, 40)


def test_the_length_is_that_of_the_sequence(tmp_path):
    path = written(
        tmp_path, ["chrom", "pos", "virus", "sequence"], ["chr5", "1295300", "HBV", "ACGT" * 30]
    )

    assert read(path).integrations[0].length == 120


def test_a_table_of_several_samples_needs_one_named(tmp_path):
    rows = [["sample", "chrom", "pos", "virus"]]
    rows += [[name, "chr5", "1295300", "HBV"] for name in ("anna", "bert")]
    path = written(tmp_path, *rows)

    with pytest.raises(SampleError) as refused:
        read(path)

    assert "2 samples" in refused.value.sentence
    assert "--tumour-sample" in refused.value.sentence
    assert "anna" not in refused.value.sentence
    assert read(path, tumour_sample="bert").sample == "bert"
    assert read(path, normal_sample="anna").sample == "bert"
    with pytest.raises(SampleError):
        read(path, tumour_sample="carl")


def test_a_table_without_a_virus_is_refused(tmp_path):
    path = written(tmp_path, ["chrom", "pos", "reads"], ["chr5", "1295300", "4"])

    with pytest.raises(DialectError):
        read(path)


def test_an_empty_table_has_no_integration(tmp_path):
    file = read(written(tmp_path, ["chrom", "pos", "virus"]))

    assert file.integrations == ()
    assert file.tally.read == 0


def test_the_furthest_base_speaks_for_the_assembly(tmp_path):
    path = written(tmp_path, ["chrom", "pos", "virus"], ["chr5", "181000000", "HBV"])

    assert read(path).build.furthest == {"chr5": 181_000_000}


CELLS = st.sampled_from(
    ["chr5", "5", "chrX", "HBV", "1295300", "0", "-1", "1e6", "", ".", "NA", "x", "1,000", "99999"]
)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=12))
def test_every_row_is_kept_or_counted(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("rows")
    path = written(folder, ["chrom", "pos", "virus", "reads"], *rows)

    file = read(path)

    # a line of nothing but tabs is blank
    lines = [row for row in rows if any(value.strip() for value in row)]
    assert file.tally.read == len(lines)
    assert file.tally.kept == len(file.integrations)
    assert all(call.place.contig in CONTIGS for call in file.integrations)
    assert set(file.tally.dropped) <= {
        DropReason.NO_VALUE, DropReason.MALFORMED, DropReason.NOT_ON_CHROMOSOME,
    }  # fmt: skip
