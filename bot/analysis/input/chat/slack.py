"""Slack's export of a channel (the list in a day's file), `conversations.history` and `conversations.replies`.

Source: slack.com/help/articles/220556107 (reading an export) and docs.slack.dev/reference/events/message. Messages
come newest or oldest first, replies may stand apart from what they answer, and one that was also sent to the channel
comes twice: what counts is `ts`. Messages about the channel itself (joined, topic, pins) are left out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.input.chat.markup import addresses, mark_of, plain
from bot.analysis.input.chat.slack_blocks import text_of_attachments, text_of_blocks
from bot.analysis.input.json_values import at, filled, first, rows, table, text, word
from bot.analysis.input.tables import Notes
from bot.json_types import Json
from bot.timeline.kinds import EntryKind

Message = Mapping[str, Json]

_TS: Final = re.compile(r"\d{9,10}\.\d{1,6}")
_SAYS: Final = frozenset({"text", "blocks", "attachments", "files", "subtype"})
_THREADS: Final = ("slackdump_thread_replies", "replies")  # where archiving tools put the answers themselves
_HOUSEKEEPING: Final = re.compile(
    r"(?:channel|group|huddle|sh_room|pinned|unpinned|bot)_(?!message).+|tombstone|message_replied|reminder_.+|joiner_.+"
)
_CHANGES: Final = ("message_changed", "message_deleted")


def recognizes(value: Json) -> bool:
    return any(map(_is_message, _given(value)[:50]))


def read(value: Json, notes: Notes) -> Sequence[Mapping[str, Json]]:
    given = _given(value)
    messages = [each for each in given if isinstance(each, Mapping) and _is_message(each)]
    if len(messages) < len(given):
        notes.count("messages", len(messages), len(given), "no `ts` found")
    names = _names(value, messages)
    said = [_event(each, names, notes.marks) for each in _as_they_are_now(messages)]
    with_text = [each for each in said if each.get("text")]
    if len(with_text) < len(said):
        notes.count("messages", len(with_text), len(said), "no text found")
    return [filled({"title": _channel(value), "messages": list(with_text)})]


def _given(value: Json) -> list[Json]:
    """Returns all messages, also those of several pages, and of threads that are nested."""
    held = at(value, "messages")
    listed = held if isinstance(held, list) else value if isinstance(value, list) else []
    return [inner for each in listed for inner in (_given(each) if _is_page(each) else _with_thread(each))]


def _is_page(value: Json) -> bool:
    return isinstance(at(value, "messages"), list)


def _with_thread(value: Json) -> list[Json]:
    return [value, *(reply for key in _THREADS for reply in rows(value, key) if _is_message(reply))]


def _is_message(value: Json) -> bool:
    return isinstance(value, Mapping) and bool(_TS.fullmatch(word(value, "ts"))) and bool(_SAYS & value.keys())


def _channel(value: Json) -> str:
    """Returns the name of the channel if it stands beside the messages: it often says what the incident is about."""
    name = first(word(value, "channel", "name"), word(value, "channel_name"), word(value, "name"))
    return f"#{name.removeprefix('#')}" if name else ""


def _names(value: Json, messages: Iterable[Message]) -> Mapping[str, str]:
    """Returns real names by ID, from the messages and from the people listed beside them."""
    known = {word(each, "user"): _name(table(each, "user_profile")) for each in messages if "user_profile" in each}
    for person in (*rows(value, "users"), *rows(value, "members"), *_by_id(table(value, "users"))):
        known.setdefault(word(person, "id"), first(_name(table(person, "profile")), _name(person)))
    return {user: name for user, name in known.items() if user and name}


def _by_id(people: Mapping[str, Json]) -> Iterator[Message]:
    for user, person in people.items():
        yield {"id": user, "name": person} if isinstance(person, str) else {"id": user, **table(person)}


def _name(person: Message) -> str:
    return first(*(word(person, key) for key in ("real_name", "display_name", "real_name_normalized", "name")))


def _as_they_are_now(messages: Sequence[Message]) -> Sequence[Message]:
    """Returns the messages in order of time, each once: as edited, without those that were deleted."""
    changes = [each for each in messages if word(each, "subtype") in _CHANGES]
    kept = {word(each, "ts"): each for each in messages if each not in changes and not _is_housekeeping(each)}
    for change in sorted(changes, key=_time):
        kept.pop(first(word(change, "deleted_ts"), word(change, "previous_message", "ts")), None)
        edited = table(change, "message")
        if _is_message(edited) and not _is_housekeeping(edited):
            kept[word(edited, "ts")] = edited
    return sorted(kept.values(), key=_time)


def _time(message: Message) -> float:
    return float(word(message, "ts"))


def _is_housekeeping(message: Message) -> bool:
    return bool(_HOUSEKEEPING.fullmatch(word(message, "subtype")))


def _event(message: Message, names: Mapping[str, str], marks: Mapping[str, EntryKind]) -> Mapping[str, Json]:
    written = first(text(message, "text"), text_of_blocks(message.get("blocks")))
    beside = text_of_attachments(rows(message, "attachments"))
    whole = "\n".join(filter(None, (written, "" if beside in written else beside)))
    files: list[Json] = [first(word(file, "title"), word(file, "name")) for file in rows(message, "files")]
    named = ", ".join(str(file) for file in files if file)
    return filled(
        {
            "ts": word(message, "ts"),
            "user": _speaker(message, names),
            "text": plain(whole, names) or (f"File: {named}" if named else ""),
            "type": mark_of((word(each, "name") for each in rows(message, "reactions")), marks),
            "metadata": filled({"files": named if whole else "", "links": list(addresses(whole))}),
        }
    )


def _speaker(message: Message, names: Mapping[str, str]) -> str:
    user = word(message, "user")
    app = (word(message, "username"), word(message, "bot_profile", "name"))
    return first(*(app if "bot_id" in message else ()), names.get(user, ""), *app, user, word(message, "bot_id"))
