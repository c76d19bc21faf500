"""Decodes Slack's encoding of typed text, and finds the text of a message in its blocks, attachments and files.

Decoded text has names instead of ids; the ids of the named people are returned beside it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.commands.requests import TypedText
from bot.timeline.entries import MessageText
from bot.timeline.model import Attachment
from bot.timeline.reactions import moment

NameOf = Callable[[str, str], str]
"""(user id, Slack's label for it) -> the name that people read."""

_FILLER = re.compile("This content can['’]t be displayed[.]")  # Slack's text of a message that has only blocks
_PLAIN = ("text", "alt_text", "join_url")  # what blocks have as text without an object of its own
_REFERENCE = re.compile(r"<([^<>|\s][^<>|]*)(?:\|([^<>]*))?>")


def decode(text: str, name_of: NameOf) -> TypedText:
    """`<@U1|jane> &amp; <https://a.b>` -> `@Jane Smith & https://a.b`, with {"@Jane Smith": "U1"} beside it."""
    people: dict[str, str] = {}
    channels: dict[str, str] = {}

    def reference(matched: re.Match[str]) -> str:
        target, label = matched[1], matched[2] or ""
        shown = _shown(target, label, name_of, people)
        if target[0] == "#":
            channels[shown] = target[1:]
        return shown

    plain = _unescape(_REFERENCE.sub(reference, text)).strip()
    return TypedText(plain, {_unescape(name): who for name, who in people.items()}, channels)


def _shown(target: str, label: str, name_of: NameOf, people: dict[str, str]) -> str:
    kind, rest = target[0], target[1:]
    if kind == "@":
        name = f"@{name_of(rest, label)}"
        shown = name if people.get(name, rest) == rest else f"{name} ({rest})"  # two people with the same name
        people[shown] = rest
        return shown
    if kind == "#":
        return f"#{label or rest}"
    if kind == "!":
        return label or f"@{rest.split('^')[0]}"
    return _address(target, label)


def _address(target: str, label: str) -> str:
    bare = target.removeprefix("mailto:")
    if not label or label in (bare, re.sub(r"^https?://", "", bare)):
        return label or bare
    return f"{label} ({bare})"


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def message_text(message: Mapping[str, Any]) -> str:
    """The text of a message in Slack's encoding, else that of its blocks, attachments and files.

    Alerts of other apps often leave `text` empty, or Slack fills it, and put everything into blocks or attachments.
    """
    text = str(message.get("text") or "")
    if text and not _FILLER.fullmatch(text.strip()):
        return text
    parts = [*_texts(message.get("blocks")), *_attachment_texts(message), *_file_names(message)]
    return "\n".join(part for part in parts if part.strip()) or text


def words_of(message: Mapping[str, Any], name_of: NameOf) -> MessageText:
    """The decoded text of a message, its files, and when it was last edited."""
    edited = (message.get("edited") or {}).get("ts")
    files = tuple(map(_attachment, message.get("files") or ()))
    return MessageText(decode(message_text(message), name_of).text, files, moment(str(edited)) if edited else None)


def _attachment(file: Mapping[str, Any]) -> Attachment:
    """A file that was deleted or is hidden from the bot has little more than an id."""
    name = file.get("name") or file.get("title") or "file"
    return Attachment(str(name), str(file.get("mimetype") or ""), str(file.get("permalink") or ""))


def _attachment_texts(message: Mapping[str, Any]) -> Iterator[str]:
    for attachment in message.get("attachments") or ():
        own = [str(attachment[key]) for key in ("pretext", "title", "text") if attachment.get(key)]
        fields = [f"{field.get('title', '')}: {field.get('value', '')}" for field in attachment.get("fields") or ()]
        inner = [*own, *fields, *_texts(attachment.get("blocks"))]
        yield from inner or [str(attachment.get("fallback", ""))]


def _file_names(message: Mapping[str, Any]) -> Iterator[str]:
    for file in message.get("files") or ():
        yield f"{file.get('title') or file.get('name', 'file')} {file.get('permalink', '')}".strip()


def _texts(node: object) -> Iterator[str]:
    """The text of every text object below a block, in reading order; a run of rich text is one line."""
    if isinstance(node, list):
        for item in node:
            yield from _texts(item)
    elif isinstance(node, dict):
        if str(node.get("type", "")).startswith("rich_text_") and "elements" in node:
            yield "".join(_rich_texts(node["elements"]))
            return
        yield from (node[key] for key in _PLAIN if isinstance(node.get(key), str))
        for key in ("text", "fields", "elements", "title", "rows", "call", "v1"):
            if not isinstance(node.get(key), str):
                yield from _texts(node.get(key))


def _rich_texts(elements: list[Mapping[str, Any]]) -> Iterator[str]:
    for element in elements:
        kind = element.get("type")
        if kind == "user":
            yield f"<@{element.get('user_id', '')}>"
        elif kind == "emoji":
            yield f":{element.get('name', '')}:"
        elif kind == "link":
            yield str(element.get("text") or element.get("url", ""))
        elif "elements" in element:
            yield "".join(_rich_texts(element["elements"])) + "\n"
        else:
            yield str(element.get("text", ""))
