"""Genes as arrows to scale, in lanes where neither they nor their names touch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.reports.figures.paint import COLOURS
from hccgenomics.reports.figures.svg import INK, SOFT, at, escaped, tag, words_at

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hccgenomics.model.copy_picture import CloseUp, DrawnGene

LANE: Final = 27.0
MOST_LANES: Final = 5
HALF: Final = 4.5
HEAD: Final = 6.0
LEAST: Final = 2.5
LETTER: Final = 7.4
GAP: Final = 6.0
NAME_BELOW: Final = 15.0
ORDER: Final = ("amplified", "lost", "gain", "loss", "same", "panel", "other")


def gene_lanes(
    shown: CloseUp,
    x: Callable[[float], float],
    edges: tuple[float, float],
    top: float,
    strengths: Mapping[str, str],
) -> tuple[str, float]:
    """All genes of a window, and where the last lane ends.

    Altered genes come first, then those of the panel, then the others. A gene for whose name no
    lane has room is drawn without it.
    """
    lanes: list[list[tuple[float, float]]] = []
    drawn = []
    for gene in sorted(shown.genes, key=lambda one: _order(one, strengths)):
        x1, x2 = x(gene.start), max(x(gene.end), x(gene.start) + LEAST)
        strength = strengths.get(gene.gene, "other")
        middle = _name_at(gene, (x1 + x2) / 2, edges)
        half = LETTER * len(gene.gene) / 2
        taken = (min(x1, middle - half) - GAP, max(x2, middle + half) + GAP)
        lane = _lane(lanes, taken)
        named = lane is not None
        if lane is None:
            lane = _lane(lanes, (x1 - 1, x2 + 1))
        y = top + LANE * (MOST_LANES if lane is None else lane) + HALF
        drawn.append(_arrow(gene, x1, x2, y, strength))
        if named:
            drawn.append(_name(gene, middle, y + NAME_BELOW, strength))
    return "".join(drawn), top + LANE * len(lanes) + HALF


def _order(gene: DrawnGene, strengths: Mapping[str, str]) -> tuple[int, int, str]:
    return ORDER.index(strengths.get(gene.gene, "other")), gene.start, gene.gene


def _name_at(gene: DrawnGene, middle: float, edges: tuple[float, float]) -> float:
    half = LETTER * len(gene.gene) / 2
    return min(edges[1] - half, max(edges[0] + half, middle))


def _lane(lanes: list[list[tuple[float, float]]], taken: tuple[float, float]) -> int | None:
    """The first lane with room, a new one while there may be one, or none."""
    for number, lane in enumerate(lanes):
        if all(taken[1] <= left or right <= taken[0] for left, right in lane):
            lane.append(taken)
            return number
    if len(lanes) < MOST_LANES:
        lanes.append([taken])
        return len(lanes) - 1
    return None


def _arrow(gene: DrawnGene, x1: float, x2: float, y: float, strength: str) -> str:
    tail, tip = (x1, x2) if gene.strand > 0 else (x2, x1)
    neck = tip - gene.strand * min(HEAD, x2 - x1)
    above, below = at(y - HALF), at(y + HALF)
    shape = f"M{at(tail)},{above}H{at(neck)}L{at(tip)},{at(y)}L{at(neck)},{below}H{at(tail)}Z"
    altered = strength in COLOURS and strength != "same"
    colour = COLOURS[strength] if altered else SOFT
    opacity = "1" if altered else "0.75" if strength == "panel" else "0.4"
    name = f"<title>{escaped(gene.gene)}</title>"
    return tag("path", name, d=shape, fill=colour, fill_opacity=opacity)


def _name(gene: DrawnGene, x: float, y: float, strength: str) -> str:
    altered = strength in COLOURS and strength != "same"
    return words_at(
        x, y, gene.gene, text_anchor="middle", font_style="italic",
        font_weight=700 if altered else 400, fill=INK if altered or strength == "panel" else SOFT,
        font_size=12 if altered else 11,
    )  # fmt: skip
