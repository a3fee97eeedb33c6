"""Entities as features: one 0/1 column for each thing that a field of an advert can name."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Self

import numpy as np
import pandas as pd
from pandas.api.types import infer_dtype
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from ..adverts.table import require_table, to_adverts
from ..state import State
from ..text.entity_finder import shared_finder
from ..text.regions import _region, postcode_region
from ..text.words import Words
from .advert_input import AdvertInput

FIELDS = ("title", "description", "company", "location")
_PREFIX = {"description": "text"}
# What a field is read for: companies and locations say little else, and names of firms mislead.
_LABELS = {"company": {"EMPLOYER_KIND"}, "location": {"PLACE"}}


def _found(field: str, texts: Iterable[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """For each text its region ("" for none) and the names of its columns."""
    finder = shared_finder()
    prefix, labels = _PREFIX.get(field, field), _LABELS.get(field)
    for text in texts:
        tokens = Words(text)
        if field == "location":
            named = finder.places(tokens.words)
            region = _region(named) or postcode_region(text)
        else:
            named = [entry for _, _, entry in finder.find(tokens)]
            # The first town or county; firms of a description sit abroad, jobs rarely do.
            sure = [e for e in named if e.kind and (field == "title" or e.region != "Abroad")]
            region = _region(sure)
        yield (
            region,
            frozenset(
                f"{prefix}:{entry.label}={entry.name}"
                for entry in named
                if labels is None or entry.label in labels
            ),
        )


def _texts(adverts: pd.DataFrame, fields: Sequence[str]) -> pd.DataFrame:
    """The table itself where the fields are texts without gaps, else all of it as texts."""
    require_table(adverts)
    columns = [adverts[name] for name in fields if name in adverts]
    # Before pandas 3 a column of texts is of type object.
    if len(columns) == len(fields) and all(
        infer_dtype(column) in ("string", "empty") and not column.isna().any() for column in columns
    ):
        return adverts
    return to_adverts(adverts)


class EntityExtractor(AdvertInput, TransformerMixin, BaseEstimator):
    """Turns adverts into columns ``field:LABEL=name`` and ``region=...``.

    Entities of the title (``title:``) and of the description (``text:``) are columns of their
    own. An advert's region comes from its location, else its title, else its description.

    Parameters
    ----------
    fields
        Columns of the adverts to read, of ``title``, ``description``, ``company``, ``location``.
    min_count
        A column is kept when at least so many adverts have it.

    Attributes
    ----------
    feature_names_ : list of str
        Names of the columns, sorted.

    Examples
    --------
    >>> import pandas as pd
    >>> adverts = pd.DataFrame({"title": ["Sous Chef"], "location": ["Leeds"]})
    >>> extractor = EntityExtractor(fields=("title", "location"), min_count=1).fit(adverts)
    >>> extractor.get_feature_names_out().tolist()[1:]
    ['region=Yorkshire and the Humber', 'title:OCCUPATION=chef', 'title:OCCUPATION=sous chef']
    """

    def __init__(self, fields: Sequence[str] = FIELDS, min_count: int = 10) -> None:
        self.fields = fields
        self.min_count = min_count

    def fit(self, adverts: pd.DataFrame, y: Any = None) -> Self:
        """Choose the columns.

        Parameters
        ----------
        adverts
            One row an advert; any of the known column names, cells may be missing.
        y
            Ignored.
        """
        self._remember_columns(adverts)
        self._fit(adverts)
        return self

    def fit_transform(self, adverts: pd.DataFrame, y: Any = None) -> sparse.csr_matrix:
        """Choose the columns and fill them, reading the adverts once."""
        self._remember_columns(adverts)
        return self._fit(adverts)

    def transform(self, adverts: pd.DataFrame) -> sparse.csr_matrix:
        """Fill the columns.

        Parameters
        ----------
        adverts
            As for `fit`.

        Returns
        -------
        scipy.sparse.csr_matrix
            float32 of 0 and 1, (adverts, columns).
        """
        check_is_fitted(self)
        return self._matrix(self._read(adverts), len(adverts))

    def get_feature_names_out(self, input_features: Any = None) -> np.ndarray:
        """Names of the columns, an object array."""
        return np.asarray(self.feature_names_, dtype=object)

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`."""
        return {
            "fields": list(self.fields),
            "min_count": self.min_count,
            "names": self.feature_names_,
        }

    @classmethod
    def from_state(cls, state: State) -> Self:
        """Build from what :meth:`to_state` gave."""
        fields = tuple(state.texts("fields"))
        if not set(fields) <= set(FIELDS):
            raise state.refuse(f"has a field that is none of {', '.join(FIELDS)}")
        result = cls(fields, state.whole("min_count"))
        result.feature_names_ = state.texts("names")
        return result

    def _read(self, adverts: pd.DataFrame) -> list[tuple[np.ndarray, list[frozenset[str]]]]:
        """For each field and then the region: the number of each row's text, and what it names."""
        adverts = _texts(adverts, self.fields)
        read = []
        region = np.full(len(adverts), "", dtype=object)
        # In the order in which the region is looked for.
        for field in sorted(self.fields, key=("location", "title", "description", "company").index):
            # Titles and locations repeat: each text is read once.
            codes, texts = adverts[field].factorize()
            pairs = list(_found(field, map(str, texts.tolist())))
            read.append((codes, [names for _, names in pairs]))
            if field != "company":
                regions = np.array([name for name, _ in pairs] or [""], dtype=object)
                region = np.where(region == "", regions[codes], region)
        columns = sorted(set(region) - {""})
        numbers = {name: number for number, name in enumerate(["", *columns])}
        names = [frozenset[str](), *(frozenset([f"region={name}"]) for name in columns)]
        read.append((np.array([numbers[name] for name in region], dtype=np.intp), names))
        return read

    def _fit(self, adverts: pd.DataFrame) -> sparse.csr_matrix:
        read = self._read(adverts)
        counts: Counter[str] = Counter()
        for codes, names in read:
            for rows, of_text in zip(np.bincount(codes, minlength=len(names)), names, strict=True):
                for name in of_text:
                    counts[name] += int(rows)
        self.feature_names_ = sorted(n for n, count in counts.items() if count >= self.min_count)
        return self._matrix(read, len(adverts))

    def _matrix(
        self, read: list[tuple[np.ndarray, list[frozenset[str]]]], rows: int
    ) -> sparse.csr_matrix:
        position = {name: number for number, name in enumerate(self.feature_names_)}
        total = sparse.csr_matrix((rows, len(position)), dtype=np.float32)
        for codes, names in read:
            columns = [sorted(position[n] for n in of_text if n in position) for of_text in names]
            ends = np.cumsum([0, *map(len, columns)])
            flat = np.array([number for row in columns for number in row], dtype=np.int32)
            ones = np.ones(len(flat), dtype=np.float32)
            of_texts = sparse.csr_matrix((ones, flat, ends), shape=(len(names), len(position)))
            total = total + of_texts[codes]  # the fields share no column, so 0 and 1 stay
        return total
