"""Everything the salary model sees of adverts, in one object: features, keys and a few facts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from ..adverts.masks import MASK
from ..adverts.months import months_posted, parse_month, years
from ..adverts.table import Adverts
from ..pay.earnings import last_known_month, log_earnings
from ..pay.employment import employment_kinds
from ..text.rank_steps import rank_step
from .occupation_columns import PAY_COLUMNS
from .vectorizer import TABLE_BLOCKS, AdvertVectorizer, clean_adverts, company_key, words

#: Columns of ``Encoded.facts``.
FACTS = ("title_words", "title_masks", "words", "masks", "rank", *PAY_COLUMNS)
#: Names of the keys, and of the texts each is made of.
KEYS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "title_tail": ("tail",),
    "title_head": ("head",),
    "company": ("company",),
    "location": ("location",),
    "source": ("source",),
    "contract": ("contract",),
    "category": ("category",),
    "company_category": ("company", "category"),
    "title_location": ("title", "location"),
    "title_company": ("title", "company"),
    "words": ("words",),
    "tail_location": ("tail", "location"),
    "tail_company": ("tail", "company"),
    "tail_category": ("tail", "category"),
    "company_location": ("company", "location"),
    "occupation": ("occupation",),
    "occupation_location": ("occupation", "location"),
    "occupation_company": ("occupation", "company"),
    "occupation_time": ("occupation", "time"),
}
_YEARS_ALIKE = 3  # what an occupation's adverts of as many years paid is one mean
_TABLE_KEYS = ("source", "contract", "category", "company_category", "tail_category")


@dataclass(frozen=True)
class Encoded:
    """Adverts as numbers; the rows of all parts are those of the advert table.

    Attributes
    ----------
    X : csr_matrix of shape (n_adverts, n_features), float32
        What an :class:`~salarypred.features.vectorizer.AdvertVectorizer` returned.
    keys : DataFrame of uint64
        What :func:`advert_keys` returned.
    facts : DataFrame of float32
        `FACTS`: words and masks of the title, words and masks of the description, steps of the
        rank (:func:`~salarypred.text.rank_steps.rank_step`), and official pay of the probable
        occupations.
    table_columns : (int, int)
        Columns of X that only tables fill (contract, source, category).
    months : ndarray of shape (n_adverts,), int
        Month of each advert, see :mod:`~salarypred.pay.earnings`.
    kinds : ndarray of shape (n_adverts,), str
        Of employment, see :func:`~salarypred.pay.employment.employment_kinds`.
    limits : ndarray of shape (n_adverts, 2)
        Lowest and highest pay of the scale that an advert names, £ a year; NaN where none.
    base_log_pay : ndarray of shape (n_adverts,), optional
        Logarithm of what a base model estimates, £ a year.
    """

    X: sparse.csr_matrix
    keys: pd.DataFrame
    facts: pd.DataFrame
    table_columns: tuple[int, int]
    months: NDArray[np.int64]
    kinds: NDArray[np.object_]
    limits: NDArray[np.float64]
    base_log_pay: NDArray[np.float64] | None = None

    def __len__(self) -> int:
        """Return the number of adverts."""
        return self.X.shape[0]

    def employers(self) -> NDArray[np.intp]:
        """Number of each advert's employer; an advert without one stands for itself."""
        company = self.keys["company"].to_numpy()
        own = np.arange(len(company), dtype=np.uint64)
        return np.unique(np.where(company == 0, own, company), return_inverse=True)[1]

    def log_earnings(self) -> NDArray[np.float64]:
        """Logarithm of average earnings, £ a week, in the month of each advert."""
        return log_earnings(self.months)

    def log_usual(self) -> NDArray[np.float64]:
        """What pay is learned relative to: a base model's estimate, else average earnings."""
        return self.log_earnings() if self.base_log_pay is None else self.base_log_pay

    def years(self) -> NDArray[np.float64]:
        """Time of each advert as a year."""
        return years(self.months)

    def take(self, rows: NDArray[np.intp]) -> "Encoded":
        """Some of the adverts."""
        return replace(
            self,
            X=self.X[rows],
            keys=self.keys.iloc[rows],
            facts=self.facts.iloc[rows],
            months=self.months[rows],
            kinds=self.kinds[rows],
            limits=self.limits[rows],
            base_log_pay=None if self.base_log_pay is None else self.base_log_pay[rows],
        )

    def append(self, other: "Encoded") -> "Encoded":
        """These adverts and, after them, others that the same vectorizer has encoded."""
        base = None
        if self.base_log_pay is not None and other.base_log_pay is not None:
            base = np.concatenate([self.base_log_pay, other.base_log_pay])
        return replace(
            self,
            X=sparse.vstack([self.X, other.X], format="csr"),
            keys=pd.concat([self.keys, other.keys], ignore_index=True),
            facts=pd.concat([self.facts, other.facts], ignore_index=True),
            months=np.concatenate([self.months, other.months]),
            kinds=np.concatenate([self.kinds, other.kinds]),
            limits=np.concatenate([self.limits, other.limits]),
            base_log_pay=base,
        )

    def known_features(self, X: sparse.csr_matrix) -> "Encoded":
        """The same adverts without the features that no row of X has."""
        seen = np.bincount(X.indices, minlength=X.shape[1]) > 0
        known = self.X.copy()
        known.data[~seen[known.indices]] = 0
        known.eliminate_zeros()
        return replace(self, X=known)

    def texts_only(self) -> "Encoded":
        """The same adverts as if contract, source and category were not known."""
        X = self.X.copy()
        first, last = self.table_columns
        X.data[(X.indices >= first) & (X.indices < last)] = 0
        X.eliminate_zeros()
        return replace(self, X=X, keys=self.keys.assign(**dict.fromkeys(_TABLE_KEYS, np.uint64(0))))


