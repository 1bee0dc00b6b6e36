"""One adjacency, however it is written: every format says the same, in all four orientations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.model.genome import reverse_complement
from hccgenomics.readers.structural import StructuralRequest, read_structural
from hccgenomics.vocabulary import AUTOSOMES

BRACKETS = {1: "]", -1: "["}
CONNECTIONS = {1: "3", -1: "5"}
STRANDS = {1: "+", -1: "-"}
SYMBOLIC = {(1, -1): "DEL", (-1, 1): "DUP", (1, 1): "INV", (-1, -1): "INV"}
COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT"
DECLARED = {
    "manta": ["##source=GenerateSVCandidates 1.6.0"],
    "delly": [
        f'##{key}=<ID={name},Number=1,Type=String,Description="x">'
        for key, name in (("INFO", "CT"), ("INFO", "SVMETHOD"), ("FORMAT", "DV"), ("FORMAT", "RV"))
    ],
    "lumpy": ["##source=LUMPY"],
    "gridss": [
        f'##FORMAT=<ID={name},Number=1,Type=Integer,Description="x">' for name in ("VF", "REFPAIR")
    ],
    "svaba": ["##source=svaba run -t a -n b"],
    "dragen": [
        "##source=DRAGEN 05",
        '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="x">',
    ],
    "severus": ["##source=Severus_v1.6"],
    "sniffles": ["##source=Sniffles2_2.2"],
    "vcf": [],
}

contigs = st.sampled_from(AUTOSOMES)
places = st.integers(min_value=2_000, max_value=30_000_000)
sides = st.sampled_from([1, -1])


@st.composite
def ends(draw):
    """Two breakends in genome order, far enough apart to be structural."""
    one = (draw(contigs), draw(places), draw(sides))
    other = (draw(contigs), draw(places), draw(sides))
    if one[0] == other[0]:
        other = (one[0], one[1] + draw(st.integers(1_000, 5_000_000)), other[2])
    return sorted([one, other], key=lambda end: (AUTOSOMES.index(end[0]), end[1]))


def alt(own, mate, inserted=""):
    bracket = BRACKETS[mate[2]]
    place = f"{bracket}{mate[0]}:{mate[1]}{bracket}"
    return f"N{inserted}{place}" if own[2] == 1 else f"{place}{inserted}N"


def turned(one, other, inserted):
    """The inserted bases as the other side's record writes them."""
    return inserted if one[2] != other[2] else reverse_complement(inserted)


def bnd(own, mate, name, info, inserted=""):
    return f"{own[0]}\t{own[1]}\t{name}\tN\t{alt(own, mate, inserted)}\t.\tPASS\tSVTYPE=BND{info}"


def pairs(one, other, inserted, names, key):
    return [
        bnd(one, other, names[0], f";{key}={names[1]}" if key else "", inserted),
        bnd(
            other, one, names[1], f";{key}={names[0]}" if key else "", turned(one, other, inserted)
        ),
    ]


