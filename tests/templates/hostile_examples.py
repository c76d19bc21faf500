"""Text as the worst of people type it, and values of any type made of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from bot.config.policy import Severity

OPEN, SHUT = "⟦", "⟧"

TYPED = (
    '<!channel> & <b>"x"</b>',
    "<@U0000001> <!here|here> <!date^1^{date}|now> <https://evil.example|click>",
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "| # * _ ~ ` | &amp; &lt;!channel&gt;",
    "# first\n- second\n\n> third | fourth",
    "javascript:alert(1)",
    "{{ 7 * 7 }} {% raw %}",
    "שלום \u202eאב\u202c مرحبا 🔥🧯",
    "long " * 600,
)


def marked(typed: str) -> str:
    """Between marks, so that a test can see whether it stands there whole wherever it stands at all."""
    return f"{OPEN}{typed.strip()}{SHUT}"


def made_of(kind: Any, text: str, *, full: bool) -> Any:
    """A value of a type with `text` in every string; `full` decides between something and nothing."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return made_of(next(one for one in inner if one is not NoneType), text, full=full) if full else None
    if origin in (tuple, Sequence, list):
        return _several(inner, text, full)
    if origin is Mapping:
        return {text: made_of(inner[1], text, full=full)} if full else {}
    if origin is Callable or kind is Callable:
        return str
    return _single(kind, text, full)


def _several(inner: tuple[Any, ...], text: str, full: bool) -> tuple[Any, ...]:
    if len(inner) == 1 or inner[-1] is Ellipsis:
        return (made_of(inner[0], text, full=full),) * (2 if full else 0)
    return tuple(made_of(one, text, full=full) for one in inner)


def _single(kind: Any, text: str, full: bool) -> Any:
    plain: dict[Any, Any] = {
        str: text,
        bool: full,
        int: 7,
        float: 7.5,
        timedelta: timedelta(minutes=75),
        datetime: datetime(2024, 3, 4, 22, 50, tzinfo=UTC),
        date: date(2024, 3, 11),
    }
    if kind in plain:
        return plain[kind]
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    assert is_dataclass(kind), f"no hostile value for {kind}"
    return filled(kind, text, full=full)


def filled(kind: Any, text: str, *, full: bool) -> Any:
    """A dataclass in which every text is hostile, but for the key of a severity, which nobody can type."""
    hints = get_type_hints(kind)
    values = {one.name: made_of(hints[one.name], text, full=full) for one in fields(kind) if one.init}
    return kind(**values | ({"key": "sev1"} if kind is Severity else {}))
