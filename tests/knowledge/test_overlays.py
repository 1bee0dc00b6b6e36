"""A laboratory's own tables over ours: added, replaced, switched off, and never unseen."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.errors import TableError
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.biomarkers import COLUMNS, load_biomarkers
from hccgenomics.knowledge.claims import contradict, contradictions
from hccgenomics.knowledge.files import resource
from hccgenomics.knowledge.overlays import with_overlays
from hccgenomics.knowledge.sheet import Sheet
from hccgenomics.knowledge.standing import OVERLAY_COLUMNS, our_rows
from hccgenomics.vocabulary import Direction, Implication, Verification
from tests.knowledge.sheets import ROW, text_of, write

BASE = load_knowledge()


@pytest.fixture
def laid(tmp_path):
    def lay(*rows, name="mine.tsv", columns=None):
        return with_overlays(BASE, [write(tmp_path / name, *rows, columns=columns)])

    return lay


@pytest.fixture
def raw(tmp_path):
    def lay(content, name="mine.tsv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return with_overlays(BASE, [path])

    return lay


def row_of(base, id_):
    return {row.id: row for row in (*base.biomarkers, *base.regimens)}.get(id_)


def test_nothing_over_the_base_is_the_base():
    assert with_overlays(BASE, []) is BASE


def test_a_row_is_added_with_its_defaults_and_its_table(laid):
    base = laid(ROW)

    row = row_of(base, "LAB-01")
    assert (row.table, row.overrides) == ("mine.tsv", "")
    assert row.genes == ("FGF19",)
    assert row.direction is Direction.SUPPORTS
    assert row.disease_context == "hepatocellular carcinoma"
    assert row.review_status == "not clinically reviewed"
    assert row.curated_on is None
    assert len(base.biomarkers) == len(BASE.biomarkers) + 1
    (overlay,) = base.overlays
    assert (overlay.name, overlay.added, overlay.overridden) == ("mine.tsv", ("LAB-01",), ())
    assert overlay.sha256.startswith("sha256:")
    assert overlay.as_of is None
    assert base.as_of == BASE.as_of


@pytest.mark.parametrize(
    ("statuses", "verification"),
    [
        (["verified"], "verified"),
        (["verified", "verified"], "verified"),
        (["verified", "unverified"], "partly_verified"),
        (["partly_verified"], "partly_verified"),
        (["unverified"], "unverified"),
    ],
)
def test_a_row_is_as_verified_as_its_citations_unless_it_says(laid, statuses, verification):
    citations = " | ".join(f"Own {n} [{status}]" for n, status in enumerate(statuses))

    base = laid({**ROW, "citations": citations})

    assert row_of(base, "LAB-01").verification is Verification(verification)
    is_unverified = verification == "unverified"
    assert base.overlays[0].unverified == (("LAB-01",) if is_unverified else ())


def test_what_a_row_says_of_its_verification_stands(laid):
    base = laid({**ROW, "verification": "unverified"})

    assert row_of(base, "LAB-01").verification is Verification.UNVERIFIED


def test_our_references_can_be_cited_by_id(laid):
    row = row_of(laid({**ROW, "citations": "harding_2019"}), "LAB-01")

    assert row.citations[0].pmid == "30373752"


def test_a_column_that_is_there_replaces_ours_and_one_that_is_not_is_ours(laid):
    ours = row_of(BASE, "TP53-02")

    base = laid({"id": "TP53-02", "statement": "What our series showed.", "caveats": ""})

    row = row_of(base, "TP53-02")
    assert row.statement == "What our series showed."
    assert row.caveats == ()
    assert ours.caveats
    assert row.any_of == ours.any_of
    assert row.citations == ours.citations
    assert row.statement_zh == "", "ours would say what the row no longer says"
    assert (row.table, row.overrides) == ("mine.tsv", "biomarkers.tsv")
    assert row.curated_on is None, "our date is not that of somebody else's row"
    assert [r.id for r in base.biomarkers] == [r.id for r in BASE.biomarkers]


def test_rows_that_replace_and_rows_that_are_new_may_share_a_table(laid):
    base = laid(ROW, {"id": "TP53-02", "caveats": "Seen here too."})

    row, ours = row_of(base, "TP53-02"), row_of(BASE, "TP53-02")
    assert row.caveats == ("Seen here too.",)
    assert (row.statement, row.citations, row.any_of) == (
        ours.statement, ours.citations, ours.any_of,
    )  # fmt: skip
    assert row.implication is ours.implication


@pytest.mark.parametrize("column", ["statement", "citations", "any_of"])
def test_a_whole_table_keeps_nothing_of_ours(laid, column):
    cells = {**our_rows()["TP53-02"].cells, column: ""}
    with pytest.raises(TableError, match=f"column {column}"):
        laid(cells, columns=list(COLUMNS))


def test_every_cell_that_is_replaced_is_shown_beside_what_stands(laid):
    base = laid({"id": "TP53-02", "statement": "What our series showed."})

    (conflict,) = base.conflicts
    assert (conflict.id, conflict.used, conflict.set_aside) == (
        "TP53-02", "mine.tsv", "biomarkers.tsv",
    )  # fmt: skip
    cells = {column: (used, aside) for column, used, aside in conflict.columns}
    assert cells["statement"] == (
        "What our series showed.",
        row_of(BASE, "TP53-02").statement,
    )
    assert set(cells) <= {"statement", "statement_zh", "curated_on"}


def test_a_row_that_says_what_stood_is_unchanged_and_no_conflict(laid):
    cells = dict(our_rows()["TP53-02"].cells)

    base = laid(cells)

    assert base.overlays[0].unchanged == ("TP53-02",)
    assert base.conflicts == ()
    assert base.biomarkers == BASE.biomarkers


def test_our_own_table_over_itself_changes_nothing():
    base = with_overlays(BASE, [resource("biomarkers.tsv"), resource("regimens.tsv")])

    assert base.biomarkers == BASE.biomarkers
    assert base.regimens == BASE.regimens
    assert base.conflicts == ()
    total = sum(len(overlay.unchanged) for overlay in base.overlays)
    assert total == len(BASE.biomarkers) + len(BASE.regimens)


def test_a_row_is_withdrawn_and_the_withdrawal_is_shown(laid):
    base = laid({"id": "TP53-01", "withdrawn": "yes"}, {"id": "SR-02", "withdrawn": "yes"})

    assert row_of(base, "TP53-01") is None
    assert row_of(base, "SR-02") is None
    assert base.overlays[0].withdrawn == ("TP53-01", "SR-02")
    assert [c.why for c in base.conflicts] == [
        "mine.tsv withdraws the row of biomarkers.tsv.",
        "mine.tsv withdraws the row of regimens.tsv.",
    ]


def test_a_row_that_is_not_withdrawn_may_say_so(laid):
    assert laid({**ROW, "withdrawn": "no"}).overlays[0].added == ("LAB-01",)


def test_regimens_are_laid_over_too(laid):
    base = laid(
        {"id": "SR-01", "status": "context", "therapy": "atezolizumab + bevacizumab"},
        {
            "id": "LAB-09", "implication": "regimen", "therapy": "sorafenib", "status": "context",
            "setting": "advanced disease", "statement": "Given here.",
            "citations": "Own [verified]",
        },
    )  # fmt: skip

    assert row_of(base, "SR-01").status == "context"
    assert row_of(base, "LAB-09").setting == "advanced disease"
    assert [r.id for r in base.regimens][-1] == "LAB-09"
    assert row_of(base, "LAB-09").table == "mine.tsv"


def test_of_two_overlays_the_last_stands_and_both_are_shown(tmp_path):
    first = write(tmp_path / "a.tsv", ROW)
    second = write(tmp_path / "b.tsv", {**ROW, "statement": "Seen later."})

    base = with_overlays(BASE, [first, second])

    assert row_of(base, "LAB-01").statement == "Seen later."
    assert [overlay.name for overlay in base.overlays] == ["a.tsv", "b.tsv"]
    (conflict,) = base.conflicts
    assert (conflict.used, conflict.set_aside) == ("b.tsv", "a.tsv")
    assert row_of(base, "LAB-01").overrides == "a.tsv"


def test_two_files_of_one_name_are_told_apart(tmp_path):
    (tmp_path / "x").mkdir()
    first = write(tmp_path / "a.tsv", ROW)
    second = write(tmp_path / "x" / "a.tsv", {**ROW, "id": "LAB-02"})

    names = [overlay.name for overlay in with_overlays(BASE, [first, second]).overlays]

    assert names[0] == "a.tsv"
    assert names[1].startswith("a.tsv (")


def test_opposite_claims_of_one_event_and_therapy_are_a_conflict_and_both_stand(laid):
    mine = {**ROW, "any_of": "MET amplification", "therapy": "capmatinib"}
    base = laid(mine, {**mine, "id": "LAB-02", "implication": "reduced_sensitivity"})
    assert base.conflicts == (), "a table may state both sides itself"

    ours = next(r for r in BASE.biomarkers if r.implication is Implication.SENSITIVITY
                and r.direction is Direction.SUPPORTS and r.therapy and r.any_of)  # fmt: skip
    against = {
        **ROW, "implication": "reduced_sensitivity", "any_of": ours.any_of[0],
        "therapy": ours.therapy[0],
    }  # fmt: skip
    base = laid(against)

    found = {conflict.other: conflict for conflict in base.conflicts}
    assert ours.id in found
    assert found[ours.id].id == "LAB-01"
    assert "both rows stand" in found[ours.id].why
    assert row_of(base, ours.id) is not None


def test_overlays_contradict_each_other_once(tmp_path):
    mine = {**ROW, "any_of": "PTEN any", "therapy": "everolimus"}
    first = write(tmp_path / "a.tsv", mine)
    other = {**mine, "id": "LAB-02", "direction": "does_not_support"}
    second = write(tmp_path / "b.tsv", other)

    (conflict,) = with_overlays(BASE, [first, second]).conflicts

    assert (conflict.id, conflict.other) == ("LAB-02", "LAB-01")
    assert conflict.columns == (("direction", "does_not_support", "supports"),)


@pytest.mark.parametrize(
    ("change", "conflicts"),
    [
        ({}, 1),
        ({"therapy": "sirolimus"}, 0),
        ({"any_of": "PTEN homozygous_deletion"}, 0),
        ({"diseases": "cholangiocarcinoma"}, 0),
        ({"direction": "mixed"}, 0),
        ({"implication": "no_proven_effect"}, 1),
        ({"implication": "no_proven_effect", "direction": "does_not_support"}, 0),
        ({"implication": "caveat"}, 0),
    ],
)
def test_what_makes_two_claims_contradict(tmp_path, change, conflicts):
    mine = {**ROW, "any_of": "PTEN any", "therapy": "everolimus"}
    first = write(tmp_path / "a.tsv", mine)
    other = {**mine, "id": "LAB-02", "implication": "reduced_sensitivity", **change}
    second = write(tmp_path / "b.tsv", other)

    assert len(with_overlays(BASE, [first, second]).conflicts) == conflicts


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (text_of(ROW).replace("\n", "\r\n"), "Windows line ends"),
        ("﻿" + text_of(ROW), "a byte order mark"),
        ("# of our laboratory\n\n" + text_of(ROW) + "# the end\n\n", "comments and empty lines"),
        ("#" + text_of(ROW), "a heading behind a hash"),
        (text_of(ROW).replace("\n", "\t\t\t\n"), "empty cells behind the last"),
        ("# a note\t\t\t\n" + text_of(ROW), "a comment that a spreadsheet filled up"),
        (text_of(ROW).replace(ROW["statement"], f'"{ROW["statement"]}"'), "a quoted cell"),
        (text_of(ROW).removesuffix("\n"), "no last line break"),
    ],
)  # fmt: skip
def test_a_table_is_taken_as_spreadsheets_save_it(raw, content, why):
    row = row_of(raw(content), "LAB-01")

    assert row.statement == ROW["statement"], why


def test_quotes_inside_a_quoted_cell_are_doubled(raw):
    said = 'The so-called "double hit".'
    quoted = said.replace('"', '""')
    content = text_of(ROW).replace(ROW["statement"], f'"{quoted}"')

    assert row_of(raw(content), "LAB-01").statement == said


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        (text_of(ROW).replace("\t", ","), 1, "separated by commas"),
        (text_of(ROW).replace("\t", ";"), 1, "separated by semicolons"),
        (text_of(ROW).encode("utf-16"), None, "UTF-16"),
        (b"PK\x03\x04 a workbook", None, "workbook"),
        (b"\xff" + text_of(ROW).encode(), 1, "not UTF-8"),
        (text_of(ROW).encode() + b"LAB-02\t\xff\n", 3, "not UTF-8"),
        (b"\0\0", None, "not text"),
        ("", None, "is empty"),
        ("# nothing else\n", None, "is empty"),
        ("a\tb\n", 1, "there is no column 'id'"),
        (text_of({**ROW, "gene": "TP53"}), 1, "no column 'gene'. Did you mean 'genes'?"),
        (text_of({**ROW, "tier": "IA"}), 1, "no column 'tier'"),
        ("id\tid\n", 1, "there twice"),
        (text_of(ROW) + "\t".join("x" * 9) + "\n", 3, "9 cells"),
        (text_of(ROW).replace("Responses were", '"Responses\nwere"'), None, "quoted cell"),
        (text_of(ROW).replace(ROW["statement"], '"two\nlines"'), 2, "line break"),
        (text_of(ROW, ROW), 3, "column id: 'LAB-01' is used by line 2 too"),
        (text_of({**ROW, "id": ""}), 2, "column id"),
        (text_of({**ROW, "id": "a b"}), 2, "column id"),
        (text_of({**ROW, "any_of": "FGF19 R1S"}), 2, "column any_of: the term 'FGF19 R1S'"),
        (text_of({**ROW, "any_of": ""}), 2, "asks for no event"),
        (text_of({**ROW, "statement": ""}), 2, "column statement"),
        (text_of({**ROW, "citations": ""}), 2, "column citations: Nothing is cited"),
        (text_of({**ROW, "statement": "Patients are eligible."}), 2, "column statement: 'eligib'"),
        (text_of({**ROW, "caveats": "One was resistant"}), 2, "column caveats: 'resistan'"),
        (text_of({**ROW, "citations": "Own 2026"}), 2, "column citations: 'Own 2026' does not end"),
        (text_of({**ROW, "citations": "nobody_2026"}), 2, "no reference nobody_2026"),
        (text_of({**ROW, "implication": "resistance"}), 2, "column implication"),
        (text_of({**ROW, "curated_on": "last week"}), 2, "column curated_on"),
        (text_of({**ROW, "qualifies": "NONE-1"}), 2, "column qualifies: There is no row NONE-1"),
        (text_of({**ROW, "withdrawn": "maybe"}), 2, "column withdrawn"),
        (text_of({"id": "NONE-1", "withdrawn": "yes"}), 2, "no row 'NONE-1' to withdraw"),
        (text_of({**ROW, "setting": "advanced"}), 2, "column setting: The row is an assertion"),
        (text_of({"id": "SR-01", "any_of": "TP53 any"}), 2, "column any_of: The row is a regimen"),
        (text_of({"id": "SR-01", "implication": "caveat"}), 2, "is a regimen"),
        (text_of({"id": "TP53-01", "implication": "regimen"}), 2, "is no regimen"),
        (text_of({**ROW, "genes": "TP53"}), 2, "speaks of FGF19, not among the genes"),
    ],
)
def test_a_wrong_table_is_refused_in_one_sentence(raw, content, line, problem):
    with pytest.raises(TableError) as caught:
        raw(content)

    assert caught.value.exit_code == 5
    assert caught.value.where == "mine.tsv"
    assert problem in caught.value.sentence
    assert "\n" not in caught.value.sentence
    if line is not None:
        assert caught.value.line == line


def test_lines_are_counted_in_the_file_and_not_in_the_rows(raw):
    content = "# one\n\n" + text_of(ROW) + "# four\n" + "LAB-02\tnonsense\n"
    with pytest.raises(TableError) as caught:
        raw(content)

    assert caught.value.line == 6


def test_a_missing_table_is_named(tmp_path):
    from hccgenomics.errors import ResourceError

    with pytest.raises(ResourceError, match=r"gone\.tsv: The table cannot be read"):
        with_overlays(BASE, [tmp_path / "gone.tsv"])


def test_the_date_of_an_overlay_is_that_of_its_oldest_row(laid):
    rows = [{**ROW, "id": f"LAB-{n}", "curated_on": day}
            for n, day in enumerate(("2026-03-04", "", "2025-01-02"))]  # fmt: skip

    assert laid(*rows).overlays[0].as_of == date(2025, 1, 2)


def test_our_own_loader_still_asks_for_a_date(tmp_path):
    cells = dict(our_rows()["TP53-02"].cells, curated_on="")
    path = write(tmp_path / "b.tsv", cells, columns=list(COLUMNS))

    with pytest.raises(TableError, match="no date of curation"):
        load_biomarkers(path)


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"),
                  exclude_characters='"|#﻿'),
    min_size=1,
).map(lambda text: " ".join(text.split())).filter(bool)  # fmt: skip


@given(statement=WORDS, caveat=WORDS)
def test_any_words_come_through_and_none_reach_another_cell(tmp_path_factory, statement, caveat):
    path = tmp_path_factory.mktemp("overlay") / "mine.tsv"
    write(path, {**ROW, "statement": statement, "caveats": caveat})

    row = row_of(with_overlays(BASE, [path]), "LAB-01")

    assert (row.statement, row.caveats) == (statement, (caveat,))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_one_sentence(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("overlay") / "mine.tsv"
    path.write_bytes(content)
    said = ""
    try:
        sheet = Sheet(path, OVERLAY_COLUMNS)
        said = "\n" * (len(sheet.rows) != len(sheet.lines))
    except TableError as error:
        said = error.sentence

    assert "\n" not in said


def test_contradictions_are_those_of_all_pairs_of_rows_of_different_tables():
    """What each pair says by itself, and not only the pairs that an index brings together."""
    turned = [
        row.model_copy(update={"id": f"{name}-{at}", "table": name, "implication": claim})
        for name in ("a.tsv", "b.tsv")
        for at, row in enumerate(BASE.biomarkers)
        for claim in (Implication.SENSITIVITY, Implication.REDUCED_SENSITIVITY)
    ]
    rows = (*BASE.biomarkers, *turned)
    wanted = [
        (row.id, other.id)
        for at, row in enumerate(rows)
        for before, other in enumerate(rows)
        if row.table not in {"biomarkers.tsv", other.table}
        and (other.table == "biomarkers.tsv" or before < at)
        and contradict(row, other)
    ]

    assert [(one.id, one.other) for one in contradictions(rows)] == wanted
    assert wanted
