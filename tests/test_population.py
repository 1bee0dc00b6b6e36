"""``--population`` from the command line to the page: origin, drivers, follow-up, provenance."""

from __future__ import annotations

import json
import os

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from hccgenomics.annotate.normalise import normalise
from hccgenomics.cli import main
from hccgenomics.errors import AssemblyError, UnreadableError
from hccgenomics.model.genome import Interval
from hccgenomics.model.settings import Settings
from hccgenomics.model.variant import Variant
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.pipeline.population import opened_population
from hccgenomics.vocabulary import Assembly, Origin, PopulationState
from tests.population import AF_LINE, packed, population_text
from tests.written import vcf_text

TERT_C228T = ("chr5", 1_295_113, "G", "A")
TP53_R249S = ("chr17", 7_674_216, "C", "A")
PAIRED = ("TUMOR", "NORMAL")
MOST = 0.1


@pytest.fixture(scope="module")
def models(panels):
    return panels[Assembly.GRCH38]


@pytest.fixture
def look_up(tmp_path, panels, models):
    """A function from a file's records, and a variant, to what is found."""

    def look(records, variant, **header):
        path = packed(population_text(records, **header), tmp_path)
        with opened_population(path, panels, models, max_mismatches=MOST) as population:
            return population.of(normalise(Variant(*variant), models).variant)

    return look


@pytest.fixture
def report_of(tmp_path):
    """A function from records, and those of the population file, to their report."""

    def make(records, known=None, *, options=None, laboratory=None, **header):
        path = tmp_path / "case.vcf"
        path.write_text(vcf_text(records, **header))
        population = None if known is None else packed(population_text(known), tmp_path)
        return make_report(
            ReportRequest(
                paths=(str(path),),
                settings=Settings(**(laboratory or {})),
                population=population,
                **(options or {}),
            )
        )

    return make


def stop_in(models, gene, codon):
    """A substitution that makes a stop, in the first long exon, from its given codon on."""
    transcript = models.gene(gene).select
    assert transcript.strand == 1
    exon = next(
        e for e in transcript.exons if e.end - e.start > 300 and e.start >= transcript.cds_start
    )
    coding = [e for e in transcript.exons if transcript.cds_start < e.end <= exon.start]
    before = sum(e.end - max(e.start, transcript.cds_start) for e in coding)
    for number in range(codon, codon + 200):
        start = exon.start + (3 * number - before % 3)
        bases = models.bases(Interval(transcript.contig, start, start + 3))
        if bases in ("CAA", "CAG", "CGA"):
            return (transcript.contig, start + 1, "C", "T")
    raise AssertionError(gene)


@pytest.mark.parametrize("start", range(32_337_306, 32_337_312))
def test_every_place_of_a_repeat_is_one_variant(start, look_up):
    """BRCA2 has seven A from chr13:32,337,306 on, of which one is lost."""
    record = look_up([("chr13", start, "AA", "A")], ("chr13", 32_337_309, "AA", "A"))

    assert (record.state, record.af) == (PopulationState.FOUND, 0.1)


def test_padded_and_multi_allelic_records_are_found(look_up, models):
    around = models.bases(Interval("chr5", 1_295_110, 1_295_116))
    padded = ("chr5", 1_295_111, around, f"{around[:2]}A{around[3:]},{around[:2]}C{around[3:]}")

    record = look_up([(*padded, "PASS", "AF=0.3,0.4")], TERT_C228T)

    assert (record.state, record.af) == (PopulationState.FOUND, 0.3)


@pytest.mark.parametrize(
    ("records", "state"),
    [
        ([("chr5", 1_295_113, "G", "C")], PopulationState.NOT_IN_FILE),
        ([("chr5", 1_294_500, "T", "C")], PopulationState.NOT_IN_FILE),
        ([("chr5", 1_000_000, "T", "C")], PopulationState.NOTHING_NEARBY),
        ([("chr1", 1_000_000, "T", "C")], PopulationState.NO_CONTIG),
    ],
)
def test_absence_says_what_it_is_worth(records, state, look_up):
    record = look_up(records, TERT_C228T)

    assert record.state is state
    assert record.highest is None


def test_several_bases_at_once_are_found_whole_or_not_told(look_up, models):
    bases = models.bases(Interval("chr17", 7_674_215, 7_674_217))
    several = ("chr17", 7_674_216, bases, "".join("CA"[b == "C"] for b in bases))
    one_by_one = [("chr17", 7_674_216, bases[0], several[3][0], "PASS", "AF=0.5")]

    assert look_up(one_by_one, several).state is PopulationState.NOT_LOOKED_UP
    assert look_up([(*several, "PASS", "AF=0.02")], several).af == 0.02


