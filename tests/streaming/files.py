"""Made-up inputs with real panel bases, and annotate as a function of bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hccgenomics.model.genome import Interval
from hccgenomics.pipeline.annotation import AnnotationRequest, annotate_file
from hccgenomics.pipeline.forms import Form
from hccgenomics.reports.annotation_tsv import COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

    from hccgenomics.pipeline.annotation import AnnotationSummary


def annotated(path: Path, form: str = "tsv", **asked) -> tuple[bytes, AnnotationSummary]:
    """The output whole, and the summary; in this process unless threads are asked for."""
    out: list[bytes] = []
    request = AnnotationRequest(str(path), form=Form(form), **{"threads": 1, **asked})
    summary = annotate_file(request, out.append)
    return b"".join(out), summary


def table(output: bytes) -> list[dict[str, str]]:
    """The rows of a table by column."""
    heading, *lines = output.decode("utf-8", "surrogateescape").splitlines()
    assert tuple(heading.split("\t")) == COLUMNS
    return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines]


def many_records(models, count: int) -> list[str]:
    """Lines of SNVs along the coding sequence of TP53 and far from any gene, in turn."""
    coding = [
        pos
        for part in models.gene("TP53").select.coding_segments
        for pos in range(part.start + 1, part.end + 1)
    ]
    lines = []
    for number in range(count):
        contig, pos, ref = "chr2", 1_000 + number, "A"
        if number % 3 == 0:
            contig, pos = "chr17", coding[number % len(coding)]
            ref = models.bases(Interval.at(contig, pos=pos))
        alt = "ACGT"["ACGT".index(ref) - 1]
        reads = f"{number % 90},{number % 7}"
        lines.append(f"{contig}\t{pos}\tr{number}\t{ref}\t{alt}\t.\tPASS\tDP=9\tGT:AD\t0/1:{reads}")
    return lines


def whole(models, lines: list[str], sample: str = "T") -> bytes:
    """A VCF of one sample, its contigs declared."""
    contigs = [
        f"##contig=<ID={contig.name},length={contig.length}>"
        for contig in models.contigs.contigs.values()
    ]
    head = [
        "##fileformat=VCFv4.2",
        '##FILTER=<ID=PASS,Description="All filters passed">',
        '##INFO=<ID=DP,Number=1,Type=Integer,Description="Depth">',
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
        '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads">',
        *contigs,
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t" + sample,
    ]
    return ("\n".join([*head, *lines]) + "\n").encode()
