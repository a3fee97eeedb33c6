"""What is asked of a prediction: one line says what does not fit together, and nothing is read."""

from collections.abc import Callable

import pytest

from salarypred.cli import main
from salarypred.commands.predict.arguments import options_of, parser, typed_advert
from salarypred.model.batches import Options

Refused = Callable[..., str]


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Refused:
    """Run ``salarypred predict`` with words that it refuses: what it says in its one line."""

    def said(*words: str) -> str:
        assert main(["predict", *words]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.count("\n") == 1
        return err

    return said


def test_options_as_the_model_takes_them() -> None:
    words = ["a.csv", "--interval", "0.5", "--as-of", "2020-06", "--details", "--json"]
    arguments = parser().parse_args(words)
    assert options_of(arguments) == Options(level=0.5, as_of="2020-06", details=True)
    assert arguments.format == "jsonl"
    assert typed_advert(arguments) is None


def test_an_advert_in_options() -> None:
    arguments = parser().parse_args(["--title", "Chef", "--location", "Leeds"])
    advert = typed_advert(arguments)
    assert advert is not None
    assert advert.rows.to_dict("records") == [{"title": "Chef", "location": "Leeds"}]
    assert advert.source == "--title, --location"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--location", "Leeds"], "--location without a title"),
        (["--title", " "], "--title without a title"),
        (["a.txt", "--title", "Chef"], "a.txt and --title; expected either"),
        (["a.txt", "--json", "--format", "csv"], "--json and --format csv; expected one of them"),
        (["a.txt", "--format", "text", "--output", "x.txt"], "expected no --output with it"),
        (["a.txt", "--format", "text", "--fill"], "--format text shows no adverts"),
    ],
)
def test_options_that_contradict_each_other(
    refused: Refused, words: list[str], message: str
) -> None:
    assert message in refused(*words)


@pytest.mark.parametrize("month", ["2026", "June", "2026-13", "1999-01"])
def test_a_month_that_is_none(refused: Refused, month: str) -> None:
    said = f"salarypred: month '{month}'; expected YYYY-MM from 2000-01 on, such as 2026-11\n"
    assert refused("a.csv", "--as-of", month) == said


@pytest.mark.parametrize("level", ["0", "1", "80", "-0.5", "nan", "much"])
def test_intervals_that_make_no_sense(capsys: pytest.CaptureFixture[str], level: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["predict", "x.csv", "--interval", level])
    assert stopped.value.code == 2
    assert f"'{level}'; expected a number between 0 and 1" in capsys.readouterr().err
