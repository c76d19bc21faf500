"""A channel of Discord, as DiscordChatExporter writes it into JSON.

Source: github.com/Tyrrrz/DiscordChatExporter, JsonMessageWriter.cs. Messages that Discord writes itself (somebody
joined, a pin, a thread) have another type than what people say.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.analysis.input.chat.markup import mark_of, with_emoji
from bot.analysis.input.json_values import event, filled, in_order, line, rows, table, text, word
from bot.analysis.input.tables import Notes
from bot.json_types import Json

Message = Mapping[str, Json]

_SAID: Final = ("Default", "Reply", "ChatInputCommand", "ContextMenuCommand", "ThreadStarterMessage")


def recognizes(value: Json) -> bool:
    return bool(table(value, "guild") and table(value, "channel")) and isinstance(table(value).get("messages"), list)


def read(value: Json, notes: Notes) -> Sequence[Mapping[str, Json]]:
    given = [each for each in rows(value, "messages") if word(each, "type") in ("", *_SAID)]
    said = [(each, "\n".join(filter(None, _lines(each)))) for each in given]
    with_text = [_event(each, told, notes) for each, told in said if told]
    if len(with_text) < len(said):
        notes.count("messages", len(with_text), len(said), "no text found")
    name = line(value, "channel.name")
    title = f"#{name}" if name else ""
    return [filled({"title": title, "description": line(value, "channel.topic"), "messages": in_order(with_text)})]


def _event(message: Message, told: str, notes: Notes) -> Message:
    who = line(message, "author.nickname", "author.name")
    emoji = [line(each, "emoji.code", "emoji.name") for each in rows(message, "reactions")]
    return event(message.get("timestamp"), with_emoji(told), mark_of(emoji, notes.marks), who)


def _lines(message: Message) -> Iterator[str]:
    yield text(message, "content") or text(message, "forwardedMessage", "content")
    for embed in rows(message, "embeds"):
        yield from (text(embed, key) for key in ("title", "description"))
        yield from (f"{word(each, 'name')}: {text(each, 'value')}" for each in rows(embed, "fields"))
    files = ", ".join(word(each, "fileName") for each in rows(message, "attachments"))
    yield f"File: {files}" if files else ""
