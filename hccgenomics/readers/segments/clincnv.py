"""ClinCNV: altered stretches of a tumour with its normal, or of a tumour alone.

Files: https://github.com/imgag/ClinCNV/blob/master/doc/somatic_CNV_calling.md. Stretches are made
of the regions of a BED file and counted as there. ``tumor_CN_change`` is the copies of the tumour
cells that have the change, ``tumor_clonality`` the share of all cells that are such: the share of
tumour cells is found by dividing it by the purity, the largest clonality of the header. What the
list does not hold was not called, and that is no statement. Beside the project's real files, those
of github.com/imgag/megSAP were compared.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import FormatError
from hccgenomics.model.copy_number import Solution
from hccgenomics.model.copy_number_files import Observation
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.segment_format import Found, SegmentFormat
from hccgenomics.readers.segment_numbers import both, not_negative, rarer, sex_of, share
from hccgenomics.readers.segment_samples import OneSample
from hccgenomics.readers.segment_table import Places, finite
from hccgenomics.vocabulary import CopySource

if TYPE_CHECKING:
    from hccgenomics.readers.segment_format import Asked
    from hccgenomics.readers.segment_head import Head
    from hccgenomics.readers.segment_table import Row, Table

_PLACES: Final = Places("chr", "start", "end", first=0)
_PAIR: Final = ("chr", "start", "end", "tumor_CN_change", "tumor_clonality")
_ALONE: Final = ("chr", "start", "end", "CN_change", "Purity", "Major allele", "Minor allele")
_TRACK: Final = ("ID", "chr", "start", "end", "value")
_BESIDE_VALUE: Final = frozenset({"variance", "loglik"})
_SAMPLE: Final = "sample"
"""A column that megSAP adds."""
_KEY: Final = re.compile(r"^##\s*([^:=]+?)\s*[:=]\s*(.*?)\s*$")
_CLONALITY: Final = "clonality by BAF (if !"
"""The key as far as its own equals sign: ``##clonality by BAF (if != 1): 0;0.65``."""
_FDR: Final = "estimated fdr"
_BUILD: Final = "GENOME_BUILD"
_COMMAND_BUILD: Final = re.compile(r"--(hg19|hg38|GRCh3[78])\b")


def _recognises(head: Head) -> bool:
    return head.has(*_PAIR) or head.has(*_ALONE) or _is_track(head)


def _is_track(head: Head) -> bool:
    """Copies of all cells for a genome browser, in columns that look like a SEG's."""
    return head.has(*_TRACK) and not _BESIDE_VALUE.isdisjoint(head.columns)


def _said(head: Head) -> dict[str, str]:
    """The header's statements by their keys."""
    found = (_KEY.match(line) for line in head.comments)
    return {match[1]: match[2] for match in found if match}


def _read(table: Table, asked: Asked) -> Found:
    if _is_track(table.head):
        raise FormatError(
            "This is ClinCNV's track for a genome browser, whose values are copies of all cells.",
            where=table.where,
            hint="Pass its list of somatic calls.",
        )
    said = _said(table.head)
    purity = _purity(said)
    sample = OneSample(table, asked, _SAMPLE) if _SAMPLE in table.head.columns else None
    rows = None if sample is None else sample.rows()
    is_pair = table.head.has(*_PAIR)
    seen = partial(_paired, purity=purity) if is_pair else _alone
    return Found(
        CopySource.CALLS,
        segments=table.segments(_PLACES, seen, rows),
        solutions=_solutions(said, purity),
        sample=None if sample is None else sample.name,
        version=said.get("ClinCNV version", "").removeprefix("v"),
        texts=_texts(table.head, said),
        notes=(*(sample.notes if sample else ()), *_notes(said)),
    )


def _paired(row: Row, *, purity: float | None) -> Observation:
    return Observation(
        copies=not_negative(row.number("tumor_CN_change")),
        minor_copies=rarer(row.number("minor_CN_allele"), row.number("major_CN_allele")),
        cell_fraction=_of_tumour_cells(share(row.number("tumor_clonality")), purity),
        support=row.whole("number_of_regions"),
        call=row.text("state"),
    )


def _alone(row: Row) -> Observation:
    """Without a normal: the alleles of the changed cells, which ``Purity`` is the share of."""
    major, minor = row.number("Major allele"), row.number("Minor allele")
    return Observation(
        copies=not_negative(both(major, minor)),
        minor_copies=rarer(major, minor),
        support=row.whole("no_of_regions"),
    )


def _of_tumour_cells(clonality: float | None, purity: float | None) -> float | None:
    return None if clonality is None or not purity else min(clonality / purity, 1.0)


def _purity(said: dict[str, str]) -> float | None:
    """The largest of the clonalities."""
    text = next((value for key, value in said.items() if key.startswith(_CLONALITY)), "")
    shares = [share(_number(part)) for part in text.partition(":")[2].split(";")]
    return max((value for value in shares if value), default=None)


def _number(text: str) -> float | None:
    try:
        return finite(text)
    except ValueError:
        return None


def _solutions(said: dict[str, str], purity: float | None) -> tuple[Solution, ...]:
    ploidy = _number(said.get("ploidy", ""))
    sex = sex_of(said.get("gender of sample", ""))
    if purity is None and ploidy is None and sex is None:
        return ()
    return (Solution(source="ClinCNV", purity=purity, ploidy=ploidy, sex=sex),)


def _texts(head: Head, said: dict[str, str]) -> tuple[str, ...]:
    """What may name the assembly; of the command, which names samples, its flag alone."""
    stated = said.get(_BUILD, "")
    flags = (_COMMAND_BUILD.search(line) for line in head.comments)
    return (*([stated] if stated else ()), *(found[1] for found in flags if found))


def _notes(said: dict[str, str]) -> tuple[str, ...]:
    rate = _number(said.get(_FDR, ""))
    return () if rate is None else (words.CLINCNV_FALSE.format(rate=f"{rate:.1%}"),)


FORMAT: Final = SegmentFormat(
    name="clincnv",
    title="ClinCNV",
    url="https://github.com/imgag/ClinCNV/blob/master/doc/somatic_CNV_calling.md",
    recognises=_recognises,
    read=_read,
    reads=("_clincnv.tsv of a tumour with its normal", "_clincnv.tsv of a tumour alone"),
    counts="from 0, half open",
    states=(
        "tumor_CN_change, major and minor alleles, tumor_clonality, number_of_regions, state; "
        "ploidy, clonalities, gender, GENOME_BUILD and the false discovery rate of the "
        "header."
    ),
    untold=(
        "The list holds altered stretches alone: what it leaves out was not called, which is "
        "no statement. The purity is the largest clonality."
    ),
)
