"""``hccgenomics background``: how often normal samples show each change by error.

Alignments tell of every base that was counted, seen or not, so contexts can be pooled over them.
Calls and panels of normals list places that drew a caller's eye and are silent on all others: they
tell of the places they list, and of nothing else.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hccgenomics import __version__
from hccgenomics.errors import InputError, UnreadableError
from hccgenomics.pipeline.models import open_models, unheard
from hccgenomics.readers.background import (
    ALIGNMENTS,
    CALLS,
    PANEL_OF_NORMALS,
    BackgroundHead,
    read_background_file,
)
from hccgenomics.readers.write_background import background_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from hccgenomics.model.background import Background, ContextBackground
    from hccgenomics.model.settings import Settings
    from hccgenomics.vocabulary import Assembly, DepthUnit

LEAST_NORMALS: Final = 3
"""Of fewer nobody can tell what differs between normals from what differs between places."""
FEW_NORMALS: Final = 10
"""Of fewer the spread is told, and is not worth much."""
BAM_MAGIC: Final = b"BAM\x01"
CRAM_MAGIC: Final = b"CRAM"
SHOWN_COLUMNS: Final = (
    "context", "sites", "alt_count", "depth", "mean", "spread", "between", "concentration",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BackgroundRequest:
    """What a user asks for; the defaults are those of the command line.

    Attributes:
        paths: Normal samples: BAM or CRAM, or VCF or BCF.
        assembly: As stated by the user; ``None`` to read it from the files.
        panel: A BED of further bases to count, of alignments alone.
        fasta: An indexed reference, for CRAM.
        processes: How many count.
        warn: Takes one line for whoever runs this.
    """

    paths: tuple[str, ...]
    settings: Settings
    assembly: Assembly | None = None
    panel: Path | None = None
    fasta: Path | None = None
    processes: int = 1
    warn: Callable[[str], None] = field(default=unheard, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Fitted:
    """What one kind of normal samples came to.

    Attributes:
        digests: Of the inputs.
        remarks: What whoever runs this should know.
    """

    model: Background
    assembly: Assembly
    made_from: str
    unit: DepthUnit
    normals: int | None
    digests: tuple[str, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BuiltBackground:
    """A background, as bytes and as values."""

    content: bytes
    head: BackgroundHead
    model: Background
    remarks: tuple[str, ...]


def build_background(request: BackgroundRequest) -> BuiltBackground:
    """Read the normal samples, fit, and say what came of it.

    Raises:
        InputError: A file cannot be used, they do not go together, or they are too few (exit 3).
    """
    from hccgenomics.pipeline.background.alignments import fit_alignments
    from hccgenomics.pipeline.background.calls import fit_calls

    _refuse_repeated(request.paths)
    panels = open_models(request.fasta, warn=request.warn)
    if _are_alignments(request.paths):
        fitted = fit_alignments(request, panels)
    else:
        fitted = fit_calls(request, panels)
    _refuse_same(fitted.digests)
    refuse_few(fitted.normals, request.warn)
    head = _head(fitted, request.settings)
    content = background_bytes(head, fitted.model)
    return BuiltBackground(content, head, fitted.model, fitted.remarks)


def _head(fitted: Fitted, settings: Settings) -> BackgroundHead:
    is_counted = fitted.made_from == ALIGNMENTS
    return BackgroundHead(
        assembly=fitted.assembly,
        made_from=fitted.made_from,
        unit=fitted.unit,
        normals=fitted.normals,
        min_base_quality=settings.pileup_min_base_quality if is_counted else None,
        min_mapping_quality=settings.pileup_min_mapping_quality if is_counted else None,
        software=f"hccgenomics {__version__}",
        inputs_sha256=digest_of(fitted.digests),
    )


def digest_of(digests: Iterable[str]) -> str:
    """One digest of many, whatever their order.

    >>> digest_of(["b", "a"]) == digest_of(["a", "b"])
    True
    """
    return hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()


# --- what is refused ------------------------------------------------------------------------------


def refuse_few(normals: int | None, warn: Callable[[str], None]) -> None:
    """Refuse too few normals, and warn of few.

    Raises:
        InputError: There are fewer than ``LEAST_NORMALS``.
    """
    if normals is None or normals >= FEW_NORMALS:
        return
    if normals < LEAST_NORMALS:
        raise InputError(
            f"A background needs at least {LEAST_NORMALS} normal samples, and there "
            f"{'is' if normals == 1 else 'are'} {normals}.",
            hint="Pass more normal samples of the same assay.",
        )
    warn(
        f"{normals} normal samples are few: how far they differ from each other is hardly known "
        f"with fewer than {FEW_NORMALS}."
    )


def _refuse_repeated(paths: Sequence[str]) -> None:
    for path, times in Counter(paths).items():
        if times > 1:
            raise InputError(
                "This file is given twice.", where=path, hint="Name each normal sample once."
            )


def _refuse_same(digests: Sequence[str]) -> None:
    if len(set(digests)) < len(digests):
        raise InputError(
            "Two of the files are the same, byte for byte: one normal would count twice.",
            hint="Name each normal sample once.",
        )


def _are_alignments(paths: Sequence[str]) -> bool:
    kinds = {path: is_alignments(path) for path in paths}
    if len(set(kinds.values())) > 1:
        raise InputError(
            "Alignments and calls are given together; they tell of different places.",
            where=next(path for path, is_bam in kinds.items() if not is_bam),
            hint="Pass BAM and CRAM files, or VCF files, not both.",
        )
    return next(iter(kinds.values()))


def is_alignments(path: str) -> bool:
    """Whether a file is a BAM or CRAM, by what it begins with.

    Raises:
        UnreadableError: It cannot be opened.
    """
    from hccgenomics.readers.containers import HEAD_LENGTH, first_inside
    from hccgenomics.readers.stream import STDIN

    if path == STDIN:
        return False
    try:
        with open(path, "rb") as handle:  # noqa: PTH123 -- a name may be bytes of any kind
            head = handle.read(HEAD_LENGTH)
    except OSError as error:
        raise UnreadableError(
            f"The file cannot be read ({error.strerror or type(error).__name__}).",
            where=path,
            hint="Pass a BAM, CRAM, VCF or BCF of a normal sample.",
        ) from error
    return head.startswith((CRAM_MAGIC, BAM_MAGIC)) or first_inside(head).startswith(BAM_MAGIC)


# --- what is shown --------------------------------------------------------------------------------


def described_background(path: Path) -> tuple[list[tuple[str, ...]], str]:
    """Its contexts as rows, and one sentence on the whole.

    Raises:
        InputError: It is no background, or damaged.
    """
    read = read_background_file(path)
    rows = list(_rows(read.model)) if read.tells_elsewhere else []
    return rows, _sentence(read.head, read.model)


def _rows(model: Background) -> Iterator[tuple[str, ...]]:
    yield _row("overall", model.overall)
    for name, context in sorted(model.contexts.items()):
        yield _row(name, context)


def _row(name: str, context: ContextBackground) -> tuple[str, ...]:
    figures = (context.noise.mean, context.spread, context.between, context.noise.concentration)
    counts = (context.sites, context.alt, context.depth)
    return (name, *map(str, counts), *("." if x is None else f"{x:.4g}" for x in figures))


_MADE_FROM: Final = {
    ALIGNMENTS: "alignments of {normals} normal samples",
    CALLS: "calls of {normals} normal samples, of the places they list alone",
    PANEL_OF_NORMALS: "a panel of normals, of the places it lists alone",
}


def _sentence(head: BackgroundHead, model: Background) -> str:
    made = _MADE_FROM[head.made_from].format(normals=head.normals)
    return (
        f"{head.assembly}, from {made}: {len(model.sites):,} changes, in {head.unit.value}; "
        f"{model.left_out:,} counts left out because the normal carries the allele itself."
    )
