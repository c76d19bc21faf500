"""Plain sentences of a declaration: its command, its form, and what is suggested there and after it."""

from collections.abc import Sequence
from typing import Final

from templates.incidents.wording import DUPLICATE

TO_USE_THE_FORM: Final = "For a private incident, use the form"


def no_option(option: str) -> str:
    return f"{option} can't be typed here."


# What it suggests


def severity_doubt(likely: Sequence[str], question: str) -> str:
    return f"Not certain, {' or '.join(likely)}. {question}"


# Its form

DECLARE_FORM: Final = "Declare an incident"
DECLARE_SUBMIT: Final = "Declare"
DECLARE_MEANS: Final = (
    "Opens a channel and invites responders. Announced in the incidents channel, unless private or a drill."
)
TITLE_EXAMPLE: Final = "What is broken, in a few words"
SERVICES: Final = "Services"
SERVICES_CHOICE: Final = "Choose services"
SERVICES_EXAMPLE: Final = "payment-gateway, checkout"
SERVICES_HINT: Final = "Separate several with commas."
SUMMARY: Final = "Summary"
SUMMARY_EXAMPLE: Final = "What is known so far: symptoms, who is affected, since when"
PRIVATE: Final = "Private"
PRIVATE_MEANS: Final = "Only members of its channel can see it"
DRILL: Final = "Drill"
DRILL_MEANS: Final = "Not announced and not counted in metrics"
NO_WORDS: Final = "This message has no text."

# What is suggested

ANOTHER_SEVERITY: Final = "Change severity"


def duplicate_of(incident: str) -> str:
    """The button's label for screen readers."""
    return f"{DUPLICATE} of {incident}"


def severity_if_none(default: str) -> str:
    """Below the severities of the declare form, as long as the words suggest none."""
    return f"Leave empty to use the suggested severity, or {default} if there is none."


def severity_in_title(severity: str) -> str:
    """Below the severities of the declare form, where one is written in the title."""
    return f"The title says {severity}. Leave empty to use it."
