"""The bundled example's report, whole, against committed files that a reviewer can read.

What changes with every release or every edit of a table is blanked. ``pytest --regenerate``
rewrites the files; a change that needs it says what moved, and why, under **Changed results** in
the changelog.
"""

from __future__ import annotations

from difflib import unified_diff

import pytest

from hccgenomics.knowledge.files import resource
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.reports.to_html import to_html
from hccgenomics.reports.to_json import to_json

SHOWN_LINES = 40
SHOWN_WIDTH = 200


@pytest.fixture(scope="module")
def report():
    path = resource("example/hcc-example.vcf")
    made = make_report(ReportRequest(paths=(str(path),), settings=Settings()))
    tables = [
        table.model_copy(update={"version": "", "sha256": ""})
        for table in made.provenance.resources
    ]
    blank = {"software_version": "", "resources": tuple(tables), "inputs": ()}
    provenance = made.provenance.model_copy(update=blank)
    return made.model_copy(update={"report_id": "", "provenance": provenance})


@pytest.mark.parametrize(("name", "render"), [("report.json", to_json), ("report.html", to_html)])
def test_the_example_is_reported_as_it_was_read(name, render, report, data, request):
    path = data / "golden" / "example" / name
    found = render(report)
    if request.config.getoption("--regenerate"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")

    expected = path.read_text(encoding="utf-8")

    if found != expected:
        pytest.fail(difference(expected, found, name), pytrace=False)


def difference(expected: str, found: str, name: str) -> str:
    lines = list(
        unified_diff(expected.splitlines(), found.splitlines(), name, "now", n=1, lineterm="")
    )
    shown = [line[:SHOWN_WIDTH] for line in lines[:SHOWN_LINES]]
    more = [f"… {len(lines) - SHOWN_LINES} more lines"] if len(lines) > SHOWN_LINES else []
    return "\n".join([*shown, *more, "If this is meant: pytest tests/test_golden.py --regenerate"])


def test_a_difference_is_shown_and_kept_short():
    shown = difference("same\nold\n", "same\nnew\n", "report.json")
    long = difference("", "\n".join(map(str, range(1000))), "report.json")

    assert "-old\n+new" in shown
    assert len(long.splitlines()) == SHOWN_LINES + 2
