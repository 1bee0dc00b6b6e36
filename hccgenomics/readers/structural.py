"""Files of structural variants and fusions, read into adjacencies; nothing is judged here.

A VCF is told by its first line and read by the habits of the caller its header shows; a table is
told by its columns. Filters are kept as the caller wrote them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from hccgenomics.model.copy_number_files import (
    BuildSigns,
    InputFacts,
)
from hccgenomics.model.genome import Interval
from hccgenomics.model.settings import Settings
from hccgenomics.model.structural_files import StructuralFile
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.breakends import GENERIC, choose_caller, choose_table, named
from hccgenomics.readers.breakends.asked import Asked
from hccgenomics.readers.containers import TABLE
from hccgenomics.readers.contig_names import ContigNames
from hccgenomics.readers.stream import open_input
from hccgenomics.vocabulary import CONTIGS, DialectTier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from hccgenomics.model.genome import AssemblyContigs
    from hccgenomics.readers.breakends.table import Table
    from hccgenomics.readers.stream import Input
    from hccgenomics.vocabulary import Assembly

_VCF: Final = re.compile(rb"##\s*fileformat\s*=\s*VCF", re.IGNORECASE)


_MOST_PEEKED: Final = 1 << 27
"""Bytes of ``##`` lines before the first line of a VCF: more than any header has."""


def _default_length() -> int:
    return Settings().min_structural_length


@dataclass(frozen=True, slots=True)
class StructuralRequest:
    """What to read.

    Attributes:
        paths: Files of any format that is known here; ``-`` is standard input.
        format: As ``--sv-format`` says it; ``None`` to recognise each by its content.
        tumour_sample, normal_sample: As the user names them.
        contigs: Of every assembly, for accessions in place of names.
        min_length: Bases from which a deletion, duplication or insertion is structural.
        likely_tumour, likely_normal: As the files of small variants name them.
    """

    paths: tuple[str | Path, ...]
    format: str | None = None
    tumour_sample: str | None = None
    normal_sample: str | None = None
    contigs: Mapping[Assembly, AssemblyContigs] = field(default_factory=dict)
    min_length: int = field(default_factory=_default_length)
    likely_tumour: str | None = None
    likely_normal: str | None = None


def read_structural(request: StructuralRequest) -> tuple[StructuralFile, ...]:
    """Every file, numbered from one in the order given.

    Raises:
        InputError: A file is damaged, of no known format, or its columns cannot be told.
    """
    files = (_read(path, request) for path in request.paths)
    return tuple(_numbered(file, number) for number, file in enumerate(files, start=1))


def _read(path: str | Path, request: StructuralRequest) -> StructuralFile:
    asked = Asked(
        ContigNames(request.contigs, viruses=True),
        request.min_length,
        request.tumour_sample,
        request.normal_sample,
        request.likely_tumour,
        request.likely_normal,
    )
    with open_input(path, wanted=TABLE) as source:
        name = named(request.format, where=source.where)
        is_vcf, lines = _peeked(iter(source.lines))
        read = _read_vcf if is_vcf else _read_table
        found = read(source, lines, name, asked)
        facts = replace(found.facts, size=source.size, sha256=source.sha256)
        texts = (*found.build.texts, *asked.names.witnesses)
        return _remarked(replace(found, facts=facts, build=replace(found.build, texts=texts)))


def _peeked(lines: Iterator[bytes]) -> tuple[bool, Iterator[bytes]]:
    """Whether a VCF begins here, by its first line or its heading; with all lines."""
    seen: list[bytes] = []
    size = 0
    for line in lines:
        seen.append(line)
        size += len(line)
        if size > _MOST_PEEKED:
            return False, chain(seen, lines)
        if _VCF.match(line):
            return True, chain(seen, lines)
        if not line.startswith(b"##"):
            return line.startswith(b"#CHROM") and b"POS" in line.split()[:2], chain(seen, lines)
    return False, iter(seen)


