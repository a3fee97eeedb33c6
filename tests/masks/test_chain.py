"""The chain over the masks of an advert."""

from typing import Any

import numpy as np
import pytest

from salarypred.masks.chain import RoleChain
from salarypred.masks.surroundings.links import LINKS


def adverts(count: int, seed: int = 0) -> tuple[Any, list[tuple[str, ...]], Any]:
    """Pairs of masks with three roles: after role 0 follows 1, after 2 follows 2."""
    draw = np.random.default_rng(seed)
    first = draw.choice([0, 2], size=count)
    roles = np.column_stack([first, np.where(first == 0, 1, 2)]).ravel()
    proba = np.full((2 * count, 3), 0.05)
    proba[np.arange(2 * count), roles] = 0.9
    proba[1::2] = [0.1, 0.45, 0.45]  # the second of each pair cannot be told by itself
    links: list[tuple[str, ...]] = [names for _ in range(count) for names in ((), ("any", "range"))]
    return np.log(proba), links, roles


def test_neighbours_decide_what_a_mask_alone_cannot() -> None:
    log_proba, links, roles = adverts(200)
    chain = RoleChain(penalty=0.1).fit(log_proba, links, roles)
    other, its_links, truth = adverts(50, seed=1)
    assert (chain.predict(other, its_links) == truth).all()
    proba = chain.predict_proba(other, its_links)
    assert (proba.argmax(axis=1) == truth).all()
    assert proba.sum(axis=1) == pytest.approx(1.0)


def test_marginals_are_those_of_all_ways() -> None:
    log_proba, links, roles = adverts(30)
    chain = RoleChain().fit(log_proba, links, roles)
    unary = chain.trust_ * log_proba[:2] + chain.bias_
    step = sum(chain.transitions_[LINKS.index(name)] for name in links[1])
    scores = np.exp(unary[0][:, None] + step + unary[1][None, :])
    expected = np.array([scores.sum(axis=1), scores.sum(axis=0)]) / scores.sum()
    assert chain.predict_proba(log_proba[:2], links[:2]) == pytest.approx(expected)


def test_without_links_nothing_changes() -> None:
    log_proba, _, _ = adverts(5)
    chain = RoleChain().neutral(3)
    assert chain.predict_proba(log_proba, [()] * 10) == pytest.approx(np.exp(log_proba))
