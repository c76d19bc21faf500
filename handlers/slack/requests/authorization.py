"""Who may use each button, form, shortcut and event: the one table, and the check of a payload against it.

A name that isn't here can't be used: its listener refuses. The table says which verb's permission it needs and where
its payload names the incident. Both are checked before the listener runs, from the payload alone, so a changed button
value or private_metadata gets no further than its person may go. The services check the verb of each decision again.
What only one person sees (answers, forms, Home) leaves out the buttons that they may not press.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Final

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    InteractiveElement,
    OverflowMenuElement,
    SectionBlock,
    StaticSelectElement,
)

from bot.commands.parser import VERBS
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb
from bot.people.model import Person
from bot.people.permissions import REVIEW, Permissions
from bot.review.review_command import ReviewAction
from handlers.slack import action_ids as ids
from handlers.slack.requests.payloads import stored_in
from handlers.slack.requests.shapes import Incomplete

Body = Mapping[str, Any]

OPEN: Final = ""  # for everyone who can see the incident

# What the values of buttons look like. N is the number of an incident.
ANY: Final = r"(?s:.*)"
N: Final = r"\d{1,9}"
N_AND_NUMBER: Final = rf"{N}/\d{{1,9}}"
N_AND_NAME: Final = rf"{N}/[^/]+"
KEY: Final = rf"{N}/(?s:.+)"  # of a message
DUE: Final = rf"{N_AND_NUMBER}\|[^|]+"  # an action item, and the key of the message that lists it

# The verbs behind the forms that menus open.
TYPED: Final[Mapping[Verb, str]] = {
    Verb.INVESTIGATE: "status",
    Verb.SEVERITY: "severity",
    Verb.RESOLVE: "resolve",
    Verb.CANCEL: "cancel",
    Verb.MERGE: "duplicate",
    Verb.RENAME: "rename",
    Verb.PRIVATE: "private",
}


@dataclass(frozen=True)
class Pressed:
    """What someone pressed or submitted: the value of the button or choice, and what the form stores."""

    value: str = ""
    kept: str = ""


Number = Callable[[Pressed], int]
"""The number of the incident that a payload names, 0 for none."""


@dataclass(frozen=True)
class Access:
    """The verb whose permission is needed, OPEN if none is, and where the payload names the incident.

    `value` is the pattern of a button's value. With `by_owner`, the owner of the action item that the payload names may
    do it, too.
    """

    verb: str | Callable[[Pressed], str]
    number: Number
    value: str = ANY
    by_owner: bool = False

    def verb_of(self, pressed: Pressed) -> str:
        return self.verb if isinstance(self.verb, str) else self.verb(pressed)

    def is_owners(self, permissions: Permissions, pressed: Pressed, by: Person) -> bool:
        named = re.match(r"(\d{1,9})/(\d{1,9})", _item(pressed)) if self.by_owner else None
        return named is not None and permissions.owns(by, int(named[1]), int(named[2]))


def by_value(pressed: Pressed) -> int:
    """A value such as `42`, `42/3`, `42/nudge/…|10`, or JSON with the incident."""
    if pressed.value.startswith("{"):
        return _first_number(str(stored_in(pressed.value, "value").get("incident")))
    return _first_number(pressed.value)


def by_menu(pressed: Pressed) -> int:
    """A menu's value such as `rename/42`."""
    return _first_number(pressed.value.rpartition("/")[2])


def by_form(pressed: Pressed) -> int:
    """The private_metadata of the form, or of the form that a button is in."""
    kept = stored_in(pressed.kept)
    named = (str(kept[name]) for name in ("incident", "question", "of") if name in kept)
    return _first_number(next(named, ""))


def _item(pressed: Pressed) -> str:
    """The action item, such as `42/3`, in the value of a button or in the form that it opened."""
    return pressed.value or str(stored_in(pressed.kept).get("of") or "")


def nowhere(_pressed: Pressed) -> int:
    """It names no incident, or the decision finds it: a message's channel, a command."""
    return 0


