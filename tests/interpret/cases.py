"""One cell of a truth table becomes alterations."""

from __future__ import annotations

from hccgenomics.vocabulary import Mane, PromoterVerdict
from tests.builders_alterations import a_transcript, an_alteration, an_effect

XLAS = "ENST00000371100.9"
TOTAL = 30


def alterations(cell: str) -> list:
    return [alteration(item) for item in cell.split(" | ")]


def alteration(item: str):
    text, at, where = item.partition("@")
    if text.endswith("=benign"):
        return an_alteration(text.removesuffix("=benign"), verdict=PromoterVerdict.BENIGN)
    if where == "XLas":
        gene, _, name = text.partition(" ")
        transcript = a_transcript(gene, transcript=XLAS, mane=Mane.PLUS_CLINICAL)
        return an_alteration(text, effects=(an_effect(gene, name, transcript=transcript),))
    if where == "escapes":
        return an_alteration(text, escapes_nmd=True)
    if where.startswith("c."):
        return an_alteration(text, hgvs_c=f"NM_000001.1:{where}")
    if where.startswith("cds"):
        return an_alteration(text, cds_start=int(where[3:]), cds_end=int(where[3:]))
    if where.startswith("ex"):
        number = (int(where[2:]), TOTAL)
        place = "intron" if " c." in text else "exon"
        return an_alteration(text, **{place: number})
    if at:
        return an_alteration(text, vaf=float(where) if where else None)
    return an_alteration(text)
