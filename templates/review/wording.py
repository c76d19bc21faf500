"""The plain sentences of reviews: refusals, the text of their timeline entries, and the labels of buttons and forms."""

from collections.abc import Mapping, Sequence
from typing import Final

# The command

ALL_COMMANDS: Final = "To see all commands"
ALL_FRAMEWORKS_AT_ONCE: Final = "To use all frameworks"


def unknown_verb(word: str) -> str:
    return f'"{word}" is not a review command.'


def takes_only_a_number(verb: str) -> str:
    return f"{verb} takes only an incident number."


def only_one(what: str) -> str:
    return f"A review uses only one {what}."


def no_time(typed: str) -> str:
    return f'"{typed}" is not a date and time.'


def no_section(typed: str, titles: Sequence[str]) -> str:
    return f'"{typed}" is not a section of this review. Choose one of {", ".join(titles)}.'


# Sections

EMPTY_SECTION: Final = "Enter some text."
NO_VERSION: Final = "I can't find that version. Open the section again to see its versions."
GENERATED_ALREADY: Final = "The section already shows the generated text."
SECTION_GONE: Final = "That section is no longer in the review. Close the form and open it again."
CHOOSE_SECTION: Final = "Choose a section"
SECTION_MISSING: Final = "required, empty"
USE_GENERATED: Final = "Use generated text"
KEEP_GENERATED: Final = "Keep generated text"
TAKE_MINE: Final = "Use mine"
BACK_TO_GENERATED: Final = "The review shows the generated text again. The edited text stays saved as a version."
TRY_AGAIN: Final = "Try again."
EDIT_ELSEWHERE: Final = "Try again, or edit the review's canvas."


def by_author(name: str) -> str:
    return f"edited by {name}"


def other_versions(count: int) -> str:
    return f"{count} other version{'' if count == 1 else 's'}"


def take_version_of(name: str) -> str:
    return f"Use {name}'s"


def keep_version_of(name: str) -> str:
    return f"Keep {name}'s"


def part_of_section(title: str, part: int) -> str:
    return title if part == 1 else f"{title}, part {part}"


def section_title(section: str, incident: str) -> str:
    """The title of the section's form."""
    return f"{section} of {incident}"


def edit_review(incident: str) -> str:
    """The title of the form that offers the sections."""
    return f"Edit review of {incident}"


# Questions

EMPTY_ANSWER: Final = "Enter an answer."
NO_QUESTION: Final = "I can't find that question."
TO_SEE_QUESTIONS: Final = "To see the open questions"
TO_TIMELINE: Final = "To also add it to the timeline, start with a time, for example 14:05."
TO_ACTION_ITEMS: Final = "To also add it as an action item, include an owner or a due date."
ANSWER: Final = "Answer"
ADD_ANSWER: Final = "Add answer"
ASK_IN_CHANNEL: Final = "Ask in channel"
ASK_AGAIN: Final = "Ask again"
YOUR_ANSWER: Final = "Your answer"
ANSWER_IN_THREAD: Final = "Reply in the thread instead."


def to_facts(kind: str) -> str:
    """`kind` is the value of the fact's kind."""
    return f"Also recorded as: {FACT_KINDS[kind].lower()}."


def asked_already(at: str) -> str:
    return f"This question was asked in the channel at {at} UTC. You can ask it again after an hour."


def open_in(incident: str) -> str:
    return f"Open questions for {incident}"


def answer_title(incident: str) -> str:
    return f"Answer for {incident}"


# Five whys: read aloud in a meeting, one after another

WHY_FIRST: Final = "Why did this happen?"
WHY_NEXT: Final = "Why was that possible?"


def why_of(symptom: str) -> str:
    """`Search was slow for some customers. Why?`"""
    return f"{symptom} Why?"


def why_failed(what: str) -> str:
    return f"Why did {what} fail?"


def why_affected(services: str, were: str) -> str:
    return f"Why {were} {services} affected?"


def other_services(count: int) -> str:
    return f"{count} other services"


def why_stops_at_cause(chain: int) -> str:
    """`chain` is its number, 0 if there is only one."""
    return (
        f"The five whys stop at {f'recorded cause {chain}' if chain else 'the recorded cause'}. What made it possible?"
    )


def why_stops_at_answer(name: str, answer: str) -> str:
    return f'The five whys stop at the answer by {name}, "{answer.rstrip(".")}". What made that possible?'


def why_stops_at(question: str) -> str:
    return f"The five whys stop at this question: {question}"


