from __future__ import annotations

import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from html import escape
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError

from hccgenomics.model.judgement import Tier, Tiers
from hccgenomics.model.report import Clinical
from hccgenomics.model.report_ledger import Ledger, SetAsideFinding
from hccgenomics.reports import fail_wording, wording
from hccgenomics.reports import to_html as module
from hccgenomics.reports.page import page_of
from hccgenomics.reports.to_html import to_html
from hccgenomics.reports.to_json import from_json, to_json
from hccgenomics.reports.translation.voice import voice_of
from hccgenomics.vocabulary import Confidence, DropReason, MarkerState
from tests import builders
from tests.reports.markup import Markup
from tests.reports.test_to_json import CASES

HEADING = re.compile(r"h[1-6]")
TYPICAL_BYTES = 200_000
LARGEST_BYTES = 400_000


@pytest.fixture(params=CASES)
def report(request):
    return CASES[request.param]()


@pytest.fixture
def page(report):
    return Markup(to_html(report))


@pytest.fixture(params=[name for name in CASES if name != "failed"])
def carried(request):
    """A report that the files carry; the page of one that they do not is in test_fail_report."""
    return CASES[request.param]()


@pytest.fixture
def report_page(carried):
    return Markup(to_html(carried))


def text_of(**overrides) -> str:
    return Markup(to_html(builders.a_report(**overrides))).text


# --- the page as a document


def test_the_same_report_gives_the_same_page(report):
    assert to_html(report) == to_html(report)


def test_the_page_from_the_json_is_the_page(report):
    assert to_html(from_json(to_json(report))) == to_html(report)


def test_every_tag_is_closed(page):
    assert page.unclosed == []


def test_there_is_no_script_and_nothing_is_fetched(page):
    tags = {tag for tag, _ in page.tags}
    attributes = {name for _, attrs in page.tags for name, _ in attrs}

    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    assert not {name for name in attributes if name.startswith("on")}
    assert not attributes & {"style", "src", "srcset", "action", "formaction"}


def test_the_policy_allows_the_pages_own_styles_and_nothing_else(page):
    (policy,) = (meta["content"] for meta in page.all("meta") if "http-equiv" in meta)
    digests = [b64encode(sha256(style.encode()).digest()).decode() for style in page.styles]

    styles = " ".join(f"'sha256-{digest}'" for digest in digests)
    assert policy == f"default-src 'none'; style-src {styles}; base-uri 'none'; form-action 'none'"
    assert len(digests) == 2


def test_the_style_fetches_nothing(page):
    assert not any("url(" in style or "@import" in style for style in page.styles)


def test_links_out_are_safe_and_links_inside_arrive(page):
    ids = {dict(attrs)["id"] for _, attrs in page.tags if "id" in dict(attrs)}
    for link in page.all("a"):
        if link["href"].startswith("#"):
            assert link["href"][1:] in ids
        else:
            assert link["href"].startswith("https://")
            assert link["rel"] == "noopener noreferrer"


def test_ids_are_unique(page):
    ids = [dict(attrs)["id"] for _, attrs in page.tags if "id" in dict(attrs)]

    assert len(ids) == len(set(ids))


def test_headings_descend_one_step_at_a_time(page):
    levels = [int(tag[1]) for tag, _ in page.tags if HEADING.fullmatch(tag)]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))


def test_landmarks_tables_and_drawings_have_names(page):
    tags = [tag for tag, _ in page.tags]

    assert page.all("html") == [{"lang": "en", "dir": "ltr"}]
    assert [tags.count(tag) for tag in ("header", "main", "footer")] == [1, 1, 1]
    assert tags.count("nav") == (0 if "no report" in page.text else 1)
    assert tags.count("table") == tags.count("caption")
    assert all("scope" in cell for cell in page.all("th"))
    for svg in page.all("svg"):
        assert svg.get("role") == "img" or svg.get("aria-hidden") == "true"


def test_every_drawing_that_says_something_is_titled(report):
    text = to_html(report)

    assert text.count('role="img"') == text.count('role="img"><title>')


def test_the_page_is_small(report):
    size = len(to_html(report).encode())

    assert size < (LARGEST_BYTES if len(report.alterations) > 100 else TYPICAL_BYTES)


def test_a_misspelt_name_fails():
    template = module._environment(voice_of()).from_string("{{ report.samples }}")

    with pytest.raises(UndefinedError):
        template.render(report=builders.a_report())


