"""Read every file in some folders with every command, and print one line a file.

    python scripts/sweep.py FOLDER... [--callers TRUTH.tsv] [--jobs N] [--markdown]

Each file goes through ``python -m hccgenomics report``, ``annotate`` and ``validate``, each in a
process of its own. A file that is refused because it does not say what it is (its assembly, its
tumour) is given once more with that said. The line has, separated by tabs: the file; the outcome
(``report``, ``report 4`` or ``refused``, and the exit codes of the other two commands where they
differ from what follows from it); the caller recognised; records; the ledger, as
``read = kept + dropped``; seconds; and the error's sentence, or what had to be said.

The balance is judged against a count of the file's own lines, made here and by no code of the
product: entries must be one for each alternate allele of a record that touches the panel, or that
the file's own annotation puts into the coding sequence or splice sites of a driver gene without a
model, and one for each other record. A line is marked UNSOUND, and the sweep fails, if a run ends
otherwise than with its output or with exit code 3 and one sentence, if it does not end, if a ledger
does not balance, if a refused file left something behind, or if the caller is not the one that
``--callers`` names (a table with the columns ``file`` and ``caller``).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

REFUSED = 3
WRITTEN = (0, 4)
HUNG = -1
TIMEOUT_SECONDS = 300
SHOWN = 160
SIDE_FILES = (".tbi", ".csi", ".fai", ".gzi")
SELF = [sys.executable, "-m", "hccgenomics"]
ASSEMBLIES = ("GRCh37", "GRCh38")
FORMAT = re.compile(
    r'##INFO=<ID=([^,]+),.*Description="(?:.*Ensembl VEP.*Format:|Functional annotations:'
    r"|.*BCFtools/csq.*Format:|.*Funcotation fields are:)([^\"]+)"
)
GENE_FIELDS = ("symbol", "gene_name", "hugosymbol", "gene")
WORD_FIELDS = ("consequence", "annotation", "variantclassification")
TRANSCRIPT = ("", "transcript")
DECAYED = ("nonsense_mediated_decay", "non_stop_decay")
TELLING = re.compile(
    r"\W*(frame_?shift|in_?frame|missense|nonsense|nonstop|stop_|start_(lost|retained|codon)|splice_"
    r"|synonymous|silent|coding_sequence|protein_altering|initiator|transcript_abl|exon_loss"
    r"|conservative_inframe|disruptive_inframe|incomplete_terminal|feature_(ablat|trunc|elong))"
)


@dataclass(frozen=True)
class Run:
    """One command on one file."""

    code: int
    said: str
    is_sound: bool
    seconds: float = 0.0
    report: dict | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of one file."""

    file: str
    words: str
    caller: str
    records: str
    ledger: str
    seconds: float
    said: str
    is_sound: bool
    is_read: bool

    @property
    def cells(self) -> tuple[str, ...]:
        """One line, as its cells."""
        words = self.words if self.is_sound else f"{self.words} UNSOUND"
        said = self.said if len(self.said) <= SHOWN else f"{self.said[:SHOWN]}…"
        seconds = f"{self.seconds:.2f}"
        return self.file, words, self.caller, self.records, self.ledger, seconds, said


COLUMNS = ("file", "outcome", "caller", "records", "ledger", "seconds", "said")


def main() -> int:
    """Sweep, print, and judge."""
    options = _options()
    wanted = _wanted(options.callers)
    files = [(path, folder) for folder in options.folders for path in _files(folder)]
    with ThreadPoolExecutor(options.jobs) as pool:  # of processes that are waited for
        outcomes = pool.map(lambda found: _outcome(*found, wanted), files)
        done = list(printed(outcomes, COLUMNS, markdown=options.markdown))
    unsound = [outcome for outcome in done if not outcome.is_sound]
    read = sum(outcome.is_read for outcome in done)
    print(f"\n{len(done)} files: {read} read, {len(done) - read} refused, {len(unsound)} unsound.")
    for outcome in unsound:
        print("UNSOUND", outcome.file, outcome.said)
    return 1 if unsound or not done else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--callers", type=Path, help="a table of files and their callers")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--markdown", action="store_true")
    return parser.parse_args()


