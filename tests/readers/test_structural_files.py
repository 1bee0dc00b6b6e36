"""What becomes of records that are unusual, contradict themselves, or are damaged."""

from __future__ import annotations

import gzip

import pysam
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.errors import DialectError, FormatError, InputError, SampleError, UnreadableError
from hccgenomics.model.settings import Settings
from hccgenomics.readers.structural import StructuralRequest, read_structural
from hccgenomics.vocabulary import AdjacencyKind, CallerSays, DropReason
from tests.structural_tables import end_text

HEAD = ("##fileformat=VCFv4.2", "##source=GenerateSVCandidates 1.6.0")
SOMATIC = "SVTYPE=BND;SOMATIC"


def heading(*samples):
    columns = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO"]
    return "\t".join([*columns, *(["FORMAT", *samples] if samples else [])])


def write(tmp_path, *records, head=HEAD, samples=("T",), name="calls.vcf"):
    path = tmp_path / name
    lines = [*head, heading(*samples), *("\t".join(record.split()) for record in records)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def read(path, **more):
    (file,) = read_structural(StructuralRequest((path,), **more))
    assert file.facts.records == file.tally.kept + file.tally.dropped.total()
    return file


def ends(file):
    return [(end_text(one.first), end_text(one.second)) for one in file.adjacencies]


def dropped(file):
    return dict(file.tally.dropped)


def test_a_deletion_whose_orientation_is_a_duplications_is_not_called(tmp_path):
    record = "chr19 14110000 d N <DEL> . PASS SVTYPE=DEL;END=14517500;CT=5to3 PR 9,9"
    file = read(write(tmp_path, record))
    assert file.adjacencies == ()
    assert dropped(file) == {DropReason.MALFORMED: 1}
    assert file.notes[0] == (
        "1 record stated an orientation that contradicts the kind of event: not called."
    )


def test_mates_that_contradict_each_other_are_not_called(tmp_path):
    file = read(
        write(
            tmp_path,
            f"chr19 14110000 a N N[chr19:14517500[ . PASS {SOMATIC};MATEID=b PR 9,9",
            f"chr19 14517500 b N N]chr19:14110000] . PASS {SOMATIC};MATEID=a PR 9,9",
        )
    )
    assert file.adjacencies == ()
    assert dropped(file) == {DropReason.MALFORMED: 2}
    assert file.notes[0] == "2 records named a mate and contradicted it: not called."


@pytest.mark.parametrize("away", [0, 4])
def test_mates_may_differ_as_far_as_either_is_uncertain(tmp_path, away):
    """Manta's ALT states the far end of the mate's homology where both sides turn round."""
    ci = f"SOMATIC;CIPOS={away - 4},{away}"
    file = read(
        write(
            tmp_path,
            f"chr19 100000 a N N]chr19:{500_000 + away}] . PASS SOMATIC;CIPOS=0,4;MATEID=b PR 9,9",
            f"chr19 500000 b N N]chr19:100000] . PASS {ci};MATEID=a PR 9,9",
        )
    )
    assert ends(file) == [("chr19:100000+[0,4]", f"chr19:{500_000 + away}+[-4,0]")]
    assert dropped(file) == {DropReason.MATE: 1}


def test_a_breakend_whose_mate_is_missing_is_kept_by_its_own_alt(tmp_path):
    record = f"chr19 14517500 b N ]chr19:14110000]N . PASS {SOMATIC};MATEID=a PR 9,9"
    file = read(write(tmp_path, record))
    assert ends(file) == [("chr19:14110000+[0,0]", "chr19:14517500-[0,0]")]
    assert file.notes == ("1 record named a mate that the file has not: read by the ALT alone.",)


def test_two_pairs_between_the_same_places_stay_two(tmp_path):
    """A reciprocal exchange: both orientations, told apart by them alone."""
    file = read(
        write(
            tmp_path,
            "chr1 1000 . N N]chr2:5000] . PASS SVTYPE=BND PR 9,9",
            "chr1 1000 . N [chr2:5000[N . PASS SVTYPE=BND PR 9,9",
            "chr2 5000 . N N]chr1:1000] . PASS SVTYPE=BND PR 9,9",
            "chr2 5000 . N [chr1:1000[N . PASS SVTYPE=BND PR 9,9",
        )
    )
    assert ends(file) == [
        ("chr1:1000+[0,0]", "chr2:5000+[0,0]"),
        ("chr1:1000-[0,0]", "chr2:5000-[0,0]"),
    ]
    assert dropped(file) == {DropReason.MATE: 2}


def test_a_name_that_two_records_bear_pairs_nobody(tmp_path):
    file = read(
        write(
            tmp_path,
            "chr1 1000 a N N]chr2:5000] . PASS SVTYPE=BND;MATEID=b PR 9,9",
            "chr3 1000 b N N]chr4:5000] . PASS SVTYPE=BND PR 9,9",
            "chr5 1000 b N N]chr6:5000] . PASS SVTYPE=BND PR 9,9",
        )
    )
    assert file.tally.kept == 3


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ("chr1 9 x N <CNV> . PASS SVTYPE=CNV;END=90000 PR 9,9", DropReason.NOT_STRUCTURAL),
        ("chr1 9 x N <DEL> . PASS SVTYPE=CNV;END=90000 PR 9,9", DropReason.NOT_STRUCTURAL),
        ("chr1 9 x N <DEL> . PASS natorRD=0.1;END=90000 PR 9,9", DropReason.NOT_STRUCTURAL),
        ("chr1 9 x N <NON_REF> . PASS END=90 PR 9,9", DropReason.NOT_STRUCTURAL),
        ("chr1 9 x N <DUP:DISPERSED> . PASS END=900 PR 9,9", DropReason.NOT_STRUCTURAL),
        ("chr1 9 x A G . PASS . PR 9,9", DropReason.NOT_STRUCTURAL),
        ("chr1 9 x A . . PASS END=90 PR 9,9", DropReason.NOT_STRUCTURAL),
        ("chr1 9 x N <DEL> . PASS SVTYPE=DEL;END=30 PR 9,9", DropReason.NOT_STRUCTURAL),
        ("chr1 9 x N <DEL> . PASS SVTYPE=DEL PR 9,9", DropReason.MALFORMED),
        ("chr1 900 x N <DEL> . PASS SVTYPE=DEL;END=9 PR 9,9", DropReason.MALFORMED),
        ("chr1 9 x N <TRA> . PASS SVTYPE=TRA;CHR2=chr2 PR 9,9", DropReason.MALFORMED),
        ("chr1 9 x N N[chr2:9] . PASS SVTYPE=BND PR 9,9", DropReason.MALFORMED),
        ("chr1 9 x N N[chr2:9[N . PASS SVTYPE=BND PR 9,9", DropReason.MALFORMED),
        ("chr1 9 x N N[chr2:x[ . PASS SVTYPE=BND PR 9,9", DropReason.MALFORMED),
        ("chr1 9 x N .N. . PASS SVTYPE=BND PR 9,9", DropReason.MALFORMED),
        ("chr1 9 x N ? . PASS . PR 9,9", DropReason.MALFORMED),
        ("chrUn_KI1v1 9 x N <DEL> . PASS END=900 PR 9,9", DropReason.NOT_ON_CHROMOSOME),
        ("chr1 9 x N N[hs37d5:9[ . PASS SVTYPE=BND PR 9,9", DropReason.NOT_ON_CHROMOSOME),
        ("chr1 9 x N N[<ctg7>:9[ . PASS SVTYPE=BND PR 9,9", DropReason.NOT_ON_CHROMOSOME),
        ("chrHBV 9 x N N[chrHBV:900[ . PASS SVTYPE=BND PR 9,9", DropReason.NOT_ON_CHROMOSOME),
        ("chr1 9 x N <DEL> . PASS END=900 GT:PR 0/0:9,0", DropReason.NOT_IN_TUMOUR),
    ],
)
def test_a_record_without_a_junction_is_counted_with_its_reason(tmp_path, record, reason):
    file = read(write(tmp_path, record))
    assert file.adjacencies == ()
    assert dropped(file) == {reason: 1}
    assert "None of its 1 records states" in file.notes[-1]