def _first_number(text: str) -> int:
    found = re.match(r"\d{1,9}", text)
    if found is None:
        raise Incomplete("value")
    return int(found[0])


def _of_command(pressed: Pressed) -> str:
    """The command in the value is checked again as if it was typed; one that needs an incident, only then."""
    verb = VERBS.get(pressed.value.partition(" ")[0])
    return verb.name if verb and not verb.needs_incident else OPEN


def _of_menu(pressed: Pressed) -> str:
    return TYPED[Verb(pressed.value.partition("/")[0])]


def _of_review_menu(pressed: Pressed) -> str:
    which = pressed.value.partition("/")[0]
    return "timeline" if which == "timeline" else _of_review(ReviewAction(which))


def _of_review(action: ReviewAction) -> str:
    return "action" if action is ReviewAction.ACTION else REVIEW


BUTTONS: Final[Mapping[str, Access]] = {
    **dict.fromkeys(ids.RUN, Access(_of_command, nowhere)),
    ids.OPEN_REVIEW: Access(OPEN, nowhere),  # a link; Slack only reports the click
    ids.UNDO: Access(OPEN, by_value, KEY),  # the decision needs the verb of the change that it undoes
    ids.MORE: Access(_of_menu, by_menu, rf"({'|'.join(TYPED)})/{N}"),
    ids.REVIEW_MORE: Access(_of_review_menu, by_menu, rf"(timeline|{'|'.join(ReviewAction)})/{N}"),
    **dict.fromkeys((ids.RETRY, ids.POST_UPDATE), Access("update", by_value, N)),
    ids.SNOOZE: Access("update", by_value, rf"{N}/[^|]+(\|\d{{1,4}})?"),
    ids.NOTHING_NEW: Access("update", by_value, KEY),
    ids.TAKE_COMMAND: Access("commander", by_value, N),
    ids.SHOW_ROLES: Access("role", by_value, N),
    **dict.fromkeys(
        (ids.ACCEPT_COMMAND, ids.WITHDRAW_HANDOVER, ids.DECLINE_HANDOVER), Access("handover", by_value, KEY)
    ),
    ids.RESOLVE: Access("resolve", by_value, N),
    ids.REOPEN: Access("reopen", by_value, N),
    ids.CLOSE: Access("close", by_value, N),
    ids.CHANGE_SEVERITY: Access("severity", by_value, N),
    **dict.fromkeys((ids.SET_SEVERITY, ids.OVERRULE_SEVERITY), Access("severity", by_value, N_AND_NAME)),
    **dict.fromkeys((ids.RAISE_SEVERITY, ids.KEEP_SEVERITY), Access("severity", by_value, KEY)),
    ids.MERGE_INTO: Access("duplicate", by_value, N_AND_NUMBER),
    ids.MERGE_CHOICE: Access("duplicate", by_form, N),
    **dict.fromkeys((ids.DECLARE_TITLE, ids.DECLARE_SUMMARY), Access("declare", nowhere)),
    ids.JOIN: Access("join", by_value, N),
    ids.SHOW_TIMELINE: Access("timeline", by_value, N),
    **dict.fromkeys((ids.TIMELINE_KIND, ids.TIMELINE_PARTS), Access("timeline", by_form)),
    **dict.fromkeys((ids.TIMELINE_EARLIER, ids.TIMELINE_LATER), Access("timeline", by_form, N)),
    **dict.fromkeys((ids.EDIT_ENTRY, ids.UNDO_LOG), Access("log", by_value, N_AND_NUMBER)),
    **dict.fromkeys((ids.REMOVE_ENTRY, ids.RESTORE_ENTRY), Access("log", by_form)),
    **dict.fromkeys((ids.SAY_WHAT_HAPPENED, ids.NOTHING_HAPPENED), Access("log", by_value, KEY)),
    **dict.fromkeys((ids.SHOW_STAKEHOLDER_UPDATES, ids.SEND_STAKEHOLDER_UPDATES), Access("update", by_value, N)),
    ids.USE_STAKEHOLDER_TEXT: Access("update", by_form, r"[^/]+/[^/]+"),
    ids.SHOW_TASKS: Access("task", by_value, N),
    **dict.fromkeys((ids.TICK_TASK, ids.ASSIGN_TASK), Access("task", by_form)),
    ids.ADD_ACTION: Access("action", by_value, N),
    **dict.fromkeys((ids.ACTION_DONE, ids.ACTION_OPEN, ids.EDIT_ACTION), Access("action", by_value, N_AND_NUMBER)),
    ids.DUE_HAND_OVER: Access("action", by_value, DUE),
    **dict.fromkeys((ids.DUE_DONE, ids.DUE_LATER), Access("action", by_value, DUE, by_owner=True)),
    ids.HOME_ACTION_DONE: Access("action", by_value, N_AND_NUMBER, by_owner=True),
    ids.ACT_ON_FACTOR: Access("action", by_value, KEY),
    ids.POST_REVIEW: Access(REVIEW, by_value, N),
    **{ids.review_action(each): Access(_of_review(each), by_value, N) for each in ReviewAction},
    ids.EDIT_SECTION: Access(REVIEW, by_form),
    ids.TAKE_VERSION: Access(REVIEW, by_value, rf"{N_AND_NAME}/\d{{1,9}}"),
    ids.USE_GENERATED: Access(REVIEW, by_value, N_AND_NAME),
    **dict.fromkeys((ids.ANSWER_QUESTION, ids.ASK_QUESTION), Access(REVIEW, by_value)),
    **dict.fromkeys((ids.ANSWER_ASKED, ids.ACCEPT_FACTOR), Access(REVIEW, by_value, KEY)),
    **dict.fromkeys(
        (ids.COVER_FACTOR, ids.CHOOSE_ITEM, ids.UNCOVER_FACTOR), Access(REVIEW, by_value, rf"{N_AND_NAME}/\d{{1,9}}")
    ),
}

