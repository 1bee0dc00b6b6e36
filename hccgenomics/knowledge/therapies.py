"""The names and classes of ``therapies.tsv``; see ``model.therapies``, which needs no table."""

from __future__ import annotations

from hccgenomics.model.therapies import by_name, classes_of, name_key, parts_of, resolve_therapy

__all__ = ["by_name", "classes_of", "name_key", "parts_of", "resolve_therapy"]
