"""How the card says what failed and why: a label for each kind of message, or for the base class of several."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.config.policy import Policy
from bot.outbox import channels, home, incidents, nudges, review, roles, tasks, timeline
from bot.outbox.model import InChannel, OutboxMessage, OutboxRow, UnreadableMessage
from bot.outbox.updates import StakeholderUpdatesCopy, UpdateBelowAnnouncement, UpdatePosted, UpdateToSubscriber
from handlers.slack.people import refused_invitations
from templates.outbox import wording
from templates.people import wording as people_wording


@dataclass(frozen=True)
class Failure:
    """`what` and `why` are read as "Announcement failed: Muster is not in #incidents". `can_retry`: that may help."""

    what: str
    why: str
    can_retry: bool = True


def failures(row: OutboxRow, policy: Policy) -> Iterator[Failure]:
    """What failed and why: one for each reason why people couldn't be invited."""
    refused = (
        refused_invitations.read(row.error) if isinstance(row.message, channels.Invite | channels.CallPeople) else ()
    )
    for code, people in refused_invitations.by_reason(refused).items():
        what = people_wording.couldnt_invite([each.who for each in people])
        yield Failure(what, refused_invitations.WHY.get(code) or wording.why(code), people[0].can_retry)
    if not refused:
        why = wording.why(row.error, _channel(row.message, policy))
        yield Failure(label(row.message), why, row.error not in wording.FINAL)


def _channel(message: OutboxMessage, policy: Policy) -> str:
    match message:
        case channels.Announcement() | UpdateBelowAnnouncement() | review.ReviewPublished():
            return f"#{policy.incidents_channel}"
        case (
            InChannel()
            | channels.PinCard()
            | channels.RejoinChannel()
            | channels.RemoveMember()
            | channels.ArchiveChannel()
        ):
            return wording.INCIDENT_CHANNEL
        case UpdateToSubscriber(to=to) if to.startswith("C"):
            return wording.SUBSCRIBED_CHANNEL
    return wording.THE_CHANNEL


def label(message: OutboxMessage) -> str:
    """`Update 3 failed`, `Announcement failed`, `Couldn't set the channel topic`."""
    match message:
        case channels.RemoveMember(name=name):
            return wording.leave(name)
        case UpdatePosted(update=update):
            return wording.update(update.number)
        case UpdateBelowAnnouncement(update=update):
            return wording.update_below_announcement(update.number)
        case UpdateToSubscriber(update=update):
            return wording.update_to_subscriber(update.number)
    return next(LABELS[kind] for kind in type(message).__mro__ if kind in LABELS)


LABELS: Final[Mapping[type, str]] = {
    channels.CreateChannel: wording.CHANNEL,
    channels.Invite: wording.INVITE,
    channels.ReadMembers: wording.MEMBERS,
    channels.RejoinChannel: wording.REJOIN,
    channels.CallPeople: wording.CALL,
    channels.InvitationWanted: wording.INVITATION_WANTED,
    channels.PersonCalled: wording.CALL,
    channels.NotInvited: wording.CALL,
    channels.NobodyTold: wording.DELIVERY_FAILED,
    channels.Card: wording.CARD,
    channels.PinCard: wording.PIN,
    channels.Topic: wording.TOPIC,
    channels.Purpose: wording.PURPOSE,
    channels.ArchiveChannel: wording.ARCHIVE,
    channels.Announcement: wording.ANNOUNCEMENT,
    channels.WhereToGo: wording.WHERE_TO_GO,
    channels.ChannelTrouble: wording.TROUBLE,
    channels.DeliveryFailed: wording.DELIVERY_FAILED,
    channels.NotPostedYet: wording.DELIVERY_FAILED,
    channels.RetryAnswer: wording.DELIVERY_FAILED,
    StakeholderUpdatesCopy: wording.STAKEHOLDER_UPDATES_COPY,
    incidents.ChannelLine: wording.LINE,
    incidents.ChannelMoved: wording.MOVED,
    incidents.DeclarationHint: wording.HINTS,
    roles.HolderGone: wording.LINE,
    roles.HolderGoneDirectly: wording.CALL,
    roles.HandoverOffer: wording.HANDOVER,
    roles.HandoverUnanswered: wording.HANDOVER,
    nudges.Nudge: wording.NUDGE,
    nudges.DirectNudge: wording.DIRECT_NUDGE,
    nudges.RemindersFailing: wording.REMINDERS,
    tasks.DailySummary: wording.DAILY_SUMMARY,
    tasks.SourceLink: wording.LINK,
    timeline.FetchMessage: wording.MARKED,
    timeline.TickMessage: wording.TICK,
    timeline.LogConfirmation: wording.ANSWER,
    timeline.ScanChannel: wording.SCAN,
    timeline.ChannelScanned: wording.SCANNED,
    timeline.TimelinePart: wording.TIMELINE,
    timeline.TimelineFiles: wording.EXPORT,
    review.ReviewPosted: wording.REVIEW,
    review.ReviewShared: wording.REVIEW_SHARED,
    review.ReviewQuestions: wording.REVIEW_QUESTIONS,
    review.ReviewCanvas: wording.CANVAS,
    review.ReviewDocument: wording.DOCUMENT,
    review.TimelinePicture: wording.PICTURE,
    review.IndexReview: wording.INDEX,
    review.ReviewPublished: wording.REVIEW_PUBLISHED,
    review.QuestionPosted: wording.QUESTION,
    home.RedrawHomes: wording.HOMES,
    home.PublishHome: wording.HOME,
    UnreadableMessage: wording.UNREADABLE_MESSAGE,
}
