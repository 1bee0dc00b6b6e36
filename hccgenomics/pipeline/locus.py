"""What a user may ask a report about: a place, an allele, a gene, a marker, an alteration, a name.

Everything but names of variants is read from the report itself; for a name the models of the
embedded genes are opened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import FormatError, LocusError, VariantNameError
from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.model.genome import Interval, canonical_contig
from hccgenomics.model.variant import Variant
from hccgenomics.vocabulary import Assembly

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.model.report import Alteration, Report

HINT: Final = (
    "Ask for a place (chr5:1295113), an allele (chr5:1295113:G:A), a gene (TERT), a marker "
    "('TERT promoter'), an alteration's id, a row of the evidence base (FGF19-01), or a variant's "
    "name ('CTNNB1 p.S45F')."
)
UNEDITED: Final = "Pass a report as hccgenomics wrote it, unedited."
_NUMBER: Final = r"(\d[\d,]*)"
_PLACE: Final = re.compile(rf"([^\s:]+):{_NUMBER}(?:-{_NUMBER})?")
_BASES: Final = r"([ACGTNacgtn]+|-)"
"""``-`` for no bases, as MAF writes insertions and deletions."""
_ALLELE: Final = re.compile(rf"([^\s:]+):{_NUMBER}(?:\s*:?\s*){_BASES}\s*(?::|>|/|\s)\s*{_BASES}")
_DASHED: Final = re.compile(rf"([^\s:-]+)-(\d+)-{_BASES}-{_BASES}")
_GENE: Final = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)?|C\d+orf\d+")
_ROW: Final = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*-[A-Z0-9]{2}", re.IGNORECASE)
"""As ids of rows look; some symbols of genes do too."""
_NUMBERED: Final = re.compile(r".*-\d{2}")
_RS: Final = re.compile(r"rs\d+", re.IGNORECASE)
_LONGEST_NUMBER: Final = 12


@dataclass(frozen=True, slots=True)
class Locus:
    """What was asked, understood.

    Attributes:
        read_as: In words.
        places: Where to look; empty where there is no such place on the report's assembly.
        variants: The alleles asked for; empty for a whole place.
        gene: Set where a gene was asked for.
        marker: Set where a marker was.
        alteration: Set where an alteration was, by its id.
        row: Set where a curated row was, by its id.
        why_nowhere: Why there is no such place.
        is_name: Whether the variants were asked for by name.
        notes: What the name denotes, in sentences.
    """

    read_as: str
    places: tuple[Interval, ...] = ()
    variants: tuple[Variant, ...] = ()
    gene: str = ""
    marker: str = ""
    alteration: str = ""
    row: str = ""
    why_nowhere: str = ""
    is_name: bool = False
    notes: tuple[str, ...] = ()


def read_locus(text: str, report: Report) -> Locus:
    """Understand what is asked of a report.

    Raises:
        LocusError: It is none of the forms; exit 2.
    """
    asked = " ".join(text.split())
    if not asked:
        raise LocusError("Nothing was asked for.", hint=HINT)
    for read in (_alteration, _marker, _gene, _row, _allele, _place):
        found = read(asked, report)
        if found is not None:
            return found
    if _RS.fullmatch(asked):
        raise LocusError(f"{asked} is an rs number, of which no table is at hand.", hint=HINT)
    return _elsewhere(asked, report) or _name(asked, report)


def place_of(found: Alteration) -> tuple[Interval, ...]:
    """Where an alteration stands; nowhere, for a fusion of which only the genes are known.

    Raises:
        FormatError: Its place is none, so somebody has edited the report.
    """
    if found.contig is None or found.pos is None:
        return ()
    if found.pos < 1:
        raise FormatError("An alteration of this report has a place that is none.", hint=UNEDITED)
    return (Interval.at(found.contig, pos=found.pos, length=len(found.ref)),)


def region_of(gene: str, report: Report) -> Interval | None:
    """Where variants of a gene of the panel are looked at, as the report states it."""
    for row in report.provenance.panel:
        if row.gene == gene and row.region is not None:
            return interval(row.region)
    return None


def regions(report: Report) -> Iterator[Interval]:
    """All of them."""
    for row in report.provenance.panel:
        if row.region is not None:
            yield interval(row.region)


def genes_at(places: Sequence[Interval], report: Report) -> Iterator[str]:
    """The genes of the panel whose regions a place touches."""
    for row in report.provenance.panel:
        if row.region is not None and any(at.overlaps(interval(row.region)) for at in places):
            yield row.gene


def interval(region: str) -> Interval:
    """A place as a report writes it.

    >>> interval("chr5:11-20")
    Interval(contig='chr5', start=10, end=20)
    """
    contig, _, span = region.rpartition(":")
    first, _, last = span.partition("-")
    return Interval(contig, int(first) - 1, int(last))


def our_contig(name: str, assembly: Assembly) -> str | None:
    """Our spelling of a contig under any of its names on one assembly."""
    upper = name.upper()
    known = canonical_contig(name) or canonical_contig(upper)
    if known is not None:
        return known
    for contig in load_assemblies()[assembly].contigs.values():
        if upper in {contig.refseq.upper(), contig.genbank.upper()}:
            return contig.name
    return None


def _alteration(asked: str, report: Report) -> Locus | None:
    for found in report.alterations:
        if asked in {found.id, found.vrs_id}:
            read_as = f"the alteration {asked}"
            return Locus(read_as, place_of(found), gene=found.gene, alteration=found.id)
    return None


def _marker(asked: str, report: Report) -> Locus | None:
    for found in report.markers:
        if found.marker.casefold() == asked.casefold() and not _is_gene(asked, report):
            return Locus(f"the marker {found.marker}", marker=found.marker)
    return None


def _is_gene(asked: str, report: Report) -> bool:
    return region_of(asked.upper(), report) is not None


def _gene(asked: str, report: Report) -> Locus | None:
    known = {row.gene.casefold(): row.gene for row in report.provenance.panel}
    known.update((gene.casefold(), gene) for gene in report.provenance.genes_without_models)
    known.update((found.gene.casefold(), found.gene) for found in report.alterations)
    gene = known.get(asked.casefold())
    if gene is None:
        return None
    at = region_of(gene, report)
    return Locus(f"the gene {gene}", places=() if at is None else (at,), gene=gene)


def _row(asked: str, report: Report) -> Locus | None:
    """A curated row by its id, of the report or of the embedded evidence base."""
    if not _ROW.fullmatch(asked):
        return None
    from hccgenomics.pipeline.explain_rows import Rows

    id_ = Rows(report).named(asked)
    if id_:
        return Locus(f"the row {id_}", row=id_)
    if _NUMBERED.fullmatch(asked):
        raise LocusError(
            f"{asked} is no row of the evidence base, and no gene of the panel.", hint=HINT
        )
    return None


def _allele(asked: str, report: Report) -> Locus | None:
    match = _ALLELE.fullmatch(asked) or _DASHED.fullmatch(asked)
    if match is None:
        return None
    name, pos, ref, alt = match.groups()
    found = _at(name, pos, pos, report, length=len(ref))
    if not found.places:
        return found
    if ref.upper() == alt.upper():
        raise LocusError(f"{asked} changes nothing.", hint=HINT)
    variant = Variant(found.places[0].contig, _base(pos), ref.upper(), alt.upper())
    return Locus(f"the allele {_spelt(variant)}", found.places, (variant,))


def _spelt(variant: Variant) -> str:
    return f"{variant.contig}:{variant.pos} {variant.ref}>{variant.alt}"


def _place(asked: str, report: Report) -> Locus | None:
    match = _PLACE.fullmatch(asked)
    if match is None:
        return None
    name, first, last = match.groups()
    return _at(name, first, last or first, report)


def _at(name: str, first: str, last: str, report: Report, *, length: int = 1) -> Locus:
    start, end = _base(first), _base(last)
    if not start:
        raise LocusError(f"{first} is no place: positions begin at 1.", hint=HINT)
    if end < start:
        raise LocusError(f"{first}-{last} is no place: it ends before it begins.", hint=HINT)
    assembly = report.sample.assembly
    contig = our_contig(name, assembly)
    if contig is None:
        return Locus(f"a place on {name}", why_nowhere=_no_contig(name, assembly))
    end += length - 1
    read_as = f"the place {contig}:{start}" + (f"-{end}" if end > start else "")
    longest = load_assemblies()[assembly].contigs[contig].length
    if start > longest:
        why = f"{contig} of {assembly} ends at {longest}."
        return Locus(read_as, why_nowhere=why)
    return Locus(read_as, places=(Interval(contig, start - 1, min(end, longest)),))


def _base(text: str) -> int:
    digits = text.replace(",", "")
    return int(digits) if len(digits) <= _LONGEST_NUMBER else 0


def _no_contig(name: str, assembly: Assembly) -> str:
    for other in Assembly:
        contig = our_contig(name, other)
        if contig is not None:
            return (
                f"{name} is {contig} of {other}, and this report is on {assembly}: ask for the "
                f"place on {assembly}."
            )
    return f"{assembly} has no contig by the name {name} that is known here."


def _elsewhere(asked: str, report: Report) -> Locus | None:
    """A gene that this report's panel does not have."""
    if not _GENE.fullmatch(asked):
        return None
    del report
    return Locus(f"the gene {asked}", gene=asked)


def _name(asked: str, report: Report) -> Locus:
    from hccgenomics.annotate.resolve import Names
    from hccgenomics.pipeline.models import open_models

    try:
        denoted = Names(open_models()).denoted(asked, report.sample.assembly)
    except VariantNameError as error:
        raise LocusError(error.detail, hint=error.hint or HINT) from error
    variants = tuple(dict.fromkeys(v for one in denoted for v in one.variants))
    places = tuple(dict.fromkeys(variant.interval for variant in variants))
    notes = tuple(dict.fromkeys(note for one in denoted for note in one.notes))
    why = "" if places else f"{asked} names a change of protein that no listed variant makes."
    return Locus(f"the name {asked}", places, variants, why_nowhere=why, is_name=True, notes=notes)
