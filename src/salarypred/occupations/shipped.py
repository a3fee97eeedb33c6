"""The classifier that comes with the package, applied to a table of adverts."""

import hashlib
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..resources import resource
from .classifier import Adverts, OccupationClassifier, ReadAdvert, read_adverts
from .from_text import with_text
from .official import NO_CODE, unit_groups
from .saved import load
from .titles import Title

#: If "no occupation" is more probable than this, none is given.
_CANNOT_TELL = 0.5
#: Nor if the most probable occupation has no more than this.
_TOO_LITTLE = 0.1
#: Below this probability an answer comes with a warning.
_WEAK = 0.3

_EMPTY = Title((), ())
#: Adverts of a table that are kept, 3 KB each.
_MOST_REMEMBERED = 10_000

NO_TITLE = "no title to tell the occupation from"
NO_OCCUPATION = "the title names no occupation"
WEAK = "the title tells the occupation only roughly"


@cache
def shipped_classifier() -> OccupationClassifier:
    """Return the trained classifier of the package; it is read once."""
    return load(resource("occupations", "model"))


class Different(NamedTuple):
    """Probabilities of the different adverts of a table of n adverts."""

    rows: NDArray[np.intp]  # (n,), place of each advert among the different ones
    proba: NDArray[np.float64]  # (n_different, n_codes)


class _Remembered:
    """Probabilities of the adverts of the last table.

    An advert is asked about twice, for its features and for the answer, and titles repeat.
    """

    def __init__(self) -> None:
        self._last: tuple[dict[ReadAdvert, int], NDArray[np.float64]] = ({}, np.empty((0, 0)))

    def ask(self, model: OccupationClassifier, adverts: list[ReadAdvert]) -> Different:
        """Probability of each occupation code for adverts that were read."""
        places: dict[ReadAdvert, int] = {}
        rows = np.array([places.setdefault(one, len(places)) for one in adverts], dtype=np.intp)
        before, known = self._last
        old = [one for one in places if one in before]
        new = [one for one in places if one not in before]
        if old:
            table = np.empty((len(places), known.shape[1]))
            table[[places[one] for one in old]] = known[[before[one] for one in old]]
            if new:
                table[[places[one] for one in new]] = _probabilities(model, new)
        else:
            table = _probabilities(model, new)
        if len(places) <= _MOST_REMEMBERED:
            self._last = places, table
        return Different(rows, table)


def _probabilities(model: OccupationClassifier, adverts: list[ReadAdvert]) -> NDArray[np.float64]:
    """Probability of each occupation code, 0 where there is nothing to tell it from."""
    # `take` keeps each row together, as those who read row by row need it.
    codes = np.flatnonzero(model.classes_ != NO_CODE)
    proba = np.take(model.predict_proba_read(adverts), codes, axis=1)
    proba[np.array([title == _EMPTY for title, _ in adverts], dtype=bool)] = 0
    return proba


@cache
def _remembered() -> _Remembered:
    return _Remembered()


def occupation_codes() -> NDArray[np.str_]:
    """Return the codes that the columns of :func:`occupation_probabilities` stand for."""
    classes = shipped_classifier().classes_
    return classes[classes != NO_CODE]


def occupation_probabilities(adverts: Adverts) -> NDArray[np.float64]:
    """Probability of each of :func:`occupation_codes` for adverts, shape (n, n_codes).

    A row adds up to less than 1: the rest is the probability that nothing can be told. It is all 0
    if neither a title nor a text names an occupation. For estimators that use the occupation as
    input.

    Parameters
    ----------
    adverts
        As in :func:`code_adverts`.
    """
    rows, proba = different_probabilities(adverts)
    return proba[rows]


def different_probabilities(adverts: Adverts) -> Different:
    """Return what :func:`occupation_probabilities` does, once for adverts that read alike."""
    model = shipped_classifier()
    read = read_adverts(adverts)
    rows, proba = _remembered().ask(model, read)
    if isinstance(adverts, pd.DataFrame) and "description" in adverts:
        texts = adverts["description"].tolist()
        weak = proba.max(axis=1, initial=0) < _WEAK
        asked = {
            row: (title, read[row][1])
            for row in np.flatnonzero(weak[rows])
            if isinstance(texts[row], str) and (title := with_text(read[row][0], texts[row]))
        }
        if asked:
            told = model.predict_proba_read(list(asked.values()))[:, model.classes_ != NO_CODE]
            rows[list(asked)] = len(proba) + np.arange(len(asked))
            proba = np.concatenate([proba, told])
    return Different(rows, proba)


def code_adverts(adverts: Adverts, n_next: int = 0) -> pd.DataFrame:
    """Code adverts or titles.

    Parameters
    ----------
    adverts
        Table with ``title`` and optionally ``category``, ``company``, ``location`` and
        ``description``, which is looked at where the title says little; or titles.
    n_next : int
        Number of further codes to give, the most probable first.

    Returns
    -------
    DataFrame
        With the index of `adverts` and the columns ``occupation_code`` (four digits, "" where
        nothing can be told), ``occupation`` (its name), ``occupation_probability`` (NaN where
        there is no code), ``occupation_reason`` (why there is no code, or why it is weak, else
        ""), and for each further code ``occupation_code_2``, ``occupation_2``,
        ``occupation_probability_2``, …

    Examples
    --------
    >>> code_adverts(["Staff Nurse (RGN)", "Great opportunity!"])["occupation_code"].tolist()
    ['2237', '']
    """
    rows, proba = different_probabilities(adverts)
    index = adverts.index if isinstance(adverts, pd.DataFrame | pd.Series) else None
    codes = np.append(occupation_codes(), "").astype(object)
    names = np.array([unit_groups().get(code, "") for code in codes], dtype=object)
    if n_next:
        best = np.argsort(-proba, axis=1, kind="stable")[:, : 1 + n_next]
    else:
        best = proba.argmax(axis=1)[:, None]
    chosen = np.take_along_axis(proba, best, axis=1)
    total = proba.sum(axis=1)
    known = (total > 1 - _CANNOT_TELL) & (chosen[:, 0] > _TOO_LITTLE)
    best = np.where(known[:, None], best, len(codes) - 1)[rows]
    chosen = np.where(known[:, None], chosen, np.nan)[rows]
    known = known[rows]
    titles = adverts["title"].tolist() if isinstance(adverts, pd.DataFrame) else adverts
    blank = np.array([not isinstance(one, str) or not one.strip() for one in titles], dtype=bool)
    reasons = np.select(
        [known & (chosen[:, 0] >= _WEAK), known, blank], ["", WEAK, NO_TITLE], NO_OCCUPATION
    )
    columns = {
        "occupation_code": codes[best[:, 0]],
        "occupation": names[best[:, 0]],
        "occupation_probability": chosen[:, 0],
        "occupation_reason": reasons.astype(object),
    }
    for number in range(1, 1 + n_next):
        columns[f"occupation_code_{number + 1}"] = codes[best[:, number]]
        columns[f"occupation_{number + 1}"] = names[best[:, number]]
        columns[f"occupation_probability_{number + 1}"] = chosen[:, number]
    return pd.DataFrame(columns, index=index)


@cache
def classifier_checksum() -> str:
    """SHA-256 of the trained classifier: models built upon its answers need this very one."""
    digest = hashlib.sha256()
    for name in ("model.json", "weights.npz"):
        digest.update(resource("occupations", "model", name).read_bytes())
    return digest.hexdigest()
