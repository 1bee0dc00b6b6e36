"""Annotation that a file has already: recognised by its header, read by the fields it names."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hccgenomics.model.annotation import CANONICAL, MANE_SELECT, PICKED, UNRANKED, RecordAnnotation
from hccgenomics.readers.annotations import READINGS, effects_on, formats_of, undeclared
from hccgenomics.readers.annotations.alleles import VEP_SPELLINGS, place_alleles
from hccgenomics.readers.annotations.choice import effect_on_gene
from hccgenomics.readers.annotations.escapes import LONGEST, decoded
from hccgenomics.readers.annotations.watch import Watch
from hccgenomics.readers.header import parse_header
from hccgenomics.vocabulary import Annotator, Assembly, DropReason
from tests.readers.files import PANELS, TERT, lengths, other_than, read, ref, vcf
from tests.truth import rows

G38 = Assembly.GRCH38
HEADING = "\t".join(["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO"])
DECLARED = {
    "VEP": 'INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl '
    'VEP. Format: {}">',
    "SnpEff": "INFO=<ID=ANN,Number=.,Type=String,Description=\"Functional annotations: '{}' \">",
    "bcftools csq": 'INFO=<ID=BCSQ,Number=.,Type=String,Description="Local consequence annotation '
    'from BCFtools/csq, see http://samtools.github.io for details. Format: {}">',
    "Funcotator": 'INFO=<ID=FUNCOTATION,Number=A,Type=String,Description="Functional annotation '
    'from the Funcotator tool.  Funcotation fields are: {}">',
    "the MAF's annotator": 'INFO=<ID=MAF_COLUMNS,Number=1,Type=String,Description="Annotation '
    'columns of the MAF. Format: {}">',
}
FIELDS = {
    "VEP": "Allele|Consequence|SYMBOL|Feature|HGVSc|HGVSp",
    "SnpEff": "Allele | Annotation | Gene_Name | Feature_Type | Feature_ID | HGVS.c | HGVS.p",
    "bcftools csq": "Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change",
    "Funcotator": "Gencode_34_hugoSymbol|Gencode_34_variantClassification",
    "the MAF's annotator": "SYMBOL|Feature|Consequence|Variant_Classification|HGVSc",
}


def header(*lines: str):
    return parse_header([*(f"##{line}".encode() for line in lines), HEADING.encode()])


def source_of(annotator: str, fields: str = "", *lines: str):
    (found,) = formats_of(header(DECLARED[annotator].format(fields or FIELDS[annotator]), *lines))
    return found


def annotation(source, value: str, *, pos=1, ref="C", alts="T") -> RecordAnnotation:
    return RecordAnnotation(((source, value),), pos, ref, tuple(alts.split(",")))


def written(effect) -> str:
    words = [
        effect.gene or "-",
        effect.transcript or "-",
        "&".join(effect.consequences),
        effect.hgvs_c or "-",
        effect.hgvs_p or "-",
    ]
    return " ".join([*words, *([f"({'+'.join(effect.joint)})"] if effect.joint else [])])


@pytest.mark.parametrize("row", rows("annotations.tsv"))
def test_an_entry_is_read_for_the_allele_it_names(row):
    source = source_of(row["annotator"], row["fields"])
    held = annotation(source, row["value"], pos=int(row["pos"]), ref=row["ref"], alts=row["alts"])

    found = effects_on(held, int(row["number"]))

    assert (" ; ".join(map(written, found.effects)) or "-") == row["effects"]
    assert found.unread[source] == int(row["unread"])
    assert found.unplaced[source] == int(row["unplaced"])


def test_every_annotator_is_read_and_tested():
    assert {reading.annotator for reading in READINGS.values()} == set(Annotator)
    named = {row.values[0]["annotator"] for row in rows("annotations.tsv")}
    assert named == set(Annotator) == set(DECLARED)


@pytest.mark.parametrize(
    ("annotator", "line", "version"),
    [
        ("VEP", 'VEP="v110" time="2024-01-15 10:23:45" ensembl=110', "110"),
        ("VEP", "VEP=v85 cache=/scratch/homo_sapiens/85_GRCh37 db=.", "85"),
        ("VEP", "VEP=nonsense", None),
        ("SnpEff", 'SnpEffVersion="4.1b (build 2015-02-13), by Pablo Cingolani"', "4.1b"),
        ("SnpEff", 'SnpEffVersion="SnpEff 4.3t (build 2017-11-24)"', "4.3t"),
        ("bcftools csq", "bcftools/csqVersion=1.16+htslib-1.16", "1.16"),
        ("bcftools csq", "bcftools_csqVersion=1.20+htslib-1.20", "1.20"),
        ("Funcotator", "Funcotator Version=4.2.0.0 | Gencode 34 CANONICAL", "4.2.0.0"),
        ("Funcotator", 'Funcotator Version="4.1.4.1 | Gencode 34 CANONICAL"', "4.1.4.1"),
        ("Funcotator", "Funcotator Version=Unavailable | Gencode 19", None),
        ("VEP", "source=other", None),
    ],
)
def test_the_version_is_read_where_the_header_has_it(annotator, line, version):
    source = source_of(annotator, "", line)

    assert (source.annotator, source.version) == (annotator, version)
    assert source.name == (f"{annotator} {version}" if version else annotator)


@pytest.mark.parametrize(
    ("line", "annotator", "info_id"),
    [
        (DECLARED["VEP"].format("Allele|Consequence").replace("ID=CSQ", "ID=ANN"), "VEP", "ANN"),
        (DECLARED["VEP"].format("Allele|Consequence").replace("ID=CSQ", "ID=vep"), "VEP", "vep"),
        (
            DECLARED["SnpEff"].format("Allele|Consequence").replace("ID=ANN", "ID=CSQ"),
            "SnpEff",
            "CSQ",
        ),
        (
            'INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence type as predicted by VEP. '
            'Format: Allele|Gene|Feature">',
            "VEP",
            "CSQ",
        ),
    ],
)
def test_the_description_tells_the_annotator_and_not_the_name(line, annotator, info_id):
    (found,) = formats_of(header(line))

    assert (found.annotator, found.info_id) == (annotator, info_id)


@pytest.mark.parametrize(
    "line",
    [
        'INFO=<ID=CSQ,Number=.,Type=String,Description="Consequences from Ensembl VEP.">',
        'INFO=<ID=CSQ,Number=.,Type=String,Description="Consequences. Format: Allele">',
        "INFO=<ID=CSQ,Number=.,Type=String>",
        'INFO=<ID=EFF,Number=.,Type=String,Description="Predicted effects for this variant.Format: '
        "'Effect ( Effect_Impact | Gene_Name )' \">",
    ],
)
def test_annotation_without_named_fields_is_not_read_and_this_is_said(tmp_path, line):
    found = header(line)
    content = vcf(meta=("fileformat=VCFv4.2", *lengths(G38), line))

    assert formats_of(found) == ()
    assert undeclared(found) == (line[9:12],)
    assert any(
        f"annotation in {line[9:12]} was not read" in n for n in read(tmp_path, content).notes
    )


def test_other_info_fields_are_no_annotation():
    lof = "INFO=<ID=LOF,Number=.,Type=String,Description=\"Format: 'Gene_Name | Gene_ID'\">"

    assert formats_of(header(lof, 'INFO=<ID=DP,Number=1,Type=Integer,Description="Depth">')) == ()
    assert undeclared(header(lof)) == ()


@pytest.mark.parametrize(
    ("extra", "standing"),
    [
        ("MANE_SELECT=NM_000546.6", MANE_SELECT),
        ("MANE=NM_000546.5", MANE_SELECT),
        ("MANE=MANE_Select", MANE_SELECT),
        ("MANE=MANE_Plus_Clinical", UNRANKED),
        ("PICK=1", PICKED),
        ("CANONICAL=YES", CANONICAL),
        ("CANONICAL=NO", UNRANKED),
    ],
)
def test_how_vep_sets_a_transcript_apart(extra, standing):
    name, _, value = extra.partition("=")
    source = source_of("VEP", f"{FIELDS['VEP']}|{name}")

    (found,) = effects_on(annotation(source, f"T|stop_gained|TP53|ENST1|||{value}"), 1).effects

    assert found.standing == standing


def _entry(consequence: str, transcript: str, **more: str) -> str:
    names = ("BIOTYPE", "PICK", "CANONICAL", "MANE_SELECT")
    return "|".join(
        ["T", consequence, "CREBBP", transcript, "", "", *(more.get(n, "") for n in names)]
    )


@pytest.mark.parametrize(
    ("entries", "chosen"),
    [
        ([_entry("stop_gained", "A"), _entry("missense_variant", "B", MANE_SELECT="NM_1.1")], "B"),
        (
            [
                _entry("stop_gained", "A", CANONICAL="YES"),
                _entry("missense_variant", "B", PICK="1"),
            ],
            "B",
        ),
        ([_entry("stop_gained", "A"), _entry("missense_variant", "B", CANONICAL="YES")], "B"),
        ([_entry("missense_variant", "A"), _entry("stop_gained", "B")], "B"),
        ([_entry("stop_gained", "A"), _entry("intron_variant", "B", MANE_SELECT="NM_1.1")], None),
        ([_entry("5_prime_UTR_variant", "A")], None),
        ([_entry("splice_polypyrimidine_tract_variant&intron_variant", "A")], None),
        ([_entry("splice_region_variant&intron_variant", "A")], "A"),
        ([_entry("stop_gained", "A", BIOTYPE="nonsense_mediated_decay")], None),
    ],
)
def test_which_statement_on_a_gene_is_taken(entries, chosen):
    source = source_of("VEP", f"{FIELDS['VEP']}|BIOTYPE|PICK|CANONICAL|MANE_SELECT")

    found = effect_on_gene(effects_on(annotation(source, ",".join(entries)), 1).effects, "CREBBP")

    assert (None if found is None else found.transcript) == chosen


def test_an_annotator_that_sees_nothing_does_not_silence_another_that_does():
    vep = source_of("VEP", f"{FIELDS['VEP']}|MANE_SELECT")
    snpeff = source_of("SnpEff")
    fields = {name.strip().lower(): n for n, name in enumerate(FIELDS["SnpEff"].split("|"))}
    other = [""] * len(fields)
    for name, value in (
        ("allele", "T"),
        ("annotation", "stop_gained"),
        ("gene_name", "CREBBP"),
        ("feature_id", "NM_1.1"),
    ):
        other[fields[name]] = value
    texts = ((vep, "T|intron_variant|CREBBP|ENST1|||NM_1.1"), (snpeff, "|".join(other)))

    found = effect_on_gene(effects_on(RecordAnnotation(texts, 1, "C", ("T",)), 1).effects, "CREBBP")

    assert found is not None
    assert (found.source.annotator, found.transcript) == ("SnpEff", "NM_1.1")


# --- records beyond the panel --------------------------------------------------------------------

META = ("fileformat=VCFv4.2", *lengths(G38, "chr5", "chr16"), DECLARED["VEP"].format(FIELDS["VEP"]))
WATCHED = frozenset({"CREBBP"})


def _csq(*alleles: str, consequence: str = "stop_gained", gene: str = "CREBBP") -> str:
    return "CSQ=" + ",".join(f"{a}|{consequence}|{gene}|ENST00000262367.10||" for a in alleles)


def _read(tmp_path, *records, **request):
    content = vcf(*records, meta=META, samples=("T",))
    return read(tmp_path, content, watched_genes=WATCHED, **request)


def test_a_record_beyond_the_panel_is_read_if_it_is_annotated_in_a_watched_gene(tmp_path):
    found = _read(
        tmp_path,
        f"chr16 3738616 . G A . PASS {_csq('A')} GT 0/1",
        f"chr16 3738617 . G A . PASS {_csq('A', gene='CREBBPL')} GT 0/1",
        f"chr16 3738618 . G A . PASS {_csq('A', consequence='intron_variant')} GT 0/1",
        "chr16 3738619 . G A . PASS NOTE=CREBBP GT 0/1",
        f"GL000192.1 3738619 . G A . PASS {_csq('A')} GT 0/1",
    )

    assert [call.variant.pos for call in found.calls] == [3738616]
    assert found.tally.dropped == {DropReason.OUTSIDE_PANEL: 4}


def test_only_the_alleles_in_the_gene_are_read(tmp_path):
    found = _read(tmp_path, f"chr16 3738616 . G A,T,<DEL>,GA . PASS {_csq('T', 'GA')} GT 0/1")

    assert [call.locus.alt_index for call in found.calls] == [2, 4]
    assert found.tally.dropped == {DropReason.OUTSIDE_PANEL: 2}


def test_without_genes_to_watch_nothing_beyond_the_panel_is_read(tmp_path):
    content = vcf(f"chr16 3738616 . G A . PASS {_csq('A')} GT 0/1", meta=META, samples=("T",))

    assert read(tmp_path, content).calls == ()


def test_a_record_inside_the_panel_keeps_its_annotation(tmp_path):
    pos = TERT[G38].start + 50
    base = ref(G38, "chr5", pos)
    alt = other_than(base)

    (call,) = _read(
        tmp_path, f"chr5 {pos} . {base} {alt} . PASS DP=3;{_csq(alt)};AF=1 GT 0/1"
    ).calls

    assert call.annotation.alts == (alt,)
    assert [e.gene for e in effects_on(call.annotation, 1).effects] == ["CREBBP"]


def test_a_name_at_the_start_of_an_entry_is_found():
    funcotator = Watch.of(header(DECLARED["Funcotator"].format(FIELDS["Funcotator"])), WATCHED)
    vep = Watch.of(header(DECLARED["VEP"].format(FIELDS["VEP"])), WATCHED)

    assert funcotator.mentions(b"x\tFUNCOTATION=[CREBBP|MISSENSE]\t")
    assert vep.mentions(b"CSQ=T|stop_gained|CREBBP|ENST1||")
    assert not vep.mentions(b"CSQ=T|stop_gained|CREB|ENST1||")
    assert not Watch.of(header("source=x"), WATCHED).mentions(b"|CREBBP|")


# --- properties ----------------------------------------------------------------------------------

pieces = st.one_of(
    st.sampled_from(
        ["|", ",", "&", "%3D", "%", "_%7C_", "[", "]", "#", "@12", "*", "+", "T", "-", "TP53",
         "CREBBP", "missense_variant", "MISSENSE", "stop_gained", "NM_1.1:c.1A>T", "p.Met1?",
         "249R>249S", "\x00", "\u202e", "<script>", "9" * 400]
    ),
    st.text(max_size=12),
)  # fmt: skip
garbage = st.lists(pieces, max_size=60).map("".join)


@settings(max_examples=300)
@given(
    st.sampled_from(list(DECLARED)), garbage, st.lists(st.text("ACGT*<>.", max_size=4), min_size=1)
)
def test_any_value_is_read_or_counted_and_never_an_error(annotator, value, alts):
    source = source_of(annotator)
    held = RecordAnnotation(((source, value),), 12, "AC", tuple(alts))

    for number in range(1, len(alts) + 1):
        found = effects_on(held, number)

        assert all(effect.consequences or effect.hgvs_c for effect in found.effects)
        texts = [t for e in found.effects for t in (e.gene, e.hgvs_c, e.hgvs_p, e.terms) if t]
        assert all(len(t) <= LONGEST * 60 and "\n" not in t and "\x00" not in t for t in texts)


@st.composite
def annotated(draw):
    """A record of single bases beyond the panel, and how many entries of the ledger it makes."""
    ref_base = draw(st.sampled_from("ACGT"))
    others = [b for b in "ACGT" if b != ref_base]
    alts = draw(st.lists(st.sampled_from([*others, "<DEL>", "*"]), min_size=1, unique=True))
    said = draw(
        st.lists(
            st.tuples(
                st.sampled_from([*alts, "N"]),
                st.sampled_from(["stop_gained", "splice_region_variant", "intron_variant", "x"]),
                st.sampled_from(["CREBBP", "CREBBP", "TP53", ""]),
            ),
            max_size=5,
        )
    )
    taken = {
        allele
        for allele, consequence, gene in said
        if gene == "CREBBP"
        and allele in others
        and consequence in {"stop_gained", "splice_region_variant"}
    }
    entries = ",".join(f"{a}|{c}|{g}|ENST{n}||" for n, (a, c, g) in enumerate(said)) or "."
    pos = draw(st.integers(3_725_000, 3_880_000))
    record = f"chr16 {pos} . {ref_base} {','.join(alts)} . PASS CSQ={entries} GT 0/1"
    return record, len(alts) if taken else 1, len(taken)


@settings(max_examples=100)
@given(st.lists(annotated(), max_size=6))
def test_records_beyond_the_panel_are_counted_once_or_by_their_alleles(tmp_path_factory, made):
    content = vcf(*(record for record, *_ in made), meta=META, samples=("T",))

    found = read(tmp_path_factory.getbasetemp(), content, watched_genes=WATCHED)

    assert len(found.calls) == sum(calls for *_, calls in made)
    assert found.tally.read + len(found.calls) == sum(entries for _, entries, _ in made)
    assert set(found.tally.dropped) <= {DropReason.OUTSIDE_PANEL}


alleles = st.text("ACGT", min_size=1, max_size=5)


@given(alleles, st.lists(alleles, min_size=1, max_size=4, unique=True))
def test_alleles_spelled_in_one_way_are_all_placed(reference, alternates):
    for spelling in VEP_SPELLINGS:
        names = spelling(reference, alternates)
        placed = place_alleles(names, reference, alternates, [spelling])

        if len(set(names)) == len(names):
            assert placed == {name: number for number, name in enumerate(names, start=1)}
        assert all(names[number - 1] == name for name, number in placed.items())


@given(st.text(max_size=60))
def test_a_decoded_value_has_no_control_characters(text):
    value = decoded(text)

    assert value is None or not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in value)


# --- real files ----------------------------------------------------------------------------------

REAL = {
    "callers/balsamic/S1_R_TNscope_vep.vcf.gz": ("VEP 100", 5120),
    "callers/balsamic/test.vardict.research.filtered.pass.vcf.gz": ("VEP 104", 18),
    "callers/scout/643594.clinical.vcf.gz": ("SnpEff 4.2", 9718),
    "callers/ngsbits/VcfFilter_in02.vcf.gz": ("SnpEff 4.1b", 125),
    "callers/vatools/input.multiallelic.vcf.gz": ("VEP", 28),
    "callers/gatk/regressionTestVariantSet1_expected.vcf": ("Funcotator", 188),
}


@pytest.mark.parametrize("name", REAL)
def test_real_annotation_is_read(name, shared):
    raw = (shared / "realdata" / name).read_bytes()
    lines = iter((gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).split(b"\n"))
    head = parse_header(lines)
    watch, effects, unplaced = Watch.of(head, ()), 0, 0
    for line in filter(None, lines):
        cells = line.split(b"\t")
        alts = tuple(cells[4].decode().split(","))
        held = watch.annotation(cells[7], int(cells[1]), cells[3].decode(), alts)
        for number in range(1, len(alts) + 1) if held else ():
            found = effects_on(held, number)
            effects += len(found.effects)
            unplaced += found.unplaced.total()

    assert watch.formats[0].name == REAL[name][0]
    assert (effects, unplaced) == (REAL[name][1], 0)


def test_the_panel_of_these_tests_does_not_hold_the_watched_gene():
    assert not any(region.contig == "chr16" for region in PANELS[G38].regions)
