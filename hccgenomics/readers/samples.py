"""Which column is the tumour, and which the normal.

Asked in this order, and never by the order of the columns: the user's options; the caller's own way
of saying so; what the header says (``##tumor_sample``, ``##normal_sample``, the command lines); a
single column; the names callers give to the two columns; the sample type code in a TCGA barcode;
names that differ only in a final T and N; names of which one has a word for a tumour and the other
a word for a normal. What stays ambiguous is an error.

A column of pooled people (``PON``, ``pooled_normal``) is never taken for the matched normal by
itself: a germline variant of the patient is absent from it like a somatic one.

Errors say columns by their number, for a sample's name may be a patient's and errors end in logs;
notes are for the report, and name them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.errors import SampleError
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.header import FIRST_SAMPLE, MOST_LISTED, SHOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hccgenomics.readers.dialect import Dialect, Roles
    from hccgenomics.readers.header import VcfHeader

PLACEHOLDERS: Final = frozenset({"tumor", "tumour", "normal"})
_TUMOUR_NAMES: Final = frozenset({"tumor", "tumour"})
_NORMAL_NAMES: Final = frozenset({"normal"})
_LONE_NORMAL_WORDS: Final = frozenset({"normal", "germline"})
"""Of a single column; one of blood may be the plasma that is looked at, or a leukaemia."""
_LIKE_A_NORMAL: Final = re.compile(r".*(?:[_.-]N\d?|\dN|normal)", re.IGNORECASE | re.DOTALL)
"""``P1-N``, ``P1_N``, ``P1N``: how the normal of a pair is named, though it may be anything."""
_PAIR: Final = 2
_ARGUMENT: Final = r"--{role}[-_]sample(?:[-_]name)?[ =]+\"?([^\s\",>]+)"
_TCGA: Final = re.compile(r"TCGA-\w\w-\w{4}-(\d\d)")
_TCGA_TUMOURS: Final = range(1, 10)
_TCGA_NORMALS: Final = range(10, 20)
"""Sample type codes of the NCI Genomic Data Commons (gdc.cancer.gov, code tables)."""
_ENDING: Final = re.compile(r"^(.*?)([_.-]?)(T|N|tumou?r|normal)$", re.IGNORECASE)
_WORD: Final = re.compile(r"[^A-Za-z]+")
_TUMOUR_WORDS: Final = frozenset({"tumor", "tumour"})
_NORMAL_WORDS: Final = frozenset({"normal", "germline", "blood", "pbmc", "buffycoat"})
_POOL_WORDS: Final = frozenset({"pon", "pool", "pooled", "panelofnormals"})
_ASK: Final = "Name it with --tumour-sample, and the matched normal with --normal-sample"
_VALIDATE: Final = "hccgenomics validate lists the names"
_ALONE: Final = "it is the only one"


@dataclass(frozen=True, slots=True)
class Columns:
    """The two columns by name and by number, ``None`` where there is none.

    Attributes:
        note: What a reader of the report must know of the choice, or "".
        logged: The same for a log, which names no sample: columns are said by their number.
        info: The INFO fields in which the caller keeps counts or judgements of the tumour.
        told: How the tumour's column was told, as a clause; "" without columns.
        doubt: What speaks against the choice, or "".
    """

    tumour_sample: str | None = None
    normal_sample: str | None = None
    tumour: int | None = None
    normal: int | None = None
    note: str = ""
    logged: str = ""
    info: frozenset[str] = frozenset()
    told: str = ""
    doubt: str = ""


def find_columns(
    header: VcfHeader,
    *,
    dialect: Dialect,
    tumour: str | None = None,
    normal: str | None = None,
    where: str,
) -> Columns:
    """The tumour's and the normal's columns.

    Raises:
        SampleError: The columns in the file, and the option that settles the matter.
    """
    _check_options(header, tumour, normal, where=where)
    own = _Guess("the caller's own header lines say so", dialect.roles)
    guesses = [(guess.told, guess.find(header)) for guess in (own, *_GUESSES)]
    told, chosen = _chosen(header, guesses, tumour, normal, where=where)
    note = logged = words.IN_INFO if dialect.counts_in_info and not header.samples else ""
    if not note:
        note = _note(chosen, header, short)
        logged = _note(chosen, header, partial(_column, header.samples))
    found = _numbered(chosen, header.samples, note)
    return replace(found, info=dialect.info, told=told, doubt=_doubt(told, header), logged=logged)


def _doubt(told: str, header: VcfHeader) -> str:
    """That a column of which nothing but its name speaks is named like a normal."""
    is_alike = told == _ALONE and _LIKE_A_NORMAL.fullmatch(header.samples[0])
    return words.LIKE_NORMAL if is_alike else ""


def _check_options(
    header: VcfHeader, tumour: str | None, normal: str | None, *, where: str
) -> None:
    samples, line = header.samples, header.lines
    for name, option in ((tumour, "--tumour-sample"), (normal, "--normal-sample")):
        if name is not None and name not in samples:
            raise SampleError(
                f"{option} names no sample of the file, which has {by_number(samples)}.",
                where=where,
                line=line,
                hint=f"Pass one of its names; {_VALIDATE}." if samples else "Leave it out.",
            )
    if tumour is not None and tumour == normal:
        raise SampleError(
            "--tumour-sample and --normal-sample name the same column, "
            f"{FIRST_SAMPLE + 1 + samples.index(tumour)}.",
            where=where,
            line=line,
            hint=f"The file has {by_number(samples)}; {_VALIDATE}.",
        )


def _chosen(
    header: VcfHeader,
    guesses: Sequence[tuple[str, Roles]],
    tumour: str | None,
    normal: str | None,
    *,
    where: str,
) -> tuple[str, Roles]:
    """The two names, and how the tumour's was told."""
    samples = header.samples
    if not samples:
        return "", (None, None)
    told, mine = ("--tumour-sample says so", tumour) if tumour else _tumour(guesses, normal)
    if mine is not None:
        normals = (found for _, (ours, found) in guesses if ours in {None, mine} and found != mine)
        return told, (mine, normal or _first(name for name in normals if not is_pool(name)))
    rest = [name for name in samples if name != normal]
    if normal is not None and len(rest) == 1:
        return "--normal-sample names the other", (rest[0], normal)
    if len(samples) == 1:
        raise SampleError(
            "The only sample, in column 10, is a normal.",
            where=where,
            line=header.lines,
            hint=f"Pass the tumour's file, or --tumour-sample if it is the tumour; {_VALIDATE}.",
        )
    raise SampleError(
        f"The tumour cannot be told among {by_number(samples)}.",
        where=where,
        line=header.lines,
        hint=f"{_ASK}; {_VALIDATE}.",
    )


