from __future__ import annotations

import gzip
from statistics import median
from time import perf_counter

import pytest

from hccgenomics.errors import TableError
from hccgenomics.knowledge import places
from hccgenomics.knowledge.arms import load_arms
from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.knowledge.files import resource
from hccgenomics.knowledge.places import load_aliases, load_places, parse_places, table_of
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.places import GenePlace
from hccgenomics.vocabulary import Assembly
from tests.conftest import ROOT

BUDGET = 1_000_000  # bytes that the tables may add to the wheel
HEADING = "symbol\tcontig\tstart\tend\tstrand\n"


def genes(assembly: Assembly) -> list[GenePlace]:
    return [
        gene
        for contig, found in load_assemblies()[assembly].contigs.items()
        for gene in load_places(assembly).within(contig, 0, found.length)
    ]


@pytest.mark.parametrize(("assembly", "at_least"), [("GRCh37", 19_000), ("GRCh38", 19_200)])
def test_nearly_all_protein_coding_genes_are_there_once(assembly, at_least):
    symbols = [gene.symbol for gene in genes(Assembly(assembly))]

    assert len(symbols) >= at_least
    assert len(set(symbols)) == len(symbols)


@pytest.mark.parametrize("assembly", Assembly)
def test_every_gene_lies_on_its_chromosome(assembly):
    contigs = load_assemblies()[assembly].contigs

    for gene in genes(assembly):
        assert 0 <= gene.start < gene.end <= contigs[gene.contig].length, gene
        assert gene.strand in {1, -1}, gene


@pytest.mark.parametrize("assembly", Assembly)
def test_genes_with_a_model_lie_where_its_transcript_does(assembly):
    models, found = load_models(assembly), load_places(assembly)

    for symbol in models.symbols:
        transcript = models.gene(symbol).transcripts[0]
        place = found.named(symbol)
        assert place is not None, symbol
        assert (place.contig, place.strand) == (transcript.contig, transcript.strand), symbol
        assert place.start == min(exon.start for exon in transcript.exons), symbol
        assert place.end == max(exon.end for exon in transcript.exons), symbol


@pytest.mark.parametrize(
    ("assembly", "symbol", "contig", "start", "end", "strand"),
    [  # genes without a model: Ensembl's gene pages, bases counted from one
        ("GRCh38", "LTO1", "chr11", 69_653_076, 69_675_416, -1),
        ("GRCh38", "ANO1", "chr11", 70_078_302, 70_189_528, 1),
        ("GRCh37", "ANO1", "chr11", 69_924_408, 70_035_634, 1),
        ("GRCh37", "TSPAN6", "chrX", 99_883_667, 99_894_988, -1),
        ("GRCh38", "TSPAN6", "chrX", 100_627_108, 100_639_991, -1),
    ],
)
def test_places_are_those_of_ensembl(assembly, symbol, contig, start, end, strand):
    assert load_places(Assembly(assembly)).named(symbol) == GenePlace(
        symbol, contig, start - 1, end, strand
    )


@pytest.mark.parametrize("assembly", Assembly)
def test_the_genes_of_11q13_stand_in_their_order(assembly):
    found = load_places(assembly)
    first, last = found.named("CCND1"), found.named("ANO1")
    between = found.within("chr11", first.start, last.end)

    assert [gene.symbol for gene in between] == ["CCND1", "LTO1", "FGF19", "FGF4", "FGF3", "ANO1"]


@pytest.mark.parametrize("assembly", Assembly)
def test_a_gene_is_as_long_on_either_assembly(assembly):
    """Not of each gene: annotation moved on, but most must be the same to a few bases."""
    other = load_places(next(one for one in Assembly if one is not assembly))
    shares = [
        (gene.end - gene.start) / (same.end - same.start)
        for gene in genes(assembly)
        if (same := other.named(gene.symbol))
    ]

    assert median(shares) == pytest.approx(1, abs=0.01)
    assert sum(0.5 < share < 2 for share in shares) > 0.9 * len(shares)


