"""OP4, SBVS1 and SBS1: how common the variant is among people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.oncogenicity import wording
from hccgenomics.interpret.oncogenicity.points import fires, silent, unknown

if TYPE_CHECKING:
    from hccgenomics.interpret.oncogenicity.question import OncogenicityQuestion
    from hccgenomics.interpret.oncogenicity.reading import Reading
    from hccgenomics.model.judgement import Criterion

VERY_COMMON_AF: Final = 0.05
"""Above it SBVS1 applies: Horak 2022, doi:10.1016/j.gim.2022.01.001, table 3."""
COMMON_AF: Final = 0.01
"""Above it SBS1 applies, ibid."""


def absent_from_people(reading: Reading, question: OncogenicityQuestion) -> Criterion:
    """OP4: absent, or at an extremely low frequency; how low, the standard leaves open."""
    highest, words = reading.frequency.highest, reading.frequency.words
    if highest is None:
        return unknown("OP4", words)
    most = question.settings.oncogenicity_rare_population_af
    if highest <= most:
        return fires("OP4", wording.RARE.format(words=words, most=f"{most:g}"))
    return silent("OP4", wording.NOT_RARE.format(words=words, most=f"{most:g}"))


def very_common(reading: Reading, _: OncogenicityQuestion) -> Criterion:
    """SBVS1: a frequency above 5 %."""
    return _common("SBVS1", VERY_COMMON_AF, reading)


def common(reading: Reading, _: OncogenicityQuestion) -> Criterion:
    """SBS1: a frequency above 1 %."""
    return _common("SBS1", COMMON_AF, reading)


def _common(code: str, bar: float, reading: Reading) -> Criterion:
    highest, words = reading.frequency.highest, reading.frequency.words
    if highest is None:
        return unknown(code, words)
    if highest > bar:
        return fires(code, wording.COMMON.format(words=words, bar=f"{bar:g}"))
    return silent(code, wording.NOT_COMMON.format(words=words, bar=f"{bar:g}"))
