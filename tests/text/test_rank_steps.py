"""Ranks of titles as steps above and below the plain job."""

import pytest

from salarypred.text.rank_steps import HIGHEST, LOWEST, rank_step


@pytest.mark.parametrize(
    ("title", "step"),
    [
        ("Apprentice Electrician", LOWEST),
        ("Trainee Accountant", -2),
        ("Jnr Developer", -1),
        ("Staff Nurse", 0),
        ("Senior Buyer", 1),
        ("Sr. Buyer", 1),
        ("Senior Lead Nurse", 2),
        ("Principal Engineer", 2),
        ("Head of Finance", 3),
        ("Associate Director of Operations", 3),
        ("Finance Director", HIGHEST),
        ("Chief Executive", HIGHEST),
        ("Lead Generation Executive", 0),
        ("PA to Managing Director", 0),
        ("Directorate Manager", 0),
        ("Team Leader", 0),
        ("", 0),
    ],
)
def test_steps(title: str, step: int) -> None:
    assert rank_step(title) == step
