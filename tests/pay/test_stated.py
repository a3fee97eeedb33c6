"""Pay that a text states, and hiding it."""

from __future__ import annotations

import re
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salarypred.adverts.table import to_adverts
from salarypred.masks.hiding import mask_pay
from salarypred.pay.rates import ADZUNA_2013
from salarypred.pay.stated import midpoints, stated_columns, stated_pay, stated_range

# Text, amounts, unit, kind: all written for this table.
STATED = [
    ("Clerk £25,000 - £30,000 per annum", (25_000, 30_000), "year", "base"),
    ("Clerk 25-30k", (25_000, 30_000), "year", "base"),
    ("Clerk £25k to £30k + bonus", (25_000, 30_000), "year", "base"),
    ("Clerk, up to £45,000", (None, 45_000), "year", "upto"),
    ("Clerk, max £45k", (None, 45_000), "year", "upto"),
    ("Clerk c£40k", (40_000, 40_000), "year", "base"),
    ("Clerk £c40k", (40_000, 40_000), "year", "base"),
    ("Clerk circa 40k", (40_000, 40_000), "year", "base"),
    ("Cook from £9.50 per hour", (9.5, None), "hour", "from"),
    ("Cook £9.50ph", (9.5, 9.5), "hour", "base"),
    ("Cook at £11/hr", (11, 11), "hour", "base"),
    ("Cook, hourly rate £11.20", (11.2, 11.2), "hour", "base"),
    ("Tester £350-£400 per day", (350, 400), "day", "base"),
    ("Tester £400 p/d outside IR35", (400, 400), "day", "base"),
    ("Day rate: £450 - £500", (450, 500), "day", "base"),
    ("Tester £300 inside IR35 per day", (300, 300), "day", "base"),
    ("Driver £480 a week", (480, 480), "week", "base"),
    ("Carer £1,850 per month", (1_850, 1_850), "month", "base"),
    ("Salary GBP 50,000", (50_000, 50_000), "year", "base"),
    ("£25,655 to £31,534 a year pro rata", (25_655, 31_534), "year", "base"),
    ("Band 6 £32,306-£39,027", (32_306, 39_027), "year", "base"),
    ("Band 6 - £32,306 - £39,027", (32_306, 39_027), "year", "base"),
    ("Band 6 32,306 - 39,027", (32_306, 39_027), "year", "base"),
    ("£120-150k", (120_000, 150_000), "year", "base"),
    ("£25-28,000", (25_000, 28_000), "year", "base"),
    ("£25k-30", (25_000, 30_000), "year", "base"),
    ("£28.5k", (28_500, 28_500), "year", "base"),
    ("between £30,000 and £35,000", (30_000, 35_000), "year", "base"),
    ("£30,000 – £35,000", (30_000, 35_000), "year", "base"),
    ("£30,000—£35,000", (30_000, 35_000), "year", "base"),
    ("£30,000 &ndash; £35,000", (30_000, 35_000), "year", "base"),
    ("£30,000  £35,000", (30_000, 35_000), "year", "base"),
    ("£30k pa - £35k pa", (30_000, 35_000), "year", "base"),
    ("£30,000 - 35,000 per year", (30_000, 35_000), "year", "base"),
    ("£25 000", (25_000, 25_000), "year", "base"),
    ("£ 25,000", (25_000, 25_000), "year", "base"),
    ("£25, 000", (25_000, 25_000), "year", "base"),
    ("£25.000", (25_000, 25_000), "year", "base"),
    ("£32.306.50", (32_306.5, 32_306.5), "year", "base"),
    ("£32,306.00", (32_306, 32_306), "year", "base"),
    ("&pound;25,000", (25_000, 25_000), "year", "base"),
    ("Salary: 40,000 plus benefits", (40_000, 40_000), "year", "base"),
    ("Up to 45,000", (None, 45_000), "year", "upto"),
    ("Salary 40000", (40_000, 40_000), "year", "base"),
    ("£40k+ for the right person", (40_000, None), "year", "from"),
    ("Starting from £31,000", (31_000, None), "year", "from"),
    ("Tester - 45,000 - London", (45_000, 45_000), "year", "base"),
    ("£35Kpkg", (35_000, 35_000), "year", "base"),
    ("£19,500 (rising to £21,500)", (19_500, 21_500), "year", "base"),
    ("£28,500 (min) to £37,500 (max)", (28_500, 37_500), "year", "base"),
    ("£28,000 including London weighting", (28_000, 28_000), "year", "base"),
    ("£45k OTE", (45_000, 45_000), "year", "ote"),
    ("OTE of £45,000", (45_000, 45_000), "year", "ote"),
    ("overtime at £18.50 per hour", (18.5, 18.5), "hour", "extra"),
    ("Baker (York) ?21,000 - ?24,500", (21_000, 24_500), "year", "base"),
    ("Fitter up to ?35k", (None, 35_000), "year", "upto"),
    ("Manager to £60kYou will lead", (None, 60_000), "year", "upto"),
]


