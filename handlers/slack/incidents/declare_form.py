"""Declaring: the command with a title, the form without one, and the shortcuts that open the form."""

import json
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    InputBlock,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
    StaticMultiSelectElement,
)
from slack_sdk.models.views import View

from bot.config.policy import Policy
from bot.errors import Hint, Refused
from bot.incidents.declaring.model import Declaration, DeclarationSource
from bot.incidents.declaring.service import Opened
from bot.incidents.declaring.severity_suggestion import SeveritySuggestion, suggest
from bot.incidents.model import Incident
from bot.incidents.titles import MAX_TITLE, shortened
from bot.incidents.verbs import Declare
from bot.people.model import Person
from handlers.slack import action_ids, blocks, forms
from handlers.slack.cutting import PLAIN, clip
from handlers.slack.decoding import words_of
from handlers.slack.form_values import choice, chosen_all, typed
from handlers.slack.listener_context import Body, ListenerContext
from handlers.slack.people.directory import app_of
from templates.commands import slash_commands
from templates.incidents import messages as incident_messages
from templates.incidents import wording
from templates.rendering import render

TITLE, SEVERITY, SERVICES, SUMMARY = "title", "severity", "services", "summary"
PRIVATE, DRILL, REASON = "private", "drill", "reason"
ONLY_INVITED = "private"
EXERCISE = "drill"
INSTEAD = Hint("declare", "<title>")


def register(app: AsyncApp, listener: ListenerContext) -> None:
    async def submit(view: Body, by: Person) -> str:
        asked = _asked(view, by, listener.services.policy)
        opened = listener.services.declaring.declare(asked, request_id=f"view:{view['id']}")
        if opened.existed and asked.reply_to:
            listener.tell(asked.reply_to, answer(listener, opened))
        return ""

    async def from_anywhere(body: Body, by: Person) -> str:
        listener.services.permissions.need(by, "declare")
        policy = listener.services.policy
        await listener.open_view(
            str(body["trigger_id"]), form(policy, policy.default_severity, ""), slash_commands.instead(INSTEAD)
        )
        return ""

    async def from_message(body: Body, by: Person) -> str:
        listener.services.permissions.need(by, "declare")
        policy, reason = listener.services.policy, _reason(listener, body)
        suggestion = suggest(reason.text, "", policy.services_in(reason.text), policy)
        severity = suggestion.severity if suggestion and suggestion.sure else policy.default_severity
        view = form(policy, severity, str(body.get("response_url") or ""), reason, suggestion)
        await listener.open_view(str(body["trigger_id"]), view, slash_commands.instead(INSTEAD))
        return ""

    app.view(action_ids.DECLARE_FORM)(listener.on_submit(TITLE, submit))
    app.shortcut(action_ids.DECLARE_INCIDENT)(listener.on_press(from_anywhere))
    app.shortcut(action_ids.DECLARE_FROM_MESSAGE)(listener.on_press(from_message))


def _reason(listener: ListenerContext, body: Body) -> DeclarationSource:
    """The message that the shortcut was used on."""
    message = body["message"]
    author = app_of(message) or listener.services.people.person(str(message.get("user") or ""))
    text = words_of(message, listener.directory.name_of).text
    return DeclarationSource(text, author, str(body["channel"]["id"]), str(message["ts"]))


async def declare(
    listener: ListenerContext, command: Body, by: Person, _here: Incident | None, request: Declare
) -> str:
    """Answers `/incident declare`; without a title, it opens the form."""
    if not request.title:
        listener.services.permissions.need(by, "declare")
        view = form(listener.services.policy, request.severity, str(command["response_url"]))
        await listener.open_view(str(command["trigger_id"]), view, slash_commands.instead(INSTEAD))
        return ""
    services = listener.services.policy.services_in(request.title)
    asked = Declaration(
        request.title,
        request.severity,
        by,
        services=services,
        reply_to=str(command["response_url"]),
        named=request.named,
        drill=request.drill,
    )
    opened = listener.services.declaring.declare(asked)
    return answer(listener, opened, "" if opened.existed else _how_read(listener, opened, request))


def _how_read(listener: ListenerContext, opened: Opened, request: Declare) -> str:
    """Says how the severity was chosen, unless it was typed as `sev1`."""
    if request.named and not request.word:
        return ""
    severity = listener.services.policy.severity(opened.incident.severity)
    reasons = opened.hints.suggestion.reasons if opened.hints.suggestion else ()
    return render(incident_messages.SeverityRead(severity, request.word, opened.hints.taken, reasons))


def answer(listener: ListenerContext, opened: Opened, more: str = "") -> str:
    incident = opened.incident
    if opened.existed:
        return render(incident_messages.Existing(incident, listener.services.policy.severity(incident.severity)))
    said = render(incident_messages.Opening(incident, listener.services.policy.severity(incident.severity)))
    return f"{said}\n{more}".rstrip()


