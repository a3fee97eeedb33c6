"""Words around masks as arrays."""

from salarypred.adverts.masks import MASK
from salarypred.masks.surroundings.words import (
    TITLE_WORDS,
    Words,
    normal,
    title_hashes,
    tokens_around,
)


def test_tokens_are_words_and_signs() -> None:
    text = "Pay: £**** p/h\nuntil 17"
    assert tokens_around(text, [6]) == [
        *("Pay", ":", "£", MASK, "p", "/", "h", "\n", "until", "17")
    ]


def test_what_is_far_from_every_mask_is_left_out() -> None:
    text = "first " + "word " * 200 + MASK + " word" * 200 + " last"
    tokens = tokens_around(text, [text.index(MASK)])
    assert MASK in tokens
    assert not {"first", "last"} & set(tokens)


def test_masks_near_each_other_share_their_words() -> None:
    text = f"from {MASK} to {MASK} a year"
    assert tokens_around(text, [5, 13]).count("year") == 1


def test_normal_words() -> None:
    words = [normal(token) for token in (MASK, "7", "123456", "\n", "   ", "OTE")]
    assert words == ["MASK", "D1", "D5", "NL", "GAP", "ote"]


def test_words_of_texts_are_apart() -> None:
    words = Words.of([["Pay", MASK], [MASK, "hours"]], between=3)
    assert words.masks.tolist() == [4, 8]
    assert len(words.hashed) == 3 + 2 + 3 + 2 + 3
    assert words.hashed[4] == words.hashed[8]
    assert words.letters[[3, 9]].all()


def test_titles_are_hashed_by_word() -> None:
    hashed, there = title_hashes(["Night Nurse", "nurse, night!", "", "a " * 20])
    assert there.sum(axis=1).tolist() == [2, 2, 0, TITLE_WORDS]
    assert set(hashed[0, :2]) == set(hashed[1, :2])
