"""The same variants as several callers write them: their header lines, fields and ways to count.

In the layout each caller's dialect module describes; coordinates and counts are the test's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from tests.readers.files import CONTIGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hccgenomics.vocabulary import Assembly

FIXED = ("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO")


class Kind(StrEnum):
    """What a place of the genome may hold; a caller writes some of them."""

    SNV = auto()
    INSERTION = auto()
    DELETION = auto()
    MNV = auto()
    DELINS = auto()
    SEVERAL = auto()


INDELS = frozenset({Kind.INSERTION, Kind.DELETION})
SMALL = frozenset({Kind.SNV, *INDELS})
EVERY = frozenset(Kind)


class Pairing(StrEnum):
    """Whether a file has a matched normal."""

    NEVER = auto()
    SOMETIMES = auto()
    ALWAYS = auto()


@dataclass(frozen=True)
class Reads:
    """The reads of one sample: for the reference, and for every alternate allele."""

    ref: int
    alts: tuple[int, ...]

    @property
    def each(self) -> tuple[int, ...]:
        return (self.ref, *self.alts)

    @property
    def depth(self) -> int:
        return sum(self.each)

    @property
    def shares(self) -> tuple[float, ...]:
        return tuple(number / self.depth for number in self.alts)

    @property
    def alt(self) -> int:
        """Of the only alternate allele, or of the one that a row of its own is written for."""
        return self.alts[0]

    @property
    def vaf(self) -> float:
        return self.shares[0]

    def only(self, number: int) -> Reads:
        """One allele's row: its own reads first, those of the other alleles behind them."""
        others = tuple(n for i, n in enumerate(self.alts) if i != number)
        return Reads(self.ref, (self.alts[number], *others))


@dataclass(frozen=True)
class Site:
    """One place, its alternate alleles as VCF spells them, and the reads of both samples.

    Attributes:
        before, after: Bases of the reference on both sides, which some callers write too.
    """

    kind: Kind
    contig: str
    pos: int
    ref: str
    alts: tuple[str, ...]
    tumour: Reads
    normal: Reads
    before: str = ""
    after: str = ""

    def split(self) -> list[Site]:
        """A row for each alternate allele."""
        return [
            replace(self, alts=(alt,), tumour=self.tumour.only(n), normal=self.normal.only(n))
            for n, alt in enumerate(self.alts)
        ]

    @property
    def alt(self) -> str:
        return self.alts[0]

    @property
    def is_germline(self) -> bool:
        return any(self.normal.alts)


@dataclass(frozen=True)
class Drawn:
    """What is in the sample, and how contigs are named."""

    sites: tuple[Site, ...]
    assembly: Assembly
    is_paired: bool
    has_prefix: bool

    @property
    def alleles(self) -> int:
        return sum(len(site.alts) for site in self.sites)

    def name(self, contig: str) -> str:
        if self.has_prefix:
            return contig
        return "MT" if contig == "chrM" else contig.removeprefix("chr")


