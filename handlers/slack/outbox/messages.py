"""How each message about an incident is rendered, from the incident as it is at the moment of delivery."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from bot.config.policy import Policy
from bot.incidents.channels.channel_changes import ARCHIVED, DELETED, SHARED
from bot.incidents.model import Incident
from bot.outbox.channels import (
    Announcement,
    Card,
    CreateChannel,
    Invite,
    NobodyTold,
    NotInvited,
    PersonCalled,
    RemoveMember,
)
from bot.outbox.incidents import DeclarationHint, FullText
from bot.outbox.model import OutboxMessage, OutboxRow
from bot.outbox.review import QuestionPosted, ReviewShared
from bot.outbox.roles import HandoverOffer, HandoverUnanswered, HolderGone
from bot.outbox.timeline import ChannelScanned, TimelineFiles, TimelinePart
from bot.outbox.updates import StakeholderUpdatesCopy, UpdateBelowAnnouncement, UpdatePosted
from bot.people.model import Person
from bot.timeline.model import Entry
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks
from handlers.slack.blockkit.cutting import clip, pieces
from handlers.slack.incidents import similar
from handlers.slack.outbox import system_lines
from handlers.slack.outbox.labels import failures
from handlers.slack.outbox.posting import Draw
from handlers.slack.outbox.render_context import RenderContext, RenderedMessage, message, sentence
from handlers.slack.review import questions
from handlers.slack.roles import absence, handover
from handlers.slack.timeline import files
from templates.announcements import messages as announcement_messages
from templates.incidents import messages as incident_messages
from templates.incidents import wording
from templates.outbox import wording as outbox_wording
from templates.people import wording as people_wording
from templates.rendering import render
from templates.timeline import messages as timeline_messages
from templates.updates import messages as update_messages

LONGEST_PART: Final = 9_000  # characters of a text in one message


def announcement(_message: Announcement, context: RenderContext) -> RenderedMessage:
    if context.incident.private:
        return replace(sentence(incident_messages.NowPrivate(), context.shown_at), withdrawn=True)
    text = render(announcement_messages.AnnouncementPost(context.incident, context.severity))
    join = (
        [blocks.actions(blocks.button(wording.JOIN, action_ids.JOIN, context.incident.number))]
        if context.incident.is_open
        else []
    )
    return message(text, [*blocks.sections(text), *join])


def update(posted: UpdatePosted, context: RenderContext) -> RenderedMessage:
    said = update_messages.UpdateSentence(context.incident, context.severity, posted.update)
    return message(context.render(said), blocks.sections(context.render(posted)))


def full_text(shortened: FullText, context: RenderContext) -> RenderedMessage:
    """One message for each part; nothing for a part that wasn't needed."""
    whole = context.render(incident_messages.FullTextPost(shortened.text))
    part = next(islice(pieces(whole, LONGEST_PART), shortened.part, None), "")
    return message(part, blocks.sections(part)) if part else RenderedMessage("", (), obsolete=True)


def _scanned(found: ChannelScanned, context: RenderContext) -> RenderedMessage:
    return sentence(found, context.shown_at)


def logged(entry: Entry, by: Person, at: datetime, *, with_text: bool = True) -> str:
    """The confirmation of a log entry, with its time in the zone of the person who logged it and in UTC.

    Without the text where the channel shows it.
    """
    zone = ZoneInfo(by.tz)
    local, today = entry.occurred_at.astimezone(zone), at.astimezone(zone).date()
    return render(timeline_messages.Logged(entry, local, today, with_text))


def told(context: RenderContext) -> str:
    return render(incident_messages.ChannelReady(context.incident, context.severity))


