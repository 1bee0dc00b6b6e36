"""``hccgenomics validate``: what is said of a file, where, and with which exit code."""

from __future__ import annotations

import gzip
import json
import re

import pysam
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from hccgenomics.cli import main
from hccgenomics.knowledge.files import resource
from hccgenomics.readers.dialects import DIALECTS
from hccgenomics.reports.json_schema import validation_schema
from tests.conftest import DATA, SHARED
from tests.readers.files import bgzf
from tests.sample_files import GERMLINE, MUTECT2, SOUND, SWAPPED, pair, places, with_header
from tests.truth import rows
from tests.written import vcf_text

EXAMPLE = resource("example/hcc-example.vcf")
VALIDATOR = Draft202012Validator(validation_schema())


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A function from a file's content and options to what the command did."""
    monkeypatch.chdir(tmp_path)

    def made(content, *options, name="case.vcf"):
        data = content.encode() if isinstance(content, str) else content
        if not (tmp_path / name).exists() or (tmp_path / name).read_bytes() != data:
            (tmp_path / name).write_bytes(data)
        return CliRunner().invoke(main, ["validate", name, *options])

    return made


@pytest.fixture
def said(run):
    """The same as the object that it prints, which its schema allows."""

    def made(content, *options, **where):
        done = run(content, "--log-format", "json", *options, **where)
        found = json.loads(done.stdout)
        VALIDATOR.validate(found)
        assert found["exit_code"] == done.exit_code
        return found

    return made


def codes(found):
    return [one["code"] for one in found["problems"]]


def problem(found, code):
    (only,) = [one for one in found["problems"] if one["code"] == code]
    return only


def lines_of(text):
    return [line for line in text.splitlines() if not line.startswith("#")]


def test_a_sound_file_is_usable(said):
    found = said(with_header(SOUND, MUTECT2))

    assert found["outcome"] == "usable"
    assert found["caller"]["name"] == "mutect2"
    assert (found["caller"]["recognised"], found["caller"]["tier"]) == ("header", "exact")
    assert found["assembly"]["name"] == "GRCh38"
    assert (found["samples"]["tumour"], found["samples"]["normal"]) == ("TUMOR", "NORMAL")
    assert found["records"]["alleles"] == {"snv": 4}
    assert found["panel"] == {
        "alleles": 4, "calls": 4, "with_read_counts": 4, "set_aside": {}, "reference_blocks": 0,
    }  # fmt: skip


def test_nothing_is_written(run, tmp_path):
    assert run(SOUND).exit_code == 0

    assert [path.name for path in tmp_path.iterdir()] == ["case.vcf"]


@pytest.mark.parametrize(
    "text",
    ['rescues = ["tert-promoter"]', 'germline_genes = ["BRCA"]', '[[by_region]]\nregion = "TRET"'],
)
def test_settings_that_a_report_refuses_are_refused(run, tmp_path, text):
    (tmp_path / "lab.toml").write_text(text)

    assert run(SOUND, "--settings", "lab.toml").exit_code == 5


def test_the_text_says_the_same(run):
    done = run(with_header(SOUND, MUTECT2))

    assert done.exit_code == 0
    assert done.stderr == ""
    for part in (
        "Outcome     usable",
        "Caller      GATK Mutect2",
        "Assembly    GRCh38",
        "column 10: TUMOR, tumour (its name says so)",
        "column 11: NORMAL, normal",
        "alleles: SNV 4",
        "filters: PASS 4",
    ):
        assert part in done.stdout


def test_quiet_says_it_by_the_exit_code_alone(run):
    assert run(SWAPPED, "--quiet").output == ""
    assert run(SWAPPED, "--quiet").exit_code == 4


@pytest.mark.parametrize(("text", "words"), [(SWAPPED, "swapped"), (GERMLINE, "germline VCF")])
def test_a_doubtful_file_ends_with_4(said, text, words):
    found = said(text)

    assert (found["outcome"], found["exit_code"]) == ("doubtful", 4)
    assert words in problem(found, "sample.doubtful")["detail"]
    assert found["quality"]["verdict"] == "insufficient"


