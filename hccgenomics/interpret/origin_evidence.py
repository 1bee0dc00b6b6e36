"""Everything known of one variant that may tell where it comes from, and the verdict on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.interpret.blood import is_from_blood
from hccgenomics.interpret.expected_fractions import Mixture
from hccgenomics.vocabulary import DepthUnit, Origin, Specimen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hccgenomics.model.alteration import OriginReason
    from hccgenomics.model.curated import BloodGene
    from hccgenomics.model.population import PopulationRecord
    from hccgenomics.model.variant import CallerTag, Support

SOMATIC_SIDE: Final = frozenset({Origin.SOMATIC, Origin.LIKELY_SOMATIC})


class InTissue(NamedTuple):
    """A variant in the report of the patient's tissue."""

    vaf: float | None
    origin: Origin


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
        blood: What the table of blood clones says of the variant; ``None`` for nothing.
        tissue: The same variant in the tissue's report; ``None`` where it has none.
        has_tissue: Whether a tissue's report was given.
        white_unit: What one unit of the white cells' depth is.
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
    blood: BloodGene | None = None
    tissue: InTissue | None = None
    has_tissue: bool = False
    white_unit: DepthUnit = DepthUnit.READS

    @property
    def is_plasma(self) -> bool:
        """Whether the matched normal, if any, is white cells."""
        return self.specimen is Specimen.PLASMA

    @property
    def may_be_clone(self) -> bool:
        """Whether clones of blood cells carry such variants, whatever the tissue says."""
        return self.is_plasma and (self.may_be_blood or is_from_blood(self.blood))

    @property
    def is_suspect(self) -> bool:
        """Whether it is taken for a blood clone's until something tells."""
        return self.may_be_clone and self.tissue is None


class OriginVerdict(NamedTuple):
    """Where a variant comes from, and why."""

    origin: Origin
    reasons: tuple[OriginReason, ...]


def is_germline(origin: Origin | None) -> bool:
    """Whether a verdict, or what one witness says, is germline."""
    return origin is Origin.LIKELY_GERMLINE
