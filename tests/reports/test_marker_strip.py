"""What the strip of markers says of one that is open: what was looked at, and what was not."""

from __future__ import annotations

import pytest

from hccgenomics.model.copy_number import GeneCopies
from hccgenomics.model.report import Limit
from hccgenomics.reports.marker_strip import strip_of
from hccgenomics.vocabulary import CopyClass
from tests import builders
from tests.builders import a_component, a_marker
from tests.reports.test_forced_rows import a_call

NO_BREAK = "\N{NO-BREAK SPACE}"


def small(gene: str, state: str, limit: float | None = None):
    stated = None if limit is None else Limit(value=limit, unit="VAF")
    return a_component(gene=gene, state=state, limit=stated, why=f"Of {gene}.")


def other(gene: str, class_: str, state: str = "not_assayed"):
    return a_component(gene=gene, state=state, why="No file was given.", **{"class": class_})


def said_of(*parts, **fields) -> str:
    marker = a_marker("TP53", state="no_call", components=parts, **fields)
    (cell,) = strip_of(builders.a_report(markers=(marker,)), {})
    return cell.detail.replace(NO_BREAK, " ")


def test_parts_that_are_absent_are_told_with_the_worst_limit_and_what_was_not_assayed():
    parts = (
        small("RB1", "absent", 0.009),
        small("PTEN", "absent", 0.0125),
        other("RB1", "copy_number"),
        other("PTEN", "copy_number"),
        other("RB1", "fusion"),
    )

    assert said_of(*parts, depth=900) == (
        "small variants absent down to 1.25 % VAF; not assayed: copy number, fusion"
    )


def test_where_only_some_parts_are_absent_they_are_named():
    parts = (small("IDH1", "absent", 0.009), small("IDH2", "no_call"))

    assert said_of(*parts) == "small variants of IDH1 absent down to 0.9 % VAF"


def test_many_parts_are_counted():
    parts = (*(small(f"GENE{n}", "absent", 0.02) for n in range(4)), small("LAST", "no_call"))

    assert said_of(*parts) == "small variants of 4 of 5 parts absent down to 2 % VAF"


@pytest.mark.parametrize("limit", [None, 0.05])
def test_a_part_without_a_call_is_never_called_absent(limit):
    said = said_of(small("TP53", "no_call", limit), other("TP53", "copy_number"), depth=134)

    assert said == "depth 134"


def test_nothing_known_is_nothing_said():
    assert said_of(small("TP53", "no_call"), depth=None) == ""


def test_reads_that_were_counted_and_not_called_are_named_once():
    call = a_call(name="TP53 p.R249S")
    marker = a_marker(
        "TP53",
        state="no_call",
        components=(small("TP53", "no_call", 0.01),),
        why="TP53 p.R249S is carried by 3 of 1,196 fragments there, and was not called.",
        depth=1111,
    )
    report = builders.a_report(markers=(marker,), forced_calls=(call, call))
    (cell,) = strip_of(report, {})

    assert cell.detail == "reads carry TP53 p.R249S, not called; depth 1,111"


def test_a_marker_named_after_its_only_change_tells_the_copies():
    copies = GeneCopies(
        "FGF19", "chr11", 0, 1, CopyClass.AMPLIFICATION, "Copies.", copies=11.2,
        copies_low=8.1, copies_high=14.4,
    )  # fmt: skip
    found = builders.an_alteration(gene="FGF19", copy_number=copies)
    name = "FGF19 amplification"
    marker = a_marker(name, state="present", alterations=(found.id,))
    report = builders.a_report(markers=(marker,), alterations=(found,))
    (cell,) = strip_of(report, {found.id: name})

    assert cell.detail == "11 copies (8.1 to 14)"


def test_a_marker_of_which_nothing_small_was_assayed_says_so():
    said = said_of(small("RPS6KA3", "not_assayed"), other("RPS6KA3", "copy_number", "no_call"))

    assert said == "not assayed: small variants"


@pytest.mark.parametrize(
    ("marker", "name", "shown"),
    [
        ("TP53", "TP53 p.R249S", "p.R249S"),
        ("CTNNB1 exon 3", "CTNNB1 p.D32G", "CTNNB1 p.D32G"),
        ("TERT promoter", "TERT promoter c.-124C>T (C228T)", "c.-124C>T (C228T)"),
        ("CDKN2A/RB1", "CDKN2A homozygous deletion", "CDKN2A homozygous deletion"),
    ],
)
def test_a_cell_names_a_change_once(marker, name, shown):
    marker = a_marker(marker, state="present", alterations=("one",))
    (cell,) = strip_of(builders.a_report(markers=(marker,)), {"one": name})

    assert cell.detail == shown
