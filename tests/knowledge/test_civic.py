"""Evidence summaries of CIViC, both generations of the file: read = imported + left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.errors import TableError
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.civic import read_civic
from hccgenomics.knowledge.civic_profiles import read_profile
from hccgenomics.knowledge.lint import is_clean, lint_file
from hccgenomics.knowledge.lint.ground import load_ground
from hccgenomics.knowledge.overlays import with_overlays
from hccgenomics.model.event import parse_event
from hccgenomics.model.forbidden import phrases_in
from hccgenomics.pipeline.knowledge_import import imported
from tests.conftest import DATA

GROUND = load_ground()
NEWER, OLDER = DATA / "civic" / "newer.tsv", DATA / "civic" / "older.tsv"


@pytest.fixture(scope="module")
def newer():
    return read_civic(NEWER, GROUND)


@pytest.fixture(scope="module")
def older():
    return read_civic(OLDER, GROUND)


def test_every_item_is_imported_or_left_out_with_a_reason(newer, older):
    for found, path in ((newer, NEWER), (older, OLDER)):
        lines = path.read_text(encoding="utf-8").splitlines()[1:]
        assert found.read == len(lines) == len(found.rows) + len(found.left_out)
        assert all(item.why for item in found.left_out)
    assert (len(newer.rows), len(newer.left_out)) == (14, 20)
    assert (len(older.rows), len(older.left_out)) == (7, 2)


def cells_of(found, number, *columns):
    (row,) = [row for row in found.rows if row["id"] == f"CIVIC-EID{number}"]
    return tuple(row[column] for column in columns)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (90001, ("BRAF p.V600E", "", "", "another_tumour", "sensitivity", "supports",
                 "dabrafenib + trametinib")),
        (90002, ("FGF19 amplification", "", "", "hcc", "sensitivity", "supports", "fisogatinib")),
        (90003, ("TP53 p.R249S", "", "", "hcc", "prognostic", "supports", "")),
        (90004, ("CTNNB1 p.S45del", "", "", "hcc", "sensitivity", "does_not_support",
                 "lenvatinib | regorafenib")),
        (90005, ("DNAJB1::PRKACA fusion", "", "", "fibrolamellar", "diagnostic", "supports", "")),
        (90006, ("NTRK1 fusion", "", "", "solid_tumours", "sensitivity", "supports",
                 "larotrectinib")),
        (90007, ("KRAS p.G12C", "", "STK11 any", "another_tumour", "sensitivity", "supports",
                 "sotorasib")),
        (90008, ("", "EGFR p.L858R | EGFR p.T790M", "", "another_tumour", "sensitivity",
                 "supports", "osimertinib")),
        (90009, ("NRAS p.G12D | NRAS p.Q61R", "TP53 any", "", "hcc", "reduced_sensitivity",
                 "supports", "sorafenib")),
        (90010, ("PTEN loss_of_function | PTEN homozygous_deletion", "", "", "hcc",
                 "reduced_sensitivity", "supports", "everolimus")),
        (90011, ("MET exon 14 splice", "", "", "another_tumour", "sensitivity", "supports",
                 "capmatinib")),
        (90013, ("TERT promoter c.-124C>T", "", "", "hcc", "prognostic", "supports", "")),
        (90014, ("IDH1 codon R132 missense", "", "", "cholangiocarcinoma", "sensitivity",
                 "supports", "ivosidenib")),
    ],
)  # fmt: skip
def test_items_of_newer_files(newer, number, expected):
    columns = ("any_of", "all_of", "none_of", "evidence_from", "implication", "direction",
               "therapy")  # fmt: skip

    assert cells_of(newer, number, *columns) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (91001, ("BRAF p.V600E", "sensitivity", "dabrafenib + trametinib")),
        (91002, ("EML4::ALK fusion", "sensitivity", "crizotinib")),
        (91003, ("ERBB2 amplification", "sensitivity", "trastuzumab")),
        (91004, ("TERT promoter c.-124C>T", "prognostic", "")),
        (91005, ("TERT promoter c.-124C>T | TERT promoter c.-146C>T", "prognostic", "")),
        (91006, ("KIT exon 11 any", "sensitivity", "imatinib")),
        (91007, ("KRAS codon G12 missense | KRAS codon G13 missense", "reduced_sensitivity",
                 "cetuximab")),
    ],
)  # fmt: skip
def test_items_of_older_files(older, number, expected):
    assert cells_of(older, number, "any_of", "implication", "therapy") == expected


def test_who_checked_a_row_and_how_well_is_said(newer):
    verification, review, citations, caveats, date, trials = cells_of(
        newer, 90002, "verification", "review_status", "citations", "caveats", "curated_on",
        "trials",
    )  # fmt: skip

    assert verification == "partly_verified"
    assert review == "reviewed by CIViC editors; not clinically reviewed here"
    assert citations == "Invented et al., 2031, J Test [pmid:90000001] [partly_verified]"
    assert "CIViC evidence level C, trust rating 4 of 5" in caveats
    assert date == "2031-02-03"
    assert trials == "NCT02508467"


def test_an_abstract_is_cited_without_a_pmid(newer):
    (citation,) = cells_of(newer, 90014, "citations")

    assert citation == "Invented 2030, ASCO, ASCO 120012 [partly_verified]"


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("90015", "not among the genes"), ("90016", "unchanged is no event"),
        ("90017", "not accepted"), ("90018", "flagged"), ("90019", "germline"),
        ("90020", "no row says Functional"), ("90021", "of another tumour"),
        ("90022", "no W600 in BRAF"), ("90023", "not among the genes"), ("90024", "no term for"),
        ("90025", "sequential"), ("90026", "no therapy"), ("90027", "direction"),
        ("90028", "no disease"), ("90029", "several sets"), ("90030", "nothing is cited"),
        ("90031", "not well formed"), ("90032", "changes nothing"), ("90001", "twice"),
        ("", "2 cells"),
    ],
)  # fmt: skip
def test_what_is_left_out_says_why(newer, number, why):
    (item,) = [item for item in newer.left_out if item.evidence_id == number]

    assert why in item.why


def test_no_row_says_what_must_not_be_said(newer, older):
    for row in (*newer.rows, *older.rows):
        for column in ("statement", "caveats", "disease_context", "therapy"):
            assert phrases_in(row[column]) == []
    (context,) = cells_of(newer, 90007, "disease_context")
    assert context == "extrapolated from DOID:0080909"


@pytest.mark.parametrize("path", [NEWER, OLDER])
def test_the_overlay_is_clean_and_can_be_laid_over_the_base(path, tmp_path):
    made = imported(path, dated="2032-01-01", liver_only=False)
    overlay = tmp_path / "civic.tsv"
    overlay.write_text(made.overlay, encoding="utf-8")

    base = with_overlays(load_knowledge(), [overlay])

    assert is_clean(lint_file(overlay))
    assert len(base.overlays[0].added) == made.overlay.count("\nCIVIC-EID")
    assert base.overlays[0].unverified == ()


@pytest.mark.parametrize("cited", ['"', '"Invented" et al., 2031', 'Invented et al., "T"'])
def test_an_overlay_with_quotation_marks_is_read_again(tmp_path, cited):
    text = NEWER.read_text(encoding="utf-8")
    path, made = tmp_path / "quoted.tsv", tmp_path / "made.tsv"
    told = cited.replace('"', '""')
    path.write_text(text.replace("Invented et al., 2031, J Test", f'"{told}"'), encoding="utf-8")
    made.write_text(imported(path, dated=None, liver_only=False).overlay, encoding="utf-8")

    assert not [one for one in lint_file(made) if one.code == "table.unreadable"]
    (overlay,) = with_overlays(load_knowledge(), [made]).overlays
    assert len(overlay.added) == 14


def test_the_same_file_gives_the_same_bytes():
    first, second = (imported(NEWER, dated=None, liver_only=False) for _ in range(2))

    assert (first.overlay, first.left_out) == (second.overlay, second.left_out)
    assert first.summary.startswith("34 items read: 14 imported, 20 left out (")


def test_tumours_of_other_organs_can_be_left_out():
    found = read_civic(NEWER, GROUND, liver_only=True)

    assert {row["evidence_from"] for row in found.rows} == {
        "hcc", "fibrolamellar", "cholangiocarcinoma", "solid_tumours",
    }  # fmt: skip
    assert found.read == 34


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("An invented sentence that", '"An ""invented"" sentence that"'),
        ("Invented et al., 2031, J Test", '"Invented et al., 2031, J ""T"" Test"'),
        ("An invented sentence that", "An\u2028invented\x85sentence\x0bthat"),
        ("An invented sentence that", '"An invented sentence that'),
        ("BRAF V600E", "BRAF\u2028V600E"),
        ("An invented sentence that", "long " * 40_000),
    ],
)
def test_cells_are_read_as_the_server_writes_them(tmp_path, newer, old, new):
    """Ruby's CSV quotes a cell with a quotation mark; older files may hold odd line breaks."""
    heading, *lines = NEWER.read_text(encoding="utf-8").splitlines()
    lines = ["\t".join(new if old in c else c for c in line.split("\t")) for line in lines]
    path = tmp_path / "quoted.tsv"
    path.write_text("\r\n".join([heading, *lines]), encoding="utf-8", newline="")
    found = read_civic(path, GROUND)

    assert [row["id"] for row in found.rows] == [row["id"] for row in newer.rows]
    assert found.left_out == newer.left_out
    assert not any('""' in row["citations"] for row in found.rows)


