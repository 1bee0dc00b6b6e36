"""bcftools csq: ``BCSQ``, which judges haplotypes.

An entry has the fields it needs and no more: a change of an intron names no transcript, one beside
the coding sequence no bases. It has no allele; the bases tell which is meant, and where there are
none only a record with one alternate allele can be read. ``@`` and a position stand for an entry
of another record, a leading ``*`` for a change behind a stop on the same haplotype, and bases of
several records, joined by ``+``, for their joint consequence.

https://samtools.github.io/bcftools/howtos/csq-calling.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.model.annotation import ForeignEffect
from hccgenomics.model.codons import STOP, THREE_LETTER
from hccgenomics.readers.annotations.reading import (
    BAR,
    Entries,
    Reading,
    Row,
    after,
    only_allele,
    places_of,
)
from hccgenomics.readers.annotations.terms import BCFTOOLS_WORDS, ontology
from hccgenomics.vocabulary import Annotator

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hccgenomics.model.annotation import AnnotationFormat, RecordAnnotation

ELSEWHERE: Final = "@"
BEHIND_STOP: Final = "*"
JOINT: Final = "+"
FEWEST_FIELDS: Final = 2
_KEYS: Final = ("bcftools/csqVersion", "bcftools_csqVersion")
_RESIDUE: Final = re.compile(r"(\d{1,6})([A-Z*])(?:>(\d{1,6})([A-Z*]))?")
_POSITION: Final = re.compile(r"@\d{1,10}")
_WORD: Final = re.compile(r"\*?[A-Za-z0-9_&*]+")


def _recognises(info_id: str, description: str) -> bool:
    return info_id == "BCSQ" or "BCFtools/csq" in description


def _version(meta: Mapping[str, Sequence[str]]) -> str | None:
    lines = next((meta[key] for key in _KEYS if meta.get(key)), None)
    return lines[-1].partition("+")[0].strip() or None if lines else None


def _entries(source: AnnotationFormat, text: str, record: RecordAnnotation) -> Entries:
    found = Entries()
    for entry in text.split(","):
        if _POSITION.fullmatch(entry):
            continue  # written out at the other record, which is where it is read
        values = entry.split(BAR)
        if not FEWEST_FIELDS <= len(values) <= len(source.fields) or not _WORD.fullmatch(values[0]):
            found.unread += 1
            continue
        row = Row(places_of(source), values)
        found.add(_number(row, record), row)
    return found


def _number(row: Row, record: RecordAnnotation) -> int | None:
    """By the bases exchanged; those of other records name no allele of this one."""
    exchanged = row.get("dna_change")
    if exchanged is None:
        return only_allele(record)
    changes = exchanged.upper().split(JOINT)
    spelled = [f"{record.pos}{record.ref}>{alt}" for alt in record.alts]
    return next((n for n, own in enumerate(spelled, start=1) if own in changes), None)


def _effect(source: AnnotationFormat, row: Row) -> ForeignEffect | None:
    terms = row.get("consequence") or ""
    consequences = ontology(terms.lstrip(BEHIND_STOP), BCFTOOLS_WORDS)
    if not consequences:
        return None
    changes = tuple((row.get("dna_change") or "").upper().split(JOINT))
    is_joint = len(changes) > 1 or terms.startswith(BEHIND_STOP) or _is_renumbered(row)
    return ForeignEffect(
        source=source,
        gene=row.get("gene") or "",
        transcript=row.get("transcript") or "",
        terms=terms,
        consequences=consequences,
        hgvs_p=_protein_name(row.get("amino_acid_change")),
        joint=changes if is_joint else (),
        is_coding=(row.get("biotype") or "protein_coding") == "protein_coding",
    )


def _is_renumbered(row: Row) -> bool:
    """Whether another change of the haplotype moves the residue (``312K>249*``)."""
    before, _, behind = (row.get("amino_acid_change") or "").partition(">")
    numbers = [re.match(r"\d+", side) for side in (before, behind)]
    return all(numbers) and len({found[0] for found in numbers if found}) > 1


def _protein_name(change: str | None) -> str | None:
    """A single residue's change by its p. name; longer ones are spelled in a way of their own.

    >>> _protein_name("249R>249S"), _protein_name("54L"), _protein_name("12PQ>12P")
    ('p.Arg249Ser', 'p.Leu54=', None)
    """
    found = _RESIDUE.fullmatch(change or "")
    if found is None or found[2] == STOP:
        return None
    place = f"p.{THREE_LETTER.get(found[2], 'Xaa')}{found[1]}"
    if found[4] is None or found[4] == found[2]:
        return f"{place}="
    return f"{place}{THREE_LETTER.get(found[4], 'Xaa')}" if found[3] == found[1] else None


READING: Final = Reading(
    annotator=Annotator.BCFTOOLS_CSQ,
    recognises=_recognises,
    fields=lambda description: after("Format:", description),
    version=_version,
    entries=_entries,
    effect=_effect,
)
