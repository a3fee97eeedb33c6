"""Figures that say how good estimates are; every one in a README comes from here."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, r2_score


def salary_metrics(true: ArrayLike, predicted: ArrayLike) -> dict[str, float]:
    """Errors of pay estimates.

    Parameters
    ----------
    true, predicted : array-like of shape (n,)
        £ a year.

    Returns
    -------
    dict
        ``n``, ``mae`` and ``median_ae`` (£ a year), ``mape`` (per cent), ``r2_log`` (R² on log
        pay).

    Examples
    --------
    >>> salary_metrics([20_000, 40_000], [22_000, 40_000])["mae"]
    1000.0
    """
    t, p = np.asarray(true, dtype=float), np.asarray(predicted, dtype=float)
    error = np.abs(p - t)
    return {
        "n": len(t),
        "mae": round(float(error.mean()), 1),
        "median_ae": round(float(np.median(error)), 1),
        "mape": round(float(100 * (error / t).mean()), 2),
        "r2_log": round(float(r2_score(np.log(t), np.log(p))), 4) if len(t) > 1 else float("nan"),
    }


def calibration_error(correct: ArrayLike, probability: ArrayLike, n_bins: int = 15) -> float:
    """Expected calibration error of the most probable class, with bins of equal width.

    Source: C. Guo et al., "On Calibration of Modern Neural Networks" (2017), equation 3.
    """
    hit, p = np.asarray(correct, dtype=float), np.asarray(probability, dtype=float)
    bins = np.minimum((p * n_bins).astype(int), n_bins - 1)
    gap = np.bincount(bins, weights=hit - p, minlength=n_bins)
    return float(np.abs(gap).sum() / len(p))


def category_metrics(
    true: ArrayLike, proba: NDArray[Any], classes: NDArray[Any]
) -> dict[str, float]:
    """Accuracy, macro-F1, log-loss and expected calibration error of class probabilities."""
    t = np.asarray(true, dtype=object)
    best = classes[proba.argmax(axis=1)]
    place = {name: index for index, name in enumerate(classes)}
    own = proba[np.arange(len(t)), [place[name] for name in t]]
    return {
        "n": len(t),
        "accuracy": round(float(accuracy_score(list(t), list(best))), 4),
        "macro_f1": round(float(f1_score(list(t), list(best), average="macro")), 4),
        "log_loss": round(float(-np.log(own.clip(1e-15)).mean()), 4),
        "calibration_error": round(calibration_error(best == t, proba.max(axis=1)), 4),
    }


def confusion_table(true: ArrayLike, predicted: ArrayLike, classes: NDArray[Any]) -> pd.DataFrame:
    """Number of adverts of each category (rows) that were put into each category (columns)."""
    counts = confusion_matrix(list(np.asarray(true)), list(np.asarray(predicted)), labels=classes)
    return pd.DataFrame(counts, index=classes, columns=classes)
