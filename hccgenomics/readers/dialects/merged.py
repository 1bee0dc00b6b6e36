"""Files that several callers' records were merged into (CombineVariants, bcbio, WUSTL, nf-core).

The header shows whose records may be there; which of them wrote a record is told by the FORMAT
fields it has values for. Where two could have written it and count the reads differently, its
counts are unknown, and the report says of how many alleles. A file whose header names several
callers without the fields that tell them apart is refused.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import DialectError
from hccgenomics.model.variant import Support
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.dialect import (
    FEWEST_MERGED,
    KEPT,
    MERGED,
    Dialect,
    UnclearCountError,
    spec_support,
)
from hccgenomics.vocabulary import CallerScope, DialectTier

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hccgenomics.model.variant import CallerTag
    from hccgenomics.readers.dialect import Roles, Written
    from hccgenomics.readers.header import VcfHeader

    Members = tuple[Dialect, ...]
    Authors = Callable[[Written], Members]

_MISSING: Final = ".,|/"
"""What a value is written with that is none, of one allele or of several."""
_TITLE: Final = "Merged files of several callers"


def merge(found: Sequence[Dialect], header: VcfHeader, *, where: str) -> Dialect:
    """The dialect of a file whose header shows these callers.

    Raises:
        DialectError: Fewer than two callers, or nothing in a record could tell which wrote it.
    """
    names = ", ".join(dialect.name for dialect in found)
    if len(found) < FEWEST_MERGED:
        raise DialectError(
            f"The header does not show several callers, but {names or 'none that is known'}.",
            where=where,
            hint="Leave --caller out, or name the caller that wrote the file.",
        )
    declared = header.ids("FORMAT") | header.ids("INFO")
    members = tuple(dialect for dialect in found if _told_by(dialect, declared))
    if len(members) < FEWEST_MERGED:
        raise DialectError(
            f"The header is that of several callers: {names}; its fields do not tell whose a "
            "record is.",
            where=where,
            hint="Pass each caller's own file, or say with --caller whose counts to read; "
            "--caller generic reads AD and DP alone.",
        )
    return _dialect(tuple(found), members)


def _dialect(found: Members, members: Members) -> Dialect:
    callers = ", ".join(dialect.name for dialect in found)
    scopes = {dialect.scope for dialect in found}
    authors = partial(_authors, members, {})
    return Dialect(
        name=DIALECT.name,
        recognises=_never,
        support=partial(_support, authors),
        title=f"Merged file of {', '.join(dialect.title for dialect in found)}",
        documentation=DIALECT.documentation,
        tier=DIALECT.tier,
        scope=scopes.pop() if len(scopes) == 1 else CallerScope.EITHER,
        info=frozenset().union(*(dialect.info for dialect in members)),
        normal=partial(_normal, authors),
        tag=partial(_tag, authors),
        version=partial(_version, found),
        roles=partial(_roles, found),
        note=words.MERGED.format(callers=callers),
        quirk=DIALECT.quirk,
    )


def _told_by(dialect: Dialect, declared: frozenset[str]) -> bool:
    return _mark(dialect, declared) != frozenset()


def _mark(dialect: Dialect, keys: frozenset[str]) -> frozenset[str]:
    """The most of these fields by which the caller shows itself; none where it does not."""
    if not dialect.marks:
        return dialect.needs & keys
    return max((mark for mark in dialect.marks if mark <= keys), key=len, default=frozenset())


def _authors(members: Members, known: dict[frozenset[str], Members], written: Written) -> Members:
    """Who may have written a record with values for these fields; the same fields come often."""
    keys = frozenset(
        [*(key for key, value in written.fields.items() if value.strip(_MISSING)), *written.info]
    )
    if keys not in known:
        if len(known) >= KEPT:  # a file written to fill the memory
            known.clear()
        known[keys] = _possible(members, keys)
    return known[keys]


def _possible(members: Members, keys: frozenset[str]) -> Members:
    """Callers with all their fields; one whose fields are among another's steps back."""
    found = [(dialect, _mark(dialect, keys)) for dialect in members]
    marks = [mark for _, mark in found]
    return tuple(
        dialect for dialect, mark in found if mark and not any(mark < more for more in marks)
    )


def _support(authors: Authors, written: Written) -> Support:
    possible = authors(written)
    if not possible:
        return _unsigned(written)
    if len(possible) == 1:
        return possible[0].support(written)
    readings = {author.support(written) for author in possible}
    if len(readings) == 1:
        return readings.pop()
    counts = {(reading.ref_depth, reading.alt_depth) for reading in readings}
    if len(counts) == 1:  # they differ in what they call depth, or in the fraction they state
        return Support(*counts.pop())
    raise UnclearCountError(" or ".join(author.name for author in possible))


def _normal(authors: Authors, written: Written) -> Support | None:
    """The normal's reads beside the tumour's, of a record that has one author."""
    possible = authors(written)
    return possible[0].normal(written) if len(possible) == 1 else None


def _unsigned(written: Written) -> Support:
    """A record with no caller's fields: the specification's own, and nothing of what is unclear."""
    support = spec_support(written)
    if support.alt_depth is None and support.stated_vaf is None:
        raise UnclearCountError("none of the callers' fields", support)
    return support


def _tag(authors: Authors, written: Written) -> CallerTag | None:
    """What the record's author says, if all that may be and say something agree."""
    found = (author.tag(written) for author in authors(written))
    tags = [tag for tag in found if tag is not None]
    return tags[0] if len({tag.says for tag in tags}) == 1 else None


def _version(found: Members, header: VcfHeader) -> str | None:
    stated = ((dialect.name, dialect.version(header)) for dialect in found)
    return ", ".join(f"{name} {version}" for name, version in stated if version) or None


def _roles(found: Members, header: VcfHeader) -> Roles:
    """The first caller's that tells; ``find_columns`` asks the names after it."""
    told = (dialect.roles(header) for dialect in found)
    return next((roles for roles in told if roles != (None, None)), (None, None))


def _never(header: VcfHeader) -> bool:
    del header
    return False  # chosen where several others recognise a header


DIALECT = Dialect(
    name=MERGED,
    recognises=_never,
    support=spec_support,
    title=_TITLE,
    documentation="https://gatk.broadinstitute.org/hc/en-us/articles/360035890771",
    tier=DialectTier.EXACT,
    scope=CallerScope.EITHER,
    note="The file is merged from several callers; each record was read by the FORMAT fields it "
    "carries.",
    quirk="Each record is read by the fields it has values for; where they could be two callers' "
    "and mean different counts, the counts are unknown and the report says of how many alleles.",
)
