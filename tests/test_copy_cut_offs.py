"""Every cut-off of copy number from both sides, as the command line reads it from each format."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from hccgenomics.annotate.copies import Mixture, logarithm, ratio_of
from hccgenomics.cli import main
from hccgenomics.knowledge.arms import load_arms
from hccgenomics.knowledge.places import load_places
from hccgenomics.vocabulary import AUTOSOMES, Assembly
from tests.truth import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

PURITY = 0.6
FLANK = 300_000
BASES_A_BIN = 50_000
MARKERS = {"FGF19": "FGF19 amplification", "CDKN2A": "CDKN2A/RB1"}


@dataclass(frozen=True)
class Stretch:
    """A stretch of one arm: its ratio, and its copies as far as the case has them."""

    contig: str
    start: int
    end: int
    log2: float
    copies: float

    @property
    def bins(self) -> int:
        return max(5, (self.end - self.start) // BASES_A_BIN)


@cache
def chromosomes(assembly: Assembly) -> dict[str, tuple[tuple[int, int], ...]]:
    arms = load_arms(assembly)
    return {name: tuple((arm.start, arm.end) for arm in arms.of(name)) for name in AUTOSOMES}


def stretches(case: dict[str, str], assembly: Assembly) -> Iterator[Stretch]:
    """All autosomes without a change, but for the gene and what lies around it."""
    ploidy, value = float(case["ploidy"]), float(case["value"])
    mixture = Mixture(PURITY, ploidy)
    is_ratio = case["unit"] == "log2"
    log2 = value if is_ratio else logarithm(ratio_of(value, mixture))
    place = load_places(assembly).named(case["gene"])
    inner = (max(0, place.start - FLANK), place.end + FLANK)
    for contig, arms in chromosomes(assembly).items():
        for start, end in arms:
            if contig != place.contig or not start <= inner[0] < inner[1] <= end:
                yield Stretch(contig, start, end, 0.0, ploidy)
                continue
            yield Stretch(contig, start, inner[0], 0.0, ploidy)
            yield Stretch(contig, *inner, log2, value)
            yield Stretch(contig, inner[1], end, 0.0, ploidy)


def table(*lines: list[object]) -> str:
    return "".join("\t".join(str(cell) for cell in line) + "\n" for line in lines)


def cns(parts: list[Stretch]) -> str:
    return table(
        ["chromosome", "start", "end", "gene", "log2", "depth", "probes", "weight"],
        *([p.contig, p.start, p.end, "-", p.log2, 100, p.bins, p.bins] for p in parts),
    )


def dictionary(parts: list[Stretch]) -> str:
    ends = {part.contig: part.end for part in parts}
    return table(
        ["@HD", "VN:1.6"],
        *(["@SQ", f"SN:{contig}", f"LN:{end}"] for contig, end in ends.items()),
        ["@RG", "ID:GATKCopyNumber", "SM:TUMOUR"],
    )


def called(parts: list[Stretch]) -> str:
    return dictionary(parts) + table(
        ["CONTIG", "START", "END", "NUM_POINTS_COPY_RATIO", "MEAN_LOG2_COPY_RATIO", "CALL"],
        *([p.contig, p.start + 1, p.end, p.bins, p.log2, "0"] for p in parts),
    )


def modelled(parts: list[Stretch]) -> str:
    posteriors = [
        f"{what}_POSTERIOR_{at}"
        for what in ("LOG2_COPY_RATIO", "MINOR_ALLELE_FRACTION")
        for at in (10, 50, 90)
    ]
    points = ["NUM_POINTS_COPY_RATIO", "NUM_POINTS_ALLELE_FRACTION"]
    return dictionary(parts) + table(
        ["CONTIG", "START", "END", *points, *posteriors],
        *(
            [p.contig, p.start + 1, p.end, p.bins, 0, p.log2 - 0.02, p.log2, p.log2 + 0.02]
            + ["NaN"] * 3
            for p in parts
        ),
    )


def igv(parts: list[Stretch]) -> str:
    return table(
        ["ID", "chrom", "loc.start", "loc.end", "num.mark", "seg.mean"],
        *(["TUMOUR", p.contig, p.start + 1, p.end, p.bins, p.log2] for p in parts),
    )


def vcf(parts: list[Stretch]) -> str:
    return "".join(
        (
            "##fileformat=VCFv4.2\n",
            '##ALT=<ID=CNV,Description="Copy number">\n',
            '##INFO=<ID=END,Number=1,Type=Integer,Description="Last base">\n',
            '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Kind">\n',
            '##FORMAT=<ID=SM,Number=1,Type=Float,Description="Linear copy ratio of the segment">\n',
            "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tTUMOUR\n",
            *(
                f"{p.contig}\t{max(1, p.start)}\t.\tN\t<CNV>\t50\tPASS\tEND={p.end};SVTYPE=CNV"
                f"\tSM\t{2**p.log2:.9f}\n"
                for p in parts
            ),
        )
    )


def purple(parts: list[Stretch]) -> str:
    names = "chromosome start end copyNumber bafCount observedBAF baf segmentStartSupport"
    more = "segmentEndSupport method depthWindowCount gcContent minStart maxStart"
    alleles = ["minorAlleleCopyNumber", "majorAlleleCopyNumber"]
    return table(
        [*names.split(), *more.split(), *alleles],
        *(
            [
                *(p.contig, p.start + 1, p.end, p.copies, 10, 0.5, 0.5, "NONE", "NONE"),
                *(
                    "BAF_WEIGHTED",
                    p.bins,
                    0.4,
                    p.start + 1,
                    p.start + 1,
                    p.copies / 2,
                    p.copies / 2,
                ),
            ]
            for p in parts
        ),
    )


def ascat(parts: list[Stretch]) -> str:
    return table(
        ["sample", "chr", "startpos", "endpos", "nMajor", "nMinor"],
        *(
            ["TUMOUR", p.contig, p.start + 1, p.end, -int(-p.copies // 2), int(p.copies // 2)]
            for p in parts
        ),
    )


RATIOS = {"cns": cns, "called": called, "modelled": modelled, "igv": igv, "vcf": vcf}


@pytest.fixture
def report(tmp_path):
    """The report that the command line makes of copy-number files."""

    def made(assembly: Assembly, files: dict[str, str], *options: object) -> dict:
        given = []
        for name, text in files.items():
            path = tmp_path / name
            path.write_text(text, encoding="utf-8")
            given += ["--cnv", str(path)]
        out = tmp_path / "out"
        told = ["--assembly", assembly.value, "--sample-id", "T", "-o", out, "--force"]
        result = CliRunner().invoke(main, [str(a) for a in ("report", *given, *told, *options)])
        assert result.exit_code == 0, result.stderr
        return json.loads((out / "T.report.json").read_text(encoding="utf-8"))

    return made


def ways(case: dict[str, str], assembly: Assembly) -> Iterator[tuple[dict[str, str], list[object]]]:
    """The files of each format that can state the case, and the options they need."""
    parts = list(stretches(case, assembly))
    has_purity = case["unit"] == "copies"
    mixture = ["--purity", PURITY, "--ploidy", case["ploidy"]] if has_purity else []
    for name, write in RATIOS.items():
        yield {name: write(parts)}, mixture
    if has_purity:
        yield {"purple": purple(parts)}, ["--ploidy", case["ploidy"]]
        yield {"purple": purple(parts)}, []
    if has_purity and float(case["value"]).is_integer():
        yield {"ascat": ascat(parts)}, []


def marker(made: dict, name: str) -> dict:
    return next(one for one in made["markers"] if one["marker"] == name)


@pytest.mark.parametrize("assembly", Assembly)
@pytest.mark.parametrize("case", rows("copy_cut_offs.tsv"))
def test_every_format_gives_the_class(report, case, assembly):
    gene, is_driver = case["gene"], case["driver"] == "yes"
    for files, options in ways(case, assembly):
        made = report(assembly, files, *options)
        found = next(one for one in made["copy_number"]["genes"] if one["gene"] == gene)
        drivers = {one["gene"] for one in made["alterations"] if one["driver"]}
        cards = {card["gene"]: card["state"] for card in made["cards"]}
        assert found["copy_class"] == case["class"], (files.keys(), found["why"])
        assert (gene in drivers) is is_driver
        assert (marker(made, MARKERS[gene])["state"] == "present") is is_driver
        assert (cards.get(gene) == "present") is is_driver


@pytest.mark.parametrize("assembly", Assembly)
def test_a_doubled_genome_has_one_cut_off_in_genes_markers_and_picture(report, assembly):
    """Without a file of the fit the ploidy is what the copies come to, whatever the format."""
    case = {"gene": "FGF19", "unit": "copies", "ploidy": "4", "value": "5"}
    parts = list(stretches(case, assembly))
    for files in ({"ascat": ascat(parts)}, {"purple": purple(parts)}):
        made = report(assembly, files)
        part = marker(made, "FGF19 amplification")["components"][0]
        picture = made["copy_number"]["picture"]
        assert part["state"] == "absent"
        assert part["limit"] == {"value": 8.0, "unit": "copies"}
        assert (picture["amplification"], picture["base"]) == (8.0, 4.0)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("amplification_log2 = 0.8", "amplification"),
        ("amplification_log2 = 0.81", "borderline_amplification"),
        ("amplification_log2 = 2\nborderline_amplification_log2 = 0.9", "gain"),
    ],
)
def test_a_setting_moves_genes_drivers_cards_markers_and_rows_alike(
    report, tmp_path, settings, expected
):
    case = {"gene": "FGF19", "unit": "log2", "ploidy": "2", "value": "0.8"}
    chosen = tmp_path / "settings.toml"
    chosen.write_text(settings, encoding="utf-8")
    assembly = Assembly.GRCH38
    made = report(assembly, {"cns": cns(list(stretches(case, assembly)))}, "--settings", chosen)
    found = next(one for one in made["copy_number"]["genes"] if one["gene"] == "FGF19")
    is_found = expected == "amplification"
    assert found["copy_class"] == expected
    assert any(one["gene"] == "FGF19" and one["driver"] for one in made["alterations"]) is is_found
    assert (made["cards"][0]["state"] == "present") is is_found
    assert (marker(made, "FGF19 amplification")["state"] == "present") is is_found
    assert any(one["biomarker_id"] == "FGF19-01" for one in made["hypotheses"]) is is_found


@pytest.mark.parametrize(
    ("options", "because"),
    [
        ((), "Without a purity an amplification is excluded only where"),
        (("--purity", 0.4), "The interval reaches the border of an amplification."),
        (("--specimen", "plasma"), "In plasma without a tumour fraction that does not"),
    ],
)
def test_a_gain_that_excludes_no_amplification_says_why(report, options, because):
    case = {"gene": "FGF19", "unit": "log2", "ploidy": "2", "value": "0.6"}
    assembly = Assembly.GRCH38
    made = report(assembly, {"igv": igv(list(stretches(case, assembly)))}, *options)
    told = marker(made, "FGF19 amplification")
    assert told["state"] == "no_call"
    assert because in told["why"]


@pytest.mark.parametrize(("ratio", "expected"), [(-1.0, "no_change"), (0.0, "no_call")])
def test_x_of_a_man_is_not_amplified_because_the_reference_was_of_men(report, ratio, expected):
    case = {"gene": "FGF19", "unit": "log2", "ploidy": "2", "value": "0"}
    assembly = Assembly.GRCH38
    x = [Stretch("chrX", arm.start, arm.end, ratio, 1.0) for arm in load_arms(assembly).of("chrX")]
    parts = [*stretches(case, assembly), *x]
    for name, write in RATIOS.items():
        made = report(assembly, {name: write(parts)}, "--sex", "male")
        found = next(one for one in made["copy_number"]["genes"] if one["gene"] == "RPS6KA3")
        assert (name, found["copy_class"]) == (name, expected)
