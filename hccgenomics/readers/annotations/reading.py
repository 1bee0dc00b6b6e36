"""What every annotator's way of writing has in common."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from hccgenomics.readers.annotations.escapes import decoded
from hccgenomics.readers.integers import integer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hccgenomics.model.annotation import AnnotationFormat, ForeignEffect, RecordAnnotation
    from hccgenomics.vocabulary import Annotator

BAR: Final = "|"
_NUMBERED: Final = re.compile(r"(\d{1,6})(?:-\d+)?/(\d{1,6})")
_OF: Final = re.compile(r"[\d?-]+/(\d{1,6})")
_NESTED_NAME: Final = re.compile(r"\((p\.[^()]*(?:\([^()]*\))?)\)$")


@dataclass(slots=True)
class Entries:
    """What the value of one INFO field held.

    Attributes:
        rows: Each with the number of its alternate allele, from one.
        unread: Entries that do not have the fields the header names.
        unplaced: Entries whose allele cannot be told.
    """

    rows: list[tuple[int, Row]] = field(default_factory=list)
    unread: int = 0
    unplaced: int = 0

    def add(self, number: int | None, row: Row) -> None:
        """Take an entry if its allele is known."""
        if number is None:
            self.unplaced += 1
        else:
            self.rows.append((number, row))


@dataclass(frozen=True, slots=True)
class Reading:
    """How one annotator's annotation is recognised and read.

    Attributes:
        recognises: Whether an INFO field, by its ID and description, is this annotator's.
        fields: The names of an entry's fields, from the description; empty if it names none.
        version: From the header's other lines.
        entries: The value of the INFO field, taken apart for one record.
        effect: What one entry says, or ``None`` if it says nothing of a transcript's product.
    """

    annotator: Annotator
    recognises: Callable[[str, str], bool]
    fields: Callable[[str], tuple[str, ...]]
    version: Callable[[Mapping[str, Sequence[str]]], str | None]
    entries: Callable[[AnnotationFormat, str, RecordAnnotation], Entries]
    effect: Callable[[AnnotationFormat, Row], ForeignEffect | None]


@dataclass(frozen=True, slots=True)
class Row:
    """One entry, by the names of its fields."""

    places: Mapping[str, int]
    values: Sequence[str]

    def get(self, *names: str) -> str | None:
        """The first of these fields that has a value, decoded."""
        for name in names:
            place = self.places.get(name)
            if place is not None and place < len(self.values):
                value = decoded(self.values[place])
                if value is not None:
                    return value
        return None


_TRANSCRIPTS: Final = ("feature", "feature_id", "transcript", "annotationtranscript")
_GENES: Final = ("symbol", "hgnc", "gene_name", "hugosymbol", "gene")


def subjects_of(row: Row) -> tuple[str, str]:
    """What an entry is about: the transcript without its version, and the gene."""
    return (row.get(*_TRANSCRIPTS) or "").partition(".")[0], row.get(*_GENES) or ""


@cache
def places_of(source: AnnotationFormat) -> dict[str, int]:
    """Where each field stands, by its name in lower case and without blanks."""
    return {name.replace(" ", "").lower(): place for place, name in enumerate(source.fields)}


def rows_of(source: AnnotationFormat, entries: Sequence[str]) -> tuple[list[Row], int]:
    """The entries that have as many fields as the header names, and the count of the others."""
    places = places_of(source)
    split = [entry.split(BAR) for entry in entries]
    rows = [Row(places, values) for values in split if len(values) == len(source.fields)]
    return rows, len(split) - len(rows)


def after(marker: str, description: str) -> tuple[str, ...]:
    """The fields that a description names behind a marker.

    >>> after("Format:", "Consequences. Format: Allele|Consequence|SYMBOL")
    ('Allele', 'Consequence', 'SYMBOL')
    """
    _, found, names = description.partition(marker)
    if not found or BAR not in names:
        return ()
    return tuple(name.strip(" '\"[]()*") for name in names.split(BAR))


def without_accession(name: str | None) -> str | None:
    """A c. or p. name alone.

    >>> without_accession("ENST00000269305.4:c.162C>T(p.=)")
    'p.='
    """
    if name is None:
        return None
    nested = _NESTED_NAME.search(name)
    return nested[1] if nested else name.rpartition(":")[2]


def accession_in(name: str | None) -> str:
    """The accession before a name, or ""."""
    return (name or "").rpartition(":")[0]


def versioned(transcript: str, name: str | None) -> str:
    """A transcript with the version that its c. name states.

    >>> versioned("ENST00000269305", "ENST00000269305.9:c.747G>T")
    'ENST00000269305.9'
    """
    stated = accession_in(name)
    return stated if stated.partition(".")[0] == transcript else transcript


def numbered(text: str | None) -> tuple[int, int] | None:
    """``5/11``; of a range of exons the first."""
    found = _NUMBERED.fullmatch(text or "")
    return (int(found[1]), int(found[2])) if found else None


def length_in(text: str | None) -> int | None:
    """The length behind a position.

    >>> length_in("622/1288"), length_in("622")
    (1288, None)
    """
    found = _OF.fullmatch(text or "")
    return integer(found[1]) if found else None


def only_allele(record: RecordAnnotation) -> int | None:
    """One, if the record has one alternate allele."""
    return 1 if len(record.alts) == 1 else None
