"""The annotation columns of a MAF: one transcript a row, by whichever program made the MAF.

vcf2maf and the GDC take ``Consequence``, ``HGVSc`` and ``HGVSp`` from Ensembl VEP; Funcotator and
Oncotator have ``cDNA_Change`` and ``Protein_Change``; cBioPortal asks for ``HGVSp_Short`` alone.
``Variant_Classification`` is read where no terms of the Sequence Ontology stand beside it
(https://docs.gdc.cancer.gov/Data/File_Formats/MAF_Format/).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.model.annotation import UNRANKED, ForeignEffect
from hccgenomics.readers.annotations.reading import (
    BAR,
    Entries,
    Reading,
    accession_in,
    after,
    numbered,
    rows_of,
    versioned,
    without_accession,
)
from hccgenomics.readers.annotations.terms import VEP_WORDS, ontology
from hccgenomics.vocabulary import Annotator, Consequence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hccgenomics.model.annotation import AnnotationFormat, RecordAnnotation
    from hccgenomics.readers.annotations.reading import Row
    from hccgenomics.readers.annotations.terms import Words

INFO_ID: Final = "MAF_COLUMNS"
DESCRIPTION: Final = "Annotation columns of the MAF. Format: "
_VARIANT: Final = 1
"""The row's annotation is that of its variant; a first tumour allele beside it has none."""
_BETWEEN_TERMS: Final = re.compile(r"[,;&]")
_PLACE_ALONE: Final = "_splice"
_SPLICE_SITE: Final = "splice_site"
_SIDE: Final = re.compile(r"c\.[-*]?\d+([+-])[12](?!\d)")
_SIDES: Final = {"+": Consequence.SPLICE_DONOR, "-": Consequence.SPLICE_ACCEPTOR}
_WORDS: Final[Words] = {
    "missense_mutation": (Consequence.MISSENSE,),
    "nonsense_mutation": (Consequence.STOP_GAINED,),
    "nonstop_mutation": (Consequence.STOP_LOST,),
    "silent": (Consequence.SYNONYMOUS,),
    "frame_shift_del": (Consequence.FRAMESHIFT,),
    "frame_shift_ins": (Consequence.FRAMESHIFT,),
    "in_frame_del": (Consequence.INFRAME_DELETION,),
    "in_frame_ins": (Consequence.INFRAME_INSERTION,),
    "translation_start_site": (Consequence.START_LOST,),
    "start_codon_snp": (Consequence.START_LOST,),
    "splice_region": (Consequence.SPLICE_REGION,),
    "5'utr": (Consequence.FIVE_PRIME_UTR,),
    "3'utr": (Consequence.THREE_PRIME_UTR,),
    "5'flank": (Consequence.UPSTREAM,),
    "3'flank": (Consequence.DOWNSTREAM,),
    "intron": (Consequence.INTRON,),
    "igr": (Consequence.INTERGENIC,),
}


def _recognises(info_id: str, description: str) -> bool:
    return info_id == INFO_ID and description.startswith(DESCRIPTION)


def _no_version(meta: Mapping[str, Sequence[str]]) -> str | None:
    del meta
    return None


def _entries(source: AnnotationFormat, text: str, record: RecordAnnotation) -> Entries:
    del record
    rows, unread = rows_of(source, [text])
    found = Entries(unread=unread)
    for row in rows:
        found.add(_VARIANT, row)
    return found


def _effect(source: AnnotationFormat, row: Row) -> ForeignEffect | None:
    coding, protein = row.get("hgvsc"), _protein(row)
    terms = row.get("consequence") or row.get("variant_classification") or ""
    consequences = _consequences(row, coding)
    if not consequences and coding is None:
        return None
    return ForeignEffect(
        source=source,
        gene=row.get("symbol") or "",
        transcript=versioned(row.get("feature") or "", coding),
        terms="&".join(_BETWEEN_TERMS.split(terms)),
        consequences=consequences,
        hgvs_c=without_accession(coding),
        hgvs_p=without_accession(protein),
        protein=accession_in(protein),
        exon=numbered(row.get("exon")),
        standing=UNRANKED,
    )


def _protein(row: Row) -> str | None:
    """The protein's name, be it short; ``p.X261_splice`` is none but a place."""
    name = row.get("hgvsp", "hgvsp_short")
    return None if name is not None and name.endswith(_PLACE_ALONE) else name


def _consequences(row: Row, coding: str | None) -> tuple[Consequence, ...]:
    """In terms of the Sequence Ontology; a splice site's side is told by its c. name alone."""
    stated = row.get("consequence")
    if stated is not None:
        return ontology("&".join(_BETWEEN_TERMS.split(stated)), VEP_WORDS)
    named = (row.get("variant_classification") or "").lower()
    if named != _SPLICE_SITE:
        return ontology(named, _WORDS)
    side = _SIDE.search(coding or "")
    return (_SIDES[side[1]],) if side else ()


READING: Final = Reading(
    annotator=Annotator.MAF_COLUMNS,
    recognises=_recognises,
    fields=lambda description: after("Format:", description) if BAR in description else (),
    version=_no_version,
    entries=_entries,
    effect=_effect,
)
