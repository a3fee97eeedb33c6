"""How many rows inputs have, and the bar that says so."""

import gzip
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from salarypred.files.progress import ExpectedRows, ProgressBar
from salarypred.files.read import read_batches


def test_parquet_and_documents_tell_their_rows(tmp_path: Path) -> None:
    pd.DataFrame({"title": ["Chef"] * 7}).to_parquet(tmp_path / "a.parquet")
    folder = tmp_path / "adverts"
    (folder / "below").mkdir(parents=True)
    for name in ("a.txt", "below/b.txt", "below/.c.txt", "d.md"):
        (folder / name).write_text("Title: Chef")
    assert ExpectedRows([tmp_path / "a.parquet"]).rows() == 7
    assert ExpectedRows([tmp_path / "a.parquet", folder, folder / "a.txt"]).rows() == 10


def test_others_do_not(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title\nChef\n")  # not before it is read
    (tmp_path / "b.parquet").write_text("no Parquet")
    (tmp_path / "b.zip").write_text("no zip")
    pd.DataFrame({"title": ["Chef"] * 7}).to_parquet(tmp_path / "c.parquet")
    for name in ("a.csv", "b.parquet", "b.zip", "missing.parquet", "-"):
        assert ExpectedRows([tmp_path / "c.parquet", tmp_path / name]).rows() is None
    assert ExpectedRows([]).rows() is None


@pytest.mark.parametrize("packing", ["", ".gz", ".zip"])
def test_a_table_of_text_tells_while_it_is_read(tmp_path: Path, packing: str) -> None:
    n = 60_000
    text = "id,title\n" + "".join(f"{row},Chef {'x' * 150} {row * 7919}\n" for row in range(n))
    path = tmp_path / f"a.csv{packing}"
    if packing == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.csv", text)
    else:
        data = text.encode()
        path.write_bytes(gzip.compress(data) if packing else data)
    pd.DataFrame({"title": ["Chef"] * 7}).to_parquet(tmp_path / "b.parquet")
    (tmp_path / "c.jsonl").write_text('{"title": "Chef"}\n' * 900)
    inputs = [path, tmp_path / "b.parquet", tmp_path / "c.jsonl"]
    expected = ExpectedRows(inputs)
    said = [expected.rows() for _ in read_batches(inputs, position=expected.position)]
    assert len(said) > 5 and None not in said
    assert said[-1] == expected.rows() == n + 7 + 900
    late = [rows for rows in said[len(said) // 2 :] if rows is not None]
    assert min(late) > 0.8 * n and max(late) < 1.1 * n


def test_percent_and_time_left_at_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pd.DataFrame({"title": ["Chef"] * 8}).to_parquet(tmp_path / "a.parquet")
    (tmp_path / "b.csv").write_text("title\n" + "Chef\n" * 8)
    with ProgressBar("adverts", [tmp_path / "a.parquet"]) as bar:
        bar.update(4)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    for name in ("a.parquet", "b.csv"):
        with ProgressBar("adverts", [tmp_path / name]) as bar:
            assert (
                sum(len(b.rows) for b in read_batches(tmp_path / name, position=bar.position)) == 8
            )
            bar.update(4)
        said = capsys.readouterr().err
        assert "50%" in said and "4.00/8.00" in said
    with ProgressBar("adverts") as bar:
        bar.update(4)
    said = capsys.readouterr().err
    assert "4.00" in said and "%" not in said