@dataclass(frozen=True)
class Caller:
    """How one caller writes.

    Attributes:
        meta, pair: The lines of the header that tell it; those of a pair besides.
        info, keys, values: INFO, FORMAT and a sample's column of a variant.
        kinds: What it writes at all.
        pairing: Whether it writes a normal's column.
        columns: The samples, in its own order; none if all stands in INFO.
        splits: Whether two alternate alleles have two records.
        spell: Other bases than the fewest that tell the alleles.
    """

    meta: tuple[str, ...]
    keys: str
    values: Callable[[Site, Reads], str]
    info: Callable[[Site], str] = lambda _: "."
    kinds: frozenset[Kind] = EVERY
    pairing: Pairing = Pairing.NEVER
    columns: tuple[str, ...] = ("TUMOUR", "NORMAL")
    pair: tuple[str, ...] = ()
    splits: bool = False
    spell: Callable[[Site], Site] = lambda site: site

    def text(self, drawn: Drawn) -> bytes:
        """The whole file, with those of the variants that this caller writes."""
        known = CONTIGS[drawn.assembly].contigs
        order = list(known)
        meta = ["fileformat=VCFv4.2", *self.meta, *(self.pair if drawn.is_paired else ())]
        meta += [f"contig=<ID={drawn.name(name)},length={c.length}>" for name, c in known.items()]
        columns = self._columns(is_paired=drawn.is_paired)
        heading = [*FIXED, *(["FORMAT", *columns] if columns else [])]
        ordered = sorted(self._rows(drawn), key=lambda s: (order.index(s.contig), s.pos, s.alts))
        rows = ["\t".join([drawn.name(s.contig), *self._cells(s, columns)]) for s in ordered]
        return "\n".join([*(f"##{line}" for line in meta), "\t".join(heading), *rows, ""]).encode()

    def _rows(self, drawn: Drawn) -> Iterable[Site]:
        for site in drawn.sites:
            if site.kind in self.kinds:
                yield from map(self.spell, site.split() if self.splits else [site])

    def _columns(self, *, is_paired: bool) -> list[str]:
        return [name for name in self.columns if is_paired or name != "NORMAL"]

    def _cells(self, site: Site, columns: list[str]) -> list[str]:
        cells = [str(site.pos), ".", site.ref, ",".join(site.alts), "50", "PASS", self.info(site)]
        reads = [site.normal if name == "NORMAL" else site.tumour for name in columns]
        return [*cells, *([self.keys] if columns else []), *(self.values(site, r) for r in reads)]


def _fields(kind: str, *fields: str) -> tuple[str, ...]:
    """Lines such as ``AD,R,Integer`` written out."""
    made = []
    for field in fields:
        name, number, of = field.split(",")
        made.append(f'{kind}=<ID={name},Number={number},Type={of},Description="{name}">')
    return tuple(made)


def _format(*fields: str) -> tuple[str, ...]:
    return _fields("FORMAT", *fields)


def _info(*fields: str) -> tuple[str, ...]:
    return _fields("INFO", *fields)


def _list(values: Iterable[int]) -> str:
    return ",".join(map(str, values))


def _shares(values: Iterable[float]) -> str:
    return ",".join(f"{value:.5f}" for value in values)


def _genotype(reads: Reads) -> str:
    """As a caller that knows of ploidy writes it."""
    seen = [number for number, depth in enumerate(reads.alts, start=1) if depth]
    return "/".join(map(str, seen[:2] if len(seen) > 1 else (0, *(seen or [0]))))


def _every(site: Site) -> str:
    """As a caller that knows of no ploidy writes it: the reference and all that was found."""
    return "/".join(str(number) for number in range(len(site.alts) + 1))


def _split(number: int) -> str:
    """Reads on the two strands."""
    return f"{number // 2},{number - number // 2}"


def _strelka_snv(site: Site, reads: Reads) -> str:
    counts = {site.ref: reads.ref, site.alt: reads.alt}
    tiers = ":".join(f"{counts.get(base, 0)},{counts.get(base, 0) + 1}" for base in "ACGT")
    return f"{reads.depth + 3}:0:0:0:{tiers}"


def _strelka_indel(site: Site, reads: Reads) -> str:
    del site
    tiers = ":".join(f"{n},{n + 2}" for n in (reads.ref, reads.alt, 4))
    return f"{reads.depth + 5}:{reads.depth + 7}:{tiers}"


def _strelka_info(site: Site) -> str:
    return "SOMATIC;NT=" + ("het" if site.is_germline else "ref")


def _vardict(site: Site, r: Reads) -> str:
    del site
    strands = f"{_split(r.ref)}:{_split(r.alt)}"
    return f"{_genotype(r)[:3]}:{r.depth}:{r.alt}:{r.ref},{r.alt}:{r.vaf:.4f}:{strands}"


def _vardict_info(site: Site) -> str:
    names = {Kind.SNV: "SNV", Kind.INSERTION: "Insertion", Kind.DELETION: "Deletion"}
    return f"TYPE={names.get(site.kind, 'Complex')}"


def _varscan(site: Site, r: Reads) -> str:
    del site
    percent = f"{100 * r.vaf:.2f}%"
    strands = f"{_split(r.ref)},{_split(r.alt)}"
    return f"{_genotype(r)}:.:{r.depth + 2}:{r.ref}:{r.alt}:{percent}:{strands}"


