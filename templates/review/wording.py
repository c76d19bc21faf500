"""The plain sentences of reviews: refusals, the text of their timeline entries, and the labels of buttons and forms."""

from collections.abc import Sequence
from typing import Final

# The words of the command

ALL_COMMANDS: Final = "For all commands"
ALL_METHODS: Final = "To see every method"


def unknown_verb(word: str) -> str:
    return f"There is no review command {word}."


def takes_only_a_number(verb: str) -> str:
    return f"{verb} takes only the number of an incident."


def second(word: str, what: str) -> str:
    return f"{word} is a second {what}, and a review has one."


def no_time(typed: str) -> str:
    return f"{typed} is not a time."


def no_time_of_day(typed: str) -> str:
    return f"{typed} is not a time of day."


def no_section(typed: str, titles: Sequence[str]) -> str:
    return f"{typed} is not a section of this review. It has {', '.join(titles)}."


# Sections

EMPTY_SECTION: Final = "A section can't be empty. To go back to the generated text, press Use generated text."
NO_VERSION: Final = "That version does not exist. Open the section again to see those that do."
GENERATED_ALREADY: Final = "The section shows its generated text already."
SECTION_GONE: Final = "That section is not in the review any more. Close the form and open it again."
SECTIONS: Final = "Sections"
CHOOSE_SECTION: Final = "Choose a section"
SECTION_MISSING: Final = "required, and empty"
USE_GENERATED: Final = "Use generated text"
KEEP_GENERATED: Final = "Keep the generated text"
TAKE_MINE: Final = "Take mine"
BACK_TO_GENERATED: Final = "Your text is kept among the versions, and the generated text replaces it."
TRY_AGAIN: Final = "Try again."
EDIT_ELSEWHERE: Final = "Try again, or change it in the document."


def by_author(name: str) -> str:
    return f"by {name}"


def other_versions(count: int) -> str:
    return f"{count} beside it"


def take_version_of(name: str) -> str:
    return f"Take {name}'s"


def keep_version_of(name: str) -> str:
    return f"Keep {name}'s"


def part_of_section(title: str, part: int) -> str:
    return title if part == 1 else f"{title}, part {part}"


def titled(what: str, incident: str) -> str:
    """The title of a form."""
    return f"{what} of {incident}"


# Questions

EMPTY_ANSWER: Final = "An answer can't be empty. Say it in a few words, or leave the question open."
NO_QUESTION: Final = "That question is not known here."
TO_SEE_QUESTIONS: Final = "To see those that are open"
TO_TIMELINE: Final = "an entry of the timeline, where the answer begins with a time such as 14:05,"
TO_ACTION_ITEMS: Final = "an action item, where the answer names an owner or a date,"
ANSWER: Final = "Answer"
ADD_ANSWER: Final = "Add an answer"
ASK_IN_CHANNEL: Final = "Ask in the channel"
ASK_AGAIN: Final = "Ask again"
YOUR_ANSWER: Final = "Your answer"
ANSWER_IN_THREAD: Final = "Answer in the thread instead."
ANSWER_BY_COMMAND: Final = "Type the command that the question names instead."


def to_facts(kind: str) -> str:
    return f"a recorded {kind}"


def asked_already(at: str) -> str:
    return f"It was asked in the channel at {at} UTC. Give it some time."


def open_in(incident: str) -> str:
    return f"Open in {incident}"


def asked_of(role: str, person: str) -> str:
    return f"{role} ({person})" if person else role


# Contributing factors

NO_REASON: Final = "Say in a few words why nothing is done about it."
FACTOR_DECIDED: Final = "That factor is decided already."
TO_SEE_FACTORS: Final = "To see those that are not"
ADD_ACTION_ITEM: Final = "Add action item"
ACCEPT_FACTOR: Final = "Accept it"
ACCEPT: Final = "Accept"
ACCEPTED_BECAUSE: Final = "Accepted, because"


def against(factor: str) -> str:
    return f"Against: {factor}"


def action_for(title: str, factor: str) -> str:
    return f"{title} ({factor})"


# Facts

EMPTY_FACT: Final = "A fact can't be empty. Write it as you would say it."
FACT_KIND: Final = "What it is"
FACT_TEXT: Final = "In your words, saved as they are"
RECORD: Final = "Record"


def record_on(incident: str) -> str:
    return f"Record on {incident}"


# What was recorded, in the posted review

IMPACT: Final = "Impact"
CAUSE: Final = "Cause"
CONTRIBUTING_FACTOR: Final = "Contributing factor"
FIX: Final = "Fix"


# Framework and meeting

BY_SEVERITY: Final = "What the severity asks for"
ALL_FRAMEWORKS: Final = "All four"
FRAMEWORK: Final = "Framework"
FRAMEWORK_LABEL: Final = "Framework for the causes"
TEMPLATE_LABEL: Final = "Template: how much it holds"
CHOOSE: Final = "Choose"
MEETING: Final = "Meeting"
MEETING_LABEL: Final = "When the review meeting is; empty cancels it"
SET: Final = "Set"
SAME_MEETING: Final = "The meeting is at that time already."
NO_MEETING: Final = "No meeting is set."
MEETING_PAST: Final = "That time is past. Choose one that is still to come."
MEETING_CANCELED: Final = "Review meeting canceled"