@pytest.mark.parametrize(
    ("record", "wanted"),
    [
        ("chr1 1000 x A A. . PASS SVTYPE=BND PR 9,9", "chr1:1000+ - single_breakend -"),
        ("chr1 1000 x A .GTTA . PASS SVTYPE=BND PR 9,9", "chr1:1000- - single_breakend GTT"),
        ("chr1 1000 x N <INS:ME> . PASS SVLEN=280 PR 9,9", "chr1:1000+ chr1:1001- insertion 280"),
        ("chr1 1000 x N <DEL:ME> . PASS END=2000 PR 9,9", "chr1:1000+ chr1:2001- deletion -"),
        ("chr1 1000 x N <DEL> . PASS SVLEN=-1000 PR 9,9", "chr1:1000+ chr1:2001- deletion -"),
        ("chr1 1000 x N . . PASS SVTYPE=DEL;END=2000 PR 9,9", "chr1:1000+ chr1:2001- deletion -"),
        ("chr1 1000 x A A[chrHBV:1700[ . PASS . PR 9,9", "chr1:1000+ chrHBV:1700- translocation -"),
        ("gi|21326584|ref|NC_003977.1| 9 x A A]chr5:1295400] . PASS . PR 9,9",
         "chr5:1295400+ gi|21326584|ref|NC_003977.1|:9+ translocation -"),
        ("1 1000 x A A[MT:200[ . PASS . PR 9,9", "chr1:1000+ chrM:200- translocation -"),
        ("chr1 1000 x N <BND> . PASS SVTYPE=BND;CHR2=chr2;END=500;STRANDS=-+ PR 9,9",
         "chr1:1000- chr2:500+ translocation -"),
        ("chr1 1000 x N <ITX> . PASS SVTYPE=ITX;CHR2=chr1;END=90000 PR 9,9",
         "chr1:1000? chr1:90000? unknown_orientation -"),
    ],
)  # fmt: skip
def test_the_notations_of_the_specification(tmp_path, record, wanted):
    file = read(write(tmp_path, record))
    (one,) = file.adjacencies
    first, second = (end_text(end).partition("[")[0] for end in (one.first, one.second))
    rest = one.inserted or one.inserted_length or "-"
    assert f"{first} {second} {one.kind.value} {rest}" == wanted


