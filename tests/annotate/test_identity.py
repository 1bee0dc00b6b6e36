"""A VRS identifier belongs to a change, not to a spelling; and others compute the same one."""

from __future__ import annotations

import hashlib
import json
import os
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.annotate.identity import identify
from hccgenomics.annotate.normalise import normalise
from hccgenomics.model.genome import Contig, Interval
from hccgenomics.model.variant import Variant
from hccgenomics.vocabulary import Assembly
from tests.annotate.samples import Text, applied
from tests.truth import rows

REFGET = "SQ.S_KjnFVz-FE7M0W6yoaUDgYxLPc1jyWU"


def contig(length: int = 1_000, *, refget: str | None = REFGET) -> Contig:
    return Contig("chr1", length, "NC_000001.10", "CM000663.1", refget)


class Window:
    """A reference of which only one stretch is known."""

    def __init__(self, offset: int, text: str) -> None:
        self.offset, self.text = offset, text

    def bases(self, at) -> str:
        inside = range(self.offset, self.offset + len(self.text))
        return "".join(
            self.text[gap - self.offset] if gap in inside else "N"
            for gap in range(at.start, at.end)
        )


# --- what others published -----------------------------------------------------------------------


def digest(thing: dict) -> str:
    """The computed identifier of the specification, written as its text describes it."""
    blob = json.dumps(thing, sort_keys=True, separators=(",", ":")).encode()
    return urlsafe_b64encode(hashlib.sha512(blob).digest()[:24]).decode()


def published(row: dict) -> str:
    location = {
        "type": "SequenceLocation",
        "sequenceReference": {"type": "SequenceReference", "refgetAccession": row["refget"]},
        "start": int(row["start"]),
        "end": int(row["end"]),
    }
    if row["sequence"] != "-":
        state = {"type": "LiteralSequenceExpression", "sequence": row["sequence"]}
    else:
        state = {
            "type": "ReferenceLengthExpression",
            "length": int(row["length"]),
            "repeatSubunitLength": int(row["unit"]),
        }
    allele = {"type": "Allele", "location": digest(location), "state": state}
    return f"ga4gh:VA.{digest(allele)}"


@pytest.mark.parametrize("row", rows("vrs_identity.tsv"))
def test_published_identifiers(row):
    reference = Window(int(row["offset"]), row["context"])
    variant = Variant("chr1", int(row["pos"]), row["ref"], row["alt"])

    found = identify(variant, contig(250_000_000, refget=row["refget"]), reference)

    assert found.vrs_id == published(row)
    if row["vrs_id"] != "-":
        assert found.vrs_id == row["vrs_id"]


# --- what the reference implementation computes --------------------------------------------------


@pytest.fixture(scope="module")
def reference_implementation():
    """The ``ga4gh.vrs`` package; its absence is a skip on a laptop and a failure in CI."""
    if not os.environ.get("CI"):
        pytest.importorskip("ga4gh.vrs")
    from ga4gh.core import ga4gh_identify
    from ga4gh.vrs import models
    from ga4gh.vrs import normalize as justify
    from ga4gh.vrs.dataproxy import _DataProxy

    class Memory(_DataProxy):
        def __init__(self, text: str) -> None:
            self.text = text

        def get_sequence(self, identifier, start=None, end=None):
            return self.text[start:end]

        def get_metadata(self, identifier):
            return {"length": len(self.text), "aliases": []}

    def identifier(variant: Variant, text: str) -> str:
        allele = models.Allele(
            location=models.SequenceLocation(
                sequenceReference=models.SequenceReference(refgetAccession=REFGET),
                start=variant.interval.start,
                end=variant.interval.end,
            ),
            state=models.LiteralSequenceExpression(sequence=variant.alt),
        )
        return ga4gh_identify(justify(allele, Memory(text)))

    return identifier


@st.composite
def spelt(draw, letters: str = "AC") -> tuple[str, Variant]:
    """A short contig with many repeats, and any change of it."""
    text = draw(st.text(letters, min_size=3, max_size=24))
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    ref = text[start:end]
    copied = st.integers(1, 4).map(lambda times: ref * times)
    written = st.text(letters, min_size=1, max_size=9)
    alt = draw(st.one_of(written, copied, copied.map(lambda bases: bases + ref[0])))
    return text, Variant("chr1", start + 1, ref, alt if alt != ref else ref + ref)


