"""The TERT promoter, read by its bases and never by its consequence.

Annotators call every change here ``upstream_gene_variant`` and move on; in hepatocellular
carcinoma it is the most frequent driver. What decides is the normalised allele in coding
numbering of NM_198253.3: the base before the A of the start codon is c.-1. An allele is an
activating hotspot if it makes *all* the base changes of one of the events below, whatever
else the record spans; a change that merely overlaps the position is not.

The events each create a binding site of ETS transcription factors: the core GGAA, or GGAT for
c.-124C>A. Which of them are established is literature knowledge (Horn et al. 2013 and Huang et al.
2013, both Science 339; for hepatocellular carcinoma Nault et al. 2013, Nat Commun 4:2218).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate import promoter_wording as wording
from hccgenomics.model.alteration import PromoterFinding
from hccgenomics.model.genome import Interval, reverse_complement
from hccgenomics.vocabulary import PromoterVerdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hccgenomics.model.genome import Reference
    from hccgenomics.model.transcript import Transcript
    from hccgenomics.model.variant import Variant

GENE: Final = "TERT"
WINDOW_BASES: Final = 1_000
"""Bases upstream of the start codon that count as the promoter window (c.-1 to c.-1000): the
stretch that is identical on GRCh37 and GRCh38 and embedded on both."""

Changes = frozenset[tuple[int, str, str]]
"""Base changes of one allele: coding position (negative), base before, base after."""


@dataclass(frozen=True, slots=True)
class PromoterEvent:
    """A named set of base changes, and what is known of it."""

    name: str
    legacy_name: str | None
    changes: Changes
    why: str


HOTSPOTS: Final = (
    PromoterEvent(
        "c.-124C>T",
        "C228T",
        frozenset({(-124, "C", "T")}),
        wording.FIRST,
    ),
    PromoterEvent("c.-146C>T", "C250T", frozenset({(-146, "C", "T")}), wording.SECOND),
    PromoterEvent(
        "c.-124C>A",
        "C228A",
        frozenset({(-124, "C", "A")}),
        wording.FIRST_TO_A,
    ),
    PromoterEvent(
        "c.-57A>C",
        "A161C",
        frozenset({(-57, "A", "C")}),
        wording.NEAR_START,
    ),
    PromoterEvent(
        "c.-139_-138delinsTT",
        "CC242-243TT",
        frozenset({(-139, "C", "T"), (-138, "C", "T")}),
        wording.TANDEM,
    ),
    PromoterEvent(
        "c.-125_-124delinsTT",
        "CC228-229TT",
        frozenset({(-125, "C", "T"), (-124, "C", "T")}),
        wording.TANDEM_FIRST,
    ),
)
"""Activating events; a tandem event is met only when both its bases change."""

POLYMORPHISMS: Final = (
    PromoterEvent(
        "c.-245T>C",
        "rs2853669",
        frozenset({(-245, "T", "C")}),
        wording.POLYMORPHISM,
    ),
)


def is_in_window(variant: Variant, transcript: Transcript) -> bool:
    """Whether a variant of TERT touches the promoter window (c.-1 to c.-1000).

    An insertion counts where it lies between two bases of the window.
    """
    return transcript.gene == GENE and _touched(variant).overlaps(window(transcript))


def read_promoter(
    variant: Variant, transcript: Transcript, reference: Reference
) -> PromoterFinding | None:
    """What a normalised allele of the window is; ``None`` outside the window.

    Args:
        variant: Normalised (left-aligned, parsimonious).
        transcript: The MANE Select transcript of TERT on the variant's assembly.
        reference: For telling a duplication from an insertion.
    """
    if not is_in_window(variant, transcript):
        return None
    if _touched(variant).start < transcript.cds_end:
        return None  # it reaches into the coding sequence: a coding variant with its own names
    changes = _changes(variant, transcript)
    hit = _widest(event for event in HOTSPOTS if event.changes <= changes)
    if hit:
        return _activating(hit, changes)
    name = f"c.{_name(variant, transcript, reference)}"
    for event in POLYMORPHISMS:
        if event.changes == changes:
            return PromoterFinding(PromoterVerdict.BENIGN, event.name, event.legacy_name, event.why)
    return PromoterFinding(PromoterVerdict.UNCERTAIN, name, None, _why_uncertain(changes))


def promoter_hgvs_c(variant: Variant, transcript: Transcript, reference: Reference) -> str:
    """The c. name of a normalised allele upstream of the start codon, ``NM_198253.3:c.-124C>T``."""
    return f"{transcript.refseq}:c.{_name(variant, transcript, reference)}"


def tandem_partners(first: Variant, second: Variant, transcript: Transcript) -> str | None:
    """The tandem hotspot that two separate alleles would make on one haplotype, if any."""
    one, other = _changes(first, transcript), _changes(second, transcript)
    for event in HOTSPOTS:
        together = event.changes <= one | other
        if together and not event.changes <= one and not event.changes <= other:
            return event.name
    return None


def _touched(variant: Variant) -> Interval:
    """The bases replaced; for an insertion the base right of it (the left one is its anchor)."""
    if variant.ref[0] != variant.alt[0]:
        return variant.interval
    return Interval.at(variant.contig, pos=variant.pos + 1, length=max(1, len(variant.ref) - 1))


def window(transcript: Transcript) -> Interval:
    """The promoter window of TERT: c.-1 to c.-1000."""
    return Interval(transcript.contig, transcript.cds_end, transcript.cds_end + WINDOW_BASES)


def _coding(pos: int, transcript: Transcript) -> int:
    """Coding position of a base upstream of the start codon (TERT is on the minus strand)."""
    return -(pos - transcript.cds_end)


def _changes(variant: Variant, transcript: Transcript) -> Changes:
    """The single-base changes of a substitution of any length; none for other events."""
    if len(variant.ref) != len(variant.alt):
        return frozenset()
    return frozenset(
        (
            _coding(variant.pos + offset, transcript),
            reverse_complement(before),
            reverse_complement(after),
        )
        for offset, (before, after) in enumerate(zip(variant.ref, variant.alt, strict=True))
        if before != after
    )


def _widest(events: Iterable[PromoterEvent]) -> tuple[PromoterEvent, ...]:
    """Events met, without those contained in a wider one that is met too."""
    met = tuple(events)
    return tuple(event for event in met if not any(event.changes < other.changes for other in met))


def _activating(met: tuple[PromoterEvent, ...], changes: Changes) -> PromoterFinding:
    further = changes - frozenset().union(*(event.changes for event in met))
    also = ""
    if further:
        named = ", ".join(f"c.{c}{before}>{after}" for c, before, after in sorted(further))
        also = f"; {wording.ALSO.format(named=named)}"
    legacy = [event.legacy_name for event in met if event.legacy_name]
    return PromoterFinding(
        PromoterVerdict.HOTSPOT,
        " and ".join(event.name for event in met),
        " and ".join(legacy) or None,
        "; ".join(event.why for event in met) + also,
    )


def _why_uncertain(changes: Changes) -> str:
    hotspot_bases = {c for event in HOTSPOTS for c, _, _ in event.changes}
    near = sorted(c for c, _, _ in changes if c in hotspot_bases)
    if near:
        return wording.NEAR_HOTSPOT.format(pos=near[0])
    return wording.UNKNOWN


def _name(variant: Variant, transcript: Transcript, reference: Reference) -> str:
    """HGVS description after ``c.`` for an allele upstream of the start codon.

    TERT lies on the minus strand, so a left-aligned genomic variant is already the most 3′
    one in the transcript, as HGVS asks. Substitutions with unchanged bases between them are
    described one by one, in brackets (HGVS 21.1, DNA level, "delins").
    """
    ref, alt, pos = variant.ref, variant.alt, variant.pos
    if len(ref) == len(alt):
        return _substitution_name(_changes(variant, transcript))
    shared = 1 if ref[0] == alt[0] and min(len(ref), len(alt)) == 1 else 0
    ref, alt, pos = ref[shared:], alt[shared:], pos + shared
    after = reverse_complement(alt)
    if not ref:
        return _insertion_name(pos, after, transcript, reference)
    place = _span(_coding(pos + len(ref) - 1, transcript), _coding(pos, transcript))
    return f"{place}delins{after}" if after else f"{place}del"


def _substitution_name(changes: Changes) -> str:
    """One description for each run of neighbouring bases, 5′ to 3′."""
    runs: list[list[tuple[int, str, str]]] = []
    for change in sorted(changes):
        if runs and runs[-1][-1][0] + 1 == change[0]:
            runs[-1].append(change)
        else:
            runs.append([change])
    names = [_run_name(run) for run in runs]
    return names[0] if len(names) == 1 else f"[{';'.join(names)}]"


def _run_name(run: Sequence[tuple[int, str, str]]) -> str:
    before = "".join(base for _, base, _ in run)
    after = "".join(base for _, _, base in run)
    if len(run) == 1:
        return f"{run[0][0]}{before}>{after}"
    place = _span(run[0][0], run[-1][0])
    return f"{place}inv" if after == reverse_complement(before) else f"{place}delins{after}"


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}_{last}"


def _insertion_name(pos: int, after: str, transcript: Transcript, reference: Reference) -> str:
    """``pos`` is the base right of the insertion on the plus strand."""
    upstream = reference.bases(Interval.at(transcript.contig, pos=pos, length=len(after)))
    if reverse_complement(upstream) == after:
        first = _coding(pos + len(after) - 1, transcript)
        return f"{_span(first, _coding(pos, transcript))}dup"
    return f"{_coding(pos, transcript)}_{_coding(pos - 1, transcript)}ins{after}"
