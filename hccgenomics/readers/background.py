"""A background of normal samples: our own table of how often each change is read by error.

Tab-separated, as a rule gzip compressed. Lines that begin with ``##`` hold ``key=value``, each key
once but ``context``, which has one line for each class of change; one line that begins with ``#``
names the columns; then one line for each change at each place, along the genome. What the columns
mean: ``docs/background.md``. The digest in the head is of all other lines, so that a file that was
cut or edited is known.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import AssemblyError, FormatError, InputError, UnreadableError
from hccgenomics.model.background import (
    Background,
    ContextBackground,
    SiteBackground,
    SiteNoise,
)
from hccgenomics.model.copy_number_files import InputFacts
from hccgenomics.vocabulary import CONTIGS, Assembly, DepthUnit, DialectTier

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hccgenomics.model.background import RestsOn
    from hccgenomics.model.variant import Variant

VERSION: Final = "1"
FORMAT: Final = "hccgenomics-background"
NONE: Final = "."
GZIP_MAGIC: Final = b"\x1f\x8b"
BUILD_AGAIN: Final = "Build it again: hccgenomics background build."
SITE_COLUMNS: Final = (
    "contig", "pos", "ref", "alt", "context",
    "alt_count", "depth", "normals", "left_out", "mean", "concentration",
)  # fmt: skip
CONTEXT_COLUMNS: Final = (
    "name", "alt_count", "depth", "sites", "mean", "spread", "between", "concentration",
)  # fmt: skip
HEAD_KEYS: Final = (
    FORMAT, "assembly", "made_from", "unit", "normals", "min_base_quality",
    "min_mapping_quality", "software", "inputs_sha256", "left_out", "sites", "content_sha256",
)  # fmt: skip
"""Keys of the head, in the order in which they are written."""
OVERALL: Final = "overall"
CONTEXT: Final = "context"
ALIGNMENTS: Final = "alignments"
CALLS: Final = "calls"
PANEL_OF_NORMALS: Final = "panel_of_normals"
SOURCES: Final = (ALIGNMENTS, CALLS, PANEL_OF_NORMALS)
"""What a background may be made from; the last two tell of the places they list alone."""
_BASES: Final = frozenset("ACGT")
_UNTOLD: Final = SiteNoise(mean=0.5, concentration=None, rests_on="global")


@dataclass(frozen=True, slots=True)
class BackgroundHead:
    """What the head of the file says beside the model.

    Attributes:
        made_from: One of ``SOURCES``.
        unit: What was counted.
        normals: Samples; ``None`` where the panel of normals does not tell.
        min_base_quality, min_mapping_quality: Of the pileup; ``None`` where none was made.
        software: The program and its version.
        inputs_sha256: Of the digests of what it was made from; no name is in the file.
    """

    assembly: Assembly
    made_from: str
    unit: DepthUnit
    normals: int | None
    min_base_quality: int | None
    min_mapping_quality: int | None
    software: str
    inputs_sha256: str


@dataclass(frozen=True, slots=True)
class ReadBackground:
    """A background as it was read.

    Attributes:
        model: By place, by context and overall.
        facts: For provenance.
    """

    head: BackgroundHead
    model: Background
    facts: InputFacts

    @property
    def unit(self) -> DepthUnit:
        """What was counted."""
        return self.head.unit

    @property
    def tells_elsewhere(self) -> bool:
        """Whether it speaks of places that it does not list; a list of noisy ones does not."""
        return self.head.made_from == ALIGNMENTS

    def noise(self, variant: Variant, context: str, *, otherwise: SiteNoise) -> SiteNoise:
        """The errors of one change: of its place, of its context, of all, or else as stated."""
        place = (variant.contig, variant.pos, variant.ref, variant.alt)
        if not self.tells_elsewhere and place not in self.model.sites:
            return otherwise
        return self.model.noise(*place, context)


def read_background(path: str | Path, *, assembly: Assembly | None = None) -> Background:
    """The model of a file that ``hccgenomics background build`` wrote.

    Raises:
        InputError: As ``read_background_file``.
    """
    return read_background_file(path, assembly=assembly).model


def read_background_file(path: str | Path, *, assembly: Assembly | None = None) -> ReadBackground:
    """The same with its head, and what provenance says of it.

    Args:
        path: The file.
        assembly: The run's, which must be the file's.

    Raises:
        UnreadableError: It cannot be opened, or it is cut short.
        FormatError: It is no background, or was changed after it was written.
        AssemblyError: It is on another assembly.
        InputError: It is of another version.
    """
    where = str(path)
    content = _content(where)
    text = _text(content, where)
    keys, contexts, body = _split(text, where)
    _refuse_changed(text, keys["content_sha256"], where)
    head = _head(keys, where)
    if assembly is not None and head.assembly is not assembly:
        raise AssemblyError(
            f"The background is on {head.assembly}, and this sample is on {assembly}.",
            where=where,
            hint=f"Build one from normal samples on {assembly}.",
        )
    try:
        model = _model(head, keys, contexts, body.splitlines())
    except (ValueError, KeyError, IndexError) as error:
        raise FormatError(
            f"A line of the background cannot be read ({error}).", where=where, hint=BUILD_AGAIN
        ) from error
    return ReadBackground(head, model, _facts(where, content, head, len(model.sites)))


# --- reading --------------------------------------------------------------------------------------


def _content(where: str) -> bytes:
    try:
        return Path(where).read_bytes()
    except OSError as error:
        raise UnreadableError(
            f"The background cannot be read ({error.strerror or type(error).__name__}).",
            where=where,
            hint="Pass what hccgenomics background build wrote.",
        ) from error


def _text(content: bytes, where: str) -> str:
    try:
        packed = content.startswith(GZIP_MAGIC)
        return (gzip.decompress(content) if packed else content).decode("utf-8")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise UnreadableError(
            "The background is damaged or cut short.", where=where, hint=BUILD_AGAIN
        ) from error


def _split(text: str, where: str) -> tuple[dict[str, str], list[str], str]:
    """Keys of the head, lines of contexts, and everything below the head."""
    keys: dict[str, str] = {}
    contexts: list[str] = []
    at = 0
    while text.startswith("##", at):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        key, _, value = text[at + 2 : end].partition("=")
        if key == CONTEXT:
            contexts.append(value)
        else:
            keys.setdefault(key, value)
        at = min(end + 1, len(text))
    if FORMAT not in keys:
        raise FormatError(
            "This is no background: its first lines do not say so.",
            where=where,
            hint="Pass what hccgenomics background build wrote.",
        )
    if keys[FORMAT] != VERSION:
        raise InputError(
            f"The background has format version {keys[FORMAT]!r}; this program reads {VERSION!r}.",
            where=where,
            hint=BUILD_AGAIN,
        )
    missing = [key for key in HEAD_KEYS if key not in keys]
    if missing:
        raise FormatError(f"The head lacks {missing[0]}.", where=where, hint=BUILD_AGAIN)
    return keys, contexts, text[at:]


def content_digest(text: str, stated: str) -> str:
    """Of all lines but the one that states the digest."""
    lines = text.replace(f"##content_sha256={stated}\n", "", 1)
    return hashlib.sha256(lines.encode()).hexdigest()


def _refuse_changed(text: str, stated: str, where: str) -> None:
    if content_digest(text, stated) != stated:
        raise FormatError(
            "The background was cut short or changed after it was written.",
            where=where,
            hint=BUILD_AGAIN,
        )


def _head(keys: Mapping[str, str], where: str) -> BackgroundHead:
    try:
        if keys["made_from"] not in SOURCES:
            raise ValueError(keys["made_from"])
        return BackgroundHead(
            assembly=Assembly(keys["assembly"]),
            made_from=keys["made_from"],
            unit=DepthUnit(keys["unit"]),
            normals=_count(keys["normals"]),
            min_base_quality=_count(keys["min_base_quality"]),
            min_mapping_quality=_count(keys["min_mapping_quality"]),
            software=keys["software"],
            inputs_sha256=keys["inputs_sha256"],
        )
    except ValueError as error:
        raise FormatError(
            f"The head of the background cannot be read ({error}).", where=where, hint=BUILD_AGAIN
        ) from error


def _count(text: str) -> int | None:
    return None if text == NONE else int(text)


def _model(
    head: BackgroundHead, keys: Mapping[str, str], contexts: Sequence[str], lines: Sequence[str]
) -> Background:
    if not lines or lines[0] != "#" + "\t".join(SITE_COLUMNS):
        raise ValueError("the columns are not those of this version")
    sites = dict(map(_site, lines[1:]))
    if len(sites) != int(keys["sites"]):
        raise ValueError(f"{keys['sites']} sites are announced, {len(sites)} are there")
    named = dict(_context(line, "context") for line in contexts)
    overall = _context(keys[OVERALL], "global")[1] if OVERALL in keys else _UNTOLD_CONTEXT
    return Background(
        assembly=head.assembly,
        normals=head.normals or 0,
        overall=overall,
        sites=sites,
        contexts=named,
        left_out=int(keys["left_out"]),
    )


_UNTOLD_CONTEXT: Final = ContextBackground(_UNTOLD, None, None, 0, 0, 0)
"""In place of an overall rate where the file speaks of its own places alone; never used."""


def _site(line: str) -> tuple[tuple[str, int, str, str], SiteBackground]:
    contig, pos, ref, alt, context, seen, depth, normals, left_out, mean, spread = line.split("\t")
    if contig not in CONTIGS or not (_BASES.issuperset(ref) and _BASES.issuperset(alt)):
        raise ValueError(f"{contig}:{pos} {ref}>{alt} is no change")
    return (contig, int(pos), ref, alt), SiteBackground(
        noise=SiteNoise(_number(mean), _known(spread), "site"),
        context=context,
        alt=int(seen),
        depth=int(depth),
        normals=int(normals),
        left_out=int(left_out),
    )


def _context(text: str, rests_on: RestsOn) -> tuple[str, ContextBackground]:
    name, seen, depth, sites, mean, spread, between, concentration = text.split("\t")
    return name, ContextBackground(
        noise=SiteNoise(_number(mean), _known(concentration), rests_on),
        spread=_known(spread),
        between=_known(between),
        sites=int(sites),
        alt=int(seen),
        depth=int(depth),
    )


def _number(text: str) -> float:
    value = float(text)
    if not isfinite(value):
        raise ValueError(f"{text} is no number")
    return value


def _known(text: str) -> float | None:
    return None if text == NONE else _number(text)


def _facts(where: str, content: bytes, head: BackgroundHead, sites: int) -> InputFacts:
    return InputFacts(
        name=Path(where).name,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        container="gzip" if content.startswith(GZIP_MAGIC) else "plain",
        format=f"{FORMAT} {VERSION}",
        tool=head.software,
        tier=DialectTier.EXACT,
        records=sites,
    )
