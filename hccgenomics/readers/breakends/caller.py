"""What a caller of structural variants is that writes VCF, and what they have in common."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.model.structural_files import JunctionSupport
from hccgenomics.model.variant import CallerTag
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.breakends.record import share, whole
from hccgenomics.readers.dialect import no_roles, no_version
from hccgenomics.vocabulary import CallerSays, DialectTier

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hccgenomics.readers.breakends.record import SvRecord
    from hccgenomics.readers.dialect import Roles
    from hccgenomics.readers.header import VcfHeader

_SEPARATED: Final = re.compile(r"[/|]")
_UNCALLED: Final = frozenset({"0", "."})


class Sample(NamedTuple):
    """What a record says of one sample.

    Attributes:
        fields: FORMAT by key; empty where the file has no columns.
        info: INFO by key; empty for the matched normal, for INFO speaks of the tumour.
    """

    fields: Mapping[str, str]
    info: Mapping[str, str]


def no_copies(record: SvRecord) -> float | None:
    """The copies of a junction, of a caller that does not count them."""
    del record
    return None


def no_record_version(record: SvRecord) -> str | None:
    """The version of a caller that does not state it in its records."""
    del record
    return None


def stated_origin(record: SvRecord) -> CallerTag | None:
    """``SOMATIC`` of the record, else a genotype of the normal that carries the event."""
    if "SOMATIC" in record.info:
        return CallerTag(CallerSays.SOMATIC, "SOMATIC")
    genotype = record.normal.get("GT", "")
    if carries(genotype):
        return CallerTag(CallerSays.GERMLINE, words.IN_THE_NORMAL.format(genotype=genotype))
    return None


def carries(genotype: str) -> bool | None:
    """Whether a genotype names an alternate allele; ``None`` where it names none at all.

    >>> carries("0/1"), carries("0/0"), carries("./."), carries("")
    (True, False, None, None)
    """
    alleles = [allele for allele in _SEPARATED.split(genotype) if allele]
    if any(allele not in _UNCALLED for allele in alleles):
        return True
    return False if "0" in alleles else None


@dataclass(frozen=True, slots=True)
class SvCaller:
    """One caller's way of writing structural variants as VCF.

    Attributes:
        name: As ``--sv-format`` and the report spell it.
        title: The caller as its authors write it.
        documentation: Where they say what its fields mean.
        recognises: Whether this caller wrote a header.
        support: Reads of one sample for and against a junction.
        tier: Whether the module was held against real output.
        tag: What the caller says of a record's origin.
        junction_copies: Copies of the junction in tumour cells.
        mates: INFO fields that name the record of the other side.
        stated_bases: Whether POS and END of symbolic alleles are the outermost bases kept.
        version: The caller's version as a header states it.
        record_version: The same as a record states it.
        roles: Whose the columns are, where the caller has its own way of saying so.
        quirk: What a reader of the documentation must know.
    """

    name: str
    title: str
    documentation: str
    recognises: Callable[[VcfHeader], bool]
    support: Callable[[Sample], JunctionSupport]
    tier: DialectTier = DialectTier.UNTESTED
    tag: Callable[[SvRecord], CallerTag | None] = stated_origin
    junction_copies: Callable[[SvRecord], float | None] = no_copies
    mates: tuple[str, ...] = ("MATEID", "PARID", "MATE_ID")
    stated_bases: bool = False
    version: Callable[[VcfHeader], str | None] = no_version
    record_version: Callable[[SvRecord], str | None] = no_record_version
    roles: Callable[[VcfHeader], Roles] = no_roles
    quirk: str = ""

    def tool(self, header: VcfHeader, stated: str | None = None) -> str:
        """The program with its version, as the header or a record states it."""
        version = self.version(header) or stated
        return self.title if version is None else f"{self.title} {version}"


def pair(text: str | None) -> tuple[int | None, int | None]:
    """A count of the reference and one of the event, as in ``PR`` and ``SR`` of Manta.

    >>> pair("21,4"), pair("."), pair(None)
    ((21, 4), (None, None), (None, None))
    """
    if not text:
        return None, None
    one, comma, other = text.partition(",")
    return (whole(one), whole(other)) if comma and "," not in other else (None, None)


def together(*counts: int | None) -> int | None:
    """The sum of those counts that are known.

    >>> together(3, None, 2), together(None, None)
    (5, None)
    """
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def of_pairs_and_splits(sample: Sample) -> JunctionSupport:
    """``PR`` and ``SR``: reference and event, of pairs and of split reads (Manta, DRAGEN)."""
    ref_pairs, pairs = pair(sample.fields.get("PR"))
    ref_split, split = pair(sample.fields.get("SR"))
    return JunctionSupport(split=split, pairs=pairs, ref=together(ref_pairs, ref_split))


def of_fragments(sample: Sample) -> JunctionSupport:
    """``PR`` and ``SR`` with what ``VF`` and ``VAF`` say of whole fragments (DRAGEN)."""
    counted = of_pairs_and_splits(sample)
    ref, alt = pair(sample.fields.get("VF"))
    vaf = share(sample.fields.get("VAF"))
    return counted if alt is None else replace(counted, ref=ref, alt=alt, vaf=vaf)


def plain_support(sample: Sample) -> JunctionSupport:
    """What fields are called in most files: ``SU``/``PE``/``SR``, ``DR``/``DV``, ``AD``, ``AF``."""
    fields, info = sample.fields, sample.info
    either = {**info, **fields}
    ref, alt = pair(fields.get("AD"))
    if alt is None:
        ref, alt = whole(fields.get("DR")), whole(fields.get("DV"))
    if alt is None:
        alt = whole(either.get("SU") or either.get("SUPPORT") or info.get("RE"))
    return JunctionSupport(
        split=None if "," in either.get("SR", "") else whole(either.get("SR")),
        pairs=whole(either.get("PE")),
        alt=alt,
        ref=ref,
        vaf=share(fields.get("VAF") or fields.get("AF")),
    )
