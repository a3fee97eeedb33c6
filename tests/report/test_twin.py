"""Figures of a report as plain values."""

import json

import numpy as np
import pandas as pd
from markupsafe import Markup

from salarypred.report.comparison import Comparison
from salarypred.report.twin import plain


def test_everything_that_a_report_holds() -> None:
    table = pd.DataFrame({"n": [1, 2], "x": [np.nan, 0.123456]}, index=["a", "b"])
    found = {
        "table": table,
        "rows": table.reset_index(drop=True),
        "counts": pd.Series({"high": 3}),
        "chart": Markup("<svg></svg>"),
        "comparison": Comparison(
            ("now", "then"), ["Said."], [{"chart": Markup(""), "table": table}]
        ),
        "none": None,
        "bad": [float("inf"), np.float32(1.5), np.bool_(True), pd.NA],
    }
    by_name = {"a": {"n": 1, "x": None}, "b": {"n": 2, "x": 0.1235}}
    assert json.loads(json.dumps(plain(found), allow_nan=False)) == {
        "table": by_name,
        "rows": list(by_name.values()),
        "counts": {"high": 3},
        "comparison": {
            "names": ["now", "then"],
            "sentences": ["Said."],
            "groups": [{"table": by_name}],
        },
        "none": None,
        "bad": [None, 1.5, True, None],
    }