def _lofreq(site: Site) -> str:
    r = site.tumour
    indel = "INDEL;" if site.kind in INDELS else ""
    return f"{indel}DP={r.depth};AF={r.vaf:.6f};SB=0;DP4={_split(r.ref)},{_split(r.alt)}"


def _spelt_long(site: Site) -> Site:
    """FreeBayes writes the whole repeat with an indel, so that REF and ALT end alike."""
    if site.kind not in INDELS:
        return site
    alts = tuple(alt + site.after for alt in site.alts)
    return replace(site, ref=site.ref + site.after, alts=alts)


def _freebayes(site: Site, r: Reads) -> str:
    del site
    quality = _list(37 * n for n in r.alts)
    counts = f"{_list(r.each)}:{r.ref}:{37 * r.ref}:{_list(r.alts)}:{quality}"
    return f"{_genotype(r)}:{r.depth + 6}:{counts}"


def _freebayes_type(site: Site) -> str:
    return "TYPE=" + ",".join(_type_of(site.ref, alt) for alt in site.alts)


def _type_of(ref: str, alt: str) -> str:
    if len(ref) == len(alt):
        return "snp" if len(ref) == 1 else "mnp"
    short, long = sorted((ref, alt), key=len)
    if long.startswith(short):
        return "ins" if long == alt else "del"
    return "complex"


def _anchored(site: Site) -> Site:
    """Pindel writes the base before whatever it replaces."""
    if site.kind is not Kind.DELINS:
        return site
    alts = tuple(site.before + alt for alt in site.alts)
    return replace(site, pos=site.pos - 1, ref=site.before + site.ref, alts=alts)


def _pindel_info(site: Site) -> str:
    change = len(site.alt) - len(site.ref)
    kind = {Kind.INSERTION: "INS", Kind.DELETION: "DEL"}.get(site.kind, "RPL")
    end = site.pos + len(site.ref) - 1
    new = f";NTLEN={len(site.alt) - 1}" if kind == "RPL" else ""
    return f"END={end};HOMLEN=0;SVLEN={change};SVTYPE={kind}{new}"


def _ad_af_dp(site: Site, r: Reads) -> str:
    del site
    return f"{_list(r.each)}:{_shares(r.shares)}:{r.depth}"


def _octopus(site: Site, r: Reads) -> str:
    del site
    shares = _shares(n / r.depth for n in r.each)
    return f"{_genotype(r).replace('/', '|')}:{r.depth + 4}:{_list(r.each)}:{r.depth}:{shares}"


def _tvc(site: Site, r: Reads) -> str:
    del site
    pile = f"{r.depth + 9}:{r.ref + 4}:{_list(n + 1 for n in r.alts)}"
    flow = f"{r.depth}:{r.ref}:{_list(r.alts)}:{_shares(r.shares)}"
    return f"{_genotype(r)}:99:{pile}:{flow}"


def _muse(site: Site, r: Reads) -> str:
    status = (1 if site.is_germline else 2) if r is site.tumour else 0
    return f"{_genotype(r)}:{r.depth + 1}:{_list(r.each)}:30,30:{status}"


