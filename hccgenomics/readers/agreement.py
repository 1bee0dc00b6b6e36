"""What several files of one tumour must agree on: the samples and the assembly."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import AssemblyError, SampleError
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.assembly import Claims, Verdict, judge, unknown
from hccgenomics.readers.entries import probes
from hccgenomics.readers.samples import PLACEHOLDERS, by_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hccgenomics.readers.calls import ReadRequest
    from hccgenomics.readers.one_file import OneFile
    from hccgenomics.readers.panel import Panel
    from hccgenomics.vocabulary import Assembly

SAID_BY_OTHERS: Final = words.SAID_BY_OTHERS


def check_options(request: ReadRequest, files: Sequence[OneFile]) -> None:
    """Raise where no file has the sample that the user names.

    Raises:
        SampleError: None has.
    """
    for name in (request.tumour_sample, request.normal_sample):
        if name is not None and not any(name in file.header.samples for file in files):
            raise SampleError(
                "No file has the sample that --tumour-sample or --normal-sample names; the first "
                f"has {by_number(files[0].header.samples)}.",
                where=files[0].where,
                hint="hccgenomics validate lists the names.",
            )


def one_sample(files: Sequence[OneFile], role: str) -> str | None:
    """The name all files agree on; TUMOR and NORMAL agree with every name.

    Raises:
        SampleError: They name several.
    """
    found: dict[str, str] = {}
    for file in files:
        columns = file.columns
        name = columns.tumour_sample if role == "tumour" else columns.normal_sample
        if name is not None:
            found.setdefault(name, file.where)
    real = {name: where for name, where in found.items() if name.lower() not in PLACEHOLDERS}
    if len(real) > 1:
        raise SampleError(
            f"The files name different {role} samples: {' and '.join(real.values())}.",
            hint=f"Pass files of one tumour, or name the sample with --{role}-sample; "
            "hccgenomics validate lists the names.",
        )
    return min(real or found, default=None)


def one_assembly(
    files: Sequence[OneFile], request: ReadRequest, panels: Mapping[Assembly, Panel]
) -> tuple[Assembly, tuple[str, ...]]:
    """The assembly all files agree on, with why; a file that cannot tell follows those that can.

    Raises:
        AssemblyError: They are on several, or none tells.
    """
    said_by = request.assembly_said_by
    verdicts = [_judge(file, request, panels, request.assembly, said_by) for file in files]
    decided: dict[Assembly, str] = {}
    for file, verdict in zip(files, verdicts, strict=True):
        if verdict.assembly is not None:
            decided.setdefault(verdict.assembly, file.where)
    if len(decided) > 1:
        named = " and ".join(f"{where} on {assembly}" for assembly, where in decided.items())
        raise AssemblyError(
            f"The files are on different assemblies: {named}.", hint="Pass files on one assembly."
        )
    if not decided:
        raise unknown(verdicts[0], where=files[0].where, line=files[0].header.lines)
    assembly = next(iter(decided))
    verdicts = [
        _judge(file, request, panels, assembly, SAID_BY_OTHERS) if v.assembly is None else v
        for file, v in zip(files, verdicts, strict=True)
    ]
    return assembly, stable(verdict.evidence for verdict in verdicts)


def _judge(
    file: OneFile,
    request: ReadRequest,
    panels: Mapping[Assembly, Panel],
    stated: Assembly | None,
    said_by: str,
) -> Verdict:
    return judge(
        Claims(file.header, file.contigs, probes(file.scan)),
        panels,
        stated=None if stated is None else (stated, said_by),
        max_mismatches=request.max_reference_mismatches,
        where=file.where,
    )


def stable(by_file: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """What the files say, each thing once, in an order that theirs does not change.

    >>> stable([("b", "a"), ("a", "c")])
    ('a', 'c', 'b')
    """
    return tuple(dict.fromkeys(chain.from_iterable(sorted(by_file))))
