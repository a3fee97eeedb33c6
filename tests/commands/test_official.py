import json

import pytest

from salarypred.cli import main


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["official", *words])
    done = capsys.readouterr()
    return status, done.out, done.err


def test_a_title_gives_what_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "care", "worker")
    assert (status, err) == (0, "")
    assert out.startswith("Care workers and home carers (SOC 2020 6135)\n")
    for said in (
        "£27,468",
        "£13.43 an hour",
        "39.6 hours a week",
        "17,938",
        "London +13%",
        "£25,000",
    ):
        assert said in out
    assert max(map(len, out.splitlines())) <= 104


def test_json_of_a_code_and_a_year(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "2136", "--year", "2024", "--as-of", "2024-04", "--json")
    facts = json.loads(out)
    assert status == 0
    assert (facts["code"], facts["year"], facts["basis"]) == ("2136", 2024, "stated")
    assert facts["full_time"]["median"] == facts["month"]["median"] == 41_179
    assert facts["spread_basis"] == "from the group above"
    assert facts["history"]["2025"] == 47_118
    assert facts["hourly"] == 21.66


def test_other_occupations_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "engineer", "--json")
    facts = json.loads(out)
    assert facts["others"]
    assert facts["code"] not in [other["code"] for other in facts["others"]]
    _, out, _ = run(capsys, "engineer")
    assert f"or {facts['others'][0]['occupation']} ({facts['others'][0]['code']})" in out


def test_a_band_in_the_title_is_answered_with_its_range(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "midwife band 6", "--as-of", "2025-06")
    assert "NHS band 6, England: £38,682 to £46,580 (stated)" in out
    _, out, _ = run(capsys, "primary school teacher UPS", "--as-of", "2025-10")
    assert "£47,472 to £51,048 (stated)" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["9999"], "occupation code '9999'"),
        (["great opportunity"], "'great opportunity': the title names no occupation"),
        (["6135", "--year", "1999"], "year 1999"),
        (["6135", "--as-of", "May"], "month 'May'"),
    ],
)
def test_mistakes_are_one_line(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    status, out, err = run(capsys, *words)
    assert (status, out) == (2, "")
    assert said in err and err.count("\n") == 1
