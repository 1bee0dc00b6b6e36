from __future__ import annotations

import runpy

import pytest

from hccgenomics.errors import TableError
from hccgenomics.knowledge.assemblies import COLUMNS, load_assemblies, parse_assemblies
from hccgenomics.knowledge.files import resource
from hccgenomics.vocabulary import CONTIGS, Assembly
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def text() -> str:
    return resource("assemblies.tsv").read_text(encoding="utf-8")


def test_both_assemblies_have_every_contig():
    assert {a: tuple(c.contigs) for a, c in load_assemblies().items()} == dict.fromkeys(
        Assembly, CONTIGS
    )


@pytest.mark.parametrize(
    ("assembly", "contig", "length", "refseq", "genbank"),
    [
        ("GRCh37", "chr1", 249_250_621, "NC_000001.10", "CM000663.1"),
        ("GRCh38", "chr1", 248_956_422, "NC_000001.11", "CM000663.2"),
        ("GRCh37", "chrX", 155_270_560, "NC_000023.10", "CM000685.1"),
        ("GRCh38", "chrY", 57_227_415, "NC_000024.10", "CM000686.2"),
    ],
)
def test_lengths_and_accessions(assembly, contig, length, refseq, genbank):
    found = load_assemblies()[Assembly(assembly)].contigs[contig]

    assert (found.length, found.refseq, found.genbank) == (length, refseq, genbank)


@pytest.mark.parametrize("assembly", Assembly)
def test_the_mitochondrion_is_the_revised_cambridge_sequence_not_that_of_hg19(assembly):
    found = load_assemblies()[assembly].contigs["chrM"]

    assert (found.refseq, found.length) == ("NC_012920.1", 16_569)
    assert found.refget is None


def test_only_the_mitochondrion_is_shared_by_both():
    one, other = ({c.refseq for c in a.contigs.values()} for a in load_assemblies().values())

    assert one & other == {"NC_012920.1"}


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("GRCh37\tchr1\t", "GRCh36\tchr1\t", "line 2: column assembly: 'GRCh36' is unknown."),
        ("GRCh37\tchr1\t", "GRCh37\t1\t", "line 2: column contig: '1' is unknown."),
        ("249250621", "249 Mb", "line 2: column length: '249 Mb' is no number."),
        ("\tNC_000001.10", "", "line 2: 5 cells, not 6."),
        ("GRCh37\tchr2\t", "GRCh37\tchr1\t", "line 3: chr1 is listed twice."),
        ("refget\n", "digest\n", "line 1: the columns must be"),
    ],
)
def test_a_wrong_row_refuses_the_table(text, old, new, complaint):
    with pytest.raises(TableError) as caught:
        parse_assemblies(text.replace(old, new, 1), where="assemblies.tsv")

    assert complaint in caught.value.sentence


def test_a_missing_contig_refuses_the_table(text):
    kept = [line for line in text.splitlines() if not line.startswith("GRCh38\tchr22\t")]

    with pytest.raises(TableError, match="GRCh38 lacks chr22"):
        parse_assemblies("\n".join(kept), where="assemblies.tsv")


@pytest.mark.parametrize("data", [b"", b"assembly\xff", b"\xef\xbb\xbfassembly"])
def test_bytes_that_are_no_table_are_refused(tmp_path, data):
    path = tmp_path / "assemblies.tsv"
    path.write_bytes(data)

    with pytest.raises(TableError, match=r"assemblies\.tsv, line 1"):
        load_assemblies(path)


def test_the_committed_table_is_what_the_script_writes(shared, text):
    script = runpy.run_path(str(ROOT / "scripts" / "build_assemblies.py"))

    assert script["table"](shared / "transcripts") == text
    assert text.splitlines()[0].split("\t") == list(COLUMNS)
