"""Every registered caller sits this exam; a new caller is enrolled by being registered."""

from __future__ import annotations

import csv
from multiprocessing.reduction import ForkingPickler

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.errors import DialectError
from hccgenomics.readers.calls import ReadRequest, read_small_variants
from hccgenomics.readers.dialect import BadCountError, Written, count, fraction
from hccgenomics.readers.dialects import ALIASES, DIALECTS, choose_dialect
from hccgenomics.readers.header import FIXED_COLUMNS, parse_header
from tests.conftest import DATA, ROOT

OPTIONAL = {"tag"}
"""Columns that an expected table may leave out."""
FIXTURES = sorted((DATA / "vcf").glob("*/*.vcf"))


@pytest.fixture(params=DIALECTS)
def caller(request) -> str:
    return request.param


@pytest.fixture(params=FIXTURES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def fixture(request):
    return request.param


def _header(*meta):
    lines = [*(f"##{line}".encode() for line in meta), "\t".join(FIXED_COLUMNS).encode()]
    return parse_header(lines)


def _shown(value) -> str:
    if isinstance(value, float):
        value = round(value, 4)
    return "-" if value is None else str(value)


def _row(call) -> dict[str, str]:
    support, normal = call.support, call.normal_support
    phase = call.phase and f"{call.phase.phase_set}/{call.phase.haplotype}"
    return {
        "variant": str(call.variant),
        "ref_depth": _shown(support.ref_depth),
        "alt_depth": _shown(support.alt_depth),
        "depth": _shown(support.depth),
        "vaf": _shown(support.vaf),
        "normal_alt_depth": _shown(normal and normal.alt_depth),
        "filters": ";".join(call.filters) or "-",
        "carries": _shown(call.genotype_carries_allele),
        "phase": _shown(phase),
        "tag": _tag(call.tag),
    }


def _tag(tag) -> str:
    return f"{tag.says.value} ({tag.field})" if tag else "-"


def _asked(row, columns):
    return {name: value for name, value in row.items() if name in columns or name not in OPTIONAL}


def test_has_a_fixture(caller):
    assert (DATA / "vcf" / caller / "tumour.vcf").is_file()
    assert (DATA / "vcf" / caller / "tumour.expected.tsv").is_file()


def test_reads_its_fixture(fixture, panels):
    with fixture.with_suffix(".expected.tsv").open(newline="") as handle:
        expected = list(csv.DictReader(handle, delimiter="\t"))

    found = read_small_variants(ReadRequest((fixture,)), panels)

    assert [_asked(_row(call), expected[0]) for call in found.calls] == expected


def test_says_what_the_documentation_needs(caller):
    dialect = DIALECTS[caller]

    assert dialect.name == caller
    assert dialect.title
    assert dialect.documentation.startswith("https://")
    assert dialect.quirk.endswith(".")
    assert dialect.needs or caller in {"generic", "merged"}


def test_is_read_the_same_when_it_is_named(fixture, panels):
    own = fixture.parent.name
    found = read_small_variants(ReadRequest((fixture,)), panels)
    named = read_small_variants(ReadRequest((fixture,), caller=own), panels)

    assert named.calls == found.calls


def test_is_recognised_by_its_header_alone(fixture, panels):
    found = read_small_variants(ReadRequest((fixture,)), panels)

    assert found.callers == (fixture.parent.name,)


def test_an_unknown_caller_is_read_by_the_specification_and_this_is_said(data, panels):
    found = read_small_variants(ReadRequest((data / "vcf/generic/tumour.vcf",)), panels)

    assert any("not recognised" in note for note in found.notes)


def test_the_user_settles_it():
    header = _header(
        "source=Mutect2", "source=VarDict_v1.8.2", "FORMAT=<ID=AD,Number=R>", "FORMAT=<ID=VD>"
    )

    for name in ("mutect2", "vardict", "generic", "VarDict"):
        assert choose_dialect(header, caller=name, where="a").name == name.lower()


def test_a_caller_nobody_knows_is_an_error_that_lists_those_we_know():
    with pytest.raises(DialectError, match=r"'nonesuch'.*mutect2, .*vardict, .*generic"):
        choose_dialect(_header(), caller="nonesuch", where="a")


def test_what_else_users_call_a_caller_is_a_dialect_and_documented():
    page = (ROOT / "docs" / "dialects.md").read_text()

    assert set(ALIASES.values()) <= set(DIALECTS)
    assert not set(ALIASES) & set(DIALECTS)
    assert all(f"`{alias}`" in page for alias in ALIASES)


def test_a_caller_may_be_named_otherwise():
    header = _header("FORMAT=<ID=AD,Number=R>", "FORMAT=<ID=VF,Number=1>")

    assert choose_dialect(header, caller="TSO500", where="a").name == "pisces"


def test_a_named_caller_whose_fields_are_absent_does_not_fit():
    header = _header("FORMAT=<ID=GT,Number=1>", "FORMAT=<ID=AD,Number=R>")

    with pytest.raises(DialectError, match="strelka2 does not fit"):
        choose_dialect(header, caller="strelka2", where="a")


def test_a_strelka_germline_file_is_no_somatic_one():
    header = _header("source=strelka", "FORMAT=<ID=AD,Number=.>", "FORMAT=<ID=GT,Number=1>")

    assert choose_dialect(header, caller=None, where="a").name == "generic"


BEYOND = ["2147483648", "9" * 400, "9" * 5000]


@pytest.mark.parametrize("text", ["x", "-1", "1.5", "1e3", "²", " 1", "1_000", "+1", *BEYOND])
def test_a_count_is_digits_or_nothing(text):
    with pytest.raises(BadCountError):
        count(text)


def test_the_largest_count_is_the_largest_number_of_vcf():
    assert count("2147483647") == 2**31 - 1


@pytest.mark.parametrize("text", ["x", "-0.1", "1.01", "nan", "inf", "35.3%", "35", *BEYOND])
def test_a_fraction_is_between_0_and_1_or_nothing(text):
    with pytest.raises(BadCountError):
        fraction(text)


@pytest.mark.parametrize("text", [None, "", "."])
def test_unknown_is_none_and_never_zero(text):
    assert count(text) is None
    assert fraction(text) is None


def test_counts_added_to_a_strelka_file_by_other_tools_are_read():
    support = DIALECTS["strelka2"].support(Written(("G", "A"), 1, {"AD": "7,3", "DP": "12"}))

    assert (support.ref_depth, support.alt_depth, support.depth) == (7, 3, 10)


def test_vardict_counts_of_one_allele_are_not_given_to_two():
    fields = {"VD": "9", "AD": "80,9,2", "DP": "95"}

    support = DIALECTS["vardict"].support(Written(("G", "A", "T"), 2, fields))

    assert (support.ref_depth, support.alt_depth) == (80, 2)


def test_parts_of_a_depth_are_not_mixed_with_another_depth():
    support = DIALECTS["generic"].support(Written(("G", "A"), 1, {"AD": ".,5", "DP": "90"}))

    assert (support.ref_depth, support.alt_depth, support.depth) == (None, 5, None)


OTHERS = "GT AD DP AF DP4 VAF FREQ SS FT HSS BCOUNT TAR CU TU NT STATUS SOMATIC FDP FRO FAO SB PL"
OWN = {key for dialect in DIALECTS.values() for key in dialect.needs | dialect.info}
FIELDS = sorted(OWN | set(OTHERS.split()))
TEXTS = ["", ".", ",", "0", "5", "7,3", "7,3,1", "1,2,3,4", "0.5", "12,5%", "%", "nan"]
LISTED = [".", "0", "9", "2147483648", "-1", "x"]
VALUES = st.one_of(
    st.sampled_from(TEXTS),
    st.lists(st.sampled_from(LISTED), max_size=5).map(",".join),
    st.text(max_size=4),
)
SPELLED = ["A", "c", "G", "TA", "N", "*", "<DEL>", "<NON_REF>"]
ALLELES = st.lists(st.sampled_from(SPELLED), min_size=2)


@given(
    st.dictionaries(st.sampled_from(FIELDS), VALUES),
    st.dictionaries(st.sampled_from(FIELDS), VALUES),
    ALLELES,
    st.data(),
)
def test_whatever_a_record_holds_its_counts_are_counts_or_unknown(fields, info, alleles, data):
    index = data.draw(st.integers(1, len(alleles) - 1))
    written = Written(tuple(alleles), index, fields, info, ("PASS-not",))
    for dialect in DIALECTS.values():
        tag = dialect.tag(written)
        assert tag is None or tag.field
        try:
            support = dialect.support(written)
        except BadCountError:
            continue
        depths = (support.ref_depth, support.alt_depth, support.depth)
        assert all(depth is None or depth >= 0 for depth in depths), dialect.name
        assert support.vaf is None or 0 <= support.vaf <= 1, dialect.name


def test_a_dialect_can_be_sent_to_another_process(caller):
    assert ForkingPickler.dumps(DIALECTS[caller])
