"""A text cut into words, numbers, masks (``****``) and single signs; what words are signs of."""

import re
from collections.abc import Callable, Iterable
from itertools import accumulate

#: A token with at most one space behind it; more white space is a token, as in spaCy.
_START = r"(\*{4}"  # the mask of a number; ****k is the mask and a k
_RARE = (
    r"|(?<!\w)(?:[A-Za-z]{1,2}&[A-Za-z]{1,2}|[A-Za-z]/[A-Za-z])(?!\w)"  # A&E, FP&A, P/T
    r"|(?<!\w)[CcFf]\#(?!\w)|(?<!\w)[Cc]\+\+"
    r"|(?i:(?:\b[a-z]{1,8}|(?<!\w))\.(?:net|js))(?!\w)"  # .NET, ASP.NET, Node.js
)
_END = (
    r"|\d+(?:[.,]\d+)+"
    r"|[^\W_]+(?:'[^\W_]+)*"  # words, with their apostrophes
    r"|\s+|.) ?"
)
_TOKEN = re.compile(_START + _RARE + _END, re.DOTALL)
#: The same for texts that cannot hold the rare ones, which are costly to look for.
_PLAIN_TOKEN = re.compile(_START + _END, re.DOTALL)
_RARE_SIGN = re.compile(r"[&/#+](?<=[A-Za-z].)|\.(?=[nNjJ])")
#: Words that a table keeps, about 100 bytes each; adverts of all trades use about as many.
_MOST = 100_000
#: Longer words are asked about each time: a file of nonsense must not fill the memory.
_LONGEST = 40


def split_words(text: str) -> list[str]:
    """Cut a text into tokens.

    Hyphens and slashes divide (``part-time``, ``Bristol/Bath``); ``C#``, ``.NET``, ``A&E`` and
    ``P/T`` stay whole.

    Examples
    --------
    >>> split_words("C#/.NET in A&E, ****k")
    ['C#', '/', '.NET', 'in', 'A&E', ',', '****', 'k']
    """
    return _pattern(text).findall(text)


def tokens_and_spaces(text: str) -> tuple[list[str], list[bool]]:
    """The tokens of a text, and whether a space follows each.

    Examples
    --------
    >>> tokens_and_spaces("Chef, Leeds")
    (['Chef', ',', 'Leeds'], [False, True, False])
    """
    matches = list(_pattern(text).finditer(text))
    words = [match[1] for match in matches]
    return words, [len(match[0]) > len(match[1]) for match in matches]


def _pattern(text: str) -> re.Pattern[str]:
    return _TOKEN if _RARE_SIGN.search(text) else _PLAIN_TOKEN


class Words:
    """The tokens of a text, and the text of any run of them.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> words = Words("Stoke-on-Trent, Staffs")
    >>> words.words[:3], words.text(0, 5)
    (['Stoke', '-', 'on'], 'Stoke-on-Trent')
    """

    def __init__(self, text: str) -> None:
        self.words = split_words(text)
        self._text = text
        self._starts: list[int] | None = None

    def text(self, start: int, end: int) -> str:
        """The text from token `start` up to the end of the token before `end`."""
        if end - start == 1:
            return self.words[start]
        if self._starts is None:  # few texts are asked: their places are looked for then
            lengths = (len(match[0]) for match in _pattern(self._text).finditer(self._text))
            self._starts = list(accumulate(lengths, initial=0))
        first = self._starts[start]
        last = self._starts[end - 1] + len(self.words[end - 1])
        return self._text[first:last]


class WordTable(dict[str, int]):
    """What words mean to a reader: marks, one bit for each thing that a word can be a sign of.

    Each is worked out once, since texts share most of their words; then it is only looked up.

    Parameters
    ----------
    marks_of : function of a str
        Marks of a word.
    most : int
        Words from which on all are forgotten.

    Examples
    --------
    >>> table = WordTable(lambda word: word.endswith("s") + 2 * ("x" in word))
    >>> table["taxis"], table.any_of(["a", "fox"])
    (3, 2)
    """

    def __init__(self, marks_of: Callable[[str], int], most: int = _MOST) -> None:
        super().__init__()
        self._marks_of = marks_of
        self._most = most

    def __missing__(self, word: str) -> int:
        """Work out the marks of a word and keep them."""
        marks = self._marks_of(word)
        if len(word) <= _LONGEST:
            if len(self) >= self._most:
                self.clear()
            self[word] = marks
        return marks

    def any_of(self, words: Iterable[str]) -> int:
        """Marks that any of the words has."""
        marks = 0
        for word in words:
            marks |= self[word]
        return marks
