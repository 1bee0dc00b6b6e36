"""Forced calls from files to report: alignments, tissue, background, whose sample they are."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner

from hccgenomics.cli import main
from hccgenomics.errors import AssemblyError, InputError
from hccgenomics.model.genome import Interval
from hccgenomics.model.settings import Settings
from hccgenomics.model.variant import Variant
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.pipeline.background import alignments as background_alignments
from hccgenomics.pipeline.background.build import BackgroundRequest, build_background
from hccgenomics.reports.to_json import from_json, to_json
from hccgenomics.vocabulary import Assembly, Confidence, ForcedState, MarkerState, Specimen
from tests.forbidden import phrases_in
from tests.plain_bam import write_bam
from tests.test_sentences import known_words, words_of
from tests.written import vcf_text

TERT = Variant("chr5", 1295113, "G", "A")
R249S = Variant("chr17", 7674216, "C", "A")
S45DEL = Variant("chr3", 41224642, "CCTT", "C")
P72R = Variant("chr17", 7676154, "G", "C")
ARID1A = Variant("chr1", 26779440, "C", "T")  # no hotspot: the tissue alone asks for it
CALLED_TERT = ("chr5", 1295113, "G", "A", "PASS", "GT:AD:DP", "0/1:960,40:1000")


@pytest.fixture(scope="module")
def models(panels):
    return panels[Assembly.GRCH38]


@pytest.fixture
def run(tmp_path, models):
    """A report of these called records and these reads, as ``write_bam`` takes them."""

    def invoke(called, reads, **fields):
        vcf = tmp_path / "s.vcf"
        vcf.write_text(vcf_text(called))
        bam = write_bam(tmp_path / "s.bam", models, reads)
        fields.setdefault("specimen", Specimen.PLASMA)
        settings = fields.pop("settings", Settings())
        return make_report(ReportRequest((str(vcf),), settings, bam=bam, **fields))

    return invoke


@pytest.fixture
def few_bases(monkeypatch):
    """Count some tens of bases besides the hotspots, in place of all that decide a marker."""
    places = (Interval("chr5", 1295100, 1295150), Interval("chr17", 7674200, 7674240))
    monkeypatch.setattr(background_alignments, "targets_places", lambda _: places)


def call_of(report, variant):
    place = (variant.contig, variant.pos, variant.ref, variant.alt)
    return next(c for c in report.forced_calls if (c.contig, c.pos, c.ref, c.alt) == place)


def marker(report, name):
    return next(m for m in report.markers if m.marker == name)


def test_what_is_seen_and_not_called_is_no_finding_and_not_absent(run):
    report = run([CALLED_TERT], [(TERT, 40, 960), (R249S, 14, 2986)])
    seen = call_of(report, R249S)

    assert (seen.state, seen.count.alt, seen.count.depth) == (ForcedState.GENOTYPED, 14, 3000)
    assert seen.q_value <= Settings().forced_alpha
    assert marker(report, "TP53").state is MarkerState.NO_CALL
    assert "R249S" in " ".join(part.why for part in marker(report, "TP53").components)
    assert any("p.R249S: not called, but 14 of 3,000" in said for said in report.summary)
    assert any("TP53 p.R249S" in asked.test for asked in report.follow_up)
    assert not any("R249S" in one.short_name for one in report.alterations)
    assert not any("TP53" in alteration for h in report.hypotheses for alteration in h.alterations)


def test_what_a_filter_left_out_is_told_so_and_asked_for_once(run):
    filtered = ("chr17", 7674216, "C", "A", "strand_bias", "GT:AD:DP", "0/1:2986,14:3000")
    report = run([CALLED_TERT, filtered], [(TERT, 40, 960), (R249S, 14, 2986)])
    seen = call_of(report, R249S)

    assert seen.state is ForcedState.GENOTYPED
    assert "The files list it, and it was left out: " in seen.why
    assert "strand_bias" in seen.why
    assert len([asked for asked in report.follow_up if "TP53 p.R249S" in asked.test]) == 1


def test_the_four_states_stand_side_by_side(run):
    report = run([CALLED_TERT], [(TERT, 40, 960), (R249S, 1, 2999), (S45DEL, 0, 800)])
    braf = Variant("chr7", 140753336, "A", "T")

    assert call_of(report, TERT).state is ForcedState.CALLED
    assert call_of(report, R249S).state is ForcedState.GENOTYPED
    assert call_of(report, S45DEL).state is ForcedState.NOT_DETECTED
    assert call_of(report, braf).state is ForcedState.NOT_COVERED
    assert call_of(report, S45DEL).limit_vaf < 0.02
    assert call_of(report, braf).limit_vaf is None


def test_an_indel_is_counted_by_its_haplotype(run):
    report = run([CALLED_TERT], [(TERT, 40, 960), (S45DEL, 30, 970)])

    assert call_of(report, S45DEL).count.alt == 30
    assert call_of(report, S45DEL).state is ForcedState.GENOTYPED


def test_the_alignments_of_another_sample_are_told(run):
    report = run([CALLED_TERT], [(TERT, 0, 1000)])

    assert report.quality.verdict is Confidence.INSUFFICIENT
    assert "another sample's" in report.quality.reasons[0]
    assert "another sample's" in report.summary[0]


def test_the_normal_of_another_person_is_told(run, tmp_path, models):
    het = ("chr17", 7676154, "G", "C", "PASS", "GT:AD:DP", "0/1:500,500:1000")
    theirs = write_bam(tmp_path / "n.bam", models, [(P72R, 0, 300)])
    report = run([CALLED_TERT, het], [(TERT, 40, 960), (P72R, 500, 500)], normal_bam=theirs)
    counted = call_of(report, P72R)

    assert (counted.normal.alt, counted.normal.depth) == (0, 300)


@pytest.mark.parametrize(("in_normal", "is_told"), [(60, True), (1, False)])
def test_alignments_of_sample_and_normal_that_are_exchanged_are_told(
    run, tmp_path, models, in_normal, is_told
):
    """One called substitution of two is enough, where the normal's fragments have it."""
    r249s = ("chr17", 7674216, "C", "A", "PASS", "GT:AD:DP", "0/1:970,30:1000")
    normal = [(TERT, in_normal, 2000 - in_normal), (R249S, 40, 1960)]
    path = write_bam(tmp_path / "n.bam", models, normal)
    report = run([CALLED_TERT, r249s], [(TERT, 0, 2000), (R249S, 30, 1970)], normal_bam=path)

    assert any("exchanged" in why for why in report.quality.reasons) is is_told


