"""Which caller wrote a file: by its header, whatever the file is called and whatever came after."""

from __future__ import annotations

import re
from functools import cache

import pytest

from hccgenomics.errors import InputError
from hccgenomics.readers.calls import ReadRequest, read_small_variants
from hccgenomics.readers.dialects import DIALECTS, choose_dialect, recognised
from hccgenomics.readers.header import parse_header
from hccgenomics.readers.stream import open_input
from tests.conftest import DATA, SHARED
from tests.truth import rows

FIXTURES = sorted((DATA / "vcf").glob("*/*.vcf"))
REAL = rows("callers.tsv") if SHARED.is_dir() else []
FIELDS = ("##FORMAT", "##INFO", "##FILTER", "##contig", "##fileformat", "#CHROM")


@cache
def _meta(path) -> tuple[bytes, ...]:
    return tuple(line for line in path.read_bytes().splitlines() if line.startswith(b"#"))


def _named(headers) -> dict[str, object]:
    """Each header by a name, with what is left of it when its lines of origin are gone."""
    found = {}
    for path in headers:
        lines = _meta(path)
        bare = tuple(line for line in lines if line.decode("utf-8", "replace").startswith(FIELDS))
        found[f"{path.parent.name}-{path.stem}"] = lines
        found[f"{path.parent.name}-{path.stem}-bare"] = bare
        found[f"{path.parent.name}-{path.stem}-signed"] = tuple(
            line for line in lines if not line.startswith((b"##FORMAT", b"##INFO", b"##FILTER"))
        )
    return found


HEADERS = _named(FIXTURES)


@pytest.mark.parametrize("name", HEADERS)
def test_no_module_is_passed_over_that_would_recognise_a_header(name):
    """A dialect is imported only if the header shows a sign of it: signs may not miss one."""
    header = parse_header(iter(HEADERS[name]))

    everyone = [dialect for dialect in DIALECTS.values() if dialect.recognises(header)]

    assert recognised(header) == everyone


@pytest.mark.parametrize("row", rows("dialects.tsv"))
def test_what_the_header_tells(row, panels):
    path = DATA / "vcf" / row["file"]
    found = read_small_variants(ReadRequest((path,)), panels)
    header = parse_header(iter(_meta(path)))
    dialect = choose_dialect(header, caller=None, where="a")

    assert found.callers == (row["caller"],)
    assert (dialect.version(header) or "-") == row["version"]
    assert (found.tumour_sample or "-") == row["tumour"]
    assert (found.normal_sample or "-") == row["normal"]


def test_every_fixture_is_in_the_table():
    listed = {param.values[0]["file"] for param in rows("dialects.tsv")}

    assert listed == {f"{path.parent.name}/{path.name}" for path in FIXTURES}


@pytest.mark.parametrize("row", REAL)
def test_the_caller_of_a_real_file(row):
    with open_input(SHARED / "realdata" / row["file"]) as source:
        header = parse_header(iter(source.lines))

    everyone = [dialect for dialect in DIALECTS.values() if dialect.recognises(header)]

    assert choose_dialect(header, caller=None, where="a").name == row["caller"]
    assert recognised(header) == everyone


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared files are not here")
def test_every_real_file_of_a_caller_is_in_the_table():
    listed = {param.values[0]["file"] for param in REAL}
    missing = []
    for folder in ("callers", "ctdna", "edge"):
        for path in sorted((SHARED / "realdata" / folder).rglob("*")):
            name = str(path.relative_to(SHARED / "realdata"))
            if re.search(r"\.(vcf|vcf\.gz)$", name) and "vcf-validator" not in name:
                missing += [name] if name not in listed and _is_vcf(path) else []

    assert not missing


def _is_vcf(path) -> bool:
    try:
        with open_input(path) as source:
            parse_header(iter(source.lines))
    except InputError:
        return False
    return True
