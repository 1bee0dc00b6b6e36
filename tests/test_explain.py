"""``hccgenomics explain``: every entry has its path, and every place an answer."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hccgenomics.cli import main
from hccgenomics.errors import LocusError
from hccgenomics.interpret import drivers, path_wording, rescue, sieve
from hccgenomics.interpret.callability_wording import LIMIT_TOLD
from hccgenomics.interpret.rules_by_kind import rules_of
from hccgenomics.model.explanation import Outcome
from hccgenomics.model.genome import Interval
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.pipeline.explain import BY_READER, explain
from hccgenomics.reports.explanation import LEFT_OUT, explanation_json, explanation_text
from hccgenomics.reports.to_json import from_json, to_json
from hccgenomics.vocabulary import AlterationKind, Assembly, CoverageKind, DropReason
from tests.forbidden import phrases_in, texts_of
from tests.test_ledger_entries import (
    CTNNB1_S45F,
    G38,
    NO_MISMATCH_IS_TOO_MUCH,
    TERT_C228T,
    TP53_R213X,
    TP53_R249S,
    any_record,
)
from tests.written import vcf_text

PHASED = "GT:AD:DP:PS"
BLOCK = ("chr5", 1_295_300, "G", "<NON_REF>", "PASS", "GT:DP", "0/0:310")
RECORDS = [
    (*TERT_C228T, "weak_evidence"),
    CTNNB1_S45F,
    TP53_R249S,
    ("17", 7_674_215, "GC", "GA"),
    (*TP53_R213X, "PASS", "GT:AD", "0/1:996,4"),
    ("chr17", 7_674_953, "T", "C,<DEL>"),
    ("chr5", 1_280_000, "A", "G"),
    ("chr1", 5, "A", "C"),
    BLOCK,
]


def _report(path, records, **options):
    path.write_text(vcf_text(records, **options))
    chosen = Settings(**NO_MISMATCH_IS_TOO_MUCH)
    return make_report(ReportRequest(paths=(str(path),), settings=chosen, assembly=G38))


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Read back from its JSON: what explain has to work with."""
    path = tmp_path_factory.mktemp("explained") / "case.vcf"
    return from_json(to_json(_report(path, RECORDS)))


def _text(report, asked):
    return explanation_text(explain(report, asked))


# --- forms of a locus -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        "chr5:1295113",
        "5:1295113",
        "CHR5:1,295,113",
        "NC_000005.10:1295113",
        "nc_000005.10:1295113",
        "CM000667.2:1295113",
        "chr5:1295100-1295120",
        " chr5:1295113 ",
        "chr5:1295113:G:A",
        "chr5:1295113G>A",
        "chr5:1295113 G>A",
        "chr5-1295113-G-A",
        "chr5:1295112:CG:CA",
        "chr5:1295113-1295113",
        "TERT C228T",
        "TERT c.-124C>T",
        "NC_000005.10:g.1295113G>A",
        "TERT promoter",
        "tert PROMOTER",
    ],
)
def test_one_record_under_all_its_names(report, asked):
    (path,) = explain(report, asked).records

    assert (path.entry.contig, path.entry.pos, path.entry.alt) == ("chr5", 1_295_113, "A")
    assert path.aside.status == "below_caller_filter"
    assert path.aside.rescue == "tert_promoter"


@pytest.mark.parametrize(
    "asked",
    ["", " ", "rs2853669", "chr5:0", "chr5:9-4", "chr5:x", "chr5:1:G:G", "TP53 p.R249X9", "?", "5",
     "chr5:" + "9" * 400, "a b c"],
)  # fmt: skip
def test_what_cannot_be_read_is_one_sentence(report, asked):
    with pytest.raises(LocusError) as caught:
        explain(report, asked)

    assert caught.value.exit_code == 2
    assert "\n" not in caught.value.sentence
    assert caught.value.hint


def test_another_allele_at_the_place_is_shown_as_another(report):
    found = explain(report, "chr5:1295113:G:T")

    assert [path.entry.alt for path in found.records] == ["A"]
    assert any("None of them is the allele asked for" in one for one in found.answer)


