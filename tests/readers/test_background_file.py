"""The file of a background: it reads back as it was written, and damage is said in one sentence."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.errors import AssemblyError, FormatError, InputError, UnreadableError
from hccgenomics.model.background import Background, ContextBackground, SiteBackground, SiteNoise
from hccgenomics.model.variant import Variant
from hccgenomics.readers.background import (
    ALIGNMENTS,
    CALLS,
    HEAD_KEYS,
    SOURCES,
    BackgroundHead,
    content_digest,
    read_background,
    read_background_file,
)
from hccgenomics.readers.write_background import background_bytes, background_text
from hccgenomics.vocabulary import CONTIGS, Assembly, DepthUnit

HEAD = BackgroundHead(
    Assembly.GRCH38, ALIGNMENTS, DepthUnit.FRAGMENTS, 24, 20, 20, "it 1", "0" * 64
)
RATES = st.floats(1e-9, 0.9).map(lambda x: float(f"{x:.6g}"))
SPREADS = st.none() | st.floats(0.01, 1e8).map(lambda x: float(f"{x:.6g}"))
COUNTS = st.integers(0, 10**9)
CHANGES = st.tuples(
    st.sampled_from(CONTIGS),
    st.integers(1, 10**8),
    st.text("ACGT", min_size=1, max_size=3),
    st.text("ACGT", min_size=1, max_size=3),
).filter(lambda place: place[2] != place[3])


@st.composite
def sites(draw):
    noise = SiteNoise(draw(RATES), draw(SPREADS), "site")
    context = draw(st.sampled_from(["A[C>T]G", "C>T", "del1", "ins2+", "mnv"]))
    return SiteBackground(noise, context, draw(COUNTS), draw(COUNTS), draw(COUNTS), draw(COUNTS))


@st.composite
def contexts(draw, rests_on="context"):
    noise = SiteNoise(draw(RATES), draw(SPREADS), rests_on)
    figures = draw(SPREADS), draw(SPREADS), draw(COUNTS), draw(COUNTS), draw(COUNTS)
    return ContextBackground(noise, *figures)


@st.composite
def models(draw):
    return Background(
        assembly=Assembly.GRCH38,
        normals=24,
        overall=draw(contexts("global")),
        sites=draw(st.dictionaries(CHANGES, sites(), max_size=6)),
        contexts=draw(st.dictionaries(st.sampled_from(["A[C>T]G", "del1", "C>A"]), contexts())),
        left_out=draw(COUNTS),
    )


A_SITE = SiteBackground(SiteNoise(0.0012, 800.0, "site"), "C[C>T]T", 25, 20_000, 24, 0)
A_MODEL = Background(
    Assembly.GRCH38,
    24,
    ContextBackground(SiteNoise(2e-4, None, "global"), 5e4, None, 1, 25, 20_000),
    {("chr5", 1295113, "G", "A"): A_SITE},
    {"C[C>T]T": ContextBackground(SiteNoise(3e-4, 900.0, "context"), 5e4, 2e3, 1, 25, 20_000)},
)


def signed(text: str, old: str, new: str) -> str:
    """Changed, and its digest with it."""
    stated = text.partition("##content_sha256=")[2].partition("\n")[0]
    text = text.replace(old, new, 1)
    return text.replace(stated, content_digest(text, stated), 1)


def written(path, content: bytes):
    path.write_bytes(content)
    return path


@given(model=models())
def test_it_reads_back_as_it_was_written(model, tmp_path_factory):
    path = written(tmp_path_factory.mktemp("b") / "b.tsv.gz", background_bytes(HEAD, model))
    read = read_background_file(path, assembly=Assembly.GRCH38)

    assert read.model == model
    assert read.head == HEAD
    assert background_bytes(read.head, read.model) == path.read_bytes()


@given(model=models(), data=st.data())
def test_the_order_of_sites_changes_no_byte(model, data):
    turned = dict(data.draw(st.permutations(list(model.sites.items()))))
    again = Background(
        model.assembly, model.normals, model.overall, turned, model.contexts, model.left_out
    )

    assert background_bytes(HEAD, again) == background_bytes(HEAD, model)


def test_it_may_be_unpacked(tmp_path):
    plain = written(tmp_path / "b.tsv", background_text(HEAD, A_MODEL).encode())
    read = read_background_file(plain)

    assert read.model == A_MODEL
    assert (read.facts.container, read.facts.records) == ("plain", 1)


def test_what_lists_places_says_nothing_of_others(tmp_path):
    otherwise = SiteNoise(1e-3, None, "global")
    for source in SOURCES:
        head = BackgroundHead(Assembly.GRCH38, source, DepthUnit.READS, None, None, None, "x", "0")
        path = written(tmp_path / source, background_bytes(head, A_MODEL))
        read = read_background_file(path)
        elsewhere = read.noise(Variant("chr5", 9, "G", "A"), "C[C>T]T", otherwise=otherwise)
        assert (
            read.noise(Variant("chr5", 1295113, "G", "A"), "", otherwise=otherwise) == A_SITE.noise
        )
        assert (elsewhere == otherwise) is (source != ALIGNMENTS)
        assert read.head == head


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        (lambda text: text[:-9], FormatError, "cut short or changed"),
        (lambda text: text.replace("\t25\t", "\t26\t", 1), FormatError, "cut short or changed"),
        (lambda text: text.replace("=1\n", "=2\n", 1), InputError, "format version '2'"),
        (lambda text: text.replace("GRCh38", "GRCh37"), FormatError, "cut short or changed"),
        (lambda text: text.replace("##unit", "##unity"), FormatError, "lacks unit"),
        (lambda text: signed(text, "=fragments", "=parsecs"), FormatError, "parsecs"),
        (lambda text: signed(text, "=calls", "=memory"), FormatError, "memory"),
        (lambda text: signed(text, "##normals=24", "##normals=some"), FormatError, "some"),
        (lambda text: signed(text, "##sites=1", "##sites=2"), FormatError, "2 sites are announced"),
        (lambda _: "##fileformat=VCFv4.2\n", FormatError, "This is no background"),
        (lambda _: "", FormatError, "This is no background"),
        (lambda text: text.partition("#contig")[0], FormatError, "cut short or changed"),
    ],
)
def test_damage_is_one_sentence(change, error, says, tmp_path):
    head = BackgroundHead(Assembly.GRCH38, CALLS, DepthUnit.FRAGMENTS, 24, 20, 20, "it 1", "0" * 64)
    text = change(background_text(head, A_MODEL))
    path = written(tmp_path / "b.tsv.gz", gzip.compress(text.encode()))

    with pytest.raises(error, match=says) as raised:
        read_background(path)
    assert raised.value.exit_code == 3
    assert "\n" not in raised.value.sentence


@pytest.mark.parametrize("row", [
    "chr5\t1\tG\tA\tx\t1\t10\t3\t0\tnan\t.",
    "chr5\t1\tG\tA\tx\t1\t10\t3\t0\t0\t.",
    "chr5\t1\tG\tA\tx\t1\t10\t3\t0\t0.1\t-1",
    "chr5\t1\tG\tA\tx\t1\t10\t3\t0\t0.1",
    "chrQ\t1\tG\tA\tx\t1\t10\t3\t0\t0.1\t.",
    "chr5\t1\tG\t<DEL>\tx\t1\t10\t3\t0\t0.1\t.",
])  # fmt: skip
def test_a_wrong_row_is_refused_even_with_its_digest(row, tmp_path):
    text = background_text(HEAD, Background(Assembly.GRCH38, 24, A_MODEL.overall))
    text = signed(text + row + "\n", "##sites=0", "##sites=1")
    path = written(tmp_path / "b.tsv", text.encode())

    with pytest.raises(FormatError, match="cannot be read"):
        read_background(path)


def test_another_assembly_is_refused(tmp_path):
    path = written(tmp_path / "b.tsv.gz", background_bytes(HEAD, A_MODEL))

    with pytest.raises(AssemblyError, match="is on GRCh38, and this sample is on GRCh37"):
        read_background(path, assembly=Assembly.GRCH37)


def test_a_file_cut_within_its_compression_is_refused(tmp_path):
    path = written(tmp_path / "b.tsv.gz", background_bytes(HEAD, A_MODEL)[:-20])

    with pytest.raises(UnreadableError, match="damaged or cut short"):
        read_background(path)
    with pytest.raises(UnreadableError, match="cannot be read"):
        read_background(tmp_path / "none.tsv.gz")
    with pytest.raises(UnreadableError, match="damaged"):
        read_background(written(tmp_path / "bytes", b"##\xff\xfe"))


def test_the_head_is_documented():
    from tests.conftest import ROOT

    page = (ROOT / "docs/background.md").read_text(encoding="utf-8")
    assert all(f"`{key}`" in page for key in HEAD_KEYS)