def _tumour(guesses: Sequence[tuple[str, Roles]], normal: str | None) -> tuple[str, str | None]:
    """The first guess that names a tumour other than what the user calls the normal."""
    found = ((told, mine) for told, (mine, _) in guesses if mine is not None and mine != normal)
    return next(found, ("", None))


def _by_header(header: VcfHeader) -> Roles:
    tumours = _stated(header, "tumor")
    normals = _stated(header, "normal")
    rest = [name for name in header.samples if name not in normals]
    if not tumours and normals and len(rest) == 1:
        tumours = rest
    return _only(tumours), _only(normals)


def _stated(header: VcfHeader, role: str) -> list[str]:
    """Names of columns that header lines give this role, without repeats."""
    named = [name.strip() for name in header.values(f"{role}_sample")]
    argument = re.compile(_ARGUMENT.format(role=role))
    named += [match[1] for _, line in header.commands if (match := argument.search(line))]
    return [name for name in dict.fromkeys(named) if name in header.samples]


def _by_being_alone(header: VcfHeader) -> Roles:
    if len(header.samples) != 1 or _stated(header, "normal"):
        return None, None
    alone = header.samples[0]
    return (None, None) if _is_normal(alone) else (alone, None)


def _is_normal(name: str) -> bool:
    """Whether a column's name, with no other beside it, says that it is a normal."""
    words = _words_of(name)
    code = _TCGA.match(name)
    if code is not None:
        return int(code[1]) in _TCGA_NORMALS
    return bool(words & _LONE_NORMAL_WORDS) and not words & _TUMOUR_WORDS


def _words_of(name: str) -> frozenset[str]:
    return frozenset(_WORD.split(name.lower()))


def _by_name(header: VcfHeader) -> Roles:
    tumour = _only([name for name in header.samples if name.lower() in _TUMOUR_NAMES])
    normal = _only([name for name in header.samples if name.lower() in _NORMAL_NAMES])
    if tumour is None and normal is not None and len(header.samples) == _PAIR:
        tumour = _only([name for name in header.samples if name != normal])
    return tumour, normal


def _by_barcode(header: VcfHeader) -> Roles:
    codes = {name: int(match[1]) for name in header.samples if (match := _TCGA.match(name))}
    if len(codes) != len(header.samples):
        return None, None
    return (
        _only([name for name, code in codes.items() if code in _TCGA_TUMOURS]),
        _only([name for name, code in codes.items() if code in _TCGA_NORMALS]),
    )


def _by_ending(header: VcfHeader) -> Roles:
    """``P1-T`` beside ``P1-N``: one stem, two endings."""
    matches = [_ENDING.match(name) for name in header.samples]
    if len(matches) != _PAIR or None in matches:
        return None, None
    parts = [match.groups() for match in matches if match]
    if parts[0][:2] != parts[1][:2] or not parts[0][0]:
        return None, None
    roles = {
        ending[0].upper(): name for name, (*_, ending) in zip(header.samples, parts, strict=True)
    }
    return (roles["T"], roles["N"]) if len(roles) == _PAIR else (None, None)


