"""Pay in money other than pounds.

UK adverts name dollars and euros too, for budgets or turnover. They count only if the words beside
them speak of pay and the text names no pounds.
"""

import re

_AMOUNT = r"\d[\d.,']*\s?(?:k\b)?"
_MONEY = {
    "euros": r"(?:€|\bEUR\b)",
    "dollars": r"(?:(?:\b(?:US|AU|CA|NZ|A|C|HK|S))?\$|\b(?:USD|CAD|AUD)\b)",
    "dirhams": r"\b(?:AED|dirhams?)\b",
    "Swiss francs": r"\bCHF\b",
    "riyals": r"\b(?:SAR|QAR|riyals?)\b",
    "rupees": r"(?:₹|\bINR\b)",
    "zloty": r"\b(?:PLN|zł)",
    "kronor": r"\b(?:SEK|NOK|DKK)\b",
    "yen": r"(?:¥|\bJPY\b)",
}
_PER = (
    r"\s?(?:gross|brutto?|net|plus|\+)?\s?(?:(?:per|an?|each|/|p\.?)\s?"
    r"(?:year|annum|a\.?\b|yr|month|week|day|hour|hr|h\b|m\b)|yearly|annually|monthly|hourly|daily)"
)
_PAY = r"\b(?:salary|pay|paid|wages?|rate|earn(?:ings)?|compensation|remuneration|package|offer)\b"


def _money(sign: str) -> re.Pattern[str]:
    one = rf"(?:{sign}\s?{_AMOUNT}|(?<![\d.,]){_AMOUNT}\s?{sign})"
    some = rf"{one}(?:\s?(?:-|–|to|and)\s?(?:{one}|{_AMOUNT}))?"
    big = r"(?!\s?(?:m\b|mn|bn|b\b|million|billion|trillion|turnover|revenue|\d))"
    return re.compile(rf"{some}{_PER}|{_PAY}[^.!?£\n]{{0,30}}?{one}{big}", re.IGNORECASE)


_FOREIGN = {name: _money(sign) for name, sign in _MONEY.items()}
_SIGN = re.compile("|".join(_MONEY.values()), re.IGNORECASE)
# What every such sign holds, in small letters: to look for it takes a tenth of the time.
_SIGNS = ("€", "$", "₹", "¥", "dirham", "riyal", "pln", "zł")
_CODES = ["eur", "usd", "cad", "aud", "aed", "chf", "sar", "qar", "inr", "sek", "nok", "dkk", "jpy"]
_CODE = {code: re.compile(rf"{code}\b(?<!\w{code})") for code in _CODES}
_POUNDS = re.compile(r"£|\bGBP\b|\bpounds?\b|\bsterling\b", re.IGNORECASE)


def foreign_pay(text: str) -> str:
    """Name of the money that a text pays in; "" for pounds, and if it does not say.

    Examples
    --------
    >>> foreign_pay("Salary €45,000 - €50,000"), foreign_pay("a $20 million budget, £40k")
    ('euros', '')
    """
    if "£" in text or not _may_have_sign(text.lower()):
        return ""
    if not _SIGN.search(text) or _POUNDS.search(text):
        return ""
    return next((name for name, pay in _FOREIGN.items() if pay.search(text)), "")


def may_be_money(word: str) -> bool:
    """Whether a word in small letters names money in :func:`foreign_pay`; its signs are no words.

    Examples
    --------
    >>> may_be_money("eur"), may_be_money("entrepreneur")
    (True, False)
    """
    return word in _CODE or any(sign in word for sign in _SIGNS)


def _may_have_sign(lower: str) -> bool:
    if any(sign in lower for sign in _SIGNS):
        return True
    return any(code in lower and _CODE[code].search(lower) for code in _CODES)
