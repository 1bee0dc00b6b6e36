"""Which assembly a file's coordinates are on: witnesses are heard, and a conflict is an error.

Contig lengths and versioned accessions are facts about the reference; what header lines say is
hearsay, for headers outlive liftovers; REF bases are facts about the records. Facts must agree.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import AssemblyError
from hccgenomics.model.genome import canonical_contig
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.foreign import FOREIGN_LENGTHS, foreign_by_name, foreign_by_text
from hccgenomics.readers.panel import accessions
from hccgenomics.readers.refbases import agreement, decisive
from hccgenomics.vocabulary import MITOCHONDRION, Assembly

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hccgenomics.model.genome import AssemblyContigs
    from hccgenomics.readers.header import VcfHeader
    from hccgenomics.readers.held import Probe
    from hccgenomics.readers.panel import Panel
    from hccgenomics.readers.refbases import Checked

BUILD_KEY: Final = "NCBI_Build"
"""What a MAF's column of this name says stands under it in the header that is made of it."""
SAID_BY_USER: Final = words.SAID_BY_USER
SUPPORTED: Final = " and ".join(Assembly)
_ASK: Final = "Say which with --assembly GRCh37 or --assembly GRCh38."
_CALL_AGAIN: Final = (
    f"Pass a file on {' or '.join(Assembly)}; the reads must be aligned and called there."
)

_TEXTS: Final = {
    Assembly.GRCH37: re.compile(
        r"grch_?37|hg_?19|hs37|g1k_v37|assembly19(?!\d)|(?<![a-z0-9])b37(?!\d)|ncbi_?(build_?)?37"
        r"|GCA_000001405\.([1-9]|1[0-4])(?!\d)|GCF_000001405\.(1[3-9]|2[0-5])(?!\d)",
        re.IGNORECASE,
    ),
    Assembly.GRCH38: re.compile(
        r"grch_?38|hg_?38|hs38|assembly38(?!\d)|(?<![a-z0-9])b38(?!\d)"
        r"|GCA_000001405\.(1[5-9]|2\d)(?!\d)|GCF_000001405\.(2[6-9]|[3-9]\d)(?!\d)",
        re.IGNORECASE,
    ),
}
_SCAFFOLDS: Final = {
    Assembly.GRCH37: re.compile(r"hs37d5$"),
    Assembly.GRCH38: re.compile(r"(?:chr[^_]+_)?KI27\d{4}(?:\.1|v1)|HLA-"),
}
"""Decoys, scaffolds and alternate sequences that the other assembly does not have."""
_TEXT_KEYS: Final = ("reference", "assembly", "SnpEffCmd", BUILD_KEY)
_ARGUMENT: Final = re.compile(
    r"(?:--?(?:reference|fasta-ref|fasta_ref|ref|referenceFasta|R|f)[ =]|reference_sequence=)"
    r"\"?([^\s\",>]+)"
)
_ATTRIBUTE: Final = re.compile(r"\bassembly=\"?([^\",>\s]+)")


@dataclass(frozen=True, slots=True)
class Claims:
    """What one file says of its assembly.

    Attributes:
        header: For lengths and words.
        names: Of the contigs that the header declares or a record uses.
        probes: REF alleles that touch the panel, with the assemblies on which they do.
        checked: What such alleles were found to be, where they were checked and counted before.
        witnesses: What else speaks for an assembly: how far rows reach, where named genes lie.
    """

    header: VcfHeader
    names: Iterable[str]
    probes: Mapping[Probe, tuple[Assembly, ...]] = field(default_factory=dict)
    checked: Mapping[Assembly, Counter[Checked]] = field(default_factory=dict)
    witnesses: tuple[Witness, ...] = ()