@pytest.mark.parametrize("is_copy", [False, True])
def test_the_sample_is_not_its_own_normal(run, tmp_path, models, is_copy):
    """All that plasma has would be put down to blood cells."""
    normal = write_bam(tmp_path / "s.bam", models, [(TERT, 40, 960)])
    if is_copy:
        normal = shutil.copy(normal, tmp_path / "copy.bam")
        shutil.copy(tmp_path / "s.bam.bai", tmp_path / "copy.bam.bai")

    with pytest.raises(InputError, match="same file"):
        run([CALLED_TERT], [(TERT, 40, 960)], normal_bam=normal)


def test_the_tissues_variants_are_counted(run, tmp_path, models):
    """Whether or not a table knows them."""
    base = models.bases(ARID1A.interval)
    tissue_variant = Variant(ARID1A.contig, ARID1A.pos, base, "T" if base != "T" else "A")
    called = (tissue_variant.contig, tissue_variant.pos, base, tissue_variant.alt)
    (tmp_path / "t.vcf").write_text(vcf_text([called, CALLED_TERT]))
    tissue = make_report(ReportRequest((str(tmp_path / "t.vcf"),), Settings()))
    (tmp_path / "t.json").write_text(to_json(tissue))
    report = run(
        [CALLED_TERT], [(TERT, 40, 960), (tissue_variant, 0, 2000)], tissue=tmp_path / "t.json"
    )
    counted = call_of(report, tissue_variant)

    assert [str(why) for why in counted.because] == ["tissue"]
    assert counted.state is ForcedState.NOT_DETECTED
    assert [str(why) for why in call_of(report, TERT).because] == ["called", "tissue", "hotspot"]


