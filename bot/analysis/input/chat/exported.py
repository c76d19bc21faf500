"""What chats export: each has a list of messages with a time, a speaker and a text, under names of its own.

Source: github.com/Tyrrrz/DiscordChatExporter (JsonMessageWriter.cs); Microsoft's chatMessage of Graph, and the file
messages.json of a person's Teams data; Telegram Desktop's export (result.json); Google Takeout's Chat messages; the
posts of Mattermost's API. What a chat writes itself (somebody joined, a pin) has another type than what people say.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.analysis.input.chat.markup import mark_of, of_html, with_emoji
from bot.analysis.input.json_values import at, event, filled, in_order, line, pick, rows, table, text, word
from bot.analysis.input.tables import Notes
from bot.json_types import Json

Message = Mapping[str, Json]


@dataclass(frozen=True)
class Chat:
    """`messages` are the fields that may hold the list. A message has one of the times, and one of the `marks`, which
    no other tool's have; `kinds` are the types of what people say, under `kind`, and empty where that is all."""

    marks: tuple[str, ...]
    messages: tuple[str, ...]
    time: str
    who: tuple[str, ...]
    texts: tuple[str, ...]
    kind: str = "type"
    kinds: tuple[str, ...] = ()

    def has(self, message: Message) -> bool:
        return bool(message.get(self.time)) and any(key in message for key in self.marks)

    def is_said(self, message: Message) -> bool:
        is_of_people = not self.kinds or word(message, self.kind) in self.kinds
        return self.has(message) and is_of_people and not pick(message, "deletedDateTime")


# fmt: off
_CHATS: Final = (
    # Discord; Teams from Graph, and a person's data of Teams; Telegram; Google Chat; Mattermost
    Chat(("isPinned",), ("messages",), "timestamp", ("author.nickname", "author.name"),
         ("content", "forwardedMessage.content"),
         kinds=("Default", "Reply", "ChatInputCommand", "ContextMenuCommand", "ThreadStarterMessage")),
    Chat(("messageType",), ("value", "messages"), "createdDateTime",
         ("from.user.displayName", "from.application.displayName"), ("subject", "body.content"),
         kind="messageType", kinds=("message",)),
    Chat(("messagetype",), ("MessageList",), "originalarrivaltime", ("displayName", "from"), ("content",),
         kind="messagetype", kinds=("Text", "RichText", "RichText/Html")),
    Chat(("date_unixtime", "from_id"), ("messages",), "date_unixtime", ("from",), ("text",), kinds=("message",)),
    Chat(("creator",), ("messages",), "created_date", ("creator.name", "creator.email"), ("text",)),
    Chat(("create_at",), ("posts",), "create_at", ("username", "user_id"), ("message",), kinds=("",)),
)
# fmt: on
_ROOMS: Final = ("conversations", "chats", "list")  # of an export of several


def recognizes(value: Json) -> bool:
    return any(True for _ in _rooms(value))


def read(value: Json, notes: Notes) -> Sequence[Mapping[str, Json]]:
    return [_room(room, chat, messages, notes) for room, chat, messages in _rooms(value)]


def _rooms(value: Json) -> Iterator[tuple[Json, Chat, Sequence[Message]]]:
    """Yields each conversation, with the chat that it is of and its messages."""
    for room in [value, *(each for key in _ROOMS for each in rows(value, key))]:
        for chat in _CHATS:
            messages = _messages(room, chat)
            if any(map(chat.has, messages[:50])):
                yield room, chat, messages
                break


def _messages(room: Json, chat: Chat) -> Sequence[Message]:
    found: Sequence[Message] = []
    if isinstance(room, list):
        found = rows([*room])
    for key in chat.messages:
        by_id = [each for each in table(room, key).values() if isinstance(each, Mapping)]
        found = found or rows(room, key) or by_id
    return [each for one in found or rows([room]) for each in (one, *rows(one, "replies"))]


def _room(room: Json, chat: Chat, messages: Sequence[Message], notes: Notes) -> Mapping[str, Json]:
    said = [(each, _text(each, chat)) for each in messages if chat.is_said(each)]
    if len(said) > len(with_text := [each for each in said if each[1]]):
        notes.count("messages", len(with_text), len(said), "no text found")
    name = line(room, "channel.name")
    told = [_event(each, told, chat, notes) for each, told in with_text]
    return filled(
        {
            "title": f"#{name}" if name else line(room, "displayName", "name"),
            "description": line(room, "channel.topic"),
            "messages": in_order(told),
        }
    )


def _event(message: Message, told: str, chat: Chat, notes: Notes) -> Message:
    reactions = rows(message, "reactions")
    emoji = [line(each, "emoji.code", "emoji.name", "reactionType", "emoji", "emoji_name") for each in reactions]
    return event(message.get(chat.time), told, mark_of(emoji, notes.marks), line(message, *chat.who))


def _text(message: Message, chat: Chat) -> str:
    parts = [_plain(at(message, *path.split("."))) for path in chat.texts]
    for embed in rows(message, "embeds"):
        parts += [text(embed, key) for key in ("title", "description")]
        parts += [f"{word(each, 'name')}: {text(each, 'value')}" for each in rows(embed, "fields")]
    files = ", ".join(filter(None, (line(each, "fileName", "name") for each in rows(message, "attachments"))))
    return "\n".join(filter(None, (*parts, f"File: {files}" if files else "")))


def _plain(said: Json) -> str:
    """Telegram writes a text with links as a list of its parts."""
    if isinstance(said, list):
        return "".join(part if isinstance(part, str) else text(part, "text") for part in said)
    return with_emoji(of_html(text(said)))
