"""Nothing vanishes: every allele in the panel and every record outside it is somewhere."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hccgenomics.errors import FormatError, InputError
from hccgenomics.model.genome import Interval
from hccgenomics.model.variant import VariantCall
from hccgenomics.readers.panel import Stretches
from hccgenomics.vocabulary import Assembly, DropReason
from tests.readers.files import PANELS, TERT, TP53, bgzf, gz, lengths, other_than, read, ref, vcf

G38 = Assembly.GRCH38
PANEL = PANELS[G38]
META = ("fileformat=VCFv4.2", *lengths(G38, "chr5", "chr17"))

contigs = st.sampled_from(["chr5", "5", "chr17", "chr1", "NC_000005.10", "GL000192.1", "chrUn_x"])
bases = st.text("ACGT", min_size=1, max_size=6)
odd_refs = st.sampled_from(["N", "a", "acg", "R", ".", "-", "GN"])
alts = st.one_of(
    bases,
    st.sampled_from(
        [".", "*", "<DEL>", "<NON_REF>", "<*>", "G]chr1:5]", "[chr1:5[A", "N", "a", "-", "", "X",
         ".A", "1", "<DUP:TANDEM>"]
    ),
)  # fmt: skip
edges = [
    edge + shift
    for region in (*TERT.values(), *TP53.values())
    for edge in (region.start, region.end)
    for shift in range(-7, 8)
]
positions = st.one_of(st.sampled_from(edges), st.integers(0, 2**31 - 1))
info = st.sampled_from([".", "END=1295000", "SVLEN=-400", "END=x", "SVTYPE=DEL;END=99999999999"])
cells = st.sampled_from(["0/1:10,5", "./.", "0/0:9,0", "0/1:x,y", "1/2:3,4,5", ".", "0|1:1"])


@st.composite
def records(draw):
    contig, pos = draw(contigs), draw(positions)
    true = PANEL.bases(Interval.at("chr5", pos=max(pos, 1), length=draw(st.integers(1, 4))))
    stated = draw(st.one_of(st.just(true), bases, odd_refs))
    alt = ",".join(draw(st.lists(alts, min_size=1, max_size=4)))
    return f"{contig} {pos} . {stated} {alt} . PASS {draw(info)} GT:AD {draw(cells)}"


def _alleles(record: str) -> int:
    return len(record.split(" ")[4].split(","))


@settings(max_examples=300, deadline=None)
@given(st.lists(records(), max_size=12))
def test_every_entry_is_a_call_or_counted(tmp_path_factory, given_records):
    tmp_path = tmp_path_factory.getbasetemp()
    content = vcf(*given_records, meta=META, samples=("T",))

    found = read(tmp_path, content, max_reference_mismatches=1.0)

    outside = found.tally.dropped[DropReason.OUTSIDE_PANEL]
    blocks = found.tally.dropped[DropReason.REFERENCE_BLOCK]
    assert found.files[0].records == len(given_records)
    assert outside <= len(given_records)
    assert found.tally.kept == 0
    aside = Counter(allele.reason for allele in found.set_aside)
    assert found.tally.read == outside + blocks + sum(
        count for reason, count in aside.items() if reason is not DropReason.REFERENCE_BLOCK
    )
    inside = len(found.calls) + found.tally.read - outside
    assert inside <= sum(map(_alleles, given_records))
    assert inside >= len(given_records) - outside
    loci = [
        (entry.locus.record, entry.locus.alt_index) for entry in (*found.calls, *found.set_aside)
    ]
    assert len(set(loci)) == len(loci)
    assert 0 not in found.tally.dropped.values()


@settings(max_examples=100, deadline=None)
@given(st.lists(records(), max_size=12))
def test_inside_and_outside_are_told_by_a_plain_look_at_each_record(
    tmp_path_factory, given_records
):
    """The count of entries, worked out again without stretches or shortcuts."""
    plain = [r for r in given_records if "<" not in r.split(" ")[4]]
    content = vcf(*plain, meta=META, samples=("T",))
    expected = sum(_alleles(r) if _is_inside(r) else 1 for r in plain)

    found = read(tmp_path_factory.getbasetemp(), content, max_reference_mismatches=1.0)

    assert found.tally.read + len(found.calls) == expected


def _is_inside(record: str) -> bool:
    contig, pos, _, stated, *_ = record.split(" ")
    names = {"chr5": "chr5", "5": "chr5", "NC_000005.10": "chr5", "chr17": "chr17"}
    if contig not in names or int(pos) < 1:
        return False
    span = Interval.at(names[contig], pos=int(pos), length=len(stated))
    return any(region.overlaps(span) for region in PANEL.regions)


@settings(max_examples=50, deadline=None)
@given(st.lists(records(), max_size=8))
def test_the_container_changes_nothing_but_the_file_facts(tmp_path_factory, given_records):
    tmp_path = tmp_path_factory.getbasetemp()
    content = vcf(*given_records, meta=META, samples=("T",))

    plain, zipped, blocked = (
        read(tmp_path, pack(content), max_reference_mismatches=1.0) for pack in (bytes, gz, bgzf)
    )

    for other in (zipped, blocked):
        assert (other.calls, other.set_aside, other.tally) == (
            plain.calls,
            plain.set_aside,
            plain.tally,
        )
        assert (other.notes, other.assembly_evidence) == (plain.notes, plain.assembly_evidence)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("ACGT0159.\t:/|,;<>*#\n chrPOS=", max_size=60), max_size=8))
def test_any_text_is_read_or_refused_in_one_sentence(tmp_path_factory, lines):
    content = vcf(meta=META, samples=("T",)) + "\n".join(lines).encode()

    try:
        found = read(tmp_path_factory.getbasetemp(), content, max_reference_mismatches=1.0)
    except InputError as error:
        refusal = error.sentence
    else:
        refusal = ""
        assert found.files[0].records <= content.count(b"\n") + 1

    assert "\n" not in refusal


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12)), max_size=8), st.integers(0, 70))
def test_stretches_touch_what_one_of_the_intervals_touches(spans, start):
    intervals = [Interval("chr5", first, first + length) for first, length in spans if length]
    stretches = Stretches.of(intervals)

    for length in (1, 2, 9):
        span = Interval("chr5", start, start + length)
        assert stretches.touch(start, start + length) == any(i.overlaps(span) for i in intervals)


def _inside(offset: int = 50) -> tuple[int, str]:
    pos = TERT[G38].start + offset
    return pos, ref(G38, "chr5", pos)


def _read(tmp_path, *given_records, **request):
    return read(tmp_path, vcf(*given_records, meta=META, samples=("T",)), **request)


def test_an_allele_of_a_record_is_kept_and_its_neighbours_routed(tmp_path):
    pos, base = _inside()
    alt = other_than(base)

    found = _read(
        tmp_path, f"chr5 {pos} . {base} {alt},*,<NON_REF>,<DEL>,N . PASS . GT:AD 0/1:9,4,1,1,1,1"
    )

    (call,) = found.calls
    assert (call.locus.alt_index, call.locus.alt, call.support.alt_depth) == (1, alt, 4)
    assert [(a.locus.alt_index, a.reason.value) for a in found.set_aside] == [
        (2, "spanning_deletion"),
        (3, "reference_block"),
        (4, "symbolic_allele"),
        (5, "ambiguous_bases"),
    ]


def test_blocks_of_a_gvcf_are_counted_not_listed(tmp_path):
    pos, base = _inside()

    found = _read(
        tmp_path,
        f"chr5 {pos} . {base} <NON_REF> . . END={pos + 9} GT 0/0",
        f"chr5 {pos + 10} . {ref(G38, 'chr5', pos + 10)} . . . . GT 0/0",
        "chr1 10 . A <NON_REF> . . END=20 GT 0/0",
    )

    assert found.tally.dropped == {
        DropReason.REFERENCE_BLOCK: 2,
        DropReason.OUTSIDE_PANEL: 1,
    }
    assert found.set_aside == ()


@pytest.mark.parametrize(
    "how",
    [
        "END={end}",
        "SVLEN=-{length}",
        "SVLEN={length};END={end}",
        f"SVLEN={'9' * 5000},{{length}}",
        f"SVLEN={'9' * 5000};END={{end}}",
    ],
)
def test_a_symbolic_deletion_that_begins_before_the_panel_is_inside_it(tmp_path, how):
    start = TERT[G38].start - 5000
    text = how.format(end=start + 6000, length=6000)

    found = _read(tmp_path, f"chr5 {start} . N <DEL> . PASS {text} GT 0/1")

    assert [a.reason for a in found.set_aside] == [DropReason.SYMBOLIC]


def test_a_deletion_is_inside_if_one_of_its_bases_is(tmp_path):
    start = TERT[G38].start  # the last base before the panel, counted from one
    reaches, stops = "A" * 4, "A"

    found = _read(
        tmp_path,
        f"chr5 {start - 2} . {reaches} A . PASS . GT 0/1",
        f"chr5 {start} . {stops} T . PASS . GT 0/1",
        max_reference_mismatches=1.0,
    )

    assert found.tally.dropped[DropReason.OUTSIDE_PANEL] == 1
    assert found.tally.read + len(found.calls) == 2


def test_lower_case_becomes_upper_case_and_the_locus_stays_as_written(tmp_path):
    pos, base = _inside()
    alt = other_than(base)

    (call,) = _read(tmp_path, f"chr5 {pos} . {base.lower()} {alt.lower()} . . . GT 0/1").calls

    assert (call.variant.ref, call.variant.alt) == (base, alt)
    assert (call.locus.ref, call.locus.alt) == (base.lower(), alt.lower())


def test_a_count_that_is_no_number_leaves_the_call_and_is_said(tmp_path):
    pos, base = _inside()
    alt = other_than(base)

    found = _read(tmp_path, f"chr5 {pos} . {base} {alt} . PASS . GT:AD 0/1:9,x")

    (call,) = found.calls
    assert isinstance(call, VariantCall)
    assert (call.support.alt_depth, call.support.vaf) == (None, None)
    assert any(f"1 alleles (the first at chr5:{pos}: 'x')" in note for note in found.notes)


@pytest.mark.parametrize("digits", [10, 400, 5000])
def test_a_count_beyond_all_reason_is_unknown_and_said_in_brief(tmp_path, digits):
    pos, base = _inside()
    alt = other_than(base)

    found = _read(tmp_path, f"chr5 {pos} . {base} {alt} . PASS . GT:AD 0/1:9,{'9' * digits}")

    (call,) = found.calls
    assert (call.support.alt_depth, call.support.vaf) == (None, None)
    (note,) = (note for note in found.notes if "no numbers" in note)
    assert len(note) < 150


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("chr5\tten\t.\tA\tC\t.\tPASS\t.\tGT\t0/1", "POS is 'ten'"),
        ("chr5\t-5\t.\tA\tC\t.\tPASS\t.\tGT\t0/1", "POS is '-5'"),
        ("chr5\t1e6\t.\tA\tC\t.\tPASS\t.\tGT\t0/1", "POS is '1e6'"),
        ("chr1\t" + "9" * 5000 + "\t.\tA\tC\t.\tPASS\t.\tGT\t0/1", "POS is '99"),
        ("chr5\t5\t.\tA\tC\t.\tPASS\t.\tGT", "9 columns where the #CHROM line names 10"),
        ("chr5\t5\t.\tA\tC\t.\tPASS\t.\tGT\t0/1\t0/0", "11 columns where"),
        ("chr5 5 . A C . PASS . GT 0/1", "1 columns where"),
        ("#CHROM\tPOS", "two files seem to have been joined"),
    ],
)
def test_a_line_that_is_no_record_is_refused_by_number(tmp_path, line, problem):
    content = vcf(meta=META, samples=("T",)) + b"\n" + line.encode() + b"\n"
    number = content.count(b"\n")

    with pytest.raises(FormatError, match=rf"tumour\.vcf, line {number}: ") as caught:
        read(tmp_path, content)
    assert problem in str(caught.value)


def test_position_0_is_a_telomere_and_outside(tmp_path):
    found = _read(tmp_path, "chr5 0 . N A . PASS . GT 0/1")

    assert found.tally.dropped == {DropReason.OUTSIDE_PANEL: 1}


def test_a_file_without_variants_is_no_error(tmp_path):
    found = _read(tmp_path)

    assert (found.calls, found.tally.read, found.assembly) == ((), 0, G38)


@pytest.mark.parametrize(
    ("filters", "sample_filter", "expected"),
    [
        ("PASS", "", ()),
        (".", "", ()),
        ("q10;s50", "", ("q10", "s50")),
        ("PASS", ":PASS", ()),
        ("PASS", ":lowDP;q10", ("lowDP", "q10")),
        ("q10", ":q10", ("q10",)),
    ],
)
def test_filters_are_those_of_the_record_and_of_the_tumour(
    tmp_path, filters, sample_filter, expected
):
    pos, base = _inside()
    keys, cell = ("GT:FT", "0/1" + sample_filter) if sample_filter else ("GT", "0/1")

    found = _read(tmp_path, f"chr5 {pos} . {base} {other_than(base)} . {filters} . {keys} {cell}")

    assert found.calls[0].filters == expected
