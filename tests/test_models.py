"""Which models a run uses: completed by a FASTA, named, installed or packaged."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import shutil
from pathlib import Path

import pysam
import pytest
from click.testing import CliRunner

from hccgenomics.annotate.effect import annotate
from hccgenomics.annotate.normalise import normalise
from hccgenomics.cli import main
from hccgenomics.errors import AssemblyError, ResourceError
from hccgenomics.knowledge.builder.coding import coding_bases
from hccgenomics.knowledge.files import resource
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.codons import THREE_LETTER, translate
from hccgenomics.model.genome import Interval
from hccgenomics.model.settings import Settings
from hccgenomics.model.variant import Variant
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.pipeline.models import VARIABLE, open_models
from hccgenomics.vocabulary import Assembly, Consequence, SequenceGrade
from tests.genomes import Genome
from tests.written import vcf_text

G38 = Assembly.GRCH38
EMBEDDED = load_models(G38)
INCOMPLETE = tuple(
    symbol
    for symbol in EMBEDDED.symbols
    if any(t.grade is not SequenceGrade.GENOMIC for t in EMBEDDED.gene(symbol).transcripts)
)
TP53_R249S = ("chr17", 7_674_216, "C", "A")


@pytest.fixture(scope="session")
def genome(tmp_path_factory):
    """An invented genome of GRCh38, and the FASTA of it."""
    invented = Genome.of(EMBEDDED)
    return invented, invented.write(tmp_path_factory.mktemp("genome") / "GRCh38.fa.gz")


@pytest.fixture(scope="session", params=list(Assembly), ids=str)
def any_genome(request, genome, tmp_path_factory):
    """One of each assembly; that of GRCh37 names its contigs without a prefix."""
    if request.param is G38:
        return genome
    invented = Genome.of(load_models(request.param))
    return invented, invented.write(tmp_path_factory.mktemp("genome") / "37.fa.gz", prefix="")


@pytest.fixture(autouse=True)
def folders(tmp_path, monkeypatch):
    """Folders of the user that are empty at the beginning of every test."""
    cache, data = tmp_path / "cache", tmp_path / "data"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("XDG_DATA_HOME", str(data))
    return cache / "hccgenomics" / "models", data / "hccgenomics" / "models"


@pytest.fixture
def no_fasta_is_read(monkeypatch):
    """From here on, a FASTA that is opened is a failure."""

    def forbid():
        def fail(*_, **__):
            raise AssertionError("the FASTA was opened")

        monkeypatch.setattr(pysam, "FastaFile", fail)

    return forbid


def snvs(transcript, genome, *, count=12):
    """Codons of a transcript with one base changed, and the residues before and after."""
    dice = random.Random(transcript.refseq)  # noqa: S311 -- not for secrets
    coding = genome.coding(transcript)
    places = [
        at
        for part in transcript.coding_segments
        for at in range(part.start, part.end)[:: transcript.strand]
    ]
    for at in dice.sample(range(3, len(coding) - 3), count):
        base = dice.choice([b for b in "ACGT" if b != coding[at]])
        first = at - at % 3
        codon = coding[first : first + 3]
        changed = codon[: at % 3] + base + codon[at % 3 + 1 :]
        yield places[at], base, (at // 3 + 1, translate(codon), translate(changed))


def effect(models, transcript, place, base):
    forward = base if transcript.strand > 0 else {"A": "T", "C": "G", "G": "C", "T": "A"}[base]
    ref = models.bases(Interval(transcript.contig, place, place + 1))
    variant = Variant(transcript.contig, place + 1, ref, forward)
    return annotate(normalise(variant, models).variant, transcript, models)


def assert_exact(models, genome):
    """Every gene is of genomic grade, and names and terms are those of its own sequence."""
    assert {graded.grade for graded in models.grades()} == {SequenceGrade.GENOMIC}
    for symbol in INCOMPLETE:
        for transcript in models.gene(symbol).transcripts:
            assert (transcript.grade_note, transcript.degenerate) == ("", None)
            assert coding_bases(transcript, models) == genome.coding(transcript)
            for place, base, (number, before, after) in snvs(transcript, genome):
                found = effect(models, transcript, place, base)
                one, other = THREE_LETTER[before], THREE_LETTER[after]
                name = f"p.{one}{number}{'=' if one == other else other}"
                assert found.hgvs_p == f"{transcript.refseq_protein}:{name}"
                assert Consequence.CODING_SEQUENCE not in found.consequences


def test_with_a_fasta_every_gene_is_exact(any_genome, folders, no_fasta_is_read):
    genome, path = any_genome
    assembly = genome.models.assembly

    made = open_models(path)[assembly]
    assert_exact(made, genome)

    no_fasta_is_read()
    again = open_models(path)[assembly]
    assert again.sha256 == made.sha256
    assert_exact(again, genome)
    assert [path.name.split("-")[0] for path in folders[0].iterdir()] == [assembly]


def test_after_a_build_every_gene_is_exact_without_the_option(any_genome, no_fasta_is_read):
    genome, path = any_genome
    assembly = genome.models.assembly
    result = CliRunner().invoke(main, ["resources", "build", "--fasta", f"{assembly}={path}"])
    assert result.exit_code == 0, result.output

    no_fasta_is_read()
    models = open_models()
    assert_exact(models[assembly], genome)
    assert (models[assembly].fasta.name, models[assembly].fasta.size) == (
        path.name,
        path.stat().st_size,
    )
    (other,) = set(Assembly) - {assembly}
    assert models[other].sha256 == EMBEDDED.sha256


# The report


@pytest.fixture
def report_of(tmp_path, genome):
    """A report of one missense change of KMT2D and of TP53 R249S."""
    invented, _ = genome
    transcript = EMBEDDED.gene("KMT2D").select
    place, base = next(
        (place, base)
        for place, base, (_, before, after) in snvs(transcript, invented)
        if before != after != "*"
    )
    ref = invented.get(transcript.contig, place)
    alt = base if transcript.strand > 0 else {"A": "T", "C": "G", "G": "C", "T": "A"}[base]
    path = tmp_path / "case.vcf"
    path.write_text(vcf_text([(transcript.contig, place + 1, ref, alt), TP53_R249S]))

    def make(fasta=None):
        said = []
        request = ReportRequest(
            paths=(str(path),), settings=Settings(), fasta=fasta, warn=said.append
        )
        return make_report(request), said

    return make


def grade(report):
    return next(g.sequence_grade for g in report.provenance.panel if g.gene == "KMT2D")


def kmt2d(report):
    return next(a for a in report.alterations if a.gene == "KMT2D")


def test_the_report_is_the_same_however_often_and_by_whatever_way(report_of, genome, tmp_path):
    _, path = genome
    first, said = report_of(path)
    second, _ = report_of(path)
    build = CliRunner().invoke(main, ["resources", "build", "--fasta", f"GRCh38={path}"])
    assert build.exit_code == 0, build.output
    third, said_later = report_of()

    assert first == second == third
    assert said == said_later == []
    assert (kmt2d(first).consequence, grade(first)) == ((Consequence.MISSENSE,), "genomic")
    assert kmt2d(first).hgvs_p.startswith("NP_003473.3:p.")
    assert first.provenance.reference.name == path.name
    assert not any("no complete" in limit or "complete coding" in limit for limit in first.limits)


def test_without_one_it_is_named_as_incomplete(report_of):
    report, _ = report_of()

    assert grade(report) == "partial"
    assert report.provenance.reference is None


def test_a_fasta_wins_over_the_installed_models(report_of, genome, shared, folders):
    _, path = genome
    CliRunner().invoke(main, ["resources", "build", "--fasta", f"GRCh38={path}"])

    given, _ = report_of(shared / "oracle" / "ref" / "GRCh38.panel.fa.gz")

    assert given.provenance.reference.name == "GRCh38.panel.fa.gz"
    assert grade(given) == "partial"


@pytest.mark.parametrize("value", ["packaged", "folder"])
def test_the_environment_decides_what_else_is_used(value, report_of, genome, tmp_path, monkeypatch):
    _, path = genome
    packaged, _ = report_of()
    CliRunner().invoke(main, ["resources", "build", "--fasta", f"GRCh38={path}"])
    installed, _ = report_of()
    assert packaged.report_id != installed.report_id
    if value == "packaged":
        monkeypatch.setenv(VARIABLE, value)
        assert report_of()[0] == packaged
        return
    out = tmp_path / "out"
    arguments = ["resources", "build", "--fasta", f"GRCh38={path}", "-o", str(out)]
    assert CliRunner().invoke(main, [*arguments, "--release", "mine"]).exit_code == 0
    monkeypatch.setenv(VARIABLE, str(out))
    report, said = report_of()
    assert said == []
    assert report.provenance.reference == installed.provenance.reference
    assert {r.version for r in report.provenance.resources if r.name == "transcripts"} == {"1-mine"}
    assert kmt2d(report).hgvs_p == kmt2d(installed).hgvs_p


def test_a_folder_without_models_in_the_environment_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path))

    with pytest.raises(ResourceError, match="There are no transcript models here") as caught:
        open_models()
    assert caught.value.exit_code == 5


# Installed models that do not fit


@pytest.fixture
def installed(genome, folders):
    _, path = genome
    result = CliRunner().invoke(main, ["resources", "build", "--fasta", f"GRCh38={path}"])
    assert result.exit_code == 0, result.output
    return folders[1]


def stated(installed, **changes):
    path = installed / "GRCh38.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def spoil(installed, how):
    match how:
        case "belong to another version":
            stated(installed, embedded="sha256:other")
        case "are damaged":
            (entry,) = (installed / "GRCh38").iterdir()
            (entry / "bases.bin").write_bytes(b"cut")
        case "cannot be read":
            (installed / "GRCh38.json").write_text("{")
        case "cannot be read:":
            (installed / "GRCh38.json").write_text("[]")


@pytest.mark.parametrize(
    "how", ["belong to another version", "are damaged", "cannot be read", "cannot be read:"]
)
def test_installed_models_that_cannot_be_used_are_ignored_with_a_hint(how, installed, report_of):
    spoil(installed, how)

    report, said = report_of()

    assert grade(report) == "partial"
    assert len(said) == 1
    assert how.removesuffix(":") in said[0]
    assert "resources build --fasta GRCh38=FILE" in said[0]
    assert "HCCGENOMICS_MODELS=packaged" in said[0]


def test_the_hint_is_one_line_on_stderr_and_not_in_the_report(installed, tmp_path):
    spoil(installed, "are damaged")
    path = tmp_path / "case.vcf"
    path.write_text(vcf_text([TP53_R249S]))
    arguments = ["report", str(path), "-o", str(tmp_path / "out")]

    result = CliRunner().invoke(main, arguments)

    assert result.exit_code == 0
    assert result.stderr.startswith("Warning: The installed models of GRCh38 are damaged")
    written = next((tmp_path / "out").glob("*.report.json")).read_text()
    assert "installed models" not in written


def test_a_later_build_replaces_an_earlier_one(installed, shared):
    path = shared / "oracle" / "ref" / "GRCh38.panel.fa.gz"
    result = CliRunner().invoke(main, ["resources", "build", "--fasta", f"GRCh38={path}"])

    assert result.exit_code == 0, result.output
    assert open_models()[G38].fasta.name == path.name


def test_show_and_verify_say_which_models_are_in_use(installed):
    shown = CliRunner().invoke(main, ["resources", "show"])
    other = CliRunner().invoke(main, ["resources", "show", "--assembly", "GRCh37"])
    verified = CliRunner().invoke(main, ["resources", "verify"])

    assert f"Models: installed in {installed / 'GRCh38'}, completed by GRCh38.fa.gz" in shown.stderr
    assert "Models: packaged." in other.stderr
    assert verified.exit_code == 0
    assert "installed in" in verified.stderr
    assert "packaged" in verified.stderr


@pytest.mark.parametrize("arguments", [[], ["--facts", "."], ["--gff3", "GRCh38={}"]])
def test_only_a_build_from_fasta_alone_is_installed(arguments, genome, folders):
    given = [part.format(genome[1]) for part in arguments]

    result = CliRunner().invoke(main, ["resources", "build", *given])

    assert result.exit_code == 2
    assert "pass -o as well" in result.output
    assert not folders[1].exists()


def test_without_a_data_folder_nothing_is_installed(genome, monkeypatch):
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", "relative")

    result = CliRunner().invoke(main, ["resources", "build", "--fasta", f"GRCh38={genome[1]}"])

    assert result.exit_code == 3
    assert "There is no data folder" in result.output


# The cache


@pytest.fixture
def small(tmp_path):
    """A FASTA of chr17 alone, known bases in place; and one of it with bases changed."""

    def write(changes=(), *, name="one.fa"):
        length = EMBEDDED.contigs.contigs["chr17"].length
        text = bytearray(EMBEDDED.bases(Interval("chr17", 0, length)), "ascii")
        for pos, base in changes:
            text[pos - 1] = ord(base)
        path = tmp_path / name
        path.write_bytes(b">17\n" + bytes(text) + b"\n")
        pysam.faidx(str(path))
        return path

    return write


def test_another_mitochondrion_does_not_matter(small):
    """That of UCSC's hg19 has two bases more than the one of the assemblies."""
    path = small()
    with path.open("a") as file:
        file.write(">chrM\n" + "N" * 16_571 + "\n")
    pysam.faidx(str(path))

    result = CliRunner().invoke(main, ["resources", "build", "--fasta", f"GRCh38={path}"])

    assert result.exit_code == 0, result.output
    assert open_models(path)[G38].sha256 == open_models()[G38].sha256


