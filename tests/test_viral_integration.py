"""One HBV integration in the TERT promoter, in every way that files write it, up to the report."""

from __future__ import annotations

import re

import pytest

from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.genome import Interval
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.reports.to_html import to_html
from hccgenomics.reports.to_json import from_json, to_json
from hccgenomics.vocabulary import AlterationKind, Assembly, ComponentClass, MarkerState
from tests.forbidden import phrases_in
from tests.viral_bases import HBV, random_bases
from tests.written import vcf_text

TERT_ENDS = {Assembly.GRCH37: 1_295_183, Assembly.GRCH38: 1_295_068}
UPSTREAM = 232
MANTA = (
    "##source=GenerateSVCandidates 1.6.0",
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">',
    '##INFO=<ID=END,Number=1,Type=Integer,Description="End">',
    '##INFO=<ID=MATEID,Number=.,Type=String,Description="ID of mate breakend">',
    '##INFO=<ID=BND_DEPTH,Number=1,Type=Integer,Description="Depth">',
    '##INFO=<ID=SVINSSEQ,Number=.,Type=String,Description="Sequence of insertion">',
    '##INFO=<ID=LEFT_SVINSSEQ,Number=.,Type=String,Description="Known left side">',
    '##INFO=<ID=RIGHT_SVINSSEQ,Number=.,Type=String,Description="Known right side">',
    '##INFO=<ID=SOMATIC,Number=0,Type=Flag,Description="Somatic mutation">',
    '##FORMAT=<ID=PR,Number=.,Type=Integer,Description="Spanning paired-reads">',
    '##FORMAT=<ID=SR,Number=.,Type=Integer,Description="Split reads">',
)
HEADING = "\t".join(
    ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT", "NORMAL", "TUMOUR"]
)


def place(assembly):
    return TERT_ENDS[assembly] + UPSTREAM


def base(pos, assembly, contig="chr5"):
    return load_models(assembly).bases(Interval.at(contig, pos=pos))


def sv_text(records, assembly, extra=()):
    contigs = load_assemblies()[assembly].contigs.values()
    lines = [
        "##fileformat=VCFv4.1",
        *MANTA,
        *extra,
        *(f"##contig=<ID={contig.name},length={contig.length}>" for contig in contigs),
        "##contig=<ID=chrHBV,length=3215>",
        HEADING,
    ]
    rows = [
        "\t".join([contig, str(pos), name, ref, alt, ".", "PASS", info, "PR:SR", "30,0:28,0", cell])
        for contig, pos, name, ref, alt, info, cell in records
    ]
    return "\n".join([*lines, *rows]) + "\n"


READS = "25,11:22,9"


def small_insertion(assembly):
    pos = place(assembly)
    ref = base(pos, assembly)
    return "paths", "small.vcf", vcf_text([("chr5", pos, ref, ref + HBV)], assembly=assembly)


def spelled_out(assembly):
    pos = place(assembly)
    ref = base(pos, assembly)
    info = f"END={pos};SVTYPE=INS;SVLEN=687;SOMATIC"
    record = ("chr5", pos, "MantaINS:1", ref, ref + HBV, info, READS)
    return "sv", "spelled.vcf", sv_text([record], assembly)


def symbolic(assembly):
    pos = place(assembly)
    info = f"END={pos};SVTYPE=INS;SVINSSEQ={HBV};SOMATIC"
    record = ("chr5", pos, "MantaINS:2", base(pos, assembly), "<INS>", info, READS)
    return "sv", "symbolic.vcf", sv_text([record], assembly)


def left_and_right(assembly):
    pos = place(assembly)
    info = f"END={pos};SVTYPE=INS;LEFT_SVINSSEQ={HBV[:150]};RIGHT_SVINSSEQ={HBV[-150:]};SOMATIC"
    record = ("chr5", pos, "MantaINS:3", base(pos, assembly), "<INS>", info, READS)
    return "sv", "sides.vcf", sv_text([record], assembly)


def breakends(assembly):
    pos = place(assembly)
    left, right = base(pos, assembly), base(pos + 1, assembly)
    names = [f"MantaBND:{n}" for n in range(4)]
    records = [
        ("chr5", pos, names[0], left, f"{left}[chrHBV:1201[", names[1]),
        ("chrHBV", 1201, names[1], "A", f"]chr5:{pos}]A", names[0]),
        ("chr5", pos + 1, names[2], right, f"]chrHBV:1887]{right}", names[3]),
        ("chrHBV", 1887, names[3], "C", f"C[chr5:{pos + 1}[", names[2]),
    ]
    rows = [
        (contig, at, name, ref, alt, f"SVTYPE=BND;MATEID={mate};SOMATIC;BND_DEPTH=40", READS)
        for contig, at, name, ref, alt, mate in records
    ]
    return "sv", "breakends.vcf", sv_text(rows, assembly)


