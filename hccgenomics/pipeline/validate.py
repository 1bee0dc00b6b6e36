"""A dry run: one file is read as for a report, and what was learnt is said; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.sample_check import check_sample
from hccgenomics.knowledge.genes import load_genes
from hccgenomics.knowledge.markers import load_markers
from hccgenomics.model import validation as doc
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline.asking import read_request
from hccgenomics.pipeline.knowledge import beyond
from hccgenomics.pipeline.models import open_models, unheard
from hccgenomics.pipeline.problems import problems_of
from hccgenomics.pipeline.regions import check_genes, check_validated_limits, regions_of
from hccgenomics.pipeline.validate_clinical import is_clinical, validate_clinical
from hccgenomics.pipeline.validate_large import holds_of, validate_large
from hccgenomics.readers.header import FIRST_SAMPLE
from hccgenomics.readers.inspection import Inspection, inspect
from hccgenomics.readers.survey import AlleleType
from hccgenomics.vocabulary import Confidence, DropReason

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from hccgenomics.errors import InputError
    from hccgenomics.interpret.sample_check import SampleCheck
    from hccgenomics.model.variant import VariantCall
    from hccgenomics.pipeline.models import Models
    from hccgenomics.readers.survey import Survey
    from hccgenomics.vocabulary import Assembly

USABLE: Final = 0
UNUSABLE: Final = 3
DOUBTFUL: Final = 4
_OUTCOMES: Final[Mapping[int, doc.Outcome]] = {
    USABLE: "usable", DOUBTFUL: "doubtful", UNUSABLE: "unusable",
}  # fmt: skip
_MOST_LISTED: Final = 100
_STYLES: Final = (
    ("chr", "chr1, chr2, …"), ("NC_", "RefSeq accessions"), ("CM", "GenBank accessions"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ValidationRequest:
    """What to look at, and what the user says of it, as for a report.

    Attributes:
        holds: What the file is to be read as; ``None`` to tell from its content.
        format: What ``--cnv-format`` or ``--sv-format`` of a report would say.
    """

    path: str
    settings: Settings = field(default_factory=Settings)
    assembly: Assembly | None = None
    caller: str | None = None
    tumour_sample: str | None = None
    normal_sample: str | None = None
    fasta: Path | None = None
    holds: doc.Holds | None = None
    format: str | None = None
    warn: Callable[[str], None] = field(default=unheard, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Validated:
    """What was learnt, and the fault with which a report would end."""

    document: doc.Validation
    fault: InputError | None


def validate_file(request: ValidationRequest) -> Validated:
    """Read one file to its end, and say all that can be said of it.

    Raises:
        ResourceError: If a table or model of ours cannot be used (exit 5).
        SettingsError: If the settings name a gene or a place that is none (exit 5).
    """
    panels = open_models(request.fasta, warn=request.warn)
    _check_names(request.settings, next(iter(panels.values())))
    holds = request.holds or ("clinical" if is_clinical(request.path) else holds_of(request.path))
    if holds == "clinical":
        clinical = validate_clinical(request)
        return Validated(clinical.document, clinical.fault)
    if holds in ("panel", "coverage"):
        from hccgenomics.pipeline.validate_coverage import validate_coverage

        looked = validate_coverage(request, holds, panels)
        return Validated(looked.document, looked.fault)
    if holds != "small_variants":
        large = validate_large(request, holds, panels)
        return Validated(large.document, large.fault)
    found = inspect(read_request(request, (request.path,), panels), panels)
    check = check_sample(found.calls, found.signs, request.settings)
    return Validated(_document(found, check, request), next(iter(found.faults), None))


def _check_names(settings: Settings, models: Models) -> None:
    """Refuse what a report would refuse; either assembly's models have the names."""
    genes, _ = load_genes()
    check_genes(settings, frozenset((*models.symbols, *beyond(models.symbols, genes))))
    check_validated_limits(settings, load_markers()[0])
    regions_of(settings, models)


