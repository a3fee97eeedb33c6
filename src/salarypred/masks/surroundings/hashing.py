"""Features hashed with numpy: a saved reader holds no word of any advert.

K. Weinberger et al., "Feature Hashing for Large Scale Multitask Learning" (2009). The mixing of
bits is that of SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number
Generators", 2014).
"""

from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

#: Hashed features lie between 0 and 2 to the power of this.
BITS = 20
_STEP, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_PAIR = np.uint64(0xD6E8FEB86659FD93)

Hashes = NDArray[np.uint64]


@lru_cache(maxsize=50_000)
def text_hash(text: str) -> int:
    """Number of a text, below 2**32; half a pair of surrogates counts as ``?``."""
    return crc32(text.encode("utf-8", "replace"))


def paired(first: Hashes, second: Hashes) -> Hashes:
    """Numbers of pairs, in their order."""
    return first * _PAIR + (second ^ (second << np.uint64(23)))


def slotted(numbers: Hashes, slot: int) -> NDArray[np.int32]:
    """Hashed features: the same number has another one in each slot.

    Examples
    --------
    >>> number = np.array([text_hash("salary")], dtype=np.uint64)
    >>> bool(slotted(number, 1) == slotted(number, 2))
    False
    """
    mixed = numbers ^ np.uint64(slot * _STEP % 2**64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(_FIRST)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(_SECOND)
    return (mixed >> np.uint64(64 - BITS)).astype(np.int32)