def test_a_background_of_normals_is_held_against_the_sample(run, tmp_path, models):
    """What looks like a signal by the stated rate is noise at a place that is always noisy."""
    paths = [
        str(write_bam(tmp_path / f"n{n}.bam", models, [(R249S, 8 + n, 1000), (TERT, 0, 1000)]))
        for n in range(4)
    ]
    made = build_background(BackgroundRequest(tuple(paths), Settings()))
    (tmp_path / "b.tsv.gz").write_bytes(made.content)
    reads = [(TERT, 40, 960), (R249S, 30, 2970)]
    without = call_of(run([CALLED_TERT], reads), R249S)
    with_it = run([CALLED_TERT], reads, background=tmp_path / "b.tsv.gz")

    assert made.model.sites["chr17", 7674216, "C", "A"].normals == 4
    assert without.q_value <= Settings().forced_alpha < call_of(with_it, R249S).q_value
    assert call_of(with_it, R249S).error_from == "site"
    assert call_of(with_it, TERT).error_from == "site"
    assert any("against a background of normal samples" in said for said in with_it.limits)


@pytest.mark.usefixtures("few_bases")
def test_a_background_does_not_depend_on_the_order_of_files_or_on_processes(tmp_path, models):
    paths = [str(write_bam(tmp_path / f"n{n}.bam", models, [(R249S, n, 500)])) for n in range(3)]
    first, second = (
        build_background(BackgroundRequest(tuple(order), Settings(), processes=many)).content
        for order, many in ((paths, 1), (paths[::-1], 3))
    )

    assert first == second


@pytest.mark.usefixtures("few_bases")
def test_alignments_that_do_not_go_together_make_no_background(tmp_path, panels):
    paths = [
        str(write_bam(tmp_path / f"n{n}.bam", panels[assembly], []))
        for n, assembly in enumerate([Assembly.GRCH38, Assembly.GRCH38, Assembly.GRCH37])
    ]
    (tmp_path / "s.vcf").write_text(vcf_text([CALLED_TERT]))

    with pytest.raises(AssemblyError):
        build_background(BackgroundRequest(tuple(paths), Settings()))
    with pytest.raises(InputError, match="Alignments and calls are given together"):
        build_background(BackgroundRequest((*paths[:2], str(tmp_path / "s.vcf")), Settings()))


@pytest.mark.usefixtures("few_bases")
def test_a_background_of_another_assembly_is_refused(run, tmp_path, panels):
    promoter = Variant("chr5", 1295228, "G", "A")
    older = [
        str(write_bam(tmp_path / f"o{n}.bam", panels[Assembly.GRCH37], [(promoter, n, 99)]))
        for n in range(3)
    ]
    made = build_background(BackgroundRequest(tuple(older), Settings()))
    (tmp_path / "b.tsv.gz").write_bytes(made.content)

    with pytest.raises(AssemblyError, match="is on GRCh37, and this sample is on GRCh38"):
        run([CALLED_TERT], [(TERT, 40, 960)], background=tmp_path / "b.tsv.gz")


