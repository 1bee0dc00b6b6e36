"""Agreement with the VEP-labelled truth sets does not fall."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
NAMES = ("cons_set", "cons_most", "hgvs_c", "hgvs_p")


def agreement(*options: str) -> dict[str, float]:
    """The percentages of the scorer's last line."""
    script = ROOT / "scripts" / "concordance.py"
    run = subprocess.run(
        [sys.executable, script, *options, "--show", "0"],
        capture_output=True, text=True, check=True, env=ENVIRONMENT,
    )  # fmt: skip
    line = next(line for line in run.stdout.splitlines() if line.startswith("ALL"))
    parts = [part for part in line.split() if part.endswith("%")]
    return dict(zip(NAMES, (float(part.rstrip("%")) for part in parts), strict=True))


@pytest.mark.parametrize(
    ("options", "least"),
    [
        ((), {"cons_set": 99.3, "cons_most": 99.9, "hgvs_c": 99.9, "hgvs_p": 99.9}),
        (("--truth", "correct"), {"cons_most": 99.8, "hgvs_c": 99.9, "hgvs_p": 99.9}),
        (("--spellings",), {"cons_most": 100, "hgvs_c": 100, "hgvs_p": 100}),
    ],
)
def test_the_truth_sets(shared, options, least):
    found = agreement(*options)

    assert {name: found[name] >= floor for name, floor in least.items()} == dict.fromkeys(
        least, True
    )


def test_without_the_truth_sets_it_says_so_in_one_sentence(tmp_path):
    script = ROOT / "scripts" / "concordance.py"
    absent = tmp_path / "absent"

    run = subprocess.run(
        [sys.executable, script, "--oracle", absent],
        capture_output=True, text=True, check=False, env=ENVIRONMENT,
    )  # fmt: skip

    assert run.returncode == 3
    assert run.stderr.count("\n") == 1
    assert str(absent) in run.stderr