def test_an_alteration_is_asked_for_by_its_computed_identifier(report):
    by_name = explain(report, "TP53:chr17-7674216-C-A")
    vrs = next(one.vrs_id for one in report.alterations if one.gene == "TP53")

    found = explain(report, vrs)

    assert found.records == by_name.records
    assert vrs in found.read_as


@pytest.mark.parametrize(
    ("asked", "said"),
    [("chr5:9-4", "it ends before it begins"), ("chr5:0", "positions begin at 1")],
)
def test_a_place_that_is_none_says_why(report, asked, said):
    with pytest.raises(LocusError, match=said):
        explain(report, asked)


@pytest.mark.parametrize("asked", ["chr5:1295113:-:-", "chr5:1295113:N:"])
def test_an_allele_of_no_bases_is_none(report, asked):
    with pytest.raises(LocusError):
        explain(report, asked)


def test_an_alteration_is_asked_for_by_its_id(report):
    found = explain(report, "TP53:chr17-7674216-C-A")

    assert [p.entry.bucket for p in found.records] == ["kept", DropReason.DUPLICATE]
    assert found.records[1].beside == ("chr17:7674216 C>A",)
    assert found.records[1].entry.normalised == "chr17:7674216 C>A"


def test_a_gene_has_its_records_and_its_markers(report):
    found = explain(report, "tp53")

    assert [m.marker for m in found.markers] == ["TP53"]
    buckets = [str(path.entry.bucket) for path in found.records]
    assert buckets.count("kept") == 2
    assert {"vaf_below_setting", "symbolic_allele"} <= set(buckets)


# --- paths ------------------------------------------------------------------------------------


def test_the_path_of_a_driver_from_record_to_hypotheses(report):
    (path,) = explain(report, "chr3:41224646").records

    assert path.file == "case.vcf"
    assert {step.outcome for step in path.steps} == {Outcome.PASSED}
    assert [step.name for step in path.steps][:2] == ["read", "caller_filter"]
    (found,) = path.alterations
    fired = {rule.code for rule in found.rules if rule.fired}
    assert "hotspot_codon" in fired
    assert {rule.code for rule in found.rules} == set(rules_of(AlterationKind.SMALL))
    assert found.markers == ("CTNNB1 exon 3",)
    assert any(met.biomarker_id.startswith("CTNNB1") for met in found.hypotheses)
    text = _text(report, "chr3:41224646")
    for said in (
        "FILTER PASS at 33.3 % (40 of 120 reads)",
        "looked at       No matched normal was given.",
        "rule fired",
        "not fired",
        "p.Ser45Phe",
    ):
        assert said in text


def test_the_path_of_a_filtered_one_stops_at_its_filter(report):
    text = _text(report, "TERT promoter")

    assert "removed: below caller's filter (weak_evidence) (tolerated_filters = none)" in text
    assert text.count("not reached") == 3
    assert "below caller's filter, named by the rescue tert_promoter" in text
    assert "it counts as no finding and makes no marker" in text
    assert "Marker TERT promoter: no call." in text


def test_the_path_of_a_faint_one_names_the_setting(report):
    text = _text(report, "chr17:7674894")

    assert "removed: VAF 0.004, below the setting min_vaf_tissue = 0.01" in text


def test_the_path_of_what_is_no_variant_ends_at_the_reader(report):
    found = explain(report, "chr17:7674953:T:<DEL>".replace(":T:<DEL>", ""))

    path = next(p for p in found.records if p.entry.alt == "<DEL>")
    assert path.steps[0].outcome is Outcome.REMOVED
    assert {step.outcome for step in path.steps[1:]} == {Outcome.NOT_REACHED}


def test_a_filter_that_was_not_applied_says_what_it_lacks(tmp_path):
    made = _report(tmp_path / "blind.vcf", [(*TP53_R249S, ".", "GT", "0/1")])

    text = _text(made, "chr17:7674216")

    assert "caller_filter   not applied: FILTER is '.'" in text
    assert "min_alt_depth   not applied: no AD (min_alt_depth = 3)" in text