def vcf(tmp_path, caller, records):
    path = tmp_path / f"{caller}.vcf"
    lines = ["##fileformat=VCFv4.2", *DECLARED[caller], COLUMNS]
    lines += [f"{record}\tGT\t0/1" for record in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def spelled(tmp_path, one, other, inserted):
    """Paths of all files that state this adjacency, by how they do."""
    yield from _as_pairs(tmp_path, one, other, inserted)
    if not inserted:
        yield from _as_records(tmp_path, one, other)
        yield from _as_tables(tmp_path, one, other)


def _as_pairs(tmp_path, one, other, inserted):
    spellings = {
        "manta": (("MantaBND:1:0:0", "MantaBND:1:0:1"), "MATEID"),
        "gridss": (("gridss1_1o", "gridss1_1h"), "PARID"),
        "svaba": (("7:1", "7:2"), "MATEID"),
        "lumpy": (("4_1", "4_2"), "MATEID"),
        "dragen": (("DRAGEN:BND:1:0", "DRAGEN:BND:1:1"), "MATEID"),
        "severus": (("severus_BND1_1", "severus_BND1_2"), "MATE_ID"),
        "vcf": (("x1", "y9"), ""),
    }
    for caller, (names, key) in spellings.items():
        records = pairs(one, other, inserted, names, key)
        yield f"{caller} pair", vcf(tmp_path, caller, records)
        yield f"{caller} pair turned", vcf(tmp_path, caller, records[::-1])
    yield "endings alone", vcf(tmp_path, "vcf", pairs(one, other, inserted, ("b:1", "b:2"), ""))
    lone = [bnd(other, one, "z", "", turned(one, other, inserted))]
    yield "one record of two", vcf(tmp_path, "sniffles", lone)


def _as_records(tmp_path, one, other):
    connection = f"{CONNECTIONS[one[2]]}to{CONNECTIONS[other[2]]}"
    strands = f"{STRANDS[one[2]]}{STRANDS[other[2]]}"
    if one[0] != other[0]:
        back = f"{CONNECTIONS[other[2]]}to{CONNECTIONS[one[2]]}"
        record = bnd(other, one, "BND1", f";CT={back};CHR2={one[0]};POS2={one[1]}")
        yield "delly bnd", vcf(tmp_path, "delly", [record])
        info = f"SVTYPE=TRA;CHR2={other[0]};END={other[1]}"
        record = f"{one[0]}\t{one[1]}\tTRA1\tN\t<TRA>\t.\tPASS\t{info};CT={connection}"
        yield "delly tra", vcf(tmp_path, "delly", [record])
        record = f"{one[0]}\t{one[1]}\tTRA1\tN\t<TRA>\t.\tPASS\t{info};STRANDS={strands}"
        yield "merged tra", vcf(tmp_path, "vcf", [record])
        return
    kind = SYMBOLIC[one[2], other[2]]
    record = f"{one[0]}\t{one[1]}\t1\tN\t<{kind}>\t.\tPASS\tSVTYPE={kind};END={other[1]}"
    yield "delly symbolic", vcf(tmp_path, "delly", [f"{record};CT={connection}"])
    pos, end = (end[1] - (end[2] == -1) for end in (one, other))
    record = f"{one[0]}\t{pos}\t1\tN\t<{kind}>\t.\tPASS\tSVTYPE={kind};END={end}"
    yield "lumpy symbolic", vcf(tmp_path, "lumpy", [f"{record};STRANDS={strands}:4"])
    if kind != "INV":
        yield "symbolic", vcf(tmp_path, "vcf", [record])
        return
    flag = "INV3" if one[2] == 1 else "INV5"
    yield "manta inversion", vcf(tmp_path, "manta", [f"{record};{flag}"])


def _as_tables(tmp_path, one, other):
    cells = [f"{end[0]}\t{end[1] - 1}\t{end[1]}" for end in (one, other)]
    strands = [STRANDS[end[2]] for end in (one, other)]
    path = tmp_path / "bare.bedpe"
    path.write_text("\t".join([*cells, "x", "1", *strands]) + "\n", encoding="utf-8")
    yield "bedpe", path
    path = tmp_path / "turned.bedpe"
    head = "#chrom1 start1 end1 chrom2 start2 end2 name score strand1 strand2".replace(" ", "\t")
    row = "\t".join([*cells[::-1], "x", "1", *strands[::-1]])
    path.write_text(f"{head}\n{row}\n", encoding="utf-8")
    yield "bedpe turned", path
    path = tmp_path / "linx.vis_sv_data.tsv"
    head = "SampleId SvId Type ChrStart ChrEnd PosStart PosEnd OrientStart OrientEnd"
    row = ["P", "1", "X", one[0], other[0], str(one[1]), str(other[1]), str(one[2]), str(other[2])]
    path.write_text("\n".join([head.replace(" ", "\t"), "\t".join(row)]) + "\n", encoding="utf-8")
    yield "linx", path


def _told(path):
    (file,) = read_structural(StructuralRequest((path,)))
    assert file.tally.kept + file.tally.dropped.total() == file.facts.records
    return [(one.first, one.second, one.kind, one.inserted) for one in file.adjacencies]


def _check(tmp_path, one, other, inserted):
    answers = {name: _told(path) for name, path in spelled(tmp_path, one, other, inserted)}
    first = answers["manta pair"]
    assert len(first) == 1
    got = first[0]
    assert (got[0].contig, got[0].pos, got[0].keeps) == one
    assert (got[1].contig, got[1].pos, got[1].keeps) == other
    assert got[3] == inserted
    assert {name: told for name, told in answers.items() if told != first} == {}


@given(pair=ends(), inserted=st.text("ACGT", max_size=12))
def test_one_adjacency_reads_the_same_from_every_format(tmp_path_factory, pair, inserted):
    folder = tmp_path_factory.getbasetemp()
    _check(folder, *pair, inserted)


@pytest.mark.parametrize(("left", "right"), [(1, 1), (1, -1), (-1, 1), (-1, -1)])
@pytest.mark.parametrize("other", ["chr19", "chr20"])
@pytest.mark.parametrize("inserted", ["", "GATTACA"])
def test_all_four_orientations(tmp_path, left, right, other, inserted):
    _check(tmp_path, ("chr19", 14_110_000, left), (other, 14_517_500, right), inserted)
