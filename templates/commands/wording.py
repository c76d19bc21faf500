"""How the entrances say what to type instead of what was refused."""

from collections.abc import Callable
from typing import Final

FOR_ALL_COMMANDS: Final = "For all commands"
NOT_STORED: Final = "Muster could not store that, so nothing was changed. Please repeat it; the reason is in its log."
NO_ANSWER: Final = "Slack did not answer"
BACK: Final = "Back"
PLEASE_CONFIRM: Final = "Please confirm"
CANCEL: Final = "Cancel"
CLOSE: Final = "Close"
NO_FORM: Final = "The form is only in Slack. Give the text of the update."


def unknown_command(name: str) -> str:
    return f"There is no command {name}."


def form_not_opened(why: str, instead: str) -> str:
    return f"The form could not be opened ({why}). {instead}"


def refused(sentence: str, instead: str) -> str:
    return f"{sentence} {instead}".rstrip()


def type_instead(command: str, purpose: str = "", example: str = "", code: Callable[[str], str] = str) -> str:
    """`code` sets what is typed apart from the words around it."""
    if not example:
        return f"{purpose}, type {code(command)}." if purpose else f"Type {code(command)}."
    start = f"{purpose}, type" if purpose else "Type"
    return f"{start} {code(command)}, for example {code(example)}."


def for_example(example: str, code: Callable[[str], str] = str) -> str:
    return f"For example, {code(example)}."


def did_you_mean(command: str, code: Callable[[str], str] = str) -> str:
    return f"Did you mean {code(command)}?"


def in_slack(instead: str) -> str:
    """Of what the command line can't do."""
    return f"In Slack, {instead[:1].lower()}{instead[1:]}"


IN_A_MOMENT: Final = "To try again in a moment"


def clocks_never_showed(word: str) -> str:
    return f"The clocks never showed {word} that day. Use the time before or after the change."


def not_a_time_of_day(word: str) -> str:
    return f"{word} is not a time of day. Use HH:MM, for example 14:05."


def not_a_date(word: str) -> str:
    return f"{word} is not a date. Use YYYY-MM-DD, for example 2024-01-22."


def missing(what: str) -> str:
    return f"{what} is missing."


def not_clear(words: str) -> str:
    return f"What {words} means there is not clear."
