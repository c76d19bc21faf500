"""Reads waiting rows that an earlier version wrote, and converts them to the current kinds and facts.

Before migration 17 all messages in the channel had the kind `post`, and the fact `what` said which one it was. All
formats of such rows are in tests/storage/outbox/old_rows.json.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

Facts = Mapping[str, Any]
Read = Callable[[Facts], tuple[str, Facts]]


def brought_up_to_date(kind: str, facts: Facts) -> tuple[str, Facts]:
    read = _OLD.get(kind)
    return read(facts) if read else (kind, facts)


def _post(facts: Facts) -> tuple[str, Facts]:
    return _POSTS[facts["what"]](facts)


def _thread(facts: Facts) -> tuple[str, Facts]:
    return ("review_published", facts) if facts["what"] == "review out" else ("update_below_announcement", _told(facts))


def _link(facts: Facts) -> tuple[str, Facts]:
    return {"task": "task_link", "action": "action_link"}.get(facts["what"], "declaration_link"), facts


def _told(facts: Facts) -> Facts:
    return {"to": facts.get("to", ""), "update": facts}


def _asked(facts: Facts) -> Facts:
    """Questions and answers were one flat object; a question was not asked if its facts are null or missing."""
    questions = [
        {"is": kind, **{name: facts[was] for name, was in named.items() if was in facts}}
        for kind, named in _QUESTIONS.items()
        if facts.get(next(iter(named.values()))) is not None
    ]
    answers = [answer for answer in (_update_answered(facts), *_answered(facts)) if answer]
    return {"at": facts.get("at"), "questions": questions, "answers": answers}


_QUESTIONS: Final = {
    "overdue_update": {"due": "due", "last": "last", "mentions": "mentions", "directly": "directly"},
    "missing_commander": {"since": "vacant_from"},
    "severity_doubt": {"sounds": "look", "severity": "was", "reasons": "reasons"},
    "idle_incident": {"since": "idle_from"},
    "overdue_review": {"due": "review_by"},
    "undecided_factors": {"count": "factors"},
    "unowned_action_items": {"numbers": "unowned"},
    "unexplained_silence": {"since": "gap_from"},
}


def _update_answered(facts: Facts) -> Facts | None:
    """Several of these could be set; what a person did takes precedence."""
    if facts.get("answered_by"):
        return {"is": "update_given", "by": facts["answered_by"]}
    if facts.get("until") and facts.get("snoozed_by"):
        snoozed = {"by": facts["snoozed_by"], "until": facts["until"], "reason": facts.get("reason") or ""}
        return {"is": "update_snoozed", **snoozed}
    if facts.get("put_off"):
        return {"is": "update_put_off"}
    if facts.get("over"):
        return {"is": "update_unneeded", "status": facts["over"]}
    return {"is": "update_asked_again"} if facts.get("passed") else None


def _answered(facts: Facts) -> Iterator[Facts]:
    if facts.get("gap_by"):
        yield {"is": "silence_explained", "by": facts["gap_by"], "nothing": bool(facts.get("nothing"))}
    if (name := facts.get("vacant_over")) is not None:
        yield {"is": "command_taken", "name": name} if name else {"is": "command_unneeded"}
    if facts.get("kept"):
        yield {"is": "severity_settled", "severity": facts["kept"], "by": facts.get("look_by")}
    if facts.get("idle_over") is not None:
        yield {"is": "idle_incident_ended", "status": facts["idle_over"]}
    if facts.get("review_over"):
        yield {"is": "review_finished"}


def _tell(facts: Facts) -> tuple[str, Facts]:
    return "tell", {"reply_to": facts.get("response_url", ""), **facts}


def _as(kind: str) -> Read:
    return lambda facts: (kind, facts)


def _line(kind: str) -> Read:
    """System lines of older versions have no text; their `undo` was {field: [was, became]}."""

    def read(facts: Facts) -> tuple[str, Facts]:
        undo = facts.get("undo")
        changes = [{"field": field, "was": was, "became": became} for field, (was, became) in (undo or {}).items()]
        return kind, {**facts, "text": facts.get("text") or "", "undo": changes if undo else None}

    return read


def _task(kind: str, **more: bool) -> Read:
    def read(facts: Facts) -> tuple[str, Facts]:
        assignee = {"id": facts["for_id"], "name": facts["for"]} if facts["for"] else None
        return kind, {**facts, "assignee": assignee, **more}

    return read


def _handover(facts: Facts) -> tuple[str, Facts]:
    ended = {"how": facts["end"], "by": facts["ended_by"], "at": facts["ended_at"]} if "end" in facts else None
    brief = facts if "tried" in facts else None
    kind = "handover_unanswered" if "offer" in facts else "handover_offer"
    return kind, {**facts, "brief": brief, "end": ended}


def _question(facts: Facts) -> tuple[str, Facts]:
    answered = None
    if facts.get("answered_by"):
        answered = {"by": facts["answered_by"], "text": facts.get("said") or "", "at": facts["answered_at"]}
    asked = {name: fact or "" for name, fact in facts.items() if name in _QUESTION}
    return "review_question", {"question": asked, "by": facts["by"], "answered": answered}


_QUESTION: Final = frozenset({"key", "to", "text", "answer", "person", "person_id"})


def _review_line(facts: Facts) -> tuple[str, Facts]:
    return _REVIEW_LINES[facts["hand"]], facts


_REVIEW_LINES: Final = {
    "edit": "review_amended",
    "send": "review_requested",
    "draft": "review_back_to_draft",
    "approve": "review_approved",
    "share": "review_handed_out",
    "meeting": "review_meeting_set",
}

_POSTS: Final[Mapping[str, Read]] = {
    "investigate": _line("status_changed"),
    "identify": _line("status_changed"),
    "mitigate": _line("status_changed"),
    "monitor": _line("status_changed"),
    "severity": _line("severity_changed"),
    "resolve": _line("resolved"),
    "reopen": _line("reopened"),
    "close": _line("closed"),
    "cancel": _line("canceled"),
    "merge": _line("merged"),
    "merged_here": _as("duplicate_merged"),
    "rename": _line("renamed"),
    "private": _line("made_private"),
    "moved": _as("channel_moved"),
    "moved_on": _line("work_moved_on"),
    "undo": _as("change_undone"),
    "archiving": _as("channel_archiving"),
    "similar": _as("declaration_hint"),
    "commander": _as("commander_changed"),
    "roles": _as("roles_changed"),
    "withdrawn": _as("handover_withdrawn"),
    "handover": _handover,
    "task_added": _task("task_added"),
    "task_assigned": _task("task_assigned"),
    "task_done": _task("task_ticked", done=True),
    "task_open": _task("task_ticked", done=False),
    "subscribed": _as("subscription_changed"),
    "unsubscribed": lambda facts: ("subscription_changed", {**facts, "off": True}),
    "update": lambda facts: ("update_posted", _told(facts)),
    "away": _as("channel_scanned"),
    "question": _question,
    "review hand": _review_line,
}


def _channel(facts: Facts) -> tuple[str, Facts]:
    return "channel", {"generation": facts["room"]} if "room" in facts else facts


_OLD: Final[Mapping[str, Read]] = {
    "channel": _channel,
    "post": _post,
    "tell": _tell,
    "thread": _thread,
    "subscriber": lambda facts: ("update_to_subscriber", _told(facts)),
    "link": _link,
    "nudge": lambda facts: ("questions", _asked(facts)),
    "nudge_to": lambda facts: ("direct_questions", {**facts, **_asked(facts)}),
    "prompts": lambda facts: ("questions", {**facts, **_asked(facts["prompts"])}),
    "direct_prompts": lambda facts: ("direct_questions", {**facts, **_asked(facts["prompts"])}),
}