def table(assembly):
    pos = place(assembly)
    text = f"chrom\tpos\tvirus\tvirus_pos\treads\nchr5\t{pos}\tHBV\t1201\t14\n"
    return "sv", "integrations.tsv", text


WAYS = [small_insertion, spelled_out, symbolic, left_and_right, breakends, table]


def report_of(tmp_path, way, assembly, **options):
    argument, name, text = way(assembly)
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    given = {"paths": (), argument: (str(path),), "settings": Settings(), "assembly": assembly}
    return make_report(ReportRequest(**(given | options)))


@pytest.mark.parametrize("assembly", list(Assembly))
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_it_is_a_driver_however_it_is_written(tmp_path, way, assembly):
    report = report_of(tmp_path, way, assembly)

    drivers = [found for found in report.alterations if found.driver]
    (driver,) = drivers
    assert driver.gene == "TERT"
    assert (driver.integration.virus, driver.integration.gene) == ("HBV", "TERT")
    assert driver.integration.region == "promoter"
    assert abs(driver.integration.distance + UPSTREAM) <= 3  # left-aligned, if a small variant
    assert "HBV sequence" in driver.why
    assert "unknown significance" not in driver.why


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_marker_is_present(tmp_path, way):
    report = report_of(tmp_path, way, Assembly.GRCH38)

    (marker,) = [one for one in report.markers if one.marker == "TERT promoter"]
    (driver,) = [found for found in report.alterations if found.driver]
    assert marker.state is MarkerState.PRESENT
    assert driver.id in marker.alterations
    (part,) = [
        one for one in marker.components if one.component_class is ComponentClass.INTEGRATION
    ]
    assert part.state is MarkerState.PRESENT


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_curated_row_is_met(tmp_path, way):
    report = report_of(tmp_path, way, Assembly.GRCH38)

    (driver,) = [found for found in report.alterations if found.driver]
    met = {one.biomarker_id: one.alterations for one in report.hypotheses}
    assert driver.id in met["TERT-06"]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_report_reads_back_and_makes_a_page(tmp_path, way):
    report = report_of(tmp_path, way, Assembly.GRCH38)

    assert from_json(to_json(report)) == report
    page = to_html(report)
    assert "HBV" in page
    (driver,) = [found for found in report.alterations if found.driver]
    said = [driver.why, driver.integration.why, *driver.notes, *driver.integration.notes]
    assert [text for text in said if phrases_in(text)] == []


def test_all_at_once_are_one_integration(tmp_path):
    given = {"paths": [], "sv": []}
    for way in WAYS:
        argument, name, text = way(Assembly.GRCH38)
        (tmp_path / name).write_text(text, encoding="utf-8")
        given[argument].append(str(tmp_path / name))

    report = make_report(
        ReportRequest(
            paths=tuple(given["paths"]),
            sv=tuple(given["sv"]),
            settings=Settings(),
            assembly=Assembly.GRCH38,
        )
    )

    (listed,) = report.structural.integrations
    assert listed.files == (2, 3, 4, 5, 6)
    (driver,) = [found for found in report.alterations if found.driver]
    assert driver.kind is AlterationKind.SMALL
    assert driver.integration.files == (1, 2, 3, 4, 5, 6)
    assert driver.integration.split_reads == listed.split_reads


def test_records_in_equal_those_kept_and_dropped(tmp_path):
    for way in WAYS[1:]:
        report = report_of(tmp_path, way, Assembly.GRCH38)
        for file in report.structural.files:
            assert file.records == file.kept + sum(file.dropped.values())
            assert file.kept >= 1


def test_unknown_bases_in_the_promoter_are_open(tmp_path):
    bases = random_bases(687, 2)
    pos = place(Assembly.GRCH38)
    ref = base(pos, Assembly.GRCH38)
    path = tmp_path / "open.vcf"
    path.write_text(vcf_text([("chr5", pos, ref, ref + bases)]), encoding="utf-8")

    report = make_report(ReportRequest(paths=(str(path),), settings=Settings()))

    (found,) = report.alterations
    assert not found.driver
    assert "687 bases" in found.why
    assert "is open" in found.why
    assert found.integration is None
    (asked,) = [one for one in report.follow_up if one.test.startswith("What the inserted bases")]
    assert "[687 bases]" in asked.test
    assert asked.markers == ("TERT promoter",)
    assert phrases_in(asked.test + asked.why) == []


