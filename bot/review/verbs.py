"""The verb that records a fact for the review."""

from dataclasses import dataclass
from typing import Final

from bot.commands.arguments import first_word
from bot.commands.command_verb import CommandVerb
from bot.commands.requests import CommandContext, Request, TypedText
from bot.errors import Unclear
from bot.review.facts import FactKind
from templates.review import wording


@dataclass(frozen=True)
class AddFact(Request):
    """`text` is empty if the person wants the form."""

    kind: FactKind
    text: str = ""


def _record(typed: TypedText, _asking: CommandContext) -> AddFact:
    word, text = first_word(typed.text)
    if word and word.casefold() not in tuple(FactKind):
        raise Unclear(wording.not_a_fact(word), example=f"{FactKind.CAUSE} {typed.text.strip()}")
    return AddFact(FactKind(word.casefold() or FactKind.CAUSE), text)


VERBS: Final = (
    CommandVerb(
        "record",
        "record [cause|factor|impact|fix|helped|hindered|lesson] [<text>]",
        "Record a fact for the review, quoted under your name. Without text, opens a form.",
        "record cause Pool of 20 too small for ORM 3.2.0",
        _record,
        states_a_fact=True,
    ),
)
