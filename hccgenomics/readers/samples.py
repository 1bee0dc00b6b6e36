"""Which column is the tumour, and which the normal.

Asked in this order, and never by the order of the columns: the user's options; what the header
says (``##tumor_sample``, ``##normal_sample``, the caller's own command line); a single column; the
names callers give to the two columns; the sample type code in a TCGA barcode; names that differ
only in a final T and N. What stays ambiguous is an error that lists the names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import SampleError
from hccgenomics.readers.header import FIRST_SAMPLE, MOST_LISTED, SHOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hccgenomics.readers.dialect import Dialect
    from hccgenomics.readers.header import VcfHeader

PLACEHOLDERS: Final = frozenset({"tumor", "tumour", "normal"})
_TUMOUR_NAMES: Final = frozenset({"tumor", "tumour"})
_NORMAL_NAMES: Final = frozenset({"normal"})
_PAIR: Final = 2
_ARGUMENT: Final = r"--{role}[-_]sample(?:[-_]name)?[ =]+\"?([^\s\",>]+)"
_TCGA: Final = re.compile(r"TCGA-\w\w-\w{4}-(\d\d)")
_TCGA_TUMOURS: Final = range(1, 10)
_TCGA_NORMALS: Final = range(10, 20)
"""Sample type codes of the NCI Genomic Data Commons (gdc.cancer.gov, code tables)."""
_ENDING: Final = re.compile(r"^(.*?)([_.-]?)(T|N|tumou?r|normal)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """The two columns by name and by number, ``None`` where there is none.

    Attributes:
        note: What a reader of the report must know of the choice, or "".
        with_info: Whether the caller keeps counts or judgements of the tumour in INFO.
    """

    tumour_sample: str | None = None
    normal_sample: str | None = None
    tumour: int | None = None
    normal: int | None = None
    note: str = ""
    with_info: bool = False


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
        SampleError: The names in the file, and the option that settles the matter.
    """
    samples = header.samples
    for name, option in ((tumour, "--tumour-sample"), (normal, "--normal-sample")):
        if name is not None and name not in samples:
            raise SampleError(
                f"{option} names {short(name)!r}, but the file has {listed(samples)}.",
                where=where,
                hint="Pass one of these names.",
            )
    if tumour is not None and tumour == normal:
        raise SampleError(
            f"Tumour and normal are both {short(tumour)!r}.",
            where=where,
            hint=f"The file has {listed(samples)}.",
        )
    guesses = [dialect.roles(header), *(guess(header) for guess in _GUESSES)]
    chosen = _chosen(header, guesses, tumour, normal, where=where)
    return replace(_numbered(chosen, samples, _note(chosen, header)), with_info=bool(dialect.info))


def _chosen(
    header: VcfHeader,
    guesses: Sequence[tuple[str | None, str | None]],
    tumour: str | None,
    normal: str | None,
    *,
    where: str,
) -> tuple[str | None, str | None]:
    samples = header.samples
    if not samples:
        return None, None
    mine = tumour or _first(found for found, _ in guesses if found != normal)
    if mine is not None:
        normals = (found for ours, found in guesses if ours in {None, mine} and found != mine)
        return mine, normal or _first(normals)
    rest = [name for name in samples if name != normal]
    if normal is not None and len(rest) == 1:
        return rest[0], normal
    if len(samples) == 1:
        raise SampleError(
            f"The only sample, {short(samples[0])!r}, is a normal.",
            where=where,
            hint="Pass the tumour's file, or --tumour-sample if it is the tumour.",
        )
    raise SampleError(
        f"The tumour cannot be told among the samples {listed(samples)}.",
        where=where,
        hint="Name it with --tumour-sample, and the matched normal with --normal-sample.",
    )


def _by_header(header: VcfHeader) -> tuple[str | None, str | None]:
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


def _by_being_alone(header: VcfHeader) -> tuple[str | None, str | None]:
    if len(header.samples) != 1 or _stated(header, "normal"):
        return None, None
    alone = header.samples[0]
    return (None, None) if alone.lower() in _NORMAL_NAMES else (alone, None)


def _by_name(header: VcfHeader) -> tuple[str | None, str | None]:
    tumour = _only([name for name in header.samples if name.lower() in _TUMOUR_NAMES])
    normal = _only([name for name in header.samples if name.lower() in _NORMAL_NAMES])
    if tumour is None and normal is not None and len(header.samples) == _PAIR:
        tumour = _only([name for name in header.samples if name != normal])
    return tumour, normal


def _by_barcode(header: VcfHeader) -> tuple[str | None, str | None]:
    codes = {name: int(match[1]) for name in header.samples if (match := _TCGA.match(name))}
    if len(codes) != len(header.samples):
        return None, None
    return (
        _only([name for name, code in codes.items() if code in _TCGA_TUMOURS]),
        _only([name for name, code in codes.items() if code in _TCGA_NORMALS]),
    )


def _by_ending(header: VcfHeader) -> tuple[str | None, str | None]:
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


_GUESSES: Final[tuple[Callable[[VcfHeader], tuple[str | None, str | None]], ...]] = (
    _by_header,
    _by_being_alone,
    _by_name,
    _by_barcode,
    _by_ending,
)


def _numbered(
    chosen: tuple[str | None, str | None], samples: tuple[str, ...], note: str
) -> Columns:
    tumour, normal = chosen
    return Columns(
        tumour_sample=tumour,
        normal_sample=normal,
        tumour=None if tumour is None else FIRST_SAMPLE + samples.index(tumour),
        normal=None if normal is None else FIRST_SAMPLE + samples.index(normal),
        note=note,
    )


def _note(chosen: tuple[str | None, str | None], header: VcfHeader) -> str:
    tumour, normal = chosen
    if tumour is None:
        return "The file has no sample columns; read counts and genotypes are unknown."
    stated = _only(_stated(header, "tumor"))
    if stated is not None and stated != tumour:
        return (
            f"The header names {short(stated)} as the tumour; {short(tumour)} was read as "
            "the user asked."
        )
    others = [name for name in header.samples if name not in chosen]
    if others and normal is None and len(header.samples) == _PAIR:
        return (
            f"The sample {short(others[0])} was not read: nothing says that it is the matched "
            "normal."
        )
    return f"Further samples were not read: {listed(others)}." if others else ""


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
    return names + (f" and {more} more" if more > 0 else "")
