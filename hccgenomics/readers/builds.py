"""The assembly of files that hold no REF bases: segments, gene tables, adjacencies.

What they show is heard by the same judge as a VCF's header: lengths and words as there, and two
witnesses of their own. A row that reaches beyond the end of a chromosome excludes the assembly
where it ends there, and named genes lie where one assembly has them and not where the other does.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import AssemblyError
from hccgenomics.readers import notes_wording as words
from hccgenomics.readers.assembly import Claims, Verdict, Witness, judge
from hccgenomics.readers.header import VcfHeader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hccgenomics.model.copy_number_files import BuildSigns
    from hccgenomics.model.genome import Interval
    from hccgenomics.readers.panel import Panel
    from hccgenomics.vocabulary import Assembly

    Spans = Mapping[Assembly, Callable[[str], Interval | None]]
    """By assembly, where a gene lies there; ``None`` for a gene that is not known."""

FEWEST_GENES: Final = 3
"""Named genes that must lie on one assembly and not on the other before they tell."""
TELLING_SHARE: Final = 0.9
"""Share of them that must agree: a bin may be named for a neighbour."""
SLACK: Final = 1000
"""Bases a last bin may be rounded up by, beyond the end of a chromosome."""


def judge_build(
    build: BuildSigns,
    panels: Mapping[Assembly, Panel],
    spans: Spans,
    *,
    stated: tuple[Assembly, str] | None,
    where: str,
) -> Verdict:
    """The assembly of one file, with what speaks for it; none where nothing does.

    Args:
        build: What the file shows.
        panels: For contig names and lengths.
        spans: For named genes.
        stated: What the user says (or the files beside this one), and how to put it in words.
        where: The file, for messages.

    Raises:
        AssemblyError: The signs contradict each other, or fit neither assembly.
    """
    header = VcfHeader(
        version=None,
        meta={"reference": list(build.texts)},
        contigs=dict(build.lengths),
        samples=(),
        columns=0,
        lines=1,
    )
    witnesses = (*_reach(build, panels, where=where), *_genes(build, spans))
    claims = Claims(header, tuple(build.lengths), witnesses=witnesses)
    return judge(claims, panels, stated=stated, max_mismatches=1.0, where=where)


def _reach(build: BuildSigns, panels: Mapping[Assembly, Panel], *, where: str) -> Iterator[Witness]:
    """How far rows reach, where that is too far for one assembly."""
    heard: set[Assembly] = set()
    for contig, furthest in sorted(build.furthest.items()):
        ends = {
            assembly: known.length
            for assembly, panel in panels.items()
            if (known := panel.contigs.contigs.get(contig)) is not None
        }
        room = {assembly for assembly, end in ends.items() if furthest <= end + SLACK}
        if ends and not room:
            raise AssemblyError(
                f"A row reaches base {furthest:,} of {contig}, which is beyond its end on "
                f"{' and '.join(sorted(ends))}.",
                where=where,
                hint="Pass a file made on one of these assemblies.",
            )
        for assembly in room - heard if len(room) < len(ends) else ():
            heard.add(assembly)
            short = " and ".join(sorted(ends.keys() - room))
            said = words.ROW_BEYOND.format(base=furthest, contig=contig, assemblies=short)
            yield Witness(assembly, said, is_fact=True)


def _genes(build: BuildSigns, spans: Spans) -> Iterator[Witness]:
    """Where named genes lie, of those that lie elsewhere on the other assembly."""
    votes: Counter[Assembly] = Counter()
    for gene, place in build.genes.items():
        fits = [
            assembly
            for assembly, span_of in spans.items()
            if (span := span_of(gene)) is not None and span.overlaps(place)
        ]
        if len(fits) == 1:
            votes[fits[0]] += 1
    total = votes.total()
    for assembly, count in votes.most_common(1):
        if count >= FEWEST_GENES and count >= TELLING_SHARE * total:
            said = words.NAMED_GENES.format(count=count, total=total, assembly=assembly)
            yield Witness(assembly, said, is_fact=True)
