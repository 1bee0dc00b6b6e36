"""Severus (Keskus et al. 2024, doi:10.1038/s41587-025-02618-8), somatic variants of long reads.

Breakends are named ``…_1`` and ``…_2`` and name each other by ``MATE_ID``; ``DR`` and ``DV`` count
reads against and for, ``VAF`` is stated; bases between stand in ``INSSEQ``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.model.structural_files import JunctionSupport
from hccgenomics.readers.breakends.caller import SvCaller
from hccgenomics.readers.breakends.record import share, whole
from hccgenomics.readers.dialect import first_match

if TYPE_CHECKING:
    from hccgenomics.readers.breakends.caller import Sample
    from hccgenomics.readers.header import VcfHeader

_SOURCE: Final = re.compile(r"severus", re.IGNORECASE)
_OWN: Final = frozenset({"DETAILED_TYPE", "CLUSTERID"})


def _recognises(header: VcfHeader) -> bool:
    named = any(_SOURCE.match(line) for line in header.values("source"))
    return named or header.ids("INFO") >= _OWN


def _support(sample: Sample) -> JunctionSupport:
    fields = sample.fields
    return JunctionSupport(
        alt=whole(fields.get("DV")), ref=whole(fields.get("DR")), vaf=share(fields.get("VAF"))
    )


def _version(header: VcfHeader) -> str | None:
    return first_match(r"(?i)severus_v?([0-9][\w.]*)", header.values("source"))


CALLER = SvCaller(
    name="severus",
    title="Severus",
    documentation="https://github.com/KolmogorovLab/Severus#output-files",
    recognises=_recognises,
    support=_support,
    version=_version,
    quirk="A reciprocal inversion is one record with two junctions.",
)
