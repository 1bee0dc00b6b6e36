"""Real files of structural variants: read as worked out by hand, or refused in one sentence."""

from __future__ import annotations

from collections import Counter

import pytest

from hccgenomics.errors import InputError
from hccgenomics.readers.structural import StructuralRequest, read_structural
from hccgenomics.vocabulary import DropReason
from tests.conftest import SHARED
from tests.structural_tables import end_text
from tests.truth import rows

REAL = sorted(path for path in (SHARED / "realdata" / "sv").rglob("*") if path.is_file())
TABLE = "structural_real.tsv"


def _read(path, **more):
    (file,) = read_structural(StructuralRequest((path,), **more))
    return file


def _counted(counts) -> str:
    return ";".join(f"{name}={counts[name]}" for name in sorted(counts)) or "-"


def _first(file) -> str:
    for one in file.adjacencies[:1]:
        return f"{end_text(one.first)} {end_text(one.second)}"
    for one in file.fusions[:1]:
        return f"{one.five_prime}::{one.three_prime} {one.exons[0]}::{one.exons[1]}"
    return "-"


def _found(path) -> dict[str, str]:
    try:
        file = _read(path)
    except InputError as error:
        return dict.fromkeys(("format", "records", "kept", "dropped", "kinds", "first"), "-") | {
            "tool": error.detail
        }
    kinds = Counter(one.kind.value for one in file.adjacencies)
    kinds += Counter(one.frame.value for one in file.fusions)
    return {
        "format": file.facts.format,
        "tool": file.facts.tool,
        "records": str(file.facts.records),
        "kept": str(file.tally.kept),
        "dropped": _counted({reason.value: n for reason, n in file.tally.dropped.items()}),
        "kinds": _counted(kinds),
        "first": _first(file),
    }


@pytest.mark.parametrize("row", rows(TABLE))
def test_a_real_file_is_read_as_worked_out_by_hand(row, shared):
    wanted = dict(row)
    assert _found(shared / "realdata" / wanted.pop("file")) == wanted


def test_every_real_file_is_in_the_table(shared):
    told = {row.values[0]["file"] for row in rows(TABLE)}
    assert {str(path.relative_to(shared / "realdata")) for path in REAL} <= told


def test_depth_alone_is_no_junction(shared):
    file = _read(shared / "realdata/sv/scout/one_cnvnator.vcf", tumour_sample="ADM1059A4")
    assert dict(file.tally.dropped) == {DropReason.NOT_STRUCTURAL: 1}
    assert file.notes[-2] == "1 record came from depth alone and stated no junction."


def test_the_reads_tell_the_columns_of_a_real_somatic_file(shared):
    name = "manta_vep_94_annotated_sv_cancer_file.vcf.gz"
    file = _read(shared / "realdata/sv/scout" / name)
    assert file.sample == "999-99"
    assert "column 11" in file.notes[0]


def test_two_descriptions_of_one_fusion_agree(shared):
    """LINX's drawn fusion: the 5' partner of a gene on the minus strand keeps what lies right."""
    file = _read(shared / "realdata/cnv/purple_umccr/linx.vis_fusion.tsv.gz")
    (call,) = file.fusions
    assert end_text(call.first) == "chr13:39223644-[0,0]"
    assert end_text(call.second) == "chr2:29765729+[0,0]"
