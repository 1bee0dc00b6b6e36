"""Pictures of genes, made up: what is drawn depends on the document alone."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import strategies as st

from hccgenomics.model.codons import CODON
from hccgenomics.model.gene_picture import (
    CodingExon,
    DrawnChange,
    DrawnDomain,
    DrawnHotspot,
    DrawnPromoterEvent,
    GenePicture,
    PromoterStretch,
)
from hccgenomics.vocabulary import Consequence, HotspotKind, Mane, Verification

CODING = (
    Consequence.MISSENSE,
    Consequence.STOP_GAINED,
    Consequence.FRAMESHIFT,
    Consequence.INFRAME_DELETION,
    Consequence.INFRAME_INSERTION,
    Consequence.SYNONYMOUS,
    Consequence.SPLICE_DONOR,
    Consequence.CODING_SEQUENCE,
)


def a_change(codon=249, **fields):
    """A missense change, or what the fields say of it."""
    values = {
        "alteration": f"TP53:{codon}",
        "label": f"p.R{codon}S",
        "kind": Consequence.MISSENSE,
        "start": CODON * codon - 2,
        "end": CODON * codon,
        "first_codon": codon,
        "last_codon": codon,
        "new_stop": None,
        "vaf": 0.42,
        "driver": True,
    }
    return DrawnChange(**{**values, **fields})


def a_promoter_change(base=-124, **fields):
    """A change before the start codon."""
    values = {"first_codon": None, "last_codon": None, "start": base, "end": base}
    values |= {"kind": Consequence.UPSTREAM, "label": f"c.{base}C>T"}
    return a_change(**{**values, **fields})


def a_domain(start=94, end=312, **fields):
    """A part of the protein with its source."""
    values = {
        "start": start,
        "end": end,
        "residues": f"S{start}-T{end}",
        "name": "the DNA-binding core",
        "source": "Kato 2003 PNAS, PMC166245",
        "verification": Verification.VERIFIED,
    }
    return DrawnDomain(**{**values, **fields})


def a_hotspot(codon=249, **fields):
    """A residue that recurs."""
    values = {
        "start": codon,
        "end": codon,
        "residues": f"R{codon}",
        "kind": HotspotKind.MISSENSE,
        "tcga_tumours": 11,
        "tumours": 102,
        "liver_tumours": 13,
        "sources": ("TCGA-LIHC MC3, own count",),
    }
    return DrawnHotspot(**{**values, **fields})


def a_promoter(start=-250):
    """The promoter with its first hotspot."""
    event = DrawnPromoterEvent(
        "c.-124C>T", "C228T", -124, -124, "Huang 2013 Science 339:957", Verification.VERIFIED
    )
    return PromoterStretch(start, (event,))


def a_picture(**fields):
    """A gene of ten exons with one change."""
    residues = fields.pop("residues", 393)
    values = {
        "gene": "TP53",
        "transcript": "NM_000546.6",
        "mane": Mane.SELECT,
        "residues": residues,
        "exons": exons(CODON * (residues + 1), 10),
        "domains": (a_domain(),),
        "hotspots": (a_hotspot(),),
        "more_hotspots": 0,
        "promoter": None,
        "changes": (a_change(),),
        "more_changes": 0,
        "unplaced": (),
    }
    return GenePicture(**{**values, **fields})


def exons(bases, count):
    """So many exons of about one length."""
    edges = [round(bases * n / count) for n in range(count + 1)]
    return tuple(
        CodingExon(number, first + 1, last)
        for number, (first, last) in enumerate(pairwise(edges), start=1)
        if last > first
    )


@st.composite
def pictures(draw):
    """Genes of any length with changes, parts and hotspots anywhere in them."""
    residues = draw(st.integers(20, 6000))
    codons = st.integers(1, residues)
    found = draw(st.lists(_changes(codons, residues), max_size=60))
    has_promoter = draw(st.booleans())
    if has_promoter:
        bases = st.integers(-1000, -1)
        found += [a_promoter_change(base) for base in draw(st.lists(bases, min_size=1, max_size=5))]
    outermost = min([-250, *(one.start - 20 for one in found)])
    return a_picture(
        residues=residues,
        exons=exons(CODON * (residues + 1), draw(st.integers(1, 80))),
        changes=tuple(sorted(found, key=lambda one: (one.start, one.end, one.label))),
        domains=tuple(draw(st.lists(_parts(codons), max_size=8))),
        hotspots=tuple(draw(st.lists(_hotspots(codons), max_size=40))),
        promoter=a_promoter(outermost) if has_promoter else None,
    )


@st.composite
def _changes(draw, codons, residues):
    codon = draw(codons)
    last = min(residues, codon + draw(st.sampled_from((0, 0, 0, 1, 20))))
    kind = draw(st.sampled_from(CODING))
    is_shifted = kind is Consequence.FRAMESHIFT
    return a_change(
        codon,
        kind=kind,
        end=CODON * last,
        last_codon=last,
        new_stop=codon + draw(st.integers(0, 200)) if is_shifted and draw(st.booleans()) else None,
        label=draw(st.sampled_from((f"p.R{codon}S", f"p.E{codon}_K{last}delinsGLYVALMETPROARG"))),
        driver=draw(st.booleans()),
        vaf=draw(st.none() | st.floats(0, 1)),
    )


@st.composite
def _parts(draw, codons):
    start, end = sorted((draw(codons), draw(codons)))
    name = draw(st.sampled_from(("the RGS domain", "the binding site of beta-TrCP")))
    verification = draw(st.sampled_from(list(Verification)))
    return a_domain(start, end, name=name, verification=verification)


@st.composite
def _hotspots(draw, codons):
    counts = st.none() | st.integers(0, 900)
    return a_hotspot(
        draw(codons),
        kind=draw(st.sampled_from(list(HotspotKind))),
        tcga_tumours=draw(counts),
        tumours=draw(counts),
        liver_tumours=draw(counts),
    )
