"""Records held become ledger entries: calls, or alleles set aside with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, Final

from hccgenomics.model.variant import Locus, SetAside, Support, Variant, VariantCall
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.alleles import GAP, carries, objection, phase
from hccgenomics.readers.dialect import BadCountError, UnclearCountError, Written, wanted_info
from hccgenomics.readers.held import Probe
from hccgenomics.readers.refbases import check_ref
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hccgenomics.readers.alleles import Objection
    from hccgenomics.readers.annotations.watch import Watch
    from hccgenomics.readers.dialect import Dialect
    from hccgenomics.readers.held import Record, Scan
    from hccgenomics.readers.panel import Panel
    from hccgenomics.vocabulary import Assembly

_PASSED: Final = frozenset({"PASS", ".", ""})
_UNSTATED: Final = frozenset({".", ""})
_SHOWN: Final = 20
_FILTERS_KEPT: Final = 64


@dataclass(slots=True)
class BadCounts:
    """Read counts that are no counts: the call stays, its depth is unknown, and this is said.

    One slip in one column is no reason to lose a variant; a guess at its depth would be worse.
    """

    alleles: int = 0
    first: str = ""
    unclear: int = 0
    first_unclear: str = ""

    def add_unclear(self, record: Record, whose: str) -> None:
        """Remember one more allele whose counts in the tumour could be several callers'."""
        self.unclear += 1
        self.first_unclear = self.first_unclear or f"{_place(record)}: {whose}"

    def add(self, record: Record, text: str) -> None:
        """Remember one more."""
        self.alleles += 1
        self.first = self.first or f"{_place(record)}: {text[:_SHOWN]!r}"

    @property
    def note(self) -> str:
        """Sentences for the report, or ""."""
        return " ".join(
            sentence for sentence in (self.no_numbers, self.several_authors) if sentence
        )

    @property
    def no_numbers(self) -> str:
        """A sentence on counts that are none, or ""."""
        if not self.alleles:
            return ""
        return words.NO_NUMBERS.format(alleles=self.alleles, first=self.first)

    @property
    def several_authors(self) -> str:
        """A sentence on counts of a merged file that nobody can be said to have made, or ""."""
        if not self.unclear:
            return ""
        return words.told(self.unclear, words.SEVERAL_AUTHORS, first=self.first_unclear)


def _place(record: Record) -> str:
    return f"{record.spelled}:{record.pos}"


def probes(found: Scan) -> dict[Probe, tuple[Assembly, ...]]:
    """The REF alleles that may witness the assembly: each place once, structural records aside."""
    mine = dict(found.probes)
    for record in found.held:
        if GAP in record.alts or any(objection(record.ref, alt) is None for alt in record.alts):
            mine[Probe(record.contig, record.pos, record.ref)] = record.assemblies
    return mine


def entries(
    found: Scan,
    panel: Panel,
    *,
    dialect: Dialect,
    source: int,
    watch: Watch | None = None,
) -> tuple[list[VariantCall | SetAside], BadCounts]:
    """One entry per alternate allele of every record that is held for the panel's assembly.

    Of a record beyond the panel only the alleles that are annotated in a gene watched for go on.
    What was found hands its records over: it holds none afterwards.
    """
    bad = BadCounts()
    made: list[VariantCall | SetAside] = []
    for record in found.taken():
        if panel.assembly in record.assemblies:
            made.extend(_entries(record, panel, dialect, source, bad))
        elif watch and record.annotation and panel.assembly in record.named:
            wanted = watch.alleles_in(record.annotation)
            mine = _entries(record, panel, dialect, source, bad)
            made.extend(_beyond(entry, wanted) for entry in mine)
    return made, bad


def _beyond(entry: VariantCall | SetAside, wanted: frozenset[int]) -> VariantCall | SetAside:
    if entry.locus.alt_index in wanted:
        return entry
    return SetAside(entry.locus, DropReason.OUTSIDE_PANEL, words.ANOTHER_ALLELE)


