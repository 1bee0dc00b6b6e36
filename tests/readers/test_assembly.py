"""The assembly: told by facts, refused on contradiction, asked for where nothing tells."""

from __future__ import annotations

import pytest

from hccgenomics.errors import AssemblyError
from hccgenomics.readers.foreign import FOREIGN_LENGTHS
from hccgenomics.readers.refbases import decisive
from hccgenomics.vocabulary import AUTOSOMES, SEX_CONTIGS, Assembly
from tests.readers.files import CONTIGS, PANELS, TERT, lengths, read, ref, snv, vcf

G37, G38 = Assembly
V42 = "fileformat=VCFv4.2"


def _shared_site() -> int:
    """A position at which the made-up assemblies have one and the same base."""
    start = max(region.start for region in TERT.values()) + 1
    return next(
        p for p in range(start, start + 99) if len({ref(a, "chr5", p) for a in PANELS}) == 1
    )


def _telling(assembly: Assembly, count: int) -> list[str]:
    """Records that agree with one assembly and disagree with the other."""
    start = max(region.start for region in TERT.values()) + 1
    sites = (p for p in range(start, start + 250) if len({ref(a, "chr5", p) for a in PANELS}) == 2)
    return [snv(assembly, pos) for pos, _ in zip(sites, range(count), strict=False)]


def _read(tmp_path, *records, meta=(), **request):
    return read(tmp_path, vcf(*records, meta=(V42, *meta)), **request)


@pytest.fixture(params=Assembly)
def assembly(request):
    return request.param


def test_contig_lengths_tell(tmp_path, assembly):
    found = _read(tmp_path, meta=lengths(assembly, "chr1", "chr5"))

    assert found.assembly is assembly
    assert found.assembly_evidence == (f"2 of 2 contig lengths fit {assembly}",)


def test_lengths_tell_in_any_style_of_names(tmp_path, assembly):
    chr5 = CONTIGS[assembly].contigs["chr5"]
    for name in ("chr5", "5", chr5.refseq, chr5.genbank):
        found = _read(tmp_path, meta=(f"contig=<ID={name},length={chr5.length}>",))
        assert found.assembly is assembly


@pytest.mark.parametrize("attribute", ["refseq", "genbank"])
def test_accessions_tell_without_lengths_and_without_contig_lines(tmp_path, assembly, attribute):
    name = getattr(CONTIGS[assembly].contigs["chr5"], attribute)
    record = snv(assembly, TERT[assembly].start + 1).replace("chr5", name)

    assert _read(tmp_path, meta=(f"contig=<ID={name}>",)).assembly is assembly
    assert _read(tmp_path, record).assembly is assembly
    assert len(_read(tmp_path, record).calls) == 1


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("reference=file:///ref/hg19.fa", G37),
        ("reference=GRCh37.p13", G37),
        ("reference=HG19", G37),
        ("reference=/x/hs37d5.fa.gz", G37),
        ("reference=/x/human_g1k_v37.fasta", G37),
        ("reference=/x/Homo_sapiens_assembly19.fasta", G37),
        ("reference=GCF_000001405.25", G37),
        ("reference=GCA_000001405.14_GRCh37", G37),
        ("contig=<ID=1,assembly=b37>", G37),
        ("reference=/x/Homo_sapiens_assembly38.fasta", G38),
        ("reference=GCA_000001405.15_no_alt.fna", G38),
        ("reference=GCF_000001405.40", G38),
        ("assembly=hg38", G38),
        ("reference=hs38DH.fa", G38),
        ('VEP="v112" assembly="GRCh38.p14" cache="/x"', G38),
        ('SnpEffCmd="SnpEff  GRCh37.75 in.vcf"', G37),
        ('GATKCommandLine=<ID=X,CommandLine="X --reference /x/hg38.fa --output o">', G38),
        ("bcftools_mpileupCommand=mpileup -f hg19.fa a.bam", G37),
        ("contig=<ID=chrUn_KI270302v1>", G38),
        ("contig=<ID=hs37d5>", G37),
    ],
)
def test_words_in_the_header_tell(tmp_path, line, expected):
    assert _read(tmp_path, meta=(line,)).assembly is expected


def test_evidence_names_no_folder_of_the_laboratory(tmp_path):
    found = _read(tmp_path, meta=("reference=file:///home/jane.doe/patient7/hg38.fa",))

    assert found.assembly_evidence == ("the header's reference says hg38",)


def test_a_line_that_names_both_says_nothing(tmp_path):
    meta = ("reference=/x/hg19_lifted_to_hg38/genome.fa", *lengths(G38))

    assert _read(tmp_path, meta=meta).assembly is G38


