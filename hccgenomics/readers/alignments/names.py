"""The names of many reads as numbers: equal names, equal numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from hccgenomics.readers.alignments.reads import Bools, Bytes, Ints, Reads

_LONGEST: Final = 255
_MIX: Final = np.random.default_rng(0x5EED).integers(1, 1 << 63, size=_LONGEST, dtype=np.uint64) | 1
"""Odd factors, one a place: a sum of products by them is a universal hash (Carter, Wegman 1979)."""
_X31: Final = np.array([pow(31, n, 1 << 32) for n in range(_LONGEST)], dtype=np.uint32)


def numbers_of_names(reads: Reads) -> NDArray[np.uint64]:
    """One number of 64 bits for each read's name."""
    found = np.zeros(len(reads), dtype=np.uint64)
    for which, letters in _by_length(reads):
        length = letters.shape[1]
        wide = letters.astype(np.uint64)
        found[which] = (wide @ _MIX[:length]) + np.uint64(length)
    return found


def tossed(reads: Reads) -> Bools:
    """The coin that htslib tosses for a pair with its name: whether the first mate is kept.

    The lowest bit of Wang's hash over the X31 hash of the name, as in ``khash.h``
    (https://github.com/samtools/htslib/blob/1.16/sam.c, ``tweak_overlap_quality``).
    """
    key = np.zeros(len(reads), dtype=np.uint32)
    for which, letters in _by_length(reads):
        length = letters.shape[1]
        key[which] = letters.astype(np.uint32) @ _X31[:length][::-1]
    return (_wang(key) & np.uint32(1)) > 0


def _by_length(reads: Reads) -> Iterator[tuple[Ints, Bytes]]:
    """Reads whose names are equally long, with the letters of those names."""
    for length in np.unique(reads.name_length).tolist():
        which = np.flatnonzero(reads.name_length == length)
        if length:
            rows = np.lib.stride_tricks.sliding_window_view(reads.data, length)
            yield which, rows[reads.name[which]]


def _wang(key: NDArray[np.uint32]) -> NDArray[np.uint32]:
    key = key + ~(key << np.uint32(15))
    key = key ^ (key >> np.uint32(10))
    key = key + (key << np.uint32(3))
    key = key ^ (key >> np.uint32(6))
    key = key + ~(key << np.uint32(11))
    return key ^ (key >> np.uint32(16))
