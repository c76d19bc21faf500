"""Text of `demo` and `replay`: options, errors in incident files, and the controls of the workspace page."""

from collections.abc import Sequence
from typing import Final

# Options

OUT: Final = "Folder for the transcript and the review."
SPEED: Final = "Playback speed: 1 is real time, 60 plays an hour per minute."
FRESH: Final = "Start with an empty workspace."
STAY: Final = "Keep the workspace page open until Ctrl-C. Default: only in a terminal."


def port(usual: int) -> str:
    return f"Port of the workspace page. Default: {usual}, or any free port if it is in use."


def not_a_speed(value: object) -> str:
    return f"{value} is not a speed. Use a number above 0, such as 60, or max."


def open_page(url: str) -> str:
    return f"Open {url} in a browser. Press Ctrl-C to stop."


def review_written(file: object) -> str:
    return f"Review written to {file}, with Markdown and JSON versions in the same folder."


# Incident files

TEXT: Final = "a string"
LIST: Final = "an array"
OBJECT: Final = "an object"
EMPTY: Final = "required, but missing or empty."
NO_TIME: Final = "missing, and no event has a time. Add the time of the declaration."
NO_OBJECT: Final = "missing. Add an object with at least a title."


def unreadable(path: object, why: str) -> str:
    return f"Can't read {path}: {why}."


def not_utf8(path: object) -> str:
    return f"{path} is not valid UTF-8. Save it as UTF-8 and try again."


def not_json(name: str, line: int, column: int, why: str) -> str:
    return f"{name}: line {line}, column {column}: invalid JSON ({why}). Fix it or export the file again."


def half_a_character(name: str, found: str) -> str:
    return f"{name}: {found} is an incomplete character. Remove it or export the file again."


def number_or_depth(name: str) -> str:
    return f"{name}: a number is not valid or too long, or the nesting is too deep. Fix it."


def too_long(characters: int, most: int) -> str:
    return f"{characters:,} characters, but at most {most:,} are allowed. Shorten it."


def is_not(found: str, needed: str) -> str:
    return f"expected {needed}, found {found}."


def no_moment(example: str) -> str:
    return f"missing. Add a time such as {example}."


def malformed(found: str, what: str, example: str) -> str:
    return f"{found} is not a {what}. Use the format {example}."


def outside_of_years(found: str, first: int, last: int) -> str:
    return f"{found} is out of range. Use a year from {first} to {last}."


def unknown_severity(name: str, found: str, known: Sequence[str]) -> str:
    return f'{name}: incident.severity: "{found}" is not a severity. Use one of {", ".join(known)}.'


def nobody_named(name: str) -> str:
    return f"{name}: participants: no people listed. Add at least one name."


# The controls of the workspace page, and its list of the outbox

CLOCK_MOVED: Final = "A replay is moving the clock. Stop the replay first."
REPLAY_RUNS: Final = "A replay is already running. Stop it first."
OUTBOX: Final = "Outbox"
OUTBOX_COLUMNS: Final = ("Row", "Message", "State", "Attempts", "Error")
OUTBOX_NOTE: Final = "Messages for Slack. A failed one is also shown on the incident card, with a Retry button."
FAILED: Final = "failed"
UNDER_WAY: Final = "sending"
WAITING: Final = "waiting"


def replay_stopped(step: int, steps: int, why: object) -> str:
    return f"The replay stopped at step {step} of {steps}: {why}"


def done(version: int) -> str:
    return "done" if version == 1 else f"done, version {version}"
