"""``changed("FGF19")``, ``fused("DNAJB1", "PRKACA")``: what is larger than a small variant."""

from __future__ import annotations

from dataclasses import replace

from hccgenomics.model.alteration import Finding
from hccgenomics.model.copy_number import (
    CopyEvent,
    CopyNumberAlteration,
    CopyNumberFindings,
    GeneCopies,
    Solution,
)
from hccgenomics.model.structural import (
    BrokenGene,
    Integration,
    IntegrationAlteration,
    StructuralAlteration,
    StructuralEvent,
)
from hccgenomics.vocabulary import (
    CopyClass,
    CopyMethod,
    Extent,
    Frame,
    GenePart,
    IntegrationEvidence,
    StructuralEventKind,
)

FLAGGED = Finding("a_rule", drives=True, why="A rule flags it.")
AGAINST = Finding("a_rule", drives=False, why="A rule argues against it.")
TYPICAL = {
    CopyClass.AMPLIFICATION: 11.0,
    CopyClass.BORDERLINE_AMPLIFICATION: 5.4,
    CopyClass.GAIN: 3.2,
    CopyClass.NO_CHANGE: 2.0,
    CopyClass.LOSS: 1.1,
    CopyClass.BORDERLINE_HOMOZYGOUS_DELETION: 0.7,
    CopyClass.HOMOZYGOUS_DELETION: 0.1,
}
PLACES = {
    "CCND1": ("chr11", 69_641_000, 69_655_000),
    "FGF19": ("chr11", 69_698_000, 69_704_000),
    "FGF4": ("chr11", 69_771_000, 69_775_000),
    "FGF3": ("chr11", 69_809_000, 69_819_000),
    "RB1": ("chr13", 48_303_000, 48_481_000),
    "CDKN2A": ("chr9", 21_967_000, 21_995_000),
    "CDKN2B": ("chr9", 22_002_000, 22_009_000),
}


def an_event(extent="focal", **changes) -> CopyEvent:
    event = CopyEvent(
        contig="chr11",
        start=69_000_000,
        end=71_000_000,
        extent=Extent(extent),
        arm="11q",
        arm_share=0.024,
        peak=("CCND1", "LTO1", "FGF19", "FGF4", "FGF3", "ANO1"),
        peak_start=69_000_000,
        peak_end=71_000_000,
    )
    return replace(event, **changes)


def the_copies(gene="FGF19", called="amplification", **changes) -> GeneCopies:
    called = CopyClass(called)
    contig, start, end = PLACES.get(gene, ("chr1", 100, 200))
    copies = TYPICAL.get(called)
    found = GeneCopies(
        gene=gene,
        contig=contig,
        start=start,
        end=end,
        copy_class=called,
        why="No bins in the gene." if copies is None else "By its copies.",
        copies=copies,
        copies_low=None if copies is None else copies * 0.9,
        copies_high=None if copies is None else copies * 1.05,
        method=None if copies is None else CopyMethod.COMPUTED,
        files=(1,),
        parts=1,
        covered=1.0,
        threshold="Amplification from 6 copies, borderline from 5.",
    )
    return replace(found, **changes)


def by_ratio(gene, called, log2, spread=0.1, **changes) -> GeneCopies:
    return the_copies(
        gene, called, copies=None, copies_low=None, copies_high=None, method=CopyMethod.RATIO,
        log2_ratio=log2, log2_low=log2 - spread, log2_high=log2 + spread, **changes,
    )  # fmt: skip


def changed(gene="FGF19", called="amplification", findings=(FLAGGED,), **changes):
    copies = the_copies(gene, called, **changes)
    return CopyNumberAlteration(f"{gene}:{copies.copy_class.value}", gene, copies, None, findings)


def the_findings(*genes: GeneCopies, **changes) -> CopyNumberFindings:
    solution = Solution("--purity", purity=0.7, ploidy=2.0)
    return CopyNumberFindings(genes=genes, solution=solution, **changes)


def fused(five="DNAJB1", three="PRKACA", findings=(FLAGGED,), **changes) -> StructuralAlteration:
    fields = {
        "kind": StructuralEventKind.FUSION, "name": f"{five}::{three} (exon 1 :: exon 2)",
        "genes": (five, three), "places": ("chr19:14518000(-)", "chr19:14108000(+)"),
        "why": "The 5′ part of one is joined to the 3′ part of the other.", "exons": (1, 2),
        "frame": Frame.IN_FRAME, "split_reads": 12, "read_pairs": 7,
    }  # fmt: skip
    event = StructuralEvent(**_typed(fields | changes))
    name = "::".join(event.genes)
    return StructuralAlteration(f"{name}:fusion", name, event, None, findings)


def _typed(fields):
    return fields | {"frame": Frame(fields.get("frame", Frame.UNKNOWN))}


def broken(gene, kind="disruption", findings=(FLAGGED,), **changes) -> StructuralAlteration:
    fields = {
        "kind": StructuralEventKind(kind), "name": f"{gene} {kind}", "genes": (gene,),
        "places": ("chr1:100(+)", "chr2:200(-)"), "why": "The gene is cut.",
    }  # fmt: skip
    event = StructuralEvent(**_typed(fields | changes))
    return StructuralAlteration(f"{gene}:{kind}", gene, event, None, findings)


def without_exons(gene, before, after, findings=(FLAGGED,), **changes) -> StructuralAlteration:
    """A deletion between two introns, told by what each breakend keeps."""
    breaks = (
        BrokenGene(gene, "chr7", 1, 1, "NM_1", GenePart.FIVE_PRIME, "intron", intron=before),
        BrokenGene(gene, "chr7", 2, -1, "NM_1", GenePart.THREE_PRIME, "intron", intron=after),
    )
    return broken(gene, "exons_deleted", findings, breaks=breaks, **changes)


def inserted(gene="TERT", virus="HBV", findings=(FLAGGED,), **changes) -> IntegrationAlteration:
    fields = {
        "virus": virus, "gene": gene, "contig": "chr5", "pos": 1_295_400, "region": "promoter",
        "distance": -260, "evidence": IntegrationEvidence.BREAKENDS, "why": "Viral sequence.",
        "split_reads": 9,
    }  # fmt: skip
    found = Integration(**(fields | changes))
    return IntegrationAlteration(f"{gene}:integration", gene, found, None, findings)