def _document(found: Inspection, check: SampleCheck, request: ValidationRequest) -> doc.Validation:
    exit_code = UNUSABLE if found.faults else DOUBTFUL if check.doubts else USABLE
    return doc.Validation(
        outcome=_OUTCOMES[exit_code],
        exit_code=exit_code,
        file=_file(found, request),
        caller=None if found.header is None else _caller(found, request),
        assembly=_assembly(found),
        samples=_samples(found),
        annotations=_annotations(found),
        indexes=_indexes(found),
        records=None if found.survey is None else _records(found, found.survey),
        panel=_panel(found),
        contigs=_contigs(found),
        quality=_quality(found, check),
        problems=problems_of(found, check),
    )


def _file(found: Inspection, request: ValidationRequest) -> doc.InspectedFile:
    source = found.source
    is_whole = source is not None and found.scan is not None
    return doc.InspectedFile(
        name=Path(request.path).name if source is None else source.name,
        sha256=source.sha256 if source is not None and is_whole else None,
        size=source.size if source is not None and is_whole else None,
        container=None if source is None else source.container.value,
        file_format=_format(found),
    )


def _format(found: Inspection) -> str | None:
    if found.header is None or found.source is None:
        return None
    if found.door is not None:
        return found.door.file_format
    version = f"VCFv{found.header.version}" if found.header.version else "VCF"
    return f"BCF ({version})" if found.source.is_bcf else version


def _caller(found: Inspection, request: ValidationRequest) -> doc.InspectedCaller:
    dialect, header = found.dialect, found.header
    is_known = found.is_known
    is_named = (request.caller or "").lower() == dialect.name
    told = "header" if found.is_recognised else "option" if is_named else "none"
    return doc.InspectedCaller(
        name=dialect.name,
        title=dialect.title or dialect.name,
        version=None if header is None else dialect.version(header),
        recognised=told,
        tier=dialect.tier if is_known else None,
        scope=dialect.scope if is_known else None,
        documentation=dialect.documentation or None,
        note=dialect.note or None,
    )


def _assembly(found: Inspection) -> doc.InspectedAssembly | None:
    if found.verdict is None:
        return None
    return doc.InspectedAssembly(name=found.verdict.assembly, evidence=found.verdict.evidence)


def _samples(found: Inspection) -> doc.InspectedSamples | None:
    """The samples with their names: on standard output alone, where whoever asked reads them."""
    if found.header is None:
        return None
    columns = found.columns
    every = [*_in_rows(found)] if found.rows is not None else [*_in_columns(found)]
    chosen = [one for one in every if one.role != "not read"]
    others = [one for one in every if one.role == "not read"][: _MOST_LISTED - len(chosen)]
    listed = {one.name for one in (*chosen, *others)}
    return doc.InspectedSamples(
        tumour=None if columns is None else columns.tumour_sample,
        normal=None if columns is None else columns.normal_sample,
        told=(columns.told or None) if columns is not None else None,
        columns=tuple(one for one in every if one.name in listed),
        count=len(every),
        note=(columns.note or None) if columns is not None else None,
    )


def _in_columns(found: Inspection) -> Iterator[doc.InspectedSample]:
    names = () if found.header is None else found.header.samples
    for number, name in enumerate(names, start=FIRST_SAMPLE + 1):
        yield doc.InspectedSample(column=number, rows=None, name=name, role=_role(name, found))


def _in_rows(found: Inspection) -> Iterator[doc.InspectedSample]:
    """The samples that rows name, those of most rows first."""
    if found.rows is not None:
        for name, rows in (*found.rows.tumours.most_common(), *found.rows.normals.most_common()):
            yield doc.InspectedSample(column=None, rows=rows, name=name, role=_role(name, found))


def _role(name: str, found: Inspection) -> doc.Role:
    if found.columns is not None:
        if name == found.columns.tumour_sample:
            return "tumour"
        if name == found.columns.normal_sample:
            return "normal"
    return "not read"


