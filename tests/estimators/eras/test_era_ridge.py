import numpy as np
from scipy import sparse
from sklearn.utils.estimator_checks import parametrize_with_checks

from salarypred.estimators.eras.era_ridge import EraRidge

#: Words and weights are kept in single precision; the checks want nine digits.
_SINGLE = "estimates agree in six digits, not nine"


def in_single_precision(estimator: EraRidge) -> dict[str, str]:
    kinds = ("dense", "sparse")
    return {f"check_sample_weight_equivalence_on_{kind}_data": _SINGLE for kind in kinds}


@parametrize_with_checks([EraRidge()], expected_failed_checks=in_single_precision)
def test_keeps_scikit_learns_rules(estimator, check) -> None:
    check(estimator)


def adverts(n: int = 400) -> tuple[sparse.csr_matrix, np.ndarray]:
    """One word that counts twice as much in the later era, another that counts alike."""
    rng = np.random.default_rng(0)
    words = (rng.random((n, 2)) < 0.5).astype(np.float32)
    later = np.arange(n) % 2
    y = words[:, 0] * (1 + later) + words[:, 1]
    X = np.column_stack([words, 1 - later, later]).astype(np.float32)
    return sparse.csr_matrix(X), y


def test_a_word_may_count_differently_in_a_later_era() -> None:
    X, y = adverts()
    error = np.abs(EraRidge(n_eras=2, alpha=0.1).fit(X, y).predict(X) - y).mean()
    plain = np.abs(EraRidge(n_eras=0, alpha=0.1).fit(X, y).predict(X) - y).mean()
    assert error < 0.02
    assert plain > 0.1


def test_a_word_that_is_rare_in_an_era_gets_no_weight_of_its_own_there() -> None:
    X, y = adverts(30)
    model = EraRidge(n_eras=2, min_count=12).fit(X, y)
    later = X[X[:, 3].toarray()[:, 0] == 1]
    counts = np.bincount(later.indices, minlength=4)
    assert model.columns_[0].tolist() == np.flatnonzero(counts >= 12).tolist()
