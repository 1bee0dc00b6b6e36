"""OM1: the change lies in a critical and well-established part of a functional domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.interpret.oncogenicity import wording
from hccgenomics.interpret.oncogenicity.points import fires, silent, silent_of, unknown, unknown_of
from hccgenomics.interpret.oncogenicity.reading import Change

if TYPE_CHECKING:
    from hccgenomics.interpret.oncogenicity.question import OncogenicityQuestion
    from hccgenomics.interpret.oncogenicity.reading import Reading
    from hccgenomics.model.judgement import Criterion


def critical_domain(reading: Reading, question: OncogenicityQuestion) -> Criterion:
    """OM1: a critical and well-established part of a functional domain.

    Asked of missense and in-frame changes, by the residues of ``domains.tsv``.
    """
    if reading.change is Change.UNTOLD:
        return unknown("OM1", wording.UNTOLD)
    if reading.change is Change.PROMOTER:
        return silent("OM1", wording.OF_THE_PROMOTER)
    if reading.change not in {Change.MISSENSE, Change.INFRAME}:
        return silent("OM1", wording.NO_RESIDUE)
    if reading.protein is None:
        return unknown("OM1", wording.UNTOLD)
    return _located(reading, question)


def _located(reading: Reading, question: OncogenicityQuestion) -> Criterion:
    rows = question.domains.get(reading.gene)
    protein = reading.protein
    if rows is None or protein is None:
        return unknown_of("OM1", wording.NO_DOMAIN_OF_GENE, reading.gene)
    hit = [row for row in rows if row.start <= protein.end and protein.start <= row.end]
    counted = next((row for row in hit if row.is_counted), None)
    if counted is not None:
        words = {"name": counted.name, "residues": counted.residues, "why": counted.why}
        return fires("OM1", wording.IN_DOMAIN.format(**words, source=counted.source))
    if hit:
        words = {"name": hit[0].name, "residues": hit[0].residues}
        return silent("OM1", wording.DOMAIN_NOT_COUNTED.format(**words))
    return silent_of("OM1", wording.OUTSIDE_DOMAINS, reading.gene)
