from __future__ import annotations

import hashlib

import pytest

from hccgenomics.errors import ResourceError
from hccgenomics.knowledge import files
from hccgenomics.knowledge.files import digest, resource


def test_finds_a_table_and_a_folder():
    assert resource("assemblies.tsv").is_file()
    assert resource("transcripts").is_dir()


def test_a_missing_resource_is_one_sentence_with_a_way_out():
    with pytest.raises(ResourceError, match=r"'nothing\.tsv' is missing\. Install") as caught:
        resource("nothing.tsv")

    assert caught.value.exit_code == 5


def test_the_wheel_is_looked_in_before_the_checkout(tmp_path, monkeypatch):
    for folder in ("wheel", "checkout"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "table.tsv").write_text(folder)
    monkeypatch.setattr(files, "_FOLDERS", (tmp_path / "wheel", tmp_path / "checkout"))

    assert resource("table.tsv").read_text() == "wheel"


def test_digest_is_the_sha256_of_the_bytes(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")

    assert digest(tmp_path / "a") == "sha256:" + hashlib.sha256(b"abc").hexdigest()
