"""What the benchmarks feed the tools with, and how they judge."""

from __future__ import annotations

import random

import pytest

from benchmarks import matching
from benchmarks.annotate_throughput import BARS, OURS, SNPEFF, VEP, VIEW, Bar, _verdict
from benchmarks.filler import filler_lines
from benchmarks.inputs import Shape, places, record
from benchmarks.measure import Command, Run, Timing, in_turn, run_once
from benchmarks.peers import Filled, gff3_lines, gtf_lines, rows_of
from hccgenomics.knowledge.base import load_knowledge
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.genome import Interval
from hccgenomics.vocabulary import Assembly

MODELS = load_models(Assembly.GRCH38)
FILLED = Filled(MODELS)


def some_records(shape):
    draw = random.Random(3)  # noqa: S311 -- records to test with, no secret
    return [record(place, FILLED, draw) for place in places(shape, MODELS, draw)]


def test_the_stated_share_of_records_lies_in_panel_genes_and_in_order():
    draw = random.Random(3)  # noqa: S311 -- records to test with, no secret
    found = places(Shape(400, 0.05), MODELS, draw)
    inside = sum(bool(MODELS.genes_at(Interval.at(contig, pos=pos))) for contig, pos in found)
    order = list(MODELS.contigs.contigs)

    assert len(found) == 400
    assert inside == 20
    assert found == sorted(found, key=lambda place: (order.index(place[0]), place[1]))


def test_records_are_the_same_each_time_and_agree_with_the_assembly():
    lines = some_records(Shape(300, 1.0))

    assert lines == some_records(Shape(300, 1.0))
    for line in lines:
        contig, pos, _, ref, alt = line.split("\t")[:5]
        known = MODELS.bases(Interval.at(contig, pos=int(pos), length=len(ref)))
        assert all(a in ("N", b) for a, b in zip(known, ref, strict=True))
        assert ref != alt
    assert 250 < sum(map(len, lines)) / len(lines) < 350


@pytest.mark.parametrize("gene", ["TP53", "CTNNB1", "TERT", "MYC"])
def test_models_for_peers_cover_each_exon_once(gene):
    transcript = MODELS.gene(gene).select
    rows = list(rows_of(transcript))
    exonic = sum(len(row.span) for row in rows if row.kind == "exon")
    coding = [row for row in rows if row.kind == "CDS"]
    untranslated = [row for row in rows if row.kind.endswith("UTR")]
    reached = 0
    for row in coding:
        assert (reached + int(row.phase)) % 3 == 0
        reached += len(row.span)

    assert reached == transcript.cds_length
    assert sum(len(row.span) for row in untranslated) == exonic - reached
    first = next(row for row in untranslated if row.kind == "five_prime_UTR")
    before = first.span.end <= coding[0].span.start
    assert before == (transcript.strand > 0)


def test_every_gene_is_in_the_files_of_the_peers():
    assert sum("\tgene\t" in line for line in gff3_lines(MODELS)) == len(MODELS.symbols)
    assert sum("\ttranscript\t" in line for line in gtf_lines(MODELS)) == len(MODELS.symbols)


def test_filler_brings_the_database_to_its_published_size_outside_the_panel():
    rows = [line.split("\t") for line in filler_lines(MODELS)]
    spans = [
        Interval(row[0], int(row[3]) - 1, int(row[4])) for row in rows if row[2] == "transcript"
    ]

    assert len(spans) + len(MODELS.symbols) == 1_116
    assert len({row[8].split(";")[0] for row in rows}) + len(MODELS.symbols) == 500
    assert not any(MODELS.genes_at(span) for span in spans)


def test_made_up_bases_stand_only_where_nothing_is_known():
    gene = MODELS.gene("KMT2D").interval
    known, filled = MODELS.bases(gene), FILLED.bases(gene)

    assert "N" in known
    assert "N" not in filled
    assert all(a in ("N", b) for a, b in zip(known, filled, strict=True))


# --- the judgement --------------------------------------------------------------------------------


def taking(*seconds):
    return Timing([Run(second, second, 30.0) for second in seconds])


@pytest.mark.parametrize(
    ("ours", "passed", "said"), [(0.9, True, ": pass"), (1.1, False, ": MISSED")]
)
def test_a_bar_is_a_ratio_of_medians(capsys, ours, passed, said):
    timings = {OURS: taking(9.0, ours, 0.1), SNPEFF: taking(3.0, 3.0, 30.0)}

    assert _verdict(Bar(OURS, SNPEFF, 1 / 3), timings) is passed
    assert capsys.readouterr().out.rstrip().endswith(said)


def test_the_bar_of_vep_is_met_through_its_published_ratio(capsys):
    timings = {OURS: taking(0.8), SNPEFF: taking(3.0)}
    bar = next(bar for bar in BARS["panel"] if bar.peer == VEP)

    assert _verdict(bar, timings)
    assert f"{0.8 / (3.0 * 8.2 / 2.5):.3f}" in capsys.readouterr().out


def test_a_peer_that_is_missing_is_named(capsys):
    assert _verdict(Bar(OURS, SNPEFF, 1 / 3), {OURS: taking(1.0), VIEW: taking(1.0)})
    assert "NOT COMPARED, SnpEff is not installed" in capsys.readouterr().out


def test_commands_run_in_turn_after_one_run_to_warm_up(tmp_path):
    log = tmp_path / "log"
    commands = [Command(name, ["sh", "-c", f"printf {name} >> {log}"]) for name in "ab"]
    timings = in_turn(commands, rounds=2)

    assert log.read_text() == "ababab"
    assert [len(timing.runs) for timing in timings.values()] == [2, 2]
    assert all(run.wall > 0 and run.peak_mib > 0 for run in timings["a"].runs)


def test_a_command_that_fails_ends_everything():
    with pytest.raises(SystemExit, match="ended with 3: b'why"):
        run_once(Command("failing", ["sh", "-c", "echo why >&2; exit 3"]))


# --- matching -------------------------------------------------------------------------------------


def test_matching_is_timed_on_samples_and_tables_of_the_stated_size():
    base = load_knowledge()
    laid_over = matching.overlay(base)

    assert len(laid_over) == matching.OVERLAY == len({row.id for row in laid_over})
    for case in matching.cases(base):
        assert len(case.alterations) >= matching.ALTERATIONS
        assert len({one.id for one in case.alterations}) == len(case.alterations)


def test_ten_thousand_alterations_are_matched_within_a_second():
    base = load_knowledge()
    for case in matching.cases(base):
        seconds, met, missed = matching.timed(base, case, base.biomarkers)
        assert seconds < matching.BAR, case.title
        assert met >= 2, "the stated facts meet their rows in any sample"
        assert met + missed <= len(base.biomarkers)
