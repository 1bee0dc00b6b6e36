"""DNAJB1::PRKACA from files as callers write them, and what must not be taken for it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from hccgenomics.pipeline.structural import structural_of
from hccgenomics.readers.structural import StructuralRequest, read_structural
from hccgenomics.vocabulary import Assembly
from tests.structural import judged, the_question

BUILDS = {
    Assembly.GRCH37: {"length": 59_128_983, "shift": 0, "name": "19", "reference": "hs37d5.fa"},
    Assembly.GRCH38: {"length": 58_617_616, "shift": 1, "name": "chr19", "reference": "GRCh38.fa"},
}
DNAJB1_SHIFT = -110_812
PRKACA_SHIFT = -110_812
"""From GRCh37 to GRCh38; both genes lie in one block."""
CALLED = ["DNAJB1::PRKACA listed_fusion driver"]


@dataclass(frozen=True)
class Cut:
    """Two breakends on GRCh37: base and side of PRKACA, base and side of DNAJB1."""

    prkaca: int
    prkaca_side: int
    dnajb1: int
    dnajb1_side: int

    def on(self, assembly: Assembly) -> Cut:
        if assembly is Assembly.GRCH37:
            return self
        return Cut(
            self.prkaca + PRKACA_SHIFT,
            self.prkaca_side,
            self.dnajb1 + DNAJB1_SHIFT,
            self.dnajb1_side,
        )


FLC = Cut(14_222_000, 1, 14_627_880, -1)
WRONG = {
    "the other product": Cut(14_222_000, -1, 14_627_880, 1),
    "both keep what is left": Cut(14_222_000, 1, 14_627_880, 1),
    "both keep what is right": Cut(14_222_000, -1, 14_627_880, -1),
    "PRKACA cut in intron 4": Cut(14_212_500, 1, 14_627_880, -1),
    "PRKACA cut in its last exon": Cut(14_203_000, 1, 14_627_880, -1),
    "PRKACA whole": Cut(14_228_900, 1, 14_627_880, -1),
    "PRKACA gone": Cut(14_202_000, 1, 14_627_880, -1),
    "DNAJB1 cut in intron 2": Cut(14_222_000, 1, 14_627_100, -1),
    "DNAJB1 whole": Cut(14_222_000, 1, 14_625_000, -1),
    "DNAJB1 gone": Cut(14_222_000, 1, 14_629_900, -1),
}


def header(assembly: Assembly, source: str) -> str:
    build = BUILDS[assembly]
    return (
        f"##fileformat=VCFv4.2\n{source}\n##reference={build['reference']}\n"
        f"##contig=<ID={build['name']},length={build['length']}>\n"
    )


def bracket(cut: Cut, name: str) -> tuple[str, str]:
    """ALT at PRKACA and at DNAJB1, of four orientations."""
    to_right, to_left = (f"[{name}:%d[", f"]{name}:%d]")
    alts = []
    sides = (cut.prkaca_side, cut.dnajb1_side)
    for own, mate, pos in ((*sides, cut.dnajb1), (*sides[::-1], cut.prkaca)):
        place = (to_left if mate > 0 else to_right) % pos
        alts.append(f"N{place}" if own > 0 else f"{place}N")
    return alts[0], alts[1]


def manta(cut: Cut, assembly: Assembly) -> str:
    name = BUILDS[assembly]["name"]
    first, second = bracket(cut, name)
    info = "SVTYPE=BND;MATEID=MantaBND:7:0:1:0:0:0:{mate};SOMATIC;SOMATICSCORE=80"
    rows = [
        (cut.prkaca, "MantaBND:7:0:1:0:0:0:0", first, info.format(mate=1)),
        (cut.dnajb1, "MantaBND:7:0:1:0:0:0:1", second, info.format(mate=0)),
    ]
    body = "".join(
        f"{name}\t{pos}\t{id_}\tN\t{alt}\t.\tPASS\t{info}\tPR:SR\t31,0:40,0\t22,14:30,19\n"
        for pos, id_, alt, info in rows
    )
    return (
        header(assembly, "##source=GenerateSVCandidates 1.6.0")
        + '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type of structural variant">\n'
        + '##INFO=<ID=MATEID,Number=.,Type=String,Description="ID of mate breakend">\n'
        + '##INFO=<ID=SOMATIC,Number=0,Type=Flag,Description="Somatic mutation">\n'
        + '##INFO=<ID=SOMATICSCORE,Number=1,Type=Integer,Description="Somatic score">\n'
        + '##FORMAT=<ID=PR,Number=.,Type=Integer,Description="Spanning paired-read support">\n'
        + '##FORMAT=<ID=SR,Number=.,Type=Integer,Description="Split reads">\n'
        + "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tblood\ttumour\n"
        + body
    )


def manta_deletion(cut: Cut, assembly: Assembly) -> str:
    """As Manta writes it: POS is the last base before what is lost, END the last base of it."""
    name = BUILDS[assembly]["name"]
    kind = {(1, -1): "DEL", (-1, 1): "DUP:TANDEM"}[cut.prkaca_side, cut.dnajb1_side]
    pos, end = (cut.prkaca, cut.dnajb1 - 1) if kind == "DEL" else (cut.prkaca - 1, cut.dnajb1)
    lines = manta(cut, assembly).splitlines()[:-2]
    info = f"END={end};SVTYPE={kind[:3]};SVLEN={pos - end};SOMATIC;SOMATICSCORE=80"
    row = (name, pos, f"Manta{kind}:7:0:1:0:0:0", "N", f"<{kind}>", ".", "PASS", info, "PR:SR")
    at = next(n for n, line in enumerate(lines) if line.startswith("#CHROM"))
    end_line = '##INFO=<ID=END,Number=1,Type=Integer,Description="End position">'
    length = '##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="Difference in length">'
    body = "\t".join(map(str, row)) + "\t31,0:40,0\t22,14:30,19"
    return "\n".join([*lines[:at], end_line, length, lines[at], body]) + "\n"


def delly(cut: Cut, assembly: Assembly) -> str:
    name = BUILDS[assembly]["name"]
    ends = {1: "3", -1: "5"}
    join = f"{ends[cut.prkaca_side]}to{ends[cut.dnajb1_side]}"
    kind = {"3to5": "DEL", "5to3": "DUP", "3to3": "INV", "5to5": "INV"}[join]
    info = (
        f"PRECISE;SVTYPE={kind};SVMETHOD=EMBL.DELLYv1.1.6;END={cut.dnajb1};PE=18;MAPQ=60;CT={join};"
        "CIPOS=-4,4;CIEND=-4,4;SR=9;SRQ=1;SOMATIC"
    )
    fields = (
        ("SVTYPE", "1", "String"),
        ("SVMETHOD", "1", "String"),
        ("END", "1", "Integer"),
        ("PE", "1", "Integer"),
        ("MAPQ", "1", "Integer"),
        ("CT", "1", "String"),
        ("CIPOS", "2", "Integer"),
        ("CIEND", "2", "Integer"),
        ("SR", "1", "Integer"),
        ("SRQ", "1", "Float"),
        ("PRECISE", "0", "Flag"),
        ("SOMATIC", "0", "Flag"),
    )
    declared = "".join(
        f'##INFO=<ID={key},Number={number},Type={kind_},Description="{key}">\n'
        for key, number, kind_ in fields
    )
    counts = "".join(
        f'##FORMAT=<ID={key},Number=1,Type={kind_},Description="{key}">\n'
        for key, kind_ in (
            ("GT", "String"),
            ("DR", "Integer"),
            ("DV", "Integer"),
            ("RR", "Integer"),
            ("RV", "Integer"),
        )
    )
    return (
        header(assembly, "##source=DELLY v1.1.6")
        + declared
        + counts
        + "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ttumour\tblood\n"
        + f"{name}\t{cut.prkaca}\t{kind}00000007\tN\t<{kind}>\t600\tPASS\t{info}\tGT:DR:DV:RR:RV"
        + "\t0/1:20:18:30:9\t0/0:25:0:33:0\n"
    )


def bedpe(cut: Cut, assembly: Assembly) -> str:
    name = BUILDS[assembly]["name"]
    sign = {1: "+", -1: "-"}
    cells = (
        name, cut.prkaca - 1, cut.prkaca, name, cut.dnajb1 - 1, cut.dnajb1, "sv7", 60,
        sign[cut.prkaca_side], sign[cut.dnajb1_side],
    )  # fmt: skip
    heading = "#chrom1\tstart1\tend1\tchrom2\tstart2\tend2\tname\tscore\tstrand1\tstrand2\n"
    return heading + "\t".join(map(str, cells)) + "\n"


FORMS = {
    "manta.vcf": manta,
    "delly.vcf": delly,
    "junctions.bedpe": bedpe,
}


def read(text: str, name: str, assembly: Assembly, folder):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return structural_of(read_structural(StructuralRequest((path,))), the_question(assembly))


@pytest.mark.parametrize("assembly", Assembly)
@pytest.mark.parametrize("form", [*FORMS, "manta deletion.vcf"])
def test_the_deletion_is_found(form, assembly, tmp_path):
    write = FORMS.get(form, manta_deletion)
    result = read(write(FLC.on(assembly), assembly), form, assembly, tmp_path)
    (event,) = result.events

    assert judged(result) == CALLED
    assert result.alterations[0].id == "DNAJB1::PRKACA:fusion"
    assert event.name == "DNAJB1::PRKACA (exon 1 :: exon 2)"
    assert abs(event.deleted_bases - 405_879) <= 1


@pytest.mark.parametrize("assembly", Assembly)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", WRONG)
def test_another_junction_of_the_two_genes_is_not(case, form, assembly, tmp_path):
    cut = WRONG[case].on(assembly)
    result = read(FORMS[form](cut, assembly), form, assembly, tmp_path)

    assert result.events, "it concerns the genes all the same"
    assert not any(one.gene == "DNAJB1::PRKACA" for one in result.alterations)
    assert not any(one.genes == ("DNAJB1", "PRKACA") for one in result.events)
    assert not any("listed_fusion" in line for line in judged(result))


STAR_HEADING = (
    "#FusionName\tJunctionReadCount\tSpanningFragCount\test_J\test_S\tSpliceType\tLeftGene\t"
    "LeftBreakpoint\tRightGene\tRightBreakpoint\tLargeAnchorSupport\tFFPM\tLeftBreakDinuc\t"
    "LeftBreakEntropy\tRightBreakDinuc\tRightBreakEntropy\tannots\n"
)
STAR_GENES = {"DNAJB1": "DNAJB1^ENSG00000132002.9", "PRKACA": "PRKACA^ENSG00000072062.14"}


def star_fusion(left: tuple[str, int, str], right: tuple[str, int, str]) -> str:
    cells = [f"{left[0]}--{right[0]}", 45, 17, "44.1", "16.8", "ONLY_REF_SPLICE"]
    for gene, pos, strand in (left, right):
        cells += [STAR_GENES[gene], f"chr19:{pos}:{strand}"]
    cells += ["YES_LDAS", "1.3", "GT", "1.9", "AG", "1.8", '["INTRACHROMOSOMAL[chr19:0.39Mb]"]']
    return STAR_HEADING + "\t".join(map(str, cells)) + "\n"


DNAJB1_END, PRKACA_START = 14_518_139, 14_107_409


@pytest.mark.parametrize("assembly", Assembly)
def test_star_fusion_is_found(assembly, tmp_path):
    shift = 0 if assembly is Assembly.GRCH38 else 110_812
    text = star_fusion(("DNAJB1", DNAJB1_END + shift, "-"), ("PRKACA", PRKACA_START + shift, "-"))
    result = read(text, "star-fusion.tsv", assembly, tmp_path)
    (event,) = result.events

    assert judged(result) == CALLED
    assert (event.exons, event.split_reads, event.read_pairs) == ((1, 2), 45, 17)
    assert event.is_rna


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("PRKACA", 14_117_502, "-"), ("DNAJB1", 14_517_046, "-")),  # the reciprocal product
        (("DNAJB1", DNAJB1_END, "+"), ("PRKACA", PRKACA_START, "-")),  # against its direction
        (("DNAJB1", DNAJB1_END, "-"), ("PRKACA", PRKACA_START, "+")),
        (("DNAJB1", DNAJB1_END, "-"), ("PRKACA", 14_100_908, "-")),  # exon 5
        (("DNAJB1", 14_516_466, "-"), ("PRKACA", PRKACA_START, "-")),  # exon 2
    ],
)
def test_another_row_of_star_fusion_is_not(left, right, tmp_path):
    result = read(star_fusion(left, right), "star-fusion.tsv", Assembly.GRCH38, tmp_path)

    assert not any(one.gene == "DNAJB1::PRKACA" for one in result.alterations)
    assert not any("listed_fusion" in line for line in judged(result))
    assert result.set_aside or result.events


def test_a_real_fusion_of_another_tumour(shared):
    """FGFR3::TACC3, a tandem duplication on 4p16.3, off the panel's target."""
    path = shared / "realdata/sv/ngsbits/SV_Manta_somatic.bedpe"
    files = read_structural(StructuralRequest((path,)))
    (event,) = (
        one
        for one in structural_of(files, the_question(Assembly.GRCH37)).set_aside
        if one.genes == ("FGFR3", "TACC3")
    )

    assert event.exons == (17, None)
    assert event.notes[-1] == "Set aside: the caller's filter says off-target."
