"""What is stated, in the words and units of the table of facts."""

from __future__ import annotations

import pytest

from hccgenomics.clinical.facts import IN_SECTIONS, LIVER_WORDS, STAGE_WORDS
from hccgenomics.errors import FormatError
from hccgenomics.interpret.facts import is_met
from hccgenomics.knowledge.files import resource
from hccgenomics.knowledge.lists import load_facts
from hccgenomics.model.clinical import Liver, Stage
from hccgenomics.model.event import parse_event
from hccgenomics.vocabulary import FactKind
from tests.clinical.stated import facts, findings, laboratory

FACTS, _ = load_facts()
EXAMPLE = resource("example/hcc-example.toml").read_text(encoding="utf-8")
WORDS = [
    (row, word)
    for row in FACTS.values()
    for word in row.words
    if row.subject not in {"crafity", "child_pugh"}
]


def stating(row, value):
    """A file that states one thing of a row."""
    name = row.subject
    quoted = f"'{value}'"
    if row.kind is FactKind.LABORATORY:
        return f"[laboratory]\n{name} = {quoted}"
    if row.kind is FactKind.EXPRESSION:
        return f"[[results]]\ngene = 'MET'\nmethod = '{name}'\nresult = {quoted}"
    if name in {"MSI", "MMR", "TMB"}:
        return f"[genome_wide]\n{name.lower()} = {quoted}"
    if row.kind is FactKind.SIGNATURE:
        return f"[genome_wide.signatures]\n{name} = {quoted}"
    if name in LIVER_WORDS:
        return f"[liver]\n{name} = {quoted}"
    if name == "aetiology":
        return f"[aetiology]\ncauses = [{quoted}]"
    if name in {*STAGE_WORDS, "bclc"}:
        return f"[stage]\n{name} = {quoted}"
    return f"[findings]\n{name} = {quoted}"


@pytest.mark.parametrize(("row", "word"), WORDS, ids=lambda x: getattr(x, "subject", x))
def test_every_word_of_the_table_can_be_stated(row, word):
    found = [fact for fact in findings(stating(row, word)).facts if fact.subject == row.subject]

    assert word in found[0].words
    assert found[0].kind is row.kind


@pytest.mark.parametrize(
    "row", {row.subject: row for row, _ in WORDS}.values(), ids=lambda r: r.subject
)
def test_any_other_word_is_refused_and_the_words_are_listed(row):
    with pytest.raises(FormatError) as caught:
        findings(stating(row, "whatever"))

    assert all(word in caught.value.sentence for word in row.words)
    assert caught.value.exit_code == 3
    assert caught.value.line is not None


def test_every_subject_can_be_stated_or_is_worked_out():
    sections = {"child_pugh", "bclc", "ecog", "nodules", "largest_nodule"}
    worked_out = {"albi_score", "crafity"}
    assert {*LIVER_WORDS, *STAGE_WORDS, *sections, *worked_out, "aetiology", "prior_therapy"} == (
        IN_SECTIONS
    )
    assert set(FACTS) >= IN_SECTIONS
    assert {*LIVER_WORDS, "child_pugh", "date"} == set(Liver.model_fields)
    assert {*STAGE_WORDS, *sections, "bclc_version", "date"} - {"child_pugh"} == set(
        Stage.model_fields
    )


