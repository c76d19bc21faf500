"""The parser of incident commands, and the one verb table behind parsing, help and the docs' list of commands.

`parse` turns what a person typed into a request, or raises NotUnderstood with a hint at what to type instead. Each
capability has its verbs in its verbs.py.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from itertools import chain

from bot.announcements import verbs as announcements
from bot.commands import help_words
from bot.commands.addressing import Understood, address_in, addressed
from bot.commands.arguments import first_word, mistyped
from bot.commands.command_verb import CommandVerb
from bot.commands.help_words import is_help
from bot.commands.quotes import Piece, pieces
from bot.commands.requests import CommandContext, Help, Menu, TypedText
from bot.config.policy import Policy
from bot.errors import Guess, Hint, NotUnderstood
from bot.graphemes import seen
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


def parse(typed: TypedText, asking: CommandContext) -> Understood:
    """The verb that was typed, its request, and the incident it is about; without a word, the menu."""
    name, rest = verb_and_rest(typed.text)
    if is_help(name):
        return Understood(_HELP, _help(replace(typed, text=rest), asking))
    verb = VERBS.get(name.casefold()) if name else _MENU
    if verb is None:
        raise NotUnderstood(wording.unknown_command(name), _meant(name, rest, asking.policy))
    rest = _without_nothing(seen(rest), verb.usage)
    text = help_words.as_text(rest, verb.usage, moves=verb.moves)
    if not text and help_words.asks_for_help(rest, verb.usage, moves=verb.moves):
        return Understood(_HELP, Help(verb.name, help_words.quoted_text(rest, verb.usage) if verb.takes_text else ""))
    return addressed(verb, replace(typed, text=text or rest), asking)


def verb_and_rest(text: str) -> tuple[str, str]:
    """The first word and what follows it, also where they were typed without a space: `update#3 x`, `log: x`."""
    word, rest = first_word(text)
    name, glued = _parted(word)
    if not glued or name.casefold() not in VERBS or not (_GLUES.match(glued) or is_help(glued)):
        return word, rest
    return name, f"{_SET_OFF.sub('', glued)} {rest}".strip()


def _parted(word: str) -> tuple[str, str]:
    """The letters in front of a word, and what is glued to them."""
    found = _LETTERS.match(word)
    return (found[0], word[found.end() :]) if found else (word, "")


def _without_nothing(text: str, usage: str) -> str:
    """Without empty quotation marks where the text would stand: `update ""` is typed without text."""
    *words, last = pieces(text) or [Piece("")]
    front = [each.text for each in words]
    is_nothing = last.quoted and not last.text and help_words.choices_in_front(front, usage) == front
    return " ".join(front) if is_nothing else text


def _meant(name: str, rest: str, policy: Policy) -> Hint:
    """What someone probably meant who left out or mistyped the verb, with the rest of what they typed."""
    word = name.casefold()
    behind, text = first_word(rest)
    if (address := address_in(name, {})) and behind.casefold() in VERBS:
        return Guess(behind.casefold(), f"#{address.number} {text}".strip())
    if word in _POLITE and behind.casefold() in VERBS:
        return Guess(behind.casefold(), text)
    if word in _UNDO_WORDS:
        return Guess("subscribe", f"{rest} off".strip())
    if word in OPEN or word == Status.RESOLVED:
        return Guess("status", f"{word} {rest}".strip())
    if not word.isdecimal() and policy.read_severity(word):
        return Guess("declare", f"{name} {rest}") if rest else Guess("severity", word)
    letters, glued = _parted(word)
    close = mistyped(letters, VERBS) or next(iter(get_close_matches(letters, VERBS, n=1, cutoff=_CLOSE)), "")
    return Guess(close, f"{glued} {rest}".strip()) if close else _ALL_COMMANDS


def _menu(_typed: TypedText, _asking: CommandContext) -> Menu:
    return Menu()


def _help(typed: TypedText, asking: CommandContext) -> Help:
    """The verb may be typed with the slash command before it."""
    words = [each for each in typed.text.casefold().split() if not is_help(each)] or typed.text.casefold().split()[:1]
    word = " ".join(words[1:] if words and words[0].startswith("/") else words)
    if is_help(word):
        return Help(_HELP.name)
    if word and word not in VERBS:
        meant = _meant(word, "", asking.policy)
        hint = meant if meant is _ALL_COMMANDS else Guess("help", meant.verb)
        raise NotUnderstood(wording.unknown_command(word), hint)
    return Help(word)


_LETTERS = re.compile(r"[^\W\d_]+")
_GLUES = re.compile(r"[#＃:：,;!(\[]|\.(?!\w)")  # what is no part of a word: "update-db is slow"
_SET_OFF = re.compile(r"^[:：,;.!]+")
_POLITE = ("please", "pls", "kindly", "hey", "now")
_UNDO_WORDS = ("unsubscribe", "unfollow")
_CLOSE = 0.8  # "note" is no typing error of "snooze"
_ALL_COMMANDS = Hint("help", purpose=wording.FOR_ALL_COMMANDS)
_MENU = CommandVerb("", "", "Show what you can do here.", "", _menu, needs_incident=False)
_HELP = CommandVerb(
    "help", "help [<command>]", "List all commands, or explain one.", "help log", _help, needs_incident=False
)

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
