"""How a header tells which program called the variants, and which version of it.

Callers sign in one of three ways: ``##source=Pisces 5.2.9.23``, a structured command line
(``##GATKCommandLine=<ID=HaplotypeCaller,…>``, GATK 3 and Sentieon with the tool in the key), or a
line of their own (``##sageVersion=4.0``). What worked on the file later signs in the same places
(``##source=SelectVariants``), so a name is looked for, never the last line believed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.readers.dialect import source_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.readers.header import VcfHeader

_NUMBER: Final = re.compile(r"(?<![A-Za-z0-9.])v?(\d+(?:[.\-+]\w+)*)")
_GENOTYPED: Final = frozenset({"MLEAC", "MLEAF"})
_DEPTH_OF_ALL: Final = 'Description="Combined depth across samples"'
_VERSION: Final = re.compile(r"[<,]Version=(?:\"([^\"]*)\"|([^,>]*))")


def number_in(text: str | None) -> str | None:
    """The version number within a text that names a program.

    >>> number_in("tvc 5.12-11 (35c9114f) - Torrent"), number_in("Platypus_Version_0.8.1")
    ('5.12-11', '0.8.1')
    >>> number_in("sentieon-genomics-202308.03"), number_in("umiVar2") is None
    ('202308.03', True)
    """
    match = _NUMBER.search(text or "")
    return match[1] if match else None


def source_version(header: VcfHeader, *names: str) -> str | None:
    """The version number that ``##source=`` gives one of these programs."""
    return number_in(source_of(header, *names))


def stated(header: VcfHeader, *keys: str) -> str | None:
    """What the first of these lines says that the header has."""
    return next((value.strip() for key in keys for value in header.values(key)), None)


def has_run(header: VcfHeader, key: str, tools: frozenset[str]) -> bool:
    """Whether structured command lines with this key name one of the tools.

    GATK 4 writes ``##GATKCommandLine=<ID=HaplotypeCaller,…>``; GATK 3 and Sentieon write
    ``##GATKCommandLine.HaplotypeCaller=<ID=HaplotypeCaller,…>``.
    """
    return any(True for _ in _lines(header, key, tools))


def version_of_run(header: VcfHeader, key: str, tools: frozenset[str]) -> str | None:
    """``Version=`` of the first such line, without its quotes."""
    for line in _lines(header, key, tools):
        if match := _VERSION.search(line):
            return (match[1] or match[2] or "").strip() or None
    return None


def is_genotyped_unsigned(header: VcfHeader, *, depth_of_all: bool) -> bool:
    """Whether a header has the fields of GATK's genotyping model, and every command line is gone.

    Sentieon, which has the same fields, describes INFO ``DP`` in words of its own, as in
    ``SNV.germline.sample.dnascope`` of Clinical-Genomics/BALSAMIC.

    Args:
        header: The header.
        depth_of_all: Whether those words are looked for, or others.
    """
    signs = header.values("source") or any(True for _ in header.commands)
    declared = header.ids("INFO")
    if signs or not declared >= _GENOTYPED or "TLOD" in declared:  # Mutect2's
        return False
    depths = [line for line in header.values("INFO") if line.startswith("<ID=DP,")]
    return any(_DEPTH_OF_ALL in line for line in depths) == depth_of_all


def _lines(header: VcfHeader, key: str, tools: frozenset[str]) -> Iterator[str]:
    for tool in sorted(tools):
        yield from header.values(f"{key}.{tool}")
        yield from (line for line in header.values(key) if line.startswith(f"<ID={tool},"))