def _wanted(table: Path | None) -> dict[str, str]:
    if table is None:
        return {}
    with table.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return {row["file"]: row["caller"] for row in csv.DictReader(lines, delimiter="\t")}


def _files(folder: Path) -> Iterator[Path]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return iter(sorted(path for path in found if path.suffix not in SIDE_FILES))


def printed(outcomes: Iterator, columns: tuple[str, ...], *, markdown: bool) -> Iterator:
    """Each outcome as it comes, once its ``cells`` are printed as a line of a table."""
    if markdown:
        print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
    else:
        print("\t".join(columns))
    for outcome in outcomes:
        cells = [cell.replace("|", "/") if markdown else cell for cell in outcome.cells]
        print(f"| {' | '.join(cells)} |" if markdown else "\t".join(cells), flush=True)
        yield outcome


def _outcome(path: Path, folder: Path, wanted: dict[str, str]) -> Outcome:
    name = f"{folder.name}/{path.relative_to(folder)}"
    options, first = _said_more(path)
    others = {command: _run(command, path, options) for command in _other_commands()}
    report = first.report or {}
    caller = "+".join(report.get("sample", {}).get("callers", ())) or _caller(path)
    is_right = wanted.get(name, caller) in {caller, ""}
    faults = [f"{word}: {run.said}" for word, run in others.items() if not run.is_sound]
    faults += [] if is_right else [f"the caller is {wanted[name]}"]
    ledger = report.get("ledger")
    return Outcome(
        file=name,
        words=_words(first, others),
        caller=caller or ".",
        records=str(report["provenance"]["inputs"][0]["records"]) if report else ".",
        ledger=_equation(ledger) if ledger else ".",
        seconds=first.seconds,
        said="; ".join([*faults, " ".join(options), first.said]).strip("; "),
        is_sound=first.is_sound and not faults,
        is_read=first.code in WRITTEN,
    )


@cache
def _other_commands() -> tuple[str, ...]:
    from hccgenomics.cli import COMMANDS

    return tuple(command for command in ("annotate", "validate") if command in COMMANDS)


def _words(first: Run, others: dict[str, Run]) -> str:
    words = {0: "report", REFUSED: "refused", HUNG: "hung"}.get(first.code, f"exit {first.code}")
    agreeing = set(WRITTEN) if first.code in WRITTEN else {first.code}
    differing = [f"{word} {run.code}" for word, run in others.items() if run.code not in agreeing]
    return ", ".join([words, *differing])


def _equation(ledger: dict) -> str:
    return f"{ledger['read']} = {ledger['kept']} + {sum(ledger['dropped'].values())}"


def _said_more(path: Path) -> tuple[tuple[str, ...], Run]:
    """The first run that is not refused, with what had to be said for it; else the last one."""
    options: tuple[str, ...] = ()
    run = _run("report", path, options)
    named = _first_sample(path)
    for assembly in ASSEMBLIES:
        if run.code != REFUSED or not run.is_sound:
            break
        options = ("--assembly", assembly, *named)
        run = _run("report", path, options)
    return options, run


def _header(path: Path):  # noqa: ANN202 -- the product's own, for two of its words
    from hccgenomics.errors import InputError
    from hccgenomics.readers.header import parse_header
    from hccgenomics.readers.stream import open_input

    try:
        with open_input(path) as source:
            return parse_header(source.lines)
    except InputError:
        return None


def _first_sample(path: Path) -> tuple[str, ...]:
    header = _header(path)
    return ("--tumour-sample", header.samples[0]) if header and header.samples else ()


