"""The catalogue of everything a page says, and its translations (Babel, GNU gettext).

``extract`` collects every message into ``hccgenomics/reports/locale/messages.pot`` and brings each
``<language>.po`` beside it up to date; ``compile`` writes ``<language>.mo``. Messages come from the
templates of the page, from the catalogue of sentences (docs/wording.md), from the settings'
descriptions and from the curated tables. Where a table holds its own Chinese, that is taken.

A new language is one file: copy ``messages.pot`` to ``<language>.po``, fill it, ``make locale``.
"""

from __future__ import annotations

import argparse
import re
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from hccgenomics.interpret.answered import BETWEEN_TESTS
from hccgenomics.interpret.card_plans import PLANS
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.markers import load_markers
from hccgenomics.knowledge.panels import load_panels
from hccgenomics.knowledge.viral import integration_genes
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline.catalogue import templates
from hccgenomics.readers.breakends import CALLERS, TABLE_FORMATS, TABLES, VCF_FORMATS
from hccgenomics.reports.translation.catalogue import LOCALE
from hccgenomics.reports.translation.reader import JOINTS
from hccgenomics.vocabulary import Annotator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

PROJECT: Final = "hccgenomics"
POT: Final = LOCALE / "messages.pot"
PAGES: Final = LOCALE.parent / "templates"
WIDTH: Final = 100
CHINESE: Final = "zh"
PRINTED: Final = {
    "genes": ("mechanism", "pathway", "note"),
    "functional": ("assay", "finding", "note"),
    "domains": ("name", "why"),
    "hotspots": ("note",),
    "blood": ("note",),
    "fusions": ("note",),
    "germline": ("note",),
    "facts": ("description", "words"),
    "tests": ("test", "says"),
    "panels": ("title", "version", "promoter_source", "lacks", "notes"),
    "integrations": ("effect",),
}
"""Columns of the small tables that a page may print."""
RECIST: Final = (
    *("complete response", "partial response", "stable disease", "progressive disease"),
    *("not evaluable", "progression", "response"),
)
"""Words in which a best response is usually stated; the clinical file leaves them free."""
SOURCE_WORD: Final = re.compile(r"\b[a-z]{3,}\b(?![:.])")
"""An English word of a source; names, journals and identifiers have none."""
SYMBOL: Final = 2
"""Letters of a unit that is a symbol (mL, cm) and no word."""
Message = tuple[str, str, str]
"""The text, where it comes from, and its translation where a table holds one."""


def messages() -> Iterator[Message]:
    """Every message but those of the page's templates, which Babel reads."""
    for joint in JOINTS:
        yield joint, "joint", ""
    for one in templates():
        yield one.text, one.id, ""
    for name, field in Settings.model_fields.items():
        yield field.description or "", f"settings.{name}", ""
    yield from _of_rows()
    yield from _of_lists()
    yield from _of_words()
    yield from _of_sources()


def _of_rows() -> Iterator[Message]:
    base = load_knowledge()
    yield base.review_status, "tables.review_status", ""
    for row in (*base.biomarkers, *base.regimens):
        yield row.statement, f"tables.{row.id}.statement", row.statement_zh
        for name in (
            *("figures", "caveats", "regulatory_note", "n_patients_note", "disease_context"),
            *("line_note", "conflicts", "setting", "excluded", "aetiology", "therapy"),
        ):
            yield from _told(f"tables.{row.id}.{name}", getattr(row, name, ""))
        for effect in row.effects:
            yield effect.of, f"tables.{row.id}.effects", ""
        for approval in row.approvals:
            yield approval.therapy, f"tables.{row.id}.approvals", ""
    for asking in (*base.biomarkers, *base.cross_checks):
        yield from _told("tables.asks_for", tuple(asking.asks_for.split(BETWEEN_TESTS)))
    for check in base.cross_checks:
        yield check.question, f"tables.{check.code}.question", check.question_zh
    for rate in base.prevalence:
        for name in ("event", "stated", "cohort", "note"):
            yield getattr(rate, name), f"tables.{rate.id}.{name}", ""
    for therapy in base.therapies.values():
        yield therapy.name, f"tables.therapies.{therapy.name}", therapy.name_zh


