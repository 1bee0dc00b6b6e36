"""The linter: every code has a row that it finds, and our own base has nothing left to mend."""

from __future__ import annotations

import pytest

from hccgenomics.knowledge import files, lint
from hccgenomics.knowledge.biomarkers import COLUMNS
from hccgenomics.knowledge.lint import is_clean, lint_base, lint_file
from hccgenomics.knowledge.lint.finding import CODES, Severity
from hccgenomics.knowledge.lint.ids import COLUMNS as ID_COLUMNS
from hccgenomics.knowledge.lint.ids import UsedId
from hccgenomics.knowledge.standing import our_rows
from hccgenomics.model.forbidden import CHINESE, phrases_in
from tests.conftest import ROOT
from tests.knowledge.sheets import ROW, text_of, write

CLEAN = {
    **ROW,
    "any_of": "FGF19 amplification | CTNNB1 p.S45P | TERT promoter c.-124C>T | MET exon 14 splice",
    "genes": "FGF19 | CTNNB1 | TERT | MET",
    "none_of": "laboratory afp >= 400 ng/mL",
    "curated_on": "2026-11-20",
    "effects": "OS HR 0.50 (0.30-0.80) p=0.01 n=20 of ours against theirs",
    "approvals": "us approved hcc 2020-05-29 [verified]",
    "regulatory_as_of": "2026-11",
    "trials": "NCT02508467",
    "qualifies": "FGF19-01",
    "sources": "abstracts",
    "caveats": "One centre | Looked back",
    "citations": "harding_2019 | Own 2026 [doi:10.1000/xyz.12] [pmc:PMC123] [trial:NCT01234567] "
    "[verified]",
}
"""An invented row that asks everything of the linter and is clean."""


@pytest.fixture
def linted(tmp_path):
    def look(*rows, columns=None):
        return lint_file(write(tmp_path / "mine.tsv", *rows, columns=columns))

    return look


def codes(findings):
    return {finding.code for finding in findings}


def test_a_row_that_is_right_has_no_finding(linted):
    assert linted(CLEAN) == ()


