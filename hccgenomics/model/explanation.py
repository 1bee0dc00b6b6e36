"""The path of a record through a report, as ``hccgenomics explain`` tells it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hccgenomics.model.copy_number import (
        CopyAgreement,
        GeneCopies,
    )
    from hccgenomics.model.ledger import Block, Entry
    from hccgenomics.model.structural import (
        Integration,
        StructuralEvent,
    )


class Outcome(StrEnum):
    """What one step did with an allele."""

    PASSED = "passed"
    REMOVED = "removed"
    NOT_APPLIED = "not applied"
    NOT_REACHED = "not reached"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was asked of an allele.

    Attributes:
        name: The reader's judgement, or a filter.
        setting: The laboratory's choice behind it, or "".
        why: Its figures, or what it lacks, or "".
    """

    name: str
    setting: str
    outcome: Outcome
    why: str


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """One driver rule: fired, with what it speaks for, or not fired."""

    code: str
    fired: bool
    drives: bool | None
    why: str


@dataclass(frozen=True, slots=True)
class Met:
    """A curated row that an alteration met."""

    biomarker_id: str
    implication: str
    therapy: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class AlterationPath:
    """What became of an alteration after its records."""

    id: str
    name: str
    gene: str
    consequence: tuple[str, ...]
    hgvs_g: str | None
    hgvs_c: str | None
    hgvs_p: str | None
    origin: str
    origin_reasons: tuple[str, ...]
    driver: bool
    rules: tuple[RuleOutcome, ...]
    markers: tuple[str, ...]
    hypotheses: tuple[Met, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aside:
    """A driver allele that was left out, and is listed all the same."""

    name: str
    status: str
    why: str
    rescue: str | None


@dataclass(frozen=True, slots=True)
class RecordPath:
    """One allele of one record, from the file to where it ended.

    Attributes:
        file: The file's name.
        entry: Its entry of the ledger.
        steps: In their order.
        beside: The alleles it was joined with, or repeats, as their files spell them.
        alterations: Those that came of it.
        aside: Set where it is listed as a driver allele that was left out.
    """

    file: str
    entry: Entry
    steps: tuple[Step, ...]
    beside: tuple[str, ...]
    alterations: tuple[AlterationPath, ...]
    aside: Aside | None


@dataclass(frozen=True, slots=True)
class MarkerPath:
    """A marker that was asked for, or that the place is part of."""

    marker: str
    state: str
    why: str


class RowState(StrEnum):
    """How a curated row stands to a report."""

    MET = "met"
    NEARLY = "nearly met"
    NOT_MET = "not met"
    REGIMEN = "regimen"


@dataclass(frozen=True, slots=True)
class Asked:
    """The terms of a curated row, as its curator wrote them."""

    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowPath:
    """A curated row that was asked for, or that speaks of the gene asked for.

    Attributes:
        kind: Of a row nearly met, what kept it.
        specificity: Of a row met, how exactly.
        made_by: What met it, or stands nearest to it, by name.
        asks: What it asks for, by the embedded evidence base.
    """

    id: str
    state: RowState
    why: str
    implication: str
    therapy: tuple[str, ...]
    statement: str
    kind: str = ""
    specificity: str = ""
    outranked_by: tuple[str, ...] = ()
    made_by: tuple[str, ...] = ()
    asks: Asked = Asked()


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer to one question.

    Attributes:
        locus: What was asked, as it was asked.
        read_as: How it was understood.
        places: The places asked for, ``contig:first-last``.
        answer: Sentences.
        records: The alleles there.
        blocks: The reference blocks there.
        markers: The markers asked for.
        alterations: Alterations there without a record of this ledger.
        copies: Copies of the gene asked for, or of the marker's genes.
        agreements: What several files say of them.
        events, events_left_out: Structural variants of these genes, and those left out.
        integrations: Viral integrations in or near them.
        rows: The row asked for, or those met and nearly met of the gene asked for.
    """

    locus: str
    read_as: str
    report_id: str
    assembly: str
    places: tuple[str, ...] = ()
    answer: tuple[str, ...] = ()
    records: tuple[RecordPath, ...] = ()
    blocks: tuple[Block, ...] = ()
    markers: tuple[MarkerPath, ...] = ()
    alterations: tuple[AlterationPath, ...] = ()
    copies: tuple[GeneCopies, ...] = ()
    agreements: tuple[CopyAgreement, ...] = ()
    events: tuple[StructuralEvent, ...] = ()
    events_left_out: tuple[StructuralEvent, ...] = ()
    integrations: tuple[Integration, ...] = ()
    rows: tuple[RowPath, ...] = ()
