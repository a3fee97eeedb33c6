"""Contract words of the sources: permanent or contract, full-time or part-time."""

from __future__ import annotations

import re
from typing import NamedTuple

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


class _Meaning(NamedTuple):
    """What a cell says: a time, a type, or something else."""

    time: str
    type: str
    other: str


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
    pairs = list(zip(times.tolist(), types.tolist(), strict=True))
    known = {pair: _terms(*map(_meaning, pair)) for pair in set(pairs)}  # few pairs, many rows
    found = (
        pd.Series([known[pair][kind] for pair in pairs], index=times.index, dtype="str")
        for kind in (0, 1)
    )
    return next(found), next(found)


def _terms(from_time: _Meaning, from_type: _Meaning) -> tuple[str, str]:
    """Time and type of a contract, from the meanings of the two columns."""
    return (
        from_time.time or from_type.time or from_time.other,
        from_type.type or from_time.type or from_type.other,
    )


def _meaning(value: str) -> _Meaning:
    words = re.sub(r"[\s_\-]+", " ", value).strip().lower()
    if words in _UNSAID:
        return _Meaning("", "", "")
    time = [name for name, pattern in _TIMES if pattern.search(words)]
    kind = [name for name, pattern in _TYPES if pattern.search(words)]
    # "full time or part time" says neither.
    time, kind = (time if len(time) == 1 else []), (kind if len(kind) == 1 else [])
    other = "" if time or kind else value.strip().lower()
    return _Meaning("".join(time), "".join(kind), other)
