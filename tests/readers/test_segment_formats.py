"""Every registered copy-number format sits this exam; it is enrolled by being registered.

Beside each file under ``tests/data/cnv/<format>/`` stand ``.expected.tsv``, its rows as a reader
must see them, and ``.facts.tsv``, all else; both worked out by hand from the file's text.
"""

from __future__ import annotations

import csv
import gzip

import pytest

from hccgenomics.errors import FormatError
from hccgenomics.readers.copy_number import CopyNumberRequest, read_copy_number
from hccgenomics.readers.segments import ALIASES, FORMATS, REGISTRY
from hccgenomics.vocabulary import DialectTier
from tests.conftest import DATA

FOLDER = DATA / "cnv"
NUMBERS = (
    "log2_ratio",
    "log2_low",
    "log2_high",
    "log2_error",
    "copies",
    "copies_low",
    "copies_high",
    "minor_copies",
    "minor_allele_fraction",
    "cell_fraction",
    "support",
)
BESIDE = (".expected.tsv", ".facts.tsv")
FIXTURES = sorted(
    path
    for path in FOLDER.glob("*/*")
    if path.is_file()
    and path.with_suffix(".facts.tsv").is_file()
    and not path.name.endswith(BESIDE)
)
OPTIONS = {"ask": "sample", "normal": "normal", "name": "format"}
"""What a table of facts says that the user says, and where it goes."""


@pytest.fixture(params=REGISTRY)
def name(request) -> str:
    return request.param


