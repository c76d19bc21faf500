"""The types of functions that answer a command, with and without an incident."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from bot.incidents.model import Incident
from bot.people.model import Person
from handlers.slack.outbox.render_context import RenderedMessage
from handlers.slack.requests.listener_context import Body, ListenerContext

InIncident: TypeAlias = Callable[[ListenerContext, Body, Person, Incident, Any], Awaitable[str | RenderedMessage]]
Anywhere: TypeAlias = Callable[[ListenerContext, Body, Person, Incident | None, Any], Awaitable[str | RenderedMessage]]
"""The incident is that of the channel where the command was typed, None if there is none."""
