"""Copy-number files: whose they are, what they weigh, and what is refused in one sentence."""

from __future__ import annotations

import csv
import gzip
import tracemalloc

import pysam
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.cohort_seg import NAME, write_cohort
from hccgenomics.errors import FormatError, InputError, SampleError, UnreadableError
from hccgenomics.model.genome import Interval
from hccgenomics.readers.copy_number import CopyNumberRequest, read_copy_number
from hccgenomics.readers.segment_bins import BinCollector
from hccgenomics.vocabulary import CopyClass, CopySource, DropReason
from tests.conftest import DATA

FOLDER = DATA / "cnv"
FILES = sorted(
    path
    for path in FOLDER.glob("*/*")
    if path.is_file() and not path.name.endswith((".expected.tsv", ".facts.tsv"))
)
SEG = "ID\tchrom\tloc.start\tloc.end\tnum.mark\tseg.mean\n"
CNS = "chromosome\tstart\tend\tgene\tlog2\tprobes\n"


def _read(path, **options):
    (found,) = read_copy_number(CopyNumberRequest((path,), **options))
    return found


@pytest.fixture
def read(tmp_path):
    def read(text, **options):
        path = tmp_path / "file"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return _read(path, **options)

    return read


def _cases(name):
    with (DATA / "truth" / name).open(newline="", encoding="utf-8") as handle:
        return list(csv.DictReader(handle, delimiter="\t"))


def _written(text):
    return text.replace("|", "\t").replace("¶", "\n").replace("␍", "\r")


@pytest.mark.parametrize(
    "case", _cases("copy_number_refused.tsv"), ids=lambda case: case["case"].replace(" ", "_")
)
def test_what_is_refused_is_told_in_one_sentence(read, case):
    options = {"format": case["format"]} if case["format"] != "-" else {}

    with pytest.raises(InputError) as caught:
        read(_written(case["text"]), **options)

    assert case["says"] in caught.value.sentence
    assert "\n" not in caught.value.sentence
    assert caught.value.line == (int(case["line"]) if case["line"] != "-" else None)
    assert "Doe" not in caught.value.sentence


