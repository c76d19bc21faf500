"""The verbs that keep what people do and know: updates, timeline, tasks, action items, facts."""

from typing import Final

from bot.commands import arguments as phrases
from bot.commands.arguments import first_word
from bot.commands.grammar import CommandVerb
from bot.commands.requests import (
    AddRecord,
    CommandContext,
    PostUpdate,
    ShowStakeholderUpdates,
    ShowSubscribers,
    Snooze,
    Subscribe,
    TypedText,
)
from bot.errors import Unclear
from bot.review.facts import FactKind
from bot.tasks import arguments as phrases_of_work


def _update(typed: TypedText, _asking: CommandContext) -> PostUpdate | ShowStakeholderUpdates:
    text = typed.text.strip()
    return ShowStakeholderUpdates() if text.casefold() == "texts" else PostUpdate(text)


def _snooze(typed: TypedText, asking: CommandContext) -> Snooze:
    minutes, reason = first_word(typed.text)
    offered = asking.policy.snooze_minutes
    if not minutes.isdecimal() or int(minutes) not in offered:
        lengths = " or ".join(map(str, offered))
        raise Unclear(f"{minutes or 'Nothing'} is no length to snooze for: it is {lengths} minutes.")
    if not reason.strip():
        raise Unclear("Say why it can wait.")
    return Snooze(int(minutes), reason.strip())


def _record(typed: TypedText, _asking: CommandContext) -> AddRecord:
    """Without a text, the form is asked for."""
    word, text = first_word(typed.text)
    if word and word.casefold() not in tuple(FactKind):
        raise Unclear(f"{word} is not something to record.")
    return AddRecord(FactKind(word.casefold() or FactKind.CAUSE), text)


def _subscribe(typed: TypedText, _asking: CommandContext) -> Subscribe | ShowSubscribers:
    said = typed.text.strip()
    if said.casefold() == "list":
        return ShowSubscribers()
    words = [word for word in said.split() if word.casefold() not in ("off", "me")]
    off = "off" in said.casefold().split()
    if not words:
        return Subscribe(off=off)
    if len(words) > 1 or words[0] not in typed.channels:
        raise Unclear(f"{' '.join(words)} is no channel I can find.")
    return Subscribe(typed.channels[words[0]], words[0].removeprefix("#"), off)


WORK: Final = (
    CommandVerb(
        "log",
        "log [HH:MM|yesterday HH:MM|-10m] [@person] [type:] <text>",
        "Put something on the timeline. Without a time, in your zone, it is now; without a person it is you.",
        "log 14:05 detection: First alert from checkout",
        phrases.log,
    ),
    CommandVerb(
        "update",
        "update [text|texts]",
        "Tell people how it stands; the next update is counted from it. Without a text it opens a form, with texts it "
        "shows drafts for the status page, executives and customers.",
        "update Rollback is running, next news in 15 min",
        _update,
    ),
    CommandVerb(
        "snooze",
        "snooze <minutes> <reason>",
        "Ask nobody for an update for a while. The reason goes on the timeline.",
        "snooze 20 Waiting for the vendor, who answers by 15:00",
        _snooze,
    ),
    CommandVerb(
        "timeline",
        "timeline [type|all] [since <1h|HH:MM>] or timeline <post|export>",
        "Read the timeline, or a part of it. With post it goes into the channel, with export you get it as files.",
        "timeline mitigation since 1h",
        phrases.timeline,
    ),
    CommandVerb(
        "task",
        "task [title] [@person] or task <number> <@person|none> or task <done|open> <number>",
        "Keep what is to be done now, give it to somebody, tick it. Alone it opens the list.",
        "task Roll user-api back @bob",
        phrases_of_work.task,
    ),
    CommandVerb(
        "action",
        "action [title] [owner] [P0..P3] [YYYY-MM-DD] [prevention|detection|mitigation|process] "
        "or action <done|open> <number>",
        "Keep work for afterwards. Quote the title to name an owner in plain words. Alone it opens the list.",
        'action "Alert at 70 % of the pool" Database team P1 2024-01-22 detection',
        phrases_of_work.action,
    ),
    CommandVerb(
        "record",
        "record [cause|factor|impact|fix|helped|hindered|lesson] [text]",
        "Keep a fact for the review, word for word under your name. Without a text it opens a form.",
        "record cause Pool of 20 too small for ORM 3.2.0",
        _record,
    ),
    CommandVerb(
        "subscribe",
        "subscribe [#channel] [off] or subscribe list",
        "Get each update by direct message, or bring it to another channel.",
        "subscribe",
        _subscribe,
    ),
)
