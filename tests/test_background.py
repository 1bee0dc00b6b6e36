"""``hccgenomics background``: from normal samples to a file that a report can be held against."""

from __future__ import annotations

import gzip

import pytest
from click.testing import CliRunner

from hccgenomics.cli import main
from hccgenomics.errors import AssemblyError, InputError, SampleError, UnreadableError
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline.background.build import BackgroundRequest, build_background
from hccgenomics.readers.background import read_background, read_background_file
from hccgenomics.readers.normal_calls import read_normal_calls
from hccgenomics.vocabulary import Assembly, DepthUnit
from tests.written import vcf_text

NOISY = ("chr5", 1295113, "G", "A")
QUIET = ("chr17", 7674216, "C", "A")
GERMLINE = ("chr17", 7676154, "G", "C")  # p.P72R, a polymorphism
GATK = '##INFO=<ID=FRACTION,Number=1,Type=Float,Description="x">\n' + (
    '##INFO=<ID=BETA,Number=2,Type=Float,Description="x">\n'
)


def a_normal(path, *, noise=3, depth=1000, name="N1", assembly=Assembly.GRCH38, more=()):
    """The calls of one normal sample, tumour-only."""
    rows = [
        (*NOISY, "PASS", "AD", f"{depth - noise},{noise}"),
        (*GERMLINE, "PASS", "AD", f"{depth // 2},{depth // 2}"),
        (*QUIET, "PASS", "AD", f"{depth},0"),
        *more,
    ]
    path.write_text(vcf_text(rows, assembly=assembly, samples=(name,)))
    return str(path)


def normals(folder, count=4, **how):
    return tuple(
        a_normal(folder / f"n{n}.vcf", name=f"NORMAL-{n}", noise=3 + n, **how) for n in range(count)
    )


def built(paths, **fields):
    return build_background(BackgroundRequest(paths=tuple(paths), settings=Settings(), **fields))


def a_panel_of_normals(path, records):
    head, rows = vcf_text([], samples=()).split("##contig", 1)
    lines = ["\t".join(row) for row in records]
    text = head.replace("##FORMAT", "##SKIPPED") + GATK + "##contig" + rows
    text = text.replace("\tINFO\tFORMAT", "\tINFO")
    path.write_text(text + "\n".join(lines) + "\n")
    return str(path)


# --- from calls -----------------------------------------------------------------------------------


def test_calls_tell_of_the_places_they_list(tmp_path):
    made = built(normals(tmp_path))
    noisy, quiet = made.model.sites[NOISY], made.model.sites[QUIET]

    assert (noisy.alt, noisy.depth, noisy.normals) == (3 + 4 + 5 + 6, 4000, 4)
    assert noisy.context == "C[C>T]T"
    assert quiet.alt == 0
    assert 0 < quiet.noise.mean < noisy.noise.mean
    assert (made.head.made_from, made.head.normals, made.head.unit) == ("calls", 4, DepthUnit.READS)


def test_carriers_are_left_out_and_counted(tmp_path):
    made = built(normals(tmp_path))

    assert GERMLINE not in made.model.sites
    assert made.model.left_out == 4


def test_several_normals_may_stand_in_one_file(tmp_path):
    apart = built(normals(tmp_path))
    columns = [f"{1000 - n},{n}" for n in (3, 4, 5, 6)]
    (tmp_path / "all.vcf").write_text(
        vcf_text(
            [(*NOISY, "PASS", "AD", *columns), (*QUIET, "PASS", "AD", *["1000,0"] * 4)],
            samples=tuple(f"NORMAL-{n}" for n in range(4)),
        )
    )
    together = built([str(tmp_path / "all.vcf")])

    assert together.model.sites[NOISY] == apart.model.sites[NOISY]
    assert together.head.normals == 4


def test_a_sample_without_counts_is_not_read_as_zero(tmp_path):
    columns = ["997,3", "996,4", ".", ".,."]
    (tmp_path / "all.vcf").write_text(
        vcf_text([(*NOISY, "PASS", "AD", *columns)], samples=tuple("ABCD"))
    )

    assert built([str(tmp_path / "all.vcf")]).model.sites[NOISY].normals == 2