def test_an_inversion_without_a_word_on_its_ends_has_both_junctions(tmp_path):
    file = read(write(tmp_path, "chr9 1000 x N <INV> . PASS SVTYPE=INV;END=90000 PR 9,9"))
    assert ends(file) == [
        ("chr9:1000+[0,0]", "chr9:90000+[0,0]"),
        ("chr9:1001-[0,0]", "chr9:90001-[0,0]"),
    ]
    assert file.tally.kept == 1


@pytest.mark.parametrize("length", [49, 50])
def test_the_length_from_which_an_event_is_structural_is_a_setting(tmp_path, length):
    bases = "ACGTTGCA" * 10
    path = write(
        tmp_path,
        f"chr5 1000 i A A{bases[:length]} . PASS . PR 9,9",
        f"chr5 2000 d A{bases[:length]} A . PASS . PR 9,9",
        f"chr5 3000 s N <DUP> . PASS END={3000 + length} PR 9,9",
    )
    is_long = length >= Settings().min_structural_length
    assert read(path).tally.kept == (3 if is_long else 0)
    assert read(path, min_length=49).tally.kept == 3
    assert read(path, min_length=51).tally.kept == 0


def test_a_long_insertion_keeps_its_bases_and_its_exact_place(tmp_path):
    viral = "TTCCGCAGTATGGATCGGCAGAGGAGCCACAGCAGGCGGGGTTTTTCTTGTTGACAAGAATCC"
    file = read(write(tmp_path, f"chr5 1295400 i AG A{viral}G . PASS . PR 9,9"))
    (one,) = file.adjacencies
    assert one.kind is AdjacencyKind.INSERTION
    assert (one.inserted, one.first.pos, one.second.pos) == (viral, 1_295_400, 1_295_401)


def test_homology_leaves_the_place_open_on_both_sides(tmp_path):
    file = read(write(tmp_path, "chr1 1000 x N N[chr2:5000[ . PASS HOMLEN=3 PR 9,9"))
    assert ends(file) == [("chr1:1000+[-3,3]", "chr2:5000-[-3,3]")]


def test_filters_stay_as_the_caller_wrote_them(tmp_path):
    file = read(
        write(
            tmp_path,
            "chr1 1000 a N N[chr2:5000[ . LOWQ;PON SVTYPE=BND PR 9,9",
            "chr1 2000 b N N[chr2:6000[ . PASS SVTYPE=BND PR 9,9",
            "chr1 3000 c N N[chr2:7000[ . . SVTYPE=BND PR 9,9",
        )
    )
    told = [(one.filters, one.is_unfiltered) for one in file.adjacencies]
    assert told == [(("LOWQ", "PON"), False), ((), False), ((), True)]


