"""What a run was told about what was looked at: the panel, depths, reference blocks.

Files are read on the assembly of the run, which they never decide: a design or a table of depth
that shows another one is refused.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from hccgenomics.errors import AssemblyError, FormatError, SampleError
from hccgenomics.interpret.callability_wording import OWN_BLOCKS
from hccgenomics.model.coverage import CoverageSource, Looked, Panel
from hccgenomics.pipeline.asking import read_request
from hccgenomics.pipeline.callability.deciding import (
    deciding_places,
    gene_places,
    held_of,
    lying_elsewhere,
)
from hccgenomics.readers.agreement import SAID_BY_OTHERS
from hccgenomics.readers.coverage.depths import read_depths
from hccgenomics.readers.coverage.genome_vcf import block_sources, genome_vcf_facts
from hccgenomics.readers.coverage.panel_bed import PanelRequest, read_panel
from hccgenomics.readers.coverage.rows import DepthRequest
from hccgenomics.readers.notes_wording import GVCF_OTHER_NAME
from hccgenomics.readers.stream import STDIN
from hccgenomics.vocabulary import Assembly, CoverageKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hccgenomics.model.copy_number_files import BuildSigns
    from hccgenomics.model.genome import Interval
    from hccgenomics.pipeline.callability.deciding import Held
    from hccgenomics.pipeline.models import Models
    from hccgenomics.pipeline.report import ReportRequest
    from hccgenomics.readers.calls import SmallVariants
    from hccgenomics.readers.panel import Stretches

TRUST: Final = (
    CoverageKind.ALIGNMENTS,
    CoverageKind.PER_BASE,
    CoverageKind.BLOCKS,
    CoverageKind.LEAST_DEPTH,
    CoverageKind.THRESHOLDS,
    CoverageKind.QUANTIZED,
    CoverageKind.MEAN_DEPTH,
)
"""In the order in which sources are believed."""
_MOST_NAMED: Final = 5


def read_looked(request: ReportRequest, small: SmallVariants, models: Models) -> Looked | None:
    """Panel and depths, on the assembly of the run; ``None`` where nothing was given.

    Raises:
        InputError: A file is damaged, of another kind or assembly, or a name is no panel's.
    """
    if not (request.panel or request.coverage or small.depths):
        return None
    given = _Given(request, small, models)
    return Looked(models.assembly, given.panel(), given.sources())


class _Given:
    """The files of one run that say what was looked at."""

    def __init__(self, request: ReportRequest, small: SmallVariants, models: Models) -> None:
        self._request = request
        self._small = small
        self._models = models
        self._genes: dict[Assembly, Mapping[str, Sequence[Interval]]] = {}
        self._numbers = iter(range(_first_number(request), 1 << 20))

    @cached_property
    def _both(self) -> dict[Assembly, Models]:
        """The models of the run, and those of the other assembly to hold files against."""
        from hccgenomics.knowledge.transcripts import load_models

        mine = self._models.assembly
        return {a: self._models if a is mine else load_models(a) for a in Assembly}

    def _of_genes(self, assembly: Assembly) -> Mapping[str, Sequence[Interval]]:
        if assembly not in self._genes:
            mine = assembly is self._models.assembly
            self._genes[assembly] = gene_places(self._models if mine else self._both[assembly])
        return self._genes[assembly]

    def _deciding(self, assembly: Assembly) -> Mapping[str, Stretches]:
        return deciding_places(self._of_genes(assembly))

    def panel(self) -> Panel | None:
        """A BED where there is such a file, else the bundled panel of this name."""
        name = self._request.panel
        if name is None:
            return None
        if os.path.isdir(name) or not os.path.exists(name):  # noqa: PTH110, PTH112 -- any name
            from hccgenomics.knowledge.panels import panel_named

            return panel_named(name, self._models.symbols)
        contigs = {a: models.contigs for a, models in self._both.items()}
        found = read_panel(
            name, PanelRequest(contigs, self._models.symbols, number=next(self._numbers))
        )
        self._check(found.build, name)
        held = dict.fromkeys(Assembly, found.panel.regions)
        self._check_places(held, name, named=found.build.genes)
        return found.panel

    def sources(self) -> tuple[CoverageSource, ...]:
        """Of every file of depth, and of the small variants' own blocks; the best first."""
        own = block_sources(self._small, self._deciding(self._models.assembly))
        found = [replace(source, number=None, name=OWN_BLOCKS) for source in own]
        paths = set(map(str, self._request.paths)) if own else set()
        others = (path for path in self._request.coverage if path not in paths)
        found.extend(self._source(path, next(self._numbers)) for path in others)
        return tuple(sorted(found, key=lambda source: TRUST.index(source.kind)))

    def _source(self, path: str, number: int) -> CoverageSource:
        contigs = {a: models.contigs for a, models in self._both.items()}
        places = {a: self._deciding(a) for a in Assembly}
        found = read_depths(path, DepthRequest(places, self._models.assembly, contigs, number))
        if found is None:
            return self._blocks(path, number)
        self._check(found.build, path)
        self._check_places(found.held, path)
        return found.source

    def _check(self, build: BuildSigns, where: str) -> None:
        """Raise where a file shows another assembly than the run's."""
        from hccgenomics.pipeline.inputs import span_of
        from hccgenomics.readers.builds import judge_build

        spans = {a: span_of(models) for a, models in self._both.items()}
        stated = (self._models.assembly, SAID_BY_OTHERS)
        judge_build(build, self._both, spans, stated=stated, where=where)

    def _check_places(
        self, held: Mapping[Assembly, Held], where: str, named: Mapping[str, Interval] | None = None
    ) -> None:
        """Raise where far more genes are held on another assembly than on the run's."""
        mine = self._models.assembly
        by_gene = {a: held_of(self._of_genes(a), of_assembly) for a, of_assembly in held.items()}
        elsewhere = lying_elsewhere(by_gene, mine, named or {})
        if elsewhere is not None:
            other, genes = elsewhere
            said = SAID_BY_OTHERS.format(assembly=mine)
            some = ", ".join(genes[:_MOST_NAMED]) + (", …" if len(genes) > _MOST_NAMED else "")
            raise AssemblyError(
                f"The evidence for the assembly is contradictory: {said}; {some} "
                f"{'is' if len(genes) == 1 else 'are'} held where {other} has "
                f"{'it' if len(genes) == 1 else 'them'}.",
                where=where,
                hint=f"Pass the file of {mine}.",
            )

    def _blocks(self, path: str, number: int) -> CoverageSource:
        """A gVCF given for its depths."""
        if path == STDIN:
            raise FormatError(
                "A gVCF cannot be read for its depth from standard input.",
                where=path,
                hint="Pass it by its name.",
            )
        found, notes = self._genome_vcf(path)
        made = block_sources(found, self._deciding(self._models.assembly))
        if not made:
            raise FormatError(
                "The VCF has no reference blocks, and so says nothing of depth where it has no "
                "variant.",
                where=path,
                hint="Pass a gVCF or genome VCF, or mosdepth's BED.",
            )
        facts = genome_vcf_facts(found.files[0], number=number)
        notes = (*made[0].notes, *notes)
        return replace(made[0], number=number, facts=facts, notes=notes)

    def _genome_vcf(self, path: str) -> tuple[SmallVariants, tuple[str, ...]]:
        """The file by the names that the other files give to the samples, else by its own."""
        from hccgenomics.readers.calls import read_small_variants

        asked = replace(
            read_request(self._request, (path,), self._both),
            assembly=self._models.assembly,
            assembly_said_by=SAID_BY_OTHERS,
            caller=None,
            tumour_sample=self._request.tumour_sample or self._small.tumour_sample,
            normal_sample=None,
            watched_genes=frozenset(),
        )
        normal = self._request.normal_sample or self._small.normal_sample
        try:
            return read_small_variants(asked, self._both), ()
        except SampleError:
            found = read_small_variants(replace(asked, tumour_sample=None), self._both)
        if found.tumour_sample is not None and found.tumour_sample == normal:
            raise SampleError(
                "The gVCF is of the matched normal.", where=path, hint="Pass the tumour's."
            )
        return found, (GVCF_OTHER_NAME,)


def _first_number(request: ReportRequest) -> int:
    """Of the files of panel and depth: behind all others, as provenance lists them."""
    files = (*request.paths, *request.cnv, *request.sv)
    return len(files) + (request.clinical is not None) + 1
