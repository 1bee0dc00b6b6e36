"""The command as a process: pipes, files, exit codes, several processes."""

from __future__ import annotations

import gzip
import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hccgenomics.cli import READER_GONE
from hccgenomics.errors import AssemblyError
from hccgenomics.knowledge.files import resource
from hccgenomics.pipeline.annotation_work import Setting
from hccgenomics.pipeline.crew import Crew, WorkerError, WorkFailed
from hccgenomics.pipeline.forms import Form
from hccgenomics.readers.dialects import DIALECTS
from hccgenomics.readers.pieces import Piece, Unpacker, open_pieces
from hccgenomics.readers.touching import Layout
from hccgenomics.vocabulary import Assembly
from tests.conftest import ROOT
from tests.processes import heed_signals
from tests.readers.files import bgzf, gz, vcf
from tests.streaming.files import annotated, many_records, table, whole

PROGRAM = [sys.executable, "-m", "hccgenomics", "annotate"]
HERE = {**os.environ, "PYTHONPATH": str(ROOT)}
EXAMPLE = resource("example/hcc-example.vcf")
COUNT = 30_000
bcftools = pytest.mark.skipif(shutil.which("bcftools") is None, reason="bcftools is absent")


@pytest.fixture(scope="module")
def large(panels, tmp_path_factory):
    """Enough records that other processes are started."""
    models = panels[Assembly.GRCH38]
    path = tmp_path_factory.mktemp("large") / "large.vcf.gz"
    path.write_bytes(bgzf(whole(models, many_records(models, COUNT))))
    return path


def annotate(*arguments, **kwargs):
    return subprocess.run(
        [*PROGRAM, *map(str, arguments)], capture_output=True, env=HERE, check=False, **kwargs
    )


def test_a_table_goes_to_standard_output_and_the_account_to_standard_error():
    done = annotate(EXAMPLE)

    assert done.returncode == 0
    assert done.stdout == annotated(EXAMPLE)[0]
    assert done.stderr.decode() == (
        "24 records on GRCh38, 16 rows; 25 entries = 16 annotated + 9 outside_panel.\n"
    )


def test_the_account_can_be_read_by_a_program():
    done = annotate(EXAMPLE, "--log-format", "json")
    said = json.loads(done.stderr)

    assert said["read"] == said["kept"] + sum(said["dropped"].values())
    assert (said["records"], said["rows"], said["assembly"]) == (24, 16, "GRCh38")


@pytest.mark.parametrize("pack", [bytes, gz, bgzf])
def test_standard_input_is_read_however_packed(pack):
    done = annotate("-", "--quiet", input=pack(EXAMPLE.read_bytes()))

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == annotated(EXAMPLE)[0]


@bcftools
def test_it_sits_in_a_pipe_with_bcftools(large):
    command = (
        f"bcftools view -Ob {large} | {' '.join(PROGRAM)} - --format vcf | "
        f"bcftools view -Ob | {' '.join(PROGRAM)} - --format bcf | bcftools view -H"
    )
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, env=HERE, check=True
    )

    expected = annotated(large, "vcf")[0].splitlines()
    assert done.stdout.splitlines() == [line for line in expected if not line.startswith(b"#")]


@pytest.mark.parametrize("form", ["tsv", "vcf", "bcf"])
@pytest.mark.parametrize("is_packed", [False, True])
def test_the_number_of_processes_changes_nothing(large, form, is_packed):
    one, alone = annotated(large, form, is_packed=is_packed, threads=1)

    for threads in (2, 3):
        many, summary = annotated(large, form, is_packed=is_packed, threads=threads)
        assert many == one
        assert summary.counts == alone.counts


@pytest.mark.parametrize("pack", [bytes, gz])
def test_the_container_changes_nothing(large, tmp_path, pack):
    (tmp_path / "same.vcf").write_bytes(pack(gzip.decompress(large.read_bytes())))

    assert annotated(tmp_path / "same.vcf", threads=2)[0] == annotated(large)[0]


def test_rows_come_in_the_order_of_the_records(large):
    numbers = [row["pos"] for row in table(annotated(large, threads=3)[0])]
    lines = gzip.decompress(large.read_bytes()).decode().splitlines()
    records = [line.split("\t") for line in lines if line.startswith("chr17")]

    assert numbers == [cells[1] for cells in records]


@pytest.mark.parametrize(
    ("name", "start"),
    [("out.tsv", b"contig\t"), ("out.vcf", b"##file"), ("out.bcf", b"\x1f\x8b"),
     ("out.vcf.gz", b"\x1f\x8b"), ("out.tsv.bgz", b"\x1f\x8b"), ("out", b"contig\t")],
)  # fmt: skip
def test_the_suffix_says_what_is_written(tmp_path, name, start):
    assert annotate(EXAMPLE, "-o", tmp_path / name).returncode == 0

    written = (tmp_path / name).read_bytes()
    assert written.startswith(start)
    if start == b"\x1f\x8b":
        assert written.endswith(bytes.fromhex("1f8b08040000000000ff0600424302001b0003" + "00" * 9))


