"""The figures of a report as plain values, for programs."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it: tables as objects by their row, charts left out.

    What is missing or not finite is None.

    Examples
    --------
    >>> plain({"n": np.int64(2), "chart": Markup("<svg>"), "by": pd.DataFrame({"x": [1.5]}, ["a"])})
    {'n': 2, 'by': {'a': {'x': 1.5}}}
    """
    if isinstance(value, pd.DataFrame):
        numbered = isinstance(value.index, pd.RangeIndex) or value.index.dtype.kind == "i"
        rows = [plain(row) for row in value.to_dict("records")]
        return rows if numbered else dict(zip(map(str, value.index), rows, strict=True))
    if isinstance(value, pd.Series):
        return plain(value.to_dict())
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items() if not isinstance(v, Markup)}
    if hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return round(value, 4) if math.isfinite(value) else None
    return None if value is pd.NA else value
