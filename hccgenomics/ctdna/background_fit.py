"""The background of normal samples: each place's error rate, shrunk to its context's.

Empirical Bayes in three steps. A context (one change between the same neighbours) has a mean rate;
places differ around it by a beta distribution fitted over all its places; one place's rate is that
distribution after its own counts have been seen. Normals differ among each other at one place by a
second beta distribution, fitted over all counts of the context; both together, and what is not
known of the place's own rate, make the spread a new sample is held against.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.ctdna.overdispersion import MOST, fit_concentration
from hccgenomics.model.background import (
    Background,
    ContextBackground,
    SiteBackground,
    SiteNoise,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from hccgenomics.model.background import RestsOn, SiteCounts
    from hccgenomics.vocabulary import Assembly

    Numbers = NDArray[np.float64]

CARRIED: Final = 0.2
"""A normal whose fraction is this or more carries the allele: at 100 fragments a heterozygous one
lies below with a probability of 4e-10, and no sequencing error lies above. Blood clones of smaller
fractions stay in, which makes their place noisy: the cautious side."""
HALF_COUNT: Final = 0.5
"""Jeffreys' prior: a context in which nothing was seen has a small rate, never none."""
MOST_COUNTS: Final = 50_000
"""Of one context that the spread between normals is fitted on, evenly spaced."""
BINOMIAL: Final = 1e9
"""A concentration beyond it is told as none: no depth could tell the two apart."""


@dataclass(frozen=True, slots=True)
class _Tally:
    """Counts of one set of places, one entry per place and normal that was read there."""

    places: Sequence[SiteCounts]
    alts: Numbers
    depths: Numbers
    owners: NDArray[np.int64]
    left_out: NDArray[np.int64]

    def per_place(self, values: Numbers) -> Numbers:
        import numpy as np

        sums = np.bincount(self.owners, weights=values, minlength=len(self.places))
        return sums.astype(np.float64)


def fit_background(
    counts: Iterable[SiteCounts], *, assembly: Assembly | None, normals: int
) -> Background:
    """The model of what normal samples show.

    Places at which no normal counts (none was read, or all carry the allele) are left to their
    context. The order of places and normals does not matter.
    """
    tallies = {name: _tally(places) for name, places in sorted(_by_context(counts).items())}
    everything = _fitted(_joined(tallies), pooled=None, rests_on="global")
    contexts = {
        name: _fitted(tally, pooled=everything, rests_on="context")
        for name, tally in tallies.items()
    }
    sites: dict[tuple[str, int, str, str], SiteBackground] = {}
    for name, tally in tallies.items():
        sites |= _sites(tally, name, contexts[name])
    left_out = sum(int(tally.left_out.sum()) for tally in tallies.values())
    return Background(assembly, normals, everything, sites, contexts, left_out)


def _by_context(counts: Iterable[SiteCounts]) -> Mapping[str, list[SiteCounts]]:
    by_context: dict[str, list[SiteCounts]] = defaultdict(list)
    for site in counts:
        if len(site.alts) != len(site.depths):
            raise ValueError(f"{site.place}: as many depths as alternate counts are needed.")
        by_context[site.context].append(site)
    for places in by_context.values():
        places.sort(key=lambda site: site.place)
    return by_context


def _tally(places: Sequence[SiteCounts]) -> _Tally:
    import numpy as np

    sizes = [len(site.alts) for site in places]
    owners = np.repeat(np.arange(len(places)), sizes)
    alts = np.fromiter((alt for site in places for alt in site.alts), np.float64, sum(sizes))
    depths = np.fromiter((n for site in places for n in site.depths), np.float64, sum(sizes))
    read = depths > 0
    carried = read & (alts >= CARRIED * depths)
    kept = read & ~carried
    order = np.lexsort((alts[kept], depths[kept], owners[kept]))
    left_out = np.bincount(owners[carried], minlength=len(places))
    return _Tally(places, alts[kept][order], depths[kept][order], owners[kept][order], left_out)


