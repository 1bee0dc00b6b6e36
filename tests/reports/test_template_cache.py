from __future__ import annotations

import sys

import pytest
from jinja2 import Environment, FileSystemLoader

from hccgenomics.reports.template_cache import beside


@pytest.fixture
def templates(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "a.html").write_text("one {{ x }}")
    return tmp_path


def rendered(templates):
    environment = Environment(
        loader=FileSystemLoader(templates), autoescape=True, bytecode_cache=beside(templates)
    )
    return environment.get_template("a.html").render(x="<")


def kept(templates):
    return sorted((templates / "__pycache__").glob("*.cache"))


def test_a_template_is_compiled_once(templates, monkeypatch):
    assert rendered(templates) == "one &lt;"
    assert len(kept(templates)) == 1
    monkeypatch.setattr(Environment, "compile", None)

    assert rendered(templates) == "one &lt;"


def test_a_changed_template_is_compiled_again(templates):
    rendered(templates)
    (templates / "a.html").write_text("two {{ x }}")

    assert rendered(templates) == "two &lt;"


def test_a_broken_cache_is_no_matter(templates):
    rendered(templates)
    for path in kept(templates):
        path.write_bytes(path.read_bytes()[:40])

    assert rendered(templates) == "one &lt;"


def test_a_cache_that_cannot_be_kept_is_no_matter(templates):
    (templates / "__pycache__").write_text("a file, where a folder should be")

    assert rendered(templates) == "one &lt;"


def test_nothing_is_kept_where_python_keeps_nothing(templates, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    assert rendered(templates) == "one &lt;"
    assert not (templates / "__pycache__").exists()
