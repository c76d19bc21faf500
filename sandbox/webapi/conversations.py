"""conversations.* of the Web API, for the bot's token."""

from __future__ import annotations

from sandbox.errors import SlackError
from sandbox.webapi.arguments import cursor, page, uncursor
from sandbox.webapi.call import WRITE_SCOPES, Call, Method
from sandbox.workspace import conversations
from sandbox.workspace.objects import channel_json
from sandbox.workspace.state import Channel, Json, Message

KINDS = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}
MOST_IN_GROUP = 8
FAMILIES = ("channels", "groups", "im", "mpim")
READ = tuple(f"{each}:read" for each in FAMILIES)
HISTORY = tuple(f"{each}:history" for each in FAMILIES)
WRITE = tuple(WRITE_SCOPES.values())
INVITE = (*WRITE, "channels:write.invites", "groups:write.invites")
TOPIC = (*WRITE, "channels:write.topic", "groups:write.topic")


def create(call: Call) -> Json:
    private = call.args.flag("is_private")
    call.need("groups:write" if private else "channels:manage")
    return _shown(call, conversations.create(call.space, call.bot, call.args.text("name"), private))


def _shown(call: Call, channel: Channel) -> Json:
    return {"channel": channel_json(call.space, channel, call.bot)}


def archive(call: Call) -> Json:
    conversations.archive(call.space, call.bot, call.writable())
    return {}


def unarchive(call: Call) -> Json:
    conversations.unarchive(call.space, call.bot, call.seen())
    return {}


def rename(call: Call) -> Json:
    channel = call.writable()
    conversations.rename(call.space, call.bot, channel, call.args.text("name"))
    return _shown(call, channel)


def set_topic(call: Call) -> Json:
    channel = call.writable("topic")
    conversations.set_topic(call.space, call.bot, channel, call.args.text("topic"))
    return _shown(call, channel)


def set_purpose(call: Call) -> Json:
    channel = call.writable("topic")
    conversations.set_purpose(call.space, call.bot, channel, call.args.text("purpose"))
    return _shown(call, channel)


def invite(call: Call) -> Json:
    channel = call.writable("invites")
    users = call.args.listed("users")
    if len(users) > conversations.MOST_INVITED:
        message = f"[ERROR] must have at most {conversations.MOST_INVITED} items [json-pointer:/users]"
        raise SlackError("invalid_arguments", response_metadata={"messages": [message]})
    conversations.invite(call.space, call.bot, channel, users, call.args.flag("force"))
    return _shown(call, channel)


def kick(call: Call) -> Json:
    channel = call.writable()
    conversations.kick(call.space, call.bot, channel, call.space.the_user(call.args.required("user")))
    return {}


def join(call: Call) -> Json:
    channel = call.seen()
    if conversations.join(call.space, call.bot, channel):
        return _shown(call, channel)
    warning = "already_in_channel"
    return {**_shown(call, channel), "warning": warning, "response_metadata": {"warnings": [warning]}}


def leave(call: Call) -> Json:
    channel = call.seen()
    return {} if conversations.leave(call.space, call.bot, channel) else {"not_in_channel": True}


def info(call: Call) -> Json:
    channel = call.readable("read")
    shown = channel_json(call.space, channel, call.bot)
    if call.args.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


def listed(call: Call) -> Json:
    return _list(call, conversations.visible(call.space, call.bot, _kinds(call)))


def of_user(call: Call) -> Json:
    """users.conversations: those that the bot, or a person it asks for, is a member of."""
    wanted = call.args.text("user", call.bot.id)
    user = call.space.the_user(wanted)
    seen = conversations.visible(call.space, call.bot, _kinds(call))
    return _list(call, [each for each in seen if user.id in each.members])


def _kinds(call: Call) -> list[str]:
    kinds = call.args.listed("types") or ["public_channel"]
    if not set(kinds) <= set(KINDS):
        raise SlackError("invalid_types")
    for kind in kinds:
        call.need(f"{KINDS[kind]}:read")
    return kinds


def _list(call: Call, channels: list[Channel]) -> Json:
    if call.args.flag("exclude_archived"):
        channels = [each for each in channels if not each.is_archived]
    shown, metadata = page(call.args, channels)
    found = [channel_json(call.space, each, call.bot) for each in shown]
    return {"channels": found, "response_metadata": metadata}


