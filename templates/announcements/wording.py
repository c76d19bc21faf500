"""Plain text about announcements, subscriptions and stakeholder updates."""

from collections.abc import Sequence
from typing import Final


def posted_here_anyway(incident: str) -> str:
    return f"This channel already gets every update on {incident}."


def private(incident: str) -> str:
    return f"{incident} is private, so its updates can't go to another channel. Invite people to this channel instead."


def drill(incident: str) -> str:
    return f"{incident} is a drill, so its updates can't go to another channel. Invite people to this channel instead."


def no_channel(word: str) -> str:
    return f"I can't find the channel {word}. Check the name."


# Timeline entries


def channel_subscribed(channel: str, off: bool) -> str:
    return f"Unsubscribed #{channel} from updates" if off else f"Subscribed #{channel} to updates"


def person_subscribed(person: str, off: bool) -> str:
    return f"{person} unsubscribed from updates" if off else f"{person} subscribed to updates"


# Stakeholder updates

STAKEHOLDER_UPDATES: Final = "Stakeholder updates"
EDIT_STAKEHOLDER_UPDATES: Final = "Edit stakeholder updates"
STATUS_PAGE: Final = "Status page"
EXECUTIVES: Final = "Executives"
CUSTOMERS: Final = "Customers"
SAVE: Final = "Save"
SEND_TO_ME: Final = "Send me a copy"
USE_DRAFT: Final = "Use new draft"
USE_SAVED: Final = "Use saved text"
USE_DRAFT_WARNING: Final = "The field will show the new draft. The saved text is replaced only when you save."
USE_SAVED_WARNING: Final = "The field will show the saved text again. The draft is discarded."
BLANK: Final = "Enter the text for this audience."
AGAIN: Final = "To try again"


def too_long(over: int) -> str:
    return (
        f"Shorten the text by {over:,} character{'' if over == 1 else 's'}. Each & counts as 5 characters and each < "
        "or > as 4."
    )


# Drafts

DRILL_DRAFT: Final = "DRILL: DO NOT SEND. This is an exercise, not a real incident."
UNTITLED: Final = "incident"


def public_sentence(status: str, services: Sequence[str], ended: str) -> str:
    """What people outside read first. `status` is a public status; `ended` is "" where the time is unknown."""
    issue = f"issue affecting {listed(services)}" if services else "issue"
    match status:
        case "Investigating":
            return f"We are investigating an {issue}."
        case "Identified":
            return f"We have identified the {issue}, and we are working to resolve it."
        case "Monitoring":
            return f"We have applied a fix for the {issue}, and we are monitoring the results."
    return f"The {issue} has been resolved as of {ended}." if ended else f"The {issue} has been resolved."


def began(beginning: str, at: str, over: bool) -> str:
    """When it began, as far as that is known; `beginning` is started, detected or declared, `at` from `when`."""
    match beginning:
        case "started":
            return f"It started {at}."
        case "detected":
            return f"We became aware of it {at}."
    return f"We began working on it {at}." if over else f"Our response began {at}."


def lasted(begun: str, ended: str, at_most: bool) -> str:
    return f"It lasted from {begun} to {ended}{' at the latest' if at_most else ''}."


def up_to(took: str, at_most: bool) -> str:
    return f"up to {took}" if at_most else took


def ended(at: str) -> str:
    return f"It ended {at}."


def when(at: str, estimated: bool, dated: bool) -> str:
    """`on Mon 15 Jan, 14:15 UTC`, `at 14:15 UTC`, `around …` for an estimate."""
    return f"{'around' if estimated else 'on' if dated else 'at'} {at}"


def about(at: str, estimated: bool) -> str:
    """`about Mon 15 Jan, 14:15 UTC` for an estimate."""
    return f"about {at}" if estimated else at


def no_data_harmed(loss: bool | None, breach: bool | None) -> str:
    """Only what is recorded: None is no answer."""
    told = ((loss, "no data was lost"), (breach, "there was no security breach"))
    return _sentence("; ".join(words for harmed, words in told if harmed is False))


def impact(claims: Sequence[tuple[str, str]], figures: str, answers: str) -> str:
    """`claims` are a label, "" for none, and what people recorded; the others are sentences, "" for none."""
    told = [_sentence(text) for label, text in claims if not label]
    labeled = [_sentence(f"{label[:1].upper()}{label[1:]}: {text}") for label, text in claims if label]
    return " ".join(filter(None, (*told, figures, answers, *labeled)))


def affected(services: Sequence[str], regions: Sequence[str], verb: str, took: str) -> str:
    """`Affected services: checkout and payments in eu-west-1, degraded for 75 min`"""
    if not services and not regions:
        return ""
    what = f"services: {listed(services)}" if services else f"regions: {listed(regions)}"
    where = f" in {listed(regions)}" if services and regions else ""
    how = " ".join(filter(None, (verb, took and f"for {took}")))
    return f"Affected {what}{where}{f', {how}' if how else ''}"


def missed(name: str, took: str, target: str) -> str:
    """`time to mitigate 70 min (target 60 min)`"""
    return f"{name[:1].lower()}{name[1:]} {took} (target {target})"


def asked(need: str, count: int) -> str:
    """What executives are asked for; `need` is a value of Need, `count` that of its action items."""
    items = f"{count} action item{'' if count == 1 else 's'}"
    return {
        "commander": "an incident commander",
        "word_on_data_loss": "a decision on what to tell customers about the lost data",
        "word_on_breach": "a decision on what to tell customers about the security breach",
        "owners_and_due_dates": f"an owner and a due date for {items}",
        "owners": f"an owner for {items}",
        "due_dates": f"a due date for {items}",
    }[need]


def listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b, and c`"""
    if len(names) < 3:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def _sentence(text: str) -> str:
    text = text.strip()
    if not text:
        return ""
    said = f"{text[:1].upper()}{text[1:]}"
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."


def left_out(sentences: Sequence[str]) -> str:
    """Why people outside do not read what was recorded."""
    quoted = " ".join(f"“{sentence}”" for sentence in sentences)
    return f"Left out for people outside, because of a number, name, version or vendor: {quoted}"
