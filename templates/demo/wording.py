"""What demo and replay say: the options, what is wrong with an incident file, and the page's time machine."""

from collections.abc import Sequence
from typing import Final

# Options

OUT: Final = "Where the documents go."
SPEED: Final = "Times faster than life, or max."
FRESH: Final = "Empty the workspace first."
STAY: Final = "Stay up for the browser; on a terminal it does."


def port(usual: int) -> str:
    return f"Where the page is; {usual} where it is free."


def not_a_speed(value: object) -> str:
    return f"{value} is not a speed. Use a number above 0, for example 60, or max."


def open_page(url: str) -> str:
    return f"Open {url} in a browser. Ctrl-C ends it."


def review_written(file: object) -> str:
    return f"The review is in {file}, and as Markdown and JSON beside it."


# Incident files

TEXT: Final = "a text in quotes"
LIST: Final = "a list in [ ]"
OBJECT: Final = "an object in { }"
EMPTY: Final = "it is missing or empty. Add it."
NO_TIME: Final = "it is missing, and no event tells the time. Add it."
NO_OBJECT: Final = "it is missing. Add the object with at least a title."


def unreadable(path: object, why: object) -> str:
    return f"{path} can't be read: {why}."


def not_json(name: str, line: int, column: int, why: str) -> str:
    return f"{name}: line {line}, column {column}: this is not JSON ({why}). Mend it there or export it again."


def half_a_character(name: str, found: str) -> str:
    return f"{name}: {found} is half a character. Take it out or export it again."


def number_or_depth(name: str) -> str:
    return f"{name}: it holds a number or a depth that no incident has. Take it out or export it again."


def too_long(characters: int, most: int) -> str:
    return f"it has {characters} characters, {most} fit. Shorten it."


def is_not(found: str, needed: str) -> str:
    return f"{found} is not {needed}. Write it as one."


def no_moment(example: str) -> str:
    return f"it is missing. Write it like {example}."


def malformed(found: str, what: str, example: str) -> str:
    return f"{found} is not a {what}. Write it like {example}."


def outside_of_years(found: str, first: int, last: int, example: str) -> str:
    return f"{found} is outside of the years {first} to {last}. Write it like {example}."


def unknown_severity(name: str, found: str, known: Sequence[str]) -> str:
    return f'{name}: incident.severity: "{found}" is no severity here. Use one of {", ".join(known)}.'


def nobody_named(name: str) -> str:
    return f"{name}: participants: nobody is named who could type. Add at least one name."


# The page's time machine and its outbox

CLOCK_MOVED: Final = "A replay moves the clock just now. Stop it first."
REPLAY_RUNS: Final = "A replay is running already. Stop it first."
OUTBOX: Final = "Outbox"
OUTBOX_COLUMNS: Final = ("row", "step", "state", "attempts", "reason")
OUTBOX_NOTE: Final = "What Slack is to show. A row that failed stands on the incident's card with a Retry button."
FAILED: Final = "failed"
UNDER_WAY: Final = "under way"
WAITING: Final = "waiting"


def replay_stopped(step: int, steps: int, why: object) -> str:
    return f"The replay stopped at step {step} of {steps}: {why}"


def done(version: int) -> str:
    return "done" if version == 1 else f"done, version {version}"
