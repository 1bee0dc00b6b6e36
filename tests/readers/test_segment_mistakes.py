"""Copy-number files with something wrong: one sentence, or every row counted; never a name."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hccgenomics.errors import FormatError, InputError, SampleError
from hccgenomics.readers.containers import TABLE
from hccgenomics.readers.copy_number import CopyNumberRequest, read_copy_number
from hccgenomics.readers.segment_head import read_head
from hccgenomics.readers.segments import FORMATS, REGISTRY, suspected
from hccgenomics.readers.stream import open_input
from hccgenomics.vocabulary import CopySource, DropReason
from tests.readers.test_segment_formats import FIXTURES, FOLDER, OPTIONS, _facts

SPECIFIC = [name for name in REGISTRY if not FORMATS[name].is_general]


def _text(name) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@pytest.fixture
def read(tmp_path):
    """Read a text as a file."""

    def reader(text, **said):
        path = tmp_path / "x.tsv"
        path.write_text(text, encoding="utf-8")
        (found,) = read_copy_number(CopyNumberRequest((path,), **said))
        return found

    return reader


def _head(path):
    with open_input(path, wanted=TABLE) as source:
        return read_head(iter(source.lines), where="x")[0]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_other_format_of_one_tool_recognises_a_file(path):
    head = _head(path)
    found = [name for name in SPECIFIC if FORMATS[name].recognises(head)]
    own = [path.parent.name] if path.parent.name in SPECIFIC else []

    assert found in ([], own) if any(key == "name" for key, _ in _facts(path)) else found == own


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_file_shows_a_sign_of_its_format(path):
    assert path.parent.name in set(suspected(_head(path)))


@pytest.mark.parametrize("name", SPECIFIC)
def test_a_file_of_another_tool_is_not_read_under_a_wrong_name(name):
    for path in FIXTURES:
        head = _head(path)
        if path.parent.name == name or FORMATS[name].may_be(head):
            continue
        with pytest.raises(FormatError, match=r"none of them\.") as caught:
            read_copy_number(CopyNumberRequest((path,), format=name))
        assert caught.value.exit_code == 3


def _read_or_refusal(request):
    try:
        return read_copy_number(request)[0]
    except InputError as error:
        return error


CELLS = st.sampled_from(
    ["", "NA", "nan", "-1", "0", "2.5", "chr7", "1e9", "x y", "1,2", "é", "99999999999"]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_stands_in_a_cell_every_row_is_counted_or_one_sentence_says_why(tmp_path, data):
    path = data.draw(st.sampled_from(FIXTURES))
    lines = path.read_text(encoding="utf-8").splitlines()
    number = data.draw(st.integers(0, len(lines) - 1))
    cells = lines[number].split("\t")
    cells[data.draw(st.integers(0, len(cells) - 1))] = data.draw(CELLS)
    lines[number] = "\t".join(cells)
    copy = tmp_path / "x"
    copy.write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = {OPTIONS[key]: value for key, value in _facts(path) if key in OPTIONS}

    found = _read_or_refusal(CopyNumberRequest((copy,), **said))

    if isinstance(found, InputError):
        assert found.exit_code == 3
        assert "\n" not in found.sentence
        return
    assert found.tally.read == found.facts.records
    assert all(0 <= part.start < part.end for part in found.segments)
    assert all(part.seen.copies is None or part.seen.copies >= 0 for part in found.segments)


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (
            "purple/purity_4.tsv",
            "0.0800\t1.0000\t0.2001",
            "1.7\t1.0000\t0.2001",
            "no share of cells",
        ),
        ("purple/segments.tsv", "\t-0.0712\t", "\tlow\t", "copyNumber holds text"),
        ("purple/qc.txt", "Purity\t0.1700", "Purity\tlow", "Purity is no number"),
        ("purecn/summary.csv", "0.31", "31", "no share of cells"),
        ("ascat/samplestatistics.txt", "rho 0.52", "rho high", "rho is no number"),
        ("sequenza/confints_CP.txt", "0.51\t3.3\t3.41\n", "", "takes three rows"),
        ("ichorcna/params.txt", "PLASMA\t0.021\t2.104\n", "", "has no sample"),
        ("ichorcna/params.txt", "PLASMA\t0.021", "PLASMA\tlow", "is no number"),
        ("freec/calls.txt", "127899999", "127", "ends before it starts"),
        ("freec/ratio.txt", "11\t69001001", "11\t0", "no start"),
        ("freec/info.txt", "Sample_Purity\t0.47", "Sample_Purity\thigh", "is no number"),
        ("cbioportal/data_log2_cna.txt", "-2.41", "-1.41", "nothing tells log2 ratios"),
        ("dragen_cnv/somatic.vcf", ":8:8.12:", ":8:many:", "CNF holds text"),
    ],
)
def test_a_wrong_value_is_one_sentence(read, name, old, new, says):
    text = _text(name)
    assert old in text

    with pytest.raises(InputError) as caught:
        read(text.replace(old, new, 1))

    assert says in caught.value.detail
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("clincnv/pair.tsv", "\t22103500\t", "\t2210350\t"),
        ("facets/cncf.tsv", "127600001\t127900000", "127900000\t127600001"),
        ("dragen_cnv/somatic.vcf", "END=127900000;", "END=1;"),
    ],
)
def test_a_row_that_ends_before_it_starts_is_dropped_and_told(read, name, old, new):
    text = _text(name)
    assert old in text

    whole, found = read(text), read(text.replace(old, new, 1))

    assert found.tally.kept == whole.tally.kept - 1
    assert found.tally.dropped[DropReason.MALFORMED] == 1
    assert found.tally.kept + sum(found.tally.dropped.values()) == found.facts.records
    assert any(note.startswith("1 row that ends before it starts") for note in found.notes)


def test_a_purity_table_of_two_fits_is_refused(read):
    heading, row = _text("purple/purity_4.tsv").splitlines()

    with pytest.raises(FormatError, match="2 rows"):
        read(f"{heading}\n{row}\n{row}\n")


@pytest.mark.parametrize(
    "name",
    [
        "purple/linx_vis_copy_number.tsv",
        "purecn/segments.seg",
        "purecn/genes.csv",
        "purecn/summary.csv",
        "clincnv/pair.tsv",
        "ascat/segments.txt",
        "facets/gene_level.txt",
        "facets/run.txt",
        "ichorcna/plasma.seg.txt",
        "ichorcna/params.txt",
        "dragen_cnv/called.seg",
        "cbioportal/data_cna_long.txt",
    ],
)
def test_of_several_samples_none_is_named_and_one_must_be_asked_for(read, name):
    own = dict(_facts(FOLDER / name))
    sample = own.get("ask", own["sample"])
    text = _text(name)
    lines = text.splitlines()
    at = next(
        n
        for n, line in enumerate(lines)
        if line.startswith((sample, f'"{sample}')) or f"\t{sample}\t" in line
    )
    doubled = "\n".join(
        [*lines[: at + 1], lines[at].replace(sample, "JaneDoe", 1), *lines[at + 1 :]]
    )

    with pytest.raises(SampleError) as caught:
        read(doubled + "\n")
    asked = read(doubled + "\n", sample=sample)

    assert "2 samples" in caught.value.detail or "3 samples" in caught.value.detail
    assert "JaneDoe" not in caught.value.sentence
    assert sample not in caught.value.sentence.replace("--tumour-sample", "")
    assert "hccgenomics validate" in caught.value.sentence
    assert asked.sample == sample
    with pytest.raises(SampleError) as caught:
        read(doubled + "\n", sample="RichardRoe")
    assert "RichardRoe" not in caught.value.sentence


def test_one_sample_is_read_by_any_name_and_this_is_said(read):
    found = read(_text("ascat/segments.txt"), sample="Other")

    assert found.sample == "TUMOUR"
    assert len(found.segments) == 4
    assert any("names otherwise" in note for note in found.notes)


@pytest.mark.parametrize(
    ("name", "old", "new", "tool"),
    [
        ("purple/purity_4.tsv", "0.0800\t1.0000\t0.2001", "0.08\t1.0000\t0.2001", "PURPLE"),
        ("purple/purity_2.39.tsv", "0.4200\t0.8000", "1\t0.8000", "PURPLE"),
        ("purecn/summary.csv", "0.31", "0.95", "PureCN"),
        ("ascat/samplestatistics.txt", "rho 0.52", "rho 1", "ASCAT"),
        ("sequenza/alternative_solutions.txt", "0.55", "0.1", "Sequenza"),
        ("sequenza/confints_CP.txt", "0.55", "1", "Sequenza"),
    ],
)
def test_purity_at_the_end_of_its_range_is_said(read, name, old, new, tool):
    said = "at the end of the range it searches"
    text = _text(name)
    found = read(text.replace(old, new, 1))

    assert old in text
    assert any(said in note and note.startswith(tool) for note in found.notes)


@pytest.mark.parametrize("name", ["purple/purity_2.39.tsv", "purecn/summary.csv"])
def test_purity_within_its_range_needs_no_word(read, name):
    assert read(_text(name)).notes == ()


def test_copies_below_none_are_none_and_this_is_said(read):
    found = read(_text("purple/segments.tsv"))

    assert found.notes == (
        "1 row with fewer copies than none, which noise can leave, read as none.",
    )


def test_a_log2_table_that_cannot_be_told_is_read_under_its_name(read):
    text = _text("cbioportal/data_named.txt")

    with pytest.raises(FormatError, match="--cnv-format cbioportal"):
        read(text)

    assert read(text, format="cbioportal").source is CopySource.GENES


@pytest.mark.parametrize("beside", ["variance", "loglik"])
def test_copies_of_all_cells_for_a_browser_are_not_taken_for_ratios(read, beside):
    """ClinCNV's ``.seg`` has the columns of a SEG, and 2 where a SEG has 0."""
    track = f"#type=GENE_EXPRESSION\nID\tchr\tstart\tend\t{beside}\tvalue\n"

    with pytest.raises(FormatError, match="copies of all cells"):
        read(f"{track}T\tchr8\t100\t900\t0.1\t2.02\n")