NOT_PAY = [
    "a budget of £50,000",
    "You own a £250,000 budget",
    "a turnover of £400,000",
    "turnover £5m - £10m",
    "sales worth £75,000",
    "a £100,000 fund for ideas",
    "won funding of £60,000",
    "£2,000 welcome bonus",
    "a welcome payment of £10,000",
    "a bonus of up to £12,000 per annum",
    "a sign-on bonus of £15,000",
    "golden hello of £10,000",
    "car allowance of £5,400 per annum",
    "£6,000 car allowance",
    "relocation package up to £10,000",
    "refer a friend and earn £500",
    "refer a friend: £1,000",
    "course fees of £9,250 per year",
    "houses worth £450,000",
    "life assurance up to £50,000",
    "pension contributions of £20,000",
    "over 50,000 customers",
    "100k users and 25k followers",
    "paid to 12,000 members",
    "Our graduates earn £40,000 or more",
    "Fully trained members earning 52,000 will teach you",
    "(the average salary is £41,500)",
    "Why us?25,000 visitors agree. See shop.example/list?20,000 for more",
    "a hall of 12,500sqft, 61,000km of road, planes at 30,000ft",
    "our readers approach 90,000 and the number of members is 61,500",
    "Here 24,000 great colleagues look forward to you",
    "Call 020 7946 0123 or 07700 900123",
    "Ref 31415, 12/10/2020, 37.5 hours, 09:00 - 17:30",
    "Manage 10 - 15 people and 20% growth",
    "£",
    "GBP",
    "",
]


@pytest.mark.parametrize(("text", "amounts", "unit", "kind"), STATED)
def test_stated(
    text: str, amounts: tuple[float | None, float | None], unit: str, kind: str
) -> None:
    (pay,) = stated_pay(text)
    assert ((pay.minimum, pay.maximum), pay.unit, pay.kind) == (amounts, unit, kind)
    assert not re.search(r"\d", text[: pay.start].replace("Band 6", ""))
    assert text[pay.start : pay.end].strip() == text[pay.start : pay.end]
    assert not re.search(r"\d", mask_pay(text).replace("Band 6", "").replace("IR35", ""))


@pytest.mark.parametrize("text", NOT_PAY)
def test_not_pay(text: str) -> None:
    assert stated_pay(text) == []
    assert mask_pay(text) == text


def test_basic_and_ote() -> None:
    basic, ote = stated_pay("£30k basic, £45k OTE")
    assert (basic.kind, basic.minimum, ote.kind, ote.minimum) == ("base", 30_000, "ote", 45_000)
    basic, ote = stated_pay("£30k (OTE £45k)")
    assert (basic.kind, ote.kind) == ("base", "ote")


def test_year_and_factor() -> None:
    (pay,) = stated_pay("£10 to £12 an hour")
    assert (pay.annual_minimum, pay.annual_maximum, pay.factor) == (19_500, 23_400, 1_950)
    (pay,) = stated_pay("£10 to £12 an hour", ADZUNA_2013)
    assert (pay.annual_minimum, pay.factor, pay.factor_source) == (19_200, 1_920, "Adzuna 2013")


@pytest.mark.parametrize(
    ("title", "description", "expected"),
    [
        ("Nurse", "We are kind.", (None, None)),
        ("Nurse £30,000", "", (30_000, 30_000)),
        ("Nurse", "From £30,000", (30_000, None)),
        ("Rep OTE £60k", "Basic £30,000.", (30_000, 30_000)),
        ("Rep OTE £60k", "", (60_000, 60_000)),
        ("Nurse up to £40k", "Salary £35,000 - £40,000", (35_000, 40_000)),
        ("Nurse £38k", "Salary £35,000 - £40,000", (35_000, 40_000)),
        ("Nurse £50k", "Juniors get £35,000 - £40,000", (50_000, 50_000)),
        ("Nurse £15 an hour", "That is £29,250 a year.", (29_250, 29_250)),
        ("Nurse", "£25,000 - £30,000 (Band 5) / £31,000 - £36,000", (25_000, 36_000)),
        (
            "Nurse",
            "Days: £30,000 - £33,000\nLates: £32,000 - £37,000",
            (30_000, 37_000),
        ),
        ("Nurse", "Band 5 £25,000 - £30,000\nBand 6 £31,000 - £36,000", (25_000, 30_000)),
        ("Nurse", "Salary £30,000. \nAnother job: £40,000", (30_000, 30_000)),
        ("Nurse", "You begin on £26,000 (the average pay is £29,000)", (26_000, 26_000)),
        ("Cook", "£12 an hour and £20 an hour on Sundays", (23_400, 23_400)),
        ("Cook", "Overtime £20 an hour", (None, None)),
        ("Cook", "£32,000 pro rata (£16,000 actual)", (32_000, 32_000)),
    ],
)
def test_range_of_an_advert(
    title: str, description: str, expected: tuple[float | None, float | None]
) -> None:
    assert stated_range(title, description) == expected


