"""A channel or chat of Microsoft Teams: messages from Graph, or the personal export of all conversations.

Source: learn.microsoft.com/graph/api/resources/chatmessage (list channel messages, with `$expand=replies`) and the
file `messages.json` of Microsoft's export of a person's Teams data. Texts are HTML.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bot.analysis.input.chat.markup import mark_of, of_html
from bot.analysis.input.json_values import event, filled, in_order, line, pick, rows, text, word
from bot.analysis.input.tables import Notes
from bot.json_types import Json

Message = Mapping[str, Json]

_TIMES: Final = ("createdDateTime", "originalarrivaltime")
_SAID: Final = ("message", "Text", "RichText", "RichText/Html")


def recognizes(value: Json) -> bool:
    return any(map(_is_message, _messages(value)[:50])) or any(_is_message(m) for c in _chats(value) for m in _list(c))


def _messages(value: Json) -> Sequence[Message]:
    found = (
        rows([*value]) if isinstance(value, list) else rows(value, "value") or rows(value, "messages") or rows([value])
    )
    return [each for one in found for each in (one, *rows(one, "replies"))]


def _chats(value: Json) -> Sequence[Message]:
    return [each for each in rows(value, "conversations") if _list(each)]


def _list(chat: Message) -> Sequence[Message]:
    return rows(chat, "MessageList")


def _is_message(each: Message) -> bool:
    is_graphs = isinstance(each.get("body"), Mapping) and "messageType" in each
    return bool(pick(each, *_TIMES)) and (is_graphs or "messagetype" in each)


def read(value: Json, notes: Notes) -> Sequence[Message]:
    chats = _chats(value)
    if chats:
        return [{"title": word(chat, "displayName"), "messages": _events(_list(chat), notes)} for chat in chats]
    return [{"messages": _events(_messages(value), notes)}]


def _events(messages: Sequence[Message], notes: Notes) -> list[Json]:
    ours = [each for each in messages if _is_message(each) and not each.get("deletedDateTime")]
    said = [_event(each, notes) for each in ours if line(each, "messageType", "messagetype") in _SAID]
    with_text = [each for each in said if each.get("text")]
    if len(with_text) < len(said):
        notes.count("messages", len(with_text), len(said), "no text found")
    return in_order(with_text)


def _event(message: Message, notes: Notes) -> Message:
    who = line(message, "from.user.displayName", "from.application.displayName", "displayName", "from")
    files = _joined(word(each, "name") for each in rows(message, "attachments"))
    told = [line(message, "subject"), of_html(text(message, "body", "content") or text(message, "content"))]
    mark = mark_of((word(each, "reactionType") for each in rows(message, "reactions")), notes.marks)
    return filled(
        event(pick(message, *_TIMES), "\n".join(filter(None, (*told, files and f"File: {files}"))), mark, who)
    )


def _joined(names: Iterable[str]) -> str:
    return ", ".join(filter(None, names))
