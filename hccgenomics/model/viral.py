"""Viruses, as contigs and tables name them, and what is known of a viral stretch of bases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.model.genome import canonical_contig

if TYPE_CHECKING:
    from hccgenomics.model.structural_files import Side
    from hccgenomics.vocabulary import Verification

HBV: Final = "HBV"
AAV2: Final = "AAV2"
EBV: Final = "EBV"
UNNAMED: Final = "unnamed virus"
"""What a file calls a virus without saying which: ``chrVirus``, or nothing at all."""

_ACCESSIONS: Final = {
    # RefSeq
    "NC_003977": HBV, "NC_001401": AAV2, "NC_007605": EBV, "NC_009334": EBV,
    "NC_002077": "AAV1", "NC_001729": "AAV3", "NC_001829": "AAV4", "NC_006152": "AAV5",
    "NC_006260": "AAV7", "NC_006261": "AAV8", "NC_001526": "HPV16", "NC_001357": "HPV18",
    "NC_001806": "HSV-1", "NC_001798": "HSV-2", "NC_001348": "VZV", "NC_006273": "CMV",
    "NC_001664": "HHV-6A", "NC_000898": "HHV-6B", "NC_001716": "HHV-7", "NC_009333": "KSHV",
    "NC_010277": "MCPyV", "NC_001538": "BKPyV", "NC_001699": "JCPyV", "NC_001669": "SV40",
    "NC_004102": "HCV", "NC_001653": "HDV", "NC_001436": "HTLV-1", "NC_001802": "HIV-1",
    "NC_001722": "HIV-2",
    # GenBank: hepatitis B virus, the genomes that pipelines and genotyping tools align to
    "V01460": HBV, "J02203": HBV, "U95551": HBV, "X02763": HBV, "X51970": HBV,
    "AF090842": HBV, "EU054331": HBV, "D00329": HBV, "D00330": HBV, "D00331": HBV,
    "AF100309": HBV, "AB033554": HBV, "AB219428": HBV, "X04615": HBV, "AY123041": HBV,
    "AB014381": HBV, "GQ924620": HBV, "GQ358158": HBV, "X65259": HBV, "M32138": HBV,
    "X85254": HBV, "AF121240": HBV, "FJ904433": HBV, "X75657": HBV, "AB032431": HBV,
    "AB106564": HBV, "AY738145": HBV, "X69798": HBV, "AB036910": HBV, "AF223965": HBV,
    "AY090458": HBV, "X75658": HBV, "AF160501": HBV, "AB064310": HBV, "AF405706": HBV,
    "AB064313": HBV, "AY090454": HBV, "AY090457": HBV, "AY090460": HBV, "FJ356716": HBV,
    "AB486012": HBV,
    # GenBank: adeno-associated virus 2, Epstein-Barr virus
    "AF043303": AAV2, "J01901": AAV2, "AJ507799": EBV, "V01555": EBV,
}  # fmt: skip
"""Accessions without their version, as sequence files and their readers name them."""

_GI: Final = {"21326584": HBV}
"""GenInfo identifiers of older reference files (``gi|21326584|ref|NC_003977.1|``)."""

_TAXA: Final = {
    "10407": HBV, "10804": AAV2, "1511891": "AAV", "272636": "AAV", "10376": EBV,
    "333760": "HPV16", "333761": "HPV18", "337041": "HPV", "10359": "CMV", "493803": "MCPyV",
    "11103": "HCV", "37296": "KSHV", "32603": "HHV-6A", "32604": "HHV-6B",
}  # fmt: skip
"""NCBI taxonomy, as VIRUSBreakend writes it into its contig names."""

_WORDS: Final = (
    (re.compile(r"hepatitis[ _-]?b([ _-]+virus)?\b|(?:^|[\W_])hbv|hepadna"), HBV),
    (re.compile(r"adeno-?associated[ _-](?:dependo)?(?:parvo)?virus[ _-]*-?[ _]*2\b"), AAV2),
    (re.compile(r"(?:^|[\W_])aav-?_?2(?![0-9])"), AAV2),
    (re.compile(r"(?:^|[\W_])aav-?_?(?P<number>[0-9]{1,2})"), "AAV{number}"),
    (re.compile(r"(?:^|[\W_])aav|adeno-?associated|dependoparvovirus"), "AAV"),
    (re.compile(r"(?:^|[\W_])ebv|epstein[ _-]?barr|gammaherpesvirus[ _-]?4|(?:hhv|"
                r"herpesvirus)[ _-]?4(?![0-9])"), EBV),
    (re.compile(r"(?:^|[\W_])hpv[ _-]?(?:type)?[ _-]?(?P<number>[0-9]{1,3})(?![0-9])"),
     "HPV{number}"),
    (re.compile(r"human[ _-]papilloma[ _-]?virus[ _-](?:type[ _-])?(?P<number>[0-9]{1,3})(?!\d)"),
     "HPV{number}"),
    (re.compile(r"(?:^|[\W_])hpv|papillomavir"), "HPV"),
    (re.compile(r"hepatitis[ _-]?c[ _-]?virus|(?:^|[\W_])hcv"), "HCV"),
    (re.compile(r"hepatitis[ _-]?(?:d|delta)|(?:^|[\W_])hdv"), "HDV"),
    (re.compile(r"(?:^|[\W_])(?:cmv|hcmv)(?:$|[\W_])|cytomegalovir"), "CMV"),
    (re.compile(r"(?:^|[\W_])kshv|kaposi|(?:hhv|herpesvirus)[ _-]?8(?![0-9])"), "KSHV"),
    (re.compile(r"(?:^|[\W_])hhv[ _-]?6(?P<number>[ab]?)"), "HHV-6{number}"),
    (re.compile(r"(?:^|[\W_])(?:mcv|mcpyv|mcc)(?:$|[\W_])|merkel"), "MCPyV"),
    (re.compile(r"(?:^|[\W_])sv40"), "SV40"),
    (re.compile(r"(?:^|[\W_])htlv[ _-]?(?P<number>[12]?)"), "HTLV-{number}"),
    (re.compile(r"(?:^|[\W_])hiv[ _-]?(?P<number>[12]?)"), "HIV-{number}"),
)  # fmt: skip
_NAMELESS: Final = frozenset({"virus", "viral", "virus1"})
_ADJUSTED: Final = "adjusted_"
"""Before the name of the reference, where VIRUSBreakend has adapted it to the sample."""
_TAXON: Final = re.compile(r"taxid[_|:](\d+)")
_SPLIT: Final = re.compile(r"[|\s:;,]+")
_VIRAL: Final = re.compile(r"vir(?:us|al|idae)(?:$|[\W_0-9])|(?:^|[\W_])phage", re.IGNORECASE)


def viral_name(contig: str) -> str | None:
    """The virus a contig, accession or organism names; ``None`` for what names none.

    A virus without a short name here keeps the name the file gives it.

    >>> viral_name("chrHBV_genotypeC"), viral_name("gi|21326584|ref|NC_003977.1|")
    ('HBV', 'HBV')
    >>> viral_name("adjusted_kraken_taxid_10407_MK355500.1"), viral_name("chrEBV")
    ('HBV', 'EBV')
    >>> viral_name("adjusted_HQ537668.1")
    'virus HQ537668.1'
    >>> viral_name("Human papillomavirus 16"), viral_name("Torque teno virus 1")
    ('HPV16', 'Torque teno virus 1')
    >>> viral_name("chr5") is viral_name("chrUn_KI270442v1") is viral_name("hs37d5") is None
    True
    """
    if canonical_contig(contig) is not None:
        return None
    if contig.lower().removeprefix("chr") in _NAMELESS:
        return UNNAMED
    return _by_accession(contig) or _by_taxon(contig) or _by_word(contig) or _by_caller(contig)


def _by_accession(contig: str) -> str | None:
    """By any accession or GI number among the parts of the name."""
    for part in _SPLIT.split(contig):
        bare = part.removeprefix("chr").split(".")[0]
        for found in (bare, bare.rsplit("_", 1)[-1], "_".join(bare.rsplit("_", 2)[-2:])):
            name = _ACCESSIONS.get(found.upper())
            if name is not None:
                return name
        if part in _GI:
            return _GI[part]
    return None


def _by_taxon(contig: str) -> str | None:
    found = _TAXON.search(contig)
    if found is None:
        return None
    return _TAXA.get(found[1], f"virus of taxon {found[1]}")


def _by_caller(contig: str) -> str | None:
    """VIRUSBreakend's own contigs; which virus an accession is, its summary says."""
    if contig.startswith(_ADJUSTED):
        return f"virus {contig.removeprefix(_ADJUSTED)}"
    return None


