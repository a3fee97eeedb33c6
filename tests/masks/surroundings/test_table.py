"""Hashed features of all masks at once."""

import numpy as np

from salarypred.adverts.masks import MASK
from salarypred.masks.surroundings.hashing import BITS
from salarypred.masks.surroundings.table import PAD, Gaps, dense_features
from salarypred.masks.surroundings.words import Words, title_hashes

TEXTS = [["Salary", "of", MASK, "a", "year"], ["call", MASK]]


def gaps(n: int) -> Gaps:
    return Gaps(
        glued=[(0,) * 6] * n,
        share=[0.5] * n,
        after=[0] * n,
        close=[False] * n,
        first=[True] * n,
        last=[True] * n,
        count=[1] * n,
        title=[False] * n,
    )


def features(texts: list[list[str]]) -> tuple[np.ndarray, np.ndarray]:
    titles, there = title_hashes(["Cook"] * len(texts))
    words = Words.of(texts, between=PAD)
    return dense_features(words, gaps(len(texts)), titles, there, np.arange(len(texts)))


def test_a_mask_has_the_same_features_beside_others_as_alone() -> None:
    columns, weights = features(TEXTS)
    assert columns.shape == weights.shape
    for row, text in enumerate(TEXTS):
        own, own_weights = features([text])
        assert weights[row].tolist() == own_weights[0].tolist()
        counts = weights[row] != 0
        assert columns[row][counts].tolist() == own[0][counts].tolist()


def test_features_fit_the_hashes() -> None:
    columns, _ = features(TEXTS)
    assert 0 <= columns.min() <= columns.max() < 2**BITS


def test_other_words_are_other_features() -> None:
    salary, wage = (features([[word, "of", MASK]])[0][0] for word in ("Salary", "Level"))
    assert (salary != wage).any()


def test_without_masks_there_are_none() -> None:
    titles, there = title_hashes([])
    nothing = dense_features(
        Words.of([], between=PAD), Gaps(), titles, there, np.empty(0, dtype=np.int64)
    )
    assert [part.size for part in nothing] == [0, 0]
