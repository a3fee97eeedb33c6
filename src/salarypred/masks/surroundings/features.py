"""What the surroundings of masks look like, as hashed features of a linear model."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ...adverts.masks import MASK, Place, find_masks
from ..units import UnitWords, unit_words
from .glued import GLUED, gap_hash, glued_hashes
from .hashing import BITS, text_hash
from .hints import hints
from .links import mask_links
from .table import PAD, Gaps, dense_features
from .words import Words, title_hashes, tokens_around

_HINT_WEIGHT = 3.0  # a hint is worth more than a word under the same penalty
_CLOSE = 40  # characters between two masks across which the words beside the other one count


class Surroundings(NamedTuple):
    """What is known of the masks of many adverts.

    Attributes
    ----------
    places : list of n_adverts lists of Place
        The masks of each advert.
    X : csr_matrix of shape (n_masks, 2**20)
        Hashed features of all masks, those of an advert beside each other.
    links : list of n_masks tuples of str
        See :func:`~salarypred.masks.surroundings.links.mask_links`.
    words : list of n_masks UnitWords
    """

    places: list[list[Place]]
    X: sparse.csr_matrix
    links: list[tuple[str, ...]]
    words: list[UnitWords]


def surroundings(adverts: Iterable[tuple[str, str]]) -> Surroundings:
    """Read the surroundings of all masks of adverts, given as title and description.

    Words and shapes on either side, what lies between a mask and its neighbours, the nearest cue
    words, position, the words of the title, units that are named in the advert, and the hints of
    :mod:`~salarypred.masks.surroundings.hints`.
    """
    all_places: list[list[Place]] = []
    links: list[tuple[str, ...]] = []
    words: list[UnitWords] = []
    gaps = Gaps()
    tokens: list[list[str]] = []
    titles: list[str] = []
    of_advert: list[int] = []
    hint_columns: list[list[int]] = []
    unit_columns: list[list[int]] = []
    for title, description in adverts:
        places: list[Place] = []
        all_places.append(places)
        if MASK not in title and MASK not in description:
            continue
        own = unit_words(title, description)
        words += own
        links += mask_links(title, description)
        for field, text in (("title", title), ("description", description)):
            starts = find_masks(text)
            if starts:
                places += [Place(field, start) for start in starts]  # type: ignore[arg-type]
                tokens.append(tokens_around(text, starts))
                hint_columns += [
                    [_hint_column(name) for name in names] for names in hints(text, starts)
                ]
                _add_gaps(gaps, text, starts, is_title=field == "title")
        unit_columns += _unit_columns(own)
        of_advert += [len(titles)] * len(places)
        titles.append(title)
    X = _joined(
        *dense_features(Words.of(tokens, PAD), gaps, *title_hashes(titles), np.array(of_advert)),
        hint_columns,
        unit_columns,
    )
    return Surroundings(all_places, X, links, words)


def _add_gaps(gaps: Gaps, text: str, starts: Sequence[int], *, is_title: bool) -> None:
    """Note where the masks of a text stand and what is right at them and between them."""
    last = len(starts) - 1
    for number, start in enumerate(starts):
        end = start + len(MASK)
        gaps.glued.append(
            glued_hashes(text[max(0, start - GLUED) : start], text[end : end + GLUED])
        )
        gaps.share.append(start / len(text))
        if number < last:
            between = text[end : starts[number + 1]]
            gaps.after.append(gap_hash(between))
            gaps.close.append(len(between) <= _CLOSE)
        else:
            gaps.after.append(0)
            gaps.close.append(False)
    gaps.first += [True] + [False] * last
    gaps.last += [False] * last + [True]
    gaps.count += [len(starts)] * len(starts)
    gaps.title += [is_title] * len(starts)


def _unit_columns(words: Sequence[UnitWords]) -> list[list[int]]:
    """Hashed units that are named at each mask, at its neighbours and elsewhere in the advert."""
    counts: dict[str, int] = {}
    for said in words:
        if said.unit:
            counts[said.unit] = counts.get(said.unit, 0) + 1
    found = []
    for said in words:
        columns = list(_columns_of(said))
        if counts:
            columns += [
                _column(f"elsewhere={other}")
                for other, count in counts.items()
                if count > (other == said.unit)
            ]
        found.append(columns)
    return found


@lru_cache(maxsize=2_000)
def _columns_of(words: UnitWords) -> tuple[int, ...]:
    unit, form, later, earlier = words
    names = (f"unit={unit}", f"form={form}", f"later={later}", f"earlier={earlier}")
    return tuple(_column(name) for name in names)


@cache
def _hint_column(name: str) -> int:
    return _column(f"hint={name}")


def _column(name: str) -> int:
    return text_hash(name) >> (32 - BITS)


def _joined(
    columns: NDArray[np.int32],
    weights: NDArray[np.float32],
    hint_columns: Sequence[Sequence[int]],
    unit_columns: Sequence[Sequence[int]],
) -> sparse.csr_matrix:
    """All features of masks in one matrix: in each row the fixed ones, hints, then units."""
    n_rows, width = columns.shape
    n_hints = np.fromiter(map(len, hint_columns), np.int64, n_rows)
    n_units = np.fromiter(map(len, unit_columns), np.int64, n_rows)
    ends = np.cumsum(np.concatenate([[0], width + n_hints + n_units]))
    places = np.empty(ends[-1], dtype=np.int32)
    values = np.empty(ends[-1], dtype=np.float32)
    fixed = (ends[:-1, None] + np.arange(width)).ravel()
    places[fixed], values[fixed] = columns.ravel(), weights.ravel()
    for named, counts, last, weight in (
        (hint_columns, n_hints, ends[1:] - n_units, _HINT_WEIGHT),
        (unit_columns, n_units, ends[1:], 1.0),
    ):
        total = np.cumsum(counts)
        at = np.repeat(last - total, counts) + np.arange(total[-1] if n_rows else 0)
        places[at] = np.fromiter(chain.from_iterable(named), np.int32, len(at))
        values[at] = weight
    return sparse.csr_matrix((values, places, ends), shape=(n_rows, 2**BITS))


def split_rows(X: sparse.csr_matrix) -> list[tuple[NDArray[np.int32], NDArray[np.float32]]]:
    """Each row of a matrix of features: its columns and their weights."""
    pairs = zip(X.indptr, X.indptr[1:], strict=False)
    return [(X.indices[start:end], X.data[start:end]) for start, end in pairs]


def stacked_rows(
    rows: Sequence[tuple[NDArray[np.int32], NDArray[np.float32]]],
) -> sparse.csr_matrix:
    """The matrix of which ``split_rows`` gave these rows."""
    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    weights = np.concatenate([weights for _, weights in rows])
    return sparse.csr_matrix((weights, columns, ends), shape=(len(rows), 2**BITS))
