"""The records of one file: counted, and those that may matter held.

Whole genomes have millions of records and the panel has a few thousand, so a record outside the
panel costs one look at its contig and position, and, if the file is annotated, one for the names of
a few genes. Structure is checked on all of them: a line with
too few columns, or with a position that is no number, means a damaged file, and a damaged file is
refused rather than read around.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.errors import FormatError
from hccgenomics.readers.alleles import is_unspecified
from hccgenomics.readers.blocks import Span, depth_of
from hccgenomics.readers.dialect import wanted_text
from hccgenomics.readers.held import Probe, Record, Scan, decoded
from hccgenomics.readers.integers import integer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.model.annotation import RecordAnnotation
    from hccgenomics.readers.annotations.watch import Watch
    from hccgenomics.readers.header import VcfHeader
    from hccgenomics.readers.panel import Place, Places
    from hccgenomics.readers.samples import Columns
    from hccgenomics.vocabulary import Assembly

LONGEST_POS: Final = 10
"""Digits of 2^31 - 1, the last position VCF allows (VCF 4.5, section 1.6.1)."""
MOST_ALLELES: Final = 10_000
"""Alternate alleles of one record; graphs of many genomes have some hundreds."""
MOST_BLOCK_PROBES: Final = 2000
"""Reference blocks whose REF is kept as evidence of the assembly; a gVCF has millions."""

_TAB: Final = b"\t"
_MISSING: Final = b"."
_ID, _REF, _ALT, _FILTER, _INFO, _KEYS = 2, 3, 4, 6, 7, 8
_SEGMENT: Final = b":REF:"
"""In the ID of a stretch of unaltered copy number (DRAGEN, Canvas), which is no reference block."""
_END: Final = re.compile(rb"(?:^|;)END=(\d{1,10})(?:;|$)")
_SVLEN: Final = re.compile(rb"(?:^|;)SVLEN=([-\d.,]+)(?:;|$)")
_LASTING: Final = (b"<DEL", b"<DUP", b"<INV", b"<CNV")
"""Symbolic alleles that last over the reference, so that SVLEN says where they end."""


def scan(
    lines: Iterable[bytes],
    *,
    header: VcfHeader,
    columns: Columns,
    places: Places,
    where: str,
    watch: Watch | None = None,
) -> Scan:
    """Read every record; hold those that touch the panel, or that are watched for.

    Raises:
        FormatError: A line is not a record, by its number.
    """
    found = Scan()
    watches = watch is not None and watch.pattern is not None
    hold = _Holder(found, columns, watch, where).hold
    tabs = header.columns - 1
    for number, raw in enumerate(lines, start=header.lines + 1):
        line = raw
        if raw.count(_TAB) != tabs:
            line = repaired(raw, tabs, where=where, number=number)
            if not line:
                continue
        contig, pos, rest = line.split(_TAB, 2)
        if not pos.isdigit() or len(pos) > LONGEST_POS:
            raise no_position(pos, where=where, number=number)
        found.records += 1
        place = places[contig]
        if place is not None and may_touch(place, int(pos) - 1, rest):
            refuse_crowd(rest, where=where, number=number)
            hold(place, line, number)
        elif watches and _mentions(watch, rest):
            hold(place or places.beyond(contig), line, number)
    return found


def may_touch(place: Place, start: int, rest: bytes) -> bool:
    """A quick test that errs on the side of yes: REF is no longer than what follows it."""
    ends = place.union.ends
    nearest = bisect_right(ends, start)
    if start < 0 or nearest == len(ends):
        return False
    gap = place.union.starts[nearest] - start
    return gap < len(rest) or b"<" in rest or b"END=" in rest


def _mentions(watch: Watch | None, line: bytes) -> bool:
    return watch is not None and watch.mentions(line)


class _Holder(NamedTuple):
    """Takes up the records that may matter.

    Attributes:
        found: Where to.
        columns: Whose reads are kept.
        watch: The annotation that may put a record into a gene.
        where: The file, for messages.
    """

    found: Scan
    columns: Columns
    watch: Watch | None
    where: str

    def hold(self, place: Place | None, line: bytes, number: int) -> None:
        """Look at one record closely, and keep it if it touches the panel or is watched for."""
        if place is None:
            return
        cells = line.rstrip(b"\r").split(_TAB)
        start, watch, found = int(cells[1]) - 1, self.watch, self.found
        end = end_of(start, cells)
        assemblies = place.assemblies(start, end)
        if not assemblies and not _mentions(watch, line):
            return
        ref, alts = found.texts[cells[_REF]], found.alts[cells[_ALT]]
        annotation = watch.annotation(cells[_INFO], start + 1, ref, alts) if watch else None
        named = _named(place, assemblies, line, annotation, watch)
        if not assemblies and not named:
            return
        found.touching += 1
        if all(map(is_unspecified, alts)):
            span = _span(place, cells, self.columns, assemblies)
            self._block(span, ref, number)
            if _SEGMENT not in cells[_ID]:
                found.depths.add(span)
            return
        columns, texts = self.columns, found.texts
        record = Record(
            number=found.touching,
            contig=place.contig,
            pos=start + 1,
            ref=ref,
            alts=alts,
            filters=texts[cells[_FILTER]],
            keys=texts[cells[_KEYS]] if len(cells) > _KEYS else "",
            tumour=_text(cells, columns.tumour),
            normal=_text(cells, columns.normal),
            assemblies=assemblies,
            spelled=texts[cells[0]],
            annotation=annotation,
            named=named,
            info=wanted_text(_text(cells, _INFO), columns.info) if columns.info else "",
            end=end if b"<" in cells[_ALT] else 0,
        )
        found.hold(record, where=self.where, line=number)

    def _block(self, span: Span, ref: str, number: int) -> None:
        """Count a record without an allele."""
        found = self.found
        found.add_text(len(ref) + len(span.filters), where=self.where, line=number)
        found.blocks.update(dict.fromkeys(span.assemblies, span.entries))
        found.blocked.update(span.assemblies)
        found.spans.add(span)
        if len(found.probes) < MOST_BLOCK_PROBES:
            found.probes[Probe(span.contig, span.start + 1, ref)] = span.assemblies


def _span(
    place: Place, cells: list[bytes], columns: Columns, assemblies: tuple[Assembly, ...]
) -> Span:
    """A record without an allele, as far as it says what was sequenced."""
    start, sample = int(cells[1]) - 1, _text(cells, columns.tumour)
    depth = depth_of(_text(cells, _KEYS), sample, "" if sample else _text(cells, _INFO))
    return Span(
        contig=place.contig,
        start=start,
        end=end_of(start, cells),
        filters=_text(cells, _FILTER),
        low=depth,
        high=depth,
        entries=cells[_ALT].count(b",") + 1,
        assemblies=assemblies,
    )


def _named(
    place: Place,
    assemblies: tuple[Assembly, ...],
    line: bytes,
    annotation: RecordAnnotation | None,
    watch: Watch | None,
) -> tuple[Assembly, ...]:
    """The assemblies on which a record beyond the panel is in a gene that is watched for."""
    beyond = tuple(assembly for assembly in place.by_assembly if assembly not in assemblies)
    if watch is None or annotation is None or not beyond or not watch.mentions(line):
        return ()
    return beyond if watch.alleles_in(annotation) else ()


def _text(cells: list[bytes], column: int | None) -> str:
    if column is None or column >= len(cells):
        return ""
    return decoded(cells[column])


def end_of(start: int, cells: list[bytes]) -> int:
    """The gap after the last base a record speaks of; symbolic alleles may say it in INFO.

    So may a reference block whose ALT is missing, as Strelka2 and Pisces write it.
    """
    end = start + len(cells[_REF])
    if b"<" not in cells[_ALT] and cells[_ALT] != _MISSING:
        return end
    info = cells[_INFO]
    if match := _END.search(info):
        end = max(end, int(match[1]))
    lengths = _SVLEN.search(info)
    if lengths and any(allele in cells[_ALT] for allele in _LASTING):
        sizes = map(integer, lengths[1].replace(b"-", b"").decode().split(","))
        end = max([end, *(start + 1 + size for size in sizes if size is not None)])
    return end


def repaired(raw: bytes, tabs: int, *, where: str, number: int) -> bytes:
    """The line, if its only fault is being blank (then empty) or ending in empty columns."""
    line = raw.rstrip(b"\r")
    if not line.strip():
        return b""
    if line.startswith(b"#"):
        raise FormatError(
            "A header line stands among the records; two files seem to have been joined.",
            where=where,
            line=number,
            hint="Pass them one by one, or join them with bcftools concat.",
        )
    while line.endswith(_TAB) and line.count(_TAB) > tabs:
        line = line[:-1]
    if line.count(_TAB) == tabs:
        return line
    raise FormatError(
        f"{line.count(_TAB) + 1} columns where the #CHROM line names {tabs + 1}.",
        where=where,
        line=number,
        hint="The file may be cut or edited by hand; write it again.",
    )


def refuse_crowd(rest: bytes, *, where: str, number: int) -> None:
    """Raise where a record names more alternate alleles than any caller writes.

    Args:
        rest: The line behind POS.
        where: The file, for messages.
        number: The line, likewise.

    Raises:
        FormatError: It does.
    """
    if rest.count(b",") < MOST_ALLELES:
        return
    alleles = 1 + rest.split(_TAB, 3)[2].count(b",")
    if alleles > MOST_ALLELES:
        raise FormatError(
            f"The record names {alleles} alternate alleles; up to {MOST_ALLELES} are read.",
            where=where,
            line=number,
            hint="Split it with bcftools norm -m -, or write the file again.",
        )


def no_position(pos: bytes, *, where: str, number: int) -> FormatError:
    """The error for a position that is none."""
    shown = pos[: 2 * LONGEST_POS].decode("utf-8", errors="backslashreplace")
    return FormatError(
        f"POS is {shown!r}, not a position.",
        where=where,
        line=number,
        hint="The file may be damaged; write it again.",
    )
