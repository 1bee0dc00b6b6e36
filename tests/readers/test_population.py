"""Population files: what is read of them, and every way in which they cannot be used."""

from __future__ import annotations

import gzip
import os
import shutil

import pysam
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.errors import AssemblyError, UnreadableError
from hccgenomics.knowledge.assemblies import load_assemblies
from hccgenomics.readers.header import parse_header
from hccgenomics.readers.population import PopulationFile
from hccgenomics.readers.population_fields import Fields, PopulationRow, find_fields
from hccgenomics.vocabulary import Assembly
from tests.population import AF_LINE, packed, population_text

GRCH38 = load_assemblies()[Assembly.GRCH38]
RECORDS = [
    ("chr5", 1_295_113, "G", "A,C", "PASS", "AN=150000;AF=0.001,0.2;AF_grpmax=0.004,.;nhomalt=0,9"),
    ("chr17", 7_674_220, "C", "T", "AC0", "AF=0;AN=150000"),
    ("chr17", 7_674_230, "CAG", "C", "PASS", "AF=0.05"),
]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return packed(population_text(RECORDS), tmp_path_factory.mktemp("population"))


def copied(path, folder):
    folder.mkdir(exist_ok=True)
    for beside in path.parent.glob(f"{path.name}*"):
        shutil.copy2(beside, folder / beside.name)
    return folder / path.name


def rows(path, contig, start, end):
    with PopulationFile(path, contigs=GRCH38) as file:
        return list(file.rows(contig, start, end))


def test_the_records_that_touch_a_place_are_found(path):
    (tert,) = rows(path, "chr5", 1_295_112, 1_295_113)
    (deletion,) = rows(path, "chr17", 7_674_231, 7_674_232)

    assert (tert.pos, tert.ref, tert.alts) == (1_295_113, "G", ("A", "C"))
    assert deletion.pos == 7_674_230
    assert rows(path, "chr17", 7_674_220, 7_674_229) == []
    assert rows(path, "chr1", 0, 1000) == []


@pytest.mark.parametrize("csi", [False, True])
@pytest.mark.parametrize(
    "name",
    [
        str,
        lambda contig: contig.removeprefix("chr"),
        lambda contig: GRCH38.contigs[contig].refseq,
    ],
    ids=["chr5", "5", "NC_000005.10"],
)
def test_every_style_of_contig_and_index_is_read(name, csi, tmp_path):
    path = packed(population_text(RECORDS, name=name), tmp_path, csi=csi)

    with PopulationFile(path, contigs=GRCH38) as file:
        assert len(list(file.rows("chr5", 1_295_112, 1_295_113))) == 1
        assert file.has("chr17")
        assert not file.has("chr1")


def test_the_figures_of_each_allele_are_its_own(path):
    with PopulationFile(path, contigs=GRCH38) as file:
        (row,) = file.rows("chr5", 1_295_112, 1_295_113)
        first, second = (file.fields.record(row, index) for index in (0, 1))

    assert (first.af, first.popmax, first.alleles, first.homozygotes) == (0.001, 0.004, 150_000, 0)
    assert (second.af, second.popmax, second.homozygotes) == (0.2, None, 9)
    assert (second.highest, second.highest_field) == (0.2, "AF")


def test_a_record_that_fails_its_filters_says_so(path):
    with PopulationFile(path, contigs=GRCH38) as file:
        (row,) = file.rows("chr17", 7_674_219, 7_674_220)
        assert file.fields.record(row, 0).filters == ("AC0",)
        assert file.fields.record(row, 0).af == 0.0


def fields_of(*names) -> Fields:
    lines = [f'##INFO=<ID={name},Number=A,Type=Float,Description="x">' for name in names]
    heading = "\t".join(["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO"])
    return find_fields(parse_header([line.encode() for line in (*lines, heading)]), where="p.vcf")