# Contributing factors

NO_REASON: Final = "Enter a reason."
FACTOR_DECIDED: Final = "That factor already has an action item or was accepted."
FACTOR_GONE: Final = "I can't find that factor or that action item. One of them was changed or removed."
TO_SEE_FACTORS: Final = "To see the open ones"
ADD_ACTION_ITEM: Final = "Add action item"
ACCEPT_FACTOR: Final = "Accept factor"
ACCEPT: Final = "Accept"
UNCOVER: Final = "Undo"
CHOOSE_ITEM: Final = "Choose an action item"
CHOOSE_OTHER_ITEM: Final = "Choose another"
KINDS_AND_ITEMS: Final = "Kinds and action items"
KINDS: Final = "Kinds"
ITEMS: Final = "Action items"
ACCEPTED_BECAUSE: Final = "Why no action item is needed"


def only_suggested(what: str, others: bool) -> str:
    """Below the table of factors. `others`: some were recorded or confirmed."""
    who = f"Other {what[:1].lower()}{what[1:]}" if others else what
    return f"{who} are suggested by wording; nobody has confirmed them."


def fixes_suggested(*, partly: bool) -> str:
    """Below the action items, of the column of factors; the table of factors says by what."""
    return f"Fixes: {'partly ' if partly else ''}suggested."


def confirm_item(item: str) -> str:
    return f"Confirm {item}"


def confirmed(item: str) -> str:
    return f"{item}, confirmed"


def factor_title(incident: str) -> str:
    return f"Accept factor of {incident}"


def against(factor: str) -> str:
    return f"Address: {factor}"


def action_for(title: str, factor: str) -> str:
    return f"{title} ({factor})"


# Facts

EMPTY_FACT: Final = "Enter some text."
FACT_KIND: Final = "Type"
FACT_TEXT: Final = "Text"
FACT_HINT: Final = "Quoted word for word in the review, under your name."
ADD_FACT: Final = "Record"
FACT_KINDS: Final[Mapping[str, str]] = {
    "cause": "Cause",
    "factor": "Contributing factor",
    "impact": "Impact",
    "fix": "Fix",
    "helped": "What helped",
    "hindered": "What hindered",
    "lesson": "Lesson",
}


def add_fact_to(incident: str) -> str:
    return f"Record a fact for {incident}"


def not_a_fact(word: str) -> str:
    return f'"{word}" is not a type of fact. Use cause, factor, impact, fix, helped, hindered or lesson.'


# Framework and meeting

CHOICES: Final[Mapping[str, str]] = {
    "default": "Default for the severity",
    "five-whys": "Five whys",
    "fishbone": "Fishbone",
    "timeline": "Timeline",
    "bow-tie": "Bow tie",
    "all": "All",
    "brief": "Brief",
    "standard": "Standard",
    "comprehensive": "Comprehensive",
}
FRAMEWORK_TITLE: Final = "Framework and template"
FRAMEWORK_LABEL: Final = "Root-cause framework"
TEMPLATE_LABEL: Final = "Template"
TEMPLATE_HINT: Final = "How detailed the review is. Edited sections don't change."
MEETING_LABEL: Final = "Date and time"
MEETING_HINT: Final = "The channel is notified."
MEETING_CANCEL_HINT: Final = "The channel is notified. To cancel the meeting, clear this field."
SAVE: Final = "Save"
SAME_MEETING: Final = "The meeting is already scheduled for that time."
NO_MEETING: Final = "No meeting is scheduled. Choose a date and time."
MEETING_PAST: Final = "That time is in the past. Choose a time in the future."
MEETING_CANCELED: Final = "Review meeting canceled"


def default_for(severity: str) -> str:
    return f"default for {severity}"


def meeting_title(incident: str) -> str:
    return f"Review meeting for {incident}"


def meeting_set(at: str) -> str:
    return f"Review meeting scheduled for {at}"


# States

STILL_DRAFT: Final = "The review is still a draft."
TO_REQUEST_REVIEW: Final = "To request review"
DRAFT_ALREADY: Final = "The review is already a draft."
STAYS_APPROVED: Final = (
    "An approved review can't go back to draft. You can still edit it: changes are marked as amendments."
)
APPROVED_ALREADY: Final = "The review is already approved. You can still edit it: changes are marked as amendments."
REVIEW_REQUESTED: Final = "Review requested"
BACK_TO_DRAFT: Final = "Review moved back to draft"
APPROVED: Final = "Review approved"


def state_already(state: str) -> str:
    return f"The review is already {state}."


