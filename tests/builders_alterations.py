"""``an_alteration("TP53 p.R249S")``: every field filled; the test names the one it is about."""

from __future__ import annotations

import re
from dataclasses import replace

from hccgenomics.model.alteration import Effect, PromoterFinding, ProteinChange, SmallAlteration
from hccgenomics.model.transcript import Exon, Transcript
from hccgenomics.model.variant import Locus, Support, Variant, VariantCall
from hccgenomics.vocabulary import (
    Consequence,
    Mane,
    Origin,
    PromoterVerdict,
    ProteinChangeKind,
    SequenceGrade,
)

Kind = ProteinChangeKind
_HOTSPOT_NAMES = {"c.-124C>T", "c.-146C>T", "c.-124C>A", "c.-57A>C", "c.-139_-138delinsTT"}
_SUBSTITUTION = re.compile(r"p\.([A-Z])(\d+)([A-Z])")
_DELINS = re.compile(r"p\.([A-Z])(\d+)_([A-Z])(\d+)delins([A-Z]+)")
_SPAN = re.compile(r"p\.([A-Z])(\d+)(?:_([A-Z])(\d+))?(del|dup)")
_INSERTION = re.compile(r"p\.([A-Z])(\d+)_([A-Z])(\d+)ins([A-Z]+)")
_STOP = re.compile(r"p\.([A-Z])(\d+)\*")
_SHIFT = re.compile(r"p\.([A-Z])(\d+)fs")


def a_transcript(gene: str, **changes) -> Transcript:
    transcript = Transcript(
        gene=gene,
        transcript="ENST00000000001.1",
        refseq="NM_000001.1",
        protein="ENSP00000000001.1",
        refseq_protein="NP_000001.1",
        mane=Mane.SELECT,
        contig="chr1",
        strand=1,
        exons=(Exon(1, 0, 6000),),
        cds_start=0,
        cds_end=3003,  # a protein of 1000 residues
        start_codon="ATG",
        grade=SequenceGrade.GENOMIC,
    )
    return replace(transcript, **changes)


def a_change(name: str) -> tuple[ProteinChange | None, tuple[Consequence, ...]]:
    """The protein change and consequences that a short protein name stands for."""
    if found := _STOP.fullmatch(name):
        at = int(found[2])
        return ProteinChange(Kind.NONSENSE, at, at, found[1], "*"), (Consequence.STOP_GAINED,)
    if found := _SHIFT.fullmatch(name):
        at = int(found[2])
        return ProteinChange(Kind.FRAMESHIFT, at, at, found[1], ""), (Consequence.FRAMESHIFT,)
    if name == "p.M1?":
        return ProteinChange(Kind.START_LOSS, 1, 1, "M", ""), (Consequence.START_LOST,)
    if found := _SPAN.fullmatch(name):
        return _span(found)
    if found := _INSERTION.fullmatch(name):
        change = ProteinChange(Kind.INSERTION, int(found[2]), int(found[4]), "", found[5])
        return change, (Consequence.INFRAME_INSERTION,)
    if found := _DELINS.fullmatch(name):
        return _delins(found)
    found = _SUBSTITUTION.fullmatch(name)
    assert found, name
    at = int(found[2])
    change = ProteinChange(Kind.SUBSTITUTION, at, at, found[1], found[3])
    silent = found[1] == found[3]
    return change, ((Consequence.SYNONYMOUS,) if silent else (Consequence.MISSENSE,))


def _span(found) -> tuple[ProteinChange, tuple[Consequence, ...]]:
    start = int(found[2])
    end = int(found[4] or start)
    ref = found[1] + "A" * (end - start)
    if found[5] == "del":
        return ProteinChange(Kind.DELETION, start, end, ref, ""), (Consequence.INFRAME_DELETION,)
    change = ProteinChange(Kind.DUPLICATION, start, end, ref, ref + ref)
    return change, (Consequence.INFRAME_INSERTION,)


def _delins(found) -> tuple[ProteinChange, tuple[Consequence, ...]]:
    start, end, alt = int(found[2]), int(found[4]), found[5]
    length = end - start + 1
    ref = found[1] + "A" * (length - 2) + found[3]
    term = (
        Consequence.MISSENSE
        if len(alt) == length
        else Consequence.INFRAME_DELETION
        if len(alt) < length
        else Consequence.INFRAME_INSERTION
    )
    return ProteinChange(Kind.DELINS, start, end, ref, alt), (term,)


CODING_NAMES = {("TP53", "p.R249S"): "NM_000546.6:c.747G>T"}
"""Of residues whose base change a curated row asks for; others have none here."""


def an_effect(gene: str, name: str, **changes) -> Effect:
    """``p.…`` for coding changes, ``c.650+1G>A`` for splice sites, else a bare consequence."""
    transcript = changes.pop("transcript", None) or a_transcript(gene)
    if name.startswith("c."):
        term = Consequence.SPLICE_DONOR if "+" in name else Consequence.SPLICE_ACCEPTOR
        effect = Effect(transcript, (term,), hgvs_c=f"NM_000001.1:{name}", intron=(2, 9))
    elif name.startswith("p."):
        protein, consequences = a_change(name)
        coding = CODING_NAMES.get((gene, name))
        effect = Effect(transcript, consequences, hgvs_c=coding, protein=protein, exon=(3, 10))
    else:
        effect = Effect(transcript, (Consequence(name),))
    return replace(effect, **changes)


def an_alteration(text: str, *, vaf: float | None = 0.3, **changes) -> SmallAlteration:
    """One alteration from ``GENE p.…``, ``GENE c.…`` or ``TERT promoter c.…``.

    Keyword arguments of ``Effect`` go to its only effect, those of ``SmallAlteration`` to itself.
    """
    gene, _, name = text.partition(" ")
    promoter = None
    if name.startswith("promoter "):
        promoter = a_promoter_finding(name.removeprefix("promoter "), changes.pop("verdict", None))
        name = Consequence.UPSTREAM.value
    of_alteration = {
        key: changes.pop(key)
        for key in tuple(changes)
        if key in SmallAlteration.__dataclass_fields__ and key != "kind"
    }
    effects = of_alteration.pop("effects", None) or (an_effect(gene, name, **changes),)
    support = Support(stated_vaf=vaf)
    variant = Variant("chr1", 100, "A", "C")
    call = VariantCall(variant, Locus(0, 1, "chr1", 100, "A", "C", 1), support)
    alteration = SmallAlteration(
        id=f"{text.replace(' ', ':')}",
        gene=gene,
        variant=variant,
        calls=(call,),
        support=support,
        hgvs_g="NC_000001.11:g.100A>C",
        effects=effects,
        origin=Origin.UNKNOWN,
        promoter=promoter,
        short_protein=name if name.startswith("p.") else "",
    )
    return replace(alteration, **of_alteration)


def a_promoter_finding(name: str, verdict: PromoterVerdict | None = None) -> PromoterFinding:
    if verdict is None:
        known = set(name.split(" and ")) & _HOTSPOT_NAMES
        verdict = PromoterVerdict.HOTSPOT if known else PromoterVerdict.UNCERTAIN
    return PromoterFinding(verdict, name, None, "a reason of the promoter engine")
