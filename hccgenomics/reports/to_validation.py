"""What was learnt of one file, as text for whoever asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.reports.inert import escaped_json, one_line
from hccgenomics.vocabulary import CallerScope, DialectTier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hccgenomics.model.validation import (
        InspectedAnnotation,
        InspectedCaller,
        InspectedContigs,
        InspectedIndex,
        InspectedLarge,
        InspectedRecords,
        InspectedSample,
        InspectedSamples,
        Problem,
        Validation,
    )

_WIDTH: Final = 12
_UNKNOWN: Final = "unknown"
_OWN_COLUMNS: Final = "MAF_COLUMNS"
_OUTCOMES: Final = {
    "usable": "usable",
    "doubtful": "usable, but not to be relied on (see the problems)",
    "unusable": "not usable (see the problems)",
}
_TIERS: Final = {
    DialectTier.EXACT: "held against real output",
    DialectTier.UNTESTED: "untested on real output",
}
_OPTIONS: Final = {
    "copy_number": "cnv", "structural": "sv", "clinical": "clinical", "panel": "panel",
    "coverage": "coverage",
}  # fmt: skip
_SCOPES: Final = {
    CallerScope.SOMATIC: "looks for somatic variants",
    CallerScope.GERMLINE: "looks for inherited variants",
    CallerScope.EITHER: "germline or somatic, as it was run",
}
_TYPES: Final = {
    "snv": "SNV", "mnv": "MNV", "insertion": "insertion", "deletion": "deletion",
    "complex": "complex", "symbolic": "symbolic", "breakend": "breakend",
    "spanning_deletion": "spanning deletion", "reference_block": "no alternate allele",
    "ambiguous_bases": "ambiguous bases", "malformed": "malformed",
}  # fmt: skip


def to_text(validation: Validation) -> str:
    """The whole text, a line feed at its end."""
    lines = [f"{name:<{_WIDTH}}{text}" for name, text in _facts(validation)]
    return "".join(f"{one_line(line)}\n" for line in (*lines, *_problems(validation.problems)))


def to_object(validation: Validation) -> str:
    """One JSON object on one line."""
    return escaped_json(validation.model_dump_json(by_alias=True))


def _facts(validation: Validation) -> Iterator[tuple[str, str]]:
    """Name and text of every line; a name that is that of the line before is left out."""
    yield "File", _file(validation)
    yield "Outcome", _OUTCOMES[validation.outcome]
    if validation.large is not None:
        yield from _large(validation.large)
        if validation.large.holds != "clinical":
            yield from _assembly(validation)
        return
    yield "Caller", _UNKNOWN if validation.caller is None else _caller(validation.caller)
    yield from _assembly(validation)
    if validation.samples is not None:
        yield from _samples(validation.samples)
    yield "Annotation", _annotation(validation)
    is_vcf = all(one.column is not None for one in _columns(validation))
    if is_vcf:
        yield from _labelled("Index", [_index(one) for one in validation.indexes] or ["none"])
    if validation.contigs is not None:
        yield "Contigs", _contigs(validation.contigs, is_vcf=is_vcf)
    if validation.records is not None:
        yield from _labelled("Records", [*_records(validation.records)])
    yield from _panel(validation)


def _large(found: InspectedLarge) -> Iterator[tuple[str, str]]:
    """What a file of copy number or structural variants is, and what it states."""
    if found.format is not None and found.tier is not None:
        told = "named by --format" if found.recognised == "option" else "recognised by its content"
        yield "Format", f"{found.tool or found.format}; {told}; {_TIERS[found.tier]}"
    yield "Read as", f"{found.holds.replace('_', ' ')} (--{_OPTIONS[found.holds]})"
    if found.sample is not None:
        yield "Sample", found.sample
    if found.samples:
        yield from _labelled("Samples", list(found.samples))
    if found.records is not None:
        lost = (f"{count:,} {reason}" for reason, count in found.dropped.items())
        yield "Records", ", ".join((f"{found.records:,}, {found.kept:,} kept", *lost))
    if found.states:
        yield "States", ", ".join(_counted(*state) for state in found.states.items())


def _counted(name: str, count: int) -> str:
    """How many of a kind; the kinds are named in the plural.

    >>> _counted("fusions", 1), _counted("segments", 1200)
    ('1 fusion', '1,200 segments')
    """
    one = "adjacency" if name == "adjacencies" else name.removesuffix("s")
    return f"{count:,} {one if count == 1 else name}"


def _labelled(label: str, texts: list[str]) -> Iterator[tuple[str, str]]:
    yield from zip((label, *[""] * (len(texts) - 1)), texts, strict=True)


def _file(validation: Validation) -> str:
    file = validation.file
    parts = [file.name, file.file_format or "", file.container or ""]
    if file.size is not None:
        parts.append(f"{file.size:,} bytes")
    return ", ".join(filter(None, parts))


def _caller(caller: InspectedCaller) -> str:
    if caller.tier is None or caller.scope is None:
        return "not recognised; the fields of the VCF specification are read"
    version = f" {caller.version}" if caller.version else ""
    told = "named by --caller" if caller.recognised == "option" else "recognised by the header"
    return f"{caller.title}{version}; {told}; {_TIERS[caller.tier]}; {_SCOPES[caller.scope]}"


def _assembly(validation: Validation) -> Iterator[tuple[str, str]]:
    found = validation.assembly
    if found is None:
        yield "Assembly", _UNKNOWN
    else:
        yield from _labelled("Assembly", [found.name or _UNKNOWN, *found.evidence])


def _samples(samples: InspectedSamples) -> Iterator[tuple[str, str]]:
    lines = [
        f"{_place(one)}: {one.name}, {_told(samples) if one.role == 'tumour' else one.role}"
        for one in samples.columns
    ]
    if samples.count > len(lines):
        lines.append(f"and {samples.count - len(lines):,} more")
    yield from _labelled("Samples", lines or ["no sample columns"])


def _place(sample: InspectedSample) -> str:
    if sample.column is not None:
        return f"column {sample.column}"
    return f"{sample.rows:,} row{'' if sample.rows == 1 else 's'}"


def _told(samples: InspectedSamples) -> str:
    return f"tumour ({samples.told})" if samples.told else "tumour"


def _columns(validation: Validation) -> tuple[InspectedSample, ...]:
    return () if validation.samples is None else validation.samples.columns


def _contigs(contigs: InspectedContigs, *, is_vcf: bool) -> str:
    text = f"{contigs.style or 'none'}; {contigs.used:,} in records"
    if not is_vcf:
        return text
    return f"{text}, {contigs.declared:,} declared, {contigs.with_length:,} with a length"


def _annotation(validation: Validation) -> str:
    return "; ".join(map(_annotator, validation.annotations)) or "none"


def _annotator(one: InspectedAnnotation) -> str:
    version = f" {one.version}" if one.version else ""
    place = "its own columns" if one.info_field == _OWN_COLUMNS else f"INFO {one.info_field}"
    return f"{one.annotator}{version} in {place}"


def _index(index: InspectedIndex) -> str:
    kind = f" ({index.kind})" if index.kind else ""
    state = "a report reads through it" if index.usable else f"not read through: {index.why}"
    return f"{index.name}{kind}: {state}"


def _records(records: InspectedRecords) -> Iterator[str]:
    order = "sorted" if records.sorted else "not sorted"
    total = f"{records.total:,}" if records.complete else f"{records.total:,} before the fault"
    yield f"{total}, {order}; {records.multiallelic:,} with several alternate alleles"
    if records.alleles:
        yield f"alleles: {_counts({_TYPES[name]: n for name, n in records.alleles.items()})}"
    states = {
        "PASS": records.passed,
        "filtered": records.filtered,
        "unfiltered": records.unfiltered,
    }
    yield f"filters: {_counts(states)}"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items() if count) or "none"


def _panel(validation: Validation) -> Iterator[tuple[str, str]]:
    panel = validation.panel
    if panel is None:
        return
    aside = panel.alleles - panel.calls
    text = f"{panel.calls:,} alleles, {panel.with_read_counts:,} of them with read counts"
    if aside:
        text += f"; {aside:,} that cannot be read as small variants"
    if panel.reference_blocks:
        text += f"; {panel.reference_blocks:,} reference blocks"
    yield "Panel", text


def _problems(problems: tuple[Problem, ...]) -> Iterator[str]:
    if not problems:
        yield f"{'Problems':<{_WIDTH}}none found"
        return
    yield "Problems"
    for one in problems:
        place = f"line {one.line}: " if one.line is not None else ""
        hint = f" {one.hint}" if one.hint else ""
        yield f"  {one.severity}: {place}{one.detail}{hint}"