def sections_missing(titles: Sequence[str]) -> str:
    return f"The review can't be approved yet: {listed(titles)} {'is' if len(titles) == 1 else 'are'} missing."


def listed(titles: Sequence[str]) -> str:
    """`Root cause`, `Root cause and Lessons`, `Root cause, Action items and Lessons`."""
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"


def approved_by_you(to_come: int) -> str:
    return f"You already approved this review. {more_approvals(to_come)} needed from other people."


def approved_by(name: str, to_come: int) -> str:
    return f"Review approved by {name}, {more_approvals(to_come)} needed"


def more_approvals(count: int) -> str:
    return f"{count} more approval{'' if count == 1 else 's'}"


def amended(titles: str) -> str:
    return f"Review amended: {titles}"


# The review with the text that people wrote

CANVAS_EDITOR: Final = "Canvas editor"
REVIEW_STATUS: Final = "Review status"
ANSWERS: Final = "Answers"
GENERATED_SINCE: Final = "The generated text has changed since this was written:"
GENERATED_TEXT: Final = "Generated text"
STATE: Final = "State"
SINCE: Final = "Since"
APPROVED_BY: Final = "Approved by"
REVIEW_MEETING: Final = "Review meeting"
ACCEPTED_FACTORS: Final = "Accepted factors with no action item"


OTHER_VERSION_BY: Final = "Other version by "
# Headings that canvases of earlier versions have
EARLIER_REVIEW_STATUS: Final = "Where the review stands"
EARLIER_ADDITIONS: Final = ("Also written, by ", "What changed underneath")
EARLIER_TITLES: Final[Mapping[str, str]] = {  # of sections, by their key now
    "Related incidents and documents": "related",
    "Participants": "participants",
    "Completeness": "definitions",
    "Appendix": "definitions",
}


def also_written(name: str) -> str:
    return f"{OTHER_VERSION_BY}{name}"


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
BARRIERS_BEFORE: Final = "Preventive barriers"
BARRIERS_AFTER: Final = "Recovery barriers"
CONSEQUENCES: Final = "Consequences"


def fishbone_of(problem: str) -> str:
    return f"Fishbone of {problem}"


def bow_tie_of(event: str) -> str:
    return f"Bow tie of {event}"


# Sharing

SHARE: Final = "Share"
SHARE_WITH: Final = "Share with"
PEOPLE: Final = "Choose people"
NOBODY_CHOSEN: Final = "Choose at least one person."


def share_title(incident: str) -> str:
    return f"Share review of {incident}"


def cant_see(incident: str, names: Sequence[str]) -> str:
    return f"{incident} is private, and {', '.join(names)} can't see it. Invite them to its channel first."


def shared_with(names: str) -> str:
    return f"Review shared with {names}"


# The button that leads to a review

POST_REVIEW: Final = "Post review"
OPEN_REVIEW: Final = "Open review"

# Under a posted review

EDIT: Final = "Edit"
ANSWER_QUESTIONS: Final = "Answer questions"
ADD_ACTION: Final = "Add action item"
REQUEST_REVIEW: Final = "Request review"
APPROVE: Final = "Approve"
TO_DRAFT: Final = "Back to draft"
FRAMEWORK_MENU: Final = "Framework and template…"
SET_MEETING: Final = "Schedule meeting…"
MOVE_MEETING: Final = "Reschedule meeting…"
SHARE_MENU: Final = "Share…"
TIMELINE: Final = "Timeline"
CONFIRM_DRAFT: Final = "The review goes back to draft. Approvals given so far are withdrawn."
CONFIRM_APPROVAL: Final = (
    "You approve the review as it is now. Once the review is approved, changes are marked as amendments."
)


def confirm_request(missing: Sequence[str]) -> str:
    """`missing` are titles of sections without which the review can't be approved."""
    if not missing:
        return "The channel is notified, and people can approve the review."
    return f"The channel is notified. Before the review can be approved, it needs: {listed(missing)}."


def review_factors(count: int) -> str:
    return f"Review factors ({count})"


def review_of(incident: str, title: str = "") -> str:
    return f"Review of {incident} {title}".rstrip()


def review_head(incident: str, title: str, severity: str) -> str:
    """The head line of the review's message."""
    return f"Post-incident review · {incident} {title} · {severity}"


def timeline_of(incident: str, title: str) -> str:
    return f"Timeline of {incident} {title}"


REST_IN_DOCUMENT: Final = "The rest is in the review's files."
