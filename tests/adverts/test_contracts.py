"""Contract words, in whichever column they stand."""

import pandas as pd
import pytest

from salarypred.adverts.table import to_adverts


@pytest.mark.parametrize(
    ("contract_time", "contract_type", "expected"),
    [
        ("permanent", "full_time", ("permanent", "full_time")),  # Adzuna 2013
        ("full_time", "permanent", ("permanent", "full_time")),  # Adzuna's API
        ("Full-Time", None, ("", "full_time")),
        ("FULL_TIME", "contract", ("contract", "full_time")),
        ("PART_TIME", "Not Specified", ("", "part_time")),
        ("TEMPORARY", None, ("contract", "")),
        ("Part time", "Fixed-term", ("contract", "part_time")),
        (None, "Permanent, Full Time", ("permanent", "full_time")),
        ("full time or part time", "permanent", ("permanent", "")),
        ("OTHER", None, ("other", "")),
        ("OTHER", "Permanent", ("permanent", "")),
        ("Bank", "Apprenticeship", ("bank", "apprenticeship")),
    ],
)
def test_contract_words_are_sorted_by_meaning(contract_time, contract_type, expected):
    rows = pd.DataFrame(
        {"title": ["x"], "contract_time": [contract_time], "contract_type": [contract_type]}
    )
    adverts = to_adverts(rows)
    assert (adverts.loc[0, "contract_time"], adverts.loc[0, "contract_type"]) == expected