@pytest.mark.parametrize(
    ("old", "new"),
    [("2031-02-03 04:05:06 UTC", "2031-13-45 04:05:06 UTC"), ("90000001", "\u0661\u0662")],
)
def test_odd_dates_and_numbers_never_make_a_table_that_is_refused(tmp_path, old, new):
    path, made = tmp_path / "odd.tsv", tmp_path / "made.tsv"
    path.write_text(NEWER.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    made.write_text(imported(path, dated=None, liver_only=False).overlay, encoding="utf-8")

    assert is_clean(lint_file(made))
    with_overlays(load_knowledge(), [made])


def test_an_item_without_a_date_of_review_takes_the_files():
    found = read_civic(OLDER, GROUND, dated="2020-01-01")

    assert cells_of(found, 91001, "curated_on") == ("2020-01-01",)
    assert cells_of(found, 91002, "curated_on") == ("2031-02-03",)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "no column 'disease'"),
        ("gene\tvariant\n", "no column 'disease'"),
        (NEWER.read_text(encoding="utf-8").replace("molecular_profile\t", "profile\t", 1),
         "no column 'molecular_profile'"),
    ],
)  # fmt: skip
def test_another_table_is_refused(tmp_path, content, problem):
    path = tmp_path / "other.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TableError) as caught:
        read_civic(path, GROUND)

    assert caught.value.exit_code == 5
    assert problem in caught.value.sentence


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("BRAF V600E/K", ("BRAF p.V600E/K",)),
        ("BRAF p.V600E", ("BRAF p.V600E",)),
        ("BRAF V600", ("BRAF codon V600 missense",)),
        ("EGFR A767_V769dup", ("EGFR p.A767_V769dup",)),
        ("ERBB2 Exon 20 Insertion", ("ERBB2 exon 20 inframe_insertion",)),
        ("EGFR Exon 19 Deletion", ("EGFR exon 19 inframe_deletion",)),
        ("CALR Exon 9 Frameshift", ("CALR exon 9 truncating",)),
        ("CDKN2A Deletion", ("CDKN2A homozygous_deletion",)),
        ("FGFR2 Rearrangement", ("FGFR2 rearrangement",)),
        ("FGFR2::v Fusion", ("FGFR2 fusion",)),
        ("RET Fusions", ("RET fusion",)),
        ("ARID1A Loss-of-function", ("ARID1A loss_of_function",)),
        ("BRAF V600E OR BRAF V600K", ("BRAF p.V600E", "BRAF p.V600K")),
        ("TERT Promoter Mutation", ("TERT promoter hotspot",)),
        ("MYC Gain", ("MYC gain",)),
    ],
)
def test_profiles_that_mean_one_thing(name, terms):
    profile = read_profile(name)

    assert profile.any_of == terms
    for term in terms:
        parse_event(term)


@pytest.mark.parametrize(
    "name",
    ["", "BRAF", "BRAF Wildtype", "TP53 R213*", "EGFR E746fs", "NOT BRAF V600E", "A AND",
     "BRAF V600E)", "NOT (BRAF V600E OR BRAF V600K)", "BCR::ABL1 E255K",
     "MGMT Promoter Methylation", "TP53 Alteration", "() BRAF V600E"],
)  # fmt: skip
def test_profiles_that_rows_cannot_say(name):
    with pytest.raises(ValueError, match=r".{8,}"):
        read_profile(name)


@given(st.text(st.sampled_from("ABV6EORNDT ()*:-"), max_size=40))
def test_any_profile_is_terms_or_a_reason(text):
    try:
        profile = read_profile(text)
        said = (*profile.any_of, *profile.all_of)
    except ValueError as error:
        said = (str(error),)

    assert any(said)
