"""How many rows inputs have."""

from pathlib import Path

import pandas as pd
import pytest

from salarypred.files.progress import input_rows, progress_bar


def test_parquet_and_documents_tell_their_rows(tmp_path: Path) -> None:
    pd.DataFrame({"title": ["Chef"] * 7}).to_parquet(tmp_path / "a.parquet")
    folder = tmp_path / "adverts"
    (folder / "below").mkdir(parents=True)
    for name in ("a.txt", "below/b.txt", "below/.c.txt", "d.md"):
        (folder / name).write_text("Title: Chef")
    assert input_rows([tmp_path / "a.parquet"]) == 7
    assert input_rows([tmp_path / "a.parquet", folder, folder / "a.txt"]) == 10


def test_others_do_not(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title\nChef\n")
    (tmp_path / "b.parquet").write_text("no Parquet")
    pd.DataFrame({"title": ["Chef"] * 7}).to_parquet(tmp_path / "c.parquet")
    for name in ("a.csv", "b.parquet", "missing.parquet", "-"):
        assert input_rows([tmp_path / "c.parquet", tmp_path / name]) is None
    assert input_rows([]) is None


def test_percent_and_time_left_at_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pd.DataFrame({"title": ["Chef"] * 8}).to_parquet(tmp_path / "a.parquet")
    with progress_bar("adverts", [tmp_path / "a.parquet"]) as bar:
        bar.update(4)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with progress_bar("adverts", [tmp_path / "a.parquet"]) as bar:
        bar.update(4)
        assert bar.total == 8
    said = capsys.readouterr().err
    assert "50%" in said and "4.00/8.00" in said