def entries(folder):
    return sorted(path.name for path in folder.iterdir())


def test_what_a_fasta_lacks_is_packaged_and_said(small, folders):
    models = open_models(small())[G38]

    assert models.remarks[0].startswith("The reference FASTA has no chr1, chr2,")
    assert models.gene("EGFR").select.grade is SequenceGrade.GENOMIC


def test_soft_masked_bases_are_bases_and_ambiguity_codes_are_unknown(small):
    changed = [(7_674_216, "c"), (7_674_217, "R"), (7_674_218, "y"), (7_674_219, "N")]
    models = open_models(small(changed))[G38]

    assert "2 bases of the panel as ambiguity codes" in " ".join(models.remarks)
    assert models.bases(Interval("chr17", 7_674_215, 7_674_219)) == EMBEDDED.bases(
        Interval("chr17", 7_674_215, 7_674_219)
    )


def test_a_base_that_contradicts_is_used_and_said(small):
    models = open_models(small([(7_674_216, "A")]))[G38]

    assert models.bases(Interval("chr17", 7_674_215, 7_674_216)) == "A"
    assert "chr17:7674216 (A, not C)" in " ".join(models.remarks)
    assert models.gene("TP53").select.grade is SequenceGrade.GENOMIC


def test_a_transcript_that_does_not_hold_is_graded_provisional_and_said(small):
    models = open_models(small([(7_676_594, "C")]))[G38]

    tp53 = models.gene("TP53").select
    assert tp53.grade is SequenceGrade.PROVISIONAL
    assert "the start codon is GTG, not ATG" in tp53.grade_note
    assert any("the start codon is GTG" in remark for remark in models.remarks)