WAYS = [
    ("[laboratory]\nhbsag = 'negative'", "laboratory:hbsag", "not_detected"),
    ("[laboratory]\nhbsag = 'Reactive'", "laboratory:hbsag", "positive"),
    ("[laboratory]\nhbv_dna = 'undetectable'", "laboratory:hbv_dna", "not_detected"),
    ("[liver]\ncirrhosis = true", "clinical:cirrhosis", "present"),
    ("[liver]\ncirrhosis = false", "clinical:cirrhosis", "not_present"),
    ("[liver]\nascites = 'no'", "clinical:ascites", "none"),
    ("[liver]\nencephalopathy = 'Grade 2'", "clinical:encephalopathy", "grade_2"),
    ("[liver]\ntransplant = 'Listed'", "clinical:transplant", "listed"),
    ("[stage]\nextrahepatic_spread = false", "clinical:extrahepatic_spread", "not_present"),
    ("[stage]\nmacrovascular_invasion = false", "clinical:macrovascular_invasion", "none"),
    ("[stage]\nmacrovascular_invasion = 'Vp4'", "clinical:macrovascular_invasion",
     "main_portal_vein"),
    ("[stage]\nbclc = 0", "clinical:bclc", "0"),
    ("[stage]\nbclc = 'c'", "clinical:bclc", "C"),
    ("[stage]\nbclc = 'BCLC-B'", "clinical:bclc", "B"),
    ("[liver]\nchild_pugh = 'Class B'", "clinical:child_pugh", "B"),
    ("[aetiology]\ncauses = ['NASH']", "clinical:aetiology", "mash"),
    ("[aetiology]\ncauses = ['hepatitis B']", "clinical:aetiology", "hbv"),
    ("[genome_wide]\nmsi = 'stable'", "signature:MSI", "MSS"),
    ("[genome_wide]\nmmr = 'dMMR'", "signature:MMR", "deficient"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "word"), WAYS)
def test_ways_people_write(text, name, word):
    assert facts(text)[name].words == (word,)


@pytest.mark.parametrize(
    ("causes", "group"),
    [("'hbv'", "viral"), ("'alcohol', 'hcv'", "viral"), ("'mash', 'alcohol'", "non_viral"),
     ("'cryptogenic'", "non_viral"), ("'hdv'", "viral"), ("'none'", "non_viral")],
)  # fmt: skip
def test_viral_and_non_viral_follow_from_the_causes(causes, group):
    found = facts(f"[aetiology]\ncauses = [{causes}]")["clinical:aetiology:group"]

    assert found.words == (group,)
    assert found.is_derived


def test_viral_may_be_stated_as_such():
    found = facts("[aetiology]\ncauses = ['viral']")

    assert list(found) == ["clinical:aetiology"]


def test_prior_therapy_is_the_generic_name_and_its_classes():
    found = facts("[[prior_therapy]]\nname = 'Nexavar'\nline = 1")["clinical:prior_therapy:1"]

    assert found.words[0] == "sorafenib"
    assert len(found.words) > 1
    assert found.text == "Prior therapy Nexavar (line 1)"


def test_a_regimen_is_each_of_its_drugs():
    text = "[[prior_therapy]]\nname = 'atezolizumab + bevacizumab'"
    words = facts(text)["clinical:prior_therapy:1"].words

    assert {"atezolizumab", "bevacizumab"} <= set(words)


def test_an_unknown_therapy_is_kept_with_a_suggestion():
    found = findings("[[prior_therapy]]\nname = 'sorafinib'")

    assert found.facts[0].words == ("sorafinib",)
    assert "did you mean 'sorafenib'?" in found.document.remarks[0]


def test_a_made_up_therapy_is_kept_without_one():
    found = findings("[[prior_therapy]]\nname = 'XQ-99182'")

    assert found.facts[0].words == ("XQ-99182",)
    assert "did you mean" not in found.document.remarks[0]


def result(**fields):
    lines = (f"{name} = {value!r}" for name, value in fields.items())
    return "\n".join(("[[results]]", *lines))


def test_staining_has_numbers_by_name():
    text = result(gene="MET", method="IHC", score=2, percent=60, clone="SP44")
    found = facts(text)["expression:MET:ihc"]

    assert found.numbers == {"score": 2.0, "percent": 60.0}
    assert found.text == "MET IHC 60 % of tumour cells, score 2 (clone SP44)"
    assert is_met(parse_event("MET expression ihc score >= 2 and percent >= 50"), found)


