"""What is wrong with a file, one sentence each: what, where, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.failure_wording import NEXT
from hccgenomics.model.validation import Problem
from hccgenomics.readers.declared import otherwise_declared
from hccgenomics.readers.header import MOST_LISTED
from hccgenomics.vocabulary import CallerScope, DialectTier, DropReason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hccgenomics.errors import InputError
    from hccgenomics.interpret.sample_check import SampleCheck
    from hccgenomics.model.validation import Severity
    from hccgenomics.model.variant import SetAside
    from hccgenomics.readers.declared import Fault, Seen
    from hccgenomics.readers.dialect import Dialect
    from hccgenomics.readers.header import VcfHeader
    from hccgenomics.readers.inspection import Inspection
    from hccgenomics.readers.samples import Columns
    from hccgenomics.readers.survey import Survey

_OF_FIELDS: Final = {
    "contig.undeclared": "{what} is not declared in the header",
    "filter.undeclared": "{what} is not declared in the header",
    "info.undeclared": "{what} is not declared in the header",
    "format.undeclared": "{what} is not declared in the header",
    "format.too_many": "{what} holds more values than FORMAT names",
    "quality.not_a_number": "{what} is no number",
    "value.type": "{what} holds values of another type",
    "value.number": "{what} holds another number of values",
}
_OF_ALLELES: Final = {
    DropReason.REFERENCE_MISMATCH: "REF disagrees with the assembly",
    DropReason.MALFORMED: "REF or ALT is no sequence of bases, or both are the same",
    DropReason.AMBIGUOUS_BASES: "an allele has bases other than A, C, G and T",
}
_WRITE_AGAIN: Final = "Write the file again with its caller, or mend it with bcftools."


def problems_of(found: Inspection, check: SampleCheck) -> tuple[Problem, ...]:
    """All of them, the gravest first, otherwise in the order of the file."""
    every = [*map(_fault, found.faults), *_of_check(check), *_of_caller(found), *_of_text(found)]
    if found.survey is not None:
        every += [*_of_order(found.survey), *_of_declarations(found), *_of_filters(found)]
    every += [*_of_panel(found), *_of_indexes(found)]
    rank = {"error": 0, "warning": 1, "note": 2}
    once = {(problem.detail, problem.line): problem for problem in every}
    return tuple(sorted(once.values(), key=lambda problem: rank[problem.severity]))


def _problem(
    severity: Severity, code: str, detail: str, *, line: int | None = None, hint: str = ""
) -> Problem:
    return Problem(severity=severity, code=code, detail=detail, line=line, hint=hint or None)


def _fault(error: InputError) -> Problem:
    return _problem("error", error.code, error.detail, line=error.line, hint=error.hint)


def _of_check(check: SampleCheck) -> Iterator[Problem]:
    for failure in check.failures:
        hint = NEXT[failure.code]
        yield _problem("warning", "sample.doubtful", failure.why, hint=hint)
    for remark in check.remarks:
        yield _problem("note", "sample.remark", remark)


def _of_caller(found: Inspection) -> Iterator[Problem]:
    if found.header is None:
        return
    dialect = found.dialect
    if not found.is_known and not any(error.code == "input.caller" for error in found.faults):
        detail = "No caller was recognised: AD and DP are read as the VCF specification has them."
        hint = "Name the caller with --caller if it is one of those known."
        yield _problem("note", "caller.unknown", detail, hint=hint)
    if found.is_known and dialect.tier is DialectTier.UNTESTED and found.door is None:
        name = dialect.title or dialect.name
        detail = f"The reading of {name} was written from its documentation alone, and is untested."
        hint = "Compare a few fractions of reads with the file before relying on them."
        yield _problem("note", "caller.untested", detail, hint=hint)
    if found.is_known and dialect.note:
        yield _problem("note", "caller.note", dialect.note)
    if found.columns is not None:
        yield from _of_columns(found.columns, dialect, is_caller=found.is_known and not found.door)


def _of_columns(columns: Columns, dialect: Dialect, *, is_caller: bool) -> Iterator[Problem]:
    if columns.note:
        yield _problem("note", "sample.note", columns.note)
    if columns.doubt:
        hint = "Pass the tumour's file; --tumour-sample says that it is the tumour."
        yield _problem("warning", "sample.like_normal", columns.doubt, hint=hint)
    if is_caller and dialect.scope is CallerScope.EITHER and columns.normal is None:
        detail = "The caller is used for germline and for somatic calls; nothing says which it was."
        yield _problem("note", "caller.scope", detail)


def _of_text(found: Inspection) -> Iterator[Problem]:
    """Slips of the text itself."""
    if found.header is None or found.source is None:
        return
    if found.scan is not None and not found.source.ends_in_newline:
        detail = "The last line does not end in a line feed; the file may be cut there."
        yield _problem("warning", "text.cut", detail)
    if found.door is None:
        yield from _of_header(found.header)
    for note in found.notes:
        yield _problem("note", "rows.note", note)
    if others := found.left_out[DropReason.OTHER_SAMPLE]:
        rows = "1 row is" if others == 1 else f"{others:,} rows are"
        yield _problem("note", "rows.others", f"{rows} of other tumours and not read.")


def _of_header(header: VcfHeader) -> Iterator[Problem]:
    if not header.version:
        hint = "The first line must read ##fileformat=VCFv4.2, or another version to 4.5."
        yield _problem("warning", "header.version", "The file states no VCF version.", hint=hint)
    if not header.contigs:
        detail = "The header declares no contigs, so their lengths cannot tell the assembly."
        yield _problem("note", "header.contigs", detail)
    for one in otherwise_declared(header):
        detail = f"The header declares {one}."
        yield _problem("warning", "header.reserved", detail, hint=_WRITE_AGAIN)


def _of_order(survey: Survey) -> Iterator[Problem]:
    if not survey.records:
        yield _problem("warning", "records.none", "The file holds no records.")
    if survey.unsorted_at is not None:
        detail = "The records are not sorted by contig and position."
        hint = "A report reads them all the same; an index needs bcftools sort."
        yield _problem("warning", "records.unsorted", detail, line=survey.unsorted_at, hint=hint)
    if survey.duplicates:
        verb = "repeats" if survey.duplicates == 1 else "repeat"
        detail = f"{_times(survey.duplicates)} {verb} one before: the same place, REF and ALT."
        yield _problem("warning", "records.duplicate", detail, line=survey.duplicate_at)
    if survey.carriage_returns:
        detail = "Lines end in CR LF, as Windows writes them; they are read."
        yield _problem("note", "text.crlf", detail)
    if survey.undecodable_at is not None:
        detail = "The text is not UTF-8 throughout; what cannot be read is replaced."
        yield _problem("warning", "text.encoding", detail, line=survey.undecodable_at)


def _of_declarations(found: Inspection) -> Iterator[Problem]:
    """Of one kind of slip so many fields as are worth reading; the others are counted."""
    if found.survey is None:
        return
    by_code: dict[str, list[tuple[Fault, Seen]]] = {}
    for fault, seen in found.survey.look.faults.items():
        by_code.setdefault(fault.code, []).append((fault, seen))
    for code, slips in by_code.items():
        yield from (_of_field(*slip) for slip in slips[:MOST_LISTED])
        more = slips[MOST_LISTED:]
        if more:
            detail = (
                f"The same of {len(more):,} or more others: {_OF_FIELDS[code].format(what='…')}."
            )
            yield _problem("warning", code, detail, line=more[0][1].line)


def _of_field(fault: Fault, seen: Seen) -> Problem:
    sentence = _OF_FIELDS[fault.code].format(what=fault.what)
    detail = f"{sentence[0].upper()}{sentence[1:]} ({_times(seen.times)})."
    return _problem("warning", fault.code, detail, line=seen.line)


def _of_filters(found: Inspection) -> Iterator[Problem]:
    survey = found.survey
    if survey is None or found.door is not None:
        return
    unfiltered = survey.filters.get(b".", 0) + survey.filters.get(b"", 0)
    if survey.records and unfiltered == survey.records:
        detail = "FILTER is '.' in every record: the caller's filters were not applied."
        hint = "Run the caller's filtering step, or take every allele as unfiltered."
        yield _problem("warning", "filter.not_applied", detail, hint=hint)


def _of_panel(found: Inspection) -> Iterator[Problem]:
    for reason, sentence in _OF_ALLELES.items():
        within = [allele for allele in found.aside if allele.reason is reason]
        if within:
            yield _of_alleles(sentence, reason, within)
    if found.bad_counts.alleles:
        yield _problem("warning", "counts.not_numbers", found.bad_counts.no_numbers)
    if found.bad_counts.unclear:
        yield _problem("warning", "counts.several_callers", found.bad_counts.several_authors)


def _of_alleles(sentence: str, reason: DropReason, within: Sequence[SetAside]) -> Problem:
    first = within[0].locus
    count = f"{len(within):,} allele{'' if len(within) == 1 else 's'}"
    detail = (
        f"In the panel, {sentence} ({count}, the first at {first.contig}:{first.pos}); left out."
    )
    return _problem("warning", f"panel.{reason.value}", detail)


def _of_indexes(found: Inspection) -> Iterator[Problem]:
    for index in found.indexes:
        if index.fault:
            detail = f"The index {index.name} is not read through: {index.fault}."
            hint = "Make it again with bcftools index -f."
            yield _problem("warning", "index.unusable", detail, hint=hint)


def _times(count: int) -> str:
    return f"{count:,} record{'' if count == 1 else 's'}"
