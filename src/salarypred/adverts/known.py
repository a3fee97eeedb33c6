"""Which adverts a model was trained on, kept as bits that name no advert and no pay."""

import math
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..state import State
from .table import Adverts

#: Bits of the filter for each key, and how many of them a key sets: of keys that were never added
#: (1 - exp(-4 / 12)) ** 4 = 0.6% seem to be there.
_BITS_PER_KEY, _BITS_SET = 12, 4
#: Characters of a description that count, and the fewest with which it can tell an advert.
_BEGINNING, _LEAST_TEXT = 200, 80


class KnownAdverts:
    """Remembers adverts in a Bloom filter, whatever their ids are.

    A model that is built upon another must know which of its adverts the other has learned from:
    estimates of those are better than estimates of new adverts. An advert is remembered under up to
    three keys: title, employer and place; title and employer; title and the beginning of the
    description. It is told by the narrowest that it has. A near copy (the same title, employer and
    place) is taken for the same advert, about 4% of the adverts of a job board have one in the rest
    of it. 0.6% of other keys seem to be there by chance, so about 1% of other adverts, of which two
    are looked up (B. H. Bloom, "Space/time trade-offs in hash coding with allowable errors", 1970).
    Pay is in no key: the filter cannot be asked for it.

    Attributes
    ----------
    bits_ : ndarray of uint8
        The filter, 12 bits a key.

    Examples
    --------
    >>> from salarypred.adverts.table import to_adverts
    >>> rows = pd.DataFrame({"title": ["Nurse", "Chef"], "company": ["A", "B"]})
    >>> known = KnownAdverts().fit(to_adverts(rows))
    >>> known.contains(to_adverts(rows.assign(company=["A", "C"]))).tolist()
    [True, False]
    """

    def fit(self, adverts: Adverts) -> Self:
        """Remember these adverts."""
        keys = np.unique(np.concatenate([key for key in _keys(adverts).values()]))
        keys = keys[keys != 0]
        self.bits_ = np.zeros(max(1, math.ceil(len(keys) * _BITS_PER_KEY / 8)), dtype=np.uint8)
        for place in self._places(keys):
            np.bitwise_or.at(self.bits_, place >> 3, _bit(place))
        return self

    def contains(self, adverts: Adverts) -> NDArray[np.bool_]:
        """Whether each advert was remembered, shape (n,).

        Of an advert without employer, place and text nothing can be told: False.
        """
        keys = _keys(adverts)
        # A place of signs alone ("***") is none: such adverts are told by their employer.
        told = np.where(keys["place"] != 0, keys["place"], keys["employer"])
        return self._has(told) | self._has(keys["text"])

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`."""
        return {"bits": self.bits_}

    @classmethod
    def from_state(cls, state: State) -> Self:
        """Build from what :meth:`to_state` gave."""
        result = cls()
        result.bits_ = state.array("bits", "uint8", None)
        if not len(result.bits_):
            raise state.refuse("has no bits")
        return result

    def _has(self, keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
        found = keys != 0
        for place in self._places(keys):
            found &= (self.bits_[place >> 3] & _bit(place)) != 0
        return found

    def _places(self, keys: NDArray[np.uint64]) -> list[NDArray[np.int64]]:
        """Bits of each key: two halves of its hash make as many hashes as are wanted.

        A. Kirsch and M. Mitzenmacher, "Less hashing, same performance" (2006).
        """
        first, second = keys & np.uint64(0xFFFFFFFF), keys >> np.uint64(32)
        n_bits = np.uint64(8 * len(self.bits_))
        return [
            ((first + np.uint64(number) * (second | np.uint64(1))) % n_bits).astype(np.int64)
            for number in range(_BITS_SET)
        ]


def _bit(places: NDArray[np.int64]) -> NDArray[np.uint8]:
    return (np.uint8(1) << (places & 7).astype(np.uint8)).astype(np.uint8)


def _keys(adverts: Adverts) -> dict[str, NDArray[np.uint64]]:
    """64-bit hash of each advert's keys, 0 where it has no such key."""
    title, company, place = (_plain(adverts[name]) for name in ("title", "company", "location"))
    text = _plain(adverts["description"].str.slice(stop=3 * _BEGINNING)).str.slice(stop=_BEGINNING)
    long = (text.str.len() >= _LEAST_TEXT).to_numpy()
    employer = (title + "|" + company).where(company != "", "")
    keys = {
        "place": (title + "|" + company + "|" + place).where(place != "", ""),
        "employer": employer,
        "text": (title + "||" + text).where(long, ""),
    }
    return {name: _hashed(values) for name, values in keys.items()}


def _plain(texts: "pd.Series[str]") -> "pd.Series[str]":
    """Lower case, letters and digits alone: spaces, dashes and masks differ between copies."""
    plain = texts.str.lower().str.replace(r"[\W_]+", " ", regex=True)
    return plain.str.strip()


def _hashed(values: "pd.Series[str]") -> NDArray[np.uint64]:
    found = pd.util.hash_array(values.to_numpy(dtype=object), categorize=True)
    return np.where((values == "").to_numpy(), np.uint64(0), found)