def test_of_several_records_the_one_that_passes_counts(look_up):
    known = [
        (*TERT_C228T, "AS_VQSR", "AF=0.4"),
        (*TERT_C228T, "PASS", "AF=0.01"),
        (*TERT_C228T, "PASS", "AF=0.02"),
    ]

    record = look_up(known, TERT_C228T)

    assert (record.af, record.filters) == (0.02, ())


@st.composite
def indels(draw):
    """Where an insertion or deletion lies in exon 11 of BRCA2, how long, and how it is padded."""
    return (
        32_336_000 + draw(st.integers(0, 4_500)),
        draw(st.integers(1, 12)),
        draw(st.booleans()),
        draw(st.integers(0, 5)),
    )


@settings(max_examples=40)
@given(indels())
def test_any_spelling_of_an_indel_is_found(tmp_path_factory, panels, models, indel):
    """Somewhere in its repeat, and padded: the file's way is no matter."""
    start, length, is_insertion, pad = indel
    window = models.bases(Interval("chr13", start - 300, start + 300))
    anchor, unit = window[299], window[300 : 300 + length]
    ref, alt = (anchor, anchor + unit) if is_insertion else (anchor + unit, anchor)
    variant = normalise(Variant("chr13", start, ref, alt), models).variant
    left, right = window[299 - pad : 299], window[299 + len(ref) :][:pad]
    spelt = ("chr13", start - pad, left + ref + right, left + alt + right)
    path = packed(population_text([spelt], fields=(AF_LINE,)), tmp_path_factory.mktemp("shift"))

    with opened_population(path, panels, models, max_mismatches=MOST) as population:
        assert population.of(variant).state is PopulationState.FOUND


def test_other_reference_bases_are_refused_though_the_header_says_nothing(look_up):
    wrong = [("chr17", 7_674_216, "G", "A"), ("chr17", 7_674_216, "T", "A")]

    with pytest.raises(AssemblyError, match="REF bases of the population file are not those"):
        look_up(wrong, TP53_R249S, assembly=None)


def test_a_common_variant_is_germline_and_no_driver(report_of, models):
    stop = stop_in(models, "BRCA2", 40)
    plain = report_of([stop]).alterations[0]
    common = report_of([stop], [(*stop, "PASS", "AF=0.02;AN=100000")]).alterations[0]

    assert (plain.driver, plain.origin, plain.population_af) == (True, Origin.UNKNOWN, None)
    assert (common.driver, common.origin, common.population_af) == (
        False, Origin.LIKELY_GERMLINE, 0.02,
    )  # fmt: skip
    assert common.driver_findings[-1].code == "common_polymorphism"
    assert common.population.state is PopulationState.FOUND


@pytest.mark.parametrize(
    ("gene", "info", "driver"),
    [
        ("BRCA2", "AF=0.003", True),  # a gene of hereditary disease: germline is a finding
        ("BRCA2", "AF=0.01", False),
        ("APC", "AF=0.003", True),
        ("ARID1A", "AF=0.003", False),  # likely a polymorphism
        ("ARID1A", "AF=0.0009", True),
        ("ARID1A", "AF=0.0001;AF_grpmax=0.003", False),
    ],
)
def test_a_polymorphism_flags_no_driver(gene, info, driver, report_of, models):
    stop = stop_in(models, gene, 30)

    (found,) = report_of([stop], [(*stop, "PASS", info)]).alterations

    assert found.driver is driver
    assert (found.gene, found.consequence[0]) == (gene, "stop_gained")


def test_a_hotspot_in_the_population_file_stays_a_driver(report_of):
    (found,) = report_of([TERT_C228T], [(*TERT_C228T, "PASS", "AF=0.05")]).alterations

    assert found.driver
    assert found.origin is Origin.UNKNOWN
    said = json.dumps([r.why for r in found.origin_reasons])
    assert "a frequency alone does not make it likely germline" in said


