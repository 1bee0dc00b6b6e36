"""One sample's files to its report."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hccgenomics.model.sample import Sample
from hccgenomics.pipeline.assembled import assembled
from hccgenomics.pipeline.clinical import solutions_of
from hccgenomics.pipeline.inputs import read_inputs
from hccgenomics.pipeline.judgement import judgement_of
from hccgenomics.pipeline.knowledge import load_knowledge, warn_of_overlays
from hccgenomics.pipeline.looking import opened, read_looking
from hccgenomics.pipeline.models import open_models, refuse_other_assembly, unheard
from hccgenomics.vocabulary import Assembly, Disease, Specimen

if TYPE_CHECKING:
    from collections.abc import Callable

    from hccgenomics.model import report as doc
    from hccgenomics.model.copy_number_files import CopyNumberFile
    from hccgenomics.model.settings import Settings
    from hccgenomics.model.structural_files import StructuralFile
    from hccgenomics.pipeline.inputs import Inputs
    from hccgenomics.pipeline.knowledge import Knowledge
    from hccgenomics.pipeline.plasma.tissue import TissueReport
    from hccgenomics.pipeline.population import PopulationLookup
    from hccgenomics.pipeline.superseded import Superseded
    from hccgenomics.readers.clinical import ReadClinical
    from hccgenomics.vocabulary import Region

SUFFIXES: Final = (
    *(".gz", ".bgz", ".vcf", ".bcf", ".maf", ".tsv", ".csv", ".txt"),
    *(".cns", ".cnr", ".seg", ".bedpe", ".call", ".called"),
)
"""Endings of file names that tell the container or the format, and not the sample."""


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What a user asks for; the defaults are those of the command line.

    Attributes:
        paths: Small variants of one sample, VCF or BCF; ``-`` is standard input.
        cnv: Copy number, and purity and ploidy, of any tool.
        sv: Structural variants, fusions and viral integrations of any tool.
        cnv_format, sv_format: Their format, where it cannot be recognised.
        panel: A BED of the regions assayed, or the name of a bundled panel.
        coverage: Depth: mosdepth BED, or a gVCF with reference blocks.
        bam, normal_bam: Alignments, for depth and forced calls.
        background: Per-site noise of normal samples.
        tissue: The tissue's report, that plasma is read against.
        threads: Processes that count reads; by default up to 4.
        assembly: As stated by the user; ``None`` to read it from the files.
        fasta: An indexed reference that closes what the embedded sequence lacks.
        population: An indexed VCF of allele frequencies in a population.
        sample_id: The name in the report; by default the tumour sample's, else the file's.
        clinical: What is stated beside the files, TOML or JSON.
        purity: Tumour cell fraction, 0 to 1; passed through.
        collected, reported: ISO dates, never taken from the clock.
        reviewed_by: With ``reported`` the report is final.
        supersedes: An earlier report of this sample, that this one replaces, with the reason.
        region: Whose regulator is shown first.
        knowledge: A laboratory's own tables, laid over ours in this order.
        warn: Takes one line for whoever runs this, on which the report does not depend.
    """

    paths: tuple[str, ...]
    settings: Settings
    cnv: tuple[str, ...] = ()
    sv: tuple[str, ...] = ()
    cnv_format: str | None = None
    sv_format: str | None = None
    panel: str | None = None
    coverage: tuple[str, ...] = ()
    bam: Path | None = None
    normal_bam: Path | None = None
    background: Path | None = None
    tissue: Path | None = None
    threads: int | None = None
    assembly: Assembly | None = None
    caller: str | None = None
    tumour_sample: str | None = None
    normal_sample: str | None = None
    sample_id: str | None = None
    fasta: Path | None = None
    population: Path | None = None
    specimen: Specimen = Specimen.TISSUE
    disease: Disease = Disease.HCC
    sex: str | None = None
    clinical: Path | None = None
    purity: float | None = None
    ploidy: float | None = None
    collected: str | None = None
    reported: str | None = None
    reviewed_by: str | None = None
    supersedes: Path | None = None
    reason: str | None = None
    region: Region | None = None
    knowledge: tuple[Path, ...] = ()
    warn: Callable[[str], None] = field(default=unheard, compare=False, repr=False)