@pytest.mark.parametrize(
    ("pos", "gene"), [(1_298_000, "TERT"), (1_295_069, "TERT"), (1_295_000, "TERT")]
)
def test_every_part_of_the_promoter_counts_in_a_small_variant(tmp_path, pos, gene):
    ref = base(pos, Assembly.GRCH38)
    path = tmp_path / "small.vcf"
    path.write_text(vcf_text([("chr5", pos, ref, ref + HBV)]), encoding="utf-8")

    report = make_report(ReportRequest(paths=(str(path),), settings=Settings()))

    (found,) = report.alterations
    assert (found.gene, found.driver, found.integration.region) == (gene, True, "promoter")


def test_a_viral_insertion_that_was_filtered_is_still_heard_of(tmp_path):
    pos = place(Assembly.GRCH38)
    ref = base(pos, Assembly.GRCH38)
    path = tmp_path / "small.vcf"
    text = vcf_text([("chr5", pos, ref, ref + HBV, "LowQual")])
    path.write_text(text, encoding="utf-8")

    report = make_report(ReportRequest(paths=(str(path),), settings=Settings()))

    assert [found for found in report.alterations if found.driver] == []
    (aside,) = report.set_aside
    assert aside.gene == "TERT"


def test_a_hundred_thousand_bases_are_read(tmp_path):
    pos = place(Assembly.GRCH38)
    ref = base(pos, Assembly.GRCH38)
    path = tmp_path / "small.vcf"
    path.write_text(vcf_text([("chr5", pos, ref, ref + (HBV * 150)[:100_000])]), encoding="utf-8")

    report = make_report(ReportRequest(paths=(str(path),), settings=Settings()))

    assert [found.gene for found in report.alterations if found.driver] == ["TERT"]


def test_what_the_caller_filtered_is_listed_and_said(tmp_path):
    argument, name, text = breakends(Assembly.GRCH38)
    path = tmp_path / name
    path.write_text(text.replace("\tPASS\t", "\tMinQUAL\t"), encoding="utf-8")

    report = make_report(
        ReportRequest(paths=(), sv=(str(path),), settings=Settings(), assembly=Assembly.GRCH38)
    )

    assert argument == "sv"
    assert report.alterations == ()
    (listed,) = report.structural.integrations
    assert listed.filter == ("MinQUAL",)
    assert any("would be a driver" in note for note in report.structural.notes)


@pytest.mark.parametrize("pos", [1_270_000, 1_253_000])
def test_viral_sequence_that_is_not_known_to_act_meets_no_row(tmp_path, pos):
    """Within TERT, and downstream of it."""
    path = tmp_path / "integrations.tsv"
    path.write_text(f"chrom\tpos\tvirus\tside\nchr5\t{pos}\tHBV\tleft\n", encoding="utf-8")

    report = make_report(
        ReportRequest(paths=(), sv=(str(path),), settings=Settings(), assembly=Assembly.GRCH38)
    )

    (found,) = report.alterations
    assert (found.gene, found.driver) == ("TERT", False)
    assert "TERT-06" not in {one.biomarker_id for one in report.hypotheses}
    (marker,) = [one for one in report.markers if one.marker == "TERT promoter"]
    assert marker.state is not MarkerState.PRESENT


def test_no_page_spells_out_the_bases(tmp_path):
    """A board reads how many, and of which virus; the JSON has them all."""
    report = report_of(tmp_path, small_insertion, Assembly.GRCH38)

    (found,) = report.alterations
    page = to_html(report)
    assert found.short_name == "TERT promoter c.-312_-311ins[687 bases, HBV]"
    assert found.short_name in page
    assert HBV[10:60] in to_json(report)
    assert re.search(r"[ACGT]{40}", page) is None


def test_the_summary_of_virusbreakend_names_the_virus_of_its_vcf(tmp_path):
    """It calls a contig by an accession that nobody knows here; the summary says what it is."""
    argument, name, text = breakends(Assembly.GRCH38)
    vcf, summary = tmp_path / name, tmp_path / "vcf.summary.tsv"
    vcf.write_text(text.replace("chrHBV", "adjusted_MK355500.1"), encoding="utf-8")
    columns = {
        "taxid_genus": "10405", "name_assigned": "Hepatitis B virus",
        "rname": "adjusted_MK355500.1", "integrations": "2", "QCStatus": "",
    }  # fmt: skip
    summary.write_text("\t".join(columns) + "\n" + "\t".join(columns.values()) + "\n")

    def report(*paths):
        given = {argument: tuple(map(str, paths)), "paths": (), "settings": Settings()}
        return make_report(ReportRequest(**given, assembly=Assembly.GRCH38))

    assert [found.driver for found in report(vcf).alterations] == [False]
    for order in ((vcf, summary), (summary, vcf)):
        (found,) = report(*order).alterations
        assert (found.integration.virus, found.driver) == ("HBV", True)
