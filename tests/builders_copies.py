"""Copy-number sections to draw, invented: places are those of GRCh38, values are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hccgenomics.knowledge.arms import load_arms
from hccgenomics.knowledge.places import load_places
from hccgenomics.model.card import Card
from hccgenomics.model.copy_number import (
    CopyEvent,
    CopyNumberAlteration,
    CopyNumberFindings,
    GeneCopies,
    ProfileSegment,
    Solution,
)
from hccgenomics.model.report_sections import CopyNumberSection
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline.copy_picture import picture_of
from hccgenomics.vocabulary import Assembly, CopyClass, Extent
from tests.builders import an_empty_report

if TYPE_CHECKING:
    from hccgenomics.model.report import Report

GRCH38 = Assembly.GRCH38
AMPLICON = ("chr11", 69_350_000, 69_960_000)
ALTERED = frozenset(
    {
        CopyClass.AMPLIFICATION,
        CopyClass.BORDERLINE_AMPLIFICATION,
        CopyClass.HOMOZYGOUS_DELETION,
        CopyClass.BORDERLINE_HOMOZYGOUS_DELETION,
    }
)


def a_step(contig: str, start: int, end: int, value: float | None, *, ratio: bool = False):
    return ProfileSegment(contig, start, end, value if ratio else None, None if ratio else value)


def a_profile(*changes: ProfileSegment, even: float = 2.0, ratio: bool = False):
    """Both arms of all autosomes and X at one value, but for the changes."""
    steps = []
    for arm in load_arms(GRCH38).arms:
        if arm.contig == "chrY":
            continue
        reached = arm.start
        for change in changes:
            if change.contig == arm.contig and arm.start <= change.start < arm.end:
                steps += [a_step(arm.contig, reached, change.start, even, ratio=ratio), change]
                reached = change.end
        steps.append(a_step(arm.contig, reached, arm.end, even, ratio=ratio))
    return tuple(step for step in steps if step.start < step.end)


def an_event(contig: str, start: int, end: int, **overrides: Any) -> CopyEvent:
    fields = {
        "extent": Extent.FOCAL,
        "arm": "11q",
        "arm_share": 0.01,
        "peak": (),
        "peak_start": start,
        "peak_end": end,
    }
    return CopyEvent(contig, start, end, **(fields | overrides))


def a_gene(symbol: str, copy_class: CopyClass, value: float | None, **overrides: Any) -> GeneCopies:
    place = load_places(GRCH38).named(symbol)
    return GeneCopies(
        symbol, place.contig, place.start, place.end, copy_class, "Made up.",
        **({"copies": value} | overrides),
    )  # fmt: skip


def the_amplicon(copies: float = 14.0) -> tuple[GeneCopies, ...]:
    event = an_event(*AMPLICON, peak=("CCND1", "FGF19"))
    return tuple(
        a_gene(symbol, CopyClass.AMPLIFICATION, copies, event=event)
        for symbol in ("CCND1", "FGF19", "FGF4", "FGF3")
    )


def findings(
    genes: tuple[GeneCopies, ...] = (),
    profile: tuple[ProfileSegment, ...] = (),
    **overrides: Any,
) -> CopyNumberFindings:
    fields = {
        "genes": genes,
        "profile": profile,
        "solution": Solution("--purity", purity=0.6, ploidy=2.1),
        "alterations": tuple(
            CopyNumberAlteration(gene.gene, gene.gene, gene)
            for gene in genes
            if gene.copy_class in ALTERED
        ),
    }
    return CopyNumberFindings(**(fields | overrides))


def a_drawn_report(found: CopyNumberFindings, *cards: str, **overrides: Any) -> Report:
    section = CopyNumberSection(
        genes=found.genes,
        profile=found.profile,
        picture=picture_of(found, GRCH38, Settings()),
        why="Made up.",
    )
    return an_empty_report(
        copy_number=section,
        cards=tuple(
            Card(gene=card, title=card, state="no_call", headline=card, copies=None)
            for card in cards
        ),
        **overrides,
    )


def an_amplified_report(copies: float = 14.0, **overrides: Any) -> Report:
    """11q13 amplified, 9p21 lost, 8q gained, X without data."""
    changes = (
        a_step("chr8", 60_000_000, 145_138_636, 3.2),
        a_step("chr9", 21_900_000, 22_050_000, 0.0),
        a_step(*AMPLICON, copies),
    )
    lost = a_gene(
        "CDKN2A",
        CopyClass.HOMOZYGOUS_DELETION,
        0.0,
        event=an_event("chr9", 21_900_000, 22_050_000, arm="9p"),
    )
    genes = (lost, *the_amplicon(copies), a_gene("MYC", CopyClass.GAIN, 3.2))
    profile = tuple(step for step in a_profile(*changes) if step.contig != "chrX")
    return a_drawn_report(findings(genes, profile), "FGF19", "MYC", "CDKN2A", **overrides)
