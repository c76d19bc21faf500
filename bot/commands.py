"""The words of `/incident`: one verb table from which parsing, usage, help and the README's list are made.

`parse` turns what a person typed into one of the requests, or raises NotUnderstood with the sentence that tells them
what to type instead. The verbs themselves stand in bot/verbs_*.py.
"""

from collections.abc import Mapping
from difflib import get_close_matches

from bot.errors import NotUnderstood, Unclear
from bot.phrases import first_word
from bot.requests import Asking, Help, Request, Typed
from bot.verbs import VerbWord
from bot.verbs_entrance import ENTRANCE
from bot.verbs_people import PEOPLE
from bot.verbs_state import STATE
from bot.verbs_work import WORK


def parse(typed: Typed, asking: Asking) -> tuple[VerbWord, Request]:
    """The verb that was typed and what it asks; `/incident` alone asks for help."""
    name, rest = first_word(typed.text)
    verb = VERBS.get(name.casefold()) if name else VERBS["help"]
    if verb is None:
        raise NotUnderstood(_unknown(name))
    try:
        return verb, verb.parse(Typed(rest, typed.people), asking)
    except Unclear as unclear:
        raise NotUnderstood(f"{unclear} {verb.signpost}") from None


def _unknown(name: str) -> str:
    close = get_close_matches(name.casefold(), VERBS, n=1)
    hint = f" Did you mean /incident {close[0]}?" if close else ""
    return f"{name} is not something /incident can do.{hint} /incident help lists what it can."


def _help(typed: Typed, _asking: Asking) -> Help:
    word = typed.text.strip().casefold()
    if word and word not in VERBS:
        raise NotUnderstood(_unknown(word))
    return Help(word)


_HELP = VerbWord("help", "help [verb]", "Show this list.", "help log", _help, needs_incident=False)

VERBS: Mapping[str, VerbWord] = {verb.name: verb for verb in (*ENTRANCE, *WORK, *STATE, *PEOPLE, _HELP)}