def trouble(context: RenderContext, reason: str) -> RenderedMessage:
    about = (context.incident, context.severity)
    if reason in (ARCHIVED, DELETED):
        return sentence(incident_messages.ArchivedTrouble(*about, deleted=reason == DELETED), context.shown_at)
    if reason == SHARED:
        return sentence(incident_messages.SharedWarning(*about), context.shown_at)
    others = [each for each in context.failures if each.what != outbox_wording.CHANNEL]
    failed = [outbox_wording.failed(each.what, each.why) for each in others]
    text = render(incident_messages.Trouble(*about, outbox_wording.why(reason), failed))
    retry = blocks.button(outbox_wording.RETRY, action_ids.RETRY, context.incident.number, "primary")
    return message(text, [*blocks.sections(text), blocks.actions(retry)])


STAYS: Final[Mapping[type[OutboxMessage], str]] = {
    UpdatePosted: outbox_wording.UPDATE_STAYS,
    UpdateBelowAnnouncement: outbox_wording.UPDATE_STAYS,
    Card: outbox_wording.CARD_STAYS,
    **dict.fromkeys((Invite, RemoveMember, TimelineFiles, ReviewShared, StakeholderUpdatesCopy), ""),
}


def failed_again(context: RenderContext, row: OutboxRow) -> RenderedMessage:
    """What a person is told who pressed Retry."""
    return trouble(context, row.error) if isinstance(row.message, CreateChannel) else undelivered(context, row)


def not_posted(incident: Incident, at: datetime) -> RenderedMessage:
    return sentence(incident_messages.NotPosted(incident), at)


def undelivered(context: RenderContext, row: OutboxRow) -> RenderedMessage:
    """What a person is told directly of something that failed in the channel."""
    found = [*failures(row, context.policy)]
    saved = outbox_wording.SAVED if row.message.asked_by else ""
    stays = next((each for kind, each in STAYS.items() if isinstance(row.message, kind)), saved)
    if isinstance(row.message, Announcement):
        stays = outbox_wording.ANNOUNCEMENT_STAYS if context.incident.private else ""
    about = (context.incident, context.severity)
    said = [incident_messages.Undelivered(*about, each.what, each.why, stays, each.can_retry) for each in found]
    retry = [blocks.button(outbox_wording.RETRY, action_ids.RETRY, context.incident.number, "primary")]
    text = "\n".join(map(render, said))
    can_retry = any(each.can_retry for each in found)
    return message(text, [*blocks.sections(text), *([blocks.actions(*retry)] if can_retry else [])])


def nobody_told(_told: NobodyTold, context: RenderContext) -> RenderedMessage:
    failed = [outbox_wording.failed(each.what, each.why) for each in context.failures]
    return sentence(incident_messages.NobodyTold(failed), context.shown_at)


def uninvited(told: NotInvited, context: RenderContext, *, sees: bool) -> RenderedMessage:
    """What someone is told whom Slack doesn't let into the channel, with Retry for one who `sees` the incident."""
    why = people_wording.WHY_NOT_YOU.get(told.reason) or outbox_wording.why(told.reason)
    text = render(incident_messages.NotInvited(context.incident, context.severity, why, sees))
    retry = blocks.button(outbox_wording.RETRY, action_ids.RETRY, context.incident.number, "primary")
    return message(text, [*blocks.sections(text), *([blocks.actions(retry)] if sees else [])])


def called(_called: PersonCalled, context: RenderContext) -> RenderedMessage:
    return sentence(incident_messages.PersonCalled(context.incident, context.severity), context.shown_at)


def topic(incident: Incident, policy: Policy) -> str:
    return clip(render(incident_messages.ChannelTopic(incident, policy.severity(incident.severity))), 250)


def purpose(incident: Incident) -> str:
    return clip(render(incident_messages.ChannelPurpose(incident.name, incident.drill)), 250)


POSTS: Final[Mapping[type[OutboxMessage], Draw]] = {
    **system_lines.DRAWERS,
    ChannelScanned: _scanned,
    DeclarationHint: similar.hints,
    HandoverOffer: handover.offer,
    HolderGone: absence.gone,
    HandoverUnanswered: handover.unanswered,
    NobodyTold: nobody_told,
    QuestionPosted: questions.posted,
    TimelinePart: files.piece,
    UpdatePosted: update,
}
"""The messages that are posted in the incident's channel in order, and how each is rendered."""
