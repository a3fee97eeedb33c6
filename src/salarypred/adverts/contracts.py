"""Contract words of the sources: permanent or contract, full-time or part-time."""

from __future__ import annotations

import re

import pandas as pd

# Adzuna's data of 2013 has full_time under ContractType and permanent under ContractTime; its API
# has them the other way round, and others put both into one cell. So the words decide, not the
# column.
_TIMES = (
    ("permanent", re.compile(r"\bperm(anent)?\b")),
    ("contract", re.compile(r"\b(contract(or)?|temp(orary)?|fixed term|ftc|interim)\b")),
)
_TYPES = (
    ("full_time", re.compile(r"\bfull ?time\b")),
    ("part_time", re.compile(r"\bpart ?time\b")),
)
_UNSAID = {
    "",
    "not specified",
    "unspecified",
    "not stated",
    "unknown",
    "none",
    "null",
    "nan",
    "n/a",
}


def contract_terms(times: pd.Series, types: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Sort contract words into `contract_time` and `contract_type`.

    Parameters
    ----------
    times, types
        Text of the input's two columns with a common index, missing = "".

    Returns
    -------
    (Series, Series)
        `contract_time`: permanent, contract or ""; `contract_type`: full_time, part_time or "".
        A word of neither kind stays where it was, in lower case.

    Examples
    --------
    >>> times, types = contract_terms(pd.Series(["FULL_TIME"]), pd.Series(["Temporary"]))
    >>> times[0], types[0]
    ('contract', 'full_time')
    """
    from_times, from_types = _sorted_words(times), _sorted_words(types)
    own_time, own_type = from_times["time"], from_types["type"]
    contract_time = own_time.where(own_time != "", from_types["time"])
    contract_type = own_type.where(own_type != "", from_times["type"])
    return (
        contract_time.where(contract_time != "", from_times["other"]),
        contract_type.where(contract_type != "", from_types["other"]),
    )


def _sorted_words(values: pd.Series) -> pd.DataFrame:
    codes, words = pd.factorize(values)
    meanings = pd.DataFrame([_meaning(word) for word in words], columns=["time", "type", "other"])
    return meanings.astype("str").take(codes).set_axis(values.index)


def _meaning(value: str) -> tuple[str, str, str]:
    words = re.sub(r"[\s_\-]+", " ", value).strip().lower()
    if words in _UNSAID:
        return "", "", ""
    time = [name for name, pattern in _TIMES if pattern.search(words)]
    kind = [name for name, pattern in _TYPES if pattern.search(words)]
    # "full time or part time" says neither.
    time, kind = (time if len(time) == 1 else []), (kind if len(kind) == 1 else [])
    return "".join(time), "".join(kind), "" if time or kind else value.strip().lower()
