"""OP1, OP2, SBP1 and SBP2: what nothing embedded here can answer, said and not guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret.oncogenicity import wording
from hccgenomics.interpret.oncogenicity.points import silent, unknown
from hccgenomics.interpret.oncogenicity.reading import Change
from hccgenomics.vocabulary import Consequence

if TYPE_CHECKING:
    from hccgenomics.interpret.oncogenicity.question import OncogenicityQuestion
    from hccgenomics.interpret.oncogenicity.reading import Reading
    from hccgenomics.model.judgement import Criterion


def predicted_oncogenic(_: Reading, __: OncogenicityQuestion) -> Criterion:
    """OP1: all lines of computation speak for an effect."""
    return unknown("OP1", wording.NO_PREDICTOR)


def single_cause(_: Reading, __: OncogenicityQuestion) -> Criterion:
    """OP2: a gene of a malignancy with a single genetic cause."""
    return unknown("OP2", wording.NO_SINGLE_CAUSE)


def predicted_without_effect(_: Reading, __: OncogenicityQuestion) -> Criterion:
    """SBP1: all lines of computation speak against an effect."""
    return unknown("SBP1", wording.NO_PREDICTOR)


def silent_change(reading: Reading, _: OncogenicityQuestion) -> Criterion:
    """SBP2: a synonymous change that neither splicing nor conservation makes suspect."""
    if reading.change is Change.UNTOLD:
        return unknown("SBP2", wording.UNTOLD)
    if Consequence.SYNONYMOUS in reading.alteration.effect.consequences:
        return unknown("SBP2", wording.NO_SPLICE_PREDICTOR)
    return silent("SBP2", wording.NOT_SYNONYMOUS)
