"""What a dialect is, and the part of VCF that every caller agrees on."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.errors import DialectError
from hccgenomics.model.variant import CallerTag, Support
from hccgenomics.readers.integers import integer
from hccgenomics.vocabulary import CallerSays, CallerScope, DepthUnit, DialectTier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from hccgenomics.model.variant import Variant
    from hccgenomics.readers.alleles import Objection
    from hccgenomics.readers.header import VcfHeader
    from hccgenomics.readers.panel import Panel

    Roles = tuple[str | None, str | None]
    """The names of the tumour's and the normal's column, as far as they are told."""


STRANDS_OF_TWO: Final = 4
"""Values of ``DP4``: two alleles on two strands."""
MERGED: Final = "merged"
"""The dialect that is made of those whose records a file holds."""
FEWEST_MERGED: Final = 2
"""Callers that make a merged file."""
KEPT: Final = 4096
"""Values remembered: counts of reads and fractions come again and again."""


class BadCountError(ValueError):
    """A FORMAT value is no count or fraction; what it was is its text."""


class UnclearCountError(BadCountError):
    """A record's fields could be two callers' and mean two different counts; its text says whose.

    Attributes:
        support: What is known all the same.
    """

    def __init__(self, text: str, support: Support | None = None) -> None:
        super().__init__(text)
        self.support = support or Support()


class Written(NamedTuple):
    """What a record says of one alternate allele in one sample, unread.

    Attributes:
        alleles: Those of the record as they are spelled, the reference first.
        alt_index: The place of the alternate allele among them, from one.
        fields: FORMAT of the sample, by key; empty where the file has no columns.
        info: INFO of the record, by key, of the keys the dialect asks for; flags have no text.
            Empty for the matched normal, for INFO speaks of the tumour.
        filters: What the caller objects to; empty for ``PASS`` and for ``.``.
    """

    alleles: Sequence[str]
    alt_index: int
    fields: Mapping[str, str]
    info: Mapping[str, str] = MappingProxyType({})
    filters: tuple[str, ...] = ()


def no_tag(written: Written) -> CallerTag | None:
    """The judgement of a caller that says nothing of where an allele comes from."""
    del written
    return None


def no_normal(written: Written) -> Support | None:
    """The normal's reads of a caller that gives the normal a column of its own, or none."""
    del written
    return None


def no_version(header: VcfHeader) -> str | None:
    """The version of a caller that does not state it."""
    del header
    return None


def counts_reads(header: VcfHeader) -> DepthUnit:
    """What a caller counts whose header does not say that reads were made into molecules."""
    del header
    return DepthUnit.READS


def counts_molecules(header: VcfHeader) -> DepthUnit:
    """What a caller counts that sees nothing else."""
    del header
    return DepthUnit.MOLECULES


def no_roles(header: VcfHeader) -> Roles:
    """The columns of a caller that does not tell whose they are."""
    del header
    return None, None


class Unanchored(NamedTuple):
    """How alleles become variants where indels are not written with a base beside them.

    Attributes:
        objection: Why an allele cannot be a small variant, by position, REF, ALT and INFO.
        variant: The variant with a base beside it, by contig, position, the two alleles, INFO and
            the panel; ``None`` where no base is known.
        unknown: The objection to the latter.
    """

    objection: Callable[[int, str, str, Mapping[str, str]], Objection | None]
    variant: Callable[[str, int, tuple[str, str], Mapping[str, str], Panel], Variant | None]
    unknown: Objection


