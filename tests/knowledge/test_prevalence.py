"""Rates of published cohorts: each agrees with its own counts, and with the table's others."""

from __future__ import annotations

import csv
import re
from itertools import pairwise

import pytest

from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.files import resource
from hccgenomics.knowledge.places import load_places
from hccgenomics.vocabulary import Assembly

BASE = load_knowledge()
ROWS = BASE.prevalence
BY_ID = {row.id: row for row in ROWS}
TCGA = "TCGA MC3 LIHC exomes, non-silent"
ANY_CHANGE = re.compile(r"(?:non-silent )?mutation")
PAIR = re.compile(r"(\S+) and (\S+) both mutated")
HALF_A_STEP = 0.5


def each(rows):
    return pytest.mark.parametrize("row", rows, ids=lambda row: row.id)


def altered_alone():
    """Of the 363 tumours that pairs were counted in: tumours with any change of a gene."""
    found = {}
    for row in ROWS:
        counted = row.cohort == TCGA and row.section == "prevalence" and len(row.genes) == 1
        if counted and ANY_CHANGE.fullmatch(row.event.removeprefix(f"{row.genes[0]} ")):
            assert row.genes[0] not in found, f"two counts of {row.genes[0]}"
            found[row.genes[0]] = row.n_altered
    return found


def printed_percents():
    """As the table writes them: the digits after the point are part of what was printed."""
    with resource("prevalence.tsv").open(encoding="utf-8") as handle:
        rows = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["id"]: row["percent"] for row in rows if row["percent"]}


def test_no_id_is_used_twice_and_each_says_its_section():
    ids = [row.id for row in ROWS]

    assert len(ids) == len(set(ids)) >= 88
    for row in ROWS:
        prefix = {"prevalence": "PR-", "co-occurrence": "CO-"}[row.section]
        assert re.fullmatch(rf"{prefix}\d{{3}}", row.id)


@each(ROWS)
def test_every_row_states_a_rate_once_with_whom_and_by_whom(row):
    assert (row.percent is None) != (not row.stated), "a number or words, and not both"
    assert row.cohort
    assert row.citations


@each([row for row in ROWS if None not in (row.percent, row.n_altered, row.n_total)])
def test_counts_give_the_percentage(row):
    """A source may cut digits where it should round; the note then says so."""
    decimals = len(printed_percents()[row.id].partition(".")[2])
    steps = 1 if row.note.startswith("as printed") else HALF_A_STEP
    worked_out = 100 * row.n_altered / row.n_total

    assert row.n_altered <= row.n_total
    assert abs(worked_out - row.percent) <= steps * 10**-decimals + 1e-9


@each([row for row in ROWS if PAIR.fullmatch(row.event) and row.cohort == TCGA])
def test_what_chance_would_give_follows_from_the_tables_own_counts(row):
    first, second = PAIR.fullmatch(row.event).groups()
    alone = altered_alone()
    by_chance = alone[first] * alone[second] / row.n_total

    assert row.genes == (first, second)
    assert row.expected == pytest.approx(by_chance, abs=0.05)
    assert row.n_altered <= min(alone[first], alone[second])


def test_pairs_were_counted_in_the_same_tumours_as_their_genes():
    pairs = [row for row in ROWS if row.section == "co-occurrence" and row.cohort == TCGA]

    assert len(pairs) >= 20
    assert {row.n_total for row in pairs} == {363}
    assert all(PAIR.fullmatch(row.event) for row in pairs)


@each([row for row in ROWS if PAIR.fullmatch(row.event) and row.expected is not None])
def test_a_pair_called_seldom_or_frequent_lies_on_that_side_of_chance(row):
    if "depleted" in row.note:
        assert row.n_altered < row.expected
    if "enriched" in row.note:
        assert row.n_altered > row.expected


@each(ROWS)
def test_its_genes_exist(row):
    places = load_places(Assembly.GRCH38)
    for gene in row.genes:
        assert places.named(gene) is not None, gene


@each(ROWS)
def test_an_event_reads_as_a_board_would_say_it(row):
    for gene in row.genes:
        if gene not in {"HLA-A", "HLA-B", "HLA-C", "ATRX", "DAXX"}:
            assert gene in row.event, "the event names its genes"
    assert not re.search(r"[_=<>|]|\bseen\b|\S\+\S", row.event.replace("::", ""))
    words = row.event.split()
    assert all(a != b for a, b in pairwise(words)), "a word stands twice"


@pytest.mark.parametrize(
    "genes",
    [
        {"CTNNB1", "FGF19"}, {"CTNNB1", "AXIN1"}, {"TP53", "CTNNB1"}, {"BAP1", "CTNNB1"},
        {"DNAJB1", "PRKACA"}, {"TERT", "CTNNB1"},
    ],
)  # fmt: skip
def test_what_the_cross_checks_ask_for_has_a_rate(genes):
    assert [row for row in ROWS if genes <= set(row.genes)]


def test_no_rate_was_lost_on_the_way(shared):
    """Every rate that the draft had, but those it marks as not seen."""
    path = shared / "knowledge" / "prevalence_hcc.tsv"
    with path.open(encoding="utf-8") as handle:
        drafted = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    seen = [row for row in drafted if row["status"] != "not seen"]
    kept = " ".join(
        f"{row.percent} {row.stated} {row.note} {row.n_altered} {row.n_total}" for row in ROWS
    )
    held = {float(x) for x in re.findall(r"\d+(?:\.\d+)?", kept.replace(",", ""))}

    assert len(ROWS) >= len(seen)
    for row in seen:
        wanted = re.findall(r"\d+(?:\.\d+)?", row["value_percent"])
        wanted += [x for x in (row["n_altered"], row["n_total"]) if x.isdigit()]
        wanted = [x for x in wanted if "implied" not in row["value_percent"]]
        assert {float(x) for x in wanted} <= held, row["marker"]
