"""Words for serial samples of one patient: what is said of a variant at each time point."""

from __future__ import annotations

from enum import StrEnum


class TimePointState(StrEnum):
    """What is said of a variant in one sample: the four words of MSK-ACCESS, and silence."""

    CALLED = "called"  # the caller kept it
    GENOTYPED = "genotyped"  # reads carry it, and it was not called
    NOT_DETECTED = "not_detected"  # it could have been seen down to a limit
    NOT_COVERED = "not_covered"  # its place was not sequenced, or not deeply enough
    NOT_TOLD = "not_told"  # nothing says whether its place was looked at


class Lane(StrEnum):
    """Where a variant is drawn and counted."""

    TUMOUR = "tumour"
    BLOOD = "blood"  # it may come from a clone of blood cells
    GERMLINE = "germline"
    UNDECIDED = "undecided"  # no driver, and its origin is not known


class Appearance(StrEnum):
    """What a variant that was not seen at first may be."""

    EMERGING = "emerging"  # it could have been seen before, and was not
    MAY_HAVE_BEEN_THERE = "may_have_been_there"
    OF_TISSUE = "of_tissue"  # the tissue has it already


class Course(StrEnum):
    """What the interval of a ratio between two time points leaves."""

    FALL = "fall"  # it lies below 1
    RISE = "rise"  # it lies above 1
    UNDECIDED = "undecided"  # it holds 1


class Movement(StrEnum):
    """How one variant moved, held against the others."""

    WITH_THE_OTHERS = "with_the_others"  # the intervals overlap
    ABOVE_THE_OTHERS = "above_the_others"
    BELOW_THE_OTHERS = "below_the_others"
