"""The tissue's report that a plasma report is read against: one of our own, read from its JSON.

Everything here was decided when that report was made; nothing is judged again. What it does not
tell (a depth, a purity, copies) stays unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import AssemblyError, FormatError, InputError
from hccgenomics.model.provenance import InputFile
from hccgenomics.model.variant import Variant
from hccgenomics.pipeline.read_report import read_report
from hccgenomics.vocabulary import AlterationKind, Specimen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hccgenomics.model import report as doc
    from hccgenomics.model.copy_number import GeneCopies
    from hccgenomics.model.report_ledger import SetAsideFinding
    from hccgenomics.pipeline.report import ReportRequest
    from hccgenomics.vocabulary import Assembly, Origin

HOLDS: Final = "tissue_report"
CLEAN: Final = "normal_clean"
"""The reason of an origin that a deep matched normal does not carry the allele."""
_PLAIN: Final = "plain"
_JSON: Final = "JSON"


@dataclass(frozen=True, slots=True)
class TissueVariant:
    """One small variant of the tissue.

    Attributes:
        id: Of the alteration in the tissue's report; of several genes' the first.
        variant: Normalised, on the tissue report's assembly.
        name: As a board says it: ``CTNNB1 p.S45P``.
        vaf, depth, alt_depth: In the tissue; ``None`` where its file does not tell.
        normal_alt_depth: Reads in the tissue's matched normal.
        is_promoter: Whether it is a driver of the TERT promoter.
        is_clean_in_normal: Whether the tissue's matched normal was deep enough, and has no read
            with it.
        copies: What the tissue's report tells of the gene's copies; ``None`` for nothing.
    """

    id: str
    variant: Variant
    gene: str
    name: str
    vaf: float | None
    depth: int | None
    alt_depth: int | None
    normal_alt_depth: int | None
    origin: Origin
    is_driver: bool
    is_promoter: bool = False
    is_clean_in_normal: bool = False
    copies: GeneCopies | None = None


@dataclass(frozen=True, slots=True)
class TissueReport:
    """A tissue report as it was read.

    Attributes:
        where: As the user named the file; never shown in a report.
        small: Small variants that were kept, in the report's order, each once.
        large: Alterations of every other kind.
        left_out: Driver alleles that the tissue's filters left out, by their normalised spelling.
    """

    report: doc.Report = field(repr=False)
    where: str
    sha256: str
    size: int
    small: tuple[TissueVariant, ...]
    large: tuple[doc.Alteration, ...]
    left_out: Mapping[Variant, SetAsideFinding]

    @property
    def id(self) -> str:
        """The hash by which the tissue's report is known."""
        return self.report.report_id

    @property
    def name(self) -> str:
        """The file's own name."""
        return Path(self.where).name

    @property
    def purity(self) -> float | None:
        """The share of tumour cells that its copies were worked out with, else as it was stated."""
        solution = self.report.copy_number.solution
        if solution is not None and solution.purity is not None:
            return solution.purity
        return self.report.sample.purity

    def check_assembly(self, assembly: Assembly) -> None:
        """That plasma is told in the same coordinates.

        Raises:
            AssemblyError: It is not.
        """
        own = self.report.sample.assembly
        if own is not assembly:
            raise AssemblyError(
                f"The tissue's report is on {own}, and this sample is on {assembly}.",
                where=self.where,
                hint="Make both reports on one assembly.",
            )