def _read_vcf(
    source: Input, lines: Iterator[bytes], name: str | None, asked: Asked
) -> StructuralFile:
    from hccgenomics.readers.breakends.vcf import VcfReader
    from hccgenomics.readers.header import parse_header

    header = parse_header(lines, where=source.where, may_repeat=True)
    caller = choose_caller(header, name=name, where=source.where)
    facts = _facts(source, caller.name, caller.title, caller.tier)
    found = VcfReader(header, caller, asked, source.where).read(lines, facts)
    if caller.name != GENERIC or name is not None:
        return found
    return replace(found, notes=(words.NO_CALLER, *found.notes))


def _read_table(
    source: Input, lines: Iterator[bytes], name: str | None, asked: Asked
) -> StructuralFile:
    from hccgenomics.readers.breakends.table import (
        TableRequest,
        check_columns,
        heading_of,
        rows_of,
    )

    heading, below = heading_of(lines, where=source.where)
    form = choose_table(heading, name=name, where=source.where)
    check_columns(heading, where=source.where)
    columns = heading.columns or (form.columns(heading) if form.columns else ())
    rows = rows_of(below, columns, heading.lines, where=source.where)
    table = form.read(TableRequest(heading, rows, asked, source.where))
    tool = form.tool(heading) if form.tool else form.title
    return _made(table, replace(_facts(source, form.name, tool, form.tier)))


def _facts(source: Input, form: str, tool: str, tier: DialectTier) -> InputFacts:
    return InputFacts(
        name=source.name,
        sha256="",
        size=0,
        container=source.container.value,
        format=form,
        tool=tool,
        tier=tier,
        records=0,
    )


def _made(table: Table, facts: InputFacts) -> StructuralFile:
    return StructuralFile(
        facts=replace(facts, records=table.tally.read),
        adjacencies=tuple(table.adjacencies),
        fusions=tuple(table.fusions),
        integrations=tuple(table.integrations),
        viruses=table.viruses,
        sample=table.sample,
        build=BuildSigns(tuple(table.texts), table.lengths, _furthest(table), _genes(table)),
        tally=table.tally,
        notes=tuple(table.notes),
    )


def _furthest(table: Table) -> dict[str, int]:
    """By our contig names, the furthest base that a row reaches."""
    ends = [end for one in table.adjacencies for end in (one.first, one.second)]
    ends += [end for call in table.fusions for end in (call.first, call.second)]
    ends += [integration.place for integration in table.integrations]
    found: dict[str, int] = {}
    for end in ends:
        if end is not None and end.contig in CONTIGS:
            found[end.contig] = max(found.get(end.contig, 0), end.pos)
    return found


def _genes(table: Table) -> dict[str, Interval]:
    """Genes with the places that the rows give them."""
    named = [(end.gene, end) for one in table.adjacencies for end in (one.first, one.second) if end]
    named += [(call.five_prime, call.first) for call in table.fusions if call.first]
    named += [(call.three_prime, call.second) for call in table.fusions if call.second]
    return {gene: Interval.at(end.contig, pos=end.pos) for gene, end in named if gene and end.pos}


def _remarked(file: StructuralFile) -> StructuralFile:
    """With a note where none of the records came to anything."""
    has_events = file.adjacencies or file.fusions or file.integrations
    if has_events:
        return file
    count = file.facts.records
    note = words.NOTHING_STRUCTURAL.format(count=count) if count else words.NO_RECORD
    return replace(file, notes=(*file.notes, note))


def _numbered(file: StructuralFile, number: int) -> StructuralFile:
    if number == file.facts.number:
        return file
    return replace(
        file,
        facts=replace(file.facts, number=number),
        adjacencies=tuple(replace(one, file=number) for one in file.adjacencies),
        fusions=tuple(replace(one, file=number) for one in file.fusions),
        integrations=tuple(replace(one, file=number) for one in file.integrations),
    )