def test_the_origin_is_the_callers_word_or_the_normals_genotype(tmp_path):
    file = read(
        write(
            tmp_path,
            "chr1 1000 a N N[chr2:5000[ . PASS SOMATIC GT:PR 0/1:9,9 0/1:9,0",
            "chr1 2000 b N N[chr2:6000[ . PASS . GT:PR 0/1:9,9 0/1:9,8",
            "chr1 3000 c N N[chr2:7000[ . PASS . GT:PR 0/1:9,9 0/0:9,0",
            samples=("TUMOR", "NORMAL"),
        )
    )
    says = [one.tag and one.tag.says for one in file.adjacencies]
    assert says == [CallerSays.SOMATIC, CallerSays.GERMLINE, None]
    assert [one.normal_support.total for one in file.adjacencies] == [0, 8, 0]


PAIR = "chr1 1000 a N N[chr2:5000[ . PASS SOMATIC PR 40,0 30,20"


def test_columns_that_names_do_not_tell_are_told_by_the_reads(tmp_path):
    file = read(write(tmp_path, PAIR, samples=("Doe-1", "Doe-2")))
    assert file.sample == "Doe-2"
    assert "column 11" in file.notes[0]
    assert "Doe" not in file.notes[0]


def test_columns_are_told_by_the_names_of_the_other_files(tmp_path):
    path = write(tmp_path, PAIR, samples=("Doe-1", "Doe-2"))
    assert read(path, likely_tumour="Doe-1").sample == "Doe-1"
    assert read(path, likely_normal="Doe-1").sample == "Doe-2"
    assert read(path, tumour_sample="Doe-1").sample == "Doe-1"


def test_a_tumour_that_is_named_elsewhere_is_no_fault_of_a_file_with_placeholders(tmp_path):
    path = write(tmp_path, PAIR, samples=("NORMAL", "TUMOR"))
    assert read(path, tumour_sample="Doe").sample == "TUMOR"
    unnamed = write(tmp_path, PAIR.replace(" 40,0", ""), samples=("SAMPLE",))
    assert read(unnamed, tumour_sample="Doe", normal_sample="Roe").sample == "SAMPLE"


def test_columns_that_cannot_be_told_are_an_error_that_names_nobody(tmp_path):
    path = write(tmp_path, "chr1 9 a N <DEL> . PASS END=900 PR 9,9 9,9", samples=("Doe-1", "Doe-2"))
    with pytest.raises(SampleError) as error:
        read(path)
    assert "columns 10 and 11" in error.value.sentence
    assert "Doe" not in error.value.sentence
    with pytest.raises(SampleError):
        read(path, tumour_sample="Roe")


def test_columns_that_share_a_name_are_refused_unless_the_tumours_is_its_own(tmp_path):
    two = write(tmp_path, PAIR, samples=("Doe_T", "Doe_T"))
    for how in ({}, {"tumour_sample": "Doe_T"}, {"likely_tumour": "Doe_T"}):
        with pytest.raises(SampleError, match="several columns one sample name: columns 10, 11"):
            read(two, **how)
    three = write(tmp_path, f"{PAIR} 0,0", samples=("Roe", "Doe", "Roe"))
    assert read(three, tumour_sample="Doe").sample == "Doe"
    assert read(three, likely_tumour="Doe").adjacencies[0].support.total == 20
    for how in ({}, {"tumour_sample": "Roe"}, {"tumour_sample": "Doe", "normal_sample": "Roe"}):
        with pytest.raises(SampleError, match="columns 10, 12"):
            read(three, **how)


def test_star_fusion_doubts_a_junction_whose_reads_have_short_anchors(tmp_path):
    names = "#FusionName JunctionReadCount LeftGene LeftBreakpoint RightGene RightBreakpoint"
    rows = [[*names.split(), "LargeAnchorSupport"]]
    rows += [["A--B", "5", "A", "chr1:5:+", "B", "chr2:9:+", word] for word in ("YES", "NO_LDAS")]
    path = tmp_path / "star-fusion.tsv"
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    assert [call.confidence for call in read(path).fusions] == ["", "NO_LDAS"]


SOMATIC_INFO = '##INFO=<ID=SOMATIC,Number=0,Type=Flag,Description="Somatic mutation">'


