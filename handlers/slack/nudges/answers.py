"""Listeners for the buttons of nudges: No change, Snooze and its form, and raising or keeping the severity."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import PlainTextInputElement, PlainTextObject
from slack_sdk.models.views import View

from bot.config.policy import Policy
from bot.errors import Hint, Refused
from bot.incidents.model import Incident
from bot.nudges.verbs import Snooze
from bot.outbox.keys import number_of
from bot.outbox.nudges import SeverityDoubt
from bot.people.model import Person
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks, forms
from handlers.slack.blockkit.form_values import stored, typed
from handlers.slack.requests.listener_context import Body, ListenerContext, button_value
from handlers.slack.requests.listeners import Listeners
from templates.nudges import messages as nudge_messages
from templates.nudges import wording
from templates.rendering import render

REASON = "reason"
LONGEST_REASON = 300  # characters


def register(app: Listeners, listener: ListenerContext) -> None:
    async def nothing_new(body: Body, by: Person) -> str:
        listener.services.nudges.nothing_new(button_value(body), by)
        return ""

    async def snooze(body: Body, by: Person) -> str:
        question, minutes = _snoozed(body["actions"][0], listener.services.policy)
        incident = listener.services.nudges.waiting(question, by)
        view = form(incident, minutes, question, listener.services.policy)
        await listener.open_view(str(body["trigger_id"]), view, Hint("snooze", f"{minutes} <reason>"))
        return ""

    async def submit(view: Body, by: Person) -> str:
        kept, reason = stored(view), " ".join(typed(view, REASON).split())
        if not reason:
            raise Refused(wording.REASON_MISSING)
        question = str(kept["question"])
        listener.services.nudges.snooze(int(kept["incident"]), int(kept["minutes"]), reason, by, question)
        return ""

    async def raise_severity(body: Body, by: Person) -> str:
        key = button_value(body)
        doubt = listener.services.nudges.look(key).question(SeverityDoubt)
        assert doubt is not None
        listener.services.incidents.set_severity(number_of(key), doubt.sounds, by)
        return ""

    async def keep_severity(body: Body, by: Person) -> str:
        listener.services.nudges.keep_severity(button_value(body), by)
        return ""

    app.action(action_ids.NOTHING_NEW)(listener.on_press(nothing_new))
    app.action(action_ids.SNOOZE)(listener.on_press(snooze))
    app.view(action_ids.SNOOZE_FORM)(listener.on_submit(REASON, submit))
    app.action(action_ids.RAISE_SEVERITY)(listener.on_press(raise_severity))
    app.action(action_ids.KEEP_SEVERITY)(listener.on_press(keep_severity))


def _snoozed(action: Mapping[str, Any], policy: Policy) -> tuple[str, int]:
    """Return the nudge's key and the minutes. The first versions had a button for the shortest time, not a menu."""
    if "selected_option" not in action:
        return str(action["value"]), policy.snooze_minutes[0]
    question, minutes = str(action["selected_option"]["value"]).split("|")
    return question, int(minutes)


def form(incident: Incident, minutes: int, question: str, policy: Policy) -> View:
    level = policy.severity(incident.severity)
    element = PlainTextInputElement(
        action_id=REASON,
        max_length=LONGEST_REASON,
        placeholder=PlainTextObject(text=wording.REASON_EXAMPLE),
    )
    return forms.modal(
        wording.snooze_title(minutes),
        [
            blocks.context(render(nudge_messages.SnoozeAbout(minutes, level.name, level.max_snooze_minutes))),
            forms.labeled(wording.REASON, element, hint=wording.REASON_HINT),
        ],
        form=action_ids.SNOOZE_FORM,
        submit=wording.SNOOZE,
        kept={"incident": incident.number, "minutes": minutes, "question": question},
    )


# The verb of /incident


async def snooze(listener: ListenerContext, _command: Body, by: Person, incident: Incident, request: Snooze) -> str:
    """The channel shows what became of a nudge; without one, only the person who asked is told."""
    listener.services.nudges.snooze(incident.number, request.minutes, request.reason, by)
    return "" if incident.nudged_at else wording.snoozed_before_nudge(request.minutes)
