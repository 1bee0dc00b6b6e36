"""How far our consequences and names agree with the VEP-labelled truth sets.

Annotates every row of the truth sets with the embedded transcript models (or with a FASTA), hands
the answers to the truth sets' own scorer, and prints its table: agreement by class for the set of
terms, the most severe term, the c. name and the p. name, and then the disagreements. Ends with 1 if
a bar is missed, and says which: 99.9 % of all rows, and 99.5 % of each class of 200 rows or more,
for the most severe term, the c. name and the p. name. A row without an answer is a wrong one.

    python scripts/concordance.py                    # everything below, one table after the other
    python scripts/concordance.py --labelled         # the labelled variants, both assemblies
    python scripts/concordance.py --spellings        # the same variants, spelt otherwise
    python scripts/concordance.py --tcga             # real alleles as TCGA published them
    python scripts/concordance.py --fasta ../shared/oracle/ref
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hccgenomics.annotate.effect import annotate
from hccgenomics.annotate.effect_wording import MAY_REPEAT, SHIFT_BLOCKED
from hccgenomics.annotate.hgvs import short_protein
from hccgenomics.annotate.normalise import normalise
from hccgenomics.knowledge.transcripts import PanelModels, load_models
from hccgenomics.model.genome import UNKNOWN_BASE, Interval
from hccgenomics.model.variant import Variant
from hccgenomics.vocabulary import Assembly

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hccgenomics.model.alteration import Effect
    from hccgenomics.model.genome import Reference

ORACLE: Final = Path(__file__).parents[1] / "../shared/oracle"
COLUMNS: Final = (
    "assembly", "chrom", "pos", "ref", "alt", "gene", "transcript", "refseq",
    "consequence", "hgvs_c", "hgvs_p", "notes",
)  # fmt: skip
TCGA: Final = "tcga_mc3_pancancer_grch37.tsv.gz"
EQUIVALENTS: Final = "grch37_equivalent_enst_from_TCGA_VEP.json"
SHOWN: Final = 20
ABSENT: Final = "."

METRICS: Final = ("cons_set", "cons_most", "hgvs_c", "hgvs_p")
BARRED: Final = frozenset(METRICS[1:])
OVERALL_BAR: Final = 0.999
CLASS_BAR: Final = 0.995
LARGE_CLASS: Final = 200
_SHARE: Final = re.compile(r"(\d+)/(\d+)")

Row = dict[str, str]


class Fasta:
    """A panel FASTA as a reference, contig names with or without ``chr``."""

    def __init__(self, folder: Path, assembly: Assembly) -> None:
        import pysam

        self._file = pysam.FastaFile(str(folder / f"{assembly}.panel.fa.gz"))
        self._names = {f"chr{name.removeprefix('chr')}": name for name in self._file.references}

    def bases(self, interval: Interval) -> str:
        """Plus-strand bases, N beyond the end."""
        name = self._names[interval.contig]
        return (
            self._file.fetch(name, interval.start, interval.end).upper().ljust(len(interval), "N")
        )


@dataclass
class Bench:
    """The models and the reference of one assembly."""

    models: PanelModels
    reference: Reference

    @classmethod
    def of(cls, assembly: Assembly, fasta: Path | None) -> Bench:
        """With the embedded sequence, or with a FASTA."""
        models = load_models(assembly)
        return cls(models, Fasta(fasta, assembly) if fasta else models)

    def effect(self, gene: str, chrom: str, pos: str, alleles: tuple[str, str]) -> Effect:
        """The effect on the MANE Select transcript, of any spelling."""
        variant = Variant(f"chr{chrom}", int(pos), *alleles)
        normal = normalise(variant, self.reference).variant
        return annotate(normal, self.models.gene(gene).select, self.reference)


def main() -> int:
    """Annotate, score, print; 1 if a bar is missed, 3 if there is nothing to score against."""
    options = _options()
    if not options.oracle.is_dir():
        print(
            f"{options.oracle}: The truth sets are not here. Name their folder with --oracle.",
            file=sys.stderr,
        )
        return 3
    named = [kind for kind in ("labelled", "spellings", "tcga") if getattr(options, kind)]
    missed: list[str] = []
    for kind in named or ("labelled", "spellings", "tcga"):
        missed += _tcga(options) if kind == "tcga" else _truth_set(options, kind)
    for line in missed:
        print(f"below the bar: {line}", file=sys.stderr)
    return 1 if missed else 0


def _truth_set(options: argparse.Namespace, kind: str) -> list[str]:
    """Answer and score one truth set; what missed a bar."""
    prefix = "oracle" if kind == "labelled" else kind
    truths = [options.oracle / f"{prefix}.{assembly}.tsv.gz" for assembly in Assembly]
    with tempfile.TemporaryDirectory() as folder:
        answers = (options.out or Path(folder)) / f"{prefix}.answers.tsv"
        answers.parent.mkdir(parents=True, exist_ok=True)
        _write_answers(answers, truths, options.fasta)
        return _score(options, truths, answers)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--oracle", type=Path, default=ORACLE, help="folder of the truth sets")
    parser.add_argument("--fasta", type=Path, help="folder of panel FASTAs instead of ours")
    parser.add_argument("--labelled", action="store_true", help="the labelled variants")
    parser.add_argument("--spellings", action="store_true", help="the un-normalised spellings")
    parser.add_argument("--tcga", action="store_true", help="the TCGA alleles")
    parser.add_argument("--out", type=Path, help="folder for answers and disagreements")
    parser.add_argument("--show", type=int, default=SHOWN, help="disagreements to print")
    parser.add_argument("--with-n", action="store_true", help="rows that need unknown sequence too")
    parser.add_argument("--truth", choices=("either", "correct"), default="either")
    return parser.parse_args()


def _read(path: Path) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle, delimiter="\t")


def _write_answers(answers: Path, truths: list[Path], fasta: Path | None) -> None:
    with answers.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, delimiter="\t", lineterminator="\n")
        writer.writerow(COLUMNS)
        for assembly, truth in zip(Assembly, truths, strict=True):
            bench = Bench.of(assembly, fasta)
            writer.writerows(_answer(bench, row) for row in _read(truth))


def _answer(bench: Bench, row: Row) -> tuple[str, ...]:
    alt = row["alt"].split(",")[int(row.get("alt_index", "1")) - 1]
    effect = bench.effect(row["gene"], row["chrom"], row["pos"], (row["ref"], alt))
    return (
        row["assembly"], row["chrom"], row["pos"], row["ref"], alt, row["gene"],
        effect.transcript.transcript, effect.transcript.refseq, "&".join(effect.consequences),
        effect.hgvs_c or "", effect.hgvs_p or "", "; ".join(effect.notes),
    )  # fmt: skip


def _score(options: argparse.Namespace, truths: list[Path], answers: Path) -> list[str]:
    """Run the scorer that came with the truth sets; what missed a bar."""
    command = [
        sys.executable, str(options.oracle / "compare.py"), *map(str, truths), "--", str(answers),
        "--mode", "adjudicated", "--truth", options.truth, "--show", str(options.show),
    ]  # fmt: skip
    if options.out:
        command += ["--out", str(options.out / f"{answers.stem}.disagreements.tsv")]
    if options.with_n:
        command.append("--with-n")
    table = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    print(table)
    return list(_missed(table))


def _missed(table: str) -> Iterator[str]:
    """The lines of the scorer's table that fall short, in words."""
    for line in table.splitlines():
        name, *_ = line.split() or [""]
        shares = [(int(part), int(whole)) for part, whole in _SHARE.findall(line)]
        if len(shares) + line.split().count("n/a") != len(METRICS) or "%" not in line:
            continue
        bar = OVERALL_BAR if name == "ALL" else CLASS_BAR
        for metric, share in zip(METRICS[-len(shares) :], shares, strict=True):
            if metric in BARRED and share[1] >= LARGE_CLASS and share[0] < bar * share[1]:
                yield f"{name} {metric} {share[0]}/{share[1]}"


