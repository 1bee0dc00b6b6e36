"""A report names every table that it stands on, and none that it did not open."""

from __future__ import annotations

import hashlib

import pytest

from hccgenomics.knowledge.files import resource
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report

SMALL, SEGMENTS, JUNCTIONS = (
    str(resource(f"example/hcc-example.{ending}")) for ending in ("vcf", "cns", "sv.vcf")
)


def tables(**files) -> dict[str, str]:
    request = ReportRequest(paths=(SMALL,), settings=Settings(), **files)
    return {one.name: one.sha256 for one in make_report(request).provenance.resources}


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ({}, set()),
        ({"cnv": (SEGMENTS,)}, {"arms.tsv", "gene_aliases.tsv.gz", "recurrent_arms.tsv"}),
        ({"sv": (JUNCTIONS,)}, {"integration_genes.tsv", "viral/genomes.tsv", "viral/bases.bin"}),
    ],
)
def test_tables_are_named_where_they_are_used(files, wanted):
    more = tables(**files).keys() - tables().keys()

    assert more == wanted | ({"gene_places.GRCh38.tsv.gz"} if files else set())


def test_their_digests_are_those_of_the_files():
    found = tables(cnv=(SEGMENTS,), sv=(JUNCTIONS,))

    for name in ("arms.tsv", "gene_places.GRCh38.tsv.gz"):
        assert found[name] == hashlib.sha256(resource(name).read_bytes()).hexdigest()
    assert len(found) == len(set(found))