@pytest.fixture(params=FIXTURES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def fixture(request):
    return request.param


def _facts(path) -> list[tuple[str, str]]:
    with path.with_suffix(".facts.tsv").open(newline="", encoding="utf-8") as handle:
        return [(row["key"], row["value"]) for row in csv.DictReader(handle, delimiter="\t")]


TOLD = [path for path in FIXTURES if "name" not in dict(_facts(path))]
"""All but those that only the user can name."""


def _read(path, **more):
    said = {OPTIONS[key]: value for key, value in _facts(path) if key in OPTIONS}
    (found,) = read_copy_number(CopyNumberRequest((path,), **(said | more)))
    return found


def _shown(value) -> str:
    return "-" if value is None or value == "" else f"{value:g}"


def _place(place) -> dict[str, str]:
    if place is None:
        return {"contig": "-", "start": "-", "end": "-"}
    return {"contig": place.contig, "start": str(place.start), "end": str(place.end)}


def _observed(seen) -> dict[str, str]:
    numbers = {name: _shown(_rounded(getattr(seen, name))) for name in NUMBERS}
    return numbers | {"level": seen.level.value if seen.level else "-", "call": seen.call or "-"}


def _rounded(value):
    return round(value, 4) if isinstance(value, float) else value


def _rows(found) -> list[dict[str, str]]:
    segments = [
        {"kind": "segment", "gene": "-", **_place(part), **_observed(part.seen)}
        for part in found.segments
    ]
    genes = [
        {"kind": "gene", "gene": row.gene, **_place(row.place), **_observed(row.seen)}
        for row in found.genes
    ]
    return [*segments, *genes, *_bins(found)]


def _bins(found) -> list[dict[str, str]]:
    return [
        {
            "kind": "bin",
            "contig": contig,
            "start": str(bins.starts[at]),
            "end": str(bins.ends[at]),
            "log2_ratio": _shown(round(bins.log2[at], 4)),
            "weight": _shown(round(bins.weights[at], 4)),
        }
        for contig, bins in found.bins.items()
        for at in range(len(bins.starts))
    ]


def _said(row) -> dict[str, str]:
    """Cells with a value, numbers as they are shown: a column that is left out is unknown."""
    return {key: _plain(key, cell) for key, cell in row.items() if cell not in {"-", None}}


def _plain(key, cell) -> str:
    return _shown(_rounded(float(cell))) if key in {*NUMBERS, "weight"} else cell


def _range(low, high) -> str:
    return "" if low is None and high is None else f" ({low}-{high})"


def _solution(found) -> str:
    words = [found.source]
    if found.purity is not None:
        words.append(f"purity={found.purity}{_range(found.purity_low, found.purity_high)}")
    if found.ploidy is not None:
        words.append(f"ploidy={found.ploidy}{_range(found.ploidy_low, found.ploidy_high)}")
    words += [f"doubled={found.is_doubled}"] * (found.is_doubled is not None)
    words += [f"sex={found.sex}"] * (found.sex is not None)
    words += [f"status={found.status}"] * bool(found.status)
    return " ".join(words)


def _stated(found) -> dict[str, list[str]]:
    dropped = sorted(f"{reason.value}={count}" for reason, count in found.tally.dropped.items())
    return {
        "format": [found.facts.format],
        "tool": [found.facts.tool],
        "tier": [found.facts.tier.value],
        "source": [found.source.value],
        "records": [str(found.facts.records)],
        "kept": [str(found.tally.kept)],
        "dropped": [";".join(dropped) or "-"],
        "sample": [found.sample or "-"],
        "x_is_diploid": [str(found.x_is_diploid)],
        "copies_are_corrected": [str(found.copies_are_corrected)],
        "text": list(found.build.texts),
        "length": [f"{name}={length}" for name, length in found.build.lengths.items()],
        "solution": [_solution(solution) for solution in found.solutions],
        "note": list(found.notes),
    }


def test_has_a_fixture(name):
    assert any(path.parent.name == name for path in FIXTURES)


def test_every_fixture_is_of_a_format():
    assert {path.parent.name for path in FIXTURES} == set(REGISTRY)


def test_every_file_has_its_rows_and_facts_beside_it():
    files = [path for path in FOLDER.glob("*/*") if not path.name.endswith(BESIDE)]

    assert set(files) == set(FIXTURES)
    assert all(path.with_suffix(ending).is_file() for path in files for ending in BESIDE)


def test_reads_its_fixture(fixture):
    with fixture.with_suffix(".expected.tsv").open(newline="", encoding="utf-8") as handle:
        expected = [_said(row) for row in csv.DictReader(handle, delimiter="\t")]

    found = [_said(row) for row in _rows(_read(fixture))]

    assert found == expected


def test_says_of_its_fixture_what_is_known(fixture):
    facts = [fact for fact in _facts(fixture) if fact[0] not in OPTIONS]
    stated = _stated(_read(fixture))

    assert facts
    for key, value in facts:
        assert value in stated[key]
    assert sum(key == "solution" for key, _ in facts) == len(stated["solution"])


@pytest.mark.parametrize("path", TOLD, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_is_recognised_by_its_content_alone(path, tmp_path):
    copy = tmp_path / "x"
    copy.write_bytes(path.read_bytes())
    said = {OPTIONS[key]: value for key, value in _facts(path) if key in OPTIONS}

    (found,) = read_copy_number(CopyNumberRequest((copy,), **said))

    assert found.facts.format == path.parent.name


def test_is_read_the_same_when_it_is_named(fixture):
    own = dict(_facts(fixture)).get("name", fixture.parent.name)

    assert _read(fixture, format=own) == _read(fixture)


def test_is_read_the_same_packed_and_with_other_line_ends(fixture, tmp_path):
    text = fixture.read_bytes()
    packed, windows = tmp_path / "packed.gz", tmp_path / "windows"
    packed.write_bytes(gzip.compress(text))
    windows.write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    said = {OPTIONS[key]: value for key, value in _facts(fixture) if key in OPTIONS}

    plain = _rows(_read(fixture))
    files = read_copy_number(CopyNumberRequest((packed, windows), **said))

    assert [_rows(found) for found in files] == [plain, plain]


def test_loses_no_row(fixture):
    found = _read(fixture)

    assert found.tally.read == found.facts.records


def test_says_what_the_documentation_needs(name):
    known = FORMATS[name]

    assert known.name == name
    assert known.title
    assert known.url.startswith("https://")
    assert known.reads
    assert known.counts
    assert known.states.endswith(".")
    assert known.untold.endswith(".")
    assert known.tier in DialectTier


def test_other_names_are_of_formats():
    assert set(ALIASES.values()) <= set(REGISTRY)
    assert not set(ALIASES) & set(REGISTRY)


def test_a_format_that_does_not_fit_is_refused(name, tmp_path):
    path = tmp_path / "x.tsv"
    path.write_text("shoe\tsize\tcolour\nleft\t40\tred\n", encoding="utf-8")

    with pytest.raises(FormatError, match=r"none of them\.") as caught:
        read_copy_number(CopyNumberRequest((path,), format=name))

    assert name in caught.value.detail