def meeting_set(at: str) -> str:
    return f"Review meeting set for {at}"


# States

STILL_DRAFT: Final = "The review is still a draft."
TO_REQUEST_REVIEW: Final = "To request review"
DRAFT_ALREADY: Final = "The review is a draft already."
STAYS_APPROVED: Final = "An approved review stays approved. What you change from now on is shown as an amendment."
APPROVED_ALREADY: Final = "The review is approved already. What you change from now on is shown as an amendment."
REVIEW_REQUESTED: Final = "Review requested"
BACK_TO_DRAFT: Final = "Review taken back to draft"
APPROVED: Final = "Review approved"


def state_already(state: str) -> str:
    return f"The review is {state} already."


def sections_missing(titles: Sequence[str]) -> str:
    listed = titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
    return f"It can't be approved yet: {listed} {'is' if len(titles) == 1 else 'are'} missing. Press Edit to write it."


def approved_by_you(to_come: int, needed: int) -> str:
    return f"You have approved it already; {to_come} more of {needed} to come."


def approved_by(name: str, to_come: int) -> str:
    return f"Review approved by {name}, {to_come} more to come"


def amended(titles: str) -> str:
    return f"Review amended: {titles}"


# The review as it reads with what people wrote in it

THE_CANVAS: Final = "the canvas"
WHERE_IT_STANDS: Final = "Where the review stands"
ANSWERS: Final = "Answers"
RECORD_SAYS_SINCE: Final = "Since this was written, the record says:"
CHANGED_UNDERNEATH: Final = "What changed underneath"
STATE: Final = "State"
SINCE: Final = "Since"
APPROVED_BY: Final = "Approved by"
REVIEW_MEETING: Final = "Review meeting"
ACCEPTED_FACTORS: Final = "Factors accepted without an action"


def also_written(name: str) -> str:
    return f"Also written, by {name}, and not decided on"


def written_by(name: str, at: str) -> str:
    return f"Written by {by_whom(name, at)}"


def amendment_by(name: str, at: str) -> str:
    return f"Amendment by {by_whom(name, at)}"


def answered_by(name: str, at: str) -> str:
    return f"answered by {by_whom(name, at)}"


def by_whom(name: str, at: str, role: str = "") -> str:
    return f"{name}{f', {role}' if role else ''}, {at}"


def since(at: str, name: str) -> str:
    return f"{at}, by {name}"


# A generated section as plain text

THREATS: Final = "Threats"
BARRIERS_BEFORE: Final = "Barriers before it"
BARRIERS_AFTER: Final = "Barriers after it"
CONSEQUENCES: Final = "Consequences"


def to_explain(problem: str) -> str:
    return f"To explain: {problem}"


def open_for(whom: str) -> str:
    return f"Open, for the {whom}."


def hazard(text: str) -> str:
    return f"Hazard: {text}"


def top_event(text: str) -> str:
    return f"Top event: {text}"


# Sharing

SHARE: Final = "Share"
SHARE_WITH: Final = "Share with"
PEOPLE: Final = "People of this workspace"
NOBODY_CHOSEN: Final = "Choose who gets the review."


def cant_see(incident: str, names: Sequence[str]) -> str:
    return f"{incident} is private, and {', '.join(names)} can't see it. Invite them first."


def shared_with(names: str) -> str:
    return f"Review shared with {names}"


# The button that leads to a review

POST_REVIEW: Final = "Post review"
OPEN_REVIEW: Final = "Open review"

# Under a posted review

EDIT: Final = "Edit"
ANSWER_QUESTIONS: Final = "Answer questions"
ADD_ACTION: Final = "Add action"
REQUEST_REVIEW: Final = "Request review"
APPROVE: Final = "Approve"
TO_DRAFT: Final = "Back to draft"
FRAMEWORK_MENU: Final = "Framework and template …"
SET_MEETING: Final = "Meeting …"
MOVE_MEETING: Final = "Move meeting …"
SHARE_MENU: Final = "Share …"
TIMELINE: Final = "Timeline"
CONFIRM_REQUEST: Final = "The review can be approved from now on. The channel is told."
CONFIRM_DRAFT: Final = "It is a draft again, and approvals given so far are withdrawn."
CONFIRM_APPROVAL: Final = "You approve the review as it is now."


def decide_factors(count: int) -> str:
    return f"Decide factors ({count})"


def review_of(incident: str, title: str = "") -> str:
    return f"Review of {incident} {title}".rstrip()


def timeline_of(incident: str, title: str) -> str:
    return f"Timeline of {incident} {title}"


SAVE: Final = "Save"


def not_a_fact(word: str) -> str:
    return f"{word} is not something to record."


REST_IN_DOCUMENT: Final = "The rest is in the document."
