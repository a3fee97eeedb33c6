"""A model as an MLflow ``pyfunc`` folder, and how MLflow loads it.

The folder holds a copy of the model folder, of this package's code, a signature, an input example
and pinned requirements; none of it is pickled. Needs the extra ``mlflow`` to write.
"""

import os
import shutil
import tempfile
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..adverts.columns import CANONICAL
from ..errors import InputError
from ..model.batches import Options
from .columns import USUAL, added_columns
from .iterator import Folder, model_folder, predict_frame
from .parts import new_folder

if TYPE_CHECKING:
    from mlflow.models import ModelSignature

#: Columns that are asked for, all text and none required: an id changes no answer.
INPUTS = tuple(name for name in CANONICAL if name != "id")
#: What goes with an answer: a share between 0 and 1, and a month (YYYY-MM) or "".
PARAMS = {"interval": USUAL.level, "as_of": ""}
_EXAMPLE = {
    "title": "Care Assistant",
    "description": "Days and nights in a home for 40 residents. Pay **** per hour.",
    "company": "Example Homes",
    "location": "Leeds",
}
_NOT_CODE = ("__pycache__", "models", "*.pyc")


def export(output: str | Path, model: Folder = None) -> Path:
    """Write a folder that ``mlflow.pyfunc.load_model`` and ``mlflow.pyfunc.spark_udf`` take.

    Parameters
    ----------
    output : path
        A folder that does not exist yet; it appears whole or not at all.
    model : path, optional
        Model folder. Default: the model that comes with the package.

    Raises
    ------
    InputError
        If MLflow is missing, there is no such model or the folder cannot be written.
    """
    # Nothing is to be told to anybody.
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    try:
        from mlflow.pyfunc import save_model
    except ImportError as error:
        raise InputError(
            "export --mlflow needs mlflow-skinny, which is not installed; install it with: "
            "pip install 'salarypred[mlflow]'"
        ) from error
    from ..bundle.folder import read_metadata

    folder = model_folder(model)
    read_metadata(folder)
    with tempfile.TemporaryDirectory() as place, new_folder(output) as work:
        code = Path(place) / "salarypred"
        ignored = shutil.ignore_patterns(*_NOT_CODE)
        shutil.copytree(Path(__file__).parents[1], code, ignore=ignored)
        save_model(
            work,
            loader_module=__name__,
            data_path=str(folder),
            code_paths=[str(code)],
            signature=signature(),
            input_example=pd.DataFrame([_EXAMPLE]),
            pip_requirements=requirements(),
        )
    return Path(output)


def signature() -> "ModelSignature":
    """Columns in, columns out and parameters, with their types."""
    from mlflow.models import ModelSignature
    from mlflow.types import ColSpec, ParamSchema, ParamSpec, Schema

    kinds = {"str": "string", "float64": "double"}
    added = added_columns((), USUAL).items()
    return ModelSignature(
        inputs=Schema([ColSpec("string", name, required=False) for name in INPUTS]),
        outputs=Schema([ColSpec(kinds[kind], name) for name, kind in added]),
        params=ParamSchema(
            [
                ParamSpec("interval", "double", PARAMS["interval"]),
                ParamSpec("as_of", "string", PARAMS["as_of"]),
            ]
        ),
    )


def requirements() -> list[str]:
    """What the code needs, pinned to what is installed here."""
    from packaging.requirements import Requirement

    needed = [Requirement(line) for line in requires("salarypred") or []]
    own = [found.name for found in needed if found.marker is None]
    return [f"{name}=={version(name)}" for name in [*own, _mlflow()]]


def _mlflow() -> str:
    try:
        version("mlflow")
    except PackageNotFoundError:
        return "mlflow-skinny"
    return "mlflow"


class Predictor:
    """What MLflow calls: a table in, the predicted columns out.

    Parameters
    ----------
    folder : str
        Of the model, loaded when the first table comes.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def predict(self, data: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        """Predicted columns of n adverts, with their index.

        Parameters
        ----------
        data : DataFrame
            Some of the columns `INPUTS`, at least title or description.
        params : dict, optional
            See `PARAMS`.
        """
        given = {**PARAMS, **(params or {})}
        options = Options(level=float(given["interval"]), as_of=given["as_of"] or None)
        answers = predict_frame(data, self.folder, options)
        return answers[list(added_columns((), options))]


def _load_pyfunc(path: str) -> Predictor:
    """Called by MLflow with the folder that holds the model."""
    return Predictor(path)
