"""What an advert names that a person would give as a reason for its pay, and where it stands."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..adverts.masks import MASK
from ..adverts.ranks import ranks
from ..text.entities import entities
from ..text.regions import region_of
from ..text.titles import says_nothing

Span = tuple[int, int]
FIELDS = ("title", "description", "company", "location", "contract_type", "contract_time")
#: Families of reasons, in the order in which an advert's terms are read.
FAMILIES = (
    "occupation",
    "rank",
    "place",
    "employer",
    "contract",
    "hours",
    "qualification",
    "skill",
    "benefit",
)
_FAMILY_OF = {
    "OCCUPATION": "occupation",
    "SENIORITY": "rank",
    "EMPLOYER_KIND": "employer",
    "CONTRACT": "contract",
    "QUALIFICATION": "qualification",
    "SKILL": "skill",
    "BENEFIT": "benefit",
}
_HOURS = re.compile(
    r"hour|time$|FTE|share|days? a week|weekend|shift|^days|nights|evenings|mornings|afternoons"
    r"|earlies|9 to 5|Monday|4 on 4|call out|overtime|sleep"
)
# A rank that only the description names may be that of a colleague, unless it says how much
# experience or which grade the job itself has.
_OWN_RANK = re.compile(
    r"\d|scale|TLR|NQT|experience|trainee|graduate|apprentice|entry|school leaver|part qualified"
)
# Set phrases of adverts and of their pay lines: they stand for no feature of the job.
_PHRASES_TEXT = (
    "acting as an employment agency|acting as an employment business|award winning|benefits"
    "|basic salary|client of an agency|closing date|competitive salary|direct employer"
    "|equal opportunities employer|fast growing|full time equivalent|global company"
    "|guaranteed earnings|hourly rate|household name|immediate start|jobs board|limited company"
    "|market leader|monthly pay|multiple positions|negotiable|new role|notice period|OTE"
    "|on behalf of a client|ongoing|opted out|per annum|personnel|prestigious"
    "|privately owned|pro rata|probationary period|proven track record|recruitment"
    "|resourcing|salary review|search and selection|some experience|staffing"
    "|start after Easter|start in January|start in September|talent solutions|urgent"
    "|weekly pay|well established|top 10 firm|Sunday Times top 100|holiday stated"
    "|hours per week stated|hours per week"
)
_PHRASES = frozenset(_PHRASES_TEXT.split("|"))
_WORD = re.compile(r"[^\W\d_][\w+#'-]*[\w+#]|(?<![\d*])[^\W\d_]")
_MOST_PLAIN = 12


@dataclass(frozen=True)
class Term:
    """Something that an advert names, perhaps several times.

    Attributes
    ----------
    family : str
        One of `FAMILIES`.
    text : str
        As the advert writes it first.
    spans : dict of str to list of (int, int)
        Where it stands: field, and there first character and that after the last.
    usual : int
        1 where it should raise pay, -1 where it should lower it, 0 where it may do either.
    """

    family: str
    text: str
    spans: dict[str, list[Span]] = field(default_factory=dict)
    usual: int = 0


def read_terms(texts: Mapping[str, str]) -> list[Term]:
    """What an advert names, each thing once wherever it stands; one family after the other.

    The occupation is that of the title, with the title's other telling words ("Secondary Maths
    Teacher"), and every mention of it. The place is that of the location, or the first that the
    text names, with all mentions in the same region; places of other regions are left out.

    Parameters
    ----------
    texts : mapping of str to str
        Text of each of `FIELDS`.

    Examples
    --------
    >>> texts = dict.fromkeys(FIELDS, "")
    >>> texts |= {"title": "Senior Chef, Leeds", "description": "A chef in leeds. Pay plus tips."}
    >>> [(term.family, term.text, sorted(term.spans)) for term in read_terms(texts)]
    [('occupation', 'Chef', ['description', 'title']), ('rank', 'Senior', ['title']), \
('place', 'Leeds', ['description', 'title']), ('benefit', 'plus tips', ['description'])]
    """
    return _Reader(texts).terms()


def plain_words(
    texts: Mapping[str, str], terms: Iterable[Term], most: int = _MOST_PLAIN
) -> list[Term]:
    """Words of the description that stand for no term, evenly spread over it.

    What taking them out does to an estimate is its noise.
    """
    taken = {
        i for term in terms for span in term.spans.get("description", []) for i in range(*span)
    }
    places: dict[str, list[Span]] = {}
    for match in _WORD.finditer(texts["description"]):
        if match.start() not in taken and match.end() - match.start() > 1:
            places.setdefault(match[0].lower(), []).append(match.span())
    words = list(places.items())
    step = max(1, len(words) // most)
    return [Term("", word, {"description": spans}) for word, spans in words[::step][:most]]


class _Reader:
    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.company = _mentions(texts["company"], texts)
        taken = {
            name: {i for s in spans for i in range(*s)} for name, spans in self.company.items()
        }
        self.found = [
            (name, entity)
            for name in ("title", "description")
            for entity in entities(texts[name])
            if MASK not in entity.text
            and entity.name not in _PHRASES
            and taken.get(name, set()).isdisjoint(range(entity.start, entity.end))
        ]
        self.groups: dict[tuple[str, str], list[tuple[str, Span]]] = {}

    def terms(self) -> list[Term]:
        self._occupation()
        self._place()
        for name, spans in self.company.items():
            self._add("employer", "", name, *spans)
        for name, family in (("contract_type", "hours"), ("contract_time", "contract")):
            if self.texts[name]:
                key = self.texts[name].replace("_", " ")
                self._add(family, key, name, (0, len(self.texts[name])))
        in_title = {entity.name for name, entity in self.found if name == "title"}
        for name, entity in self.found:
            family = _FAMILY_OF.get(entity.label, "")
            if family == "contract" and _HOURS.search(entity.name):
                family = "hours"
            own = family != "rank" or entity.name in in_title or _OWN_RANK.search(entity.name)
            if family not in ("", "occupation") and own:
                self._add(family, entity.name, name, (entity.start, entity.end))
        found = [self._term(*item) for item in self.groups.items()]
        return sorted(found, key=lambda term: FAMILIES.index(term.family))

    def _add(self, family: str, key: str, name: str, *spans: Span) -> None:
        self.groups.setdefault((family, key), []).extend((name, span) for span in spans)

    def _occupation(self) -> None:
        title = self.texts["title"]
        jobs = {e.name for name, e in self.found if name == "title" and e.label == "OCCUPATION"}
        inside = {i for e in entities(title) for i in range(e.start, e.end)}
        inside |= {i for span in self.company.get("title", []) for i in range(*span)}
        for match in _WORD.finditer(title):
            if match.start() not in inside and not says_nothing(match[0]):
                self._add("occupation", "", "title", match.span())
        words = set(title.lower().split()) if jobs else set()
        for name, entity in self.found:
            if entity.label == "OCCUPATION":
                # "the teacher" of a text is the Teacher of English of its title.
                same = entity.name in jobs or set(entity.text.lower().split()) <= words
                key = "" if same else entity.name
                self._add("occupation", key, name, (entity.start, entity.end))

    def _place(self) -> None:
        location = self.texts["location"]
        places = [(name, entity) for name, entity in self.found if entity.label == "PLACE"]
        if location:
            self._add("place", "", "location", (0, len(location)))
        named = (region for _, entity in places if (region := region_of(entity.text)))
        region = region_of(location) or next(named, "")
        for name, entity in places:
            same = entity.text.lower() in location.lower() or not region
            if same or region_of(entity.text) == region:
                self._add("place", "", name, (entity.start, entity.end))

    def _term(self, key: tuple[str, str], places: list[tuple[str, Span]]) -> Term:
        family, entry = key
        spans: dict[str, list[Span]] = {}
        for name, span in places:
            spans.setdefault(name, []).append(span)
        spans = {name: sorted(spans[name]) for name in FIELDS if name in spans}
        # A field says it best: the whole location, or the employer's name.
        first = next((name for name in FIELDS[2:] if name in spans), next(iter(spans)))
        text = " ".join(_shown(self.texts[first], spans[first], family).replace("_", " ").split())
        return Term(family, text, spans, _usual(family, entry))


def _shown(text: str, spans: list[Span], family: str) -> str:
    """A term as its field writes it; a job of several words with what joins them."""
    if family != "occupation":
        return text[slice(*spans[0])]
    shown, last = "", -1
    for start, end in spans:
        joint = text[last:start] if last >= 0 else ""
        joint = joint if len(joint) <= 3 and joint.strip(" ") in ("", "&", "-", "/") else " "
        part = text[start:end]
        if last >= 0 and part.lower() in shown.lower():
            continue
        shown, last = shown + (joint if shown else "") + part, end
    return shown


def _mentions(company: str, texts: Mapping[str, str]) -> dict[str, list[Span]]:
    """Where the employer's name stands: its own field, title and description."""
    if not company.strip():
        return {}
    found = {"company": [(0, len(company))]}
    pattern = re.compile(rf"(?<!\w){re.escape(company.strip())}(?!\w)", re.IGNORECASE)
    for name in ("title", "description"):
        if spans := [match.span() for match in pattern.finditer(texts[name])]:
            found[name] = spans
    return found


def _usual(family: str, entry: str) -> int:
    """Which way such a term should move pay."""
    if family in ("qualification", "skill", "benefit"):
        return 1
    if family != "rank":
        return 0
    if re.search("experience|pqe", entry) and not entry.startswith("no "):
        return 1
    level = next((rank.level for rank in ranks() if rank.name == entry), "")
    return {"": 0, "trainee": -1, "junior": -1}.get(level, 1)