@pytest.mark.usefixtures("few_bases")
def test_a_panel_adds_its_bases(tmp_path, models):
    pos = 1295500  # of the promoter's window, and no hotspot
    ref = models.bases(TERT.interval.at("chr5", pos=pos))
    far = Variant("chr5", pos, ref, "A" if ref != "A" else "C")
    (bed := tmp_path / "panel.bed").write_text("chr5\t1295490\t1295510\nchr5\t900\t950\n")
    reads = [(TERT, 3, 99), (far, 1, 99)]
    paths = tuple(
        str(write_bam(tmp_path / f"n{n}.bam", models, [*reads, (S45DEL, n, 9)])) for n in range(3)
    )
    without = build_background(BackgroundRequest(paths, Settings()))
    with_it = build_background(BackgroundRequest(paths, Settings(), panel=bed))

    place = (far.contig, far.pos, far.ref, far.alt)
    assert place not in without.model.sites
    assert with_it.model.sites[place].alt == 3


def test_the_json_reads_back_and_two_runs_agree(run):
    reads = [(TERT, 40, 960), (R249S, 14, 2986)]
    first, second = run([CALLED_TERT], reads), run([CALLED_TERT], reads)

    assert to_json(first) == to_json(second)
    assert from_json(to_json(first)) == first


# --- the command ----------------------------------------------------------------------------------


@pytest.fixture
def report(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, ["report", *map(str, arguments)])


def test_alignments_alone_are_a_usage_error(report, tmp_path, models):
    bam = write_bam(tmp_path / "s.bam", models, [(TERT, 5, 5)])
    alone = report("--bam", bam)

    assert alone.exit_code == 2
    assert "Nothing is called from alignments" in alone.output


def test_a_background_without_alignments_is_a_usage_error(report, tmp_path):
    (tmp_path / "s.vcf").write_text(vcf_text([CALLED_TERT]))
    (tmp_path / "b.tsv").write_text("x")
    alone = report("s.vcf", "--background", "b.tsv")

    assert alone.exit_code == 2
    assert "name them with --bam" in alone.output


def test_another_samples_alignments_end_with_exit_code_4(report, tmp_path, models):
    (tmp_path / "s.vcf").write_text(vcf_text([CALLED_TERT]))
    bam = write_bam(tmp_path / "s.bam", models, [(TERT, 0, 500)])
    ended = report("s.vcf", "--bam", bam, "--format", "json,tsv", "-o", "out")

    assert ended.exit_code == 4
    written = json.loads((tmp_path / "out/TUMOUR.report.json").read_text())
    assert len(written["forced_calls"]) == 515
    table = (tmp_path / "out/TUMOUR.forced.tsv").read_text().splitlines()
    assert len(table) == 516


def test_without_alignments_there_is_no_table_of_forced_calls(report, tmp_path):
    (tmp_path / "s.vcf").write_text(vcf_text([CALLED_TERT]))
    report("s.vcf", "--format", "tsv", "-o", "out")

    assert not (tmp_path / "out/TUMOUR.forced.tsv").exists()


@pytest.mark.usefixtures("few_bases")
def test_the_command_builds_from_alignments_and_shows(tmp_path, monkeypatch, models):
    monkeypatch.chdir(tmp_path)
    paths = [str(write_bam(tmp_path / f"n{n}.bam", models, [(R249S, n, 500)])) for n in range(3)]
    made = CliRunner().invoke(main, ["background", "build", *paths, "-o", "b.tsv.gz"])
    shown = CliRunner().invoke(main, ["background", "show", "b.tsv.gz"])

    assert (made.exit_code, shown.exit_code) == (0, 0)
    assert "3 normal samples are few" in made.output
    assert shown.stdout.splitlines()[0].split("\t")[0] == "context"
    assert "C[C>T]C" in shown.stdout
    assert "from alignments of 3 normal samples" in shown.output


def test_every_sentence_is_of_the_catalogue_and_says_nothing_it_must_not(run):
    report = run([CALLED_TERT], [(TERT, 40, 960), (R249S, 14, 2986), (S45DEL, 1, 800)])
    known = known_words()
    said = [*report.summary, *report.limits, *(call.why for call in report.forced_calls)]

    for text in said:
        assert words_of(text) <= known, text
        assert not phrases_in(text)
