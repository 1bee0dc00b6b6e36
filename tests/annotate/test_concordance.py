"""Agreement with the VEP-labelled truth sets does not fall."""

import csv
import gzip
import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
NAMES = ("cons_set", "cons_most", "hgvs_c", "hgvs_p")


def concordance(*options: str) -> subprocess.CompletedProcess[str]:
    script = ROOT / "scripts" / "concordance.py"
    return subprocess.run(
        [sys.executable, script, *options],
        capture_output=True, text=True, check=False, env=ENVIRONMENT,
    )  # fmt: skip


def agreement(*options: str) -> dict[str, float]:
    """The percentages of the scorer's last line."""
    run = concordance(*options, "--show", "0")
    line = next(line for line in run.stdout.splitlines() if line.startswith("ALL"))
    parts = [part for part in line.split() if part.endswith("%")]
    return dict(zip(NAMES, (float(part.rstrip("%")) for part in parts), strict=True))


@pytest.mark.parametrize(
    ("options", "least"),
    [
        (("--labelled",), {"cons_set": 99.8, "cons_most": 99.9, "hgvs_c": 99.9, "hgvs_p": 99.9}),
        (("--labelled", "--truth", "correct"), {"cons_most": 99.9, "hgvs_c": 99.9, "hgvs_p": 99.9}),
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


DOCUMENT = ROOT / "docs" / "methods.md"
NAMED = re.compile(r"([A-Z][A-Z0-9]+) (c\.[^\s,|]+)")


def documented() -> set[str]:
    """Gene and c. name of every disagreement that the methods list."""
    _, _, behind = DOCUMENT.read_text(encoding="utf-8").partition(
        "### Every remaining disagreement"
    )
    table = behind.partition("\n## ")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| ")]
    return {f"{gene} {name}" for cell in cells for gene, name in NAMED.findall(cell)}


def actual(folder) -> set[str]:
    """Those of a fresh run of everything."""
    run = concordance("--show", "200", "--out", str(folder))
    found = {
        f"{place.partition(':')[0]} {name}"
        for place, name in re.findall(r"^ +(\S+:\d+:\d+) (c\.\S+): TCGA", run.stdout, re.MULTILINE)
    }
    for table in sorted(folder.glob("*.disagreements.tsv")):
        with table.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle, delimiter="\t"):
                name = row["oracle_hgvs_c"] or row["tool_hgvs_c"]
                found.add(f"{row['gene']} {name.partition(':')[2]}")
    return found


def test_the_methods_list_every_disagreement_and_no_other(shared, tmp_path):
    assert documented() == actual(tmp_path)


def test_every_bar_is_reached(shared):
    assert concordance("--show", "0").returncode == 0


def test_a_missed_bar_is_an_error(shared, tmp_path):
    """A truth set of which every row says otherwise."""
    for name in ("oracle.GRCh37.tsv.gz", "oracle.GRCh38.tsv.gz"):
        whole = gzip.decompress((shared / "oracle" / name).read_bytes()).decode().splitlines()
        heading, *rows = whole[:400]
        wrong = [row.replace("missense_variant", "synonymous_variant") for row in rows]
        text = "\n".join((heading, *wrong)) + "\n"
        (tmp_path / name).write_bytes(gzip.compress(text.encode()))
    shutil.copy(shared / "oracle" / "compare.py", tmp_path)

    run = concordance("--labelled", "--oracle", str(tmp_path))

    assert run.returncode == 1
    assert "below the bar: ALL cons_most" in run.stderr
    assert "hgvs_p" not in run.stderr
