"""What looks like an argument of an action item and isn't one: it is asked about, never taken as text in silence.

In the name of an owner any word of time is doubtful. At the end of a title only what can hardly belong to it is:
"friday", "in 3 days", "prio 1", but not "per week" or "the right priority".
"""

import re
from datetime import date, timedelta
from typing import Final

from bot.commands.arguments import mistyped
from bot.date_parsing import read_date
from bot.errors import Unclear
from bot.tasks.model import ACTION_KINDS
from templates.commands.wording import not_a_date
from templates.tasks import wording

_LEVEL: Final = r"(?:highest|high|medium|med|normal|lowest|low|urgent|critical|top|p?[\s_-]?\d+|one|two|three)"
_LABEL: Final = r"(?:priority|prio)"
PRIORITY: Final = re.compile(
    rf"[\[(]?(?:(?:{_LABEL}\s*[:=]?\s*)p?|p)[\s:.-]?(?P<level>[0-3])[\])]?[,;.!]?", re.IGNORECASE
)
_LIKE_PRIORITY: Final = re.compile(
    rf"(?:^|.*\s)(?P<said>{_LABEL}(?:\s*[:=]\s*\S+|\s+{_LEVEL})|(?:{_LEVEL})[\s-]{_LABEL}|p[\s_-]?\d)",
    re.IGNORECASE | re.DOTALL,
)

_WEEKDAY: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_PERIOD: Final = r"(?:day|week|month|quarter|year|sprint|fortnight)s?"
_WHEN: Final = (
    r"(?:(?:due|by|until|before|within|in|on)\s+)*"
    rf"(?:(?:(?:early|mid|late|next|this)\s+)?{_WEEKDAY}|(?:(?:next|this|end of)\s+(?:the\s+)?)+{_PERIOD}"
    rf"|(?:in|within)\s+(?:\d+|an?|one|two|three|four|a few)\s?{_PERIOD}"
    r"|(?:in\s+)?\d+\s?[dw]|eod|eow|eom|eoq|tonight|yesterday"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2}|\d{4}[./-]\d{1,2}[./-]\d{1,2})"
)
_DATE_BEHIND: Final = re.compile(rf"(?:^|.*?\s)(?P<said>{_WHEN})[.!]?", re.IGNORECASE | re.DOTALL)
_TIME_WORD: Final = re.compile(
    rf"(?:{_WEEKDAY}s?|mon|tue|wed|thu|fri|sat|sun|today|tomorrow|tonight|yesterday|weeks?|months?|quarter|sprint|days"
    r"|eod|eow|eom|eoq|asap|soon|later|now|due|by|until|before|after|within|next|in|on|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?"
    r"|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|q[1-4]|h[12]|w\d{1,2}|\d+[dwmyh]"
    r"|\d+(?:st|nd|rd|th)|\d{4,}(?:-\S*)?|\d+[./:-]\d+\S*)",
    re.IGNORECASE,
)
_GIVEN_NAME: Final = re.compile(r"(?:April|June|August|Jan|Sun)(?!\S|\s+\d)", re.IGNORECASE)
_IN: Final = re.compile(r"(?:in|within)\s+(?P<count>\d+|an?|one|two)\s?(?P<unit>day|week|d|w)s?$", re.IGNORECASE)
_COUNTS: Final = {"a": 1, "an": 1, "one": 1, "two": 2}


def may_be_name(text: str) -> bool:
    """Whether it begins with a word of time that is a given name, too."""
    return _GIVEN_NAME.match(text) is not None


def refuse_in_owner(text: str, *, labeled: bool) -> None:
    """Raises Unclear for an owner's name that has a word of time, a priority or a slip of a type in it.

    `labeled`: it stands behind `owner:`, so the first word may be a name.
    """
    if found := _LIKE_PRIORITY.fullmatch(text):
        raise Unclear(wording.not_a_priority(found["said"]))
    words = text.split()
    if labeled and may_be_name(text):
        words = words[1:]
    for place, word in enumerate(words):
        if meant := slip_of_kind(word):
            raise Unclear(wording.not_a_kind(word, meant))
        if _TIME_WORD.fullmatch(word.strip(",;.")):
            raise Unclear(not_a_date(" ".join(words[place:])))


def slip_of_kind(word: str) -> str:
    """The type that the word is a typing error of, "" if it is none."""
    known = word.casefold() in ACTION_KINDS or word.casefold().removesuffix("s") in ACTION_KINDS
    return "" if not word or known or word.casefold() == "processes" else mistyped(word, ACTION_KINDS)


def priority_behind(text: str) -> str:
    """What looks like a priority at the end of a title and isn't one."""
    found = _LIKE_PRIORITY.fullmatch(text)
    return found["said"] if found else ""


def date_behind(text: str, today: date) -> tuple[str, date | None]:
    """What looks like a due date at the end of a title, and which it probably is."""
    found = _DATE_BEHIND.fullmatch(text)
    if not found or text[: found.start("said")].casefold().endswith("for "):  # "Prepare for Friday"
        return "", None
    return found["said"], _meant(found["said"], today)


def _meant(said: str, today: date) -> date | None:
    if away := _IN.search(said):
        count = _COUNTS.get(away["count"].casefold()) or int(away["count"])
        return today + timedelta(days=min(count, 3_000) * (7 if away["unit"].casefold().startswith("w") else 1))
    if said.casefold().endswith("next week"):
        return today + timedelta(days=7 - today.weekday())
    try:
        day = read_date(said.split()[-1], today, future=True)
    except Unclear:
        return None
    return day.day if day and "next" not in said.casefold() and day.day >= today else None