def test_beside_a_named_tumour_the_other_column_of_somatic_calls_is_the_normal(tmp_path):
    records = (
        "chr1 1000 a N N[chr2:5000[ . PASS SVTYPE=BND PR 9,9 9,8",
        "chr1 2000 b N N[chr2:6000[ . PASS SVTYPE=BND PR 9,9 9,0",
    )
    somatic = write(tmp_path, *records, head=(*HEAD, SOMATIC_INFO), samples=("Doe-1", "Doe-2"))
    file = read(somatic, tumour_sample="Doe-1")
    assert [one.normal_support.total for one in file.adjacencies] == [8, 0]
    assert file.notes[0] == (
        "The other column, 11, was read as the matched normal: the calls are somatic."
    )
    joint = write(tmp_path, *records, samples=("Doe-1", "Doe-2"), name="joint.vcf")
    file = read(joint, tumour_sample="Doe-1")
    assert [one.normal_support for one in file.adjacencies] == [None, None]
    assert "nothing says that it is the matched normal" in file.notes[0]


def test_the_reads_too_show_that_the_other_column_is_the_normal(tmp_path):
    records = [f"chr1 {n}000 a{n} N N[chr2:{n}500[ . PASS SVTYPE=BND PR 9,9 9,0" for n in (1, 2, 3)]
    path = write(tmp_path, *records, samples=("Doe-1", "Doe-2"))
    for how in ({"tumour_sample": "Doe-1"}, {"likely_tumour": "Doe-1"}):
        assert read(path, **how).adjacencies[0].normal_support.total == 0
    assert read(path, tumour_sample="Doe-2").adjacencies[0].normal_support is None


def test_a_pool_or_a_second_tumour_is_not_taken_for_the_matched_normal(tmp_path):
    for other in ("PON", "TUMOR"):
        path = write(tmp_path, PAIR, head=(*HEAD, SOMATIC_INFO), samples=(other, "Doe-2"))
        (one,) = read(path, tumour_sample="Doe-2").adjacencies
        assert one.normal_support is None, other


def test_an_empty_file_of_two_samples_is_a_result(tmp_path):
    path = write(tmp_path, samples=("Doe-1", "Doe-2"))
    file = read(path)
    assert (file.adjacencies, file.sample) == ((), None)
    assert file.notes == (
        "Its 2 samples were not told apart: the file has no record of a structural variant.",
        "The file has no record: it states no structural variant, fusion or integration.",
    )
    with pytest.raises(SampleError):
        read(path, tumour_sample="Roe")
    with pytest.raises(SampleError, match="normal"):
        read(write(tmp_path, samples=("NORMAL",)))


def test_a_file_without_samples_keeps_what_info_counts(tmp_path):
    record = "chr1 1000 a N <DEL> . PASS SVTYPE=DEL;END=9000;SU=7;PE=3;SR=4;STRANDS=+-:7"
    file = read(write(tmp_path, record, samples=(), head=(HEAD[0], "##source=LUMPY")))
    assert file.adjacencies[0].support.total == 7
    assert "no sample columns" in file.notes[0]


def test_contigs_named_by_accession_are_known(tmp_path, panels):
    contigs = {assembly: panel.contigs for assembly, panel in panels.items()}
    record = "NC_000019.10 14110000 d N N[NC_000019.10:14517500[ . PASS . PR 9,9"
    file = read(write(tmp_path, record), contigs=contigs)
    assert ends(file) == [("chr19:14110000+[0,0]", "chr19:14517500-[0,0]")]
    assert file.build.texts == ("NC_000019.10 is of GRCh38",)


def test_the_header_shows_the_assembly(tmp_path):
    head = (*HEAD, "##reference=file:///x/GRCh38.fa", "##contig=<ID=chr19,length=58617616>")
    file = read(write(tmp_path, "chr19 9 d N <DEL> . PASS END=58617000 PR 9,9", head=head))
    assert file.build.texts == ("file:///x/GRCh38.fa",)
    assert file.build.lengths == {"chr19": 58_617_616}
    assert file.build.furthest == {"chr19": 58_617_001}


def test_compressed_files_and_line_ends_of_windows_read_the_same(tmp_path):
    path = write(tmp_path, PAIR.replace(" 40,0", ""))
    text = path.read_bytes()
    packed = tmp_path / "packed.vcf.gz"
    packed.write_bytes(gzip.compress(text))
    windows = tmp_path / "windows.vcf"
    windows.write_bytes(text.replace(b"\n", b"\r\n"))
    assert read(path).adjacencies == read(packed).adjacencies == read(windows).adjacencies


