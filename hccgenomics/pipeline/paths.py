"""The path of every allele through a run: where it ended, why, and with whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hccgenomics.model.ledger import KEPT, Entry
from hccgenomics.model.precision import rounded
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hccgenomics.interpret.sieve import Judged
    from hccgenomics.model.ledger import Bucket
    from hccgenomics.model.variant import Locus, SetAside, Variant, VariantCall

_NOT_FILTERED = (".",)
_PASSED = ("PASS",)


@dataclass(slots=True)
class Path:
    """One allele on its way; it is kept until something objects."""

    locus: Locus
    call: VariantCall | None = None
    bucket: Bucket = KEPT
    why: str = ""
    not_applied: tuple[str, ...] = ()
    variant: Variant | None = None
    alterations: tuple[str, ...] = ()
    beside: Sequence[Path] = ()
    end: int | None = None


class Paths:
    """Every allele of the records that touch the panel; each has one path, in one bucket."""

    def __init__(self, aside: Iterable[SetAside], judged: Iterable[Judged]) -> None:
        self._paths = [Path(a.locus, bucket=a.reason, why=a.why, end=a.end) for a in aside]
        self._of: dict[int, Path] = {}
        for item in judged:
            path = self._of[id(item.call)] = Path(
                item.call.locus,
                item.call,
                KEPT if item.reason is None else item.reason,
                item.why,
                item.not_applied,
            )
            self._paths.append(path)

    def normalised(self, call: VariantCall, variant: Variant) -> None:
        """Note the one spelling of the variant that a call is, or is part of."""
        self._of[id(call)].variant = variant

    def joined(self, calls: Sequence[VariantCall]) -> None:
        """The first call carries the variant that all of them make."""
        lead, *others = (self._of[id(call)] for call in calls)
        for path in others:
            path.bucket = DropReason.JOINED
            path.beside = [lead]
        lead.beside = others

    def repeats(self, call: VariantCall, first: VariantCall) -> None:
        """A call states a variant that another one states already."""
        path = self._of[id(call)]
        path.bucket = DropReason.DUPLICATE
        path.beside = [self._of[id(first)], *path.beside]

    def became(self, calls: Iterable[VariantCall], alterations: tuple[str, ...]) -> None:
        """Alterations came of these calls."""
        for call in calls:
            self._of[id(call)].alterations = alterations

    def silent(self, call: VariantCall, why: str) -> None:
        """No rule speaks of the variant."""
        path = self._of[id(call)]
        path.bucket, path.why = DropReason.NON_CODING, why

    def not_applied(self, calls: Iterable[VariantCall]) -> tuple[str, ...]:
        """The filters that could be evaluated on none of these calls."""
        first, *others = (self._of[id(call)].not_applied for call in calls)
        return tuple(name for name in first if all(name in lacking for lacking in others))

    def entries(self, files: Mapping[int, int]) -> tuple[Entry, ...]:
        """The ledger's entries, by file, record and allele.

        Args:
            files: The ledger's number of each file, by its place among those given.
        """
        ordered = sorted(
            self._paths,
            key=lambda path: (files[path.locus.source], path.locus.record, path.locus.alt_index),
        )
        places = {id(path): place for place, path in enumerate(ordered)}
        return tuple(_entry(path, files, places) for path in ordered)


def _entry(path: Path, files: Mapping[int, int], places: Mapping[int, int]) -> Entry:
    locus, call, variant = path.locus, path.call, path.variant
    vaf = None if call is None else call.support.vaf
    return Entry(
        file=files[locus.source],
        record=locus.record,
        contig=locus.contig,
        pos=locus.pos,
        ref=locus.ref,
        alt=locus.alt,
        bucket=path.bucket,
        why=path.why,
        filter=() if call is None else stated_filters(call),
        vaf=None if vaf is None else rounded(vaf),
        alt_depth=None if call is None else call.support.alt_depth,
        depth=None if call is None else call.support.total_depth,
        not_applied=path.not_applied,
        normalised=None if variant is None else spelt(variant),
        alterations=path.alterations,
        beside=tuple(places[id(other)] for other in path.beside),
        end=path.end,
    )


def stated_filters(call: VariantCall) -> tuple[str, ...]:
    """What FILTER and FT say of a call; ``.`` is no pass."""
    return call.filters or (_NOT_FILTERED if call.is_unfiltered else _PASSED)


def spelt(variant: Variant) -> str:
    """A variant as the ledger spells it.

    >>> from hccgenomics.model.variant import Variant
    >>> spelt(Variant("chr5", 1_295_113, "G", "A"))
    'chr5:1295113 G>A'
    """
    return f"{variant.contig}:{variant.pos} {variant.ref}>{variant.alt}"


def parts_of(normalised: str) -> tuple[str, int, str, str]:
    """The parts of a spelling as ``spelt`` writes it.

    >>> parts_of("chr5:1295113 G>A")
    ('chr5', 1295113, 'G', 'A')
    """
    place, _, alleles = normalised.partition(" ")
    contig, _, pos = place.rpartition(":")
    ref, _, alt = alleles.partition(">")
    return contig, int(pos), ref, alt