_PAIR = ("normal_sample=NORMAL",)
_STRELKA = (
    "source=strelka",
    "source_version=2.9.10",
    *_info("SOMATIC,0,Flag", "NT,1,String"),
)
CALLERS = {
    "mutect2": Caller(
        (
            'GATKCommandLine=<ID=Mutect2,CommandLine="Mutect2 --output x.vcf",Version="4.2.6.1">',
            "MutectVersion=2.2",
            "source=Mutect2",
            "tumor_sample=TUMOUR",
            *_format("GT,1,String", "AD,R,Integer", "AF,A,Float", "DP,1,Integer"),
        ),
        "GT:AD:AF:DP",
        lambda s, r: f"{_every(s)}:{_ad_af_dp(s, r)}",
        kinds=EVERY - {Kind.DELINS},
        pairing=Pairing.SOMETIMES,
        columns=("NORMAL", "TUMOUR"),
        pair=_PAIR,
    ),
    "strelka2": Caller(
        (
            *_STRELKA,
            "content=strelka somatic snv calls",
            *_format("DP,1,Integer", "FDP,1,Integer", "SDP,1,Integer", "SUBDP,1,Integer"),
            *_format("AU,2,Integer", "CU,2,Integer", "GU,2,Integer", "TU,2,Integer"),
        ),
        "DP:FDP:SDP:SUBDP:AU:CU:GU:TU",
        _strelka_snv,
        _strelka_info,
        kinds=frozenset({Kind.SNV}),
        pairing=Pairing.ALWAYS,
        columns=("NORMAL", "TUMOR"),
    ),
    "vardict": Caller(
        (
            "source=VarDict_v1.8.2",
            *_info("TYPE,1,String"),
            *_format("GT,1,String", "DP,1,Integer", "VD,1,Integer", "AD,R,Integer", "AF,1,Float"),
            *_format("RD,2,Integer", "ALD,2,Integer"),
        ),
        "GT:DP:VD:AD:AF:RD:ALD",
        _vardict,
        _vardict_info,
        pairing=Pairing.SOMETIMES,
        splits=True,
    ),
    "varscan2": Caller(
        (
            "source=VarScan2",
            *_format("GT,1,String", "GQ,1,Integer", "DP,1,Integer", "RD,1,Integer"),
            *_format("AD,1,Integer", "FREQ,1,String", "DP4,1,String"),
        ),
        "GT:GQ:DP:RD:AD:FREQ:DP4",
        _varscan,
        kinds=SMALL,
        pairing=Pairing.SOMETIMES,
        columns=("NORMAL", "TUMOR"),
    ),
    "lofreq": Caller(
        (
            "source=lofreq call -f ref.fa --call-indels -o out.vcf in.bam",
            *_info("DP,1,Integer", "AF,1,Float", "SB,1,Integer", "DP4,4,Integer", "INDEL,0,Flag"),
        ),
        "",
        lambda _, __: "",
        _lofreq,
        kinds=SMALL | {Kind.SEVERAL},
        columns=(),
        splits=True,
    ),
    "freebayes": Caller(
        (
            "source=freeBayes v1.3.6",
            *_info("TYPE,A,String"),
            *_format("GT,1,String", "DP,1,Integer", "AD,R,Integer", "RO,1,Integer"),
            *_format("QR,1,Integer", "AO,A,Integer", "QA,A,Integer"),
        ),
        "GT:DP:AD:RO:QR:AO:QA",
        _freebayes,
        _freebayes_type,
        pairing=Pairing.SOMETIMES,
        spell=_spelt_long,
    ),
    "octopus": Caller(
        (
            'octopus=<version=0.7.4,command="octopus -I t.bam n.bam -N NORMAL",options="">',
            "source=octopus",
            *_format("GT,1,String", "DP,1,Integer", "AD,R,Integer", "ADP,1,Integer"),
            *_format("AF,R,Float"),
        ),
        "GT:DP:AD:ADP:AF",
        _octopus,
        pairing=Pairing.SOMETIMES,
        columns=("NORMAL", "TUMOUR"),
    ),
    "pindel": Caller(
        (
            "source=pindel",
            *_info("END,1,Integer", "HOMLEN,1,Integer", "SVLEN,1,Integer", "SVTYPE,1,String"),
            *_info("NTLEN,.,Integer"),
            *_format("GT,1,String", "AD,R,Integer"),
        ),
        "GT:AD",
        lambda _, r: f"0/0:{_list(r.each)}",
        _pindel_info,
        kinds=INDELS | {Kind.DELINS},
        pairing=Pairing.SOMETIMES,
        spell=_anchored,
    ),
    "muse": Caller(
        (
            'MuSE_version="v1.0rc Build Date Nov 21 2018"',
            *_info("SOMATIC,0,Flag"),
            *_format("GT,1,String", "DP,1,Integer", "AD,.,Integer", "BQ,.,Integer"),
            *_format("SS,1,Integer"),
        ),
        "GT:DP:AD:BQ:SS",
        _muse,
        lambda _: "SOMATIC",
        kinds=frozenset({Kind.SNV}),
        pairing=Pairing.ALWAYS,
        columns=("TUMOR", "NORMAL"),
    ),
    "dragen": Caller(
        (
            'DRAGENVersion=<ID=dragen,Version="SW: 05.121.645.4.0.3, HW: 05.121.645">',
            'DRAGENCommandLine=<ID=dragen,Date="x",CommandLineOptions="--enable-variant-caller '
            'true --tumor-bam-input x.bam">',
            "source=DRAGEN_SOMATIC",
            *_format("GT,1,String", "SQ,1,Float", "AD,R,Integer", "AF,A,Float", "DP,1,Integer"),
        ),
        "GT:SQ:AD:AF:DP",
        lambda s, r: f"{_genotype(r)}:30.1:{_ad_af_dp(s, r)}",
        pairing=Pairing.SOMETIMES,
        columns=("NORMAL", "TUMOUR"),
    ),
    "tnscope": Caller(
        (
            'SentieonCommandLine.TNscope=<ID=TNscope,Version="sentieon-genomics-202112",'
            'CommandLine="driver --algo TNscope --tumor_sample TUMOUR out.vcf">',
            *_format("GT,1,String", "AD,R,Integer", "AF,A,Float", "AFDP,1,Integer"),
        ),
        "GT:AD:AF:AFDP",
        lambda s, r: f"{_every(s)}:{_ad_af_dp(s, r)}",
        kinds=SMALL | {Kind.SEVERAL},
        pairing=Pairing.SOMETIMES,
    ),
    "pisces": Caller(
        (
            "source=Pisces 5.2.10.49",
            'Pisces_cmdline="-B x.bam -g genome --minvf 0.01 --callmnvs true"',
            *_info("DP,1,Integer"),
            *_format("GT,1,String", "GQ,1,Integer", "AD,.,Integer", "DP,1,Integer"),
            *_format("VF,.,Float", "NL,1,Integer", "SB,1,Float"),
        ),
        "GT:GQ:AD:DP:VF:NL:SB",
        lambda _, r: f"0/1:100:{r.ref},{r.alt}:{r.depth}:{r.vaf:.5f}:20:-100.0",
        lambda s: f"DP={s.tumour.depth}",
        kinds=EVERY - {Kind.DELINS},
        splits=True,
    ),
    "tvc": Caller(
        (
            'source="tvc 5.12-28 (a1b2c3d) - Torrent Variant Caller"',
            *_format("GT,1,String", "GQ,1,Integer", "DP,1,Integer", "RO,1,Integer"),
            *_format("AO,A,Integer", "FDP,1,Integer", "FRO,1,Integer", "FAO,A,Integer"),
            *_format("AF,A,Float"),
        ),
        "GT:GQ:DP:RO:AO:FDP:FRO:FAO:AF",
        _tvc,
    ),
    "needlestack": Caller(
        (
            "source=needlestack v1.1",
            *_info("TYPE,A,String"),
            *_format("GT,1,String", "QVAL,1,Float", "DP,1,Integer", "RO,1,Integer"),
            *_format("AO,1,Integer", "AF,1,Float", "RVSB,1,Float"),
        ),
        "GT:QVAL:DP:RO:AO:AF:RVSB",
        lambda _, r: f"0/1:80:{r.depth}:{r.ref}:{r.alt}:{r.vaf:.5f}:0.5",
        _freebayes_type,
        kinds=SMALL | {Kind.SEVERAL},
        splits=True,
    ),
    "deepsomatic": Caller(
        (
            "DeepVariant_version=1.6.1",
            'FILTER=<ID=GERMLINE,Description="Non somatic variants">',
            'FILTER=<ID=RefCall,Description="Genotyping model thinks this site is reference.">',
            *_format("GT,1,String", "GQ,1,Integer", "DP,1,Integer", "AD,R,Integer", "VAF,A,Float"),
        ),
        "GT:GQ:DP:AD:VAF",
        lambda s, r: f"1/{len(s.alts)}:40:{r.depth}:{_list(r.each)}:{_shares(r.shares)}",
        kinds=SMALL | {Kind.SEVERAL},
    ),
    "generic": Caller(
        (
            "source=a caller of our own",
            *_format("GT,1,String", "AD,R,Integer", "DP,1,Integer"),
        ),
        "GT:AD:DP",
        lambda _, r: f"{_genotype(r)}:{_list(r.each)}:{r.depth}",
        pairing=Pairing.SOMETIMES,
    ),
}
STRELKA_INDELS = replace(
    CALLERS["strelka2"],
    meta=(
        *_STRELKA,
        "content=strelka somatic indel calls",
        *_format("DP,1,Integer", "DP2,1,Integer", "TAR,2,Integer", "TIR,2,Integer"),
        *_format("TOR,2,Integer"),
    ),
    keys="DP:DP2:TAR:TIR:TOR",
    values=_strelka_indel,
    kinds=INDELS,
)
"""A second file, which Strelka2 writes beside that of the substitutions."""
FILES = {name: (caller,) for name, caller in CALLERS.items()} | {
    "strelka2": (CALLERS["strelka2"], STRELKA_INDELS)
}