# --- TCGA ----------------------------------------------------------------------------------------


@dataclass
class Score:
    """Agreement with one column of the TCGA table."""

    right: int = 0
    rows: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, row: Row, ours: str, theirs: str) -> None:
        """Count one row."""
        self.rows += 1
        if ours == theirs:
            self.right += 1
        else:
            place = ":".join((row["Hugo_Symbol"], row["Chromosome"], row["Start_Position"]))
            self.wrong.append(f"{place} {row['HGVSc']}: TCGA {theirs}, ours {ours}")


def _tcga(options: argparse.Namespace) -> list[str]:
    """Score the alleles of TCGA; what missed the bar."""
    bench = Bench.of(Assembly.GRCH37, options.fasta)
    equivalents = json.loads((options.oracle / EQUIVALENTS).read_text(encoding="utf-8"))
    scores = {"c.": Score(), "p.": Score()}
    left_out: Counter[str] = Counter()
    for row in _read(options.oracle / TCGA):
        if not _numbers_like_ours(row, equivalents):
            left_out["transcript numbers otherwise"] += 1
            continue
        effect = _tcga_effect(bench, row)
        if not {SHIFT_BLOCKED, MAY_REPEAT}.isdisjoint(effect.notes):
            left_out["c. depends on unknown sequence"] += 1
        elif effect.hgvs_c and row["HGVSc"] != ABSENT:
            scores["c."].add(row, _bare_c(effect.hgvs_c), _bare_c(row["HGVSc"]))
        if effect.hgvs_p is None and any("unknown" in note for note in effect.notes):
            left_out["p. depends on unknown sequence"] += 1
            continue
        ours = short_protein(effect.hgvs_p) if effect.hgvs_p else ""
        scores["p."].add(row, _bare_p(ours), _bare_p(row["HGVSp_Short"]))
    for why, rows in sorted(left_out.items()):
        print(f"TCGA alleles left out, {why}: {rows}")
    _print_scores(scores, options.show)
    return [
        f"TCGA {name} {score.right}/{score.rows}"
        for name, score in scores.items()
        if score.right < OVERALL_BAR * score.rows
    ]


