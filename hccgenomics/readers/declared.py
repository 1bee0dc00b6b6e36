"""What a header declares of its fields, and whether header and records keep to it.

The reserved fields are those of VCF 4.3, tables 1 and 2
(https://samtools.github.io/hts-specs/VCFv4.3.pdf); readers that know them take their meaning from
there, so a header that declares them otherwise is read in two ways.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.readers.header import FIRST_SAMPLE, SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.readers.header import VcfHeader

_DEFINITION: Final = re.compile(r"<(?:[^\"]*?,)?ID=([^,>]+)")
_NUMBER: Final = re.compile(r"[<,]Number=([^,>]+)")
_TYPE: Final = re.compile(r"[<,]Type=([^,>]+)")
_MISSING: Final = "."
_INFO, _FILTER, _KEYS, _ALT = 7, 6, 8, 4
_MOST_COLUMNS: Final = 12
"""Sample columns looked at; of more, only the tumour's and the normal's."""
_MOST_KINDS: Final = 200
_UNDECLARED_FILTERS: Final = frozenset({"PASS", ".", ""})

RESERVED: Final = {
    "INFO": {
        "AA": ("1", "String"), "AC": ("A", "Integer"), "AD": ("R", "Integer"),
        "ADF": ("R", "Integer"), "ADR": ("R", "Integer"), "AF": ("A", "Float"),
        "AN": ("1", "Integer"), "BQ": ("1", "Float"), "DB": ("0", "Flag"), "DP": ("1", "Integer"),
        "END": ("1", "Integer"), "MQ": ("1", "Float"), "MQ0": ("1", "Integer"),
        "NS": ("1", "Integer"), "SOMATIC": ("0", "Flag"),
    },
    "FORMAT": {
        "AD": ("R", "Integer"), "ADF": ("R", "Integer"), "ADR": ("R", "Integer"),
        "DP": ("1", "Integer"), "FT": ("1", "String"), "GQ": ("1", "Integer"),
        "GT": ("1", "String"), "MQ": ("1", "Integer"), "PL": ("G", "Integer"),
        "PS": ("1", "Integer"),
    },
}  # fmt: skip


class Definition(NamedTuple):
    """One ``##INFO`` or ``##FORMAT`` line."""

    number: str
    type: str


class Fault(NamedTuple):
    """One kind of slip: where, and what of it; ``{n}`` records and the first line are added."""

    code: str
    what: str


@dataclass(slots=True)
class Seen:
    """How many records, where first, and where last: two columns of one record are one."""

    times: int
    line: int
    last: int


def definitions(header: VcfHeader, kind: str) -> dict[str, Definition]:
    r"""The fields a header declares, the first declaration of each.

    >>> from hccgenomics.readers.header import FIXED_COLUMNS, parse_header
    >>> lines = [b"##INFO=<ID=DP,Number=1,Type=Integer>", "\t".join(FIXED_COLUMNS).encode()]
    >>> definitions(parse_header(lines), "INFO")
    {'DP': Definition(number='1', type='Integer')}
    """
    found: dict[str, Definition] = {}
    for line in header.values(kind):
        name = _DEFINITION.match(line)
        if name:
            found.setdefault(name[1], Definition(_value(_NUMBER, line), _value(_TYPE, line)))
    return found


def _value(pattern: re.Pattern[str], line: str) -> str:
    match = pattern.search(line)
    return match[1].strip() if match else ""


def otherwise_declared(header: VcfHeader) -> Iterator[str]:
    """Reserved fields that the header declares otherwise than the specification, as clauses."""
    for kind, reserved in RESERVED.items():
        mine = definitions(header, kind)
        for name, wanted in reserved.items():
            if name in mine and tuple(mine[name]) != wanted:
                number, type_ = mine[name]
                yield (
                    f"{kind} {name} as Number={number or '?'}, Type={type_ or '?'} "
                    f"(specification: Number={wanted[0]}, Type={wanted[1]})"
                )


