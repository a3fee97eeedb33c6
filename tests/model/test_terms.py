"""What an advert names, and where."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from salarypred.adverts.ranks import ranks
from salarypred.model.terms import FAMILIES, FIELDS, Term, plain_words, read_terms

ADVERT = {
    "title": "Senior Data Engineer, Leeds",
    "description": "Acme seeks a data engineer with Python in Leeds, West Yorkshire; python again. "
    "Our London office, our senior staff. Pay £****k plus pension, 40 hours a week, permanent.",
    "company": "Acme",
    "location": "Leeds",
    "contract_type": "full_time",
    "contract_time": "permanent",
}


def read(**texts: str) -> dict[tuple[str, str], Term]:
    found = read_terms({**dict.fromkeys(FIELDS, ""), **texts})
    return {(term.family, term.text): term for term in found}


def test_each_thing_is_one_term_wherever_it_stands() -> None:
    terms = read(**ADVERT)
    assert {name: len(s) for name, s in terms["occupation", "Data Engineer"].spans.items()} == {
        "title": 1,
        "description": 1,
    }
    assert {name: len(s) for name, s in terms["skill", "Python"].spans.items()} == {
        "description": 2
    }
    assert set(terms["employer", "Acme"].spans) == {"description", "company"}
    assert set(terms["contract", "permanent"].spans) == {"description", "contract_time"}
    assert ("hours", "full time") in terms
    assert ("benefit", "pension") in terms


def test_the_place_is_named_once() -> None:
    places = [term for (family, _), term in read(**ADVERT).items() if family == "place"]
    assert [term.text for term in places] == ["Leeds"]
    text = ADVERT["description"]
    shown = [text[slice(*span)] for span in places[0].spans["description"]]
    assert shown == ["Leeds", "West Yorkshire"]  # not London
    assert set(places[0].spans) == {"title", "description", "location"}


def test_the_occupation_is_the_telling_part_of_the_title() -> None:
    found = read(title="Required: Secondary Maths Teacher (Leeds) - immediate start")
    assert ("occupation", "Secondary Maths Teacher") in found
    assert ("occupation", "Zorber Wrangler") in read(title="The Zorber Wrangler")


def test_a_shorter_name_of_the_job_is_the_same_job() -> None:
    text = "The school seeks a teacher, who reports to the finance director."
    found = read(title="Teacher of English", description=text)
    jobs = {
        name: set(term.spans) for (family, name), term in found.items() if family == "occupation"
    }
    assert jobs == {
        "Teacher of English": {"title", "description"},
        "finance director": {"description"},
    }


def test_a_rank_that_only_the_text_names_is_left_out_unless_it_tells_of_experience() -> None:
    found = read(title="Chef", description="Support our senior staff. 5 years experience.")
    assert [text for family, text in found if family == "rank"] == ["5 years experience"]
    both = read(title="Senior Chef", description="Support our senior staff.")
    assert set(both["rank", "Senior"].spans) == {"title", "description"}


def test_set_phrases_and_masks_stand_for_nothing() -> None:
    text = "Salary £**** per annum plus benefits, **** month contract. Negotiable, ongoing."
    assert read(description=text) == {}


def test_which_way_a_term_should_move_pay() -> None:
    usual = {text: term.usual for (_, text), term in read(**ADVERT).items()}
    assert (usual["Senior"], usual["Python"], usual["pension"], usual["Leeds"]) == (1, 1, 1, 0)
    assert {t.usual for t in read(title="Junior Chef").values()} == {-1, 0}
    assert {rank.level for rank in ranks()} >= {"trainee", "junior"}


def test_plain_words_are_those_that_stand_for_no_term() -> None:
    texts = {**dict.fromkeys(FIELDS, ""), **ADVERT}
    terms = read_terms(texts)
    words = {word.text for word in plain_words(texts, terms, most=100)}
    assert {"seeks", "again", "our"} <= words
    assert words.isdisjoint(("python", "leeds", "acme", "pension"))
    assert len(plain_words(texts, terms, most=3)) == 3


@given(texts=st.fixed_dictionaries({name: st.text(max_size=60) for name in FIELDS}))
def test_terms_stand_in_the_text_and_do_not_overlap(texts: dict[str, str]) -> None:
    terms = read_terms(texts)
    for name in FIELDS:
        places = sorted(span for term in terms for span in term.spans.get(name, []))
        assert all(0 <= start < end <= len(texts[name]) for start, end in places)
        assert all(a[1] <= b[0] for a, b in pairwise(places))
    assert all(term.family in FAMILIES for term in terms)
