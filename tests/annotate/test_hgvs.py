"""Names on the contig, and names for the page."""

import pytest
from hypothesis import assume, given

from hccgenomics.annotate.effect import annotate
from hccgenomics.annotate.hgvs import hgvs_g, short_protein
from hccgenomics.annotate.normalise import normalise
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.model.genome import Contig
from hccgenomics.model.variant import Variant
from hccgenomics.vocabulary import Assembly
from tests.annotate.samples import Text, changes, known
from tests.annotate.test_effect import WHOLE
from tests.truth import rows

MODELS = load_models(Assembly.GRCH38)
TOY = Contig("chr1", 40, "NC_TOY.1", "CM_TOY.1", None)


@pytest.mark.parametrize("row", rows("hgvs_known.tsv"))
def test_names_everybody_knows(row, panels):
    """Hotspots as databases and textbooks name them; typed by hand, not derived."""
    models = panels[Assembly(row["assembly"])]
    transcript = models.gene(row["gene"]).select
    written = Variant(row["contig"], int(row["pos"]), row["ref"], row["alt"])
    variant = normalise(written, models).variant
    effect = annotate(variant, transcript, models)
    contig = models.contigs.contigs[row["contig"]]

    assert effect.hgvs_c == f"{transcript.refseq}:{row['hgvs_c']}"
    assert (effect.hgvs_p or ":").rpartition(":")[2] == row["hgvs_p"]
    assert hgvs_g(variant, contig, models) == row["hgvs_g"]


@pytest.mark.parametrize(
    ("pos", "ref", "alt", "name"),
    [
        (3, "C", "T", "3C>T"),
        (5, "CA", "C", "10del"),
        (5, "C", "CA", "10dup"),
        (5, "C", "CAA", "9_10dup"),
        (5, "C", "CG", "5_6insG"),
        (5, "CAA", "C", "9_10del"),
        (11, "GTC", "GAC", "12T>A"),
        (11, "GTCC", "GGAC", "12_13inv"),
        (11, "GT", "CC", "11_12delinsCC"),
        (11, "GTC", "A", "11_13delinsA"),
    ],
)
def test_kinds_of_change(pos, ref, alt, name):
    #              123456789012345
    text = Text("TGCGCAAAAAGTCCGA")

    assert hgvs_g(Variant("chr1", pos, ref, alt), TOY, text) == f"NC_TOY.1:g.{name}"


@given(changes(MODELS, WHOLE))
def test_a_genomic_name_does_not_depend_on_the_spelling(case):
    transcript, start, ref, alt = case
    assume(known(MODELS, transcript.contig, start, len(ref)))
    contig = MODELS.contigs.contigs[transcript.contig]
    variant = Variant(transcript.contig, start, ref, alt)

    assert hgvs_g(variant, contig, MODELS) == hgvs_g(
        normalise(variant, MODELS).variant, contig, MODELS
    )


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("NP_000537.3:p.Arg249Ser", "p.R249S"),
        ("NP_000537.3:p.Arg342Ter", "p.R342*"),
        ("NP_001895.1:p.Ser45del", "p.S45del"),
        ("NP_001895.1:p.Trp25_Asp32del", "p.W25_D32del"),
        ("NP_000305.3:p.Lys267ArgfsTer9", "p.K267Rfs*9"),
        ("NP_000305.3:p.Ter404CysextTer5", "p.*404Cext*5"),
        ("NP_000305.3:p.Met1?", "p.M1?"),
        ("NP_000305.3:p.Thr319=", "p.T319="),
        ("NP_000305.3:p.Gly12_Gly13insAlaTer", "p.G12_G13insA*"),
    ],
)
def test_short_names(name, short):
    assert short_protein(name) == short
