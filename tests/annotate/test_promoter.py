"""The TERT promoter engine: by its bases, in any spelling, on both assemblies."""

from __future__ import annotations

import re

import pytest

from hccgenomics.annotate.normalise import normalise
from hccgenomics.annotate.promoter import (
    HOTSPOTS,
    is_in_window,
    promoter_hgvs_c,
    read_promoter,
    tandem_partners,
)
from hccgenomics.model.genome import Interval, reverse_complement
from hccgenomics.model.variant import Variant
from hccgenomics.vocabulary import Assembly, PromoterVerdict
from tests.truth import rows

PADDINGS = [(0, 0), (1, 0), (0, 1), (5, 3), (12, 12)]


def changes_of(text):
    """``-124C>T -121C>A`` as coding position, base before, base after."""
    for item in text.split():
        place, after = item.split(">")
        yield int(place[:-1]), place[-1], after


def spelled(models, changes, left, right):
    """The plus-strand variant that makes the changes, padded by reference bases."""
    transcript = models.gene("TERT").select
    bases = {
        transcript.cds_end - c: (reverse_complement(before), reverse_complement(after))
        for c, before, after in changes_of(changes)
    }
    first, last = min(bases) - left, max(bases) + right
    ref = models.bases(Interval("chr5", first - 1, last))
    alt = list(ref)
    for pos, (before, after) in bases.items():
        assert ref[pos - first] == before, (pos, changes)
        alt[pos - first] = after
    return Variant("chr5", first, ref, "".join(alt))


@pytest.fixture(params=list(Assembly))
def models(request, panels):
    return panels[request.param]


@pytest.mark.parametrize("padding", PADDINGS, ids=str)
@pytest.mark.parametrize("row", rows("tert_promoter.tsv"))
def test_every_spelling_gives_the_verdict_and_name(models, row, padding):
    variant = spelled(models, row["changes"], *padding)
    transcript = models.gene("TERT").select

    found = read_promoter(normalise(variant, models).variant, transcript, models)

    assert found is not None
    assert (found.verdict, found.name) == (row["verdict"], row["name"])


@pytest.mark.parametrize("row", rows("tert_promoter.tsv"))
def test_the_coding_name_is_built_from_the_bases(models, row):
    variant = normalise(spelled(models, row["changes"], 2, 2), models).variant

    name = promoter_hgvs_c(variant, models.gene("TERT").select, models)

    assert name == f"NM_198253.3:c.{described(row['changes'])}"


def described(changes):
    """The c. name as a geneticist would write it by hand."""
    by_hand = {
        "-139C>T -138C>T": "-139_-138delinsTT",
        "-125C>T -124C>T": "-125_-124delinsTT",
    }
    places = changes.split()
    return by_hand.get(changes) or (places[0] if len(places) == 1 else f"[{';'.join(places)}]")


def test_the_known_coordinates_of_c228t(panels):
    for assembly, pos in ((Assembly.GRCH37, 1_295_228), (Assembly.GRCH38, 1_295_113)):
        models = panels[assembly]
        found = read_promoter(Variant("chr5", pos, "G", "A"), models.gene("TERT").select, models)
        assert found is not None
        assert found.legacy_name == "C228T"


@pytest.mark.parametrize(
    ("offset", "ref_length", "alt", "name"),
    [
        (-1, 2, "{0}", "c.-124del"),  # the hotspot base deleted, written with its anchor
        (0, 1, "{0}A", "c.-125_-124insT"),  # an insertion beside it
        (0, 10, "{0}", "c.-133_-125del"),
        (0, 1, "{0}TTTT", "c.-125_-124insAAAA"),
    ],
)
def test_insertions_and_deletions_at_the_hotspot_are_not_the_hotspot(
    models, offset, ref_length, alt, name
):
    transcript = models.gene("TERT").select
    pos = transcript.cds_end + 124 + offset
    ref = models.bases(Interval.at("chr5", pos=pos, length=ref_length))
    variant = normalise(Variant("chr5", pos, ref, alt.format(*ref)), models).variant

    found = read_promoter(variant, transcript, models)

    assert found is not None
    assert found.verdict is PromoterVerdict.UNCERTAIN
    assert found.name.split("c.")[1].startswith(name.split("c.")[1][:3])


def test_the_wrong_assembly_coordinate_is_no_hotspot(panels):
    # The GRCh37 C250T line has REF G on GRCh38 as well: only the position tells them apart.
    models = panels[Assembly.GRCH38]

    found = read_promoter(Variant("chr5", 1_295_250, "G", "A"), models.gene("TERT").select, models)

    assert found is not None
    assert found.verdict is PromoterVerdict.UNCERTAIN
    assert found.name == "c.-261C>T"


def test_nothing_inside_the_coding_sequence_is_promoter(models):
    transcript = models.gene("TERT").select
    start = models.bases(Interval.at("chr5", pos=transcript.cds_end))
    variant = Variant("chr5", transcript.cds_end, start, "A" if start != "A" else "C")

    assert not is_in_window(variant, transcript)
    assert read_promoter(variant, transcript, models) is None


def test_other_genes_have_no_window(models):
    transcript = models.gene("TP53").select
    variant = Variant(transcript.contig, transcript.cds_end + 50, "A", "C")

    assert read_promoter(variant, transcript, models) is None


def test_two_halves_of_a_tandem_are_noticed(models):
    transcript = models.gene("TERT").select
    first = spelled(models, "-139C>T", 0, 0)
    second = spelled(models, "-138C>T", 0, 0)
    hotspot = spelled(models, "-124C>T", 0, 0)

    assert tandem_partners(first, second, transcript) == "c.-139_-138delinsTT"
    assert tandem_partners(first, hotspot, transcript) is None


def test_every_event_makes_an_ets_site(models):
    """GGAA or GGAT on one strand, where there was none: what makes these events activating."""
    for event in HOTSPOTS:
        text = " ".join(f"{c}{before}>{after}" for c, before, after in event.changes)
        variant = spelled(models, text, 4, 4)

        def sites(bases):
            return len(re.findall("GGA[AT]|[AT]TCC", bases))

        assert sites(variant.alt) > sites(variant.ref), event.name
