"""Whether the files are what they are taken for: one tumour, and the columns the right way round.

Three mistakes give a report that looks sound and is of something else: the tumour's and the
normal's columns swapped, a germline call set in place of a somatic one, and a column without data.
Each is judged from counts over all alleles of the panel that the files list, filtered ones
included, with a least number of alleles below which nothing is said.

A germline variant lies at half or all of the reads of a diploid genome, a somatic one at half the
purity or anywhere below; a call set of which nearly everything lies at the former and in which
nothing speaks of a somatic caller is taken for germline. An allele that a somatic caller passes is
in the tumour and absent from the normal; Fisher's exact test says of each allele whether one column
carries it and the other does not (as VarScan 2 does, doi:10.1101/gr.129684.111).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from hccgenomics.interpret import sample_wording as words
from hccgenomics.interpret.sides import Sides, is_claimed, is_deep, sides
from hccgenomics.interpret.spectrum import (
    HETEROZYGOUS,
    HOMOZYGOUS,
    Spectrum,
    is_like_germline,
    spectrum,
)
from hccgenomics.interpret.wording import ALLELES, counted
from hccgenomics.vocabulary import FailureCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hccgenomics.model.sample import CallerSigns
    from hccgenomics.model.settings import Settings
    from hccgenomics.model.variant import Support, VariantCall

POOLED_COPIES: Final = 8
"""Alleles of a genotype that no tumour's copies explain: callers of pools are run with the ploidy
times the number of people (GATK ``-ploidy``, FreeBayes ``--pooled-discrete``)."""
_BETWEEN: Final = re.compile(r"[/|]")


def _percent(fraction: float) -> str:
    return f"{fraction * 100:.3g} %"


class Measure(NamedTuple):
    """One figure over all alleles, with the bar it is held against.

    Attributes:
        value: ``None`` where there were too few alleles.
    """

    name: str
    value: float | None
    unit: str
    threshold: float | None
    why: str


class Failure(NamedTuple):
    """One reason why the files carry no report, with the figure behind it where there is one.

    Attributes:
        measure: What the figure is of.
        threshold: What it was held against.
    """

    code: FailureCode
    why: str
    measure: str = ""
    value: float | None = None
    threshold: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class SampleCheck:
    """What speaks against the files being what they are taken for.

    Attributes:
        failures: With any of them there is no report to rely on.
        remarks: Sentences that do not go so far.
        measures: The figures behind.
    """

    failures: tuple[Failure, ...]
    remarks: tuple[str, ...]
    measures: tuple[Measure, ...]

    @property
    def doubts(self) -> tuple[str, ...]:
        """The failures as sentences."""
        return tuple(failure.why for failure in self.failures)


class _Finding(NamedTuple):
    """What one question gives."""

    doubt: Failure | None = None
    remark: str = ""
    measure: Measure | None = None


def check_sample(
    calls: Sequence[VariantCall], signs: CallerSigns, settings: Settings
) -> SampleCheck:
    """Everything that can be asked of the alleles of the panel.

    Args:
        calls: All of them, those that the caller or the laboratory filters too.
        signs: What the headers say of the callers.
        settings: The laboratory's choices.
    """
    once = _once(calls)
    paired = [call for call in once if _has_reads(call.normal_support)]
    findings = (
        _without_data(once, signs, is_paired=bool(paired)),
        _pooled(once),
        _germline_caller(signs),
        _germline(once, signs, settings, is_paired=bool(paired)),
        _shared(paired, signs, settings),
        _swapped(paired, signs, settings),
    )
    return SampleCheck(
        failures=tuple(found.doubt for found in findings if found.doubt),
        remarks=tuple(found.remark for found in findings if found.remark),
        measures=tuple(found.measure for found in findings if found.measure),
    )


def doubtful(check: SampleCheck) -> tuple[str, ...]:
    """What a summary says before anything else."""
    return tuple(words.SUMMARY.format(doubt=doubt) for doubt in check.doubts[:1])


def _once(calls: Sequence[VariantCall]) -> Sequence[VariantCall]:
    """Each allele once, where several files may list it."""
    if len({call.locus.source for call in calls}) <= 1:
        return calls
    first: dict[tuple[str, int, str, str], VariantCall] = {}
    for call in calls:
        variant = call.variant
        first.setdefault((variant.contig, variant.pos, variant.ref, variant.alt), call)
    return tuple(first.values())


def _has_reads(support: Support | None) -> bool:
    return support is not None and bool(support.total_depth)


# -- a column without data, or of many people --------------------------------------------------


def _without_data(calls: Sequence[VariantCall], signs: CallerSigns, *, is_paired: bool) -> _Finding:
    """The tumour's column has no reads, no genotypes, or none of the alleles.

    The last may be so where a list of places was called; beside a normal more can be said of it.
    """
    if not calls or not signs.has_tumour_column:
        return _Finding()
    alleles = counted(len(calls), *ALLELES)
    depths = {call.support.total_depth for call in calls}
    if depths == {0}:
        why = words.NO_READS.format(alleles=_all_of(alleles))
        code, unit = FailureCode.NO_READS, words.READS
        return _Finding(Failure(code, why, words.READS_OF_TUMOUR, 0, None, unit))
    if depths == {None} and all(_is_no_call(call) for call in calls):
        why = words.NO_GENOTYPES.format(alleles=_all_of(alleles))
        return _Finding(Failure(FailureCode.NO_GENOTYPES, why))
    if not is_paired and all(_is_absent(call) for call in calls):
        return _Finding(remark=words.NOT_CARRIED.format(judged=len(calls)))
    return _Finding()


def _all_of(alleles: str) -> str:
    return words.THE_ONE if alleles.startswith("1 ") else words.ANY_OF.format(alleles=alleles)


def _is_no_call(call: VariantCall) -> bool:
    """``./.``, with nothing else said of the allele."""
    support = call.support
    silent = support.alt_depth is None and support.vaf is None
    return silent and bool(call.genotype) and not any(map(str.isdigit, call.genotype))


def _is_absent(call: VariantCall) -> bool:
    alt = call.support.alt_depth
    return alt == 0 if alt is not None else call.genotype_carries_allele is False


def _pooled(calls: Iterable[VariantCall]) -> _Finding:
    copies = max((len(_BETWEEN.split(text)) for text in _genotypes(calls)), default=0)
    if copies < POOLED_COPIES:
        return _Finding()
    why = words.POOLED.format(copies=copies)
    bar = float(POOLED_COPIES)
    return _Finding(Failure(FailureCode.POOLED, why, words.COPIES, copies, bar, words.ALLELES))


def _genotypes(calls: Iterable[VariantCall]) -> set[str]:
    return {call.genotype for call in calls}


# -- a germline call set -----------------------------------------------------------------------


def _germline_caller(signs: CallerSigns) -> _Finding:
    """One that is not meant for tumours, whatever it found."""
    if not signs.germline_callers or signs.somatic_callers:
        return _Finding()
    why = words.GERMLINE_CALLER.format(callers=" and ".join(signs.germline_callers))
    return _Finding(Failure(FailureCode.GERMLINE_CALLER, why))


def _germline(
    calls: Sequence[VariantCall], signs: CallerSigns, settings: Settings, *, is_paired: bool
) -> _Finding:
    """By the fractions of all alleles; by their genotypes where no reads are counted."""
    found = spectrum(calls, settings)
    measure = _spectrum_measure(found, settings)
    if is_paired:
        return _Finding(measure=measure)
    is_somatic = _is_somatic(calls, signs)
    if is_like_germline(found, settings):
        facts = {"like": found.like, "judged": found.judged, "het": found.het, "hom": found.hom}
        if is_somatic:
            return _Finding(remark=words.LOOKS_GERMLINE.format(**facts), measure=measure)
        why = words.GERMLINE_SPECTRUM.format(**facts)
        failure = _of_share(FailureCode.GERMLINE_FRACTIONS, why, measure)
        return _Finding(failure, measure=measure)
    doubt = None if is_somatic or found.judged else _by_genotypes(calls, settings)
    return _Finding(doubt, measure=measure)


def _of_share(code: FailureCode, why: str, measure: Measure) -> Failure:
    return Failure(code, why, measure.name, measure.value, measure.threshold, measure.unit)


def _is_somatic(calls: Iterable[VariantCall], signs: CallerSigns) -> bool:
    """Whether anything in the files is a somatic caller's: header, filters or tags."""
    return signs.is_somatic or any(call.tag is not None for call in calls)


