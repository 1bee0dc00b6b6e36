from __future__ import annotations

import csv
import re

import pytest

from hccgenomics.errors import TableError
from hccgenomics.knowledge import hotspots as module
from hccgenomics.knowledge.files import resource
from hccgenomics.knowledge.hotspots import COUNT_COLUMNS, load_hotspot_counts, load_hotspots
from hccgenomics.knowledge.transcripts import load_models
from hccgenomics.vocabulary import Assembly, HotspotKind
from tests.knowledge.proteins import translations

TABLE, _ = load_hotspots()
ROWS = [row for rows in TABLE.by_gene.values() for row in rows]
LOADED = load_hotspot_counts()
COUNTS = [] if LOADED is None else [row for rows in LOADED[0].values() for row in rows]


@pytest.fixture(scope="module")
def proteins():
    return translations(load_models(Assembly.GRCH38))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.gene}-{row.residues}-{row.kind}")
def test_a_hotspot_is_what_the_protein_has_there(row, proteins):
    protein = proteins[row.gene]

    assert protein[row.start - 1] in {row.start_ref, "X"}
    assert protein[row.end - 1] in {row.end_ref, "X"}
    assert row.start_ref not in row.changes or row.start != row.end


def test_few_hotspots_lie_where_the_sequence_is_not_known(proteins):
    unknown = {row.gene for row in ROWS if proteins[row.gene][row.start - 1] == "X"}

    assert unknown <= {"EEF1A1"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.gene}-{row.residues}-{row.kind}")
def test_changes_are_of_the_kind(row):
    letters = {
        HotspotKind.MISSENSE: "[ACDEFGHIKLMNPQRSTVWY]",
        HotspotKind.INFRAME: "del|ins",
        HotspotKind.ARTEFACT: "splice",
        HotspotKind.HAEMATOPOIESIS: "[ACDEFGHIKLMNPQRSTVWY]",
    }[row.kind]

    assert all(re.fullmatch(letters, change) for change in row.changes)


def test_tcga_counts_are_those_of_the_draft(shared):
    with (shared / "knowledge" / "hotspots_draft.tsv").open(encoding="utf-8") as handle:
        draft = {(r["gene"], r["codon"]): r for r in csv.DictReader(handle, delimiter="\t")}
    # The tumours were counted on XLas, where R201 is R844.
    draft["GNAS", "R201"] = draft["GNAS", "R844"]
    counted = [row for row in ROWS if row.tcga_tumours is not None]

    assert len(counted) > 40
    for row in counted:
        assert row.tcga_tumours == int(draft[row.gene, row.residues]["tcga_lihc_tumours_of_363"])


def test_nothing_of_the_odbl_database_is_in_the_open_table():
    """No pan-cancer count, no q value and no source that is that database."""
    text = resource("hotspots.tsv").read_text(encoding="utf-8")

    assert "cancerhotspots" not in text.lower()
    assert "ODbL" not in text
    for row in ROWS:
        assert (
            "own count" in row.source
            or "doi:" in row.source
            or re.search(r"pmid:|PMC\d|label|Lim 2018|SF3B1-01|PIK3CA-01|table 1", row.source)
        )


@pytest.mark.parametrize(
    ("gene", "transcript", "residue", "offset"),
    [
        ("GNAS", "ENST00000371100.9", 844, 643),
        ("GNAS", "ENST00000371100", 870, 643),
        ("GNAS", "ENST00000371100.9", 201, None),
        ("GNAS", "ENST00000371085.8", 844, None),
        ("FGFR2", "ENST00000457416.7", 550, 1),
        ("FGFR2", "ENST00000457416.7", 100, None),
        ("KRAS", "ENST00000371100.9", 844, None),
        ("MET", "ENST00000318493.11", 1028, 18),
        ("MET", "ENST00000318493", 1246, 18),
        ("MET", "ENST00000318493", 981, None),
        ("MET", "ENST00000397752.8", 1028, None),
        ("CDKN2A", "ENST00000579755.2", 58, None),
        ("CDKN2A", "ENST00000304494.10", 58, None),
    ],
)
def test_numbers_of_isoforms(gene, transcript, residue, offset):
    assert TABLE.offset(gene, transcript, residue) == offset


@pytest.mark.parametrize(
    ("gene", "transcript", "another"),
    [
        ("CDKN2A", "ENST00000579755.2", True),
        ("CDKN2A", "ENST00000579755", True),
        ("CDKN2A", "ENST00000304494.10", False),
        ("GNAS", "ENST00000371100.9", False),
        ("KRAS", "ENST00000579755.2", False),
    ],
)
def test_which_transcripts_make_another_protein(gene, transcript, another):
    assert TABLE.reads_another_frame(gene, transcript) is another


