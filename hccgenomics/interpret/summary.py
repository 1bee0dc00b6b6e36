"""What the first screen says: key findings, limits, and what would change the answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import origin_wording, wording
from hccgenomics.interpret.normal_reads import SHALLOW
from hccgenomics.vocabulary import ComponentClass, MarkerState, Origin, Specimen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hccgenomics.interpret.markers import MarkerResult
    from hccgenomics.interpret.rescue import Rescue
    from hccgenomics.model.alteration import SmallAlteration
    from hccgenomics.model.annotation import SourceUse
    from hccgenomics.model.evidence import Biomarker
    from hccgenomics.model.sample import Sample
    from hccgenomics.model.variant import Support
    from hccgenomics.vocabulary import DropReason


BLOOD_CELLS: Final = "CHIP-01"
"""The curated row that names the genes in which blood cell clones carry variants."""
_NOT_APPLIED: Final = ": not applied: "
_OPEN: Final = frozenset({Origin.UNKNOWN, Origin.POSSIBLE_HAEMATOPOIESIS})


ALWAYS_NAMED: Final = 3
"""Alleles left out that are each named, however faint."""
MOST_NAMED: Final = 8
"""Alleles left out that are named at the most; the others are counted and listed further down."""
TELLING_VAF: Final = 0.01
"""The fraction from which an allele left out among many is still named."""


@dataclass(frozen=True, slots=True)
class SetAsideDriver:
    """An allele that a driver rule would flag, had the sieve not left it out."""

    alteration: SmallAlteration
    reason: DropReason
    detail: str = ""
    said: str = ""
    rescue: Rescue | None = None

    @property
    def why(self) -> str:
        """The reason in words, with the caller's filter or the figures where they are known."""
        return self.said or f"{wording.DROPPED[self.reason]}{self.detail}"

    @property
    def sentence(self) -> str:
        """One sentence for the page."""
        return wording.SET_ASIDE.format(
            name=wording.name_of(self.alteration),
            support=support_clause(self.alteration.support),
            reason=self.why,
        )


@dataclass(frozen=True, slots=True)
class Request:
    """A test that would change the answer."""

    test: str
    why: str
    markers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """What the run could not know, for the limits.

    Attributes:
        panel_genes: How many genes are annotated.
        genes_without_models: Driver genes of the table that have no embedded transcript.
        incomplete_genes: How many panel genes lack a complete reference-grade coding sequence.
        has_fasta: Whether a reference FASTA was given.
        hotspot_counts: Whether the pan-cancer counts are installed.
        unjudged_genes: Panel genes of which no table of the drivers speaks.
        structural: Symbolic alleles and breakends in the panel, which nothing here interprets.
        likely_germline: Names of flagged alterations that are likely germline.
        has_population: Whether a population file was given.
        annotations: Annotators whose statements in the files were read.
        remarks: Sentences that arose on the way (alleles that might share a haplotype, …).
    """

    panel_genes: int
    genes_without_models: tuple[str, ...]
    incomplete_genes: int
    has_fasta: bool
    hotspot_counts: bool
    remarks: tuple[str, ...]
    unjudged_genes: tuple[str, ...] = ()
    likely_germline: tuple[str, ...] = ()
    structural: int = 0
    has_population: bool = False
    annotations: tuple[str, ...] = ()


def support_clause(support: Support) -> str:
    """The reads behind an allele, as a clause."""
    return wording.support_of(support.vaf, support.alt_depth, support.total_depth)


def blood_cell_genes(rows: Iterable[Biomarker], specimen: Specimen) -> frozenset[str]:
    """The genes whose variants may come from blood cells; none outside plasma."""
    if specimen is not Specimen.PLASMA:
        return frozenset()
    return frozenset(gene for row in rows if row.id == BLOOD_CELLS for gene in row.genes)