FAILING = [
    ("cell.value", {"implication": "resistance"}),
    ("cell.value", {"diseases": "liver"}),
    ("cell.value", {"outcome_by_marker": "perhaps"}),
    ("cell.value", {"n_patients": "many"}),
    ("cell.value", {"study_design": "phase 3"}),
    ("cell.value", {"specimens": "urine"}),
    ("cell.list", {"caveats": "one| two"}),
    ("cell.list", {"caveats": "one |  | two"}),
    ("id.pattern", {"id": "LAB 01"}),
    ("term.none", {"any_of": "", "genes": ""}),
    ("term.grammar", {"any_of": "CTNNB1 S45P"}),
    ("term.grammar", {"any_of": "FGF19 highly_amplified"}),
    ("term.gene", {"genes": "FGF19"}),
    ("gene.unknown", {"any_of": "HER2 amplification", "genes": "HER2"}),
    ("gene.unknown", {"any_of": "NOTAGENE amplification", "genes": "NOTAGENE"}),
    ("residue.letter", {"any_of": "CTNNB1 p.A45P", "genes": "CTNNB1"}),
    ("residue.letter", {"any_of": "CTNNB1 codon D32-A45 missense", "genes": "CTNNB1"}),
    ("residue.beyond", {"any_of": "GNAS p.R844C", "genes": "GNAS"}),
    ("residue.letter", {"any_of": "FGFR2 p.N550K", "genes": "FGFR2"}),
    ("residue.beyond", {"any_of": "CTNNB1 p.S4500P", "genes": "CTNNB1"}),
    ("residue.same", {"any_of": "CTNNB1 p.S45S", "genes": "CTNNB1"}),
    ("residue.same", {"any_of": "CTNNB1 p.S45P/P", "genes": "CTNNB1"}),
    ("exon.unknown", {"any_of": "MET exon 99 splice", "genes": "MET"}),
    ("promoter.allele", {"any_of": "TERT promoter c.-124G>A", "genes": "TERT"}),
    ("promoter.allele", {"any_of": "TERT promoter c.-4000C>T", "genes": "TERT"}),
    ("promoter.allele", {"any_of": "TERT promoter c.-124C>C", "genes": "TERT"}),
    ("promoter.allele", {"any_of": "TERT promoter c.-124_-125delinsTT", "genes": "TERT"}),
    ("promoter.allele", {"any_of": "TERT promoter c.-sometext", "genes": "TERT"}),
    ("promoter.allele", {"any_of": "TP53 promoter hotspot", "genes": "TP53"}),
    ("hotspot.none", {"any_of": "FGF19 oncogenic_hotspot", "genes": "FGF19"}),
    ("gene.annotation", {"any_of": "TTN any", "genes": "TTN"}),
    ("dead.gene", {"any_of": "SMO p.L412P", "genes": "SMO"}),
    ("dead.gene", {"all_of": "SMO codon L412 missense", "genes": f"SMO | {CLEAN['genes']}"}),
    ("fact.unknown", {"any_of": "laboratory cholesterol >= 5 mmol/L", "genes": ""}),
    ("fact.unknown", {"any_of": "clinical afp >= 400 ng/mL", "genes": ""}),
    ("fact.unknown", {"any_of": "MET expression nose is positive", "genes": "MET"}),
    ("fact.unit", {"any_of": "laboratory afp >= 400 ug/L", "genes": ""}),
    ("fact.unit", {"any_of": "laboratory afp >= 400", "genes": ""}),
    ("fact.unit", {"any_of": "laboratory afp score >= 2", "genes": ""}),
    ("fact.word", {"any_of": "signature MSI is high", "genes": ""}),
    ("dead.profile", {"none_of": "CTNNB1 any", "all_of": "CTNNB1 p.S45P"}),
    ("dead.profile", {"any_of": "FGF19 focal_amplification", "none_of": "FGF19 gain"}),
    ("dead.profile", {"any_of": "CTNNB1 p.S45P", "none_of": "CTNNB1 codon D32-S45 missense"}),
    ("dead.profile", {"all_of": "MET amplification | MET homozygous_deletion"}),
    ("dead.profile", {"all_of": "laboratory afp >= 400 ng/mL | laboratory afp < 20 ng/mL"}),
    ("dead.profile", {"all_of": "laboratory afp > 20 ng/mL | laboratory afp <= 20 ng/mL"}),
    ("dead.profile", {"any_of": "FGF19 amplification | FGF19 amplification"}),
    ("dead.unverified", {"verification": "unverified"}),
    ("citation.form", {"citations": "Own 2026"}),
    ("citation.form", {"citations": "nobody_1900"}),
    ("citation.none", {"citations": ""}),
    ("citation.identifier", {"citations": "Own 2026 [doi:doi.org/10.1000/1] [verified]"}),
    ("citation.identifier", {"citations": "Own 2026 [pmid:PMC12] [verified]"}),
    ("citation.identifier", {"citations": "Own 2026 [pmc:123] [verified]"}),
    ("citation.identifier", {"citations": "Own 2026 [trial:NCT123] [verified]"}),
    ("citation.status", {"citations": "Own 2026 [unverified]", "verification": "verified"}),
    ("date.form", {"curated_on": "20.11.2026"}),
    ("date.form", {"curated_on": "0202-11-20"}),
    ("date.form", {"regulatory_as_of": "spring 2026"}),
    ("date.order", {"approvals": "us approved hcc 2027-01-01 [verified]"}),
    ("date.order", {"regulatory_as_of": "2027"}),
    ("date.order", {"citations": "Own 2027 [verified]"}),
    ("date.none", {"regulatory_as_of": ""}),
    ("date.own", {"curated_on": ""}),
    ("licence.unknown", {"sources": "hearsay"}),
    ("therapy.unknown", {"therapy": "sorafinib"}),
    ("therapy.unknown", {"therapy": "lenvatinib + BLU-554"}),
    ("therapy.unlisted", {"therapy": "ownomab"}),
    ("trial.unknown", {"trials": "our study"}),
    ("qualifies.unknown", {"qualifies": "NONE-01"}),
    ("qualifies.stranger", {"qualifies": "TP53-02"}),
    ("effect.form", {"effects": "OS was longer"}),
    ("effect.form", {"effects": "OS odds 2.0"}),
    ("effect.form", {"approvals": "approved everywhere"}),
    ("effect.interval", {"effects": "OS HR 0.90 (0.30-0.80)"}),
    ("effect.interval", {"effects": "OS HR 0.20 (0.30-NE)"}),
    ("effect.range", {"effects": "ORR percent 120"}),
    ("effect.range", {"effects": "OS HR 0"}),
    ("effect.range", {"effects": "agreement kappa 1.2"}),
    ("effect.range", {"effects": "OS HR 0.5 p=1.5"}),
    ("effect.range", {"effects": "OS HR 0.5 (100% 0.1-0.9)"}),
    ("dead.profile", {"any_of": "FGF19 amplification", "all_of": "FGF19 homozygous_deletion"}),
    ("dead.profile", {"any_of": "laboratory afp >= 400 ng/mL",
                      "none_of": "laboratory afp >= 100 ng/mL"}),
    ("dead.profile", {"any_of": "FGF19 expression ihc score >= 3 and score <= 1", "none_of": ""}),
    ("dead.profile", {"any_of": "FGF19 expression ihc percent > 100", "none_of": ""}),
    ("dead.profile", {"any_of": "signature MSI is MSI-H", "all_of": "signature MSI is MSS"}),
    ("dead.profile", {"all_of": "clinical child_pugh is A | clinical child_pugh is B or C"}),
    ("dead.profile", {"any_of": "CTNNB1 codon S45 missense",
                      "none_of": "CTNNB1 codon D32-S45 missense"}),
    ("dead.profile", {"any_of": "DNAJB1::PRKACA fusion", "none_of": "PRKACA fusion"}),
    ("dead.profile", {"any_of": "TP53 any vaf<0%", "none_of": ""}),
    ("dead.profile", {"any_of": "laboratory hbsag is positive", "none_of": "laboratory hbsag any"}),
    ("words.forbidden", {"statement": "Patients are eligible."}),
    ("words.forbidden", {"caveats": "One was resistant"}),
    ("words.forbidden", {"statement_zh": "推荐使用。"}),
    ("words.tier", {"statement": "An ESCAT finding."}),
    ("words.chinese", {"statement_zh": "Not Chinese."}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "change"), FAILING, ids=lambda value: str(value)[:60])
