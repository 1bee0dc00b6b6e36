"""docs/seed-map.md: what two review texts name, mapped to rows or refused: --regenerate writes it.

The two texts stand beside the checkout. Every drug, registry number and reference that they name is
in ``resources/seed_map.tsv``, with the rows that speak of it or the reason why none does.
"""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest

from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.files import resource
from hccgenomics.model.forbidden import phrases_in
from hccgenomics.model.therapies import resolve_therapy
from tests.conftest import ROOT, SHARED

PAGE = ROOT / "docs/seed-map.md"
BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->\n"
COLUMNS = ("seed", "kind", "as_written", "means", "rows", "also", "seed_error", "reason")
HEAD = (
    "| Seed | Kind | As written | What is meant | Rows | Also | Error of the seed | Reason |\n"
    "|---|---|---|---|---|---|---|---|\n"
)
BASE = load_knowledge()
IDS = {row.id for row in (*BASE.biomarkers, *BASE.regimens)}
WITH_NO_BREAKS = re.compile(r"\s+")
DRUG = re.compile(r"\b[A-Za-z]+(?:mab|nib|parib|ciclib|lisib|rasib|denib|platin|rubicin|uracil)\b")
DRUG_ZH = re.compile(r"[\u4e00-\u9fff]{2,}(?:单抗|替尼|非尼)")
TRIAL = re.compile(r"NCT\d{8}")
DOI = re.compile(r"DOI:\s*(10\.\S+?)\.?(?=\s|$)", re.MULTILINE)
GENES = ("TP53", "CTNNB1", "TERT", "FGF19", "MET", "KIT", "RET", "GPC3", "VEGF", "CD47", "CD24")
MARKERS = ("AFP", "DCP", "HSP70", "ALBI", "ctDNA", "BCLC", "PD-L1", "CTLA-4", "LAG-3", "TIGIT")
FURTHER = ("TIM-3", "VISTA", "PARP", "TACE", "HAIC", "SIRT", "MWA", "RFA", "CAR-T", "CEUS")
ERRORS_OF_THE_SEEDS = 10
"""Listed by the draft of the evidence base."""


def mapped():
    with resource("seed_map.tsv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


MAPPED = mapped()


def items(cell):
    return [item for item in cell.split(" | ") if item]


def seed_text(shared, name):
    (path,) = (shared / "seeds").glob(f"{name}_*.txt")
    return WITH_NO_BREAKS.sub(" ", path.read_text(encoding="utf-8"))


def cell(text):
    return text.replace(" | ", ", ").replace("|", "\\|") or "-"


def table():
    body = "".join(
        "| " + " | ".join(cell(row[column]) for column in COLUMNS) + " |\n" for row in MAPPED
    )
    return HEAD + body


def test_the_page_is_the_table(request):
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    _, after = rest.split(END)
    page = f"{before}{BEGIN}{table()}{END}{after}"
    if request.config.getoption("--regenerate"):
        PAGE.write_text(page, encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == page


def test_the_counts_of_the_page_are_those_of_the_table():
    text = PAGE.read_text(encoding="utf-8")
    without = sum(not row["rows"] for row in MAPPED)

    assert f"{len(MAPPED)} names" in text
    assert f"{without} have no row" in text


@pytest.mark.parametrize("row", MAPPED, ids=lambda row: row["as_written"][:40])
def test_a_name_has_rows_that_exist_or_a_reason(row):
    assert tuple(row) == COLUMNS
    assert row["rows"] or row["reason"]
    assert not set(items(row["rows"])) - IDS
    for also in items(row["also"]):
        kind, _, name = also.partition(" ")
        known = {"therapy": BASE.therapies, "trial": BASE.trials, "fact": BASE.facts}[kind]
        assert name in known
    assert not phrases_in(row["means"] + row["reason"])


@pytest.mark.parametrize("row", MAPPED, ids=lambda row: row["as_written"][:40])
def test_a_name_stands_in_the_seed_as_written(row, shared):
    for seed in items(row["seed"]):
        assert row["as_written"].lower() in seed_text(shared, seed).lower()


def test_no_name_is_mapped_twice():
    twice = [
        name for name, n in Counter(row["as_written"].lower() for row in MAPPED).items() if n > 1
    ]

    assert twice == []


@pytest.mark.parametrize("seed", ["000", "001"])
def test_every_drug_registry_number_and_reference_of_a_seed_is_mapped(seed, shared):
    text = seed_text(shared, seed)
    told = " ".join(row["as_written"] for row in MAPPED if seed in items(row["seed"])).lower()
    therapies = {
        item.partition(" ")[2]
        for row in MAPPED
        for item in items(row["also"])
        if item.startswith("therapy ")
    }
    rows_told = {id_ for row in MAPPED for id_ in items(row["rows"])}
    in_rows = {
        part
        for row in BASE.regimens
        if row.id in rows_told
        for regimen in row.therapy
        for part in regimen.split(" + ")
    }
    found = {name for name in DRUG.findall(text) if name.lower() != "mab"}

    assert len(found) >= 15
    for name in found:
        therapy = resolve_therapy(name, BASE.therapies)
        if name.lower() in told:
            continue
        assert therapy is not None, f"{name} is in no row of therapies.tsv"
        is_told = therapy.name in therapies | in_rows or any(therapy.name in x for x in in_rows)
        assert is_told, f"{name} is mapped to nothing"
    for number in {*TRIAL.findall(text), *DOI.findall(text)}:
        if number != "10.12449/JCH250803":  # the seed itself
            assert number.lower() in told, number


@pytest.mark.parametrize("name", [*GENES, *MARKERS, *FURTHER])
def test_every_gene_marker_and_procedure_that_the_seeds_name_is_mapped(name, shared):
    if name in seed_text(shared, "000") + seed_text(shared, "001"):
        assert any(name in row["as_written"] + row["means"] for row in MAPPED), name


def test_each_known_error_of_the_seeds_is_named():
    numbers = {
        int(number) for row in MAPPED for number in re.findall(r"(?:^|; )(\d+):", row["seed_error"])
    }

    assert numbers == set(range(1, ERRORS_OF_THE_SEEDS + 1))


def test_no_misspelling_of_a_seed_is_a_name_of_ours():
    for row in MAPPED:
        if "misspelled" in row["seed_error"] and row["kind"] == "drug":
            assert row["as_written"] not in BASE.therapies
            assert resolve_therapy(row["as_written"], BASE.therapies) is not None


def test_the_table_is_plain():
    data = resource("seed_map.tsv").read_bytes()

    assert data.endswith(b"\n")
    assert b"\r" not in data
    assert SHARED.name == "shared"
