"""Our consequences and names against SnpEff, ``bcftools csq`` and a second reading of the names.

    python -m scripts.cross_check                          # needs bcftools and SnpEff
    python -m scripts.cross_check --per-gene 500 --seed 2 --out out/cross_check

Draws random variants (`scripts.drawn_variants`) over every gene whose coding sequence is known,
on both assemblies, annotates them and prints: agreement of the most severe class by edit and by
place; every kind of disagreement with its first example; and the names that an independent
reading (`scripts.read_names`) finds at fault. With `mutalyzer-hgvs-parser` installed, the
grammar of every name is tested too. Peers are no truth: docs/benchmarks.md says what to make of it.
"""

from __future__ import annotations

import argparse
import csv
import random
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.peers import Peers, is_complete, prepare, snpeff_program
from hccgenomics.annotate.effect import annotate
from hccgenomics.annotate.hgvs import hgvs_g
from hccgenomics.annotate.normalise import normalise
from hccgenomics.knowledge.transcripts import PanelModels, load_models
from hccgenomics.model.genome import UNKNOWN_BASE
from hccgenomics.model.variant import Variant
from hccgenomics.vocabulary import Assembly
from scripts.drawn_variants import Drawn, draw_variants
from scripts.peer_answers import Answer, csq_answers, snpeff_answers
from scripts.read_names import Molecule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

OUT: Final = Path("out/cross_check")
PER_GENE: Final = 300
SEED: Final = 1
SHOWN: Final = 40
GRAMMAR: Final = 6_000
"""Names given to the parser, which needs milliseconds for each."""
HEADER: Final = "##fileformat=VCFv4.2\n"
COLUMNS: Final = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"


@dataclass(frozen=True, slots=True)
class Row:
    """One variant with all answers.

    Attributes:
        c_fault: What the second reading finds wrong with the c. name; "" if nothing.
        expected_p: The p. name that the two proteins demand, where that is judged.
    """

    assembly: Assembly
    gene: str
    transcript: str
    drawn: Drawn
    variant: Variant
    ours: Answer
    hgvs_g: str
    names: tuple[str, str]
    c_fault: str
    expected_p: str | None
    snpeff: Answer | None = None
    csq: Answer | None = None

    @property
    def p_fault(self) -> str:
        """How our p. name differs from the one demanded; "" if it does not."""
        wanted = self.expected_p
        if wanted is None:
            return ""
        same = self.ours.hgvs_p.endswith("=") if wanted == "=" else self.ours.hgvs_p == wanted
        return "" if same else wanted


def main() -> int:
    """Draw, annotate, compare, print."""
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    rows = [row for assembly in Assembly for row in _check(assembly, options)]
    _print_agreement("edit", rows, lambda row: row.drawn.edit)
    _print_agreement("place", rows, lambda row: row.drawn.site)
    _print_disagreements(rows)
    _print_names(rows)
    _print_grammar(rows)
    _write(rows, options.out / "rows.tsv")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--per-gene", type=int, default=PER_GENE)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--gene", action="append", help="only this gene (repeatable)")
    parser.add_argument("--peers", type=Path, default=Path("out/peers"), help="kept between runs")
    parser.add_argument("--out", type=Path, default=OUT)
    return parser.parse_args()


def _check(assembly: Assembly, options: argparse.Namespace) -> list[Row]:
    models = load_models(assembly)
    peers = prepare(assembly, options.peers, filled=False)
    rows = [row for gene in _genes(models, options.gene) for row in _rows(models, gene, options)]
    rows.sort(key=lambda row: (list(models.contigs.contigs).index(row.variant.contig), row.variant))
    moved = _normalised_otherwise(rows, peers, models, options.out / f"{assembly}.drawn.vcf")
    print(f"{assembly}: {len(rows)} variants, bcftools norm spells {moved} of them otherwise")
    return _with_peers(rows, peers, models, options.out / f"{assembly}.vcf")


def _genes(models: PanelModels, wanted: list[str] | None) -> Iterator[str]:
    for symbol in wanted or models.symbols:
        if is_complete(models.gene(symbol).select, models):
            yield symbol


def _rows(models: PanelModels, gene: str, options: argparse.Namespace) -> Iterator[Row]:
    transcript = models.gene(gene).select
    molecule = Molecule(transcript, models)
    draw = random.Random(f"{options.seed} {models.assembly} {gene}")  # noqa: S311 -- no secret
    seen = set()
    for drawn in draw_variants(transcript, models, draw, count=options.per_gene):
        variant = normalise(drawn.variant, models).variant
        if variant not in seen and transcript.interval.overlaps(variant.interval):
            seen.add(variant)
            yield _row(models, molecule, drawn, variant)