class TestSamples:
    TWO = SEG + "Doe-T\t1\t1\t100\t5\t0.1\nDoe-N\t1\t1\t100\t5\t0.2\nDoe-T\t2\t1\t100\t5\t0.3\n"

    def test_several_and_none_asked_for_are_counted_not_named(self, read):
        with pytest.raises(SampleError, match="2 samples") as caught:
            read(self.TWO)

        assert "Doe" not in caught.value.sentence
        assert "validate" in caught.value.hint

    def test_one_that_is_not_there_is_refused(self, read):
        with pytest.raises(SampleError, match="none of the file's 2 samples") as caught:
            read(self.TWO, sample="Roe-T")

        assert "oe-" not in caught.value.sentence

    @pytest.mark.parametrize(("name", "ratios"), [("Doe-T", [0.1, 0.3]), ("Doe-N", [0.2])])
    def test_the_one_asked_for_is_read_wherever_its_rows_stand(self, read, name, ratios):
        found = read(self.TWO, sample=name)

        assert found.sample == name
        assert [part.seen.log2_ratio for part in found.segments] == ratios
        assert found.tally.read == found.facts.records == 3
        assert found.tally.dropped == {DropReason.OTHER_SAMPLE: 3 - len(ratios)}

    def test_a_name_that_begins_another_is_not_mistaken_for_it(self, read):
        rows = "S1\t1\t1\t100\t5\t0.1\nS10\t1\t1\t100\t5\t0.2\nS1\t2\t1\t100\t5\t0.3\n"

        found = read(SEG + rows, sample="S1")

        assert [part.seen.log2_ratio for part in found.segments] == [0.1, 0.3]

    def test_headings_between_files_put_together_are_no_rows(self, read):
        one, other = "S1\t1\t1\t100\t5\t0.1\n", "S2\t1\t1\t100\t5\t0.2\n"

        found = read(SEG + one + SEG + other, sample="S2")

        assert [part.seen.log2_ratio for part in found.segments] == [0.2]
        assert found.facts.records == found.tally.read == 2
        assert len(read(SEG + one + SEG + one).segments) == 2
        assert len(read(SEG + "ID\t1\t1\t100\t5\t0.1\n" * 2).segments) == 2

    @pytest.mark.parametrize("name", ["23", "chr23", "X", "chrX"])
    def test_x_has_several_names(self, read, name):
        assert read(SEG + f"S\t{name}\t1\t100\t5\t0.1\n").segments[0].contig == "chrX"

    def test_one_sample_is_read_whatever_its_name(self, read):
        found = read(SEG + "a\t1\t1\t100\t5\t0.1\n", sample="b")

        assert found.sample == "a"
        assert "otherwise" in found.notes[0]
        assert not read(SEG + "a\t1\t1\t100\t5\t0.1\n", sample="a").notes[0].startswith("The file")

    def test_the_matched_normal_alone_is_refused(self, read):
        with pytest.raises(SampleError, match="--normal-sample"):
            read(SEG + "blood\t1\t1\t100\t5\t0.1\n", normal="blood")

    def test_gistic_of_many_samples_needs_one(self, read):
        text = "Gene Symbol\tLocus ID\tCytoband\tDoe\tRoe\nTP53\t1\t17p\t0\t-1\n"

        with pytest.raises(SampleError, match="2 samples") as caught:
            read(text)

        assert "Doe" not in caught.value.sentence
        assert read(text, normal="Doe").sample == "Roe"

    def test_gistic_as_xena_hands_it_out(self, read):
        text = "Gene Symbol\tS1\tS2\nFGF19\t2\t0\nRB1\t-2\t1\n"

        found = read(text, sample="S1")

        levels = {row.gene: row.seen.level for row in found.genes}
        assert levels == {
            "FGF19": CopyClass.AMPLIFICATION,
            "RB1": CopyClass.HOMOZYGOUS_DELETION,
        }
        assert found.source is CopySource.LEVELS

    @pytest.mark.parametrize(
        ("rows", "is_refused"),
        [
            (("1\t1\t248000000\t9\t2", "2\t1\t240000000\t9\t2", "11\t1\t9\t9\t7"), True),
            (("11\t1\t69000000\t9\t1.0", "11\t69000001\t70000000\t9\t3.6"), False),
            (
                tuple(f"{n}\t1\t130000000\t9\t1.0{n}" for n in range(1, 9)),
                True,
            ),
            (("11\t69000001\t70000000\t9\t2",), False),
            (("11\t1\t60000000\t9\t0", "11\t69000001\t70000000\t9\t2"), False),
            (("11\t1\t60000000\t9\t2", "11\t69000001\t70000000\t9\t1"), True),
        ],
    )
    def test_few_segments_of_copies_or_linear_ratios(self, read, rows, is_refused):
        text = SEG + "".join(f"S\t{row}\n" for row in rows)

        if not is_refused:
            assert len(read(text).segments) == len(rows)
            return
        with pytest.raises(FormatError, match="copies or linear ratios"):
            read(text)
        assert len(read(text, format="igv").segments) == len(rows)

    def test_more_segments_of_one_sample_than_any_caller_finds(self, read, monkeypatch):
        monkeypatch.setattr("hccgenomics.readers.segment_samples.MOST_SEGMENTS", 2)
        row, other = "S\t1\t1\t100\t5\t0.1\n", "R\t1\t1\t100\t5\t0.1\n"

        with pytest.raises(FormatError, match="more than 2 rows of one sample"):
            read(SEG + row * 3)

        assert len(read(SEG + row + other * 9, sample="S").segments) == 1

    def test_a_vcf_tells_its_tumour_by_its_placeholder(self):
        found = _read(FOLDER / "vcf" / "other.vcf", sample="patient")

        assert found.sample == "TUMOR"


