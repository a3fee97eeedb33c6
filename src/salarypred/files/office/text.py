"""Documents of Word and PDF as the bytes of a plain text, so that all documents are read alike."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from ...errors import InputError
from .package import require
from .pdf import pdf_text
from .word import word_text

_READERS = {".docx": word_text, ".pdf": pdf_text}
#: Texts of documents that were read, by name and checksum: a document is inspected before it is
#: read.
_KNOWN: dict[tuple[str, bytes], bytes] = {}
_MOST_KNOWN = 10_000


def is_office_document(name: str) -> bool:
    """Whether a file's name ends like one of Word or PDF.

    Examples
    --------
    >>> is_office_document("Chef.DOCX"), is_office_document("chef.txt")
    (True, False)
    """
    return name.lower().endswith(tuple(_READERS))


def require_packages(names: list[str]) -> None:
    """Check that the packages for documents of these names are installed.

    Raises
    ------
    InputError
        If one is not.
    """
    first = {PurePath(name).suffix.lower(): name for name in reversed(names)}
    for ending in _READERS:
        if ending in first:
            require(ending, first[ending])


def plain_text(name: str, data: bytes) -> tuple[bytes, str]:
    """Return the text of a .docx or .pdf as UTF-8, and "" or why there is none."""
    key = (name, hashlib.sha256(data).digest())
    if key not in _KNOWN:
        try:
            text = _READERS[PurePath(name).suffix.lower()](data, name)
        except InputError as error:
            return b"", str(error).removeprefix(f"{name}: ")
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[key] = text.encode("utf-8", "replace")
    return _KNOWN[key], ""
