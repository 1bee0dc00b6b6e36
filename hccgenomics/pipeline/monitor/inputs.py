"""The reports of a timeline: read, told apart, put in order; refused where they do not fit."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import AssemblyError, InputError, SampleError
from hccgenomics.model.monitor import MonitorInput
from hccgenomics.pipeline.read_report import read_report
from hccgenomics.vocabulary import Specimen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hccgenomics.model.report import Report

PATIENT: Final = "patient"
"""What the name of an id in ``[order]`` holds, where it is the patient's."""


@dataclass(frozen=True, slots=True)
class ReadReport:
    """One report and its file.

    Attributes:
        where: As the user named it.
        number: In the order of the timeline, tissue last; 0 before there is one.
    """

    where: str
    sha256: str
    size: int
    report: Report
    number: int = 0

    @property
    def is_tissue(self) -> bool:
        """Whether it is of tissue, by what the report itself says."""
        return self.report.sample.specimen is Specimen.TISSUE

    @property
    def day(self) -> str:
        """When it was collected; "" where the report does not say."""
        return self.report.sample.collected or ""


@dataclass(frozen=True, slots=True)
class Series:
    """The samples of one patient: plasma by date of collection, then tissue."""

    plasma: tuple[ReadReport, ...]
    tissue: tuple[ReadReport, ...]

    @property
    def every(self) -> tuple[ReadReport, ...]:
        """All of them, as they are numbered."""
        return (*self.plasma, *self.tissue)


def read_series(
    reports: Sequence[str], tissue: Sequence[str] = (), *, in_order: bool = False
) -> Series:
    """Read, check and order the reports.

    Args:
        reports: Files of plasma, and of tissue if you like.
        tissue: Files that have to be of tissue.
        in_order: Take those of one day in the order in which they are given.

    Raises:
        InputError: If one cannot be used, or they do not belong together.
    """
    return series_of(
        [_read(name) for name in reports], [_read(name) for name in tissue], in_order=in_order
    )


def series_of(
    given: Sequence[ReadReport], tissue: Sequence[ReadReport] = (), *, in_order: bool = False
) -> Series:
    """The same of reports that are read already."""
    for one in tissue:
        if not one.is_tissue:
            raise SampleError(
                "The report given with --tissue is of plasma.",
                where=one.where,
                hint="Name it among the other reports.",
            )
    every = _each_once([*given, *tissue])
    plasma = _in_order([one for one in every if not one.is_tissue], in_order=in_order)
    tissues = sorted(
        (one for one in every if one.is_tissue), key=lambda one: (one.day, one.report.report_id)
    )
    _refuse_strangers([*plasma, *tissues])
    return _numbered(plasma, tissues)


def _read(name: str) -> ReadReport:
    read = read_report(name, called="The report")
    return ReadReport(read.where, read.sha256, read.size, read.report)


def _each_once(given: Iterable[ReadReport]) -> list[ReadReport]:
    """A tissue report may be named twice, among the reports and with --tissue; plasma may not."""
    known: dict[str, ReadReport] = {}
    for one in given:
        twin = known.setdefault(one.report.report_id, one)
        if twin is not one and not one.is_tissue:
            raise InputError(
                "This report is given twice.", where=one.where, hint="Name each report once."
            )
    for one in known.values():
        if one.report.supersedes in known:
            raise InputError(
                "This report corrects another one that is given as well.",
                where=one.where,
                hint="Name the corrected report alone.",
            )
    return list(known.values())


def _in_order(plasma: list[ReadReport], *, in_order: bool) -> list[ReadReport]:
    if not plasma:
        raise InputError(
            "None of the reports is of plasma.",
            hint="Make reports with --specimen plasma and name them.",
        )
    for one in plasma:
        if not one.day:
            raise InputError(
                "The report does not say when its plasma was collected.",
                where=one.where,
                hint="Make it again with --collected YYYY-MM-DD.",
            )
        if not _is_day(one.day):
            raise InputError(
                "The day of collection in the report is no date.",
                where=one.where,
                hint="Make it again with --collected YYYY-MM-DD.",
            )
    ordered = sorted(plasma, key=lambda one: one.day)
    for before, after in pairwise(ordered):
        if before.day == after.day and not in_order:
            raise InputError(
                "Its plasma was collected on the same day as that of another report.",
                where=after.where,
                hint="Leave one out, or pass --in-order to take them as you name them.",
            )
    return ordered


def _is_day(text: str) -> bool:
    """Whether this is a day of the calendar, written YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _refuse_strangers(every: Sequence[ReadReport]) -> None:
    """One assembly, one patient, as far as the reports say."""
    first = every[0]
    for other in every[1:]:
        if other.report.sample.assembly is not first.report.sample.assembly:
            raise AssemblyError(
                f"This report is on {other.report.sample.assembly}, "
                f"another one on {first.report.sample.assembly}.",
                where=other.where,
                hint="Make all reports on one assembly.",
            )
    _refuse_two(every, [one.report.sample.sex for one in every], "sex")
    stated = [_patient_ids(one) for one in every]
    for name in sorted({name for ids in stated for name in ids}):
        _refuse_two(every, [ids.get(name) for ids in stated], name)


def _refuse_two(every: Sequence[ReadReport], values: Sequence[str | None], what: str) -> None:
    first: str | None = None
    for one, value in zip(every, values, strict=True):
        if first is not None and value is not None and value != first:
            raise SampleError(
                f"This report states another {what} than the others: it is of another person.",
                where=one.where,
                hint="Name the reports of one patient, or correct what was stated.",
            )
        first = first if value is None else value


def _patient_ids(one: ReadReport) -> dict[str, str]:
    stated = one.report.clinical.passed_through
    return {name: value for name, value in stated.items() if PATIENT in name.casefold()}


def _numbered(plasma: Sequence[ReadReport], tissue: Sequence[ReadReport]) -> Series:
    ordered = [
        ReadReport(one.where, one.sha256, one.size, one.report, number)
        for number, one in enumerate((*plasma, *tissue), 1)
    ]
    return Series(tuple(ordered[: len(plasma)]), tuple(ordered[len(plasma) :]))


def input_document(one: ReadReport) -> MonitorInput:
    """The file as published."""
    report = one.report
    settings = report.provenance.settings.model_dump_json().encode()
    return MonitorInput(
        number=one.number,
        name=Path(one.where).name,
        sha256=one.sha256,
        size=one.size,
        report_id=report.report_id,
        sample_id=report.sample.id,
        specimen=report.sample.specimen,
        software_version=report.provenance.software_version,
        knowledge_as_of=report.provenance.knowledge_as_of,
        settings_sha256=hashlib.sha256(settings).hexdigest(),
    )
