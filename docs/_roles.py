"""For the API page: roles of the docstrings ("class", "func" ...) as names in code type.

The docstrings are written for Sphinx and for readers of the source; mkdocstrings reads Markdown and
would show a role as it stands.
"""

import re
from typing import Any

import griffe

_ROLE = re.compile(r":(?:class|func|meth|mod|data|attr|exc):`([^`]+)`")


class NamesInCodeType(griffe.Extension):
    """Replaces each role by the last part of what it names."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Called for each module, class and function that was read."""
        if obj.docstring is not None:
            obj.docstring.value = _ROLE.sub(_name, obj.docstring.value)


def _name(role: re.Match[str]) -> str:
    """The last part of a dotted name, on whatever lines it stands."""
    whole = re.sub(r"\\?\s+", "", role[1])
    return f"`{whole.rpartition('.')[2]}`"
