"""docs/commands.md, made from the tables of verbs. `python -m tests.docs.commands_page` writes it."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Final

from bot.commands.command_verb import CommandVerb
from bot.commands.parser import VERBS
from bot.review.review_command import VERBS as REVIEW_VERBS
from bot.review.review_command import ReviewVerb

PAGE: Final = Path(__file__).parents[2] / "docs" / "commands.md"

# By the package whose verbs.py holds the verbs, in the order of `/incident help`
HEADINGS: Final = {
    "incidents": "Declare, find and change incidents",
    "search": "Search",
    "metrics": "Stats",
    "timeline": "Timeline",
    "updates": "Status updates",
    "nudges": "Nudges",
    "tasks": "Tasks and action items",
    "review": "Facts for the review",
    "announcements": "Subscriptions",
    "roles": "Roles",
    "people": "Join and leave",
    "commands": "Help",
}

INTRODUCTION: Final = """\
# Commands

For everyone who types commands in Slack. In an incident channel,
a command applies to that incident. Anywhere, `#42` before the arguments names another incident:
`/incident update #42 Rollback is running`. A number alone does, too (`/incident resolve 42`). Where it could also be a
part of your text, such as `update 3 services are back` while #3 is open, Muster asks which you mean and does nothing.
It also asks if you name two incidents. From a private channel, text goes to another incident only behind `#42`.

`help` or `?` after a command shows its help and never does anything else: `/incident resolve help`. So does `-h` or \
`--help` as the first or last word of a text. Commands that end an incident or change its status or severity also \
explain themselves if you ask a question: `/incident resolve how do I do this?`. Text that was typed with it is given \
back. To use such words as text, put the text in quotation marks.

`/incident` without arguments opens a menu of what you can do, so nothing needs to be memorized. Below, `<…>` stands for
what you fill in, `[…]` is optional, and `|` separates choices.

`/incident help` and `/pir help` show the same list in Slack. This page is generated from the code.
"""


def page() -> str:
    """The whole page as Markdown."""
    by_capability = groupby(VERBS.values(), lambda verb: verb.parse.__module__.split(".")[1])
    sections = [_section(HEADINGS[capability], "/incident", verbs) for capability, verbs in by_capability]
    return "\n".join([INTRODUCTION, *sections, _section("The review", "/pir", REVIEW_VERBS.values())])


def _section(heading: str, command: str, verbs: Iterable[CommandVerb | ReviewVerb]) -> str:
    rows = [_row(command, verb) for verb in verbs]
    return "\n".join([f"## {heading}", "", "| Command | What it does | Example |", "|---|---|---|", *rows, ""])


def _row(command: str, verb: CommandVerb | ReviewVerb) -> str:
    usage, example = (_code(f"{command} {words}".strip()) for words in (verb.usage, verb.example))
    return f"| {usage} | {verb.help} | {example} |"


def _code(typed: str) -> str:
    """A bar would end the cell, in a code span too."""
    cell = typed.replace("|", "\\|")
    return f"`{cell}`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
