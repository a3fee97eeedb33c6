"""Words and patterns beside an amount; `salarypred.pay.context` says what they mean."""

import re

# A unit after the amount, with at most two words between: "£300 inside IR35 per day".
UNIT_AFTER = re.compile(
    r"[\s,(:+*–-]{0,3}(?:(?:basic|base|gross|salary|rate|net|umbrella|paye|ltd|fte|pro[\s-]rata|doe"
    r"|full[\s-]time|actual|inside|outside|ir35|inclusive|plus)[\s,)/-]{1,3}){0,2}\(?(?:"
    r"(?P<year>per\s?ann?um|per\s?y(?:ea)?r|p\.?\s?a\b|p/a\b|(?:a|each)\s?year|/\s?(?:year|yr|annum)"
    r"|annual|yearly|an\s?annum|pro[\s-]rata|fte\b)"
    r"|(?P<month>per\s?(?:calendar\s?)?month|p\.?c\.?m\b|(?:a|each)\s?month|monthly|/\s?month|p/m\b)"
    r"|(?P<week>per\s?w(?:ee)?k|p\.?w\b|(?:a|each)\s?week|weekly|/\s?w(?:ee)?k|p/w\b)"
    r"|(?P<day>per[\s-]?day|p\.?d\b|(?:a|each)\s?day|daily|/\s?day|p/d|per\s?diem|day\s?rate)"
    r"|(?P<hour>per[\s-]?h(?:ou)?r|p\.?h\.?(?:r\b|\b)|(?:an|each)\s?h(?:ou)?r|hourly"
    r"|/\s?h(?:ou)?r|p/h|/h\b))",
    re.IGNORECASE,
)
UNIT_BEFORE = re.compile(
    r"\b(?:(?P<hour>hourly|(?:per|an)\shour)|(?P<day>day\s?rate|daily|per\sday)"
    r"|(?P<week>weekly|per\sweek)|(?P<month>monthly|per\smonth)|(?P<year>annual|per\sannum))",
    re.IGNORECASE,
)
# What others earn, which is not an offer: "our graduates earn £40,000", "an average salary of
# £40k".
OTHERS_PAY = re.compile(
    r"\b(?:(?:professionals|graduates|alumni|learners|students|people|members)(?:\s\w{1,12})?"
    r"\s(?:earn(?:ing)?|(?:make|making)\s(?:salaries|wages))|(?:average|median|typical)\s(?:\w{1,12}\s){0,2}"
    r"(?:salary|salaries|wages?|pay|earnings))\b",
    re.IGNORECASE,
)
# Where a text stops speaking of the amount. Two spaces stand for a lost plus.
BREAK_BEFORE = re.compile(r"[\n\r|;•·()+<>]|[.?!]\s|\s\s|\.\.\.|\bplus\b|\s[–-]\s")
BREAK_AFTER = re.compile(r"[\n\r|;•·(),+<>&/£]|[.?!](?:\s|$)|\s\s|\bplus\b|\s[–-]\s|\band\b")

