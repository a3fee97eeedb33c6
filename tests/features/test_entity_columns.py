"""Entities as columns of a matrix."""

import pickle

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from salarypred.features.entity_columns import EntityExtractor


@pytest.fixture
def adverts() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "title": ["Staff Nurse", "Staff Nurse", "Sous Chef Leeds", ""],
            "description": ["RGN, nights", "with company car", "live in", "a role in Cardiff"],
            "company": ["Northern NHS Trust", "", "Sales Recruitment Ltd", ""],
            "location": ["Manchester", "UK", "", ""],
        },
        index=[7, 3, 5, 1],
    )


def test_matrix_has_named_columns(adverts: pd.DataFrame) -> None:
    extractor = EntityExtractor(min_count=1).fit(adverts)
    matrix = extractor.transform(adverts)
    names = list(extractor.get_feature_names_out())
    assert sparse.isspmatrix_csr(matrix)
    assert matrix.dtype == np.float32
    assert matrix.shape == (4, len(names))
    assert set(np.unique(matrix.toarray())) == {0.0, 1.0}
    table = pd.DataFrame(matrix.toarray(), index=adverts.index, columns=names)
    assert table["title:OCCUPATION=staff nurse"].tolist() == [1, 1, 0, 0]
    assert table["text:BENEFIT=company car"].tolist() == [0, 1, 0, 0]
    assert table["company:EMPLOYER_KIND=recruitment"].tolist() == [0, 0, 1, 0]
    assert table["company:EMPLOYER_KIND=NHS trust"].tolist() == [1, 0, 0, 0]
    assert table["location:PLACE=Manchester"].tolist() == [1, 0, 0, 0]
    # Location, else title, else description.
    assert table["region=North West"].tolist() == [1, 0, 0, 0]
    assert table["region=Yorkshire and the Humber"].tolist() == [0, 0, 1, 0]
    assert table["region=Wales"].tolist() == [0, 0, 0, 1]
    assert not [name for name in names if name.startswith("company:SKILL")]


def test_min_count_and_fields(adverts: pd.DataFrame) -> None:
    extractor = EntityExtractor(fields=("title",), min_count=2).fit(adverts[["title"]])
    assert list(extractor.get_feature_names_out()) == [
        "title:OCCUPATION=nurse",
        "title:OCCUPATION=staff nurse",
    ]


def test_fit_transform_agrees_and_survives_pickling(adverts: pd.DataFrame) -> None:
    extractor = EntityExtractor(min_count=1)
    first = extractor.fit_transform(adverts)
    again = pickle.loads(pickle.dumps(extractor)).transform(adverts)
    assert (first != again).nnz == 0
    assert len(pickle.dumps(extractor)) < 10_000  # the pipeline is not in it


def test_no_adverts(adverts: pd.DataFrame) -> None:
    extractor = EntityExtractor(min_count=1).fit(adverts)
    assert extractor.transform(adverts.iloc[:0]).shape == (0, len(extractor.feature_names_))
