"""The model card says what the metadata say, in Markdown that renders."""

import copy
from typing import Any

import pytest

from salarypred.bundle.card import model_card

FIGURES = {"n": 1234, "mae": 5678.9, "median_ae": 3210.5, "mape": 17.25, "r2_log": 0.654}
CATEGORY = {"n": 99, "accuracy": 0.912, "macro_f1": 0.89, "log_loss": 0.3}
CATEGORY["calibration_error"] = 0.02
METADATA: dict[str, Any] = {
    "salarypred": "9.8.7",
    "trained": "2026-02-03T04:05:06+00:00",
    "parameters": {"random_state": 42, "compact": False},
    "data": {
        "inputs": ["adverts.csv", "more"],
        "sha256": "abc123",
        "columns": ["title"],
        "rows": 12345,
        "with_pay": 12000,
        "with_category": 300,
        "with_description": 7,
        "median_pay": 27654.0,
        "posted": ["2025-01-01T09:00:00", "2025-12-31T10:00:00"],
        "notes": ["3 rows with a problem, the first: line 7"],
    },
    "metrics": {
        "salary": {
            "random": {
                "all columns": FIGURES,
                "texts only": FIGURES | {"mae": 6789.0},
                "coverage of 80% interval": 0.8123,
                "mean width": 17531,
                "Winkler score": 28765,
                "mean width of a constant factor": 21357,
            }
        },
        "category": {"random": CATEGORY},
        "coverage": [
            {
                "by": "category",
                "part": "IT Jobs",
                "n": 4711,
                "coverage": 0.7654,
                "width": 23456,
                "constant_width": 34567,
                "mae": 8901,
            }
        ],
    },
    "seconds": 61.2,
    "peak_memory_gib": 1.5,
}


def changed(**changes: Any) -> dict[str, Any]:
    metadata = copy.deepcopy(METADATA)
    for path, value in changes.items():
        *parents, last = path.split("__")
        place = metadata
        for name in parents:
            place = place[name]
        place[last] = value
    return metadata


def test_every_figure_is_on_the_card() -> None:
    card = model_card("mine", METADATA)
    assert card.startswith("# Model `mine`\n")
    for fact in (
        *("9.8.7", "2026-02-03", "adverts.csv, more", "12,345", "12,000", "£27,654", "abc123"),
        *("2025-01-01 to 2025-12-31", "line 7", "seed 42", "61 s", "1.5 GiB"),
        *("£5,679", "£6,789", "£3,210", "17.2%", "0.654", "81.2% (random)"),
        *("£28,765 (random)", "£17,531 against £21,357"),
        *("| IT Jobs | 4,711 | 76.5% | £23,456 | £34,567 | £8,901 |"),
        *("91.2%", "0.890", "0.300", "0.020", "confusion.csv"),
    ):
        assert fact in card, fact
    assert "nan" not in card.lower().replace("finance", "")
    assert "None" not in card


def test_tables_have_as_many_cells_as_heads() -> None:
    rows = [line for line in model_card("mine", METADATA).splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} == {8, 7}
    assert sum(row.startswith("| random") for row in rows) == 3


@pytest.mark.parametrize("part", ["salary", "category"])
def test_a_model_of_one_kind_has_one_table(part: str) -> None:
    card = model_card("mine", changed(**{f"metrics__{part}": None}))
    assert ("## Salary" in card) is (part != "salary")
    assert ("## Category" in card) is (part != "category")


def test_facts_that_are_not_known_are_left_out() -> None:
    card = model_card(
        "mine",
        changed(data__median_pay=None, data__posted=None, peak_memory_gib=None, data__notes=[]),
    )
    assert "None" not in card
    assert "median pay" not in card
    assert "posted" not in card
    assert "GiB" not in card


def test_the_card_says_whether_single_adverts_can_be_found_in_the_model() -> None:
    assert "keeps the pay of single adverts" in model_card("mine", METADATA)
    compact = model_card("mine", changed(parameters__compact=True))
    assert "no text of an advert" in compact
    assert "keeps the pay of single adverts" not in compact
