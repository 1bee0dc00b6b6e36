"""What the page says of forced calls as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.reports.precision import percent

if TYPE_CHECKING:
    from hccgenomics.reports.forced_rows import ForcedShown, QuietGene

FORCED_CALLS: Final = (
    "Counted in the alignments whether or not the caller called them: every hotspot allele, the "
    "variants of the tissue's report where one was given, and what the files call. Genotyped means "
    "seen and not called, which is no finding; where more is seen than errors explain, the marker "
    "is not called absent."
)
NONE_SEEN: Final = "{alleles} of {genes}: no fragment carries one{limits}."
LIMITS: Final = "; limits {low} to {high}"
ONE_LIMIT: Final = "; limit {low}"
BY_ERROR: Final = "{alleles}: fragments that errors explain as well."
UNCOVERED: Final = "{alleles} not covered, of {genes}."
WHERE: Final = "Each is in the JSON and in the table of forced calls (--format tsv)."
HOTSPOT_ALLELES: Final = ("{count} hotspot allele", "{count} hotspot alleles")
GENES: Final = ("{count} gene", "{count} genes")
RATE: Final = {
    "site": "normals, this place",
    "context": "normals, like changes",
    "global": "stated error rate",
}


def quiet_hotspots(shown: ForcedShown) -> tuple[str, ...]:
    """The hotspot alleles that are not told one by one, in a few sentences."""
    said = []
    if shown.unseen:
        said.append(
            NONE_SEEN.format(
                alleles=_alleles(shown.unseen),
                genes=_genes(shown.unseen_genes),
                limits=_limits(shown.low, shown.high),
            )
        )
    by_error = sum(gene.by_error for gene in shown.quiet)
    if by_error:
        said.append(BY_ERROR.format(alleles=_alleles(by_error)))
    said.extend(_uncovered([gene for gene in shown.quiet if gene.uncovered]))
    return (*said, WHERE)


def _uncovered(genes: list[QuietGene]) -> list[str]:
    if not genes:
        return []
    alleles = _alleles(sum(gene.uncovered for gene in genes))
    return [UNCOVERED.format(alleles=alleles, genes=", ".join(gene.gene for gene in genes))]


def _alleles(count: int) -> str:
    return HOTSPOT_ALLELES[count != 1].format(count=f"{count:,}")


def _genes(count: int) -> str:
    return GENES[count != 1].format(count=f"{count:,}")


def _limits(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    template = ONE_LIMIT if percent(low) == percent(high) else LIMITS
    return template.format(low=percent(low), high=percent(high))


def error_from(word: str) -> str:
    """What an error rate rests on, in words."""
    return RATE.get(word, word)