def test_what_is_wrong_is_found_with_its_place(linted, code, change):
    findings = [f for f in linted({**CLEAN, **change}) if f.code == code]

    assert findings, code
    for finding in findings:
        assert (finding.table, finding.line) == ("mine.tsv", 2)
        assert finding.row == {**CLEAN, **change}["id"]
        assert finding.column in {*COLUMNS, "id"}
        assert finding.severity is CODES[code][0]
        assert finding.detail.endswith(".")
        assert "\n" not in finding.sentence


@pytest.mark.parametrize(
    "change",
    [
        {"any_of": "GNAS p.R201C", "genes": "GNAS", "qualifies": ""},
        {"any_of": "FGFR2 p.N549K", "genes": "FGFR2", "qualifies": ""},
        {"any_of": "TERT promoter c.-125_-124delinsTT", "genes": "TERT", "qualifies": ""},
        {"any_of": "EGFR exon 20 inframe_insertion", "genes": "EGFR", "qualifies": ""},
        {"any_of": "FGF19 amplification", "genes": "FGF19", "none_of": "FGF19 homozygous_deletion"},
        {"any_of": "TP53 any", "genes": "TP53", "none_of": "TP53 p.R249S", "qualifies": ""},
        {"all_of": "laboratory afp >= 400 ng/mL | laboratory afp < 1000 ng/mL", "none_of": ""},
        {"any_of": "clinical prior_therapy is sorafenib", "genes": ""},
        {"any_of": "clinical aetiology is hbv", "all_of": "clinical aetiology is alcohol"},
        {"any_of": "clinical albi_grade is 2", "all_of": "clinical albi_grade is 2b"},
        {"any_of": "laboratory afp >= 100 ng/mL", "none_of": "laboratory afp >= 400 ng/mL"},
        {"any_of": "laboratory afp >= 400 ng/mL", "none_of": "laboratory afp > 400 ng/mL"},
        {"any_of": "MET fusion", "genes": "MET | PRKACA", "none_of": "MET::PRKACA fusion",
         "qualifies": ""},
        {"any_of": "MET expression ihc score >= 2 and percent >= 50", "genes": "MET",
         "qualifies": ""},
        {"effects": "OS HR 0.90 (0.30-NE)"},
        {"effects": "OS median_months 19.2 vs 13.4 n=501 of all"},
        {"therapy": "lenvatinib + pembrolizumab", "qualifies": ""},
        {"citations": "Long 1999 J Clin Oncol 30:2145 [verified]"},
        {"statement": "Not approved for this tumour."},
    ],
)  # fmt: skip
def test_what_is_right_is_left_alone(linted, change):
    assert is_clean(linted({**CLEAN, **change})), linted({**CLEAN, **change})


