"""What opens a message in a conversation that was copied as text: who speaks and when, in one of several shapes.

`10:42 AM Jane: …`, `[10:42] <jane> …`, `[15.01.24, 10:42:13] Jane: …` have the text behind them;
`Jane Smith  10:42 AM`, `jane — Today at 10:42`, `[10:42 AM] Jane Smith`, and a name and a time on two lines below.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from bot.analysis.input.times.day_by_day import is_day

_DATE: Final = (
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)"
    r"|\d{1,2} [A-Z][a-z]{2,8} \d{4}|[A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th)?, \d{4})"
)
_CLOCK: Final = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[.,]\d{1,6})?(?:[ \u202f\u00a0]?[AaPp]\.?[Mm]\b\.?)?"
_ZONE: Final = r"(?:[ ]?(?:Z|UTC|GMT|[ECMP][SD]T|CES?T|BST|[+-]\d\d:?\d\d)\b)?"
_DAY: Final = r"(?:(?P<day>[Tt]oday|[Yy]esterday|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*),? (?:at )?)?"
_TIME: Final = rf"{_DAY}(?P<time>(?:{_DATE},?(?: at |[ T]{{1,2}}))?{_CLOCK}{_ZONE})"
_NAME: Final = r"[^\W\d_](?:[\w.'’()/@-]|[ ](?! )|(?<=[ ])\([^()\d:]{1,40}\))*"
_EDITED: Final = r"(?:,? ?\(?[Ee]dited\)?)?"
_SIGN: Final = (  # an emoji, with what combines with it
    r"[\u203c-\u2049\u231a-\u23ff\u25aa-\u27bf\u2b05-\u2b55\U0001f000-\U0001faff]"
    r"[\ufe0f\u200d\u2640-\u2642\U0001f000-\U0001faff]*"
)
# What a chat shows with a name: the emoji of a status, what kind of account it is, a role in brackets before it
_BADGE: Final = re.compile(
    rf"(?<!\S)(?:(?::[\w+'-]{{1,60}}:)+|{_SIGN}|APP|BOT|WORKFLOW|GUEST|EXTERN(?:AL)?|\(External\))(?!\S) ?"
    r"|^\[[^\W\d][^\[\]\d:]{0,20}\] (?=\S)"
)
_STRONG: Final = re.compile(r"^\*\*([^*\d]{1,60})\*\*(?=[\s,])")

# Text behind it
_INLINE: Final = re.compile(
    rf"[\[(]?{_TIME}[\])]?(?:\s+[-–—|]\s+|\s+)"
    rf"(?:<[@+%&~ ]?(?P<nick>[^<>\s][^<>]{{0,60}})>:?|\* (?P<acting>[^\s:]{{1,40}})|(?P<who>{_NAME}?)(?: ?{_SIGN})*:)"
    r"(?:\s+(?P<text>\S.*))?"
)
# Text below it
_TITLED: Final = re.compile(
    rf"(?P<who>{_NAME}?)(?:\s*[—–]\s*|\s*,\s*|\s{{2,}}|\s(?=[\[(])|\s(?=.{{1,40}}[AaPp]\.?[Mm])"
    rf"|(?<=[^\W\d_]) (?=\d))"
    rf"[\[(]?{_TIME}[\])]?:?{_EDITED}"
)
_TIMED: Final = re.compile(rf"\[{_TIME}\]\s+(?P<who>{_NAME}):?")
_BARE: Final = re.compile(rf"[\[(]?{_TIME}[\])]?{_EDITED}")
_NAME_LINE: Final = re.compile(rf"(?P<who>{_NAME}(?:, {_NAME})?)")
_SERVICE: Final = re.compile(
    rf"[\[(]?{_TIME}[\])]?(?:\s+[-–—]\s+|\s+)(?:-!-|\*\*\*|-->|<--|==|⇐|→|←)?\s*(?P<text>\S.*)"
)
_FULL_NAME: Final = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*)(?: [^\W\d_a-z][\w.'’-]*){1,3}")
_ZOOM: Final = re.compile(r"From\s+(.+?)(?:\s+to\s+.+)?$")  # `From Jane Smith to Everyone:`
_LEVEL: Final = re.compile(
    r"(?:error|err|info|warn|warning|debug|critical|crit|fatal|notice|trace|panic)", re.IGNORECASE
)
_MOST_WORDS: Final = 5
_LONGEST: Final = 200  # characters of a line that could be a header with its text below


@dataclass(frozen=True)
class Header:
    """`who` is "" where the speaker is the one before, or the line above says it."""

    time: str
    who: str = ""
    text: str = ""
    day: str = ""  # `Today`, `Monday`, as it is said


def inline(line: str) -> Header | None:
    """Reads a line with a time, a speaker and a text."""
    matched = _INLINE.fullmatch(line)
    if matched is None:
        return None
    who = _ZOOM.sub(r"\1", matched["nick"] or matched["acting"] or matched["who"] or "")
    return _header(matched, who, matched["text"] or "") if is_name(who) else None


def service(line: str) -> Header | None:
    """Reads a line with a time and no speaker: what the chat itself says."""
    matched = _SERVICE.fullmatch(line)
    return _header(matched, "", matched["text"]) if matched else None


def above(line: str) -> Header | None:
    """Reads a line with a time, and perhaps a speaker, whose text stands below."""
    if len(line) > _LONGEST:
        return None
    line = without_badges(line)
    for form in (_BARE, _TIMED, _TITLED):
        matched = form.fullmatch(line)
        if matched:
            who = matched.groupdict().get("who") or ""
            return _header(matched, who, "") if not who or _is_speaker(who, matched["time"], line) else None
    return None


def _is_speaker(who: str, time: str, line: str) -> bool:
    """Whether a name opens a message; `Deploy 10:50` does not."""
    is_plain = line == f"{who} {time}" and time[-1].isdigit()
    return bool(name_line(who)) and not (is_plain and not _FULL_NAME.fullmatch(who))


def _header(matched: re.Match[str], who: str, text: str) -> Header:
    time = re.sub(r"[\u202f\u00a0]", " ", matched["time"]).replace(" at ", " ")
    return Header(time, who.strip(), text.strip(), (matched["day"] or "").casefold())


def shaped_as(line: str, time: str) -> str:
    """Returns the shape of a line that opens a message: what stands between name and time, and how the time is
    written."""
    matched = _TITLED.fullmatch(without_badges(line))
    behind = without_badges(line)[matched.end("who") :] if matched else ""
    return re.sub(r"\d+|[^\W\d_]+", "_", behind) if time in behind else ""


def like(line: str, shapes: Collection[str]) -> Header | None:
    """Reads a line that opens a message because others of its shape do, whatever the speaker is called."""
    matched = _TITLED.fullmatch(without_badges(line)) if len(line) <= _LONGEST else None
    if matched is None or shaped_as(line, matched["time"]) not in shapes:
        return None
    return _header(matched, matched["who"], "") if is_name(matched["who"]) else None


def without_badges(line: str) -> str:
    """Returns a line that may open a message without what stands beside a name; "" if that is all."""
    return _BADGE.sub("", _STRONG.sub(r"\1", line)).strip()


def name_line(line: str) -> str:
    """Returns the speaker that a line names, "" if it is anything else."""
    matched = _NAME_LINE.fullmatch(without_badges(line)) if len(line) <= _LONGEST else None
    who = matched["who"].strip() if matched else ""
    words = who.split()
    is_person = all(word[:1].isupper() or word.startswith("(") or word.isdigit() for word in words) or len(words) == 1
    return who if who and is_person and is_name(who) and not is_day(who) else ""


def is_name(who: str) -> bool:
    words = who.split()
    capitals = sum(not word[:1].islower() for word in words)
    return 0 < len(words) <= _MOST_WORDS and len(who) <= 60 and capitals + 2 > len(words) and not _LEVEL.fullmatch(who)