def summarise(
    alterations: Sequence[SmallAlteration],
    markers: Sequence[MarkerResult],
    set_aside: Sequence[SetAsideDriver],
    blood_genes: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """Key findings, one sentence each: drivers, what was left out, and the count of markers."""
    drivers = [a for a in alterations if a.is_driver]
    sentences = [_present(alteration, blood_genes) for alteration in drivers]
    if not alterations:
        sentences.append(wording.NOTHING_KEPT)
    elif not drivers:
        noun = "1 variant" if len(alterations) == 1 else f"{len(alterations)} variants"
        was = "was" if len(alterations) == 1 else "were"
        sentences.append(wording.NO_DRIVER.format(kept=noun, was=was))
    sentences.extend(_unfiltered(drivers))
    sentences.extend(set_aside_sentences(set_aside))
    sentences.extend(_disputed(alterations))
    present = sum(marker.state is MarkerState.PRESENT for marker in markers)
    judged = sum(marker.state in {MarkerState.PRESENT, MarkerState.ABSENT} for marker in markers)
    sentences.append(
        wording.MARKERS_SEEN.format(
            present=present,
            total=len(markers),
            are="is" if present == 1 else "are",
            open=len(markers) - judged,
        )
    )
    return tuple(sentences)


def _unfiltered(drivers: Sequence[SmallAlteration]) -> Iterator[str]:
    """That flagged alterations did not go through every filter, and through which not."""
    unfiltered = [one for one in drivers if one.filters_not_applied]
    if unfiltered:
        lacking = (said for one in unfiltered for said in one.filters_not_applied)
        filters = [
            f"{name} ({lacks})"
            for name, _, lacks in (said.partition(_NOT_APPLIED) for said in dict.fromkeys(lacking))
        ]
        on = wording.counted(len(unfiltered), "flagged alteration", "flagged alterations")
        yield wording.UNFILTERED.format(on=on, filters=wording.listed(filters))


def _disputed(alterations: Sequence[SmallAlteration]) -> Iterator[str]:
    """That the file's annotation states otherwise, and where."""
    disputed = [wording.name_of(a) for a in alterations if a.disagreements]
    if disputed:
        more = len(disputed) - MOST_NAMED
        names = [*disputed[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])]
        on = wording.counted(len(disputed), "alteration", "alterations")
        yield wording.DIFFERS.format(on=on, names=wording.listed(names))


def annotation_sentences(source: str, use: SourceUse) -> Iterator[str]:
    """What became of one annotator's statements, as limits of this report."""
    if use.compared:
        same = _agreement(use)
        yield wording.COMPARED.format(
            source=_first(source),
            compared=wording.counted(use.compared, "alteration", "alterations"),
            agreeing=same.format(agreeing=use.agreeing),
        )
    if use.not_compared:
        on = wording.counted(use.not_compared, "alteration", "alterations")
        yield wording.NOT_COMPARED.format(source=_first(source), alterations=on)
    for count, sentence in (
        (use.unread, wording.ANNOTATION_UNREAD),
        (use.unplaced, wording.ANNOTATION_UNPLACED),
    ):
        if count:
            entries = wording.counted(count, "entry", "entries")
            were = "was" if count == 1 else "were"
            yield sentence.format(source=source, entries=entries, were=were)


def _agreement(use: SourceUse) -> str:
    if use.agreeing == use.compared:
        return wording.ALL_AGREE
    if use.agreeing:
        return wording.SOME_AGREE
    return wording.ONE_DIFFERS if use.compared == 1 else wording.NONE_AGREES


def _first(source: str) -> str:
    """An annotator's name where a sentence begins."""
    return f"{source[:1].upper()}{source[1:]}"


def joined_sentence(joined: int) -> Iterator[str]:
    """That alterations made of several records were not compared."""
    if joined:
        yield wording.JOINED_UNCOMPARED.format(
            alterations=wording.counted(joined, "alteration", "alterations"),
            were="was" if joined == 1 else "were",
        )


def told_apart(
    set_aside: Sequence[SetAsideDriver],
) -> tuple[tuple[SetAsideDriver, ...], tuple[SetAsideDriver, ...]]:
    """Alleles left out that are worth a sentence each, and those that are only counted.

    A deep raw file holds dozens of driver alleles with a read or two; among them one at a telling
    fraction must not be lost.
    """
    if len(set_aside) <= ALWAYS_NAMED:
        return tuple(set_aside), ()
    telling = [item for item in set_aside if _fraction(item) >= TELLING_VAF]
    named = sorted(telling, key=_fraction, reverse=True)[:MOST_NAMED]
    return tuple(named), tuple(item for item in set_aside if item not in named)


def set_aside_sentences(set_aside: Sequence[SetAsideDriver]) -> tuple[str, ...]:
    """What was left out though a driver rule would flag it: by name, the faint ones by count."""
    named, counted = told_apart(set_aside)
    sentences = [item.sentence for item in named]
    if counted:
        genes = Counter(item.alteration.gene for item in counted)
        further = "further " if named else ""
        sentences.append(
            wording.SET_ASIDE_COUNTED.format(
                alleles=wording.counted(len(counted), f"{further}allele", f"{further}alleles"),
                were="was" if len(counted) == 1 else "were",
                genes=", ".join(f"{gene} {count}" for gene, count in genes.most_common()),
            )
        )
    return tuple(sentences)


def _fraction(item: SetAsideDriver) -> float:
    """A fraction that nobody stated may be any: it counts as telling."""
    vaf = item.alteration.support.vaf
    return 1.0 if vaf is None else vaf


