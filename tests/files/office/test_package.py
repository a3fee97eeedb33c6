"""Hostile Office files end in one line before anything of them is parsed."""

import io
import zipfile
from importlib import util
from typing import Any

import pytest

from salarypred.errors import InputError
from salarypred.files.office import package
from salarypred.files.office.package import check_package, require


def packed(parts: dict[str, bytes]) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


def test_an_ordinary_file_stays_at_its_start() -> None:
    file = packed({"word/document.xml": b"<a>x</a>", "word/media/1.png": b"\x89PNG <!DOCTYPE"})
    assert check_package(file, "a.docx", 1_000) == ["word/document.xml", "word/media/1.png"]
    assert file.tell() == 0


def test_a_bomb() -> None:
    file = packed({"xl/a.xml": b"<a>" + b" " * (70 << 20)})
    with pytest.raises(InputError, match=r"^a\.xlsx: unpacks to 70 MiB; expected .* 200 times"):
        check_package(file, "a.xlsx", 1 << 30)
    with pytest.raises(InputError, match="at most 1 MiB"):
        check_package(packed({"a.xml": bytes(2 << 20)}), "a.docx", 1 << 20)


def test_too_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_MEMBERS", 2)
    with pytest.raises(InputError, match=r"^a\.docx: 3 parts"):
        check_package(packed(dict.fromkeys("abc", b"")), "a.docx", 1_000)


LAUGHS = '<!DOCTYPE a [<!ENTITY b "bbb">]><a>&b;</a>'
OUTSIDE = '<?xml version="1.0"?><!-- x --><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["xl/workbook.xml", "_rels/.rels", "XL/A.XML"])
def test_a_document_type_is_refused(text: str, codec: str, name: str) -> None:
    with pytest.raises(InputError, match=r"^a\.xlsx: declares a document type"):
        check_package(packed({name: text.encode(codec)}), "a.xlsx", 1_000)


@pytest.mark.parametrize("data", [b"", b"no zip", packed({"a.xml": b"<a/>" * 99}).getvalue()[:-9]])
def test_no_zip(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^a\.docx: cannot be read as its ending says"):
        check_package(io.BytesIO(data), "a.docx", 1_000)


def test_a_password() -> None:
    with pytest.raises(
        InputError, match=r"^a\.xlsx: an Office file with a password, or of the kind"
    ):
        check_package(io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99)), "a.xlsx", 1_000)


def test_invalid_xml_is_left_to_its_reader() -> None:
    assert check_package(packed({"a.xml": b"no xml"}), "a.docx", 1_000) == ["a.xml"]


@pytest.mark.parametrize(
    ("ending", "name"), [(".docx", "python-docx"), (".pdf", "pypdf"), (".xlsx", "openpyxl")]
)
def test_a_missing_package_is_named_with_what_installs_it(
    monkeypatch: pytest.MonkeyPatch, ending: str, name: str
) -> None:
    require(ending, "a")

    def absent(module: str, *_: Any) -> None:
        assert util.find_spec(module)

    monkeypatch.setattr(package, "find_spec", absent)
    with pytest.raises(InputError) as error:
        require(ending, f"job{ending}")
    message = f"job{ending}: {ending} needs {name}, which is not installed; run: pip install {name}"
    assert str(error.value) == message
