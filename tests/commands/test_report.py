"""The command that writes a report: the page, its twin, and the figures alone."""

import html
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from salarypred.cli import main
from salarypred.model.advert_model import AdvertModel


@pytest.fixture(scope="module")
def source(
    adverts: pd.DataFrame, model: AdvertModel, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """A predicted table of 150 adverts."""
    path = tmp_path_factory.mktemp("report") / "p.parquet"
    model.predict(adverts.head(150), details=True).to_parquet(path, index=False)
    return str(path)


def test_a_summary_comes_first_and_a_twin_beside(source: str, tmp_path: Path) -> None:
    assert main(["report", source, "--output", str(tmp_path / "r.html"), "--json"]) == 0
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    twin = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert twin["summary"][0].startswith("150 adverts: the median is £")
    start = page.index("<main>")
    assert page.index(html.escape(twin["summary"][0])) < page.index("<dl", start)
    assert twin["n"] == 150
    assert twin["inputs"] == ["p.parquet"]
    assert f"£{twin['quantiles']['0.5']:,.0f}" in page
    titles = [group["title"] for group in twin["groups"]]
    assert "Estimated pay by region" in titles
    assert "<svg" not in json.dumps(twin)


def test_figures_alone(source: str, capsys: Any) -> None:
    assert main(["report", source, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["n"] == 150
    with pytest.raises(SystemExit):
        main(["report", source])
    assert "expected --output report.html, or --json" in capsys.readouterr().err


def test_outputs_that_are_no_page(source: str, tmp_path: Path, capsys: Any) -> None:
    assert main(["report", source, "--output", str(tmp_path / "r.csv")]) == 2
    assert "expected a file ending in .html" in capsys.readouterr().err
    missing = str(tmp_path / "missing.parquet")
    words = [source, "--compare", missing, "--output", str(tmp_path / "r.html"), "--json"]
    assert main(["report", *words]) == 2
    assert "missing.parquet: no such file" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