def test_the_page_needs_neither_pandas_nor_click():
    code = (
        "import sys; from tests.builders import a_report;"
        "from hccgenomics.reports.to_html import to_html; to_html(a_report());"
        "sys.exit(' '.join({'pandas', 'click', 'pysam', 'cyvcf2'} & set(sys.modules)) or None)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


# --- what the page says


def test_the_notice_stands_first_and_last(report_page):
    assert report_page.text.count(wording.NOTICE) >= 3
    assert report_page.text.index(wording.NOTICE) < report_page.text.index("Markers")


def test_every_section_is_there_whatever_was_found(report_page):
    ids = {dict(attrs).get("id") for _, attrs in report_page.tags}

    always = {anchor for anchor, _ in wording.SECTIONS} - wording.SOME_SECTIONS
    assert {f"h-{anchor}" for anchor in always} <= ids


def test_the_navigation_leads_to_every_section_that_is_there_and_to_no_other(page):
    ids = {dict(attrs).get("id") for _, attrs in page.tags}
    known = {f"h-{anchor}" for anchor, _ in wording.SECTIONS}
    linked = {dict(attrs).get("href", "").removeprefix("#") for _, attrs in page.tags} & known

    assert linked == ids & known


def test_every_key_finding_limit_and_alteration_is_on_the_page_or_counted(carried, report_page):
    for sentence in (*carried.summary, *carried.limits):
        assert " ".join(sentence.split()) in report_page.text
    named = [one for one in carried.alterations if one.short_name in report_page.text]
    counted = re.findall(
        r"([\d,]+) more: in the JSON \(alterations\) and in the variants\.tsv", report_page.text
    )
    elsewhere = sum(int(count.replace(",", "")) for count in counted)

    assert len(named) + elsewhere >= len(carried.alterations)


def test_a_preliminary_report_says_so():
    assert "Preliminary Not reviewed by a clinician." in text_of()


def test_a_final_report_names_its_reviewer():
    sample = builders.a_sample(reviewed_by="A. Pathologist", reported="2025-11-20")

    assert "Final Reviewed by A. Pathologist." in text_of(status="final", sample=sample)


def test_a_corrected_report_names_what_it_replaces_and_why():
    said = text_of(status="corrected", supersedes="abc123", reason="The sample was swapped.")

    assert "Reason: The sample was swapped. Supersedes abc123." in said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"state": "present", "alterations": ("TP53:chr17-7674216-C-A",)}, "Present: p.R249S"),
        ({"state": "absent", "detection_limit_vaf": 0.025}, "Absent: down to 2.5 % VAF"),
        ({"state": "no_call", "depth": 14}, "No call: depth 14"),
        ({"state": "no_call"}, "No call"),
        ({"state": "not_assayed"}, "Not assayed"),
    ],
)
def test_each_marker_state_is_said_in_words(fields, said):
    assert f"TP53 {said}" in text_of(markers=builders.the_markers(m1=fields))


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        ("somatic", "Present: CTNNB1 p.S45P "),
        ("likely_germline", "Present: CTNNB1 p.S45P (likely germline)"),
        ("possible_haematopoiesis", "Present: CTNNB1 p.S45P (possibly from blood cells)"),
    ],
)
def test_the_first_screen_says_what_may_not_be_the_tumour_s(origin, said):
    found = builders.an_alteration(origin=origin)
    markers = builders.the_markers(m2={"state": "present", "alterations": (found.id,)})

    assert said in text_of(alterations=(found,), markers=markers)


def test_what_was_not_given_to_tell_an_origin_is_one_line():
    reasons = [
        {"code": "no_normal", "says": None, "why": "No matched normal was given."},
        {"code": "caller_somatic", "says": "likely_somatic", "why": "The caller tags it somatic."},
        {"code": "no_purity", "says": None, "why": "The purity was not given."},
    ]
    said = text_of(alterations=(builders.an_alteration(origin_reasons=reasons),))

    assert "The caller tags it somatic. (likely somatic) Not given: a matched normal," in said
    assert "No matched normal was given." not in said.partition("Findings")[2].partition("Hyp")[0]


@pytest.mark.parametrize("state", ["present", "absent", "no_call", "not_assayed"])
def test_each_marker_state_has_a_shape_of_its_own(state):
    html = to_html(builders.a_report())
    shape = re.search(rf'<symbol id="{state}".*?</symbol>', html).group()

    others = re.findall(rf'<symbol id="(?!{state}").*?</symbol>', html)
    assert len(others) == len(MarkerState) + len(Confidence) - 1
    assert shape.partition(">")[2] not in {other.partition(">")[2] for other in others}


def test_no_variant_is_not_called_absence():
    said = Markup(to_html(builders.an_empty_report())).text

    assert wording.NO_VARIANT in said
    assert "Absent:" not in said.replace("Absent: looked for", "")


def test_no_variant_with_coverage_does_not_claim_there_is_none():
    markers = builders.the_markers(m1={"state": "absent", "detection_limit_vaf": 0.05})
    said = Markup(to_html(builders.an_empty_report(markers=markers))).text

    assert wording.NO_VARIANT not in said
    assert wording.NO_VARIANT_COVERED in said


