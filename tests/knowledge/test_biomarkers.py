"""The table of biomarkers: its form, its events, and the words it may use.

Numbers, dates and identifiers are held against their sources in ``test_figures.py``.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from hccgenomics.errors import TableError
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.biomarkers import COLUMNS, TERMS, load_biomarkers
from hccgenomics.knowledge.hotspots import load_hotspots
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.event import parse_event
from hccgenomics.vocabulary import (
    Assembly,
    Disease,
    EventKind,
    EvidenceFrom,
    Implication,
    SelectedOn,
    StudyDesign,
    TherapyKind,
    Verification,
)
from tests.conftest import ROOT
from tests.forbidden import phrases_in

BASE = load_knowledge()
ROWS = BASE.biomarkers
BY_ID = {row.id: row for row in ROWS}
SOURCED = (*ROWS, *BASE.regimens)
WORDS = ("statement", "statement_zh", "figures", "conflicts", "regulatory_note", "line_note",
         "setting", "aetiology", "disease_context", "n_patients_note", "asks_for")  # fmt: skip
HAN = re.compile(r"[\u4e00-\u9fff]")
ON_THERAPY = {Implication.SENSITIVITY, Implication.REDUCED_SENSITIVITY,
              Implication.NO_PROVEN_EFFECT, Implication.PROGNOSTIC}  # fmt: skip
FREE = {EventKind.SIGNATURE, EventKind.LABORATORY, EventKind.CLINICAL, EventKind.EXPRESSION}

GOOD = {
    "id": "TEST-01", "genes": "TP53", "any_of": "TP53 p.R249S", "disease_context": "HCC",
    "implication": "aetiology", "direction": "supports", "statement": "A statement.",
    "citations": "Someone 2020 [pmid:1] [verified]", "verification": "verified",
    "review_status": "not clinically reviewed", "curated_on": "2026-11-21",
}  # fmt: skip


def each(rows):
    return pytest.mark.parametrize("row", rows, ids=lambda row: row.id)


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
        yield column, getattr(row, column, "")
    for column in ("caveats", "therapy", "excluded"):
        for text in getattr(row, column, ()):
            yield column, text
    for effect in row.effects:
        yield "effects", effect.of


def test_a_row_is_read_with_its_defaults(loaded):
    (row,) = loaded({})

    assert row.genes == ("TP53",)
    assert row.diseases == (Disease.HCC,)
    assert row.citations[0].pmid == "1"
    assert row.citations[0].text == "Someone 2020"
    assert row.curated_on == date(2026, 11, 21)
    assert row.effects == row.approvals == ()
    assert row.n_patients is row.outcome_by_marker is None
    assert row.trial_selected_on is SelectedOn.NONE


def test_typed_cells_are_read(loaded):
    (row,) = loaded(
        {
            "effects": "OS HR 2.58 (1.96-3.41) p=0.04 n=988 of whom | PFS median_months 2 vs 7.4",
            "approvals": "us accelerated solid_tumours 2022-06-22 [verified] | eu declined hcc"
            " of sorafenib [unverified]",
            "outcome_by_marker": "no",
            "n_patients": "988",
        }
    )
    pooled, months = row.effects
    us, eu = row.approvals

    assert (pooled.value, pooled.low, pooled.high, pooled.level) == (2.58, 1.96, 3.41, 95.0)
    assert (pooled.p, pooled.n, pooled.of) == (0.04, 988, "whom")
    assert (months.value, months.versus, months.low, months.level) == (2.0, 7.4, None, None)
    assert (us.date, us.therapy, us.verification) == ("2022-06-22", "", Verification.VERIFIED)
    assert (eu.date, eu.therapy, eu.verification) == ("", "sorafenib", Verification.UNVERIFIED)
    assert row.outcome_by_marker is False
    assert row.n_patients == 988


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
        ("citations", "someone_2020", "there is no reference someone_2020"),
        ("any_of", "", "asks for no event"),
        ("effects", "OS HR about 2", "is no effect"),
        ("effects", "survival HR 2", "Input should be"),
        ("approvals", "us approved hcc", "is no approval"),
        ("approvals", "uk approved hcc [verified]", "Input should be"),
        ("approvals", "us approved hcc 2020-05 [checked]", "Input should be"),
        ("trial_selected_on", "gene", "Input should be"),
        ("study_design", "phase 3", "Input should be"),
        ("outcome_by_marker", "maybe", "neither yes nor no"),
        ("n_patients", "0", "greater than or equal to 1"),
        ("lines", "third_line", "Input should be"),
        ("qualifies", "NONE-01", "There is no row NONE-01"),
    ],
)  # fmt: skip
def test_a_wrong_cell_refuses_the_table_by_line_and_column(loaded, column, cell, problem):
    with pytest.raises(TableError) as caught:
        loaded({"id": "TEST-00"}, {column: cell})

    assert (caught.value.line, caught.value.column) == (3, column)
    assert problem in caught.value.sentence


def test_ids_are_never_used_twice(loaded):
    with pytest.raises(TableError, match="'TEST-01' is used by line 2 too"):
        loaded({}, {})


def test_all_drafted_ids_are_there_and_each_once(shared):
    lines = (shared / "knowledge" / "biomarkers_draft.tsv").read_text().splitlines()[1:]
    ids = [row.id for row in SOURCED]

    assert len(ids) == len(set(ids)) >= 185
    assert {line.split("\t")[0] for line in lines} <= set(ids)


@each(SOURCED)
def test_no_row_says_what_must_never_be_said(row):
    for column, text in sentences(row):
        assert phrases_in(text) == [], f"{row.id}, {column}: {text}"


@each(SOURCED)
def test_the_statement_stands_in_chinese_too(row):
    """The same numbers and the same genes; words that a Chinese text keeps stay as they are."""
    numbers = re.compile(r"(?<![A-Za-z\d.-])\d+(?:\.\d+)?")
    assert HAN.search(row.statement_zh), row.id
    assert len(HAN.findall(row.statement_zh)) >= 8, row.id
    assert sorted(numbers.findall(row.statement)) == sorted(numbers.findall(row.statement_zh))
    for gene in getattr(row, "genes", ()):
        named = re.compile(rf"(?<![A-Za-z0-9]){re.escape(gene)}(?![A-Za-z0-9])", re.ASCII)
        assert bool(named.search(row.statement)) <= bool(named.search(row.statement_zh)), gene


@each(SOURCED)
def test_chinese_sentences_are_written_in_chinese_marks(row):
    assert not re.search(r"[\u4e00-\u9fff][,;:?!]", row.statement_zh)
    assert row.statement_zh.rstrip()[-1] in "。", row.id


@each(SOURCED)
def test_drugs_have_one_chinese_name(row):
    """That of ``therapies.tsv`` where it has one, and the Latin name elsewhere."""
    for therapy in BASE.therapies.values():
        is_named = re.search(
            rf"(?<![\w/-]){re.escape(therapy.name)}(?![\w/-])", row.statement, re.I
        )
        if is_named and therapy.kind is TherapyKind.DRUG:
            names = {therapy.name_zh or therapy.name, therapy.name}
            assert any(name.lower() in row.statement_zh.lower() for name in names), therapy.name


@each(SOURCED)
def test_no_row_repeats_the_draft_it_was_written_from(row, shared):
    draft = (shared / "knowledge" / "biomarkers_draft.tsv").read_text().lower()
    for text in (row.statement, *row.caveats, getattr(row, "conflicts", "")):
        words = text.lower().split()
        for start in range(len(words) - 9):
            assert " ".join(words[start : start + 10]) not in draft, row.id


def test_no_row_was_reviewed_clinically_and_all_say_so():
    assert {row.review_status for row in SOURCED} == {"not clinically reviewed"}


def test_no_tier_is_typed():
    assert not {column for column in COLUMNS if "tier" in column or "escat" in column}
    for row in SOURCED:
        for column, text in sentences(row):
            plain = text.replace("genomic tiers", "")
            assert not re.search(r"\b(?:tier|ESCAT|AMP level)\b", plain), (row.id, column)


@each(ROWS)
def test_ids_of_other_tables_exist(row):
    from hccgenomics.knowledge.files import resource

    lines = resource("sources.tsv").read_text(encoding="utf-8").splitlines()[1:]
    sources = {line.split("\t")[0] for line in lines}

    assert not set(row.trials) - set(BASE.trials), row.id
    assert not set(row.sources) - sources, row.id
    assert row.sources, row.id
    for name in row.therapy:
        assert not set(name.split(" + ")) - set(BASE.therapies), row.id
    for approval in row.approvals:
        known = {*row.therapy, *(part for name in row.therapy for part in name.split(" + "))}
        assert not approval.therapy or approval.therapy in known, row.id


@each(ROWS)
def test_a_claim_on_therapy_says_whether_its_outcome_was_seen_by_the_marker(row):
    assert (row.outcome_by_marker is not None) == (row.implication in ON_THERAPY), row.id


@each(ROWS)
def test_a_row_of_a_fusion_rests_on_fusions_and_one_of_a_signature_on_signatures(row):
    kinds = {parse_event(term).kind for term in row.any_of}
    if row.trial_selected_on in {SelectedOn.NONE, SelectedOn.PROTEIN}:
        return
    if kinds == {EventKind.STRUCTURAL}:
        assert row.trial_selected_on is SelectedOn.FUSION, row.id
    if kinds == {EventKind.SIGNATURE}:
        assert row.trial_selected_on is SelectedOn.SIGNATURE, row.id
    if kinds == {EventKind.LABORATORY}:
        assert row.trial_selected_on is SelectedOn.LABORATORY, row.id
    if kinds <= {EventKind.PROTEIN, EventKind.CODONS, EventKind.EXON, EventKind.HOTSPOT}:
        assert row.trial_selected_on is not SelectedOn.FUSION, row.id


def test_no_trial_of_a_drug_was_found_that_chose_hcc_by_amplification():
    """README of the draft; a row that says otherwise names its own evidence from elsewhere."""
    for row in ROWS:
        if EvidenceFrom.HCC in row.evidence_from:
            assert row.trial_selected_on is not SelectedOn.AMPLIFICATION, row.id


@each(ROWS)
def test_a_label_names_a_regulator_and_a_registry_entry_has_no_result(row):
    if row.study_design is StudyDesign.LABEL and row.implication is Implication.SENSITIVITY:
        assert row.approvals, row.id
    if row.study_design is StudyDesign.REGISTRY:
        assert not row.effects, row.id


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


@pytest.mark.parametrize(("row", "event"), [e for e in events() if e.values[1].kind in FREE])
def test_a_stated_fact_is_one_that_a_user_can_state(row, event):
    """Its subject, its words and the unit of its number are those of ``facts.tsv``."""
    fact = BASE.facts[event.subject]

    assert event.kind.name == fact.kind.name, row.id
    for test in event.tests:
        assert fact.open_words or set(test.words) <= set(fact.words), row.id
        if test.comparison is not None and event.kind is not EventKind.EXPRESSION:
            assert test.unit == fact.unit or test.unit in fact.unit, row.id


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_is_documented(column):
    page = (ROOT / "docs" / "knowledge.md").read_text(encoding="utf-8")

    assert f"`{column}`" in page
