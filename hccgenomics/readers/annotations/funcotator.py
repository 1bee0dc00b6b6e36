"""GATK Funcotator: ``FUNCOTATION``, one value per alternate allele.

Transcripts stand in brackets, several of one allele apart by ``#``. Names of indels are its own
(``p.EQ545del``, ``c.651_668delGCG…``, nothing shifted to the 3′ end), so that only those of single
bases are read. A splice site is within two bases of an exon's end, on either side.

https://gatk.broadinstitute.org/hc/en-us/articles/360035889931
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.model.annotation import ForeignEffect
from hccgenomics.readers.annotations.reading import (
    BAR,
    Entries,
    Reading,
    Row,
    after,
    places_of,
)
from hccgenomics.readers.annotations.terms import FUNCOTATOR_WORDS, ontology
from hccgenomics.vocabulary import Annotator, Consequence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hccgenomics.model.annotation import AnnotationFormat, RecordAnnotation

_BETWEEN_ALLELES: Final = "],["
_BETWEEN_TRANSCRIPTS: Final = "]#["
_VERSION: Final = re.compile(r"\s*\"?\s*(\d[\w.]*)")
_GENCODE: Final = re.compile(r"^Gencode_[^_]+_")
_SUBSTITUTION: Final = re.compile(r"c\.\d+[ACGT]>[ACGT]")
_SPLICE: Final = "splice_site"
_FROM_EXON: Final = re.compile(r"c\.e\d+([+-])\d")
_SIDES: Final = {"+": Consequence.SPLICE_DONOR, "-": Consequence.SPLICE_ACCEPTOR}
_SPLICED_INTRON: Final = "intron"


def _recognises(info_id: str, description: str) -> bool:
    return info_id == "FUNCOTATION" or "Funcotation fields are" in description


def _fields(description: str) -> tuple[str, ...]:
    names = after("Funcotation fields are:", description)
    return tuple(_GENCODE.sub("", name) for name in names)


def _version(meta: Mapping[str, Sequence[str]]) -> str | None:
    lines = meta.get("Funcotator Version") or meta.get("Funcotator_Version")
    found = _VERSION.match(lines[-1]) if lines else None
    return found[1] if found else None


def _entries(source: AnnotationFormat, text: str, record: RecordAnnotation) -> Entries:
    found = Entries()
    alleles = text.strip().removeprefix("[").removesuffix("]").split(_BETWEEN_ALLELES)
    is_told = len(alleles) == len(record.alts)
    for number, allele in enumerate(alleles, start=1):
        for entry in allele.split(_BETWEEN_TRANSCRIPTS):
            values = entry.split(BAR)
            if len(values) != len(source.fields):
                found.unread += 1
                continue
            row = Row(places_of(source), values)
            found.add(number if is_told else None, row)
    return found


def _effect(source: AnnotationFormat, row: Row) -> ForeignEffect | None:
    terms = row.get("variantclassification") or ""
    consequences = _consequences(row, terms)
    if not consequences:
        return None
    coding = row.get("cdnachange") or ""
    is_named = bool(_SUBSTITUTION.fullmatch(coding))
    return ForeignEffect(
        source=source,
        gene=row.get("hugosymbol") or "",
        transcript=row.get("annotationtranscript") or "",
        terms="&".join(filter(None, (terms, row.get("secondaryvariantclassification")))),
        consequences=consequences,
        hgvs_c=coding if is_named else None,
        hgvs_p=row.get("proteinchange") if is_named else None,
    )


def _consequences(row: Row, terms: str) -> tuple[Consequence, ...]:
    """A splice site by what else it is: within an exon that, else donor or acceptor by its place.

    The place is read from the codon change; that of the c. name ignores the strand.
    """
    if terms.lower() != _SPLICE:
        return ontology(terms, FUNCOTATOR_WORDS)
    beside = (row.get("secondaryvariantclassification") or "").lower()
    if beside != _SPLICED_INTRON:
        found = {Consequence.SPLICE_REGION, *ontology(beside, FUNCOTATOR_WORDS)}
        return tuple(sorted(found, key=lambda term: term.severity))
    side = _FROM_EXON.match(row.get("codonchange") or "")
    return (_SIDES[side[1]],) if side else ()


READING: Final = Reading(
    annotator=Annotator.FUNCOTATOR,
    recognises=_recognises,
    fields=_fields,
    version=_version,
    entries=_entries,
    effect=_effect,
)
