"""The driver rules there are for each kind of alteration; modules are imported when asked for."""

from __future__ import annotations

from typing import assert_never

from hccgenomics.interpret.both_alleles import OTHER_ALLELE
from hccgenomics.vocabulary import AlterationKind


def rules_of(kind: AlterationKind) -> tuple[str, ...]:
    """The codes of all rules that are asked of alterations of a kind."""
    match kind:
        case AlterationKind.SMALL:
            from hccgenomics.interpret.drivers import CODES
            from hccgenomics.interpret.long_insertions import INSERTION_CODES

            return (*CODES, *INSERTION_CODES)
        case AlterationKind.COPY_NUMBER:
            from hccgenomics.interpret.copy_drivers import COPY_CODES

            return COPY_CODES
        case AlterationKind.STRUCTURAL:
            from hccgenomics.interpret.structural import STRUCTURAL_CODES

            return STRUCTURAL_CODES
        case AlterationKind.INTEGRATION:
            from hccgenomics.interpret.integration import INTEGRATION_CODES

            return INTEGRATION_CODES
        case AlterationKind.SIGNATURE | AlterationKind.EXPRESSION:
            return ()
        case _:
            assert_never(kind)


def rules_in_use(*, copy_number: bool, structural: bool) -> tuple[str, ...]:
    """The codes of a run, by the files it was given."""
    kinds = [AlterationKind.SMALL]
    kinds += [AlterationKind.COPY_NUMBER] if copy_number else []
    kinds += [AlterationKind.STRUCTURAL, AlterationKind.INTEGRATION] if structural else []
    codes = [code for kind in kinds for code in rules_of(kind)]
    codes += [OTHER_ALLELE] if copy_number else []
    return tuple(dict.fromkeys(codes))