# --- why none was read ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("chr1:5", "outside the regions of the panel. Outside them 1 record of the input"),
        ("chr17:7674800", "no record of the input names it"),
        ("TP53 p.R175H", "no record of the input names it"),
        ("chr99:5", "has no contig by the name chr99"),
        ("NC_000005.9:1295228", "NC_000005.9 is chr5 of GRCh37, and this report is on GRCh38"),
        ("chr5:400000000", "chr5 of GRCh38 ends at 181538259"),
        ("TTN", "TTN is no gene of this report's panel"),
        ("MET", "no record of the input names it"),
        ("FGF19 amplification", "No record of the ledger feeds this marker"),
        ("chr5:1295300", "reference blocks of the input cover the place"),
        ("chr5:1295290", "has reference blocks, and none of them covers the place"),
    ],
)
def test_why_there_is_none(report, asked, said):
    found = explain(report, asked)

    assert found.records == ()
    assert said in " ".join(found.answer)
    assert "wild" not in explanation_text(found)


def test_a_position_of_the_other_assembly_is_pointed_out(report, panels):
    here, there = panels[Assembly.GRCH38], panels[Assembly.GRCH37]
    only_there = next(
        at for at in there.regions if not any(at.overlaps(other) for other in here.regions)
    )

    said = " ".join(explain(report, f"{only_there.contig}:{only_there.start + 1}").answer)

    assert "On GRCh37 this position lies in the regions of" in said
    assert "the report is on GRCh38" in said
    assert "On GRCh37" not in " ".join(explain(report, "chr1:5").answer)


@pytest.mark.parametrize(
    "asked", ["chr1:26779863:CG:C", "chr1:26779864:G:-", "1-26779864-G--", "chr1:26779863 CGA>CA"]
)
def test_the_base_beside_a_deletion_may_be_written_or_not(tmp_path, asked):
    made = _report(tmp_path / "deleted.vcf", [("chr1", 26_779_863, "CG", "C")])

    found = explain(made, asked)

    assert [path.entry.ref for path in found.records] == ["CG"]
    assert path_wording.OTHER_ALLELES not in found.answer


def test_an_insertion_is_found_on_either_side(tmp_path, panels):
    base = panels[G38].bases(Interval.at("chr17", pos=7_674_216))
    made = _report(tmp_path / "inserted.vcf", [("chr17", 7_674_216, base, f"{base}TTG")])

    for pos in (7_674_216, 7_674_217):
        assert len(explain(made, f"chr17:{pos}").records) == 1


LASTING = {
    "END": ("<DEL>", "SVTYPE=DEL;END=1295900"),
    "a negative length": ("<DEL>", "SVLEN=-800"),
    "a duplication": ("<DUP:TANDEM>", "SVLEN=800"),
    "one length for each": ("C,<DUP>", "SVLEN=.,800"),
}


@pytest.mark.parametrize(("alt", "info"), LASTING.values(), ids=LASTING)
def test_a_symbolic_allele_is_found_wherever_it_reaches(tmp_path, alt, info):
    text = vcf_text([("chr5", 1_295_100, "G", alt)])
    path = tmp_path / "lasting.vcf"
    path.write_text(text.replace("\tPASS\t.\t", f"\tPASS\t{info}\t"))
    request = ReportRequest((str(path),), Settings(**NO_MISMATCH_IS_TOO_MUCH), assembly=G38)
    made = from_json(to_json(make_report(request)))

    (entry,) = (e for e in made.ledger.entries if e.alt.startswith("<"))
    assert (entry.pos, entry.end, entry.bucket) == (1_295_100, 1_295_900, "symbolic_allele")
    assert all(e.end is None for e in made.ledger.entries if e is not entry)
    for pos in (1_295_100, 1_295_500, 1_295_900):
        assert entry in [path.entry for path in explain(made, f"chr5:{pos}").records]
    for pos in (1_295_099, 1_295_901):
        assert explain(made, f"chr5:{pos}").records == ()


def test_a_symbolic_allele_that_states_no_end_reaches_as_far_as_ref(report):
    (entry,) = (e for e in report.ledger.entries if e.alt == "<DEL>")

    assert entry.end == entry.pos == 7_674_953


