"""A line of the timeline in Slack, in the modal and in posts, cut to Slack's limits."""

import json
from dataclasses import replace

from bot.config.policy import Policy
from bot.encoded_length import encoded_length
from bot.timeline.model import Attachment, Entry, EntryKind
from bot.timeline.pages import LONGEST_LINE
from handlers.slack.blockkit.cutting import TYPED, clip
from templates.rendering import render
from templates.timeline import messages as timeline_messages

HEAVIEST = 4_500  # bytes of JSON per line: 40 lines with buttons stay under the 250 kB limit of a view
MOST_FILES = 3
LONGEST_FILE_NAME = 60  # characters
OTHER = "·"  # for types without an emoji of their own


def emoji_of(kind: EntryKind, policy: Policy) -> str:
    """The emoji of a type, the first one if there are several."""
    return next((f":{emoji}:" for emoji, of in policy.reactions.items() if of is kind), OTHER)


def line(entry: Entry, policy: Policy, *, dated: bool, most: int = LONGEST_LINE) -> str:
    """The entry in at most `most` characters and HEAVIEST bytes. Its text is cut; names and links stay whole."""
    shown, emoji = replace(entry, files=_few(entry.files)), emoji_of(entry.kind, policy)
    said = render(timeline_messages.TimelineEntry(shown, emoji, dated))
    while shown.text and (len(said) > most or len(json.dumps(said)) > HEAVIEST):
        shown = replace(shown, text=_shorter(shown.text))
        said = render(timeline_messages.TimelineEntry(shown, emoji, dated))
    return said


def _shorter(text: str) -> str:
    """The text without its last quarter, "" if it is very short."""
    return clip(text, encoded_length(text) * 3 // 4, TYPED) if len(text) > 3 else ""


def _few(files: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    return tuple(replace(file, name=clip(file.name, LONGEST_FILE_NAME, TYPED)) for file in files[:MOST_FILES])
