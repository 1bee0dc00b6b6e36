"""The real ctDNA files: every variant read from them by hand has its right state."""

from __future__ import annotations

from functools import cache

import pytest

from hccgenomics.model.settings import Settings
from hccgenomics.pipeline.models import open_models
from hccgenomics.pipeline.report import ReportRequest, make_report
from hccgenomics.readers.calls import ReadRequest, read_small_variants
from hccgenomics.vocabulary import Assembly, DepthUnit, MarkerState, Origin, Specimen
from tests.truth import rows

TRUTH = [row.values[0] for row in rows("ctdna_real.tsv")]
FILES = sorted({(row["file"], row["sample"]) for row in TRUTH})
TERT = "TERT promoter"


def options(sample: str) -> dict:
    if sample == "assembly":
        return {"assembly": Assembly.GRCH37}
    tumour, _, normal = sample.partition(",")
    named = {"tumour_sample": tumour or None, "normal_sample": normal or None}
    return {name: value for name, value in named.items() if value}


@cache
def made(path, sample, panel):
    asked = options(sample) | {"specimen": Specimen.PLASMA, "panel": panel}
    return make_report(ReportRequest(paths=(str(path),), settings=Settings(), **asked))


@pytest.fixture
def reported(shared):
    def report(file, sample, panel=None):
        return made(shared / "realdata" / "ctdna" / file, sample, panel)

    return report


@pytest.mark.parametrize("row", rows("ctdna_real.tsv"))
def test_each_variant_is_where_it_belongs(row, reported):
    report = reported(row["file"], row["sample"])
    place = (row["contig"], int(row["pos"]), row["ref"], row["alt"])
    (entry,) = (e for e in report.ledger.entries if (e.contig, e.pos, e.ref, e.alt) == place)

    assert entry.bucket == row["bucket"]
    assert [str(n) if n is not None else "" for n in (entry.alt_depth, entry.depth)] == [
        row["alt_depth"],
        row["depth"],
    ]
    found = [one for one in report.alterations if one.id in entry.alterations]
    assert [one.origin for one in found] == ([Origin(row["origin"])] if row["origin"] else [])


@pytest.mark.parametrize(("file", "sample"), FILES)
def test_what_a_file_counts_is_told(file, sample, shared):
    path = shared / "realdata" / "ctdna" / file
    asked = ReadRequest((path,), **options(sample))
    found = read_small_variants(asked, open_models(None))
    (unit,) = {row["unit"] for row in TRUTH if row["file"] == file}

    assert found.unit is DepthUnit(unit)
    told = [note for note in found.notes if "counts those of the column" in note]
    assert bool(told) is (unit != "reads")


@pytest.mark.parametrize(("file", "sample"), FILES)
def test_a_promoter_nobody_looked_at_is_never_absent(file, sample, reported):
    (alone,) = (m for m in reported(file, sample).markers if m.marker == TERT)
    (panel,) = (m for m in reported(file, sample, "FMI-T7").markers if m.marker == TERT)

    assert alone.state is MarkerState.NO_CALL
    assert panel.state is MarkerState.NOT_ASSAYED


def test_everything_is_kept_or_counted(reported):
    for file, sample in FILES:
        ledger = reported(file, sample).ledger
        assert ledger.read == ledger.kept + sum(ledger.dropped.values())
