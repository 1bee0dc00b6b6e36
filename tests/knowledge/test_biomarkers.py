from __future__ import annotations

import re
from datetime import date

import pytest

from hccgenomics.errors import TableError
from hccgenomics.knowledge.biomarkers import COLUMNS, TERMS, load_biomarkers
from hccgenomics.knowledge.hotspots import load_hotspots
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.event import parse_event
from hccgenomics.vocabulary import (
    Assembly,
    Direction,
    Disease,
    EventKind,
    EvidenceFrom,
    Implication,
    RegimenStatus,
    Verification,
)
from tests.conftest import ROOT
from tests.forbidden import phrases_in

ROWS, _ = load_biomarkers()
BY_ID = {row.id: row for row in ROWS}
WORDS = ("statement", "figures", "conflicts", "regulatory_status", "line_of_therapy",
         "disease_context")  # fmt: skip
DOI = re.compile(r"10\.\d{4,9}/\S+")
TRIAL = re.compile(r"NCT\d{8}")

GOOD = {
    "id": "TEST-01", "genes": "TP53", "any_of": "TP53 p.R249S", "disease_context": "HCC",
    "implication": "aetiology", "direction": "supports", "statement": "A statement.",
    "citations": "Someone 2020 [pmid:1] [verified]", "verification": "verified",
    "review_status": "not clinically reviewed", "curated_on": "2026-11-21",
}  # fmt: skip


@pytest.fixture
def loaded(tmp_path):
    def load(*rows):
        lines = ["\t".join(COLUMNS)]
        lines += ["\t".join({**GOOD, **row}.get(c, "") for c in COLUMNS) for row in rows]
        path = tmp_path / "mine.tsv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return load_biomarkers(path)[0]

    return load


def sentences(row):
    """Every sentence of a row that a report may print, with its column."""
    for column in WORDS:
        yield column, getattr(row, column)
    for column in ("caveats", "therapy"):
        for text in getattr(row, column):
            yield column, text


def test_a_row_is_read_with_its_defaults(loaded):
    (row,) = loaded({})

    assert row.genes == ("TP53",)
    assert row.diseases == (Disease.HCC,)
    assert row.citations[0].pmid == "1"
    assert row.citations[0].text == "Someone 2020"
    assert row.curated_on == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("column", "cell", "problem"),
    [
        ("any_of", "TP53 R249S", "names no event of the grammar"),
        ("any_of", "TP53 p.R249S | TP53 nonsense", "names no event"),
        ("all_of", "KRAS p.G12C", "speaks of KRAS, not among the genes"),
        ("none_of", "tp53", "is not of the form"),
        ("implication", "resistance", "Input should be"),
        ("direction", "for", "Input should be"),
        ("diseases", "hcc | liver", "Input should be"),
        ("evidence_from", "mice", "Input should be"),
        ("specimens", "urine", "Input should be"),
        ("verification", "from-memory", "Input should be"),
        ("curated_on", "yesterday", "date"),
        ("statement", "", "Field required"),
        ("id", "no id", "match pattern"),
        ("citations", "Someone 2020", "does not end in one of"),
        ("citations", "Someone 2020 [checked]", "does not end in one of"),
        ("citations", "Someone 2020 [verified] [pmid:1]", "does not end in one of"),
        ("regimen_status", "standard_of_care", "Regimens have a status"),
        ("any_of", "", "other rows ask for one"),
    ],
)
def test_a_wrong_cell_refuses_the_table_by_line_and_column(loaded, column, cell, problem):
    with pytest.raises(TableError) as caught:
        loaded({"id": "TEST-00"}, {column: cell})

    assert (caught.value.line, caught.value.column) == (3, column)
    assert problem in caught.value.sentence


def test_a_regimen_asks_for_no_event(loaded):
    with pytest.raises(TableError, match="Regimens ask for no event"):
        loaded({"implication": "regimen", "regimen_status": "standard_of_care"})


def test_ids_are_never_used_twice(loaded):
    with pytest.raises(TableError, match="'TEST-01' is used by line 2 too"):
        loaded({}, {})


def test_all_drafted_ids_are_there(shared):
    lines = (shared / "knowledge" / "biomarkers_draft.tsv").read_text().splitlines()[1:]

    assert {line.split("\t")[0] for line in lines} == set(BY_ID)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_no_row_says_what_must_never_be_said(row):
    for column, text in sentences(row):
        assert phrases_in(text) == [], f"{row.id}, {column}: {text}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_no_row_repeats_the_draft_it_was_written_from(row, shared):
    draft = (shared / "knowledge" / "biomarkers_draft.tsv").read_text().lower()
    for text in (row.statement, *row.caveats, row.conflicts):
        words = text.lower().split()
        for start in range(len(words) - 9):
            assert " ".join(words[start : start + 10]) not in draft, row.id


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_identifier_of_a_citation_is_in_the_draft(row, shared):
    """No identifier was made up on the way."""
    draft = (shared / "knowledge" / "biomarkers_draft.tsv").read_text()
    for citation in row.citations:
        for identifier in (citation.doi, citation.pmid, citation.trial):
            assert identifier is None or identifier in draft, row.id


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_citations_are_well_formed(row):
    assert row.citations
    for citation in row.citations:
        assert citation.doi is None or DOI.fullmatch(citation.doi)
        assert citation.pmid is None or citation.pmid.isdigit()
        assert citation.trial is None or TRIAL.fullmatch(citation.trial)