@pytest.mark.parametrize(
    ("names", "info", "expected"),
    [
        (("AF", "AF_popmax"), "AF=0.1;AF_popmax=0.3", (0.1, "AF", 0.3, "AF_popmax")),
        (("AF", "AF_grpmax"), "AF=0.1;AF_grpmax=.", (0.1, "AF", None, None)),
        (
            ("AF_joint", "AF_grpmax_joint", "AF_exomes"),
            "AF_exomes=0.5;AF_joint=0.1;AF_grpmax_joint=0.2",
            (0.1, "AF_joint", 0.2, "AF_grpmax_joint"),
        ),
        (("AF", "EAS_AF", "EUR_AF"), "AF=0.1;EAS_AF=0.4;EUR_AF=0.01", (0.1, "AF", 0.4, "EAS_AF")),
        (("AF", "AF_eas", "AF_fin"), "AF=0.1;AF_eas=0.2;AF_fin=0.9", (0.1, "AF", 0.2, "AF_eas")),
        (("AF",), "AF=1e-05", (1e-05, "AF", None, None)),
        (("AF",), "AF=nan", (None, "AF", None, None)),
        (("AF",), "AF=1.5", (None, "AF", None, None)),
        (("AF",), "AF=0.1,0.2", (None, "AF", None, None)),
        (("AF",), "DB;AN=4", (None, "AF", None, None)),
    ],
)
def test_the_fields_of_every_publisher_are_known(names, info, expected):
    row = PopulationRow(1, "A", ("C",), (), info)

    record = fields_of(*names).record(row, 0)

    found = (record.af, record.af_field, record.popmax, record.popmax_field)
    assert found == expected


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("CAF", "TOPMED"), "declares no INFO field AF (it has CAF, which is not read)"),
        (("FREQ",), "(it has FREQ, which is not read)"),
        (("DB",), "declares no INFO field AF."),
    ],
)
def test_a_file_without_frequencies_is_refused(names, said):
    with pytest.raises(UnreadableError) as caught:
        fields_of(*names)

    assert said in caught.value.sentence
    assert caught.value.exit_code == 3


def test_the_facts_are_those_of_the_header_and_the_index(path, tmp_path):
    with PopulationFile(path, contigs=GRCH38) as file:
        facts = file.facts
    again = packed(population_text(RECORDS), tmp_path)
    with PopulationFile(again, contigs=GRCH38) as file:
        same = file.facts

    assert facts.size == path.stat().st_size
    assert (facts.af_field, facts.popmax_field) == ("AF", "AF_grpmax")
    assert facts == same


def test_the_assembly_is_told_by_the_contig_lengths(path, panels):
    with PopulationFile(path, contigs=GRCH38) as file:
        assert file.evidence(panels, Assembly.GRCH38)
        with pytest.raises(AssemblyError, match="Pass a population file on GRCh37"):
            file.evidence(panels, Assembly.GRCH37)


def unpacked(path):
    return gzip.decompress(path.read_bytes())


def as_folder(path, _):
    path.unlink()
    path.mkdir()


def without_index(content):
    def spoil(path, index):
        index.unlink()
        path.write_bytes(content(path))

    return spoil


def grown(path, _):
    later = packed(population_text([*RECORDS, *many()]), path.parent, name="later.vcf.gz")
    path.write_bytes(later.read_bytes())
    os.utime(path, (1, 1))


SPOILT = {
    "missing": lambda path, _: path.unlink(),
    "folder": as_folder,
    "no index": lambda _, index: index.unlink(),
    "plain": without_index(unpacked),
    "gzip": without_index(lambda path: gzip.compress(unpacked(path))),
    "older index": lambda _, index: os.utime(index, (1, 1)),
    "truncated": lambda path, _: path.write_bytes(path.read_bytes()[:-28]),
    "cut inside": lambda path, _: path.write_bytes(path.read_bytes()[:300]),
    "index cut": lambda _, index: index.write_bytes(index.read_bytes()[:-40]),
    "index garbage": lambda _, index: index.write_bytes(b"garbage"),
    "index of a BED": lambda path, _: pysam.tabix_index(
        str(path), seq_col=0, start_col=1, end_col=1, force=True
    ),
    "grown": grown,
}


