"""What the population file lets one say of a variant's frequency, for OP4, SBVS1 and SBS1.

The standard asks for the highest frequency of five continental groups of gnomAD; what is read here
is the higher of the file's overall frequency and of its highest group. A frequency counts only
where the file vouches for its record, and where a common one rests on more than a few alleles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.oncogenicity import wording
from hccgenomics.vocabulary import PopulationState

if TYPE_CHECKING:
    from hccgenomics.interpret.oncogenicity.question import OncogenicityQuestion
    from hccgenomics.model.population import PopulationRecord
    from hccgenomics.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Frequency:
    """The highest frequency of a variant among people, or why it is not known.

    Attributes:
        highest: ``None`` where it is not known; 0 where the file covers the place without it.
        words: What the file says; what is lacking where ``highest`` is ``None``.
    """

    highest: float | None
    words: str


_ABSENT: Final = Frequency(0.0, wording.ABSENT)
_NO_FILE: Final = Frequency(None, wording.NO_POPULATION)
_NOT_KNOWN: Final = Frequency(None, wording.NOT_LOOKED_AT)
_SILENT: Final = {
    PopulationState.NOT_IN_FILE: _ABSENT,
    PopulationState.NOTHING_NEARBY: Frequency(None, wording.NOTHING_NEARBY),
    PopulationState.NO_CONTIG: Frequency(None, wording.NO_CONTIG),
    PopulationState.NOT_LOOKED_UP: Frequency(None, wording.NOT_LOOKED_UP),
}
_NO_FIGURE: Final = Frequency(None, wording.NO_FIGURE)


def read_frequency(record: PopulationRecord | None, question: OncogenicityQuestion) -> Frequency:
    """The highest frequency that the file states and that can be relied on."""
    if record is None:
        return _NO_FILE if question.population_file is None else _NOT_KNOWN
    if record.state is not PopulationState.FOUND:
        return _SILENT[record.state]
    highest = record.highest
    if highest is None:
        return _NO_FIGURE
    if record.filters:
        return Frequency(None, wording.FILTERED.format(filters=", ".join(record.filters)))
    if _is_thin(record, highest, question.settings):
        least = question.settings.min_population_count
        return Frequency(None, wording.FEW_ALLELES.format(af=f"{highest:.3g}", least=least))
    words = wording.SEEN.format(af=f"{highest:.3g}", field=record.highest_field)
    return Frequency(highest, words)


def _is_thin(record: PopulationRecord, highest: float, settings: Settings) -> bool:
    """Whether a frequency that is not rare rests on too few alleles."""
    if highest <= settings.oncogenicity_rare_population_af:
        return False
    if record.af is None or record.alleles is None:
        return False
    return round(record.af * record.alleles) < settings.min_population_count
