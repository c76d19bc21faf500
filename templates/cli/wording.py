"""Text of the command line: option help, errors about files, and errors at startup.

The help of a command is the docstring of its function.
"""

from typing import Final

# Options

AS: Final = "Name to record as the author. Default: your account name."
FORMAT: Final = "Output format."
INCLUDE_PRIVATE: Final = "Include private incidents."
PRIVATE: Final = "Make it private: only members of its channel can see it."
DRILL: Final = "Make it a drill: not announced, not counted in metrics."
PERIOD: Final = "How far back to count."
SERVICE: Final = "Only incidents that affect this service."
NO_EVENTS = "Found no events. Begin each line of a text with a time, or give each event in JSON a time and a text."
OUTPUT: Final = "Write to this file instead of standard output."
FOR: Final = "Print only the draft of the stakeholder update for this audience."
FRAMEWORK: Final = "Root-cause framework. Default: depends on the severity."
TEMPLATE: Final = "Level of detail. Default: depends on the severity."
YES: Final = "Skip the confirmation prompt."

# Incidents


def not_found_here(number: int) -> str:
    """Of a number that is not used, and of a private incident."""
    return f"I can't find incident #{number}. If it is private, add --include-private."


# Input

STANDARD_INPUT: Final = "Standard input"
TYPE_OR_PASTE: Final = "Type or paste what happened, then press Ctrl-D on an empty line."
NO_FILE: Final = "Enter the name of a file, or send the text to standard input."
EMPTY_LIST: Final = "The input contains no incidents."


def about_input(name: str, complaint: str) -> str:
    return f"{name}: {complaint}"


def unreadable(path: object, why: str) -> str:
    return f"Can't read {path}: {why}."


def more_unread(name: str, count: int) -> str:
    return f"{name}: {count:,} more problem{'' if count == 1 else 's'}."


def too_large(name: str, megabytes: int) -> str:
    return f"{name} is larger than {megabytes} MB. Split it or shorten it."


def not_utf8(name: str, byte: int) -> str:
    return f"{name} is not valid UTF-8 (byte {byte}). Save it as UTF-8 and try again."


def not_text(name: str) -> str:
    return f"{name} is not a text file. Export it as JSON, CSV, Markdown or plain text."


def html_shows_one(name: str, count: int) -> str:
    return f"{name} contains {count} incidents, but HTML shows one. Use --format json."


# Output

STANDARD_OUTPUT: Final = "standard output"
CLOSED: Final = "it is closed"


def unwritable(output: object, why: str) -> str:
    return f"Can't write {output}: {why}."


def no_folder(output: object, folder: object) -> str:
    return f"Can't write {output}: the folder {folder} doesn't exist. Create it or choose another path."


def is_folder(output: object) -> str:
    return f"Can't write {output}: it is a folder. Add a file name."


def is_device(output: object) -> str:
    return f"Can't write {output}: it is not a regular file. Choose another path, or omit --output."


# Startup

NAMELESS: Final = "the command line"  # the author where the account has no name
SYSTEM: Final = "System error"


def refused_by_slack(reason: str) -> str:
    return f"Slack refused the connection: {reason}. Check SLACK_BOT_TOKEN and SLACK_APP_TOKEN."


def database_busy(error: object) -> str:
    return f"The database is busy ({error}). Try again in a moment."


def system_error(what: str, error: str) -> str:
    return f"{what}: {error}."