def test_names_stand_on_stdout_and_not_on_stderr(run):
    done = run(vcf_text([], samples=("MEIER-A", "MEIER-B")))

    assert done.exit_code == 3
    assert "column 10: MEIER-A, not read" in done.stdout
    assert "column 11: MEIER-B, not read" in done.stdout
    assert "MEIER" not in done.stderr
    assert "The tumour cannot be told among 2 samples" in done.stderr
    assert done.stderr.startswith("Error: case.vcf, line ")


def test_the_options_are_those_of_a_report(said):
    text = vcf_text([], samples=("A", "B"))

    found = said(
        text, "--tumour-sample", "B", "--normal-sample", "A", "--caller", "Mutect2",
        "--assembly", "GRCh38",
    )  # fmt: skip

    assert [one["role"] for one in found["samples"]["columns"]] == ["normal", "tumour"]
    assert found["samples"]["told"] == "--tumour-sample says so"
    assert (found["caller"]["name"], found["caller"]["recognised"]) == ("mutect2", "option")
    assert found["assembly"]["evidence"][0] == "--assembly says GRCh38"


NO_RECORDS = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
AT_THE_END = SOUND + "chr17\t7675995\t.\t{ref}\t{alt}\t.\tPASS\t.\tGT:AD:DP\t.\t.\n"
FAULTS = {
    "empty": (b"", "input.unreadable", None),
    "no VCF": (b"hello\n", "input.unreadable", None),
    "cut gzip": (gzip.compress(SOUND.encode(), mtime=0)[:-20], "input.unreadable", None),
    "a record without columns": (SOUND + "chr17\t5\n", "input.format", True),
    "a position that is none": (SOUND.replace("\t7675", "\tX675"), "input.format", True),
    "another assembly": (with_header(SOUND, "##reference=hg18.fa"), "input.assembly", None),
    "unknown assembly": (NO_RECORDS, "input.assembly", True),
}  # fmt: skip


@pytest.mark.parametrize(("content", "code", "has_line"), FAULTS.values(), ids=FAULTS)
def test_a_file_that_cannot_be_used_is_said_and_ends_with_3(said, run, content, code, has_line):
    found = said(content)
    first = found["problems"][0]

    assert (found["outcome"], found["exit_code"]) == ("unusable", 3)
    assert (first["severity"], first["code"]) == ("error", code)
    assert (first["line"] is not None) is bool(has_line)
    assert first["detail"] in run(content).stderr


def test_what_was_learnt_before_the_fault_is_said(said):
    found = said(with_header(SOUND, MUTECT2) + "chr17\t5\n")

    assert found["caller"]["name"] == "mutect2"
    assert found["records"]["total"] == 4
    assert found["records"]["complete"] is False
    assert found["file"]["sha256"] is None
    assert found["panel"] is None


@pytest.mark.parametrize("row", rows("allele_types.tsv"))
def test_records_are_counted_by_type(said, row):
    record = ("chr17", 7_675_000, row["ref"], row["alt"])

    found = said(vcf_text([record], samples=("P1",)))["records"]

    assert found["alleles"] == {
        name: int(n) for name, n in re.findall(r"(\w+)=(\d+)", row["types"])
    }
    assert found["multiallelic"] == int(row["multiallelic"])


def _broken(old, new, text=SOUND):
    assert old in text
    return text.replace(old, new, 1)


def _twice(text):
    return text + lines_of(text)[-1] + "\n"


def _unsorted(text):
    return text + lines_of(text)[0] + "\n"


def _other_base():
    """The first record's bases changed against each other: no REF of that place."""
    contig, pos, _, ref, alt, *rest = lines_of(SOUND)[0].split("\t")
    wrong = "\t".join([contig, pos, ".", alt, ref, *rest])
    padding = lines_of(pair(*[((30, 100), (0, 80))] * 30))[4:]
    return "\n".join([*SOUND.splitlines()[:-4], wrong, *padding]) + "\n"


