"""What comparable adverts paid: quartiles by title group, region and years."""

import math
from collections import Counter
from typing import NamedTuple, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from ..adverts.columns import CANONICAL
from ..adverts.months import FIRST_YEAR, month_name, months_posted, years
from ..adverts.table import Adverts, require_table, to_adverts
from ..features.advert_input import AdvertInput
from ..pay.earnings import log_earnings
from ..state import State
from ..text.clean import personal_names
from ..text.lexicon import REGIONS
from ..text.regions import region_of
from ..text.titles import Title, is_vague, joined, read_titles

ANY = "any"
_PLACES = (ANY, *REGIONS)
# Years of one era; they begin in 2011, 2015, 2019 and so on: pay of further apart is not alike.
_ERA_YEARS, _FIRST_YEAR, _N_ERAS = 4, 1971, 64
_MOST = 4  # cohorts of one advert
_MOST_OF_ERA = 2


class Cohort(NamedTuple):
    """Adverts alike in title, region and years, and what they paid."""

    title_group: str
    region: str  # one of `salarypred.text.lexicon.REGIONS`, or "any"
    n: int  # adverts
    quartile_1: float  # £ a year, in the money of those years
    median: float
    quartile_3: float
    first_year: int
    last_year: int
    month: str = ""  # YYYY-MM, of the money of the figures that follow
    month_quartile_1: float = math.nan  # carried there along average earnings
    month_median: float = math.nan
    month_quartile_3: float = math.nan