class TestPlaces:
    def test_a_seg_counts_from_one_and_a_cns_from_nought(self, read):
        seg = read(SEG + "S\t5\t1253147\t1295068\t9\t0.5\n").segments[0]
        cns = read(CNS + "chr5\t1253146\t1295068\tTERT\t0.5\t9\n").segments[0]

        assert (seg.contig, seg.start, seg.end) == (cns.contig, cns.start, cns.end)

    def test_a_seg_from_nought_begins_at_the_first_base(self, read):
        assert read(SEG + "S\t5\t0\t1000\t9\t0.5\n").segments[0].start == 0

    def test_accessions_are_contigs_and_speak_for_their_assembly(self, read, panels):
        contigs = {assembly: panel.contigs for assembly, panel in panels.items()}
        row = "S\tNC_000011.10\t69640001\t69810000\t9\t2\n"

        found = read(SEG + row, contigs=contigs)

        assert found.segments[0].contig == "chr11"
        assert found.build.texts == ("NC_000011.10 is of GRCh38",)
        assert read(SEG + row).tally.dropped == {DropReason.NOT_ON_CHROMOSOME: 1}

    def test_segments_are_put_in_order_and_overlaps_are_told(self, read):
        rows = "S\tX\t1\t9\t5\t0\nS\t2\t90\t200\t5\t0\nS\t2\t1\t100\t5\t0\nS\t10\t1\t9\t5\t0\n"

        found = read(SEG + rows)

        places = [(part.contig, part.start) for part in found.segments]
        assert places == [("chr2", 0), ("chr2", 89), ("chr10", 0), ("chrX", 0)]
        assert [part.row for part in found.segments] == [3, 2, 4, 1]
        assert found.notes[-1] == "1 segment overlaps the one before."

    def test_a_file_that_states_nothing_says_so(self, read):
        assert "each of its 2 rows" in read(SEG + "S\t2\t1\t9\t5\tNA\n" * 2).notes[-1]
        assert "has no row" in read(SEG).notes[-1]
        filled = read(SEG + "S\t2\t1\t9\t5\t0.1\n")
        assert not any("says nothing" in note for note in filled.notes)

    def test_lines_for_genome_browsers_are_passed_over(self, read):
        text = "#type=COPY_NUMBER\ntrack graphType=heatmap\n" + SEG + "S\t2\t1\t9\t5\t0.5\n"

        assert len(read(text).segments) == 1

    def test_one_shared_base_is_no_overlap(self, read):
        rows = "S\t2\t1\t100\t5\t0\nS\t2\t100\t200\t5\t0\n"

        assert not any("overlap" in note for note in read(SEG + rows).notes)

    def test_the_furthest_base_is_told_by_contig(self, read):
        rows = "S\t2\t1\t100\t5\t0\nS\t2\t100\t900\t5\tNA\nS\tGL1\t1\t5000\t5\t0\n"

        assert read(SEG + rows).build.furthest == {"chr2": 900}

    def test_bins_in_any_order_are_sorted(self):
        collected = BinCollector()
        for start in (30, 10, 20):
            collected.add(Interval("chr1", start, start + 10), start / 10)

        bins = collected.sorted()["chr1"]

        assert (list(bins.starts), list(bins.log2)) == ([10, 20, 30], [1.0, 2.0, 3.0])
        assert list(bins.weights) == [1.0, 1.0, 1.0]

    def test_genes_are_placed_by_their_bins(self):
        found = _read(FOLDER / "cnvkit" / "bins.cnr")

        assert found.build.genes["TERT"] == Interval("chr5", 1253146, 1295068)
        assert "Antitarget" not in found.build.genes


class TestContainers:
    def test_bcf_is_read_like_vcf(self, tmp_path):
        source, target = FOLDER / "vcf" / "other.vcf", tmp_path / "calls.bcf"
        with (
            pysam.VariantFile(str(source)) as vcf,
            pysam.VariantFile(str(target), "wb", header=vcf.header) as bcf,
        ):
            for record in vcf:
                bcf.write(record)

        text, binary = _read(source), _read(target)

        assert binary.segments == text.segments
        assert binary.solutions == text.solutions

    def test_the_digest_is_of_the_whole_file(self, tmp_path):
        import hashlib

        for path in FILES:
            if path.parent.name not in {"igv", "cnvkit", "gatk"} or "cohort" in path.name:
                continue
            found = _read(path)
            assert found.facts.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
            assert found.facts.size == path.stat().st_size

    def test_a_cut_gzip_is_refused(self, tmp_path):
        path = tmp_path / "cut.seg.gz"
        rows = "".join(f"S\t1\t{n}01\t{n}99\t5\t0.{n}\n" for n in range(1, 9000))
        path.write_bytes(gzip.compress((SEG + rows).encode())[:-200])

        with pytest.raises(UnreadableError, match=r"cut|damaged|does not end"):
            _read(path)

    def test_several_files_are_numbered_in_their_order(self):
        paths = (FOLDER / "cnvkit" / "segments.cns", FOLDER / "cnvkit" / "bins.cnr")

        first, second = read_copy_number(CopyNumberRequest(paths))

        assert (first.facts.number, second.facts.number) == (1, 2)
        assert (first.source, second.source) == (CopySource.SEGMENTS, CopySource.BINS)


