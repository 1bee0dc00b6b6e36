"""docs/calibration.md, from ``template.md`` and the tables of results."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from calibration.cells import PAGE, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from calibration.cells import Row

TEMPLATE: Final = Path(__file__).with_name("template.md")


def write_page() -> None:
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    from calibration.cells import DEPTHS, SITES
    from hccgenomics.ctdna.calibrated import LEAST_DEPTH, LEAST_SITES, MOST_ERROR

    residual = read("residual")
    return TEMPLATE.read_text(encoding="utf-8").format(
        levels="\n".join(_levels()),
        depths=_listed(DEPTHS),
        sensitivity="\n".join(_sensitivities()),
        sites=_listed(SITES),
        residual="\n".join(_by_sites(residual)),
        least_sites=LEAST_SITES,
        least_depth=LEAST_DEPTH,
        most_error=MOST_ERROR,
        coarse=_percent(_cell(residual, sites="3", depth="100", error="0.001")["limit"]),
        unlike=_table(read("unlike")),
        discoveries=_table(read("discoveries")),
        background=_table(read("background")),
        intervals=_table(read("intervals")),
    )


def _levels() -> Iterable[str]:
    for name, words in (
        ("calling", "calling rule"),
        ("forced", "forced call"),
        ("residual", "residual disease"),
    ):
        rows = read(name)
        expected = [row for row in rows if float(row["attained"]) * 100_000 >= 10]
        distances = [_distance(row) for row in expected]
        above = sum(
            float(row["false_positives"])
            > float(row["alpha"]) + 3 * float(row["monte_carlo_error"])
            for row in rows
        )
        most = max(float(row["attained"]) for row in rows)
        yield (
            f"| {words} | {len(rows)} | 100,000 | {most:.5f} | {max(distances):.1f} of "
            f"{len(expected)} | {sum(d > 2 for d in distances)} | {above} |"
        )


def _distance(row: Row) -> float:
    apart = abs(float(row["false_positives"]) - float(row["attained"]))
    return apart / float(row["monte_carlo_error"])


def _sensitivities() -> Iterable[str]:
    for name, words, column in (
        ("calling", "calling rule", "seen"),
        ("residual", "residual disease", "detected"),
    ):
        rows = [row for row in read(name) if row["limit"]]
        worst = max(abs(float(row[column]) - float(row["theory"])) for row in rows)
        yield f"| {words} | {len(rows)} | {100 * worst:.2f} points |"


def _by_sites(rows: Sequence[Row]) -> Iterable[str]:
    for sites in dict.fromkeys(row["sites"] for row in rows):
        mine = [row for row in rows if row["sites"] == sites]
        levels = [float(row["attained"]) for row in mine]
        misled = [float(row["one_place_misleads"]) for row in mine if row["one_place_misleads"]]
        limits = [
            _percent(_cell(mine, sites=sites, depth=depth, error="1e-05")["limit"])
            for depth in ("1000", "10000")
        ]
        yield (
            f"| {sites} | {min(levels):.1e} | {max(levels):.4f} | "
            f"{max(misled, default=0):.4f} | {limits[0]} | {limits[1]} |"
        )


def _cell(rows: Sequence[Row], **wanted: str) -> Row:
    return next(row for row in rows if all(row[key] == value for key, value in wanted.items()))


def _percent(fraction: str) -> str:
    return f"{100 * float(fraction):.3g} %" if fraction else "none"


def _table(rows: Sequence[Row]) -> str:
    heads = [head.replace("_", " ") for head in rows[0]]
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(value or "–" for value in row.values()) + " |" for row in rows]
    return "\n".join(lines)


def _listed(values: Sequence[int]) -> str:
    return ", ".join(f"{value:,}" for value in values)
