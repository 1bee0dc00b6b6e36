"""A short card on one gene that a board asks about: what was seen, what it means, what is open."""

from __future__ import annotations

from hccgenomics.model.base import Document
from hccgenomics.model.copy_number import GeneCopies
from hccgenomics.model.statement import Citation
from hccgenomics.vocabulary import CopyClass, MarkerState


class Company(Document):
    """A neighbour, and whether it is altered along with the gene of the card.

    Its copies in full are those of this gene under ``copy_number.genes``.
    """

    gene: str
    copy_class: CopyClass | None
    why: str


class CardCheck(Document):
    """One question the card answers: whether CTNNB1 is mutated too, whether RB1 is intact.

    ``state`` is that of the thing asked for (a CTNNB1 driver is ``present``); what it means is in
    ``why``.
    """

    code: str
    question: str
    state: MarkerState
    why: str
    alterations: tuple[str, ...] = ()


class CardEvidence(Document):
    """What the evidence is, in a sentence, with its row and its sources."""

    statement: str
    biomarker_id: str | None
    citations: tuple[Citation, ...] = ()


class Card(Document):
    """One gene, for four minutes of a board."""

    gene: str
    title: str
    state: MarkerState
    headline: str
    copies: GeneCopies | None
    company: tuple[Company, ...] = ()
    checks: tuple[CardCheck, ...] = ()
    evidence: tuple[CardEvidence, ...] = ()
    follow_up: tuple[str, ...] = ()
    alterations: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