def test_a_gene_under_a_former_name_gets_the_name_of_today(linted):
    (finding,) = [f for f in linted({**ROW, "any_of": "ORAOV1 amplification"})
                  if f.code == "gene.unknown"]  # fmt: skip

    assert "LTO1" in finding.hint


def test_a_therapy_under_a_synonym_gets_our_name(linted):
    (finding,) = [f for f in linted({**ROW, "therapy": "BLU-554"}) if f.code == "therapy.unknown"]

    assert "fisogatinib" in finding.hint


def test_information_alone_is_clean(linted):
    findings = linted({**CLEAN, "verification": "unverified"})

    assert {f.severity for f in findings} == {Severity.INFORMATION}
    assert is_clean(findings)


def test_every_finding_of_a_table_is_told_and_not_the_first_alone(linted):
    findings = linted(
        {**CLEAN, "any_of": "CTNNB1 S45P", "statement": "Recommended."},
        {**CLEAN, "id": "LAB-02", "effects": "nothing"},
    )

    assert {(f.row, f.code) for f in findings} >= {
        ("LAB-01", "term.grammar"), ("LAB-01", "words.forbidden"), ("LAB-02", "effect.form"),
    }  # fmt: skip
    assert [f.line for f in findings] == sorted(f.line for f in findings)


def test_a_table_that_cannot_be_read_is_a_finding(linted, tmp_path):
    assert codes(linted({"nothing": "x"})) == {"table.unreadable"}
    assert codes(lint_file(tmp_path / "gone.tsv")) == {"table.unreadable"}


def test_a_row_of_another_length_is_a_finding(tmp_path):
    path = tmp_path / "mine.tsv"
    path.write_text(text_of(ROW) + "\t".join("x" * 20) + "\n", encoding="utf-8")

    (finding,) = lint_file(path)
    assert (finding.code, finding.line) == ("table.row", 3)


def test_an_id_used_twice_is_a_finding(linted):
    assert "id.twice" in codes(linted(CLEAN, CLEAN))


def test_an_id_that_a_line_uses_and_another_withdraws_is_a_finding(linted):
    rows = ({**CLEAN, "id": "TP53-01", "withdrawn": ""}, {"id": "TP53-01", "withdrawn": "yes"})
    columns = (*COLUMNS, "withdrawn")

    for pair in (rows, rows[::-1]):
        found = [one for one in linted(*pair, columns=columns) if one.code == "id.twice"]
        assert [(one.line, one.row) for one in found] == [(3, "TP53-01")]


def test_a_finding_repeats_no_endless_cell(linted):
    changes = ({"any_of": "A" * 100_000}, {"id": "A" * 100_000}, {"genes": "A | " * 30_000 + "A"})
    for change in changes:
        assert all(len(one.sentence) < 5000 for one in linted({**CLEAN, **change}))


def test_a_regimen_among_assertions_is_a_finding(tables):
    tables("biomarkers.tsv", {"id": "TP53-02", "implication": "regimen"})

    assert "dead.regimen" in codes(lint_base())


def test_a_row_to_withdraw_that_is_not_there_is_a_finding(linted):
    (finding,) = linted({"id": "NONE-01", "withdrawn": "yes"})

    assert (finding.code, finding.row) == ("cell.value", "NONE-01")


def test_a_whole_table_is_linted_as_it_is(linted):
    cells = {**our_rows()["TP53-02"].cells, "citations": ""}

    assert "citation.none" in codes(linted(cells, columns=list(COLUMNS)))


@pytest.fixture
def tables(tmp_path, monkeypatch):
    """Our tables with some cells changed, for the linter of the base."""
    from hccgenomics.knowledge import tables as module

    changed = {}

    def packaged(name):
        return changed.get(name) or files.resource(name)

    monkeypatch.setattr(module, "resource", packaged)

    def change(name, *rows, drop=()):
        heading, *lines = files.resource(name).read_text(encoding="utf-8").splitlines()
        columns = heading.split("\t")
        cells = [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]
        known = {row[columns[0]]: row for row in cells}
        for row in rows:
            id_ = row[columns[0]]
            if id_ in known:
                known[id_].update(row)
            else:
                known[id_] = {**dict.fromkeys(columns, ""), **row}
        kept = [row for id_, row in known.items() if id_ not in drop]
        path = tmp_path / name
        path.write_text(text_of(*kept, columns=columns), encoding="utf-8")
        changed[name] = path

    return change


