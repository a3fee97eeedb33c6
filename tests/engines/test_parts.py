"""Parquet parts: found in order, read by slices, written whole or not at all."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from salarypred.engines.parts import find_parts, new_folder, read_share, rows_a_part, shares
from salarypred.errors import InputError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Parts of 5 and 3 rows, in row groups of 2, beside an engine's notes."""
    place = tmp_path / "in"
    (place / "sub").mkdir(parents=True)
    for name, first, last in (("b", 0, 5), ("sub/a", 5, 8)):
        rows = pa.table({"title": [f"Chef {i}" for i in range(first, last)]})
        pq.write_table(rows, place / f"{name}.parquet", row_group_size=2)
    (place / "_SUCCESS").touch()
    (place / "_old").mkdir()
    (place / "_old" / "c.parquet").write_text("no Parquet")
    return place


def test_parts_are_found_and_cut_in_order(folder: Path) -> None:
    parts = find_parts([folder])
    assert [file.name for file in parts.files] == ["b.parquet", "a.parquet"]
    assert len(parts) == 8
    for most, sizes in ((1, [1] * 8), (3, [3, 3, 2]), (9, [8])):  # across groups and files
        read = [read_share(share) for share in shares(parts, most)]
        assert [len(rows) for rows in read] == sizes
        assert pa.concat_tables(read)["title"].to_pylist() == [f"Chef {i}" for i in range(8)]
    with pytest.raises(InputError, match="named twice"):
        find_parts([folder, folder / "b.parquet"])


def test_rows_are_shared_out() -> None:
    assert rows_a_part(200_000, 2) == 12_500
    assert rows_a_part(20_000, 2) == 5_000
    assert rows_a_part(10**8, 2) == 50_000
    assert rows_a_part(3, 2) == 2
    assert rows_a_part(0, 2) == 1


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda place: place / "nix", "no such file"),
        (lambda place: (place / "empty").mkdir() or place / "empty", "without .parquet files"),
        (lambda place: (place / "x.csv").write_text("title\nChef\n") and place / "x.csv", "not a"),
        (
            lambda place: pq.write_table(pa.table({"pay": [1]}), place / "other.parquet") or place,
            "differ from those of",
        ),
    ],
)
def test_what_cannot_be_read_is_told(folder: Path, make: object, said: str) -> None:
    with pytest.raises(InputError, match=said):
        find_parts([make(folder)])  # type: ignore[operator]


def test_a_table_without_titles_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"pay": [1]}), tmp_path / "a.parquet")
    with pytest.raises(InputError, match="no column 'title'"):
        find_parts([tmp_path])
    with pytest.raises(InputError, match="no input"):
        find_parts([])


def test_a_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "out"

    def half() -> None:
        with new_folder(target) as work:
            work.mkdir()
            (work / "half").touch()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert list(tmp_path.iterdir()) == []
    with new_folder(target) as work:
        work.mkdir()
        (work / "whole").touch()
        assert not target.exists()
    assert [path.name for path in target.iterdir()] == ["whole"]
    with pytest.raises(InputError, match="exists already"), new_folder(target):
        pass
    with pytest.raises(InputError, match="does not exist"), new_folder(tmp_path / "no" / "out"):
        pass