def test_a_suffix_and_a_format_that_disagree_are_a_slip(tmp_path):
    done = annotate(EXAMPLE, "--format", "vcf", "-o", tmp_path / "out.bcf")

    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_overwritten_only_when_told(tmp_path):
    (tmp_path / "out.tsv").write_text("precious")

    assert annotate(EXAMPLE, "-o", tmp_path / "out.tsv").returncode == 2
    assert (tmp_path / "out.tsv").read_text() == "precious"
    assert annotate(EXAMPLE, "-o", tmp_path / "out.tsv", "--force").returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["out.tsv"]
    assert (tmp_path / "out.tsv").read_bytes() == annotated(EXAMPLE)[0]


@pytest.mark.parametrize("threads", [1, 3])
def test_a_damaged_file_leaves_nothing_behind(large, tmp_path, threads):
    (tmp_path / "cut.vcf.gz").write_bytes(large.read_bytes()[:-28])

    done = annotate(tmp_path / "cut.vcf.gz", "-o", tmp_path / "out" / "x.tsv", "--threads", threads)
    assert done.returncode == 3  # there is no such folder
    done = annotate(tmp_path / "cut.vcf.gz", "-o", tmp_path / "x.tsv", "--threads", threads)

    assert done.returncode == 3
    assert b"truncated" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["cut.vcf.gz"]


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("at", [10, 14_000, COUNT - 1])
def test_a_faulty_line_is_named_by_its_number(large, tmp_path, threads, at):
    lines = gzip.decompress(large.read_bytes()).splitlines()
    number = len(lines) - COUNT + at
    lines[number] = b"chr17\tx\t.\tA\tC\t.\t.\t.\tGT\t0/1"
    (tmp_path / "bad.vcf").write_bytes(b"\n".join(lines) + b"\n")

    done = annotate(tmp_path / "bad.vcf", "--threads", threads)

    assert done.returncode == 3
    assert f"line {number + 1}: POS is 'x', not a position.".encode() in done.stderr


def test_a_reader_that_leaves_is_no_bug(large):
    command = f"{' '.join(PROGRAM)} {large} --format vcf | head -n 3"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, env=HERE, check=False, timeout=60
    )

    assert done.stdout.count(b"\n") == 3
    assert done.stderr == b""


def _children(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(path.parent.name))
    return found


def _until(condition, patience=20.0):
    end = time.monotonic() + patience
    while not (found := condition()) and time.monotonic() < end:
        time.sleep(0.01)
    return found


@pytest.fixture
def waiting(large):
    """A run with workers that waits for more input."""
    process = subprocess.Popen(
        [*PROGRAM, "-", "--threads", "2"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=HERE,
        preexec_fn=heed_signals,  # noqa: PLW1509 -- the test starts no thread
    )  # fmt: skip
    process.stdin.write(gzip.decompress(large.read_bytes()))
    process.stdin.flush()
    children = _until(lambda: len(found := _children(process.pid)) == 2 and found)
    yield process, children
    if process.poll() is None:
        process.kill()
    process.communicate()


linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")


@linux
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_all_processes(waiting, number, code):
    process, children = waiting
    process.send_signal(number)

    process.communicate(timeout=30)

    assert process.returncode == code
    assert _until(lambda: not any(Path(f"/proc/{child}").exists() for child in children))


@linux
def test_workers_end_when_their_master_is_killed(waiting):
    process, children = waiting
    process.kill()
    process.communicate()

    assert children
    assert _until(lambda: not any(Path(f"/proc/{child}").exists() for child in children))


@linux
def test_a_worker_that_is_killed_is_an_error_and_no_wait(waiting):
    process, children = waiting
    os.kill(children[0], signal.SIGKILL)

    _, stderr = process.communicate(timeout=60)

    assert process.returncode == 1
    assert b"worker" in stderr


def test_results_come_in_order_however_long_they_take():
    with Crew(lambda: _slow, size=3) as crew:
        assert list(crew.map(iter(range(50)))) == [number * number for number in range(50)]


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_any_number_of_pieces_is_done(count):
    with Crew(lambda: _slow, size=3) as crew:
        assert len(list(crew.map(iter(range(count))))) == count


def _slow(number: int) -> int:
    time.sleep(0.02 if number % 5 == 0 else 0)
    return number * number


def test_a_bug_in_a_worker_brings_its_traceback():
    with (
        Crew(lambda: int, size=2) as crew,
        pytest.raises(WorkFailed, match="Traceback"),
    ):
        list(crew.map(iter(["x"])))


def test_a_worker_that_dies_is_noticed():
    with Crew(lambda: os._exit, size=2) as crew, pytest.raises(WorkerError, match="unexpectedly"):
        list(crew.map(iter([1])))


def test_a_setting_can_travel_to_a_process_that_shares_nothing():
    layout = Layout(10, 9, DIALECTS["mutect2"], "x.vcf")
    setting = Setting(Assembly.GRCH38, layout, Form.TSV, Unpacker("x.vcf"))

    assert pickle.loads(pickle.dumps(setting)) == setting  # noqa: S301 -- our own bytes


@pytest.mark.parametrize("pack", [bytes, gz, bgzf])
def test_pieces_together_are_the_file(large, tmp_path, pack):
    content = gzip.decompress(large.read_bytes())
    (tmp_path / "x.vcf").write_bytes(pack(content))
    with open_pieces(tmp_path / "x.vcf") as source:
        head = b"\n".join(source.heading) + b"\n"
        pieces = list(source.pieces)

    assert head + b"".join(source.unpacker.text(piece) for piece in pieces) == content
    assert len(pieces) > 5


def test_lines_longer_than_a_piece_are_whole(tmp_path):
    """A piece may hold no line feed at all."""
    note = "N" * 700_000
    record = f"chr17 7674220 . C T . PASS NOTE={note}"
    (tmp_path / "long.vcf").write_bytes(vcf(record, record, meta=("reference=GRCh38",)))

    output, summary = annotated(tmp_path / "long.vcf", "vcf")

    assert summary.counts.records == 2
    assert output.count(note.encode()) == 2
    assert output.count(b"HCC=T|TP53") == 2
    assert Unpacker("").text(Piece(b"x")) == b"x"


@pytest.mark.parametrize("threads", [1, 2])
def test_output_that_cannot_be_written_is_one_sentence(large, threads):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, str(large), "--threads", str(threads)],
            stdout=full, stderr=subprocess.PIPE, env=HERE, check=False, timeout=60,
        )  # fmt: skip

    assert done.returncode == 3
    assert done.stderr.startswith(b"Error: The output cannot be written")