REACH = 6  # words back from the amount
WORD = re.compile(r"[A-Za-z]+")
# Money that is not pay, and pay that is not for the work. Only small words may stand between such a
# word and the amount, because a title can hold the word too: "Grants Manager Salary £30k".
OTHER_WORDS = """
    allowance allowances assurance award bonus bonuses budget budgets bursary contribution
    contributions debits debt debts discount discounts donate donated donation donations expenses
    fee fees friend funded funding grant grants hcas hello incentive incentives insurance loan loans
    mortgage mortgages prize prizes raised raising recommending refer referral referring relocation
    retention revenue revenues rrp saved saving savings signing stipend subsidy supplement
    supplements turnover voucher vouchers weighting welcome worth
"""
# These count only with a small word between: "sales of £50,000", but "Head of Sales £50,000".
OTHER_WORDS_OF = """
    asset assets capital claim claims commission contract contracts cost costing costs course equity
    fund funds generate generated generating grown income invest invested investing investment
    investments payment payments pension portfolio premia premium profit profits project projects
    purchase purchases sales scholarship scholarships shares spend spending sponsorship training
    tuition value valued values
"""
SMALL_WORDS = """
    a about additional also an and annual approx approximately are around at be between by c circa
    currently excess extra first for from in is max maximum min minimum month more nearly of off on
    one or over package paid payment per range ranging scheme sum than the to totalling up value
    valued was will with year you
"""
OTHER = frozenset(OTHER_WORDS.split())
OTHER_OF = frozenset(OTHER_WORDS_OF.split())
SMALL = frozenset(SMALL_WORDS.split())
SIGN_ON = re.compile(
    r"\b(?:sign[\s-]on|joining\s(?:bonus|fee)|lump\ssum|sick\w{0,4}\spay)\W", re.IGNORECASE
)
OTHER_AFTER = re.compile(
    r"[\s-]{0,2}(?!incl?|plus|with)(?:[a-z/’'-]{1,15}\s){0,3}?(?:turnover|budgets?|revenues?|worth|funding|funds?|grants?"
    r"|fees?|golden\shello|welcome|sign[\s-]?on|signing|joining\s(?:bonus|fee)|retention|relocation"
    r"|refer|referral|recommend\w{0,8}|vouchers?|prizes?|discounts?|savings?|investments?|projects?"
    r"|deals?|life\s(?:assurance|cover)|raised|of\sstock|in\sassets|(?:up)?on\scompletion|HCAS"
    r"|weighting|(?:recruitment|welcome|retention|joining)\s(?:bonus|premium|payment))\b",
    re.IGNORECASE,
)
# Not beside 15,000 or more: an amount of that size before "Bonus" has lost its plus.
OTHER_AFTER_SMALL = re.compile(
    r"[\s-]{0,2}(?:[a-z/’'-]{1,15}\s){0,3}?(?:bonus(?:es)?|allowances?|pension|contributions?|car"
    r"|supplement|incentives?|payment|towards|training|cash|sales|portfolio|scheme|cap|RRP)\b",
    re.IGNORECASE,
)
EXTRA = re.compile(
    r"\b(?:overtime|weekends?|saturdays?|sundays?|nights?|bank\sholidays?|on[\s-]call|per\sshift"
    r"|sleep[\s-]?ins?|unsocial|enhancements?|stand[\s-]?by|call[\s-]?outs?|premium)\b",
    re.IGNORECASE,
)
OTE_BEFORE = re.compile(
    r"\b(?:OTE|on[\s-]target|realistic(?:ally)?|potential|earnings?|total\spackage)\b[^£\d]{0,40}$",
    re.IGNORECASE,
)
# "£45k OTE", but not "£30k (OTE £45k)".
OTE_AFTER = re.compile(
    r"[\s,(+-]{0,3}(?:uncapped\s|realistic\s)?(?:OTE|on[\s-]target)\b"
    r"(?![\s:=–-]{0,3}(?:of\s|up\sto\s|circa\s|c)?(?:£|GBP|\d{2,3}k))",
    re.IGNORECASE,
)
UP_TO = re.compile(
    r"(?:\b(?:up\s?to(?:\scirca|\sa\smax(?:imum)?(?:\sof)?)?|to|max(?:imum)?(?:\sof)?"
    r"|not\sexceeding|as\smuch\sas)|<)[\s:]{0,3}(?:c|circa)?\s?$",
    re.IGNORECASE,
)
FROM = re.compile(
    r"(?:\b(?:from|start(?:s|ing)?\s(?:at|from)|min(?:imum)?(?:\sof)?|at\sleast|in\sexcess\sof"
    r"|upwards\sof|over)|>)[\s:]{0,3}(?:an?\s|circa\s)?$",
    re.IGNORECASE,
)
# Words that make an amount pay, needed where there is no currency sign.
PAY_BEFORE = re.compile(
    r"\b(?:salar(?:y|ies)|pay(?:ing|s)?|wages?|remuneration|rates?|basic|base|package|starting"
    r"|earn(?:ing|ings)?|OTE|compensation|band(?:\s?\d\w?)?|spine\spoints?(?:\s\d+)?|scale|AfC"
    r"|grade(?:\s\w{1,3})?|up\s?to|offering|offer)\b[^\d£]{0,25}$",
    re.IGNORECASE,
)
ABOUT_BEFORE = re.compile(r"\b(?:circa|c|from|rang(?:e|es|ing))[\s.:]{0,3}$", re.IGNORECASE)
PAY_AFTER = re.compile(
    r"[\s,(+*|–-]{0,4}(?:per\sannum|p\.?a\b|basic|base|ote\b|doe\b|dep(?:end(?:ing|ent|s)?)?\b"
    r"|dependant|salary|package|pro[\s-]rata|fte|neg(?:otiable)?\b|comm\b|a\syear"
    r"|per\s(?:year|hour|day|week|month)|full[\s-]time|perm"
    r"|(?:plus\s)?(?:excellent\s|great\s)?(?:bonus|benefits|bens|pension|commission))",
    re.IGNORECASE,
)
ALONE = re.compile(r"\s{0,2}(?:$|\s\s|[-–|,;)(+\n]|[A-Z])")
SEPARATE = re.compile(r"[-–|,(:]\s{0,2}$")
OWN_LINE = re.compile(r"\s{0,3}\n")
# "10k users", "up to 50,000 customers": a plain word after a bare number counts something.
COUNTED = re.compile(
    r"\+?\s(?!(?:per|p|pa|ph|plus|to|and|or|basic|base|bonus|ote|dep|doe|depend\w*|benefits|bens|pro"
    r"|a|an|salary|package|with|on|in|for|fte|gross|commission|comms?|full|equity|including|inc|incl"
    r"|max|neg|negotiable|pension|central|based|(?:excellent|great)\s(?:ben|bonus|pack|pension)\w*|at|car|uncapped|annual|annually"
    r"|shares|inside|outside|circa|tax|perm|permanent|fixed|ftc|contract)\b)[a-z]"
)
COUNT_BEFORE = re.compile(
    r"\b(?:of|over|approximately|approx|around|some|than|almost|nearly|about|with|the|is|are|were|a"
    r"|below|above|under|approach(?:es|ing)?|reach(?:es|ing)?|exceed(?:s|ing)?|accommodate|to"
    r")\s{0,2}$"
)
PHONE = re.compile(r"\d[\s()/-]{1,3}$|\b(?:tel|phone|call|mobile|number|ref|no)\b", re.IGNORECASE)
