"""Whether inserted bases are viral: exact words shared with viral genomes, in their order.

Words of ``WORD`` bases are looked up on both strands; neighbouring words on one diagonal join to a
run, and runs that follow each other on one genome and strand to a chain. A base that agrees is
worth one, as four random bases are four times less likely than three; a join costs ``JOIN_COST``,
what it is worth that a second run happens to lie near the first (Altschul 1990,
doi:10.1016/S0022-2836(05)80360-2, counts alignments by chance so). A chain counts from
``MIN_SCORE``: among the 10⁵ words of all genomes, random bases of length n reach it about
n · 10⁵ · 4^-32 times, which is under 10⁻⁶ up to 100,000 bases.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.model.genome import UNKNOWN_BASE, reverse_complement
from hccgenomics.model.viral import ViralMatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from hccgenomics.model.structural_files import Side
    from hccgenomics.model.viral import ViralGenome

    Recognise = Callable[[str], ViralMatch | None]

WORD: Final = 13
"""Bases of a word: of a stretch that differs in one base of ten, every fourth word is intact."""
JOIN_COST: Final = 10
"""Bases: log4 of the places where a next run would be taken (``MAX_GAP`` bases ahead, ``BAND``
diagonals to both sides, every genome) is between nine and ten."""
MIN_SCORE: Final = 32
"""Bases a chain must be worth, so that shorter insertions are not judged at all."""
MAX_GAP: Final = 250
"""Bases between two runs of a chain."""
BAND: Final = 30
"""Diagonals by which two neighbouring runs may differ: insertions and deletions between them."""
MAX_RUNS: Final = 40
"""Runs before a run that are tried as its neighbour."""
MAX_BASES: Final = 100_000
"""Inserted bases that are looked at; what lies beyond is not."""
SEEDS: Final = 8
"""Words that a chain of ``MIN_SCORE`` has at least (eight runs of one word each: 8 · 13 - 7 · 10);
an insertion that shares fewer with all genomes together is not looked at more closely."""


class _Run(NamedTuple):
    """Bases ``start`` to ``end`` of the insertion that read as the genome from ``place`` on."""

    start: int
    end: int
    place: int


@dataclass(frozen=True, slots=True)
class _Index:
    """Words of all genomes: of both strands to ask quickly, and where they lie on the plus one."""

    genomes: tuple[ViralGenome, ...]
    seeds: frozenset[str]
    places: Mapping[str, tuple[tuple[int, int], ...]]


@cache
def recogniser(genomes: tuple[ViralGenome, ...]) -> Recognise:
    """A function that tells which virus given bases are, if any; it looks at each only once."""

    @cache
    def recognise(bases: str) -> ViralMatch | None:
        return viral_match(bases, genomes)

    return recognise


def viral_match(bases: str, genomes: tuple[ViralGenome, ...]) -> ViralMatch | None:
    """The viral stretch among bases, or ``None``.

    Args:
        bases: On the plus strand of the human assembly; case does not matter.
        genomes: Those that may be found.
    """
    if len(bases) < MIN_SCORE:
        return None
    asked = bases[:MAX_BASES].upper()
    index = _index(genomes)
    if not _may_be_viral(asked, index.seeds):
        return None
    turned = reverse_complement(asked)
    found = [*_matches(asked, index, 1), *_matches(turned, index, -1)]
    return max(found, key=_preference)[1] if found else None


def _preference(scored: tuple[int, ViralMatch]) -> tuple[int, int, str]:
    score, match = scored
    return score, match.strand, match.genome.accession


@cache
def _index(genomes: tuple[ViralGenome, ...]) -> _Index:
    places: dict[str, list[tuple[int, int]]] = {}
    for number, genome in enumerate(genomes):
        bases = genome.bases
        around = bases + bases[: WORD - 1] if genome.is_circular else bases
        for place, word in _words(around):
            places.setdefault(word, []).append((number, place))
    seeds = frozenset((*places, *map(reverse_complement, places)))
    return _Index(genomes, seeds, {word: tuple(found) for word, found in places.items()})


def _words(bases: str) -> Iterator[tuple[int, str]]:
    for place in range(len(bases) - WORD + 1):
        word = bases[place : place + WORD]
        if UNKNOWN_BASE not in word:
            yield place, word


def _may_be_viral(bases: str, seeds: frozenset[str]) -> bool:
    """Whether enough words are shared at all; most insertions end here."""
    words = (bases[place : place + WORD] for place in range(len(bases) - WORD + 1))
    return sum(map(seeds.__contains__, words)) >= SEEDS


def _matches(asked: str, index: _Index, strand: Side) -> Iterator[tuple[int, ViralMatch]]:
    """The best chain on every genome, with its score, if it is worth enough."""
    for number, runs in _runs(asked, index).items():
        genome = index.genomes[number]
        score, chain = _best_chain(sorted(runs), len(genome.bases) if genome.is_circular else 0)
        if score >= MIN_SCORE:
            yield score, _match(chain, genome, strand, len(asked))


def _runs(asked: str, index: _Index) -> dict[int, list[_Run]]:
    """Runs of exact agreement by genome."""
    done: dict[int, list[_Run]] = {}
    growing: dict[tuple[int, int], tuple[int, int]] = {}
    for start, word in _words(asked):
        now: dict[tuple[int, int], tuple[int, int]] = {}
        for number, place in index.places.get(word, ()):
            length = len(index.genomes[number].bases)
            before = growing.pop((number, (place - 1) % length), (start, place))
            now[number, place] = before
        _finish(growing, start + WORD - 1, done)
        growing = now
    _finish(growing, len(asked), done)
    return done


def _finish(
    growing: Mapping[tuple[int, int], tuple[int, int]], end: int, done: dict[int, list[_Run]]
) -> None:
    for (number, _), (start, place) in growing.items():
        done.setdefault(number, []).append(_Run(start, end, place))


def _best_chain(runs: Sequence[_Run], around: int) -> tuple[int, list[_Run]]:
    """The chain of runs that is worth most."""
    worth: list[int] = []
    before: list[int | None] = []
    for place, run in enumerate(runs):
        best, of = run.end - run.start, None
        for earlier in range(max(0, place - MAX_RUNS), place):
            gained = _gain(runs[earlier], run, around)
            if gained is not None and worth[earlier] + gained > best:
                best, of = worth[earlier] + gained, earlier
        worth.append(best)
        before.append(of)
    last: int | None = max(range(len(runs)), key=worth.__getitem__)
    score, chain = worth[last or 0], []
    while last is not None:
        chain.append(runs[last])
        last = before[last]
    return score, chain[::-1]


def _gain(first: _Run, second: _Run, around: int) -> int | None:
    """What the second run adds behind the first; ``None`` where it cannot follow it."""
    if second.end <= first.end or second.start - first.end > MAX_GAP:
        return None
    shift = (second.place - second.start) - (first.place - first.start)
    if around:
        shift = (shift + around // 2) % around - around // 2
    if abs(shift) > BAND:
        return None
    overlap = max(0, first.end - second.start) + max(0, -shift)
    return second.end - second.start - overlap - JOIN_COST


def _match(chain: Sequence[_Run], genome: ViralGenome, strand: Side, asked: int) -> ViralMatch:
    start, end = chain[0].start, chain[-1].end
    length = len(genome.bases)
    first = genome.first + chain[0].place
    last = genome.first + (chain[-1].place + chain[-1].end - chain[-1].start - 1) % length
    matched = _covered(chain)
    if strand > 0:
        return ViralMatch(genome, strand, first, last, start, end, matched)
    return ViralMatch(genome, strand, last, first, asked - end, asked - start, matched)


def _covered(chain: Iterable[_Run]) -> int:
    """Bases of the insertion that lie in a run."""
    total, reached = 0, 0
    for run in chain:
        total += max(0, run.end - max(run.start, reached))
        reached = max(reached, run.end)
    return total
