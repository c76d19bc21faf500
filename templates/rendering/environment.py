"""The Jinja environments, which template gets which, and `render`. Each is made when the first template needs it.

Each environment escapes every value in its own way unless a filter marked the value as safe. Two traps of Jinja
remain: a literal inside `{{ }}` is escaped as HTML in every environment, so text belongs outside the braces, and `join`
escapes as HTML where one of the joined values is marked safe.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import Field, fields
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, ClassVar, Final, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.time_format import day_name, duration, is_dated, iso, period, period_of_hours, remaining
from templates.incidents.wording import duties, status_name
from templates.rendering import plain
from templates.rendering.bytecode import Bytecode
from templates.rendering.web_addresses import is_web_address

_WORD_STARTS: Final = re.compile(r"(?<!^)(?=[A-Z])")
_SHORT, _REMEMBERED = 40, 4096  # characters of a text, texts
_FOLDER: Final = Path(__file__).parents[1]
_EVERYWHERE: Final[Mapping[str, Callable[..., object]]] = {
    "day_name": day_name,
    "duration": duration,
    "duties": duties,
    "iso": iso,
    "period": period,
    "period_of_hours": period_of_hours,
    "remaining": remaining,
    "sentence": plain.sentence,
    "status_name": status_name,
}


class Context(Protocol):
    """A frozen dataclass with the values that a template uses, under the names used there.

    A document names its `template`. A sentence names none: it is the block of the same name in the messages.j2 of its
    capability, so `ListHead` of templates/incidents/messages.py is the block `list_head` beside it. An outbox message
    that has all the values is its own context: `StatusChanged` of bot/outbox/incidents.py is the block `status_changed`
    of templates/incidents/messages.j2.
    """

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


def _environment(
    escape: Callable[[str], str] | None, *, autoescape: bool = True, filters: Mapping[str, Callable[..., object]]
) -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        bytecode_cache=Bytecode(_FOLDER / "__pycache__"),
        finalize=_finalize(escape) if escape else None,
    )
    made.filters.update({**_EVERYWHERE, **filters})
    made.tests["dated"] = is_dated
    made.tests["web_address"] = is_web_address
    return made


def _finalize(escape: Callable[[str], str]) -> Callable[[object], Markup]:
    def escaped(text: str) -> Markup:
        return Markup(escape(text))

    known = lru_cache(maxsize=_REMEMBERED)(escaped)  # a review repeats names, phases and times

    def finalize(value: object) -> Markup:
        if isinstance(value, Markup):
            return value
        text = str(value)
        return known(text) if len(text) <= _SHORT else escaped(text)

    return finalize


def _mrkdwn() -> Environment:
    from templates.rendering import mrkdwn

    return _environment(mrkdwn.escape, filters=mrkdwn.FILTERS)


def _markdown() -> Environment:
    from templates.rendering import markdown

    return _environment(markdown.escape, filters={**plain.FILTERS, **markdown.FILTERS})


def _html() -> Environment:
    from templates.pictures import frameworks

    return _environment(None, filters={**plain.FILTERS, **frameworks.FILTERS})


def _text() -> Environment:
    return _environment(None, autoescape=False, filters={**plain.FILTERS, "command": _slash_command})


def _slash_command(number: int, verb: str, arguments: str = "") -> str:
    from templates.commands import slash_commands

    return slash_commands.about_incident(number, verb, arguments)


_BY_ENDING: Final[Mapping[str, Callable[[], Environment]]] = {
    ".md.j2": cache(_markdown),
    ".html.j2": cache(_html),
    ".txt.j2": cache(_text),
    ".j2": cache(_mrkdwn),
}


def environment_of(template: str) -> Environment:
    """The environment for a template, by the ending of its name; mrkdwn for `.j2` alone."""
    return next(made() for ending, made in _BY_ENDING.items() if template.endswith(ending))


def sentence_of(context: type[Context]) -> tuple[str, str]:
    """The template and the block in it that render a context without a `template`."""
    *_, package, module = context.__module__.split(".")
    capability = module if package == "outbox" else package
    return f"{capability}/messages.j2", _WORD_STARTS.sub("_", context.__name__).lower()


def render(context: Context, beside: datetime | None = None) -> str:
    """Render a context with its template. Raises jinja2.UndefinedError for a name that the context lacks.

    `beside` is the moment that Slack shows with the text, when the message was posted: times near it need no day.
    """
    values = {field.name: getattr(context, field.name) for field in fields(context)}
    if document := getattr(context, "template", ""):
        return environment_of(document).get_template(document).render(values)
    name, block = sentence_of(type(context))
    template = environment_of(name).get_template(name)
    return "".join(template.blocks[block](template.new_context({**values, plain.BESIDE: beside}))).removesuffix("\n")
