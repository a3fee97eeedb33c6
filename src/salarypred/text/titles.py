"""What a job title calls the job: its plain words, and its ranks and job names."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ..adverts.masks import MASK
from ..adverts.ranks import ranks
from .clean import clean_text, personal_names
from .lexicon import Entry

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: Ranks that make a difference to pay; others in the list say where or how one works.
_RANKS = frozenset(rank.name for rank in ranks() if rank.in_groups)
_GRADE = re.compile(r"(?:band|grade) \d|(?:ST|CT|FY)\d")
#: Job names that say little (a manager of what?), used only if there is nothing better.
_VAGUE_TEXT = (
    "manager engineer assistant analyst executive consultant administrator advisor officer "
    "technician specialist coordinator controller supervisor practitioner designer associate "
    "planner operator operative representative assessor inspector trainer professional director "
    "handler clerk agent leader partner worker expert strategist ambassador"
)
_VAGUE = frozenset(_VAGUE_TEXT.split())
_DROPPED = frozenset(("CONTRACT", "BENEFIT", "PLACE"))
_NOISE_TEXT = (
    "job jobs role roles vacancy vacancies position opportunity opportunities required needed "
    "wanted urgent urgently immediate start starting salary basic rata annum hour hours "
    "hourly week day days k up plus circa ref new x leading excellent great amazing client "
    "fantastic exciting based"
)
_NOISE = frozenset(_NOISE_TEXT.split())
_SMALL_TEXT = "a an and as at by de for from in into of on or per the to with within your our & s"
_SMALL = frozenset(_SMALL_TEXT.split())
_ALWAYS_APART = frozenset((",", "|", "(", ")", "[", "]", ":", ";", "+", "~", "!", "?", MASK))
_APART_IF_SPACED = frozenset(("-", "/", "\\", ".", "*"))
_AFTER_HEAD = frozenset(("of", "in", "de", "to", "for", "-", ","))
_ZONE = 2_000  # titles after which words that no list has are forgotten

_Match = tuple[int, int, Entry]


def says_nothing(word: str) -> bool:
    """Whether a word of a title ("required", "the") tells nothing of the job.

    Examples
    --------
    >>> says_nothing("Required"), says_nothing("maths")
    (True, False)
    """
    return word.lower() in _NOISE or word.lower() in _SMALL


class Title(NamedTuple):
    """What a title says."""

    words: tuple[str, ...]  # of the part that names the job: lower case, no terms or places
    names: tuple[str, ...]  # rank and job name, the longest job name first
    region: str  # of the first UK place, "" for none


def read_titles(titles: Iterable[str]) -> Iterator[Title]:
    """Read the titles of adverts.

    Examples
    --------
    >>> title = next(read_titles(["Snr Data Engineers (Spark) - Leeds, £****k + bonus"]))
    >>> title.words, title.names, title.region
    (('senior', 'data', 'engineer'), ('senior data engineer', 'senior engineer'), \
'Yorkshire and the Humber')
    """
    from .entities import component, memory_zone, shared_pipeline  # spaCy takes its time to load

    nlp = shared_pipeline()
    finder, iterator = component(nlp), iter(titles)
    while batch := list(islice(iterator, _ZONE)):
        # Nothing is handed out inside: whoever asks for no more would end the zone with an error.
        with memory_zone(nlp):
            docs = [nlp.tokenizer(clean_text(text)) for text in batch]
            found = [_read(doc, finder.find(doc)) for doc in docs]
        yield from found


def joined(words: Iterable[str]) -> str:
    """Title group of these words: without small words at its ends, "" if no job is left.

    Examples
    --------
    >>> joined(["head", "of", "finance", "for"]), joined(["senior", "of"])
    ('head of finance', '')
    """
    kept = list(words)
    while kept and kept[-1] in _SMALL:
        kept.pop()
    while kept and kept[0] in _SMALL:
        kept.pop(0)
    ranks = {word for word in kept if word in _RANKS and word not in _VAGUE}
    return " ".join(kept) if set(kept) - ranks - _SMALL else ""


def is_vague(group: str) -> bool:
    """Whether a title group says no more than a rank and ``manager`` or the like."""
    return all(word in _VAGUE or word in _RANKS or word.isdigit() for word in group.split())


def _read(doc: "Doc", found: list[_Match]) -> Title:
    jobs = [match for match in found if match[2].label == "OCCUPATION"]
    # The longest, of equally long ones the first.
    job = max(jobs, key=lambda match: (match[1] - match[0], -match[0]), default=None)
    tokens = _kept_tokens(doc, found)
    start, end = _part(doc, *(job[:2] if job else (-1, -1)), tokens)
    words = tuple(word for i, word in sorted(tokens.items()) if start <= i < end)
    if is_vague(" ".join(words)):  # "Manager - Finance"
        words = tuple(word for _, word in sorted(tokens.items()))
    regions = (e.region for _, _, e in found if e.region and e.region != "Abroad")
    return Title(words, _names(doc, jobs, job, found), next(regions, ""))


def _kept_tokens(doc: "Doc", found: list[_Match]) -> dict[int, str]:
    """Words by position, in their usual spelling, without those that are not part of the job."""
    dropped: set[int] = set()
    numbered: set[int] = set()  # "band 7", "class 1": here a number is a word
    usual: dict[int, str] = {}
    for start, end, entry in found:
        if entry.label in _DROPPED:
            dropped.update(range(start, end))
        elif entry.label in ("OCCUPATION", "SENIORITY", "QUALIFICATION"):
            numbered.update(range(start, end))
            if end - start == 1 and entry.label != "QUALIFICATION" and " " not in entry.name:
                usual.setdefault(start, entry.name.lower())
    for start, end, entry in found:  # "contract" of a contract manager stays
        if entry.label == "OCCUPATION":
            dropped.difference_update(range(start, end))
    people, kept = personal_names(), {}
    for i, token in enumerate(doc):
        word = usual.get(i, token.text.lower())
        letters = any(map(str.isalpha, word)) or (word.isdigit() and i in numbered)
        if letters and i not in dropped and word not in _NOISE and word not in people:
            kept[i] = word
    return kept


def _part(doc: "Doc", start: int, end: int, tokens: dict[int, str]) -> tuple[int, int]:
    """Ends of the part of a title, between dashes and the like, that names the job."""
    if start < 0:  # no known job: the first part that has words
        start = min(tokens, default=0)
        end = start + 1
    while start > 0 and not _apart(doc, start - 1):
        start -= 1
    while end < len(doc) and not _apart(doc, end):
        end += 1
    return start, end


def _apart(doc: "Doc", i: int) -> bool:
    text = doc[i].text
    spaced = bool(doc[i].whitespace_) or (i > 0 and bool(doc[i - 1].whitespace_))
    return text in _ALWAYS_APART or text.isspace() or (text in _APART_IF_SPACED and spaced)


def _names(
    doc: "Doc", jobs: list[_Match], job: _Match | None, found: list[_Match]
) -> tuple[str, ...]:
    """Rank and name of the job, then of the shorter job names at its end."""
    if job is None:
        return ()
    names: dict[str, None] = {}
    for start, end, entry in sorted(jobs, key=lambda match: match[0] - match[1]):
        at_start = start == job[0] and end < len(doc) and doc[end].text.lower() in _AFTER_HEAD
        if start < job[0] or end > job[1] or not (end == job[1] or at_start):
            continue
        ranks = [
            (first, last, e.name.lower())
            for first, last, e in found
            if e.label == "SENIORITY"
            and (e.name in _RANKS or _GRADE.match(e.name))
            and (last <= start or first >= end)
        ]
        # "assistant manager" would also give "assistant": of a rank within a rank keep the longer.
        outer = [r for r in ranks if not any(_inside(r, other) for other in ranks)]
        name = entry.name.lower()
        rank = [r[2] for r in outer if r[2] not in name]
        names[" ".join([*dict.fromkeys(rank), name])] = None
    return tuple(names)


def _inside(rank: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return other[0] <= rank[0] and rank[1] <= other[1] and rank[:2] != other[:2]
