"""Copy-number files to findings: genes, arms, alterations, agreement, and what is drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.extent import Ground
from hccgenomics.interpret import copy_wording as words
from hccgenomics.interpret.copy_agreement import agreement_on, best_of
from hccgenomics.interpret.copy_drivers import REPORTED, copy_alterations
from hccgenomics.interpret.copy_solution import choose, doubling, sex_conflict
from hccgenomics.interpret.copy_wording import number
from hccgenomics.knowledge.transcripts import REGION_FLANK
from hccgenomics.model.copy_number import (
    CopyNumberFindings,
    GeneCopies,
    Solution,
)
from hccgenomics.model.genome import Interval
from hccgenomics.pipeline.copy_arms import arms_of, profile_of
from hccgenomics.pipeline.copy_events import with_event
from hccgenomics.pipeline.copy_measure import Basis
from hccgenomics.pipeline.copy_names import with_current_names
from hccgenomics.pipeline.copy_question import Question
from hccgenomics.pipeline.copy_sources import (
    major_share,
    mean_copies,
    noise_of,
    sources_of,
    with_solutions,
)
from hccgenomics.pipeline.gene_copies import Reader
from hccgenomics.vocabulary import AUTOSOMES, CONTIGS, CopyClass, CopySource, Sex, Specimen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.interpret.copy_solution import Chosen
    from hccgenomics.model.copy_number import CopyAgreement
    from hccgenomics.model.copy_number_files import CopyNumberFile
    from hccgenomics.model.evidence import KnowledgeBase
    from hccgenomics.model.places import Arms, GenePlaces
    from hccgenomics.model.settings import Settings
    from hccgenomics.pipeline.copy_sources import Source
    from hccgenomics.pipeline.models import Models

_ORDER: Final = {contig: rank for rank, contig in enumerate(CONTIGS)}
_HAS_SEGMENTS: Final = frozenset({CopySource.SEGMENTS, CopySource.BINS})


@dataclass(frozen=True, slots=True)
class CopyQuestion:
    """What the files are asked, and with what.

    Attributes:
        places: All genes, for the peaks.
        base: For the roles of genes.
        sex: ``female`` or ``male`` as the user states it.
        purity, ploidy: As the user states them; they come before those of files.
        stated: Those of the clinical file, after the files of tools, whose copies rest on theirs.
        extra_genes: Symbols beyond the panel, by their place among all genes.
    """

    models: Models
    places: GenePlaces
    arms: Arms
    base: KnowledgeBase
    settings: Settings
    specimen: Specimen = Specimen.TISSUE
    sex: str | None = None
    purity: float | None = None
    ploidy: float | None = None
    stated: tuple[Solution, ...] = ()
    extra_genes: tuple[str, ...] = ()


def copy_number_of(files: Sequence[CopyNumberFile], question: CopyQuestion) -> CopyNumberFindings:
    """Everything that the copy-number files of a run come to."""
    if not files:
        return CopyNumberFindings()
    placed = dict(
        sorted(_places(question), key=lambda gene: (_ORDER[gene[1].contig], gene[1], gene[0]))
    )
    files = with_current_names(with_solutions(files), placed, question.places)
    sources = sources_of(files)
    stated = [*(solution for file in files for solution in file.solutions), *question.stated]
    chosen = choose(stated, question.purity, question.ploidy, question.settings)
    share = major_share(sources, _least_covered(question))
    of_stated = _of_stated(sources, question)
    leading = chosen.leading or of_stated
    is_doubled, why = doubling(leading, chosen.solutions, share, question.settings)
    asked = _asked(question, chosen, is_doubled=is_doubled)
    readers = tuple(Reader(source, asked) for source in sources)
    found = [_gene(symbol, place, readers, asked) for symbol, place in placed.items()]
    genes = tuple(gene for gene, _ in found)
    agreements = tuple(agreement for _, agreement in found if agreement is not None)
    shown = _shown(readers)
    return CopyNumberFindings(
        genes=genes,
        arms=() if shown is None else arms_of(shown, asked),
        solution=chosen.used,
        solutions=chosen.solutions,
        is_doubled=is_doubled,
        doubled_why=why,
        alterations=copy_alterations(genes, question.base.genes, agreements),
        agreements=agreements,
        profile=() if shown is None else profile_of(shown, asked),
        noise=noise_of(sources),
        notes=tuple(dict.fromkeys(_notes(files, readers, chosen, asked))),
        ploidy=next((s.ploidy for s in (leading, of_stated) if s and s.ploidy is not None), None),
    )


def _of_stated(sources: Sequence[Source], question: CopyQuestion) -> Solution | None:
    """The ploidy of the first tool that states copies of the whole genome."""
    for source in sources:
        mean = mean_copies(source, _least_covered(question))
        if mean is not None:
            return Solution(source.file.facts.tool, source.file.facts.number, ploidy=mean)
    return None


def _least_covered(question: CopyQuestion) -> float:
    """Bases of autosomes without which nothing is told of the genome as a whole."""
    contigs = question.models.contigs.contigs
    autosomes = sum(contigs[name].length for name in AUTOSOMES)
    return question.settings.min_genome_covered * autosomes


def _asked(question: CopyQuestion, chosen: Chosen, *, is_doubled: bool | None) -> Question:
    sex = None if question.sex is None else Sex(question.sex)
    basis = Basis(
        settings=question.settings,
        used=chosen.used,
        is_doubled=is_doubled,
        of_user=chosen.used is not None and question.purity is not None,
        ploidy=question.ploidy,
        sex=sex,
        least_covered=_least_covered(question),
    )
    return Question(
        basis=basis,
        ground=Ground(question.arms, question.places, question.settings),
        specimen=question.specimen,
        conflict=sex_conflict(sex, chosen.solutions),
        alternatives=chosen.others,
        panel=frozenset({*question.models.symbols, *question.extra_genes}),
    )


def _places(question: CopyQuestion) -> Iterator[tuple[str, Interval]]:
    """The genes with their spans, without the flank that variants are looked for in."""
    for symbol in question.models.symbols:
        span = question.models.span(symbol)
        start = span.start + REGION_FLANK
        yield symbol, Interval(span.contig, start, max(start + 1, span.end - REGION_FLANK))
    for symbol in question.extra_genes:
        place = question.places.named(symbol)
        if place is not None and symbol not in question.models.symbols:
            yield symbol, Interval(place.contig, place.start, place.end)


def _gene(
    symbol: str, place: Interval, readers: Sequence[Reader], asked: Question
) -> tuple[GeneCopies, CopyAgreement | None]:
    """What is known of a gene, from the source that says it best, and how the others agree."""
    said = [(reader.gene(symbol, place), reader.source.file.source) for reader in readers]
    if not said:
        where = (place.contig, place.start, place.end)
        return GeneCopies(symbol, *where, CopyClass.NO_CALL, words.NO_FILE), None
    best = best_of(said)
    gene = with_event(said[best][0], place, readers[best], asked)
    if gene.event is None and gene.copy_class in REPORTED:
        gene = _with_event_of_others(gene, place, readers, asked)
    return gene, agreement_on(said, best)


def _with_event_of_others(
    gene: GeneCopies, place: Interval, readers: Sequence[Reader], asked: Question
) -> GeneCopies:
    """With the event of the first source that calls the gene the same and has segments."""
    for reader in readers:
        other = reader.gene(gene.gene, place)
        if other.copy_class is gene.copy_class:
            event = with_event(other, place, reader, asked).event
            if event is not None:
                note = words.EVENT_OF_OTHER.format(file=reader.source.numbers[0])
                return replace(gene, event=event, notes=(*gene.notes, note))
    return gene


def _shown(readers: Sequence[Reader]) -> Reader | None:
    """The source whose segments tell of arms and are drawn: the best of those that list all."""
    able = [
        r for r in readers if r.source.file.source in _HAS_SEGMENTS and r.source.track.by_contig
    ]
    states = [r for r in able if r.source.states_copies]
    return next(iter(states or able), None)


def _notes(
    files: Sequence[CopyNumberFile], readers: Sequence[Reader], chosen: Chosen, asked: Question
) -> Iterator[str]:
    for file in sorted(files, key=attrgetter("facts.number")):
        yield from file.notes
    yield from chosen.notes
    yield from _notes_on_purity(readers, chosen)
    if any(_reaches_over(reader.source) for reader in readers):
        yield words.SEGMENTS_REACH
    sex, conflict = asked.basis.sex, asked.conflict
    if sex is None:
        yield words.NO_SEX_GIVEN
    elif conflict is not None:
        yield words.SEX_CONFLICT.format(
            stated=sex.value, source=conflict.source, inferred=conflict.sex
        )


def _reaches_over(source: Source) -> bool:
    """Whether nothing tells which genes within its segments were measured."""
    is_bare = source.file.source is CopySource.SEGMENTS and not source.bins
    return is_bare and not source.states_copies


def _notes_on_purity(readers: Sequence[Reader], chosen: Chosen) -> Iterator[str]:
    """What it means that no purity was given, for ratios and for copies that a tool states."""
    if chosen.used is not None:
        return
    stated = [reader for reader in readers if reader.source.states_copies]
    if len(stated) < len(readers):
        yield words.PURITY_MISSING
    for reader in stated:
        ploidy = number(reader.measure(CONTIGS[0]).cut_copies.base)
        yield words.STATED_ALONE.format(ploidy=ploidy)
