"""The content security policy of every page, and that nothing in the page needs it relaxed."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from hccgenomics.model.monitor import Monitor
from hccgenomics.model.report import Report
from hccgenomics.pipeline.monitor.series import monitor_of
from hccgenomics.reports.monitor_html import monitor_html
from hccgenomics.reports.to_html import to_html
from tests.builders import a_crowded_report, a_failed_report, a_report, an_empty_report
from tests.monitor.builders import a_tissue, series_of_reports, the_course
from tests.reports.markup import Markup
from tests.reports.poison import filled

LANGUAGES = ("en", "zh")
DOCUMENTS = {
    "rich": a_report,
    "empty": an_empty_report,
    "quality-fail": a_failed_report,
    "crowded": a_crowded_report,
    "every-field": lambda: filled(Report, "https://evil.example/?a=b&c=d"),
    "monitor": lambda: monitor_of(series_of_reports(*the_course(), a_tissue())),
    "every-field-of-a-timeline": lambda: filled(Monitor, "https://evil.example/?a=b&c=d"),
}
POLICY = "Content-Security-Policy"
REGISTRIES = (
    "https://doi.org/",
    "https://pubmed.ncbi.nlm.nih.gov/",
    "https://pmc.ncbi.nlm.nih.gov/",
    "https://clinicaltrials.gov/",
)
LOADING = {"src", "srcset", "srcdoc", "data", "poster", "background", "action", "formaction",
           "ping", "manifest", "xlink:href"}  # fmt: skip
ACTIVE = {"script", "iframe", "frame", "object", "embed", "form", "input", "button", "base",
          "link", "img", "image", "video", "audio", "applet", "portal", "foreignobject",
          "animate", "set", "template", "noscript"}  # fmt: skip
FETCHING_STYLE = re.compile(r"url\(|@import|expression\(|@font-face|image-set\(", re.IGNORECASE)


@pytest.fixture(params=DOCUMENTS, scope="module")
def document(request):
    return DOCUMENTS[request.param]()


@pytest.fixture(params=LANGUAGES, scope="module")
def page(request, document):
    write = monitor_html if isinstance(document, Monitor) else to_html
    return Markup(write(document, request.param))


def directives_of(page: Markup) -> dict[str, list[str]]:
    (policy,) = (one["content"] for one in page.all("meta") if one.get("http-equiv") == POLICY)
    return {name: values for name, *values in (part.split() for part in policy.split(";"))}


def test_the_policy_allows_two_style_sheets_by_their_digests_and_nothing_else(page):
    digests = [
        f"'sha256-{b64encode(sha256(one.encode()).digest()).decode()}'" for one in page.styles
    ]

    assert directives_of(page) == {
        "default-src": ["'none'"],
        "style-src": digests,
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    assert len(digests) == 2


def test_the_policy_stands_before_whatever_it_governs(page):
    names = [tag for tag, _ in page.tags]
    policy = page.tags.index(next(one for one in page.tags if ("http-equiv", POLICY) in one[1]))

    assert policy < names.index("style")
    assert policy < names.index("title")
    assert "charset" in dict(page.tags[policy - 1][1])


def test_nothing_in_the_page_is_active_or_loads(page):
    for tag, attributes in page.tags:
        names = {name.lower() for name, _ in attributes}

        assert tag.lower() not in ACTIVE
        assert not {name for name in names if name.startswith("on")}
        assert not names & LOADING
        assert "style" not in names
        assert "http-equiv" not in names or (("http-equiv", POLICY) in attributes)


def test_the_style_sheets_fetch_nothing(page):
    assert not any(FETCHING_STYLE.search(one) for one in page.styles)


def test_every_link_leads_within_the_page_or_to_a_registry_and_tells_it_nothing(page):
    ids = {dict(attributes).get("id") for _, attributes in page.tags}
    for link in page.all("a"):
        if link["href"].startswith("#"):
            assert link["href"][1:] in ids
        else:
            assert link["href"].startswith(REGISTRIES)
            assert set(link["rel"].split()) == {"noopener", "noreferrer"}
            assert "target" not in link
    for use in page.all("use"):
        assert use["href"][1:] in ids


def test_no_referrer_is_sent(page):
    assert {"name": "referrer", "content": "no-referrer"} in page.all("meta")


def test_no_name_is_given_twice(page):
    ids = [value for _, attributes in page.tags for name, value in attributes if name == "id"]

    assert len(ids) == len(set(ids))


def test_rich_pages_do_have_links_out():
    page = Markup(to_html(a_report()))

    assert any(one["href"].startswith(REGISTRIES) for one in page.all("a"))
