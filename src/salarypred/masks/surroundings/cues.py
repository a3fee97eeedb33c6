"""Words that say what the numbers near them are."""

_WORDS = {
    "SALARY": "salary salaries pay wage package remuneration",
    "RATE": "rate rates",
    "BASIC": "basic base",
    "OTE": "ote earning earnings target",
    "EXTRA": "bonus commission allowance overtime",
    "PHONE": "tel telephone call phone contact fax mobile",
    "REFERENCE": "ref reference job vacancy",
    "ADDRESS": "www http",
    "LEVEL": "nvq level iso edition grade band",
    "TIME": "hours hour days holiday date january february march april may",
    "FROM": "from",
    "MONEY": "turnover budget revenue",
    "SALES": "sales",
    "YEARS": "years year",
    "EXPERIENCE": "experience",
    "TEAM": "team",
    "COUNTED": "beds bed staff employees",
    "PENSION": "pension",
    "ANNUM": "annum pa",
    "HOURLY": "ph",
    "K": "k",
}
#: Number of the cue that a word is, from 1 on.
CUES = {word: number for number, words in enumerate(_WORDS.values(), 1) for word in words.split()}
N_CUES = len(_WORDS)
