"""Names of columns."""

import pandas as pd
import pytest

from salarypred.adverts.columns import canonical_name, find_columns, require_text_column
from salarypred.adverts.table import to_adverts
from salarypred.errors import InputError


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("Id", "id"),
        ("WEBINDEX", "id"),
        ("job_id", "id"),
        ("Job Title", "title"),
        ("FullDescription", "description"),
        ("LocationRaw", "location"),
        ("location.display_name", "location"),
        ("company__display_name", "company"),
        ("company.display_name", "company"),
        ("category.label", "category"),
        ("SalaryNormalized", "salary"),
        ("SourceName", "source"),
        ("created", "posted"),
        ("\ufefftitle", "title"),
        ("name", None),
        ("text", None),
        ("SalaryRaw", None),
        ("adzuna_category", None),
        ("salary_text", None),
        (7, None),
    ],
)
def test_other_names_of_columns(column, name):
    assert canonical_name(column) == name


def test_message_lists_the_columns_that_were_found():
    with pytest.raises(InputError) as error:
        to_adverts(pd.DataFrame({"name": ["x"], "text": ["y"]}), "adverts.csv")
    assert str(error.value) == (
        "adverts.csv: no column 'title' or 'description' (found: name, text)"
    )


def test_message_stays_one_short_line():
    with pytest.raises(InputError) as error:
        require_text_column([f"a\nb{'x' * 500}"] * 1000, "wide.csv")
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 1200


def test_exact_name_comes_first_then_the_order_of_aliases():
    columns = ["LocationNormalized", "Title", "LocationRaw", "title"]
    assert find_columns(columns) == {"location": [2, 0], "title": [3, 1]}
