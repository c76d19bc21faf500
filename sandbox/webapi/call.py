"""One Web API call as its method sees it: caller, arguments and scopes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.errors import SlackError
from sandbox.webapi.arguments import Arguments
from sandbox.workspace.messages import message_at
from sandbox.workspace.state import Channel, Json, Message, User
from sandbox.workspace.tickets import Tickets
from sandbox.workspace.workspace import Workspace

WRITE_SCOPES = {"channels": "channels:manage", "groups": "groups:write", "im": "im:write", "mpim": "mpim:write"}


@dataclass(frozen=True)
class Call:
    space: Workspace
    tickets: Tickets
    args: Arguments

    @property
    def bot(self) -> User:
        return self.space.bot

    def need(self, *any_of: str) -> None:
        """Raises SlackError missing_scope unless the app has one of these."""
        provided = self.space.app.scopes
        if any_of and not provided & set(any_of):
            raise SlackError("missing_scope", needed=",".join(any_of), provided=",".join(sorted(provided)))

    def seen(self, name: str = "channel") -> Channel:
        return self.space.seen_by(self.bot, self.args.required(name))

    def own(self, name: str = "channel") -> Channel:
        """A conversation that the bot is a member of."""
        return self.space.as_member(self.bot, self.args.required(name))

    def message(self, channel: Channel) -> Message:
        """The message that `timestamp` names; raises SlackError no_item_specified, bad_timestamp or
        message_not_found.
        """
        ts = self.args.text("timestamp")
        if not ts:
            raise SlackError("no_item_specified")
        if not ts.replace(".", "", 1).isdigit():
            raise SlackError("bad_timestamp")
        return message_at(channel, ts)

    def readable(self, what: str, name: str = "channel") -> Channel:
        """A visible conversation for whose kind the app has the scope; `what` is "read" or "history"."""
        channel = self.seen(name)
        self.need(f"{family(channel)}:{what}")
        return channel

    def writable(self, *narrower: str, name: str = "channel") -> Channel:
        """As `own`, with the scope to change its kind; `narrower` is "invites" or "topic" where Slack has it."""
        channel = self.own(name)
        prefix = family(channel)
        self.need(WRITE_SCOPES[prefix], *(f"{prefix}:write.{each}" for each in narrower))
        return channel


def family(channel: Channel) -> str:
    """How the scopes for this kind of conversation begin."""
    return channel.kind if channel.kind != "channel" else "groups" if channel.is_private else "channels"


@dataclass(frozen=True)
class Method:
    """A method and the scopes of which the app needs one; none if any token is accepted."""

    run: Callable[[Call], Json]
    scopes: tuple[str, ...] = ()