class TestFractionsOfGatk:
    TEXT = "Sample\tChromosome\tStart\tEnd\tNum_Probes\tSegment_Mean\n"

    def test_values_that_look_like_allele_fractions_are_refused(self, read):
        rows = "S\t1\t1\t100\t5\t0.48\nS\t2\t1\t100\t5\t0.31\nS\t3\t1\t100\t5\tNaN\n"

        with pytest.raises(FormatError, match=r"af\.igv\.seg"):
            read(self.TEXT + rows)
        assert len(read(self.TEXT + rows, format="igv").segments) == 2

    @pytest.mark.parametrize("ratios", [(0.48, -0.1), (0.48, 0.6), (0.0, 0.01, 0.4)])
    def test_ratios_are_not(self, read, ratios):
        rows = "".join(f"S\t{n}\t1\t100\t5\t{ratio}\n" for n, ratio in enumerate(ratios, 1))

        assert [part.seen.log2_ratio for part in read(self.TEXT + rows).segments] == list(ratios)


class TestCohort:
    """Some thousand rows of a hundred samples: what holds of them holds of a million."""

    ROWS = 400
    SAMPLES = 60

    def _file(self, tmp_path, samples=SAMPLES):
        path = tmp_path / "cohort.seg"
        with path.open("w", encoding="utf-8") as out:
            out.write(SEG)
            for sample in range(samples):
                for row in range(self.ROWS):
                    start = row * 100_000 + 1
                    out.write(f"S{sample:03}\t{row % 22 + 1}\t{start}\t{start + 99_999}\t9\t0.1\n")
        return path

    def _peak(self, path):
        tracemalloc.start()
        try:
            found = _read(path, sample="S050")
            return found, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    def test_rows_of_others_are_not_held(self, tmp_path):
        small = self._file(tmp_path)
        _read(small, sample="S050")  # what is imported on the way is not counted
        _, least = self._peak(small)

        found, peak = self._peak(self._file(tmp_path, samples=5 * self.SAMPLES))

        assert len(found.segments) == self.ROWS
        assert found.facts.records == self.ROWS * self.SAMPLES * 5
        assert peak < 1.1 * least

    def test_rows_of_others_are_not_split(self, tmp_path, monkeypatch):
        from hccgenomics.readers.segment_table import Table

        split, real = [], Table.cells
        monkeypatch.setattr(
            Table, "cells", lambda self, line: split.append(line) or real(self, line)
        )

        _read(self._file(tmp_path), sample="S050")

        assert len(split) == self.SAMPLES + self.ROWS


def test_the_cohort_of_the_benchmark_is_read_for_one_sample(tmp_path):
    path = tmp_path / "cohort.seg"
    write_cohort(path, samples=3, each=44)

    found = _read(path, sample=NAME.format(1))

    assert len(found.segments) == 44
    assert found.tally.dropped == {DropReason.OTHER_SAMPLE: 88}
    assert {part.contig for part in found.segments} == {f"chr{n}" for n in range(1, 23)}


def _read_or_refused(path, sample):
    try:
        return _read(path, sample=sample)
    except InputError as error:
        return error


def _lines(path):
    return path.read_bytes().splitlines(keepends=True)


@given(data=st.data())
def test_a_damaged_file_is_read_whole_or_refused(data, tmp_path_factory):
    """Whatever is changed in a real layout: every row is kept or dropped, or it is refused."""
    path = data.draw(st.sampled_from(FILES))
    lines = _lines(path)
    at = data.draw(st.integers(0, len(lines) - 1))
    cells = lines[at].split(b"\t")
    column = data.draw(st.integers(0, len(cells) - 1))
    cells[column] = data.draw(
        st.one_of(
            st.binary(max_size=6),
            st.sampled_from(
                (b"", b"NA", b"nan", b"-5", b"1e9", b"1e400", b'"', b"9" * 30, b"<DUP>")
            ),
        )
    )
    lines[at] = b"\t".join(cells)
    target = tmp_path_factory.mktemp("damaged") / "x"
    target.write_bytes(b"".join(lines))
    found = _read_or_refused(target, data.draw(st.sampled_from((None, "HCC-02", "TUMOR"))))
    if isinstance(found, InputError):
        assert "\n" not in found.sentence
        return
    assert found.tally.read == found.facts.records
    bins = sum(len(bins.starts) for bins in found.bins.values())
    if found.source is not CopySource.SOLUTION:
        assert found.tally.kept == (bins or len(found.segments) + len(found.genes))


