"""Read every file in some folders as copy number and as structural variants; one line a file.

    python scripts/sweep_large.py FOLDER... [--jobs N] [--markdown]

Each file goes through ``report --cnv`` (below a folder ``cnv``), ``report --sv`` (below ``sv``) or
both, and through ``validate`` as the same. A file that is refused because it does not say its
assembly, or of which sample it is asked, is given again with that said; one that is told to be of
the other option is given with that. The line has, separated by tabs: the file; what it was read as;
the outcome; the format and the program; records, as ``records = kept + dropped``; seconds; and the
error's sentence, or what had to be said.

A line is marked UNSOUND, and the sweep fails, if a run ends otherwise than with one report or with
exit code 3 and one sentence, if it does not end, if a record is neither kept nor dropped, if there
are more records than lines, if a refused file left something behind, if ``validate`` and ``report``
disagree, or if a message holds the name of a sample.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sweep import ASSEMBLIES, REFUSED, SELF, SHOWN, TIMEOUT_SECONDS, WRITTEN, _files, _text, printed

if TYPE_CHECKING:
    from collections.abc import Iterator

SECTIONS = {"cnv": "copy_number", "sv": "structural"}
COLUMNS = ("file", "as", "outcome", "format", "records", "seconds", "said")
LEAST_NAME = 4  # letters; a shorter name of a sample is found in any sentence


@dataclass
class Line:
    """What came of one file read one way."""

    file: str
    kind: str
    outcome: str = ""
    form: str = "."
    records: str = "."
    seconds: float = 0.0
    said: str = ""
    faults: list[str] = field(default_factory=list)

    @property
    def cells(self) -> tuple[str, ...]:
        """As printed."""
        outcome = f"{self.outcome} UNSOUND" if self.faults else self.outcome
        said = "; ".join([*self.faults, self.said]).strip("; ")
        said = said if len(said) <= SHOWN else f"{said[:SHOWN]}…"
        seconds = f"{self.seconds:.2f}"
        return self.file, self.kind, outcome, self.form, self.records, seconds, said


def main() -> int:
    """Sweep, print, and judge."""
    options = _options()
    jobs = [job for folder in options.folders for job in _jobs(folder)]
    with ThreadPoolExecutor(options.jobs) as pool:  # of processes that are waited for
        found = pool.map(lambda job: swept(*job), jobs)
        lines = list(printed(found, COLUMNS, markdown=options.markdown))
    read = sum(line.outcome == "report" for line in lines)
    unsound = [line for line in lines if line.faults]
    print(f"\n{len(lines)} runs: {read} read, {len(lines) - read} refused, {len(unsound)} unsound.")
    for line in unsound:
        print("UNSOUND", line.file, line.kind, "; ".join(line.faults))
    return 1 if unsound or not lines else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--markdown", action="store_true")
    return parser.parse_args()


def _jobs(folder: Path) -> Iterator[tuple[Path, str, str]]:
    for path in _files(folder):
        own = [kind for kind in SECTIONS if kind in path.parts[:-1]]
        for kind in own or SECTIONS:
            yield path, f"{folder.name}/{path.relative_to(folder)}", kind


def swept(path: Path, name: str, kind: str) -> Line:
    """One file, read one way, or the other where the refusal says so."""
    first = _one_way(path, name, kind)
    (other,) = SECTIONS.keys() - {kind}
    said_so = first.outcome == "refused" and f"with --{other}" in first.said
    return _one_way(path, name, other) if said_so and not first.faults else first


def _one_way(path: Path, name: str, kind: str) -> Line:
    """One file, read one way, with as much said as it needs."""
    line = Line(name, kind)
    samples = _samples(path, kind)
    wanted: list[str] = []
    for _ in range(3):
        line.faults.clear()
        code = _report(path, wanted, line, samples)
        more = _more(line.said, wanted, samples) if code == REFUSED else None
        if more is None:
            break
        wanted += more
    line.said = " ".join([*_shown(wanted, samples), line.said]).strip()
    validated = _validate(path, kind, wanted).returncode
    if (validated in WRITTEN) != (line.outcome == "report"):
        line.faults.append(f"validate ends with {validated}")
    return line


def _more(said: str, wanted: list[str], samples: list[str]) -> list[str] | None:
    """What else may be said of a file that was refused for not saying it."""
    if "assembly" in said.lower() and "--assembly" not in wanted:
        return ["--assembly", ASSEMBLIES[0]]
    if "--tumour-sample" in said and "--tumour-sample" not in wanted and samples:
        return ["--tumour-sample", samples[0]]
    return None


def _shown(wanted: list[str], samples: list[str]) -> list[str]:
    return ["(its first sample)" if word in samples else word for word in wanted]


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*SELF, *words],
        capture_output=True,
        text=True,
        errors="replace",
        timeout=TIMEOUT_SECONDS,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def _validate(path: Path, kind: str, wanted: list[str]) -> subprocess.CompletedProcess[str]:
    return _run("validate", str(path), "--as", kind, "--log-format", "json", *wanted)


def _samples(path: Path, kind: str) -> list[str]:
    """The names of its samples, as ``validate`` lists them."""
    try:
        said = json.loads(_validate(path, kind, []).stdout)
    except (json.JSONDecodeError, subprocess.TimeoutExpired):
        return []
    listed = (said.get("large") or {}).get("samples") or said.get("samples") or ()
    return [str(name) for name in listed]


def _report(path: Path, wanted: list[str], line: Line, samples: list[str]) -> int:
    with tempfile.TemporaryDirectory() as outdir:
        started = time.perf_counter()
        try:
            done = _run(
                "report", f"--{line.kind}", str(path), "-o", outdir, "--force", "--quiet",
                *wanted,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            line.outcome = "hung"
            line.faults.append(f"no end within {TIMEOUT_SECONDS} seconds")
            return -1
        line.seconds = time.perf_counter() - started
        left = sorted(Path(outdir).iterdir())
        _judge(path, done, left, line)
        line.faults += [
            "a message holds the name of a sample"
            for name in samples
            if len(name) >= LEAST_NAME and re.search(rf"\b{re.escape(name)}\b", _bare(done, path))
        ][:1]
        return done.returncode


def _bare(done: subprocess.CompletedProcess[str], path: Path) -> str:
    return done.stderr.replace(str(path), "").replace(path.name, "")


def _judge(
    path: Path, done: subprocess.CompletedProcess[str], left: list[Path], line: Line
) -> None:
    if done.returncode in WRITTEN:
        line.outcome, line.said = "report", ""
        reports = [found for found in left if found.name.endswith(".report.json")]
        if len(reports) == 1:
            _balance(path, json.loads(reports[0].read_text(encoding="utf-8")), line)
        else:
            line.faults.append("not one JSON report was written")
        return
    said = done.stderr.strip().splitlines()
    line.outcome = "refused" if done.returncode == REFUSED else f"exit {done.returncode}"
    line.said = (said[-1] if said else "nothing was said").replace(str(path), path.name)
    if done.returncode != REFUSED or len(said) != 1 or left:
        line.faults.append("no refusal with one sentence")


def _balance(path: Path, report: dict, line: Line) -> None:
    """Every record is kept or dropped, and there are no more of them than lines."""
    files = report[SECTIONS[line.kind]]["files"]
    if len(files) != 1:
        line.faults.append(f"{len(files)} files in the report")
        return
    (found,) = files
    dropped = sum(found["dropped"].values())
    line.form = f"{found['format']} ({found['tool']})"
    line.records = f"{found['records']} = {found['kept']} + {dropped}"
    if found["records"] != found["kept"] + dropped:
        line.faults.append("records are neither kept nor dropped")
    if found["records"] > _lines(path):
        line.faults.append("more records than lines")
    genes = [one["gene"] for one in report["alterations"]]
    line.said = f"{report['sample']['assembly']}, {len(genes)} alterations"


def _lines(path: Path) -> int:
    return sum(bool(line.strip()) and line[0] != "#" for line in _text(path).splitlines())


if __name__ == "__main__":
    sys.exit(main())
