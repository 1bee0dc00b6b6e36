"""A clinical file to facts, scores and what does not fit: for matching and for the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.wording import CLINICAL_WHY
from hccgenomics.model import report as doc
from hccgenomics.model.copy_number import Solution
from hccgenomics.model.provenance import InputFile, Resource
from hccgenomics.pipeline.embedded_tables import embedded
from hccgenomics.vocabulary import Assembly, FactKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.clinical.facts import Tables
    from hccgenomics.clinical.stated import Scored, Stated
    from hccgenomics.model.evidence import KnowledgeBase
    from hccgenomics.model.measurement import UnitTables
    from hccgenomics.model.observation import Fact
    from hccgenomics.model.settings import Settings
    from hccgenomics.readers.clinical import ReadClinical

HOLDS: Final = "clinical"
TMB: Final = "TMB"
REPAIR: Final = ("MSI", "MMR")
PLAIN: Final = "plain"


@dataclass(frozen=True, slots=True)
class ClinicalFindings:
    """What a clinical file comes to.

    Attributes:
        facts: Stated and derived, for matching; also in the document.
    """

    document: doc.Clinical
    facts: tuple[Fact, ...] = ()


def clinical_of(
    read: ReadClinical | None,
    base: KnowledgeBase,
    settings: Settings,
    *,
    purity: float | None = None,
    reported: str | None = None,
) -> ClinicalFindings:
    """Facts, scores and remarks; without a file the report says that none was given.

    Args:
        read: The clinical file.
        base: For the tables of facts and therapies.
        settings: The laboratory's choices.
        purity: As stated with ``--purity``, to hold against the file's.
        reported: The date of the report, after which nothing can be dated.

    Raises:
        FormatError: A unit, a word or a name that cannot be used, with its key and line (exit 3).
    """
    if read is None:
        return ClinicalFindings(doc.Clinical(scores=(), why=CLINICAL_WHY))
    from hccgenomics.clinical.facts import stated_in
    from hccgenomics.clinical.stated import StatementError
    from hccgenomics.knowledge.units import load_units

    units = load_units()
    try:
        stated = stated_in(read.document, _tables(base, settings, units))
    except StatementError as error:
        raise read.refused(error.key, error.detail) from None
    scored = tuple(_scores(stated))
    facts = (*stated.facts, *(fact for one in scored for fact in one.facts))
    remarks = (
        *stated.remarks,
        *(remark for one in scored for remark in one.remarks),
        *_purities(solutions_of(read), purity, settings),
        *_later(facts, reported),
    )
    document = doc.Clinical(
        scores=tuple(one.score for one in scored),
        why="",
        facts=facts,
        remarks=tuple(dict.fromkeys(remarks)),
        passed_through=dict(sorted(read.document.order.items())),
    )
    return ClinicalFindings(document, facts)


def _tables(base: KnowledgeBase, settings: Settings, units: UnitTables) -> Tables:
    from hccgenomics.clinical.facts import Tables
    from hccgenomics.clinical.gene_results import GeneNames
    from hccgenomics.knowledge.places import load_aliases, load_places

    places = load_places(Assembly.GRCH38)  # for its symbols
    return Tables(
        facts=base.facts,
        therapies=base.therapies,
        units=units,
        genes=GeneNames(lambda symbol: places.named(symbol) is not None, load_aliases()),
        afp_ng_per_iu=settings.afp_ng_per_iu,
    )


def _scores(stated: Stated) -> Iterator[Scored]:
    """Every score, in the order of the report; one without its inputs says which it lacks."""
    from hccgenomics.clinical.afp import afp
    from hccgenomics.clinical.albi import albi
    from hccgenomics.clinical.bclc import bclc
    from hccgenomics.clinical.child_pugh import child_pugh
    from hccgenomics.clinical.crafity import crafity
    from hccgenomics.clinical.dcp import dcp
    from hccgenomics.clinical.galad import galad

    yield from albi(stated)
    of_liver = child_pugh(stated)
    yield of_liver
    known = stated.word("child_pugh") or of_liver.score.grade or ""
    yield bclc(stated, child_pugh=known)
    yield afp(stated)
    yield crafity(stated)
    yield from dcp(stated)
    yield from galad(stated)


def solutions_of(read: ReadClinical | None) -> tuple[Solution, ...]:
    """Each stated tumour content as a purity beside those of the tools."""
    if read is None:
        return ()
    from hccgenomics.clinical.wording import BESIDE_FILES

    return tuple(
        Solution(
            source=f"{given.source}{BESIDE_FILES}",
            purity=given.purity,
            purity_low=given.low,
            purity_high=given.high,
            ploidy=given.ploidy,
        )
        for given in read.document.tumour.content
    )


def _later(facts: Sequence[Fact], reported: str | None) -> Iterator[str]:
    """That something is dated after the report."""
    from hccgenomics.clinical import wording

    later = [fact.text for fact in facts if reported and fact.date > reported]
    if later:
        yield wording.AFTER_REPORT.format(reported=reported, listed="; ".join(later))


def _purities(
    solutions: Sequence[Solution], purity: float | None, settings: Settings
) -> Iterator[str]:
    """That stated purities lie further apart than the setting tolerates."""
    from hccgenomics.clinical import wording

    given = [(one.source, one.purity) for one in solutions if one.purity is not None]
    if purity is not None:
        given.insert(0, ("--purity", purity))
    values = [value for _, value in given]
    if len(values) > 1 and max(values) - min(values) > settings.purity_tolerance:
        yield wording.PURITIES.format(
            listed="; ".join(f"{source} {value:.0%}" for source, value in given)
        )


def with_stated(measures: doc.GenomeWide, facts: Sequence[Fact]) -> doc.GenomeWide:
    """What was stated of each measure, beside why it was not computed here."""
    stated = [fact for fact in facts if fact.kind is FactKind.SIGNATURE]
    if not stated:
        return measures
    from hccgenomics.clinical import wording

    def beside(measure: doc.GenomeWideMeasure, found: list[Fact]) -> doc.GenomeWideMeasure:
        if not found:
            return measure
        listed = "; ".join(fact.text for fact in found)
        why = wording.STATED_BESIDE.format(why=measure.why, listed=listed)
        return measure.model_copy(update={"why": why})

    return doc.GenomeWide(
        tmb=beside(measures.tmb, [one for one in stated if one.subject == TMB]),
        msi=beside(measures.msi, [one for one in stated if one.subject in REPAIR]),
        signatures=beside(
            measures.signatures, [one for one in stated if one.subject not in {TMB, *REPAIR}]
        ),
    )


def input_file(read: ReadClinical | None, number: int) -> tuple[InputFile, ...]:
    """The clinical file for provenance; its records are the statements it makes."""
    if read is None:
        return ()
    return (
        InputFile(
            name=read.name,
            sha256=read.sha256,
            size=read.size,
            container=PLAIN,
            file_format=read.file_format,
            caller="",
            records=read.statements,
            number=number,
            holds=HOLDS,
        ),
    )


def clinical_tables(read: ReadClinical | None) -> tuple[Resource, ...]:
    """The tables of units, where a clinical file was read with them."""
    if read is None:
        return ()
    from hccgenomics.knowledge.units import PLAUSIBLE, UNITS

    return embedded((PLAUSIBLE, UNITS))
