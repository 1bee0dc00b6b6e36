"""The check of whose reads a file holds, on real files: no false alarm, and pairs turned round."""

from __future__ import annotations

import pytest

from hccgenomics.interpret.sample_check import check_sample
from hccgenomics.model.settings import Settings
from hccgenomics.pipeline.models import open_models
from hccgenomics.readers.calls import ReadRequest
from hccgenomics.readers.inspection import inspect
from hccgenomics.vocabulary import Assembly
from tests.conftest import SHARED
from tests.truth import rows

REAL = SHARED / "realdata"
FOLDERS = ("callers", "ctdna")
PAIRS = ("callers/vcf2maf/test_strelka.vcf", "ctdna/cfdna-unfiltered.vcf")
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the shared files are not here")


@pytest.fixture(scope="module")
def panels():
    return open_models(None)


def doubts_of(path, panels, **options):
    """What is said against a file; ``None`` if it cannot be read even with help."""
    for assembly in (None, *Assembly):
        found = inspect(ReadRequest((path,), assembly=assembly, **options), panels)
        asks = {error.code for error in found.faults}
        if asks == {"input.sample"} and not options and found.header and found.header.samples:
            return doubts_of(path, panels, tumour_sample=found.header.samples[0])
        if not asks:
            return check_sample(found.calls, found.signs, Settings()).doubts
    return None


def test_germline_files_are_found_and_nothing_else(panels):
    expected = {row.values[0]["path"]: row.values[0]["says"] for row in rows("sample_mistakes.tsv")}
    files = [p for folder in FOLDERS for p in sorted((REAL / folder).rglob("*")) if p.is_file()]
    read = {str(path.relative_to(REAL)): doubts_of(path, panels) for path in files}

    objected = {name: doubts for name, doubts in read.items() if doubts}
    assert objected.keys() == expected.keys()
    assert all(expected[name] in doubts[0] for name, doubts in objected.items())
    assert sum(doubts is not None for doubts in read.values()) > 100


@pytest.mark.parametrize("name", PAIRS)
def test_a_pair_turned_round_is_found(name, panels):
    turned = {"tumour_sample": "NORMAL", "normal_sample": "TUMOR"}
    straight = {"tumour_sample": "TUMOR", "normal_sample": "NORMAL"}

    assert doubts_of(REAL / name, panels, **straight) == ()
    assert "seem to be swapped" in doubts_of(REAL / name, panels, **turned)[0]
