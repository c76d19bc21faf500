"""What a person sees, as JSON for the page: workspace, people, conversations, messages, forms. Read only."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sandbox.box import Sandbox
from sandbox.people.actor import Actor
from sandbox.workspace import canvases
from sandbox.workspace.conversations import visible
from sandbox.workspace.read_marks import read_to, unread, unread_replies
from sandbox.workspace.state import Canvas, Channel, Json, Message, User, View

PAGE = 60  # messages at a time
KINDS = ("public_channel", "private_channel", "im", "mpim")


def team(box: Sandbox) -> Json:
    """The workspace and its app, with the commands, shortcuts and Home of the manifest."""
    state, app = box.state, box.space.app
    commands = [asdict(each) for each in app.commands.values()]
    offers = {"commands": commands, "shortcuts": [asdict(each) for each in app.shortcuts], "home": app.home_tab}
    about = {"id": state.app.app_id, "user": state.app.user_id, "bot": state.app.bot_id, "name": app.name}
    groups = [asdict(each) for each in state.usergroups]
    return {"name": state.team_name, "domain": state.team_domain, "app": {**about, **offers}, "groups": groups}


def people(box: Sandbox) -> list[Json]:
    return [_user(each) for each in box.state.users]


def _user(user: User) -> Json:
    about = {"id": user.id, "name": user.real_name, "handle": user.name, "title": user.title, "zone": user.tz}
    return {**about, "bot": user.is_bot, "guest": user.is_restricted, "deleted": user.deleted}


def conversations(box: Sandbox, person: Actor) -> list[Json]:
    """Every conversation the person can see, in order of creation."""
    return [_conversation(box, person, each) for each in visible(box.space, person.user, KINDS)]


def _conversation(box: Sandbox, person: Actor, channel: Channel) -> Json:
    news = unread(box.space, person.user, channel)
    about = {"id": channel.id, "name": channel.name, "kind": channel.kind, "private": channel.is_private}
    flags = {"archived": channel.is_archived, "general": channel.is_general, "member": person.id in channel.members}
    texts = {"topic": channel.topic, "purpose": channel.purpose, "creator": channel.creator, "created": channel.created}
    lists: Json = {"members": list(channel.members), "bookmarks": [asdict(each) for each in channel.bookmarks]}
    lists["canvases"] = [_tab(each) for each in person.canvases(channel)]
    lists |= {"pins": [each.ts for each in channel.pins], "headline": _headline(channel)}
    return {**about, **flags, **texts, **lists, "unread": news.messages, "mentions": news.mentions}


def _headline(channel: Channel) -> Json | None:
    """The headline above the messages: the last pinned message of an app, else of a person."""
    found = [each for each in (channel.message(pin.ts) for pin in channel.pins) if each and each.text]
    ranked = sorted(found, key=lambda each: bool(each.bot_id))
    return {"ts": ranked[-1].ts, "text": ranked[-1].text} if ranked else None


def timeline(channel: Channel, person: Actor) -> list[Message]:
    """The messages of the conversation and this person's ephemerals, in order of time."""
    shown = [each for each in channel.messages if each.broadcast or not each.is_reply]
    mine = [each for each in channel.ephemerals if each.to == person.id and not each.thread_ts]
    return sorted([*shown, *mine], key=_ts) if mine else shown


def thread(channel: Channel, person: Actor, ts: str) -> list[Message]:
    """The parent message, then the replies."""
    shown = [each for each in channel.messages if ts in (each.ts, each.thread_ts)]
    mine = [each for each in channel.ephemerals if each.to == person.id and each.thread_ts == ts]
    return sorted([*shown, *mine], key=_ts)


def _ts(message: Message) -> str:
    return message.ts


def message(box: Sandbox, person: Actor, shown: Message) -> Json:
    """Slack's message object, with what the reader's client adds."""
    json = {**shown.json(), "channel": shown.channel, "mine": shown.user == person.id, "ephemeral": bool(shown.to)}
    channel = box.space.channel(shown.channel)
    if channel and shown.reply_count:
        json["unread_replies"] = unread_replies(box.space, person.user, channel, shown.ts)
    if not shown.to:
        json["permalink"] = box.space.permalink(shown)
    return json


def mark_of(box: Sandbox, person: Actor, shown: Message) -> tuple[Any, ...]:
    """A key that changes whenever the result of `message` would change."""
    marks = tuple((each.name, tuple(each.users)) for each in shown.reactions)
    looks = (shown.text, shown.subtype, shown.blocks, shown.attachments, shown.files, shown.edited)
    channel = box.space.channel(shown.channel) if shown.reply_count else None
    news = unread_replies(box.space, person.user, channel, shown.ts) if channel else 0
    return (*looks, marks, tuple(shown.pinned_to), shown.reply_count, shown.latest_reply, news)


def page_of(shown: Sequence[Message], before: str = "", after: str = "", around: str = "") -> tuple[int, int]:
    """The bounds of a page of messages: before or after a ts, around one, or the newest."""
    if after:
        start = bisect_right(shown, after, key=_ts)
        return start, min(len(shown), start + PAGE)
    if around:
        start = max(0, bisect_left(shown, around, key=_ts) - PAGE // 2)
        return start, min(len(shown), start + PAGE)
    end = bisect_left(shown, before, key=_ts) if before else len(shown)
    return max(0, end - PAGE), end


def read_mark(box: Sandbox, person: Actor, channel: Channel, thread_ts: str = "") -> str:
    return read_to(box.space, person.user, channel, thread_ts)


def form(view: View | None) -> Json | None:
    """A modal or Home view with the values entered so far and its errors."""
    return {**view.json, "errors": dict(view.errors)} if view else None


def pinned(box: Sandbox, person: Actor, channel: Channel) -> list[Json]:
    """Newest pin first."""
    found = ((channel.message(each.ts), each) for each in reversed(channel.pins))
    return [{**message(box, person, shown), "pinned_by": pin.user} for shown, pin in found if shown]


def shared_files(box: Sandbox, person: Actor, channel: Channel) -> list[Json]:
    """Canvases, then files, the newest first."""
    documents = [canvases.file_json(box.space, each) for each in person.canvases(channel)]
    return documents + [each for shown in reversed(channel.messages) for each in shown.files]


def canvas(person: Actor, channel: Channel, canvas_id: str) -> Json:
    """A canvas with its whole text, and whether this person may change it."""
    shown = person.canvas(channel, canvas_id)
    about = {"text": canvases.text_of(shown), "editable": person.may_edit(shown) and not channel.is_archived}
    return {**_tab(shown), **about, "updated": shown.updated, "updated_by": shown.updated_by}


def _tab(canvas: Canvas) -> Json:
    return {"id": canvas.id, "title": canvas.title, "revision": canvas.revision}
