"""Sheets of workbooks as rows."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salarypred.errors import InputError
from salarypred.files.office import workbook
from salarypred.files.office.workbook import sheet_rows, split_sheet

Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Save sheets, given by name as lists of rows."""

    def saved(**sheets: list[list[Any]]) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        book.save(tmp_path / "jobs.xlsx")
        return tmp_path / "jobs.xlsx"

    return saved


def rows(path: Path | str) -> list[tuple[int, list[Any]]]:
    return list(sheet_rows(Path(path), "jobs.xlsx"))


def changed(path: Path, part: str, old: str, new: str) -> Path:
    """Replace text in a part of the file."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_cells_keep_their_types(save: Save) -> None:
    day = datetime(2026, 11, 24)
    path = save(S=[["title", "pay", "posted", "x"], ["Chef", 25_000.5, day, True], [], ["007"]])
    found = rows(path)
    assert found == [
        (1, ["title", "pay", "posted", "x"]),
        (2, ["Chef", 25_000.5, day, True]),
        (4, ["007"]),
    ]


def test_a_sheet_by_its_name(save: Save) -> None:
    path = save(First=[["title"], ["Chef"]], Leeds=[["title"], ["Nurse"]])
    assert rows(path)[1] == (2, ["Chef"])
    assert rows(f"{path}#Leeds")[1] == (2, ["Nurse"])
    assert rows(f"{path}#leeds")[1] == (2, ["Nurse"])
    with pytest.raises(InputError) as error:
        rows(f"{path}#York")
    assert str(error.value) == "jobs.xlsx: no sheet 'York'; expected one of: First, Leeds"


def test_a_file_that_has_the_sign_in_its_name(save: Save, tmp_path: Path) -> None:
    odd = save(S=[["title"]]).rename(tmp_path / "a.xlsx#b")
    assert split_sheet(odd) == (odd, "")


def test_signs_that_xml_cannot_hold(save: Save) -> None:
    path = save(S=[["title"], ["a_x0007_b _x005F_x0041_ _xyz"]])
    assert rows(path)[1] == (2, ["a\x07b _x0041_ _xyz"])


def test_a_size_that_is_made_up(save: Save) -> None:
    path = save(S=[["title"], ["Chef"]])
    changed(path, "xl/worksheets/sheet1.xml", 'ref="A1:A2"', 'ref="A1:XFD1048576"')
    assert rows(path) == [(1, ["title"]), (2, ["Chef"])]


@pytest.mark.parametrize("number", ["1048577", "99999999999", "-1", "x"])
def test_a_row_number_that_is_made_up(
    save: Save, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 1_000)  # a million empty rows take a while
    path = save(S=[["title"], ["Chef"]])
    part = "xl/worksheets/sheet1.xml"
    changed(path, part, '<row r="2"', f'<row r="{number}"')
    changed(path, part, 'r="A2"', f'r="A{number}"')
    with pytest.raises(InputError, match=r"^jobs\.xlsx: (more than 1,000 rows|cannot be read)"):
        rows(path)


def test_a_column_that_is_made_up(save: Save) -> None:
    path = changed(
        save(S=[["title"], ["Chef"]]), "xl/worksheets/sheet1.xml", 'r="A2"', 'r="ZZZZZZ2"'
    )
    with pytest.raises(InputError, match=r"^jobs\.xlsx: cannot be read"):
        rows(path)


def test_a_document_type(save: Save) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><worksheet '
    path = changed(save(S=[["title"]]), "xl/worksheets/sheet1.xml", "<worksheet ", bomb)
    with pytest.raises(InputError, match="declares a document type"):
        rows(path)


def test_what_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "jobs.xlsx"
    for data in (b"", b"PK\x03\x04", b"title\nChef"):
        path.write_bytes(data)
        with pytest.raises(InputError, match=r"^jobs\.xlsx: cannot be read as its ending says"):
            rows(path)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    path.write_bytes(file.getvalue())
    with pytest.raises(InputError, match="cannot be read"):
        rows(path)