def test_other_spellings_of_an_allele_are_one(tmp_path):
    """A deletion in a repeat, written at its end by one caller and at its start by another."""
    start = ("chr3", 41224642, "CCTT", "C", "PASS", "AD", "990,10")
    end = ("chr3", 41224644, "TTCT", "T", "PASS", "AD", "990,10")
    paths = [
        a_normal(tmp_path / f"{n}.vcf", name=f"N{n}", more=(row,))
        for n, row in enumerate((start, end, start))
    ]
    sites = built(paths).model.sites

    assert sites["chr3", 41224642, "CCTT", "C"].normals == 3
    assert ("chr3", 41224644, "TTCT", "T") not in sites


def test_the_same_files_give_the_same_bytes_whatever_their_order(tmp_path):
    paths = normals(tmp_path)

    assert built(paths).content == built(paths[::-1]).content


def test_no_name_of_a_sample_is_in_the_file(tmp_path):
    text = gzip.decompress(built(normals(tmp_path)).content).decode()

    assert "NORMAL" not in text
    assert str(tmp_path) not in text
    assert ".vcf" not in text


def test_real_calls_of_three_people_make_one(shared):
    """A trio's germline calls: nearly every listed allele is carried by someone."""
    path = shared / "realdata/callers/gatk/hg38_trio.pik3ca.vcf"
    made = built([str(path)])

    assert (made.head.normals, made.head.assembly) == (3, Assembly.GRCH38)
    assert made.model.left_out > 30
    assert all(site.normals + site.left_out <= 3 for site in made.model.sites.values())
    assert "100 records read; 42 alleles near the panel are counted." in made.remarks


def test_real_calls_of_one_normal_are_read(shared, panels):
    """Mutect2 in tumour-only mode, as GATK's own test of a panel of normals has it."""
    path = shared / "realdata/callers/gatk/sample1.vcf"
    read = read_normal_calls(str(path), panels)

    assert (read.samples, read.records, read.is_panel_of_normals) == (1, 157, False)


# --- from a panel of normals ----------------------------------------------------------------------


def test_a_panel_of_normals_is_read_as_it_states_its_noise(tmp_path):
    path = a_panel_of_normals(
        tmp_path / "pon.vcf",
        [
            ("chr5", "1295113", ".", "G", "A", ".", ".", "FRACTION=0.05;BETA=2.0,98.0"),
            ("chr17", "7674216", ".", "C", "A,T", ".", ".", "BETA=1,3;FRACTION=0.5"),
        ],
    )
    made = built([path])
    site = made.model.sites[NOISY]

    assert site.noise.mean == pytest.approx(0.02)
    assert site.noise.concentration == pytest.approx(100)
    assert {("chr17", 7674216, "C", "A"), ("chr17", 7674216, "C", "T")} <= made.model.sites.keys()
    assert (made.head.made_from, made.head.normals) == ("panel_of_normals", None)


def test_of_two_panels_the_noisier_holds(tmp_path):
    row = ("chr5", "1295113", ".", "G", "A", ".", ".")
    paths = [a_panel_of_normals(tmp_path / f"{n}.vcf", [(*row, f"BETA={n},99")]) for n in (1, 3)]

    assert built(paths).model.sites[NOISY].noise.mean == pytest.approx(3 / 102)
    assert built(paths[::-1]).content == built(paths).content


@pytest.mark.parametrize("info", ["FRACTION=0.1", "BETA=1", "BETA=1,x", "BETA=0,3", "BETA=nan,1"])
def test_a_record_without_its_parameters_is_refused(info, tmp_path):
    path = a_panel_of_normals(
        tmp_path / "pon.vcf", [("chr5", "1295113", ".", "G", "A", ".", ".", info)]
    )

    with pytest.raises(InputError, match="BETA is not two numbers above 0") as raised:
        built([path])
    assert raised.value.line is not None


# --- what is refused ------------------------------------------------------------------------------


def test_too_few_normals_are_refused_and_few_are_said(tmp_path):
    heard = []
    with pytest.raises(InputError, match="at least 3 normal samples, and there are 2"):
        built(normals(tmp_path, 2))
    built(normals(tmp_path, 3), warn=heard.append)
    assert "3 normal samples are few" in heard[0]
    heard.clear()
    built(normals(tmp_path, 10), warn=heard.append)
    assert heard == []


def test_one_normal_never_counts_twice(tmp_path):
    paths = normals(tmp_path)
    copy = tmp_path / "copy.vcf"
    copy.write_bytes((tmp_path / "n0.vcf").read_bytes())
    same_name = a_normal(tmp_path / "again.vcf", name="NORMAL-1", noise=9)

    with pytest.raises(InputError, match="given twice"):
        built([*paths, paths[0]])
    with pytest.raises((InputError, SampleError)) as raised:
        built([*paths, str(copy)])
    assert "NORMAL" not in raised.value.sentence
    with pytest.raises(SampleError, match="would count twice") as raised:
        built([*paths, same_name])
    assert "NORMAL-1" not in raised.value.sentence