def _by_genotypes(calls: Sequence[VariantCall], settings: Settings) -> Failure | None:
    """Somatic callers hardly write 1/1; of a person's variants a third are homozygous."""
    carried = [call for call in calls if call.genotype_carries_allele and not call.filters]
    hom = sum(len(set(_BETWEEN.split(call.genotype))) == 1 for call in carried if _is_diploid(call))
    if len(carried) < settings.min_spectrum_alleles or hom < len(carried) * _HOM_SHARE:
        return None
    why = words.GERMLINE_GENOTYPES.format(hom=hom, judged=len(carried))
    share = Measure(words.HOMOZYGOUS, hom / len(carried), words.SHARE, _HOM_SHARE, why)
    return _of_share(FailureCode.GERMLINE_GENOTYPES, why, share)


_HOM_SHARE: Final = 0.1


def _is_diploid(call: VariantCall) -> bool:
    return len(_BETWEEN.split(call.genotype)) > 1


def _spectrum_measure(found: Spectrum, settings: Settings) -> Measure:
    low, high = (_percent(edge) for edge in HETEROZYGOUS)
    enough = found.weight >= settings.min_spectrum_alleles
    facts = {"like": found.like, "judged": found.judged, "depth": settings.min_spectrum_depth}
    why = (
        words.SPECTRUM_WHY.format(**facts, low=low, high=high, hom=_percent(HOMOZYGOUS))
        if enough
        else _too_few(found.judged, settings.min_spectrum_alleles)
    )
    value = found.share if enough else None
    return Measure(words.SPECTRUM, value, words.SHARE, settings.germline_share, why)


