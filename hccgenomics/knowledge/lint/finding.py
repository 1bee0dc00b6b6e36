"""What the linter says of a table."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from hccgenomics.model.base import Document


class Severity(StrEnum):
    """How much a finding matters; information alone leaves a table clean."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


class Finding(Document):
    """One thing the linter found.

    Attributes:
        code: Stable, ``subject.problem``.
        line: Of the file, counted from one; ``None`` for the table as a whole.
        row: Its id.
        detail: What is wrong, one sentence.
        hint: What to do, one sentence.
    """

    code: str
    severity: Severity
    table: str
    line: int | None
    column: str
    row: str
    detail: str
    hint: str = ""

    @property
    def sentence(self) -> str:
        """One line, as a terminal shows it.

        >>> Finding(code="date.form", severity=Severity.ERROR, table="my.tsv", line=3,
        ...     column="curated_on", row="A-1", detail="No date.").sentence
        'my.tsv, line 3, A-1, column curated_on: No date. [date.form, error]'
        """
        place = [self.table]
        place += [f"line {self.line}"] if self.line is not None else []
        place += [self.row] if self.row else []
        place += [f"column {self.column}"] if self.column else []
        said = " ".join(filter(None, (self.detail, self.hint)))
        return f"{', '.join(place)}: {said} [{self.code}, {self.severity}]"


class Problem(Document):
    """A finding before it knows its place in the table."""

    code: str
    detail: str
    column: str = ""
    hint: str = ""


CODES: Final[dict[str, tuple[Severity, str]]] = {
    "table.unreadable": (Severity.ERROR, "the file is no table, or its columns are unknown"),
    "table.row": (Severity.ERROR, "a row has more or fewer cells than the heading"),
    "cell.value": (Severity.ERROR, "a cell holds none of the words or no number of its kind"),
    "cell.list": (Severity.ERROR, "a list has an empty item, or a bar without its spaces"),
    "id.pattern": (Severity.ERROR, "an id is not of the form GROUP-01"),
    "id.twice": (Severity.ERROR, "two rows share an id"),
    "id.reused": (Severity.ERROR, "an id that was retired is used again"),
    "id.unlisted": (Severity.ERROR, "an id of ours is not in the list of ids ever used"),
    "id.lost": (Severity.ERROR, "an id in use has no row: retire it in the list"),
    "term.none": (Severity.ERROR, "a row asks for no event"),
    "term.grammar": (Severity.ERROR, "a term is not of the grammar"),
    "term.gene": (Severity.ERROR, "a term speaks of a gene that the row does not name"),
    "gene.unknown": (Severity.ERROR, "a gene is no current symbol"),
    "residue.letter": (Severity.ERROR, "the protein has another residue there"),
    "residue.beyond": (Severity.ERROR, "the protein ends before that residue"),
    "residue.same": (Severity.ERROR, "a change to the residue that is there already"),
    "exon.unknown": (Severity.ERROR, "the transcript has no such exon"),
    "promoter.allele": (Severity.ERROR, "no such allele of the promoter can be"),
    "hotspot.none": (Severity.ERROR, "the gene has no hotspot in our tables"),
    "fact.unknown": (Severity.ERROR, "no such thing can be stated"),
    "fact.unit": (Severity.ERROR, "the number is asked in another unit than it is stated in"),
    "fact.word": (Severity.ERROR, "none of the words that can be stated"),
    "dead.profile": (Severity.ERROR, "what the row asks for and what it excludes cannot both be"),
    "gene.annotation": (Severity.INFORMATION, "variants are read from annotated files alone"),
    "dead.gene": (Severity.ERROR, "the row asks for residues of a gene without a model of ours"),
    "dead.regimen": (Severity.ERROR, "a regimen asks for an event, or an assertion is a regimen"),
    "dead.unverified": (Severity.INFORMATION, "the row is not verified, and so never met"),
    "citation.form": (Severity.ERROR, "a citation is not of its form, or its reference unknown"),
    "citation.none": (Severity.ERROR, "nothing is cited"),
    "citation.identifier": (Severity.ERROR, "a DOI, PMID, PMC or trial number is malformed"),
    "citation.status": (Severity.ERROR, "a row is verified by citations that are not"),
    "date.form": (Severity.ERROR, "a date is no ISO date"),
    "date.order": (Severity.ERROR, "something is dated after the row was curated"),
    "date.none": (Severity.WARNING, "the row, or what it says of regulators, has no date"),
    "date.own": (Severity.INFORMATION, "a laboratory's row has no date of curation"),
    "licence.unknown": (Severity.ERROR, "a source is not in sources.tsv, or has no terms there"),
    "licence.table": (Severity.ERROR, "the source's terms are not stated for this table"),
    "licence.terms": (Severity.ERROR, "the source's terms forbid that we pass it on"),
    "licence.none": (Severity.WARNING, "a row of ours names no source"),
    "therapy.unknown": (Severity.ERROR, "a therapy is not in therapies.tsv"),
    "therapy.unlisted": (Severity.INFORMATION, "a laboratory's therapy is not in therapies.tsv"),
    "trial.unknown": (Severity.ERROR, "a trial is not in trials.tsv"),
    "qualifies.unknown": (Severity.ERROR, "there is no row of that id"),
    "qualifies.stranger": (Severity.ERROR, "the row it qualifies shares neither gene nor therapy"),
    "effect.form": (Severity.ERROR, "an effect or approval is not of its form"),
    "effect.interval": (Severity.ERROR, "the value lies outside its own interval"),
    "effect.range": (Severity.ERROR, "a figure outside what it can be"),
    "words.forbidden": (Severity.ERROR, "a phrase that must not be said of a patient"),
    "words.tier": (Severity.ERROR, "a tier is typed; tiers are computed"),
    "words.chinese": (Severity.ERROR, "the statement is not there in Chinese"),
    "list.verification": (Severity.ERROR, "a status of verification that is none"),
    "list.link": (Severity.ERROR, "a row of a list names what there is not"),
}
"""Every code, how much it matters, and what it means."""
