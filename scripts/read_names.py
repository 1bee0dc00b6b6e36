"""An independent reading of HGVS names, for the cross-check; shares no code with the namer.

A c. name is read back into a sequence and compared with what the VCF record makes of the genome.
A p. name is derived a second time, from nothing but the two proteins, and compared as it is.
Rules: HGVS nomenclature 21.1 (https://hgvs-nomenclature.org/stable/).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.model.genome import Interval, reverse_complement

if TYPE_CHECKING:
    from hccgenomics.model.genome import Reference
    from hccgenomics.model.transcript import Transcript
    from hccgenomics.model.variant import Variant

MARGIN: Final = 1_000
"""Genome read on both sides of a transcript, for names beyond its ends."""
CODON: Final = 3
_POSITION: Final = r"(?:\*|-)?\d+(?:[+-]\d+)?"
_NAME: Final = re.compile(
    rf"c\.(?P<first>{_POSITION})(?:_(?P<last>{_POSITION}))?"
    r"(?:(?P<ref>[ACGT])>(?P<sub>[ACGT])|(?P<kind>del|dup|inv|ins|delins)(?P<bases>[ACGT]*))"
)
_AMINO: Final = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
_TABLE: Final = {
    a + b + c: _AMINO[16 * i + 4 * j + k]
    for i, a in enumerate("TCAG")
    for j, b in enumerate("TCAG")
    for k, c in enumerate("TCAG")
}
_THREE: Final = dict(
    zip(
        "ACDEFGHIKLMNPQRSTVWY*X",
        re.findall(
            "...",
            "AlaCysAspGluPheGlyHisIleLysLeuMetAsnProGlnArgSerThrValTrpTyrTerXaa",
        ),
        strict=True,
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edit:
    """Gaps of the oriented sequence, and what comes between them."""

    start: int
    end: int
    alt: str


class Molecule:
    """One transcript as a string of its own strand, introns and surroundings included."""

    def __init__(self, transcript: Transcript, reference: Reference) -> None:
        self.transcript = transcript
        span = transcript.interval
        self._low, self._high = span.start - MARGIN, span.end + MARGIN
        bases = reference.bases(Interval(span.contig, self._low, self._high))
        forward = transcript.strand > 0
        self.bases = bases if forward else reverse_complement(bases)
        self.exonic = sorted(
            self._gap(at if forward else at + 1)
            for exon in transcript.exons
            for at in range(exon.start, exon.end)
        )
        first = transcript.cds_start if forward else transcript.cds_end
        self.leader = self.exonic.index(self._gap(first))
        self.coding = transcript.cds_length
        spliced = "".join(self.bases[at] for at in self.exonic)
        self.spliced = spliced
        self.protein = begun_with_met(spliced[self.leader :])

    def _gap(self, at: int) -> int:
        return at - self._low if self.transcript.strand > 0 else self._high - at

    def edit_of(self, variant: Variant) -> Edit:
        """What the record does, on the transcript's strand."""
        span = variant.interval
        gaps = sorted((self._gap(span.start), self._gap(span.end)))
        alt = variant.alt if self.transcript.strand > 0 else reverse_complement(variant.alt)
        return Edit(gaps[0], gaps[1], alt)

    def index(self, position: str) -> int:
        """The oriented gap before the base that a c. position names."""
        anchor, _, offset = position.replace("-", "+-").lstrip("+").partition("+")
        beyond = anchor.startswith("*")
        number = int(anchor.lstrip("*"))
        if beyond:
            spliced = self.leader + self.coding + number - 1
        else:
            spliced = self.leader + number - (number > 0)
        return self._outside(spliced) + (int(offset) if offset else 0)

    def _outside(self, spliced: int) -> int:
        """Numbering goes on beyond both ends of the transcript."""
        if spliced < 0:
            return self.exonic[0] + spliced
        if spliced >= len(self.exonic):
            return self.exonic[-1] + 1 + spliced - len(self.exonic)
        return self.exonic[spliced]

    def read(self, name: str) -> Edit | None:
        """What a c. name says; ``None`` if it cannot be read."""
        found = _NAME.fullmatch(name.rpartition(":")[2])
        if found is None:
            return None
        start = self.index(found["first"])
        end = self.index(found["last"]) + 1 if found["last"] else start + 1
        if found["sub"]:
            return Edit(start, end, found["sub"]) if self.bases[start] == found["ref"] else None
        old = self.bases[start:end]
        new = {"del": "", "inv": reverse_complement(old)}.get(found["kind"])
        if found["kind"] == "dup":
            return Edit(end, end, old)
        if found["kind"] == "ins":
            return Edit(end - 1, end - 1, found["bases"]) if end == start + 1 + 1 else None
        return Edit(start, end, found["bases"] if new is None else new)

    def fault(self, name: str, variant: Variant) -> str:
        """What is wrong with a c. name; "" if nothing is."""
        named, meant = self.read(name), self.edit_of(variant)
        if named is None:
            return "cannot be read"
        low, high = min(named.start, meant.start), max(named.end, meant.end)
        if self._made(named, low, high) != self._made(meant, low, high):
            return "says something else"
        return self._style(name, named)

    def _made(self, edit: Edit, low: int, high: int) -> str:
        return self.bases[low : edit.start] + edit.alt + self.bases[edit.end : high]

    def _style(self, name: str, edit: Edit) -> str:
        old, new = self.bases[edit.start : edit.end], edit.alt
        inserted = new[len(old) :] if new.startswith(old) else ""
        following = self.bases[edit.end : edit.end + 1]
        if not new and old[:1] == following:
            return "not at the 3′ end"
        if inserted:
            if inserted[:1] == following:
                return "not at the 3′ end"
            before = self.bases[edit.end - len(inserted) : edit.end]
            if (before == inserted) != name.endswith("dup"):
                return "dup or ins"
            return ""
        return _style_of_exchange(name, old, new)

    # --- protein ---------------------------------------------------------------------------------

    def spliced_edit(self, edit: Edit) -> Edit | None:
        """The edit in the spliced sequence, if one exon holds all of it."""
        if edit.start == edit.end:
            # between two bases of one exon
            before, behind = self._spliced(edit.start - 1), self._spliced(edit.start)
            if before is None or behind is None or behind != before + 1:
                return None
            return Edit(behind, behind, edit.alt)
        first, last = self._spliced(edit.start), self._spliced(edit.end - 1)
        if first is None or last is None or last - first != edit.end - 1 - edit.start:
            return None
        return Edit(first, last + 1, edit.alt)

    def _spliced(self, at: int) -> int | None:
        from bisect import bisect_left

        found = bisect_left(self.exonic, at)
        return found if found < len(self.exonic) and self.exonic[found] == at else None

    def expected_protein(self, edit: Edit) -> str | None:
        """The p. name that the two proteins demand; ``None`` where this reader does not judge."""
        spliced = self.spliced_edit(edit)
        begin, end = self.leader + 3, self.leader + self.coding
        if spliced is None or spliced.start < begin or spliced.start >= end or spliced.end > end:
            return None
        mutant = self.spliced[: spliced.start] + spliced.alt + self.spliced[spliced.end :]
        growth = len(spliced.alt) - (spliced.end - spliced.start)
        protein = begun_with_met(mutant[self.leader :])
        if growth % CODON:
            return protein_name(self.protein, protein)
        behind = self.leader + self.coding - spliced.end
        return protein_name(self.protein, protein, InFrame(growth // CODON, behind // CODON))


def _style_of_exchange(name: str, old: str, new: str) -> str:
    if not (old and new) or name.endswith("inv") or len(old) == len(new) == 1:
        return ""
    if old[0] == new[0] or old[-1] == new[-1]:
        return "not trimmed"
    return "inv or delins" if new == reverse_complement(old) else ""


def translate(bases: str) -> str:
    """Residues up to and including the first stop; X where a codon is not known.

    >>> translate("ATGAANTAACCC")
    'MX*'
    """
    protein = []
    for at in range(0, len(bases) - 2, 3):
        residue = _TABLE.get(bases[at : at + 3], "X")
        protein.append(residue)
        if residue == "*":
            break
    return "".join(protein)


def begun_with_met(bases: str) -> str:
    """The protein; whatever codon it starts with (CTG in MYC), the first residue is methionine."""
    return "M" + translate(bases)[1:]


@dataclass(frozen=True, slots=True)
class InFrame:
    """What a change in frame does to the codons.

    Attributes:
        growth: Codons more than before.
        untouched: Codons at the end that are as they were, the stop's included.
    """

    growth: int
    untouched: int


def protein_name(old: str, new: str, change: InFrame | None = None) -> str | None:
    """The name of the step from one protein to the other, both with their stop.

    A change in frame that brings its own stop ends the protein, but what lies behind it was not
    replaced; what stands before the old stop and lengthens the protein is an extension.

    >>> protein_name("MKLAS*", "MKLLAS*", InFrame(1, 4))
    'p.Leu3dup'
    >>> protein_name("MKLAS*", "MKLASSS*", InFrame(2, 1))
    'p.Ter6SerextTer2'
    >>> protein_name("MKLAS*", "MKVR*")
    'p.Leu3ValfsTer3'
    >>> protein_name("MKLAS*", "MKLASQG*", InFrame(0, 0))
    'p.Ter6GlnextTer2'
    >>> protein_name("MKLASAAA*", "MKLVW*", InFrame(0, 4))
    'p.Ala4_Ser5delinsValTrpTer'
    """
    if old == new:
        return "="
    same = next(i for i, (a, b) in enumerate(zip(old + " ", new + " ", strict=False)) if a != b)
    if same >= len(new) or "X" in new[: same + 1]:
        return None
    if old[same] == "*":
        return f"p.Ter{same + 1}{_THREE[new[same]]}ext{_stop(new, same, counted_from=0)}"
    if new[same] == "*":
        # residues lost in frame just before the stop: "del" to one rule, "Ter" to another
        is_lost = change is not None and len(new) == len(old) + change.growth
        return None if is_lost else f"p.{_residue(old, same)}Ter"
    if change is None:
        return f"p.{_residue(old, same)}{_THREE[new[same]]}fs{_stop(new, same, counted_from=1)}"
    if len(new) == len(old) + change.growth and new.endswith("*"):
        return _in_frame_name(old, new, same)
    return _stopped_name(old, new, same, len(old) - change.untouched)


def _in_frame_name(old: str, new: str, same: int) -> str | None:
    if "X" in new:
        return None
    longest = min(len(old), len(new)) - same
    behind = next((n for n in range(longest) if old[-1 - n] != new[-1 - n]), longest)
    lost, got = old[same : len(old) - behind], new[same : len(new) - behind]
    place = _residue(old, same)
    if len(lost) > 1:
        place += f"_{_residue(old, same + len(lost) - 1)}"
    gained = "".join(_THREE[residue] for residue in got)
    if lost and got:
        return f"p.{place}{gained}" if len(lost) == len(got) == 1 else f"p.{place}delins{gained}"
    if lost:
        return f"p.{place}del"
    return _insertion_name(old, got, same, gained)


def _stopped_name(old: str, new: str, same: int, touched: int) -> str | None:
    """A change in frame that brings its own stop: up to there the new residues are named."""
    if "*" in old[:touched] or "X" in new or not new.endswith("*"):
        return None  # a loss of residues and of the stop: a frame shift to the nomenclature
    gained = "".join(_THREE[residue] for residue in new[same:])
    if touched <= same:
        return f"p.{_residue(old, same - 1)}_{_residue(old, same)}ins{gained}"
    place = _residue(old, same)
    if touched - same > 1:
        place += f"_{_residue(old, touched - 1)}"
    return f"p.{place}delins{gained}"


def _insertion_name(old: str, got: str, same: int, gained: str) -> str:
    if same >= len(got) and old[same - len(got) : same] == got:
        first, last = _residue(old, same - len(got)), _residue(old, same - 1)
        return f"p.{first}dup" if len(got) == 1 else f"p.{first}_{last}dup"
    return f"p.{_residue(old, same - 1)}_{_residue(old, same)}ins{gained}"


def _residue(protein: str, index: int) -> str:
    return f"{_THREE[protein[index]]}{index + 1}"


def _stop(new: str, same: int, *, counted_from: int) -> str:
    if "X" in new or not new.endswith("*"):
        return "Ter?"
    return f"Ter{len(new) - 1 - same + counted_from}"
