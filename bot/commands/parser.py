"""The words that people type: one verb table from which parsing, usage, help and the README's list are made.

`parse` turns what a person typed into one of the requests, or raises NotUnderstood with the sentence that tells them
what to type instead. Each capability has its verbs in its verbs.py.
"""

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from itertools import chain

from bot.announcements import verbs as announcements
from bot.commands.arguments import first_word
from bot.commands.command_verb import CommandVerb
from bot.commands.requests import CommandContext, Help, Menu, Request, TypedText
from bot.config.policy import Policy
from bot.errors import Guess, Hint, NotUnderstood, Unclear
from bot.incidents import verbs as incidents
from bot.incidents.model import OPEN, Status
from bot.metrics import verbs as metrics
from bot.nudges import verbs as nudges
from bot.people import verbs as people
from bot.review import verbs as review
from bot.roles import verbs as roles
from bot.search import verbs as search
from bot.tasks import verbs as tasks
from bot.timeline import verbs as timeline
from bot.updates import verbs as updates
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

_CAPABILITIES = (
    incidents.VERBS,
    search.VERBS,
    metrics.VERBS,
    timeline.VERBS,
    updates.VERBS,
    nudges.VERBS,
    tasks.VERBS,
    review.VERBS,
    announcements.VERBS,
    roles.VERBS,
    people.VERBS,
)
VERBS: Mapping[str, CommandVerb] = {verb.name: verb for verb in (*chain.from_iterable(_CAPABILITIES), _HELP)}
