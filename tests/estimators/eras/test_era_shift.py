import numpy as np
import pytest
from scipy import sparse

from salarypred.estimators.eras.era_shift import EraShift


def adverts(n_later: int = 300) -> tuple[sparse.csr_matrix, np.ndarray, np.ndarray, np.ndarray]:
    """3,000 early adverts of two jobs, and later ones nine tenths of which are of the second.

    Pay of the first job has moved by -0.2, that of the second by +0.1.
    """
    rng = np.random.default_rng(0)
    job = np.concatenate([rng.integers(0, 2, 3000), rng.random(n_later) < 0.9]).astype(int)
    later = np.repeat([0, 1], [3000, n_later])
    X = sparse.csr_matrix(np.eye(2, dtype=np.float32)[job])
    y = np.array([4.0, 4.5])[job] + later * np.array([-0.2, 0.1])[job]
    y = y + rng.normal(0, 0.01, len(y))
    return X, y, np.eye(2)[later], job + 1


def test_titles_count_as_often_as_in_the_main_era() -> None:
    shift = EraShift(alpha=0.01).fit(*adverts()).shift_
    assert shift[0] == 0
    # Half of the early adverts are of either job: the median lies between both shifts, and the
    # second job does not decide it by its number.
    assert -0.22 < shift[1] < 0.12
    X, y, era, job = adverts()
    rows = (job == 1) | (era[:, 0] == 1)  # the first job alone is left in the later era
    assert EraShift(alpha=0.01, min_count=10).fit(X[rows], y[rows], era[rows], job[rows]).shift_[
        1
    ] == pytest.approx(-0.2, abs=0.03)


def test_one_job_in_many_does_not_decide() -> None:
    X, y, era, job = adverts()
    early = era[:, 0] == 1
    # Of the early adverts nineteen in twenty are of the first job: so its shift is the usual one.
    rows = ~early | (job == 1) | (np.arange(len(y)) % 20 == 0)
    shift = EraShift(alpha=0.01).fit(X[rows], y[rows], era[rows], job[rows]).shift_
    plain = np.median((y - np.array([4.0, 4.5])[job - 1])[~early])
    assert plain == pytest.approx(0.1, abs=0.02)
    assert shift[1] == pytest.approx(-0.2, abs=0.03)


def test_an_era_of_few_or_unknown_titles_has_no_shift() -> None:
    X, y, era, job = adverts(n_later=60)
    assert EraShift().fit(X, y, era, job).shift_.tolist() == [0, 0]
    X, y, era, job = adverts()
    unknown = np.where(era[:, 1] == 1, 99, job)
    assert EraShift().fit(X, y, era, unknown).shift_.tolist() == [0, 0]
    missing = np.zeros(len(y), dtype=int)
    assert EraShift().fit(X, y, era, missing).shift_.tolist() == [0, 0]


def test_adverts_between_two_eras_have_a_mixture() -> None:
    fitted = EraShift(alpha=0.01).fit(*adverts())
    assert fitted.transform([[0.5, 0.5]])[0] == pytest.approx(fitted.shift_[1] / 2)


def test_weights_say_whose_change_counts() -> None:
    X, y, era, job = adverts()
    plain = EraShift(alpha=0.01).fit(X, y, era, job).shift_
    assert EraShift(alpha=0.01).fit(X, y, era, job, np.full(len(y), 3.0)).shift_.tolist() == list(
        plain
    )
    for first, shift in ((1.0, -0.2), (0.001, 0.1)):
        weight = np.where(job == 1, first, 1.001 - first)
        found = EraShift(alpha=0.01).fit(X, y, era, job, weight).shift_[1]
        assert found == pytest.approx(shift, abs=0.03)