def test_variants_without_a_driver_are_said_to_be_that():
    assert wording.NO_DRIVER in text_of(alterations=(builders.a_passenger(),))


def test_a_failed_run_has_a_page_of_its_own():
    said = Markup(to_html(builders.a_failed_report())).text

    assert fail_wording.LEAD in said
    assert "The TERT promoter is covered by 2 reads." in said


def test_a_run_that_was_not_judged_is_not_announced_as_failed():
    assert fail_wording.LEAD not in text_of()


def test_alterations_keep_the_reports_order():
    report = builders.a_report()
    text = to_html(report)

    places = [
        text.index(f"<h3>{escape(found.short_name)}</h3>") for found in report.alterations[:4]
    ]
    assert places == sorted(places)


def test_unknown_is_said_and_never_drawn_as_zero():
    unknown = builders.an_alteration(vaf=None, depth=None, alt_depth=None, normal_vaf=None)
    html = to_html(builders.a_report(alterations=(unknown,)))

    assert "VAF not stated" in html
    assert "reads not stated" in html
    assert "Allele fraction" not in html


@pytest.mark.parametrize(("vaf", "width"), [(0.0, "0"), (0.25, "25"), (1.0, "100"), (0.001, "0.1")])
def test_the_bar_is_as_wide_as_the_fraction(vaf, width):
    html = to_html(builders.a_report(alterations=(builders.an_alteration(vaf=vaf),)))

    assert f'<rect class="fill" width="{width}" height="4"/>' in html


def test_a_copy_number_is_not_shown_as_a_fraction():
    amplified = builders.an_alteration(kind="copy_number", vaf=None, copies=9.0, log2_ratio=2.17)

    assert "Copies 9 , log2 ratio 2.17" in text_of(alterations=(amplified,))


def test_an_allele_set_aside_says_why():
    said = text_of()

    assert "NFE2L2 p.D29H" in said
    assert "Filtered by the variant caller. The caller's filters are strand_bias" in said


def test_nothing_set_aside_leaves_no_heading():
    assert "Set aside" not in text_of(set_aside=())


def test_evidence_for_and_against_stand_side_by_side():
    html = to_html(builders.a_report())
    card = html[html.index("anti-PD-1 or anti-PD-L1 alone") :]

    for_, against = card.index("Evidence for"), card.index("Evidence against")
    assert for_ < card.index("In 31 patients") < against < card.index("In 44 patients")


@pytest.mark.parametrize("direction", ["does_not_support", "mixed"])
def test_evidence_that_does_not_support_its_claim_is_never_printed_for_it(direction):
    item = builders.an_evidence(direction=direction, statement="No link was found.")
    one = builders.a_hypothesis(evidence=(item,), evidence_against=())
    html = to_html(builders.a_report(hypotheses=(one,)))

    assert html.index("Evidence against, or mixed") < html.index("No link was found.")


def test_alternatives_are_not_printed_as_a_combination():
    one = builders.a_hypothesis(therapy=("capmatinib", "tepotinib", "drug + drug"))

    assert ": capmatinib or tepotinib or drug + drug" in text_of(hypotheses=(one,))


def test_a_reason_given_twice_is_printed_once():
    rule = builders.DriverFinding(code="hotspot", drives=True, why="A hotspot, said once.")
    found = builders.an_alteration(why=rule.why, driver_findings=(rule,))

    assert text_of(alterations=(found,)).count("A hotspot, said once.") == 1


@given(st.floats(min_value=0, max_value=1))
@settings(max_examples=30)
def test_the_page_does_not_know_more_digits_than_the_json(vaf):
    report = builders.a_report(alterations=(builders.an_alteration(vaf=vaf, normal_vaf=vaf),))

    assert to_html(from_json(to_json(report))) == to_html(report)


def test_citations_are_linked_and_say_whether_they_were_checked():
    html = to_html(builders.a_report())

    assert '<a href="https://pubmed.ncbi.nlm.nih.gov/39269823/" rel="noopener noreferrer">' in html
    assert '<span class="badge unverified">not verified</span>' in html
    assert '<span class="badge verified">verified</span>' in html


def test_a_citation_is_printed_once_where_a_row_repeats_it():
    cited = builders.a_citation(text="Cited twice 2020")
    one = builders.a_hypothesis(
        citations=(cited,),
        evidence=(builders.an_evidence(citations=(cited,)),),
        evidence_against=(),
    )

    assert text_of(hypotheses=(one,)).count("Cited twice 2020") == 1


