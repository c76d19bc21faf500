"""The payloads of commands, shortcuts and interactions, in Slack's shape. Nothing is sent from here."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.blockkit.inputs import FIELDS, elements_of, initial, values_of
from sandbox.socket.events import verification
from sandbox.workspace.state import Channel, Json, Message, User, View
from sandbox.workspace.tickets import Tickets
from sandbox.workspace.workspace import Workspace


class Payloads:
    def __init__(self, space: Workspace, tickets: Tickets) -> None:
        self._space = space
        self._tickets = tickets

    def command(self, user: User, channel: Channel, name: str, text: str) -> Json:
        state = self._space.state
        team = {"token": verification(self._space), "team_id": state.team_id, "team_domain": state.team_domain}
        where = {"channel_id": channel.id, "channel_name": _command_channel(channel)}
        who = {"user_id": user.id, "user_name": user.name, "command": name, "text": text}
        app = {"api_app_id": state.app.app_id, "is_enterprise_install": "false"}
        answers = {"response_url": self.hook(user, channel), "trigger_id": self._trigger(user, channel)}
        return {**team, **where, **who, **app, **answers}

    def interaction(self, kind: str, user: User, channel: Channel | None = None) -> Json:
        """The fields of every interaction."""
        state = self._space.state
        who = {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id}
        app = {"api_app_id": state.app.app_id, "token": verification(self._space)}
        team = {"id": state.team_id, "domain": state.team_domain}
        org = {"enterprise": None, "is_enterprise_install": False}
        return {"type": kind, "user": who, **app, "team": team, **org, "trigger_id": self._trigger(user, channel)}

    def shortcut(self, user: User, callback_id: str) -> Json:
        about = {"callback_id": callback_id, "action_ts": self._space.event_ts()}
        return {**self.interaction("shortcut", user), **about}

    def message_action(self, user: User, callback_id: str, channel: Channel, message: Message) -> Json:
        about = {"callback_id": callback_id, "action_ts": self._space.event_ts()}
        where = {"channel": _named(channel), "message_ts": message.ts, "message": message.json()}
        answer = {"response_url": self.hook(user, channel)}
        return {**self.interaction("message_action", user, channel), **about, **where, **answer}

    def submission(self, user: User, view: View) -> Json:
        base = self.interaction("view_submission", user, self._space.channel(view.channel))
        return {**base, "view": view.json, "response_urls": list(self._response_urls(user, view))}

    def _response_urls(self, user: User, view: View) -> Iterator[Json]:
        """One for each conversation chosen in an input with `response_url_enabled`."""
        for block in view.blocks:
            for element in elements_of(block):
                if not element.get("response_url_enabled"):
                    continue
                value = view.state[block["block_id"]][element["action_id"]]
                channel = self._space.channel(value[FIELDS[element["type"]][0]] or "")
                if channel:
                    about = {"block_id": block["block_id"], "action_id": element["action_id"]}
                    yield {**about, "channel_id": channel.id, "response_url": self.hook(user, channel)}

    def suggestion(self, user: User, where: Channel | None, shown: Message | View, element: Json, typed: str) -> Json:
        """block_suggestion: the text typed into a menu whose options come from the app; `element` with its block_id."""
        asked = {"action_id": element["action_id"], "block_id": element["block_id"], "value": typed}
        base = self.interaction("block_suggestion", user)
        del base["trigger_id"]
        if isinstance(shown, View):
            return {**base, "container": {"type": "view", "view_id": shown.id}, "view": shown.json, **asked}
        assert where is not None
        ephemeral = bool(shown.to)
        container = {"type": "message", "message_ts": shown.ts, "channel_id": where.id, "is_ephemeral": ephemeral}
        message = {} if ephemeral else {"message": shown.json()}
        return {**base, "container": container, "channel": _named(where), **message, **asked}

    def closing(self, user: User, view: View, is_cleared: bool) -> Json:
        base = {**self.interaction("view_closed", user), "view": view.json, "is_cleared": is_cleared}
        del base["trigger_id"]
        return base

    def message_actions(self, user: User, channel: Channel, message: Message, action: Json) -> Json:
        """block_actions in a message; for an ephemeral message, without the message."""
        ephemeral = bool(message.to)
        container: Json = {"type": "message", "message_ts": message.ts, "channel_id": channel.id}
        container["is_ephemeral"] = ephemeral
        values = values_of(message.blocks, {})
        if action["type"] in FIELDS:
            values[action["block_id"]][action["action_id"]] = _value(action)
        shown = {} if ephemeral else {"message": message.json()}
        about = {"container": container, "channel": _named(channel), "state": {"values": values}, **shown}
        answer = {"response_url": self.hook(user, channel, message.ts), "actions": [self._stamped(action)]}
        return {**self.interaction("block_actions", user, channel), **about, **answer}

    def view_actions(self, user: User, view: View, action: Json) -> Json:
        container = {"type": "view", "view_id": view.id}
        about = {"container": container, "view": view.json, "actions": [self._stamped(action)]}
        return {**self.interaction("block_actions", user, self._space.channel(view.channel)), **about}

    def _stamped(self, action: Json) -> Json:
        return {**action, "action_ts": self._space.event_ts()}

    def _trigger(self, user: User, channel: Channel | None) -> str:
        return self._tickets.trigger(self._space, user.id, channel.id if channel else "")

    def hook(self, user: User, channel: Channel, message_ts: str = "") -> str:
        return self._space.address + self._tickets.hook(self._space, user.id, channel.id, message_ts)


def _value(action: Json) -> Json:
    field = FIELDS[action["type"]][0]
    return {**initial(action), field: action[field]}


def _named(channel: Channel) -> Json:
    return {"id": channel.id, "name": _command_channel(channel)}


def _command_channel(channel: Channel) -> str:
    """Payloads do not include private channel names, as in Slack."""
    if channel.kind == "im":
        return "directmessage"
    return "privategroup" if channel.is_private else channel.name