def read_tissue(path: str | Path) -> TissueReport:
    """Read a tissue's report.

    Raises:
        UnreadableError: It cannot be opened.
        FormatError: It is damaged, or no report.
        InputError: It is a report of another schema version, or of plasma.
    """
    read = read_report(path, called="The tissue's report", option="--tissue")
    where, report = read.where, read.report
    if report.sample.specimen is not Specimen.TISSUE:
        raise InputError(
            f"This is a report of {report.sample.specimen}, and plasma is read against tissue.",
            where=where,
            hint="Pass the tissue's <id>.report.json with --tissue.",
        )
    try:
        small, left_out = tuple(_small(report)), _left_out(report)
    except ValueError as error:
        raise FormatError(
            "A variant of this report changes nothing, or has no place.",
            where=where,
            hint="Pass a report as hccgenomics wrote it, unedited.",
        ) from error
    return TissueReport(
        report=report,
        where=where,
        sha256=read.sha256,
        size=read.size,
        small=small,
        large=tuple(one for one in report.alterations if one.kind is not AlterationKind.SMALL),
        left_out=left_out,
    )


def tissue_of(request: ReportRequest) -> TissueReport | None:
    """The tissue's report that a request names; ``None`` where it names none.

    Raises:
        InputError: It cannot be used, or the request is not one of plasma.
    """
    if request.tissue is None:
        return None
    if request.specimen is not Specimen.PLASMA:
        raise InputError(
            "A tissue report is what plasma is read against, and this sample is of tissue.",
            where=request.tissue,
            hint="Say --specimen plasma, or leave --tissue out.",
        )
    return read_tissue(request.tissue)


def tissue_input(tissue: TissueReport | None, number: int) -> tuple[InputFile, ...]:
    """The tissue's report for provenance; its records are its alterations."""
    if tissue is None:
        return ()
    return (
        InputFile(
            name=tissue.name,
            sha256=tissue.sha256,
            size=tissue.size,
            container=_PLAIN,
            file_format=_JSON,
            caller="",
            records=len(tissue.report.alterations),
            number=number,
            holds=HOLDS,
        ),
    )


def _small(report: doc.Report) -> Iterator[TissueVariant]:
    """Small variants; one that alters two genes is one variant."""
    copies = {gene.gene: gene for gene in report.copy_number.genes}
    seen: set[Variant] = set()
    for one in report.alterations:
        variant = _variant(one)
        if variant is None or variant in seen:
            continue
        seen.add(variant)
        yield TissueVariant(
            id=one.id,
            variant=variant,
            gene=one.gene,
            name=one.short_name,
            vaf=one.vaf,
            depth=one.depth,
            alt_depth=one.alt_depth,
            normal_alt_depth=one.normal_alt_depth,
            origin=one.origin,
            is_driver=one.driver,
            is_promoter=one.promoter is not None and one.driver,
            is_clean_in_normal=_is_clean(one),
            copies=copies.get(one.gene),
        )


def _is_clean(one: doc.Alteration) -> bool:
    is_deep = any(reason.code == CLEAN for reason in one.origin_reasons)
    return is_deep and one.normal_alt_depth == 0


def _variant(one: doc.Alteration) -> Variant | None:
    if one.kind is not AlterationKind.SMALL or one.contig is None or one.pos is None:
        return None
    variant = Variant(one.contig, one.pos, one.ref, one.alt)
    if variant.pos < 1:
        raise ValueError(f"{variant} has no place.")
    return variant


def _left_out(report: doc.Report) -> Mapping[Variant, SetAsideFinding]:
    """Driver alleles left out, by the spelling that the ledger's entry gives them."""
    listed = {(one.contig, one.pos, one.ref, one.alt): one for one in report.set_aside}
    found: dict[Variant, SetAsideFinding] = {}
    for entry in report.ledger.entries or ():
        aside = listed.get((entry.contig, entry.pos, entry.ref, entry.alt))
        if aside is not None and entry.normalised is not None and not entry.alterations:
            found.setdefault(spelt_variant(entry.normalised), aside)
    return found


def spelt_variant(text: str) -> Variant:
    """A variant as the ledger spells it.

    >>> spelt_variant("chr5:1295113 G>A").pos
    1295113
    """
    place, _, alleles = text.partition(" ")
    contig, _, pos = place.rpartition(":")
    ref, _, alt = alleles.partition(">")
    return Variant(contig, int(pos), ref, alt)
