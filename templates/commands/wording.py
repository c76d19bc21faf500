"""How the entrances say what to type instead of what was refused."""

from collections.abc import Callable
from typing import Final

FOR_ALL_COMMANDS: Final = "For all commands"
NO_FORM: Final = "The form is only in Slack. Give the text of the update."


def unknown_command(name: str) -> str:
    return f"There is no command {name}."


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