def test_an_old_command_line_does_not_contradict_plainer_words(tmp_path):
    meta = ("reference=hg38.fa", 'GATKCommandLine=<ID=Lift,CommandLine="Lift -R hg19.fa">')

    assert _read(tmp_path, meta=meta).assembly is G38


def test_the_mitochondrion_of_hg19_is_no_conflict(tmp_path):
    found = _read(tmp_path, meta=(*lengths(G37), "contig=<ID=chrM,length=16571>"))

    assert found.assembly is G37


def test_ref_bases_alone_tell_if_they_are_many(tmp_path, assembly):
    assert _read(tmp_path, *_telling(assembly, 5)).assembly is assembly


def test_one_ref_base_that_both_assemblies_share_tells_nothing(tmp_path):
    with pytest.raises(AssemblyError, match=r"cannot be told.*--assembly GRCh37"):
        _read(tmp_path, snv(G37, _shared_site()))


def test_nothing_at_all_asks_for_the_option(tmp_path):
    with pytest.raises(AssemblyError, match=r"Say which with --assembly"):
        _read(tmp_path)
    assert _read(tmp_path, assembly=G37).assembly is G37


@pytest.mark.parametrize(
    "meta",
    [
        lengths(G37, "chr1") + lengths(G38, "chr5"),
        (*lengths(G37), "contig=<ID=NC_000001.11>"),
        (*lengths(G37), "reference=hg38.fa"),
        ("reference=hg38.fa", "assembly=hg19"),
    ],
    ids=["lengths", "length and accession", "length and words", "words"],
)
def test_contradictions_in_the_header_are_errors_that_say_what_was_found(tmp_path, meta):
    with pytest.raises(AssemblyError, match=r"contradictory.*(37|38).*(38|19)"):
        _read(tmp_path, meta=meta)


def test_words_out_of_date_can_be_overruled(tmp_path):
    found = _read(tmp_path, meta=(*lengths(G38), "reference=hg19.fa"), assembly=G38)

    assert found.assembly is G38
    assert "--assembly says GRCh38" in found.assembly_evidence


@pytest.mark.parametrize("meta", [lengths(G37), ("contig=<ID=CM000663.1>",)])
def test_facts_cannot_be_overruled(tmp_path, meta):
    with pytest.raises(AssemblyError, match=r"--assembly says GRCh38; .*GRCh37"):
        _read(tmp_path, meta=meta, assembly=G38)


def test_words_alone_can_be_overruled_if_the_bases_agree(tmp_path):
    meta = ("reference=hg19.fa",)

    with pytest.raises(AssemblyError, match="contradictory"):
        _read(tmp_path, meta=meta, assembly=G38)
    assert _read(tmp_path, *_telling(G38, 5), meta=meta, assembly=G38).assembly is G38


@pytest.mark.parametrize("told", ["lengths", "words", "option"])
def test_ref_bases_of_another_assembly_are_a_contradiction(tmp_path, told):
    records = _telling(G38, 20)
    meta = {"lengths": lengths(G37), "words": ("reference=hg19.fa",), "option": ()}[told]
    option = G37 if told == "option" else None

    with pytest.raises(
        AssemblyError,
        match=r"REF bases contradict GRCh37.*0 of 20 .* GRCh37; REF bases: 20 of 20 .* GRCh38",
    ):
        _read(tmp_path, *records, meta=meta, assembly=option)


def test_a_few_wrong_ref_bases_are_set_aside_and_counted(tmp_path):
    wrong = _telling(G37, 20)[19:]

    found = _read(tmp_path, *_telling(G38, 19), *wrong, meta=lengths(G38))

    assert len(found.calls) == 19
    assert [allele.reason.value for allele in found.set_aside] == ["reference_mismatch"]
    assert "19 of 20" in found.assembly_evidence[-1]


def test_the_setting_says_how_many_are_a_few(tmp_path):
    records = (*_telling(G38, 18), *_telling(G37, 20)[18:])

    assert len(_read(tmp_path, *records, meta=lengths(G38)).set_aside) == 2
    with pytest.raises(AssemblyError, match="REF bases contradict GRCh38"):
        _read(tmp_path, *records, meta=lengths(G38), max_reference_mismatches=0.09)


def test_one_wrong_ref_base_in_a_small_file_is_set_aside(tmp_path):
    pos = TERT[G38].end  # on GRCh37 nothing is known there that could agree
    base = ref(G38, "chr5", pos)
    odd = next(b for b in "ACGT" if b not in {ref(a, "chr5", pos) for a in PANELS})

    found = _read(
        tmp_path,
        *_telling(G38, 2),
        f"chr5 {pos} . {odd} {base} . PASS .",
        meta=lengths(G38),
    )

    assert len(found.calls) == 2
    assert [allele.reason.value for allele in found.set_aside] == ["reference_mismatch"]


