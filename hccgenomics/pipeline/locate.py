"""Names of variants to places: what a name denotes, as VCF, HGVS and VRS each write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.hgvs import hgvs_g
from hccgenomics.annotate.resolve import Names
from hccgenomics.pipeline.effects import effects_on
from hccgenomics.pipeline.identity import identity_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hccgenomics.model.alteration import Effect
    from hccgenomics.model.name import Denoted
    from hccgenomics.model.variant import Variant
    from hccgenomics.pipeline.models import Models
    from hccgenomics.vocabulary import Assembly

COLUMNS: Final = (
    "name", "assembly", "contig", "pos", "ref", "alt", "gene", "refseq",
    "hgvs_g", "hgvs_c", "hgvs_p", "consequence", "vrs_id", "note",
)  # fmt: skip
UNKNOWN: Final = "."


@dataclass(frozen=True, slots=True)
class Located:
    """One variant of a name on one gene; a row of the table.

    ``variant`` is ``None`` for a change of protein that no listed change of sequence makes.
    """

    denoted: Denoted
    variant: Variant | None
    effect: Effect | None
    hgvs_g: str | None
    vrs_id: str | None
    notes: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """The row, in the order of ``COLUMNS``; ``.`` where there is nothing to say."""
        variant, effect, named = self.variant, self.effect, self.denoted
        place = (
            ("", "", "", "")
            if variant is None
            else (variant.contig, str(variant.pos), variant.ref, variant.alt)
        )
        on = ("", "", "", "", "")
        if effect is not None:
            on = (
                effect.transcript.gene,
                effect.transcript.refseq,
                effect.hgvs_c or "",
                effect.hgvs_p or "",
                "&".join(effect.consequences),
            )
        gene, refseq, hgvs_c, hgvs_p, terms = on
        cells = (
            " ".join(named.name.split()), str(named.assembly), *place,
            gene or named.gene or "", refseq or named.refseq or "",
            self.hgvs_g or "", hgvs_c, hgvs_p, terms, self.vrs_id or "", "; ".join(self.notes),
        )  # fmt: skip
        return tuple(cell or UNKNOWN for cell in cells)


class Locator:
    """Looks names up on the models of both assemblies."""

    def __init__(self, models: Mapping[Assembly, Models]) -> None:
        self._models = models
        self._names = Names(models)

    def locate(self, name: str, assembly: Assembly | None = None) -> tuple[Located, ...]:
        """Every variant the name denotes, on every gene it touches.

        Raises:
            VariantNameError: If the name cannot be read, or contradicts the sequence.
        """
        return tuple(
            row for denoted in self._names.denoted(name, assembly) for row in self._rows(denoted)
        )

    def _rows(self, denoted: Denoted) -> Iterator[Located]:
        if not denoted.variants:
            yield Located(denoted, None, None, None, None, denoted.notes)
        for variant in denoted.variants:
            yield from self._of_variant(denoted, variant)

    def _of_variant(self, denoted: Denoted, variant: Variant) -> Iterator[Located]:
        models = self._models[denoted.assembly]
        identity = identity_of(variant, models)
        name = hgvs_g(variant, models.contigs.contigs[variant.contig], models)
        why_not = (identity.why_not,) if identity.why_not else ()
        for effect in self._effects(denoted, variant, models) or (None,):
            notes = () if effect is None else effect.notes
            told = tuple(dict.fromkeys((*denoted.notes, *notes, *why_not)))
            yield Located(denoted, variant, effect, name, identity.vrs_id, told)

    def _effects(self, denoted: Denoted, variant: Variant, models: Models) -> tuple[Effect, ...]:
        """On the transcript named; for a place on a chromosome on MANE Select of each gene."""
        genes = models.genes_at(variant.interval) if denoted.gene is None else (denoted.gene,)
        found = [effects_on(variant, models.gene(gene), models)[0] for gene in genes]
        if denoted.refseq is None:
            return tuple(effects[0] for effects in found)
        return tuple(
            e for effects in found for e in effects if e.transcript.refseq == denoted.refseq
        )
