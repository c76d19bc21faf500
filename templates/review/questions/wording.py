"""The questions of a review in words: what is asked, and of whom. One clause says what is missing or doesn't fit."""

from collections.abc import Sequence
from typing import Final

# Of whom

WHO_DECLARED: Final = "who declared"


def who_logged(entry: str) -> str:
    return f"who logged {entry}"


def asked_of(role: str, person: str, part: str) -> str:
    """`Carol Davis, database SME`, `Tom Berg, who logged 09:41`, `Operations lead`"""
    return f"{person}, {part}" if person and part else person or role


# What is missing

STARTED: Final = "When did it start, and what set it off?"
STARTED_AND_DETECTED: Final = "When did it start, and how was it first noticed?"
DETECTED: Final = "When was it detected, and how?"
COMMANDER: Final = "Who led the response?"
MITIGATED: Final = "When did it work again for users, and how was that seen?"
MITIGATING: Final = "Does it work again for users?"
RESOLVED: Final = "What is left to do before it is resolved?"
TOLD: Final = "What was communicated, to whom and when?"
IMPACT: Final = "How many users were affected, and what did they see?"
CAUSE: Final = "What was the root cause, and can it happen again?"
FACTORS: Final = "What made it more likely, worse or longer?"
FIX: Final = "What fixed it?"
LESSONS: Final = "What helped, and what hindered?"
TIMELINE: Final = "What happened, and when?"
ACTIONS: Final = "What will change so that it doesn't happen again?"


def order(earlier: str, at: str, later: str, then: str) -> str:
    return f"The {earlier} is logged at {at}, after the {later} at {then}. When was it?"


def action(number: int, title: str, *, owner: bool, due: bool) -> str:
    """`owner`, `due`: whether it has one."""
    item = f"action item {number}, {title}"
    if owner:
        return f"When is {item}, due?"
    return f"Who owns {item}?" if due else f"Who owns {item}, and when is it due?"


def actions(numbers: str) -> str:
    return f"Who owns action items {numbers}, and when are they due?"


def gap(start: str, end: str) -> str:
    return f"What happened between {start} and {end}?"


def unread(numbers: Sequence[str], more: bool) -> str:
    shown = ", ".join(numbers) + (" and others" if more else "")
    return f"What {'does entry' if len(numbers) == 1 else 'do entries'} {shown} of the timeline say?"


# What contradicts itself


def change(changed: str, affected: str) -> str:
    return f"How did the release of {changed} reach {affected}?"


def others(count: int) -> str:
    return f"{count} others"


def threshold(metric: str, at: str) -> str:
    return f"At {at} {metric} passed its threshold, and no alert on it is logged. Did one fire, and whom did it reach?"


LATE: Final = "Detection took longer than its target. What would have raised an alert earlier?"


def temporary(what: str, at: str) -> str:
    return f"{what} at {at} is not logged as reverted. Is it still in place?"


def old_to_new(old: str, new: str) -> str:
    return f"The change from {old} to {new}"


def setting_from_to(setting: str, old: str, new: str) -> str:
    return f"The change of {setting} from {old} to {new}"


def temporary_fix(text: str) -> str:
    return f'Is the temporary fix still in place: "{text}"?'


def uncovered(part: str, *, more: bool) -> str:
    if more:
        return f'No action item covers several parts of the permanent fix, such as "{part}". Who owns them?'
    return f'No action item covers a part of the permanent fix, "{part}". Who owns it?'


def estimate(what: str, at: str) -> str:
    return f"The number of {what} is the same at {at} and at the end. Is it the final count?"


def dependents(names: str, *, several: bool) -> str:
    if several:
        return f"{names} depend on what failed, but are not among the affected services. What happened to them?"
    return f"{names} depends on what failed, but is not among the affected services. What happened to it?"


def late_update(promised: str, came: str) -> str:
    return f"The update promised at {promised} came late, at {came}. What held it up?"


def missing_update(promised: str) -> str:
    return f"The update promised at {promised} is not logged. Where was it posted?"


def escalation(whom: str) -> str:
    return f"Escalation to {whom} was due, and none is logged. When were they informed?"


def meeting(due: str, at: str) -> str:
    return f"The review is due {due}, and its meeting is {at}. Which one moves?"


def stated_length(name: str, stated: str) -> str:
    return f"{name} is stated as {stated}, and the times say otherwise. Which is right?"
