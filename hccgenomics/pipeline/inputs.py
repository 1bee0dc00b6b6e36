"""Everything a request names, read, and the one assembly it all lies on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import AssemblyError
from hccgenomics.model.ledger import Tally
from hccgenomics.pipeline.asking import read_request
from hccgenomics.readers.agreement import SAID_BY_OTHERS, stable
from hccgenomics.readers.assembly import SAID_BY_USER
from hccgenomics.readers.builds import judge_build
from hccgenomics.readers.calls import SmallVariants, read_small_variants

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hccgenomics.model.copy_number_files import CopyNumberFile
    from hccgenomics.model.coverage import Looked
    from hccgenomics.model.genome import AssemblyContigs, Interval
    from hccgenomics.model.structural_files import StructuralFile
    from hccgenomics.pipeline.models import Models
    from hccgenomics.pipeline.plasma.tissue import TissueReport
    from hccgenomics.pipeline.report import ReportRequest
    from hccgenomics.pipeline.superseded import Superseded
    from hccgenomics.readers.alignments import Alignments
    from hccgenomics.readers.assembly import Verdict
    from hccgenomics.readers.background import ReadBackground
    from hccgenomics.readers.clinical import ReadClinical
    from hccgenomics.vocabulary import Assembly

_ASK: Final = "Say which with --assembly GRCh37 or --assembly GRCh38."


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was read.

    Attributes:
        small: Small variants; without a file where none was given.
        copy_number: In the order of the command line, numbered after the files of ``small``.
        structural: Likewise, numbered after those.
        clinical: What is stated beside the files.
        looked: What was told of panel and depth; ``None`` for nothing.
        tissue: The tissue's report that plasma is read against.
        background: Noise of normal samples, place by place.
        alignments, normal_alignments: Reads that known places are counted in.
        superseded: The earlier report that this one replaces.
    """

    small: SmallVariants
    copy_number: tuple[CopyNumberFile, ...] = ()
    structural: tuple[StructuralFile, ...] = ()
    clinical: ReadClinical | None = None
    looked: Looked | None = None
    tissue: TissueReport | None = None
    background: ReadBackground | None = None
    alignments: Alignments | None = None
    normal_alignments: Alignments | None = None
    superseded: Superseded | None = None

    @property
    def count(self) -> int:
        """How many files there are, the clinical one left out."""
        return len(self.small.files) + len(self.copy_number) + len(self.structural)


def read_inputs(request: ReportRequest, panels: Mapping[Assembly, Models]) -> Inputs:
    """Read every file and settle the assembly.

    Raises:
        InputError: A file is damaged, ambiguous or does not fit the others; one sentence.
    """
    small = None
    if request.paths:
        small = read_small_variants(
            read_request(request, request.paths, panels, request.knowledge), panels
        )
    if not (request.cnv or request.sv):
        return Inputs(_given(small))
    copy_number = _copy_number(request, small, panels)
    structural = _structural(request, small, panels)
    builds = _Builds(panels, request, [*copy_number, *structural], (*request.cnv, *request.sv))
    small = builds.beside(small) if small is not None else without_files(*builds.alone())
    return _numbered(Inputs(small, copy_number, structural))


def _given(small: SmallVariants | None) -> SmallVariants:
    if small is None:
        raise ValueError("A request names at least one file.")
    return small


def without_files(assembly: Assembly, evidence: tuple[str, ...]) -> SmallVariants:
    """No file of small variants at all."""
    return SmallVariants(
        calls=(),
        set_aside=(),
        tally=Tally(),
        assembly=assembly,
        assembly_evidence=evidence,
        tumour_sample=None,
        normal_sample=None,
        callers=(),
        annotated_by=(),
        files=(),
        notes=(),
    )


def _copy_number(
    request: ReportRequest, small: SmallVariants | None, panels: Mapping[Assembly, Models]
) -> tuple[CopyNumberFile, ...]:
    if not request.cnv:
        return ()
    from hccgenomics.readers.copy_number import CopyNumberRequest, read_copy_number

    return read_copy_number(
        CopyNumberRequest(
            paths=request.cnv,
            format=request.cnv_format,
            sample=request.tumour_sample,
            normal=request.normal_sample,
            contigs=contigs_of(panels),
            likely_sample=None if small is None else small.tumour_sample,
        )
    )