@given(case=st.one_of(spelt(), spelt("ACGT")))
def test_the_reference_implementation_agrees(case, reference_implementation):
    text, variant = case

    found = identify(variant, contig(len(text)), Text(text))

    assert found.vrs_id == reference_implementation(variant, text)


@given(seen=st.data())
def test_the_reference_implementation_agrees_on_real_sequence(
    seen, panels, reference_implementation
):
    """A contig of millions of bases would be slow to hand over: a stretch of one serves."""
    models = panels[seen.draw(st.sampled_from(Assembly))]
    transcript = models.gene(seen.draw(st.sampled_from(models.symbols))).select
    exon = seen.draw(st.sampled_from(transcript.exons))
    place = Interval(transcript.contig, exon.start - 80, min(exon.end, exon.start + 900) + 80)
    text = models.bases(place).replace("N", "")
    if len(text) < len("NNN"):
        return
    start = seen.draw(st.integers(1, len(text) - 2))
    ref = text[start : start + seen.draw(st.integers(1, 40))]
    alt = seen.draw(st.one_of(st.just(ref[0]), st.just(ref * 2), st.text("ACGT", min_size=1)))
    if alt == ref:
        return
    variant = Variant("chr1", start + 1, ref, alt)

    found = identify(variant, contig(len(text)), Text(text))

    assert found.vrs_id == reference_implementation(variant, text)


# --- one change, one identifier ------------------------------------------------------------------


@given(spelt(), spelt())
def test_two_spellings_share_an_identifier_just_if_they_make_one_sequence(case, other):
    text, one = case
    _, another = other
    if text[another.pos - 1 : another.pos - 1 + len(another.ref)] != another.ref:
        return
    ids = {identify(v, contig(len(text)), Text(text)).vrs_id for v in (one, another)}

    if applied(one, text) != applied(another, text):
        assert len(ids) == 2
    elif normalise(one, Text(text)) == normalise(another, Text(text)):
        assert len(ids) == 1


@given(spelt(), st.data())
def test_padding_makes_no_difference(case, seen):
    text, variant = case
    place = variant.interval
    left = seen.draw(st.integers(0, place.start))
    right = seen.draw(st.integers(place.end, len(text)))
    padded = Variant(
        "chr1",
        left + 1,
        text[left:right],
        text[left : place.start] + variant.alt + text[place.end : right],
    )

    same = (identify(v, contig(len(text)), Text(text)).vrs_id for v in (variant, padded))

    assert len(set(same)) == 1


# --- no identifier rather than a wrong one -------------------------------------------------------


@given(spelt())
def test_hiding_sequence_never_changes_an_identifier(case):
    text, variant = case
    known = Text(text)
    place = variant.interval
    hidden = Window(place.start, text[place.start : place.end])

    guarded = identify(variant, contig(len(text)), hidden)

    if guarded.vrs_id is None:
        assert "is not known" in guarded.why_not
    else:
        assert guarded.vrs_id == identify(variant, contig(len(text)), known).vrs_id


def test_a_repeat_that_runs_into_unknown_sequence_has_no_identifier():
    found = identify(Variant("chr1", 9, "AAA", "AA"), contig(), Text("NNNNNNAAAAAC"))

    assert found.vrs_id is None
    assert found.why_not == (
        "no VRS identifier: the sequence around chr1:9, along which this insertion or deletion may "
        "slide, is not known"
    )


def test_an_exchange_of_bases_needs_no_sequence():
    found = identify(Variant("chr1", 9, "AC", "GT"), contig(), Text("N" * 20))

    assert found.vrs_id is not None
    assert found.rests_on is None


def test_a_deletion_at_the_very_end_of_a_contig_is_identified():
    text = "GATTTT"

    found = identify(Variant("chr1", 3, "TT", "T"), contig(len(text)), Text(text))

    assert found.vrs_id is not None
    assert found.rests_on.end == len(text)


def test_a_contig_without_digest_has_no_identifier():
    found = identify(Variant("chr1", 9, "A", "G"), contig(refget=None), Text("N" * 20))

    assert found.vrs_id is None
    assert found.why_not == "no VRS identifier: the refget digest of chr1 is not known"
