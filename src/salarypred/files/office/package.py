"""What is checked before an Office file is opened, and the packages that open them."""

from __future__ import annotations

import zipfile
from importlib.util import find_spec
from typing import IO
from xml.parsers import expat

from ...errors import InputError

#: Python package that reads or writes files of this ending, and its name for pip.
PACKAGES = {
    ".docx": ("docx", "python-docx"),
    ".pdf": ("pypdf", "pypdf"),
    ".xlsx": ("openpyxl", "openpyxl"),
}
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # begins old files, and those that are encrypted
MAX_MEMBERS = 10_000
#: A package may unpack to more than 64 MiB only if that is at most 200 times its size.
MAX_RATIO, SMALL = 200, 64 << 20


def require(ending: str, name: str) -> None:
    """Check that the package for files of an ending is installed.

    Raises
    ------
    InputError
        If it is not; the message is the line that installs it.
    """
    module, package = PACKAGES[ending]
    if find_spec(module) is None:
        raise InputError(
            f"{name}: {ending} needs {package}, which is not installed; run: pip install {package}"
        )


def check_package(file: IO[bytes], name: str, most: int) -> list[str]:
    """Check an Office file (a zip of XML) before anything is parsed; return its members.

    No part may declare a document type, since only that lets XML grow when it is read (entities),
    or read other files.

    Parameters
    ----------
    file
        The file, open for reading; it is left at its start.
    name
        What to call it in a message.
    most
        Most bytes that it may unpack to.

    Raises
    ------
    InputError
        If it is damaged, unpacks to too much or declares a document type.
    """
    if file.read(len(_OLD)) == _OLD:
        raise InputError(
            f"{name}: an Office file with a password, or of the kind before 2007; expected one "
            "saved without a password as its ending says"
        )
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            # What a member says of its size is what zipfile lets be read of it.
            unpacked = sum(member.file_size for member in members)
            packed = file.seek(0, 2)
            if unpacked > most or (unpacked > SMALL and unpacked > MAX_RATIO * packed):
                raise InputError(
                    f"{name}: unpacks to {unpacked >> 20:,} MiB; expected an Office file of at "
                    f"most {most >> 20:,} MiB, and of {MAX_RATIO} times its size"
                )
            if len(members) > MAX_MEMBERS:
                raise InputError(f"{name}: {len(members):,} parts; expected an Office file")
            for member in members:
                if member.filename.lower().endswith((".xml", ".rels", ".vml")):
                    with archive.open(member) as part:
                        _refuse_document_type(part, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise damaged(name, error) from error
    file.seek(0)
    return [member.filename for member in members]


def damaged(name: str, error: Exception) -> InputError:
    """Return the error for a file that its reader cannot read."""
    reason = " ".join(str(error).split())[:100] or type(error).__name__
    return InputError(
        f"{name}: cannot be read as its ending says ({reason}); expected a whole file"
    )


class _Begun(Exception):
    """The first element of a part: what may stand before it has been seen."""


def _refuse_document_type(part: IO[bytes], name: str) -> None:
    def declared(*_: object) -> None:
        raise InputError(f"{name}: declares a document type; expected an ordinary Office file")

    def begun(*_: object) -> None:
        raise _Begun

    reader = expat.ParserCreate()
    reader.StartDoctypeDeclHandler = declared
    reader.StartElementHandler = begun
    try:
        while block := part.read(1 << 16):
            reader.Parse(block)
    except (_Begun, expat.ExpatError):  # an invalid part is the reader's to refuse
        return
