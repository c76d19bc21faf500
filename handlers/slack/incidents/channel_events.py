"""What people do to an incident's channel itself: archive, delete, share, make private. Slack may change its id, too.

The joining and leaving of others, and the message about a rename, are in handlers/slack/timeline/reactions.py.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, Final

from bot.people.model import Person
from bot.timeline.reactions import moment
from handlers.slack.requests.listener_context import Body, ListenerContext
from handlers.slack.requests.listeners import Listeners

Event = Mapping[str, Any]
TakeIn = Callable[[ListenerContext, str, Event], object]


def register(app: Listeners, listener: ListenerContext) -> None:
    for name, take_in in EVENTS.items():
        app.event(name)(_listener(listener, take_in))


def _listener(listener: ListenerContext, take_in: TakeIn) -> Callable[[Body], Awaitable[None]]:
    async def on_event(body: Body) -> None:
        take_in(listener, str(body["event_id"]), body["event"])

    return on_event


def _by(listener: ListenerContext, event: Event) -> tuple[Person, datetime]:
    """Who did it and when. Slack doesn't always say who."""
    return listener.services.people.person(str(event.get("user") or "")), moment(str(event["event_ts"]))


def _archived(is_archived: bool) -> TakeIn:
    def take_in(listener: ListenerContext, event_id: str, event: Event) -> None:
        by, at = _by(listener, event)
        listener.services.channels.archived(event_id, str(event["channel"]), by, at, is_archived=is_archived)

    return take_in


def own_membership(listener: ListenerContext, event_id: str, event: Event, *, joined: bool) -> None:
    """Muster itself was removed from a channel, or is back in it."""
    taken_in = listener.services.channels.back if joined else listener.services.channels.removed
    by = listener.services.people.person(str(event.get("inviter") or event.get("actor_id") or ""))
    taken_in(event_id, str(event["channel"]), by, _by(listener, event)[1])


def _left(listener: ListenerContext, event_id: str, event: Event) -> None:
    own_membership(listener, event_id, event, joined=False)


def _deleted(listener: ListenerContext, event_id: str, event: Event) -> None:
    listener.services.channels.deleted(event_id, str(event["channel"]), *_by(listener, event))


def _shared(is_shared: bool) -> TakeIn:
    """A channel can be shared with several organizations; it is unshared when the last one is gone."""

    def take_in(listener: ListenerContext, event_id: str, event: Event) -> None:
        if is_shared or not event.get("is_ext_shared"):
            by, at = _by(listener, event)
            listener.services.channels.shared(event_id, str(event["channel"]), by, at, is_shared=is_shared)

    return take_in


def _renamed(listener: ListenerContext, event_id: str, event: Event) -> None:
    at, channel = _by(listener, event)[1], event["channel"]
    listener.services.channels.renamed_unseen(event_id, str(channel["id"]), str(channel["name"]), at)


def _id_changed(listener: ListenerContext, event_id: str, event: Event) -> None:
    before, now = str(event["old_channel_id"]), str(event["new_channel_id"])
    if before == now:
        return
    now = listener.services.channels.id_changed(event_id, before, now)
    listener.directory.channel_id_changed(before, now)


def converted(*, private: bool) -> TakeIn:
    """For the message in which Slack says that the channel was made private or public: there is no event for it."""

    def take_in(listener: ListenerContext, event_id: str, event: Event) -> None:
        by, at = _by(listener, event)
        listener.services.channels.converted(event_id, str(event["channel"]), by, at, private=private)

    return take_in


EVENTS: Final[Mapping[str, TakeIn]] = {
    "channel_archive": _archived(True),
    "group_archive": _archived(True),
    "channel_unarchive": _archived(False),
    "group_unarchive": _archived(False),
    "channel_left": _left,
    "group_left": _left,
    "channel_deleted": _deleted,
    "group_deleted": _deleted,
    "channel_rename": _renamed,
    "group_rename": _renamed,
    "channel_shared": _shared(True),
    "channel_unshared": _shared(False),
    "channel_id_changed": _id_changed,
}