def test_a_table_as_r_quotes_it_reads_as_without_quotes(tmp_path):
    heading = [*("chrom1", "start1", "end1", "chrom2", "start2", "end2"), "strand1", "strand2"]
    row = ["chr19", "14109999", "14110000", "chr19", "14517499", "14517500", "+", "-"]
    plain, quoted = tmp_path / "plain.bedpe", tmp_path / "quoted.bedpe"
    plain.write_text("\t".join(heading) + "\n" + "\t".join(row) + "\n", encoding="utf-8")
    lines = ["\t".join(f'"{cell}"' for cell in cells) for cells in (heading, row)]
    quoted.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert len(read(plain).adjacencies) == 1
    assert read(quoted).adjacencies == read(plain).adjacencies


BREAST = "chrom1 start1 end1 chrom2 start2 end2 sample strand1 strand2"


@pytest.mark.parametrize("heading", ["fusion", "#Fusion", "fusion_name"])
@pytest.mark.parametrize("name", ["DNAJB1::PRKACA", "DNAJB1--PRKACA", "DNAJB1-PRKACA"])
def test_a_table_of_fusions_may_have_one_column(tmp_path, heading, name):
    path = tmp_path / "panel.tsv"
    path.write_text(f"{heading}\n{name}\n", encoding="utf-8")
    file = read(path)
    assert file.facts.format == "fusion"
    assert [(call.five_prime, call.three_prime) for call in file.fusions] == [("DNAJB1", "PRKACA")]


def test_of_a_table_of_several_samples_one_is_read(tmp_path):
    path = tmp_path / "cohort.bedpe"
    rows = [BREAST, "1 10 11 2 20 21 Doe + -", "1 90 91 2 50 51 Roe + -", "1 70 71 2 50 51 Roe + -"]
    path.write_text("\n".join("\t".join(row.split()) for row in rows) + "\n", encoding="utf-8")
    for how in ({"tumour_sample": "Roe"}, {"likely_tumour": "Roe"}):
        file = read(path, **how)
        assert (file.sample, file.tally.kept) == ("Roe", 2)
        assert dropped(file) == {DropReason.OTHER_SAMPLE: 1}
    with pytest.raises(SampleError) as error:
        read(path)
    assert "2 samples" in error.value.sentence
    assert "Doe" not in error.value.sentence
    assert "validate" in error.value.sentence
    assert error.value.names == ("Doe", "Roe")


def test_rows_are_never_those_of_another_sample_than_the_one_asked_for(tmp_path):
    path = tmp_path / "cohort.bedpe"
    rows = [BREAST, "1 10 11 2 20 21 Doe + -", "1 90 91 2 50 51 Roe + -"]
    path.write_text("\n".join("\t".join(row.split()) for row in rows) + "\n", encoding="utf-8")
    with pytest.raises(SampleError, match="names none of the file's 2 samples"):
        read(path, tumour_sample="Poe", likely_tumour="Roe")
    assert read(path, normal_sample="Doe").sample == "Roe"
    assert read(path, likely_normal="Doe").sample == "Roe"


def test_a_table_of_one_sample_is_read_whatever_it_is_called_and_says_so(tmp_path):
    path = tmp_path / "one.bedpe"
    rows = [BREAST, "1 10 11 2 20 21 Doe + -"]
    path.write_text("\n".join("\t".join(row.split()) for row in rows) + "\n", encoding="utf-8")
    assert read(path).notes == ()
    file = read(path, tumour_sample="Roe")
    assert (file.sample, file.tally.kept) == ("Doe", 1)
    assert "names otherwise than --tumour-sample" in file.notes[0]
    with pytest.raises(SampleError, match="normal-sample"):
        read(path, normal_sample="Doe")


def test_a_fusion_table_of_several_samples_is_asked_whose_it_is(tmp_path):
    path = tmp_path / "cohort.tsv"
    path.write_text("sample\tgene1\tgene2\nDoe\tA\tB\nRoe\tC\tD\n", encoding="utf-8")
    assert [call.five_prime for call in read(path, tumour_sample="Roe").fusions] == ["C"]
    with pytest.raises(SampleError):
        read(path)


def test_a_bcf_reads_as_its_vcf(tmp_path):
    records = (
        "chr19 14110000 a N N[chr19:14517500[ . PASS SVTYPE=BND;MATEID=b PR 9,9",
        "chr19 14517500 b N ]chr19:14110000]N . PASS SVTYPE=BND;MATEID=a PR 9,9",
    )
    declared = [
        f'##{key}=<ID={name},Number=.,Type={kind},Description="x">'
        for key, name, kind in (
            ("INFO", "SVTYPE", "String"),
            ("INFO", "MATEID", "String"),
            ("FORMAT", "PR", "Integer"),
        )
    ]
    head = (*HEAD, *declared, "##contig=<ID=chr19,length=58617616>")
    path = write(tmp_path, *records, head=head)
    binary = tmp_path / "calls.bcf"
    with pysam.VariantFile(str(path)) as old:
        new = pysam.VariantFile(str(binary), "wb", header=old.header)
        for record in old:
            new.write(record)
        new.close()
    assert read(binary).adjacencies == read(path).adjacencies
    assert len(read(path).adjacencies) == 1


