"""The occupation that an advert's text names, for adverts whose title does not."""

import re

from .lists import job_names
from .titles import Title, read_title

#: Characters of a text that are read: adverts begin with who is wanted.
_START = 1_500
_WANTED = re.compile(
    r"\b(?:looking for|looking to (?:recruit|appoint|hire)|seeking|seeks?|recruiting|to recruit|"
    r"hiring|to hire|requires?|to appoint|vacancy for|vacancies for|role of|position of|post of|"
    r"opportunity for|opening for|join (?:us|them|our team|the team) as|work(?:ing)? as|in need of)"
    r"\s+(?:for\s+)?(?:an?|our|the|their|some|\d+|several|experienced|additional|\s)*\s*"
    r"([A-Za-z][^.,;:!?()\n]{2,70})",
    re.I,
)
#: Words after which a phrase turns to something else.
_END = re.compile(
    r"\b(?:to|who|with|that|for|based|in|at|on|as|and join|required)\b.*", re.I | re.S
)


def wanted(description: str) -> Title | None:
    """Return the job that an advert's text says is wanted, or None.

    Examples
    --------
    >>> wanted("A care home in Kent. We are looking for a senior care assistant to join us.").main
    ('senior', 'care', 'assistant')
    """
    for match in _WANTED.finditer(description[:_START]):
        title = read_title(_END.sub("", match[1]))
        if not job_names().isdisjoint(title.main):
            return title
    return None


def with_text(title: Title, description: str) -> Title | None:
    """Return a vague title with the words of the text before it, or None."""
    found = wanted(description) if description else None
    return found and Title(found.main, found.rest + title.main + title.rest)