@pytest.mark.parametrize("assembly", Assembly)
def test_a_gene_lies_on_one_chromosome_and_strand_on_either_assembly(assembly):
    other = load_places(next(one for one in Assembly if one is not assembly))
    moved = [
        gene.symbol
        for gene in genes(assembly)
        if (same := other.named(gene.symbol))
        and (gene.contig, gene.strand) != (same.contig, same.strand)
    ]

    assert len(moved) < 100, moved  # contigs that GRCh38 turned round; families of tandem copies


@pytest.mark.parametrize(
    ("alias", "symbol"),
    [
        ("ORAOV1", "LTO1"),
        ("MLL4", "KMT2B"),
        ("HER2", "ERBB2"),
        ("PARK2", "PRKN"),
        ("MLL2", "KMT2D"),
    ],
)
def test_other_names_lead_to_the_symbol_of_today(alias, symbol):
    assert load_aliases()[alias] == symbol


def test_no_other_name_is_the_symbol_of_a_gene():
    symbols = {gene.symbol for assembly in Assembly for gene in genes(assembly)}

    assert not symbols & set(load_aliases())
    assert "ERBB2" not in load_aliases()


def test_the_readme_counts_the_rows():
    text = (ROOT / "resources" / "README.md").read_text(encoding="utf-8")
    counts = {
        **{places.NAMES[assembly]: len(genes(assembly)) for assembly in Assembly},
        places.ALIASES: len(load_aliases()),
        "arms.tsv": sum(len(load_arms(assembly).arms) for assembly in Assembly),
    }

    for name, count in counts.items():
        assert f"| `{name}` | {count:,} |" in text


def test_the_tables_are_small():
    names = [*places.NAMES.values(), places.ALIASES, "arms.tsv"]

    assert sum(resource(name).stat().st_size for name in names) < BUDGET


@pytest.mark.parametrize("assembly", Assembly)
def test_a_table_is_in_the_order_in_which_places_are_looked_up(assembly):
    rows = places._rows(places._text(resource(places.NAMES[assembly])), places.COLUMNS, where="t")
    keys = [(contig, int(start), int(end), symbol) for symbol, contig, start, end, _ in rows]

    assert keys == sorted(keys)


def test_a_table_is_read_once_and_fast():
    load_places.cache_clear()
    started = perf_counter()
    first = load_places(Assembly.GRCH38)
    took = perf_counter() - started

    assert load_places(Assembly.GRCH38) is first
    assert took < 0.5  # some 15 ms on a quiet machine


def test_a_table_survives_being_written_and_read():
    found = [GenePlace("B", "chr2", 5, 9, -1), GenePlace("A", "chr10", 0, 4, 1)]
    text = table_of(found)

    assert text == HEADING + "A\tchr10\t0\t4\t1\nB\tchr2\t5\t9\t-1\n"
    assert parse_places(text, where="t").named("B") == found[0]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("symbol\tcontig\n", "t, line 1: The columns must be symbol, contig"),
        (HEADING + "A\tchr1\t1\t2\n", "t: A row does not fit the columns."),
        (HEADING + "A\tchr1\tone\t2\t1\n", "t: A row does not fit the columns."),
        (HEADING + "A\tchr99\t1\t2\t1\n", "t: A row does not fit the columns."),
        (HEADING + "A\tchr1\t1\t2\nB\tchr1\t1\t2\t1\t1\n", "t: A row does not fit the columns."),
        (HEADING + "A\tchr1\t1\t2\t1", "t: A row does not fit the columns."),
    ],
)
def test_a_wrong_table_is_refused(text, complaint):
    with pytest.raises(TableError) as caught:
        parse_places(text, where="t")

    assert complaint in caught.value.sentence


@pytest.mark.parametrize("data", [b"", b"symbol\n", gzip.compress(HEADING.encode(), mtime=0)[:-9]])
def test_a_damaged_file_is_one_sentence(data, tmp_path, monkeypatch):
    (tmp_path / "damaged.gz").write_bytes(data)
    monkeypatch.setattr(places, "resource", lambda _: tmp_path / "damaged.gz")
    load_places.cache_clear()

    with pytest.raises(TableError, match=r"damaged\.gz"):
        load_places(Assembly.GRCH38)
    load_places.cache_clear()
