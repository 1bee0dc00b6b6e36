"""Annotated alleles inside the VCF they came from: one INFO field, every record else as it was.

The field is described in the header as VEP describes ``CSQ``, so that whatever reads the one reads
the other (``bcftools +split-vep -a HCC``, for instance). Characters that end a value, an entry or
a column are percent-encoded (VCF 4.3, section 1.2).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from hccgenomics.model.genome import AssemblyContigs, Contig
    from hccgenomics.model.transcript_row import TranscriptRow

FIELD: Final = "HCC"
SUBFIELDS: Final = (
    "Allele", "Gene", "Transcript", "RefSeq", "Consequence", "HGVSg", "HGVSc", "HGVSp", "Exon",
)  # fmt: skip
PROVENANCE_KEY: Final = "hccgenomics_annotate"

_TITLE: Final = "Consequences on the transcripts of the hccgenomics panel"
_DESCRIPTION: Final = (
    f'##INFO=<ID={FIELD},Number=.,Type=String,Description="{_TITLE}. Format: '
    f'{"|".join(SUBFIELDS)}">'
)
_RESERVED: Final = {ord(char): f"%{ord(char):02X}" for char in "%|,;= \t\r\n"}
_ENTRY: Final = re.compile(rb"(?:^|(?<=;))HCC=[^;]*(?:;|$)")
_INFO: Final = 7
_STYLES: Final[tuple[Callable[[Contig], str], ...]] = (
    lambda contig: contig.name,
    lambda contig: contig.name.removeprefix("chr").replace("M", "MT"),
    lambda contig: contig.refseq,
    lambda contig: contig.genbank,
)
_FORMAT_KEY: Final = b"##fileformat="
_FORMAT: Final = b"VCFv4.2"
"""For a header that states no version; without one htslib takes it for no VCF."""
_TAB: Final = b"\t"
_UNKNOWN: Final = b"."


def is_ours(lines: Iterable[bytes], *, where: str) -> bool:
    """Whether an earlier run of ours wrote the field, so that it may be written anew.

    Raises:
        FormatError: Another program declares a field of that name.
    """
    mark = f"##INFO=<ID={FIELD},".encode()
    declared = [line for line in lines if line.startswith(mark)]
    if any(_TITLE.encode() not in line for line in declared):
        raise FormatError(
            f"The header declares an INFO field {FIELD} of another program.",
            where=where,
            hint=f"Remove it (bcftools annotate -x INFO/{FIELD}), or write a table.",
        )
    return bool(declared)


def heading(lines: Sequence[bytes], provenance: str, *, contigs: Iterable[str] = ()) -> bytes:
    """The header with what describes the field, before ``#CHROM``; what an earlier run wrote goes.

    Args:
        lines: Of the input's header, without line feeds, ``#CHROM`` last.
        provenance: What a reader must know of the run.
        contigs: Lines to be added, without line feeds.
    """
    end = b"\r\n" if lines[-1].endswith(b"\r") else b"\n"
    mine = (f"##INFO=<ID={FIELD},".encode(), f"##{PROVENANCE_KEY}=".encode())
    kept = [line.rstrip(b"\r") for line in lines[:-1] if not line.startswith(mine)]
    if not any(line.startswith(_FORMAT_KEY) for line in kept):
        kept.insert(0, _FORMAT_KEY + _FORMAT)
    added = [*contigs, _DESCRIPTION, f"##{PROVENANCE_KEY}={provenance}"]
    return b"".join(
        line + end for line in (*kept, *map(str.encode, added), lines[-1].rstrip(b"\r\t"))
    )


def contig_lines(contigs: AssemblyContigs, names: Iterable[str]) -> Iterator[str]:
    """Header lines of an assembly's contigs, spelled as records spell them.

    Without them a record cannot become BCF.
    """
    used = frozenset(names)
    for style in _STYLES:
        spelled = {style(contig): contig.length for contig in contigs.contigs.values()}
        if used & spelled.keys():
            yield from (f"##contig=<ID={name},length={n}>" for name, n in spelled.items())


def entries(alt: str, rows: Iterable[TranscriptRow]) -> Iterator[str]:
    """One entry for each transcript, as the field has them between commas."""
    allele = _encoded(alt)
    for row in rows:
        values = map(_encoded, row[: len(SUBFIELDS) - 1])
        yield "|".join((allele, *values))


def _encoded(value: str) -> str:
    """With reserved characters replaced.

    >>> _encoded("NP_000537.3:p.Arg249=")
    'NP_000537.3:p.Arg249%3D'
    """
    return value if value.isalnum() else value.translate(_RESERVED)


def with_field(line: bytes, value: str) -> bytes:
    r"""The record with the field at the end of INFO.

    >>> with_field(b"1\t5\t.\tA\tC\t.\t.\tDP=9\tGT\t0/1", "C|TP53")
    b'1\t5\t.\tA\tC\t.\t.\tDP=9;HCC=C|TP53\tGT\t0/1'
    """
    columns = line.split(_TAB, _INFO + 1)
    info = columns[_INFO]
    end = b"\r" if info.endswith(b"\r") else b""
    info = info.removesuffix(b"\r")
    ours = f"{FIELD}={value}".encode("utf-8", "surrogateescape")
    columns[_INFO] = (ours if info in {_UNKNOWN, b""} else info + b";" + ours) + end
    return _TAB.join(columns)


def has_field(line: bytes) -> bool:
    """Whether a record has a field of our name."""
    info = line.split(_TAB, _INFO + 1)[_INFO]
    return info.startswith(b"HCC=") or b";HCC=" in info


def without_field(line: bytes) -> bytes:
    r"""The record without what an earlier run wrote.

    >>> without_field(b"1\t5\t.\tA\tC\t.\t.\tHCC=C|TP53\tGT\t0/1")
    b'1\t5\t.\tA\tC\t.\t.\t.\tGT\t0/1'
    """
    columns = line.split(_TAB, _INFO + 1)
    info = columns[_INFO]
    end = b"\r" if info.endswith(b"\r") else b""
    rest = _ENTRY.sub(b"", info.removesuffix(b"\r")).removesuffix(b";")
    columns[_INFO] = (rest or _UNKNOWN) + end
    return _TAB.join(columns)