def test_a_long_deletion_of_bases_is_found_wherever_it_reaches(tmp_path, panels):
    model = panels[G38]
    ref = model.bases(Interval.at("chr17", pos=7_674_180, length=60))
    made = _report(tmp_path / "long.vcf", [("chr17", 7_674_180, ref, ref[0])])

    for pos in (7_674_180, 7_674_210, 7_674_239):
        assert len(explain(made, f"chr17:{pos}").records) == 1
    assert explain(made, "chr17:7674240").records == ()
    assert made.ledger.entries[0].end is None


def test_a_driver_gene_without_a_model_says_so(report):
    gene = report.provenance.genes_without_models[0]

    assert "without an embedded transcript" in _text(report, gene)


def test_a_reference_block_states_its_depth(report):
    assert "Reference block chr5:1295300-1295300: DP 310, FILTER PASS" in _text(
        report, "chr5:1295300"
    )


def test_reference_blocks_are_read_as_coverage_where_there_are_some(report, tmp_path):
    without = _report(tmp_path / "no_blocks.vcf", [("chr5", 1_295_113, "G", "A,<NON_REF>")])

    assert LIMIT_TOLD in report.limits
    assert [file.kind for file in report.coverage.files] == [CoverageKind.BLOCKS]
    assert without.ledger.dropped[DropReason.REFERENCE_BLOCK] == 1
    assert LIMIT_TOLD not in without.limits


@pytest.mark.parametrize("asked", ["TERT", "chr5:1295113", "chr5:1295113:G:A"])
def test_a_place_without_a_record_is_told_by_its_marker_where_depth_was_given(tmp_path, asked):
    vcf, depth = tmp_path / "t.vcf", tmp_path / "t.per-base.bed"
    vcf.write_text(vcf_text([CTNNB1_S45F]))
    depth.write_text("chr5\t1295000\t1295112\t400\nchr5\t1295112\t1295113\t7\n")
    request = ReportRequest(paths=(str(vcf),), settings=Settings(), assembly=G38)
    silent = make_report(request)
    told = make_report(replace(request, coverage=(str(depth),)))

    assert "What t.per-base.bed tells of depth is stated with each marker" in _text(told, asked)
    assert "no reference blocks" not in _text(told, asked)
    assert "Marker TERT promoter: no call. Measured and too shallow" in _text(told, asked)
    assert "c.-124 (1 of 1 bases: least depth 7)" in _text(told, asked)
    assert "no reference blocks that could tell" in _text(silent, asked)
    assert "CTNNB1 exon 3" not in _text(told, asked)


# --- laws -------------------------------------------------------------------------------------


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_every_entry_is_explained_with_its_bucket(data, panels, tmp_path):
    records = data.draw(st.lists(any_record(panels[G38]), min_size=1, max_size=8))
    made = from_json(to_json(_report(tmp_path / "any.vcf", records)))

    for entry in made.ledger.entries:
        found = explain(made, f"{entry.contig}:{entry.pos}")
        (path,) = (p for p in found.records if p.entry == entry)
        removed = [step for step in path.steps if step.outcome is Outcome.REMOVED]
        assert len(removed) == (entry.bucket in BY_READER or entry.bucket in LEFT_OUT)
        assert all(step.why == entry.why for step in removed)
        lacking = [step.name for step in path.steps if step.outcome is Outcome.NOT_APPLIED]
        assert lacking == [item.partition(":")[0] for item in entry.not_applied]
        text = explanation_text(found)
        assert str(entry.bucket) in text
        json.loads(explanation_json(found))


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_every_place_has_an_answer(data, panels, report):
    contigs = panels[G38].contigs.contigs
    contig = data.draw(st.sampled_from(sorted(contigs)))
    near = [r for r in panels[G38].regions if r.contig == contig]
    edges = [edge + shift for r in near for edge in (r.start, r.end) for shift in (-1, 0, 1, 2)]
    anywhere = st.integers(1, contigs[contig].length)
    pos = data.draw(st.one_of(st.sampled_from(edges), anywhere) if edges else anywhere)
    inside = any(r.overlaps(Interval.at(contig, pos=pos)) for r in near)

    found = explain(report, f"{contig}:{pos}")

    assert found.answer
    if not found.records and not found.blocks:
        assert ("outside the regions" in found.answer[0]) == (not inside)


def test_every_code_of_the_rules_is_listed():
    import inspect
    import re

    written = set(re.findall(r'Finding\(\s*"(\w+)"', inspect.getsource(drivers)))

    assert written <= set(drivers.CODES)