def likely_germline(
    alterations: Sequence[SmallAlteration], set_aside: Sequence[SetAsideDriver]
) -> tuple[str, ...]:
    """Names of the flagged alterations that are likely germline, left out or not."""
    flagged = [a for a in alterations if a.is_driver]
    flagged.extend(item.alteration for item in set_aside)
    return tuple(wording.name_of(a) for a in flagged if a.origin is Origin.LIKELY_GERMLINE)


def germline_caveats(alterations: Iterable[SmallAlteration]) -> Iterator[str]:
    """That a curated row on tumours is met by something likely germline."""
    for alteration in alterations:
        if germline := origin_wording.likely_germline(alteration):
            name = wording.name_of(alteration)
            yield wording.CAVEAT_GERMLINE.format(names=name, germline=germline)


def _present(alteration: SmallAlteration, blood_genes: frozenset[str]) -> str:
    return wording.PRESENT.format(
        name=wording.name_of(alteration),
        support=support_clause(alteration.support),
        why=_first_reason(alteration),
        origin=f"{_origin(alteration, blood_genes)}{_annotated(alteration)}",
    )


def _annotated(alteration: SmallAlteration) -> str:
    """Whose statement it is, where it is not ours; empty if it is."""
    source = alteration.effect.annotated_by
    return "" if source is None else wording.ANNOTATED_PRESENT.format(source=source)


def _origin(alteration: SmallAlteration, blood_genes: frozenset[str]) -> str:
    """What a reader must hear of where the alteration comes from; empty if nothing."""
    if germline := origin_wording.likely_germline(alteration):
        return wording.ORIGIN_GERMLINE.format(germline=germline)
    is_open = alteration.origin in _OPEN and alteration.gene in blood_genes
    return wording.ORIGIN_BLOOD if is_open else ""


def _first_reason(alteration: SmallAlteration) -> str:
    return next(f.why for f in alteration.findings if f.drives)


def limits_of(sample: Sample, assayed: frozenset[ComponentClass], gaps: Gaps) -> tuple[str, ...]:
    """What this report cannot say, in the order a reader should worry."""
    limits = [*_limits_of_files(sample, assayed, has_population=gaps.has_population)]
    if gaps.likely_germline:
        limits.append(wording.LIMIT_GERMLINE.format(names=wording.listed(gaps.likely_germline)))
    if gaps.structural:
        alleles = wording.counted(gaps.structural, "allele", "alleles")
        were = "was" if gaps.structural == 1 else "were"
        limits.append(wording.LIMIT_STRUCTURAL.format(alleles=alleles, were=were))
    known = wording.LIMIT_ABSENT_FROM_POPULATION
    limits.append(known if gaps.has_population else wording.LIMIT_POPULATION)
    if ComponentClass.SIGNATURE not in assayed:
        limits.append(wording.LIMIT_GENOME_WIDE)
    return (*limits, *_limits_of_panel(gaps), wording.LIMIT_ONCOGENICITY, *gaps.remarks)


def _limits_of_files(
    sample: Sample, assayed: frozenset[ComponentClass], *, has_population: bool
) -> Iterator[str]:
    """What the files given cannot show."""
    yield wording.LIMIT_COVERAGE
    if ComponentClass.COPY_NUMBER not in assayed:
        yield wording.LIMIT_COPY_NUMBER
    if ComponentClass.FUSION not in assayed:
        yield wording.LIMIT_FUSION
    if sample.specimen is Specimen.PLASMA:
        yield wording.LIMIT_PLASMA
    if sample.normal_sample is None:
        yield wording.LIMIT_NO_NORMAL_TOLD if has_population else wording.LIMIT_NO_NORMAL
    if sample.tumour_sample is None:
        yield wording.LIMIT_SITES_ONLY


def _limits_of_panel(gaps: Gaps) -> Iterator[str]:
    """What the embedded genes and tables do not hold."""
    yield wording.LIMIT_PANEL.format(count=gaps.panel_genes)
    if missing := gaps.genes_without_models:
        read = wording.LIMIT_ANNOTATED_GENES if gaps.annotations else wording.LIMIT_NO_MODEL
        yield read.format(
            missing=wording.counted(
                len(missing),
                "driver gene of the table has",
                "driver genes of the table have",
            ),
            names=", ".join(missing),
            sources=wording.listed(gaps.annotations),
        )
    if genes := gaps.unjudged_genes:
        have = wording.counted(len(genes), "panel gene has", "panel genes have")
        yield wording.LIMIT_UNJUDGED.format(genes=have, names=", ".join(genes))
    if gaps.incomplete_genes:
        limit = wording.LIMIT_FASTA if gaps.has_fasta else wording.LIMIT_SEQUENCE
        yield limit.format(
            have=wording.counted(gaps.incomplete_genes, "panel gene has", "panel genes have"),
            genes=wording.counted(gaps.incomplete_genes, "panel gene", "panel genes"),
        )
    if not gaps.hotspot_counts:
        yield wording.LIMIT_HOTSPOT_COUNTS


