"""Variants of plasma that may come from a clone of blood cells: genes and changes, and their lane.

The table ``blood_genes.tsv`` says of genes and changes how often they are such a clone's: typical
changes and genes often hit make a variant of plasma ``possible_haematopoiesis`` until white cells
or tissue tell; a gene of which only a share is known gets a remark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.interpret import blood_wording as wording
from hccgenomics.interpret.events import asked_for, meets
from hccgenomics.interpret.origin_wording import percent
from hccgenomics.interpret.wording import listed, name_of
from hccgenomics.model.alteration import OriginReason, SmallAlteration
from hccgenomics.model.event import parse_event
from hccgenomics.vocabulary import BloodShare, Origin, Specimen, Verification

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hccgenomics.model.altered import AnyAlteration
    from hccgenomics.model.curated import BloodGene, HotspotTable

    Rows = Mapping[str, Sequence[BloodGene]]

R249S_CODE: Final = "r249s_without_cancer"
_R249S: Final = parse_event("TP53 p.R249S")
AFLATOXIN_CHANGE: Final = "c.747G>T"
"""The transversion that aflatoxin B1 makes of codon 249 (doi:10.1289/ehp.1103539); another base
change gives the same residue."""


MOST_NAMED: Final = 8
"""Alterations of the lane that a key finding names."""


class LaneEntry(NamedTuple):
    """One alteration of the lane of blood cells, with what put it there."""

    alteration: SmallAlteration
    reasons: tuple[str, ...]


def blood_row(alteration: SmallAlteration, rows: Rows, hotspots: HotspotTable) -> BloodGene | None:
    """The first row of the alteration's gene that it meets: the narrow ones stand first."""
    of_gene = rows.get(alteration.gene, ())
    return next(
        (row for row in of_gene if meets(parse_event(row.term), alteration, hotspots)), None
    )


def is_from_blood(row: BloodGene | None) -> bool:
    """Whether a variant that meets the row is taken for a blood clone's until something tells."""
    return row is not None and row.share is not BloodShare.SOMETIMES


def is_typical(row: BloodGene | None) -> bool:
    """Whether such clones recur with this very change, as tumours do at their hotspots."""
    return row is not None and row.share is BloodShare.TYPICAL


def row_sentence(row: BloodGene) -> str:
    """What the row says, with its share, and whether anybody checked it."""
    asked = asked_for(parse_event(row.term))
    said = wording.SHARES[row.share].format(gene=row.gene, asked=asked, note=row.note)
    return said + (wording.UNVERIFIED if row.verification is Verification.UNVERIFIED else "")


def cautions(
    alteration: SmallAlteration, specimen: Specimen, hotspots: HotspotTable
) -> tuple[OriginReason, ...]:
    """What must be known of a finding in plasma whatever its origin: R249S of TP53."""
    if not is_plasma_r249s(alteration, specimen, hotspots):
        return ()
    return (OriginReason(R249S_CODE, None, wording.R249S),)


def is_plasma_r249s(
    alteration: SmallAlteration, specimen: Specimen, hotspots: HotspotTable
) -> bool:
    """Whether it is R249S of TP53, by whatever base, in plasma."""
    is_tp53 = specimen is Specimen.PLASMA and alteration.gene in _R249S.genes
    return is_tp53 and meets(_R249S, alteration, hotspots)


def has_r249s_caution(alteration: SmallAlteration) -> bool:
    """Whether its origin's reasons hold the caution on R249S."""
    return any(reason.code == R249S_CODE for reason in alteration.origin_reasons)


def may_be_blood(alteration: AnyAlteration) -> bool:
    """Whether it was put down to blood cells as a possibility."""
    return (
        isinstance(alteration, SmallAlteration)
        and alteration.origin is Origin.POSSIBLE_HAEMATOPOIESIS
    )


def blood_lane(alterations: Iterable[AnyAlteration]) -> tuple[LaneEntry, ...]:
    """The alterations that may come from blood cells, each with its fraction and why."""
    return tuple(
        LaneEntry(one, _reasons(one))
        for one in alterations
        if isinstance(one, SmallAlteration) and may_be_blood(one)
    )


def _reasons(alteration: SmallAlteration) -> tuple[str, ...]:
    of_blood = {Origin.POSSIBLE_HAEMATOPOIESIS, None}
    told = [r for r in alteration.origin_reasons if r.code in LANE_CODES and r.says in of_blood]
    vaf, codes = alteration.support.vaf, {reason.code for reason in told}
    is_said = not codes.isdisjoint(COMPARED)
    seen = "" if vaf is None or is_said else wording.LANE_FRACTION.format(fraction=percent(vaf))
    return tuple(dict.fromkeys(filter(None, (seen, *(reason.why for reason in told)))))


TISSUE_WITHOUT: Final = "tissue_without"
COMPARED: Final = frozenset({"white_cells_like_blood", "white_cells_open"})
"""Reasons that state the fraction in plasma."""
LANE_CODES: Final = COMPARED | {
    *("blood_cells", "blood_gene", "blood_or_error", "no_normal", "normal_shallow"),
    *("normal_undecided", "white_cells_error"),
    *(TISSUE_WITHOUT, R249S_CODE),
}
"""Reasons of an origin that say why it may be blood cells, and what is lacking to tell."""


CARRIED: Final = "white_cells_like_blood"
"""The reason that white cells carry a like share."""
WHITE_CELLS_OPEN: Final = frozenset(
    {"white_cells_open", "white_cells_error", "normal_shallow", "normal_undecided"}
)
"""Reasons that white cells were given, and do not decide."""


def lane_sentences(alterations: Iterable[AnyAlteration]) -> Iterator[str]:
    """The lane as key findings: what white cells carry, then what is open, with what would tell."""
    lane = sorted(blood_lane(alterations), key=lambda entry: not entry.alteration.is_driver)
    carried: list[str] = []
    by_lack: dict[tuple[bool, bool], list[str]] = {}
    for entry in lane:
        lack, name = _lack(entry.alteration), name_of(entry.alteration)
        (carried if lack is None else by_lack.setdefault(lack, [])).append(name)
    if carried:
        yield wording.SUMMARY_CARRIED.format(names=_some(carried))
    for lack, names in by_lack.items():
        yield wording.SUMMARY_LANE.format(names=_some(names), tells=wording.TELLS[lack])


def _lack(alteration: SmallAlteration) -> tuple[bool, bool] | None:
    """Whether white cells and tissue were given and do not tell; ``None`` where they have told."""
    codes = {reason.code for reason in alteration.origin_reasons}
    if CARRIED in codes:
        return None
    return not codes.isdisjoint(WHITE_CELLS_OPEN), TISSUE_WITHOUT in codes


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return listed([*names[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])])
