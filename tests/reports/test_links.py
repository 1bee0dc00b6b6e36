from __future__ import annotations

import pytest

from hccgenomics.reports.links import Link, links_of
from tests.builders import a_citation
from tests.truth import rows


@pytest.mark.parametrize("row", rows("citation_links.tsv"))
def test_only_known_registries_become_links(row):
    fields = {"doi": None, "pmid": None, "trial": None, row["field"]: row["value"]}

    links = links_of(a_citation(**fields))

    assert [link.href or "-" for link in links] == row["leads_to"].split(" ")


def test_a_citation_without_identifiers_has_no_link():
    assert links_of(a_citation(doi=None, pmid=None, trial=None)) == ()


def test_every_identifier_is_shown_in_order():
    shown = links_of(a_citation(doi="10.1000/x", pmid="12", trial="NCT02576509"))

    assert [link.text for link in shown] == ["doi:10.1000/x", "PMID 12", "NCT02576509"]


def test_what_is_malformed_is_shown_and_not_linked():
    assert links_of(a_citation(doi="10.1000/ x", pmid=None)) == (Link("doi:10.1000/ x", None),)