@dataclass(frozen=True, slots=True)
class Witness:
    """One kind of evidence, and what it says.

    Attributes:
        is_fact: Lengths and accessions, as opposed to words.
        is_order: The user's own statement.
    """

    says: Assembly
    words: str
    is_fact: bool = False
    is_order: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The assembly of one file, and why; ``None`` where nothing tells."""

    assembly: Assembly | None
    evidence: tuple[str, ...]


def judge(
    claims: Claims,
    panels: Mapping[Assembly, Panel],
    *,
    stated: tuple[Assembly, str] | None,
    max_mismatches: float,
    where: str,
) -> Verdict:
    """Hear every witness.

    Args:
        claims: What the file says.
        panels: For contig names, lengths and bases.
        stated: What the user says (or the files beside this one), and the words for it.
        max_mismatches: Fraction of checkable REF alleles that may disagree.
        where: The file, for messages.

    Raises:
        AssemblyError: The witnesses contradict each other, or name an assembly we do not read.
    """
    witnesses = list(_witnesses(claims, panels, where=where))
    if stated:
        witnesses.insert(0, Witness(stated[0], stated[1].format(assembly=stated[0]), is_order=True))
    bases = _Bases(claims, panels)
    candidate = _candidate(witnesses, bases, where=where)
    if candidate is None:
        return _by_bases(bases, max_mismatches, where=where)
    if bases.refute(candidate, max_mismatches):
        raise _contradicted(candidate, witnesses, bases, where=where)
    words = [witness.words for witness in witnesses]
    return Verdict(candidate, (*words, *bases.words(candidate)))


def _candidate(witnesses: list[Witness], bases: _Bases, *, where: str) -> Assembly | None:
    """What the witnesses say with one voice.

    Facts must agree with each other and with what the user says. Words that disagree with facts,
    or with each other, need the user's say; against words alone, the user needs the bases' say.
    """
    orders = {witness.says for witness in witnesses if witness.is_order}
    facts = {witness.says for witness in witnesses if witness.is_fact}
    words = {witness.says for witness in witnesses}
    firm = orders | facts
    ordered_against_words = bool(orders) and not facts and len(words) > 1
    if (
        len(firm) > 1
        or (len(words) > 1 and not orders)
        or (ordered_against_words and not bases.favour(next(iter(orders))))
    ):
        raise _conflict(witnesses, where=where)
    return next(iter(firm or words), None)


def _contradicted(
    candidate: Assembly, witnesses: list[Witness], bases: _Bases, *, where: str
) -> AssemblyError:
    found = [witness.words for witness in witnesses]
    found += [words for assembly in Assembly for words in bases.words(assembly)]
    return AssemblyError(
        f"The REF bases contradict {candidate}: {'; '.join(found)}.",
        where=where,
        hint="Check which reference the reads were aligned to.",
    )


class _Bases:
    """The REF alleles as a witness; each assembly's bases are looked up only when asked for."""

    def __init__(self, claims: Claims, panels: Mapping[Assembly, Panel]) -> None:
        self._probes = claims.probes
        self._panels = panels
        self._found = dict(claims.checked)

    def on(self, assembly: Assembly) -> Counter[Checked]:
        """Of the checkable REF: how many bases are known there, and whether they agree."""
        if assembly not in self._found and assembly in self._panels:
            panel = self._panels[assembly]
            mine = (probe for probe, on in self._probes.items() if assembly in on)
            self._found[assembly] = Counter(agreement(mine, panel))
        return self._found.get(assembly, Counter())

    def favour(self, assembly: Assembly) -> bool:
        """Whether the bases speak decisively for this assembly and against every other."""
        rivals = [self.on(other) for other in self._panels if other is not assembly]
        return all(decisive(self.on(assembly), rival) for rival in rivals or [Counter()])

    def words(self, assembly: Assembly) -> tuple[str, ...]:
        found = self.on(assembly)
        if not found:
            return ()
        total = found.total()
        agreeing = total - _disagreeing(found)
        return (words.REF_BASES.format(agreeing=agreeing, total=total, assembly=assembly),)

    def mismatches(self, assembly: Assembly) -> float:
        """The fraction that disagrees."""
        found = self.on(assembly)
        return _disagreeing(found) / found.total() if found else 0.0

    def refute(self, assembly: Assembly, most: float) -> bool:
        """Whether so many disagree that the file is on something else.

        One alone is a damaged record rather than a pattern, unless it speaks for another assembly.
        """
        if self.mismatches(assembly) <= most:
            return False
        return _disagreeing(self.on(assembly)) > 1 or any(
            decisive(self.on(other), self.on(assembly))
            for other in self._panels
            if other is not assembly
        )


