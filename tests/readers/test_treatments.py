"""Treatments as a ward states them."""

from __future__ import annotations

import pytest

from hccgenomics.errors import FormatError, UnreadableError
from hccgenomics.readers.treatments import read_treatments

TOML = """
[[treatments]]
name = "lenvatinib"
start = 2026-01-12
end = "2026-04"

[[treatments]]
name = "resection"
start = 2025
note = "segment 6"
"""
TABLE = "\n".join(
    (
        "name\tstart\tend\tnote",
        "# ours",
        "lenvatinib\t2026-01-12\t2026-04\t",
        "resection\t2025\t\tsegment 6",
        "",
    )
)


@pytest.fixture
def read(tmp_path):
    def of(text: str | bytes):
        path = tmp_path / "treatments.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_treatments(path)

    return of


@pytest.mark.parametrize("text", [TOML, TABLE, TABLE.replace("\n", "\r\n"), "\ufeff" + TABLE])
def test_both_forms_say_the_same(read, text):
    first, second = read(text)

    assert (first.name, first.start, first.end, first.note) == (
        "lenvatinib", "2026-01-12", "2026-04", "",
    )  # fmt: skip
    assert (second.start, second.end, second.note) == ("2025", None, "segment 6")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[[treatment]]\nname='x'\nstart=2026-01-01\n",
        "treatments = 3\n",
        "[[treatments]]\nname = 'x'\n",
        "[[treatments]]\nstart = 2026-01-01\n",
        "[[treatments]]\nname = ''\nstart = 2026-01-01\n",
        "[[treatments]]\nname = 'x'\nstart = '12.1.2026'\n",
        "[[treatments]]\nname = 'x'\nstart = '2026-13'\n",
        "[[treatments]]\nname = 'x'\nstart = 2026-03-01\nend = '2026-02'\n",
        "[[treatments]]\nname = 'x'\nstart = 2026-03-01\ndose = 3\n",
        "treatments = ['x']\n",
        "name\tbegin\nx\t2026-01-01\n",
        "name\tname\tstart\nx\ty\t2026-01-01\n",
        "name\tstart\nx\t2026-01-01\tmore\n",
        "name\tstart\nx\n",
    ],
)
def test_what_cannot_be_read_is_one_sentence(read, text):
    with pytest.raises(FormatError) as caught:
        read(text)
    assert "\n" not in caught.value.sentence
    assert caught.value.exit_code == 3


def test_what_is_no_text_is_refused(read, tmp_path):
    with pytest.raises(UnreadableError):
        read(b"\xff\xfe\x00")
    with pytest.raises(UnreadableError):
        read_treatments(tmp_path / "none.toml")


def test_an_end_in_the_month_of_the_start_is_no_fault(read):
    (one,) = read("name\tstart\tend\nTACE\t2026-03-12\t2026-03\n")

    assert one.end == "2026-03"


def test_only_a_line_feed_ends_a_row(read):
    (one,) = read("name\tstart\tnote\nlenvatinib\t2026-01\tsegment 6\u2028and 7\x0b8")

    assert one.note == "segment 6\u2028and 7\x0b8"


def test_a_cell_without_end_is_refused_in_a_sentence(read):
    with pytest.raises(FormatError, match="treatment 1 name"):
        read(f"name\tstart\n{'x' * 200_000}\t2026-01")
