"""The words that people type: one verb table from which parsing, usage, help and the README's list are made.

`parse` turns what a person typed into one of the requests, or raises NotUnderstood with the sentence that tells them
what to type instead. The verbs themselves stand in bot/verbs_*.py.
"""

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

from bot.commands.arguments import first_word
from bot.commands.grammar import CommandVerb
from bot.commands.requests import CommandContext, Help, Menu, Request, TypedText
from bot.config.policy import Policy
from bot.errors import Guess, Hint, NotUnderstood, Unclear
from bot.incidents.model import OPEN, Status
from bot.incidents.titles import ENTRANCE
from bot.incidents.verbs import STATE
from bot.roles.verbs import PEOPLE
from bot.updates.verbs import WORK
from templates.commands import wording


def parse(typed: TypedText, asking: CommandContext) -> tuple[CommandVerb, Request]:
    """The verb that was typed and what it asks; no word at all asks for the menu."""
    name, rest = first_word(typed.text)
    verb = VERBS.get(name.casefold()) if name else _MENU
    if verb is None:
        raise _unknown(name, _meant(name, rest, asking.policy))
    try:
        return verb, verb.parse(replace(typed, text=rest), asking)
    except Unclear as unclear:
        raise NotUnderstood(str(unclear), unclear.hint or verb.hint) from None


def _meant(name: str, rest: str, policy: Policy) -> str:
    """What somebody probably meant who left out the verb, or mistyped it; "" where nothing is near."""
    word = name.casefold()
    if word in OPEN or word == Status.RESOLVED:
        return f"status {word}"
    if not word.isdecimal() and policy.read_severity(word):
        return f"declare {word} {rest}" if rest else f"severity {word}"
    return next(iter(get_close_matches(word, VERBS, n=1)), "")


def _unknown(name: str, meant: str) -> NotUnderstood:
    hint = Guess(*first_word(meant)) if meant else Hint("help", purpose=wording.FOR_ALL_COMMANDS)
    return NotUnderstood(wording.unknown_command(name), hint)


def _menu(_typed: TypedText, _asking: CommandContext) -> Menu:
    return Menu()


def _help(typed: TypedText, asking: CommandContext) -> Help:
    """A verb may be named as it is typed, with the slash command before it."""
    words = typed.text.casefold().split()
    word = " ".join(words[1:] if words and words[0].startswith("/") else words)
    if word and word not in VERBS:
        raise _unknown(word, _meant(word, "", asking.policy))
    return Help(word)


_MENU = CommandVerb("", "", "Show what can be done here.", "", _menu, needs_incident=False)
_HELP = CommandVerb("help", "help [verb]", "Show this list.", "help log", _help, needs_incident=False)

VERBS: Mapping[str, CommandVerb] = {verb.name: verb for verb in (*ENTRANCE, *WORK, *STATE, *PEOPLE, _HELP)}