class CohortTable(AdvertInput, BaseEstimator):
    """Quartiles of pay by title group and region, each for adverts of the same four years.

    Title groups are the words of the title that name the job, with its rank ("senior data
    engineer"), and the job names in it ("senior engineer"). The years are 2011 to 2014, 2015 to
    2018 and so on. Nothing of fewer than `min_count` adverts is kept: no quartiles, no word of a
    title; nor is a first name.

    Parameters
    ----------
    min_count : int, default=10
        Fewest different adverts with pay behind a cohort.

    Attributes
    ----------
    vocabulary_ : frozenset of str
        Words that occur in the titles of enough adverts.
    groups_ : dict of str to int
        Number of each title group.
    keys_ : ndarray of int64
        Title group, region and era of each cohort as one number, ascending.
    quartiles_ : ndarray of shape (n_cohorts, 3), float32
        £ a year.
    counts_ : ndarray of int32
    years_ : ndarray of shape (n_cohorts, 2), int16
        First and last.

    Examples
    --------
    >>> rows = pd.DataFrame({"title": ["Sous Chef"], "location": ["Leeds"], "posted": "2026-04"})
    >>> table = CohortTable(min_count=1).fit(rows, [24000], [2013.5])
    >>> table.lookup(rows)[0][0]
    Cohort(title_group='sous chef', region='Yorkshire and the Humber', n=1, quartile_1=24000.0, \
median=24000.0, quartile_3=24000.0, first_year=2013, last_year=2013, month='2026-04', \
month_quartile_1=38751.0, month_median=38751.0, month_quartile_3=38751.0)
    """

    def __init__(self, *, min_count: int = 10) -> None:
        self.min_count = min_count

    def fit(self, adverts: pd.DataFrame, y: ArrayLike, year: ArrayLike | None = None) -> Self:
        """Collect the cohorts.

        Parameters
        ----------
        adverts : DataFrame of n adverts
            Of adverts that are alike in text, employer, place, pay and year one counts.
        y : array-like of shape (n,)
            Pay, £ a year, NaN = unknown.
        year : array-like of shape (n,), optional
            When each was posted, 2013.04 for instance; NaN = unknown. Adverts whose pay or year is
            unknown, and those of jobs abroad, are left out. Default: that of ``posted``, undated
            adverts are of this year.

        Raises
        ------
        InputError
            If ``adverts`` is no table with a title or description.
        ValueError
            If ``y`` or ``year`` is of another length.
        """
        self._remember_columns(adverts)
        adverts = _as_read(adverts)
        money = np.asarray(y, dtype=np.float64)
        when = years(months_posted(adverts["posted"])) if year is None else np.asarray(year, float)
        for name, values in {"y": money, "year": when}.items():
            if values.shape != (len(adverts),):
                raise ValueError(f"{name} has shape {values.shape}; expected ({len(adverts)},)")
        kept = np.isfinite(money) & (money > 0) & (when >= _FIRST_YEAR)
        kept &= when < _FIRST_YEAR + _ERA_YEARS * _N_ERAS
        texts = adverts[["title", "description", "company", "location"]]
        same = texts.assign(pay=money, year=when).set_axis(range(len(money)))
        kept &= ~same[kept].duplicated().reindex(same.index, fill_value=False).to_numpy()
        adverts, money, when = Adverts(adverts[kept]), money[kept], when[kept]
        codes, titles = adverts["title"].factorize()
        read = list(read_titles(titles))
        counts: Counter[str] = Counter()
        for title, rows in zip(read, np.bincount(codes, minlength=len(read)), strict=True):
            for word in {*title.words, *" ".join(title.names).split()}:
                counts[word] += int(rows)
        people = personal_names()
        self.vocabulary_ = frozenset(
            word for word, n in counts.items() if n >= self.min_count and word not in people
        )
        numbers: dict[str, int] = {}
        of_titles = [
            [numbers.setdefault(group, len(numbers)) for group in self._groups(title)]
            for title in read
        ]
        region = self._regions(adverts, np.array([title.region for title in read] or [""])[codes])
        self._collect(codes, of_titles, region, money, when)
        self._keep_groups(list(numbers))
        return self

    def lookup(self, adverts: pd.DataFrame) -> list[list[Cohort]]:
        """Cohorts of each advert, at most four, the most specific title group first.

        Of one title group the advert's region comes before "any", and newer years before older.
        No more than two cohorts are of the same years, so that newer adverts of a wider group
        show beside many old ones; groups such as "manager" only serve where no other is known.
        Pay is given as it was, and carried along average earnings from the middle of the cohort's
        years to the advert's month.

        Parameters
        ----------
        adverts : DataFrame of n adverts
            The columns ``title``, ``location`` and ``posted`` are read.
        """
        check_is_fitted(self)
        adverts = _as_read(adverts)
        read = list(read_titles(adverts["title"]))
        regions = self._regions(adverts, np.array([title.region for title in read] or [""]))
        found = [self._of_advert(*pair) for pair in zip(read, regions.tolist(), strict=True)]
        months = months_posted(adverts["posted"]).tolist()
        return [
            [_in_money_of(month, cohort) for cohort in cohorts]
            for month, cohorts in zip(months, found, strict=True)
        ]

    def to_state(self) -> dict[str, object]:
        """Arrays and values, see :mod:`salarypred.state`."""
        return {
            "min_count": self.min_count,
            "words": sorted(self.vocabulary_),
            "groups": list(self.groups_),
            "keys": self.keys_,
            "quartiles": self.quartiles_,
            "counts": self.counts_,
            "years": self.years_,
        }

    @classmethod
    def from_state(cls, state: State) -> Self:
        """Build from what :meth:`to_state` gave."""
        result = cls(min_count=state.whole("min_count"))
        result.vocabulary_ = frozenset(state.texts("words"))
        groups = state.texts("groups")
        result.groups_ = {group: number for number, group in enumerate(groups)}
        most = len(groups) * len(_PLACES) * _N_ERAS
        result.keys_ = state.array("keys", "int64", None, least=0, below=max(most, 1))
        n = len(result.keys_)
        result.quartiles_ = state.array("quartiles", "float32", n, 3)
        result.counts_ = state.array("counts", "int32", n, least=1)
        result.years_ = state.array("years", "int16", n, 2)
        return result

    def _groups(self, title: Title) -> list[str]:
        """Title groups, the most specific first."""
        known = self.vocabulary_
        names = [name for name in title.names if known.issuperset(name.split())]
        groups = [joined(word for word in title.words if word in known), *names]
        return [group for group in dict.fromkeys(groups) if group]

    def _regions(self, adverts: Adverts, of_titles: NDArray[np.str_]) -> NDArray[np.intp]:
        """Position in `_PLACES` of each advert's region: of its location, else of its title."""
        codes, places = adverts["location"].factorize()
        named = np.array([region_of(place) for place in places] or [""])[codes]
        number = {place: i for i, place in enumerate(_PLACES)} | {"": 0}
        best = np.where(named == "", of_titles, named)
        return np.array([number[place] for place in best], dtype=np.intp)

    def _collect(
        self,
        codes: NDArray[np.intp],
        of_titles: list[list[int]],
        region: NDArray[np.intp],
        pay: NDArray[np.float64],
        year: NDArray[np.float64],
    ) -> None:
        """Sort pay by cohort and take the quartiles of those that are large enough."""
        at_home = np.flatnonzero(region != _PLACES.index("Abroad"))
        lengths = np.array([len(groups) for groups in of_titles], dtype=np.intp)
        starts = np.cumsum(lengths) - lengths
        flat = np.array([number for groups in of_titles for number in groups], dtype=np.int64)
        sizes = lengths[codes[at_home]]
        rows = np.repeat(at_home, sizes)
        within = np.arange(len(rows)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        group = flat[starts[codes[rows]] + within]
        era = (year[rows] - _FIRST_YEAR).astype(np.int64) // _ERA_YEARS
        keys = np.concatenate(
            [_key(group, region[rows], era)[region[rows] > 0], _key(group, 0, era)]
        )
        rows = np.concatenate([rows[region[rows] > 0], rows])
        order = np.lexsort((pay[rows], keys))
        unique, first, n = np.unique(keys[order], return_index=True, return_counts=True)
        ordered, years = pay[rows][order], year[rows][order].astype(np.int16)
        large = n >= self.min_count
        quartiles = []
        for share in (0.25, 0.5, 0.75):
            place = share * (n - 1)
            low = first + place.astype(np.intp)
            high = np.minimum(low + 1, first + n - 1)
            part = place % 1
            quartiles.append((1 - part) * ordered[low] + part * ordered[high])
        self.keys_ = unique[large]
        self.quartiles_ = np.column_stack(quartiles)[large].round().astype(np.float32)
        self.counts_ = n[large].astype(np.int32)
        spans = [
            f.reduceat(years, first) if len(first) else years for f in (np.minimum, np.maximum)
        ]
        self.years_ = np.column_stack(spans)[large]

    def _keep_groups(self, names: list[str]) -> None:
        """Number anew the title groups that have a cohort; forget the names of the others."""
        old, new = np.unique(self.keys_ // (len(_PLACES) * _N_ERAS), return_inverse=True)
        rest = self.keys_ % (len(_PLACES) * _N_ERAS)
        self.keys_ = new * (len(_PLACES) * _N_ERAS) + rest
        self.groups_ = {names[number]: i for i, number in enumerate(old.tolist())}

    def _of_advert(self, title: Title, region: int) -> list[Cohort]:
        if _PLACES[region] == "Abroad":
            return []
        groups = [group for group in self._groups(title) if group in self.groups_]
        precise = [group for group in groups if not is_vague(group)]
        found: list[Cohort] = []
        of_era: Counter[int] = Counter()
        for group in precise or groups:
            for place in dict.fromkeys((region, 0)):
                base = int(_key(np.int64(self.groups_[group]), place, np.int64(0)))
                low, high = np.searchsorted(self.keys_, (base, base + _N_ERAS))
                for i in reversed(range(low, high)):
                    era = int(self.keys_[i]) - base
                    of_era[era] += 1
                    if of_era[era] <= _MOST_OF_ERA and len(found) < _MOST:
                        found.append(self._cohort(i, group, place))
        return found

    def _cohort(self, i: int, group: str, place: int) -> Cohort:
        pay, years = self.quartiles_[i].tolist(), self.years_[i].tolist()
        return Cohort(group, _PLACES[place], int(self.counts_[i]), *pay, *years)


def _as_read(adverts: pd.DataFrame) -> Adverts:
    """A table under the project's names; one that has been read is taken as it is."""
    require_table(adverts)
    return Adverts(adverts) if set(CANONICAL) <= set(adverts.columns) else to_adverts(adverts)


def _in_money_of(month: int, cohort: Cohort) -> Cohort:
    """The cohort with its pay carried along average earnings."""
    middle = 12 * (cohort.first_year + cohort.last_year + 1 - 2 * FIRST_YEAR) // 2
    then, now = log_earnings(np.array([max(middle, 0), month]))
    carried = [
        float(round(pay * math.exp(now - then)))
        for pay in (cohort.quartile_1, cohort.median, cohort.quartile_3)
    ]
    return Cohort(*cohort[:8], month_name(month), *carried)


def _key(
    group: NDArray[np.int64] | np.int64,
    place: NDArray[np.intp] | int,
    era: NDArray[np.int64] | np.int64,
) -> NDArray[np.int64]:
    return np.asarray((group * len(_PLACES) + place) * _N_ERAS + era, dtype=np.int64)
