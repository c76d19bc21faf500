"""Slack's mrkdwn: escaping, and the tokens (dates, mentions, links) that only these functions may write.

Rules from Slack's documentation "Formatting text for app surfaces": & < > are control characters and must be escaped;
everything else stays as it is.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final

from markupsafe import Markup

from bot.people.model import Person

_USER: Final = re.compile(r"[UW][A-Z0-9]+")
_GROUP: Final = re.compile(r"S[A-Z0-9]+")
_CHANNEL: Final = re.compile(r"[CG][A-Z0-9]+")
_WEB_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+")


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def code(text: str) -> Markup:
    """What somebody types, letter for letter; a backtick in it would end the span early."""
    return Markup(f"`{escape(text).replace('`', '´')}`")


def is_web_address(url: str) -> bool:
    """Whether a link may lead there: http or https, and nothing that could end the link early."""
    return _WEB_ADDRESS.fullmatch(url) is not None


def clock(moment: datetime) -> Markup:
    """The time of day, in each reader's own zone; UTC where the client can't."""
    return _date(moment, "{time}", "")


def since(moment: datetime) -> Markup:
    """The time of day and how long ago that is, which the reader's client keeps up to date."""
    return _date(moment, "{time} ({ago})", "")


def moment(moment: datetime) -> Markup:
    """Day and time of day, in each reader's own zone; UTC where the client can't."""
    return _date(moment, "{date_short_pretty} {time}", f"{moment.astimezone(UTC).day} %b ")


def _date(moment: datetime, shown: str, day: str) -> Markup:
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone")
    plain = moment.astimezone(UTC).strftime(f"{day}%H:%M UTC")
    return Markup(f"<!date^{int(moment.timestamp())}^{shown}|{plain}>")


def mention(person: Person) -> Markup:
    """Notifies a member of the workspace, or a user group; of an app or one known by name only it says the name."""
    if _GROUP.fullmatch(person.id):
        return Markup(f"<!subteam^{person.id}>")
    return Markup(f"<@{person.id}>" if _USER.fullmatch(person.id) else escape(person.name))


def channel_link(channel: str) -> Markup:
    return Markup(f"<#{channel}>" if _CHANNEL.fullmatch(channel) else escape(channel))


def link(url: str, label: str) -> Markup:
    """The label leading to a web address; the label alone where the address is none."""
    shown = escape(" ".join(label.split())) or escape(url)
    if not is_web_address(url):
        return Markup(shown)
    return Markup(f"<{escape(url).replace('|', '%7C')}|{shown}>")


FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "clock": clock,
    "moment": moment,
    "since": since,
    "mention": mention,
    "channel_link": channel_link,
    "link": link,
}