def test_one_wrong_ref_base_that_speaks_for_the_other_assembly_is_a_contradiction(tmp_path):
    with pytest.raises(AssemblyError, match=r"0 of 1 .* GRCh38"):
        _read(tmp_path, *_telling(G37, 1), assembly=G38)


def test_two_wrong_ref_bases_of_three_are_a_contradiction(tmp_path):
    records = (*_telling(G38, 1), *_telling(G37, 3)[1:])

    with pytest.raises(AssemblyError, match=r"1 of 3 .* GRCh38"):
        _read(tmp_path, *records, meta=lengths(G38))


def test_bases_alone_tell_even_if_one_panel_is_all_there_is(tmp_path):
    only = {G38: PANELS[G38]}

    assert read(tmp_path, vcf(*_telling(G38, 5)), panels=only).assembly is G38
    with pytest.raises(AssemblyError, match="cannot be told"):
        read(tmp_path, vcf(*_telling(G38, 2)), panels=only)


def test_bases_that_fit_neither_are_refused(tmp_path):
    start = max(region.start for region in TERT.values()) + 1
    records = []
    for pos in range(start, start + 30):
        odd = next(b for b in "ACGT" if b not in {ref(a, "chr5", pos) for a in PANELS})
        records.append(f"chr5 {pos} . {odd} {odd}A . PASS .")

    with pytest.raises(AssemblyError, match=r"fit neither GRCh37 nor GRCh38.*0 of 30"):
        _read(tmp_path, *records)


def test_the_same_place_named_again_and_again_is_one_witness(tmp_path):
    record = _telling(G38, 1)[0]

    with pytest.raises(AssemblyError, match="0 of 1"):
        _read(tmp_path, *[record] * 50, meta=lengths(G37))


@pytest.mark.parametrize(
    ("meta", "name"),
    [
        (("contig=<ID=chr1,length=248387328>",), "T2T-CHM13"),
        (("contig=<ID=chr20,length=66210255>",), "T2T-CHM13"),
        (("contig=<ID=CP068277.2>",), "T2T-CHM13"),
        (("contig=<ID=NC_060929.1>",), "T2T-CHM13"),
        (("reference=/x/chm13v2.0.fa",), "T2T-CHM13"),
        (("contig=<ID=1,length=247249719>",), "NCBI36"),
        (("reference=hg18.fa",), "NCBI36"),
        (("contig=<ID=chr1,length=195471971>", "contig=<ID=chr2,length=182113224>"), "mouse, mm10"),
        (("contig=<ID=1,length=195154279>",), "mouse, mm39"),
        (("reference=GCF_000001635.22",), "mouse, mm10"),
        (("contig=<ID=NC_000067.6>",), "mouse"),
        (("contig=<ID=1,length=282763074>",), "rat"),
        (("reference=/x/canFam3.fa",), "dog"),
        (("contig=<ID=chr1,length=6243>",), "neither GRCh37 nor GRCh38"),
    ],
)
def test_other_assemblies_are_refused_by_name(tmp_path, meta, name):
    with pytest.raises(AssemblyError, match=name):
        _read(tmp_path, meta=meta)
    with pytest.raises(AssemblyError):
        _read(tmp_path, meta=meta, assembly=G38)


@pytest.mark.parametrize("length", [195_471_971, 6243])
def test_strange_lengths_are_an_error_at_the_end_of_the_header(tmp_path, length):
    with pytest.raises(AssemblyError, match="contig lengths") as caught:
        _read(tmp_path, meta=(f"contig=<ID=chr1,length={length}>",))

    assert caught.value.line == 3
    assert ", line 3: The contig lengths are " in caught.value.sentence


def test_accessions_of_t2t_in_records_alone_are_refused(tmp_path):
    with pytest.raises(AssemblyError, match="T2T-CHM13"):
        _read(tmp_path, "CP068273.2 1 . A C . PASS .", assembly=G38)


def test_lists_of_lengths_are_complete_and_differ_from_ours():
    for name in ("T2T-CHM13", "NCBI36 (hg18)"):
        listed = {contig for (contig, _), found in FOREIGN_LENGTHS.items() if found == name}
        assert listed == {*AUTOSOMES, *SEX_CONTIGS}
    for contig, length in FOREIGN_LENGTHS:
        assert all(length != known.contigs[contig].length for known in CONTIGS.values())


def test_evidence_is_weighed_and_not_counted():
    agreeing, disagreeing = (1, True), (1, False)

    assert not decisive([agreeing] * 4, [])
    assert decisive([agreeing] * 5, [])
    assert decisive([(6, True)], [])
    assert not decisive([agreeing] * 5 + [disagreeing], [])
    assert not decisive([agreeing] * 9, [agreeing] * 9)