def test_bases_of_another_sequence_are_refused(small):
    wrong = [(pos, "A") for pos in range(7_674_200, 7_674_260)]

    with pytest.raises(AssemblyError, match="It has other bases than GRCh38 at") as caught:
        open_models(small(wrong))
    assert caught.value.exit_code == 3


def test_annotate_and_locate_say_the_remarks_too(small):
    path, said = small([(7_674_217, "R")]), "as ambiguity codes: they are read as unknown."
    vcf = str(resource("example/hcc-example.vcf"))
    for command in (["annotate", vcf], ["locate", "TP53 R175H", "--assembly", "GRCh38"]):
        loud = CliRunner().invoke(main, [*command, "--fasta", str(path)])
        quiet = CliRunner().invoke(main, [*command, "--fasta", str(path), "--quiet"])
        plain = CliRunner().invoke(main, command)

        assert loud.exit_code == quiet.exit_code == 0
        assert said in loud.stderr
        assert said not in quiet.stderr + plain.stderr


def test_annotate_and_locate_warn_where_nothing_can_be_kept(small, tmp_path, monkeypatch):
    blocked = tmp_path / "a file"
    blocked.touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    vcf = str(resource("example/hcc-example.vcf"))
    for command in (["annotate", vcf], ["locate", "TP53 R175H", "--assembly", "GRCh38"]):
        result = CliRunner().invoke(main, [*command, "--fasta", str(small())])

        assert result.exit_code == 0
        assert [line for line in result.stderr.splitlines() if line.startswith("Warning: ")]