def test_nothing_said_claims_more_than_a_record_supports(report):
    asked = ["TERT", "TP53", "chr1:5", "chr17:7674800", "chr5:1295300", "TTN"]
    said = " ".join(sentence for one in asked for sentence in explain(report, one).answer)

    assert phrases_in(said) == []
    for module in (path_wording, rescue, sieve):
        assert [found for text in texts_of(module) for found in phrases_in(text)] == []


# --- the command ------------------------------------------------------------------------------


@pytest.fixture
def file(report, tmp_path):
    path = tmp_path / "case.report.json"
    path.write_text(to_json(report), encoding="utf-8")
    return path


def _run(*arguments, **options):
    return CliRunner().invoke(main, ["explain", *map(str, arguments)], **options)


def test_the_command_answers_in_text(file):
    done = _run(file, "TERT", "promoter")

    assert done.exit_code == 0
    assert "rescue tert_promoter" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("option", [("--format", "json"), ("--log-format", "json")])
def test_the_command_answers_in_json(file, option):
    done = _run(file, "chr5:1295113", *option)

    answer = json.loads(done.stdout)
    assert answer["records"][0]["entry"]["bucket"] == "filtered_by_caller"
    assert answer["records"][0]["steps"][1]["outcome"] == "removed"
    assert answer["places"] == ["chr5:1295113-1295113"]


def test_standard_input_is_a_report_too(file):
    assert "kept" in _run("-", "chr3:41224646", input=file.read_bytes()).stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("not json", "This is not JSON"),
        ("{}", "has no schema_version"),
        ('{"schema_version": "7.0"}', "has schema version '7.0'; this program reads '1.0'"),
        ('{"schema_version": "1.0"}', "Pass a report as hccgenomics wrote it"),
    ],
)
def test_what_is_no_report_is_refused(tmp_path, content, said):
    path = tmp_path / "x.json"
    path.write_text(content)

    done = _run(path, "TERT")

    assert done.exit_code == 3
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["absent.json", "."])
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path, name):
    done = _run(tmp_path / name, "TERT")

    assert (done.exit_code, done.stdout) == (3, "")
    assert "The report cannot be read" in done.stderr


def test_a_locus_that_cannot_be_read_is_a_usage_error(file):
    done = _run(file, "rs12")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "Ask for a place" in done.stderr


def test_a_report_without_entries_says_so_and_tells_what_it_can(file):
    document = json.loads(file.read_text())
    document["ledger"]["entries"] = None
    del document["ledger"]["filters"], document["ledger"]["blocks"]
    file.write_text(json.dumps(document))

    done = _run(file, "chr17:7674216")

    assert done.exit_code == 0
    assert "lists no entries of its ledger" in done.stdout
    assert "TP53 p.R249S (TP53:chr17-7674216-C-A)" in done.stdout


def test_it_reads_the_report_and_nothing_else(file):
    """No reader, no network, no caller's file: the JSON answers."""
    program = (
        "import sys, socket; socket.socket = None\n"
        "from hccgenomics.cli import main\n"
        "main(['explain', sys.argv[1], 'chr5:1295113'], standalone_mode=False)\n"
        "print(sorted(m for m in sys.modules if m in {'pysam', 'cyvcf2', 'pandas', 'jinja2'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True
    )

    assert done.stdout.endswith("[]\n")
    assert "tert_promoter" in done.stdout


def test_a_hostile_name_cannot_move_the_terminal(tmp_path):
    made = _report(tmp_path / "case.vcf", [(*TERT_C228T, "low\x1b[2J\u202efilter")])

    text = _text(made, "TERT")

    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize("assembly", Assembly)
def test_both_assemblies(tmp_path, assembly):
    place = {Assembly.GRCH37: 1_295_228, Assembly.GRCH38: 1_295_113}[assembly]
    path = tmp_path / "case.vcf"
    path.write_text(vcf_text([("chr5", place, "G", "A")], assembly=assembly))
    made = make_report(ReportRequest(paths=(str(path),), settings=Settings()))

    (found,) = explain(made, f"5:{place}").records

    assert found.alterations[0].markers == ("TERT promoter",)