def make_report(request: ReportRequest) -> doc.Report:
    """Read the files, then interpret them.

    Raises:
        InputError: If a file cannot be used (exit 3).
        ResourceError: If a table or model of ours cannot (exit 5).
    """
    panels = open_models(request.fasta, warn=request.warn)
    clinical = _clinical(request)
    tissue = _tissue(request)
    superseded = _superseded(request)
    inputs = replace(
        read_inputs(request, panels), clinical=clinical, tissue=tissue, superseded=superseded
    )
    models = panels[inputs.small.assembly]
    refuse_other_assembly(request.fasta, models)
    inputs = opened(request, inputs, models)
    knowledge = load_knowledge(models, request.knowledge)
    inputs = replace(inputs, looked=read_looking(request, inputs, knowledge))
    warn_of_overlays(knowledge.base.overlays, request.warn)
    if request.population is None:
        return interpret_sample(inputs, knowledge, request)
    from hccgenomics.pipeline.population import opened_population

    most = request.settings.max_reference_mismatches
    with opened_population(request.population, panels, models, max_mismatches=most) as population:
        return interpret_sample(inputs, knowledge, request, population)


def _clinical(request: ReportRequest) -> ReadClinical | None:
    """The clinical file, before any other: it is small, and most often the one with a slip."""
    if request.clinical is None:
        return None
    from hccgenomics.readers.clinical import read_clinical

    return read_clinical(request.clinical)


def _tissue(request: ReportRequest) -> TissueReport | None:
    """The tissue's report, before the large files are read."""
    if request.tissue is None:
        return None
    from hccgenomics.pipeline.plasma.tissue import tissue_of

    return tissue_of(request)


def _superseded(request: ReportRequest) -> Superseded | None:
    if request.supersedes is None:
        return None
    from hccgenomics.pipeline.superseded import read_superseded

    return read_superseded(request.supersedes)


def interpret_sample(
    inputs: Inputs,
    knowledge: Knowledge,
    request: ReportRequest,
    population: PopulationLookup | None = None,
) -> doc.Report:
    """What was read in, report out; no clock is read, and no file but the population's is asked."""
    sample = _sample(inputs, request)
    if inputs.superseded is not None:
        inputs.superseded.check(sample)
    return assembled(judgement_of(inputs, sample, knowledge, request, population))


def _sample(inputs: Inputs, request: ReportRequest) -> Sample:
    small = inputs.small
    return Sample(
        id=request.sample_id or small.tumour_sample or _named_by_files(inputs),
        assembly=small.assembly,
        tumour_sample=small.tumour_sample,
        normal_sample=small.normal_sample,
        callers=small.callers,
        annotated_by=small.annotated_by,
        specimen=request.specimen,
        disease=request.disease,
        purity=_purity(inputs, request),
        ploidy=request.ploidy,
        sex=request.sex,
        collected=request.collected,
    )


def _purity(inputs: Inputs, request: ReportRequest) -> float | None:
    """As the user states it; where no file of copies tells more, the clinical file's first."""
    if request.purity is not None or inputs.copy_number:
        return request.purity
    stated = solutions_of(inputs.clinical)
    return next((one.purity for one in stated if one.purity), None)


def _named_by_files(inputs: Inputs) -> str:
    """The sample's name where no VCF has a column: of the other files' own, else of a file."""
    if inputs.small.files:
        return min(_stem(facts.name) for facts in inputs.small.files)
    others: list[CopyNumberFile | StructuralFile] = [*inputs.copy_number, *inputs.structural]
    names = sorted({file.sample for file in others if file.sample})
    return names[0] if names else min(_stem(file.facts.name) for file in others)


def _stem(name: str) -> str:
    """A file's name without what its container and format add.

    >>> _stem("case7.somatic.vcf.gz")
    'case7.somatic'
    """
    if name == "-":
        return "sample"
    stem = Path(name).name
    for suffix in SUFFIXES:
        stem = stem.removesuffix(suffix)
    return stem or "sample"