SHORTCUTS: Final[Mapping[str, Access]] = {
    ids.DECLARE_INCIDENT: Access("declare", nowhere),
    ids.DECLARE_FROM_MESSAGE: Access("declare", nowhere),
    ids.ADD_TO_TIMELINE: Access("log", nowhere),  # the incident of the message's channel, if the person sees it
    ids.MAKE_TASK: Access("task", nowhere),
    ids.MAKE_ACTION: Access("action", nowhere),
}

FORMS: Final[Mapping[str, Access]] = {
    ids.DECLARE_FORM: Access("declare", nowhere),
    **dict.fromkeys((ids.UPDATE_FORM, ids.SNOOZE_FORM, ids.STAKEHOLDER_UPDATES_FORM), Access("update", by_form)),
    ids.LATER_FORM: Access("action", by_form, by_owner=True),
    **dict.fromkeys((ids.HAND_OVER_FORM, ids.ACTION_FORM, ids.FACTOR_ITEM_FORM), Access("action", by_form)),
    **dict.fromkeys((ids.SILENCE_FORM, ids.ADD_FORM, ids.ENTRY_FORM), Access("log", by_form)),
    **dict.fromkeys((ids.TASKS_FORM, ids.TASK_FORM), Access("task", by_form)),
    ids.RECORD_FORM: Access("record", by_form),
    ids.STATUS_FORM: Access("status", by_form),
    ids.SEVERITY_FORM: Access("severity", by_form),
    ids.RESOLVE_FORM: Access("resolve", by_form),
    ids.CANCEL_FORM: Access("cancel", by_form),
    ids.MERGE_FORM: Access("duplicate", by_form),
    ids.RENAME_FORM: Access("rename", by_form),
    ids.PRIVATE_FORM: Access("private", by_form),
    ids.ROLES_FORM: Access("role", by_form),
    ids.COMMAND_FORM: Access("commander", by_form),
    **dict.fromkeys(
        (ids.SECTION_FORM, ids.ANSWER_FORM, ids.FACTOR_FORM, ids.FRAME_FORM, ids.MEETING_FORM, ids.SHARE_FORM),
        Access(REVIEW, by_form),
    ),
}

