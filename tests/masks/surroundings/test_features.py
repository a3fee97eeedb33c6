"""Features of a mask's surroundings."""

from salarypred.adverts.masks import Place, places
from salarypred.masks.surroundings.features import mask_features


def test_words_distances_and_neighbours() -> None:
    (first, features), (second, others) = mask_features("", "Salary of ****k to ****k, OTE")
    assert (first, second) == (Place("description", 10), Place("description", 19))
    assert features["L1=of"] == features["L2=salary"] == features["R1=k"] == 1
    assert features["Lword=of"] > features["Lword=salary"] > 0
    assert features["L nearest cue=SALARY"] == 1
    assert features["L gap=none"] == 1
    assert features["R gap=k to "] == others["L gap=k to "] == 1
    assert others["R cue=OTE"] < 1
    assert features["position"] < others["position"] < 1


def test_shapes_right_at_the_mask() -> None:
    ((_, features),) = mask_features("REF****k", "")
    assert features["field=title"] == 1
    assert features["glued left=AAA"] == features["glued right=a"] == features["glued=A|a"] == 1
    ((_, spaced),) = mask_features("REF **** k", "")
    assert spaced["glued left="] == spaced["glued right="] == 1


def test_masks_far_from_each_other() -> None:
    (_, (_, features)) = mask_features("", "**** " + "word " * 20 + "****")
    assert features["L gap=far"] == 1
    assert "L neighbour 1=word" not in features
    assert 0 < features["L distance"] < 1


def test_order_is_that_of_places() -> None:
    title, text = "Chef **** ****", "**** and ****"
    assert [place for place, _ in mask_features(title, text)] == list(places(title, text))
