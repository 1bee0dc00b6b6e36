"""Several files of one sample, and what is said of them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import combinations, permutations

import pytest

from hccgenomics.errors import AssemblyError, SampleError, UnreadableError
from hccgenomics.readers.calls import ReadRequest, read_small_variants
from hccgenomics.vocabulary import Assembly, DropReason
from tests.conftest import DATA
from tests.readers.files import PANELS, TERT, bgzf, lengths, snv, vcf

G37, G38 = Assembly
V42 = "fileformat=VCFv4.2"
SITE = TERT[G38].start + 60


def _files(tmp_path, *contents: bytes, **request):
    paths = []
    for number, content in enumerate(contents, start=1):
        path = tmp_path / f"file{number}.vcf"
        path.write_bytes(content)
        paths.append(path)
    return read_small_variants(ReadRequest(tuple(paths), **request), PANELS)


def _one(assembly=G38, samples=("TUMOR", "NORMAL"), meta=None, pos=None, site=None):
    site = SITE if site is None else site
    cells = " ".join(["0/1:9,5", "0/0:8,0"][: len(samples)])
    record = snv(assembly, pos or site, rest=f". PASS . GT:AD {cells}")
    return vcf(record, meta=(V42, *(lengths(assembly) if meta is None else meta)), samples=samples)


def test_snvs_and_indels_of_strelka2_are_one_sample(panels):
    folder = DATA / "vcf" / "strelka2"
    request = ReadRequest((folder / "tumour.vcf", folder / "indels.vcf"))

    found = read_small_variants(request, panels)

    assert sorted(call.locus.source for call in found.calls) == [0] * 3 + [1] * 3
    assert found.callers == ("strelka2",)
    assert (found.tumour_sample, found.normal_sample) == ("TUMOR", "NORMAL")
    assert [file.name for file in found.files] == ["tumour.vcf", "indels.vcf"]
    assert [file.records for file in found.files] == [2, 2]


def test_the_same_allele_in_two_files_is_there_twice(tmp_path):
    found = _files(tmp_path, _one(), _one())

    assert found.calls[0].variant == found.calls[1].variant
    assert {call.locus.source for call in found.calls} == {0, 1}


def test_files_on_different_assemblies_are_an_error_that_names_both(tmp_path):
    with pytest.raises(AssemblyError, match=r"file1\.vcf on GRCh38 and .*file2\.vcf on GRCh37"):
        _files(tmp_path, _one(G38), _one(G37, site=TERT[G37].start + 60))


def test_a_file_that_cannot_tell_its_assembly_follows_the_other(tmp_path):
    found = _files(tmp_path, _one(meta=()), _one())

    assert found.assembly is G38
    assert len(found.calls) == 2
    assert "the other files are on GRCh38" in found.assembly_evidence


def test_a_file_that_does_not_fit_the_other_is_an_error(tmp_path):
    start = TERT[G38].start
    stray = [snv(G37, pos, rest=". PASS .") for pos in range(TERT[G37].start + 1, start + 400)]

    with pytest.raises(AssemblyError, match=r"file2\.vcf"):
        _files(tmp_path, _one(), vcf(*stray, meta=(V42, "reference=hg19.fa")))


def test_files_of_different_tumours_are_an_error_that_names_both(tmp_path):
    with pytest.raises(SampleError, match=r"samples: .*file1\.vcf and .*file2\.vcf"):
        _files(tmp_path, _one(samples=("P1",)), _one(samples=("P2",)))


def test_tumor_is_a_name_for_any_tumour(tmp_path):
    found = _files(tmp_path, _one(), _one(samples=("P1",)))

    assert found.tumour_sample == "P1"


def test_the_option_may_name_a_column_of_one_of_the_files(tmp_path):
    found = _files(tmp_path, _one(samples=("P1", "B1")), _one(), tumour_sample="P1")

    assert found.tumour_sample == "P1"
    assert len(found.calls) == 2


def test_an_option_that_no_file_has_is_an_error(tmp_path):
    with pytest.raises(SampleError, match=r"No file has the sample .*columns 10 and 11"):
        _files(tmp_path, _one(), _one(), tumour_sample="P9")


def test_notes_of_several_files_say_which_by_what_is_in_them(tmp_path):
    found = _files(tmp_path, _one(), _one() + _one().splitlines(keepends=True)[-1])

    assert {note.partition(": ")[0] for note in found.notes} == {
        "Input of 1 generic record",
        "Input of 2 generic records",
    }


def test_the_order_of_strelka2s_files_makes_no_difference(tmp_path, panels):
    folder = DATA / "vcf" / "strelka2"
    contents = [(folder / name).read_bytes() for name in ("tumour.vcf", "indels.vcf")]

    first, second = _both_orders(tmp_path, contents, panels)

    assert len(first.calls) == 6
    assert second == first


DIFFERENT = {
    "annotated": _one(meta=("INFO=<ID=CSQ,Number=.>", *lengths(G38))),
    "no version": _one(
        meta=("reference=hg38", "INFO=<ID=ANN,Number=.>", "INFO=<ID=CSQ,Number=.>")
    ).replace(b"##fileformat=VCFv4.2\n", b""),
    "no end": _one(samples=("tumor",), meta=("INFO=<ID=CSQ,Number=.>",))[:-1],
    "bad count": _one().replace(b":9,5", b":9,x"),
}


@pytest.mark.parametrize("pair", list(combinations(DIFFERENT, 2)), ids=" ".join)
def test_the_order_of_files_makes_no_difference(tmp_path, pair):
    first, second = _both_orders(tmp_path, [DIFFERENT[name] for name in pair], PANELS)

    assert len(first.calls) == 2
    assert second == first


def test_three_files_of_one_allele_are_in_one_order_whatever_packs_them(tmp_path):
    counts = [_one().replace(b"9,5", f"9,{n}".encode()) for n in (5, 6, 7)]
    expected = _files(tmp_path, *counts)

    for one, two, three in permutations(counts):
        found = _files(tmp_path, bgzf(one), two, bgzf(three))
        assert [c.support for c in found.calls] == [c.support for c in expected.calls]


def _both_orders(tmp_path, contents, panels):
    """What is read of two files and of the same turned round; where each stands is left out."""
    paths = [tmp_path / f"file{number}.vcf" for number, _ in enumerate(contents)]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    for order in (paths, paths[::-1]):
        found = read_small_variants(ReadRequest(tuple(order)), panels)
        assert [facts.name for facts in found.files] == [path.name for path in order]
        yield replace(
            found,
            files=(),
            calls=tuple(map(_unplaced, found.calls)),
            set_aside=tuple(map(_unplaced, found.set_aside)),
        )


def _unplaced(entry):
    return replace(entry, locus=replace(entry.locus, source=0))


def test_notes_name_no_file(tmp_path):
    (note,) = _files(tmp_path, _one()).notes

    assert "file1" not in note
    assert str(tmp_path) not in note


def test_facts_of_the_file_are_those_of_its_bytes(tmp_path):
    content = _one()

    (facts,) = _files(tmp_path, content).files

    assert facts.sha256 == hashlib.sha256(content).hexdigest()
    assert (facts.size, facts.records) == (len(content), 1)
    assert (facts.name, facts.container) == ("file1.vcf", "plain")
    assert (facts.file_format, facts.caller) == ("VCFv4.2", "generic")


def test_one_bad_file_spoils_all(tmp_path):
    with pytest.raises(UnreadableError, match=r"file2\.vcf"):
        _files(tmp_path, _one(), b"")


@pytest.mark.parametrize("version", ["4.1", "4.2", "4.3", "4.4", "4.5"])
def test_each_version_of_vcf_says_the_same(tmp_path, version):
    expected = _files(tmp_path, _one())

    found = _files(tmp_path, _one().replace(b"VCFv4.2", f"VCFv{version}".encode()))

    assert found.calls == expected.calls


def test_a_missing_version_is_said(tmp_path):
    found = _files(tmp_path, _one().replace(b"##fileformat=VCFv4.2\n", b""))

    assert any("states no VCF version" in note for note in found.notes)
    assert found.files[0].file_format == "VCF"


def test_sites_without_samples_have_unknown_counts(tmp_path):
    record = snv(G38, SITE, rest=". PASS DP=90;AF=0.4")

    found = _files(tmp_path, vcf(record, meta=(V42, *lengths(G38))))

    (call,) = found.calls
    assert (call.support.alt_depth, call.support.vaf) == (None, None)
    assert call.normal_support is None
    assert call.genotype_carries_allele is None
    assert found.tumour_sample is None
    assert any("no sample columns" in note for note in found.notes)


def test_outside_is_counted_over_all_files(tmp_path):
    far = vcf("chr1 5 . A C . PASS . GT 0/1", meta=(V42, *lengths(G38)), samples=("T",))

    found = _files(tmp_path, far, far)

    assert found.tally.dropped == {DropReason.OUTSIDE_PANEL: 2}