@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(("A", "B", "C")),
            st.sampled_from(("1", "chrX", "23", "GL000192.1", "hs37d5")),
            st.integers(0, 5000),
            st.integers(1, 5000),
            st.sampled_from(("0.5", "-1.25", "NA", "NaN", "", "inf", "1e-2")),
        ),
        max_size=30,
    ),
    sample=st.sampled_from((None, "A", "B", "D")),
)
def test_every_row_of_a_seg_is_kept_or_dropped(rows, sample, tmp_path_factory):
    text = SEG + "".join(
        f"{name}\t{contig}\t{start}\t{start + width}\t7\t{ratio}\n"
        for name, contig, start, width, ratio in rows
    )
    path = tmp_path_factory.mktemp("seg") / "x.seg"
    path.write_text(text, encoding="utf-8")
    names = {row[0] for row in rows}
    if len(names) > 1 and sample not in names:
        with pytest.raises(SampleError, match=f"{len(names)} samples"):
            _read(path, sample=sample)
        return

    found = _read(path, sample=sample)

    assert found.facts.records == found.tally.read == len(rows)
    mine = sample if sample in names else next(iter(names), None)
    wanted = [
        row
        for row in rows
        if row[0] == mine and row[1] in {"1", "chrX", "23"} and row[4] in {"0.5", "-1.25", "1e-2"}
    ]
    assert found.tally.kept == len(found.segments) == len(wanted)
    assert list(found.segments) == sorted(found.segments, key=_order)


def _order(part):
    return (["chr1", "chrX"].index(part.contig), part.start, part.end, part.row)


REAL = _cases("copy_number_real.tsv")


@pytest.mark.parametrize("case", REAL, ids=lambda case: case["file"].replace("/", "_"))
def test_every_real_file_is_read_or_refused(case, shared):
    path = shared / "realdata" / "cnv" / case["file"]
    if case["format"] == "refused":
        with pytest.raises(InputError) as caught:
            _read(path)
        assert case["says"] in caught.value.sentence
        assert "\n" not in caught.value.sentence
        return

    found = _read(path, sample=None if case["ask"] == "-" else case["ask"])

    dropped = ";".join(sorted(f"{why.value}={n}" for why, n in found.tally.dropped.items())) or "-"
    assert found.facts.format == case["format"]
    assert found.source.value == case["source"]
    assert (str(found.tally.kept), dropped) == (case["kept"], case["dropped"])
    assert found.tally.read == found.facts.records


def test_no_real_file_is_left_out(shared):
    folder = shared / "realdata" / "cnv"
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}

    assert files == {case["file"] for case in REAL}


COLUMNS = {
    "cnvkit/cl_seq.cns": ("chromosome", "start", "end", 0, "log2", "probes"),
    "cnvkit/m-on-m.cns": ("chromosome", "start", "end", 0, "log2", "probes"),
    "cnvkit/tr95t.cns": ("chromosome", "start", "end", 0, "log2", "probes"),
    "cnvkit/tr95t.segmetrics.cns": ("chromosome", "start", "end", 0, "log2", "probes"),
    "cnvkit/acgh-log10.seg": ("chrom", "loc.start", "loc.end", 1, "seg.mean", "num.mark"),
    "cnvkit/cw-tr-log2.seg": ("chrom", "loc.start", "loc.end", 1, "seg.mean", "num.mark"),
    "cnvkit/warning.seg": ("chromosome", "start", "end", 1, "mean", "nbrOfLoci"),
    "gatk/SM-74NF5.called.seg": (
        "CONTIG",
        "START",
        "END",
        1,
        "MEAN_LOG2_COPY_RATIO",
        "NUM_POINTS_COPY_RATIO",
    ),
    "gatk/single-sample-cr-ac.modelFinal.seg": (
        "CONTIG",
        "START",
        "END",
        1,
        "LOG2_COPY_RATIO_POSTERIOR_50",
        "NUM_POINTS_COPY_RATIO",
    ),
    "gatk/single-sample-cr-ac.cr.igv.seg": (
        "Chromosome",
        "Start",
        "End",
        1,
        "Segment_Mean",
        "Num_Probes",
    ),
    "gatk/tag-germline-tumor-split-no-match-normal.seg": (
        "CONTIG",
        "START",
        "END",
        1,
        "Segment_Mean",
        "Num_Probes",
    ),
}
"""Of real files: contig, start, end, what the first base is called, ratio, support."""


