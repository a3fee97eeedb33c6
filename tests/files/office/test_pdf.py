"""Text of PDF files, and an end with those that have none or too much."""

import io

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from salarypred.errors import InputError
from salarypred.files.office import pdf
from salarypred.files.office.pdf import pdf_text


def page(writer: pypdf.PdfWriter, content: bytes) -> None:
    """Add a page that draws `content`."""
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    sheet = writer.add_blank_page(200, 200)
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    stream.set_data(content)
    sheet[NameObject("/Contents")] = writer._add_object(stream.flate_encode())


def written(*pages: bytes, password: str = "") -> bytes:
    writer = pypdf.PdfWriter()
    for content in pages:
        page(writer, content)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def shows(*lines: str) -> bytes:
    drawn = " ".join(f"({line}) Tj 0 -20 Td" for line in lines)
    return f"BT /F1 12 Tf 10 150 Td {drawn} ET".encode("latin-1")


def test_pages_and_lines() -> None:
    data = written(shows("Sous Chef", "Pay 30,000 a year"), shows("Apply"))
    words = ["Sous", "Chef", "Pay", "30,000", "a", "year", "Apply"]
    assert pdf_text(data, "a.pdf").split() == words
    assert pdf_text(data, "a.pdf").splitlines()[0].strip() == "Sous Chef"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7 nothing", "a.pdf: not a PDF file that can be read ("),
        (written(b""), "a.pdf: the PDF holds no text, only pictures"),
        (written(shows("Chef"), password="x"), "a.pdf: the PDF has a password"),
        (written(*[b""] * 101), "a.pdf: a PDF of 101 pages; expected at most 100"),
    ],
)
def test_what_is_no_advert(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as error:
        pdf_text(data, "a.pdf")
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


def test_a_page_that_unpacks_to_too_much() -> None:
    data = written(b"BT " + b"(x) Tj " * (40 << 20))  # 280 MiB, packed to under one
    assert len(data) < 2 << 20
    with pytest.raises(InputError, match=r"^a\.pdf: "):
        pdf_text(data, "a.pdf")


def test_a_reader_that_does_not_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 0)
    with pytest.raises(InputError, match=r"^a\.pdf: cannot be read as a PDF in 0 seconds"):
        pdf_text(written(shows("Chef")), "a.pdf")
