"""Every sentence of real reports is made of the catalogue and of curated tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from hccgenomics.errors import HccGenomicsError
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.pipeline.catalogue import templates
from hccgenomics.readers.dialects import DIALECTS
from hccgenomics.reports.to_html import to_html
from hccgenomics.vocabulary import Specimen
from tests.conftest import DATA, ROOT
from tests.forbidden import phrases_in
from tests.reports.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SENTENCES = {
    "summary", "why", "notes", "limits", "question", "caveats", "reasons", "remarks", "test",
    "trace", "disagreement", "for_this_patient", "filters_not_applied", "name_why", "detail",
}  # fmt: skip
WORD = re.compile(r"(?<![\w./-])[a-z]{3,}(?![\w./(-])")
SLOT = re.compile(r"\{[^{}]*\}")
SHARED_FILES = ("callers", "ctdna")
AT_MOST = 16
SMALL = 2_000_000


def words_of(text: str) -> set[str]:
    return set(WORD.findall(text))


def known_words() -> set[str]:
    known: set[str] = set()
    for template in templates():
        known |= words_of(SLOT.sub(" ", template.text))
    base = load_knowledge()
    for row in (*base.biomarkers, *base.regimens):
        known |= words_of(row.model_dump_json().replace("\\n", " ").replace("_", " "))
    for row in (*base.prevalence, *base.cross_checks, *base.genes.values()):
        known |= words_of(row.model_dump_json().replace("_", " "))
    by_gene = (base.hotspots.by_gene, base.functional, base.domains)
    for rows in (rows for table in by_gene for rows in table.values()):
        for row in rows:
            known |= words_of(row.model_dump_json().replace("_", " "))
    for row in (*base.fusions.values(), *base.germline.values()):
        known |= words_of(str(row).replace("_", " "))
    for name, dialect in DIALECTS.items():  # names of callers
        known |= {name, *words_of(str(dialect))}
    for name in Settings.model_fields:
        known |= {name, *name.split("_")}
    return known


KNOWN = known_words()


def sentences(value, key="") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from sentences(item, name)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from sentences(item, key)
    elif isinstance(value, str) and key in SENTENCES:
        yield key, value


def files() -> list:
    ours = sorted((DATA / "vcf").glob("*/tumour.vcf"))
    return [pytest.param(path, id=path.parent.name) for path in ours[:: max(1, len(ours) // 16)]]


def report_of(path: Path, **more):
    return make_report(ReportRequest(paths=(str(path),), settings=Settings(), **more))


def unknown_words(report, path: Path) -> dict[str, set[str]]:
    """Words of neither the catalogue nor a table nor the file itself (names of filters)."""
    own = set(re.findall(r"[A-Za-z]+", path.read_text(encoding="utf-8", errors="replace")))
    own = {word.lower() for word in own}
    found = {}
    for key, text in sentences(report.model_dump(mode="json")):
        strange = words_of(text) - KNOWN - own
        if strange:
            found[f"{key}: {text}"] = strange
    return found


@pytest.mark.parametrize("path", files())
def test_every_word_comes_from_the_catalogue_or_a_table(path):
    assert unknown_words(report_of(path), path) == {}


@pytest.mark.parametrize("specimen", list(Specimen))
def test_the_example_with_copies_and_junctions_does_too(specimen):
    folder = ROOT / "resources" / "example"
    path = folder / "hcc-example.vcf"
    report = report_of(
        path,
        cnv=(str(folder / "hcc-example.cns"),),
        sv=(str(folder / "hcc-example.sv.vcf"),),
        specimen=specimen,
        purity=0.7,
        ploidy=2.1,
    )

    assert unknown_words(report, path) == {}


def test_real_files_do_too(shared):
    paths = [
        path
        for folder in SHARED_FILES
        for path in sorted((shared / "realdata" / folder).rglob("*.vcf"))
        if path.stat().st_size < SMALL
    ]
    read = 0
    for path in paths[:: max(1, len(paths) // AT_MOST)]:
        try:
            report = report_of(path)
        except HccGenomicsError:
            continue  # the sweep holds that refusals are one sentence
        read += 1
        assert unknown_words(report, path) == {}, path.name
    assert read >= AT_MOST // 2


@pytest.mark.parametrize("path", files())
@pytest.mark.parametrize("specimen", list(Specimen))
def test_no_report_says_what_must_not_be_said(path, specimen):
    report = report_of(path, specimen=specimen)
    said = [text for _, text in sentences(report.model_dump(mode="json"))]

    assert [text for text in said if phrases_in(text)] == []
    assert phrases_in(Markup(to_html(report)).text) == []
    assert said


def test_a_strange_word_would_be_found():
    assert words_of("the patient thrives splendidly") - KNOWN >= {"thrives", "splendidly"}