def follow_up_of(
    markers: Sequence[MarkerResult],
    alterations: Sequence[SmallAlteration],
    set_aside: Sequence[SetAsideDriver],
    *,
    has_normal: bool,
    germline: Sequence[SmallAlteration] = (),
) -> tuple[Request, ...]:
    """Tests that would change the answer, the most telling first, each tied to what asks for it.

    Args:
        markers: Their states.
        alterations: What was kept.
        set_aside: Flagged alleles that were left out.
        has_normal: Whether there is a matched normal.
        germline: Alterations worth a test in germline.
    """
    requests = [
        Request(
            wording.FOLLOW_UP_SET_ASIDE.format(name=wording.name_of(item.alteration)),
            wording.FOLLOW_UP_SET_ASIDE_WHY.format(reason=item.why),
            (),
        )
        for item in told_apart(set_aside)[0]
        if item.alteration.origin is not Origin.LIKELY_GERMLINE or item.alteration not in germline
    ]
    if germline:
        why = wording.FOLLOW_UP_GERMLINE_WHY.format(names="; ".join(map(_in_germline, germline)))
        requests.append(Request(wording.FOLLOW_UP_GERMLINE, why, ()))
    no_call = tuple(m.marker for m in markers if m.state is MarkerState.NO_CALL)
    if any(m.state is MarkerState.NO_CALL and _is_promoter(m) for m in markers):
        names = tuple(m.marker for m in markers if _is_promoter(m))
        requests.append(Request(wording.FOLLOW_UP_TERT, wording.FOLLOW_UP_TERT_WHY, names))
    if no_call:
        why = wording.FOLLOW_UP_COVERAGE_WHY.format(markers=_markers_have(no_call))
        requests.append(Request(wording.FOLLOW_UP_COVERAGE, why, no_call))
    requests.extend(_for_class(markers))
    unknown = [a for a in alterations if a.is_driver and a.origin in _OPEN]
    requests.extend(_for_origin(unknown, has_normal=has_normal))
    return tuple(requests)


def _for_origin(unknown: Sequence[SmallAlteration], *, has_normal: bool) -> Iterator[Request]:
    """A normal where there is none, or a deeper one where it has too few reads."""
    test, why = wording.FOLLOW_UP_NORMAL, wording.FOLLOW_UP_NORMAL_WHY
    if has_normal:
        unknown = [a for a in unknown if any(r.code == SHALLOW for r in a.origin_reasons)]
        test, why = wording.FOLLOW_UP_DEEPER, wording.FOLLOW_UP_DEEPER_WHY
    if unknown:
        flagged = wording.counted(len(unknown), "flagged alteration", "flagged alterations")
        yield Request(test, why.format(alterations=flagged), ())


def _in_germline(alteration: SmallAlteration) -> str:
    """One alteration that is worth a test in germline, and how it stands."""
    return wording.FOLLOW_UP_GERMLINE_NAMED.format(
        name=wording.name_of(alteration),
        support=support_clause(alteration.support),
        germline=origin_wording.likely_germline(alteration) or wording.FOLLOW_UP_ORIGIN_OPEN,
    )


def _for_class(markers: Sequence[MarkerResult]) -> list[Request]:
    requests = []
    for wanted, test, why in (
        (
            ComponentClass.COPY_NUMBER,
            wording.FOLLOW_UP_COPY_NUMBER,
            wording.FOLLOW_UP_COPY_NUMBER_WHY,
        ),
        (ComponentClass.FUSION, wording.FOLLOW_UP_FUSION, wording.FOLLOW_UP_FUSION_WHY),
    ):
        names = tuple(
            m.marker
            for m in markers
            if any(
                c.component.component_class is wanted and c.state is MarkerState.NOT_ASSAYED
                for c in m.components
            )
        )
        if names:
            requests.append(Request(test, why.format(markers=_markers_have(names)), names))
    return requests


def _markers_have(names: Sequence[str]) -> str:
    return wording.counted(len(names), "marker has", "markers have")


def _is_promoter(marker: MarkerResult) -> bool:
    return any(result.component.promoter for result in marker.components)


def staleness(as_of: str, reported: str | None, after_days: int) -> str | None:
    """A warning once the evidence base is older than the setting at the report's own date.

    >>> staleness("2026-01-01", "2026-03-01", 180) is None
    True
    >>> staleness("2026-01-01", "2026-12-01", 180)[:41]
    'The evidence base is as of 2026-01-01, 33'
    """
    if reported is None:
        return None
    days = (date.fromisoformat(reported) - date.fromisoformat(as_of)).days
    return wording.STALE.format(as_of=as_of, days=days) if days > after_days else None