def test_the_remarks_are_in_the_limits_of_the_report(small, report_of):
    report, _ = report_of(small([(7_674_217, "R")]))

    assert any("as ambiguity codes: they are read as unknown" in limit for limit in report.limits)


def test_an_edit_that_keeps_size_and_date_is_noticed(small, folders):
    path = small()
    before = open_models(path)[G38]
    date = path.stat().st_mtime_ns
    text = bytearray(path.read_bytes())
    place = text.index(b"\n") + 7_674_216
    assert chr(text[place]) == "C"
    text[place] = ord("A")
    path.write_bytes(text)
    os.utime(path, ns=(date, date))

    after = open_models(path)[G38]

    assert before.bases(Interval("chr17", 7_674_215, 7_674_216)) == "C"
    assert after.bases(Interval("chr17", 7_674_215, 7_674_216)) == "A"
    assert len(entries(folders[0])) == 2


def test_the_same_bases_under_another_name_are_the_same_models(small):
    one, other = small(), small(name="other.fa")
    first, second = open_models(one)[G38], open_models(other)[G38]

    assert first.sha256 == second.sha256
    assert (first.fasta.name, second.fasta.name) == ("one.fa", "other.fa")


def test_a_damaged_entry_is_made_again(small, folders):
    path = small()
    sha256 = open_models(path)[G38].sha256
    (entry,) = folders[0].iterdir()
    (entry / "bases.bin").write_bytes(b"cut")

    assert open_models(path)[G38].sha256 == sha256
    assert open_models(path)[G38].sha256 == sha256
    assert (entry / "bases.bin").stat().st_size > 1_000_000


