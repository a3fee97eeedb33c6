"""Text of a Word document (.docx)."""

from __future__ import annotations

import io
from typing import Any

from ...errors import InputError
from .package import check_package, damaged, require

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: A copy of a text box for old programs.
_COPY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
MAX_UNPACKED = 256 << 20  # pictures count too


def word_text(data: bytes, name: str) -> str:
    """Return the text of a .docx: a line for each paragraph, and for each row of a table.

    Deleted text of tracked changes is left out, inserted text is in.

    Raises
    ------
    InputError
        If python-docx is not installed, or the file is damaged, without text or not what it says.
    """
    require(".docx", name)
    import docx

    file = io.BytesIO(data)
    check_package(file, name, MAX_UNPACKED)
    try:
        body = docx.Document(file).element.body
    except Exception as error:  # a damaged file breaks python-docx in many ways
        raise damaged(name, error) from error
    text = _text(body).strip("\n")
    if not text.strip():
        raise InputError(f"{name}: the document holds no text; expected an advert")
    return f"{text}\n"


def _text(node: Any) -> str:
    """Text below a node; every paragraph ends its line."""
    parts = []
    for child in node.iterchildren():
        kind = child.tag.removeprefix(_WORD) if isinstance(child.tag, str) else ""
        if kind == "t":
            parts.append(child.text or "")
        elif kind in _SIGNS:
            parts.append(_SIGNS[kind])
        elif kind == "p":
            parts.append(_text(child) + "\n")
        elif kind == "tr":
            cells = (_text(cell).strip() for cell in child.iterchildren())
            parts.append(" ".join(filter(None, cells)) + "\n")
        elif child.tag != _COPY and kind != "del":
            parts.append(_text(child))
    return "".join(parts)
