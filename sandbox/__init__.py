"""A Slack workspace in a box: Web API, Socket Mode and people on 127.0.0.1, for any app with a manifest.

It implements Slack's documented protocol, rejects what Slack rejects, and knows nothing about the app.
"""

from sandbox.box import Sandbox
from sandbox.clock import Clock, SettableClock, SystemClock
from sandbox.errors import NotAcknowledged, SandboxError
from sandbox.people.actor import Actor
from sandbox.webapi.methods import SCOPES
from sandbox.workspace.state import Act, Canvas, Channel, Message, State, View
from sandbox.workspace.workspace import Profile

__all__ = [
    "SCOPES",
    "Act",
    "Actor",
    "Canvas",
    "Channel",
    "Clock",
    "Message",
    "NotAcknowledged",
    "Profile",
    "Sandbox",
    "SandboxError",
    "SettableClock",
    "State",
    "SystemClock",
    "View",
]
