"""What every gene of a run is asked with, and where nothing may be said."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.copies import DIPLOID, logarithm
from hccgenomics.interpret import copy_wording as words
from hccgenomics.interpret.copy_wording import number
from hccgenomics.vocabulary import CopyMethod, Sex, Specimen

if TYPE_CHECKING:
    from hccgenomics.annotate.extent import Ground
    from hccgenomics.model.copy_number import Solution
    from hccgenomics.model.settings import Settings
    from hccgenomics.pipeline.copy_measure import Basis
    from hccgenomics.pipeline.copy_sources import Source

X: Final = "chrX"
Y: Final = "chrY"


@dataclass(frozen=True, slots=True)
class Question:
    """What every gene of a run is asked with.

    Attributes:
        conflict: The solution whose tool infers another sex than the one stated.
        alternatives: Usable solutions that were not used.
        panel: Symbols that are named whatever the size of a peak.
    """

    basis: Basis
    ground: Ground
    specimen: Specimen
    conflict: Solution | None
    alternatives: tuple[Solution, ...]
    panel: frozenset[str]

    @property
    def settings(self) -> Settings:
        """The laboratory's choices."""
        return self.basis.settings


@dataclass(frozen=True, slots=True)
class Blindness:
    """Plasma whose tumour fraction no file and no user tells: only what is far outside the noise.

    Attributes:
        bar: The least log2 ratio, up or down, that is called.
        factor: How many times the noise that is.
        noise: Of the mean over the bins of a segment.
        source: What that noise is made of, in words.
    """

    bar: float
    factor: float
    noise: float
    source: str

    def hides(self, method: CopyMethod, value: float) -> bool:
        """Whether a value is within the noise."""
        return abs(_ratio(method, value)) < self.bar

    def why(self, method: CopyMethod, value: float) -> str:
        """Why nothing is called, in words."""
        ratio = number(_ratio(method, value))
        return words.PLASMA_NOISE.format(ratio=ratio, **self._slots())

    def note(self, method: CopyMethod) -> str:
        """What is called all the same is called with a reserve."""
        is_stated = method is CopyMethod.STATED
        text = words.PLASMA_STATED if is_stated else words.PLASMA_CALLED
        return text.format(**self._slots())

    def _slots(self) -> dict[str, str]:
        return {
            "factor": number(self.factor),
            "noise": number(self.noise),
            "source": self.source,
        }


def blindness_of(
    source: Source, question: Question, method: CopyMethod, bins: int | None
) -> Blindness | None:
    """Plasma without a tumour fraction, where this is it; other samples are called anyhow.

    The mean over ``n`` bins is ``n**0.5`` times as steady as one bin, but no steadier than the
    waves along the genome, which neighbouring bins share (Diskin 2008, doi:10.1093/nar/gkn556).
    """
    is_told = question.basis.used is not None or (
        method is CopyMethod.STATED and source.own is not None
    )
    if question.specimen is not Specimen.PLASMA or is_told:
        return None
    settings, of_one = question.settings, source.noise_or(question.settings)
    factor, least = settings.plasma_noise_factor, settings.min_plasma_noise_log2
    noise = max(least, of_one / sqrt(bins or 1))
    slots = {"one": number(of_one), "bins": words.counted_bins(bins or 1), "least": number(least)}
    return Blindness(factor * noise, factor, noise, words.PLASMA_MEAN.format(**slots))


def sex_refusal(contig: str, question: Question) -> str:
    """Why nothing may be said on X and Y; empty where something may."""
    sex, conflict = question.basis.sex, question.conflict
    if contig not in {X, Y}:
        return ""
    if sex is None:
        return words.NO_SEX.format(contig=contig)
    if conflict is not None:
        return words.SEX_DISAGREES.format(
            contig=contig, stated=sex.value, source=conflict.source, inferred=conflict.sex
        )
    return words.NO_Y if contig == Y and sex is Sex.FEMALE else ""


def _ratio(method: CopyMethod, value: float) -> float:
    return value if method is CopyMethod.RATIO else logarithm(value / DIPLOID)
