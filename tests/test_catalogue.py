"""Every sentence of a report comes from the catalogue, and none says what must not be said."""

from __future__ import annotations

import ast
import re
import string
from typing import TYPE_CHECKING

import pytest

from hccgenomics.model.event import parse_event
from hccgenomics.pipeline.catalogue import ENDINGS, LAYERS, templates, wording_modules
from tests.conftest import ROOT
from tests.forbidden import phrases_in, texts_of

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = ROOT / "hccgenomics"
CATALOGUE = templates()
PAGE = ROOT / "docs" / "wording.md"
HEAD = """# The catalogue of sentences

Generated from the code (`pytest tests/test_catalogue.py --regenerate`). A report speaks of a
patient by these templates and by the curated tables alone. Words in braces are slots.

| id | template |
|---|---|
"""

TO_THE_OPERATOR = {
    "annotate/names.py": "a name that locate cannot read",
    "annotate/named_bases.py": "the same",
    "annotate/named_protein.py": "the same",
    "annotate/resolve.py": "the same",
    "annotate/spelling.py": "the same",
    "pipeline/annotation.py": "what annotate tells on standard error",
    "pipeline/annotation_work.py": "the same",
    "pipeline/background/build.py": "normal samples, to whoever builds a background of them",
    "pipeline/background/alignments.py": "the same",
    "pipeline/background/calls.py": "the same",
    "pipeline/completed.py": "the cache of a FASTA",
    "pipeline/crew.py": "a process that died",
    "pipeline/inputs.py": "hints of errors",
    "pipeline/installed.py": "installed models",
    "pipeline/knowledge.py": "unverified rows of an overlay, on standard error",
    "pipeline/knowledge_import.py": "the head of an imported table, and rows that are left out",
    "pipeline/knowledge_strength.py": "references of the scales in VA-Spec statements",
    "pipeline/knowledge_va_spec.py": "rows that VA-Spec has no statement for",
    "pipeline/locus.py": "what explain cannot read",
    "pipeline/problems.py": "validate",
    "pipeline/validate_large.py": "validate",
}
"""Modules whose sentences go to whoever runs the program, and why they are no patient's."""

MESSAGES = {
    "BadParameter", "Field", "InputError", "ResourceError", "TableError", "UsageError",
    "ValueError", "KnowledgeError", "compile", "refuse", "SettingsError",
}  # fmt: skip
A_SENTENCE = 3
A_WORD = re.compile(r"[A-Za-z]{2,} ")


def is_term(text: str) -> bool:
    """Whether a text is a term of curated rows, which nobody is shown."""
    try:
        parse_event(text)
    except ValueError:
        return False
    return True


def logic_modules():
    for layer in (*LAYERS, "pipeline"):
        if layer == "reports":
            continue  # its words are labels of the page, which test_wording enrols
        for path in sorted((PACKAGE / layer).rglob("*.py")):
            name = path.relative_to(PACKAGE).as_posix()
            if not path.stem.endswith(ENDINGS) and name not in TO_THE_OPERATOR:
                yield pytest.param(path, id=name)


def sentences_of(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    aside = set()
    for node in ast.walk(tree):
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_message = isinstance(node, ast.Raise) or (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", getattr(node.func, "attr", "")) in MESSAGES
        )
        if is_docstring or is_message:
            aside.update(map(id, ast.walk(node)))
    for node in ast.walk(tree):
        if id(node) not in aside and isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


@pytest.mark.parametrize("path", list(logic_modules()))
def test_no_sentence_is_written_outside_the_catalogue(path):
    found = [
        (line, text)
        for line, text in sentences_of(path)
        if len(A_WORD.findall(text)) >= A_SENTENCE and not is_term(text)
    ]

    assert found == []


def test_the_modules_set_aside_are_there():
    for name in TO_THE_OPERATOR:
        assert (PACKAGE / name).is_file(), name


def test_the_scan_sees_a_sentence(tmp_path):
    path = tmp_path / "logic.py"
    path.write_text('"""Doc of four words here."""\nWHY = "this is a whole sentence"\n')

    assert [text for _, text in sentences_of(path)] == ["this is a whole sentence"]


def test_the_catalogue_is_large_and_its_ids_are_unique():
    ids = [template.id for template in CATALOGUE]

    assert len(ids) > 600
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("template", CATALOGUE, ids=lambda template: template.id)
def test_a_template_says_nothing_forbidden_and_names_its_slots(template):
    assert phrases_in(template.text) == []
    for _, name, _, _ in string.Formatter().parse(template.text):
        assert name != "", "a slot without a name"


@pytest.mark.parametrize("module", wording_modules(), ids=lambda module: module.__name__)
def test_nothing_forbidden_stands_in_a_wording_module(module):
    assert [text for text in texts_of(module) if phrases_in(text)] == []


def test_the_catalogue_is_published(request):
    def cell(text):
        return text.replace("|", "\\|").replace("\n", " ").strip()

    rows = "".join(f"| `{one.id}` | {cell(one.text)} |\n" for one in CATALOGUE)
    if request.config.getoption("--regenerate"):
        PAGE.write_text(HEAD + rows, encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == HEAD + rows