def test_identifiers_flagged_in_the_draft_are_never_shown_as_verified(shared):
    draft = (shared / "knowledge" / "biomarkers_draft.tsv").read_text()
    pattern = rf"({DOI.pattern}|{TRIAL.pattern})\s*\(?[^;)\t]{{0,24}}(?:memory|not confirmed)"
    flagged = {found.rstrip("()") for found in re.findall(pattern, draft)}

    assert len(flagged) >= 6
    for row in ROWS:
        for citation in row.citations:
            if {citation.doi, citation.trial} & flagged:
                assert citation.verification is Verification.UNVERIFIED, (row.id, citation.text)


def test_verification_is_that_of_the_draft(shared):
    lines = (shared / "knowledge" / "biomarkers_draft.tsv").read_text().splitlines()
    header = lines[0].split("\t")
    status = {
        "verified": Verification.VERIFIED,
        "partly-verified": Verification.PARTLY_VERIFIED,
        "from-memory": Verification.UNVERIFIED,
    }
    for line in lines[1:]:
        draft = dict(zip(header, line.split("\t"), strict=True))
        row = BY_ID[draft["id"]]
        assert row.verification is status[draft["verification_status"]], row.id
        assert row.trial_selected_on == draft["trial_selected_on"], row.id


def test_no_row_was_reviewed_clinically_and_all_say_so():
    assert {row.review_status for row in ROWS} == {"not clinically reviewed"}


def test_no_tier_is_typed():
    assert not {column for column in COLUMNS if "tier" in column or "escat" in column}
    for row in ROWS:
        for column, text in sentences(row):
            assert not re.search(r"\b(?:tier|ESCAT|AMP level)\b", text.replace("genomic tiers", ""))
            assert column


def test_regimens_are_counted_as_the_draft_counts_them():
    of = {s: [row.id for row in ROWS if row.regimen_status is s] for s in RegimenStatus}

    assert len(of[RegimenStatus.STANDARD]) == 11
    assert len(of[RegimenStatus.REGIONAL]) == 5
    assert sum(map(len, of.values())) == 38


def test_trials_that_failed_speak_against():
    for row in ROWS:
        if row.regimen_status is RegimenStatus.NEGATIVE:
            assert row.direction is Direction.DOES_NOT_SUPPORT, row.id
        if row.regimen_status in {RegimenStatus.STANDARD, RegimenStatus.REGIONAL}:
            assert row.direction is Direction.SUPPORTS, row.id


def test_hypotheses_from_elsewhere_say_where_from():
    for row in ROWS:
        if row.implication is not Implication.SENSITIVITY:
            continue
        if (
            EvidenceFrom.HCC not in row.evidence_from
            and EvidenceFrom.SOLID_TUMOURS not in row.evidence_from
        ):
            assert re.search("extrapolated|fibrolamellar", row.disease_context), row.id


def events():
    for row in ROWS:
        for column in TERMS:
            for term in getattr(row, column):
                yield pytest.param(row, parse_event(term), id=f"{row.id}-{term}")


@pytest.fixture(scope="module")
def proteins():
    return embedded_proteins()


def embedded_proteins():
    from tests.knowledge.proteins import translations

    return translations(load_models(Assembly.GRCH38))


@pytest.mark.parametrize(("row", "event"), [e for e in events() if e.values[1].start])
def test_a_named_residue_is_what_the_protein_has_there(row, event, proteins):
    protein = proteins.get(event.genes[0])
    if protein is None:
        assert event.genes[0] in {"FRK"}, "only genes without embedded sequence go unchecked"
        return
    for place, letter in zip((event.start, event.end), event.refs, strict=True):
        assert protein[place - 1] in {letter, "X"}, row.id
    assert letter not in event.changes


def test_exons_named_by_rows_exist_and_hold_what_they_claim():
    models = load_models(Assembly.GRCH38)
    residues = {
        ("MET", 14): None, ("ERBB2", 20): (775, 776), ("EGFR", 20): (767, 773),
    }  # fmt: skip
    named = {
        (e.values[1].genes[0], e.values[1].exon)
        for e in events()
        if e.values[1].kind is EventKind.EXON
    }

    assert named == set(residues)
    for (gene, number), inside in residues.items():
        transcript = models.gene(gene).select
        assert 1 <= number <= len(transcript.exons)
        if inside:
            assert all(_exon_of(transcript, residue) == number for residue in inside)
    assert _exon_of(models.gene("MET").select, 1010) == 14


def _exon_of(transcript, residue):
    """The exon of the first base of a codon."""
    left = 3 * (residue - 1)
    for exon in transcript.exons:
        low, high = max(exon.start, transcript.cds_start), min(exon.end, transcript.cds_end)
        coding = max(0, high - low)
        if left < coding:
            return exon.number
        left -= coding
    raise AssertionError(residue)


def test_every_hotspot_term_has_hotspots():
    table, _ = load_hotspots()
    for param in events():
        row, event = param.values
        if event.kind is EventKind.HOTSPOT and event.genes[0] not in {"MTOR", "KEAP1"}:
            assert event.genes[0] in table.by_gene, row.id


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_is_documented(column):
    page = (ROOT / "docs" / "knowledge.md").read_text(encoding="utf-8")

    assert f"`{column}`" in page
