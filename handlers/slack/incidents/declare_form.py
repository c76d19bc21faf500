"""Declaring: the command with a title, the form without one, and the shortcuts that open the form."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

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
from slack_sdk.models.blocks.basic_components import DispatchActionConfig
from slack_sdk.models.views import View

from bot.config.policy import Policy, Severity
from bot.errors import Hint, Refused, Unclear
from bot.incidents.declaring.model import Declaration, DeclarationSource
from bot.incidents.declaring.service import Opened
from bot.incidents.declaring.severity_suggestion import SeveritySuggestion, suggest
from bot.incidents.model import Incident
from bot.incidents.titles import MAX_TITLE, Titled, mentioned, shortened, titled
from bot.incidents.verbs import Declare
from bot.people.model import Person
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks, forms
from handlers.slack.blockkit.cutting import PLAIN, clip
from handlers.slack.blockkit.form_values import chosen, chosen_all, stored, typed
from handlers.slack.outbox.render_context import RenderedMessage, message
from handlers.slack.people.directory import app_of
from handlers.slack.requests.decoding import words_of
from handlers.slack.requests.listener_context import Body, ListenerContext
from handlers.slack.requests.listeners import Listeners
from handlers.slack.requests.shapes import Incomplete
from templates.declaring import messages as declaring_messages
from templates.declaring import wording as declaring_wording
from templates.incidents import wording
from templates.rendering import render

TITLE, SUMMARY = action_ids.DECLARE_TITLE, action_ids.DECLARE_SUMMARY
SEVERITY, SERVICES = "severity", "services"
PRIVATE, DRILL, REASON = "private", "drill", "reason"
ONLY_INVITED = "private"
EXERCISE = "drill"
OPTION_VALUE = 150  # characters that a choice of a menu is known by
INSTEAD = Hint("declare", "<title>")
_AS_TYPED = DispatchActionConfig(trigger_actions_on=["on_character_entered"])


def register(app: Listeners, listener: ListenerContext) -> None:
    async def submit(view: Body, by: Person) -> str:
        asked = _asked(view, by, listener.services.policy)
        opened = listener.services.declaring.declare(asked, request_id=f"view:{view['id']}")
        word = "" if chosen(view, SEVERITY) else _title_of(view, listener.services.policy).word
        if asked.reply_to and (opened.existed or not asked.named or word):
            listener.tell(asked.reply_to, answer(listener, opened, asked, word))
        return ""

    async def suggest_severity(body: Body, _by: Person) -> str:
        """While the form is filled in; a severity that was chosen stays chosen."""
        with suppress(Incomplete):  # nobody is disturbed while typing: without a suggestion nothing is lost
            view = body["view"]
            hint = _hint_for(view, listener.services.policy)
            if hint != _shown_hint(view):
                redrawn = forms.redrawn(view, {SEVERITY: hint})
                listener.redraw_view(str(view["id"]), redrawn, str(view.get("hash") or ""))
        return ""

    async def from_anywhere(body: Body, by: Person) -> str:
        listener.services.permissions.need(by, "declare")
        policy = listener.services.policy
        await listener.open_view(str(body["trigger_id"]), form(policy, ""), INSTEAD)
        return ""

    async def from_message(body: Body, by: Person) -> str:
        listener.services.permissions.need(by, "declare")
        policy, reason = listener.services.policy, _reason(listener, body)
        view = form(policy, str(body.get("response_url") or ""), reason)
        await listener.open_view(str(body["trigger_id"]), view, INSTEAD)
        return ""

    app.view(action_ids.DECLARE_FORM)(listener.on_submit(TITLE, submit))
    for block in (TITLE, SUMMARY):
        app.action(block)(listener.on_press(suggest_severity))
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
) -> str | RenderedMessage:
    """Answers `/incident declare`; without a title, it opens the form."""
    if not request.title:
        listener.services.permissions.need(by, "declare")
        view = form(listener.services.policy, str(command["response_url"]))
        await listener.open_view(str(command["trigger_id"]), view, INSTEAD)
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
    return answer(listener, opened, asked, request.word)


def answer(listener: ListenerContext, opened: Opened, asked: Declaration, word: str = "") -> str | RenderedMessage:
    """Says how the severity was set where nobody chose it, or where it was read from a `word`.

    Where the title mentions another severity, a button sets that one.
    """
    incident, policy = opened.incident, listener.services.policy
    if opened.existed:
        return _existing(incident, policy, asked)
    severity = policy.severity(incident.severity)
    said = render(declaring_messages.Opening(incident, severity))
    if asked.named and not word:
        return said
    other = None if word else mentioned(asked.title, policy)
    reasons = opened.hints.suggestion.reasons if opened.hints.suggestion else ()
    how = render(declaring_messages.SeverityRead(incident, severity, word, other, opened.hints.taken, reasons))
    return _with_offer(f"{said}\n{how}", incident, other) if other not in (None, severity) else f"{said}\n{how}"


def _with_offer(said: str, incident: Incident, wanted: Severity) -> RenderedMessage:
    """With a button that sets another severity."""
    value = f"{incident.number}/{wanted.key}"
    button = blocks.button(wording.set_severity(wanted.name), action_ids.SET_SEVERITY, value)
    return message(said, [*blocks.sections(said), blocks.actions(button)])


def _existing(incident: Incident, policy: Policy, asked: Declaration) -> str | RenderedMessage:
    """Where another severity was typed this time, a button sets it."""
    now, wanted = policy.severity(incident.severity), policy.severity(asked.severity)
    if not asked.named or wanted == now or not incident.is_open:
        return render(declaring_messages.Existing(incident, now, None))
    return _with_offer(render(declaring_messages.Existing(incident, now, wanted)), incident, wanted)


def form(policy: Policy, response_url: str, reason: DeclarationSource | None = None) -> View:
    """The declare form. It keeps the `response_url` to tell the declarer there when the channel is ready.

    The message that is the `reason` is shown as it will appear on the timeline, and is read back from the form. No
    severity is chosen: one that is preselected stays, whatever happened.
    """
    said = reason.text if reason else ""
    title = _title_from(said)
    hint = _hint_of_title(title, policy)
    hint = hint or _severity_hint(policy, suggest(said, "", policy.services_in(said), policy))
    return forms.modal(
        declaring_wording.DECLARE_FORM,
        [
            *([_shown(reason)] if reason else []),
            _title_input(title),
            _severity_input(policy, hint),
            _services_input(policy),
            _summary_input(),
            _tick_input(PRIVATE, declaring_wording.PRIVATE, ONLY_INVITED, declaring_wording.PRIVATE_MEANS),
            _tick_input(DRILL, declaring_wording.DRILL, EXERCISE, declaring_wording.DRILL_MEANS),
            blocks.context(declaring_wording.DECLARE_MEANS),
        ],
        form=action_ids.DECLARE_FORM,
        submit=declaring_wording.DECLARE_SUBMIT,
        kept={"response_url": response_url, **(_kept(reason) if reason else {})},
    )


def _kept(reason: DeclarationSource) -> Mapping[str, Any]:
    author = {"id": reason.author.id, "name": reason.author.name}
    return {REASON: {"channel": reason.channel, "ts": reason.ts, "author": author}}


def _shown(reason: DeclarationSource) -> Block:
    text = clip(reason.text, blocks.SECTION, PLAIN) or declaring_wording.NO_WORDS
    return SectionBlock(block_id=REASON, text=PlainTextObject(text=text, emoji=False))


def _title_from(reason: str) -> str:
    """The first line of the message that is the reason."""
    first = next((line.strip() for line in reason.splitlines() if line.strip()), "")
    return shortened(" ".join(first.split()))


def _title_input(title: str) -> InputBlock:
    element = PlainTextInputElement(
        action_id=TITLE,
        max_length=forms.TYPED,
        placeholder=PlainTextObject(text=declaring_wording.TITLE_EXAMPLE),
        initial_value=title or None,
        dispatch_action_config=_AS_TYPED,
    )
    return forms.labeled(wording.TITLE, element, hint=wording.title_hint(MAX_TITLE), dispatch=True)


def _severity_input(policy: Policy, hint: str) -> InputBlock:
    """Each severity with its meaning."""
    options = [
        blocks.option(level.key, f"{level.emoji} {level.name} {level.label}", level.meaning)
        for level in policy.severities
    ]
    element = RadioButtonsElement(action_id=SEVERITY, options=options)
    return forms.labeled(wording.SEVERITY, element, optional=True, hint=hint)


def _severity_hint(policy: Policy, suggestion: SeveritySuggestion | None) -> str:
    """Which severity the incident gets if nobody chooses one, and why."""
    default = policy.severity(policy.default_severity)
    if suggestion is None or (not suggestion.sure and suggestion.severity == default.key):
        return declaring_wording.severity_if_none(default.name)
    shown = declaring_messages.SuggestedInForm(policy.severity(suggestion.severity), suggestion, default)
    return clip(render(shown).strip(), forms.HINT, PLAIN)


def _hint_for(view: Body, policy: Policy) -> str:
    """What the form would set, as it is filled in now. A severity in the title goes before a suggestion."""
    if in_title := _hint_of_title(" ".join(typed(view, TITLE).split()), policy):
        return in_title
    return _severity_hint(policy, _suggested(view, policy))


def _hint_of_title(title: str, policy: Policy) -> str:
    try:
        said = titled(title, policy)
    except Unclear as unclear:
        return str(unclear)
    return declaring_wording.severity_in_title(policy.severity(said.severity).name) if said.named else ""


def _shown_hint(view: Body) -> str:
    return next((str(block["hint"]["text"]) for block in view["blocks"] if block.get("block_id") == SEVERITY), "")


def _suggested(view: Body, policy: Policy) -> SeveritySuggestion | None:
    """The severity that the words in the form suggest, those of its message included."""
    kept = stored(view)
    said = _read_back(view, kept[REASON]).text if REASON in kept else ""
    title = " ".join(typed(view, TITLE).split())
    return suggest(title, f"{typed(view, SUMMARY)}\n{said}".strip(), _services(view, policy, title), policy)


def _services(view: Body, policy: Policy, title: str) -> tuple[str, ...]:
    chosen = _chosen_services(view, policy) if policy.services else _listed(typed(view, SERVICES))
    return chosen or policy.services_in(title)


def _services_input(policy: Policy) -> InputBlock:
    """A menu of the configured services, or a text field if there are none."""
    element: StaticMultiSelectElement | PlainTextInputElement
    if policy.services:
        options = [blocks.option(service.name[:OPTION_VALUE], service.name) for service in policy.services[:100]]
        element = StaticMultiSelectElement(
            action_id=SERVICES, options=options, placeholder=PlainTextObject(text=declaring_wording.SERVICES_CHOICE)
        )
    else:
        element = PlainTextInputElement(
            action_id=SERVICES, placeholder=PlainTextObject(text=declaring_wording.SERVICES_EXAMPLE), max_length=500
        )
    hint = "" if policy.services else declaring_wording.SERVICES_HINT
    return forms.labeled(declaring_wording.SERVICES, element, optional=True, hint=hint)


def _summary_input() -> InputBlock:
    element = PlainTextInputElement(
        action_id=SUMMARY,
        multiline=True,
        max_length=2000,
        placeholder=PlainTextObject(text=declaring_wording.SUMMARY_EXAMPLE),
        dispatch_action_config=_AS_TYPED,
    )
    return forms.labeled(declaring_wording.SUMMARY, element, optional=True, dispatch=True)


def _tick_input(block: str, label: str, value: str, meaning: str) -> InputBlock:
    element = CheckboxesElement(action_id=block, options=[blocks.option(value, meaning)])
    return forms.labeled(label, element, optional=True)


def _asked(view: Mapping[str, Any], by: Person, policy: Policy) -> Declaration:
    said = _title_of(view, policy)
    title = said.title
    if not title:
        raise Refused(wording.ENTER_TITLE)
    kept = stored(view)
    return Declaration(
        title=title,
        severity=said.severity,
        by=by,
        named=said.named,
        services=_services(view, policy, title),
        summary=typed(view, SUMMARY),
        private=ONLY_INVITED in chosen_all(view, PRIVATE),
        reply_to=str(kept["response_url"]),
        drill=EXERCISE in chosen_all(view, DRILL),
        source=_read_back(view, kept[REASON]) if REASON in kept else None,
    )


def _title_of(view: Mapping[str, Any], policy: Policy) -> Titled:
    """The title and its severity, which may be written in the title, too. One that was chosen wins."""
    title, level = " ".join(typed(view, TITLE).split()), chosen(view, SEVERITY)
    said = titled(title, policy)
    if not level or said.severity == level:
        return replace(said, severity=level or said.severity, named=said.named or bool(level))
    return Titled(title, level, named=True)


def _chosen_services(view: Mapping[str, Any], policy: Policy) -> tuple[str, ...]:
    names = {service.name[:OPTION_VALUE]: service.name for service in policy.services}
    return tuple(names.get(value, value) for value in chosen_all(view, SERVICES))


def _read_back(view: Mapping[str, Any], kept: Mapping[str, Any]) -> DeclarationSource:
    shown = next((str(block["text"]["text"]) for block in view["blocks"] if block.get("block_id") == REASON), None)
    if shown is None:
        raise Incomplete(REASON)
    author = Person(str(kept["author"]["id"]), str(kept["author"]["name"]))
    return DeclarationSource(shown, author, str(kept["channel"]), str(kept["ts"]))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
