"""For the API page: what mkdocstrings would misread in docstrings that are written for Sphinx.

Roles ("class", "func" ...) become names in code type, and parameters that share a description get
an entry each, since mkdocstrings shows the type and default of the first for all of them.
"""

import re
from typing import Any

import griffe

_ROLE = re.compile(r":(?:class|func|meth|mod|data|attr|exc):`([^`]+)`")
#: Names, then perhaps a type, then lines that are indented.
_TOGETHER = re.compile(r"^(\w+(?:, \w+)+)( : .*)?\n((?:[ ]+.*\n?)+)", re.MULTILINE)
_PARAMETERS = re.compile(r"^Parameters\n-+\n.*?(?=^\w[\w ]*\n---|\Z)", re.MULTILINE | re.DOTALL)


class DocstringsForMarkdown(griffe.Extension):
    """Rewrites docstrings after they were read."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Called for each module, class and function that was read."""
        if obj.docstring is not None:
            text = _PARAMETERS.sub(lambda section: _one_each(section[0]), obj.docstring.value)
            obj.docstring.value = _ROLE.sub(_name, text)


def _one_each(section: str) -> str:
    """The section with an entry for each name."""

    def entries(found: re.Match[str]) -> str:
        kind, text = found[2] or "", found[3].rstrip("\n")
        return "".join(f"{name}{kind}\n{text}\n" for name in found[1].split(", "))

    return _TOGETHER.sub(entries, section)


def _name(role: re.Match[str]) -> str:
    """The last part of a dotted name, on whatever lines it stands."""
    whole = re.sub(r"\\?\s+", "", role[1])
    return f"`{whole.rpartition('.')[2]}`"
