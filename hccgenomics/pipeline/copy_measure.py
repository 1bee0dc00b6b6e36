"""How an observation of a file becomes copies, or stays a ratio, and what it is then called."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hccgenomics.annotate.copies import (
    COPY_DECIMALS,
    DIPLOID,
    LOG2_DECIMALS,
    Baseline,
    Mixtures,
    Spread,
    copies_within,
    logarithm,
    minor_copies_of,
    mixtures_of,
    ratio_at,
    ratio_of,
    unclipped_copies,
)
from hccgenomics.interpret.copy_class import CutOffs, by_copies, by_ratio, classify
from hccgenomics.interpret.copy_solution import doubling
from hccgenomics.pipeline.copy_question import X, Y
from hccgenomics.pipeline.copy_sources import mean_copies
from hccgenomics.vocabulary import CopyClass, CopyMethod, Sex

if TYPE_CHECKING:
    from hccgenomics.model.copy_number import Solution
    from hccgenomics.model.copy_number_files import Observation
    from hccgenomics.model.settings import Settings
    from hccgenomics.pipeline.copy_sources import Source


@dataclass(frozen=True, slots=True)
class Basis:
    """What copies are counted with: the solution used, and what follows from it.

    Attributes:
        of_user: Whether the user states the purity; stated copies then give way to it.
        ploidy: As the user states it, with a purity or without.
        least_covered: Bases of autosomes without which nothing is told of the whole genome.
    """

    settings: Settings
    used: Solution | None = None
    is_doubled: bool | None = None
    of_user: bool = False
    ploidy: float | None = None
    sex: Sex | None = None
    least_covered: float = 0.0


@dataclass(frozen=True, slots=True)
class Measured:
    """An observation as copies or as a ratio.

    Attributes:
        value: What is held against the cut-offs: copies, or the log2 ratio (on X and Y that
            against what normal cells have).
        low, high: The interval of it.
    """

    method: CopyMethod
    value: float
    low: float
    high: float
    log2: Spread | None = None
    copies: Spread | None = None
    minor: float | None = None
    is_below_zero: bool = False
    is_re_expressed: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """How the observations of one source are measured at places of one kind.

    Attributes:
        mixtures: The purity and ploidy used, with their range; ``None`` without.
        own: Those that the tool's own copies rest on, as far as that is known.
    """

    source: Source
    basis: Basis
    base: Baseline
    mixtures: Mixtures | None
    own: Mixtures | None
    cut_copies: CutOffs
    cut_ratio: CutOffs

    @property
    def states_copies(self) -> bool:
        """Whether absolute copies are the tool's own, of a fit that it does not call a failure."""
        return self.source.file.copies_are_corrected and not self.source.has_failed

    def number(self, seen: Observation) -> tuple[CopyMethod, float] | None:
        """What is held against the cut-offs, and how it was found; ``None`` if nothing is known."""
        if seen.copies is not None and self.states_copies:
            return self._stated(seen.copies)
        log2 = self._log2(seen)
        if log2 is None:
            return None
        if self.mixtures is None:
            return CopyMethod.RATIO, round(log2 + self.shift, LOG2_DECIMALS)
        found = unclipped_copies(ratio_at(log2), self.mixtures.at, self.base)
        return CopyMethod.COMPUTED, round(max(0.0, found), COPY_DECIMALS)

    def cut(self, method: CopyMethod) -> CutOffs:
        """The cut-offs for values found in this way."""
        return self.cut_ratio if method is CopyMethod.RATIO else self.cut_copies

    def class_of(self, seen: Observation) -> tuple[CopyClass, float] | None:
        """The class of an observation with the value it rests on."""
        found = self.number(seen)
        if found is None:
            return None
        method, value = found
        return classify(value, self.cut(method)), value

    def measure(self, seen: Observation) -> Measured | None:
        """An observation with its interval, which the ratio has been given before."""
        found = self.number(seen)
        if found is None:
            return None
        method, value = found
        if method is CopyMethod.RATIO:
            return self._as_ratio(seen, value)
        copies = self._copies(seen, value)
        return Measured(
            method,
            value,
            copies.low,
            copies.high,
            log2=_spread_of(seen),
            copies=copies,
            minor=self._minor(seen, copies.at),
            is_below_zero=self._is_below_zero(seen, method),
            is_re_expressed=method is CopyMethod.COMPUTED and self.re_expresses(seen),
        )

    @property
    def shift(self) -> float:
        """From a ratio as the file gives it to one against what normal cells have there."""
        return logarithm(self.base.of_one / self.base.normal)

    def re_expresses(self, seen: Observation) -> bool:
        """Whether stated copies are brought from the tool's purity to the user's."""
        is_other = self.own is not None and self.mixtures is not None and self.own != self.mixtures
        return seen.copies is not None and self.states_copies and self.basis.of_user and is_other

    def _log2(self, seen: Observation) -> float | None:
        """The ratio; of copies that no purity went into, what they are in the sample as a whole."""
        is_ratio = seen.copies is not None and not self.source.file.copies_are_corrected
        if seen.log2_ratio is not None or not is_ratio or seen.copies is None:
            return seen.log2_ratio
        return logarithm(seen.copies / self.base.of_one)

    def _stated(self, copies: float) -> tuple[CopyMethod, float]:
        if not self.basis.of_user or self.own is None or self.mixtures is None:
            return CopyMethod.STATED, round(max(0.0, copies), COPY_DECIMALS)
        if self.own == self.mixtures:
            return CopyMethod.STATED, round(max(0.0, copies), COPY_DECIMALS)
        ratio = ratio_of(copies, self.own.at, self.base)
        found = unclipped_copies(ratio, self.mixtures.at, self.base)
        return CopyMethod.COMPUTED, round(max(0.0, found), COPY_DECIMALS)

    def _copies(self, seen: Observation, value: float) -> Spread:
        if seen.copies is not None and self.states_copies:
            return self._stated_copies(seen, value)
        log2 = self._log2(seen) or 0.0
        low = log2 if seen.log2_low is None else seen.log2_low
        high = log2 if seen.log2_high is None else seen.log2_high
        ratio = Spread.holding(ratio_at(log2), (ratio_at(low), ratio_at(high)))
        return _stated_to(copies_within(ratio, _known(self.mixtures), self.base), value)

    def _stated_copies(self, seen: Observation, value: float) -> Spread:
        """The tool's interval, and what the range of the purity adds to it."""
        stated = Spread.holding(seen.copies or 0.0, (seen.copies_low, seen.copies_high))
        if self.own is None:
            return _stated_to(stated, value)
        ends = (ratio_of(max(0.0, c), self.own.at, self.base) for c in (stated.low, stated.high))
        ratio = Spread.holding(ratio_of(max(0.0, stated.at), self.own.at, self.base), ends)
        onto = self.mixtures if self.re_expresses(seen) else self.own
        return _stated_to(copies_within(ratio, _known(onto), self.base), value)

    def _as_ratio(self, seen: Observation, value: float) -> Measured:
        log2 = _spread_of(seen)
        if log2 is None:
            return Measured(CopyMethod.RATIO, value, value, value)
        low, high = log2.low + self.shift, log2.high + self.shift
        found = Spread.holding(value, (low, high))
        return Measured(CopyMethod.RATIO, value, found.low, found.high, log2=log2)

    def _minor(self, seen: Observation, copies: float) -> float | None:
        if self.base.normal != DIPLOID:
            return None
        if seen.minor_copies is not None and self.states_copies:
            return max(0.0, seen.minor_copies)
        if seen.minor_allele_fraction is None or self.mixtures is None:
            return None
        return minor_copies_of(seen.minor_allele_fraction, copies, self.mixtures.at, self.base)

    def _is_below_zero(self, seen: Observation, method: CopyMethod) -> bool:
        """Whether the ratio is lower than the purity allows, by more than its interval."""
        if method is not CopyMethod.COMPUTED or self.mixtures is None or seen.log2_high is None:
            return False
        return unclipped_copies(ratio_at(seen.log2_high), self.mixtures.at, self.base) < 0


