"""How each tool spells the adjacencies and fusions that all of them report.

To teach the package a tool: add one module with one ``CALLER`` (VCF) or ``TABLE``, add a line to a
registry below, and put a small file with what is expected of it under ``tests/data/sv/<name>/``.

A module is imported when it is asked for by name, or when a file shows one of its signs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.errors import DialectError
from hccgenomics.readers.registry import Modules, suspected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.readers.breakends.caller import SvCaller
    from hccgenomics.readers.breakends.table import Heading, SvTable
    from hccgenomics.readers.header import VcfHeader


class Registered(NamedTuple):
    """Where a format is, and the signs without which its module recognises no file.

    Attributes:
        signs: Of a VCF in small letters what a header line that declares no field may hold, or,
            after ``=``, a field that it declares; of a table the name of a column. None: the module
            is asked about every table, and recognises no VCF.
        module: Its module here; by default named as the format.
    """

    signs: tuple[str, ...] = ()
    module: str = ""


GENERIC: Final = "vcf"
VCF_FORMATS: Final = {
    "manta": Registered(("generatesvcandidates", "manta", "=BND_DEPTH")),
    "dragen": Registered(("dragen",)),
    "gridss": Registered(("=REFPAIR",)),
    "delly": Registered(("=CT",)),
    "lumpy": Registered(("lumpy", "smoove", "=CIPOS95")),
    "svaba": Registered(("svaba", "=SCTG")),
    "severus": Registered(("severus", "=DETAILED_TYPE")),
    "sniffles": Registered(("sniffles",)),
    GENERIC: Registered((), "generic"),
}
TABLE_FORMATS: Final = {
    "star_fusion": Registered(("leftbreakpoint",)),
    "arriba": Registered(("direction1",)),
    "fusioncatcher": Registered(("gene_1_symbol(5end_fusion_partner)",)),
    "linx": Registered(("svid", "phased", "genenameup")),
    "cbioportal_sv": Registered(("site1_hugo_symbol",)),
    "ngsbits": Registered(("info_a",)),
    "ctat_vif": Registered(("chra",)),
    "virusfinder": Registered(("chromosome 1",)),
    "vifi": Registered(("minpos",)),
    "virusbreakend_summary": Registered(("taxid_genus",)),
    "linx_viral_inserts": Registered(("virusid",)),
    "survirus": Registered(),
    "integration_table": Registered(),
    "bedpe": Registered(),
    "fusion": Registered(),
}
ALIASES: Final = {
    "star-fusion": "star_fusion",
    "starfusion": "star_fusion",
    "fusioninspector": "star_fusion",
    "fusion-catcher": "fusioncatcher",
    "purple": "gridss",
    "gripss": "gridss",
    "esvee": "gridss",
    "smoove": "lumpy",
    "lumpyexpress": "lumpy",
    "svtools": "ngsbits",
    "ngs-bits": "ngsbits",
    "megsap": "ngsbits",
    "sniffles2": "sniffles",
    "cbioportal": "cbioportal_sv",
    "pcawg": "bedpe",
    "gene-fusion": "fusion",
    "generic": GENERIC,
}
"""What else users call a format; the report names its module."""
CALLERS: Final[Modules[SvCaller]] = Modules(
    __name__, {name: (entry.module or name, "CALLER") for name, entry in VCF_FORMATS.items()}
)
TABLES: Final[Modules[SvTable]] = Modules(
    __name__, {name: (entry.module or name, "TABLE") for name, entry in TABLE_FORMATS.items()}
)


def named(asked: str | None, *, where: str) -> str | None:
    """The format the user names, as it is called here.

    Raises:
        DialectError: Nobody is called so.
    """
    if asked is None:
        return None
    name = asked.lower()
    name = ALIASES.get(name, name)
    if name not in VCF_FORMATS and name not in TABLE_FORMATS:
        known = ", ".join((*VCF_FORMATS, *TABLE_FORMATS))
        raise DialectError(
            f"No format of structural variants is known as {asked!r}.",
            where=where,
            hint=f"--sv-format takes {known}; docs/structural-formats.md describes each.",
        )
    return name


def choose_caller(header: VcfHeader, *, name: str | None, where: str) -> SvCaller:
    """The caller the user names, else the one that recognises the header, else the generic one."""
    if name is not None:
        if name not in VCF_FORMATS:
            raise _no_table(name, where)
        return CALLERS[name]
    signs = {one: entry.signs for one, entry in VCF_FORMATS.items()}
    found = [CALLERS[one] for one in suspected(header, signs)]
    known = [caller for caller in found if caller.recognises(header)]
    if {caller.name for caller in known} == {"manta", "dragen"}:  # DRAGEN's fields are Manta's
        return CALLERS["dragen"]
    return known[0] if len(known) == 1 else CALLERS[GENERIC]


def choose_table(heading: Heading, *, name: str | None, where: str) -> SvTable:
    """The table the user names, else the first that recognises the heading.

    Raises:
        DialectError: None does.
    """
    if name is not None:
        if name not in TABLE_FORMATS:
            raise _no_vcf(name, where)
        return TABLES[name]
    for one, entry in TABLE_FORMATS.items():
        if not entry.signs or any(sign in heading.columns for sign in entry.signs):
            table = TABLES[one]
            if table.recognises(heading):
                return table
    from hccgenomics.readers.breakends.strangers import refuse

    raise refuse(heading, where=where)


def is_known_table(lines: Iterator[bytes]) -> bool:
    """Whether a file that is no VCF is a table that is known here."""
    from hccgenomics.readers.breakends.table import heading_of

    heading, _ = heading_of(lines)
    return any(
        (not entry.signs or any(sign in heading.columns for sign in entry.signs))
        and TABLES[name].recognises(heading)
        for name, entry in TABLE_FORMATS.items()
    )


def _no_table(name: str, where: str) -> DialectError:
    return DialectError(
        f"The file is a VCF, and {name} is a table.",
        where=where,
        hint="Leave --sv-format out, or name the caller that wrote the file.",
    )


def _no_vcf(name: str, where: str) -> DialectError:
    return DialectError(
        f"The file is a table, and {name} writes VCF.",
        where=where,
        hint="Leave --sv-format out, or name the tool that wrote the file.",
    )