def _by_words(header: VcfHeader) -> Roles:
    """``tumor_P1`` beside ``blood_P1``: one name has a word for a tumour, the other a normal's."""
    words = {name: _words_of(name) for name in header.samples}
    tumours = [name for name, mine in words.items() if mine & _TUMOUR_WORDS]
    normals = [name for name, mine in words.items() if mine & _NORMAL_WORDS]
    if len(header.samples) != _PAIR or len(tumours) != 1 or normals == tumours:
        return None, None
    return tumours[0], _only(normals)


def is_pool(name: str | None) -> bool:
    """Whether a column is named like several people's reads together.

    >>> is_pool("PON"), is_pool("pooled_normal"), is_pool("Poole")
    (True, True, False)
    """
    return bool(name) and not _POOL_WORDS.isdisjoint(_WORD.split(str(name).lower()))


class _Guess(NamedTuple):
    """One way to tell the columns, and how to put it in words."""

    told: str
    find: Callable[[VcfHeader], Roles]


_GUESSES: Final = (
    _Guess("the header names it", _by_header),
    _Guess(_ALONE, _by_being_alone),
    _Guess("its name says so", _by_name),
    _Guess("its TCGA barcode says so", _by_barcode),
    _Guess("its name ends so", _by_ending),
    _Guess("a word in its name says so", _by_words),
)


def _numbered(chosen: Roles, samples: tuple[str, ...], note: str) -> Columns:
    tumour, normal = chosen
    return Columns(
        tumour_sample=tumour,
        normal_sample=normal,
        tumour=None if tumour is None else FIRST_SAMPLE + samples.index(tumour),
        normal=None if normal is None else FIRST_SAMPLE + samples.index(normal),
        note=note,
    )


def _column(samples: Sequence[str], name: str) -> str:
    return f"column {FIRST_SAMPLE + 1 + samples.index(name)}"


def _note(chosen: Roles, header: VcfHeader, said: Callable[[str], str]) -> str:
    if chosen[0] is None:
        return words.NO_COLUMNS
    notes = (_note_of_pools(chosen, header, said), _note_of_choice(chosen, header, said))
    return " ".join(filter(None, notes))


def _note_of_pools(chosen: Roles, header: VcfHeader, said: Callable[[str], str]) -> str:
    """That a column is named like several people's reads together."""
    tumour, normal = chosen
    if tumour is not None and is_pool(tumour):
        return words.POOLED_TUMOUR.format(name=said(tumour))
    if normal is not None and is_pool(normal):
        return words.POOLED_NORMAL.format(name=said(normal))
    pools = [name for name in header.samples if name not in chosen and is_pool(name)]
    if pools and normal is None:
        named = listed([said(name) for name in pools])
        return words.NOT_A_NORMAL.format(names=named)
    return ""


def _note_of_choice(chosen: Roles, header: VcfHeader, said: Callable[[str], str]) -> str:
    tumour, normal = chosen
    stated = _only(_stated(header, "tumor"))
    if stated is not None and stated != tumour:
        return words.OTHER_TUMOUR.format(stated=said(stated), tumour=said(str(tumour)))
    others = [name for name in header.samples if name not in chosen]
    if normal is None:
        others = [name for name in others if not is_pool(name)]
    if others and normal is None and len(header.samples) == _PAIR:
        return words.LONE_OTHER.format(name=said(others[0]))
    named = listed([said(name) for name in others])
    return words.FURTHER_SAMPLES.format(names=named) if others else ""


def _first(names: Iterable[str | None]) -> str | None:
    return next((name for name in names if name is not None), None)


def _only(names: Sequence[str]) -> str | None:
    return names[0] if len(names) == 1 else None


def short(name: str) -> str:
    """A sample's name as a message quotes it, however long it is.

    >>> short("P1"), len(short("P" * 5000))
    ('P1', 61)
    """
    return name if len(name) <= SHOWN else f"{name[:SHOWN]}…"


def listed(samples: Sequence[str]) -> str:
    """A file's samples as a message lists them.

    >>> listed(["A", "B"]), listed([])
    ('A, B', 'no sample columns')
    """
    if not samples:
        return "no sample columns"
    more = len(samples) - MOST_LISTED
    names = ", ".join(map(short, samples[:MOST_LISTED]))
    return names if more <= 0 else words.MORE_SAMPLES.format(names=names, count=more)


def by_number(samples: Sequence[str]) -> str:
    """A file's samples as an error says them: by column, counted from one.

    >>> by_number(["A"]), by_number(["A", "B"]), by_number([])
    ('one sample, in column 10', '2 samples, in columns 10 and 11', 'no sample columns')
    """
    if not samples:
        return "no sample columns"
    first, last = FIRST_SAMPLE + 1, FIRST_SAMPLE + len(samples)
    if first == last:
        return f"one sample, in column {first}"
    between = "and" if len(samples) == _PAIR else "to"
    return f"{len(samples):,} samples, in columns {first} {between} {last}"
