"""Whose rows of a table are the tumour's; samples are counted in messages, and never named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from hccgenomics.errors import SampleError
from hccgenomics.readers import notes_wording as words

if TYPE_CHECKING:
    from collections.abc import Sequence


class Asked(Protocol):
    """What is known of the samples before a file is opened."""

    @property
    def sample(self) -> str | None:
        """The tumour, as the user names it."""

    @property
    def normal(self) -> str | None:
        """The matched normal."""

    @property
    def wanted(self) -> str | None:
        """The tumour's name to look for: the user's, or else that of other files."""


OPTION: Final = "--tumour-sample"
_LISTS: Final = "hccgenomics validate lists the names"


def check_lone_sample(sample: str | None, asked: Asked, *, where: str) -> tuple[str, ...]:
    """A note where the one sample of a file has another name than the one asked for.

    Raises:
        SampleError: It is the matched normal.
    """
    if sample is None or asked.sample in {None, sample}:
        if sample is not None and asked.sample is None and sample == asked.normal:
            raise SampleError(
                "The file is of the sample that --normal-sample names.",
                where=where,
                hint="Pass the tumour's copy number.",
            )
        return ()
    return (words.OTHER_NAME.format(option=OPTION),)


def choose_sample(samples: Sequence[str], asked: Asked, *, where: str) -> str:
    """The tumour among the samples of a file.

    The one that is asked for; else the only one; else the one beside the matched normal.

    Raises:
        SampleError: It cannot be told; samples are counted, not named.
    """
    if asked.wanted is not None and asked.wanted in samples:
        return asked.wanted
    if len(samples) == 1:
        return samples[0]
    rest = [name for name in samples if name != asked.normal]
    if asked.sample is None and len(rest) == 1:
        return rest[0]
    raise refuse_samples(samples, asked, where=where)


def refuse_samples(names: Sequence[str], asked: Asked, *, where: str) -> SampleError:
    """The error for a file of several samples of which none is known to be the tumour."""
    if asked.sample is None:
        error = SampleError(
            f"The file has {len(names)} samples, and nothing says which is the tumour.",
            where=where,
            hint=f"Name it with {OPTION}; {_LISTS}.",
        )
    else:
        error = SampleError(
            f"{OPTION} names none of the file's {len(names)} samples.",
            where=where,
            hint=f"Pass the name that the file has; {_LISTS}.",
        )
    error.names = tuple(names)
    return error


def sample_of_rows(names: Sequence[str], asked: Asked, *, where: str) -> str | None:
    """The tumour among those that the rows of a table are of; ``None`` where none has rows.

    The one that is asked for, else the only one: that one is left beside the normal tells nothing
    in a table of many tumours.

    Raises:
        SampleError: It cannot be told.
    """
    if asked.wanted in names:
        return asked.wanted
    if len(names) <= 1:
        return next(iter(names), None)
    raise refuse_samples(names, asked, where=where)