def _too_few(judged: int, needed: int) -> str:
    return words.TOO_FEW.format(judged=counted(judged, *ALLELES), needed=needed)


def _shared(paired: Sequence[VariantCall], signs: CallerSigns, settings: Settings) -> _Finding:
    """Both columns carry everything, and nothing in the file is a somatic caller's."""
    least = settings.likely_germline_normal_vaf
    judged = [call for call in paired if not call.filters and is_deep(call, settings)]
    shared = sum((call.normal_support.vaf or 0) >= least for call in judged if call.normal_support)
    enough = len(judged) >= settings.min_spectrum_alleles
    if not enough or shared < len(judged) * settings.germline_share or _is_somatic(paired, signs):
        return _Finding()
    if sides(judged, settings, are_claimed=True).tumour_only:
        return _Finding()
    facts = {"shared": shared, "judged": len(judged), "vaf": _percent(least)}
    why = words.ALL_SHARED.format(**facts)
    share = Measure(words.SHARED, shared / len(judged), words.SHARE, settings.germline_share, why)
    return _Finding(_of_share(FailureCode.SHARED_WITH_NORMAL, why, share))


# -- tumour and normal swapped -----------------------------------------------------------------


def _swapped(paired: Sequence[VariantCall], signs: CallerSigns, settings: Settings) -> _Finding:
    """First by what the caller holds to be somatic; without that, by what cannot be germline."""
    if not paired:
        return _Finding(measure=Measure(words.SWAP, None, words.SHARE, None, words.NO_NORMAL_WHY))
    by_listing = bool(signs.somatic_callers)
    held = [call for call in paired if is_claimed(call, by_listing=by_listing)]
    claimed = sides(held, settings, are_claimed=True)
    needed, found, kind = settings.min_swapped_alleles, claimed, words.CLAIMED
    if claimed.judged < needed:
        others = sides(paired, settings, are_claimed=False)
        if others.judged >= settings.min_swapped_alleles_unfiltered:
            found, kind = others, words.UNCLAIMED
    return _swap_finding(found, kind, needed, settings)


def _swap_finding(found: Sides, kind: str, needed: int, settings: Settings) -> _Finding:
    bar = settings.swapped_share
    facts = {"normal_only": found.normal_only, "judged": found.judged, "kind": kind}
    if found.judged < needed:
        measure = Measure(words.SWAP, None, words.SHARE, bar, _too_few(found.judged, needed))
        alleles = counted(found.normal_only, *ALLELES)
        remark = words.PERHAPS_SWAPPED.format(alleles=alleles) if found.normal_only else ""
        return _Finding(remark=remark, measure=measure)
    measure = Measure(words.SWAP, found.share, words.SHARE, bar, words.SWAP_WHY.format(**facts))
    if found.share < bar:
        return _Finding(measure=measure)
    why = words.SWAPPED.format(**facts)
    return _Finding(_of_share(FailureCode.SWAPPED, why, measure), measure=measure)
