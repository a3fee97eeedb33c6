"""What the page shows for one advert: the form, the answers and their wording."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from ..adverts.columns import CANONICAL
from ..adverts.months import month_name, months_posted, parse_month
from ..errors import InputError
from ..files.documents import decode, parse_document, unreadable
from ..masks.fill import fill_document
from ..masks.output import read_masks
from ..model.explain import Explanation
from ..pay.earnings import last_known_month, month_of_money
from ..pay.minimum_wage import minimum_pay
from .curve import HEIGHT, WIDTH, Curve, curve
from .highlight import pieces
from .questions import Answer
from .what_if import CONTRACT_TIMES, CONTRACT_TYPES, PLACES, PLAIN, RANKS, changed

#: Characters of a pasted advert.
MOST_PASTED = 100_000
CHOICES = ("place", "rank", "contract_time", "contract_type")
#: Options of the page's controls: value and wording.
OPTIONS: dict[str, list[tuple[str, str]]] = {
    "place": [("", "as written"), *((place, place) for place in PLACES)],
    "rank": [
        ("", "as written"),
        (PLAIN, "without a rank"),
        *((rank, rank) for rank in RANKS),
    ],
    "contract_time": [("", "as written"), *((c, c) for c in CONTRACT_TIMES)],
    "contract_type": [("", "as written"), *((c, c.replace("_", " ")) for c in CONTRACT_TYPES)],
}


@dataclass(frozen=True)
class PageForm:
    """The contents of the page's form."""

    text: str = ""
    location: str = ""
    company: str = ""
    as_of: str = ""
    changes: Mapping[str, str] = field(default_factory=dict)

    def advert(self) -> dict[str, str]:
        """The advert as it was written.

        Raises
        ------
        InputError
            With one sentence for the user.
        """
        text = self.text.replace("\r\n", "\n")
        if not text.strip():
            raise InputError("There is no text. Paste an advert, or choose a file.")
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


def file_text(data: bytes) -> str:
    """Text of a dropped file; raises `InputError` if it has none."""
    if problem := unreadable(data):
        raise InputError(f"This file cannot be read as an advert: {problem}.")
    return decode(data)


def page_answer(
    form: PageForm, written: Answer, asked: Answer, why: Explanation | None = None
) -> dict[str, Any]:
    """What the template shows for an answer.

    Parameters
    ----------
    form
        What was asked.
    written, asked
        Answers for the advert as written, and with the changes of the form.
    why
        What moves the estimate, if known yet.
    """
    row = asked.row
    advert = changed(form.advert(), form.changes)
    pay, before = row["predicted_salary"], written.row["predicted_salary"]
    month = form.as_of or month_name(
        int(months_posted(pd.Series([str(advert.get("posted", ""))], dtype="str"))[0])
    )
    masks = read_masks(row["masks"])
    drivers = why.salary if why else []
    drawing: Curve | None = None
    if pay is not None and asked.curve_quantiles:
        floor = float(minimum_pay(np.array([parse_month(month)]))[0])
        drawing = curve(asked.curve_quantiles, row["salary_low"], pay, row["salary_high"], floor)
    return {
        "row": row,
        "month": month,
        "beyond": last_known_month()
        if parse_month(month) > parse_month(last_known_month())
        else "",
        "curve": drawing,
        "size": (WIDTH, HEIGHT),
        "difference": None if pay is None or before is None or pay == before else pay - before,
        "share": 0.0 if not before or pay is None else 100 * (pay / before - 1),
        "warnings": [warning for warning in str(row["warnings"]).split("; ") if warning],
        "title": pieces(str(row["title"]), "title", masks, drivers),
        "description": pieces(str(row["description"]), "description", masks, drivers),
        "masks": masks,
        "cohorts": asked.cohorts,
        "why": why,
        "filled": filled_text(form, asked),
    }


def filled_text(form: PageForm, answer: Answer) -> str:
    """The advert with its masks filled in; if the rank was changed, its title and description."""
    title, description = str(answer.row["title"]), str(answer.row["description"])
    masks = read_masks(answer.row["masks"])
    text = form.text.replace("\r\n", "\n")
    if form.advert()["title"] != title:
        text = f"Title: {title}\nDescription: {description}"
    return fill_document(text.encode("utf-8", "replace"), title, description, masks).decode()
