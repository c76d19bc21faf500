"""The functions that answer a command, with and without an incident, and what such an answer ends with."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from bot.incidents.model import Incident
from bot.people.model import Person
from handlers.slack.outbox.render_context import RenderedMessage
from handlers.slack.requests.listener_context import Body, ListenerContext
from templates.incidents import wording

InIncident: TypeAlias = Callable[[ListenerContext, Body, Person, Incident, Any], Awaitable[str | RenderedMessage]]
Anywhere: TypeAlias = Callable[[ListenerContext, Body, Person, Incident | None, Any], Awaitable[str | RenderedMessage]]
"""The incident is that of the channel where the command was typed, None if there is none."""


def or_there(said: str, incident: Incident) -> str:
    """The answer to what is saved in an incident that was merged: people go on elsewhere."""
    into = incident.merged_into
    return f"{said}\n{wording.merged_into(incident.name, into)}" if into else said
