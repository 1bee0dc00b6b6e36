"""The facts that a clinical file states, in the words and units of ``facts.tsv``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from hccgenomics.clinical import wording
from hccgenomics.clinical.child_pugh import read_stated
from hccgenomics.clinical.gene_results import GeneNames, gene_fact
from hccgenomics.clinical.stated import Stated, StatementError
from hccgenomics.clinical.therapies import therapy_fact
from hccgenomics.clinical.units import UnitRefusedError, accepted, counted_in, measured, slip
from hccgenomics.clinical.words import word_of
from hccgenomics.model.lists import FactRow
from hccgenomics.model.measurement import shown
from hccgenomics.model.observation import Fact
from hccgenomics.vocabulary import Comparison, FactKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hccgenomics.clinical.stated import Key
    from hccgenomics.model.clinical import ClinicalFile, Observation
    from hccgenomics.model.lists import Therapy
    from hccgenomics.model.measurement import Measurement, UnitTables

IN_SECTIONS: Final = frozenset({
    *("albi_score", "albi_grade", "child_pugh", "bclc", "ecog", "crafity", "aetiology"),
    *("cirrhosis", "ascites", "encephalopathy", "macrovascular_invasion", "extrahepatic_spread"),
    *("varices", "transplant", "anticoagulant", "prior_therapy", "nodules", "largest_nodule"),
})  # fmt: skip
"""Clinical subjects that have a key of their own, or are worked out; the others are findings."""
LIVER_WORDS: Final = (
    *("ascites", "encephalopathy", "varices", "cirrhosis", "transplant", "anticoagulant"),
    "albi_grade",
)
STAGE_WORDS: Final = ("macrovascular_invasion", "extrahepatic_spread")
GENOME_WIDE: Final = {"msi": "MSI", "mmr": "MMR", "tmb": "TMB"}
VIRUSES: Final = frozenset({"hbv", "hcv", "hdv"})
GROUPS: Final = frozenset({"viral", "non_viral"})
_SIGNATURE: Final = re.compile(r"(?:SBS|DBS|ID|CN)\d+[a-z]?")
_BCLC: Final = re.compile(r"^bclc[\s-]*(?:stage\s*)?", re.IGNORECASE)
_SIGNATURE_WORDS: Final = ("present", "not_found")
_FROM_ABOVE: Final = frozenset({Comparison.BELOW, Comparison.AT_MOST})


@dataclass(frozen=True, slots=True)
class Tables:
    """What statements are read with.

    Attributes:
        facts: Rows of ``facts.tsv`` by subject.
        genes: Symbols of today, and the names that lead to them.
        afp_ng_per_iu: Of the laboratory's own assay, from its settings.
    """

    facts: Mapping[str, FactRow]
    therapies: Mapping[str, Therapy]
    units: UnitTables
    genes: GeneNames
    afp_ng_per_iu: float | None = None

    def of_kind(self, kind: FactKind) -> list[str]:
        """Subjects of one kind, in the order of the table."""
        return [subject for subject, row in self.facts.items() if row.kind is kind]

    @property
    def findings(self) -> list[str]:
        """Clinical subjects that no section has a key for."""
        return [one for one in self.of_kind(FactKind.CLINICAL) if one not in IN_SECTIONS]


@dataclass(slots=True)
class _Builder:
    """Statements as they are read, section by section."""

    tables: Tables
    facts: dict[str, Fact] = field(default_factory=dict)
    measured: dict[str, Measurement] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def done(self) -> Stated:
        return Stated(
            facts=tuple(self.facts.values()),
            measured=self.measured,
            words=self.words,
            numbers=self.numbers,
            doubts=self.doubts,
            remarks=(*self.doubts.values(), *self.remarks),
        )

    def add(self, fact: Fact) -> None:
        """Keep a fact under an id of its own."""
        number, name = 1, fact.id
        while name in self.facts:
            number += 1
            name = f"{fact.id}:{number}"
        self.facts[name] = fact if name == fact.id else replace(fact, id=name)

    def observe(self, key: Key, subject: str, row: FactRow, given: Observation) -> None:
        """A value with its unit, or one of the words of the table."""
        if given.value is not None and given.result:
            raise StatementError(key, wording.BOTH)
        if given.value is not None and row.unit:
            self._measure(key, subject, row, given)
        elif given.result and row.words:
            word = self.word(key, row, given.result)
            self.say(row, (word,), _beside(given), given.date or "")
        else:
            raise StatementError(key, _form_of(subject, row, self.tables))

    def _measure(self, key: Key, subject: str, row: FactRow, given: Observation) -> None:
        try:
            found = measured(
                subject, given, self.tables.units, afp_ng_per_iu=self.tables.afp_ng_per_iu
            )
        except UnitRefusedError as error:
            raise StatementError(key, str(error)) from error
        if found.subject in self.measured:
            raise StatementError(key, wording.TWICE.format(subject=found.name))
        self.measured[found.subject] = found
        doubt = slip(found, self.tables.units)
        if doubt:
            self.doubts[found.subject] = doubt
        self.add(_measured_fact(found, row))

    def word(self, key: Key, row: FactRow, given: str) -> str:
        """The word of the table."""
        found = word_of(row, given)
        if found is None:
            said = wording.WORD_UNKNOWN if row.words else wording.TAKES_NO_WORD
            raise StatementError(
                key, said.format(subject=wording.name(row.subject), words=", ".join(row.words))
            )
        return found

    def say(self, row: FactRow, words: tuple[str, ...], beside: str, date: str) -> None:
        """One or several words of a subject."""
        self.words[row.subject] = words
        said = ", ".join(map(wording.said, words))
        self.add(
            Fact(
                id=f"{row.kind}:{row.subject}",
                kind=row.kind,
                subject=row.subject,
                text=f"{wording.headed(row.subject)} {said}{beside}",
                words=words,
                date=date,
            )
        )

    def count(self, subject: str, number: float, date: str) -> None:
        """A plain number: ECOG, nodules."""
        row = self.tables.facts[subject]
        self.numbers[subject] = number
        self.add(
            Fact(
                id=f"{row.kind}:{subject}",
                kind=row.kind,
                subject=subject,
                text=f"{wording.headed(subject)} {shown(number)}{wording.dated(date)}",
                numbers={"value": number},
                unit=row.unit,
                date=date,
            )
        )


def stated_in(document: ClinicalFile, tables: Tables) -> Stated:
    """Everything a clinical file states.

    Raises:
        StatementError: A word or unit that the tables do not have, with the key it stands at.
    """
    builder = _Builder(tables)
    _laboratory(document, builder)
    _liver(document, builder)
    _stage(document, builder)
    _aetiology(document, builder)
    for number, therapy in enumerate(document.prior_therapy, 1):
        fact, remarks = therapy_fact(number, therapy, tables.therapies)
        builder.add(fact)
        builder.remarks.extend(remarks)
    for index, result in enumerate(document.results):
        fact, remarks = gene_fact(("results", index), result, tables.facts, tables.genes)
        builder.add(fact)
        builder.remarks.extend(remarks)
    _genome_wide(document, builder)
    for subject, given in document.findings.items():
        row = _row(("findings", subject), tables, tables.findings)
        builder.observe(("findings", subject), subject, row, given)
    return builder.done()


def _laboratory(document: ClinicalFile, builder: _Builder) -> None:
    known = builder.tables.of_kind(FactKind.LABORATORY)
    for subject, given in document.laboratory.items():
        key = ("laboratory", subject)
        builder.observe(key, subject, _row(key, builder.tables, known), given)


def _liver(document: ClinicalFile, builder: _Builder) -> None:
    liver, date = document.liver, document.liver.date or ""
    for subject in LIVER_WORDS:
        given = getattr(liver, subject)
        if given is not None:
            row = builder.tables.facts[subject]
            word = builder.word(("liver", subject), row, given)
            builder.say(row, (word,), wording.dated(date), date)
    if liver.child_pugh is not None:
        _child_pugh(liver.child_pugh, date, builder)


def _child_pugh(given: str, date: str, builder: _Builder) -> None:
    try:
        found, points = read_stated(given)
    except ValueError as error:
        raise StatementError(("liver", "child_pugh"), str(error)) from error
    builder.words["child_pugh"] = (found,)
    if points is not None:
        builder.numbers["child_pugh"] = points
    builder.add(
        Fact(
            id=f"{FactKind.CLINICAL}:child_pugh",
            kind=FactKind.CLINICAL,
            subject="child_pugh",
            text=f"Child-Pugh {found}{points or ''}{wording.dated(date)}",
            numbers={} if points is None else {"value": points},
            words=(found,),
            unit="" if points is None else "points",
            date=date,
        )
    )


def _stage(document: ClinicalFile, builder: _Builder) -> None:
    stage, date = document.stage, document.stage.date or ""
    facts = builder.tables.facts
    if stage.bclc is not None:
        letter = _BCLC.sub("", stage.bclc)
        word = builder.word(("stage", "bclc"), facts["bclc"], letter)
        version = stage.bclc_version or ""
        builder.words["bclc_version"] = (version,)
        said = version or wording.NO_VERSION
        builder.say(facts["bclc"], (word,), f" ({', '.join(filter(None, (said, date)))})", date)
    elif stage.bclc_version is not None:
        raise StatementError(("stage", "bclc_version"), wording.VERSION_ALONE)
    for subject in STAGE_WORDS:
        given = getattr(stage, subject)
        if given is not None:
            word = builder.word(("stage", subject), facts[subject], given)
            builder.say(facts[subject], (word,), wording.dated(date), date)
    for subject in ("ecog", "nodules"):
        number = getattr(stage, subject)
        if number is not None:
            builder.count(subject, number, date)
    if stage.largest_nodule is not None:
        row = facts["largest_nodule"]
        builder.observe(("stage", row.subject), row.subject, row, stage.largest_nodule)


def _aetiology(document: ClinicalFile, builder: _Builder) -> None:
    if document.aetiology is None:
        return
    row = builder.tables.facts["aetiology"]
    key = ("aetiology", "causes")
    causes = tuple(
        dict.fromkeys(
            builder.word((*key, at), row, given)
            for at, given in enumerate(document.aetiology.causes)
        )
    )
    builder.say(row, causes, "", "")
    is_carrier = "positive" in builder.words.get("hbsag", ())
    if is_carrier and not {"hbv", "viral"} & {*causes}:
        builder.remarks.append(wording.HBV_NOT_NAMED)
    group = group_of(causes)
    if group is not None:
        builder.add(
            Fact(
                id=f"{row.kind}:{row.subject}:group",
                kind=row.kind,
                subject=row.subject,
                text=wording.of_group(group, causes),
                words=(group,),
                is_derived=True,
            )
        )


def group_of(causes: Iterable[str]) -> str | None:
    """Viral if any cause is a virus of hepatitis, else non-viral; ``None`` where it was stated.

    >>> group_of(["alcohol", "hcv"]), group_of(["mash"]), group_of(["viral"])
    ('viral', 'non_viral', None)
    """
    named = frozenset(causes)
    if named & GROUPS or not named:
        return None
    return "viral" if named & VIRUSES else "non_viral"


def _genome_wide(document: ClinicalFile, builder: _Builder) -> None:
    for key, subject in GENOME_WIDE.items():
        given = getattr(document.genome_wide, key)
        if given is not None:
            row = builder.tables.facts[subject]
            builder.observe(("genome_wide", key), subject, row, given)
            if subject == "TMB" and not given.territory:
                builder.remarks.append(wording.NO_TERRITORY)
    for subject, given in document.genome_wide.signatures.items():
        key_of = ("genome_wide", "signatures", subject)
        builder.observe(key_of, subject, _signature_row(key_of, builder.tables), given)


def _signature_row(key: Key, tables: Tables) -> FactRow:
    """The row of a signature; one that no row asks for is kept under its COSMIC name."""
    subject = str(key[-1])
    known = [one for one in tables.of_kind(FactKind.SIGNATURE) if one not in GENOME_WIDE.values()]
    if subject in known or not _SIGNATURE.fullmatch(subject):
        return _row(key, tables, known)
    return FactRow(
        subject=subject,
        kind=FactKind.SIGNATURE,
        unit=counted_in(subject, tables.units),
        words=_SIGNATURE_WORDS,
        description=wording.OTHER_SIGNATURE,
    )


def _row(key: Key, tables: Tables, known: list[str]) -> FactRow:
    subject = str(key[-1])
    if subject not in known:
        raise StatementError(key, wording.unknown_subject(subject, known))
    return tables.facts[subject]


def _measured_fact(found: Measurement, row: FactRow) -> Fact:
    return Fact(
        id=f"{row.kind}:{found.subject}",
        kind=row.kind,
        subject=found.subject,
        text=wording.capitalised(found.text),
        numbers={"value": found.value},
        words=_words_of_value(found, row),
        unit=found.unit,
        date=found.date,
        bounds={} if found.bound is None else {"value": found.bound},
    )


def _words_of_value(found: Measurement, row: FactRow) -> tuple[str, ...]:
    """What a value says in the words of its row: 2000 IU/mL of HBV DNA is positive.

    Of a signature and of a virus the first word is that it was found, the second that it was not;
    below a limit of the assay it is neither.
    """
    if not row.words or found.bound in _FROM_ABOVE:
        return ()
    is_found = found.value > 0 or found.bound is Comparison.ABOVE
    return (row.words[0],) if is_found else (row.words[1],)


def _form_of(subject: str, row: FactRow, tables: Tables) -> str:
    """In which form a subject is stated."""
    words = ", ".join(row.words)
    name = wording.name(subject)
    if row.unit and row.words:
        return wording.VALUE_OR_WORD.format(subject=name, words=words)
    if row.words:
        return wording.TAKES_WORDS.format(subject=name, words=words)
    units = ", ".join(accepted(subject, tables.units))
    return wording.TAKES_VALUE.format(subject=name, units=units)


def _beside(given: Observation) -> str:
    beside = ", ".join(filter(None, (given.method, given.date)))
    return f" ({beside})" if beside else ""
