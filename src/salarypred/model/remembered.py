"""Answers that one process has given already: in a large table the same title comes again."""

from collections.abc import Callable

import numpy as np

from ..adverts.repeats import NAME
from ..adverts.table import Adverts
from .answers import Answers

#: Different adverts from which on what was answered is forgotten, about 1 KB each.
_MOST = 40_000
#: Characters of an advert, on average, up to which adverts are remembered.
_LONGEST = 300


class RememberedAnswers:
    """Answers adverts that came before from memory.

    Only where they are short and have no text: others hardly ever come again. What is asked beside
    the adverts (the level, the quantiles) must be the same each time.

    Parameters
    ----------
    most : int
        Different adverts from which on all are forgotten.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._places: dict[tuple[str, ...], int] = {}
        self._answers: Answers | None = None

    def answers(self, adverts: Adverts, answer: Callable[[Adverts], Answers]) -> Answers:
        """Answers to adverts, of which a function is asked those that are new."""
        characters = sum(int(adverts[name].str.len().sum()) for name in adverts)
        if characters > _LONGEST * len(adverts) or (adverts["description"] != "").any():
            return answer(adverts)
        if len(self._places) > self._most:
            self._places, self._answers = {}, None
        columns = [adverts[name].tolist() for name in adverts.columns.drop(NAME)]
        keys = list(zip(*columns, strict=True))
        new: dict[tuple[str, ...], int] = {}
        for row, key in enumerate(keys):
            if key not in self._places:
                new.setdefault(key, row)
        known = self._answers
        if known is None or new:
            given = answer(Adverts(adverts.iloc[list(new.values())]))
            known = self._answers = given if known is None else known.and_those(given)
            self._places |= {key: len(self._places) + row for row, key in enumerate(new)}
        rows = np.array([self._places[key] for key in keys], dtype=np.intp)
        return known.of_repeated(adverts, rows)
