"""The text of a Slack message that apps wrote as blocks or attachments.

Source: docs.slack.dev/reference/block-kit/blocks, and docs.slack.dev/legacy for secondary message attachments. An
attachment that Slack added to show where a link leads is not what anybody said.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from bot.analysis.input.json_values import first, rows, text, word
from bot.json_types import Json

_UNFURLED: Final = ("from_url", "original_url", "is_msg_unfurl", "is_share")
_ONE_LINE: Final = frozenset({"rich_text_section", "rich_text_quote", "rich_text_preformatted"})
_DEEPEST: Final = 20


def text_of_blocks(blocks: Json, depth: int = 0) -> str:
    """Returns the text of blocks, a line for each; elements of one line are joined as they are."""
    if not isinstance(blocks, list) or depth > _DEEPEST:
        return ""
    return "\n".join(filter(None, (_said(block, depth) for block in blocks)))


def _said(block: Json, depth: int) -> str:
    if not isinstance(block, Mapping):
        return ""
    if word(block, "type") in _ONE_LINE:
        return "".join(_inline(each) for each in rows(block, "elements"))
    lines = [first(text(block, "text", "text"), text(block, "text"))]
    lines += [first(text(each, "text"), text(each, "text", "text")) for each in rows(block, "fields")]
    return "\n".join(filter(None, (*lines, text_of_blocks(block.get("elements"), depth + 1))))


def _inline(element: Mapping[str, Json]) -> str:
    """Writes an element of rich text as it stands in a text."""
    kind, said = word(element, "type"), element.get("text")
    label = said if isinstance(said, str) else ""  # with the space at its ends
    if kind == "text":
        return label
    if kind == "link":
        return f"<{word(element, 'url')}|{label}>" if label else word(element, "url")
    form, key = _REFERENCES.get(kind, ("", ""))
    return form.format(word(element, key)) if word(element, key) else ""


_REFERENCES: Final = {
    "user": ("<@{}>", "user_id"),
    "channel": ("<#{}>", "channel_id"),
    "usergroup": ("<!subteam^{}>", "usergroup_id"),
    "broadcast": ("<!{}>", "range"),
    "emoji": (":{}:", "name"),
}


def text_of_attachments(attachments: Iterable[Mapping[str, Json]]) -> str:
    """Returns what attachments say, in order; their fallback only where they say nothing else."""
    own = (each for each in attachments if not any(each.get(key) for key in _UNFURLED))
    return "\n".join(filter(None, (first("\n".join(_lines(each)), text(each, "fallback")) for each in own)))


def _lines(attachment: Mapping[str, Json]) -> Iterator[str]:
    parts = (text(attachment, "pretext"), text(attachment, "title"), text(attachment, "text"))
    yield from filter(None, parts)
    for each in rows(attachment, "fields"):
        yield ": ".join(filter(None, (text(each, "title"), text(each, "value"))))
    if blocks := text_of_blocks(attachment.get("blocks")):
        yield blocks
