"""Turns a chat's markup into the text that people saw: mentions, links, dates and emoji; and reactions into types.

Source: docs.slack.dev/messaging/formatting-message-text. In its texts only `&`, `<` and `>` are escaped; everything in
angle brackets is a reference, with an optional label after `|`. HTML is that of Teams' messages.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from html import unescape
from typing import Final

from bot.analysis.input import values
from bot.timeline.kinds import EntryKind, kind_of

_BREAK: Final = re.compile(r"<br\s*/?>|</(?:p|li|div|tr|h\d)>", re.IGNORECASE)
_ALT: Final = re.compile(r"<(?:img|emoji)\b[^<>]{0,500}\balt=\"([^\"<>]{1,60})\"[^<>]{0,500}>", re.IGNORECASE)
_TAG: Final = re.compile(
    r"</?(?:a|at|attachment|b|blockquote|body|code|codeblock|div|em|emoji|h\d|i|img|li|ol|p|pre|span|strong|systemeventmessage"
    r"|table|tbody|td|th|tr|u|ul)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_REFERENCE: Final = re.compile(r"<([^<>\n]{1,2000})>")
_CODE: Final = re.compile(r":([a-z0-9_+'-]{1,60})(?:::skin-tone-[2-6])?:")
_ESCAPED: Final = re.compile("&(amp|lt|gt);")
_MEANT: Final = {"amp": "&", "lt": "<", "gt": ">"}

# What incidents are discussed with. Any other code stays as it is typed.
EMOJI: Final[Mapping[str, str]] = {
    "white_check_mark": "✅", "heavy_check_mark": "✔️", "ballot_box_with_check": "☑️", "x": "❌", "warning": "⚠️",
    "rotating_light": "🚨", "fire": "🔥", "fire_engine": "🚒", "eyes": "👀", "mag": "🔍", "mag_right": "🔎",
    "wrench": "🔧", "hammer": "🔨", "hammer_and_wrench": "🛠️", "gear": "⚙️", "pushpin": "📌", "loudspeaker": "📢",
    "mega": "📣", "arrow_up": "⬆️", "arrow_down": "⬇️", "arrows_counterclockwise": "🔄", "rewind": "⏪", "rocket": "🚀",
    "tada": "🎉", "pray": "🙏", "raised_hands": "🙌", "clap": "👏", "thumbsup": "👍", "+1": "👍", "thumbsdown": "👎",
    "-1": "👎", "ok_hand": "👌", "muscle": "💪", "wave": "👋", "point_up": "☝️", "thinking_face": "🤔",
    "scream": "😱", "smile": "😄", "cry": "😢", "skull": "💀", "boom": "💥", "bug": "🐛",
    "red_circle": "🔴", "large_orange_circle": "🟠", "large_yellow_circle": "🟡", "large_green_circle": "🟢",
    "large_green_square": "🟩", "large_red_square": "🟥", "white_circle": "⚪", "bell": "🔔",
    "no_bell": "🔕", "hourglass": "⌛", "hourglass_flowing_sand": "⏳", "stopwatch": "⏱️", "zap": "⚡",
    "chart_with_upwards_trend": "📈", "chart_with_downwards_trend": "📉", "bar_chart": "📊", "memo": "📝", "lock": "🔒",
    "key": "🔑", "heart": "❤️", "green_heart": "💚", "no_entry": "⛔", "no_entry_sign": "🚫", "stop_sign": "🛑",
    "construction": "🚧", "information_source": "ℹ️", "question": "❓", "exclamation": "❗", "bangbang": "‼️",
    "phone": "☎️", "pager": "📟", "computer": "💻", "link": "🔗", "bulb": "💡", "100": "💯", "checkered_flag": "🏁",
}  # fmt: skip

_NAMES: Final[Mapping[str, str]] = {sign.rstrip("\ufe0f"): name for name, sign in EMOJI.items()}


def plain(text: str, names: Mapping[str, str]) -> str:
    """Returns a text as people saw it. `names` has the names of people by their IDs."""
    text = _REFERENCE.sub(partial(_referred, names), text)
    return _ESCAPED.sub(lambda found: _MEANT[found[1]], with_emoji(text))


def of_html(text: str) -> str:
    """Returns what people saw of HTML. What looks like a tag of another kind is left: it may be said."""
    return values.clean(unescape(_TAG.sub("", _ALT.sub(r"\1", _BREAK.sub("\n", text)))))


def mark_of(emoji: Iterable[str], marks: Mapping[str, EntryKind]) -> str:
    """Returns the type that reactions state, by the same emoji as in Muster's channels: names, or signs."""
    kinds = (kind_of(_NAMES.get(each.rstrip("\ufe0f"), each.strip(":")), marks) for each in emoji)
    return next((kind for kind in kinds if kind and kind is not EntryKind.NOTE), "")


def with_emoji(text: str) -> str:
    return _CODE.sub(lambda found: EMOJI.get(found[1], found[0]), text) if ":" in text else text


def addresses(text: str) -> list[str]:
    """Returns the addresses of the links that are shown under another name."""
    split = (inner.partition("|") for inner in _REFERENCE.findall(text))
    return list(dict.fromkeys(url for url, _, label in split if url.startswith("http") and label not in ("", url)))


def _referred(names: Mapping[str, str], found: re.Match[str]) -> str:
    target, _, label = found[1].partition("|")
    return next(
        (make(target[len(mark) :], label, names) for mark, make in _REFERENCES.items() if target.startswith(mark))
    )


def _person(user: str, label: str, names: Mapping[str, str]) -> str:
    return f"@{names.get(user) or label.removeprefix('@') or user}"


def _channel(channel: str, label: str, _names: Mapping[str, str]) -> str:
    return f"#{label or channel}"


def _group(target: str, label: str, _names: Mapping[str, str]) -> str:
    return f"@{label.removeprefix('@') or target}"


def _date(target: str, label: str, _names: Mapping[str, str]) -> str:
    """`1689927600^{date_num} {time}`: a moment, how to show it, and perhaps a link."""
    seconds = target.partition("^")[0]
    if label or not seconds.isdecimal() or len(seconds) > 10:
        return label
    return f"{datetime.fromtimestamp(int(seconds), UTC):%Y-%m-%d %H:%M UTC}"


def _link(target: str, label: str, _names: Mapping[str, str]) -> str:
    return label or target.removeprefix("mailto:").removeprefix("tel:")


# By what a reference begins with, the longer first
_REFERENCES: Final[Mapping[str, Callable[[str, str, Mapping[str, str]], str]]] = {
    "!subteam^": _group,
    "!date^": _date,
    "!": _group,
    "@": _person,
    "#": _channel,
    "": _link,
}
