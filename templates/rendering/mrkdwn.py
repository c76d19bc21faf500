"""Slack's mrkdwn: escaping, and the tokens for dates, mentions and links, which nothing else may write.

Per Slack's "Formatting text for app surfaces", & < > are control characters and must be escaped; everything else stays
as it is. A date is shown in the reader's own time zone; its fallback, for clients that can't format dates, has the
format of bot/time_format.py. Messages are read for weeks, so each filter writes the day (Slack makes it "today" or
"yesterday" for as long as that is true). `clock` leaves it out where the text tells the day anyway: beside the time
that Slack shows for a message, given to `render`, or beside another moment in the same text.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from bot.errors import Hint
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.time_format import reads_alone, stamp
from templates.commands import slash_commands
from templates.incidents import wording
from templates.outbox.wording import why
from templates.rendering.plain import BESIDE, sentence
from templates.rendering.web_addresses import is_web_address

_USER: Final = re.compile(r"[UW][A-Z0-9]+")
_GROUP: Final = re.compile(r"S[A-Z0-9]+")
_CHANNEL: Final = re.compile(r"[CG][A-Z0-9]+")
_FENCE: Final = "```"
_LONG: Final = 300  # characters: more are a block of code, which can be continued in a second message


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def code(text: str) -> Markup:
    """Something to type, as a code span. A backtick in it would end the span early, so it becomes an accent."""
    return Markup(f"`{escape(text).replace('`', '´')}`")


def code_block(text: str) -> Markup:
    """Something long to type, on lines of its own. What has a block of code in it keeps it as it was typed."""
    return Markup(escape(text) if _FENCE in text else f"{_FENCE}\n{escape(text)}\n{_FENCE}")


def to_type(text: str) -> Markup:
    """Something to type with every character: a span of code can have neither lines nor backticks in it."""
    return code(text) if len(text) < _LONG and not set("`\n") & set(text) else code_block(text)


@pass_context
def clock(context: Context, at: datetime, beside: datetime | None = None) -> Markup:
    """`14:15` near a moment shown with its day, else day and time. To follow "by", "since", "due"."""
    return _time(at) if reads_alone(at, beside or context.get(BESIDE)) else moment(at)


@pass_context
def at_clock(context: Context, at: datetime) -> Markup:
    """`at 14:15`, or `today at 14:15`: where the sentence needs a preposition."""
    return Markup("at ") + _time(at) if reads_alone(at, context.get(BESIDE)) else moment(at)


def moment(at: datetime) -> Markup:
    """Day and time: `today at 14:15`, `Jan 15, 2024 at 14:15`; the fallback is `Mon 15 Jan 2024, 14:15 UTC`."""
    return _date(at, "{date_short_pretty} at {time}", stamp(at))


def moment_ago(at: datetime) -> Markup:
    """`today at 14:15 (22 minutes ago)` or `(in 6 minutes)`, which the client keeps current, unlike the fallback."""
    return _date(at, "{date_short_pretty} at {time} ({ago})", stamp(at))


def _time(at: datetime) -> Markup:
    return _date(at, "{time}", f"{at.astimezone(UTC):%H:%M} UTC")


def _date(moment: datetime, shown: str, fallback: str) -> Markup:
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone")
    return Markup(f"<!date^{int(moment.timestamp())}^{shown}|{fallback}>")


def mention(person: Person) -> Markup:
    """Mentions a member of the workspace or a user group; an app, or a person without an id, is only named."""
    if _GROUP.fullmatch(person.id):
        return Markup(f"<!subteam^{person.id}>")
    return Markup(f"<@{person.id}>" if _USER.fullmatch(person.id) else escape(person.name))


def channel_link(channel: str) -> Markup:
    return Markup(f"<#{channel}>" if _CHANNEL.fullmatch(channel) else escape(channel))


def link(url: str, label: str) -> Markup:
    """The label as a link; the label alone where `url` is not a web address."""
    shown = escape(" ".join(label.split())) or escape(url)
    if not is_web_address(url):
        return Markup(shown)
    return Markup(f"<{escape(url).replace('|', '%7C')}|{shown}>")


def command(incident: Incident | int, verb: str, arguments: str = "") -> Markup:
    """A command about an incident, to be typed where the text is read."""
    return code(slash_commands.about_incident(_number(incident), verb, arguments))


def command_anywhere(incident: Incident | int, verb: str, arguments: str = "") -> Markup:
    """With its number, also where the text is read in the incident's own channel."""
    with slash_commands.read_in(slash_commands.ELSEWHERE):
        return command(incident, verb, arguments)


def review_command(incident: Incident | int, verb: str = "", arguments: str = "") -> Markup:
    return code(slash_commands.about_review(_number(incident), verb, arguments))


def typed(hint: Hint) -> Markup:
    return code(slash_commands.spelled(hint, hint.arguments))


def _number(incident: Incident | int) -> int:
    return incident if isinstance(incident, int) else incident.number


def channel_now(incident: Incident) -> Markup:
    """Where an incident's channel is: it may still be created, or Slack may refuse it."""
    reason = escape(sentence(why(incident.channel_error)))
    return Markup(wording.channel_now(incident.channel_state, channel_link(incident.channel), reason))


FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "clock": clock,
    "at_clock": at_clock,
    "moment": moment,
    "moment_ago": moment_ago,
    "mention": mention,
    "channel_link": channel_link,
    "channel_now": channel_now,
    "command": command,
    "command_anywhere": command_anywhere,
    "review_command": review_command,
    "typed": typed,
    "slack_error": why,
    "link": link,
}
