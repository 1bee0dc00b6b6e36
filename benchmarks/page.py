"""How long a page takes once its JSON exists, in each language; ``render`` against imports alone.

    python -m benchmarks.page

The rich case is the bundled example with everything it comes with: copy number, junctions, depth, a
clinical file; beside it are the 500 records of ``whole_run``, as tissue and as plasma. The first
table is of processes that write two pages each: the first one, for which
templates are loaded and, but for English, the catalogue is read, and the one after that. It counts
CPU time: nothing waits there, and machines are busy with other things. The second table is the
whole command, from a cold start, beside a process that does nothing but import what a page cannot
do without.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks.measure import Command, in_turn
from benchmarks.whole_run import panel_vcf

if TYPE_CHECKING:
    from collections.abc import Mapping

ROUNDS: Final = 7
MILLISECONDS: Final = 1000
FIRST_PAGE_BAR: Final = {"en": 100.0}
"""Milliseconds of CPU for the first page of a process, once the JSON is read."""
NEXT_PAGE_BAR: Final = 100.0
COMMAND_BAR: Final = {"en": 6.0, "zh": 10.0}
"""Times the bare imports that the whole command may take."""
LANGUAGES: Final = ("en", "zh")
BARE: Final = "import click, pydantic, jinja2"
CHILD: Final = """
import sys, json
from pathlib import Path
from time import process_time
from hccgenomics.reports.to_json import from_json
from hccgenomics.reports.to_html import to_html
content = Path(sys.argv[1]).read_bytes()
times = [process_time()]
report = from_json(content)
times.append(process_time())
for _ in range(2):
    page = to_html(report, sys.argv[2])
    times.append(process_time())
print(json.dumps([b - a for a, b in zip(times, times[1:])] + [len(page.encode())]))
"""


def main() -> int:
    """Print both tables; 1 where a bar is missed."""
    with tempfile.TemporaryDirectory() as folder:
        vcf = Path(folder) / "panel.vcf"
        panel_vcf(vcf)
        cases = {
            "example": _report(Path(folder) / "example", "demo"),
            "500 records": _report(Path(folder) / "tissue", "report", str(vcf)),
            "500 of plasma": _report(
                Path(folder) / "plasma", "report", str(vcf), "--specimen", "plasma"
            ),
        }
        missed = [*_pages(cases), *_commands(cases["example"])]
    print("\n" + ("pass" if not missed else "MISSED: " + "; ".join(missed)))
    return int(bool(missed))


def _report(folder: Path, *words: str) -> Path:
    """The JSON that a command writes."""
    command = [sys.executable, "-m", "hccgenomics", *words, "-o", str(folder), "--quiet"]
    subprocess.run(command, check=True)
    (report,) = folder.glob("*.report.json")
    return report


def _pages(cases: Mapping[str, Path]) -> list[str]:
    """Milliseconds of the first page and of the next one, with the bars that were missed."""
    missed = []
    print("| page | language | first page ms | next page ms | JSON read ms | KB |")
    print("|---|---|---|---|---|---|")
    for (title, report), language in product(cases.items(), LANGUAGES):
        runs = [_child(report, language) for _ in range(ROUNDS)]
        columns = list(zip(*runs, strict=True))
        read, first, following = (MILLISECONDS * median(column) for column in columns[:3])
        size = columns[3][0] / MILLISECONDS
        times = f"{first:.0f} | {following:.0f} | {read:.0f}"
        print(f"| {title} | {language} | {times} | {size:.0f} |")
        if first >= FIRST_PAGE_BAR.get(language, float("inf")):
            missed.append(f"first page of {title} in {language}")
        if following >= NEXT_PAGE_BAR:
            missed.append(f"next page of {title} in {language}")
    return missed


def _child(report: Path, language: str) -> list[float]:
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(report), language],
        check=True,
        capture_output=True,
        text=True,
    )
    times: list[float] = json.loads(done.stdout)
    return times


def _commands(report: Path) -> list[str]:
    """The whole command against the bare imports, with the bars that were missed."""
    bare = Command("imports alone", [sys.executable, "-c", BARE])
    own = {
        language: Command(
            f"render --language {language}",
            [
                *(sys.executable, "-m", "hccgenomics", "render", str(report)),
                *("--language", language, "-o", "-"),
            ],
        )
        for language in LANGUAGES
    }
    timings = in_turn([bare, *own.values()], rounds=ROUNDS)
    base, missed = timings[bare.title], []
    print("\n| command | wall s | CPU s | peak MiB | × imports alone |")
    print("|---|---|---|---|---|")
    for title, one in timings.items():
        ratio = one.wall / base.wall
        print(f"| {title} | {one.wall:.3f} | {one.cpu:.2f} | {one.peak_mib:.0f} | {ratio:.2f} |")
    for language, command in own.items():
        if timings[command.title].wall > COMMAND_BAR[language] * base.wall:
            missed.append(command.title)
    return missed


if __name__ == "__main__":
    sys.exit(main())
