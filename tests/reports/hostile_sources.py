"""Sources beside the calls whose free fields hold a hostile text.

Annotation of other programs, headers of alignments, and reports that somebody edited.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

import pysam

from hccgenomics.reports.to_json import to_json
from tests.plasma_cases import PLACES, pair_cell, tissue_report
from tests.reports.hostile_files import BREAKS_FIELDS, in_line
from tests.written import vcf_text

if TYPE_CHECKING:
    from pathlib import Path

    from hccgenomics.model.report import Report

LONGEST_PART = 200
DEPTH = 1000
READS = 60
ANNOTATED = (
    ("chr3", 41_224_646, "C", "A", "CTNNB1", "ENST00000349496", "NM_001904.4"),
    ("chr16", 3_738_616, "G", "A", "CREBBP", "ENST00000262367", "NM_004380.3"),
)
"""A gene with a model of ours, and one whose names are the annotation's."""
VEP_FIELDS = (
    "Allele|Consequence|SYMBOL|Feature_type|Feature|BIOTYPE|EXON|INTRON|HGVSc|HGVSp|"
    "Protein_position|ALLELE_NUM|PICK|CANONICAL|MANE_SELECT"
)
SNPEFF_FIELDS = (
    "'Allele | Annotation | Annotation_Impact | Gene_Name | Gene_ID | Feature_Type | Feature_ID | "
    "Transcript_BioType | Rank | HGVS.c | HGVS.p | cDNA.pos / cDNA.length | CDS.pos / CDS.length | "
    "AA.pos / AA.length | Distance | ERRORS / WARNINGS / INFO' "
)
BCSQ_FIELDS = "Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change"
IN_HEADER = (
    ("CSQ", f"Consequence annotations from Ensembl VEP. Format: {VEP_FIELDS}"),
    ("ANN", f"Functional annotations: {SNPEFF_FIELDS}"),
    ("BCSQ", f"Local consequence annotation from BCFtools/csq. Format: {BCSQ_FIELDS}"),
)


def in_part(text: str) -> str:
    """What one part of an annotation can hold of the text."""
    return re.sub(r"[|&]+", "_", BREAKS_FIELDS.sub("_", text))[:LONGEST_PART].strip("_") or "x"


def annotated(folder: Path, text: str) -> Path:
    """Calls annotated by three programs, hostile in each part, in their versions and commands."""
    said = in_line(text)
    head = [
        f'##VEP="v110{said}" time="{said}"',
        f'##SnpEffVersion="5.1{said}"',
        f'##SnpEffCmd="SnpEff {said} "',
        f"##bcftools/csqVersion=1.19{said}",
        f"##bcftools/csqCommand=csq {said}",
        *(
            f'##INFO=<ID={name},Number=.,Type=String,Description="{told}">'
            for name, told in IN_HEADER
        ),
    ]
    lines = vcf_text([row[:4] for row in ANNOTATED]).splitlines()
    place = next(at for at, line in enumerate(lines) if line.startswith("#CHROM"))
    records = [
        _with_info(line, _entries(row, in_part(text)))
        for line, row in zip(lines[place + 1 :], ANNOTATED, strict=True)
    ]
    path = folder / "annotated.vcf"
    path.write_text("\n".join([*lines[:place], *head, lines[place], *records]) + "\n")
    return path


def _with_info(line: str, info: str) -> str:
    cells = line.split("\t")
    return "\t".join([*cells[:7], info, *cells[8:]])


def _entries(row: tuple[str, int, str, str, str, str, str], part: str) -> str:
    """Each part hostile; once with what is needed to be read, once with nothing but the text."""
    *_, gene, ensembl, refseq = row
    taken_over = [
        "A", f"missense_variant&{part}", gene, "Transcript", f"{ensembl}{part}", part, part, part,
        f"{ensembl}:c.{part}", f"ENSP:p.{part}", part, "1", part, "YES", f"{refseq}{part}",
    ]  # fmt: skip
    compared = [
        "A", "missense_variant", gene, "Transcript", ensembl, "protein_coding", "", "",
        f"{ensembl}.1:c.{part}", f"ENSP1.1:p.{part}", "", "", "", "YES", refseq,
    ]  # fmt: skip
    snpeff = [
        "A", f"missense_variant&{part}", part, gene, part, "transcript", f"{refseq}{part}", part,
        part, f"c.{part}", f"p.{part}", part, part, part, part, part,
    ]  # fmt: skip
    bcsq = [part, gene, ensembl, part, part, part, part]
    vep = (taken_over, compared, [part] * len(compared))
    return ";".join(
        f"{name}={','.join('|'.join(entry) for entry in entries)}"
        for name, entries in (("CSQ", vep), ("ANN", [snpeff]), ("BCSQ", [bcsq]))
    )


def named_alike(source: Path, target: Path, text: str) -> Path:
    """The same alignments with the text in each free tag of ``@RG`` and ``@PG``, and in ``@CO``.

    It is written as bytes, since no library has to agree to it. Of the ends of lines that Unicode
    knows only the line feed ends a line there: what follows another is no ``@SQ``.
    """
    said = re.sub(r"[\t\n\r\x00]+", " ", text)
    raw = pysam.BGZFile(str(source)).read()
    (length,) = struct.unpack("<i", raw[4:8])
    head = raw[8 : 8 + length].decode().rstrip("\0\n").split("\n")
    head = [line for line in head if not line.startswith("@RG")]
    head.insert(1, f"@CO\t{said}\u2028@SQ\tSN:chr1\tLN:248956422\x0b@RG\tID:2\tSM:another")
    head.append(f"@RG\tID:1\tSM:{said}\tPU:{said}\tDS:{said}")
    head.append(f"@PG\tID:{said}\tPN:{said}\tVN:{said}\tCL:{said}")
    body = ("\n".join(head) + "\n").encode()
    with pysam.BGZFile(str(target), "wb") as file:
        file.write(raw[:4] + struct.pack("<i", len(body)) + body + raw[8 + length :])
    pysam.index(str(target))
    return target


def plasma_calls(folder: Path) -> Path:
    """One variant of the tissue, called in plasma."""
    first = PLACES[0]
    cell = pair_cell(READS, DEPTH)
    row = (first.contig, first.pos, first.ref, first.alt, "PASS", "GT:AD:DP", cell)
    path = folder / "plasma.vcf"
    path.write_text(vcf_text([row]))
    return path


def hostile_tissue(folder: Path, text: str) -> Path:
    """The tissue's report with the text in each name that plasma is told beside."""
    report: Report = tissue_report()
    named = dict.fromkeys(("gene", "short_name", "hgvs_c", "hgvs_p", "transcript", "why"), text)
    alterations = tuple(
        one.model_copy(update={**named, "id": f"{text}{number}", "notes": (text,)})
        for number, one in enumerate(report.alterations)
    )
    sample = report.sample.model_copy(update={"id": text, "tumour_sample": text})
    path = folder / "tissue.report.json"
    edited = report.model_copy(update={"alterations": alterations, "sample": sample})
    path.write_text(to_json(edited), encoding="utf-8")
    return path
