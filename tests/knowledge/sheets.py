"""Tables of a laboratory, as tests write them."""

from __future__ import annotations

ROW = {
    "id": "LAB-01",
    "implication": "sensitivity",
    "any_of": "FGF19 amplification",
    "therapy": "fisogatinib",
    "statement": "Responses were seen in our own series.",
    "citations": "Own series 2026 [pmid:12345678] [verified]",
}
"""An invented row with the least that a new one needs, and a therapy."""


def text_of(*rows, columns=None):
    names = columns or list(dict.fromkeys(name for row in rows for name in row))
    lines = ["\t".join(names), *("\t".join(row.get(n, "") for n in names) for row in rows)]
    return "".join(line + "\n" for line in lines)


def write(path, *rows, columns=None):
    path.write_text(text_of(*rows, columns=columns), encoding="utf-8")
    return path
