"""What a row says: the same as a report says of the same allele."""

from __future__ import annotations

import sys
from subprocess import run

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hccgenomics.errors import AssemblyError, InputError, SampleError
from hccgenomics.knowledge.files import resource
from hccgenomics.model.rounding import rounded
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline import ReportRequest, make_report
from hccgenomics.pipeline.hearing import MOST_MISMATCHES
from hccgenomics.readers.calls import ReadRequest, read_small_variants
from hccgenomics.reports.annotation_tsv import COLUMNS
from hccgenomics.vocabulary import Assembly, DropReason
from tests.conftest import SHARED
from tests.readers.files import vcf
from tests.readers.test_ledger import META, records
from tests.streaming.files import annotated, table

EXAMPLE = resource("example/hcc-example.vcf")
SITES = ("fileformat=VCFv4.2", "reference=GRCh38")
REAL = sorted(
    path
    for folder in ("callers", "edge", "ctdna")
    for path in (SHARED / "realdata" / folder).rglob("*.vcf")
)
MOST_BYTES = 3_000_000


def sites(tmp_path, *given_records, meta=SITES, **asked):
    (tmp_path / "sites.vcf").write_bytes(vcf(*given_records, meta=meta))
    output, summary = annotated(tmp_path / "sites.vcf", **asked)
    return table(output), summary


def test_the_columns_are_those_promised():
    assert " ".join(COLUMNS) == (
        "contig pos ref alt assembly gene transcript refseq consequence hgvs_g hgvs_c hgvs_p exon "
        "vaf alt_depth ref_depth filter"
    )


def test_the_example_says_what_its_report_says():
    report = make_report(
        ReportRequest(paths=(str(EXAMPLE),), settings=Settings(keep_non_coding=True))
    )
    rows = table(annotated(EXAMPLE)[0])
    mine = {(row["gene"], row["hgvs_g"], row["refseq"]): row for row in rows}

    assert len(report.alterations) > 5
    for alteration in report.alterations:
        names = {"refseq": alteration.transcript} | _names(alteration)
        for expected in (names, *map(_names, alteration.other_transcripts)):
            row = mine[alteration.gene, alteration.hgvs_g, expected["refseq"]]
            assert row | expected == row
        assert row["vaf"] == str(rounded(alteration.vaf))
        assert row["alt_depth"] == str(alteration.alt_depth)
        assert row["ref_depth"] == str(alteration.ref_depth)
        assert row["filter"] == (";".join(alteration.filter) or "PASS")


def _names(effect) -> dict[str, str]:
    """The cells of one effect, as a report publishes it."""
    found = {
        "consequence": "&".join(effect.consequence),
        "hgvs_c": effect.hgvs_c or ".",
        "hgvs_p": effect.hgvs_p or ".",
        "exon": effect.exon or ".",
    }
    return found | ({"refseq": effect.refseq} if hasattr(effect, "refseq") else {})


def test_the_golden_table_of_the_example(data, request):
    path = data / "golden" / "example" / "annotated.tsv"
    found = annotated(EXAMPLE)[0]
    if request.config.getoption("--regenerate"):
        path.write_bytes(found)

    assert found == path.read_bytes()


def test_a_promoter_allele_has_its_usual_name(tmp_path):
    rows, _ = sites(tmp_path, "5 1295113 . G A . PASS .")

    assert rows[0] | {"contig": "5", "gene": "TERT", "hgvs_c": "NM_198253.3:c.-124C>T"} == rows[0]
    assert (rows[0]["consequence"], rows[0]["hgvs_p"]) == ("upstream_gene_variant", ".")


def test_alleles_and_filters_are_spelled_as_they_came(tmp_path):
    """Two alternates, padded; FILTER whole; no sample, so no reads."""
    rows, _ = sites(tmp_path, "17 7674219 . cc ct,ac . weak;low .")

    first, second = rows
    assert (first["pos"], first["ref"], first["alt"]) == ("7674219", "cc", "ct")
    assert second["alt"] == "ac"
    assert first["filter"] == "weak;low"
    assert {first[name] for name in ("vaf", "alt_depth", "ref_depth")} == {"."}
    assert first["hgvs_g"] == "NC_000017.11:g.7674220C>T"
    assert second["hgvs_g"] == "NC_000017.11:g.7674219C>A"


