"""Builds Block Kit blocks that respect Slack's limits.

slack_sdk's models let some limits pass, so texts are cut or split here, never in the middle of an entity or a link.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    HeaderBlock,
    ImageBlock,
    InteractiveElement,
    MarkdownTextObject,
    Option,
    OverflowMenuElement,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.blocks.basic_components import SlackFile

from templates.commands import wording

SECTION = 3000  # characters of a section's text
FIELD = 2000  # characters of a section's field
MOST_FIELDS = 10  # of a section
HEADER = 150
BUTTON = 75
FALLBACK = 3900  # chat.update refuses a text over 4,000
MOST_BLOCKS = 50  # of a message

_CUT_REFERENCE = re.compile(r"(<[^<>]*|&[a-z]*)\Z")


def clip(text: str, limit: int) -> str:
    """The text, cut with … if it is too long."""
    if len(text) <= limit:
        return text
    return _CUT_REFERENCE.sub("", text[: limit - 1]).rstrip() + "…"


def pieces(text: str, limit: int = SECTION) -> Iterator[str]:
    """The whole text in pieces that fit, cut at line breaks or spaces if possible."""
    while len(text) > limit:
        head = _CUT_REFERENCE.sub("", text[:limit])
        cut = max(head.rfind("\n"), head.rfind(" ")) if re.search(r"\s", head) else len(head)
        cut = cut if cut > 0 else len(head)
        yield text[:cut]
        text = text[cut:].lstrip()
    if text:
        yield text


def first_line(text: str, limit: int) -> str:
    """The first line that is not empty, cut to fit."""
    return clip(next((" ".join(line.split()) for line in text.splitlines() if line.strip()), ""), limit)


def and_more(count: int) -> list[Block]:
    """The last line of a list that was cut; nothing if `count` is 0."""
    return [context(f"… and {count} more")] if count > 0 else []


def header(text: str) -> Block:
    return HeaderBlock(text=PlainTextObject(text=clip(text, HEADER), emoji=True))


def section(mrkdwn: str, beside: ButtonElement | None = None) -> Block:
    return SectionBlock(text=MarkdownTextObject(text=clip(mrkdwn, SECTION), verbatim=True), accessory=beside)


def plain(text: str) -> Block:
    """Text as it was typed, without formatting, links or emoji, so that it can be copied."""
    return SectionBlock(text=PlainTextObject(text=clip(text, SECTION), emoji=False))


def sections(mrkdwn: str) -> list[Block]:
    return [section(piece) for piece in pieces(mrkdwn)]


def fields(texts: Sequence[str]) -> list[Block]:
    """Short texts side by side, in two columns where there is room for them."""
    shown = [MarkdownTextObject(text=clip(text, FIELD), verbatim=True) for text in texts]
    return [SectionBlock(fields=shown[place : place + MOST_FIELDS]) for place in range(0, len(shown), MOST_FIELDS)]


def context(mrkdwn: str) -> Block:
    return ContextBlock(elements=[MarkdownTextObject(text=clip(mrkdwn, SECTION), verbatim=True)])


def image(file: str, alt: str) -> Block:
    """An uploaded file, by its id. `alt` is its text for people who can't see it."""
    return ImageBlock(slack_file=SlackFile(id=file), alt_text=alt)


def actions(*buttons: InteractiveElement) -> Block:
    return ActionsBlock(elements=list(buttons))


def button(
    label: str,
    action_id: str,
    value: object,
    style: Literal["primary", "danger"] | None = None,
    confirm: tuple[str, str] | None = None,
    url: str = "",
    spoken: str = "",
) -> ButtonElement:
    """`confirm` is what will happen, and the verb to do it with. `url` is what the button opens in a browser.

    `spoken` is the label for screen readers, where several buttons look the same.
    """
    asked = confirm and ConfirmObject(
        title=wording.confirm(confirm[1]),
        text=PlainTextObject(text=confirm[0]),
        confirm=confirm[1],
        deny=wording.CANCEL,
        style=style or "primary",
    )
    return ButtonElement(
        text=clip(label, BUTTON),
        action_id=action_id,
        value=str(value),
        style=style,
        confirm=asked or None,
        url=url or None,
        accessibility_label=clip(spoken, BUTTON) or None,
    )


def overflow(action_id: str, choices: Sequence[tuple[str, str]]) -> OverflowMenuElement:
    """The ⋯ menu of up to five choices: label and value each."""
    return OverflowMenuElement(
        action_id=action_id, options=[Option(text=clip(label, BUTTON), value=value) for label, value in choices]
    )