@dataclass(frozen=True, slots=True)
class Dialect:
    """One caller's way of writing VCF.

    Attributes:
        name: As ``--caller`` and the report spell it.
        recognises: Whether this caller wrote a header.
        support: Where it keeps its counts; a value that cannot be read raises ``BadCountError``.
        title: The caller as its authors write it.
        documentation: Where they say what its fields mean.
        tier: Whether the module was held against real output.
        scope: What the caller looks for.
        needs: FORMAT or INFO fields of which a header must declare one for the dialect to fit.
        marks: Sets of FORMAT or INFO fields; a record of a merged file that has values for all of
            one set may be this caller's. By default any field of ``needs`` is such a set.
        info: INFO fields that ``support`` and ``tag`` read.
        counts_in_info: Whether INFO holds the tumour's counts, so that no column is needed.
        genotype_tells: Whether a genotype without an allele says that the sample lacks it.
        normal: The matched normal's reads, where they stand in the tumour's column.
        tag: What the caller says of an allele's origin.
        version: The caller's version as a header states it.
        roles: Whose the columns are, where the caller has its own way of saying so.
        unit: What one unit of its counts is, as far as the header tells.
        note: What a reader of the report must know of files read this way, or "".
        quirk: What a reader of the documentation must know of them.
        unanchored: How its indels become variants, where they have no base beside them.
    """

    name: str
    recognises: Callable[[VcfHeader], bool]
    support: Callable[[Written], Support]
    title: str = ""
    documentation: str = ""
    tier: DialectTier = DialectTier.UNTESTED
    scope: CallerScope = CallerScope.SOMATIC
    needs: frozenset[str] = frozenset()
    marks: tuple[frozenset[str], ...] = ()
    info: frozenset[str] = frozenset()
    counts_in_info: bool = False
    genotype_tells: bool = True
    normal: Callable[[Written], Support | None] = no_normal
    tag: Callable[[Written], CallerTag | None] = no_tag
    version: Callable[[VcfHeader], str | None] = no_version
    roles: Callable[[VcfHeader], Roles] = no_roles
    unit: Callable[[VcfHeader], DepthUnit] = counts_reads
    note: str = ""
    quirk: str = ""
    unanchored: Unanchored | None = None

    def check_fits(self, header: VcfHeader, *, where: str) -> None:
        """Raise if the header declares none of the fields that this caller writes."""
        declared = header.ids("FORMAT") | header.ids("INFO")
        if self.needs and declared and not self.needs & declared:
            raise DialectError(
                f"The caller {self.name} does not fit: the header declares none of the "
                f"fields {', '.join(sorted(self.needs))}.",
                where=where,
                hint="Leave --caller out, or name the caller that wrote the file.",
            )


def is_named(header: VcfHeader, *names: str) -> bool:
    """Whether a ``##source`` line names one of these programs, in whatever case."""
    return source_of(header, *names) is not None


def source_of(header: VcfHeader, *names: str) -> str | None:
    """The text of the first ``##source`` line that begins with one of these names, unquoted.

    A name ends where no letter or digit goes on: ``VarDict_v1.8`` names ``vardict``, ``Mutect2``
    does not name ``mutect``. A line without blanks may name several programs:
    ``Samtools-Sniper-VarscanSomatic-Strelka``.
    """
    for value in header.values("source"):
        text = value.strip(" \"'")
        parts = [text] if " " in text else [text, *_SEVERAL.split(text)]
        if any(_begins(part, name) for part in parts for name in names):
            return text
    return None


def _begins(text: str, name: str) -> bool:
    return text[: len(name)].lower() == name.lower() and not text[len(name) :][:1].isalnum()


def declares(header: VcfHeader, *keys: str) -> bool:
    """Whether FORMAT or INFO declares all of these fields."""
    return frozenset(keys) <= header.ids("FORMAT") | header.ids("INFO")


def first_match(pattern: str, texts: Iterable[str]) -> str | None:
    """The first group of the first text that a pattern is found in; how versions are read.

    >>> first_match(r"v([0-9.]+)", ["VarDict_v1.8.2"])
    '1.8.2'
    """
    found = (re.search(pattern, text) for text in texts)
    return next((match[1] for match in found if match), None)


def four_way(text: str | None) -> tuple[int | None, int | None]:
    """``DP4``: reads with the reference and with the alternate allele, strands together.

    >>> four_way("20,15,5,3"), four_way("."), four_way(None)
    ((35, 8), (None, None), (None, None))
    """
    values = [count(value) for value in (text or "").split(",")]
    known = [value for value in values if value is not None]
    if len(known) != len(values) or len(known) != STRANDS_OF_TWO:
        return None, None
    return known[0] + known[1], known[2] + known[3]


def status_tag(code: str | None, field: str) -> CallerTag | None:
    """TCGA's variant status ``SS``: 0 wild type, 1 germline, 2 somatic, 3 LOH, 4 and 5 neither.

    TCGA VCF specification 1.1, section "FORMAT fields": 4 is a post-transcriptional modification, 5
    unknown (https://wiki.nci.nih.gov/display/TCGA/TCGA+Variant+Call+Format+(VCF)+1.1).

    >>> status_tag("2", "SS")
    CallerTag(says=<CallerSays.SOMATIC: 'somatic'>, field='SS=2')
    >>> status_tag(".", "SS") is None
    True
    """
    says = _STATUS.get(code or "")
    return None if says is None else CallerTag(says, f"{field}={code}")


def filter_tag(written: Written, meanings: Mapping[str, CallerSays]) -> CallerTag | None:
    """What the first filter says that is among ``meanings``, in their order."""
    for name, says in meanings.items():
        if name in written.filters:
            return CallerTag(says, f"FILTER={name}")
    return None


