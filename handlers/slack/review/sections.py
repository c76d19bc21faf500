"""Editing a section of the review: the form, what opens it, and the choice between two versions."""

import asyncio
from collections.abc import Mapping
from hashlib import sha256

from slack_sdk.models.views import View

from bot.errors import NotFound, Refused
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.review.edit_log import ReviewEdits, ReviewState
from bot.review.sections.editable_sections import EditableSection, editable_section, editable_sections, title_of
from bot.review.sections.section_edits import SubmittedSection
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks, forms
from handlers.slack.blockkit.form_values import stored
from handlers.slack.requests.listener_context import Body, ListenerContext, Press, button_value
from handlers.slack.requests.listeners import Listeners
from handlers.slack.review import section_forms
from templates.rendering import render
from templates.review import messages as review_messages
from templates.review import wording


def register(app: Listeners, listener: ListenerContext) -> None:
    async def submit(view: Body, by: Person) -> str | View:
        kept = stored(view)
        text = section_forms.written_in(view)
        if _same(text, section_forms.began_with(view)):
            return ""
        submitted = SubmittedSection(kept["section"], kept["title"], text, int(kept["over"]), kept["basis"])
        # With its text: a form that Slack offers again after a lost answer may have been changed since.
        request_id = f"view:{view['id']}:{sha256(text.encode()).hexdigest()[:16]}"
        return _kept(listener, int(kept["incident"]), submitted, by, request_id)

    app.view(action_ids.SECTION_FORM)(listener.on_submit(section_forms.TEXT, submit))
    for action_id, press in _presses(listener).items():
        app.action(action_id)(listener.on_press(press))


def _same(one: str, other: str) -> bool:
    return [line.rstrip() for line in one.splitlines()] == [line.rstrip() for line in other.splitlines()]


def _kept(
    listener: ListenerContext, number: int, submitted: SubmittedSection, by: Person, request_id: str
) -> str | View:
    """Saves the section; if someone else changed it meanwhile, returns a view to choose one of the two versions."""
    written = listener.services.reviews.edit(number, submitted, by, request_id)
    mine = next((edit for edit in reversed(written.alternatives) if edit.by.id == by.id), None)
    if mine is None or not _same(mine.text, submitted.text):
        return ""
    return section_forms.clash(listener.services.incidents.get(number), submitted.title, written, mine)


def _presses(listener: ListenerContext) -> Mapping[str, Press]:
    async def choose(body: Body, by: Person) -> str:
        number = int(stored(body["view"])["incident"])
        incident, edits, found = await opened(listener, number, by)
        key = str(body["actions"][0]["selected_option"]["value"])
        one = next((each for each in found if each.key == key), None)
        if one is None:
            raise NotFound(wording.SECTION_GONE)
        listener.redraw_view(str(body["view"]["id"]), section_forms.editor(incident, one, _is_approved(edits)))
        return ""

    async def take(body: Body, by: Person) -> str:
        number, section, version = button_value(body).split("/")
        listener.services.reviews.choose_version(int(number), section, int(version), by)
        current = listener.services.reviews.edits(int(number)).versions_of(section).current
        author = current.by.name if current else ""
        return _settled(listener, body, review_messages.SectionTaken(title_of(section), author))

    async def back(body: Body, by: Person) -> str:
        number, section = button_value(body).split("/")
        listener.services.reviews.use_generated(int(number), section, by)
        return _settled(listener, body, review_messages.SectionTaken(title_of(section), ""))

    return {action_ids.EDIT_SECTION: choose, action_ids.TAKE_VERSION: take, action_ids.USE_GENERATED: back}


def _settled(listener: ListenerContext, body: Body, taken: review_messages.SectionTaken) -> str:
    """Replaces the form with the sentence, or shows it over the form if someone may be typing in it."""
    said = render(taken)
    if body["view"].get("submit"):
        return said
    done = forms.modal(str(body["view"]["title"]["text"]), blocks.sections(said))
    listener.redraw_view(str(body["view"]["id"]), done)
    return ""


async def opened(
    listener: ListenerContext, number: int, by: Person
) -> tuple[Incident, ReviewEdits, tuple[EditableSection, ...]]:
    """The review's sections; those of a long incident are built off the loop."""
    incident, edits = listener.services.reviews.ready(number, by)
    details = listener.services.incidents.details(number)  # read here: the database connection belongs to this thread
    review = await asyncio.to_thread(listener.services.reviews.review, details, edits)
    return incident, edits, editable_sections(review, edits)


def _is_approved(edits: ReviewEdits) -> bool:
    return edits.state is ReviewState.APPROVED


async def edit(listener: ListenerContext, trigger_id: str, number: int, by: Person, said: str = "") -> str:
    """Opens the form of the named section, or a menu of sections."""
    incident, edits, found = await opened(listener, number, by)
    one = editable_section(found, said) if said else None
    if said and one is None:
        raise Refused(wording.no_section(said, [each.title for each in found]))
    approved = _is_approved(edits)
    view = section_forms.editor(incident, one, approved) if one else section_forms.chooser(incident, found, approved)
    await listener.open_view(trigger_id, view, wording.EDIT_ELSEWHERE)
    return ""