def members(call: Call) -> Json:
    shown, metadata = page(call.args, call.readable("read").members)
    return {"members": shown, "response_metadata": metadata}


def history(call: Call) -> Json:
    """Newest first; parents and replies that were broadcast, no other replies."""
    channel = call.readable("history")
    if call.bot.id not in channel.members:
        raise SlackError("not_in_channel")
    found = [each for each in channel.messages if not each.is_reply or each.broadcast]
    wanted = _window(call, found[::-1])
    before = uncursor(call.args.text("cursor"), "")
    if before:
        wanted = [each for each in wanted if float(each.ts) < float(before)]
    return _page_of(call, wanted) | {"pin_count": len(channel.pins)}


def _page_of(call: Call, wanted: list[Message]) -> Json:
    limit = call.args.number("limit", 100)
    if not 0 < limit < 1000:
        raise SlackError("invalid_limit")
    shown, more = wanted[:limit], len(wanted) > limit
    with_metadata = _with_metadata(call)
    body = {"messages": [each.json(with_metadata) for each in shown], "has_more": more}
    return body | ({"response_metadata": {"next_cursor": cursor(shown[-1].ts)}} if more else {})


def _with_metadata(call: Call) -> bool:
    """Needs no scope of its own: metadata.message:read is for events about metadata."""
    return call.args.flag("include_all_metadata") and call.space.state.returns_metadata


def _window(call: Call, found: list[Message]) -> list[Message]:
    oldest, latest = _time(call, "oldest", 0.0), _time(call, "latest", float("inf"))
    if call.args.flag("inclusive"):
        return [each for each in found if oldest <= float(each.ts) <= latest]
    return [each for each in found if oldest < float(each.ts) < latest]


def _time(call: Call, name: str, default: float) -> float:
    try:
        return float(call.args.text(name)) if call.args.text(name) else default
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def replies(call: Call) -> Json:
    """Oldest first, the parent at the head of each page."""
    channel = call.readable("history")
    if call.bot.id not in channel.members:
        raise SlackError("not_in_channel")
    message = channel.message(call.args.required("ts"))
    if message is None:
        raise SlackError("thread_not_found")
    root = message.thread_ts or message.ts
    thread = [each for each in channel.messages if each.ts == root or each.thread_ts == root]
    after = uncursor(call.args.text("cursor"), "")
    rest = [each for each in _window(call, thread[1:]) if not after or float(each.ts) > float(after)]
    body = _page_of(call, rest)
    head = thread[0].json(_with_metadata(call))
    return {**body, "messages": [head, *body["messages"]]}


def opened(call: Call) -> Json:
    """conversations.open: a direct message with one person, or a group of up to eight."""
    if call.args.text("channel"):
        return {"channel": {"id": call.seen().id}, "already_open": True, "no_op": True}
    wanted = call.args.listed("users")
    if not wanted:
        raise SlackError("users_list_not_supplied")
    if len(wanted) > MOST_IN_GROUP:
        raise SlackError("too_many_users")
    users = [call.space.the_user(each) for each in wanted]
    if any(each.deleted for each in users):
        raise SlackError("user_disabled")
    call.need("im:write" if len(users) == 1 else "mpim:write")
    channel, existed = conversations.direct(call.space, call.bot, users)
    full = channel_json(call.space, channel, call.bot) if call.args.flag("return_im") else {"id": channel.id}
    return {"channel": full, **({"already_open": True, "no_op": True} if existed else {})}


METHODS = {
    "conversations.create": Method(create, WRITE),
    "conversations.archive": Method(archive, WRITE),
    "conversations.unarchive": Method(unarchive, WRITE),
    "conversations.rename": Method(rename, WRITE),
    "conversations.setTopic": Method(set_topic, TOPIC),
    "conversations.setPurpose": Method(set_purpose, TOPIC),
    "conversations.invite": Method(invite, INVITE),
    "conversations.kick": Method(kick, WRITE),
    "conversations.join": Method(join, ("channels:join",)),
    "conversations.leave": Method(leave, WRITE),
    "conversations.info": Method(info, READ),
    "conversations.list": Method(listed, READ),
    "conversations.members": Method(members, READ),
    "conversations.history": Method(history, HISTORY),
    "conversations.replies": Method(replies, HISTORY),
    "conversations.open": Method(opened, WRITE),
    "users.conversations": Method(of_user, READ),
}