def _disagreeing(found: Counter[Checked]) -> int:
    return sum(times for (_, agrees), times in found.items() if not agrees)


def _by_bases(bases: _Bases, most: float, *, where: str) -> Verdict:
    """No witness but the records themselves."""
    for assembly in Assembly:
        if bases.favour(assembly) and bases.mismatches(assembly) <= most:
            return Verdict(assembly, bases.words(assembly))
    counts = [words for assembly in Assembly for words in bases.words(assembly)]
    checkable = {assembly: bases.on(assembly).total() for assembly in Assembly}
    hopeless = all(bases.mismatches(a) > most and n >= _ENOUGH for a, n in checkable.items())
    if hopeless:
        raise AssemblyError(
            f"The REF bases fit neither {' nor '.join(Assembly)}: {'; '.join(counts)}.",
            where=where,
            hint=_CALL_AGAIN,
        )
    return Verdict(None, tuple(counts))


_ENOUGH: Final = 10
"""Checkable REF alleles from which on a bad fit to both assemblies is no accident."""


def unknown(verdict: Verdict, *, where: str, line: int) -> AssemblyError:
    """The error for a file of which nothing tells the assembly, at the end of its header."""
    seen = f" ({'; '.join(verdict.evidence)})" if verdict.evidence else ""
    return AssemblyError(
        f"The assembly cannot be told: no contig lengths, no accessions, no reference in the "
        f"header, and too few REF bases to decide{seen}.",
        where=where,
        line=line,
        hint=_ASK,
    )


def _conflict(witnesses: list[Witness], *, where: str) -> AssemblyError:
    firm = {witness.says for witness in witnesses if witness.is_order or witness.is_fact}
    hint = "Correct the header, or call again on one reference."
    if len(firm) <= 1 and not any(witness.is_order for witness in witnesses):
        hint = "If the words in the header are out of date, overrule them with --assembly."
    return AssemblyError(
        "The evidence for the assembly is contradictory: "
        f"{'; '.join(witness.words for witness in witnesses)}.",
        where=where,
        hint=hint,
    )


def _witnesses(
    claims: Claims, panels: Mapping[Assembly, Panel], *, where: str
) -> Iterator[Witness]:
    contigs = {assembly: panel.contigs for assembly, panel in panels.items()}
    yield from _lengths(claims.header, contigs, where=where)
    yield from _names(claims.names, contigs, where=where)
    yield from claims.witnesses
    yield from _words(claims.header, where=where)


def _lengths(
    header: VcfHeader, contigs: Mapping[Assembly, AssemblyContigs], *, where: str
) -> Iterator[Witness]:
    declared = dict(_nuclear(header, contigs))
    fits = Counter(
        assembly
        for name, length in declared.items()
        for assembly, known in contigs.items()
        if known.contigs[name].length == length
    )
    strangers = {n: length for n, length in declared.items() if not _fits(n, length, contigs)}
    foreign = any(item in FOREIGN_LENGTHS for item in strangers.items())
    if foreign or (strangers and len(strangers) >= fits.total()):
        raise _strange_lengths(strangers, where=where, line=header.lines)
    for assembly, count in fits.items():
        said = words.CONTIG_LENGTHS.format(count=count, total=len(declared), assembly=assembly)
        if strangers:
            said = words.FIT_NONE.format(said=said, names=", ".join(strangers))
        yield Witness(assembly, said, is_fact=True)


def _fits(name: str, length: int, contigs: Mapping[Assembly, AssemblyContigs]) -> bool:
    return any(known.contigs[name].length == length for known in contigs.values())


def _nuclear(
    header: VcfHeader, contigs: Mapping[Assembly, AssemblyContigs]
) -> Iterator[tuple[str, int]]:
    """Chromosomes with a length; hg19's mitochondrion (16,571 bases) is no part of GRCh37."""
    known = {k: v for named in contigs.values() for k, v in accessions(named).items()}
    for contig, length in header.contigs.items():
        name = canonical_contig(contig) or known.get(contig)
        if name is not None and name != MITOCHONDRION and length:
            yield name, length


