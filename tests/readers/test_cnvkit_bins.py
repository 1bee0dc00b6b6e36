"""Bins of CNVkit: the quick way comes to what the usual way of reading a row does."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.errors import FormatError
from hccgenomics.readers.cnvkit_bins import CnvkitBins
from hccgenomics.readers.contig_names import ContigNames
from hccgenomics.readers.segment_head import read_head
from hccgenomics.readers.segment_table import Places, Table

PLACES = Places("chromosome", "start", "end", first=0)
HEADINGS = (
    "chromosome\tstart\tend\tgene\tdepth\tlog2\tweight",
    "weight\tlog2\tgene\tend\tstart\tchromosome",
    "chromosome\tstart\tend\tgene\tlog2\tweight\tdepth",
    "chromosome\tstart\tend\tgene\tlog2",
)
NUMBERS = ("0.5", "-0.25", "1e-3", "nan", "inf", "", "NA", "1_0", " 0.5", "-16", "200", "-1", "x")
PLAIN = ("0.5", "-0.25", "0.125", "1", "0")


def taken(text: str, *, is_quick: bool):
    """All that reading leaves behind, or the fault with its line."""
    head, lines = read_head(iter(text.encode().split(b"\n")), where="a.cnr")
    table = Table(head, lines, contigs=ContigNames({}), where="a.cnr")
    found = CnvkitBins(table, PLACES, least=-15.0, not_genes=frozenset({"-", ""}))
    try:
        found.read(is_quick=is_quick)
    except FormatError as error:
        return str(error), error.line
    bins = {name: [column.tolist() for column in _columns(one)] for name, one in _sorted(found)}
    places = [(gene, asdict(place)) for gene, place in found.named.places.items()]
    counts = (table.line, table.records, table.tally.kept, dict(table.tally.dropped))
    return bins, places, counts, table.furthest, table.backward, found.uncovered


def _sorted(found):
    return found.bins.sorted().items()


def _columns(bins):
    return bins.starts, bins.ends, bins.log2, bins.weights


@st.composite
def tables(draw):
    """Mostly usual rows, and among them all that may stand in a file."""
    heading = draw(st.sampled_from(HEADINGS))
    lines, start, contig = [heading], 0, "chr1"
    for _ in range(draw(st.integers(1, 25))):
        odd = draw(st.integers(0, 5)) == 0
        contig = draw(st.sampled_from((contig, contig, contig, "chr2", "X", "chrUn_1")))
        start += draw(st.sampled_from((0, 100, 100, -50 if odd else 100)))
        cells = {
            "chromosome": contig,
            "start": draw(st.sampled_from(("+5", "1_0", " 7", "1e+05", "x"))) if odd else start,
            "end": max(start, 0) + draw(st.sampled_from((80, 100, 100, 0 if odd else 100))),
            "gene": draw(st.sampled_from(("-", "MYC", "MYC", "G_1", " MYC", '"a"' if odd else "")))
        } | {
            name: draw(st.sampled_from(NUMBERS if odd else PLAIN))
            for name in ("log2", "weight", "depth")
        }  # fmt: skip
        line = "\t".join(str(cells[name]) for name in heading.split("\t"))
        lines.append(line + draw(st.sampled_from(("", "", "", "\r", "\tmore"))))
        if odd:
            lines.append(draw(st.sampled_from(("", "# a comment", f"#{line}", line[:9] or "a"))))
    return "\n".join(lines)


@given(text=tables())
def test_the_quick_way_comes_to_the_same(text):
    assert taken(text, is_quick=True) == taken(text, is_quick=False)


@pytest.mark.parametrize("count", [3, 4])
def test_more_rows_than_are_held_are_refused_the_same_way(monkeypatch, count):
    monkeypatch.setattr("hccgenomics.readers.cnvkit_bins.MOST_KEPT", 3)
    rows = (f"chr1\t{at}00\t{at}99\t-\t1\t0.5\t1" for at in range(1, 1 + count))
    text = "\n".join((HEADINGS[0], *rows))
    found = taken(text, is_quick=True)
    assert found == taken(text, is_quick=False)
    assert ("more than 3 rows" in str(found[0])) is (count == 4)
