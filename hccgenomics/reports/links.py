"""From a citation to links; only registries we know are ever linked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from hccgenomics.model.statement import Citation

# Shape of a DOI name: ISO 26324 prefix 10.<registrant>; characters as Crossref allows them.
_DOI: Final = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[-._;()/:<>+\[\]A-Za-z0-9]+")
_PMID: Final = re.compile(r"[1-9][0-9]{0,8}")
_PMC: Final = re.compile(r"PMC[1-9][0-9]{0,8}")
_NCT: Final = re.compile(r"NCT[0-9]{8}")
_BETWEEN_TRIALS: Final = re.compile(r"[\s,;|]+")


@dataclass(frozen=True, slots=True)
class Link:
    """What to print, and where it leads; ``href`` is ``None`` for what is only printed."""

    text: str
    href: str | None


def links_of(citation: Citation) -> tuple[Link, ...]:
    """DOI, PMID and trial numbers of a citation; anything malformed is printed, never linked.

    >>> from hccgenomics.model.statement import Citation
    >>> cited = Citation(text="Kirk 2005", pmid="16007211", verification="verified")
    >>> links_of(cited)[0].href
    'https://pubmed.ncbi.nlm.nih.gov/16007211/'
    """
    links = []
    if citation.doi:
        links.append(_link(citation.doi, _DOI, shown="doi:{}", leads_to="https://doi.org/{}"))
    if citation.pmid:
        leads_to = "https://pubmed.ncbi.nlm.nih.gov/{}/"
        links.append(_link(citation.pmid, _PMID, shown="PMID {}", leads_to=leads_to))
    if citation.pmc:
        leads_to = "https://pmc.ncbi.nlm.nih.gov/articles/{}/"
        links.append(_link(citation.pmc, _PMC, shown="{}", leads_to=leads_to))
    links.extend(map(trial_link, filter(None, _BETWEEN_TRIALS.split(citation.trial or ""))))
    return tuple(links)


def trial_link(id_: str) -> Link:
    """A registry number; one of another registry is printed, not linked."""
    return _link(id_, _NCT, shown="{}", leads_to="https://clinicaltrials.gov/study/{}")


def _link(identifier: str, shape: re.Pattern[str], *, shown: str, leads_to: str) -> Link:
    known = shape.fullmatch(identifier)
    href = leads_to.format(quote(identifier, safe="/.;():-_")) if known else None
    return Link(shown.format(identifier), href)
