"""Panel, depth, alignments, background and earlier reports, as provenance lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret import wording
from hccgenomics.model.provenance import AlignmentsFile
from hccgenomics.pipeline.input_files import input_file_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hccgenomics.model.copy_number_files import InputFacts
    from hccgenomics.model.coverage import Looked
    from hccgenomics.model.provenance import InputFile
    from hccgenomics.pipeline.inputs import Inputs

PANEL: Final = "panel"
COVERAGE: Final = "coverage"
BACKGROUND: Final = "background"


def looking_inputs(inputs: Inputs, first: int) -> tuple[InputFile, ...]:
    """Files read whole, numbered from ``first`` in the order of the options."""
    return tuple(_numbered(inputs, first))


def _numbered(inputs: Inputs, first: int) -> Iterator[InputFile]:
    """Panel and depths carry their numbers; the others follow."""
    number = first
    for facts, holds in _of_looked(inputs.looked):
        yield input_file_of(facts, holds)
        number = max(number, facts.number + 1)
    if inputs.background is not None:
        yield input_file_of(inputs.background.facts, BACKGROUND, number)
        number += 1
    if inputs.tissue is not None:
        from hccgenomics.pipeline.plasma.tissue import tissue_input

        yield from tissue_input(inputs.tissue, number)
        number += 1
    if inputs.superseded is not None:
        yield inputs.superseded.file.model_copy(update={"number": number})


def _of_looked(looked: Looked | None) -> Iterator[tuple[InputFacts, str]]:
    if looked is None:
        return
    if looked.panel is not None and looked.panel.facts is not None:
        yield looked.panel.facts, PANEL
    told = [source.facts for source in looked.sources if source.facts is not None]
    for facts in sorted(told, key=lambda one: one.number):
        yield facts, COVERAGE


def alignment_files(inputs: Inputs) -> tuple[AlignmentsFile, ...]:
    """The sample's alignments, then those of its normal."""
    if inputs.alignments is None and inputs.normal_alignments is None:
        return ()
    from hccgenomics.readers.alignments.identity import identity_of

    opened = (("sample", inputs.alignments), ("normal", inputs.normal_alignments))
    return tuple(
        AlignmentsFile(
            of=of,
            name=found.name,
            size=found.size,
            header_sha256=found.header_sha256,
            index_sha256=found.index_sha256,
        )
        for of, found in ((of, identity_of(one)) for of, one in opened if one is not None)
    )


def assay_note(looked: Looked | None) -> str:
    """What was told of the assay, in a line for the head of the report."""
    if looked is None or not looked.is_told:
        return wording.ASSAY_NOTE
    told = []
    if looked.panel is not None:
        named = f"{looked.panel.name} {looked.panel.version}".rstrip()
        told.append(wording.ASSAY_PANEL.format(panel=named))
    names = dict.fromkeys(source.name for source in looked.sources)
    told.append(
        wording.ASSAY_DEPTH.format(files=wording.listed(names)) if names else wording.ASSAY_NO_DEPTH
    )
    return " ".join(told)
