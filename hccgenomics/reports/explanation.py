"""The path of a record, for people and for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from hccgenomics.model.ledger import KEPT
from hccgenomics.reports.explanation_large import large_lines
from hccgenomics.reports.explanation_rows import row_lines
from hccgenomics.reports.inert import escaped_json, one_line
from hccgenomics.reports.wording import label, plain
from hccgenomics.vocabulary import AsideStatus, DropReason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.model.explanation import AlterationPath, Explanation, RecordPath, Step
    from hccgenomics.model.ledger import Block

LEFT_OUT: Final = frozenset(
    {
        DropReason.FILTERED,
        DropReason.NOT_IN_TUMOUR,
        DropReason.TOO_SHALLOW,
        DropReason.TOO_FEW_READS,
        DropReason.LOW_VAF,
        DropReason.IN_NORMAL,
    }
)
"""Where filters put alleles."""
_VOTES: Final = {True: "for a driver", False: "against", None: "a remark"}
_WIDTH: Final = 14


def explanation_json(explanation: Explanation) -> str:
    """One object; its keys are the attributes of ``model.explanation.Explanation``."""
    return escaped_json(json.dumps(asdict(explanation), indent=2, ensure_ascii=False)) + "\n"


def explanation_text(explanation: Explanation) -> str:
    """Lines for people; nothing in them moves a terminal's cursor."""
    return "".join(f"{one_line(line)}\n" for line in _lines(explanation))


def _lines(explanation: Explanation) -> Iterator[str]:
    yield f"{explanation.read_as}, in report {explanation.report_id} ({explanation.assembly})"
    yield from explanation.answer
    for marker in explanation.markers:
        yield ""
        yield f"Marker {marker.marker}: {plain(marker.state)}. {marker.why}"
    for path in explanation.records:
        yield from _one_line(path) if is_brief(path) else _record(path)
    for block in explanation.blocks:
        yield ""
        yield _block(block)
    yield from row_lines(explanation)
    yield from large_lines(explanation)
    for alteration in explanation.alterations:
        yield ""
        yield from _alteration(alteration)


def is_brief(path: RecordPath) -> bool:
    """Whether one line says it all: no rule speaks of the allele."""
    return path.entry.bucket is DropReason.NON_CODING


def _one_line(path: RecordPath) -> Iterator[str]:
    entry = path.entry
    yield ""
    read = path.steps[0].why
    yield f"{_head(path)}: {read}; {entry.bucket} ({entry.why})"


def _head(path: RecordPath) -> str:
    entry = path.entry
    spelled = f"{entry.contig}:{entry.pos} {entry.ref}>{entry.alt}"
    file = path.file or f"file {entry.file}"
    return f"{spelled}, {file}, record {entry.record} of those in the panel"


def _record(path: RecordPath) -> Iterator[str]:
    entry = path.entry
    yield ""
    yield _head(path)
    for step in path.steps:
        yield _row(step.name, _step(step))
    if entry.normalised is not None:
        yield _row("normalised", entry.normalised)
    yield _row("ended", _ended(path))
    if entry.bucket in LEFT_OUT and path.aside is None:
        yield _row("effect", "not told of what a filter removed, unless a driver rule flags it")
    if path.beside:
        verb = "repeats" if entry.bucket is DropReason.DUPLICATE else "joined with"
        yield _row(verb, "; ".join(path.beside))
    if path.aside is not None:
        yield _row("shown as", _aside(path))
    for alteration in path.alterations:
        yield from (f"  {line}" for line in _alteration(alteration))


def _row(name: str, text: str) -> str:
    return f"  {name.ljust(_WIDTH)}  {text}"


def _step(step: Step) -> str:
    """The outcome, with why unless the reason says the outcome itself, and the setting."""
    said = step.why
    if not said.startswith(step.outcome.value):
        said = f"{step.outcome.value}: {said}" if said else step.outcome.value
    return f"{said} ({step.setting})" if step.setting and step.setting not in said else said


def _ended(path: RecordPath) -> str:
    entry = path.entry
    if entry.bucket == KEPT:
        return KEPT
    words = label(DropReason(entry.bucket))
    return f"{entry.bucket}: {entry.why or words}"


def _aside(path: RecordPath) -> str:
    if path.aside is None:
        return ""
    status = label(AsideStatus(path.aside.status)) if path.aside.status else "set aside"
    rescue = f", named by the rescue {path.aside.rescue}" if path.aside.rescue else ""
    return f"{path.aside.name}, {status}{rescue}; it counts as no finding and makes no marker"


def _alteration(found: AlterationPath) -> Iterator[str]:
    yield f"{found.name} ({found.id})"
    effect = ", ".join(map(plain, found.consequence))
    names = (("genomic", found.hgvs_g), ("coding", found.hgvs_c), ("protein", found.hgvs_p))
    for kind, name in (("effect", effect), *names):
        if name:
            yield _row(kind, name)
    yield _row("origin", plain(found.origin))
    for why in found.origin_reasons:
        yield _row("looked at", why)
    yield _row("driver", "yes" if found.driver else "no")
    for rule in found.rules:
        if rule.fired:
            yield _row("rule fired", f"{rule.code} ({_VOTES[rule.drives]}): {rule.why}")
    silent = [rule.code for rule in found.rules if not rule.fired]
    if silent:
        yield _row("not fired", ", ".join(silent))
    yield _row("markers", ", ".join(found.markers) or "none")
    if not found.hypotheses:
        yield _row("hypotheses", "none")
    for met in found.hypotheses:
        therapy = f" of {' or '.join(met.therapy)}" if met.therapy else ""
        yield _row(
            "hypothesis", f"{met.biomarker_id}: {plain(met.implication)}{therapy}. {met.why}"
        )
    for note in found.notes:
        yield _row("note", note)


def _block(block: Block) -> str:
    if block.min_depth is None:
        depth = "depth not stated"
    elif block.min_depth == block.max_depth:
        depth = f"DP {block.min_depth}"
    else:
        depth = f"DP {block.min_depth} to {block.max_depth}"
    span = f"{block.contig}:{block.pos}-{block.end}"
    entries = f"{block.entries} of the ledger's entries"
    return f"Reference block {span}: {depth}, FILTER {';'.join(block.filter)} ({entries})."
