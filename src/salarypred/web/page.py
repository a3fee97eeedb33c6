"""The page's form: what it holds, and the advert that it asks about."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..adverts.columns import CANONICAL
from ..errors import InputError
from ..files.documents import decode, parse_document, unreadable
from ..masks.fill import fill_document
from ..masks.output import read_masks
from ..pay.earnings import month_of_money
from .questions import Answer
from .shown.scale import UNITS, Scale
from .what_if import CONTRACT_TIMES, CONTRACT_TYPES, PLACES, PLAIN, RANKS

#: Characters of a pasted advert.
MOST_PASTED = 100_000
#: Most hours a week, and most pounds, that the page reckons with.
_MOST_HOURS, _MOST_POUNDS = 100.0, 1e7
CHOICES = ("place", "rank", "contract_type", "contract_time")
#: Options of the page's controls: value and wording.
OPTIONS: dict[str, list[tuple[str, str]]] = {
    "place": [("", "as written"), *((place, place) for place in PLACES)],
    "rank": [
        ("", "as written"),
        (PLAIN, "without a rank"),
        *((rank, rank) for rank in RANKS),
    ],
    "contract_type": [("", "as written"), *((c, c.replace("_", " ")) for c in CONTRACT_TYPES)],
    "contract_time": [("", "as written"), *((c, c) for c in CONTRACT_TIMES)],
}


@dataclass(frozen=True)
class PageForm:
    """The contents of the page's form."""

    text: str = ""
    location: str = ""
    company: str = ""
    as_of: str = ""
    changes: Mapping[str, str] = field(default_factory=dict)
    unit: str = "year"
    hours: str = ""
    figure: str = ""

    def advert(self) -> dict[str, str]:
        """The advert as it was written.

        Raises
        ------
        InputError
            With one sentence for the user.
        """
        text = self.text.replace("\r\n", "\n")
        if not text.strip():
            raise InputError("There is no text. Paste an advert, choose a file, or try an example.")
        if len(text) > MOST_PASTED:
            raise InputError(
                f"The text has {len(text):,} characters. Expected one advert of at most "
                f"{MOST_PASTED:,}; files of many adverts go below."
            )
        if problem := unreadable(text.encode("utf-8", "replace")):
            raise InputError(f"This cannot be read as an advert: {problem}.")
        if self.as_of:
            month_of_money(self.as_of)
        fields = parse_document(text)
        advert = {name: fields.get(name, "") for name in CANONICAL}
        for name in ("location", "company"):
            advert[name] = getattr(self, name).strip() or advert[name]
        return advert

    def scale(self) -> Scale:
        """Time and hours that pay is shown for; raises `InputError`."""
        if self.unit not in UNITS:
            raise InputError(f"time {self.unit!r}; expected {', '.join(UNITS)}")
        return Scale(self.unit, _number(self.hours, "hours a week", _MOST_HOURS))

    def sum_asked(self) -> float | None:
        """The sum whose share is asked for, £; raises `InputError`."""
        return _number(self.figure, "sum", _MOST_POUNDS)


def _number(text: str, name: str, most: float) -> float | None:
    """A number as people write it: "£30,000", "30k"; None for nothing."""
    plain = text.strip().lower().removeprefix("£").replace(",", "").replace(" ", "")
    if not plain:
        return None
    factor = 1_000.0 if plain.endswith("k") else 1.0
    try:
        value = factor * float(plain.removesuffix("k"))
    except ValueError:
        value = math.nan
    if not 0 < value <= most:
        raise InputError(f"{name}: {text[:40]!r}; expected a number above 0, at most {most:,.0f}")
    return value


def file_text(data: bytes) -> str:
    """Text of a dropped file; raises `InputError` if it has none."""
    if problem := unreadable(data):
        raise InputError(f"This file cannot be read as an advert: {problem}.")
    return decode(data)


def filled_text(form: PageForm, answer: Answer) -> str:
    """The advert with its masks filled in; where it was changed, its title and description."""
    title, description = str(answer.row["title"]), str(answer.row["description"])
    masks = read_masks(answer.row["masks"])
    text = form.text.replace("\r\n", "\n")
    written = form.advert()
    if (written["title"], written["description"]) != (title, description):
        text = f"Title: {title}\nDescription: {description}"
    return fill_document(text.encode("utf-8", "replace"), title, description, masks).decode()
