"""What is held of a file is little, and bounded; what is handed over is held no more."""

from __future__ import annotations

import tracemalloc

import pytest

from hccgenomics.errors import FormatError
from hccgenomics.readers import held
from hccgenomics.readers.calls import ReadRequest, read_small_variants
from hccgenomics.readers.dialects import DIALECTS, generic
from hccgenomics.readers.entries import entries
from hccgenomics.readers.header import parse_header
from hccgenomics.readers.inspection import inspect
from hccgenomics.readers.panel import Places
from hccgenomics.readers.records import scan
from hccgenomics.readers.samples import find_columns
from hccgenomics.vocabulary import Assembly
from tests.readers.files import lengths, vcf

G38 = Assembly.GRCH38
META = (
    "fileformat=VCFv4.2",
    'FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads">',
    *lengths(G38),
)
MOST_BYTES = 450
"""Of a record that is held: half of what its cells would take one by one."""


def _records(times, alt="A"):
    return [
        f"chr5 1295113 . G {alt} . PASS DP={n} AD {60 + n % 97},{20 + n % 31}" for n in range(times)
    ]


def _scan(panels, text, dialect=generic.DIALECT):
    lines = iter(text.rstrip(b"\n").split(b"\n"))
    header = parse_header(lines, where="case")
    columns = find_columns(header, dialect=dialect, where="case")
    return scan(lines, header=header, columns=columns, places=Places(panels), where="case")


def test_a_record_takes_little_memory(panels):
    text = vcf(*_records(5000), meta=META, samples=("T",))
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        found = _scan(panels, text)
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert len(found.held) == 5000
    assert after - before < 5000 * MOST_BYTES + len(text)


def test_records_are_handed_over_once_in_their_order_and_still_counted(panels):
    found = _scan(panels, vcf(*_records(7), meta=META, samples=("T",)))

    made, _ = entries(found, panels[G38], dialect=generic.DIALECT, source=0)

    assert [entry.locus.record for entry in made] == list(range(1, 8))
    assert found.held == []
    assert found.outside(G38) == 0
    assert entries(found, panels[G38], dialect=generic.DIALECT, source=0)[0] == []


@pytest.mark.parametrize(
    ("limit", "most", "said"),
    [
        ("MOST_HELD", 9, "more than 9 alternate alleles"),
        ("MOST_TEXT", 1 << 20, "more than 1 MiB of text"),
    ],
)
def test_more_than_a_tumour_has_is_refused_by_line(
    limit, most, said, panels, monkeypatch, tmp_path
):
    monkeypatch.setattr(held, limit, most)
    path = tmp_path / "case.vcf"
    many = [*_records(5, alt="A,T"), "chr5 1295113 . G A . PASS . AD " + "9" * (1 << 20)]
    path.write_bytes(vcf(*many, meta=META, samples=("T",)))
    request = ReadRequest((path,), assembly=G38)

    with pytest.raises(FormatError, match=said) as error:
        read_small_variants(request, panels)
    inspected = inspect(request, panels)

    expected = len(META) + 1 + (5 if limit == "MOST_HELD" else 6)
    assert error.value.line == expected
    assert [str(fault) for fault in inspected.faults] == [str(error.value)]


def test_as_many_as_allowed_are_read(panels, monkeypatch, tmp_path):
    monkeypatch.setattr(held, "MOST_HELD", 10)
    path = tmp_path / "case.vcf"
    path.write_bytes(vcf(*_records(5, alt="A,T"), meta=META, samples=("T",)))

    found = read_small_variants(ReadRequest((path,), assembly=G38), panels)

    assert len(found.calls) == 10


@pytest.mark.parametrize("filters", ["PASS", "x" * 400_000])
def test_reference_blocks_count_by_their_text(filters, panels, monkeypatch):
    monkeypatch.setattr(held, "MOST_TEXT", 1_000_000)
    records = [f"chr5 {1295100 + n} . G <NON_REF> . {filters} . AD 60" for n in range(4)]
    text = vcf(*records, meta=META, samples=("T",))

    if filters == "PASS":
        assert _scan(panels, text).blocked[G38] == 4
    else:
        with pytest.raises(FormatError, match="text"):
            _scan(panels, text)


def test_of_info_only_what_the_dialect_reads_is_held(panels):
    lofreq = DIALECTS["lofreq"]
    text = vcf("chr5 1295113 . G A . PASS CSQ=much;AF=0.25;DP4=30,30,10,10;HRUN=1", meta=META)

    found = _scan(panels, text, dialect=lofreq)
    bare = _scan(panels, text)
    info = found.held[0].info
    made, _ = entries(found, panels[G38], dialect=lofreq, source=0)

    assert {item.partition("=")[0] for item in info.split(";")} <= lofreq.info
    assert "CSQ" not in info
    assert bare.held[0].info == ""
    assert (made[0].support.ref_depth, made[0].support.alt_depth) == (60, 20)
