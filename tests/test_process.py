"""The program as a process: its exit codes and streams reach whoever started it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hccgenomics.knowledge.files import resource
from tests.conftest import ROOT
from tests.processes import heed_signals

PROGRAM = [sys.executable, "-m", "hccgenomics"]
HERE = {**os.environ, "PYTHONPATH": str(ROOT)}  # the checkout, whatever folder a run stands in
EXAMPLE = str(resource("example/hcc-example.vcf"))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--version"], 0),
        (["report", EXAMPLE, "-o", "out"], 0),
        (["report"], 2),
        (["report", "absent.vcf"], 3),
        (["report", EXAMPLE, "--settings", "lab.toml"], 5),
    ],
)
def test_the_exit_code_arrives(arguments, code, tmp_path):
    (tmp_path / "lab.toml").write_text("nonsense = 1\n")

    done = subprocess.run(
        [*PROGRAM, *arguments], cwd=tmp_path, capture_output=True, env=HERE, check=False
    )

    assert done.returncode == code
    assert bool(done.stderr) is (arguments != ["--version"])


def test_output_to_a_pipe_is_whole(tmp_path):
    done = subprocess.run([*PROGRAM, "schema", "report"], capture_output=True, env=HERE, check=True)

    assert done.stdout.rstrip().endswith(b"}")
    assert len(done.stdout) > 10_000


def test_a_reader_that_leaves_is_no_bug():
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{' '.join(PROGRAM)} schema report | head -c 10"],
        capture_output=True,
        env=HERE,
        check=False,
    )

    assert b"bug" not in done.stderr
    assert b"Traceback" not in done.stderr


def test_standard_input_is_read(tmp_path):
    with Path(EXAMPLE).open("rb") as vcf:
        done = subprocess.run(
            [*PROGRAM, "report", "-"], cwd=tmp_path, stdin=vcf, env=HERE, check=False
        )

    assert done.returncode == 0
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".html", ".json", ".json"]


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
@pytest.mark.parametrize(("file", "code"), [(EXAMPLE, 0), ("absent.vcf", 3)])
def test_a_closed_stream_changes_no_exit_code(tmp_path, closed, file, code):
    command = f"{' '.join(PROGRAM)} report {file} -o out {closed}"

    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, env=HERE, check=False)

    assert done.returncode == code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", ["schema report", "resources show", "--help", "--version"])
def test_a_full_disk_is_no_bug(command):
    done = subprocess.run(
        ["bash", "-c", f"{' '.join(PROGRAM)} {command} > /dev/full"],
        capture_output=True,
        env=HERE,
        check=False,
    )

    assert done.returncode == 3
    assert b"bug" not in done.stderr


def wait_until_handled(pid, number):
    """Until the process has said what it does on a signal; a busy machine may take its time."""
    for _ in range(200):
        status = Path(f"/proc/{pid}/status").read_text()
        caught = int(re.search(r"SigCgt:\s*(\w+)", status)[1], 16)
        if caught >> (number - 1) & 1:
            break
        time.sleep(0.1)
    time.sleep(0.2)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_run_ended_by_a_signal_leaves_nothing_half_written(tmp_path, number):
    """As schedulers and terminals send it, while standard input is still awaited."""
    run = subprocess.Popen(
        [*PROGRAM, "report", "-", "-o", "out"],
        cwd=tmp_path,
        env=HERE,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_signals,  # noqa: PLW1509 -- the test starts no thread
    )
    run.stdin.write(b"##fileformat=VCFv4.2\n")
    run.stdin.flush()
    wait_until_handled(run.pid, signal.SIGHUP)
    run.send_signal(number)
    run.communicate(timeout=20)

    assert run.returncode == 128 + number
    assert list(tmp_path.rglob("*.partial")) == []


SWALLOWING = """
import os, signal, sys
import hccgenomics.__main__ as program
import hccgenomics.cli

def main():
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        signal.sigtimedwait([], 1)
    except SystemExit:
        pass  # as compiled code may, that a signal comes upon

hccgenomics.cli.main = main
program.run()
"""


def test_a_signal_that_a_library_swallows_is_in_the_exit_code_all_the_same():
    words = [sys.executable, "-c", SWALLOWING]
    ended = subprocess.run(words, check=False, env=HERE, timeout=60)

    assert ended.returncode == 128 + signal.SIGTERM
