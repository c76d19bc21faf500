"""What the command line says: of its options, of files, and why it could not start.

What a command does stands in the docstring of its function, from which click takes it.
"""

from typing import Final

# Options

AS: Final = "Act under this name instead of yours."
INCLUDE_PRIVATE: Final = "Include private incidents."
PRIVATE: Final = "Only invited people can see it."
DRILL: Final = "An exercise: announced nowhere."
SERVICE: Final = "Only incidents of this service."
OUTPUT: Final = "Write the answer into this file."
METHOD: Final = "Root-cause method; by default the severity decides."
TEMPLATE: Final = "Length of the review; by default the severity decides."
YES: Final = "Do not ask for confirmation."

# What is read

STANDARD_INPUT: Final = "standard input"
TYPE_OR_PASTE: Final = "Type or paste what happened; end with Ctrl-D on a line of its own."
EMPTY_LIST: Final = "The input is an empty list: it holds no incident."


def about_input(name: str, complaint: str) -> str:
    return f"{name}: {complaint}"


def more_unread(name: str, count: int) -> str:
    return f"{name}: {count:,} more could not be read."


def too_large(name: str, megabytes: int) -> str:
    return f"{name}: it is larger than {megabytes} MB. Split it or shorten it."


def not_utf8(name: str, byte: int) -> str:
    return f"{name}: byte {byte} is no UTF-8. Save the file as UTF-8."


def html_shows_one(name: str, count: int) -> str:
    return f"{name}: HTML shows one incident, and it holds {count}. Use --format json."


# What is written


def no_folder(output: object, folder: object) -> str:
    return f"{output}: the folder {folder} is not there. Make it, or name another one."


def is_folder(output: object) -> str:
    return f"{output}: that is a folder. Name a file in it."


def is_device(output: object) -> str:
    return f"{output}: that is a device and no file. Name a file, or leave --output out."


# The start and its failures

NAMELESS: Final = "the command line"  # who sits at a machine whose account has no name
MACHINE: Final = "The machine"


def refused_by_slack(reason: str) -> str:
    return f"Slack refused the connection: {reason}. Check SLACK_BOT_TOKEN and SLACK_APP_TOKEN."


def database_busy(error: object) -> str:
    return f"The record can't be written just now ({error}). Repeat the command in a moment."


def system_error(what: str, error: str) -> str:
    return f"{what}: {error}."
