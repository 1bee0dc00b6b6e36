"""How a name is typed, told apart from what it says: dashes, arrows, blanks and parentheses."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final

from hccgenomics.vocabulary import Assembly

EXAMPLES: Final = (
    "Write it like 'CTNNB1 p.S45F', 'NM_001904.4:c.134C>T', 'NC_000003.12:g.41224646C>T' or "
    "'TERT C228T'."
)

_DASHES: Final = "‐‑‒–—―−﹣－"
_ARROWS: Final = "→➔⟶⇒➝﹥＞›"
_STARS: Final = "∗＊⁎"
_TYPED: Final = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_ARROWS, ">"),
        **dict.fromkeys(_STARS, "*"),
        **dict.fromkeys("“”„\"'’‘`", ""),
    }
)
_ASSEMBLIES: Final = {
    "grch37": Assembly.GRCH37,
    "hg19": Assembly.GRCH37,
    "b37": Assembly.GRCH37,
    "hs37d5": Assembly.GRCH37,
    "grch38": Assembly.GRCH38,
    "hg38": Assembly.GRCH38,
}
_ASSEMBLY: Final = re.compile(
    rf"[(\[]?(?<![A-Za-z0-9])({'|'.join(_ASSEMBLIES)})(?:\.?p\d+)?(?![A-Za-z0-9.])[)\]]?[:,;]?",
    re.IGNORECASE,
)
_EXON: Final = re.compile(r"\b(?:exon|intron|ex)\s*\d+\b", re.IGNORECASE)
_LEVEL_APART: Final = re.compile(r"(?<![A-Za-z0-9])([cgpmnr])\.[\s(]+", re.IGNORECASE)
_CHANGE_APART: Final = re.compile(r"(?<=\d)\s+(?=[acgt]+>)", re.IGNORECASE)
_PIECE: Final = re.compile(r"[^\s:;,()\[\]]*\[[^\]]*\]|[^\s:;,()\[\]]+")


def shown(text: str) -> str:
    """The name as given, safe to print: blanks for whatever is no printable sign.

    >>> shown("  CTNNB1   p.S45F ")
    'CTNNB1 p.S45F'
    """
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def plain(text: str) -> str:
    """The name in plain ASCII signs, without entities of HTML and without quotes.

    >>> plain("TERT c.−124C→T"), plain("c.134C&gt;T")
    ('TERT c.-124C>T', 'c.134C>T')
    """
    typed = unicodedata.normalize("NFKC", html.unescape(text)).translate(_TYPED)
    seen = "".join(sign for sign in typed if unicodedata.category(sign) != "Cf")
    arrow = re.sub(r"\s*-?>\s*", ">", seen)
    return " ".join(arrow.split()).strip(" .,;:")


def split_assembly(text: str) -> tuple[Assembly | None, str]:
    """The assembly a name states, and the rest; stated twice, it counts if both agree.

    >>> split_assembly("chr3:g.41224646C>T (GRCh38)")
    (<Assembly.GRCH38: 'GRCh38'>, 'chr3:g.41224646C>T')
    """
    stated = {_ASSEMBLIES[found[1].lower()] for found in _ASSEMBLY.finditer(text)}
    rest = " ".join(_ASSEMBLY.sub(" ", text).split()).strip(" :,;")
    return (stated.pop(), rest) if len(stated) == 1 else (None, rest if not stated else text)


def pieces(text: str) -> list[str]:
    """The words of a name: accession, gene, and each change, in the order written.

    >>> pieces("NM_001904.4(CTNNB1):c.134C>T (p.Ser45Phe)")
    ['NM_001904.4', 'CTNNB1', 'c.134C>T', 'p.Ser45Phe']
    """
    together = _LEVEL_APART.sub(r"\1.", _EXON.sub(" ", text))
    return _PIECE.findall(_CHANGE_APART.sub("", together))
