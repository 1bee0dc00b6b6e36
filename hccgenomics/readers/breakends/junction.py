"""What one record says is joined: breakend notation, symbolic alleles, spelled-out sequence.

Breakend notation and symbolic alleles as the VCF specification defines them (version 4.5, sections
1.4.5 and 5.4, https://samtools.github.io/hts-specs/VCFv4.5.pdf). A symbolic allele's POS is the
base before the event and END its last base; orientation may be added by Manta's ``INV3``/``INV5``,
DELLY's ``CT`` and the ``STRANDS`` of LUMPY and many others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.model.adjacencies import UNREAD
from hccgenomics.model.structural_files import Breakend
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.breakends.record import whole
from hccgenomics.vocabulary import DropReason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hccgenomics.model.structural_files import Side
    from hccgenomics.readers.breakends.record import SvRecord

RIGHT: Final = -1
_BREAKEND: Final = re.compile(r"([^\[\]]*)([\[\]])([^\[\]]+):(\d{1,10})([\[\]])([^\[\]]*)")
_SINGLE: Final = re.compile(r"(\.?)([ACGTN]+)(\.?)", re.IGNORECASE)
_GAP: Final = re.compile(r"N{5,}")
_SPELLED: Final = re.compile(r"[ACGTN]+", re.IGNORECASE)
_CONNECTION: Final = re.compile(r"([35N])to([35N])", re.IGNORECASE)
_STRAND_PAIR: Final = re.compile(r"([+-])([+-])(?::(\d+))?")
_SIDES: Final[Mapping[str, Side]] = {"3": 1, "5": -1, "+": 1, "-": -1}
_PAIR: Final = 2

Ends = tuple["Side | None", "Side | None"]
UNKNOWN_ENDS: Final[Ends] = (None, None)


@dataclass(frozen=True, slots=True)
class Junction:
    """One pair of breakends as one record tells it.

    Attributes:
        own: The breakend at the record's POS.
        mate: What it is joined to; ``None`` of a single breakend.
        inserted: Bases between, as the plus strand at ``own`` reads.
        is_half: Whether another record may tell the same from the other side.
    """

    own: Breakend
    mate: Breakend | None
    inserted: str = ""
    inserted_length: int | None = None
    is_half: bool = False


class Refused(NamedTuple):
    """Why a record tells no adjacency.

    Attributes:
        why: For a note of the report: ``n records …``; "" where the reason says it all.
    """

    reason: DropReason
    why: str = ""


Told = tuple[Junction, ...] | Refused
_NO_JUNCTION: Final = Refused(DropReason.NOT_STRUCTURAL, words.NO_JUNCTION)
_BY_DEPTH: Final = Refused(DropReason.NOT_STRUCTURAL, words.BY_DEPTH)
_NO_END: Final = Refused(DropReason.MALFORMED, words.NO_END)
_BACKWARDS: Final = Refused(DropReason.MALFORMED, words.BACKWARDS)
_BAD_ALT: Final = Refused(DropReason.MALFORMED, words.BAD_ALT)
_AT_ODDS: Final = Refused(DropReason.MALFORMED, words.AT_ODDS)
_ELSEWHERE: Final = Refused(DropReason.NOT_ON_CHROMOSOME)


class Reading(NamedTuple):
    """How the records of one file are read.

    Attributes:
        place: Our name of a contig; ``None`` where it is neither chromosome nor virus.
        stated_bases: Whether POS and END are themselves the outermost bases kept, as in DELLY.
    """

    place: Callable[[str], str | None]
    stated_bases: bool = False

    def corner(self, base: int, keeps: Side | None) -> int:
        """The outermost base kept beside a base that a symbolic allele states."""
        return base if self.stated_bases or keeps != RIGHT else base + 1


def told_by(record: SvRecord, alt: str, reading: Reading) -> Told:
    """What one alternate allele of a record joins."""
    own = reading.place(record.contig)
    if own is None:
        return _ELSEWHERE
    if "[" in alt or "]" in alt:
        return _breakend(record, alt, own, reading)
    if alt.startswith("<"):
        return _symbolic(record, alt.strip("<>").upper(), own, reading)
    if _SPELLED.fullmatch(alt):
        return _spelled(record, alt, own, reading)
    match = _SINGLE.fullmatch(alt)
    if match and bool(match[1]) != bool(match[3]):
        return (_single(record, match, own),)
    if alt == "." and (
        record.svtype in _KINDS or record.svtype in _JOINING
    ):  # left out, as some converters do
        return _symbolic(record, record.svtype, own, reading)
    return _BAD_ALT


def _breakend(record: SvRecord, alt: str, own: str, reading: Reading) -> Told:
    match = _BREAKEND.fullmatch(alt)
    if match is None or match[2] != match[5] or bool(match[1]) == bool(match[6]):
        return _BAD_ALT
    contig = reading.place(match[3].strip("<>"))
    if contig is None:
        return _ELSEWHERE
    keeps: Side = 1 if match[1] else -1
    mate_keeps: Side = 1 if match[2] == "]" else -1
    inserted = match[1][len(record.ref) :] if match[1] else match[6][: -len(record.ref)]
    inserted = inserted or _inserted(record)
    low, high = interval_of(record, "CIPOS")
    remote = _remote(record, (low, high), is_mirrored=keeps == mate_keeps)
    return (
        Junction(
            Breakend(own, record.pos, keeps, low, high),
            Breakend(contig, int(match[4]), mate_keeps, *remote),
            inserted.upper(),
            record.number("SVINSLEN", "INSLEN") or None,
            is_half=True,
        ),
    )


def _single(record: SvRecord, match: re.Match[str], own: str) -> Junction:
    """A breakend whose other side nobody placed (VCF 4.5, section 5.4.7)."""
    low, high = interval_of(record, "CIPOS")
    keeps: Side = 1 if match[3] else -1
    rest = match[2][len(record.ref) :] if match[3] else match[2][: -len(record.ref)]
    return Junction(Breakend(own, record.pos, keeps, low, high), None, rest.upper())


def _spelled(record: SvRecord, alt: str, own: str, reading: Reading) -> Told:
    """Sequence for sequence: what is left of both beyond their common ends.

    DRAGEN spells an insertion that it could not read through with five N for the rest. Callers of
    long reads leave the base before the event unnamed: an insertion of Severus or
    Sniffles stands after a REF of N, and a deletion of Sniffles leaves an N.
    """
    ref, alt = record.ref.upper(), alt.upper()
    if alt == "N" and len(ref) > 1 and record.number("END", "SVLEN") is not None:
        return _stretch(record, "DEL", own, reading)
    if ref == "N":
        ref, alt = "", alt.removeprefix("N")
        record = replace(record, pos=record.pos + 1)
    start = common_prefix(ref, alt)
    end = common_prefix(ref[start:][::-1], alt[start:][::-1])
    lost, gained = len(ref) - start - end, alt[start : len(alt) - end]
    if record.stated("LEFT_SVINSSEQ", "RIGHT_SVINSSEQ") is not None:
        gained = _GAP.sub(UNREAD, gained)
    left = record.pos + start - 1
    low, high = interval_of(record, "CIPOS")
    first = Breakend(own, left, 1, low, high)
    second = Breakend(own, left + lost + 1, -1, low, high)
    return (Junction(first, second, gained),)


def common_prefix(one: str, other: str) -> int:
    """How many bases two sequences share from the start.

    >>> common_prefix("GATTA", "GATC")
    3
    """
    most = min(len(one), len(other))
    return next((n for n in range(most) if one[n] != other[n]), most)


def _symbolic(record: SvRecord, name: str, own: str, reading: Reading) -> Told:
    if record.svtype == "CNV" or _DEPTH_ALONE & record.info.keys():
        return _BY_DEPTH
    kind = name if name in _KINDS or name in _NOT_TANDEM else name.partition(":")[0]
    mate = record.stated("CHR2")
    contig = own if mate is None else reading.place(mate)
    if contig is None:
        return _ELSEWHERE
    if contig != own or kind in _JOINING:
        return _far(record, own, contig)
    if kind == "INS":
        return _insertion(record, own)
    if kind in _KINDS or stated_ends(record):
        return _stretch(record, kind, own, reading)
    return _NO_JUNCTION


def _far(record: SvRecord, own: str, contig: str) -> Told:
    """``<TRA>`` or ``<BND>`` with ``CHR2`` and ``POS2``, or ``END`` in their place."""
    end = record.number("POS2", "END")
    if end is None or (record.stated("CHR2") is None):
        return _NO_END
    ends = stated_ends(record) or (UNKNOWN_ENDS,)
    return tuple(_between(record, (own, contig), (record.pos, end), sides) for sides in ends)


def _insertion(record: SvRecord, own: str) -> Told:
    sequence = record.stated("SVINSSEQ", "INSSEQ", "SEQ", "INSERTION_SEQUENCE") or ""
    sequence = sequence.upper() if _SPELLED.fullmatch(sequence) else ""
    length = len(sequence) or record.number("SVINSLEN", "INSLEN", "SVLEN", "INS_LEN")
    sequence = sequence or _known_ends(record)
    made = _between(record, (own, own), (record.pos, record.pos + 1), (1, -1))
    return (
        replace(
            made,
            mate=Breakend(own, record.pos + 1, -1, made.own.low, made.own.high),
            inserted=sequence,
            inserted_length=length or None,
        ),
    )


def _known_ends(record: SvRecord) -> str:
    """The ends of an insertion that was not assembled through (Manta), with N for the rest."""
    stated = (record.stated(name) or "" for name in ("LEFT_SVINSSEQ", "RIGHT_SVINSSEQ"))
    ends = [end.upper() if _SPELLED.fullmatch(end) else "" for end in stated]
    return UNREAD.join(ends) if any(ends) else ""


def _stretch(record: SvRecord, kind: str, own: str, reading: Reading) -> Told:
    """A deletion, duplication or inversion of the stretch up to ``END``."""
    end = record.number("END")
    if end is None:
        length = record.number("SVLEN")
        if length is None:
            return _NO_END
        end = record.pos + length
    if end < record.pos:
        return _BACKWARDS
    known = stated_ends(record)
    allowed = _KINDS.get(kind, known)
    if not set(known) <= set(allowed):
        return _AT_ODDS
    return tuple(
        _between(
            record,
            (own, own),
            (reading.corner(record.pos, sides[0]), reading.corner(end, sides[1])),
            sides,
        )
        for sides in (known or allowed)
    )


def _between(
    record: SvRecord, contigs: tuple[str, str], places: tuple[int, int], sides: Ends
) -> Junction:
    near = interval_of(record, "CIPOS")
    far = _remote(record, near, is_mirrored=sides[0] == sides[1] and sides[0] is not None)
    return Junction(
        Breakend(contigs[0], places[0], sides[0], *near),
        Breakend(contigs[1], places[1], sides[1], *far),
        _inserted(record),
        record.number("SVINSLEN", "INSLEN") or None,
    )


def _inserted(record: SvRecord) -> str:
    """Bases between the breakends that stand in INFO."""
    text = record.stated("SVINSSEQ", "INSSEQ", "INSERTION") or ""
    return text.upper() if _SPELLED.fullmatch(text) else ""


def stated_ends(record: SvRecord) -> tuple[Ends, ...]:
    """Which sides a record says are joined, POS first; nothing where it does not say.

    Manta's ``INV3`` joins the ends that are open to the right, which keep what lies left of them;
    ``CT=3to5`` joins a 3' end, which keeps what lies left of it, to a 5' end; ``STRANDS`` are those
    of BEDPE, where ``++:4,--:2`` of LUMPY counts the reads of each. What Severus calls a reciprocal
    inversion has both junctions, though its ``STRANDS`` name the first.
    """
    if record.stated("DETAILED_TYPE") == "reciprocal_inversion":
        return ()
    if "INV3" in record.info:
        return ((1, 1),)
    if "INV5" in record.info:
        return ((-1, -1),)
    sides = connection(record.stated("CT"))
    if sides != UNKNOWN_ENDS:
        return (sides,)
    pairs = [_STRAND_PAIR.fullmatch(text) for text in (record.stated("STRANDS") or "").split(",")]
    seen = [match for match in pairs if match and match[3] != "0"]
    return tuple(dict.fromkeys((_SIDES[match[1]], _SIDES[match[2]]) for match in seen))


def connection(text: str | None) -> Ends:
    """DELLY's ``3to5``: a 3' end keeps what lies left of it; unknown where it is ``NtoN``.

    >>> connection("3to5"), connection("NtoN")
    ((1, -1), (None, None))
    """
    match = _CONNECTION.fullmatch(text or "")
    if match is None or "N" in {match[1].upper(), match[2].upper()}:
        return UNKNOWN_ENDS
    return _SIDES[match[1]], _SIDES[match[2]]


def interval_of(record: SvRecord, key: str) -> tuple[int, int]:
    """How far a place may lie before and after: ``CIPOS``, else what homology leaves open."""
    text = record.info.get(key)
    if text is not None:
        return bounds(text)
    homology = record.number("HOMLEN") or len(record.stated("HOMSEQ") or "")
    return (-homology, homology)


@lru_cache(maxsize=4096)
def bounds(text: str) -> tuple[int, int]:
    """``-10,12`` as two numbers; 0 and 0 where it is no interval about its place.

    >>> bounds("-10,12"), bounds("0,3"), bounds("x"), bounds("5,9")
    ((-10, 12), (0, 3), (0, 0), (0, 9))
    """
    parts = text.split(",")
    if len(parts) != _PAIR:
        return 0, 0
    low, high = (_signed(part) for part in parts)
    return (0, 0) if low is None or high is None else (min(low, 0), max(high, 0))


def _signed(text: str) -> int | None:
    number = whole(text.lstrip("+-"))
    return -number if number is not None and text.startswith("-") else number


def _remote(record: SvRecord, near: tuple[int, int], *, is_mirrored: bool) -> tuple[int, int]:
    """The other side's interval: as stated, else what moves along with this side's."""
    for key in ("CIEND", "CIRPOS"):
        if key in record.info:
            return bounds(record.info[key])
    return (-near[1], -near[0]) if is_mirrored else near


_KINDS: Final[Mapping[str, tuple[Ends, ...]]] = {
    "DEL": ((1, -1),),
    "DUP": ((-1, 1),),
    "TDUP": ((-1, 1),),
    "DUP:TANDEM": ((-1, 1),),
    "INV": ((1, 1), (-1, -1)),
}
"""Sides that are joined, POS first; an inversion has two junctions unless one is named."""
_NOT_TANDEM: Final = frozenset({"DUP:DISPERSED", "DUP:INT", "DUP:INV"})
"""Copies that lie elsewhere, or the other way round: the record does not say where."""
_JOINING: Final = frozenset({"TRA", "BND", "CTX", "ITX", "TRANSLOCATION"})
_DEPTH_ALONE: Final = frozenset({"natorRD"})
"""INFO of callers that see depth and no junction: CNVnator. DRAGEN says ``SVTYPE=CNV``."""
