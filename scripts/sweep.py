"""Make a report of every file in some folders, and tabulate what came of it.

    python scripts/sweep.py FOLDER... [--force-read] [--markdown]

Each file goes through ``python -m hccgenomics report`` in a process of its own. A row says the exit
code and either the error's sentence or the ledger: entries read, kept and dropped, and whether they
balance. Balance is judged against a count of the file's own lines, made here and by no code of the
product: entries must be one for each alternate allele of a record that touches the panel, or that
the file's own annotation puts into the coding sequence or splice sites of a driver gene without a
model, and one for each other record. The sweep fails if any run ends otherwise than with a report
or with exit code 3 and one sentence, if a ledger does not balance, or if a refused file left
something behind.

``--force-read`` repeats refused files with the first sample and either assembly named, so that
files that merely do not say what they are get read as well.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

REFUSED = 3
WRITTEN = (0, 4)
TIMEOUT_SECONDS = 300
SHOWN = 110
SIDE_FILES = (".tbi", ".csi", ".fai", ".gzi")
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
class Outcome:
    """What came of one file."""

    file: str
    options: tuple[str, ...]
    code: int
    said: str
    is_sound: bool


def main() -> int:
    """Sweep, print, and judge."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--force-read", action="store_true")
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    outcomes = [
        outcome
        for folder in options.folders
        for path in _files(folder)
        for outcome in _outcomes(path, folder, force=options.force_read)
    ]
    _print(outcomes, markdown=options.markdown)
    unsound = [outcome for outcome in outcomes if not outcome.is_sound]
    written = sum(outcome.code in WRITTEN for outcome in outcomes)
    print(f"\n{len(outcomes)} runs: {written} reports, {len(unsound)} unsound.")
    return 1 if unsound or not outcomes else 0


def _files(folder: Path) -> Iterator[Path]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return iter(sorted(path for path in found if path.suffix not in SIDE_FILES))


def _outcomes(path: Path, folder: Path, *, force: bool) -> Iterator[Outcome]:
    first = _run(path, folder, ())
    yield first
    if force and first.code == REFUSED:
        named = _first_sample(path)
        for assembly in ("GRCh37", "GRCh38"):
            yield _run(path, folder, ("--assembly", assembly, *named))


def _first_sample(path: Path) -> tuple[str, ...]:
    from hccgenomics.errors import InputError
    from hccgenomics.readers.header import parse_header
    from hccgenomics.readers.stream import open_input

    try:
        with open_input(path) as source:
            samples = parse_header(source.lines).samples
    except InputError:
        return ()
    return ("--tumour-sample", samples[0]) if samples else ()


def _run(path: Path, folder: Path, options: tuple[str, ...]) -> Outcome:
    name = f"{folder.name}/{path.relative_to(folder)}"
    with tempfile.TemporaryDirectory() as outdir:
        command = [sys.executable, "-m", "hccgenomics", "report", str(path), "-o", outdir]
        done = subprocess.run(
            [*command, "--force", *options],
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
        left = sorted(Path(outdir).iterdir())
        if done.returncode in WRITTEN:
            said, is_sound = _ledger(left, path)
        else:
            said, is_sound = _sentence(done, path, left)
    return Outcome(name, options, done.returncode, said, is_sound)


def _ledger(left: list[Path], path: Path) -> tuple[str, bool]:
    reports = [path for path in left if path.name.endswith(".report.json")]
    if len(reports) != 1:
        return f"{len(reports)} JSON reports were written", False
    report = json.loads(reports[0].read_text(encoding="utf-8"))
    ledger, assembly = report["ledger"], report["sample"]["assembly"]
    dropped = sum(ledger["dropped"].values())
    records, entries = counted_entries(path, assembly)
    balances = (
        ledger["read"] == ledger["kept"] + dropped == entries
        and report["provenance"]["inputs"][0]["records"] == records
    )
    return (
        f"{assembly}, {'+'.join(report['sample']['callers'])}: {records} records, "
        f"{entries} entries, {ledger['read']} = {ledger['kept']} + {dropped}, "
        f"{len(report['alterations'])} alterations",
        balances,
    )


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


def _print(outcomes: list[Outcome], *, markdown: bool) -> None:
    if markdown:
        print("| file | exit | outcome |\n|---|---|---|")
    for outcome in outcomes:
        said = outcome.said if len(outcome.said) <= SHOWN else f"{outcome.said[:SHOWN]}…"
        mark = "" if outcome.is_sound else " UNSOUND"
        name = " ".join((outcome.file, *outcome.options))
        if markdown:
            print(f"| {name} | {outcome.code}{mark} | {said.replace('|', '/')} |")
        else:
            print(f"{name}\t{outcome.code}{mark}\t{said}")


if __name__ == "__main__":
    sys.exit(main())
