"""The verbs of `/incident` that keep what people do and know: updates, timeline, tasks, action items, facts."""

from typing import Final

from bot import phrases
from bot.errors import Unclear
from bot.model import RecordKind
from bot.phrases import first_word, required
from bot.requests import AddRecord, Asking, PostUpdate, Typed
from bot.verbs import VerbWord


def _update(typed: Typed, _asking: Asking) -> PostUpdate:
    return PostUpdate(typed.text.strip())


def _record(typed: Typed, _asking: Asking) -> AddRecord:
    word, text = first_word(typed.text)
    if word.casefold() not in tuple(RecordKind):
        raise Unclear(f"{word} is not something to record." if word else "What to record is missing.")
    return AddRecord(RecordKind(word.casefold()), required(f"The {word.casefold()}", text))


WORK: Final = (
    VerbWord(
        "log",
        "log [HH:MM|yesterday HH:MM|-10m] [@person] [type:] <text>",
        "Put something on the timeline. Without a time, in your zone, it is now; without a person it is you.",
        "log 14:05 detection: First alert from checkout",
        phrases.log,
    ),
    VerbWord(
        "update",
        "update [text]",
        "Tell people how it stands; the next update is counted from it. Without a text it opens a form.",
        "update Rollback is running, next news in 15 min",
        _update,
    ),
    VerbWord(
        "timeline",
        "timeline [type|all] [since <1h|HH:MM>] or timeline <post|export>",
        "Read the timeline, or a part of it. With post it goes into the channel, with export you get it as files.",
        "timeline mitigation since 1h",
        phrases.timeline,
    ),
    VerbWord(
        "action",
        "action <title> [owner] [P0..P3] [YYYY-MM-DD]",
        "Keep work for afterwards. Quote the title to name an owner in plain words.",
        'action "Alert at 70 % of the pool" Database team P1 2024-01-22',
        phrases.action,
    ),
    VerbWord(
        "record",
        "record <cause|factor|impact|fix> <text>",
        "Keep a fact for the review, word for word under your name.",
        "record cause Pool of 20 too small for ORM 3.2.0",
        _record,
    ),
)
