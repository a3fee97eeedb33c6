"""Tables in, predicted tables out."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from salarypred.adverts.table import Adverts
from salarypred.engines import Options, predict_iterator
from salarypred.engines import iterator as module
from salarypred.errors import InputError
from salarypred.model.advert_model import AdvertModel


def test_each_table_comes_back_whole_and_in_order(
    new_adverts: pd.DataFrame,
    model: AdvertModel,
    model_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("salarypred.model.batches._PART_COST", 50_000)  # several parts
    asked: list[int] = []

    def tables() -> Iterator[pd.DataFrame]:
        for rows in (new_adverts, new_adverts.head(0), new_adverts.tail(3)):
            asked.append(len(rows))
            yield rows

    answers = predict_iterator(tables(), model_folder)
    first = next(answers)
    assert asked == [240]  # nothing is read ahead
    expected = model.predict(new_adverts)
    pd.testing.assert_frame_equal(first, expected[first.columns])
    second, third = answers
    assert list(second.columns) == list(first.columns) and len(second) == 0
    pd.testing.assert_frame_equal(third, first.tail(3))


def test_a_model_is_loaded_once(model_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOADED", {})
    assert module.loaded(model_folder) is module.loaded(str(model_folder))
    assert len(module._LOADED) == 1


def test_what_is_remembered_holds_for_one_model_one_month_and_the_same_options(
    model: AdvertModel, model_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = pd.DataFrame({"title": ["Chef", "Nurse", "Chef"], "location": "Leeds"})
    asked: list[int] = []
    real = AdvertModel.predict_adverts

    def watched(self: AdvertModel, adverts: Adverts, **words: object) -> object:
        asked.append(len(adverts))
        return real(self, adverts, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "_REMEMBERED", {})
    monkeypatch.setattr(AdvertModel, "predict_adverts", watched)
    first, second = predict_iterator([titles, titles], model_folder)
    assert asked == [2]
    pd.testing.assert_frame_equal(first, second)
    (narrow,) = predict_iterator([titles], model_folder, Options(level=0.5))
    assert asked == [2, 2]
    assert (narrow["salary_low"] > first["salary_low"]).all()
    monkeypatch.setattr(module, "this_month", lambda: 400)  # midnight has passed
    next(predict_iterator([titles], model_folder, Options(level=0.5)))
    assert asked == [2, 2, 2]


def test_options_are_those_of_the_command(new_adverts: pd.DataFrame, model: AdvertModel) -> None:
    options = Options(level=0.5, as_of="2013-01", details=True)
    (answer,) = predict_iterator([new_adverts], model, options)
    expected = model.predict(new_adverts, level=0.5, as_of="2013-01", details=True)
    pd.testing.assert_frame_equal(answer, expected[answer.columns])


def test_one_thread_within_and_as_before_afterwards(
    model: AdvertModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    within: list[int] = []
    real = module._answered

    def watched(*arguments: object) -> list[pd.DataFrame]:
        within.extend(pool["num_threads"] for pool in threadpool_info())
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "_answered", watched)
    with threadpool_limits(2):
        list(predict_iterator([pd.DataFrame({"title": ["Chef"]})], model))
        assert within and set(within) == {1}
        assert {pool["num_threads"] for pool in threadpool_info()} == {2}


def test_what_is_wrong_is_told(model: AdvertModel, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="no column 'title'"):
        next(predict_iterator([pd.DataFrame({"pay": [1]})], model))
    with pytest.raises(InputError, match="no such model folder"):
        next(predict_iterator([pd.DataFrame({"title": ["Chef"]})], "nix"))
    monkeypatch.setattr("salarypred.resources.shipped_model", lambda: None)
    with pytest.raises(InputError, match="carries no model"):
        module.model_folder(None)