def test_an_intensity_as_a_word_is_a_score():
    found = facts(result(gene="ERBB2", method="ihc", result="3+"))["expression:ERBB2:ihc"]

    assert found.numbers == {"score": 3.0}
    assert is_met(parse_event("ERBB2 expression ihc score >= 3"), found)


def test_a_score_that_is_not_that_of_the_word_is_refused():
    with pytest.raises(FormatError, match=r"results\[1\].score"):
        findings(result(gene="ERBB2", method="ihc", result="3+", score=2))


def test_a_bound_of_staining_is_kept():
    found = facts(result(gene="FGF19", method="ihc", percent="< 1"))["expression:FGF19:ihc"]

    assert not is_met(parse_event("FGF19 expression ihc percent >= 1"), found)
    assert found.bounds["percent"].value == "<"


@pytest.mark.parametrize("stated", [40, 40.0, "40", "40 %", "40%"])
def test_a_per_cent_may_have_its_sign(stated):
    found = facts(result(gene="MET", method="ihc", percent=stated))["expression:MET:ihc"]

    assert found.numbers == {"percent": 40.0}


def test_a_ratio_is_the_value_of_fish():
    found = facts(result(gene="ERBB2", method="fish", ratio=2.4))["expression:ERBB2:fish"]

    assert (found.numbers, found.unit) == ({"value": 2.4}, "ratio")


@pytest.mark.parametrize(
    ("name", "value"),
    [("percent", 101), ("percent", -1), ("score", 4), ("tps", 120), ("h_score", 301)],
)
def test_numbers_of_staining_have_a_range(name, value):
    with pytest.raises(FormatError, match="lies outside"):
        findings(result(gene="MET", method="ihc", **{name: value}))


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"method": "ihc"}, "states no result"), ({"method": "western", "percent": 1}, "ihc, rna"),
     ({"method": "ihc", "ratio": 2.0}, "result of fish")],
)  # fmt: skip
def test_results_that_say_nothing_are_refused(fields, said):
    with pytest.raises(FormatError, match=said):
        findings(result(gene="MET", **fields))


@pytest.mark.parametrize(
    ("name", "symbol"),
    [("PD-L1", "CD274"), ("HER2", "ERBB2"), ("met", "MET"), ("CTLA-4", "CTLA4"), ("GPC3", "GPC3"),
     ("HSP70", "HSPA1A"), ("Glypican-3", "GPC3"), ("glutamine synthetase", "GLUL"),
     ("c-Met", "MET"), ("HER2/neu", "ERBB2"), ("β-catenin", "CTNNB1"), ("p16", "CDKN2A")],
)  # fmt: skip
def test_names_of_proteins_lead_to_symbols(name, symbol):
    found = findings(result(gene=name, method="ihc", percent=1))

    assert found.facts[0].gene == symbol
    assert bool(found.document.remarks) == (name != symbol)


def test_a_gene_that_nobody_knows_is_kept_and_said():
    found = findings(result(gene="XYZ123", method="ihc", percent=1))

    assert found.facts[0].gene == "XYZ123"
    assert "no gene symbol known here" in found.document.remarks[0]


def test_two_results_of_one_gene_have_ids_of_their_own():
    text = result(gene="MET", method="ihc", percent=1, clone="a")
    found = facts(f"{text}\n{result(gene='MET', method='ihc', percent=5, clone='b')}")

    assert list(found) == ["expression:MET:ihc", "expression:MET:ihc:2"]


def test_a_signature_with_a_count_is_present():
    found = facts("[genome_wide.signatures]\nSBS24 = '240 substitutions'")["signature:SBS24"]

    assert is_met(parse_event("signature SBS24 >= 200 substitutions"), found)
    assert is_met(parse_event("signature SBS24 is present"), found)


def test_a_signature_of_no_row_is_kept():
    found = facts("[genome_wide.signatures]\nID8 = 'present'\nSBS5 = '12 substitutions'")

    assert found["signature:ID8"].words == ("present",)
    assert found["signature:SBS5"].numbers == {"value": 12.0}