SLIPS = {
    "duplicate": (_twice(SOUND), "records.duplicate", "1 record repeats one", True),
    "unsorted": (_unsorted(SOUND), "records.unsorted", "not sorted", True),
    "no records": (vcf_text([]), "records.none", "no records", False),
    "no version": (SOUND.partition("\n")[2], "header.version", "no VCF version", False),
    "CR LF": (SOUND.replace("\n", "\r\n"), "text.crlf", "CR LF", False),
    "no line feed at the end": (SOUND.rstrip("\n"), "text.cut", "not end in a line feed", False),
    "undeclared filter": (pair(((30, 90), (0, 80)), filters="odd"), "filter.undeclared",
                          "FILTER odd is not declared in the header (1 record)", True),
    "undeclared INFO": (_broken("\tPASS\t.\t", "\tPASS\tXX=1\t"), "info.undeclared",
                        "INFO XX is not declared", True),
    "undeclared FORMAT": (SOUND.replace("\tGT:AD:DP\t", "\tGT:AD:ZZ\t"), "format.undeclared",
                          "FORMAT ZZ is not declared in the header (4 records)", True),
    "undeclared contig": (SOUND.replace("##contig=<ID=chr17,", "##contig=<ID=chr17x,"),
                          "contig.undeclared", "Contig chr17 is not declared", True),
    "a count that is none": (_broken("80,0:80", "80,none:80"), "value.type",
                             "FORMAT AD (Type=Integer) holds values of another type", True),
    "too few values": (_broken("80,0:80", "80:80"), "value.number",
                       "FORMAT AD (Number=R) holds another number of values", True),
    "too many values": (_broken("80,0:80", "80,0:80:7"), "format.too_many",
                        "Column 11 holds more values", True),
    "QUAL": (_broken("\t.\tPASS", "\thigh\tPASS"), "quality.not_a_number",
             "QUAL is no number", True),
    "AD of one number": (SOUND.replace("ID=AD,Number=R", "ID=AD,Number=1"), "header.reserved",
                         "FORMAT AD as Number=1, Type=Integer (specification: Number=R", False),
    "no filters": (SOUND.replace("\tPASS\t", "\t.\t"), "filter.not_applied",
                   "FILTER is '.'", False),
    "bases that are none": (AT_THE_END.format(ref="N", alt="A"), "panel.ambiguous_bases",
                            "other than A, C, G and T (1 allele", False),
    "ALT that is REF": (AT_THE_END.format(ref="G", alt="G"), "panel.malformed_record",
                        "both are the same", False),
    "REF of elsewhere": (_other_base(), "panel.reference_mismatch",
                         "REF disagrees with the assembly (1 allele, the first at chr17:", False),
    "bad counts": (_broken("70,30:100", "70,x:100"), "counts.not_numbers", "no numbers", False),
    "no caller": (SOUND, "caller.unknown", "No caller was recognised", False),
}  # fmt: skip


