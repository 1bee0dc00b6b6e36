"""Copy number and structural variants, from the command line to the report."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from hccgenomics.cli import main
from hccgenomics.errors import AssemblyError
from hccgenomics.knowledge.files import resource
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.reports.to_json import from_json, to_json
from hccgenomics.vocabulary import AlterationKind, Assembly, ComponentClass, CopyClass, MarkerState
from tests.written import vcf_text

VCF = str(resource("example/hcc-example.vcf"))
CNS = str(resource("example/hcc-example.cns"))
SV = str(resource("example/hcc-example.sv.vcf"))
SEG = "ID\tchrom\tloc.start\tloc.end\tnum.mark\tseg.mean\n"
TP53_R249S = ("chr17", 7_674_216, "C", "A")


def request_of(**options) -> ReportRequest:
    return ReportRequest(**({"paths": (), "settings": Settings()} | options))


@pytest.fixture(scope="module")
def example():
    return make_report(request_of(paths=(VCF,), cnv=(CNS,), sv=(SV,), purity=0.7, ploidy=2.1))


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments, stdin=None):
        return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)

    return invoke


def test_all_kinds_stand_together_drivers_first(example):
    kinds = {found.kind for found in example.alterations}
    assert kinds == {AlterationKind.SMALL, AlterationKind.COPY_NUMBER, AlterationKind.STRUCTURAL}
    drivers = [found.driver for found in example.alterations]
    assert drivers == sorted(drivers, reverse=True)
    assert len({found.id for found in example.alterations}) == len(example.alterations)


def test_files_have_one_numbering(example):
    numbered = [(file.number, file.holds) for file in example.provenance.inputs]
    assert numbered == [(1, "small_variants"), (2, "copy_number"), (3, "structural")]
    assert [file.number for file in example.copy_number.files] == [2]
    assert [file.number for file in example.structural.files] == [3]
    fgf19 = next(gene for gene in example.copy_number.genes if gene.gene == "FGF19")
    assert fgf19.files == (2,)
    assert all(event.files == (3,) for event in example.structural.events)


def test_every_file_says_where_its_rows_went(example):
    for file in (*example.copy_number.files, *example.structural.files):
        assert file.records == file.kept + sum(file.dropped.values())
        assert file.records > 0


def test_the_report_reads_back_as_it_was_written(example):
    assert from_json(to_json(example)) == example


def test_a_report_of_an_older_version_has_empty_sections(example):
    older = json.loads(to_json(example))
    for name in ("cards", "copy_number", "structural"):
        del older[name]
    for found in older["alterations"]:
        for name in ("copy_number", "structural", "integration"):
            del found[name]

    found = from_json(json.dumps(older))

    assert (found.cards, found.copy_number.genes, found.structural.events) == ((), (), ())


def test_containers_of_any_file_do_not_enter_the_report(tmp_path):
    for source, name in ((CNS, "a.cns.gz"), (SV, "a.vcf.gz")):
        (tmp_path / name).write_bytes(gzip.compress(Path(source).read_bytes()))
    plain = make_report(request_of(cnv=(CNS,), sv=(SV,)))
    packed = make_report(
        request_of(cnv=(str(tmp_path / "a.cns.gz"),), sv=(str(tmp_path / "a.vcf.gz"),))
    )

    assert plain.report_id == packed.report_id


def test_purity_and_copies_reach_the_origin_of_small_variants(example):
    tp53 = next(found for found in example.alterations if found.gene == "TP53")

    assert any("purity" in reason.why for reason in tp53.origin_reasons)


def test_without_a_vcf_small_variants_are_not_assayed():
    report = make_report(request_of(cnv=(CNS,), assembly=Assembly.GRCH38))

    states = {marker.marker: marker for marker in report.markers}
    assert states["TERT promoter"].state is MarkerState.NOT_ASSAYED
    assert states["DNAJB1::PRKACA"].state is MarkerState.NOT_ASSAYED
    assert states["FGF19 amplification"].state is MarkerState.PRESENT
    assert report.sample.assembly is Assembly.GRCH38
    assert report.sample.callers == ()
    assert (report.ledger.read, report.ledger.kept) == (0, 0)


def test_only_purity_assays_nothing(tmp_path):
    path = tmp_path / "a.purple.purity.tsv"
    path.write_text(
        "purity\tnormFactor\tscore\tploidy\tgender\tstatus\n0.6\t1\t0.5\t2.1\tMALE\tNORMAL\n"
    )
    report = make_report(request_of(paths=(VCF,), cnv=(str(path),)))

    assert report.copy_number.solution is not None
    assert report.copy_number.solution.purity == 0.6
    assert "Only purity and ploidy" in report.copy_number.why
    fgf19 = next(marker for marker in report.markers if marker.marker == "FGF19 amplification")
    assert fgf19.state is MarkerState.NOT_ASSAYED


def test_the_assembly_of_a_lone_file_is_told_by_its_reach(tmp_path):
    path = tmp_path / "a.seg"
    path.write_text(SEG + "S\t1\t10001\t249240000\t900\t0.01\n")

    report = make_report(request_of(cnv=(str(path),)))

    assert report.sample.assembly is Assembly.GRCH37
    assert "beyond its end on GRCh38" in report.provenance.assembly_evidence[0]


@pytest.mark.parametrize(
    ("rows", "options", "words"),
    [
        ("S\t1\t10001\t20000000\t900\t0.01\n", {}, "The assembly cannot be told"),
        ("S\t1\t10001\t259240000\t900\t0.01\n", {}, "beyond its end on GRCh37 and GRCh38"),
        (
            "S\t1\t10001\t249240000\t900\t0.01\n",
            {"assembly": Assembly.GRCH38},
            "contradictory",
        ),
        ("S\t1\t10001\t249240000\t900\t0.01\n", {"paths": (VCF,)}, "contradictory"),
    ],
)
def test_an_assembly_that_is_open_or_contradicted_is_refused(tmp_path, rows, options, words):
    path = tmp_path / "a.seg"
    path.write_text(SEG + rows)

    with pytest.raises(AssemblyError, match=words):
        make_report(request_of(cnv=(str(path),), **options))


def test_named_genes_tell_the_assembly(tmp_path):
    """MDM2, TP53 and KRAS lie where one assembly has them; a shift of 2 Mb is another's."""
    lines = ["chromosome\tstart\tend\tgene\tlog2\tdepth\tweight"]
    models = {
        "GRCh37": [("chr12", 69_201_956, "MDM2"), ("chr17", 7_571_719, "TP53"),
                   ("chr12", 25_358_180, "KRAS"), ("chr13", 48_877_911, "RB1")],
    }  # fmt: skip
    for contig, start, gene in models["GRCh37"]:
        lines.append(f"{contig}\t{start}\t{start + 9000}\t{gene}\t0.02\t100\t1")
    path = tmp_path / "a.cnr"
    path.write_text("\n".join(lines) + "\n")

    report = make_report(request_of(cnv=(str(path),)))

    assert report.sample.assembly is Assembly.GRCH37