def _of_lists() -> Iterator[Message]:
    base = load_knowledge()
    tables: tuple[tuple[str, Iterable[object]], ...] = (
        ("genes", base.genes.values()),
        ("functional", _flat(base.functional)),
        ("domains", _flat(base.domains)),
        ("hotspots", _flat(base.hotspots.by_gene)),
        ("blood", _flat(base.blood)),
        ("fusions", base.fusions.values()),
        ("germline", base.germline.values()),
        ("facts", base.facts.values()),
        ("tests", base.tests.values()),
        ("panels", load_panels()),
        ("integrations", integration_genes().values()),
    )
    for table, rows in tables:
        for row in rows:
            for name in PRINTED[table]:
                yield from _told(f"tables.{table}.{name}", getattr(row, name))
    for part in load_markers()[0]:
        name, _, aside = part.marker.partition(" (")
        for text in (part.marker, name, aside.removesuffix(")")):
            yield text, "tables.markers", ""


def _of_words() -> Iterator[Message]:
    """Names, units and words that sentences take from the lists."""
    for fact in load_knowledge().facts.values():
        unit = fact.unit if fact.unit.isalpha() and len(fact.unit) > SYMBOL else ""
        for text in (fact.subject, unit, *fact.words):
            yield text.replace("_", " "), "tables.facts.names", ""
    for panel in load_panels():
        yield f"{panel.panel} {panel.version}", "tables.panels.named", ""
    for card in PLANS:
        yield card.title, "card_plans.title", ""
    yield Annotator.MAF_COLUMNS.value, "vocabulary.annotator", ""
    for found in (*map(CALLERS.__getitem__, VCF_FORMATS), *map(TABLES.__getitem__, TABLE_FORMATS)):
        if SOURCE_WORD.search(found.title):
            yield found.title, "readers.breakends.title", ""
            yield found.title.partition(" or ")[0], "readers.breakends.title", ""
    for text in RECIST:
        yield text, "words of RECIST", ""
    for site in integration_genes().values():  # their parts: a sentence is cut at its semicolons
        yield from ((text, "tables.integrations.effect", "") for text in site.effect.split("; "))


def _of_sources() -> Iterator[Message]:
    """What sentences quote as their source, where it is more than a citation."""
    base = load_knowledge()
    held: tuple[tuple[str, Iterable[object]], ...] = (
        ("source", _flat(base.hotspots.by_gene)),
        ("source", _flat(base.domains)),
        ("source", base.genes.values()),
        ("reference", _flat(base.functional)),
    )
    cells = (getattr(row, column) for column, rows in held for row in rows)
    for text in dict.fromkeys(part for cell in cells for part in cell.split("; ")):
        if SOURCE_WORD.search(text):
            yield text, "tables.sources", ""


def _flat(by_gene: Mapping[str, Iterable[object]]) -> Iterator[object]:
    return (row for rows in by_gene.values() for row in rows)


def _told(where: str, value: object) -> Iterator[Message]:
    if isinstance(value, str):
        yield value, where, ""
    elif isinstance(value, tuple):
        for item in value:
            yield str(item), where, ""


def template_catalogue() -> tuple[Catalog, dict[str, str]]:
    """Every message with where it stands, and the Chinese that tables hold."""
    found = Catalog(project=PROJECT, charset="utf-8", fuzzy=False)
    chinese: dict[str, str] = {}
    options = {"**.html": {"trimmed": "true", "silent": "false"}}
    pages = extract_from_dir(PAGES, [("**.html", "jinja2")], options)
    for name, _, message, _, context in sorted(pages, key=lambda one: (one[0], one[1])):
        found.add(message, locations=[(f"templates/{name}", None)], context=context)
    for text, where, told in messages():
        if any(map(str.isalpha, text)) and any(character.islower() for character in text):
            found.add(text, locations=[(where, None)])
            if told:
                chinese.setdefault(text, told)
    return found, chinese


