"""Consequences that another program wrote into the file: recognised, held, read on demand.

One module per annotator, one entry in ``READINGS``; the header names the fields and their order.
A module is imported when a header has a description that names fields behind bars, as all do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Final

from hccgenomics.model.annotation import AnnotationFormat
from hccgenomics.readers.annotations.escapes import LONGEST
from hccgenomics.readers.annotations.reading import BAR, subjects_of
from hccgenomics.vocabulary import Annotator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hccgenomics.model.annotation import ForeignEffect, RecordAnnotation
    from hccgenomics.readers.annotations.reading import Reading
    from hccgenomics.readers.header import VcfHeader

_MODULES: Final = {
    Annotator.BCFTOOLS_CSQ: "bcftools_csq",
    Annotator.FUNCOTATOR: "funcotator",
    Annotator.MAF_COLUMNS: "maf",
    Annotator.SNPEFF: "snpeff",
    Annotator.VEP: "vep",
}


class _Readings(Mapping[Annotator, "Reading"]):
    """All readings by annotator; each is imported when it is first asked for."""

    def __init__(self) -> None:
        self._known: dict[Annotator, Reading] = {}

    def __getitem__(self, annotator: Annotator) -> Reading:
        if annotator not in self._known:
            module = import_module(f"{__name__}.{_MODULES[annotator]}")
            self._known[annotator] = module.READING
        return self._known[annotator]

    def __iter__(self) -> Iterator[Annotator]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


READINGS: Final = _Readings()
_ID: Final = re.compile(r"<(?:[^\"]*?,)?ID=([^,>]+)")
_DESCRIPTION: Final = re.compile(r'[<,]Description="((?:[^"\\]|\\.)*)', re.DOTALL)
UNREAD_IDS: Final = frozenset({"EFF"})
"""Annotation that is recognised and not read: SnpEff's own format before 4.1."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a record's annotation says of one allele.

    Attributes:
        effects: One per annotator and transcript.
        unread: By source, entries of the record that do not have the fields the header names.
        unplaced: By source, entries of the record whose allele cannot be told.
    """

    effects: tuple[ForeignEffect, ...]
    unread: Counter[AnnotationFormat]
    unplaced: Counter[AnnotationFormat]


def formats_of(header: VcfHeader) -> tuple[AnnotationFormat, ...]:
    """The annotations that a header declares with the names of their fields."""
    found = (_format(line, header) for line in header.values("INFO"))
    return tuple({made.info_id: made for made in found if made is not None}.values())


def undeclared(header: VcfHeader) -> tuple[str, ...]:
    """INFO fields that are annotation, but of which the header names no fields we can read."""
    read = {made.info_id for made in formats_of(header)}
    known = {*UNREAD_IDS, "CSQ", "ANN", "BCSQ", "FUNCOTATION"}
    return tuple(sorted((header.ids("INFO") & known) - read))


def _format(line: str, header: VcfHeader) -> AnnotationFormat | None:
    name, description = _ID.match(line), _DESCRIPTION.search(line)
    if name is None or description is None or BAR not in description[1]:
        return None
    for reading in READINGS.values():
        if reading.recognises(name[1], description[1]):
            fields = reading.fields(description[1])
            version = reading.version(header.meta)
            return AnnotationFormat(reading.annotator, version, name[1], fields) if fields else None
    return None


def effects_on(
    annotation: RecordAnnotation, number: int, *, about: frozenset[str] | None = None
) -> Decoded:
    """What the annotators say of one alternate allele.

    Args:
        annotation: Of a record.
        number: Of the alternate allele, from one.
        about: Transcripts without version, and genes; entries on others are left unread. All are
            read where it is ``None``.
    """
    effects: list[ForeignEffect] = []
    unread: Counter[AnnotationFormat] = Counter()
    unplaced: Counter[AnnotationFormat] = Counter()
    for source, text in annotation.texts:
        reading = READINGS[source.annotator]
        entries = reading.entries(source, text, annotation)
        for place, row in entries.rows:
            if place != number or (about is not None and about.isdisjoint(subjects_of(row))):
                continue
            effect = reading.effect(source, row)
            if effect is not None:
                effects.append(effect)
        unread[source] += entries.unread
        unplaced[source] += entries.unplaced
    return Decoded(_merged(effects), unread, unplaced)


def _merged(effects: Iterable[ForeignEffect]) -> tuple[ForeignEffect, ...]:
    """One effect per annotator and transcript; bcftools csq and SnpEff write several entries."""
    found: dict[tuple[str, str, str, tuple[str, ...]], ForeignEffect] = {}
    for effect in effects:
        key = (effect.source.info_id, effect.gene, effect.transcript, effect.joint)
        found[key] = _both(found[key], effect) if key in found else effect
    return tuple(found.values())


def _both(first: ForeignEffect, other: ForeignEffect) -> ForeignEffect:
    terms = {*first.consequences, *other.consequences}
    words = dict.fromkeys([*first.terms.split("&"), *other.terms.split("&")])
    return replace(
        first,
        terms="&".join(words)[:LONGEST],
        consequences=tuple(sorted(terms, key=lambda term: term.severity)),
        hgvs_c=first.hgvs_c or other.hgvs_c,
        hgvs_p=first.hgvs_p or other.hgvs_p,
    )
