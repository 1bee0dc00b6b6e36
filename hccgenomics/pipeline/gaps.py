"""What a run leaves open: the facts behind the report's limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import wording
from hccgenomics.interpret.annotation_limits import annotation_sentences, joined_sentence
from hccgenomics.interpret.coverage_limits import coverage_limits
from hccgenomics.interpret.limits import Gaps
from hccgenomics.interpret.summary import likely_germline
from hccgenomics.vocabulary import DropReason, SequenceGrade

if TYPE_CHECKING:
    from hccgenomics.pipeline.alterations import Interpreted
    from hccgenomics.pipeline.inputs import Inputs
    from hccgenomics.pipeline.knowledge import Knowledge
    from hccgenomics.pipeline.population import PopulationLookup

STRUCTURAL_REASONS: Final = (DropReason.SYMBOLIC, DropReason.BREAKEND)
COMPLETE_GRADES: Final = frozenset({SequenceGrade.GENOMIC, SequenceGrade.CDS})


def gaps_of(
    knowledge: Knowledge,
    found: Interpreted,
    silent: tuple[str, ...],
    inputs: Inputs,
    population: PopulationLookup | None,
) -> Gaps:
    """What the run could not judge, and what a reader of the report must know of its files."""
    small = inputs.small
    panel = frozenset(knowledge.models.symbols)
    return Gaps(
        panel_genes=len(panel),
        genes_without_models=knowledge.beyond,
        annotations=tuple(source.name for source in small.annotations),
        incomplete_genes=sum(
            gene.sequence_grade not in COMPLETE_GRADES for gene in knowledge.panel
        ),
        has_fasta=knowledge.fasta is not None,
        hotspot_counts=knowledge.base.counts is not None,
        remarks=tuple(
            dict.fromkeys(
                (
                    *small.notes,
                    *(note for file in inputs.copy_number for note in file.notes),
                    *(note for file in inputs.structural for note in file.notes),
                    *knowledge.models.remarks,
                    *_of_annotation(found),
                    *_of_population(population),
                    *found.remarks,
                )
            )
        ),
        unjudged_genes=silent,
        has_population=population is not None,
        likely_germline=likely_germline(found.alterations, found.set_aside),
        has_blocks=bool(small.blocks),
        normal_is_counted=inputs.normal_alignments is not None,
        coverage=coverage_limits(inputs.looked),
        structural=sum(found.tally.dropped[reason] for reason in STRUCTURAL_REASONS),
    )


def _of_population(population: PopulationLookup | None) -> tuple[str, ...]:
    """That nothing tells the assembly of the population file, where nothing does."""
    unchecked = population is not None and not population.is_checked
    return (wording.LIMIT_POPULATION_UNCHECKED,) if unchecked else ()


def _of_annotation(found: Interpreted) -> tuple[str, ...]:
    """What came of the comparison with the file's own annotation."""
    annotation = found.annotation
    sentences = [
        sentence
        for source, use in annotation.uses.items()
        for sentence in annotation_sentences(source.name, use)
    ]
    return (*sentences, *joined_sentence(annotation.joined))
