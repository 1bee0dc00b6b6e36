"""``hccgenomics knowledge`` and ``--knowledge``: what they print, write and refuse."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from hccgenomics.cli import main
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.biomarkers import load_biomarkers
from hccgenomics.knowledge.files import resource
from hccgenomics.knowledge.references import load_references
from hccgenomics.knowledge.regimens import load_regimens
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.pipeline.knowledge_diff import compared
from hccgenomics.reports import json_schema
from hccgenomics.vocabulary import Assembly, Direction, Implication
from tests.conftest import DATA, ROOT
from tests.knowledge.sheets import ROW, write

BASE = load_knowledge()
EXAMPLE = resource("example/hcc-example.vcf")


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments):
        return CliRunner().invoke(main, [str(a) for a in arguments])

    return invoke


@pytest.fixture
def done(run):
    def invoke(*arguments):
        result = run("knowledge", *arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    return invoke


@pytest.fixture
def mine(tmp_path):
    return write(tmp_path / "mine.tsv", ROW)


# --- list


def ids(text):
    return [row["id"] for row in json.loads(text)]


def test_every_row_is_listed_without_a_filter(done):
    listed = ids(done("list", "--format", "json"))

    assert listed == [row.id for row in (*BASE.biomarkers, *BASE.regimens)]


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["--gene", "IDH1"], lambda r: "IDH1" in getattr(r, "genes", ())),
        (["--gene", "HER2"], lambda r: "ERBB2" in getattr(r, "genes", ())),
        (["--gene", "idh1", "--gene", "MET"],
         lambda r: {"IDH1", "MET"} & set(getattr(r, "genes", ()))),
        (["--implication", "prognostic"],
         lambda r: getattr(r, "implication", "") == Implication.PROGNOSTIC),
        (["--implication", "regimen"], lambda r: not hasattr(r, "implication")),
        (["--disease", "fibrolamellar"], lambda r: "fibrolamellar" in r.diseases),
        (["--unverified"], lambda r: r.verification != "verified"),
        (["--therapy", "fisogatinib"], lambda r: "fisogatinib" in r.therapy),
    ],
)  # fmt: skip
def test_a_filter_lets_through_what_it_names_and_nothing_else(done, arguments, wanted):
    listed = ids(done("list", *arguments, "--format", "json"))

    expected = [row.id for row in (*BASE.biomarkers, *BASE.regimens) if wanted(row)]
    assert set(expected) <= set(listed)
    if arguments[0] != "--therapy":
        assert listed == expected
    assert listed


def test_a_therapy_is_found_by_its_synonym_in_a_combination_and_by_its_class(done):
    assert ids(done("list", "--therapy", "BLU-554", "--format", "json")) == ids(
        done("list", "--therapy", "Fisogatinib", "--format", "json")
    )
    assert "SR-01" in ids(done("list", "--therapy", "bevacizumab", "--format", "json"))
    assert ids(done("list", "--therapy", "卡瑞利珠单抗", "--format", "json")) == ids(
        done("list", "--therapy", "SHR 1210", "--format", "json")
    )


def test_a_therapy_is_found_by_every_class_above_it(done):
    def of(name):
        return set(ids(done("list", "--therapy", name, "--format", "json")))

    assert of("nivolumab") <= of("anti-PD-1") < of("PD-(L)1 inhibitor")
    assert of("PD-(L)1 inhibitor") <= of("checkpoint inhibitor")


def test_the_list_as_text_and_as_a_table(done):
    text = done("list", "--gene", "IDH1")
    table = done("list", "--gene", "IDH1", "--format", "tsv").splitlines()

    assert text.splitlines()[-1] == f"{len(table) - 1} rows."
    assert table[0].split("\t")[:3] == ["id", "implication", "direction"]
    assert len({line.count("\t") for line in table}) == 1


@pytest.mark.parametrize("arguments", [["--implication", "good"], ["--disease", "flu"]])
def test_a_filter_that_names_nothing_is_refused(run, arguments):
    result = run("knowledge", "list", *arguments)

    assert result.exit_code == 2
    assert "Known:" in result.stderr


def test_rows_of_an_overlay_are_listed_with_their_table(done, mine):
    text = done("list", "--gene", "FGF19", "--knowledge", mine)

    assert "LAB-01 [mine.tsv]: sensitivity; fisogatinib (FGF19 amplification)" in text


# --- show


def test_a_row_is_shown_whole(done):
    (row,) = json.loads(done("show", "FGF19-01", "--format", "json"))

    known = next(r for r in BASE.biomarkers if r.id == "FGF19-01").model_dump(mode="json")
    assert {name: row[name] for name in known if name != "trials"} == {
        name: value for name, value in known.items() if name != "trials"
    }
    assert all(tier.keys() >= {"amp", "escat", "mtb"} for tier in row["tiers"])
    assert {tier["disease"] for tier in row["tiers"]} == set(known["diseases"])


def test_references_trials_and_therapies_are_resolved(done):
    row = next(r for r in BASE.biomarkers if r.trials and r.therapy)

    (shown,) = json.loads(done("show", row.id, "--format", "json"))

    assert [trial["name"] for trial in shown["trials"]] == [
        BASE.trials[id_].name for id_ in row.trials
    ]
    assert shown["citations"][0]["text"] == row.citations[0].text
    assert {t["name"] for t in shown["therapies"]} == {
        part for item in row.therapy for part in item.split(" + ")
    }


def test_what_qualifies_a_row_is_named(done):
    by = next(row for row in BASE.biomarkers if row.qualifies)

    (shown,) = json.loads(done("show", by.qualifies[0], "--format", "json"))

    assert by.id in shown["qualified_by"]


def test_as_text_every_column_has_a_line_and_what_is_empty_says_so(done):
    text = done("show", "TP53-01", "SR-01")

    for name in type(BASE.biomarkers[0]).model_fields.keys() - {"id"}:
        assert re.search(rf"^  {name}:", text, re.MULTILINE), name
    assert "statement_zh: " in text
    assert "—" in text
    assert "SR-01" in text


def test_an_id_may_be_written_in_small_letters(done):
    assert done("show", "tp53-01").startswith("TP53-01\n")


def test_an_id_that_is_none_is_refused(run):
    result = run("knowledge", "show", "NONE-99")

    assert result.exit_code == 2
    assert "no row 'NONE-99'" in result.stderr


@pytest.mark.parametrize(("asked", "meant"), [("FGF19-1", "FGF19-01"), ("tp53-2", "TP53-02")])
def test_a_row_that_is_nearly_named_is_meant(run, asked, meant):
    hint = run("knowledge", "show", asked).stderr.partition("Did you mean ")[2]

    assert meant in hint.partition("?")[0].split(" or ")


def test_a_replaced_row_shows_what_it_replaced(done, tmp_path):
    path = write(tmp_path / "mine.tsv", {"id": "TP53-02", "statement": "Ours."})

    (shown,) = json.loads(done("show", "TP53-02", "--knowledge", path, "--format", "json"))

    assert (shown["table"], shown["overrides"]) == ("mine.tsv", "biomarkers.tsv")
    (conflict,) = shown["conflicts_between_tables"]
    assert {"column": "statement", "used": "Ours."}.items() <= conflict["cells"][0].items()


# --- lint


def test_a_clean_table_is_exit_0(run, mine):
    result = run("knowledge", "lint", mine)

    assert result.exit_code == 0
    assert "mine.tsv: clean (0 errors, 0 warnings, 1 remarks)." in result.stderr


def test_findings_are_exit_5_with_file_line_and_column(run, tmp_path):
    path = write(tmp_path / "mine.tsv", {**ROW, "any_of": "CTNNB1 p.A45P"})

    result = run("knowledge", "lint", path)

    assert result.exit_code == 5
    assert "mine.tsv, line 2, LAB-01, column any_of: CTNNB1 has S45 there" in result.stdout
    assert "[residue.letter, error]" in result.stdout


def test_findings_as_json(run, tmp_path):
    good = write(tmp_path / "good.tsv", ROW)
    bad = write(tmp_path / "bad.tsv", {**ROW, "statement": "Recommended."})

    result = run("knowledge", "lint", good, bad, "--format", "json")

    document = json.loads(result.stdout)
    assert result.exit_code == 5
    assert document["looked_at"] == ["good.tsv", "bad.tsv"]
    assert document["clean"] is False
    (finding,) = [f for f in document["findings"] if f["severity"] == "error"]
    assert finding.keys() == {
        "code", "severity", "table", "line", "column", "row", "detail", "hint",
    }  # fmt: skip
    assert (finding["table"], finding["line"], finding["column"]) == ("bad.tsv", 2, "statement")


def test_our_own_base_is_looked_at_where_no_table_is_named(run):
    result = run("knowledge", "lint", "--format", "json")

    document = json.loads(result.stdout)
    assert document["looked_at"] == ["the built-in base"]
    assert result.exit_code == (0 if document["clean"] else 5)
    assert {f["table"] for f in document["findings"]} <= {
        path.name for path in (ROOT / "resources").iterdir()
    }


# --- diff


def test_equal_tables_differ_in_nothing(done, mine):
    assert done("diff", mine, mine) == ""
    document = json.loads(done("diff", mine, mine, "--format", "json"))
    assert (document["added"], document["removed"], document["changed"]) == ([], [], [])


def test_rows_and_cells_that_differ_are_listed(done, tmp_path):
    old = write(tmp_path / "old.tsv", ROW, {**ROW, "id": "LAB-02"})
    new = write(
        tmp_path / "new.tsv", {**ROW, "statement": "Later.", "caveats": "One"}, {**ROW, "id": "X-3"}
    )

    text = done("diff", old, new)
    document = json.loads(done("diff", old, new, "--format", "json"))

    assert text.splitlines() == [
        "- LAB-02",
        f"+ X-3: {ROW['statement']}".rstrip(),
        f"~ LAB-01, statement: {ROW['statement']} → Later.",
        "~ LAB-01, caveats: (empty) → One",
    ]
    assert [row["id"] for row in document["removed"]] == ["LAB-02"]
    assert document["changed"] == [
        {
            "id": "LAB-01",
            "cells": [
                {"column": "statement", "old": ROW["statement"], "new": "Later."},
                {"column": "caveats", "old": "", "new": "One"},
            ],
        }
    ]


def test_one_table_is_compared_with_our_base_under_it(done, tmp_path):
    rows = [ROW, {"id": "TP53-01", "withdrawn": "yes"}, {"id": "TP53-02", "caveats": "Ours"}]
    path = write(tmp_path / "mine.tsv", *rows)

    document = json.loads(done("diff", path, "--format", "json"))

    assert [row["id"] for row in document["added"]] == ["LAB-01"]
    assert [row["id"] for row in document["removed"]] == ["TP53-01"]
    (changed,) = document["changed"]
    assert changed["id"] == "TP53-02"
    assert {cell["column"] for cell in changed["cells"]} == {"caveats", "curated_on"}


def test_other_tables_of_ours_can_be_compared_too(done):
    for name in ("trials.tsv", "prevalence.tsv", "references.tsv", "regimens.tsv"):
        assert done("diff", resource(name), resource(name)) == "", name


@pytest.mark.parametrize("content", ["a,b\n", "", "id\tstatement\n\tx\n"])
def test_a_table_that_cannot_be_compared_is_exit_5(run, tmp_path, mine, content):
    path = tmp_path / "bad.tsv"
    path.write_text(content, encoding="utf-8")

    result = run("knowledge", "diff", mine, path)

    assert result.exit_code == 5
    assert len(result.stderr.splitlines()) == 1


def test_three_tables_are_too_many(run, mine):
    assert run("knowledge", "diff", mine, mine, mine).exit_code == 2


CELLS = st.dictionaries(
    st.sampled_from(["A-1", "A-2", "A-3"]),
    st.fixed_dictionaries({"statement": st.sampled_from(["x", "y", ""])}),
    min_size=1,
)


@given(CELLS, CELLS)
def test_a_difference_leads_from_one_table_to_the_other(tmp_path_factory, old, new):
    folder = tmp_path_factory.mktemp("diff")
    paths = [
        write(folder / name, *({"id": id_, **cells} for id_, cells in rows.items()))
        for name, rows in (("old.tsv", old), ("new.tsv", new))
    ]

    found = compared(paths)

    made = {id_: dict(cells) for id_, cells in old.items() if id_ not in found.removed}
    made |= {id_: {"statement": row["statement"]} for id_, row in found.added.items()}
    for id_, cells in found.changed.items():
        for column, before, after in cells:
            assert made[id_][column] == before
            made[id_][column] = after
    assert made == new


# --- export


def test_the_exported_tables_are_ours_byte_by_byte(done, tmp_path):
    for table in ("biomarkers", "regimens"):
        text = done("export", "--table", table)
        assert text == resource(f"{table}.tsv").read_text(encoding="utf-8")


def test_an_exported_table_can_stand_in_place_of_ours(done, tmp_path):
    path = write(tmp_path / "mine.tsv", {**ROW, "curated_on": "2026-01-02"})
    done("export", "--knowledge", path, "-o", tmp_path / "all.tsv")
    done("export", "--table", "regimens", "-o", tmp_path / "regimens.tsv")
    references = load_references()[0]

    rows, _ = load_biomarkers(tmp_path / "all.tsv", references=references)
    regimens, _ = load_regimens(tmp_path / "regimens.tsv", references=references)

    assert rows[:-1] == BASE.biomarkers
    assert rows[-1].id == "LAB-01"
    assert regimens == BASE.regimens


def test_an_exported_table_is_an_overlay_that_changes_nothing(done, tmp_path):
    done("export", "-o", tmp_path / "all.tsv")

    assert done("diff", tmp_path / "all.tsv") == ""
    assert done("diff", resource("biomarkers.tsv"), tmp_path / "all.tsv") == ""


@pytest.mark.parametrize("form", ["tsv", "json", "va-spec"])
def test_the_same_base_gives_the_same_bytes(done, form, mine):
    arguments = ("export", "--format", form, "--knowledge", mine)

    assert done(*arguments) == done(*arguments)


def test_the_document_fits_its_published_schema(done, mine):
    schema = json_schema.knowledge_schema()
    Draft202012Validator.check_schema(schema)
    document = json.loads(done("export", "--format", "json", "--knowledge", mine))

    Draft202012Validator(schema).validate(document)

    assert len(document["biomarkers"]) == len(BASE.biomarkers) + 1
    assert [overlay["added"] for overlay in document["overlays"]] == [["LAB-01"]]
    assert document["as_of"] == BASE.as_of.isoformat()


def test_the_schema_is_printed(run):
    result = run("schema", "knowledge")

    assert json.loads(result.stdout)["title"] == "Evidence base"


def test_a_file_is_not_overwritten_unless_forced(run, tmp_path):
    target = tmp_path / "all.tsv"
    assert run("knowledge", "export", "-o", target).exit_code == 0
    assert run("knowledge", "export", "-o", target).exit_code == 2
    assert run("knowledge", "export", "-o", target, "--force").exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["all.tsv"]


def test_nothing_is_written_where_the_overlay_is_wrong(run, tmp_path):
    bad = write(tmp_path / "mine.tsv", {**ROW, "any_of": "nonsense"})

    result = run("knowledge", "export", "-o", tmp_path / "all.tsv", "--knowledge", bad)

    assert result.exit_code == 5
    assert not (tmp_path / "all.tsv").exists()


# --- VA-Spec: facts of the published models (va-spec 1.0, cat-vrs 1.0, vrs 2.0)

PROPOSITIONS = {
    "VariantTherapeuticResponseProposition": (
        {"predictsSensitivityTo", "predictsResistanceTo"},
        {"objectTherapeutic", "conditionQualifier"},
    ),
    "VariantPrognosticProposition": (
        {"associatedWithBetterOutcomeFor", "associatedWithWorseOutcomeFor"}, {"objectCondition"},
    ),
    "VariantDiagnosticProposition": (
        {"isDiagnosticInclusionCriterionFor", "isDiagnosticExclusionCriterionFor"},
        {"objectCondition"},
    ),
}  # fmt: skip
STATEMENT = {
    "id", "type", "description", "proposition", "direction", "strength", "classification",
    "specifiedBy", "reportedIn", "contributions", "extensions",
}  # fmt: skip
COPY_CHANGES = {"complete genomic loss", "loss", "gain", "high-level gain"}


@pytest.fixture(scope="module")
def stated():
    result = CliRunner().invoke(main, ["knowledge", "export", "--format", "va-spec"])
    return json.loads(result.stdout)


def test_every_row_is_stated_or_left_out_with_a_reason(stated):
    rows = {_value(s, "hccgenomics_id") for s in stated["statements"]}
    left_out = {item["id"] for item in stated["left_out"]}

    assert rows | left_out == {row.id for row in (*BASE.biomarkers, *BASE.regimens)}
    assert not rows & left_out
    assert all(item["why"] for item in stated["left_out"])
    assert len({s["id"] for s in stated["statements"]}) == len(stated["statements"])


def _value(statement, name):
    return next(e["value"] for e in statement["extensions"] if e["name"] == name)


def test_statements_have_the_fields_and_words_of_the_standard(stated):
    for statement in stated["statements"]:
        assert set(statement) <= STATEMENT
        assert statement["type"] == "Statement"
        assert statement["direction"] in {"supports", "disputes", "neutral"}
        proposition = statement["proposition"]
        predicates, objects = PROPOSITIONS[proposition["type"]]
        assert proposition["predicate"] in predicates
        assert set(proposition) - {"geneContextQualifier"} == {
            "type", "subjectVariant", "predicate", *objects,
        }  # fmt: skip
        for name in objects:
            _check_concept(proposition[name])
        assert all(d["type"] == "Document" and d["name"] for d in statement["reportedIn"])
        assert all(c["type"] == "Contribution" for c in statement["contributions"])
        assert all(set(e) == {"name", "value"} for e in statement["extensions"])


def _check_concept(concept):
    if "membershipOperator" not in concept:
        assert concept.get("name") or concept["primaryCoding"]["code"]
        return
    assert concept["membershipOperator"] in {"AND", "OR"}
    (members,) = [v for k, v in concept.items() if k in ("therapies", "conditions")]
    assert len(members) >= 2
    for member in members:
        _check_concept(member)


def test_strength_and_class_are_coded_by_the_guideline(stated):
    for statement in stated["statements"]:
        coded = [statement[k]["primaryCoding"] for k in ("strength", "classification")
                 if k in statement]  # fmt: skip
        assert all(c["system"] == "AMP/ASCO/CAP (AAC) Guidelines, 2017" for c in coded)
        assert all(re.fullmatch(r"Level [A-D]|Tier (I{1,3}|IV)", c["code"]) for c in coded)
        assert bool(coded) == ("specifiedBy" in statement)


def test_categorical_variants_are_exact_where_the_standard_is(stated):
    models = load_models(Assembly.GRCH38)
    seen = set()
    for statement in stated["statements"]:
        variant = statement["proposition"]["subjectVariant"]
        assert variant["type"] == "CategoricalVariant"
        assert variant["name"]
        for constraint in variant["constraints"]:
            seen.add(constraint["type"])
            if constraint["type"] == "CopyChangeConstraint":
                assert constraint["copyChange"] in COPY_CHANGES
            elif constraint["type"] == "DefiningAlleleConstraint":
                gene = variant["name"].split()[0]
                location = constraint["allele"]["location"]
                assert location["sequenceReference"]["refgetAccession"] == (
                    models.digests(gene)[0].protein
                )
                assert location["start"] < location["end"]
    assert seen == {"FeatureContextConstraint", "CopyChangeConstraint", "DefiningAlleleConstraint"}


def test_r132_of_idh1_is_the_132nd_residue(stated):
    alleles = {
        variant["name"]: constraint["allele"]
        for variant in (s["proposition"]["subjectVariant"] for s in stated["statements"])
        for constraint in variant["constraints"]
        if constraint["type"] == "DefiningAlleleConstraint"
    }

    allele = alleles["IDH1 p.R132C"]
    assert (allele["location"]["start"], allele["location"]["end"]) == (131, 132)
    assert allele["state"] == {"type": "LiteralSequenceExpression", "sequence": "C"}


def test_directions_are_those_of_the_rows(stated):
    known = {row.id: row for row in BASE.biomarkers}
    for statement in stated["statements"]:
        row = known[_value(statement, "hccgenomics_id")]
        expected = {
            Direction.SUPPORTS: "supports", Direction.DOES_NOT_SUPPORT: "disputes",
            Direction.MIXED: "neutral",
        }[row.direction]  # fmt: skip
        if row.implication is Implication.NO_PROVEN_EFFECT:
            expected = {"supports": "disputes", "disputes": "neutral"}.get(expected, expected)
        assert statement["direction"] == expected, row.id


def test_dates_are_those_of_the_rows_and_never_of_the_export(stated):
    known = {row.id: row for row in BASE.biomarkers}
    for statement in stated["statements"]:
        row = known[_value(statement, "hccgenomics_id")]
        assert statement["contributions"][0]["date"] == f"{row.curated_on}T00:00:00Z"


# --- import


def test_a_file_of_civic_becomes_an_overlay(run, tmp_path):
    result = run(
        "knowledge", "import", "civic", DATA / "civic" / "newer.tsv", "-o", "civic.tsv",
        "--left-out", "left.tsv",
    )  # fmt: skip

    assert result.exit_code == 0, result.output
    assert "34 items read: 14 imported, 20 left out" in result.stderr
    assert len((tmp_path / "left.tsv").read_text().splitlines()) == 21
    assert run("knowledge", "lint", "civic.tsv").exit_code == 0
    assert run("knowledge", "list", "--gene", "STK11", "--knowledge", "civic.tsv").exit_code == 0


@pytest.mark.parametrize("left_out", ["there.tsv", "civic.tsv", "./civic.tsv"])
def test_an_import_writes_both_tables_or_none(run, tmp_path, left_out):
    (tmp_path / "there.tsv").write_text("mine\n")
    words = ["import", "civic", DATA / "civic" / "newer.tsv", "-o", "civic.tsv"]
    result = run("knowledge", *words, "--left-out", left_out)

    assert result.exit_code == 2
    assert (tmp_path / "there.tsv").read_text() == "mine\n"
    assert not (tmp_path / "civic.tsv").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["import", "civic", "gone.tsv", "-o", "x.tsv"], 5),
        (["import", "oncokb", "gone.tsv", "-o", "x.tsv"], 2),
        (["import", "civic", "gone.tsv"], 2),
        (["import", "civic", DATA / "civic" / "older.tsv", "-o", "x.tsv", "--dated", "may"], 2),
        (["list", "--knowledge", "gone.tsv"], 5),
        (["show"], 2),
        (["lint", "gone.tsv"], 5),
        (["nothing"], 2),
    ],
)
def test_what_cannot_be_done_is_refused(run, arguments, code):
    assert run("knowledge", *arguments).exit_code == code


# --- overlays in a report


@pytest.fixture
def report(run, tmp_path):
    def make(*overlays, vcf=EXAMPLE, cnv=True):
        arguments = [vcf, "-o", tmp_path / "out", "--force", "--sample-id", "S"]
        if cnv:
            arguments += ["--cnv", resource("example/hcc-example.cns"), "--purity", "0.7"]
        for overlay in overlays:
            arguments += ["--knowledge", overlay]
        result = run("report", *arguments)
        assert result.exit_code in (0, 4), result.output
        document = json.loads((tmp_path / "out" / "S.report.json").read_text())
        Draft202012Validator(json_schema.report_schema()).validate(document)
        return document, result

    return make


def test_a_report_says_which_tables_were_laid_over_the_base(report, tmp_path):
    first = write(tmp_path / "a.tsv", ROW, {"id": "TP53-01", "withdrawn": "yes"})
    second = write(tmp_path / "b.tsv", {"id": "TP53-02", "statement": "Ours."})

    document, _ = report(first, second)

    provenance = document["provenance"]
    assert [o["name"] for o in provenance["knowledge_overlays"]] == ["a.tsv", "b.tsv"]
    assert provenance["knowledge_overlays"][0]["added"] == ["LAB-01"]
    assert provenance["knowledge_overlays"][0]["withdrawn"] == ["TP53-01"]
    assert provenance["knowledge_overlays"][1]["overridden"] == ["TP53-02"]
    hypotheses = {h["biomarker_id"]: h for h in document["hypotheses"]}
    assert "TP53-01" not in hypotheses
    assert hypotheses["LAB-01"]["evidence"][0]["table"] == "a.tsv"
    assert hypotheses["TP53-02"]["evidence"][0]["statement"] == "Ours."
    cells = {c["biomarker_id"]: c for c in provenance["knowledge_conflicts"]}
    assert cells["TP53-02"]["used"] == "b.tsv"
    assert cells["TP53-02"]["set_aside"] == "biomarkers.tsv"
    assert cells["TP53-02"]["cells"][0]["column"] == "statement"
    manifest = json.loads((tmp_path / "out" / "S.manifest.json").read_text())
    assert [o["name"] for o in manifest["knowledge_overlays"]] == ["a.tsv", "b.tsv"]
    assert all(re.fullmatch(r"[0-9a-f]{64}", o["sha256"]) for o in manifest["knowledge_overlays"])


def test_a_report_without_overlays_has_none(report):
    document, _ = report()

    assert document["provenance"]["knowledge_overlays"] == []
    assert document["provenance"]["knowledge_conflicts"] == []


def test_an_unverified_row_is_never_met_and_the_user_is_told(report, tmp_path):
    path = write(tmp_path / "a.tsv", {**ROW, "citations": "Hearsay [unverified]"})

    document, result = report(path)

    assert "LAB-01" not in {h["biomarker_id"] for h in document["hypotheses"]}
    assert "a.tsv: unverified rows are never met (LAB-01)." in result.stderr
    assert document["provenance"]["knowledge_overlays"][0]["unverified"] == ["LAB-01"]


def test_a_wrong_overlay_is_exit_5_and_nothing_is_written(run, tmp_path):
    path = write(tmp_path / "a.tsv", {**ROW, "implication": "cure"})

    result = run("report", EXAMPLE, "-o", tmp_path / "out", "--knowledge", path)

    assert result.exit_code == 5
    assert "a.tsv, line 2: column implication:" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


ANNOTATED = (
    "##fileformat=VCFv4.2\n"
    '##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. '
    'Format: Allele|Consequence|SYMBOL|Feature_type|Feature|HGVSc|HGVSp">\n'
    "##contig=<ID=chr7,length=159345973>\n"
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads">\n'
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n"
    "chr7\t129200500\t.\tT\tC\t.\tPASS\tCSQ=C|missense_variant|SMO|Transcript|"
    "ENST00000249373.8|ENST00000249373.8:c.1235T>C|ENSP00000249373.3:p.Leu412Pro\tAD\t60,40\n"
)
"""A gene of which there is no transcript model; its place and change are invented."""


def test_a_row_of_a_gene_without_a_model_is_met_where_the_file_is_annotated(report, tmp_path):
    vcf = tmp_path / "case.vcf"
    vcf.write_text(ANNOTATED, encoding="utf-8")
    path = write(tmp_path / "a.tsv", {**ROW, "any_of": "SMO missense"})
    without, _ = report(vcf=vcf, cnv=False)

    document, _ = report(path, vcf=vcf, cnv=False)

    assert "LAB-01" in {h["biomarker_id"] for h in document["hypotheses"]}
    assert without["alterations"] == []


# --- start


@pytest.mark.parametrize("arguments", [["--help"], ["report", "--help"]])
def test_help_does_not_import_the_command_or_the_tables(arguments):
    script = (
        "import sys; from hccgenomics.cli import main\n"
        "main(sys.argv[1:], standalone_mode=False); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT, capture_output=True, check=True, text=True,
    )  # fmt: skip

    loaded = set(done.stderr.split())
    assert not {m for m in loaded if m.startswith(("hccgenomics.cli.knowledge",
                                                   "hccgenomics.knowledge.lint",
                                                   "hccgenomics.pipeline"))}  # fmt: skip