MAF_COLUMNS = (
    *("Hugo_Symbol", "NCBI_Build", "Chromosome", "Start_Position", "End_Position", "Strand"),
    *("Variant_Classification", "Variant_Type", "Reference_Allele", "Tumor_Seq_Allele1"),
    *("Tumor_Seq_Allele2", "Tumor_Sample_Barcode", "Matched_Norm_Sample_Barcode"),
    *("t_depth", "t_ref_count", "t_alt_count", "n_depth", "n_ref_count", "n_alt_count"),
)
TABLE_COLUMNS = ("contig", "pos", "ref", "alt", "ref_depth", "alt_depth", "depth")
TABLE_NORMAL = ("normal_sample", "normal_ref_depth", "normal_alt_depth", "normal_depth")
_SUBSTITUTED = {1: "SNP", 2: "DNP", 3: "TNP"}


def _rows(drawn: Drawn) -> list[Site]:
    return [row for site in drawn.sites for row in site.split()]


def _without_anchor(site: Site) -> tuple[int, int, str, str, str]:
    """Start, end, both alleles and the type, as a MAF has them: ``-`` for no bases."""
    pos, ref, alt = site.pos, site.ref, site.alt
    if len(ref) != len(alt) and ref[0] == alt[0]:
        pos, ref, alt = pos + 1, ref[1:], alt[1:]
    if not ref:
        return pos - 1, pos, "-", alt, "INS"
    end = pos + len(ref) - 1
    if len(ref) == len(alt):
        return pos, end, ref, alt, _SUBSTITUTED.get(len(ref), "ONP")
    return pos, end, ref, alt or "-", "DEL" if len(ref) > len(alt) else "INS"