def test_a_burden_needs_its_unit_and_asks_for_its_territory():
    found = findings("[genome_wide]\ntmb = '12 mut/Mb'")

    assert found.facts[0].numbers == {"value": 12.0}
    assert "territory" in found.document.remarks[0]
    with pytest.raises(FormatError, match="needs its unit"):
        findings("[genome_wide]\ntmb = 12")


@pytest.mark.parametrize(
    ("key", "meant"),
    [("afpp", "afp"), ("pivka", "dcp"), ("bilirubine", "bilirubin"), ("plt", "platelets"),
     ("gpt", "alt")],
)  # fmt: skip
def test_an_unknown_analyte_is_refused_with_the_nearest(key, meant):
    with pytest.raises(FormatError, match=f"did you mean '{meant}'"):
        findings(laboratory(**{key: "1 ng/mL"}))


def test_a_value_and_a_word_are_not_both_stated():
    with pytest.raises(FormatError, match="not both"):
        findings("[laboratory.hbv_dna]\nvalue = 2\nunit = 'IU/mL'\nresult = 'positive'")


def test_one_analyte_is_stated_once():
    with pytest.raises(FormatError, match="stated twice"):
        findings(laboratory(dcp="7 ng/mL", dcp_wako="8 ng/mL"))


@pytest.mark.parametrize("value", [-1, "-3 ng/mL"])
def test_a_value_below_zero_is_refused(value):
    with pytest.raises(FormatError, match="below zero"):
        findings(f"[laboratory.afp]\nvalue = {value!r}\nunit = 'ng/mL'".replace(" ng/mL'", "'"))


def test_tumour_contents_that_differ_are_said_with_their_sources():
    text = (
        "[tumour]\ncontent = [{source = 'pathology', purity = 0.3}, {source = 'A', purity = 0.6}]"
    )

    assert (
        "pathology (clinical file) 30%; A (clinical file) 60%"
        in (findings(text).document.remarks[0])
    )
    assert "--purity 90%" in findings(text, purity=0.9).document.remarks[0]


def test_a_carrier_of_hepatitis_b_without_it_among_the_causes_is_asked():
    text = "[laboratory]\nhbsag = 'positive'\n[aetiology]\ncauses = ['alcohol']"

    assert findings(text).document.remarks[0].startswith("HBsAg is positive")
    assert findings(text.replace("alcohol", "hbv")).document.remarks == ()


@pytest.mark.parametrize("unit", ["ng/mL Jane Roe", "Roe", "J.Roe/mL"])
def test_a_unit_in_a_message_is_never_a_text(unit):
    with pytest.raises(FormatError) as caught:
        findings(laboratory(afp=f"412 {unit}"))

    assert "Roe" not in caught.value.sentence
    assert "what follows the number is no unit of AFP" in caught.value.sentence


def test_ids_of_facts_are_unique():
    found = findings(EXAMPLE).facts

    assert len({fact.id for fact in found}) == len(found)


def test_no_file_no_facts():
    from hccgenomics.interpret.wording import CLINICAL_WHY
    from hccgenomics.model.settings import Settings
    from hccgenomics.pipeline.clinical import clinical_of
    from tests.clinical.stated import base

    found = clinical_of(None, base(), Settings())

    assert found.facts == ()
    assert found.document.why == CLINICAL_WHY


@pytest.mark.parametrize(
    ("stated", "words"),
    [("2000 IU/mL", ("positive",)), ("> 2000 IU/mL", ("positive",)), ("< 10 IU/mL", ()),
     ("0 IU/mL", ("not_detected",)), ("positive", ("positive",))],
)  # fmt: skip
def test_a_viral_load_says_whether_the_virus_was_found(stated, words):
    found = facts(f'[laboratory]\nhbv_dna = "{stated}"')

    assert found["laboratory:hbv_dna"].words == words
