"""SnpEff and whoever else keeps to "Variant annotations in VCF format", version 1.0 (``ANN``).

https://pcingola.github.io/SnpEff/adds/VCFannotationformat_v1.0.pdf
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.model.annotation import ForeignEffect
from hccgenomics.readers.annotations.alleles import EMPTY, SNPEFF_SPELLINGS, place_alleles
from hccgenomics.readers.annotations.reading import (
    Entries,
    Reading,
    accession_in,
    after,
    length_in,
    numbered,
    only_allele,
    rows_of,
    without_accession,
)
from hccgenomics.readers.annotations.terms import SNPEFF_WORDS, ontology
from hccgenomics.vocabulary import Annotator

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hccgenomics.model.annotation import AnnotationFormat, RecordAnnotation
    from hccgenomics.readers.annotations.reading import Row

_VERSION: Final = re.compile(r'"?(?:SnpEff\s+)?v?(\d[\w.]*)', re.IGNORECASE)
_TRANSCRIPT: Final = "transcript"
_INTRONIC: Final = re.compile(r"\d[+-]\d")
_PROTEIN_CODING: Final = frozenset({"", "protein_coding", "coding", "mrna"})


def _recognises(info_id: str, description: str) -> bool:
    return "Functional annotations" in description or (
        info_id == "ANN" and "Ensembl VEP" not in description
    )


def _fields(description: str) -> tuple[str, ...]:
    return after("annotations:", description) or after("Format:", description)


def _version(meta: Mapping[str, Sequence[str]]) -> str | None:
    lines = meta.get("SnpEffVersion")
    found = _VERSION.match(lines[-1]) if lines else None
    return found[1] if found else None


def _entries(source: AnnotationFormat, text: str, record: RecordAnnotation) -> Entries:
    rows, unread = rows_of(source, text.split(","))
    found = Entries(unread=unread)
    placed = place_alleles(
        {_spelled(row) for row in rows if not _is_relative(row)},
        record.ref,
        record.alts,
        SNPEFF_SPELLINGS,
    )
    for row in rows:
        if (row.get("feature_type") or _TRANSCRIPT).lower() == _TRANSCRIPT:
            spelled = _spelled(row)
            number = placed.get(spelled) if spelled else only_allele(record)
            found.add(None if _is_relative(row) else number, row)
    return found


def _spelled(row: Row) -> str:
    return (row.get("allele") or "").upper()


def _is_relative(row: Row) -> bool:
    """``G-C`` compares with another alternate allele, ``T-chr1:123456_A>T`` adds a variant."""
    allele = _spelled(row)
    return EMPTY in allele and allele != EMPTY


def _effect(source: AnnotationFormat, row: Row) -> ForeignEffect | None:
    terms = row.get("annotation", "consequence", "effect") or ""
    consequences = ontology(terms, SNPEFF_WORDS)
    if not consequences:
        return None
    name = without_accession(row.get("hgvs.c", "hgvsc"))
    rank = numbered(row.get("rank", "exon"))
    intronic = bool(_INTRONIC.search(name or ""))
    return ForeignEffect(
        source=source,
        gene=row.get("gene_name", "symbol") or "",
        transcript=row.get("feature_id", "feature") or "",
        terms=terms,
        consequences=consequences,
        hgvs_c=name,
        hgvs_p=without_accession(row.get("hgvs.p", "hgvsp")),
        protein=accession_in(row.get("hgvs.p", "hgvsp")),
        exon=None if intronic else rank,
        intron=rank if intronic else None,
        residues=length_in(row.get("aa.pos/aa.length")),
        is_coding=(row.get("transcript_biotype") or "").lower() in _PROTEIN_CODING,
    )


READING: Final = Reading(
    annotator=Annotator.SNPEFF,
    recognises=_recognises,
    fields=_fields,
    version=_version,
    entries=_entries,
    effect=_effect,
)
