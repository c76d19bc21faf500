"""What refusals of commands, buttons and forms have in common: why, and what to type instead."""

from collections.abc import Callable
from typing import Final

NOTICE: Final = "Muster"

FOR_ALL_COMMANDS: Final = "To see all commands"
NOT_STORED: Final = "Something went wrong and this may not be saved. Try again. The error is in Muster's log."
UNKNOWN: Final = "Muster doesn't know this button or form. It may be from an earlier version."
NO_ANSWER: Final = "Slack did not answer in time."
NO_TRIGGER: Final = "Slack's request was incomplete."
BACK: Final = "Back"
CANCEL: Final = "Cancel"
CLOSE: Final = "Close"
NO_FORM: Final = "Enter the text of the update. The form is only available in Slack."
TO_TRY_AGAIN: Final = "To try again"


def confirm(verb: str) -> str:
    """The title of a dialog that asks to confirm a button."""
    return f"{verb}?"


def unknown_command(name: str) -> str:
    return f'There is no command "{name}".'


def incomplete(field: str) -> str:
    """`field` is Slack's name of what its request lacked."""
    return f"Slack sent an incomplete request ({field} is missing). Try again."


def form_not_opened(why: str) -> str:
    """`why` is a sentence."""
    return f"The form didn't open: {why}"


def form_out_of_date(why: str) -> str:
    """`why` is a sentence."""
    return f"The form that you have open is out of date: {why} To see what is saved, close it and open it again."


def refused(sentence: str, instead: str) -> str:
    return f"{sentence} {instead}".rstrip()


def type_instead(command: str, purpose: str = "", example: str = "", code: Callable[[str], str] = str) -> str:
    """`code` formats what is typed."""
    start = f"{purpose}, type" if purpose else "Type"
    return f"{start} {code(command)}, for example {code(example)}." if example else _with(start, code(command), ".")


def _with(start: str, command: str, end: str) -> str:
    """Several lines stand below the sentence."""
    return f"{start}:\n{command}\n" if "\n" in command else f"{start} {command}{end}"


def either(one: str, other: str) -> str:
    return f"{one}{other}" if one.endswith("\n") else f"{one} {other}"


def for_example(example: str, code: Callable[[str], str] = str) -> str:
    return _with("For example", code(example), "") if "\n" in code(example) else f"For example: {code(example)}"


def did_you_mean(command: str, code: Callable[[str], str] = str) -> str:
    return _with("Did you mean", code(command), "?")


def you_typed(command: str) -> str:
    return f"You typed: {command}"


def of_another(incident: str, said: str) -> str:
    """An answer that is read outside of its incident's channel."""
    return f"{incident}: {said}"


def in_slack(instead: str) -> str:
    """On the command line: how to do in Slack what the command line can't do."""
    return f"In Slack, {instead[:1].lower()}{instead[1:]}"


# An incident's number in front of the arguments

WITHOUT_THE_NUMBER: Final = "Without the number in the text"
WITH_THE_NUMBER: Final = "With it"
AS_TEXT: Final = "To use it as text"


def for_time(time: str) -> str:
    return f"For {time}"


def about(number: int) -> str:
    return f"For #{number}"


def number_or_text(said: str) -> str:
    return f'"{said}" also names an incident.'


def two_incidents(said: str, other: int) -> str:
    return f'You named two incidents, "{said}" and "#{other}". A command changes one.'


def may_be_an_incident(said: str) -> str:
    return f'"{said}" could be the number of an incident.'


# Words that can't be read


def clocks_never_showed(word: str) -> str:
    return f"{word} did not exist that day because the clocks changed. Enter a time before or after the change."


def not_a_time(word: str) -> str:
    return f'"{word}" is not a time. Use 14:05, 3:10pm, -10m or 2024-01-22 14:05.'


def time_or_number(word: str) -> str:
    return f'"{word}" could be a time.'


def time_missing(day: str) -> str:
    return f'Add a time of day to "{day}".'


def in_the_future(word: str) -> str:
    return f'"{word}" is in the future. Enter the time when it happened.'


def several_zones(word: str) -> str:
    return f'"{word}" is the name of several time zones. Use one such as +02:00 or America/Chicago.'


def unknown_zone(word: str) -> str:
    return f'"{word}" is not a time zone. Use one such as UTC, +02:00 or America/Chicago.'


def not_a_date(word: str) -> str:
    return f'"{word}" is not a date. Use YYYY-MM-DD, such as 2024-01-22.'


def two_dates(word: str) -> str:
    return f'"{word}" could be two dates. Use YYYY-MM-DD, such as 2024-01-22.'


def not_clear(words: str) -> str:
    return f'This command does not take "{words}".'


def enter(what: str) -> str:
    """`what` may be a label: "What happened"."""
    return f"Enter {what[:1].lower()}{what[1:]}."
