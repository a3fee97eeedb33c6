"""What masks stood for, as the shipped reader and readers trained here say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salarypred.adverts.masks import MASK, PAY_ROLES, ROLES, UNITS, find_masks, places
from salarypred.errors import InputError
from salarypred.masks.reader import MaskReader, shipped_reader
from salarypred.masks.surroundings.features import surroundings

#: Text in which masks, numbers and words of pay are frequent.
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            ["****", "********", "*", "£", "k", " ", "\n", "to ", "OTE ", "salary ", "0161 ", ":"]
        ),
        st.text(max_size=6),
    ),
    max_size=30,
).map("".join)


# All written for this table.
READ = [
    ("Salary ****  **** per annum plus pension", ["pay_min", "pay_max"], ["year", "year"]),
    ("Great pay of £**** – £**** ph", ["pay_min", "pay_max"], ["hour", "hour"]),
    ("Paying ****k to ****k", ["pay_min", "pay_max"], ["year", "year"]),
    ("You earn **** per hour", ["pay"], ["hour"]),
    ("Salary up to ****k", ["pay_max"], ["year"]),
    ("Please call Jane on **** **** ****", ["contact"] * 3, [""] * 3),
    ("at least **** years experience in sales", ["experience"], [""]),
    ("NVQ level **** in care", ["qualification"], [""]),
    ("a care home with **** beds", ["quantity"], [""]),
    ("open from ****:**** to ****:****", ["time"] * 4, [""] * 4),
    ("Job reference: J****", ["reference"], [""]),
]


@given(TEXTS, TEXTS)
def test_offsets_slice_to_the_mask(title: str, description: str) -> None:
    texts = {"title": title, "description": description}
    found = list(places(title, description))
    assert all(texts[place.field][place.start : place.start + 4] == MASK for place in found)
    around = surroundings([(title, description)])
    assert around.places == [found]
    assert around.X.shape[0] == len(found)


@settings(deadline=None, max_examples=60)
@given(TEXTS, TEXTS)
def test_any_text_is_read(title: str, description: str) -> None:
    readings = shipped_reader().read(title, description)
    assert [reading[:2] for reading in readings] == list(places(title, description))
    for reading in readings:
        assert reading.role in ROLES
        assert (reading.unit in UNITS) == (reading.role in PAY_ROLES)
        assert 0 < reading.probability <= 1


def test_half_a_surrogate_pair_is_read() -> None:
    assert len(shipped_reader().read("\ud800****", "Salary ****\udfff")) == 2


@pytest.mark.parametrize(("text", "roles", "units"), READ)
def test_what_people_would_read(text: str, roles: list[str], units: list[str]) -> None:
    readings = shipped_reader().read("", text)
    assert [reading.role for reading in readings] == roles
    assert [reading.unit for reading in readings] == units


def test_many_adverts_are_read_as_one_by_one() -> None:
    adverts = [("Cook ****k", text) for text, _, _ in READ] + [("", ""), ("Cook", "No mask.")]
    reader = shipped_reader()
    assert reader.read_many(adverts) == [reader.read(*advert) for advert in adverts]
    assert reader.read_many([]) == []


@pytest.mark.parametrize("piece", ["****", "**** ", "1", "a****", "****k to ", "****:", "£****-"])
def test_a_long_text_takes_linear_time(piece: str) -> None:
    # Backtracking would take hours; the features of a mask look at a bounded part of the text.
    text = piece * (40_000 // len(piece))
    assert surroundings([("", text)]).X.shape[0] == len(find_masks(text))


def test_training_saving_and_loading(tmp_path_factory: pytest.TempPathFactory) -> None:
    texts = [("Salary **** per hour", "pay", "hour"), ("call on ****", "contact", "-")] * 12
    texts += [("Salary ****k", "pay", "year")] * 12
    around = surroundings([("", text) for text, _, _ in texts])
    reader = MaskReader(hidden=8, n_networks=2).fit(
        around.X, [role for _, role, _ in texts], [unit for _, _, unit in texts]
    )
    path = tmp_path_factory.mktemp("reader") / "reader.npz"
    reader.save(path)
    again = MaskReader.load(path)
    assert again.get_params() == reader.get_params()
    for text, role, unit in texts[:2] + texts[-1:]:
        (before,), (after,) = reader.read("", text), again.read("", text)
        assert (after.role, after.unit) == (before.role, before.unit) == (role, unit.strip("-"))
        assert after.probability == pytest.approx(before.probability, abs=0.01)


def test_a_wrong_role_and_a_damaged_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(ValueError, match="role 'wages'; expected one of pay_min"):
        MaskReader().fit(surroundings([("", "****")]).X, ["wages"], ["-"])
    path = tmp_path_factory.mktemp("reader") / "x.npz"
    path.write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(InputError, match="no mask reader"):
        MaskReader.load(path)


def test_the_figure_before_a_maximum_is_the_minimum() -> None:
    text = "Basic ****k to ****k, OTE ****k"
    masks = shipped_reader().read("Sales Executive", text)
    assert [mask.role for mask in masks] == ["pay_min", "pay_max", "ote"]