def _seg_of(means):
    rows = (f"S1\t1\t{at}000001\t{at}900000\t50\t{mean}" for at, mean in enumerate(means, 1))
    return "\n".join(["ID\tchrom\tloc.start\tloc.end\tnum.mark\tseg.mean", *rows, ""])


@pytest.mark.parametrize("mean", [2, 1, 0.6])
def test_copies_and_linear_ratios_are_not_taken_for_log2_ratios(read, mean):
    means = [0, *[mean] * 8, 3]

    with pytest.raises(FormatError, match=r"copies or linear ratios, not log2 ratios"):
        read(_seg_of(means))
    assert len(read(_seg_of(means), format="igv").segments) == 10


@pytest.mark.parametrize(
    "means", [[1.9] * 9, [-0.01, *[2] * 9], [0.59] * 10], ids=["few", "one below", "near 0"]
)
def test_ratios_that_may_be_log2_are_read(read, means):
    assert len(read(_seg_of(means)).segments) == len(means)


def test_a_maf_is_no_table_of_copies(read):
    heading = "Hugo_Symbol\tEntrez_Gene_Id\tVariant_Classification\tChromosome\tn\n"
    maf = f"{heading}TP53\t7157\tSilent\t17\t1\n"

    with pytest.raises(FormatError, match="a MAF"):
        read(maf)