@pytest.mark.parametrize(
    ("ref", "alt", "reason"),
    [
        ("C", "<DEL>", DropReason.SYMBOLIC),
        ("C", "*", DropReason.SPANNING_DELETION),
        ("C", "C]chr5:100]", DropReason.BREAKEND),
        ("C", "N", DropReason.AMBIGUOUS_BASES),
        ("C", "C", DropReason.MALFORMED),
        ("A", "T", DropReason.REFERENCE_MISMATCH),
    ],
)
def test_an_allele_that_is_no_small_variant_keeps_a_row(tmp_path, ref, alt, reason):
    witness = "chr17 7674220 . C T . PASS ."
    odd = f"chr17 7674221 . {'G' if ref == 'C' else ref} {alt.replace('C', 'G')} . . ."
    rows, summary = sites(tmp_path, *[witness] * 3, odd, "chr5 1295113 . G A . PASS .")

    row = next(row for row in rows if row["pos"] == "7674221")
    assert row["gene"] == "TP53"
    assert {row[name] for name in ("consequence", "hgvs_g", "hgvs_c", "hgvs_p", "exon")} == {"."}
    assert row["filter"] == "."
    assert summary.tally.dropped[reason] == 1
    assert summary.tally.read == 5


def test_a_reference_block_has_no_row_and_is_counted(tmp_path):
    rows, summary = sites(tmp_path, "chr17 7674220 . C <NON_REF> . . .", "chr2 5 . A C . . .")

    assert rows == []
    assert dict(summary.tally.dropped) == {
        DropReason.REFERENCE_BLOCK: 1,
        DropReason.OUTSIDE_PANEL: 1,
    }


def test_a_variant_of_two_genes_has_rows_for_each(panels, tmp_path):
    models = panels[Assembly.GRCH38]
    both = next(
        region
        for region in models.regions
        if len(models.genes_at(region)) > 1 and len(models.gene(models.genes_at(region)[0]).symbol)
    )
    genes = models.genes_at(both)
    spans = [models.gene(symbol).interval for symbol in genes]
    pos = max(span.start for span in spans) - 100
    expected = [g for g in genes if g in models.genes_at(type(both).at(both.contig, pos=pos))]
    rows, _ = sites(tmp_path, f"{both.contig} {pos} . N A,C . . .")

    assert [row["gene"] for row in rows if row["alt"] == "A"] == [
        transcript.gene for gene in expected for transcript in models.gene(gene).transcripts
    ]


@settings(max_examples=150, deadline=None)
@given(st.lists(records(), max_size=10))
def test_the_alleles_are_those_that_a_report_reads(tmp_path_factory, panels, given_records):
    """Any VCF: the same alleles, reads and sums, in input order; or the same refusal."""
    path = tmp_path_factory.getbasetemp() / "any.vcf"
    path.write_bytes(vcf(*given_records, meta=META, samples=("T",)))
    try:
        small = read_small_variants(ReadRequest((path,)), panels)
    except InputError as error:
        _refuses_likewise(path, error)
        return

    output, summary = annotated(path)

    rows = table(output)
    assert summary.tally.read == small.tally.read + len(small.calls)
    order = [(r.split(" ")[0], r.split(" ")[1], r.split(" ")[3]) for r in given_records]
    places = [order.index((row["contig"], row["pos"], row["ref"])) for row in rows]
    assert places == sorted(places) or len(set(order)) < len(order)
    mine = {(row["contig"], row["pos"], row["ref"], row["alt"]): row for row in rows}
    for call in small.calls:
        locus, support = call.locus, call.support
        row = mine.get((locus.contig, str(locus.pos), locus.ref, locus.alt))
        if row is not None and len(set(order)) == len(order):
            assert row["alt_depth"] == (
                "." if support.alt_depth is None else str(support.alt_depth)
            )
    assert summary.tally.kept + summary.tally.dropped.total() == summary.tally.read


def _refuses_likewise(path, error):
    with pytest.raises(type(error)) as refusal:
        annotated(path)
    assert str(refusal.value) == str(error)


