"""The verb that subscribes people and channels to updates."""

from dataclasses import dataclass
from typing import Final

from bot.commands.command_verb import CommandVerb, Leading
from bot.commands.requests import CommandContext, Request, TypedText
from bot.errors import Unclear
from templates.announcements import wording


@dataclass(frozen=True)
class Subscribe(Request):
    """Subscribe a channel (by id and name), or the person who asks; unsubscribe with `off`."""

    channel: str = ""
    channel_name: str = ""
    off: bool = False


@dataclass(frozen=True)
class ShowSubscribers(Request):
    pass


def _subscribe(typed: TypedText, _asking: CommandContext) -> Subscribe | ShowSubscribers:
    said = typed.text.strip()
    if said.casefold() == "list":
        return ShowSubscribers()
    words = [word for word in said.split() if word.casefold() not in ("off", "me")]
    off = "off" in said.casefold().split()
    if not words:
        return Subscribe(off=off)
    if len(words) > 1 or words[0] not in typed.channels:
        raise Unclear(wording.no_channel(" ".join(words)))
    return Subscribe(typed.channels[words[0]], words[0].removeprefix("#"), off)


VERBS: Final = (
    CommandVerb(
        "subscribe",
        "subscribe [#channel] [off] or subscribe list",
        "Get each update by direct message, or have it posted in another channel. To unsubscribe, add `off`. `list` "
        "shows who is subscribed.",
        "subscribe #support",
        _subscribe,
        leading=Leading.INCIDENT,
    ),
)