def test_a_file_of_no_known_caller_says_so(tmp_path):
    path = write(tmp_path, PAIR.replace(" 40,0", ""), head=HEAD[:1])
    assert read(path).notes[0].startswith("No caller of structural variants is recognised")
    assert read(path, format="vcf").notes == ()


def test_small_variants_alone_are_counted_and_said_to_be_no_structural_ones(tmp_path):
    path = write(tmp_path, "chr1 9 x A G . PASS . PR 9,9", "chr1 99 x A C . PASS . PR 9,9")
    file = read(path)
    assert dropped(file) == {DropReason.NOT_STRUCTURAL: 2}
    assert file.notes == (
        "None of its 2 records states a structural variant, fusion or integration.",
    )


def test_files_are_numbered_in_the_order_given(tmp_path):
    one = write(tmp_path, PAIR.replace(" 40,0", ""), name="one.vcf")
    two = write(tmp_path, PAIR.replace(" 40,0", ""), name="two.vcf")
    files = read_structural(StructuralRequest((two, one)))
    assert [(file.facts.name, file.facts.number) for file in files] == [
        ("two.vcf", 1),
        ("one.vcf", 2),
    ]
    assert [file.adjacencies[0].file for file in files] == [1, 2]
    assert files[0].facts.size == two.stat().st_size
    assert len(files[0].facts.sha256) == 64


BEDPE = "chr1\t10\t11\tchr2\t20\t21\tx\t1\t+\t-\n"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", UnreadableError),
        (b"%PDF-1.7", UnreadableError),
        (b"PK\x03\x04", UnreadableError),
        (b"<html></html>", UnreadableError),
        (b"\x1f\x8b\x08\x04", UnreadableError),
        (gzip.compress(BEDPE.encode(), mtime=0)[:-9], UnreadableError),
        (b"##fileformat=VCFv9.9\n#CHROM\tPOS\n", FormatError),
        (b"##fileformat=VCFv4.2\nchr1\t1\n", FormatError),
        (b"##fileformat=VCFv4.2\n", UnreadableError),
        (("\n".join([*HEAD, heading("T"), "chr1\t1\tx"])).encode(), FormatError),
        ("\n".join([*HEAD, heading(), "chr1\tx\t.\tN\tA\t.\t.\t."]).encode(), FormatError),
        (b"Hugo_Symbol\tChromosome\nTP53\t17\n", DialectError),
        (b"some words\nand more\n", DialectError),
        (b"\x00\x01\x02\x03\x04", DialectError),
        (b"chr1 10 11 chr2 20 21 x 1 + -\n", DialectError),
        ((BEDPE + "cut\n").encode(), FormatError),
    ],
)  # fmt: skip
def test_what_is_no_such_file_ends_with_one_sentence(tmp_path, content, error):
    path = tmp_path / "input"
    path.write_bytes(content)
    with pytest.raises(error) as raised:
        read(path)
    assert raised.value.exit_code == 3
    assert raised.value.sentence.startswith(str(path))
    assert "\n" not in raised.value.sentence


def test_a_format_that_is_none_or_does_not_fit_is_refused(tmp_path):
    path = write(tmp_path, PAIR.replace(" 40,0", ""))
    for name in ("bedpe", "no-such-caller"):
        with pytest.raises(DialectError):
            read(path, format=name)
    assert read(path, format="Sniffles2").facts.format == "sniffles"
    table = tmp_path / "x.bedpe"
    table.write_text(BEDPE, encoding="utf-8")
    with pytest.raises(DialectError):
        read(table, format="manta")
    assert read(table, format="pcawg").facts.format == "bedpe"


cells = st.sampled_from(
    ["chr1", "chr19", "chrHBV", "chrUn_1", "100", "5000", "N", "<DEL>", "<INV>", "<INS>", "<TRA>",
     "N]chr1:100]", "[chr19:5000[N", "N[chrHBV:9[", "A.", ".", "ACGT" * 20, "END=9000", "CHR2=chr2",
     "MATEID=a;CIPOS=-5,5", "MATEID=b", "SVLEN=-90", "STRANDS=++:2", "CT=5to5", "a", "b", "1.5"]
)  # fmt: skip


