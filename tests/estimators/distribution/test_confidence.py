"""Words for how sure an estimate is."""

import numpy as np

from salarypred.estimators.distribution.confidence import confidence


def test_words_follow_the_width_and_the_doubts() -> None:
    ratio = [1.5, 2.0, 2.1, 1.2, np.nan]
    doubtful = [False, False, False, True, False]
    assert confidence(ratio, doubtful).tolist() == ["high", "medium", "low", "low", ""]
