"""The earlier report that a corrected one replaces: named by the hash of its content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import InputError, SampleError
from hccgenomics.model.provenance import InputFile
from hccgenomics.pipeline.read_report import read_report

if TYPE_CHECKING:
    from pathlib import Path

    from hccgenomics.model.sample import Sample

HOLDS: Final = "superseded_report"


@dataclass(frozen=True, slots=True)
class Superseded:
    """What must be known of the earlier report.

    Attributes:
        where: As the user named the file; never shown in a report.
        report_id: The hash of its content.
        sample_id, specimen: Whom it speaks of.
        file: As provenance lists it; its number is given there.
    """

    where: str
    report_id: str
    sample_id: str
    specimen: str
    file: InputFile

    def check(self, sample: Sample) -> None:
        """That the new report speaks of the same sample.

        Raises:
            SampleError: It does not.
        """
        if (sample.id, sample.specimen.value) != (self.sample_id, self.specimen):
            raise SampleError(
                "The report to be replaced is of another sample.",
                where=self.where,
                hint="Pass the earlier report of this sample, or state its name with --sample-id.",
            )


def read_superseded(path: Path) -> Superseded:
    """Read the earlier report, whatever its status; only its name and its hash are taken over.

    Raises:
        UnreadableError: It cannot be opened.
        FormatError: It is damaged, or no report.
        InputError: It is of another schema version, or was changed since it was made.
    """
    from hccgenomics.reports.identity import is_as_made

    read = read_report(path, called="The earlier report", option="--supersedes")
    report = read.report
    if not is_as_made(report):
        raise InputError(
            "The earlier report was changed since it was made: its content is not what its "
            "report_id names.",
            where=read.where,
            hint="Pass it as hccgenomics wrote it.",
        )
    return Superseded(
        where=read.where,
        report_id=report.report_id,
        sample_id=report.sample.id,
        specimen=report.sample.specimen.value,
        file=InputFile(
            name=path.name,
            sha256=read.sha256,
            size=read.size,
            container="plain",
            file_format="JSON",
            caller="",
            records=len(report.alterations),
            holds=HOLDS,
        ),
    )