@lru_cache(maxsize=KEPT)
def count(text: str | None) -> int | None:
    """A number of reads; ``None`` where the caller gives none.

    >>> count("12"), count("."), count(None)
    (12, None, None)
    """
    if text is None or text in {".", ""}:
        return None
    number = integer(text)
    if number is None:
        raise BadCountError(text)
    return number


_SEVERAL: Final = re.compile(r"[-,;+/]")
_STATUS: Final = {
    "0": CallerSays.NOT_SOMATIC,
    "1": CallerSays.GERMLINE,
    "2": CallerSays.SOMATIC,
    "3": CallerSays.LOSS_OF_HETEROZYGOSITY,
    "4": CallerSays.NOT_SOMATIC,
    "5": CallerSays.NOT_SOMATIC,
}


@lru_cache(maxsize=KEPT)
def fraction(text: str | None) -> float | None:
    """A number from 0 to 1; ``None`` where the caller gives none.

    >>> fraction("9e-04")
    0.0009
    """
    if text is None or text in {".", ""}:
        return None
    try:
        value = float(text)
    except ValueError:
        raise BadCountError(text) from None
    if math.isnan(value) or not 0 <= value <= 1:
        raise BadCountError(text)
    return value


def per_allele(text: str | None, *, alleles: int) -> tuple[str | None, ...]:
    """One value per allele; all unknown if there is another number of them.

    >>> per_allele("90,10", alleles=2), per_allele("7", alleles=2)
    (('90', '10'), (None, None))
    """
    values = () if text is None else tuple(text.split(","))
    return values if len(values) == alleles else (None,) * alleles


def stated_fraction(written: Written, key: str = "AF") -> float | None:
    """FORMAT ``AF``: one value per alternate allele (VCF 4.3, table 2)."""
    values = per_allele(written.fields.get(key), alleles=len(written.alleles) - 1)
    return fraction(values[written.alt_index - 1])


def spec_support(written: Written) -> Support:
    """``AD``, else ``DP``, as the VCF specification defines them; nothing is derived.

    ``AD`` counts the informative reads of every allele, the reference first; their sum is the
    depth. Without it ``DP`` is the depth, and how it divides is unknown.
    """
    fields, total = written.fields, len(written.alleles)
    depths = [count(value) for value in per_allele(fields.get("AD"), alleles=total)]
    known = [depth for depth in depths if depth is not None]
    depth = sum(known) if len(known) == total else count(fields.get("DP"))
    if len(known) < total and depths[written.alt_index] is not None:
        depth = None  # DP may count other reads than AD: the two are not mixed
    return Support(
        ref_depth=depths[0],
        alt_depth=depths[written.alt_index],
        depth=depth,
        stated_vaf=stated_fraction(written),
    )


def alternate_count(fields: Mapping[str, str], key: str, written: Written) -> int | None:
    """A count that is given once per alternate allele, such as ``AO`` or ``FAO``.

    >>> alternate_count({"AO": "9,2"}, "AO", Written(("G", "A", "T"), 2, {}))
    2
    """
    values = per_allele(fields.get(key), alleles=len(written.alleles) - 1)
    return count(values[written.alt_index - 1])


def support_within_depth(written: Written, fraction_key: str = "AF") -> Support:
    """``AD`` of all ``DP`` reads: for callers that divide by ``DP``, not by the sum of ``AD``.

    Such a ``DP`` counts the reads with further alleles too; where it is missing, so is more than
    ``AD`` can tell, and the sum of ``AD`` stands in.

    >>> support_within_depth(Written(("G", "A"), 1, {"AD": "75,2", "DP": "80"})).vaf
    0.025
    """
    made = spec_support(written)
    depth = count(written.fields.get("DP"))
    return Support(
        ref_depth=made.ref_depth,
        alt_depth=made.alt_depth,
        depth=made.depth if depth is None else depth,
        stated_vaf=stated_fraction(written, fraction_key),
    )


def wanted_info(text: str, keys: frozenset[str]) -> dict[str, str]:
    """The INFO fields a dialect asks for; a flag has the empty text.

    >>> wanted_info("DP=9;SOMATIC;AF=0.1", frozenset({"AF", "SOMATIC"}))
    {'SOMATIC': '', 'AF': '0.1'}
    """
    items = (item.partition("=") for item in text.split(";"))
    return {key: value for key, _, value in items if key in keys}


def wanted_text(text: str, keys: frozenset[str]) -> str:
    """Of INFO no more than ``wanted_info`` reads of it.

    >>> wanted_text("DP=9;SOMATIC;AF=0.1", frozenset({"AF", "SOMATIC"}))
    'SOMATIC;AF=0.1'
    """
    return ";".join(item for item in text.split(";") if item.partition("=")[0] in keys)
