"""A plain VCF is reported without modules that only other inputs need."""

from __future__ import annotations

import subprocess
import sys

import pytest

from hccgenomics.vocabulary import Assembly
from tests.conftest import DATA, ROOT
from tests.readers.files import gz, lengths, vcf

READERS = "hccgenomics.readers"
OTHER_INPUTS = {
    f"{READERS}.{name}"
    for name in (
        "annotations.maf", "annotations.snpeff", "annotations.vep", "bgzf", "dialects.merged",
        "dialects.mutect2", "doors.columns", "doors.door", "doors.reading", "doors.rows",
        "doors.unanchored", "index", "indexed", "population", "raw_bcf",
    )
} | {"pysam", "cyvcf2", "hccgenomics.pipeline.population"}  # fmt: skip
NOT_ASKED = {"numpy", "hccgenomics.ctdna"} | {
    f"hccgenomics.{name}"
    for name in (
        "knowledge.panels", "model.monitor", "pipeline.background", "pipeline.callability.files",
        "pipeline.callability.certificate", "pipeline.forced.judge", "pipeline.monitor",
        "readers.alignments", "readers.background", "readers.coverage", "reports.monitor_html",
    )
}  # fmt: skip
"""What panel, depth, alignments, background, tissue and series need."""
PLAIN = vcf(
    "chr5 1295113 . G A . PASS . AD 60,20",
    meta=(
        "fileformat=VCFv4.2",
        'FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads">',
        *lengths(Assembly.GRCH38),
    ),
    samples=("T",),
)


def _imported(path, folder, *more):
    script = (
        "import sys; from hccgenomics.cli import main\n"
        "main(sys.argv[1:], standalone_mode=False); print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "report", str(path), "-o", str(folder), *more],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("pack", [bytes, gz])
def test_a_plain_vcf_needs_no_more_than_its_own_readers(pack, tmp_path):
    path = tmp_path / "case.vcf"
    path.write_bytes(pack(PLAIN))

    assert OTHER_INPUTS & _imported(path, tmp_path / "out") == set()


@pytest.mark.parametrize("specimen", ["tissue", "plasma"])
def test_who_tells_nothing_of_depth_pays_nothing_for_it(specimen, tmp_path):
    path = tmp_path / "case.vcf"
    path.write_bytes(PLAIN)

    found = _imported(path, tmp_path / "out", "--specimen", specimen)

    assert NOT_ASKED & found == set()


def test_what_is_left_out_is_there_where_it_is_needed(tmp_path):
    maf = DATA / "maf" / "gdc.maf"

    found = _imported(maf, tmp_path / "out")

    assert {f"{READERS}.doors.rows", f"{READERS}.doors.unanchored"} <= found