def _caller(path: Path) -> str:
    """What the header is recognised as, where no report says it."""
    from hccgenomics.errors import InputError
    from hccgenomics.readers.dialects import choose_dialect

    header = _header(path)
    try:
        return choose_dialect(header, caller=None, where="").name if header else ""
    except InputError:
        return ""


def _run(command: str, path: Path, options: tuple[str, ...]) -> Run:
    with tempfile.TemporaryDirectory() as outdir:
        out = {
            "report": ["-o", outdir, "--force", "--quiet"],
            "annotate": ["-o", str(Path(outdir) / "rows.tsv"), "--quiet"],
            "validate": [],
        }[command]
        started = time.perf_counter()
        try:
            done = subprocess.run(
                [*SELF, command, str(path), *out, *options],
                capture_output=True,
                text=True,
                errors="replace",
                timeout=TIMEOUT_SECONDS,
                stdin=subprocess.DEVNULL,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Run(HUNG, f"no end within {TIMEOUT_SECONDS} seconds", is_sound=False)
        seconds = time.perf_counter() - started
        left = sorted(Path(outdir).iterdir())
        if done.returncode not in WRITTEN:
            return Run(done.returncode, *_sentence(done, path, left), seconds)
        if command != "report":
            return Run(done.returncode, "", "Traceback" not in done.stderr, seconds)
        return Run(done.returncode, *_ledger(left, path), seconds, _report(left))


def _report(left: list[Path]) -> dict | None:
    reports = [path for path in left if path.name.endswith(".report.json")]
    return json.loads(reports[0].read_text(encoding="utf-8")) if len(reports) == 1 else None


def _ledger(left: list[Path], path: Path) -> tuple[str, bool]:
    report = _report(left)
    if report is None:
        return "not one JSON report was written", False
    ledger, assembly = report["ledger"], report["sample"]["assembly"]
    (file,) = report["provenance"]["inputs"]
    records, entries = _counted(path, assembly, file["file_format"])
    balances = (
        ledger["read"] == ledger["kept"] + sum(ledger["dropped"].values())
        and entries in {None, ledger["read"]}
        and records in {None, file["records"]}
    )
    said = f"{assembly}, {len(report['alterations'])} alterations"
    return said if balances else f"{said}; counted {records} records, {entries} entries", balances


def _counted(path: Path, assembly: str, file_format: str) -> tuple[int | None, int | None]:
    """Records and entries by our own count; of a table the rows; of a BCF nothing."""
    if file_format.startswith("VCF"):
        return counted_entries(path, assembly)
    if file_format.startswith("BCF"):
        return None, None
    lines = [line for line in _text(path).splitlines() if line.strip() and line[:2] != "##"]
    is_marked = any(line[0] == "#" and "\t" in line for line in lines)  # "#chr pos ref alt"
    return sum(line[0] != "#" for line in lines) - (not is_marked), None


def counted_entries(path: Path, assembly: str) -> tuple[int, int]:
    """Records of a file, and the entries its ledger must have, counted line by line."""
    regions = _regions(assembly)
    formats: dict[str, dict[str, int]] = {}
    records = entries = 0
    for line in _text(path).splitlines():
        if not line.strip() or line.startswith("#"):
            if found := FORMAT.match(line):
                names = [
                    re.sub(r"[^a-z0-9_.]|^gencode_[^_]+_", "", n.strip(" '\"[]*").lower())
                    for n in found[2].split("|")
                ]
                formats[found[1]] = {name: place for place, name in enumerate(names)}
            continue
        contig, pos, _, ref, alts, _, _, info = line.rstrip("\r").split("\t")[:8]
        records += 1
        start = int(pos) - 1
        end = start + len(ref)
        if "<" in alts:
            ends = [int(v) for v in re.findall(r"(?:^|;)END=(\d+)", info)]
            lengths = re.findall(r"(?:^|;)SVLEN=([-\d,]+)", info)
            spans = [abs(int(v)) for text in lengths for v in text.split(",") if v]
            lasting = re.search("<(DEL|DUP|INV|CNV)", alts)
            end = max([end, *ends, *(start + 1 + span for span in spans if lasting)])
        touches = any(
            name in {contig, f"chr{contig}"} and start < last and first < end
            for name, first, last in regions
        )
        touches = touches or _is_used(info, alts.split(","), formats)
        entries += alts.count(",") + 1 if touches else 1
    return records, entries


def _is_used(info: str, alts: list[str], formats: dict[str, dict[str, int]]) -> bool:
    """Whether an annotator puts an allele of bases into a driver gene without a model."""
    if not formats or not any(gene in info for gene in _genes_without_models()):
        return False
    if not any(re.fullmatch("[ACGTN]+", alt, re.IGNORECASE) for alt in alts):
        return False
    ranked: dict[tuple[str, str, str], list[tuple[int, bool]]] = {}
    for item in info.split(";"):
        name, _, text = item.partition("=")
        places = formats.get(name, {})
        for entry in re.split(r"\]#\[|\],\[|,", text.strip("[]")) if places else ():
            values = entry.split("|")
            row = {n: values[place] for n, place in places.items() if place < len(values)}
            gene = next((row[n] for n in GENE_FIELDS if row.get(n)), "")
            if gene in _genes_without_models() and _is_product(row):
                allele = row.get("allele") or row.get("dna_change") or ""
                ranked.setdefault((name, allele, gene), []).append(_ranked(row))
    return any(map(_is_telling, ranked.values()))


def _is_product(row: dict[str, str]) -> bool:
    kind = row.get("feature_type", "").lower()
    return kind in TRANSCRIPT and row.get("biotype", "") not in DECAYED


def _ranked(row: dict[str, str]) -> tuple[int, bool]:
    """How the annotator sets the transcript apart, and whether its product may change."""
    words = next((row[name] for name in WORD_FIELDS if row.get(name)), "").lower()
    is_telling = any(
        TELLING.match(word) and "polypyrimidine" not in word for word in words.split("&")
    )
    marks = (row.get("mane_select"), row.get("pick") == "1", row.get("canonical") == "YES")
    return next((rank for rank, mark in enumerate(marks) if mark), len(marks)), is_telling


def _is_telling(ranked: list[tuple[int, bool]]) -> bool:
    best = min(rank for rank, _ in ranked)
    first = [telling for rank, telling in ranked if rank == best]
    return any(first) if best == len(("mane", "pick", "canonical")) else first[0]


@cache
def _genes_without_models() -> frozenset[str]:
    """By the panel's own list and the driver table, as two lists of names."""
    from hccgenomics.knowledge.genes import load_genes
    from hccgenomics.knowledge.transcripts import load_models
    from hccgenomics.vocabulary import Assembly

    genes, _ = load_genes()
    panel = {symbol for assembly in Assembly for symbol in load_models(assembly).symbols}
    return frozenset(gene for gene in genes if "::" not in gene) - panel


@cache
def _regions(assembly: str) -> list[tuple[str, int, int]]:
    from hccgenomics.knowledge.transcripts import load_models
    from hccgenomics.vocabulary import Assembly

    models = load_models(Assembly(assembly))
    return [(region.contig, region.start, region.end) for region in models.regions]


def _text(path: Path) -> str:
    data = path.read_bytes()
    if data.startswith(b"\x1f\x8b"):
        data = gzip.decompress(data)
    return data.decode("utf-8", errors="replace").removeprefix("\ufeff")


def _sentence(
    done: subprocess.CompletedProcess[str], path: Path, left: list[Path]
) -> tuple[str, bool]:
    lines = done.stderr.strip().splitlines()
    said = lines[-1] if lines else "nothing was said"
    is_sound = done.returncode == REFUSED and len(lines) == 1 and not left
    return said.replace(str(path), path.name), is_sound


if __name__ == "__main__":
    sys.exit(main())
