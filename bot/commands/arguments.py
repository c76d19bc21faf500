"""What the readers of arguments share. What can't be read raises Unclear; the parser adds how the verb is used."""

from bot.commands.requests import TypedText
from bot.errors import Unclear
from templates.commands import wording


def first_word(text: str) -> tuple[str, str]:
    parts = text.split(maxsplit=1)
    return (parts[0] if parts else "", parts[1].strip() if len(parts) == 2 else "")


def required(what: str, text: str) -> str:
    if not text.strip():
        raise Unclear(wording.missing(what))
    return text.strip()


def nothing_behind(typed: TypedText) -> None:
    """Raises Unclear for a word behind a verb that takes none."""
    if typed.text.strip():
        raise Unclear(wording.not_clear(typed.text.strip()))
