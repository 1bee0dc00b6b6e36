"""What a FASTA left to be said when the models were completed by it; kept in their manifest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hccgenomics.vocabulary import Assembly

EMBEDDED: Final = "embedded"
"""The fact of a manifest that says which models were completed: the SHA-256 of their manifest."""

_KEY: Final = "{}.{}"
_BETWEEN: Final = " | "


@dataclass(frozen=True, slots=True)
class Completion:
    """What a report has to say about the FASTA that its sequence comes from.

    Attributes:
        ambiguous: IUPAC codes other than N in the panel's regions; read as unknown.
        absent: Contigs of the panel that it lacks or has in another length.
        contradicted: Places where it differs from bases known at reference grade.
        doubtful: Transcripts that do not hold with its bases, and why.
    """

    ambiguous: int = 0
    absent: tuple[str, ...] = ()
    contradicted: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()

    def facts(self, assembly: Assembly) -> Iterator[tuple[str, str]]:
        """As rows of a manifest."""
        yield _KEY.format(assembly, "ambiguous"), str(self.ambiguous)
        for name in ("absent", "contradicted", "doubtful"):
            yield _KEY.format(assembly, name), _BETWEEN.join(getattr(self, name))

    @classmethod
    def of(cls, facts: Mapping[str, str], assembly: Assembly) -> Self | None:
        """As a manifest has it; ``None`` if these models were not completed.

        >>> facts = dict(Completion(1, ("chr5",)).facts("GRCh38"))
        >>> Completion.of(facts, "GRCh38") == Completion(1, ("chr5",)), Completion.of({}, "GRCh38")
        (True, None)
        """
        ambiguous = facts.get(_KEY.format(assembly, "ambiguous"))
        if ambiguous is None or not ambiguous.isdecimal():
            return None

        def listed(name: str) -> tuple[str, ...]:
            value = facts.get(_KEY.format(assembly, name), "")
            return tuple(value.split(_BETWEEN)) if value else ()

        return cls(int(ambiguous), listed("absent"), listed("contradicted"), listed("doubtful"))

    def sentences(self) -> Iterator[str]:
        """For the report's limits.

        >>> list(Completion(1, ("chr5",)).sentences())[0]
        'The reference FASTA has no chr5 of the expected length: packaged sequence is used there.'
        """
        if self.absent:
            yield (
                f"The reference FASTA has no {', '.join(self.absent)} of the expected length: "
                "packaged sequence is used there."
            )
        if self.ambiguous:
            yield (
                f"The reference FASTA has {self.ambiguous:,} bases of the panel as ambiguity "
                "codes: they are read as unknown."
            )
        if self.contradicted:
            yield (
                "The reference FASTA differs from the assembly where that is known, and its bases "
                f"are used: {', '.join(self.contradicted)}."
            )
        for doubt in self.doubtful:
            yield f"With the reference FASTA a transcript does not hold, {doubt}."