def measure_of(source: Source, basis: Basis, contig: str) -> Measure:
    """How one source is measured on one contig; X and Y need the sex before anything is called."""
    base = _baseline(source, basis, contig)
    own = None if source.own is None or source.has_failed else source.own
    of_own = None if own is None else mixtures_of(own, basis.settings)
    mixtures = None if basis.used is None else mixtures_of(basis.used, basis.settings)
    ploidy, is_doubled = _ploidy(source, basis, own)
    normal = base.normal if contig in (X, Y) else None
    return Measure(
        source=source,
        basis=basis,
        base=base,
        mixtures=mixtures,
        own=of_own,
        cut_copies=by_copies(basis.settings, ploidy, is_doubled=is_doubled, normal=normal),
        cut_ratio=by_ratio(basis.settings),
    )


def with_solution(measure: Measure, solution: Solution) -> Measure:
    """The same with another purity and ploidy, for what it would read with that."""
    basis = measure.basis
    is_doubled, _ = doubling(solution, (), None, basis.settings)
    other = replace(basis, used=solution, is_doubled=is_doubled)
    ploidy = basis.settings.assumed_ploidy if solution.ploidy is None else solution.ploidy
    normal = measure.base.normal if measure.base.normal != DIPLOID else None
    return replace(
        measure,
        basis=other,
        mixtures=mixtures_of(solution, basis.settings),
        cut_copies=by_copies(basis.settings, ploidy, is_doubled=bool(is_doubled), normal=normal),
    )


