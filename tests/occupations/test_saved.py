import json
from pathlib import Path

import numpy as np
import pytest

from salarypred.errors import InputError
from salarypred.occupations.classifier import OccupationClassifier
from salarypred.occupations.saved import load, save

TITLES = ["nurse", "staff nurse", "chef", "sous chef"] * 20
CODES = ["2237", "2237", "5434", "5434"] * 20


def test_answers_stay_nearly_the_same_and_files_stay_the_same(tmp_path: Path) -> None:
    model = OccupationClassifier(n_hidden=8, n_epochs=20).fit(TITLES, CODES)
    save(model, tmp_path / "one")
    again = load(tmp_path / "one")
    np.testing.assert_allclose(again.predict_proba(TITLES), model.predict_proba(TITLES), atol=0.05)
    save(again, tmp_path / "two")
    np.testing.assert_allclose(
        load(tmp_path / "two").predict_proba(TITLES), again.predict_proba(TITLES), atol=1e-3
    )


def test_other_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no occupation classifier"):
        load(tmp_path)
    (tmp_path / "model.json").write_text(json.dumps({"format": "other"}))
    with pytest.raises(InputError, match="expected 'salarypred-occupations-1'"):
        load(tmp_path)
