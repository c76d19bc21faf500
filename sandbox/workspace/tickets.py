"""Short-lived tickets of an app: trigger_ids (3 s, once) and response_urls (30 min, five times), with Slack's limits.
They are not saved with the workspace.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.errors import SlackError
from sandbox.workspace.ids import trigger_id
from sandbox.workspace.workspace import Workspace

TRIGGER_SECONDS = 3
HOOK_SECONDS = 30 * 60
HOOK_USES = 5


@dataclass
class Trigger:
    """The user whose action created it, and their channel."""

    user: str
    channel: str
    made: float
    used: bool = False


@dataclass
class Hook:
    """A response_url: its user and channel, and the message it can replace."""

    user: str
    channel: str
    made: float
    message_ts: str = ""
    uses: int = 0


@dataclass
class Tickets:
    triggers: dict[str, Trigger] = field(default_factory=dict)
    hooks: dict[str, Hook] = field(default_factory=dict)

    def trigger(self, space: Workspace, user: str, channel: str) -> str:
        made = trigger_id(space.number("trigger"))
        self.triggers[made] = Trigger(user, channel, space.clock.time())
        return made

    def exchange(self, space: Workspace, key: str) -> Trigger:
        """Consumes a trigger; raises SlackError if it is unknown, used or expired."""
        trigger = self.triggers.get(key)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if space.clock.time() - trigger.made >= TRIGGER_SECONDS:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

    def hook(self, space: Workspace, user: str, channel: str, message_ts: str = "") -> str:
        """The path of a new response_url below the server's address."""
        path = f"response/{space.state.team_id}/{space.new_secret('hook', 24)}"
        self.hooks[path] = Hook(user, channel, space.clock.time(), message_ts)
        return path

    def use_hook(self, space: Workspace, path: str) -> Hook:
        """Raises SlackError no_service, expired_url or used_url."""
        hook = self.hooks.get(path)
        if hook is None:
            raise SlackError("no_service")
        if space.clock.time() - hook.made >= HOOK_SECONDS:
            raise SlackError("expired_url")
        if hook.uses >= HOOK_USES:
            raise SlackError("used_url")
        hook.uses += 1
        return hook
