"""Types of settings. The fields of bot/config/policy.py are annotated with them, and bot/config/policy_file.py
validates the TOML file against them, so a new setting only needs a field.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final
from zoneinfo import available_timezones

from templates.config import wording

HIGHEST: Final = 43_200  # minutes in 30 days
TEN_YEARS: Final = 3650  # days


@dataclass(frozen=True)
class Range:
    """An integer range, inclusive."""

    lowest: int
    highest: int


@dataclass(frozen=True)
class Share:
    """A number in per cent: more than nothing, less than all."""


@dataclass(frozen=True)
class Pattern:
    """A regular expression, and its description for errors."""

    regex: str
    allowed: str


@dataclass(frozen=True)
class Check:
    """A test that a string has to pass, and its description for errors."""

    passes: Callable[[str], bool]
    allowed: str


@dataclass(frozen=True)
class NonEmptyArray:
    """An array with at least one item. With `alone`, a single item needs no brackets."""

    most: int | None = None
    distinct: bool = False
    alone: bool = False


WholeNumber = Annotated[int, Range(0, HIGHEST)]
PositiveNumber = Annotated[int, Range(1, HIGHEST)]
HourOfDay = Annotated[int, Range(0, 23)]
HourOrMidnight = Annotated[int, Range(0, 24)]  # 24 is the end of the day
Percentage = Annotated[float, Share()]
RetentionDays = Annotated[int, Range(0, TEN_YEARS)]

Text = Annotated[str, Pattern(r"\S", wording.TEXT)]
EmojiName = Annotated[str, Pattern(r"\A[a-z0-9_+'-]+\Z", wording.EMOJI_NAME)]
ChannelName = Annotated[str, Pattern(r"\A[a-z0-9_-]{1,40}\Z", wording.CHANNEL_NAME)]
TimeZone = Annotated[str, Check(lambda name: name in available_timezones(), wording.TIME_ZONE)]

TableName = Annotated[str, "table"]  # the name of the table itself, not a setting in it
Texts = tuple[Text, ...]
OneOrMore = Annotated[tuple[Text, ...], NonEmptyArray(alone=True)]
