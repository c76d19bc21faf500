"""Tells an alert that fires and a report by a person, which detect a failure and don't start it."""

import re
from typing import Final

from bot.analysis.language.words import lexicon
from bot.analysis.phases.claims import Claim, claim, says
from bot.analysis.phases.signs import READ_CHARACTERS
from bot.analysis.phases.voices import clears

# What an alert begins with, as Alertmanager, Nagios, Zabbix and logs write it, and in what words people report
_FIRES: Final = re.compile(
    r"\W*(?:firing|crit(?:ical)?|alert(?:ing)?|alarm|problem|emerg(?:ency)?|down alert)\b"
    r"(?!s? (?:rules?|threshold|was|were|is|cleared|gone|off))",
    re.IGNORECASE,
)
_REPORTS: Final = lexicon(
    "(?:customers?|users?|clients?|guests?|patients?|players?|merchants?|stores?|shops?|branch(?:es)?|wards?|nurses?"
    "|drivers?|residents?|passengers?|subscribers?|tenants?|partners?|support|helpdesk|service desk|qa|sales|caller"
    "|staff|reporter|operator|desk|team|someone|somebody|people|colleagues?)(?: \\w+){0,3}? "
    "(?:reports?|reported|reporting|complain+|notic(?:e|es|ed)|calls?(?= in| about|$)|called(?= in| about)|says?|tells?"
    "|sees?|flag+|ask+|can't|cannot|can ?not)",
    "(?:fault|issue|problem|outage|failure|error)s? (?:is |was |were |are )?(?:reported|noticed)", "reported by",
    "(?:first|several|many|multiple|more) (?:\\w+ )?(?:reports?|complaints?|calls|tickets)",
    "(?:alert|alarm|monitor|pager|page)s? (?:fire[sd]?|went off|goes off|triggers?|triggered|rang)",
)  # fmt: skip
_SINCE: Final = re.compile(r"\bsince (?:~|about |around |approx\.? |ca\.? )?\d{1,2}[:.h]?\d\d", re.IGNORECASE)
_SPEAKER: Final = re.compile(r"(?:\w+ ){0,2}(?:calls?|called|reports?|complains?):\s", re.IGNORECASE)


def reports(text: str) -> bool:
    """Returns whether an entry is an alert that fires, or tells that people noticed."""
    if clears(text) or claim(text) in (Claim.OVER, Claim.WELL):
        return False
    since = claim(text) is Claim.FAILS and _SINCE.search(text[:READ_CHARACTERS]) is not None
    return since or bool(_FIRES.match(text) or _SPEAKER.match(text)) or says(text, _REPORTS)
