"""Builds Block Kit blocks that respect Slack's limits, whatever was typed.

slack_sdk's models let some limits pass, so texts are cut or split here (cutting.py). What a message or view may have in
all is in fitting.py.
"""

from collections.abc import Sequence
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

from handlers.slack.blockkit.cutting import PLAIN, clip, pieces
from handlers.slack.blockkit.fitting import Continuation
from templates.commands import wording

SECTION = 3000  # characters of a section's text
FIELD = 2000  # characters of a section's field
MOST_FIELDS = 10  # of a section
HEADER = 150
BUTTON = 75
OPTION = 75  # characters of an option, and of its description
ALT_TEXT = 2000
CONFIRM = 300
FALLBACK = 3900  # chat.update refuses a text over 4,000


def first_line(text: str, limit: int) -> str:
    """The first line that is not empty, cut to fit."""
    return clip(next((" ".join(line.split()) for line in text.splitlines() if line.strip()), ""), limit, PLAIN)


def and_more(count: int) -> list[Block]:
    """The last line of a list that was cut; nothing if `count` is 0."""
    return [context(f"… and {count} more")] if count > 0 else []


def header(text: str) -> Block:
    return HeaderBlock(text=PlainTextObject(text=clip(text, HEADER, PLAIN), emoji=True))


def section(mrkdwn: str, beside: InteractiveElement | None = None) -> Block:
    return SectionBlock(text=MarkdownTextObject(text=clip(mrkdwn, SECTION), verbatim=True), accessory=beside)


def plain(text: str) -> Block:
    """Text as it was typed, without formatting, links or emoji, so that it can be copied."""
    return SectionBlock(text=PlainTextObject(text=clip(text, SECTION, PLAIN), emoji=False))


def plains(text: str) -> list[Block]:
    """A long text as it was typed."""
    return [plain(piece) for piece in pieces(text, SECTION, PLAIN)]


def sections(mrkdwn: str, beside: ButtonElement | None = None) -> list[Block]:
    """A long text. The button is beside its end."""
    texts = [MarkdownTextObject(text=piece, verbatim=True) for piece in pieces(mrkdwn, SECTION)]
    kinds = [SectionBlock, *[Continuation] * len(texts)]
    buttons = [*[None] * (len(texts) - 1), beside]
    return [kind(text=text, accessory=button) for kind, text, button in zip(kinds, texts, buttons, strict=False)]


def fields(texts: Sequence[str]) -> list[Block]:
    """Short texts side by side, in two columns where there is room for them."""
    shown = [MarkdownTextObject(text=clip(text, FIELD), verbatim=True) for text in texts]
    return [SectionBlock(fields=shown[place : place + MOST_FIELDS]) for place in range(0, len(shown), MOST_FIELDS)]


def context(mrkdwn: str) -> Block:
    return ContextBlock(elements=[MarkdownTextObject(text=clip(mrkdwn, SECTION), verbatim=True)])


def image(file: str, alt: str) -> Block:
    """An uploaded file, by its id. `alt` is its text for people who can't see it."""
    return ImageBlock(slack_file=SlackFile(id=file), alt_text=clip(alt, ALT_TEXT, PLAIN))


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
        text=PlainTextObject(text=clip(confirm[0], CONFIRM, PLAIN)),
        confirm=confirm[1],
        deny=wording.CANCEL,
        style=style or "primary",
    )
    return ButtonElement(
        text=clip(label, BUTTON, PLAIN),
        action_id=action_id,
        value=str(value),
        style=style,
        confirm=asked or None,
        url=url or None,
        accessibility_label=clip(spoken, BUTTON, PLAIN) or None,
    )


def overflow(action_id: str, choices: Sequence[tuple[str, str]]) -> OverflowMenuElement:
    """The ⋯ menu of up to five choices: label and value each."""
    return OverflowMenuElement(action_id=action_id, options=[option(value, label) for label, value in choices])


def option(value: str, label: str, description: str = "") -> Option:
    """A choice of a menu or of radio buttons."""
    about = PlainTextObject(text=clip(description, OPTION, PLAIN)) if description else None
    return Option(value=value, text=PlainTextObject(text=clip(label, OPTION, PLAIN)), description=about)