ACCESS: Final[Mapping[str, Access]] = {**BUTTONS, **SHORTCUTS, **FORMS}

# Commands: each verb is checked as it was typed.
COMMANDS: Final = frozenset({ids.COMMAND_INCIDENT, ids.COMMAND_REVIEW})

# Events: the verb that a person needs for what they do in a channel. OPEN: what happened to channels and people,
# which is noted no matter who did it.
EVENTS: Final[Mapping[str, str]] = {
    "app_mention": "log",
    "reaction_added": "log",
    "pin_added": "log",
    "message": "log",  # replies to a question of the review; edits and deletions of one's own messages
    **dict.fromkeys(
        (
            "reaction_removed",  # only one's own
            "pin_removed",
            "member_joined_channel",
            "member_left_channel",
            "channel_archive",
            "channel_unarchive",
            "group_archive",
            "group_unarchive",
            "channel_deleted",
            "group_deleted",
            "channel_shared",
            "channel_unshared",
            "channel_id_changed",
            "channel_rename",
            "group_rename",
            "channel_left",
            "group_left",
            "app_home_opened",
            "user_change",
            "team_join",
            "subteam_created",
            "subteam_updated",
            "subteam_members_changed",
            "tokens_revoked",
            "app_uninstalled",
        ),
        OPEN,
    ),
}


def need(permissions: Permissions, body: Body, by: Person) -> None:
    """Raise Refused or NotFound if someone may not do what the payload asks for."""
    name, pressed = _named(body)
    access = ACCESS[name]
    if not re.fullmatch(access.value, pressed.value):
        raise Incomplete("value")
    number = access.number(pressed)
    incident = permissions.incident_for(by, number) if number else None
    if (verb := access.verb_of(pressed)) and not access.is_owners(permissions, pressed, by):
        permissions.need(by, verb, incident)


def incident_of(body: Body) -> int:
    """The number of the incident that a payload is about, 0 where it names none."""
    name, pressed = _named(body)
    return ACCESS[name].number(pressed)


def _named(body: Body) -> tuple[str, Pressed]:
    view = body.get("view") or {}
    kept = str(view.get("private_metadata") or "")
    if body.get("actions"):
        action = body["actions"][0]
        return str(action["action_id"]), Pressed(_value_of(action), kept)
    return str(view["callback_id"] if view else body["callback_id"]), Pressed(kept=kept)


def _value_of(action: Body) -> str:
    chosen = action.get("selected_option") or action
    return str(chosen.get("value") or "")


@dataclass(frozen=True)
class Offers:
    """What one person is offered. `incident` finds an incident by its number, None for 0."""

    permissions: Permissions
    by: Person
    incident: Callable[[int], Incident | None]

    def blocks(self, drawn: Iterable[Block]) -> list[Block]:
        """The blocks without the buttons and choices that this person may not use."""
        return [left for block in drawn if (left := self._left(block))]

    def _left(self, block: Block) -> Block | None:
        if isinstance(block, ActionsBlock):
            elements = [left for each in block.elements if (left := self._element(each))]
            return ActionsBlock(block_id=block.block_id, elements=elements) if elements else None
        if isinstance(block, SectionBlock) and isinstance(block.accessory, InteractiveElement):
            left = copy(block)
            left.accessory = self._element(block.accessory)
            return left
        return block

    def _element(self, element: Any) -> Any:
        if not isinstance(element, OverflowMenuElement | StaticSelectElement):
            return element if self._may_use(element.action_id, str(getattr(element, "value", "") or "")) else None
        name, known = element.action_id, element.options or ()
        options = [each for each in known if self._may_use(name, str(getattr(each, "value", "")))]
        left = copy(element)
        left.options = options
        return left if options else None

    def _may_use(self, name: str | None, value: str) -> bool:
        access, pressed = ACCESS.get(name or ""), Pressed(value)
        verb = access.verb_of(pressed) if access else OPEN
        if not access or not verb or access.is_owners(self.permissions, pressed, self.by):
            return True
        return self.permissions.may(self.by, verb, self.incident(access.number(pressed)))
