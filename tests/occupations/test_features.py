"""Features of a title and its sector."""

from salarypred.occupations.features import head_word, sector_features, title_features
from salarypred.occupations.titles import Title


def test_the_head_is_the_last_word_that_names_a_job() -> None:
    assert head_word(("sales", "manager", "leeds")) == "manager"
    assert head_word(("xyzzy", "plugh")) == "plugh"
    assert head_word(()) == ""


def test_ranks_leave_the_whole_title_as_it_is() -> None:
    found = dict(title_features(Title(("senior", "staff", "nurse"), ())))
    assert found["t:staff nurse"] == 1.5
    assert found["t:senior staff nurse"] == 1
    assert found["u:nurse staff"] == 0.7
    assert found["h:nurse"] == 1
    assert found["p:staff nurse"] == 1
    assert "p:senior nurse" not in found
    assert found["b:staff nurse"] == 1


def test_a_title_of_ranks_alone_keeps_them() -> None:
    assert "t:graduate trainee" in dict(title_features(Title(("graduate", "trainee"), ())))


def test_later_parts_weigh_less() -> None:
    found = dict(title_features(Title(("nurse",), ("surgery", "manager"))))
    assert found["w:nurse"] == 1
    assert found["w:surgery"] == 0.4
    assert found["x:nurse manager"] == 0.5


def test_the_sector_stands_alone_and_with_the_title() -> None:
    found = dict(sector_features(Title(("sales", "manager"), ()), ["retail"]))
    assert set(found) == {"s:retail", "s:retail manager", "s:retail sales manager"}
