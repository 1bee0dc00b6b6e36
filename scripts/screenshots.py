"""The pictures of the README: five pages as a board sees them (``make screenshots``).

Everything shown is invented: the bundled example, a file without variants, a run that cannot carry
a report, a series of plasma samples, and the example in Chinese.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hccgenomics.cli.demo import (
    CLINICAL,
    DEPTHS,
    EXAMPLE,
    JUNCTIONS,
    PANEL,
    PLOIDY,
    PURITY,
    SEGMENTS,
)
from hccgenomics.knowledge.files import resource
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.pipeline.monitor.series import monitor_of
from hccgenomics.reports.monitor_html import monitor_html
from hccgenomics.reports.to_html import to_html
from tests.monitor.builders import a_tissue, series_of_reports, the_course
from tests.sample_files import GERMLINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.model.report import Report

FOLDER: Final = Path(__file__).parent.parent / "docs" / "screenshots"
WIDTH: Final = 1280
HEIGHT: Final = 900
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Picture:
    """One page and the part of it that is shown."""

    name: str
    html: str
    height: int = HEIGHT


def pictures(folder: Path) -> Iterator[Picture]:
    """The five cases."""
    rich = example()
    yield Picture("rich", to_html(rich))
    yield Picture("chinese", to_html(rich, "zh"))
    yield Picture("empty", to_html(without_variants(folder)))
    yield Picture("quality-fail", to_html(of_a_normal(folder)))
    series = monitor_of(series_of_reports(*the_course(), a_tissue()))
    yield Picture("plasma-series", monitor_html(series), height=1000)


def example() -> Report:
    """The bundled example with everything beside it."""
    return make_report(
        ReportRequest(
            paths=(str(resource(EXAMPLE)),),
            settings=Settings(),
            cnv=(str(resource(SEGMENTS)),),
            sv=(str(resource(JUNCTIONS)),),
            panel=str(resource(PANEL)),
            coverage=(str(resource(DEPTHS)),),
            clinical=resource(CLINICAL),
            purity=PURITY,
            ploidy=PLOIDY,
        )
    )


def without_variants(folder: Path) -> Report:
    """A file that holds no variant, of a panel that was sequenced deeply."""
    path = folder / "no-variants.vcf"
    head = [line for line in _example_lines() if line.startswith("#")]
    path.write_text("\n".join(head) + "\n", encoding="utf-8")
    return make_report(
        ReportRequest(
            paths=(str(path),),
            settings=Settings(),
            panel=str(resource(PANEL)),
            coverage=(str(resource(DEPTHS)),),
            purity=PURITY,
        )
    )


def of_a_normal(folder: Path) -> Report:
    """Calls of a normal sample, given as the tumour's: common variants at one half and at one."""
    path = folder / "a-normal.vcf"
    path.write_text(GERMLINE, encoding="utf-8")
    return make_report(ReportRequest(paths=(str(path),), settings=Settings(), sample_id="CASE-7"))


def _example_lines() -> list[str]:
    return resource(EXAMPLE).read_text(encoding="utf-8").splitlines()


def main() -> None:
    """Write ``docs/screenshots/*.png``."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("There is no Chromium on this machine: install Debian's package chromium.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    from playwright.sync_api import sync_playwright  # tests import the pages, and may lack it

    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        window = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for picture in pictures(Path(scratch)):
            path = Path(scratch) / f"{picture.name}.html"
            path.write_text(picture.html, encoding="utf-8")
            page = window.new_page(viewport={"width": WIDTH, "height": picture.height})
            page.goto(path.as_uri())
            page.screenshot(path=FOLDER / f"{picture.name}.png")
            page.close()
        window.close()


if __name__ == "__main__":
    main()