def _row(models: PanelModels, molecule: Molecule, drawn: Drawn, variant: Variant) -> Row:
    transcript = molecule.transcript
    effect = annotate(variant, transcript, models)
    names = effect.hgvs_c or "", effect.hgvs_p or ""
    c, p = (name.rpartition(":")[2] for name in names)
    named = molecule.read(c) if c else None
    return Row(
        assembly=models.assembly,
        gene=transcript.gene,
        transcript=transcript.transcript,
        drawn=drawn,
        variant=variant,
        ours=Answer(tuple(effect.consequences), c, p),
        hgvs_g=hgvs_g(variant, models.contigs.contigs[variant.contig], models),
        names=names,
        c_fault=molecule.fault(c, variant) if c else "",
        expected_p=molecule.expected_protein(named) if named else None,
    )


def _with_peers(rows: list[Row], peers: Peers, models: PanelModels, vcf: Path) -> list[Row]:
    _write_vcf(models, [row.variant for row in rows], vcf)
    transcripts = {f"v{n}": row.transcript for n, row in enumerate(rows)}
    snpeff = snpeff_answers(peers, vcf, transcripts) if snpeff_program() else {}
    csq = csq_answers(peers, vcf, transcripts)
    return [
        replace(row, snpeff=snpeff.get(f"v{n}"), csq=csq.get(f"v{n}")) for n, row in enumerate(rows)
    ]


def _write_vcf(models: PanelModels, variants: Sequence[Variant], path: Path) -> None:
    """Records whose ID is v and their index."""
    contigs = models.contigs.contigs.values()
    head = "".join(f"##contig=<ID={contig.name},length={contig.length}>\n" for contig in contigs)
    body = "".join(
        f"{variant.contig}\t{variant.pos}\tv{n}\t{variant.ref}\t{variant.alt}\t.\tPASS\t.\n"
        for n, variant in enumerate(variants)
    )
    path.write_text(HEADER + head + COLUMNS + body, encoding="utf-8")