WORDS = """
    £ 25,000 30k - to and – per annum an hour pa OTE bonus budget Band 6 up from 9.50 350 a day GBP
    &pound; &ndash; . , ( ) **** *** k K £c 1 32306 % m spine point SCP 12 + / : $ circa basic 000
    0 2020 salary ? average people earning
"""


PIECES = st.sampled_from(["\n", "  ", *WORDS.split()])


FREE = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))


@settings(max_examples=400, deadline=None)
@given(FREE)
def test_any_text(text: str) -> None:
    for pay in stated_pay(text):
        assert 0 <= pay.start < pay.end <= len(text)
        assert re.search(r"\d", text[pay.start : pay.end])
        assert pay.minimum is not None or pay.maximum is not None
        if pay.minimum is not None and pay.maximum is not None:
            assert pay.minimum <= pay.maximum
    masked = mask_pay(text)
    assert stated_pay(masked) == []
    assert mask_pay(masked) == masked
    # What is not a mask or a number of the original stands where it stood.
    bare = re.compile(r"[\d.,\s*\xa0]+")
    assert bare.sub("", masked) == bare.sub("", text)


@given(st.text(st.characters(exclude_categories=["Nd"]), max_size=300))
def test_text_without_digits(text: str) -> None:
    assert stated_pay(text) == []
    assert mask_pay(text) == text


@pytest.mark.parametrize(
    "piece",
    [
        "£1,",
        "1",
        "****",
        "to ",
        "£",
        "1 ",
        "£1-",
        "1,111",
        "GBP ",
        "&pound;",
        "25k",
        "£1 to ",
        "1.",
        "?",
        " ?25,000",
        " -",
        "people earning ",
        "average ",
        "\n£25,000",
    ],
)
def test_a_long_text_takes_linear_time(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    for function in (stated_pay, mask_pay):
        start = time.process_time()
        function(text)
        # Quadratic time would take many minutes; this is no measurement of speed.
        assert time.process_time() - start < 20


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Which statement of one text counts.
        ("£12 an hour. Salary £25,000 a year.", (25_000, 25_000)),
        ("OTE £60k. Then £12 an hour.", (23_400, 23_400)),
        ("OTE £60k a year. From £12 an hour.", (23_400, None)),
        ("From £30,000. Or £12 an hour.", (30_000, None)),
        ("Up to £30k. Basic £28,000.", (28_000, 28_000)),
        ("£28,000. Also £29,000.", (28_000, 28_000)),
        ("overtime at £18.50 per hour", (None, None)),
        # Which statements continue it.
        ("£20,000 (York) / £15,000", (15_000, 20_000)),
        ("£20,000 (York) / £14,999", (20_000, 20_000)),
        ("£20,000 (York) / £40,000", (20_000, 40_000)),
        ("£20,000 (York) / £40,001", (20_000, 20_000)),
        ("£20,000 (York) / £25,000 a year (Hull) / £27,000", (20_000, 27_000)),
        ("up to £20,000 (York) / up to £25,000", (None, 20_000)),
        ("£20,000 (York). £25,000 in Hull", (20_000, 20_000)),
    ],
)
def test_what_counts_of_several_statements(
    text: str, expected: tuple[float | None, float | None]
) -> None:
    assert stated_range("", text) == expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Clerk £20,000", "£20,000 - £25,000", (20_000, 25_000)),
        ("Clerk £25,000", "£20,000 - £25,000", (20_000, 25_000)),
        ("Clerk £25,001", "£20,000 - £25,000", (25_001, 25_001)),
        ("Clerk from £20,000", "from £18,000", (20_000, None)),
        ("Clerk £20,000", "£10 - £11 an hour", (20_000, 20_000)),
        ("Clerk up to £30k", "£25,000", (25_000, 25_000)),
        ("Clerk", "£25,000", (25_000, 25_000)),
        ("Clerk £25,000", "", (25_000, 25_000)),
    ],
)
def test_title_and_description(
    title: str, text: str, expected: tuple[float | None, float | None]
) -> None:
    assert stated_range(title, text) == expected


def test_factors_of_a_source_are_used() -> None:
    assert stated_range("", "£10 an hour", ADZUNA_2013) == (19_200, 19_200)
    rows = {
        "title": ["Cook £10 an hour"] * 3 + ["Cook"],
        "description": "",
        "source": ["adzuna", "adzuna", "", ""],
        "posted": ["2013-01-05", "2026-01-05", "2013-01-05", ""],
    }
    stated = stated_columns(to_adverts(pd.DataFrame(rows)))
    assert stated[:3, 0].tolist() == stated[:3, 1].tolist() == [19_200, 19_500, 19_500]
    assert np.isnan(stated[3]).all()
    assert stated_columns(to_adverts(pd.DataFrame({"title": []}))).shape == (0, 2)


def test_the_middle_of_what_is_stated() -> None:
    stated = np.array([[1.0, 3.0], [np.nan, 4.0], [2.0, np.nan], [np.nan, np.nan]])
    assert midpoints(stated)[:3].tolist() == [2.0, 4.0, 2.0]
    assert np.isnan(midpoints(stated)[3])
