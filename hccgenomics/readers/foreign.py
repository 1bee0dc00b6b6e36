"""Assemblies we do not read, to refuse them by name.

Lengths from the UCSC Genome Browser's ``chromInfo`` tables and NCBI's assembly reports. For other
human assemblies every chromosome is listed, since a header may declare but a few; for other species
the first chromosome has to do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hccgenomics.vocabulary import AUTOSOMES, SEX_CONTIGS

if TYPE_CHECKING:
    from collections.abc import Mapping

T2T: Final = "T2T-CHM13"
NCBI36: Final = "NCBI36 (hg18)"
_NUCLEAR: Final = (*AUTOSOMES, *SEX_CONTIGS)

# fmt: off
_T2T_LENGTHS: Final = (
    248_387_328, 242_696_752, 201_105_948, 193_574_945, 182_045_439, 172_126_628, 160_567_428,
    146_259_331, 150_617_247, 134_758_134, 135_127_769, 133_324_548, 113_566_686, 101_161_492,
    99_753_195, 96_330_374, 84_276_897, 80_542_538, 61_707_364, 66_210_255, 45_090_682, 51_324_926,
    154_259_566, 62_460_029,
)
_NCBI36_LENGTHS: Final = (
    247_249_719, 242_951_149, 199_501_827, 191_273_063, 180_857_866, 170_899_992, 158_821_424,
    146_274_826, 140_273_252, 135_374_737, 134_452_384, 132_349_534, 114_142_980, 106_368_585,
    100_338_915, 88_827_254, 78_774_742, 76_117_153, 63_811_651, 62_435_964, 46_944_323, 49_691_432,
    154_913_754, 57_772_954,
)
# fmt: on

FOREIGN_LENGTHS: Final[Mapping[tuple[str, int], str]] = {
    **dict.fromkeys(zip(_NUCLEAR, _T2T_LENGTHS, strict=True), T2T),
    **dict.fromkeys(zip(_NUCLEAR, _NCBI36_LENGTHS, strict=True), NCBI36),
    ("chr1", 197_195_432): "NCBIM37 (mouse, mm9)",
    ("chr1", 195_471_971): "GRCm38 (mouse, mm10)",
    ("chr1", 195_154_279): "GRCm39 (mouse, mm39)",
    ("chr1", 282_763_074): "Rnor_6.0 (rat, rn6)",
    ("chr1", 260_522_016): "mRatBN7.2 (rat, rn7)",
    ("chr1", 122_678_785): "CanFam3.1 (dog)",
}

_FOREIGN_NAMES: Final = (
    (r"CP0682(5[5-9]|6\d|7[0-7])\.\d|CP086569\.\d|NC_0609(2[5-9]|3\d|4[0-8])\.\d", T2T),
    (r"NC_0000(6[7-9]|7\d|8[0-7])\.\d+", "a mouse assembly"),
    (r"CM00(099[4-9]|100\d|101[0-4])\.\d", "a mouse assembly"),
    (r"NC_0051\d\d\.\d|NC_0513\d\d\.\d", "a rat assembly"),
)

_PREFIXES: Final = ("CP", "NC_", "CM")

_FOREIGN_TEXTS: Final = (
    (r"chm13|t2t[-_.]|\bhs1\b", T2T),
    (r"hg18|ncbi_?36|(?<![a-z0-9])b36(?!\d)|\bGRCh36", NCBI36),
    (
        r"grcm38|(?<![a-z])mm10(?!\d)|GC[AF]_000001635\.2[0-6]",
        "GRCm38 (mouse, mm10)",
    ),
    (
        r"grcm39|(?<![a-z])mm39(?!\d)|GC[AF]_000001635\.27",
        "GRCm39 (mouse, mm39)",
    ),
    (r"ncbim37|(?<![a-z])mm9(?!\d)", "NCBIM37 (mouse, mm9)"),
    (r"mus_?musculus", "a mouse assembly"),
    (
        r"rnor_?\d|mratbn|(?<![a-z])rn[4-8](?!\d)|rattus",
        "a rat assembly",
    ),
    (r"canfam|canis_?(lupus|familiaris)", "a dog assembly"),
    (
        r"danrer|grcz1|drosophila|saccharomyces|bostau|susscr",
        "an assembly of another species",
    ),
)


def foreign_by_name(contig: str) -> str | None:
    """The unsupported assembly to which a contig's accession belongs.

    >>> foreign_by_name("CP068277.2"), foreign_by_name("NC_000005.10")
    ('T2T-CHM13', None)
    """
    if not contig.startswith(_PREFIXES):
        return None
    return next((name for pattern, name in _FOREIGN_NAMES if re.fullmatch(pattern, contig)), None)


def foreign_by_text(text: str) -> str | None:
    """The unsupported assembly that a header line names.

    >>> foreign_by_text("file:///ref/mm10.fa"), foreign_by_text("/ref/hg38.fa")
    ('GRCm38 (mouse, mm10)', None)
    """
    found = (name for pattern, name in _FOREIGN_TEXTS if re.search(pattern, text, re.IGNORECASE))
    return next(found, None)