def pot_bytes(found: Catalog) -> bytes:
    """The template file; no clock, no line numbers, so that the same code gives the same bytes."""
    return _po_bytes(found, is_template=True)


def po_bytes(found: Catalog) -> bytes:
    """One language's file."""
    return _po_bytes(found, is_template=False)


class _Compiled(Catalog):
    """What is told of a catalogue, under a header without a clock or the compiler's version.

    A plural that is not told stays out: filled up with English, a language of one form would have
    the English singular for every number.
    """

    def __init__(self, found: Catalog) -> None:
        super().__init__(project=PROJECT, charset="utf-8", fuzzy=False)
        self._headers = [
            ("Language", str(found.locale_identifier)),
            ("Plural-Forms", found.plural_forms),
            ("Content-Type", "text/plain; charset=utf-8"),
        ]
        for message in found:
            forms = (message.string,) if isinstance(message.string, str) else message.string
            if message.id and all(forms):
                self.add(message.id, message.string, context=message.context)

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The fixed lines of the header."""
        return self._headers


def mo_bytes(found: Catalog) -> bytes:
    """The compiled file; the same translations give the same bytes."""
    buffer = BytesIO()
    write_mo(buffer, _Compiled(found))
    return buffer.getvalue()


def updated(path: Path, template: Catalog, chinese: dict[str, str]) -> Catalog:
    """One language's catalogue with every message of the template and no other."""
    held = read(path)
    fresh = Catalog(locale=held.locale, project=PROJECT, charset="utf-8", fuzzy=False)
    own = chinese if path.stem == CHINESE else {}
    for message in template:
        if not message.id:
            continue
        before = held.get(message.id, message.context)
        told = own.get(message.id) or (before.string if before else "")
        fresh.add(message.id, told, message.locations, context=message.context)
    return fresh


def read(path: Path) -> Catalog:
    """A ``.po`` file."""
    with path.open("rb") as handle:
        return read_po(handle)


def _po_bytes(found: Catalog, *, is_template: bool) -> bytes:
    buffer = BytesIO()
    write_po(buffer, found, width=WIDTH, omit_header=True, ignore_obsolete=True)
    return _header(found, is_template=is_template) + buffer.getvalue()


def _header(found: Catalog, *, is_template: bool) -> bytes:
    lines = ['msgid ""', 'msgstr ""', f'"Project-Id-Version: {PROJECT}\\n"']
    if not is_template:
        lines.append(f'"Language: {found.locale_identifier}\\n"')
        lines.append(f'"Plural-Forms: {found.plural_forms}\\n"')
    lines.append('"MIME-Version: 1.0\\n"')
    lines.append('"Content-Type: text/plain; charset=utf-8\\n"')
    lines.append('"Content-Transfer-Encoding: 8bit\\n"')
    return ("\n".join(lines) + "\n\n").encode()


def _languages() -> Iterable[Path]:
    return sorted(LOCALE.glob("*.po"))


def extract() -> None:
    """Rewrite the template and every language's file."""
    template, chinese = template_catalogue()
    POT.write_bytes(pot_bytes(template))
    for path in _languages():
        path.write_bytes(po_bytes(updated(path, template, chinese)))


def compile_all() -> None:
    """Write what the page reads."""
    for path in _languages():
        path.with_suffix(".mo").write_bytes(mo_bytes(read(path)))


def main(arguments: list[str]) -> None:
    """``extract``, ``compile`` or both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=("extract", "compile", "both"), nargs="?", default="both")
    step = parser.parse_args(arguments).step
    if step != "compile":
        extract()
    if step != "extract":
        compile_all()


if __name__ == "__main__":
    main(sys.argv[1:])