def _numbers_like_ours(row: Row, equivalents: Mapping[str, list[list[object]]]) -> bool:
    """Whether the transcript TCGA used numbers its c. positions as MANE Select does."""
    found = equivalents.get(row["Hugo_Symbol"], [])
    return any(entry[0] == row["Transcript_ID"] and entry[3] for entry in found)


def _tcga_effect(bench: Bench, row: Row) -> Effect:
    """MAF writes indels without an anchor base: put the base before in its place."""
    chrom, pos = row["Chromosome"], int(row["Start_Position"])
    ref = row["Reference_Allele"].strip("-")
    alt = row["Tumor_Seq_Allele2"].strip("-")
    if not ref or not alt:
        before = pos if not ref else pos - 1
        anchor = bench.reference.bases(Interval.at(f"chr{chrom}", pos=before))
        if anchor == UNKNOWN_BASE:
            anchor = next(base for base in "ACGT" if base not in {ref[-1:], alt[-1:]})
        ref, alt, pos = anchor + ref, anchor + alt, before
    return bench.effect(row["Hugo_Symbol"], chrom, str(pos), (ref, alt))


def _bare_c(name: str) -> str:
    """Without accession and without the bases that old names repeat."""
    bare = name.rpartition(":")[2]
    bare = re.sub(r"del[ACGT]+ins", "delins", bare)
    return re.sub(r"(del|dup)[ACGT0-9]+$", r"\1", bare)


def _bare_p(name: str) -> str:
    """With ``=`` for a silent change, which TCGA spells with the same residue twice."""
    if name == ABSENT or name.endswith("_splice"):
        return ""
    return re.sub(r"^p\.([A-Z*])(\d+)\1$", r"p.\1\2=", name)


def _print_scores(scores: Mapping[str, Score], show: int) -> None:
    for name, score in scores.items():
        print(f"{name} {score.right}/{score.rows} {100 * score.right / max(1, score.rows):.2f}%")
        for line in score.wrong[:show]:
            print("  ", line)


if __name__ == "__main__":
    sys.exit(main())