def test_hypotheses_are_grouped_by_implication_in_the_vocabularys_order():
    said = text_of(
        hypotheses=tuple(
            builders.a_hypothesis(biomarker_id=f"X-0{n}", implication=implication)
            for n, implication in enumerate(("biology", "sensitivity", "biology", "caveat"))
        )
    )

    assert said.index("Possible sensitivity") < said.index("row X-01")
    assert said.index("row X-01") < said.index("Biology What")
    assert said.index("row X-00") < said.index("row X-02") < said.index("row X-03")
    assert said.count("Biology What") == 1


def test_tiers_are_said_to_be_computed_here_and_by_nobody_else():
    said = text_of()

    assert said.count(wording.TIERS) == 1
    assert "No body has assigned" in said


def test_computed_tiers_stand_side_by_side_with_their_traces():
    tiers = Tiers(
        amp=Tier(tier="II-C", trace=("Same entity.", "Retrospective.")),
        escat=Tier(tier="IV-A", trace=("Preclinical.",)),
        mtb=builders.no_tier("The scale speaks of therapy alone."),
        disagreement="The scales differ: one counts what another leaves out.",
    )
    said = text_of(hypotheses=(builders.a_hypothesis(tiers=tiers),))

    assert "AMP/ASCO/CAP 2017 II-C ESCAT IV-A NCT/DKTK no tier" in said
    assert "The scales differ" in said
    for step in ("Same entity.", "Retrospective.", "Preclinical.", "therapy alone."):
        assert step in said


def test_evidence_from_another_disease_is_said_to_be_that():
    one = builders.a_hypothesis(disease_match="extrapolated_from_another_disease")

    assert "evidence from another disease" in text_of(hypotheses=(one,))


def test_regimens_are_context_and_keep_their_order():
    said = text_of()

    assert wording.REGIMENS in said
    assert said.index("atezolizumab + bevacizumab") < said.index("Trial missed its endpoint")


def test_the_ledger_adds_up_on_the_page():
    assert "512 read = 5 kept + 431 + 58 + 2 + 1 + 15" in text_of()


def test_an_empty_ledger_divides_nothing():
    assert "0 read = 0 kept" in text_of(ledger=Ledger(read=0, kept=0, dropped={}))


def test_a_digest_is_shortened_and_whole_in_its_title():
    html = to_html(builders.a_report())

    assert f'title="{builders.SHA256}">{builders.SHA256[:12]}…<' in html


def test_an_old_evidence_base_is_announced():
    provenance = builders.a_provenance(knowledge_warning="The evidence base is 400 days old.")

    assert "The evidence base is 400 days old." in text_of(provenance=provenance)


def test_scores_not_computed_say_why():
    clinical = Clinical(scores=(), why="No clinical values were given.")

    assert "No clinical values were given." in text_of(clinical=clinical)


def test_every_sheet_printed_names_its_sample():
    foot = Markup(to_html(builders.a_report())).styles[1]
    quoted = re.search(r'content:"(.*?)"', foot).group(1)

    said = re.sub(r"\\([0-9a-f]+) ", lambda code: chr(int(code.group(1), 16)), quoted)
    assert said == f"HCC-001 · Preliminary · {wording.NOTICE}"


def test_a_hostile_name_is_harmless_at_the_foot_of_a_sheet():
    name = "HCC\u202e\x00\u738b"
    foot = Markup(to_html(builders.a_report(sample=builders.a_sample(id=name)))).styles[1]

    assert foot.isascii()
    assert r"HCC\fffd \fffd \738b " in foot
    assert "202e" not in foot


def test_the_funnel_ends_at_what_is_kept():
    dropped = {DropReason.FILTERED: 30, DropReason.OUTSIDE_PANEL: 50}
    ledger = Ledger(read=100, kept=20, dropped=dropped)
    bars = page_of(builders.a_report(ledger=ledger)).funnel

    assert sum(bar.width for bar in bars) == 100
    assert all(one.start + one.width == other.start for one, other in pairwise(bars))
    assert [bar.is_kept for bar in bars] == [False, False, True]
    assert bars[-1].count == 20


def test_long_names_meet_no_limit():
    aside = SetAsideFinding(
        gene="G" * 200,
        name="N" * 200,
        contig="chr1",
        pos=1,
        ref="A" * 200,
        alt="C",
        reason="filtered_by_caller",
        why="",
        vaf=None,
        alt_depth=None,
    )

    assert "N" * 200 in text_of(set_aside=(aside,))


def test_genes_of_which_the_same_is_said_stand_in_one_line():
    parts = [
        builders.a_component(gene=gene, state="not_assayed", why=why)
        for gene, why in (("TSC1", "No file."), ("TSC2", "No file."), ("PTEN", "Otherwise."))
    ]
    markers = builders.the_markers(m8={"components": tuple(parts)})

    said = text_of(markers=markers).partition("Markers in detail")[2]

    assert "TSC1 , TSC2 , small variants: Not assayed. No file." in said
    assert "PTEN , small variants: Not assayed. Otherwise." in said
