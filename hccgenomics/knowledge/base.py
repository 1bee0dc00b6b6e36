"""The whole evidence base in one call."""

from __future__ import annotations

from typing import Final

from hccgenomics.knowledge.biomarkers import load_biomarkers
from hccgenomics.knowledge.blood import BLOOD, load_blood_genes
from hccgenomics.knowledge.cross_checks import CROSS_CHECKS, load_cross_checks
from hccgenomics.knowledge.domains import DOMAINS, load_domains
from hccgenomics.knowledge.files import digest, resource
from hccgenomics.knowledge.functional import FUNCTIONAL, load_functional_evidence
from hccgenomics.knowledge.fusions import FUSIONS, load_fusion_genes
from hccgenomics.knowledge.genes import GENES, load_genes
from hccgenomics.knowledge.germline import GERMLINE, load_germline_genes
from hccgenomics.knowledge.hotspots import COUNTS, load_hotspot_counts, load_hotspots
from hccgenomics.knowledge.later import RowsByKey, RowsInOrder
from hccgenomics.knowledge.lists import (
    FACTS,
    PREVALENCE,
    TESTS,
    THERAPIES,
    TRIALS,
    load_facts,
    load_prevalence,
    load_tests,
    load_therapies,
    load_trials,
)
from hccgenomics.knowledge.references import REFERENCES, load_references
from hccgenomics.knowledge.regimens import load_regimens
from hccgenomics.model.evidence import KnowledgeBase
from hccgenomics.model.own_tables import BIOMARKERS, REGIMENS

READ_WHEN_ASKED: Final = (FACTS, FUSIONS, PREVALENCE, TESTS, THERAPIES)
"""Tables that a report of small variants alone does not ask."""


def load_knowledge() -> KnowledgeBase:
    """All curated tables, their date, their review status and their digests.

    The date is that of the row that was looked at longest ago, so that editing one row does not
    make the whole base look fresh; where rows differ in review status, every status is
    named.
    """
    references, of_references = load_references()
    biomarkers, of_biomarkers = load_biomarkers(references=references)
    regimens, of_regimens = load_regimens(references=references)
    trials, of_trials = load_trials()
    genes, of_genes = load_genes()
    hotspots, digests = load_hotspots()
    germline, of_germline = load_germline_genes()
    blood, of_blood = load_blood_genes()
    counts = load_hotspot_counts()
    cross_checks, of_cross_checks = load_cross_checks()
    functional, of_functional = load_functional_evidence()
    domains, of_domains = load_domains()
    sha256 = {
        BIOMARKERS: of_biomarkers,
        BLOOD: of_blood,
        CROSS_CHECKS: of_cross_checks,
        DOMAINS: of_domains,
        FUNCTIONAL: of_functional,
        REFERENCES: of_references,
        REGIMENS: of_regimens,
        TRIALS: of_trials,
        GENES: of_genes,
        GERMLINE: of_germline,
        **digests,
        **{name: digest(resource(name)) for name in READ_WHEN_ASKED},
    }
    if counts is not None:
        sha256[COUNTS] = counts[1]
    return KnowledgeBase(
        biomarkers=biomarkers,
        genes=genes,
        hotspots=hotspots,
        counts=None if counts is None else counts[0],
        as_of=min(row.curated_on for row in (*biomarkers, *regimens) if row.curated_on),
        review_status="; ".join(sorted({row.review_status for row in (*biomarkers, *regimens)})),
        sha256=sha256,
        germline=germline,
        blood=blood,
        fusions=RowsByKey(lambda: load_fusion_genes()[0]),
        regimens=regimens,
        trials=trials,
        therapies=RowsByKey(lambda: load_therapies()[0]),
        facts=RowsByKey(lambda: load_facts()[0]),
        tests=RowsByKey(lambda: load_tests()[0]),
        prevalence=RowsInOrder(lambda: load_prevalence(references=references)[0]),
        cross_checks=cross_checks,
        functional=functional,
        domains=domains,
    )
