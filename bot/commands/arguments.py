"""Helpers shared by the verbs' parsers. They raise Unclear; the parser adds an example of the verb."""

from bot.commands.requests import TypedText
from bot.errors import Unclear
from templates.commands import wording


def first_word(text: str) -> tuple[str, str]:
    """The first word of a text and the rest."""
    parts = text.split(maxsplit=1)
    return (parts[0] if parts else "", parts[1].strip() if len(parts) == 2 else "")


def required(what: str, text: str, example: str = "") -> str:
    """The text without surrounding spaces; raises Unclear if it is empty. `what` names it: "A title"."""
    if not text.strip():
        raise Unclear(wording.enter(what), example=example)
    return text.strip()


def without_arguments(typed: TypedText) -> None:
    """Raises Unclear if something was typed after a verb that takes no arguments."""
    if typed.text.strip():
        raise Unclear(wording.not_clear(typed.text.strip()))
