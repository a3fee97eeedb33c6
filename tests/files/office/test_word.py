"""Text of Word documents."""

import io
import zipfile

import docx
import pytest

from salarypred.errors import InputError
from salarypred.files.office.word import word_text


def written(document: "docx.document.Document") -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def changed(data: bytes, old: str, new: str) -> bytes:
    """The document with another text of its main part."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old_file, zipfile.ZipFile(result, "w") as new_file:
        for name in old_file.namelist():
            part = old_file.read(name)
            if name == "word/document.xml":
                assert old.encode() in part
                part = part.replace(old.encode(), new.encode())
            new_file.writestr(name, part)
    return result.getvalue()


def test_paragraphs_tables_and_breaks() -> None:
    document = docx.Document()
    document.add_heading("Sous Chef", 0)
    paragraph = document.add_paragraph("Pay: ")
    paragraph.add_run("£30,000").bold = True
    paragraph.add_run("\ta year\nApply")
    table = document.add_table(2, 2)
    for place, text in enumerate(("Location", "Leeds", "Hours", "40\na week")):
        table.cell(place // 2, place % 2).text = text
    document.add_paragraph("End")
    assert word_text(written(document), "a.docx") == (
        "Sous Chef\nPay: £30,000\ta year\nApply\nLocation Leeds\nHours 40\na week\nEnd\n"
    )


def test_tracked_changes_and_content_controls() -> None:
    document = docx.Document()
    document.add_paragraph("HERE")
    marked = (
        "</w:t></w:r><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new"
        "</w:t></w:r></w:ins></w:p><w:sdt><w:sdtContent><w:p><w:r><w:t>Field</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt><w:p><w:r><w:t>End"
    )
    data = changed(written(document), "HERE", marked)
    assert word_text(data, "a.docx") == "new\nField\nEnd\n"


def test_what_is_no_document() -> None:
    empty = written(docx.Document())
    with pytest.raises(InputError, match=r"^a\.docx: the document holds no text"):
        word_text(empty, "a.docx")
    for data in (b"PK", changed(empty, "<w:body>", "<w:body><")):
        with pytest.raises(InputError, match=r"^a\.docx: cannot be read as its ending says \("):
            word_text(data, "a.docx")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.xml", "<a/>")
    with pytest.raises(InputError, match="cannot be read"):
        word_text(file.getvalue(), "a.docx")