@pytest.mark.parametrize(("text", "code", "words", "has_line"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_one_sentence_with_its_line(said, run, text, code, words, has_line):
    slip = problem(said(text), code)

    assert words in slip["detail"]
    assert slip["detail"].endswith((".", ")"))
    assert (slip["line"] is not None) is has_line
    assert slip["detail"] in run(text).stdout
    if has_line:
        assert 1 <= slip["line"] <= text.count("\n") + 1


def test_a_slip_in_two_columns_of_a_record_is_one_record(said):
    text = _broken("80,0:80", "80:80").replace("70,30:100", "70:100", 1)

    assert text.index("80:80") - text.index("70:100") < len("70:100\t0/0:") + 1
    assert "(1 record)" in problem(said(text), "value.number")["detail"]


def test_the_line_is_the_line(said):
    text = _broken("80,0:80", "80,none:80")
    expected = next(n for n, line in enumerate(text.splitlines(), 1) if "none" in line)

    assert problem(said(text), "value.type")["line"] == expected


def test_hundreds_of_undeclared_fields_are_not_all_listed(said):
    info = ";".join(f"X{n}=1" for n in range(150))

    slips = [
        one for one in said(_broken("\tPASS\t.\t", f"\tPASS\t{info}\t"))["problems"]
        if one["code"] == "info.undeclared"
    ]  # fmt: skip

    assert len(slips) == 13
    assert slips[-1]["detail"].startswith("The same of 138 or more others")


def test_text_that_is_not_utf_8(said):
    text = SOUND.encode().replace(b"\tPASS\t.\t", b"\tPASS\tX=\xe9\t", 1)

    assert problem(said(text), "text.encoding")["line"] is not None


@pytest.mark.parametrize("name", ["plain", "gzip", "bgzf"])
def test_the_container_makes_no_difference_beyond_the_file(said, name):
    pack = {"plain": bytes, "gzip": gzip.compress, "bgzf": bgzf}[name]
    whole, packed = said(SOUND), said(pack(SOUND.encode()))

    assert {**packed, "file": None} == {**whole, "file": None}


def test_standard_input(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    done = CliRunner().invoke(main, ["validate", "-", "--log-format", "json"], input=SOUND)

    found = json.loads(done.stdout)
    assert (done.exit_code, found["file"]["name"], found["records"]["total"]) == (0, "-", 4)


def test_annotation_is_named_with_its_version_and_field(run):
    text = (DATA / "annotated" / "vep.vcf").read_text()

    assert re.search(r"Annotation  VEP \d+ in INFO CSQ", run(text).stdout)


def test_a_caller_that_does_not_fit_is_not_the_caller(said):
    found = said(SOUND, "--caller", "vardict")

    assert (found["exit_code"], codes(found)[0]) == (3, "input.caller")
    assert (found["caller"]["name"], found["caller"]["recognised"]) == ("generic", "none")


MAF_ROWS = (
    "Hugo_Symbol\tChromosome\tStart_Position\tEnd_Position\tReference_Allele\t"
    "Tumor_Seq_Allele2\tNCBI_Build\tTumor_Sample_Barcode\n"
)


def maf(*rows_):
    return MAF_ROWS + "".join("\t".join(map(str, row)) + "\n" for row in rows_)


TERT = ("TERT", "chr5", 1_295_113, 1_295_113, "G", "A", "GRCh38")


def test_a_maf_is_looked_at(said):
    found = said(
        maf((*TERT, "P1"), ("TP53", "chr17", 7_675_000, 7_675_000, "G", "-", "GRCh38", "P1"))
    )

    assert found["file"]["file_format"] == "MAF"
    assert found["records"]["alleles"] == {"snv": 1, "deletion": 1}
    assert found["samples"]["columns"] == [
        {"column": None, "rows": 2, "name": "P1", "role": "tumour"}
    ]
    assert found["assembly"]["name"] == "GRCh38"
    assert found["outcome"] == "usable"


def test_the_tumours_of_a_maf_are_listed_where_they_are_several(run):
    done = run(maf((*TERT, "MEIER"), (*TERT, "SCHULZ"), (*TERT, "SCHULZ")))

    assert done.exit_code == 3
    assert "2 rows: SCHULZ, not read" in done.stdout
    assert "1 row: MEIER, not read" in done.stdout
    assert "line 3" in done.stderr
    assert not any(name in done.stderr for name in ("MEIER", "SCHULZ"))


def test_rows_of_other_tumours_are_counted(said):
    found = said(maf((*TERT, "P1"), (*TERT, "P2"), (*TERT, "P2")), "--tumour-sample", "P1")

    assert (found["records"]["total"], found["records"]["duplicates"]) == (3, 1)
    assert found["panel"]["alleles"] == 1
    assert problem(found, "rows.others")["detail"] == "2 rows are of other tumours and not read."


def test_a_table_is_looked_at(said):
    found = said("chrom,pos,ref,alt\nchr5,1295113,G,A\n", "--assembly", "GRCh38", name="x.csv")

    assert found["file"]["file_format"] == "variant table"
    assert (found["samples"]["columns"], found["panel"]["calls"]) == ([], 1)


def test_an_index_beside_the_file_is_judged(said, tmp_path):
    (tmp_path / "case.vcf.gz.tbi").write_bytes(b"no index")

    found = said(bgzf(SOUND.encode()), name="case.vcf.gz")

    assert [one["usable"] for one in found["indexes"]] == [False]
    assert problem(found, "index.unusable")["detail"].startswith("The index case.vcf.gz.tbi")


def test_an_index_that_fits_is_read_through(said, tmp_path):
    packed = bgzf(SOUND.encode())
    (tmp_path / "case.vcf.gz").write_bytes(packed)
    pysam.tabix_index(str(tmp_path / "case.vcf.gz"), preset="vcf", force=True)

    (index,) = said(packed, name="case.vcf.gz")["indexes"]

    assert (index["name"], index["kind"], index["usable"]) == ("case.vcf.gz.tbi", "tabix", True)
    assert (index["records"], index["why"]) == (4, None)


def test_hundreds_of_samples_are_counted_and_the_chosen_ones_listed(said):
    names = [f"S{n}" for n in range(300)]

    found = said(vcf_text([], samples=names), "--tumour-sample", "S299")["samples"]

    assert found["count"] == 300
    assert len(found["columns"]) == 100
    chosen = {"column": 309, "rows": None, "name": "S299", "role": "tumour"}
    assert chosen in found["columns"]


def test_the_report_and_the_dry_run_end_alike(run, tmp_path):
    for text in (SOUND, SWAPPED, GERMLINE, SOUND + "chr17\t5\n", vcf_text([], samples=("A", "B"))):
        there = run(text)
        report = CliRunner().invoke(main, ["report", "case.vcf", "--force", "-o", "out"])
        assert there.exit_code == report.exit_code


def test_the_schema_is_published():
    done = CliRunner().invoke(main, ["schema", "validate"])

    assert done.exit_code == 0
    Draft202012Validator.check_schema(json.loads(done.stdout))


REAL = sorted(SHARED.glob("realdata/callers/**/*.vcf*")) + sorted(
    SHARED.glob("realdata/ctdna/*.vcf")
)


@pytest.mark.skipif(not REAL, reason="the shared files are not here")
def test_real_files_are_looked_at_without_a_bug(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for path in REAL:
        done = CliRunner().invoke(main, ["validate", str(path), "--log-format", "json"])
        assert done.exit_code in {0, 3, 4}, (path.name, done.stderr)
        found = json.loads(done.stdout)
        VALIDATOR.validate(found)
        assert bool(found["problems"] and found["problems"][0]["severity"] == "error") is (
            done.exit_code == 3
        )


@pytest.mark.parametrize(("name", "warned"), [("P1-N", True), ("P1_N", True), ("blood_P1", False)])
def test_a_lone_column_named_like_a_normal_is_a_warning(said, name, warned):
    found = said(vcf_text([(*places(1)[0], "PASS")], samples=(name,)))

    slips = [one for one in found["problems"] if one["code"] == "sample.like_normal"]
    assert [one["severity"] for one in slips] == ["warning"] * warned
    assert not any(name in one["detail"] for one in slips)
    assert found["samples"]["tumour"] == name


def test_a_caller_that_is_not_known_is_told_which_are(said):
    (fault,) = (
        one for one in said(SOUND, "--caller", "nosuch")["problems"] if one["severity"] == "error"
    )

    assert fault["detail"] == "No caller is known as 'nosuch'."
    assert all(f" {name}" in f" {fault['hint']}" for name in DIALECTS)
    assert "docs/dialects.md" in fault["hint"]
