"""What is said of where a variant comes from: templates with slots, for every rule its sentences.

Each names what was seen with its figure and the setting it was held against, or why something
could not be used. None is a diagnosis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hccgenomics.interpret.wording import listed
from hccgenomics.model.rounding import rounded
from hccgenomics.vocabulary import CallerSays, Origin

if TYPE_CHECKING:
    from hccgenomics.model.alteration import SmallAlteration

NO_NORMAL: Final = "No matched normal was given."
NORMAL_SILENT: Final = (
    "The matched normal's reads are not stated here, so it says nothing of the origin."
)
NORMAL_SHALLOW: Final = (
    "The matched normal has {depth} here, fewer than the setting {least}: too few to say "
    "anything{carries}."
)
NORMAL_SHALLOW_CARRIES: Final = ", though {alt} of them carry the allele"
NORMAL_NO_DEPTH: Final = (
    "The matched normal's depth is not stated here, so its fraction of {vaf} is not used."
)
NORMAL_CLEAN: Final = (
    "The matched normal has {seen}, not above {limit}; a germline heterozygote would show so few "
    "{chance}."
)
NORMAL_DIFFERS: Final = (
    "The allele's reads in tumour and normal differ (Fisher's exact test, {p}; setting {most})."
)
NORMAL_SAME: Final = (
    "The allele's reads in tumour and normal do not differ beyond chance (Fisher's exact test, "
    "{p}; setting {most})."
)
NORMAL_AS_MUCH: Final = (
    "The normal carries the allele as well, and the tumour no more of it than chance explains: an "
    "error of sequencing looks alike, and so does a low share of either tissue."
)
NO_COMPARISON: Final = (
    "The tumour's reads are not stated, so the two samples could not be compared."
)
NORMAL_HETEROZYGOUS: Final = (
    "The matched normal has {seen}, at or above the setting {limit}, as a germline "
    "heterozygote has."
)
NORMAL_HOMOZYGOUS: Final = (
    "The matched normal has {seen}, as a germline homozygote, or a carrier with one copy "
    "of the place, has."
)
NORMAL_BETWEEN_OPEN: Final = (
    "The matched normal has {seen}, between the settings {low} and {high}; with so few "
    "reads a germline heterozygote is not excluded."
)
NORMAL_BETWEEN: Final = (
    "The matched normal has {seen}, between the settings {low} and {high}: too little "
    "for a germline heterozygote ({chance}), too much for none. Tumour cells in the normal, a "
    "clone of blood or of the surrounding tissue, mosaicism and artefacts look like this."
)
NORMAL_BLOOD: Final = (
    "In plasma, a share like that in white cells is what a clone of blood cells leaves there."
)

CALLER: Final = {
    CallerSays.SOMATIC: "The caller tags it somatic ({field}).",
    CallerSays.GERMLINE: "The caller tags it germline ({field}).",
    CallerSays.LOSS_OF_HETEROZYGOSITY: (
        "The caller tags it germline with a changed share in the tumour ({field})."
    ),
    CallerSays.NOT_SOMATIC: "The caller tags it neither somatic nor germline ({field}).",
}
CALLER_SHALLOW: Final = " The tag rests on a normal too shallow to carry it, and is not counted."
CALLER_HOTSPOT: Final = (
    " The place recurs in tumours or in clones of blood cells, whose variants databases of "
    "germline variants hold too, and the tag is not counted by itself."
)
CALLERS_DISAGREE: Final = "The callers' tags contradict each other, and none is counted."
CALLER_PAIRED: Final = (
    "A caller of somatic variants that saw both samples kept it with no filter against it."
)
NO_PAIRED_CALLER: Final = (
    "No caller of somatic variants says of itself that the variant is somatic, so it is no more "
    "than likely."
)

NO_POPULATION: Final = "No population file was given."
POPULATION_COMMON: Final = (
    "The population file has it at {af} ({field}), at or above the setting {least}{homozygotes}."
)
HOMOZYGOTES: Final = "; {people} {carry} it twice"
POPULATION_HOTSPOT: Final = (
    " The place recurs in tumours or in clones of blood cells, whose variants such files hold too: "
    "a frequency alone does not make it likely germline."
)
POPULATION_RARE: Final = (
    "The population file has it at {af} ({field}), below the setting {least}: it says nothing of "
    "the origin."
)
POPULATION_FILTERED: Final = (
    "The population file's record fails its own quality control ({filters}), so its frequency "
    "({af}) is not used."
)
POPULATION_FEW: Final = (
    "The population file saw it {count} times among {alleles} alleles, fewer than the setting "
    "{least}, so its frequency ({af}) is not used."
)
POPULATION_NO_AF: Final = "The population file has the variant and states no frequency of it."
POPULATION_ABSENT: Final = (
    "The population file does not have it. Many germline variants are in no such file, so this "
    "decides nothing."
)
POPULATION_NOTHING: Final = (
    "The population file has no record within {reach} bases: it may not cover the place."
)
POPULATION_NO_CONTIG: Final = "The population file does not hold this contig."
POPULATION_NOT_LOOKED_UP: Final = (
    "The population file was not asked: it lists a change of several bases one by one, and does "
    "not have this one as a whole."
)
COMMON_POLYMORPHISM: Final = (
    "A common polymorphism: the population file has it at {af} ({field}), at or above the setting "
    "{least}. A frequency like that speaks against a driver (criterion SBS1 of Horak 2022)."
)
LIKELY_POLYMORPHISM: Final = (
    "Likely a polymorphism: it is likely germline, the population file has it at {af} ({field}), "
    "at or above the setting {least}, and the gene is not among those of hereditary disease."
)

NO_FRACTION: Final = "The allele's reads are not counted, so its fraction could not be judged."
NO_PURITY: Final = "The tumour's purity was not given, so its allele fraction could not be judged."
NO_SEX: Final = (
    "The place is on a sex chromosome, so its copies in normal cells are taken as one or two."
)
FRACTION_SOMATIC: Final = (
    "At {vaf} in a tumour of purity {purity} no germline variant is expected "
    "(the nearest at {nearest})."
)
FRACTION_GERMLINE: Final = (
    "At {vaf} in a tumour of purity {purity} a germline variant is expected, and no "
    "somatic one (at most {most})."
)
FRACTION_OPEN: Final = (
    "At {vaf} in a tumour of purity {purity} both a germline and a somatic variant are possible."
)
FRACTION_NEITHER: Final = (
    "At {vaf} in a tumour of purity {purity} neither a germline nor a somatic variant is "
    "expected: purity or copies may be wrong."
)
PURITY_AND_COPIES: Final = "{purity} and {copies}"
PURITY_ANY_COPIES: Final = "{purity}, for any number of copies up to {most},"

BLOOD: Final = (
    "In plasma a variant of {gene} may come from blood cells (clonal haematopoiesis) until matched "
    "white cells say otherwise."
)
CONFLICT: Final = "The evidence is contradictory: {sides}. {verdict}"
CONFLICT_OPEN: Final = "The origin is left open."
CONFLICT_NORMAL: Final = "The matched normal's reads weigh more."
SIDE: Final = "{rule} speaks for {origin}"
SIDES: Final = {True: "germline", False: "a tumour variant"}

RULES: Final = {
    "normal": "the matched normal",
    "caller": "the caller's tag",
    "population": "the population file",
    "fraction": "the allele fraction",
    "tissue": "the tissue's report",
}


LIKELY_GERMLINE: Final = "likely germline"
LIKELY_GERMLINE_BY: Final = "likely germline {by}"
BY: Final = {
    "normal": "by the matched normal",
    "caller": "by the caller's tag",
    "population": "by its frequency in a population",
    "fraction": "by its allele fraction",
    "tissue": "by the tissue's report",
}


def likely_germline(alteration: SmallAlteration) -> str:
    """That an alteration is likely germline, and what says so; empty if it is not."""
    by = likely_germline_by(alteration)
    if by is None:
        return ""
    return LIKELY_GERMLINE_BY.format(by=by) if by else LIKELY_GERMLINE


def likely_germline_by(alteration: SmallAlteration) -> str | None:
    """What says that an alteration is likely germline; ``None`` if it is not."""
    if alteration.origin is not Origin.LIKELY_GERMLINE:
        return None
    rules = (r.code.partition("_")[0] for r in alteration.origin_reasons if r.says)
    return listed(BY[rule] for rule in dict.fromkeys(rules) if rule in BY)


def percent(fraction: float) -> str:
    """A fraction as the page writes it: from the number as stated, so that both agree.

    >>> percent(0.0204), percent(1 / 3), percent(0.0172473)
    ('2.04 %', '33.3 %', '1.73 %')
    """
    return f"{rounded(fraction) * 100:.3g} %"


def chance(probability: float) -> str:
    """How often something happens, in words.

    >>> chance(0.00098), chance(1e-30)
    ('0.098 % of the time', 'less than once in a million times')
    """
    if probability < _NEVER:
        return SELDOM
    return OF_THE_TIME.format(percent=f"{probability * 100:.2g} %")


SELDOM: Final = "less than once in a million times"
OF_THE_TIME: Final = "{percent} of the time"


_NEVER: Final = 1e-6


def p_value(probability: float) -> str:
    """A p-value with two digits.

    >>> p_value(0.0123), p_value(1e-40)
    ('p = 0.012', 'p < 0.000001')
    """
    return "p < 0.000001" if probability < _NEVER else f"p = {probability:.2g}"


def seen(alt: int, depth: int) -> str:
    """Reads of a normal that carry an allele.

    >>> seen(1, 40)
    '1 of 40 reads with the allele (2.5 %)'
    """
    return READS_SEEN.format(alt=alt, depth=depth, percent=percent(alt / depth))


READS_SEEN: Final = "{alt:,} of {depth:,} reads with the allele ({percent})"