def test_the_order_of_files_changes_no_finding(tmp_path):
    other = tmp_path / "b.seg"
    other.write_text(SEG + "S\tchr7\t10001\t159000000\t900\t0.01\n")
    one = make_report(request_of(cnv=(CNS, str(other)), sv=(SV,)))
    two = make_report(request_of(cnv=(str(other), CNS), sv=(SV,)))

    def called(report):
        return {gene.gene: (gene.copy_class, gene.copies) for gene in report.copy_number.genes}

    assert called(one) == called(two)
    assert {a.id for a in one.alterations} == {a.id for a in two.alterations}


def test_a_tumour_name_beside_a_cohort_file_chooses_its_rows(tmp_path):
    vcf = tmp_path / "a.vcf"
    vcf.write_text(vcf_text([TP53_R249S], samples=("P2",)))
    seg = tmp_path / "cohort.seg"
    rows = [f"P{n}\tchr11\t69000001\t71000000\t50\t{ratio}\n" for n, ratio in ((1, 0.0), (2, 2.0))]
    seg.write_text(SEG + "".join(rows))

    report = make_report(request_of(paths=(str(vcf),), cnv=(str(seg),)))

    fgf19 = next(gene for gene in report.copy_number.genes if gene.gene == "FGF19")
    assert fgf19.copy_class is CopyClass.AMPLIFICATION