def _entries(
    record: Record, panel: Panel, dialect: Dialect, source: int, bad: BadCounts
) -> Iterator[VariantCall | SetAside]:
    tumour, normal = _fields(record.keys, record.tumour), _fields(record.keys, record.normal)
    alleles = (record.ref, *record.alts)
    info = wanted_info(record.info, dialect.info) if record.info else {}
    filters = _filters(record.filters, tumour.get("FT", ""))
    mismatch = _mismatch(record, panel)
    for index, alt in enumerate(record.alts, start=1):
        locus = Locus(
            source, record.number, record.spelled, record.pos, record.ref, alt, alt_index=index
        )
        read = _read(record, alt, info, dialect, panel, mismatch)
        if not isinstance(read, Variant):
            yield SetAside(locus, *read, end=_end(record, read[0]))
            continue
        written = Written(alleles, index, tumour, info, filters)
        beside = Written(alleles, index, normal, filters=filters)
        yield VariantCall(
            variant=read,
            locus=locus,
            support=_support(dialect, written, record, bad),
            normal_support=_normal_support(dialect, written, beside, record, bad),
            filters=filters,
            genotype_carries_allele=_carries(dialect, tumour, index),
            genotype=intern(tumour.get("GT", "")),
            phase=phase(tumour, index=index),
            annotation=record.annotation,
            tag=dialect.tag(written),
            is_unfiltered=not filters and _is_unfiltered(record.filters, tumour),
        )


def _end(record: Record, reason: DropReason) -> int | None:
    """How far a symbolic allele reaches: as far as its record, which alone states it."""
    return record.end if reason is DropReason.SYMBOLIC else None


def _read(
    record: Record,
    alt: str,
    info: Mapping[str, str],
    dialect: Dialect,
    panel: Panel,
    mismatch: Objection | None,
) -> Variant | Objection:
    """The variant that an allele is, or why it is none."""
    rows = dialect.unanchored
    if rows is None:
        reason = objection(record.ref, alt) or mismatch
        return reason or Variant(record.contig, record.pos, record.ref.upper(), alt.upper())
    reason = rows.objection(record.pos, record.ref, alt, info) or mismatch
    alleles = (record.ref, alt)
    return reason or rows.variant(record.contig, record.pos, alleles, info, panel) or rows.unknown


def _fields(keys: str, cell: str) -> dict[str, str]:
    return dict(zip(keys.split(":"), cell.split(":"), strict=False)) if cell else {}


def _carries(dialect: Dialect, tumour: Mapping[str, str], index: int) -> bool | None:
    """What the genotype says, unless its caller leaves alleles out of genotypes."""
    found = carries(tumour.get("GT"), index=index)
    return found or (None if not dialect.genotype_tells else found)


def _mismatch(record: Record, panel: Panel) -> tuple[DropReason, str] | None:
    if not record.ref.isascii() or not record.ref.isalpha():
        return None
    checked = check_ref(record.contig, record.pos, record.ref, panel)
    if checked is None or checked[1]:
        return None
    return DropReason.REFERENCE_MISMATCH, f"REF disagrees with the bases of {panel.assembly} there"


def _normal_support(
    dialect: Dialect, tumour: Written, normal: Written, record: Record, bad: BadCounts
) -> Support | None:
    """The matched normal's reads: in its own column, or beside the tumour's."""
    if normal.fields:
        return _support(dialect, normal, record, bad, is_normal=True)
    try:
        return dialect.normal(tumour)
    except BadCountError as error:
        bad.add(record, str(error))
        return None


def _support(
    dialect: Dialect,
    written: Written,
    record: Record,
    bad: BadCounts,
    *,
    is_normal: bool = False,
) -> Support:
    if not (written.fields or written.info):
        return Support()
    try:
        return dialect.support(written)
    except UnclearCountError as error:
        if not is_normal:
            bad.add_unclear(record, str(error))
        return error.support
    except BadCountError as error:
        bad.add(record, str(error))
        return Support()


def _is_unfiltered(column: str, tumour: Mapping[str, str]) -> bool:
    """Whether neither FILTER nor FT says that the filters were applied (VCF 4.3: ``.``)."""
    return column in _UNSTATED and tumour.get("FT", "") in _UNSTATED


@lru_cache(maxsize=_FILTERS_KEPT)
def _filters(column: str, own: str) -> tuple[str, ...]:
    """FILTER of the record and FT of the tumour's column (VCF 4.1: the sample's own filter)."""
    named = [*column.split(";"), *own.split(";")]
    return tuple(dict.fromkeys(name for name in named if name not in _PASSED))