def _tabbed(heading: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    return "\n".join("\t".join(map(str, row)) for row in (heading, *rows, ())).encode()


def maf(drawn: Drawn) -> bytes:
    """The same as a MAF, in which deletions and insertions have no base before them."""
    rows = []
    for site in _rows(drawn):
        start, end, ref, alt, kind = _without_anchor(site)
        place = ("Unknown", drawn.assembly, drawn.name(site.contig), start, end, "+")
        t, n = site.tumour, site.normal
        normal = ("NORMAL", t.depth, t.ref, t.alt, n.depth, n.ref, n.alt)
        if not drawn.is_paired:
            normal = ("", t.depth, t.ref, t.alt, "", "", "")
        rows.append((*place, "Missense_Mutation", kind, ref, ref, alt, "TUMOUR", *normal))
    return b"#version 2.4\n" + _tabbed(MAF_COLUMNS, rows)


def table(drawn: Drawn) -> bytes:
    """The same as a laboratory's plain table, with alleles as VCF has them."""
    rows = []
    for s in _rows(drawn):
        row = (drawn.name(s.contig), s.pos, s.ref, s.alt, *_three(s.tumour))
        rows.append((*row, *(("NORMAL", *_three(s.normal)) if drawn.is_paired else ())))
    return _tabbed((*TABLE_COLUMNS, *(TABLE_NORMAL if drawn.is_paired else ())), rows)


def _three(reads: Reads) -> tuple[int, int, int]:
    return reads.ref, reads.alt, reads.depth


DOORS = {"maf": maf, "table": table}
