"""Small variants of one tumour: files in, calls and an account of everything else out.

Two thoughts over one reading: while lines stream by, records that touch the panel on either
assembly are held; once the last file is read the assembly is judged, and what was held becomes
calls.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from hccgenomics.model.ledger import Tally
from hccgenomics.model.sample import CallerSigns
from hccgenomics.model.variant import VariantCall
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.agreement import check_options, one_assembly, one_sample, stable
from hccgenomics.readers.annotations import undeclared
from hccgenomics.readers.assembly import SAID_BY_USER
from hccgenomics.readers.entries import entries
from hccgenomics.readers.one_file import read_file
from hccgenomics.readers.signs import signs_of
from hccgenomics.vocabulary import DepthUnit, DropReason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hccgenomics.model.annotation import AnnotationFormat
    from hccgenomics.model.ledger import Block
    from hccgenomics.model.variant import SetAside
    from hccgenomics.readers.blocks import Depths
    from hccgenomics.readers.entries import BadCounts
    from hccgenomics.readers.one_file import FileFacts, OneFile
    from hccgenomics.readers.panel import Panel
    from hccgenomics.vocabulary import Assembly


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """What to read, and what the user says of it.

    Attributes:
        paths: Files of one tumour; ``-`` is standard input.
        assembly: ``None`` to find out.
        assembly_said_by: Who says so, for messages.
        caller: The name of a dialect, ``None`` to recognise it.
        max_reference_mismatches: Fraction of checkable REF alleles that may disagree.
        watched_genes: Genes beyond the panel; a variant that the file's own annotation puts into
            their coding sequence or splice sites is read wherever it lies.
    """

    paths: tuple[str | Path, ...]
    assembly: Assembly | None = None
    tumour_sample: str | None = None
    normal_sample: str | None = None
    caller: str | None = None
    max_reference_mismatches: float = 0.1
    watched_genes: frozenset[str] = frozenset()
    assembly_said_by: str = SAID_BY_USER


@dataclass(frozen=True, slots=True)
class SmallVariants:
    """Everything the files say of the panel.

    Attributes:
        calls: File by file; an allele that two records name is there twice. Whichever file the
            user names first, the order is the same, and so are the sentences below.
        set_aside: Alleles that cannot be calls. Reference blocks are counted in the tally alone: a
            gVCF has one for every base.
        tally: Everything that is not among the calls; nothing is kept yet.
        assembly_evidence: Sentences without a full stop.
        files: In the order given; a locus names its file by its place here.
        notes: What a reader of the report must know; sentences.
        annotations: How the files' own annotation is written, where it can be read.
        blocks: What reference blocks say of the panel; their files by the numbers of ``files``.
        signs: What the headers say of what the callers look for.
        depths: What each reference block says of depth, by the place of its file in ``files``;
            of files with blocks alone.
    """

    calls: tuple[VariantCall, ...]
    set_aside: tuple[SetAside, ...]
    tally: Tally
    assembly: Assembly
    assembly_evidence: tuple[str, ...]
    tumour_sample: str | None
    normal_sample: str | None
    callers: tuple[str, ...]
    annotated_by: tuple[str, ...]
    files: tuple[FileFacts, ...]
    notes: tuple[str, ...]
    annotations: tuple[AnnotationFormat, ...] = ()
    blocks: tuple[Block, ...] = ()
    signs: CallerSigns = field(default_factory=CallerSigns)
    depths: Mapping[int, Depths] = field(default_factory=dict)

    @property
    def unit(self) -> DepthUnit:
        """What one unit of the counts is; reads where the files differ, for they err most."""
        units = {file.unit for file in self.files}
        return units.pop() if len(units) == 1 else DepthUnit.READS


def read_small_variants(request: ReadRequest, panels: Mapping[Assembly, Panel]) -> SmallVariants:
    """Read every file to its end, decide whose and on which assembly they are, and sort it all.

    The ledger's law holds by construction: one entry per alternate allele of a record that touches
    the panel, one per record that does not; each is a call, an allele set aside, or counted.

    Raises:
        InputError: A file is damaged, ambiguous or does not fit the others; one sentence.
    """
    files = [read_file(source, request, panels) for source in range(len(request.paths))]
    tumour, normal = one_sample(files, "tumour"), one_sample(files, "normal")
    check_options(request, files)
    assembly, evidence = one_assembly(files, request, panels)
    ordered = _in_order(files)  # before their records are taken
    calls, aside, bad = _sorted(ordered, panels[assembly])
    numbers = {file.source: n for n, file in enumerate(ordered, start=1)}
    return SmallVariants(
        calls=tuple(calls),
        set_aside=tuple(aside),
        tally=_tally(files, aside, assembly),
        assembly=assembly,
        assembly_evidence=evidence,
        tumour_sample=tumour,
        normal_sample=normal,
        callers=tuple(sorted({file.dialect.name for file in files})),
        annotated_by=stable(_annotators(file) for file in files),
        files=tuple(replace(file.facts, number=numbers[file.source]) for file in files),
        notes=(
            *stable(
                _notes(file, found, is_one_of_several=len(files) > 1)
                for file, found in zip(ordered, bad, strict=True)
            ),
            *_of_rows(files, aside),
        ),
        annotations=tuple(
            sorted({made for file in files for made in file.watch.formats}, key=attrgetter("name"))
        ),
        blocks=tuple(
            block
            for file in ordered
            for block in file.scan.spans.of(assembly, file=numbers[file.source])
        ),
        signs=signs_of(
            ((file.header, file.dialect) for file in files), has_tumour=tumour is not None
        ),
        depths={file.source: file.scan.depths for file in files if file.scan.depths.count},
    )


def _annotators(file: OneFile) -> tuple[str, ...]:
    """By name and version; by name alone those whose fields the header does not tell."""
    told = {made.annotator.value: made.name for made in file.watch.formats}
    unnamed = {name: name for name in file.header.annotators}
    return tuple((unnamed | told).values())


def _sorted(
    files: list[OneFile], panel: Panel
) -> tuple[list[VariantCall], list[SetAside], list[BadCounts]]:
    """Calls and alleles set aside, in an order of our own; bad counts, file by file."""
    calls: list[VariantCall] = []
    aside: list[SetAside] = []
    bad: list[BadCounts] = []
    for file in files:
        found, of_file = entries(
            file.scan, panel, dialect=file.dialect, source=file.source, watch=file.watch
        )
        bad.append(of_file)
        for entry in found:
            if isinstance(entry, VariantCall):
                calls.append(entry)
            else:
                aside.append(entry)
    return calls, aside, bad


def _in_order(files: list[OneFile]) -> list[OneFile]:
    return files if len(files) == 1 else sorted(files, key=_content)


def _content(file: OneFile) -> tuple[str, int, list[tuple[object, ...]]]:
    """What sorts files, whatever their names, containers and order on the command line."""
    return file.dialect.name, file.facts.records, list(map(_CELLS, file.scan.held))


_CELLS: Final = attrgetter(
    "contig", "pos", "ref", "alts", "filters", "keys", "tumour", "normal", "number", "spelled"
)


def _tally(files: list[OneFile], aside: list[SetAside], assembly: Assembly) -> Tally:
    tally = Tally()
    counted = {
        DropReason.OUTSIDE_PANEL: sum(file.scan.outside(assembly) for file in files),
        DropReason.REFERENCE_BLOCK: sum(file.scan.blocks[assembly] for file in files),
    }
    for reason, count in counted.items():
        if count:
            tally.drop(reason, count)
    for file in files:
        tally.dropped.update(file.left_out)
    for allele in aside:
        tally.drop(allele.reason)
    return tally


def _notes(file: OneFile, bad: BadCounts, *, is_one_of_several: bool) -> tuple[str, ...]:
    """Sentences that do not name files, so that a pipe makes the same report as a path.

    Nor do they number them, so that their order makes no difference.
    """
    notes = (
        *(_of_header(file) if file.row_notes is None else file.row_notes),
        "" if file.ends_in_newline else words.NO_NEWLINE,
        bad.note,
        _not_read(undeclared(file.header)),
    )
    if not is_one_of_several:
        return tuple(filter(None, notes))
    facts = file.facts
    return tuple(
        words.told(facts.records, words.INPUT_OF, caller=facts.caller, note=note)
        for note in notes
        if note
    )


def _of_rows(files: list[OneFile], aside: list[SetAside]) -> tuple[str, ...]:
    """What is said of a MAF's or table's indels that have no base beside them."""
    if all(file.row_notes is None for file in files):
        return ()
    from hccgenomics.readers.doors.reading import bare_note

    return bare_note(aside)


def _of_header(file: OneFile) -> tuple[str, ...]:
    return (
        file.dialect.note if file.header.samples else "",
        file.columns.note,
        file.columns.doubt,
        "" if file.header.version else words.NO_VERSION,
    )


def _not_read(fields: tuple[str, ...]) -> str:
    if not fields:
        return ""
    return words.ANNOTATION_NOT_READ.format(fields=", ".join(fields))