def form(
    policy: Policy,
    severity: str,
    response_url: str,
    reason: DeclarationSource | None = None,
    suggestion: SeveritySuggestion | None = None,
) -> View:
    """The declare form. It keeps the `response_url` to tell the declarer there when the channel is ready.

    The message that is the `reason` is shown as it will appear on the timeline, and is read back from the form.
    `suggestion` is the severity suggested by that message.
    """
    return forms.modal(
        wording.DECLARE_FORM,
        [
            *([_shown(reason)] if reason else []),
            _title_input(reason.text if reason else ""),
            _severity_input(policy, severity, suggestion),
            _services_input(policy),
            _summary_input(),
            _tick_input(PRIVATE, wording.PRIVATE, ONLY_INVITED, wording.PRIVATE_MEANS),
            _tick_input(DRILL, wording.DRILL, EXERCISE, wording.DRILL_MEANS),
            blocks.context(wording.DECLARE_MEANS),
        ],
        form=action_ids.DECLARE_FORM,
        submit=wording.DECLARE_SUBMIT,
        kept={"response_url": response_url, **(_kept(reason) if reason else {})},
    )


def _kept(reason: DeclarationSource) -> Mapping[str, Any]:
    author = {"id": reason.author.id, "name": reason.author.name}
    return {REASON: {"channel": reason.channel, "ts": reason.ts, "author": author}}


def _shown(reason: DeclarationSource) -> Block:
    text = clip(reason.text, blocks.SECTION, PLAIN) or wording.NO_WORDS
    return SectionBlock(block_id=REASON, text=PlainTextObject(text=text, emoji=False))


def _title_input(reason: str) -> InputBlock:
    """Prefilled with the first line of the message that is the reason."""
    first = next((line.strip() for line in reason.splitlines() if line.strip()), "")
    element = PlainTextInputElement(
        action_id=TITLE,
        max_length=forms.TYPED,
        placeholder=PlainTextObject(text=wording.TITLE_EXAMPLE),
        initial_value=shortened(" ".join(first.split())) or None,
    )
    return forms.labeled(wording.TITLE, element, hint=wording.title_hint(MAX_TITLE))


def _severity_input(policy: Policy, severity: str, suggestion: SeveritySuggestion | None) -> InputBlock:
    """Each severity with its meaning."""
    hint = (
        render(incident_messages.SuggestedInForm(policy.severity(suggestion.severity), suggestion))
        if suggestion
        else ""
    )
    options = {
        level.key: blocks.option(level.key, f"{level.emoji} {level.name} {level.label}", level.meaning)
        for level in policy.severities
    }
    element = RadioButtonsElement(action_id=SEVERITY, options=list(options.values()), initial_option=options[severity])
    return forms.labeled(wording.SEVERITY, element, hint=hint)


def _services_input(policy: Policy) -> InputBlock:
    """A menu of the configured services, or a text field if there are none."""
    element: StaticMultiSelectElement | PlainTextInputElement
    if policy.services:
        options = [blocks.option(service.name, service.name) for service in policy.services[:100]]
        element = StaticMultiSelectElement(
            action_id=SERVICES, options=options, placeholder=PlainTextObject(text=wording.SERVICES_CHOICE)
        )
    else:
        element = PlainTextInputElement(
            action_id=SERVICES, placeholder=PlainTextObject(text=wording.SERVICES_EXAMPLE), max_length=500
        )
    hint = "" if policy.services else wording.SERVICES_HINT
    return forms.labeled(wording.SERVICES, element, optional=True, hint=hint)


def _summary_input() -> InputBlock:
    element = PlainTextInputElement(
        action_id=SUMMARY,
        multiline=True,
        max_length=2000,
        placeholder=PlainTextObject(text=wording.SUMMARY_EXAMPLE),
    )
    return forms.labeled(wording.SUMMARY, element, optional=True)


def _tick_input(block: str, label: str, value: str, meaning: str) -> InputBlock:
    element = CheckboxesElement(action_id=block, options=[blocks.option(value, meaning)])
    return forms.labeled(label, element, optional=True)


def _asked(view: Mapping[str, Any], by: Person, policy: Policy) -> Declaration:
    title = " ".join(typed(view, TITLE).split())
    if not title:
        raise Refused(wording.ENTER_TITLE)
    kept = json.loads(view["private_metadata"])
    services = chosen_all(view, SERVICES) if policy.services else _listed(typed(view, SERVICES))
    return Declaration(
        title=title,
        severity=choice(view, SEVERITY),
        by=by,
        services=services or policy.services_in(title),
        summary=typed(view, SUMMARY),
        private=ONLY_INVITED in chosen_all(view, PRIVATE),
        reply_to=str(kept["response_url"]),
        drill=EXERCISE in chosen_all(view, DRILL),
        source=_read_back(view, kept[REASON]) if REASON in kept else None,
    )


def _read_back(view: Mapping[str, Any], kept: Mapping[str, Any]) -> DeclarationSource:
    shown = next(str(block["text"]["text"]) for block in view["blocks"] if block["block_id"] == REASON)
    author = Person(str(kept["author"]["id"]), str(kept["author"]["name"]))
    return DeclarationSource(shown, author, str(kept["channel"]), str(kept["ts"]))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