@pytest.mark.parametrize(
    ("place", "origin"),
    [
        (("chr2", 25234373, "C", "T"), Origin.UNKNOWN),  # DNMT3A R882H
        (("chr9", 5073770, "G", "T"), Origin.UNKNOWN),  # JAK2 V617F
        (("chr9", 5073771, "T", "A"), Origin.LIKELY_GERMLINE),  # JAK2 V617D
    ],
)
def test_what_clones_of_blood_cells_carry_is_not_germline_by_its_frequency(
    report_of, place, origin
):
    (found,) = report_of([place], [(*place, "PASS", "AF=0.05")]).alterations

    assert found.origin is origin
    argues = {rule.code for rule in found.driver_findings if rule.drives is False}
    assert argues == (set() if origin is Origin.UNKNOWN else {"common_polymorphism"})


def test_the_limits_say_what_was_and_what_was_not_given(report_of):
    with_file = report_of([TERT_C228T], [TP53_R249S]).limits
    without = report_of([TERT_C228T]).limits

    assert any("No population frequencies were given" in limit for limit in without)
    assert not any("No population frequencies were given" in limit for limit in with_file)
    assert any("does not have may be germline all the same" in limit for limit in with_file)


def asked(report):
    return [r.why for r in report.follow_up if r.test.startswith("Confirm in germline")]


NORMAL = "GT:AD:DP"


@pytest.mark.parametrize(
    ("gene", "tumour", "normal", "is_asked"),
    [
        ("BRCA2", "0/1:52,48:100", None, True),
        ("MLH1", "0/1:52,48:100", None, True),  # no driver table knows it
        ("BRCA2", "0/1:90,10:100", None, False),  # too faint for germline
        ("BRCA2", "0/1:52,48:100", "0/0:80,0:80", False),
        ("BRCA2", "0/1:52,48:100", "0/0:4,0:4", True),
        ("BRCA2", "0/1:52,48:100", "0/1:40,40:80", True),
        ("APC", "0/1:52,48:100", None, False),  # seldom germline, and nothing says so
        ("APC", "0/1:52,48:100", "0/1:40,40:80", True),
        ("ARID1A", "0/1:52,48:100", None, False),
    ],
)
def test_hereditary_genes_ask_for_a_germline_test(
    gene, tumour, normal, is_asked, report_of, models
):
    record = (*stop_in(models, gene, 30), "PASS", NORMAL, tumour)
    if normal is None:
        report = report_of([record])
    else:
        report = report_of([(*record, normal)], samples=PAIRED)

    assert bool(asked(report)) is is_asked
    assert all(gene in why for why in asked(report))


@pytest.mark.parametrize(
    ("normal", "test"),
    [
        (None, "A matched normal (or white cells)"),
        ("0/0:4,0:4", "A matched normal sequenced more deeply"),
        ("0/0:80,0:80", None),
    ],
)
def test_an_open_origin_asks_for_the_normal_that_would_tell(normal, test, report_of):
    record = (*TP53_R249S, "PASS", NORMAL, "0/1:52,48:100")
    report = (
        report_of([record]) if normal is None else report_of([(*record, normal)], samples=PAIRED)
    )

    found = [r.test for r in report.follow_up if r.test.startswith("A matched normal")]
    assert found == ([test] if test else [])


def test_a_laboratory_adds_genes_to_the_follow_up(report_of, models):
    record = (*stop_in(models, "ARID1A", 30), "PASS", NORMAL, "0/1:52,48:100")

    assert asked(report_of([record], laboratory={"germline_genes": ("ARID1A",)}))


def test_a_germline_finding_is_a_caveat_of_what_it_meets(report_of, models):
    record = (*stop_in(models, "BRCA2", 30), "PASS", NORMAL, "0/1:52,48:100", "0/1:40,40:80")
    tp53 = ("chr17", 7_674_216, "C", "A", "PASS", NORMAL, "0/1:52,48:100", "0/1:40,40:80")

    report = report_of([record, tp53], samples=PAIRED)

    met = [h for h in report.hypotheses if any("TP53" in id_ for id_ in h.alterations)]
    assert met
    assert all("not of those a person was born with" in h.caveats[0] for h in met)


