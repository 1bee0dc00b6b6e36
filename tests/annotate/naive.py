"""A second, slow and plain implementation, to hold the package against.

It knows nothing of oriented gaps, codon windows or caches: it writes the mutated transcript out,
translates it letter by letter, and compares two proteins; it names bases by counting along the
exons one by one; it finds the 3′-most place by trying one base after the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from hccgenomics.model.genome import Interval, Reference, reverse_complement

if TYPE_CHECKING:
    from hccgenomics.model.transcript import Transcript
    from hccgenomics.model.variant import Variant

BASES = "TCAG"
RESIDUES = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
CODE = {
    a + b + c: RESIDUES[16 * i + 4 * j + k]
    for i, a in enumerate(BASES)
    for j, b in enumerate(BASES)
    for k, c in enumerate(BASES)
}
LONG = {
    "A": "Ala", "C": "Cys", "D": "Asp", "E": "Glu", "F": "Phe", "G": "Gly", "H": "His",
    "I": "Ile", "K": "Lys", "L": "Leu", "M": "Met", "N": "Asn", "P": "Pro", "Q": "Gln",
    "R": "Arg", "S": "Ser", "T": "Thr", "V": "Val", "W": "Trp", "Y": "Tyr", "*": "Ter",
}  # fmt: skip
AROUND = 700


def read(bases: str) -> str:
    """Residues up to the first stop, which is included; ``?`` at the end if it cannot be told."""
    residues = ""
    for at in range(0, len(bases) - 2, 3):
        residue = CODE.get(bases[at : at + 3], "?")
        residues += residue
        if residue in "*?":
            return residues
    return residues + "?"


@dataclass
class Naive:
    """One transcript, base by base."""

    transcript: Transcript
    reference: Reference
    spliced: list[int] = field(default_factory=list)
    """The base of the contig, from one, of every base of the spliced transcript."""

    def __post_init__(self) -> None:
        for exon in self.transcript.exons:
            inside = range(exon.start + 1, exon.end + 1)
            self.spliced += inside if self.forward else reversed(inside)
        self.index = {pos: at for at, pos in enumerate(self.spliced)}
        coding = range(self.transcript.cds_start + 1, self.transcript.cds_end + 1)
        self.first = self.index[coding[0] if self.forward else coding[-1]]
        self.last = self.index[coding[-1] if self.forward else coding[0]]
        self.text = "".join(self._base(pos) for pos in self.spliced)
        self.introns = sorted(
            tuple(sorted((one + self.step, other - self.step)))
            for one, other in pairwise(self.spliced)
            if other != one + self.step
        )

    @property
    def forward(self) -> bool:
        return self.transcript.strand > 0

    @property
    def step(self) -> int:
        return 1 if self.forward else -1

    def _base(self, pos: int) -> str:
        plus = self.plus(pos, pos)
        return plus if self.forward else reverse_complement(plus)

    def plus(self, first: int, last: int) -> str:
        return self.reference.bases(Interval(self.transcript.contig, first - 1, last))

    # --- c. ---------------------------------------------------------------------------------------

    def number(self, pos: int) -> str:
        """The c. number of a base of the contig: steps to the nearest exon, one by one.

        Beyond both ends of the transcript counting goes on.
        """
        upstream = (self.spliced[0] - pos) * self.step
        downstream = (pos - self.spliced[-1]) * self.step
        if upstream > 0:
            return self._numbered(-upstream, 0)
        if downstream > 0:
            return self._numbered(len(self.spliced) - 1 + downstream, 0)
        behind = before = pos
        steps = 0
        while True:
            if behind in self.index:
                return self._numbered(self.index[behind], steps)
            if before in self.index:
                return self._numbered(self.index[before], -steps)
            behind, before, steps = behind - self.step, before + self.step, steps + 1

    def _numbered(self, index: int, offset: int) -> str:
        if index < self.first:
            name = f"-{self.first - index}"
        elif index <= self.last:
            name = str(index - self.first + 1)
        else:
            name = f"*{index - self.last}"
        return name + (f"{offset:+d}" if offset else "")

    def coding_name(self, variant: Variant) -> str:
        pos, ref, alt = bare(variant)
        if ref and alt:
            return "c." + self._exchange(pos, ref, alt)
        unit = ref or alt
        low, high = pos - AROUND, pos + AROUND + len(unit)
        around = self.plus(low, high)
        places = list(_places(around, pos - low, ref, alt))
        at = max(places) if self.forward else min(places)
        if ref:
            return f"c.{self._range(low + at, low + at + len(ref) - 1)}del"
        made = around[: pos - low] + alt + around[pos - low :]
        unit = made[at : at + len(alt)]
        return "c." + self._inserted(around, low, at, unit)

    def _exchange(self, pos: int, ref: str, alt: str) -> str:
        place = self._range(pos, pos + len(ref) - 1)
        if not self.forward:
            ref, alt = reverse_complement(ref), reverse_complement(alt)
        if len(ref) == len(alt) == 1:
            return f"{place}{ref}>{alt}"
        return f"{place}inv" if alt == reverse_complement(ref) else f"{place}delins{alt}"

    def _inserted(self, around: str, low: int, at: int, unit: str) -> str:
        beside = around[at - len(unit) : at] if self.forward else around[at : at + len(unit)]
        if beside == unit:
            first = low + at - len(unit) if self.forward else low + at
            return f"{self._range(first, first + len(unit) - 1)}dup"
        shown = unit if self.forward else reverse_complement(unit)
        return f"{self._range(low + at - 1, low + at)}ins{shown}"

    def _range(self, first: int, last: int) -> str:
        if first == last:
            return self.number(first)
        ends = (first, last) if self.forward else (last, first)
        return "_".join(map(self.number, ends))

    # --- p. ---------------------------------------------------------------------------------------

    def proteins(self, variant: Variant) -> tuple[str, str] | None:
        """Before and after; ``None`` if a base that changes is not exonic."""
        pos, ref, alt = bare(variant)
        touched = range(pos, pos + len(ref)) if ref else (pos - 1, pos)
        if any(base not in self.index for base in touched):
            return None
        places = sorted(self.index[base] for base in touched)
        if places != list(range(places[0], places[0] + len(places))):
            return None
        begin, end = (places[0], places[-1] + 1) if ref else (places[1], places[1])
        new = alt if self.forward else reverse_complement(alt)
        made = self.text[:begin] + new + self.text[end:]
        before, after = read(self.text[self.first :]), read(made[self.first :])
        start = slice(self.first, self.first + 3)
        moves = begin < self.first or made[start] != self.text[start]
        if moves and made.endswith(self.text[self.first :]):
            return before, before  # the start codon has moved along with all that follows
        return before, after

    def start_is_lost(self, variant: Variant) -> bool:
        pos, ref, _ = bare(variant)
        spliced = {self.index[base] for base in range(pos, pos + len(ref)) if base in self.index}
        return bool(spliced & set(range(self.first, self.first + 3)))

    # --- splicing ---------------------------------------------------------------------------------

    def splice_terms(self, variant: Variant) -> set[str]:
        """By the distance of every changed base from the exons, one base after the other."""
        pos, ref, alt = bare(variant)
        if not ref:
            return self._between(pos)
        longest = max(len(ref), len(alt)) if len(ref) > 1 and len(alt) > 1 else len(ref)
        changed = [
            pos + at
            for at in range(longest)
            if min(len(ref), len(alt)) <= 1 or ref[at : at + 1] != alt[at : at + 1]
        ]
        terms: set[str] = set()
        for intron in self.introns:
            if pos + len(ref) - 1 < intron[0] - 3 or pos > intron[1] + 3:
                continue
            near = any(
                base - intron[0] in range(-3, 8) or intron[1] - base in range(-3, 8)
                for base in range(pos, pos + len(ref))
            )
            for base in changed:
                terms |= self._of_base(base, intron, near=near)
        exonic = any(base in self.index for base in range(pos, pos + len(ref)))
        return _without_lesser(terms, exonic=exonic)

    def _of_base(self, base: int, intron: tuple[int, int], *, near: bool) -> set[str]:
        donor = base - intron[0] + 1 if self.forward else intron[1] - base + 1
        acceptor = intron[1] - base + 1 if self.forward else base - intron[0] + 1
        terms = {"intron"} if donor > 2 and acceptor > 2 else set()
        if 3 <= acceptor <= 17 and donor > 0:
            terms.add("tract")
        if not near:
            return terms
        if donor in (1, 2):
            terms.add("donor")
        if acceptor in (1, 2):
            terms.add("acceptor")
        if donor == 5:
            terms.add("fifth")
        if donor in (3, 4, 5, 6):
            terms.add("donor region")
        if donor in (*range(3, 9), 0, -1, -2) or acceptor in (*range(3, 9), 0, -1, -2):
            terms.add("region")
        return terms

    def _between(self, pos: int) -> set[str]:
        """For an insertion before base ``pos``: what both bases beside it are."""
        terms: set[str] = set()
        for intron in self.introns:
            # Bases of the intron between the donor's exon and the gap, and behind the gap.
            left = pos - intron[0] if self.forward else intron[1] - pos + 1
            right = intron[1] - pos + 1 if self.forward else pos - intron[0]
            if left == 1:
                terms.add("donor")
            if right == 1:
                terms.add("acceptor")
            if left in (3, 4, 5) and right >= 0:
                terms.add("donor region")
            if left in (0, 2, 3, 4, 5, 6, 7, -1, -2) and right >= -2:
                terms.add("region")
            if right in (0, 2, 3, 4, 5, 6, 7, -1, -2) and left >= -2:
                terms.add("region")
            if left >= 2 and right >= 2:
                terms.add("intron")
            if 2 <= right <= 17 and left >= 0:
                terms.add("tract")
        exonic = pos in self.index or pos - 1 in self.index
        return _without_lesser(terms, exonic=exonic)


def _without_lesser(terms: set[str], *, exonic: bool) -> set[str]:
    if "fifth" in terms:
        terms.discard("donor region")
    if terms & {"donor", "acceptor", "fifth", "donor region"}:
        terms.discard("region")
    return terms - {"tract"} if exonic else terms


def bare(variant: Variant) -> tuple[int, str, str]:
    """Without shared bases: the first base that differs, and both alleles."""
    pos, ref, alt = variant.pos, variant.ref, variant.alt
    while ref and alt and ref[0] == alt[0]:
        pos, ref, alt = pos + 1, ref[1:], alt[1:]
    while ref and alt and ref[-1] == alt[-1]:
        ref, alt = ref[:-1], alt[:-1]
    return pos, ref, alt


def _places(text: str, at: int, ref: str, alt: str):
    """Every place at which the same loss or gain of bases gives the same text."""
    made = text[:at] + alt + text[at + len(ref) :]
    for step in (1, -1):
        place = at
        while 0 < place < len(text) - len(ref):
            gain = made[place : place + len(alt)]
            if text[:place] + gain + text[place + len(ref) :] != made:
                break
            yield place
            place += step


def protein_names(before: str, after: str, growth: int) -> set[str] | None:
    """The names that a plain comparison allows; ``None`` where there is no plain answer."""
    if "?" in before or after.startswith("?"):
        return None
    if before == after:
        return {"="}
    first = _shared(before, after)
    if first >= len(after) or after[first] == "?":
        return None
    stop = after.find("*")
    residue = f"{LONG[before[first]]}{first + 1}"
    if before[first] == "*":
        return (
            None
            if growth % 3 == 0
            else {f"{residue}{LONG[after[first]]}ext{_ter(after, first, 0)}"}
        )
    if after[first] == "*":
        names = {f"{residue}Ter"}
        if growth < 0 and growth % 3 == 0 and len(after) == len(before) + growth // 3:
            names.add(_inframe(before, after, first))  # the last residues are simply gone
        return names
    if growth % 3:
        return {f"{residue}{LONG[after[first]]}fs{_ter(after, first, 1)}"}
    if stop < 0 or not first or len(before) + growth // 3 != len(after):
        return None
    return {_inframe(before, after, first)}


def _ter(after: str, first: int, more: int) -> str:
    stop = after.find("*")
    return f"Ter{stop - first + more}" if stop >= 0 else "Ter?"


def _shared(one: str, other: str) -> int:
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return length


def _inframe(before: str, after: str, first: int) -> str:
    most = min(len(before), len(after)) - first
    tail = min(_shared(before[::-1], after[::-1]), most)
    lost, gained = before[first : len(before) - tail], after[first : len(after) - tail]
    new = "".join(LONG[residue] for residue in gained)
    if not lost:
        if before[first - len(gained) : first] == gained:
            return f"{_stretch(first - len(gained), gained)}dup"
        return f"{_stretch(first - 1, before[first - 1 : first + 1])}ins{new}"
    if not gained:
        return f"{_stretch(first, lost)}del"
    if len(lost) == len(gained) == 1:
        return f"{_stretch(first, lost)}{new}"
    return f"{_stretch(first, lost)}delins{new}"


def _stretch(first: int, residues: str) -> str:
    start = f"{LONG[residues[0]]}{first + 1}"
    if len(residues) == 1:
        return start
    return f"{start}_{LONG[residues[-1]]}{first + len(residues)}"
