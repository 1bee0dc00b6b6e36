"""Compiled templates are kept where that helps, and are never in the way."""

from __future__ import annotations

import pytest
from jinja2 import Environment, FileSystemLoader

from hccgenomics.reports.template_cache import template_cache


@pytest.fixture
def templates(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/a.html").write_text("one {{ x }}")
    return tmp_path / "templates"


def rendered(templates):
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        bytecode_cache=template_cache({"XDG_CACHE_HOME": str(templates.parent / "cache")}),
    )
    return environment.get_template("a.html").render(x="<")


def kept(templates):
    return sorted((templates.parent / "cache").rglob("*.cache"))


def test_a_template_is_compiled_once(templates, monkeypatch):
    assert rendered(templates) == "one &lt;"
    assert len(kept(templates)) == 1
    monkeypatch.setattr(Environment, "compile", None)

    assert rendered(templates) == "one &lt;"


def test_a_changed_template_is_compiled_again(templates):
    rendered(templates)
    (templates / "a.html").write_text("two {{ x }}")

    assert rendered(templates) == "two &lt;"


def test_another_version_of_the_program_compiles_again(templates, monkeypatch):
    rendered(templates)
    monkeypatch.setattr("hccgenomics.reports.template_cache.__version__", "99.0")
    rendered(templates)

    assert len(kept(templates)) == 2


def spoilt(data, length):
    return data[:length] if length < len(data) else data[:-1] + bytes([data[-1] ^ 1])


@pytest.mark.parametrize("length", [0, 3, 20, 40, 10**9])
def test_a_broken_cache_is_no_matter(templates, length):
    rendered(templates)
    for path in kept(templates):
        path.write_bytes(spoilt(path.read_bytes(), length))

    assert rendered(templates) == "one &lt;"


def test_a_cache_that_cannot_be_kept_is_no_matter(templates):
    (templates.parent / "cache").write_text("a file, where a folder should be")

    assert rendered(templates) == "one &lt;"


def test_a_folder_that_others_may_write_is_not_trusted(templates, monkeypatch):
    rendered(templates)
    folder = kept(templates)[0].parent
    compiled = []
    compile_ = Environment.compile
    monkeypatch.setattr(
        Environment, "compile", lambda *a, **k: compiled.append(1) or compile_(*a, **k)
    )

    rendered(templates)
    assert compiled == []
    folder.chmod(0o777)
    rendered(templates)
    assert compiled == [1]


def test_a_relative_cache_folder_is_ignored():
    assert template_cache({"XDG_CACHE_HOME": "here", "HOME": ""}) is None
    assert template_cache({}) is None
