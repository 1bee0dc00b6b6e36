from __future__ import annotations

import pytest

from hccgenomics.errors import TableError
from hccgenomics.knowledge.arms import load_arms, parse_arms
from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.knowledge.files import resource
from hccgenomics.knowledge.places import load_places
from hccgenomics.vocabulary import CONTIGS, Assembly

CHROMOSOMES = CONTIGS[:24]
ARM_OF = {  # HGNC's location of genes near and far from a centromere
    "TERT": "5p", "FGF19": "11q", "CCND1": "11q", "MYC": "8q", "VEGFA": "6p", "MET": "7q",
    "CDKN2A": "9p", "RB1": "13q", "TP53": "17p", "ERBB2": "17q", "PTEN": "10q", "AXIN1": "16p",
    "CCNE1": "19q", "KMT2B": "19q", "ARID1A": "1p", "MCL1": "1q", "ALB": "4q", "KLB": "4p",
    "RPS6KA3": "Xp", "AR": "Xq", "SRY": "Yp", "UTY": "Yq",
}  # fmt: skip


@pytest.fixture(scope="module")
def text() -> str:
    return resource("arms.tsv").read_text(encoding="utf-8")


@pytest.mark.parametrize("assembly", Assembly)
def test_every_chromosome_has_both_arms_in_genome_order(assembly):
    names = [arm.name for arm in load_arms(assembly).arms]

    assert names == [f"{contig[3:]}{side}" for contig in CHROMOSOMES for side in "pq"]


@pytest.mark.parametrize("assembly", Assembly)
def test_arms_reach_both_ends_and_leave_the_centromere_out(assembly):
    contigs = load_assemblies()[assembly].contigs
    for contig in CHROMOSOMES:
        short, long = load_arms(assembly).of(contig)
        assert (short.start, long.end) == (0, contigs[contig].length)
        gap = long.start - short.end
        assert 0 < gap < 6_000_000
        assert load_arms(assembly).at(contig, short.end + gap // 2) is None


@pytest.mark.parametrize("assembly", Assembly)
@pytest.mark.parametrize(("gene", "arm"), ARM_OF.items())
def test_genes_lie_on_the_arm_of_their_cytoband(assembly, gene, arm):
    place = load_places(assembly).named(gene)

    assert load_arms(assembly).at(place.contig, place.start + 1).name == arm
    assert load_arms(assembly).at(place.contig, place.end).name == arm


@pytest.mark.parametrize("assembly", Assembly)
def test_few_genes_lie_in_a_centromere(assembly):
    arms, places = load_arms(assembly), load_places(assembly)
    for contig in CHROMOSOMES:
        short, long = arms.of(contig)
        assert len(places.within(contig, short.end, long.start)) <= 3, contig


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("GRCh37\t1p", "hg18\t1p", "line 2: column assembly: 'hg18' is unknown."),
        ("121535434", "121.5 Mb", "line 2: column start: 0–121.5 Mb is no place."),
        ("121535434", "0", "line 2: column start: 0–0 is no place."),
        ("\tchr1\t0", "\tchr1", "line 2: 4 cells, not 5."),
        ("assembly\tarm", "assembly\tname", "line 1: The columns must be"),
        ("GRCh37\t1p\t", "GRCh37\t1q\t", "line 2: GRCh37 does not have every arm in genome order."),
        ("249250621", "249250620", "The arms of chr1 on GRCh37 do not fit it."),
        ("121535434", "124535434", "The arms of chr1 on GRCh37 do not fit it."),
    ],
)
def test_a_wrong_row_refuses_the_table(text, old, new, complaint):
    with pytest.raises(TableError) as caught:
        parse_arms(text.replace(old, new, 1), where="arms.tsv")

    assert complaint in caught.value.sentence


def test_an_empty_table_is_refused():
    with pytest.raises(TableError, match="line 1: The columns must be"):
        parse_arms("", where="arms.tsv")


@pytest.mark.parametrize("assembly", Assembly)
def test_arms_end_where_the_cytobands_of_the_centromere_are(assembly):
    """Another table of UCSC's, from another package: bands stained ``acen``, to 100,000 bases."""
    cytobands = pytest.importorskip("bioutils.cytobands")
    name = {"GRCh37": "ucsc-hg19", "GRCh38": "ucsc-hg38"}[assembly]
    bands = cytobands.get_cytoband_map(name)
    for contig in CHROMOSOMES:
        short, long = load_arms(assembly).of(contig)
        stained = [band for band in bands[contig[3:]].values() if band[2] == "acen"]
        first, last = min(band[0] for band in stained), max(band[1] for band in stained)
        assert first - 2_600_000 <= short.end < last, contig
        assert first < long.start <= last + 2_600_000, contig
