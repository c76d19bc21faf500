"""Converts messages to columns of the outbox and back: a message's kind, and its facts as JSON.

The kind is a stored tag; KINDS maps it to a dataclass. Fields that are missing in the JSON get their default, so a
dataclass can gain fields with defaults. Any other change of its fields needs a new tag, and a reader for the old
format in storage/outbox/old_kinds.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from sqlite3 import Row
from types import UnionType
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

from bot.json_types import Json
from bot.outbox import channels, home, incidents, nudges, review, roles, tasks, timeline, updates
from bot.outbox.keys import Address
from bot.outbox.model import OutboxMessage, UnreadableMessage
from storage.outbox import old_kinds
from storage.values import json_object, texts_from

KINDS: Final[Mapping[str, type[OutboxMessage]]] = {
    # the channel
    "channel": channels.CreateChannel,
    "invite": channels.Invite,
    "declarer_not_invited": channels.NotInvited,
    "kick": channels.RemoveMember,
    "members": channels.ReadMembers,
    "card": channels.Card,
    "pin": channels.PinCard,
    "topic": channels.Topic,
    "purpose": channels.Purpose,
    "archive": channels.ArchiveChannel,
    "channel_moved": incidents.ChannelMoved,
    "rejoin": channels.RejoinChannel,
    "call_people": channels.CallPeople,
    "invitation_wanted": channels.InvitationWanted,
    "person_called": channels.PersonCalled,
    "announcement": channels.Announcement,
    "tell": channels.WhereToGo,
    "trouble": channels.ChannelTrouble,
    "delivery_failed": channels.DeliveryFailed,
    "nobody_told": channels.NobodyTold,
    "not_posted": channels.NotPostedYet,
    "retry_answer": channels.RetryAnswer,
    # system lines
    "status_changed": incidents.StatusChanged,
    "severity_changed": incidents.SeverityChanged,
    "resolved": incidents.Resolved,
    "reopened": incidents.Reopened,
    "closed": incidents.Closed,
    "canceled": incidents.Canceled,
    "merged": incidents.Merged,
    "duplicate_merged": incidents.DuplicateMerged,
    "renamed": incidents.Renamed,
    "channel_converted": incidents.ChannelConverted,
    "channel_shared": incidents.ChannelShared,
    "made_private": incidents.MadePrivate,
    "work_moved_on": incidents.WorkMovedOn,
    "change_undone": incidents.ChangeUndone,
    "channel_archiving": incidents.ChannelArchiving,
    "full_text": incidents.FullText,
    "declaration_hint": incidents.DeclarationHint,
    "commander_changed": roles.CommanderChanged,
    "roles_changed": roles.RolesChanged,
    "holder_gone": roles.HolderGone,
    "holder_gone_directly": roles.HolderGoneDirectly,
    "task_added": tasks.TaskAdded,
    "task_assigned": tasks.TaskAssigned,
    "task_ticked": tasks.TaskTicked,
    "subscription_changed": updates.SubscriptionChanged,
    # handover
    "handover_offer": roles.HandoverOffer,
    "handover_unanswered": roles.HandoverUnanswered,
    "handover_withdrawn": roles.HandoverWithdrawn,
    "handover_declined": roles.HandoverDeclined,
    # updates
    "update_posted": updates.UpdatePosted,
    "update_below_announcement": updates.UpdateBelowAnnouncement,
    "update_to_subscriber": updates.UpdateToSubscriber,
    "stakeholder_updates_copy": updates.StakeholderUpdatesCopy,
    # nudges
    "questions": nudges.Nudge,
    "direct_questions": nudges.DirectNudge,
    "reminders_failing": nudges.RemindersFailing,
    "actions_due": tasks.DailySummary,
    # the timeline
    "look_up": timeline.FetchMessage,
    "tick": timeline.TickMessage,
    "answer": timeline.LogConfirmation,
    "entry_logged": timeline.EntryLogged,
    "scan": timeline.ScanChannel,
    "channel_scanned": timeline.ChannelScanned,
    "timeline": timeline.TimelinePart,
    "export": timeline.TimelineFiles,
    "task_link": tasks.TaskLink,
    "action_link": tasks.ActionLink,
    "declaration_link": tasks.DeclarationLink,
    # the review
    "review": review.ReviewPosted,
    "review_to": review.ReviewShared,
    "review_questions_to": review.ReviewQuestions,
    "canvas": review.ReviewCanvas,
    "document": review.ReviewDocument,
    "picture": review.TimelinePicture,
    "publish": review.IndexReview,
    "review_published": review.ReviewPublished,
    "review_amended": review.ReviewAmended,
    "review_requested": review.ReviewRequested,
    "review_back_to_draft": review.ReviewBackToDraft,
    "review_approved": review.ReviewApproved,
    "review_handed_out": review.ReviewSharedWith,
    "review_meeting_set": review.ReviewMeetingSet,
    "review_question": review.QuestionPosted,
    # Home
    "homes": home.RedrawHomes,
    "home": home.PublishHome,
}
_TAGS: Final = {kind: tag for tag, kind in KINDS.items()}

# Dataclasses for fields whose type is a union
ALTERNATIVES: Final[Mapping[str, type[Any]]] = {
    "overdue_update": nudges.OverdueUpdate,
    "missing_commander": nudges.MissingCommander,
    "severity_doubt": nudges.SeverityDoubt,
    "idle_incident": nudges.IdleIncident,
    "overdue_review": nudges.OverdueReview,
    "undecided_factors": nudges.UndecidedFactors,
    "unowned_action_items": nudges.UnownedActionItems,
    "unexplained_silence": nudges.UnexplainedSilence,
    "update_given": nudges.UpdateGiven,
    "update_snoozed": nudges.UpdateSnoozed,
    "update_put_off": nudges.UpdatePutOff,
    "update_asked_again": nudges.UpdateAskedAgain,
    "commander_asked_again": nudges.CommanderAskedAgain,
    "severity_asked_again": nudges.SeverityAskedAgain,
    "idle_asked_again": nudges.IdleAskedAgain,
    "review_asked_again": nudges.ReviewAskedAgain,
    "factors_asked_again": nudges.FactorsAskedAgain,
    "unowned_asked_again": nudges.UnownedAskedAgain,
    "silence_asked_again": nudges.SilenceAskedAgain,
    "update_unneeded": nudges.UpdateUnneeded,
    "silence_explained": nudges.SilenceExplained,
    "command_taken": nudges.CommandTaken,
    "command_unneeded": nudges.CommandUnneeded,
    "severity_settled": nudges.SeveritySettled,
    "idle_incident_ended": nudges.IdleIncidentEnded,
    "review_finished": nudges.ReviewFinished,
}
_ALTERNATIVE_TAGS: Final = {kind: tag for tag, kind in ALTERNATIVES.items()}
_COLUMNS: Final = frozenset(each.name for each in fields(OutboxMessage))

T = TypeVar("T")


def encoded(message: OutboxMessage) -> tuple[str, Mapping[str, Json]]:
    """The kind and the facts of a message."""
    return _TAGS[type(message)], _facts(message)


def decoded(kind: str, facts: Mapping[str, Json], address: Address) -> OutboxMessage:
    """Raises KeyError for an unknown kind."""
    kind, facts = old_kinds.brought_up_to_date(kind, facts)
    key, ordering_key, depends_on = address
    columns = {"key": key, "ordering_key": ordering_key, "depends_on": depends_on}
    return _made(KINDS[kind], facts, **columns)


def message_in(row: Row) -> OutboxMessage:
    """The message of a row. A row that can't be read becomes an UnreadableMessage, so the others still work."""
    try:
        address = row["key"], row["ordering_key"], texts_from(row["depends_on"])
        return decoded(row["kind"], json_object(row["facts"]), address)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        return UnreadableMessage(row["key"], row["ordering_key"], kind=row["kind"], trouble=repr(error))


