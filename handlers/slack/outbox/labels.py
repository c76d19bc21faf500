"""How the card names a message that failed and why: a label for each kind, or for the base class of several."""

from collections.abc import Mapping
from typing import Final

from bot.config.policy import Policy
from bot.outbox import channels, home, incidents, nudges, review, roles, tasks, timeline
from bot.outbox.model import InChannel, OutboxMessage, OutboxRow, UnreadableMessage
from bot.outbox.updates import StakeholderUpdatesCopy, UpdateBelowAnnouncement, UpdatePosted, UpdateToSubscriber
from templates.outbox import wording


def failure(row: OutboxRow, policy: Policy) -> tuple[str, str]:
    """What failed and why, as in "Announcement failed: Muster is not in #incidents"."""
    return label(row.message), wording.why(row.error, _channel(row.message, policy))


def _channel(message: OutboxMessage, policy: Policy) -> str:
    match message:
        case channels.Announcement() | UpdateBelowAnnouncement() | review.ReviewPublished():
            return f"#{policy.incidents_channel}"
        case InChannel() | channels.PinCard() | channels.RemoveMember() | channels.ArchiveChannel():
            return wording.INCIDENT_CHANNEL
        case UpdateToSubscriber(to=to) if to.startswith("C"):
            return wording.SUBSCRIBED_CHANNEL
    return wording.THE_CHANNEL


def label(message: OutboxMessage) -> str:
    """`Update 3`, `Update 3 to a subscriber`, `Announcement`, `Nudge`."""
    match message:
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
    channels.RemoveMember: wording.LEAVE,
    channels.Card: wording.CARD,
    channels.PinCard: wording.PIN,
    channels.Topic: wording.TOPIC,
    channels.Purpose: wording.PURPOSE,
    channels.ArchiveChannel: wording.ARCHIVE,
    channels.Announcement: wording.ANNOUNCEMENT,
    channels.WhereToGo: wording.WHERE_TO_GO,
    channels.ChannelTrouble: wording.TROUBLE,
    StakeholderUpdatesCopy: wording.STAKEHOLDER_UPDATES_COPY,
    incidents.ChannelLine: wording.LINE,
    incidents.ChannelMoved: wording.MOVED,
    incidents.DeclarationHint: wording.HINTS,
    roles.HandoverOffer: wording.HANDOVER,
    roles.HandoverUnanswered: wording.HANDOVER,
    nudges.Nudge: wording.NUDGE,
    nudges.DirectNudge: wording.DIRECT_NUDGE,
    nudges.RemindersFailing: wording.REMINDERS,
    tasks.ActionsDue: wording.ACTIONS_DUE,
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