def test_the_command_names_at_least_one_file(run):
    result = run("report")

    assert result.exit_code == 2
    assert "--cnv" in result.output


def test_standard_input_is_given_once(run):
    result = run("report", "-", "--cnv", "-")

    assert result.exit_code == 2
    assert "once" in result.output


def test_a_file_that_is_not_there_is_a_usage_error(run):
    assert run("report", VCF, "--cnv", "missing.cns").exit_code == 2


def test_the_command_writes_a_report_without_a_vcf(run, tmp_path):
    result = run("report", "--cnv", CNS, "--sv", SV, "--sample-id", "S1", "-o", "out")

    assert result.exit_code == 0, result.output
    report = json.loads((tmp_path / "out" / "S1.report.json").read_text())
    manifest = json.loads((tmp_path / "out" / "S1.manifest.json").read_text())
    assert [item["holds"] for item in manifest["inputs"]] == ["copy_number", "structural"]
    assert report["structural"]["files"][0]["format"] == "manta"


def test_copy_number_of_the_other_kind_is_refused_in_one_sentence(run):
    for option, path in (("--cnv", VCF), ("--sv", CNS), ("--cnv", SV)):
        result = run("report", option, path, "--assembly", "GRCh38")
        assert result.exit_code == 3, (option, path, result.output)
        assert len(result.stderr.strip().splitlines()) == 1


def test_explain_tells_copies_and_junctions_of_a_gene(run, tmp_path):
    made = run(
        "report", VCF, "--cnv", CNS, "--sv", SV, "--purity", "0.7", "--sample-id", "S1"
    )  # fmt: skip
    assert made.exit_code == 0, made.output

    copies = run("explain", "S1.report.json", "FGF19")
    junction = run("explain", "S1.report.json", "NCOR1")
    marker = run("explain", "S1.report.json", "FGF19 amplification")

    assert "Copies of FGF19: amplification" in copies.stdout
    assert "cut-offs" in copies.stdout
    assert "exons" in junction.stdout
    assert "MantaDEL:31" in junction.stdout
    assert "Marker FGF19 amplification: present" in marker.stdout
    assert "Copies of FGF19" in marker.stdout


def test_validate_tells_what_a_file_holds(run):
    copies = run("validate", CNS)
    junctions = run("validate", "--as", "sv", SV, "--log-format", "json")

    assert copies.exit_code == 0
    assert "copy number (--cnv)" in copies.stdout
    document = json.loads(junctions.stdout)
    assert document["large"]["holds"] == "structural"
    assert document["assembly"]["name"] == "GRCh38"


def test_validate_lists_the_samples_of_a_cohort_on_standard_output_alone(run, tmp_path):
    seg = tmp_path / "cohort.seg"
    seg.write_text(SEG + "".join(f"P{n}\t1\t1\t1000\t5\t0.1\n" for n in range(3)))

    result = run("validate", seg)

    assert result.exit_code == 3
    assert "P2" in result.stdout
    assert "P2" not in result.stderr


def test_the_sex_is_needed_for_copies_on_x():
    def of_x(**options):
        report = make_report(request_of(**options))
        return next(gene for gene in report.copy_number.genes if gene.gene == "RPS6KA3")

    assert of_x(cnv=(CNS,)).copy_class is CopyClass.NO_CALL
    assert "--sex" in of_x(cnv=(CNS,)).why


def test_assayed_classes_are_those_of_the_files(example):
    lone = make_report(request_of(paths=(VCF,)))
    classes = {
        part.component_class
        for marker in lone.markers
        for part in marker.components
        if part.state is not MarkerState.NOT_ASSAYED
    }
    assert classes == {ComponentClass.SMALL}
    assert example.copy_number.genes
