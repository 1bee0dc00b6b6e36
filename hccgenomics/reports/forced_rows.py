"""Forced calls, laid out for the page and as a table; nothing is judged here.

Hundreds of hotspot alleles of which no fragment is seen are told gene by gene: a page that lists
each is not read. The JSON and the table have every one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from hccgenomics.reports.to_tsv import cell
from hccgenomics.vocabulary import ForcedBecause, ForcedState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.model.plasma import ForcedCall
    from hccgenomics.model.report import Report
    from hccgenomics.reports.to_tsv import Cell

HOTSPOT_ALONE: Final = (ForcedBecause.HOTSPOT,)
_ORDER: Final = {state: rank for rank, state in enumerate(ForcedState)}
FORCED_COLUMNS: Final = {
    "sample": "Name of the sample.",
    "assembly": "Reference assembly.",
    "name": "As a board would say it.",
    "gene": "HGNC symbol.",
    "contig": "Contig, chr1 to chrM.",
    "pos": "First base of ref, counted from 1, normalised.",
    "ref": "Reference allele.",
    "alt": "Alternate allele.",
    "because": "Why the place was counted, joined with ;.",
    "state": "called, genotyped, not_detected or not_covered.",
    "vaf": "Fraction of the fragments that carry it, 0 to 1.",
    "low": "Lower end of its interval.",
    "high": "Upper end of its interval.",
    "depth": "Fragments that pass the qualities, of any allele.",
    "alt_count": "Of those, with this allele.",
    "ref_count": "With the reference allele.",
    "other_count": "With any other.",
    "alt_forward": "Of alt_count, counted on a forward read.",
    "alt_reverse": "Of alt_count, counted on a reverse read.",
    "low_quality": "Fragments left out for base or mapping quality.",
    "unit": "What was counted: fragments, molecules, duplex_molecules.",
    "error": "Rate at which errors alone make the change there.",
    "error_from": "What that rate rests on: site, context or global.",
    "p_value": "Chance of so many, or more, by error alone.",
    "q_value": "The same after control for all places that are covered.",
    "limit_vaf": "Computed detection limit at this depth.",
    "normal_alt_count": "With this allele in the matched normal or white cells.",
    "normal_depth": "Fragments there.",
    "alteration": "Identifier of the alteration in this report, or in the tissue's.",
    "why": "What the count amounts to.",
}


@dataclass(frozen=True, slots=True)
class QuietGene:
    """Hotspot alleles of one gene of which nothing is told one by one.

    Attributes:
        alleles: How many there are.
        unseen: Of those, with no fragment.
        by_error: With fragments that errors explain.
        uncovered: Not covered.
        depth: The least depth.
        low, high: Smallest and largest of their limits; ``None`` where none has one.
    """

    gene: str
    alleles: int
    unseen: int
    by_error: int
    uncovered: int
    depth: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class ForcedShown:
    """What the page shows of forced calls.

    Attributes:
        shown: One by one: called, of the tissue, beyond error, seen in the normal.
        quiet: The others, by gene.
        unseen: Their alleles with no fragment, over all genes.
        unseen_genes: In how many genes.
        low, high: Of all limits of those.
    """

    shown: tuple[ForcedCall, ...]
    quiet: tuple[QuietGene, ...]
    unseen: int
    unseen_genes: int
    low: float | None
    high: float | None


def forced_shown(report: Report) -> ForcedShown:
    """Forced calls, those of interest first by state and then along the genome."""
    alpha = report.provenance.settings.forced_alpha
    quiet = [call for call in report.forced_calls if is_quiet(call, alpha)]
    shown = [call for call in report.forced_calls if not is_quiet(call, alpha)]
    by_gene = groupby(sorted(quiet, key=lambda call: call.gene), key=lambda call: call.gene)
    unseen = [call for call in quiet if call.state is ForcedState.NOT_DETECTED]
    low, high = _limits(unseen)
    return ForcedShown(
        tuple(sorted(shown, key=lambda call: _ORDER[call.state])),  # stable: keeps the genome
        tuple(_quiet(gene, tuple(calls)) for gene, calls in by_gene),
        len(unseen),
        len({call.gene for call in unseen}),
        low,
        high,
    )


def is_quiet(call: ForcedCall, alpha: float) -> bool:
    """Whether a hotspot allele is one of many of which there is nothing to tell one by one."""
    if call.because != HOTSPOT_ALONE or call.state is ForcedState.CALLED:
        return False
    if call.normal is not None and call.normal.alt and call.count.alt:
        return False
    beyond = call.q_value is not None and call.q_value <= alpha
    return not (call.state is ForcedState.GENOTYPED and beyond)


def _quiet(gene: str, calls: tuple[ForcedCall, ...]) -> QuietGene:
    states = [call.state for call in calls]
    low, high = _limits(calls)
    return QuietGene(
        gene=gene,
        alleles=len(calls),
        unseen=states.count(ForcedState.NOT_DETECTED),
        by_error=states.count(ForcedState.GENOTYPED),
        uncovered=states.count(ForcedState.NOT_COVERED),
        depth=min(call.count.depth for call in calls),
        low=low,
        high=high,
    )


def _limits(calls: tuple[ForcedCall, ...] | list[ForcedCall]) -> tuple[float | None, float | None]:
    known = [call.limit_vaf for call in calls if call.limit_vaf is not None]
    return (min(known), max(known)) if known else (None, None)


# --- as a table -----------------------------------------------------------------------------------


def to_forced_tsv(report: Report) -> str:
    """Every forced call, one to a line, with one header line; the same bytes for equal reports."""
    lines = ["\t".join(FORCED_COLUMNS)]
    lines.extend("\t".join(map(cell, _cells(report, call))) for call in report.forced_calls)
    return "\n".join(lines) + "\n"


def _cells(report: Report, call: ForcedCall) -> Iterator[Cell]:
    count, normal = call.count, call.normal
    own: dict[str, Cell] = {
        "sample": report.sample.id,
        "assembly": report.sample.assembly,
        "because": "; ".join(call.because),
        "state": call.state.value,
        "depth": count.depth,
        "alt_count": count.alt,
        "ref_count": count.ref,
        "other_count": count.other,
        "alt_forward": count.alt_forward,
        "alt_reverse": count.alt_reverse,
        "low_quality": count.low_quality,
        "unit": count.unit.value,
        "normal_alt_count": None if normal is None else normal.alt,
        "normal_depth": None if normal is None else normal.depth,
    }
    for name in FORCED_COLUMNS:
        yield own[name] if name in own else getattr(call, name)