def many():
    return [("chr17", 7_680_000 + n, "A", "C", "PASS", "AF=0.1") for n in range(3000)]


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("missing", "There is no such population file."),
        ("folder", "There is no such population file."),
        ("no index", "has no index (.tbi or .csi). Make one: tabix -p vcf"),
        ("plain", "is not compressed, not with bgzip. Compress it with bgzip"),
        ("gzip", "is compressed with gzip, not with bgzip."),
        ("older index", "is older than the file. Make it again: tabix -f -p vcf"),
        ("truncated", "The population file is truncated"),
        ("cut inside", "The population file is truncated"),
        ("index cut", "The index of the population file cannot be used"),
        ("index garbage", "The index of the population file cannot be used"),
        ("index of a BED", "it was not made for a VCF"),
        ("grown", "The index of the population file does not fit the file. Make it again"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(how, said, path, tmp_path, capfd):
    spoilt = copied(path, tmp_path / "spoilt")
    SPOILT[how](spoilt, spoilt.with_name(f"{spoilt.name}.tbi"))

    with pytest.raises(UnreadableError) as caught:
        PopulationFile(spoilt, contigs=GRCH38).close()

    assert said in caught.value.sentence
    assert "\n" not in caught.value.sentence
    assert capfd.readouterr().err == ""


def test_a_bcf_is_refused_with_what_to_do(tmp_path):
    plain = tmp_path / "p.vcf"
    plain.write_text(population_text(RECORDS), encoding="utf-8")
    path = tmp_path / "p.bcf"
    with (
        pysam.VariantFile(str(plain)) as source,
        pysam.VariantFile(str(path), "wb", header=source.header) as target,
    ):
        for record in source:
            target.write(record)

    with pytest.raises(UnreadableError, match=r"The population file is a BCF\. Convert it"):
        PopulationFile(path, contigs=GRCH38).close()


def test_damage_is_never_taken_for_absence(tmp_path):
    """htslib's iterator ends silently at a damaged block; here each one is an error."""
    path = packed(population_text([*RECORDS, *many()]), tmp_path)
    whole = path.read_bytes()
    with PopulationFile(path, contigs=GRCH38) as file:
        expected = list(file.rows("chr17", 7_674_000, 7_690_000))
    assert len(expected) == 3002

    for at in range(200, len(whole) - 60, 997):
        damaged = bytearray(whole)
        damaged[at] ^= 0x40
        path.write_bytes(bytes(damaged))
        os.utime(path, (1, 1))
        try:
            with PopulationFile(path, contigs=GRCH38) as file:
                found = list(file.rows("chr17", 7_674_000, 7_690_000))
        except UnreadableError:
            continue
        assert found == expected


def test_an_index_of_a_file_of_the_same_length_is_found_out(tmp_path):
    """Records in other places, as long as before, so that only the lines betray the index."""
    moved = [(c, p, *rest) for c, p, *rest in RECORDS if c == "chr17"]
    first = packed(population_text([("chr5", 2, "A", "C"), *moved]), tmp_path, name="a.vcf.gz")
    other = packed(population_text([("chr6", 2, "A", "C"), *moved]), tmp_path, name="b.vcf.gz")
    assert first.stat().st_size == other.stat().st_size
    other.write_bytes(first.read_bytes())
    os.utime(other, (1, 1))

    with PopulationFile(other, contigs=GRCH38) as file, pytest.raises(UnreadableError):
        list(file.rows("chr6", 0, 1000))


positions = st.lists(st.integers(1, 200_000), min_size=1, max_size=60, unique=True)


@given(positions, st.integers(0, 200_000), st.integers(1, 3000))
def test_a_region_holds_exactly_the_records_that_touch_it(tmp_path_factory, places, start, length):
    records = [("chr7", pos, "A" * (1 + pos % 40), "C") for pos in places]
    folder = tmp_path_factory.mktemp("region")
    path = packed(population_text(records, fields=(AF_LINE,)), folder, csi=bool(start % 2))

    found = [row.pos for row in rows(path, "chr7", start, start + length)]

    expected = [
        pos
        for _, pos, ref, _ in sorted(records)
        if pos - 1 < start + length and pos - 1 + len(ref) > start
    ]
    assert found == expected