def _structural(
    request: ReportRequest, small: SmallVariants | None, panels: Mapping[Assembly, Models]
) -> tuple[StructuralFile, ...]:
    if not request.sv:
        return ()
    from hccgenomics.readers.structural import StructuralRequest, read_structural

    return read_structural(
        StructuralRequest(
            paths=request.sv,
            format=request.sv_format,
            tumour_sample=request.tumour_sample,
            normal_sample=request.normal_sample,
            contigs=contigs_of(panels),
            min_length=request.settings.min_structural_length,
            likely_tumour=None if small is None else small.tumour_sample,
            likely_normal=None if small is None else small.normal_sample,
        )
    )


class _Builds:
    """The assembly of files of copy number and structural variants."""

    def __init__(
        self,
        panels: Mapping[Assembly, Models],
        request: ReportRequest,
        files: list[CopyNumberFile | StructuralFile],
        paths: tuple[str, ...],
    ) -> None:
        self._panels = panels
        self._request = request
        self._files = list(zip(files, paths, strict=True))
        self._spans = {assembly: span_of(models) for assembly, models in panels.items()}

    def _judge(
        self, file: CopyNumberFile | StructuralFile, path: str, stated: tuple[Assembly, str] | None
    ) -> Verdict:
        return judge_build(file.build, self._panels, self._spans, stated=stated, where=path)

    def beside(self, small: SmallVariants) -> SmallVariants:
        """The small variants, with what the other files say of the assembly.

        Raises:
            AssemblyError: One is on another.
        """
        told = (small.assembly, SAID_BY_OTHERS)
        verdicts = [self._judge(file, path, told) for file, path in self._files]
        more = (small.assembly_evidence, *(verdict.evidence for verdict in verdicts))
        evidence = tuple(dict.fromkeys((*small.assembly_evidence, *stable(more))))
        return replace(small, assembly_evidence=evidence)

    def alone(self) -> tuple[Assembly, tuple[str, ...]]:
        """The assembly these files agree on, with why.

        Raises:
            AssemblyError: They are on several, or nothing tells.
        """
        order = self._request.assembly
        stated = None if order is None else (order, SAID_BY_USER)
        verdicts = [self._judge(file, path, stated) for file, path in self._files]
        decided = {
            verdict.assembly: path
            for verdict, (_, path) in zip(verdicts, self._files, strict=True)
            if verdict.assembly is not None
        }
        if len(decided) > 1:
            named = " and ".join(f"{where} on {assembly}" for assembly, where in decided.items())
            raise AssemblyError(
                f"The files are on different assemblies: {named}.",
                hint="Pass files on one assembly.",
            )
        if not decided:
            raise AssemblyError(
                "The assembly cannot be told: no contig lengths, no words, no row that reaches "
                "beyond the end of a chromosome, no named genes.",
                where=self._files[0][1],
                hint=_ASK,
            )
        assembly = next(iter(decided))
        told = (assembly, SAID_BY_OTHERS)
        verdicts = [
            self._judge(file, path, told) if verdict.assembly is None else verdict
            for verdict, (file, path) in zip(verdicts, self._files, strict=True)
        ]
        return assembly, stable(verdict.evidence for verdict in verdicts)


def contigs_of(panels: Mapping[Assembly, Models]) -> dict[Assembly, AssemblyContigs]:
    """The contigs of every assembly, for accessions in place of names."""
    return {assembly: models.contigs for assembly, models in panels.items()}


def span_of(models: Models) -> Callable[[str], Interval | None]:
    """Where a gene lies on this assembly, of those that have a model."""
    known = frozenset(models.symbols)
    return lambda gene: models.span(gene) if gene in known else None


def _numbered(inputs: Inputs) -> Inputs:
    """One numbering over all files: small variants, copy number, structural variants."""
    first = len(inputs.small.files)
    second = first + len(inputs.copy_number)
    return replace(
        inputs,
        copy_number=tuple(_shifted(file, first) for file in inputs.copy_number),
        structural=tuple(_moved(file, second) for file in inputs.structural),
    )


def _shifted(file: CopyNumberFile, by: int) -> CopyNumberFile:
    facts = replace(file.facts, number=file.facts.number + by)
    solutions = tuple(replace(found, file=facts.number) for found in file.solutions)
    return replace(file, facts=facts, solutions=solutions)


def _moved(file: StructuralFile, by: int) -> StructuralFile:
    facts = replace(file.facts, number=file.facts.number + by)
    number = facts.number
    return replace(
        file,
        facts=facts,
        adjacencies=tuple(replace(found, file=number) for found in file.adjacencies),
        fusions=tuple(replace(found, file=number) for found in file.fusions),
        integrations=tuple(replace(found, file=number) for found in file.integrations),
    )