@pytest.mark.parametrize("where", ["file", "others", "none"])
def test_without_a_cache_folder_all_goes_on_with_one_line(where, small, folders, monkeypatch):
    match where:
        case "file":
            folders[0].parent.parent.parent.joinpath("cache").write_text("a file")
        case "others":
            folders[0].mkdir(parents=True)
            folders[0].chmod(0o777)
        case "none":
            monkeypatch.delenv("XDG_CACHE_HOME")
            monkeypatch.setenv("HOME", "relative")
    said = []

    models = open_models(small(), warn=said.append)[G38]

    assert models.fasta.name == "one.fa"
    assert len(said) == 1
    assert "read anew by every run" in said[0]


def _open_at_once(path, gate, found):
    gate.wait()
    found.put(open_models(path)[G38].sha256)


def test_eight_processes_at_once_make_one_entry(genome, folders):
    _, path = genome
    context = multiprocessing.get_context("fork")
    gate, found = context.Barrier(8), context.Queue()
    workers = [context.Process(target=_open_at_once, args=(path, gate, found)) for _ in range(8)]
    for worker in workers:
        worker.start()
    told = {found.get(timeout=60) for _ in workers}
    for worker in workers:
        worker.join()

    assert told == {open_models(path)[G38].sha256}
    assert len(entries(folders[0])) == 1


def test_a_copy_of_the_packaged_models_can_be_used(tmp_path, monkeypatch):
    from hccgenomics.knowledge.files import resource

    copy = shutil.copytree(resource("transcripts"), tmp_path / "copy")
    monkeypatch.setenv(VARIABLE, str(copy))

    assert open_models()[G38].sha256 == EMBEDDED.sha256
    assert Path(copy).is_dir()
