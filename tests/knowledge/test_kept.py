"""Entries of the cache: whole or not at all, whoever writes, is killed, or meddles."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import time

import pytest

from hccgenomics.knowledge import kept as module
from hccgenomics.knowledge.files import resource
from hccgenomics.knowledge.kept import MAX_KEPT, keep, kept
from hccgenomics.knowledge.parts import Parts

PARTS = {
    path.name: path.read_bytes()
    for path in resource("transcripts").iterdir()
    if path.name != "hotspot_codons.tsv"
}
SHA256 = Parts.in_memory(PARTS, where="test").manifest.sha256


@pytest.fixture
def root(tmp_path):
    return tmp_path / "cache" / "models"


def is_whole(root, name="entry"):
    found = kept(root, name)
    return found is not None and found.manifest.sha256 == SHA256


def names(root):
    return sorted(path.name for path in root.iterdir())


def test_what_is_kept_is_found_again_and_nothing_else_is_left(root):
    assert kept(root, "entry") is None

    keep(root, "entry", PARTS)

    found = kept(root, "entry")
    assert {name: found.read(name) for name in found.manifest.parts} == {
        name: data for name, data in PARTS.items() if name != "manifest.tsv"
    }
    assert names(root) == ["entry"]
    assert root.stat().st_mode & 0o777 == 0o700


def test_an_entry_that_is_gone_can_still_be_used_by_who_opened_it(root):
    keep(root, "entry", PARTS)
    found = kept(root, "entry")

    for path in (root / "entry").iterdir():
        path.unlink()

    assert found.read("bases.bin") == PARTS["bases.bin"]


@pytest.mark.parametrize("name", [*sorted(PARTS), "seal"])
@pytest.mark.parametrize("spoil", ["flip", "cut", "empty", "remove"])
def test_a_damaged_entry_is_not_used_and_is_made_again(root, name, spoil):
    keep(root, "entry", PARTS)
    path = root / "entry" / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    match spoil:
        case "flip":
            path.write_bytes(data)
        case "cut":
            path.write_bytes(path.read_bytes()[:-1])
        case "empty":
            path.write_bytes(b"")
        case "remove":
            path.unlink()

    assert kept(root, "entry") is None
    keep(root, "entry", PARTS)
    assert is_whole(root)
    assert names(root) == ["entry"]


def test_an_entry_that_is_whole_is_left_alone(root):
    keep(root, "entry", PARTS)
    made = (root / "entry" / "bases.bin").stat().st_ino

    keep(root, "entry", PARTS)

    assert (root / "entry" / "bases.bin").stat().st_ino == made
    assert names(root) == ["entry"]


def _keep_at_once(root, gate, found):
    gate.wait()
    keep(root, "entry", PARTS)
    found.put(is_whole(root))


@pytest.mark.parametrize("damaged", [False, True])
def test_eight_processes_at_once(root, damaged):
    if damaged:
        keep(root, "entry", PARTS)
        (root / "entry" / "bases.bin").write_bytes(b"cut")
    context = multiprocessing.get_context("fork")
    gate, found = context.Barrier(8), context.Queue()
    workers = [context.Process(target=_keep_at_once, args=(root, gate, found)) for _ in range(8)]
    for worker in workers:
        worker.start()
    told = [found.get(timeout=30) for _ in workers]
    for worker in workers:
        worker.join()

    assert [worker.exitcode for worker in workers] == [0] * 8
    assert is_whole(root)
    assert all(told) or damaged  # while a damaged entry makes room, a reader may find none
    assert names(root) == ["entry"]


def _killed_at(root, step):
    """Write an entry and be killed at the n-th file that reaches the disk."""
    seen, sync = [], os.fsync

    def die(handle):
        seen.append(handle)
        if len(seen) == step:
            os.kill(os.getpid(), signal.SIGKILL)
        sync(handle)

    os.fsync = die
    keep(root, "entry", PARTS)


@pytest.mark.parametrize("step", [1, 3, len(PARTS) + 1, len(PARTS) + 2, len(PARTS) + 3])
def test_a_process_that_is_killed_leaves_nothing_that_is_used(root, step):
    worker = multiprocessing.get_context("fork").Process(target=_killed_at, args=(root, step))
    worker.start()
    worker.join()

    assert worker.exitcode == -signal.SIGKILL
    is_done = step > len(PARTS) + 2  # after the rename
    assert (kept(root, "entry") is not None) == is_done
    keep(root, "entry", PARTS)
    assert is_whole(root)


def test_what_a_killed_process_left_is_removed_after_a_while(root):
    keep(root, "one", PARTS)
    for name in (".entry.new", ".entry.old"):
        (root / name).mkdir()
        (root / name / "bases.bin").write_bytes(b"half")
    hours_ago = time.time() - 2 * module.ABANDONED_AFTER
    os.utime(root / ".entry.old", (hours_ago, hours_ago))

    keep(root, "entry", PARTS)

    assert names(root) == [".entry.new", "entry", "one"]


def test_only_so_many_entries_are_kept_the_oldest_going_first(root):
    for number in range(MAX_KEPT + 3):
        keep(root, f"entry{number:02}", PARTS)
        then = time.time() - 1000 + number
        os.utime(root / f"entry{number:02}", (then, then))

    assert names(root) == [f"entry{n:02}" for n in range(3, MAX_KEPT + 3)]


@pytest.mark.parametrize("writable", ["root", "entry"])
def test_what_others_may_write_to_is_not_used(root, writable):
    keep(root, "entry", PARTS)
    (root if writable == "root" else root / "entry").chmod(0o777)

    assert kept(root, "entry") is None
    if writable == "root":
        with pytest.raises(OSError, match="not this user's alone"):
            keep(root, "other", PARTS)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
def test_a_full_or_read_only_folder_is_an_os_error_that_leaves_nothing(root, number, monkeypatch):
    def full(handle):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=os.strerror(number)):
        keep(root, "entry", PARTS)

    assert names(root) == []


def test_a_file_in_the_place_of_the_folder_is_an_os_error(tmp_path):
    (tmp_path / "cache").write_text("a file")

    with pytest.raises(OSError, match=r"Not a directory|File exists"):
        keep(tmp_path / "cache" / "models", "entry", PARTS)
    assert kept(tmp_path / "cache" / "models", "entry") is None
