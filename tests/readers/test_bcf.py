"""BCF says what the VCF it was made from says."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest
from pysam import VariantFile

from hccgenomics.errors import InputError
from hccgenomics.readers.calls import ReadRequest, read_small_variants
from tests.conftest import DATA

MUTECT2 = DATA / "vcf" / "mutect2" / "tumour.vcf"


def _as_bcf(path):
    with (
        VariantFile(str(MUTECT2)) as source,
        VariantFile(str(path), "wb", header=source.header) as target,
    ):
        for record in source:
            target.write(record)
    return path


@pytest.fixture(params=["compressed", "uncompressed"])
def bcf(request, tmp_path):
    path = _as_bcf(tmp_path / "tumour.bcf")
    if request.param == "uncompressed":
        path.write_bytes(gzip.decompress(path.read_bytes()))
    return path


def _same_but_for_the_file(found):
    calls = [replace(call, support=replace(call.support, stated_vaf=None)) for call in found.calls]
    return replace(found, files=(), calls=tuple(map(_without_stated, calls)))


def _without_stated(call):
    normal = call.normal_support
    return replace(call, normal_support=normal and replace(normal, stated_vaf=None))


def test_says_the_same_as_its_vcf(bcf, panels):
    expected = read_small_variants(ReadRequest((MUTECT2,)), panels)

    found = read_small_variants(ReadRequest((bcf,)), panels)

    assert _same_but_for_the_file(found) == _same_but_for_the_file(expected)
    assert found.files[0].file_format == "BCF (VCFv4.2)"


def test_fractions_survive_as_htslib_prints_them(bcf, panels):
    found = read_small_variants(ReadRequest((bcf,)), panels)

    assert found.calls[0].support.stated_vaf == 0.197


def test_is_read_from_a_pipe(bcf, panels, monkeypatch):
    expected = read_small_variants(ReadRequest((bcf,)), panels)
    stdin = SimpleNamespace(buffer=io.BytesIO(bcf.read_bytes()), isatty=lambda: False)
    monkeypatch.setattr(sys, "stdin", stdin)

    found = read_small_variants(ReadRequest(("-",)), panels)

    assert replace(found, files=()) == replace(expected, files=())
    assert found.files == (replace(expected.files[0], name="-"),)


def test_cut_anywhere_it_is_refused(tmp_path, panels):
    path = _as_bcf(tmp_path / "tumour.bcf")
    whole = path.read_bytes()

    for end in range(len(whole)):
        path.write_bytes(whole[:end])
        with pytest.raises(InputError):
            read_small_variants(ReadRequest((path,)), panels)


def test_cut_inside_a_record_it_is_refused_even_uncompressed(tmp_path, panels):
    path = _as_bcf(tmp_path / "tumour.bcf")
    whole = gzip.decompress(path.read_bytes())

    for end in (1, 5, 9, 40, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:end])
        with pytest.raises(InputError):
            read_small_variants(ReadRequest((path,)), panels)


def test_htslib_is_loaded_for_bcf_alone():
    code = (
        "import sys, hccgenomics.readers.calls as c; "
        "from hccgenomics.knowledge.transcripts import load_models as m; "
        "from hccgenomics.vocabulary import Assembly as A; "
        f"c.read_small_variants(c.ReadRequest(({str(MUTECT2)!r},)), {{a: m(a) for a in A}}); "
        "print({'pysam', 'cyvcf2', 'numpy'} & sys.modules.keys())"
    )

    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "set()\n"