def test_a_closed_standard_output_is_one_sentence():
    command = f"{' '.join(PROGRAM)} {EXAMPLE} >&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True, env=HERE, check=False)

    assert done.returncode == 3
    assert b"Standard output is closed" in done.stderr


def test_a_reader_that_ends_early_is_no_bug(large):
    """The exit code is the one of a program that SIGPIPE ended, and nothing is said."""
    command = f"{sys.executable} -m hccgenomics annotate {large} | head -1"
    script = f"{command} >&2; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, env=HERE, check=False)

    assert done.returncode == READER_GONE
    assert done.stderr.decode().startswith("contig\t")
    assert done.stderr.count(b"\n") == 1


def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    command = f"mkfifo p; cat p > got & {' '.join(PROGRAM)} {EXAMPLE} -o p --quiet; wait"
    subprocess.run(["bash", "-c", command], cwd=tmp_path, env=HERE, check=True, timeout=60)

    assert (tmp_path / "p").is_fifo()
    assert (tmp_path / "got").read_bytes() == annotated(EXAMPLE)[0]


def test_no_tumour_is_needed_where_no_reads_are_written(tmp_path):
    record = "chr17 7674220 . C T . PASS . GT 0/1 0/0"
    (tmp_path / "two.vcf").write_bytes(vcf(record, meta=("reference=hg38",), samples=("A", "B")))

    assert annotate(tmp_path / "two.vcf").returncode == 3
    assert annotate(tmp_path / "two.vcf", "--tumour-sample", "A").returncode == 0
    assert annotate(tmp_path / "two.vcf", "--tumour-sample", "C").returncode == 3
    assert b"HCC=T|TP53" in annotate(tmp_path / "two.vcf", "--format", "vcf").stdout
    assert annotate(tmp_path / "two.vcf", "--format", "vcf", "--normal-sample", "C").returncode == 3


@pytest.mark.parametrize("assembly", ["GRCh37", "GRCh38"])
def test_a_fasta_is_opened_by_every_process_for_itself(shared, tmp_path, assembly, monkeypatch):
    """Gaps of the embedded sequence are closed; the number of processes changes nothing."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    file = shared / "oracle" / f"variants.{assembly}.vcf"
    fasta = shared / "oracle" / "ref" / f"{assembly}.panel.fa.gz"

    one, _ = annotated(file, fasta=fasta, threads=1)
    two, _ = annotated(file, fasta=fasta, threads=2)

    assert one == two
    assert len(table(one)) > 8_000


def test_a_fasta_of_the_other_assembly_is_refused(shared, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    fasta = shared / "oracle" / "ref" / "GRCh37.panel.fa.gz"

    with pytest.raises(AssemblyError, match="other assembly"):
        annotated(EXAMPLE, fasta=fasta)


def test_a_small_input_starts_nothing_that_it_does_not_need():
    """Neither the libraries of a report nor those that start processes."""
    heavy = ("pydantic", "jinja2", "pysam", "cyvcf2", "numpy", "pandas", "rich", "multiprocessing")
    code = (
        "import sys\n"
        "from hccgenomics.cli import main\n"
        f"main(['annotate', {str(EXAMPLE)!r}, '--quiet'], standalone_mode=False)\n"
        f"sys.stderr.write(' '.join(name for name in {heavy} if name in sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=HERE, check=True)

    assert done.stdout == annotated(EXAMPLE)[0]
    assert done.stderr == b""