def _strange_lengths(strangers: dict[str, int], *, where: str, line: int) -> AssemblyError:
    """The error for lengths of something else, at the end of the header that declares them."""
    first = next(iter(strangers.items()))
    name, length = next((item for item in strangers.items() if item in FOREIGN_LENGTHS), first)
    known = FOREIGN_LENGTHS.get((name, length))
    what = f"those of {known}" if known else f"of neither {' nor '.join(Assembly)}"
    return AssemblyError(
        f"The contig lengths are {what} ({name} has {length} bases).",
        where=where,
        line=line,
        hint=_CALL_AGAIN,
    )


def _names(
    names: Iterable[str], contigs: Mapping[Assembly, AssemblyContigs], *, where: str
) -> Iterator[Witness]:
    """Accessions with their version, and scaffolds that only one assembly has."""
    known = {assembly: accessions(each).keys() for assembly, each in contigs.items()}
    shared = set.intersection(*map(set, known.values()))
    heard: set[Assembly] = set()
    for name in names:
        if canonical_contig(name) or name in shared:
            continue
        if foreign := foreign_by_name(name):
            raise _foreign(foreign, f"contig {name}", where=where)
        for assembly in Assembly:
            mine = name in known[assembly] or _SCAFFOLDS[assembly].match(name)
            if mine and assembly not in heard:
                heard.add(assembly)
                yield Witness(
                    assembly, words.CONTIG_OF.format(name=name, assembly=assembly), is_fact=True
                )


def assemblies_named(text: str) -> tuple[Assembly, ...]:
    """The assemblies that a word or path names.

    >>> assemblies_named("hg19"), assemblies_named("mm10")
    ((<Assembly.GRCH37: 'GRCh37'>,), ())
    """
    return tuple(assembly for assembly, pattern in _TEXTS.items() if pattern.search(text))


def _words(header: VcfHeader, *, where: str) -> Iterator[Witness]:
    """What the header says; command lines are heard only where nothing plainer is said.

    They also name the references of files converted long ago.
    """
    said = list(_said(_plain_texts(header), where=where))
    yield from said or _said(_command_texts(header), where=where)


def _said(texts: Iterable[tuple[str, str]], *, where: str) -> Iterator[Witness]:
    """The first line that names each assembly; a line that names both says nothing."""
    heard: set[Assembly] = set()
    for key, text in dict.fromkeys(texts):
        named = {a: match[0] for a, pattern in _TEXTS.items() if (match := pattern.search(text))}
        foreign = None if named else foreign_by_text(text)
        if foreign:
            raise _foreign(foreign, _said_by(key, "so"), where=where)
        if len(named) == 1 and not heard.issuperset(named):
            heard |= named.keys()
            for assembly, word in named.items():
                yield Witness(assembly, _said_by(key, word))


def _said_by(key: str, word: str) -> str:
    said = words.COLUMN_SAYS if key == BUILD_KEY else words.HEADER_SAYS
    return said.format(key=key, word=word)


def _plain_texts(header: VcfHeader) -> Iterator[tuple[str, str]]:
    for key in _TEXT_KEYS:
        yield from ((key, value) for value in header.values(key))
    for key, values in header.meta.items():
        if key == "contig" or key.upper().startswith("VEP"):
            attributes = (_ATTRIBUTE.findall(value) for value in values if "assembly=" in value)
            yield from ((key, text) for found in attributes for text in found)


def _command_texts(header: VcfHeader) -> Iterator[tuple[str, str]]:
    for key, value in header.commands:
        yield from ((key, text) for text in _ARGUMENT.findall(value))


def _foreign(name: str, evidence: str, *, where: str) -> AssemblyError:
    return AssemblyError(
        f"The file is on {name} ({evidence}); only {SUPPORTED} are read.",
        where=where,
        hint=_CALL_AGAIN,
    )