OURS = [
    ("id.unlisted", "retired_ids.tsv", {"drop": ("TP53-02",)}, ()),
    ("id.lost", "biomarkers.tsv", {"drop": ("TP53-02",)}, ()),
    ("id.reused", "retired_ids.tsv", {}, ({"id": "TP53-02", "state": "retired", "why": "Wrong"},)),
    ("date.none", "biomarkers.tsv", {}, ({"id": "TP53-02", "curated_on": ""},)),
    ("licence.none", "biomarkers.tsv", {}, ({"id": "TP53-02", "sources": ""},)),
    ("licence.table", "biomarkers.tsv", {}, ({"id": "TP53-02", "sources": "moinzadeh_2005"},)),
    ("licence.terms", "sources.tsv", {}, ({"source": "abstracts", "terms": "CC BY-NC"},)),
    ("words.chinese", "biomarkers.tsv", {}, ({"id": "TP53-02", "statement_zh": ""},)),
    ("trial.unknown", "biomarkers.tsv", {}, ({"id": "TP53-02", "trials": "NCT09999999"},)),
    ("therapy.unknown", "regimens.tsv", {}, ({"id": "SR-01", "therapy": "newomab"},)),
    ("licence.unknown", "sources.tsv", {}, ({"source": "abstracts", "terms": ""},)),
    ("licence.unknown", "sources.tsv", {}, ({"source": "mane", "terms": "licences/gone.md"},)),
    ("list.link", "sources.tsv", {}, ({"source": "mane", "tables": "gone.tsv"},)),
    ("gene.unknown", "prevalence.tsv", {}, ({"id": "PR-001", "genes": "HER2"},)),
    ("list.verification", "references.tsv", {}, ({"id": "harding_2019", "verification": "seen"},)),
    ("citation.identifier", "references.tsv", {}, ({"id": "harding_2019", "doi": "11.1/x"},)),
    ("list.link", "therapies.tsv", {}, ({"name": "sorafenib", "classes": "wonder drug"},)),
    ("gene.unknown", "therapies.tsv", {}, ({"name": "sorafenib", "targets": "HER2"},)),
]


@pytest.mark.parametrize(("code", "name", "how", "rows"), OURS, ids=lambda value: str(value)[:40])
def test_what_is_wrong_with_our_own_tables_is_found(tables, code, name, how, rows):
    before = codes(lint_base())
    tables(name, *rows, **how)

    after = lint_base()

    assert code in codes(after)
    assert code not in before
    assert not is_clean(after)


def test_a_table_of_ours_that_cannot_be_read_is_a_finding(tables):
    tables("sources.tsv", {"source": "x", "terms": "a\tb"})

    (finding,) = lint_base()
    assert (finding.code, finding.table) == ("table.row", "sources.tsv")


def test_our_own_base_is_clean():
    findings = [finding.sentence for finding in lint_base()
                if finding.severity is not Severity.INFORMATION]  # fmt: skip

    assert findings == []


def test_every_code_has_a_row_that_it_finds():
    elsewhere = {"table.unreadable", "table.row", "id.twice", "dead.regimen"}

    assert {*elsewhere, *(code for code, *_ in (*FAILING, *OURS))} == set(CODES)


def test_every_code_is_on_the_page():
    page = (ROOT / "docs" / "knowledge.md").read_text(encoding="utf-8")

    for code, (severity, meaning) in CODES.items():
        assert f"| `{code}` | {severity} | {meaning} |" in page, code


def test_a_retired_id_is_not_given_to_a_laboratorys_row_either(linted, monkeypatch):
    used = {"LAB-01": UsedId(id="LAB-01", table="biomarkers.tsv", state="retired", why="Merged")}
    monkeypatch.setattr(lint, "load_used_ids", lambda: used)

    (finding,) = linted(CLEAN)
    assert finding.code == "id.reused"
    assert "Merged" in finding.detail


def test_the_list_of_ids_holds_every_row_of_ours():
    lines = files.resource("retired_ids.tsv").read_text(encoding="utf-8").splitlines()

    assert tuple(lines[0].split("\t")) == ID_COLUMNS
    assert {line.split("\t")[0] for line in lines[1:]} >= set(our_rows())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It predicts response", ["predicts"]), ("will respond", ["will respond"]),
        ("Not approved for HCC", []), ("approved for HCC", ["approved for"]),
        ("no actionable finding", ["actionab"]), ("TP53 wild-type", ["wild-type"]),
        ("未见耐药", ["耐药"]), *((word, [word]) for word in CHINESE),
    ],
)  # fmt: skip
def test_the_one_list_of_phrases(text, found):
    assert phrases_in(text) == found
