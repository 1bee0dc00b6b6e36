"""From adjacencies to events, findings and drivers."""

from __future__ import annotations

import pytest

from hccgenomics.model.structural_files import FusionCall
from hccgenomics.vocabulary import Assembly, Frame
from tests.structural import an_adjacency, an_end, found, in_words, judged
from tests.truth import rows


def listed(cell: str) -> list[str]:
    return sorted(part for part in cell.split("; ") if part)


def of(case, *, turned: bool = False):
    ends = (case["first"], case["second"])
    first, second = reversed(ends) if turned and "." not in ends else ends
    adjacency = an_adjacency(first, second, inserted=case["inserted"])
    return found(adjacency, assembly=Assembly(case["assembly"]))


def with_frame(expected: str) -> str:
    """Rows leave the frame out where nothing is to be said of it."""
    return expected if expected.rsplit(maxsplit=1)[-1] in FRAMES else f"{expected} unknown"


FRAMES = {"in_frame", "out_of_frame", "not_coding", "unknown"}


@pytest.mark.parametrize("case", rows("adjacencies.tsv"))
def test_truth(case):
    result = of(case)

    assert sorted(map(in_words, result.events)) == sorted(map(with_frame, listed(case["events"])))
    assert judged(result) == listed(case["findings"])
    assert result.elsewhere == (0 if case["events"] else 1)


@pytest.mark.parametrize("case", rows("adjacencies.tsv"))
def test_either_breakend_may_be_told_first(case):
    assert of(case, turned=True) == of(case)


def a_call(case) -> FusionCall:
    exons = tuple(map(int, case["exons"].split("::"))) if case["exons"] else (None, None)
    return FusionCall(
        case["five"],
        case["three"],
        a_place(case["first"]),
        a_place(case["second"]),
        frame=Frame(case["frame"] or "unknown"),
        exons=exons,
        is_rna=case["molecule"] == "RNA",
    )


def a_place(text: str):
    if not text:
        return None
    return an_end(text if text[-1] in "+-" else f"{text}?")


@pytest.mark.parametrize("case", rows("fusion_calls.tsv"))
def test_a_row_of_a_fusion_table(case):
    result = found(fusions=[a_call(case)])
    shown = result.set_aside if case["finding"] == "aside" else result.events
    expected = listed(case["event"])

    assert [without_unknown_exons(one) for one in map(in_words, shown)] == expected
    assert judged(result) == [one for one in listed(case["finding"]) if one != "aside"]
    assert result.elsewhere == (0 if expected else 1)


def without_unknown_exons(words: str) -> str:
    return words.replace(" -::- ", " ")