@dataclass(slots=True)
class CloseLook:
    """Holds records against the header's declarations.

    Attributes:
        info, formats: What is declared.
        filters: Likewise.
        contigs: Likewise; nothing is asked of contigs where none is declared.
        columns: The sample columns looked at.
        records: How many were looked at.
        faults: What was found.
    """

    info: dict[str, Definition]
    formats: dict[str, Definition]
    filters: frozenset[str]
    contigs: frozenset[str]
    columns: tuple[int, ...]
    records: int = 0
    faults: dict[Fault, Seen] = field(default_factory=dict)

    @classmethod
    def of(cls, header: VcfHeader, chosen: Sequence[int | None]) -> CloseLook:
        """By a header, with the columns of the tumour and the normal."""
        columns = tuple(range(FIRST_SAMPLE, header.columns))
        if len(columns) > _MOST_COLUMNS:
            columns = tuple(column for column in chosen if column is not None)
        return cls(
            definitions(header, "INFO"),
            definitions(header, "FORMAT"),
            header.ids("FILTER"),
            frozenset(header.contigs),
            columns,
        )

    def at(self, cells: Sequence[str], line: int) -> None:
        """Look at one record."""
        self.records += 1
        alts = 0 if cells[_ALT] == _MISSING else cells[_ALT].count(",") + 1
        if self.contigs and cells[0] not in self.contigs:
            self._add("contig.undeclared", f"contig {_shown(cells[0])}", line)
        for name in cells[_FILTER].split(";"):
            if name not in self.filters and name not in _UNDECLARED_FILTERS:
                self._add("filter.undeclared", f"FILTER {_shown(name)}", line)
        self._look_at_quality(cells[5], line)
        self._look_at_info(cells[_INFO], alts, line)
        if len(cells) > _KEYS:
            self._look_at_columns(cells, alts, line)

    def _look_at_quality(self, text: str, line: int) -> None:
        if not _fits("Float", text):
            self._add("quality.not_a_number", "QUAL", line)

    def _look_at_info(self, text: str, alts: int, line: int) -> None:
        if text in {_MISSING, ""}:
            return
        for item in text.split(";"):
            name, _, value = item.partition("=")
            if not name:
                continue
            definition = self.info.get(name)
            if definition is None:
                self._add("info.undeclared", f"INFO {_shown(name)}", line)
            elif definition.type != "Flag":
                self._look_at_value("INFO", name, value, definition, alts, line)

    def _look_at_columns(self, cells: Sequence[str], alts: int, line: int) -> None:
        keys = cells[_KEYS].split(":")
        for key in keys:
            if key not in self.formats and key not in {_MISSING, ""}:
                self._add("format.undeclared", f"FORMAT {_shown(key)}", line)
        for column in self.columns:
            values = cells[column].split(":") if column < len(cells) else []
            if len(values) > len(keys):
                self._add("format.too_many", f"column {column + 1}", line)
            for key, value in zip(keys, values, strict=False):
                definition = self.formats.get(key)
                if definition is not None and key != "GT":
                    self._look_at_value("FORMAT", key, value, definition, alts, line)

    def _look_at_value(
        self, kind: str, name: str, value: str, definition: Definition, alts: int, line: int
    ) -> None:
        if value == _MISSING or (kind == "FORMAT" and not value):
            return
        values = value.split(",")
        if not all(one == _MISSING or _fits(definition.type, one) for one in values):
            what = f"{kind} {_shown(name)} (Type={definition.type})"
            self._add("value.type", what, line)
        wanted = _wanted(definition.number, alts)
        if wanted is not None and len(values) != wanted and set(values) != {_MISSING}:
            what = f"{kind} {_shown(name)} (Number={definition.number})"
            self._add("value.number", what, line)

    def _add(self, code: str, what: str, line: int) -> None:
        key = Fault(code, what)
        seen = self.faults.get(key)
        if seen is None and len(self.faults) < _MOST_KINDS:
            self.faults[key] = Seen(1, line, line)
        elif seen is not None and seen.last != line:
            seen.times, seen.last = seen.times + 1, line


def _wanted(number: str, alts: int) -> int | None:
    """How many values there must be; ``None`` where any number will do.

    >>> _wanted("A", 2), _wanted("R", 2), _wanted("1", 2), _wanted("G", 2), _wanted(".", 2)
    (2, 3, 1, None, None)
    """
    if number == "A":
        return alts or None
    if number == "R":
        return alts + 1
    return int(number) if number.isdigit() else None


def _fits(type_: str, text: str) -> bool:
    """Whether a value is of a type; of types nobody knows everything is.

    >>> _fits("Integer", "12.5"), _fits("Float", "1e-3"), _fits("String", "x"), _fits("Float", ".")
    (False, True, True, True)
    """
    if text == _MISSING or type_ not in {"Integer", "Float"}:
        return True
    try:
        _ = int(text) if type_ == "Integer" else float(text)
    except ValueError:
        return False
    return "_" not in text


def _shown(name: str) -> str:
    return name if len(name) <= SHOWN else f"{name[:SHOWN]}…"
