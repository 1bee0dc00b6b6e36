"""Molecular profiles of CIViC as terms of our grammar, or the reason why not.

CIViC (https://civic.readthedocs.io/en/latest/model/molecular_profiles.html) names a profile by
variants joined with AND, OR and NOT. A name is read only where it means one thing; what the
absence of a change would mean is never read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_TOKEN: Final = re.compile(r"\(|\)|\bAND\b|\bOR\b|\bNOT\b|(?:(?!\(|\)|\bAND\b|\bOR\b|\bNOT\b).)+")
_FUSION: Final = re.compile(r"([A-Z0-9-]+)(?:::|-)([A-Z0-9-]+)(?: FUSIONS?)?")
_ANY_PARTNER: Final = "V"
_PROMOTER: Final = {
    "C228T": ("promoter c.-124C>T",),
    "C250T": ("promoter c.-146C>T",),
    "PROMOTER MUTATION": ("promoter hotspot",),
    "C228T OR C250T": ("promoter c.-124C>T", "promoter c.-146C>T"),
}
_PROMOTER_GENE: Final = "TERT"
_AMINO: Final = "[ACDEFGHIKLMNPQRSTVWY]"
_WORDS: Final = {
    "AMPLIFICATION": ("amplification",),
    "GAIN": ("gain",),
    "COPY NUMBER GAIN": ("gain",),
    "HOMOZYGOUS DELETION": ("homozygous_deletion",),
    "BIALLELIC INACTIVATION": ("loss_of_function both_alleles", "homozygous_deletion"),
    "LOSS-OF-FUNCTION": ("loss_of_function",),
    "LOSS OF FUNCTION": ("loss_of_function",),
    "DELETERIOUS MUTATION": ("loss_of_function",),
    "TRUNCATING MUTATION": ("truncating",),
    "TRUNCATION": ("truncating",),
    "MUTATION": ("any",),
    "FUSION": ("fusion",),
    "FUSIONS": ("fusion",),
    "REARRANGEMENT": ("rearrangement",),
}
"""Names that mean one thing."""
_READ_AS: Final = {
    "DELETION": (("homozygous_deletion",), "'Deletion' is read as a homozygous deletion"),
    "LOSS": (
        ("loss_of_function", "homozygous_deletion"),
        "'Loss' is read as a loss of function or a homozygous deletion",
    ),
    "FRAMESHIFT TRUNCATION": (
        ("truncating",),
        "Any truncating change is read, not frameshifts alone",
    ),
    "OVEREXPRESSION": (
        ("expression rna is high", "expression ihc is positive"),
        "The method of measuring expression is not stated",
    ),
    "EXPRESSION": (
        ("expression rna is positive or high", "expression ihc is positive"),
        "The method of measuring expression is not stated",
    ),
    "UNDEREXPRESSION": (
        ("expression rna is low", "expression ihc is lost or not_detected"),
        "The method of measuring expression is not stated",
    ),
}
"""Names that were read one of several ways, which the row's caveat says."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a profile asks for.

    Attributes:
        caveats: How a name was read, where it could mean several things.
    """

    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """A node of the profile: a leaf has a name, the others an operator and parts."""

    operator: str = ""
    parts: tuple[_Part, ...] = ()
    name: str = ""


@dataclass(slots=True)
class _Reader:
    """Reads ``A AND (B OR C) AND NOT D`` by recursive descent."""

    tokens: list[str]
    at: int = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.at += 1
        return token

    def joined(self, operator: str, below: Callable[[], _Part]) -> _Part:
        parts = [below()]
        while self.peek() == operator:
            self.take()
            parts.append(below())
        return parts[0] if len(parts) == 1 else _Part(operator, tuple(parts))

    def alternatives(self) -> _Part:
        return self.joined("OR", self.together)

    def together(self) -> _Part:
        return self.joined("AND", self.one)

    def one(self) -> _Part:
        word = self.take()
        if word == "NOT":
            return _Part("NOT", (self.one(),))
        if word != "(":
            if word in ("", ")", "AND", "OR"):
                raise ValueError("the profile is not well formed")
            return _Part(name=word)
        inner = self.alternatives()
        if self.take() != ")":
            raise ValueError("the profile is not well formed")
        return inner


def read_profile(text: str, gene: str = "") -> Profile:
    """The terms of a profile; ``ValueError`` with the reason where there are none.

    Args:
        text: ``BRAF V600E AND NOT PTEN Loss``; of an older file the variant alone.
        gene: Of an older file.

    >>> read_profile("BRAF V600E").any_of
    ('BRAF p.V600E',)
    >>> read_profile("EGFR L858R AND EGFR T790M").all_of
    ('EGFR p.L858R', 'EGFR p.T790M')
    >>> read_profile("KRAS Wildtype")
    Traceback (most recent call last):
    ...
    ValueError: that a gene is unchanged is no event ('KRAS Wildtype')
    """
    if len(text.split()) == 0:
        raise ValueError("no variant is named")
    tokens = [token.strip() for token in _TOKEN.findall(text)]
    if gene == _PROMOTER_GENE and text.upper() in _PROMOTER:
        return Profile(any_of=tuple(f"{gene} {event}" for event in _PROMOTER[text.upper()]))
    reader = _Reader([token for token in tokens if token])
    root = reader.alternatives()
    if reader.peek():
        raise ValueError("the profile is not well formed")
    return _profile(root, gene)


def _profile(root: _Part, gene: str) -> Profile:
    """A profile of what rows can say: alternatives, what must be there too, what must not be."""
    caveats: list[str] = []

    def terms(part: _Part) -> tuple[str, ...]:
        found, caveat = _terms(part.name, gene)
        caveats.extend([caveat] if caveat else [])
        return found

    parts = root.parts if root.operator == "AND" else (root,)
    any_of: tuple[str, ...] = ()
    all_of: list[str] = []
    none_of: list[str] = []
    for part in parts:
        if part.operator == "NOT" and part.parts[0].name:
            none_of += terms(part.parts[0])
            continue
        leaves = part.parts if part.operator == "OR" else (part,)
        if not all(leaf.name for leaf in leaves):
            raise ValueError("the profile is joined in a way that no row can say")
        found = tuple(term for leaf in leaves for term in terms(leaf))
        if len(found) == 1:
            all_of += found
        elif any_of:
            raise ValueError("the profile has several sets of alternatives")
        else:
            any_of = found
    if not any_of and len(all_of) == 1:
        any_of, all_of = tuple(all_of), []
    if not any_of and not all_of:
        raise ValueError("the profile asks for nothing to be there")
    said = tuple(dict.fromkeys(caveats))
    return Profile(any_of, tuple(all_of), tuple(none_of), said)


def _terms(name: str, gene: str) -> tuple[tuple[str, ...], str]:
    """Terms of one variant, and how its name was read."""
    symbol, variant = (gene, name) if gene else _apart(name)
    plain = " ".join(variant.upper().split())
    if "WILDTYPE" in plain.replace(" ", "").replace("-", ""):
        raise ValueError(f"that a gene is unchanged is no event ({name!r})")
    if symbol == _PROMOTER_GENE and plain in _PROMOTER:
        return tuple(f"{symbol} {event}" for event in _PROMOTER[plain]), ""
    if fused := _fusion(symbol, plain):
        return (fused,), ""
    if "::" in symbol:
        raise ValueError(f"the grammar has no term for {name!r}")
    if plain in _READ_AS:
        events, caveat = _READ_AS[plain]
        return tuple(f"{symbol} {event}" for event in events), caveat
    events = _WORDS.get(plain) or _pattern(plain)
    if not events:
        raise ValueError(f"the grammar has no term for {name!r}")
    return tuple(f"{symbol} {event}" for event in events), ""


def _apart(name: str) -> tuple[str, str]:
    """The gene and the variant of ``BRAF V600E``."""
    symbol, _, variant = name.partition(" ")
    if not variant:
        raise ValueError(f"{name!r} is no gene and variant")
    return symbol, variant


def _fusion(symbol: str, plain: str) -> str:
    """``EML4::ALK Fusion``, ``v::NTRK1 Fusion``, and ``ALK`` with ``EML4-ALK`` of older files."""
    partners: tuple[str, ...] = ()
    if "::" in symbol and plain in ("FUSION", "FUSIONS", "REARRANGEMENT"):
        partners = tuple(symbol.upper().split("::"))
    elif (found := _FUSION.fullmatch(plain)) and symbol.upper() in found.groups():
        partners = found.groups()
    named = [partner for partner in partners if partner != _ANY_PARTNER]
    return f"{'::'.join(named)} fusion" if named else ""


def _pattern(plain: str) -> tuple[str, ...]:
    for pattern, build in _PATTERNS:
        if found := pattern.fullmatch(plain):
            return build(found)
    return ()


def _residues(found: re.Match[str]) -> tuple[str, ...]:
    """``G12``, ``G12/G13``, ``V600 MUTATION``."""
    return tuple(f"codon {residue} missense" for residue in found["residues"].split("/"))


_PATTERNS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[str, ...]]], ...]] = (
    (
        re.compile(rf"(?:P\.)?({_AMINO}\d+{_AMINO}(?:/{_AMINO})*)"),
        lambda found: (f"p.{found[1]}",),
    ),
    (
        re.compile(rf"(?:P\.)?({_AMINO}\d+(?:_{_AMINO}\d+)?)(DEL|DUP)"),
        lambda found: (f"p.{found[1]}{found[2].lower()}",),
    ),
    (
        re.compile(rf"(?P<residues>{_AMINO}\d+(?:/{_AMINO}\d+)*)(?: MUTATIONS?)?"),
        _residues,
    ),
    (
        re.compile(r"EXON (\d+) SKIPPING(?: MUTATION)?"),
        lambda found: (f"exon {found[1]} splice",),
    ),
    (re.compile(r"EXON (\d+) INSERTIONS?"), lambda found: (f"exon {found[1]} inframe_insertion",)),
    (re.compile(r"EXON (\d+) DELETIONS?"), lambda found: (f"exon {found[1]} inframe_deletion",)),
    (re.compile(r"EXON (\d+) FRAMESHIFT"), lambda found: (f"exon {found[1]} truncating",)),
    (re.compile(r"EXON (\d+) MUTATIONS?"), lambda found: (f"exon {found[1]} any",)),
)
