"""Kinds of employment that the National Living Wage does not bound. All texts are invented."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.pay.employment import employment_kind, employment_kinds


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Volunteer Driver", ""),
        ("Charity Shop Volunteer", ""),
        ("Volunteers for our garden", ""),
        ("Receptionist (voluntary)", ""),
        ("Unpaid Internship - Marketing", ""),
        ("Marketing Intern", "This is an unpaid internship of three months."),
        ("Trustee", "Please note that this role is voluntary."),
        ("Befriender", "It is a purely voluntary role, travel is paid."),
    ],
)
def test_unpaid(title: str, text: str) -> None:
    assert employment_kind(title, text) == "unpaid"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Volunteer Manager", ""),
        ("Volunteer and Events Coordinator", ""),
        ("Head of Volunteering", ""),
        ("Coordinator (Volunteers)", ""),
        ("Voluntary Sector Officer", ""),
        ("Unpaid Carers Nurse", ""),
        ("Care Assistant", "You get 28 days of holiday and may take unpaid leave."),
        ("Fundraiser", "You will support 40 volunteers in the voluntary sector."),
        ("Chef", "A shift of 12 hours with an unpaid break."),
    ],
)
def test_paid_work_beside_volunteers(title: str, text: str) -> None:
    assert employment_kind(title, text) == ""


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("Field Sales Agent - commission only", "", "commission only"),
        ("Sales Agent", "Earnings are 100% commission.", "commission only"),
        ("Sales Agent", "This is not a commission only role: you get a salary.", ""),
        ("Sales Agent", "Salary and uncapped commission.", ""),
        ("Self Employed Courier", "", "self-employed"),
        ("Driver (self-employed)", "", "self-employed"),
        ("Hairdresser", "You will be self-employed and rent a chair.", "self-employed"),
        ("Personal Trainer", "A self-employed position in our gym.", "self-employed"),
        ("Accountant", "You do the books of self-employed clients.", ""),
        ("Electrician", "PAYE or self-employed, as you wish.", ""),
    ],
)
def test_commission_and_self_employment(title: str, text: str, kind: str) -> None:
    assert employment_kind(title, text) == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Apprentice Electrician", "apprentice"),
        ("Business Administration Apprentice", "apprentice"),
        ("Nursery Assistant - Apprenticeship", "apprentice"),
        ("Apprentice Sales Executive", "apprentice"),
        ("Apprenticeship Assessor", ""),
        ("Apprenticeships Manager", ""),
        ("Trainer of Apprentices", ""),
        ("Electrician", ""),
    ],
)
def test_apprentices(title: str, kind: str) -> None:
    assert employment_kind(title) == kind


def test_rows_of_a_table() -> None:
    titles = pd.Series(["Chef", "Volunteer", "Agent"], index=[7, 8, 9], dtype="str")
    texts = pd.Series(["", "", "commission only"], index=[7, 8, 9], dtype="str")
    assert employment_kinds(titles, texts).tolist() == ["", "unpaid", "commission only"]
    assert employment_kinds(titles[:0]).tolist() == []


WORDS = ["volunteer", "self", "employed", "commission", "only", "apprentice", "unpaid", "not", "a"]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join), st.text(max_size=60))
def test_any_text_has_a_kind(words: str, text: str) -> None:
    kinds = {"", "unpaid", "commission only", "self-employed", "apprentice"}
    assert employment_kind(words, text) in kinds
    assert employment_kind(text, words) in kinds
