"""The annotation of records as they stream by: what is held of it, and whom it names.

A record outside the panel is of interest where its annotation names a gene that the driver table
has and the panel has not. Looking for a few names in a line is cheap; only a line that has one is
taken apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hccgenomics.model.annotation import RecordAnnotation
from hccgenomics.readers.alleles import objection
from hccgenomics.readers.annotations import effects_on, formats_of
from hccgenomics.readers.annotations.choice import effect_on_gene
from hccgenomics.readers.annotations.reading import places_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hccgenomics.model.annotation import AnnotationFormat
    from hccgenomics.readers.header import VcfHeader


GENE_FIELDS: Final = frozenset({"symbol", "hgnc", "gene_name", "gene", "hugosymbol"})


@dataclass(frozen=True, slots=True)
class Watch:
    """What to keep of one file's annotation.

    Attributes:
        formats: The annotations that its header declares.
        genes: Genes whose annotated variants are taken from anywhere in the genome.
        pattern: What a line that names one of them holds; ``None`` if the file is not annotated.
    """

    formats: tuple[AnnotationFormat, ...]
    genes: tuple[str, ...]
    pattern: re.Pattern[bytes] | None

    @classmethod
    def of(cls, header: VcfHeader, genes: Iterable[str]) -> Watch:
        """For the files of one header."""
        formats, symbols = formats_of(header), tuple(sorted(genes))
        return cls(formats, symbols, _pattern(formats, symbols))

    def mentions(self, line: bytes) -> bool:
        """Whether a line may name one of the genes; errs on the side of yes."""
        return self.pattern is not None and self.pattern.search(line) is not None

    def annotation(
        self, info: bytes, pos: int, ref: str, alts: tuple[str, ...]
    ) -> RecordAnnotation | None:
        """What INFO holds of the annotations, if anything."""
        if not self.formats:
            return None
        text = info.decode("utf-8", errors="replace")
        values = dict(item.partition("=")[::2] for item in text.split(";"))
        texts = tuple(
            (source, value)
            for source in self.formats
            if (value := values.get(source.info_id, "")) not in {"", "."}
        )
        if not texts:
            return None
        return RecordAnnotation(texts, pos, ref.upper(), tuple(alt.upper() for alt in alts))

    def alleles_in(self, annotation: RecordAnnotation) -> frozenset[int]:
        """The alternate alleles, from one, that are annotated in one of the genes."""
        return frozenset(
            number
            for number, alt in enumerate(annotation.alts, start=1)
            if objection(annotation.ref, alt) is None and self._is_in_gene(annotation, number)
        )

    def _is_in_gene(self, annotation: RecordAnnotation, number: int) -> bool:
        effects = effects_on(annotation, number, about=frozenset(self.genes)).effects
        return any(effect_on_gene(effects, gene) is not None for gene in self.genes)


def _pattern(
    formats: tuple[AnnotationFormat, ...], genes: tuple[str, ...]
) -> re.Pattern[bytes] | None:
    """The genes' names, behind a bar if no annotator puts them first in an entry.

    Names are sorted by their first letter, so that most bars are passed over after one look.
    """
    if not formats or not genes:
        return None
    tails: dict[str, list[str]] = {}
    for gene in genes:
        tails.setdefault(gene[0], []).append(re.escape(gene[1:]))
    heads = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in tails.items())
    begins = any(GENE_FIELDS & {*list(places_of(source))[:1]} for source in formats)
    before = "" if begins else r"\|"
    letters = "".join(map(re.escape, tails))
    return re.compile(f"{before}(?=[{letters}])(?:{'|'.join(heads)})".encode())
