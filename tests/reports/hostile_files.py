"""Files of one patient whose every free field holds a hostile text, as its format lets it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from hccgenomics.knowledge.files import resource

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE = "example/hcc-example"
BREAKS_LINES = re.compile(r"[\t\r\n\x00\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
BREAKS_FIELDS = re.compile(r"[\s;,=:<>\"%\x00-\x20]+")
BREAKS_PATHS = re.compile(r"[/\x00]+")
LONGEST_NAME = 60
LONGEST_CELL = 400


def in_line(text: str) -> str:
    """What a cell of a table, or a column's name, can hold of the text."""
    return BREAKS_LINES.sub(" ", text)[:LONGEST_CELL].strip() or "x"


def in_field(text: str) -> str:
    """What a FILTER, a contig or a value of INFO can hold of it."""
    return BREAKS_FIELDS.sub("_", text)[:LONGEST_CELL].strip("_") or "x"


def in_path(text: str) -> str:
    """What a file's name can hold of it; a line end is allowed there."""
    return BREAKS_PATHS.sub("_", text)[:LONGEST_NAME]


class HostileFiles:
    """The files in a folder; each is written when it is asked for."""

    def __init__(self, folder: Path, text: str) -> None:
        self.folder = folder
        self.text = text

    def _written(self, ending: str, content: str) -> Path:
        path = self.folder / f"{in_path(self.text)}{ending}"
        path.write_text(content, encoding="utf-8")
        return path

    def small(self) -> Path:
        """Variants: columns, header lines, ids, FILTERs, INFO and a contig."""
        lines = _example(".vcf")
        cell, field = in_line(self.text), in_field(self.text)
        quoted = cell.replace("\\", "\\\\").replace('"', '\\"')
        head = [
            f"##source={cell}",
            f"##commandline={cell}",
            f'##FILTER=<ID={field},Description="{quoted}">',
            f'##INFO=<ID=NOTE,Number=1,Type=String,Description="{quoted}">',
            f"##contig=<ID={field},length=1000>",
        ]
        return self._written(".vcf", "\n".join([lines[0], *head, *self._records(lines[1:])]) + "\n")

    def _records(self, lines: list[str]) -> list[str]:
        cell, field = in_line(self.text), in_field(self.text)
        found = []
        for line in lines:
            cells = line.split("\t")
            if line.startswith("#CHROM"):
                cells = [name.replace("EXAMPLE-", f"{cell} ") for name in cells]
            elif not line.startswith("#"):
                cells[2] = field
                cells[6] = cells[6] if cells[6] == "PASS" else f"{cells[6]};{field}"
                cells[7] = f"{cells[7]};NOTE={field}"
            found.append("\t".join(cells))
        found.append(
            f"{field}\t10\t{field}\tA\tC\t.\tPASS\tNOTE={field}\tAD:AF:DP:GT\t"
            + "\t".join(["9,9:0.5:18:0/1"] * 2)
        )
        return found

    def names(self) -> tuple[str, str]:
        """Tumour's and normal's column, as they stand in the file."""
        columns = next(
            line
            for line in self.small().read_text(encoding="utf-8").split("\n")
            if line.startswith("#CHROM")
        ).split("\t")[9:]
        tumour = next(name for name in columns if name.endswith("TUMOUR"))
        return tumour, next(name for name in columns if name != tumour)

    def segments(self) -> Path:
        """Copy number: names of genes."""
        head, *rows = _example(".cns")
        cell = in_line(self.text)
        return self._written(".cns", "\n".join([head, *(self._named(row, cell) for row in rows)]))

    @staticmethod
    def _named(row: str, cell: str) -> str:
        cells = row.split("\t")
        return "\t".join([*cells[:3], cell, *cells[4:]]) if len(cells) > 3 else row

    def junctions(self) -> Path:
        """Structural variants: columns and a header line."""
        lines = _example(".sv.vcf")
        cell = in_line(self.text)
        named = [
            line.replace("EXAMPLE-", f"{cell} ") if line.startswith("#CHROM") else line
            for line in lines
        ]
        named.insert(1, f"##source_of={cell}")
        return self._written(".sv.vcf", "\n".join(named) + "\n")

    def panel(self) -> Path:
        """Regions: a name in the fourth column, a track line, a comment."""
        cell = in_line(self.text)
        rows = [f"{row}\t{cell}" for row in _example(".panel.bed") if row]
        head = [f"# {cell}", f'track name="{in_field(self.text)}"']
        return self._written(".panel.bed", "\n".join([*head, *rows]) + "\n")

    def clinical(self) -> Path:
        """What a ward states: ids, versions, methods, treatments."""
        said = json.dumps(in_line(self.text)[:200])
        text = "\n".join(_example(".toml"))
        for word in (
            "2026-10-0417",
            "B26-11873-A2",
            "TACE",
            "chemiluminescence",
            "atezolizumab + bevacizumab",
            "partial response",
            "second reader",
            "PCR of five markers",
            "1A6",
        ):
            text = text.replace(f'"{word}"', said)
        return self._written(".toml", text)

    def treatments(self) -> Path:
        """Treatments of a timeline."""
        cell = in_line(self.text)[:200]
        return self._written(
            ".treatments.tsv", f"name\tstart\tend\tnote\n{cell}\t2026-01\t\t{cell}\n"
        )

    def overlay(self) -> Path:
        """A laboratory's own rows: every column of text is hostile."""
        head, row = resource("biomarkers.tsv").read_text(encoding="utf-8").splitlines()[:2]
        said = '"{}"'.format(in_line(self.text).replace('"', '""'))
        cells = dict(zip(head.split("\t"), row.split("\t"), strict=True))
        for name in (
            "statement",
            "statement_zh",
            "figures",
            "caveats",
            "regulatory_note",
            "disease_context",
            "line_note",
            "n_patients_note",
        ):
            if name in cells:
                cells[name] = said
        cells["id"] = "LAB-01"
        return self._written(
            ".overlay.tsv", "\t".join(cells) + "\n" + "\t".join(cells.values()) + "\n"
        )


def _example(ending: str) -> list[str]:
    return resource(f"{EXAMPLE}{ending}").read_text(encoding="utf-8").splitlines()
