"""Where a variant comes from: germline or tumour, by whatever there is to tell, with its reasons.

Four things are looked at, and their order is their weight (docs/origin.md):

1. the reads of a matched normal, if it has enough of them;
2. what the caller says of the variant's origin;
3. how often people of a population carry it;
4. its fraction, against those expected in a tumour of this purity.

A deep normal decides; if the caller says otherwise of the same reads, one of the two is wrong, and
the origin is left open. Without a usable normal the other three must agree, or it is open likewise.
``somatic`` takes a deep and clean normal, reads that differ from the tumour's, a caller of somatic
variants that kept it, and nothing against it; everything less is ``likely_somatic``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.interpret import origin_wording as wording
from hccgenomics.interpret.expected_fractions import Mixture, judge_fraction
from hccgenomics.interpret.normal_reads import ALIKE, BETWEEN, DIFFERS, SHALLOW, read_normal
from hccgenomics.interpret.polymorphism import read_population
from hccgenomics.model.alteration import OriginReason
from hccgenomics.vocabulary import CallerSays, Origin, Specimen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hccgenomics.interpret.normal_reads import NormalReading
    from hccgenomics.model.population import PopulationRecord
    from hccgenomics.model.settings import Settings
    from hccgenomics.model.variant import CallerTag, Support

CLONE_READS: Final = 3
"""Reads of white cells that are more than an error, as ``min_alt_depth`` has it for a tumour."""
SOMATIC_SIDE: Final = frozenset({Origin.SOMATIC, Origin.LIKELY_SOMATIC})
_GERMLINE_TAGS: Final = frozenset({CallerSays.GERMLINE, CallerSays.LOSS_OF_HETEROZYGOSITY})


@dataclass(frozen=True, slots=True)
class OriginEvidence:
    """Everything known of one variant that may tell where it comes from.

    Attributes:
        tumour: Its reads in the tumour.
        normals: Its reads in the matched normal, as each call counts them.
        tags: What the callers say.
        population: What the population file says; ``None`` where none was given.
        mixture: What its fraction is held against.
        has_normal: Whether the files hold a matched normal.
        is_somatic_call: Whether a caller of somatic variants that saw both samples kept it without
            a filter against it.
        is_hotspot: Whether tumours, or clones of blood cells, recur at the place.
        gene: Its symbol, for the sentences.
        may_be_blood: Whether, in this specimen, clones of blood cells carry variants of the gene.
        specimen: What was sequenced.
    """

    tumour: Support
    normals: Sequence[Support] = ()
    tags: Sequence[CallerTag] = ()
    population: PopulationRecord | None = None
    mixture: Mixture = field(default_factory=lambda: Mixture(None))
    has_normal: bool = False
    is_somatic_call: bool = False
    is_hotspot: bool = False
    gene: str = ""
    may_be_blood: bool = False
    specimen: Specimen = Specimen.TISSUE


class OriginVerdict(NamedTuple):
    """Where a variant comes from, and why."""

    origin: Origin
    reasons: tuple[OriginReason, ...]


class _Heard(NamedTuple):
    """The three witnesses besides the normal, each with what it counts for."""

    caller: tuple[OriginReason, ...]
    population: OriginReason
    fraction: tuple[OriginReason, ...]

    @property
    def reasons(self) -> tuple[OriginReason, ...]:
        return (*self.caller, self.population, *self.fraction)

    def sides(self) -> dict[str, Origin]:
        """What each speaks for, if it does."""
        said = {
            "caller": _first(self.caller),
            "population": self.population.says,
            "fraction": _first(self.fraction),
        }
        return {rule: says for rule, says in said.items() if says is not None}


def judge_origin(evidence: OriginEvidence, settings: Settings) -> OriginVerdict:
    """The origin of one variant, with everything that was looked at."""
    normal = read_normal(
        evidence.normals, evidence.tumour, settings, has_normal=evidence.has_normal
    )
    heard = _heard(evidence, normal, settings)
    if normal.is_final:
        verdict = _by_normal(evidence, normal, heard)
    else:
        verdict = _without_normal(evidence, heard, is_undecided=normal.is_usable)
    reasons = (*normal.reasons, *heard.reasons, *verdict.reasons)
    return OriginVerdict(verdict.origin, reasons)


def _heard(evidence: OriginEvidence, normal: NormalReading, settings: Settings) -> _Heard:
    """What the witnesses say, those not counted with the reason why not."""
    population = read_population(evidence.population, settings)
    fraction = judge_fraction(evidence.tumour, evidence.mixture, settings)
    caller = _caller(evidence.tags)
    if normal.reasons[0].code == SHALLOW:
        caller = _uncounted(caller, SOMATIC_SIDE, wording.CALLER_SHALLOW)
    is_alone = _first(fraction) is not Origin.LIKELY_GERMLINE
    if evidence.is_hotspot and is_alone:
        germline = frozenset({Origin.LIKELY_GERMLINE})
        (population,) = _uncounted((population,), germline, wording.POPULATION_HOTSPOT)
        if not normal.is_usable:
            caller = _uncounted(caller, germline, wording.CALLER_HOTSPOT)
    return _Heard(caller, population, fraction)


def _uncounted(
    reasons: Iterable[OriginReason], sides: frozenset[Origin], why: str
) -> tuple[OriginReason, ...]:
    """The same reasons, those that speak for these sides without their vote."""
    return tuple(
        replace(one, says=None, why=one.why + why) if one.says in sides else one for one in reasons
    )


def _caller(tags: Sequence[CallerTag]) -> tuple[OriginReason, ...]:
    """What the callers say; where they contradict each other nobody is counted."""
    said = [
        OriginReason(f"caller_{tag.says.value}", _side(tag.says), _tag_sentence(tag))
        for tag in dict.fromkeys(tags)
    ]
    if len({one.says for one in said if one.says is not None}) > 1:
        uncounted = (replace(one, says=None) for one in said)
        return (*uncounted, OriginReason("callers_disagree", None, wording.CALLERS_DISAGREE))
    return tuple(said)


def _tag_sentence(tag: CallerTag) -> str:
    return wording.CALLER[tag.says].format(field=tag.field)


def _side(says: CallerSays) -> Origin | None:
    if says is CallerSays.SOMATIC:
        return Origin.LIKELY_SOMATIC
    return Origin.LIKELY_GERMLINE if says in _GERMLINE_TAGS else None


def _first(reasons: Iterable[OriginReason]) -> Origin | None:
    return next((one.says for one in reasons if one.says is not None), None)


def _by_normal(evidence: OriginEvidence, normal: NormalReading, heard: _Heard) -> OriginVerdict:
    """The normal decides; a caller that says otherwise opens the question again."""
    says = normal.says
    if says is None:
        return _between(evidence, normal)
    sides = heard.sides()
    against = {
        rule: side for rule, side in sides.items() if _is_germline(side) != _is_germline(says)
    }
    if against:
        is_open = "caller" in against
        verdict = wording.CONFLICT_OPEN if is_open else wording.CONFLICT_NORMAL
        why = _conflict({"normal": says, **against}, verdict)
        origin = Origin.UNKNOWN if is_open else says
        return OriginVerdict(origin, (OriginReason("conflict", None, why),))
    if _is_germline(says):
        return OriginVerdict(Origin.LIKELY_GERMLINE, ())
    return _clean(evidence, normal)


def _clean(evidence: OriginEvidence, normal: NormalReading) -> OriginVerdict:
    """Nothing speaks for germline: somatic, if everything that could be asked says so."""
    if why := _in_white_cells(evidence, normal):
        return _of_blood(why)
    if _is_as_much_in(evidence, normal):
        reason = OriginReason("normal_as_much", None, wording.NORMAL_AS_MUCH)
        return OriginVerdict(Origin.UNKNOWN, (reason,))
    differs = any(one.code == DIFFERS for one in normal.reasons)
    called = evidence.is_somatic_call or any(t.says is CallerSays.SOMATIC for t in evidence.tags)
    if not called:
        reason = OriginReason("no_somatic_call", None, wording.NO_PAIRED_CALLER)
        return OriginVerdict(Origin.LIKELY_SOMATIC, (reason,))
    kept = OriginReason("somatic_call", Origin.SOMATIC, wording.CALLER_PAIRED)
    origin = Origin.SOMATIC if differs else Origin.LIKELY_SOMATIC
    return OriginVerdict(origin, (kept,) if evidence.is_somatic_call else ())


def _is_as_much_in(evidence: OriginEvidence, normal: NormalReading) -> bool:
    """Whether the normal has reads with the allele, and the tumour no more than by chance."""
    has_reads = any(one.alt_depth for one in evidence.normals)
    return has_reads and any(one.code == ALIKE for one in normal.reasons)


def _in_white_cells(evidence: OriginEvidence, normal: NormalReading) -> str:
    """That white cells, the normal of plasma, carry the allele as well; empty if not."""
    reads = max((one.alt_depth or 0 for one in evidence.normals), default=0)
    if evidence.specimen is not Specimen.PLASMA or not reads:
        return ""
    if any(one.code == ALIKE for one in normal.reasons):
        return wording.NORMAL_BLOOD_ALIKE
    is_clone = evidence.may_be_blood and reads >= CLONE_READS
    return wording.NORMAL_BLOOD_GENE.format(reads=reads, gene=evidence.gene) if is_clone else ""


def _of_blood(why: str) -> OriginVerdict:
    says = Origin.POSSIBLE_HAEMATOPOIESIS
    return OriginVerdict(says, (OriginReason("blood_cells", says, why),))


def _between(evidence: OriginEvidence, normal: NormalReading) -> OriginVerdict:
    """Too little for germline and too much for none; in plasma that is how blood cells look."""
    is_blood = evidence.specimen is Specimen.PLASMA and normal.reasons[0].code == BETWEEN
    if not is_blood:
        return OriginVerdict(Origin.UNKNOWN, ())
    return _of_blood(wording.NORMAL_BLOOD)


def _without_normal(
    evidence: OriginEvidence, heard: _Heard, *, is_undecided: bool
) -> OriginVerdict:
    """All that speak must speak for the same.

    Args:
        evidence: Of the variant.
        heard: The witnesses.
        is_undecided: Whether a normal that carries some of it leaves the question open: then
            nothing makes it somatic.
    """
    sides = heard.sides()
    found = set(sides.values())
    reasons: tuple[OriginReason, ...] = ()
    origin = next(iter(found)) if len(found) == 1 else Origin.UNKNOWN
    if is_undecided and origin in SOMATIC_SIDE:
        origin = Origin.UNKNOWN
    if len(found) > 1:
        why = _conflict(sides, wording.CONFLICT_OPEN)
        reasons = (OriginReason("conflict", None, why),)
    if evidence.may_be_blood and origin is not Origin.LIKELY_GERMLINE:
        origin = Origin.POSSIBLE_HAEMATOPOIESIS
        why = wording.BLOOD.format(gene=evidence.gene)
        reasons = (*reasons, OriginReason("blood_cells", origin, why))
    return OriginVerdict(origin, reasons)


def _is_germline(origin: Origin) -> bool:
    return origin is Origin.LIKELY_GERMLINE


def _conflict(sides: dict[str, Origin], verdict: str) -> str:
    said = (
        wording.SIDE.format(rule=wording.RULES[rule], origin=wording.SIDES[_is_germline(origin)])
        for rule, origin in sides.items()
    )
    return wording.CONFLICT.format(sides="; ".join(said), verdict=verdict)
