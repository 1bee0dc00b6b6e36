"""Adjacencies and fusions as the tables of what is expected write them."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SIDES = {1: "+", -1: "-", None: "?"}


def end_text(end) -> str:
    """``chr19:14110000+[0,3]``: a base, the side that is kept, how far off it may be."""
    if end is None:
        return "-"
    return f"{end.contig}:{end.pos}{SIDES[end.keeps]}[{end.low},{end.high}]"


def value_text(value) -> str:
    return "-" if value is None or value == "" else f"{value:g}" if value == 0 else str(value)


def adjacency_row(one) -> dict[str, str]:
    length = one.inserted_length
    return {
        "rows": ",".join(map(str, one.rows)),
        "first": end_text(one.first),
        "second": end_text(one.second),
        "kind": one.kind.value,
        "inserted": f"{one.inserted}({length or '?'})" if one.inserted or length else "-",
        "split": value_text(one.support.split),
        "pairs": value_text(one.support.pairs),
        "alt": value_text(one.support.total),
        "ref": value_text(one.support.ref),
        "vaf": value_text(one.support.vaf),
        "normal": value_text(one.normal_support and one.normal_support.total),
        "filters": ";".join(one.filters) or "-",
        "tag": "-" if one.tag is None else f"{one.tag.says.value}({one.tag.field})",
        "copies": value_text(one.junction_copies),
        "ids": ";".join(one.ids) or "-",
    }


def fusion_row(one) -> dict[str, str]:
    exons = "-" if one.exons == (None, None) else "::".join(map(value_text, one.exons))
    return {
        "rows": ",".join(map(str, one.rows)),
        "five_prime": one.five_prime,
        "three_prime": one.three_prime,
        "first": end_text(one.first),
        "second": end_text(one.second),
        "frame": one.frame.value,
        "exons": exons,
        "split": value_text(one.reads.split),
        "pairs": value_text(one.reads.pairs),
        "confidence": one.confidence or "-",
        "filters": ";".join(one.filters) or "-",
        "rna": "yes" if one.is_rna else "no",
    }


def facts_text(file) -> str:
    """``tool=Manta 1.6.0 kept=6 not_structural=1``."""
    dropped = [f"{reason.value}={n}" for reason, n in file.tally.dropped.items()]
    return " ".join([f"tool={file.facts.tool}", f"kept={file.tally.kept}", *sorted(dropped)])


def expected(path: Path) -> tuple[str, list[dict[str, str]]]:
    """The facts in the first line, and the rows."""
    first, *lines = path.read_text(encoding="utf-8").splitlines()
    words = first.removeprefix("# ").split(" kept=")
    tool, counts = words[0], f"kept={words[1]}".split(" ")
    return " ".join([tool, counts[0], *sorted(counts[1:])]), list(
        csv.DictReader(lines, delimiter="\t")
    )