def _joined(tallies: Mapping[str, _Tally]) -> _Tally:
    """Everything as one; the owners count on from one set to the next."""
    import numpy as np

    parts = list(tallies.values())
    if not parts:
        return _tally(())
    first = np.cumsum([0, *(len(part.places) for part in parts[:-1])])
    owners = [part.owners + start for part, start in zip(parts, first, strict=True)]
    return _Tally(
        [site for part in parts for site in part.places],
        np.concatenate([part.alts for part in parts]),
        np.concatenate([part.depths for part in parts]),
        np.concatenate(owners),
        np.concatenate([part.left_out for part in parts]),
    )


def _fitted(
    tally: _Tally, *, pooled: ContextBackground | None, rests_on: RestsOn
) -> ContextBackground:
    alt, depth = float(tally.alts.sum()), float(tally.depths.sum())
    mean = (alt + HALF_COUNT) / (depth + 1)
    between = _between(tally, mean, pooled)
    spread = _spread(tally, mean, between, pooled)
    share = _share_unknown(spread, depth)
    noise = SiteNoise(mean, _concentration(share, between), rests_on)
    sites = int((tally.per_place(tally.depths) > 0).sum())
    return ContextBackground(noise, spread, between, sites, int(alt), int(depth))


def _between(tally: _Tally, mean: float, pooled: ContextBackground | None) -> float | None:
    """How alike normals are at one place, each place's mean leaning on the context's."""
    alts, depths = tally.per_place(tally.alts), tally.per_place(tally.depths)
    places = (alts + 1.0) / (depths + 1.0 / mean)
    stride = max(1, -(-len(tally.alts) // MOST_COUNTS))
    taken = slice(None, None, stride)
    means = places[tally.owners[taken]]
    centre = None if pooled is None else pooled.between or MOST
    return fit_concentration(tally.alts[taken], tally.depths[taken], means, pooled=centre)


def _spread(
    tally: _Tally, mean: float, between: float | None, pooled: ContextBackground | None
) -> float | None:
    """How alike places are, from what their counts are worth."""
    import numpy as np

    alts, depths = _worth(tally, between)
    read = depths > 0
    means = np.full(int(read.sum()), mean)
    centre = None if pooled is None else pooled.spread or MOST
    return fit_concentration(alts[read], depths[read], means, pooled=centre)


def _worth(tally: _Tally, between: float | None) -> tuple[Numbers, Numbers]:
    """Counts of each place as so many independent fragments: alike reads of one normal say less."""
    if between is None:
        return tally.per_place(tally.alts), tally.per_place(tally.depths)
    weight = (between + 1) / (between + tally.depths)
    return tally.per_place(tally.alts * weight), tally.per_place(tally.depths * weight)


def _sites(
    tally: _Tally, name: str, context: ContextBackground
) -> dict[tuple[str, int, str, str], SiteBackground]:
    import numpy as np

    alts, depths = _worth(tally, context.between)
    totals = tally.per_place(tally.alts), tally.per_place(tally.depths)
    normals = np.bincount(tally.owners, minlength=len(tally.places))
    sites: dict[tuple[str, int, str, str], SiteBackground] = {}
    for index, place in enumerate(tally.places):
        if depths[index] > 0:
            noise = _site_noise(float(alts[index]), float(depths[index]), context)
            alt, depth = int(totals[0][index]), int(totals[1][index])
            counted, carriers = int(normals[index]), int(tally.left_out[index])
            sites[place.place] = SiteBackground(noise, name, alt, depth, counted, carriers)
    return sites


def _site_noise(alt: float, depth: float, context: ContextBackground) -> SiteNoise:
    mean = context.noise.mean
    if context.spread is None:
        return SiteNoise(mean, context.noise.concentration, "site")
    worth = context.spread + depth
    own = (context.spread * mean + alt) / worth
    return SiteNoise(own, _concentration(1 / (worth + 1), context.between), "site")


def _share_unknown(spread: float | None, depth: float) -> float:
    """Variance of a place's rate over that of a coin: its spread, or what so many reads leave."""
    return 1 / (1 + (depth + 1 if spread is None else spread))


def _concentration(unknown: float, between: float | None) -> float | None:
    """Of the rate in a new sample: what is unknown of the place, and what differs among samples."""
    differs = 0.0 if between is None else 1 / (between + 1)
    together = unknown + (1 - unknown) * differs
    found = 1 / together - 1
    return found if found < BINOMIAL else None
