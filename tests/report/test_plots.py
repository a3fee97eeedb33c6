"""Pictures are written, or the missing package is named."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from salarypred.errors import InputError
from salarypred.report.plots import write_plots


@pytest.fixture
def rows() -> pd.DataFrame:
    rng = np.random.default_rng(0)
    true = np.exp(rng.normal(10.3, 0.4, 120))
    guess = true * np.exp(rng.normal(0, 0.2, 120))
    ends = {"salary_low": guess * 0.8, "salary_high": guess * 1.25}
    return pd.DataFrame({"true": true, "predicted_salary": guess, **ends})


def test_three_pictures(rows: pd.DataFrame, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    written = write_plots(rows, tmp_path / "new" / "figures")
    assert [path.name for path in written] == ["estimates.png", "coverage.png", "errors.png"]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in written)
    assert len(write_plots(rows.head(10), tmp_path)) == 3


def test_without_matplotlib_the_line_to_install_it_is_said(
    rows: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(InputError, match=r"pip install 'salarypred\[plots\]'"):
        write_plots(rows, tmp_path)


def test_a_folder_that_cannot_be_made(rows: pd.DataFrame, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="plots cannot be written"):
        write_plots(rows, tmp_path / "file")