def test_real_files_are_read_as_a_report_reads_them(panels, shared):
    seen = 0
    for path in REAL:
        if path.stat().st_size > MOST_BYTES:
            continue
        try:
            small = read_small_variants(ReadRequest((path,)), panels)
        except InputError as error:
            _refuses_likewise(path, error)
            continue
        output, summary = annotated(path)
        seen += 1
        mine = {
            (r["contig"], int(r["pos"]), r["ref"], r["alt"], r["alt_depth"]) for r in table(output)
        }
        assert summary.assembly is small.assembly
        assert summary.tally.read == small.tally.read + len(small.calls), path
        for call in small.calls:
            at, depth = call.locus, call.support.alt_depth
            shown = "." if depth is None else str(depth)
            assert (at.contig, at.pos, at.ref, at.alt, shown) in mine, path
    assert seen > 30


@pytest.mark.parametrize("assembly", ["GRCh37", "GRCh38"])
@pytest.mark.parametrize(("file", "truth"), [("variants", "oracle"), ("spellings", "spellings")])
def test_the_scorer_takes_the_table_as_it_is(tmp_path, shared, assembly, file, truth):
    oracle = shared / "oracle"
    (tmp_path / "found.tsv").write_bytes(annotated(oracle / f"{file}.{assembly}.vcf")[0])

    scored = run(
        [
            sys.executable, str(oracle / "compare.py"), str(oracle / f"{truth}.{assembly}.tsv.gz"),
            "--", str(tmp_path / "found.tsv"), "--show", "0",
        ],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    total = next(line.split() for line in scored.stdout.splitlines() if line.startswith("ALL"))
    rows, absent, shares = int(total[1]), total[2], [cell for cell in total if cell.endswith("%")]
    assert rows > 900
    assert absent == "0"
    assert all(float(share.rstrip("%")) >= 99.5 for share in shares)


def test_the_assembly_must_be_told(tmp_path):
    with pytest.raises(AssemblyError, match="cannot be told"):
        sites(tmp_path, "chr2 5 . A C . . .", meta=("fileformat=VCFv4.2",))


def test_bases_tell_the_assembly_where_the_header_does_not(tmp_path, panels):
    """Far down the file; what came before is kept back and then written in order."""
    models = panels[Assembly.GRCH37]
    start = models.gene("TP53").select.coding_segments[0].start
    filler = [f"chr2 {pos} . A C . . ." for pos in range(1, 6_000)]
    telling = [
        f"chr17 {pos} . {ref} {'A' if ref != 'A' else 'C'} . . ."
        for pos in range(start + 1, start + 30)
        for ref in [models.bases(type(models.regions[0]).at("chr17", pos=pos))]
    ]
    rows, summary = sites(tmp_path, *filler, *telling, meta=("fileformat=VCFv4.2",))

    assert summary.assembly is Assembly.GRCH37
    assert [row["pos"] for row in rows if row["gene"] == "TP53"] == [
        record.split(" ")[1] for record in telling
    ]
    assert summary.counts.records == len(filler) + len(telling)


def test_a_contradiction_far_down_is_an_error(tmp_path, panels):
    """The header says GRCh38 and the first records are elsewhere; then the bases disagree."""
    models = panels[Assembly.GRCH37]
    start = models.gene("TP53").select.coding_segments[0].start
    filler = [f"chr2 {pos} . A C . . ." for pos in range(1, 6_000)]
    wrong = [
        f"chr17 {pos} . {ref} {'A' if ref != 'A' else 'C'} . . ."
        for pos in range(start + 1, start + 100)
        for ref in [models.bases(type(models.regions[0]).at("chr17", pos=pos))]
    ]
    with pytest.raises(AssemblyError):
        sites(tmp_path, *filler, *wrong, "chr17 7674220 . T A . . .", *TOUCHING_38)


TOUCHING_38 = tuple(f"chr17 {pos} . N A . . ." for pos in (7674220, 7674221)) + tuple(
    f"chr17 {pos} . {ref} A . . ." for pos, ref in ((7674222, "T"), (7674223, "T"), (7674224, "T"))
)


def test_who_is_the_tumour_must_be_told(tmp_path):
    (tmp_path / "two.vcf").write_bytes(vcf(meta=META, samples=("A", "B")))

    with pytest.raises(SampleError, match="--tumour-sample"):
        annotated(tmp_path / "two.vcf")
    assert annotated(tmp_path / "two.vcf", tumour_sample="B")[1].counts.records == 0


def test_mismatches_are_borne_as_by_default_in_a_report():
    assert Settings().max_reference_mismatches == MOST_MISMATCHES