def _normalised_otherwise(rows: list[Row], peers: Peers, models: PanelModels, vcf: Path) -> int:
    """How many variants, spelt as drawn, ``bcftools norm`` spells otherwise than we do.

    It would anchor a few on an N where known sequence begins, which no record of ours does.
    """
    _write_vcf(models, [row.drawn.variant for row in rows], vcf)
    command = ["bcftools", "norm", "-c", "e", "-f", str(peers.fasta), str(vcf)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    theirs = {}
    for line in done.stdout.partition("\n#CHROM")[2].splitlines()[1:]:
        contig, pos, name, ref, alt = line.split("\t", 5)[:5]
        if UNKNOWN_BASE not in ref:
            theirs[name] = Variant(contig, int(pos), ref, alt)
    return sum(theirs.get(f"v{n}", row.variant) != row.variant for n, row in enumerate(rows))


# --- tables ---------------------------------------------------------------------------------------


def _share(rows: Iterable[Row], is_right: Callable[[Row], bool | None]) -> str:
    judged = [found for row in rows if (found := is_right(row)) is not None]
    return f"{100 * sum(judged) / len(judged):.2f} % of {len(judged)}" if judged else "–"


def _class_like(peer: Callable[[Row], Answer | None]) -> Callable[[Row], bool | None]:
    def is_right(row: Row) -> bool | None:
        answer = peer(row)
        return None if answer is None else row.ours.is_like(answer)

    return is_right


def _c_like_snpeff(row: Row) -> bool | None:
    if row.snpeff is None or not row.snpeff.hgvs_c:
        return None
    return _bare(row.snpeff.hgvs_c) == row.ours.hgvs_c


def _p_like_snpeff(row: Row) -> bool | None:
    """SnpEff names no new residue and no stop of a frameshift: that much is left out."""
    if row.snpeff is None or not (row.snpeff.hgvs_p and row.ours.hgvs_p):
        return None
    ours, theirs = row.ours.hgvs_p, row.snpeff.hgvs_p
    if theirs.endswith("fs"):
        return ours.startswith(theirs.removesuffix("fs"))
    return ours == theirs


def _bare(name: str) -> str:
    """Without the bases that SnpEff repeats behind del and dup."""
    for kind in ("del", "dup"):
        head, found, bases = name.partition(kind)
        if found and "ins" not in bases:
            return head + found
        if found:
            return head + found + bases[bases.index("ins") :]
    return name


def _print_agreement(what: str, rows: list[Row], key: Callable[[Row], str]) -> None:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    titles = ("variants", "class = SnpEff", "class = csq", "c. = SnpEff", "p. = SnpEff")
    readings = ("c. as read back", "p. as demanded")
    print(f"\n| {what} | {' | '.join((*titles, *readings))} |")
    print("|---" * (len(titles) + len(readings) + 1) + "|")
    for name, group in [*sorted(groups.items()), ("**all**", rows)]:
        cells = (
            str(len(group)),
            _share(group, _class_like(lambda row: row.snpeff)),
            _share(group, _class_like(lambda row: row.csq)),
            _share(group, _c_like_snpeff),
            _share(group, _p_like_snpeff),
            _share(group, lambda row: not row.c_fault if row.ours.hgvs_c else None),
            _share(group, lambda row: None if row.expected_p is None else not row.p_fault),
        )
        print(f"| {name} | {' | '.join(cells)} |")


def _print_disagreements(rows: list[Row]) -> None:
    """Kinds of disagreement with both peers first: those are ours to explain."""
    found: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        answers = [answer for answer in (row.snpeff, row.csq) if answer]
        if answers and not any(map(row.ours.is_like, answers)):
            peers = [answer.coarse if answer else "–" for answer in (row.snpeff, row.csq)]
            found[row.drawn.edit, row.ours.coarse, *peers].append(row)
    print(f"\nkinds against both peers: {len(found)}, {sum(map(len, found.values()))} variants")
    for kind, group in sorted(found.items(), key=lambda item: -len(item[1])):
        print(f"{len(group):6}  ours/SnpEff/csq: {' / '.join(kind)}   e.g. {_example(group[0])}")


def _example(row: Row) -> str:
    name = row.ours.hgvs_c + (f" {row.ours.hgvs_p}" if row.ours.hgvs_p else "")
    return f"{row.assembly} {_short(str(row.variant))} {row.gene} {_short(name)}"


def _short(text: str, longest: int = 90) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"


def _print_names(rows: list[Row]) -> None:
    for title, fault in (("c.", _c_fault), ("p.", _p_fault)):
        faulty = [row for row in rows if fault(row)]
        print(f"\n{title} names at fault in the second reading: {len(faulty)}")
        for row in faulty[:SHOWN]:
            print(f"  {fault(row)}: {_example(row)}")


def _c_fault(row: Row) -> str:
    return row.c_fault


def _p_fault(row: Row) -> str:
    return row.p_fault and f"demanded {row.p_fault}"


def _print_grammar(rows: list[Row]) -> None:
    try:
        from mutalyzer_hgvs_parser import to_model
    except ImportError:
        print("\nmutalyzer-hgvs-parser is not installed: the grammar of names was not tested")
        return
    every = sorted({name for row in rows for name in (*row.names, row.hgvs_g) if name})
    names = random.Random(SEED).sample(every, min(GRAMMAR, len(every)))  # noqa: S311 -- no secret
    refused: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for name in names:
        try:
            to_model(name)
        except Exception as error:  # noqa: BLE001 -- whatever the parser objects to is a finding
            refused[type(error).__name__] += 1
            examples.setdefault(type(error).__name__, name)
    print(f"\nnames parsed by mutalyzer-hgvs-parser: {len(names)}, refused {refused.total()}")
    for kind, number in refused.items():
        print(f"  {kind}: {number}, e.g. {examples[kind]}")


def _write(rows: list[Row], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, _CELLS, delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows(_cells(row) for row in rows)


def _cells(row: Row) -> Mapping[str, object]:
    snpeff, csq = row.snpeff or Answer(), row.csq or Answer()
    return {
        "assembly": row.assembly, "gene": row.gene, "variant": row.variant,
        "edit": row.drawn.edit, "site": row.drawn.site, "ours": "&".join(row.ours.terms),
        "snpeff": "&".join(snpeff.terms), "csq": "&".join(csq.terms), "c": row.ours.hgvs_c,
        "snpeff_c": snpeff.hgvs_c, "c_fault": row.c_fault, "p": row.ours.hgvs_p,
        "snpeff_p": snpeff.hgvs_p, "demanded_p": row.expected_p,
    }  # fmt: skip


_CELLS: Final = (
    "assembly", "gene", "variant", "edit", "site", "ours", "snpeff", "csq", "c", "snpeff_c",
    "c_fault", "p", "snpeff_p", "demanded_p",
)  # fmt: skip

if __name__ == "__main__":
    sys.exit(main())
