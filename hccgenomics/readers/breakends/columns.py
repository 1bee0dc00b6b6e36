"""Which column of a structural VCF is the tumour's.

Asked as for small variants; then what the other files of the run call their samples; then the reads
themselves: of two columns the one that has hardly any for the records marked SOMATIC, or without
such a mark for those that passed, is the normal. Never the order of the columns. Where the tumour
is told alone, the other of two columns is the normal if the calls are somatic, which the header
declares or the reads show: somatic calls are made against it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import SampleError
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.breakends.caller import Sample
from hccgenomics.readers.dialect import Dialect, spec_support
from hccgenomics.readers.header import FIRST_SAMPLE, refuse_repeated
from hccgenomics.readers.held import decoded
from hccgenomics.readers.samples import PLACEHOLDERS, Columns, find_columns, is_pool
from hccgenomics.readers.vcf_fields import fields_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hccgenomics.readers.breakends.asked import Asked
    from hccgenomics.readers.breakends.caller import SvCaller
    from hccgenomics.readers.header import VcfHeader

    Held = Sequence[tuple[int, bytes]]
    Find = Callable[..., Columns]

_PAIR: Final = 2
_PLACEHOLDERS: Final = PLACEHOLDERS | {"sample", "null", "default"}
"""Also what callers of long reads write where nobody names the sample: Sniffles, cuteSV."""
_FEWEST_READS: Final = 10
"""Reads of somatic records that the tumour must have before the reads tell the columns."""
_MOST_IN_NORMAL: Final = 0.25
"""Of the tumour's reads, what the normal may have of them."""
_FILTER, _INFO, _KEYS = 6, 7, 8
_SOMATIC: Final = "SOMATIC"


def choose_columns(
    header: VcfHeader, caller: SvCaller, held: Held, asked: Asked, *, where: str
) -> Columns:
    """The tumour's and the normal's columns.

    Raises:
        SampleError: They cannot be told; columns are said by number.
    """
    find = partial(find_columns, header, dialect=_as_dialect(caller), where=where)
    if len(set(header.samples)) < len(header.samples):
        return _of_unique_name(find, header, asked, where=where)
    found = _tumour_told(find, header, caller, held, asked)
    return _with_the_other(found, find, header, caller, held)


def _of_unique_name(find: Find, header: VcfHeader, asked: Asked, *, where: str) -> Columns:
    """Where other columns share a name: those whose name is their own, or the file is refused."""
    tumour, normal = _options(header, asked)
    if tumour is None and normal is None:
        tumour, normal = _likely(header, asked)
    try:
        found = find(tumour=tumour, normal=normal)
    except SampleError:
        refuse_repeated(header.samples, where=where, line=header.lines)
        raise
    if any(header.samples.count(str(name)) > 1 for name in (found.tumour_sample, normal)):
        refuse_repeated(header.samples, where=where, line=header.lines)
    return found


def _tumour_told(
    find: Find, header: VcfHeader, caller: SvCaller, held: Held, asked: Asked
) -> Columns:
    tumour, normal = _options(header, asked)
    try:
        return find(tumour=tumour, normal=normal)
    except SampleError:
        if tumour or normal:
            raise
        likely = _likely(header, asked)
        if any(likely):
            return find(tumour=likely[0], normal=likely[1])
        if not held and len(header.samples) >= _PAIR:
            note = words.NOTHING_TO_READ.format(count=len(header.samples))
            return Columns(note=note, logged=note)
        found = _by_reads(header, caller, held)
        if found is None:
            raise
        note = words.BY_READS.format(column=f"column {found + 1}")
        chosen = header.samples[found - FIRST_SAMPLE]
        other = next(name for name in header.samples if name != chosen)
        return replace(find(tumour=chosen, normal=other), note=note, logged=note)


def _with_the_other(
    found: Columns, find: Find, header: VcfHeader, caller: SvCaller, held: Held
) -> Columns:
    """With the other of two columns as the normal, where nothing else says so."""
    tumour = found.tumour_sample
    if tumour is None or found.normal is not None or len(header.samples) != _PAIR:
        return found
    other = next(name for name in header.samples if name != tumour)
    if is_pool(other) or _is_thought_tumour(find, other):
        return found
    if _SOMATIC not in header.ids("INFO") and _by_reads(header, caller, held) != found.tumour:
        return found
    note = words.THE_OTHER.format(column=FIRST_SAMPLE + 1 + header.samples.index(other))
    return replace(find(tumour=tumour, normal=other), note=note, logged=note)


def _is_thought_tumour(find: Find, name: str) -> bool:
    """Whether without the user's word this column is the tumour's."""
    try:
        return find().tumour_sample == name
    except SampleError:
        return False


def _as_dialect(caller: SvCaller) -> Dialect:
    """As the choice of columns asks for it."""
    return Dialect(
        name=caller.name, recognises=caller.recognises, support=spec_support, roles=caller.roles
    )


def _options(header: VcfHeader, asked: Asked) -> tuple[str | None, str | None]:
    """The samples the user names, unless this file says just TUMOR, NORMAL or SAMPLE."""
    has_placeholder = any(name.lower() in _PLACEHOLDERS for name in header.samples)
    mine, other = (
        None if has_placeholder and name not in header.samples else name
        for name in (asked.tumour_sample, asked.normal_sample)
    )
    return mine, other if other in header.samples or mine is not None else None


def _likely(header: VcfHeader, asked: Asked) -> tuple[str | None, str | None]:
    tumour, normal = (
        name if name in header.samples else None
        for name in (asked.likely_tumour, asked.likely_normal)
    )
    return tumour, normal


def _by_reads(header: VcfHeader, caller: SvCaller, held: Held) -> int | None:
    """The column that has the reads of somatic records, where the other has hardly any."""
    if len(header.samples) != _PAIR:
        return None
    totals = [0, 0]
    for cells in _somatic(held):
        keys = decoded(cells[_KEYS])
        for number in range(_PAIR):
            fields = fields_of(keys, decoded(cells[FIRST_SAMPLE + number]))
            totals[number] += caller.support(Sample(fields, {})).total or 0
    most = max(totals)
    if most < _FEWEST_READS or min(totals) > _MOST_IN_NORMAL * most:
        return None
    return FIRST_SAMPLE + totals.index(most)


def _somatic(held: Held) -> Iterator[list[bytes]]:
    """Records marked so; in a file without any such mark, those that passed."""
    wanted = _is_marked if any(_is_marked(cells) for cells in _cells(held)) else _is_passed
    return filter(wanted, _cells(held))


def _cells(held: Held) -> Iterator[list[bytes]]:
    return (line.split(b"\t") for _, line in held)


def _is_marked(cells: list[bytes]) -> bool:
    return b"SOMATIC" in cells[_INFO].split(b";")


def _is_passed(cells: list[bytes]) -> bool:
    return cells[_FILTER] == b"PASS"