def _facts(value: Any) -> dict[str, Json]:
    """The facts as JSON, without fields that have their default value."""
    found = ((each, getattr(value, each.name)) for each in _in_json(type(value)))
    facts = {each.name: _plain(fact) for each, fact in found if each.default is MISSING or fact != each.default}
    tag = _ALTERNATIVE_TAGS.get(type(value))
    return {"is": tag, **facts} if tag else facts


def _plain(value: Any) -> Json:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return _facts(value) if is_dataclass(value) else value


def _made(kind: type[T], facts: Mapping[str, Json], **columns: object) -> T:
    """Builds the dataclass, ignoring facts that it no longer has."""
    read = {name: _read(hint, facts[name]) for name, hint in _hints(kind).items() if name in facts}  # type: ignore[arg-type]  # (a class is hashable)
    return kind(**{**read, **columns})


@cache
def _hints(kind: type[Any]) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in _in_json(kind)}


def _in_json(kind: type[Any]) -> Sequence[Field[Any]]:
    """The fields stored as JSON: key and ordering of a message have their own columns."""
    columns = _COLUMNS if issubclass(kind, OutboxMessage) else frozenset()
    return [each for each in fields(kind) if each.name not in columns]


@cache
def _made_of(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """Kept, because to ask `typing` for each value takes longer than all else of reading a row."""
    return get_origin(hint), get_args(hint)


def _read(hint: Any, value: Any) -> Any:
    origin, inner = _made_of(hint)
    if origin is UnionType:
        hints = [each for each in inner if each is not type(None)]
        return None if value is None else _read(hints[0] if len(hints) == 1 else ALTERNATIVES[value["is"]], value)
    if origin is tuple:
        return tuple(_read(inner[0], each) for each in value)
    if hint in (datetime, date):
        return hint.fromisoformat(value)
    if is_dataclass(hint):
        return _made(hint, value)  # type: ignore[arg-type]
    return hint(value) if isinstance(hint, type) else value
