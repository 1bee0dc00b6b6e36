"""Files that were annotated before: what the report takes from them, and what it lists."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hccgenomics.knowledge.genes import load_genes
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.genome import Interval
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.readers.annotations import READINGS
from hccgenomics.reports.to_html import to_html
from hccgenomics.reports.to_tsv import to_tsv
from hccgenomics.vocabulary import Annotator, Assembly
from tests.conftest import DATA, ROOT
from tests.forbidden import phrases_in
from tests.truth import rows

FILES = {
    Annotator.VEP: "vep.vcf",
    Annotator.SNPEFF: "snpeff.vcf",
    Annotator.BCFTOOLS_CSQ: "bcftools_csq.vcf",
    Annotator.FUNCOTATOR: "funcotator.vcf",
    Annotator.MAF_COLUMNS: "maf.maf",
}


def report_of(path, **options):
    return make_report(ReportRequest(paths=(str(path),), settings=Settings(), **options))


@pytest.fixture(scope="module")
def reports():
    return {name: report_of(DATA / "annotated" / name) for name in FILES.values()}


def test_every_annotator_has_a_file():
    assert set(FILES) == {reading.annotator for reading in READINGS.values()}
    assert {row.values[0]["file"] for row in rows("annotated_files.tsv")} == set(FILES.values())


@pytest.mark.parametrize("row", rows("annotated_files.tsv"))
def test_an_alteration_of_an_annotated_file(row, reports):
    (found,) = [
        a
        for a in reports[row["file"]].alterations
        if f"{a.gene} {a.contig}:{a.pos} {a.ref}>{a.alt}" == row["alteration"]
    ]

    assert "&".join(found.consequence) == row["consequence"]
    assert (found.hgvs_p or "-") == row["hgvs_p"]
    assert (found.annotated_by or "-") == row["annotated_by"]
    assert str(found.driver).lower() == row["driver"]
    differs = " ".join(f"{d.field}={d.theirs}" for d in found.annotation_disagreements)
    assert (differs or "-") == row["differs"]


@pytest.mark.parametrize("name", FILES.values())
def test_every_alteration_of_the_files_is_in_the_table(name, reports):
    listed = [r.values[0] for r in rows("annotated_files.tsv") if r.values[0]["file"] == name]

    assert len(reports[name].alterations) == len(listed)


@pytest.mark.parametrize("name", FILES.values())
def test_the_ledger_balances(name, reports):
    ledger = reports[name].ledger

    assert ledger.read == ledger.kept + sum(ledger.dropped.values())


@pytest.mark.parametrize("name", FILES.values())
def test_what_became_of_the_annotation_adds_up(name, reports):
    report = reports[name]
    (use,) = report.annotations
    beyond = [a for a in report.alterations if a.annotated_by and a.gene in {"CREBBP", "TGFBR2"}]
    disputed = [a for a in report.alterations if a.annotation_disagreements]

    assert use.beyond_panel == len(beyond)
    assert use.compared - use.agreeing == len(disputed)
    assert use.compared + use.not_compared + use.beyond_panel == len(report.alterations)
    stated = (use.annotator, use.version) if use.version else (use.annotator,)
    assert report.sample.annotated_by == (" ".join(stated),)


def test_a_disagreement_is_on_the_first_screen_and_at_the_variant(reports):
    report = reports["vep.vcf"]
    page = to_html(report)

    assert any("states otherwise" in line and "TP53 p.R273C" in line for line in report.summary)
    assert "VEP 110 gives p.Arg273= as protein name on ENST00000269305.9" in page
    assert "compared on 4 alterations: 3 of them without a difference" in page
    assert "hgvs_p p.Arg273=" in to_tsv(report)


def test_what_is_taken_over_is_marked_wherever_it_is_said(reports):
    report = reports["vep.vcf"]
    (found,) = [a for a in report.alterations if a.short_name == "CREBBP p.R1446C"]

    assert any("not checked here" in note for note in found.notes)
    assert any("CREBBP p.R1446C" in s and "that of VEP 110" in s for s in report.summary)
    assert "as annotated by VEP 110" in to_html(report)


def test_genes_read_from_the_annotation_are_named_as_such(reports):
    limits = reports["vep.vcf"].limits
    (said,) = [limit for limit in limits if "no embedded transcript" in limit]

    assert "CREBBP" in said
    assert "annotation in the file (VEP 110)" in said
    assert "nothing is said of coverage" in said


def test_a_record_annotated_in_such_a_gene_counts_by_its_alleles(reports):
    """Ten records; one in the panel and one beyond it with two alternate alleles."""
    assert reports["vep.vcf"].ledger.read == 12


def test_a_splice_change_seen_only_by_the_annotator_is_not_passed_over(tmp_path):
    text = (DATA / "annotated" / "vep.vcf").read_text(encoding="utf-8")
    head = [line for line in text.splitlines() if line.startswith("#")]
    entry = "|".join(["A", "splice_donor_variant", "TP53", "Transcript", "ENST00000269305.9"])
    info = f"CSQ={entry}{'|' * 10}"
    record = f"chr17\t7674700\t.\tT\tA\t.\tPASS\t{info}\tGT:AD\t0/1:60,30"
    path = tmp_path / "spliced.vcf"
    path.write_text("\n".join([*head, record, ""]))

    (found,) = report_of(path).alterations

    assert found.consequence == ("intron_variant",)
    assert [d.theirs for d in found.annotation_disagreements] == ["splice_donor_variant"]


def _beyond(tmp_path, filters="PASS", cells="0/1:60,30", info=""):
    """A stop in CREBBP, of which there is no model."""
    text = (DATA / "annotated" / "vep.vcf").read_text(encoding="utf-8")
    head = [line for line in text.splitlines() if line.startswith("#")]
    entry = "|".join(["T", "stop_gained", "CREBBP", "Transcript", "ENST00000262367.10"])
    names = "||||ENST00000262367.10:c.4336C>A|ENSP00000262367.5:p.Arg1446Ter||||YES|NM_004380.3"
    info = f"CSQ={entry}{names}{info}"
    record = f"chr16\t3738616\t.\tG\tT\t.\t{filters}\t{info}\tGT:AD\t{cells}"
    path = tmp_path / "beyond.vcf"
    path.write_text("\n".join([*head, record, ""]))
    return report_of(path)


def test_a_stop_in_a_gene_beyond_the_panel_is_a_driver(tmp_path):
    (found,) = _beyond(tmp_path).alterations

    assert (found.gene, found.short_name, found.driver) == ("CREBBP", "CREBBP p.R1446*", True)
    assert [rule.code for rule in found.driver_findings] == ["truncating"]
    assert found.hgvs_g == "NC_000016.10:g.3738616G>T"


def test_a_filtered_stop_beyond_the_panel_is_set_aside_and_said(tmp_path):
    report = _beyond(tmp_path, filters="weak_evidence")

    assert report.alterations == ()
    assert [(s.gene, s.reason.value) for s in report.set_aside] == [
        ("CREBBP", "filtered_by_caller")
    ]
    assert report.annotations == ()


def test_an_allele_the_tumour_does_not_carry_is_no_finding(tmp_path):
    report = _beyond(tmp_path, cells="0/0:60,0")

    assert (report.alterations, report.set_aside) == ((), ())
    assert report.ledger.read == 1


def test_two_annotators_of_one_file_are_both_compared(tmp_path):
    vep = (DATA / "annotated" / "vep.vcf").read_text(encoding="utf-8").splitlines()
    snpeff = (DATA / "annotated" / "snpeff.vcf").read_text(encoding="utf-8").splitlines()
    head = [line for line in snpeff if line.startswith(("##SnpEff", "##INFO=<ID=ANN"))]
    place = "chr3\t41224646\t"
    (one,) = [line.split("\t") for line in vep if line.startswith(place)]
    (other,) = [line.split("\t") for line in snpeff if line.startswith(place)]
    one[7] = f"{other[7].replace('p.Ser45Phe', 'p.Ser45Tyr')};{one[7]}"
    path = tmp_path / "both.vcf"
    columns = [line for line in vep if line.startswith("#")]
    path.write_text("\n".join([columns[0], *head, *columns[1:], "\t".join(one), ""]))

    report = report_of(path)

    assert report.sample.annotated_by == ("SnpEff 5.1d", "VEP 110")
    assert [(u.annotator, u.compared, u.agreeing) for u in report.annotations] == [
        ("SnpEff", 1, 0),
        ("VEP", 1, 1),
    ]
    assert [d.source for d in report.alterations[0].annotation_disagreements] == ["SnpEff 5.1d"]


def test_a_second_annotator_beyond_the_panel_is_not_silenced(tmp_path):
    snpeff = (DATA / "annotated" / "snpeff.vcf").read_text(encoding="utf-8").splitlines()
    head = [line for line in snpeff if line.startswith(("##SnpEff", "##INFO=<ID=ANN"))]
    vep = (DATA / "annotated" / "vep.vcf").read_text(encoding="utf-8").splitlines()
    columns = [line for line in vep if line.startswith("#")]
    (line,) = [line for line in snpeff if line.startswith("chr16\t3738616\t")]
    seen = "|".join(["A", "intron_variant", "CREBBP", "Transcript", "ENST00000262367.10"])
    cells = line.split("\t")
    cells[7] = f"{cells[7]};CSQ={seen}{'|' * 9}YES|"
    path = tmp_path / "both.vcf"
    path.write_text("\n".join([columns[0], *head, *columns[1:], "\t".join(cells), ""]))

    (found,) = report_of(path).alterations

    assert (found.annotated_by, found.hgvs_p) == ("SnpEff 5.1d", "p.Arg1446Cys")
    assert [note for note in found.notes if "VEP 110 in the file states otherwise" in note] == [
        "VEP 110 in the file states otherwise, on ENST00000262367.10: intron_variant; neither of "
        "them is checked here."
    ]


def test_an_insertion_whose_repeat_runs_into_unknown_bases_is_noted_and_explained(tmp_path):
    """XPO1 by GRCh37: five bases of the intron before the exon would have to be known."""
    text = (DATA / "annotated" / "vep.vcf").read_text(encoding="utf-8")
    head = [line for line in text.splitlines() if line.startswith("#")]
    bases = "TCCTGGACTCCATCATGGGTCTAGGTC"
    entry = "|".join([bases, "stop_gained", "XPO1", "Transcript", "ENST00000401558.7"])
    coding = "ENST00000401558.7:c.1724-5_1745dup"
    info = f"CSQ={entry}||||{coding}||||||"
    record = f"chr2\t61719311\t.\tA\tA{bases}\t.\tPASS\t{info}\tGT:AD\t0/1:60,30"
    kept = [line for line in head if not line.startswith("##contig")]
    contig = "##contig=<ID=chr2,length=243199373>"
    path = tmp_path / "xpo1.vcf"
    path.write_text("\n".join([kept[0], contig, *kept[1:], record, ""]))

    (found,) = report_of(path).alterations
    (differs,) = [d for d in found.annotation_disagreements if d.field == "hgvs_c"]

    assert any("so are a duplication, is not known" in note for note in found.notes)
    assert (differs.ours, differs.theirs) == (
        f"c.1745_1746ins{bases.translate(str.maketrans('ACGT', 'TGCA'))[::-1]}",
        "c.1724-5_1745dup",
    )
    assert "call a duplication an insertion" in differs.why


KNOWN_SHARE = 0.1


@pytest.mark.parametrize("assembly", Assembly)
def test_the_nine_rows_of_the_driver_table_out_of_reach_are_those_the_page_names(assembly):
    models = load_models(assembly)
    genes, _ = load_genes()
    present = [gene for gene in genes if gene in models.symbols]
    unknown = {gene for gene in present if _is_unknown(models, gene)}
    absent = {gene for gene in genes if gene not in models.symbols and "::" not in gene}
    fusions = {gene for gene in genes if "::" in gene}
    page = (ROOT / "docs" / "annotations.md").read_text(encoding="utf-8")
    (said,) = [part for part in page.split("\n\n") if part.startswith("Nine rows")]

    assert absent == {"CCNA2", "CREBBP", "DYRK1A", "TGFBR2", "ZNRF3"}
    assert unknown == {"EEF1A1", "KMT2C", "VEGFA"}
    assert len(absent | unknown | fusions) == 9
    assert all(gene in said for gene in absent | unknown | fusions)


def _is_unknown(models, gene):
    """Neither its protein nor a tenth of its coding sequence is embedded."""
    transcript = models.gene(gene).select
    if transcript.transcript in models.proteins:
        return False
    coding = "".join(
        models.bases(Interval(transcript.contig, start, end))
        for exon in transcript.exons
        if (start := max(exon.start, transcript.cds_start))
        < (end := min(exon.end, transcript.cds_end))
    )
    return sum(base != "N" for base in coding) < KNOWN_SHARE * len(coding)


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_what_a_file_says_is_text_on_the_page(tmp_path, hostile):
    text = (DATA / "annotated" / "vep.vcf").read_text(encoding="utf-8")
    named = text.replace("p.Arg273%3D", f"p.{hostile}".replace("=", "%3D")).replace(
        "|ENST00000262367.10|", f"|ENST{hostile}|".replace("=", "%3D")
    )
    assert named != text
    path = tmp_path / "hostile.vcf"
    path.write_text(named, encoding="utf-8")

    page = to_html(report_of(path))

    assert hostile not in page
    assert "alert(1)" in page


@pytest.mark.parametrize("name", [name for name in FILES.values() if name.endswith(".vcf")])
def test_the_sweep_counts_the_entries_that_the_ledger_has(name, reports):
    from scripts.sweep import counted_entries

    report = reports[name]
    records, entries = counted_entries(DATA / "annotated" / name, report.sample.assembly)

    assert (records, entries) == (report.provenance.inputs[0].records, report.ledger.read)


@pytest.mark.parametrize("name", FILES.values())
def test_no_page_says_what_this_product_never_says(name, reports):
    report = reports[name]
    said = [*report.summary, *report.limits, *(n for a in report.alterations for n in a.notes)]
    listed = [d.why or "" for a in report.alterations for d in a.annotation_disagreements]

    assert phrases_in(" ".join([*said, *listed])) == []


pieces = st.sampled_from(
    ["T", "A", "-", "|", "|", "|", ",", "missense_variant", "stop_gained", "TP53", "CREBBP",
     "CTNNB1", "Transcript", "ENST00000269305.9", "c.1A>T", "p.Met1?", "%3D", "&", "\x01",
     "=", "é", "<b>"]
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(pieces, max_size=40).map("".join), min_size=3, max_size=3))
def test_garbage_in_the_annotation_changes_nothing_of_ours(tmp_path_factory, values):
    text = (DATA / "annotated" / "vep.vcf").read_text(encoding="utf-8")
    head = [line for line in text.splitlines() if line.startswith("#")]
    places = (
        ("chr3", 41224646, "C", "T"),
        ("chr17", 7673803, "G", "A"),
        ("chr16", 3738616, "G", "A"),
    )

    def written(infos):
        records = [
            f"{c}\t{p}\t.\t{r}\t{a}\t.\tPASS\t{info}\tGT:AD\t0/1:60,30"
            for (c, p, r, a), info in zip(places, infos, strict=True)
        ]
        path = tmp_path_factory.getbasetemp() / "garbage.vcf"
        path.write_text("\n".join([*head, *records, ""]), encoding="utf-8")
        return report_of(path)

    found, plain = written([f"CSQ={value}" for value in values]), written([".", ".", "."])

    assert found.ledger.read == found.ledger.kept + sum(found.ledger.dropped.values()) == 3
    ours = [a for a in found.alterations if a.gene != "CREBBP"]
    kept = {"annotation_disagreements": ()}
    assert [a.model_copy(update=kept) for a in ours] == list(plain.alterations)
    assert Counter(a.annotated_by for a in ours) == {None: 2}
    assert "\x01" not in to_html(found)