def test_unaltered_stretches_make_a_vcf_more_than_calls(read):
    text = _text("dragen_cnv/somatic.vcf")
    lines = [line for line in text.splitlines() if "DRAGEN:REF" not in line]

    assert read(text).source is CopySource.SEGMENTS
    assert read("\n".join(lines) + "\n").source is CopySource.CALLS


def test_a_failed_fit_is_carried_and_not_judged(read):
    statuses = [
        read(_text(name)).solutions[0].status
        for name in ("purple/purity_4.tsv", "purecn/summary_failed.csv", "purple/qc.txt")
    ]

    assert statuses == ["NO_TUMOR", "FAILED", "WARN_DELETED_GENES,WARN_LOW_PURITY"]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        (
            "purity\tnormFactor\tscore\tdiploidProportion\tploidy\tsomaticPenalty",
            "the fits it tried",
        ),
        (
            "chromosome\tstart\tend\tgermlineStatus\tbafCount\tfittedTumorCopyNumber",
            "before it smooths",
        ),
        ("Sampleid\tchr\tstart\tend\tML.SOMATIC\tPOSTERIOR.SOMATIC", "PureCN's table of variants"),
        ("sample\tarm\ttcn\tlcn\tcn_length\tarm_length\tfrac_of_arm\tcn_state", "table of arms"),
        ("vcfId\tsvId\tclusterId\tclusterReason", "LINX's table"),
        (
            "chr\tstart\tend\tCN_change\tloglikelihood\tno_of_regions\tpotential_AF\tgenes",
            "germline calls",
        ),
        ("gene\tchromosome\tgermlineStatus\ttumorStatus\tfilter", "germline events"),
        ("chromosome\tarm\tmeanCopyNumber\tmedianCopyNumber", "PURPLE's table of arms"),
    ],
)
def test_what_comes_beside_copy_number_is_told_by_what_it_is(read, name, what):
    with pytest.raises(FormatError) as caught:
        read(name + "\n" + "\t".join("1" for _ in name.split("\t")) + "\n")

    assert what in caught.value.detail
    assert caught.value.hint
