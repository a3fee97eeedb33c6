"""One advert document: its bytes to text, and its text to fields."""

from __future__ import annotations

import re

from ..adverts.columns import CANONICAL, TARGETS
from .opening import binary_format, text_encoding

FIELDS = ("id", "title", "company", "description")
LONGEST_TITLE = 120
MAX_BYTES = 16 << 20  # no advert is longer

_LABELS = {name.replace("_", " "): name for name in (*CANONICAL, *TARGETS)} | {"webindex": "id"}
_FIELD = re.compile(
    rf"[ \t]*({'|'.join(_LABELS).replace(' ', '[ _]')})[ \t]*:[ ]?(.*)", re.IGNORECASE
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes) -> str:
    r"""Return the text of a document.

    It is UTF-8, or UTF-16 where it starts with that mark; bytes that are not UTF-8 are read as
    Windows-1252. Line ends become ``\n``; nothing else is changed, because masks are counted in
    characters.

    Examples
    --------
    >>> decode(b"\xef\xbb\xbfTitle: Chef\r\n"), decode(b"\xa325k")
    ('Title: Chef\n', '£25k')
    """
    text = data.decode(*text_encoding(data[:4]))
    if "\n" not in text:
        return text.replace("\r", "\n")  # a classic Mac file
    return text.replace("\r\n", "\n")


def parse_document(text: str) -> dict[str, str]:
    r"""Return the fields of an advert document.

    A document that starts with a field line (``Title: …``, ``Webindex: …``, ``Company: …`` or
    another of the project's column names) is read field by field; ``Description:`` runs to the end
    of the text, whatever its lines look like. The first line that is not a field also ends the
    fields, and starts the description. Any other text is a pasted advert: its first line is the
    title if it has at most 120 characters, and the rest, if there is any, is the description.

    Parameters
    ----------
    text
        The document, with ``\n`` as line end (see `decode`).

    Returns
    -------
    dict
        `id`, `title`, `company` and `description` ("" where missing), the other columns that the
        document has, and `problem`: "" or what is wrong with the document. Title and description
        stand exactly as they do in the text after "Title: " and "Description: ".

    Examples
    --------
    >>> advert = parse_document("Title: Chef\nWebindex: 7\nDescription: Pay: ****\nApply now")
    >>> advert["title"], advert["id"], advert["description"]
    ('Chef', '7', 'Pay: ****\nApply now')
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    fields = dict.fromkeys(FIELDS, "")
    if not text.strip():
        return fields | {"problem": "the document is empty"}
    if not _FIELD.match(text.lstrip()):
        return fields | _pasted(text)
    found: dict[str, str] = {}
    problems: list[str] = []
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = _FIELD.fullmatch(text, start, end)
        if line is None and text[start:end].strip():
            found["description"] = _without_line_end(text[start:])
            if re.search(r"^(description|webindex):", found["description"], re.I | re.M):
                number = text.count("\n", 0, start) + 1
                problems.append(f"line {number}: no field; read as the start of the description")
            break
        if line is not None:
            name = _LABELS[re.sub("[ _]", " ", line[1].lower())]
            if name == "description":
                found[name] = _without_line_end(text[line.start(2) :])
                break
            if name in found:
                problems.append(f"a second {line[1].strip()}; the first one is used")
            else:
                found[name] = line[2] if name == "title" else line[2].strip()
        start = end + 1
    return fields | found | {"problem": "; ".join(dict.fromkeys(problems))}


def _pasted(text: str) -> dict[str, str]:
    title, _, rest = text.lstrip().partition("\n")
    if len(title.strip()) > LONGEST_TITLE:
        return {"description": _without_line_end(text), "problem": ""}
    description = _without_line_end(rest.lstrip("\n"))
    return {"title": title.strip(), "description": description, "problem": ""}


def _without_line_end(text: str) -> str:
    return text.removesuffix("\n")


def unreadable(data: bytes) -> str:
    """Return why these bytes cannot be the text of an advert, or "".

    Examples
    --------
    >>> unreadable(b"%PDF-1.7 ..."), unreadable(b"Title: Chef")
    ('this is a PDF file', '')
    """
    if not data.strip():
        return "the file is empty"
    if len(data) > MAX_BYTES:
        return f"the file has more than {MAX_BYTES >> 20} MiB"
    if what := binary_format(data):
        return f"this is {what}"
    start = data[:4096].decode(*text_encoding(data[:4]))
    return "this is a binary file" if len(_CONTROL.findall(start)) > len(start) / 20 else ""