@given(st.lists(st.tuples(cells, cells, cells, cells, cells), max_size=12))
def test_every_record_is_kept_or_counted(tmp_path_factory, made):
    folder = tmp_path_factory.mktemp("records", numbered=True)
    records = [
        f"chr1 {n * 50} {name} {ref.strip('<>')} {alt} . PASS {info};{more} PR 9,9"
        for n, (name, ref, alt, info, more) in enumerate(made, start=1)
    ]
    file = read(write(folder, *records))
    assert file.facts.records == len(records)
    rows = [row for one in file.adjacencies for row in one.rows]
    assert set(rows) <= set(range(1, len(records) + 1))


@given(st.lists(st.lists(cells, min_size=2, max_size=12), max_size=8))
def test_every_row_of_a_table_is_kept_or_counted(tmp_path_factory, rows):
    path = tmp_path_factory.getbasetemp() / "rows.bedpe"
    head = "#chrom1\tstart1\tend1\tchrom2\tstart2\tend2\tname\tscore\tstrand1\tstrand2\ttype"
    lines = [head, *("\t".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert read(path).facts.records == len(rows)


def _sentence(path):
    try:
        read(path)
    except InputError as error:
        return error.sentence
    return ""


@given(st.binary(max_size=400))
def test_no_bytes_whatever_end_in_anything_but_a_sentence(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "bytes"
    for head in (b"", b"##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"):
        path.write_bytes(head + content)
        assert "\n" not in _sentence(path)


@pytest.mark.parametrize(
    ("text", "what", "instead"),
    [
        ("clusterId\tcategory\tresolvedType\n", "LINX", "linx.vis_sv_data.tsv"),
        ("clusterId\tgene\teventType\n", "LINX", "linx.fusion.tsv"),
        ("chromosome\tgene\tdriver\tlikelihoodMethod\n", "catalogue of drivers", "linx"),
        ("ID\tchrom\tloc.start\tloc.end\tnum.mark\tseg.mean\n", "segments", "--cnv"),
        ("chromosome\tstart\tend\tgene\tlog2\tprobes\n", "CNVkit", "--cnv"),
        ("TruSight Oncology 500 - Combined Variant Output\t\t\n", "CombinedVariant", "VCF"),
        ("Hugo_Symbol\tVariant_Classification\n", "MAF", "in place of the VCF"),
    ],
)
def test_a_table_of_something_else_is_named(tmp_path, text, what, instead):
    path = tmp_path / "other.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DialectError) as caught:
        read(path)
    assert what in caught.value.detail
    assert instead in caught.value.hint


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"chrom1\tstart1\rchr1\t5\r", "carriage returns"),
        (b"\x89PNG\r\n\x1a\n\x00\x01\n", "binary data"),
        (b"A\x00B\tC\n", "binary data"),
    ],
)
def test_what_is_no_text_is_said(tmp_path, data, says):
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(InputError, match=says):
        read(path)


@pytest.mark.parametrize("line", ["#" + "x" * 99, "##" + "x" * 98, ""])
def test_comments_without_end_are_refused(tmp_path, line):
    path = tmp_path / "bomb.gz"
    with gzip.open(path, "wt") as handle:
        handle.write((line + "\n") * (18_000_000 // (len(line) + 1)))
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.exit_code == 3


def test_a_table_of_too_many_rows_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("hccgenomics.readers.breakends.table.MOST_ROWS", 2)
    path = tmp_path / "many.bedpe"
    row = "chr1\t1\t2\tchr2\t5\t6\tn\t1\t+\t-\n"
    path.write_text(row * 2, encoding="utf-8")
    assert len(read(path).adjacencies) == 2
    path.write_text(row * 3, encoding="utf-8")
    with pytest.raises(FormatError, match="more than 2 rows"):
        read(path)


def test_two_columns_of_one_name_are_refused(tmp_path):
    names = "#FusionName JunctionReadCount SpanningFragCount LeftGene LeftBreakpoint RightGene"
    path = tmp_path / "twice.tsv"
    heading = "\t".join([*names.split(), "RightBreakpoint", "LeftGene"])
    path.write_text(f"{heading}\nA--B\t5\t5\tA\tchr1:5:+\tB\tchr2:9:+\tC\n", encoding="utf-8")
    with pytest.raises(FormatError, match="Columns 4 and 8 have one name"):
        read(path)
