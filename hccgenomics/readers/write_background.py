"""A background of normal samples, as ``readers.background`` reads it: the same bytes every time."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from hccgenomics.readers.background import (
    ALIGNMENTS,
    CONTEXT,
    FORMAT,
    HEAD_KEYS,
    NONE,
    OVERALL,
    SITE_COLUMNS,
    VERSION,
    content_digest,
)
from hccgenomics.vocabulary import CONTIGS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.model.background import Background, ContextBackground, SiteBackground
    from hccgenomics.readers.background import BackgroundHead


def background_bytes(head: BackgroundHead, model: Background) -> bytes:
    """The file of a model, gzip compressed; the same model gives the same bytes."""
    return gzip.compress(background_text(head, model).encode(), mtime=0)


def background_text(head: BackgroundHead, model: Background) -> str:
    """The same, not compressed."""
    body = _body(model)
    tells_elsewhere = head.made_from == ALIGNMENTS
    values = {
        FORMAT: VERSION,
        "assembly": head.assembly.value,
        "made_from": head.made_from,
        "unit": head.unit.value,
        "normals": _told(head.normals),
        "min_base_quality": _told(head.min_base_quality),
        "min_mapping_quality": _told(head.min_mapping_quality),
        "software": head.software,
        "inputs_sha256": head.inputs_sha256,
        "left_out": str(model.left_out),
        "sites": str(len(model.sites)),
        "content_sha256": "",
    }
    lines = [f"##{key}={values[key]}" for key in HEAD_KEYS]
    if tells_elsewhere:
        lines.append(f"##{OVERALL}={_context_cells(OVERALL, model.overall)}")
        lines.extend(
            f"##{CONTEXT}={_context_cells(name, found)}"
            for name, found in sorted(model.contexts.items())
        )
    text = "\n".join(lines) + "\n" + body
    digest = content_digest(text, "")
    return text.replace("##content_sha256=\n", f"##content_sha256={digest}\n", 1)


def _body(model: Background) -> str:
    lines = ["#" + "\t".join(SITE_COLUMNS)]
    rank = {contig: at for at, contig in enumerate(CONTIGS)}
    places = sorted(model.sites, key=lambda place: (rank[place[0]], *place[1:]))
    lines.extend(_site_cells(place, model.sites[place]) for place in places)
    return "\n".join(lines) + "\n"


def _site_cells(place: tuple[str, int, str, str], site: SiteBackground) -> str:
    noise = site.noise
    cells: Iterable[object] = (
        *place,
        site.context,
        site.alt,
        site.depth,
        site.normals,
        site.left_out,
        _figure(noise.mean),
        _figure(noise.concentration),
    )
    return "\t".join(map(str, cells))


def _context_cells(name: str, context: ContextBackground) -> str:
    cells: Iterable[object] = (
        name,
        context.alt,
        context.depth,
        context.sites,
        _figure(context.noise.mean),
        _figure(context.spread),
        _figure(context.between),
        _figure(context.noise.concentration),
    )
    return "\t".join(map(str, cells))


def _figure(value: float | None) -> str:
    """Six significant digits, which read back and write again as they are."""
    return NONE if value is None else f"{value:.6g}"


def _told(value: int | None) -> str:
    return NONE if value is None else str(value)