@pytest.mark.parametrize("name", COLUMNS)
def test_real_segments_are_those_of_a_plain_reader(name, shared):
    """Read once more by the csv module, and compared number by number."""
    path = shared / "realdata" / "cnv" / name
    contig, start, end, first, ratio, support = COLUMNS[name]
    ask = next(case["ask"] for case in REAL if case["file"] == name)
    lines = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith(("@", "WARNING"))
    ]
    rows = [row for row in csv.DictReader(lines, delimiter="\t") if row.get("ID", ask) == ask]

    found = _read(path, sample=None if ask == "-" else ask)

    expected = sorted(
        (
            "chr" + row[contig].removeprefix("chr").replace("23", "X").replace("24", "Y"),
            int(row[start]) - first,
            int(row[end]),
            float(row[ratio]),
            int(row[support]),
        )
        for row in rows
    )
    assert expected
    assert expected == sorted(
        (part.contig, part.start, part.end, part.seen.log2_ratio, part.seen.support)
        for part in found.segments
    )


def test_real_intervals_and_fractions_are_those_of_the_file(shared):
    folder = shared / "realdata" / "cnv"
    first = _read(folder / "gatk" / "single-sample-cr-ac.modelFinal.seg").segments[0]
    segment = _read(folder / "cnvkit" / "tr95t.segmetrics.cns").segments[0]

    assert (first.contig, first.start, first.end) == ("chr20", 68099, 10032789)
    assert (first.seen.log2_low, first.seen.log2_ratio, first.seen.log2_high) == (
        0.653606,
        0.661038,
        0.666397,
    )
    assert first.seen.minor_allele_fraction == 0.320157
    assert (segment.seen.log2_low, segment.seen.log2_high) == (0.09266, 0.199236)
    assert segment.seen.log2_error == 0.0277662


@pytest.mark.parametrize(
    ("name", "ask", "tool", "kept", "read"),
    [
        ("vcf2maf/test_delly.vcf", "TUMOR", "DELLY", 5, 15),
        ("sigprofiler/delly.vcf", None, "DELLY", None, 8),
        ("scout/one_cnvnator.vcf", None, "CNVnator", 1, 1),
    ],
)
def test_real_vcfs_with_copies_are_read(name, ask, tool, kept, read, shared):
    path = shared / "realdata" / "sv" / name
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    heading = next(cells for cells in lines if cells[0] == "#CHROM")
    sample = ask or heading[9]
    records = [cells for cells in lines if not cells[0].startswith("#")]

    found = _read(path, sample=sample)

    assert found.facts.tool == tool
    assert found.facts.records == found.tally.read == len(records) == read
    assert kept is None or found.tally.kept == kept
    assert not found.copies_are_corrected
    for part in found.segments:
        record = records[part.row - 1]
        fields = dict(
            zip(record[8].split(":"), record[heading.index(sample)].split(":"), strict=False)
        )
        assert part.start == int(record[1])
        assert f"END={part.end};" in record[7]
        assert part.seen.copies == int(fields["CN"])


def test_real_bins_are_those_of_the_file(shared):
    path = shared / "realdata" / "cnv" / "cnvkit" / "p2-20_1.cnr"
    with path.open(encoding="utf-8") as handle:
        rows = [
            (row["chromosome"], int(row["start"]), int(row["end"]), float(row["log2"]))
            for row in csv.DictReader(handle, delimiter="\t")
            if float(row["log2"]) >= -15
        ]

    found = _read(path)

    assert sorted(rows) == sorted(
        (contig, *bin_)
        for contig, bins in found.bins.items()
        for bin_ in zip(bins.starts, bins.ends, bins.log2, strict=True)
    )
    assert found.build.furthest["chr1"] <= 249_250_621


def test_lengths_of_contigs_are_those_of_the_header(shared):
    found = _read(shared / "realdata" / "cnv" / "gatk" / "SM-74NF5.called.seg")

    assert found.build.lengths["1"] == 249250621
    assert found.sample == "SM-74NF5"
