"""Tables that are read when they are asked: hashed all the same, and refused all the same."""

from __future__ import annotations

import shutil

import pytest

from hccgenomics.errors import TableError
from hccgenomics.knowledge import files
from hccgenomics.knowledge.base import READ_WHEN_ASKED, load_knowledge
from hccgenomics.knowledge.files import digest, resource
from hccgenomics.knowledge.fusions import FUSIONS
from hccgenomics.knowledge.later import RowsByKey, RowsInOrder
from hccgenomics.knowledge.lists import FACTS, PREVALENCE, TESTS, THERAPIES

ASKED = {
    FACTS: lambda base: base.facts,
    FUSIONS: lambda base: base.fusions,
    PREVALENCE: lambda base: base.prevalence,
    TESTS: lambda base: base.tests,
    THERAPIES: lambda base: base.therapies,
}


def test_each_is_named_here():
    assert set(ASKED) == set(READ_WHEN_ASKED)


@pytest.mark.parametrize("name", READ_WHEN_ASKED)
def test_the_digest_is_known_before_a_row_is_asked_for(name):
    assert load_knowledge().sha256[name] == digest(resource(name))


@pytest.mark.parametrize("name", READ_WHEN_ASKED)
def test_a_wrong_row_refuses_the_table_where_a_row_is_asked_for(name, tmp_path, monkeypatch):
    shutil.copytree(resource(name).parent, tmp_path / "resources")
    table = tmp_path / "resources" / name
    table.write_bytes(table.read_bytes() + b"one cell alone\n")
    monkeypatch.setattr(files, "_FOLDERS", (tmp_path / "resources",))

    base = load_knowledge()

    with pytest.raises(TableError, match=name):
        list(ASKED[name](base))


def test_rows_are_read_once():
    reads = []

    def read():
        reads.append(1)
        return {"a": 1}

    rows = RowsByKey(read)
    assert not reads
    assert (rows["a"], list(rows), len(rows), "b" in rows) == (1, ["a"], 1, False)
    assert reads == [1]


def test_rows_keep_their_order():
    rows = RowsInOrder(lambda: ("b", "a"))

    assert (list(rows), len(rows), "a" in rows, "c" in rows) == (["b", "a"], 2, True, False)