def both_proteins(alias):
    """MANE Select's and the other transcript's, where its sequence is embedded."""
    from hccgenomics.knowledge.builder.coding import coding_bases, protein_of

    models = load_models(Assembly.GRCH38)
    select, *others = models.gene(alias.gene).transcripts
    named = [t for t in others if t.transcript.partition(".")[0] == alias.transcript]
    return [protein_of(coding_bases(t, models)).rstrip("*") for t in (select, *named)]


def test_the_numbering_holds_on_the_embedded_sequences():
    compared = 0
    for alias in TABLE.aliases:
        ours, *others = both_proteins(alias)
        assert alias.end <= len(ours)
        if alias.offset is None or not others:
            continue
        for residue in range(alias.start, alias.end + 1):
            pair = {ours[residue - 1], others[0][residue + alias.offset - 1]}
            if "X" not in pair:
                assert len(pair) == 1, (alias.gene, residue)
                compared += 1
    assert compared > 400


def test_an_alias_without_embedded_sequence_names_its_paper():
    """MET: 1390 residues and 1408; the 18 more lie in exon 10, before the first that is named."""
    (met,) = (alias for alias in TABLE.aliases if len(both_proteins(alias)) == 1)
    ours = both_proteins(met)[0]

    assert (met.gene, met.transcript, met.offset) == ("MET", "ENST00000318493", 1408 - len(ours))
    assert (ours[1010 - 1], ours[1003 - 1], ours[1228 - 1]) == ("D", "Y", "D")
    assert met.start <= 1010
    assert "doi:" in met.source


def test_no_offset_makes_one_protein_of_cdkn2a_the_other():
    (alias,) = (alias for alias in TABLE.aliases if alias.offset is None)
    p16, p14arf = both_proteins(alias)

    assert (alias.gene, len(p16), len(p14arf)) == ("CDKN2A", 156, 132)
    assert (alias.start, alias.end) == (1, len(p14arf))
    for offset in range(-len(p14arf), len(p16)):
        pairs = [
            (p16[n], p14arf[n - offset]) for n in range(len(p16)) if 0 <= n - offset < len(p14arf)
        ]
        assert len(pairs) < 10 or sum(a == b for a, b in pairs) / len(pairs) < 0.5


def test_the_counts_agree_with_the_proteins(proteins):
    for row in COUNTS:
        if row.kind is HotspotKind.MISSENSE and row.gene in proteins:
            assert proteins[row.gene][row.start - 1] in {row.ref, "X"}, (row.gene, row.start)


def test_the_counts_are_those_of_the_draft(shared):
    with (shared / "knowledge" / "hotspots_draft.tsv").open(encoding="utf-8") as handle:
        draft = [
            r for r in csv.DictReader(handle, delimiter="\t") if r["pan_cancer_tumours"].isdigit()
        ]

    assert len(COUNTS) == len(draft) == 177
    assert sum(row.tumours for row in COUNTS) == sum(int(r["pan_cancer_tumours"]) for r in draft)


def test_the_counts_name_their_licence_beside_them():
    notice = resource("licences") / "ODbL-1.0.md"
    text = notice.read_text(encoding="utf-8")

    assert "https://opendatacommons.org/licenses/odbl/1-0/" in text
    assert "cancerhotspots.org" in text
    assert "hotspot_counts.tsv" in text


def test_without_the_file_there_are_no_counts(monkeypatch):
    from hccgenomics.errors import ResourceError

    def missing(name):
        raise ResourceError(f"{name} is missing")

    monkeypatch.setattr(module, "resource", missing)

    assert load_hotspot_counts() is None


def test_counts_that_do_not_add_up_are_refused(tmp_path):
    path = tmp_path / "hotspot_counts.tsv"
    cells = ("TP53", "249", "249", "R", "missense", "10", "1", "0", "S:4 | M:5", "")
    path.write_text("\t".join(COUNT_COLUMNS) + "\n" + "\t".join(cells) + "\n")

    with pytest.raises(TableError, match=r"line 2: column by_change: .* do not add up"):
        load_hotspot_counts(path)


def test_a_span_that_ends_before_it_starts_is_refused(tmp_path):
    path = tmp_path / "hotspots.tsv"
    cells = ("TP53", "R", "249", "R", "248", "missense", "", "", "", "a source")
    path.write_text("\t".join(module.HOTSPOT_COLUMNS) + "\n" + "\t".join(cells) + "\n")

    with pytest.raises(TableError, match="line 2: column end"):
        load_hotspots(path)