class Titles(NamedTuple):
    """Words of the titles of n adverts."""

    rows: NDArray[np.intp]  # (n,), place of each title among the different ones
    words: list[list[str]]  # of the different titles


def encode(vectorizer: AdvertVectorizer, adverts: Adverts, *, fit: bool = False) -> Encoded:
    """Clean adverts and turn them into numbers, with a vectorizer that is fitted or to be."""
    cleaned = clean_adverts(adverts)
    X = vectorizer.fit_cleaned(cleaned) if fit else vectorizer.transform_cleaned(cleaned)
    # Titles repeat: each is read once.
    rows, different = pd.factorize(cleaned["title"].to_numpy(dtype=object))
    titles = Titles(rows, [words(title) for title in different])
    of_titles = [
        (len(row), title.count(MASK), rank_step(title))
        for row, title in zip(titles.words, different, strict=True)
    ]
    texts = cleaned["description"]
    n_words, n_masks, ranks = np.array(of_titles, dtype=np.int64).reshape(-1, 3)[rows].T
    counts = (
        n_words,
        n_masks,
        texts.str.count(" ") + (texts != ""),
        texts.str.count(r"\*{4}"),
        ranks,
    )
    occupations = vectorizer.occupations_of(X)
    facts = pd.DataFrame(np.column_stack([*counts, occupations.pay]), columns=list(FACTS))
    return Encoded(
        X,
        advert_keys(cleaned, titles, occupations.best),
        facts.astype(np.float32),
        vectorizer.columns(TABLE_BLOCKS),
        months_posted(cleaned["posted"]),
        employment_kinds(cleaned["title"], cleaned["description"]),
        cleaned[["scale_low", "scale_high"]].to_numpy(dtype=np.float64),
    )


def advert_keys(cleaned: Adverts, titles: Titles, occupations: NDArray[np.object_]) -> pd.DataFrame:
    """Keys under which adverts are alike, as 64-bit hashes (0 = no such key).

    Parameters
    ----------
    cleaned : Adverts
        What :func:`~salarypred.features.vectorizer.clean_adverts` returned.
    titles : Titles of n adverts
    occupations : ndarray of shape (n,)
        Most probable occupation code of each advert, "" where none.

    Returns
    -------
    DataFrame of uint64
        Title, first and last words of the title, employer, location, table columns, occupation,
        and groups of these, from narrow to wide.
    """
    # Months to come are of the last time that adverts can be known of: pay goes on without a step.
    known = parse_month(last_known_month())
    times = np.minimum(months_posted(cleaned["posted"]), known)
    months, moments = np.unique(times, return_inverse=True)
    plain = [[word for word in row if not word.startswith(MASK)] for row in titles.words]
    hashed = {
        "title": _hash((" ".join(row) for row in titles.words), titles.rows),
        "tail": _hash((" ".join(row[-2:]) for row in plain), titles.rows),
        "head": _hash((" ".join(row[:2]) for row in plain), titles.rows),
        "words": _hash((" ".join(sorted(set(row))) for row in plain), titles.rows),
        "company": _hash_column(cleaned["company"], company_key),
        "location": _hash_column(cleaned["location"].str.lower()),
        "source": _hash_column(cleaned["source"].str.lower()),
        "contract": _hash_column(cleaned["contract_time"]),
        "category": _hash_column(cleaned["category"].str.lower()),
        "occupation": _hash_column(occupations),
        "time": _hash((f"{year // _YEARS_ALIKE:.0f}" for year in years(months)), moments),
    }
    return pd.DataFrame(
        {name: _key(hashed[part] for part in parts) for name, parts in KEYS.items()},
        index=cleaned.index,
    )


class _Hashed(NamedTuple):
    """Hashes of texts, and where a text is empty."""

    values: NDArray[np.uint64]
    missing: NDArray[np.bool_]


def _hash(different: Iterable[str], rows: NDArray[np.intp]) -> _Hashed:
    """Of the texts at these rows of different ones."""
    cells = np.array(list(different), dtype=object)
    hashed = pd.util.hash_array(cells, categorize=False)
    return _Hashed(hashed[rows], (cells == "")[rows])


def _hash_column(
    texts: "pd.Series[str] | NDArray[np.object_]", reading: Callable[[str], str] = str
) -> _Hashed:
    """Of texts as a function reads them."""
    rows, different = pd.factorize(np.asarray(texts, dtype=object))
    return _hash(map(reading, different), rows)


def _key(parts: Iterable[_Hashed]) -> NDArray[np.uint64]:
    """64-bit hash of each row's texts together; 0 where one of them is empty."""
    first, *others = parts
    key, missing = first.values, first.missing
    for part in others:
        key = key * np.uint64(0x9E3779B97F4A7C15) + part.values
        missing = missing | part.missing
    return np.where(missing, np.uint64(0), key)
