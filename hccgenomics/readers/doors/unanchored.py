"""Deletions and insertions without the base before them, as MAF writes them.

``-`` stands for no bases. VCF wants a base beside them, and any will do: that before, that after,
or one that the row states in its context: the GDC's CONTEXT (REF as VCF spells it, and five bases
on each side), Oncotator's and Funcotator's ref_context (as many bases before REF as after it).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.model.genome import UNKNOWN_BASE, Interval
from hccgenomics.model.variant import Variant
from hccgenomics.readers.alleles import GAP, Objection, objection
from hccgenomics.readers.dialect import Unanchored
from hccgenomics.readers.integers import integer
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hccgenomics.readers.panel import Panel

END: Final = "STOP"
CONTEXT: Final = "CONTEXT"
_BASES: Final = frozenset("ACGT")
NO_BASE_BESIDE: Final[Objection] = (
    DropReason.NO_BASE_BESIDE,
    "no base beside the deletion or insertion is known here; --fasta knows them",
)


def row_objection(pos: int, ref: str, alt: str, info: Mapping[str, str]) -> Objection | None:
    """Why an allele of a row cannot be a small variant, or ``None`` if it can.

    >>> row_objection(9, "-", "A", {"STOP": "10"}) is None
    True
    >>> row_objection(9, "GA", "-", {"STOP": "9"})[1]
    'the row ends at 9, and REF at 10'
    """
    if GAP in {ref, alt}:
        found = objection(_filled(ref), _filled(alt, other="C"))
    else:
        found = objection(ref, alt)
    if ref == alt == GAP:
        return DropReason.MALFORMED, "ALT equals REF"
    return found or _objection_to_end(pos, ref, info)


def _filled(allele: str, *, other: str = "G") -> str:
    """A base in place of none, so that the other allele alone is judged."""
    return other * 2 if allele == GAP else f"A{allele}"


def _objection_to_end(pos: int, ref: str, info: Mapping[str, str]) -> Objection | None:
    text = info.get(END, "")
    if not text:
        return None
    end = integer(text)
    fits = {pos, pos + 1} if ref == GAP else {pos + len(ref) - 1}
    if end in fits:
        return None
    expected = pos + 1 if ref == GAP else pos + len(ref) - 1
    return DropReason.MALFORMED, f"the row ends at {text}, and REF at {expected}"


def anchored(
    contig: str, pos: int, alleles: tuple[str, str], info: Mapping[str, str], panel: Panel
) -> Variant | None:
    """The variant with a base beside it; ``None`` where no base beside it is known.

    Args:
        contig: Our own spelling.
        pos: The first base of REF; of an insertion the base before it.
        alleles: REF and ALT, one of which may be ``-``.
        info: What the row says beside them.
        panel: For the bases.
    """
    ref, alt = (allele.upper() for allele in alleles)
    if GAP not in {ref, alt}:
        return Variant(contig, pos, ref, alt)
    ref, alt = ref.replace(GAP, ""), alt.replace(GAP, "")
    before = pos if not ref else pos - 1
    base = _base(contig, before, panel) or _stated_before(ref, alt, info)
    if base:
        return Variant(contig, before, base + ref, base + alt)
    base = _base(contig, before + len(ref) + 1, panel)
    return Variant(contig, before + 1, ref + base, alt + base) if base else None


def _base(contig: str, pos: int, panel: Panel) -> str:
    """One base of the reference; "" where it is unknown."""
    if pos < 1:
        return ""
    base = panel.bases(Interval.at(contig, pos=pos, length=1))
    return "" if base == UNKNOWN_BASE else base


def _stated_before(ref: str, alt: str, info: Mapping[str, str]) -> str:
    """The base before a deletion, if the row's context has REF where it should.

    The GDC's has it behind its base as VCF spells it, and so one base more than two equal flanks.
    """
    context = info.get(CONTEXT, "").upper()
    flank, rest = divmod(len(context) - len(ref), 2)
    start = flank + rest
    if not ref or alt or flank < 1 or not set(context) <= _BASES:
        return ""
    return context[start - 1] if context[start : start + len(ref)] == ref else ""


UNANCHORED: Final = Unanchored(row_objection, anchored, NO_BASE_BESIDE)
