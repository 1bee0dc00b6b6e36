"""Ensembl VEP: ``CSQ``, or whatever name ``--vcf_info_field`` gave it.

https://www.ensembl.org/info/docs/tools/vep/vep_formats.html#vcfout
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.model.annotation import (
    CANONICAL,
    MANE_SELECT,
    PICKED,
    UNRANKED,
    ForeignEffect,
)
from hccgenomics.readers.annotations.alleles import VEP_SPELLINGS, place_alleles
from hccgenomics.readers.annotations.reading import (
    Entries,
    Reading,
    accession_in,
    after,
    length_in,
    numbered,
    only_allele,
    rows_of,
    versioned,
    without_accession,
)
from hccgenomics.readers.annotations.terms import VEP_WORDS, ontology
from hccgenomics.readers.integers import integer
from hccgenomics.vocabulary import Annotator

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hccgenomics.model.annotation import AnnotationFormat, RecordAnnotation
    from hccgenomics.readers.annotations.reading import Row

_VERSION: Final = re.compile(r'"?v?(\d[\w.]*)')
_TRANSCRIPT: Final = "transcript"
_PLUS_CLINICAL: Final = "plus"
_DECAYED: Final = frozenset({"nonsense_mediated_decay", "non_stop_decay"})


def _recognises(info_id: str, description: str) -> bool:
    if "Ensembl VEP" in description or "predicted by VEP" in description:
        return True
    return info_id == "CSQ" and "Functional annotations" not in description


def _version(meta: Mapping[str, Sequence[str]]) -> str | None:
    found = _VERSION.match(meta["VEP"][-1]) if meta.get("VEP") else None
    return found[1] if found else None


def _entries(source: AnnotationFormat, text: str, record: RecordAnnotation) -> Entries:
    rows, unread = rows_of(source, text.split(","))
    found = Entries(unread=unread)
    placed = place_alleles({_spelled(row) for row in rows}, record.ref, record.alts, VEP_SPELLINGS)
    for row in rows:
        if (row.get("feature_type") or _TRANSCRIPT).lower() == _TRANSCRIPT:
            found.add(_number(row, record, placed), row)
    return found


def _spelled(row: Row) -> str:
    return (row.get("allele") or "").upper()


def _number(row: Row, record: RecordAnnotation, placed: Mapping[str, int]) -> int | None:
    """By ``ALLELE_NUM``, unless the record was split since and has the allele no more."""
    spelled = _spelled(row)
    if not spelled:
        return only_allele(record)
    stated = integer(row.get("allele_num") or "")
    if stated is not None and 1 <= stated <= len(record.alts):
        readings = [spelling(record.ref, record.alts) for spelling in VEP_SPELLINGS]
        if any(names[stated - 1] == spelled for names in readings):
            return stated
    return placed.get(spelled)


def _effect(source: AnnotationFormat, row: Row) -> ForeignEffect | None:
    terms = row.get("consequence") or ""
    consequences = ontology(terms, VEP_WORDS)
    coding = row.get("hgvsc")
    if not consequences and coding is None:
        return None
    return ForeignEffect(
        source=source,
        gene=row.get("symbol", "hgnc", "gene") or "",
        transcript=versioned(row.get("feature") or "", coding),
        terms=terms,
        consequences=consequences,
        hgvs_c=without_accession(coding),
        hgvs_p=without_accession(row.get("hgvsp")),
        protein=accession_in(row.get("hgvsp")),
        exon=numbered(row.get("exon")),
        intron=numbered(row.get("intron")),
        standing=_standing(row),
        residues=length_in(row.get("protein_position")),
        is_coding=(row.get("biotype") or "") not in _DECAYED,
    )


def _standing(row: Row) -> int:
    if row.get("mane_select") or _is_select(row.get("mane")):
        return MANE_SELECT
    if row.get("pick") == "1":
        return PICKED
    return CANONICAL if row.get("canonical") == "YES" else UNRANKED


def _is_select(mane: str | None) -> bool:
    """Release 100 has the RefSeq accession in ``MANE``, later ones which of the two sets."""
    return mane is not None and _PLUS_CLINICAL not in mane.lower()


READING: Final = Reading(
    annotator=Annotator.VEP,
    recognises=_recognises,
    fields=lambda description: after("Format:", description),
    version=_version,
    entries=_entries,
    effect=_effect,
)