def test_files_that_do_not_go_together_are_refused(tmp_path):
    paths = normals(tmp_path)
    (tmp_path / "37.vcf").write_text(
        vcf_text(
            [("chr5", 1295228, "G", "A", "PASS", "AD", "99,1")],
            assembly=Assembly.GRCH37,
            samples=("OLDER",),
        )
    )
    older = str(tmp_path / "37.vcf")
    pon = a_panel_of_normals(
        tmp_path / "pon.vcf", [("chr5", "1295113", ".", "G", "A", ".", ".", "BETA=1,9")]
    )
    bed = tmp_path / "panel.bed"
    bed.write_text("chr5\t1295000\t1295200\n")

    with pytest.raises(AssemblyError, match="different assemblies"):
        built([*paths, older])
    with pytest.raises(InputError, match="given together"):
        built([*paths, pon])
    with pytest.raises(InputError, match="calls list their own"):
        built(paths, panel=bed)
    with pytest.raises(AssemblyError):
        built(paths, assembly=Assembly.GRCH37)


@pytest.mark.parametrize("samples", [("NORMAL", "TUMOR"), ("A", "Tumour")])
def test_calls_of_pairs_are_no_normals(samples, tmp_path):
    rows = [(*NOISY, "PASS", "AD", "90,9", "90,9")]
    (tmp_path / "pair.vcf").write_text(vcf_text(rows, samples=samples))
    named = vcf_text(rows, samples=("A", "B")).replace("##contig", "##normal_sample=A\n##contig", 1)
    (tmp_path / "named.vcf").write_text(named)

    for name in ("pair.vcf", "named.vcf"):
        with pytest.raises(SampleError, match="holds a tumour"):
            built([str(tmp_path / name)])


def test_binary_and_packed_calls_are_the_same(tmp_path):
    import pysam

    paths = normals(tmp_path)
    packed = []
    for number, path in enumerate(paths):
        with pysam.VariantFile(path) as read:
            target = str(tmp_path / f"n{number}.bcf")
            with pysam.VariantFile(target, "wb", header=read.header) as write:
                for record in read:
                    write.write(record)
        packed.append(target)

    assert built(packed).model == built(paths).model


def test_what_cannot_be_counted_is_refused(tmp_path):
    bare = tmp_path / "bare.vcf"
    bare.write_text(vcf_text([]).replace("ID=AD", "ID=XX"))
    sites = tmp_path / "sites.vcf"
    sites.write_text(vcf_text([], samples=()).replace("\tFORMAT\n", "\n"))

    with pytest.raises(UnreadableError, match="no AD"):
        built([str(bare)])
    with pytest.raises(UnreadableError, match="no samples, and no BETA"):
        built([str(sites)])
    with pytest.raises(UnreadableError, match="cannot be read"):
        built([str(tmp_path / "none.vcf")])


# --- the command ----------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, ["background", *map(str, arguments)])


def test_build_writes_once_and_show_tells(run, tmp_path):
    paths = normals(tmp_path)
    first = run("build", *paths, "-o", "b.tsv.gz")
    again = run("build", *paths, "-o", "b.tsv.gz")
    forced = run("build", *paths, "-o", "b.tsv.gz", "--force")
    shown = run("show", "b.tsv.gz")

    assert (first.exit_code, again.exit_code, forced.exit_code, shown.exit_code) == (0, 2, 0, 0)
    assert "from 4 normal samples" in first.output
    assert "of the places they list alone" in shown.output
    assert read_background(tmp_path / "b.tsv.gz").sites[NOISY].depth == 4000
    assert read_background_file(tmp_path / "b.tsv.gz").facts.tool.startswith("hccgenomics ")


def test_errors_of_the_command_have_their_codes(run, tmp_path):
    paths = normals(tmp_path, 2)

    assert run("build", *paths, "-o", "b.tsv.gz").exit_code == 3
    assert run("build", "-o", "b.tsv.gz").exit_code == 2
    assert run("build", *paths).exit_code == 2
    assert run("show", paths[0]).exit_code == 3
    assert not (tmp_path / "b.tsv.gz").exists()