def _annotations(found: Inspection) -> tuple[doc.InspectedAnnotation, ...]:
    formats = () if found.watch is None else found.watch.formats
    return tuple(
        doc.InspectedAnnotation(
            annotator=made.annotator.value, version=made.version, info_field=made.info_id
        )
        for made in formats
    )


def _indexes(found: Inspection) -> tuple[doc.InspectedIndex, ...]:
    return tuple(
        doc.InspectedIndex(
            name=index.name,
            kind=index.kind or None,
            usable=not index.fault,
            records=index.records,
            why=index.fault or None,
        )
        for index in found.indexes
    )


def _records(found: Inspection, survey: Survey) -> doc.InspectedRecords:
    by_type = dict.fromkeys(AlleleType, 0)
    for types, times in survey.types.items():
        for one in types:
            by_type[one] += times
    filters = _filters(survey.filters)
    passed, unfiltered = filters.pop("PASS", 0), filters.pop(".", 0)
    return doc.InspectedRecords(
        total=survey.records,
        complete=found.scan is not None,
        multiallelic=sum(times for types, times in survey.types.items() if len(types) > 1),
        alleles={kind.value: times for kind, times in by_type.items() if times},
        passed=passed,
        filtered=survey.records - passed - unfiltered,
        unfiltered=unfiltered,
        filters=dict(sorted(filters.items(), key=lambda item: (-item[1], item[0]))[:_MOST_LISTED]),
        sorted=survey.unsorted_at is None,
        duplicates=survey.duplicates,
        looked_at_closely=survey.look.records,
    )


def _filters(counted: Counter[bytes]) -> dict[str, int]:
    """Records by filter; one that two filters object to is under both together."""
    return {name.decode("utf-8", "replace") or ".": times for name, times in counted.items()}


def _panel(found: Inspection) -> doc.InspectedPanel | None:
    if found.scan is None or found.verdict is None or found.verdict.assembly is None:
        return None
    reasons = [allele.reason for allele in found.aside]
    return doc.InspectedPanel(
        alleles=len(found.calls) + len(found.aside),
        calls=len(found.calls),
        with_read_counts=_counted(found.calls),
        set_aside={one.value: reasons.count(one) for one in DropReason if one in reasons},
        reference_blocks=found.scan.blocks[found.verdict.assembly],
    )


def _counted(calls: Iterable[VariantCall]) -> int:
    return sum(call.support.alt_depth is not None for call in calls)


def _contigs(found: Inspection) -> doc.InspectedContigs | None:
    if found.header is None:
        return None
    used = () if found.survey is None else found.survey.contigs
    names = [name.decode("utf-8", "replace") for name in used] or list(found.header.contigs)
    return doc.InspectedContigs(
        style=_style(names),
        declared=len(found.header.contigs),
        with_length=sum(length is not None for length in found.header.contigs.values()),
        used=len(used),
    )


def _style(names: list[str]) -> str | None:
    """How most contigs are named.

    >>> _style(["chr1", "chr2", "MT"]), _style(["1", "X"]), _style([])
    ('chr1, chr2, …', '1, 2, …', None)
    """
    if not names:
        return None
    found = [next((style for head, style in _STYLES if n.startswith(head)), "") for n in names]
    most = max(dict.fromkeys(found), key=found.count)
    return most or "1, 2, …"


def _quality(found: Inspection, check: SampleCheck) -> doc.InspectedQuality | None:
    if found.verdict is None or found.verdict.assembly is None or found.scan is None:
        return None
    return doc.InspectedQuality(
        verdict=Confidence.INSUFFICIENT if check.doubts else Confidence.NOT_ASSESSED,
        reasons=check.doubts,
        metrics=tuple(
            doc.InspectedMeasure(
                name=one.name,
                value=one.value,
                unit=one.unit,
                threshold=one.threshold,
                why=one.why,
            )
            for one in check.measures
        ),
    )