def _baseline(source: Source, basis: Basis, contig: str) -> Baseline:
    if contig == Y or (contig == X and basis.sex is Sex.MALE):
        is_haploid = contig == Y and source.file.y_is_haploid
        return Baseline(1, DIPLOID if source.file.x_is_diploid and not is_haploid else 1)
    return Baseline()


def _ploidy(source: Source, basis: Basis, own: Solution | None) -> tuple[float, bool]:
    """What is no change, and whether the genome is doubled, for the copies of this source.

    Copies that the tool states go with the tool's own ploidy, unless the user states one, or a
    purity.
    """
    settings = basis.settings
    if basis.ploidy is not None:
        return basis.ploidy, bool(basis.is_doubled)
    if not basis.of_user and own is not None and own.ploidy is not None:
        is_doubled, _ = doubling(own, (), None, settings)
        is_doubled = basis.is_doubled if own.is_doubled is None else is_doubled
        return own.ploidy, bool(is_doubled)
    if basis.used is not None and basis.used.ploidy is not None:
        return basis.used.ploidy, bool(basis.is_doubled)
    stated = mean_copies(source, basis.least_covered)
    return (settings.assumed_ploidy if stated is None else stated), bool(basis.is_doubled)


def _spread_of(seen: Observation) -> Spread | None:
    if seen.log2_ratio is None:
        return None
    found = Spread.holding(seen.log2_ratio, (seen.log2_low, seen.log2_high))
    return Spread.holding(
        round(found.at, LOG2_DECIMALS),
        (round(found.low, LOG2_DECIMALS), round(found.high, LOG2_DECIMALS)),
    )


def _stated_to(copies: Spread, value: float) -> Spread:
    """As it is stated, around the value as it was held against the cut-offs."""
    ends = (round(copies.low, COPY_DECIMALS), round(copies.high, COPY_DECIMALS))
    return Spread.holding(value, ends)


def _known(mixtures: Mixtures | None) -> Mixtures:
    if mixtures is None:
        raise ValueError("Copies are computed with a purity alone.")
    return mixtures
