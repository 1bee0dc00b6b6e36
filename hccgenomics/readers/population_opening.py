"""Open a population file, or say in one sentence why it is none."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from hccgenomics.errors import UnreadableError
from hccgenomics.readers.containers import (
    BCF_MAGIC,
    HEAD_LENGTH,
    LARGEST_BLOCK,
    Container,
    first_inside,
    refuse_foreign,
    sniff,
)
from hccgenomics.readers.index_files import index_paths


def index_beside(where: str) -> Path:
    """The index of a population file.

    Raises:
        UnreadableError: There is none, or the file is not one that has one.
    """
    if where == "-" or not Path(where).is_file():
        raise UnreadableError("There is no such population file.", where=where)
    for beside in index_paths(where):
        return beside
    _refuse_unpacked(where)
    raise UnreadableError(
        "The population file has no index (.tbi or .csi).",
        where=where,
        hint=f"Make one: tabix -p vcf {where}",
    )


def _refuse_unpacked(where: str) -> None:
    """Raise unless the file is a bgzip compressed VCF."""
    file = opened(where)
    try:
        head = os.pread(file, LARGEST_BLOCK, 0)
    finally:
        os.close(file)
    container = sniff(head)
    inside = head if container is Container.PLAIN else first_inside(head)
    refuse_foreign(inside[:HEAD_LENGTH], where=where)
    if inside.startswith(BCF_MAGIC):
        raise UnreadableError(
            "The population file is a BCF.",
            where=where,
            hint="Convert it: bcftools view -O z -o FILE.vcf.gz --write-index=tbi",
        )
    if container is not Container.BGZF:
        packed = "not compressed" if container is Container.PLAIN else "compressed with gzip"
        raise UnreadableError(
            f"The population file is {packed}, not with bgzip.",
            where=where,
            hint="Compress it with bgzip, then index it: tabix -p vcf FILE.vcf.gz",
        )


def opened(where: str) -> int:
    """A regular file, by its number.

    Raises:
        UnreadableError: It cannot be opened.
    """
    try:
        file = os.open(where, os.O_RDONLY | os.O_NONBLOCK)
    except (OSError, ValueError) as error:
        raise UnreadableError(
            "The population file cannot be opened.",
            where=where,
            hint="Check that you may read it.",
        ) from error
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise UnreadableError("The population file is no regular file.", where=where)
    return file