def test_the_command_writes_what_was_asked_and_names_the_file(tmp_path):
    case = tmp_path / "case.vcf"
    case.write_text(vcf_text([TERT_C228T, TP53_R249S]))
    population = packed(population_text([(*TERT_C228T, "PASS", "AF=0.0004;AN=9000")]), tmp_path)

    done = CliRunner().invoke(
        main,
        ["report", str(case), "--population", str(population), "-o", str(tmp_path), "--sample-id",
         "A1", "--format", "json,html,tsv"],
    )  # fmt: skip

    assert done.exit_code == 0, done.output
    made = json.loads((tmp_path / "A1.report.json").read_text())
    manifest = json.loads((tmp_path / "A1.manifest.json").read_text())
    named = made["provenance"]["population"]
    tert = next(a for a in made["alterations"] if a["gene"] == "TERT")
    table = [row.split("\t") for row in (tmp_path / "A1.variants.tsv").read_text().splitlines()]
    assert manifest["population"] == named
    assert {"name", "size", "header_sha256", "index_sha256"} <= set(named)
    assert (named["name"], named["size"]) == (population.name, population.stat().st_size)
    assert (tert["population_af"], tert["population"]["af_field"]) == (0.0004, "AF")
    assert tert["origin"] == "unknown"
    assert "0.0004" in [row[table[0].index("population_af")] for row in table[1:]]
    page = (tmp_path / "A1.report.html").read_text()
    assert "below the setting 0.001" in page
    assert population.name in page


def test_an_unusable_population_file_is_one_sentence_and_nothing_is_written(tmp_path, capfd):
    case = tmp_path / "case.vcf"
    case.write_text(vcf_text([TERT_C228T]))
    population = packed(population_text([TERT_C228T]), tmp_path)
    os.utime(f"{population}.tbi", (1, 1))
    out = tmp_path / "out"

    done = CliRunner().invoke(
        main, ["report", str(case), "--population", str(population), "-o", str(out)]
    )

    assert done.exit_code == 3
    assert len(done.stderr.strip().splitlines()) == 1
    assert "tabix -f -p vcf" in done.stderr
    assert not out.exists()
    assert capfd.readouterr().err == ""


def test_a_population_file_of_the_other_assembly_is_refused(tmp_path):
    case = tmp_path / "case.vcf"
    case.write_text(vcf_text([TERT_C228T]))
    text = population_text([("chr5", 1_295_113, "G", "A")], assembly=Assembly.GRCH37)
    population = packed(text, tmp_path)

    done = CliRunner().invoke(main, ["report", str(case), "--population", str(population)])

    assert done.exit_code == 3
    assert "Pass a population file on GRCh38." in done.stderr


@pytest.mark.parametrize("name", ["dbSNP_hg19_snippet.vcf", "maf_dbsnp_test_input.vcf"])
def test_real_files_of_dbsnp_are_refused_with_the_field_they_have(name, shared, tmp_path, panels):
    text = (shared / "realdata/callers/gatk" / name).read_text(encoding="utf-8")
    header = [line for line in text.splitlines() if line.startswith("#")]
    path = packed("\n".join([*header, ""]), tmp_path)
    models = panels[Assembly.GRCH37]

    with (
        pytest.raises(UnreadableError, match="declares no INFO field AF"),
        opened_population(path, panels, models, max_mismatches=MOST),
    ):
        pass


def test_a_real_file_answers_for_each_of_its_own_records(shared, tmp_path, panels):
    """dbSNP's common variants of PIK3CA with an AF beside, on GRCh37."""
    source = shared / "realdata/callers/gatk/dbsnp_common_pik3ca_snippet.vcf"
    path = packed(source.read_text(encoding="utf-8"), tmp_path)
    models = panels[Assembly.GRCH37]
    lines = [line.split("\t") for line in source.read_text(encoding="utf-8").splitlines()]
    records = [cells for cells in lines if not cells[0].startswith("#")]

    with opened_population(path, panels, models, max_mismatches=MOST) as population:
        for contig, pos, _, ref, alts, *_ in records:
            for alt in alts.split(","):
                variant = Variant(f"chr{contig.removeprefix('chr')}", int(pos), ref, alt)
                found = population.of(normalise(variant, models).variant)
                assert found.state is PopulationState.FOUND, variant

    assert len(records) == 8


def test_it_is_said_where_nothing_tells_the_assembly_of_the_file(tmp_path):
    case = tmp_path / "case.vcf"
    case.write_text(vcf_text([TERT_C228T]))
    silent = packed(population_text([("chr1", 5, "A", "C")], assembly=None), tmp_path)
    request = ReportRequest(paths=(str(case),), settings=Settings(), population=silent)

    told = make_report(request)

    assert any("Nothing in the population file's header" in limit for limit in told.limits)
    assert told.provenance.population.assembly_evidence == ()


def test_a_run_without_the_option_reads_no_population_file(report_of):
    report = report_of([TERT_C228T])

    assert report.provenance.population is None
    assert report.alterations[0].population is None
