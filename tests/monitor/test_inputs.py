"""Which reports make a timeline, in which order, and what is refused in one sentence."""

from __future__ import annotations

import json

import pytest

from hccgenomics.errors import AssemblyError, FormatError, InputError, SampleError, UnreadableError
from hccgenomics.model.report import Clinical
from hccgenomics.pipeline.monitor.inputs import read_series
from tests.builders import a_provenance, a_sample
from tests.monitor.builders import (
    TERT,
    a_plasma,
    a_tissue,
    as_read,
    called,
    series_of_reports,
    the_course,
    written,
)

FIRST = a_plasma("2026-01-05", found=(called(TERT, 60, 3000),))
SECOND = a_plasma("2026-02-02", found=(called(TERT, 30, 3000),))


def refused(*reports, error=InputError, **how):
    from hccgenomics.pipeline.monitor.inputs import series_of

    with pytest.raises(error) as caught:
        series_of([as_read(one) for one in reports], **how)
    assert caught.value.exit_code == 3
    assert caught.value.hint
    assert "HCC-7" not in caught.value.sentence
    return caught.value.sentence


def test_plasma_is_ordered_by_day_and_tissue_comes_last(tmp_path):
    names = written(tmp_path, a_tissue(), SECOND, FIRST)
    series = read_series(names)

    assert [one.day for one in series.plasma] == ["2026-01-05", "2026-02-02"]
    assert [one.number for one in series.every] == [1, 2, 3]
    assert [one.where for one in series.every] == [names[2], names[1], names[0]]


def test_tissue_may_be_named_apart_or_among_the_others_or_both(tmp_path):
    names = written(tmp_path, FIRST, a_tissue())

    for series in (
        read_series(names), read_series(names[:1], names[1:]), read_series(names, names[1:]),
    ):  # fmt: skip
        assert len(series.plasma) == len(series.tissue) == 1


def test_a_report_without_a_day_is_refused():
    assert "--collected" in refused(FIRST, a_plasma(None))


@pytest.mark.parametrize("day", ["2026-02-31", "20260105", "2026-01", "soon"])
def test_a_day_that_is_none_is_refused(day):
    assert "is no date" in refused(a_plasma(day))


def test_two_of_one_day_are_refused_unless_ordered():
    again = a_plasma("2026-01-05", found=(called(TERT, 61, 3000),))

    assert "--in-order" in refused(FIRST, again)
    from hccgenomics.pipeline.monitor.inputs import series_of

    for order in ((FIRST, again), (again, FIRST)):
        series = series_of([as_read(one) for one in order], in_order=True)
        assert [one.report for one in series.plasma] == list(order)


def test_one_report_twice_is_refused():
    assert "given twice" in refused(FIRST, FIRST)


def test_a_report_beside_its_correction_is_refused():
    corrected = a_plasma(
        "2026-01-05", status="corrected", supersedes=FIRST.report_id, reason="Wrong day.",
    )  # fmt: skip

    assert "corrects another" in refused(FIRST, corrected)


def test_tissue_alone_is_no_timeline():
    assert "--specimen plasma" in refused(a_tissue())


def test_plasma_is_not_taken_for_tissue(tmp_path):
    names = written(tmp_path, FIRST, SECOND)

    with pytest.raises(SampleError, match="is of plasma"):
        read_series(names[:1], names[1:])


def test_two_assemblies_are_refused():
    other = a_plasma("2026-02-02", sample={"assembly": "GRCh37"})

    assert "one assembly" in refused(FIRST, other, error=AssemblyError)


@pytest.mark.parametrize("key", ["patient", "patient_id", "Patient number"])
def test_two_patients_are_refused_and_neither_is_named(key):
    def of(value):
        return Clinical(scores=(), why="", passed_through={key: value, "order": value})

    said = refused(
        a_plasma("2026-01-05", clinical=of("A1")), a_plasma("2026-02-02", clinical=of("B2")),
        error=SampleError,
    )  # fmt: skip
    assert "another person" in said
    assert "A1" not in said
    assert "B2" not in said
    assert len(
        series_of_reports(
            a_plasma("2026-01-05", clinical=of("A1")), a_plasma("2026-02-02", clinical=of("A1"))
        ).plasma
    ) == 2  # fmt: skip


def test_two_sexes_are_refused_and_a_missing_one_is_not():
    other = a_plasma("2026-02-02", sample={"sex": "female"})
    unknown = a_plasma("2026-02-02", sample={"sex": None})

    assert "another sex" in refused(FIRST, other, error=SampleError)
    assert len(series_of_reports(FIRST, unknown).plasma) == 2


def test_a_missing_file_is_one_sentence(tmp_path):
    with pytest.raises(UnreadableError) as caught:
        read_series([str(tmp_path / "none.report.json")])
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"{}", b"\xff\xfe", b'{"schema_version": 3}']
)
def test_a_damaged_file_is_one_sentence(tmp_path, content):
    path = tmp_path / "r.report.json"
    path.write_bytes(content)

    with pytest.raises(InputError) as caught:
        read_series([str(path)])
    assert str(path) in caught.value.sentence
    assert "\n" not in caught.value.sentence


def test_a_truncated_report_is_refused(tmp_path):
    (name,) = written(tmp_path, FIRST)
    content = (tmp_path / "r1.report.json").read_bytes()
    (tmp_path / "r1.report.json").write_bytes(content[: len(content) // 2])

    with pytest.raises(FormatError):
        read_series([name])


def test_another_schema_version_is_named(tmp_path):
    (name,) = written(tmp_path, FIRST)
    document = json.loads((tmp_path / "r1.report.json").read_text())
    (tmp_path / "r1.report.json").write_text(json.dumps({**document, "schema_version": "9.0"}))

    with pytest.raises(InputError, match=r"9\.0"):
        read_series([name])


def test_what_differs_between_time_points_is_said():
    from hccgenomics.model.plasma import CoverageSection
    from hccgenomics.model.settings import Settings
    from hccgenomics.pipeline.monitor.series import monitor_of

    other = a_plasma(
        "2026-02-02",
        sample={"callers": ("vardict",)},
        coverage=CoverageSection(),
        provenance=a_provenance(settings=Settings(min_alt_depth=7), software_version="0.2.0"),
    )
    said = " ".join(monitor_of(series_of_reports(FIRST, other)).differences)

    for part in ("min_alt_depth", "vardict (time point 2)", "told (time point 1)", "0.2.0"):
        assert part in said
    assert monitor_of(series_of_reports(FIRST, SECOND)).differences == ()


def test_a_germline_variant_that_leaves_raises_a_doubt():
    from hccgenomics.pipeline.monitor.series import monitor_of
    from tests.monitor.builders import counted

    germline = called(TERT, 1500, 3000, origin="likely_germline", driver=False)
    gone = a_plasma("2026-02-02", forced=(counted(TERT, "not_detected", 0, 4000),))
    made = monitor_of(series_of_reports(a_plasma("2026-01-05", found=(germline,)), gone))

    assert any("one person" in remark for remark in made.remarks)


def test_the_label_is_the_tissues_then_the_first_plasmas():
    from hccgenomics.pipeline.monitor.series import monitor_of

    assert monitor_of(series_of_reports(FIRST, a_tissue())).label == "HCC-7-T"
    assert monitor_of(series_of_reports(SECOND, FIRST)).label == "P-2026-01-05"
    assert monitor_of(series_of_reports(FIRST), label="X").label == "X"


def test_the_sample_builder_is_of_plasma():
    assert {one.sample.specimen for one in the_course()} == {"plasma"}
    assert a_sample().specimen == "tissue"
