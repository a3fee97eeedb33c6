"""One small model, trained once through the command's own function and shared by all tests."""

import os

# Two cores are better used by one thread each: OpenMP threads that wait for one another make a
# busy machine many times as slow. For processes that tests start; see `one_thread_each` below.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

from collections.abc import Iterator  # noqa: E402
from functools import partial  # noqa: E402
from pathlib import Path  # noqa: E402

import pandas as pd  # noqa: E402
import pytest  # noqa: E402

from salarypred.estimators import network_training  # noqa: E402
from salarypred.model import advert_model as model_module  # noqa: E402
from salarypred.model import training  # noqa: E402
from salarypred.model.advert_model import AdvertModel  # noqa: E402
from salarypred.model.loading import load_model  # noqa: E402
from salarypred.model.threads import one_thread  # noqa: E402
from salarypred.sample.generate import generate  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def one_thread_each() -> Iterator[None]:
    """Limits libraries that a plugin of pytest may have loaded before the variables were set."""
    with one_thread():
        yield


@pytest.fixture(scope="session")
def adverts() -> pd.DataFrame:
    """600 synthetic adverts; tests must not change them."""
    return generate(600, seed=5)


@pytest.fixture(scope="session")
def model_folder(adverts: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a model that was trained on ``adverts``; tests must not change it."""
    folder = tmp_path_factory.mktemp("session")
    adverts.to_csv(folder / "adverts.csv", index=False)
    with pytest.MonkeyPatch.context() as patch:
        small = partial(AdvertModel, n_folds=2, n_networks=1)
        patch.setattr(model_module, "AdvertModel", small)
        options = training.TrainingOptions(jobs=1, base="none")
        training.train([folder / "adverts.csv"], folder / "model", options)
    return folder / "model"


@pytest.fixture(scope="session")
def model(model_folder: Path) -> AdvertModel:
    """The session's model, loaded from its folder."""
    return load_model(model_folder)


@pytest.fixture
def quick_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Networks that stop early: enough to run, too few updates to estimate well."""
    monkeypatch.setattr(network_training, "_LEAST_UPDATES", 30)


@pytest.fixture
def quick_models(monkeypatch: pytest.MonkeyPatch, quick_networks: None) -> None:
    """Let ``train`` make the smallest models that go through every step."""
    small = partial(AdvertModel, n_folds=2, n_networks=1)
    monkeypatch.setattr(model_module, "AdvertModel", small)
