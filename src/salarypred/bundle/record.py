"""Facts about a training that the model folder keeps."""

import hashlib
import sys

import pandas as pd

from ..adverts.table import Adverts


def by_year(adverts: Adverts, pay: "pd.Series[float]", as_of: str) -> dict[str, dict[str, int]]:
    """Adverts of each year: all, with pay, with a description."""
    from ..adverts.months import months_posted, years

    year = pd.Series(years(months_posted(adverts["posted"], as_of)).astype(int).astype(str))
    facts = pd.DataFrame(
        {
            "adverts": 1,
            "with_pay": pay.notna().to_numpy().astype(int),
            "with_description": (adverts["description"] != "").to_numpy().astype(int),
        }
    )
    table = facts.groupby(year).sum()
    return {
        str(year): {str(name): int(count) for name, count in row.items()}
        for year, row in table.iterrows()
    }


def digest(adverts: Adverts, pay: "pd.Series[float]") -> str:
    """SHA-256 of the training data, whatever file it came in."""
    hashes = pd.util.hash_pandas_object(adverts.assign(salary=pay), index=False)
    return hashlib.sha256(hashes.to_numpy().tobytes()).hexdigest()


def peak_memory() -> float | None:
    """Peak memory of this process so far in GiB, if the system tells it."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (2**30 if sys.platform == "darwin" else 2**20), 2)