def _by_word(contig: str) -> str | None:
    text = contig.lower().removeprefix("chr")
    for pattern, name in _WORDS:
        found = pattern.search(text)
        if found:
            number = found.groupdict().get("number") or ""
            return name.format(number=number.upper()).rstrip("-")
    return contig if _VIRAL.search(contig) else None


@dataclass(frozen=True, slots=True)
class ViralGenome:
    """One viral genome.

    Attributes:
        virus: ``HBV``, ``AAV2``.
        accession: With what is known of its version.
        genotype: Of HBV, A to H; "" where there is none.
        bases: Plus strand as GenBank has it; for HBV base 1 lies in the EcoRI site, as custom has.
        is_circular: Whether its end runs on into its start.
        first: Number of the first base, where only a part of the genome is known here.
    """

    virus: str
    accession: str
    genotype: str
    bases: str
    is_circular: bool
    first: int = 1


@dataclass(frozen=True, slots=True)
class ViralMatch:
    """A stretch of bases that is viral.

    Attributes:
        genome: The genome it is most like; its genotype is that of the reference, not a typing.
        strand: +1 where the bases read as the genome does.
        first, last: Bases of the genome, from one, at the left and at the right end of the match.
        start, end: The matching stretch among the bases given, interbase.
        matched: How many of them lie in exact matches.
    """

    genome: ViralGenome
    strand: Side
    first: int
    last: int
    start: int
    end: int
    matched: int

    @property
    def virus(self) -> str:
        """Its short name."""
        return self.genome.virus


@dataclass(frozen=True, slots=True)
class IntegrationGene:
    """A gene into which viruses integrate again and again; a row of ``integration_genes.tsv``.

    Attributes:
        viruses: Those seen there.
        regions: Where an integration counts as switching it on: ``promoter``, ``upstream``,
            ``within gene``; empty for a gene in which it is recurrent and no driver.
        five_prime_bases: How far into the gene, from its first base, its promoter counts as
            reaching (the untranslated first exon of TERT).
        effect: What is known of it, as a clause.
        source: Where that is from.
        verification: Whether that was checked against the source.
    """

    gene: str
    viruses: tuple[str, ...]
    regions: tuple[str, ...]
    five_prime_bases: int
    effect: str
    source: str
    verification: Verification
