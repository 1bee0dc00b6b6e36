"""SvABA (Wala et al. 2018, doi:10.1101/gr.221028.117).

Every rearrangement is a pair of breakends named ``…:1`` and ``…:2``; ``AD`` counts the reads that
support it, ``SR`` and ``DR`` those that are split and those that are discordant, ``DP`` all reads.
Columns are named by the paths of the BAM files, which ``##source`` gives as ``-t`` and ``-n``.
Version 2 may write symbolic alleles, whose POS and END are the bases of the two breakends. Compared
with the example data of mskilab-org/gGnome.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.model.structural_files import JunctionSupport
from hccgenomics.readers.breakends.caller import SvCaller
from hccgenomics.readers.breakends.record import whole
from hccgenomics.readers.dialect import is_named
from hccgenomics.vocabulary import DialectTier

if TYPE_CHECKING:
    from hccgenomics.readers.breakends.caller import Sample
    from hccgenomics.readers.dialect import Roles
    from hccgenomics.readers.header import VcfHeader

_OWN: Final = frozenset({"SCTG", "EVDNC", "SPAN"})
_ARGUMENT: Final = r"(?:^|\s)(?:{short}|{long})[\s=]+(\S+)"


def _recognises(header: VcfHeader) -> bool:
    return header.ids("INFO") >= _OWN or is_named(header, "svaba")


def _support(sample: Sample) -> JunctionSupport:
    fields = sample.fields
    alt, depth = whole(fields.get("AD")), whole(fields.get("DP"))
    return JunctionSupport(
        split=whole(fields.get("SR")),
        pairs=whole(fields.get("DR")),
        alt=alt,
        ref=None if alt is None or depth is None else max(0, depth - alt),
    )


def _roles(header: VcfHeader) -> Roles:
    """The columns whose path the command line names."""
    return (
        _column(header, _ARGUMENT.format(short="-t", long="--case-bam")),
        _column(header, _ARGUMENT.format(short="-n", long="--control-bam")),
    )


def _column(header: VcfHeader, pattern: str) -> str | None:
    named = [match[1] for line in header.values("source") if (match := re.search(pattern, line))]
    return named[0] if len(named) == 1 and named[0] in header.samples else None


CALLER = SvCaller(
    name="svaba",
    title="SvABA",
    documentation="https://github.com/walaj/svaba#output-file-description",
    recognises=_recognises,
    support=_support,
    tier=DialectTier.EXACT,
    stated_bases=True,
    roles=_roles,
    quirk="Columns are told by the paths that the command line gives.",
)
