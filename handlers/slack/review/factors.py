"""The contributing factors of a review in its list of open points: each with the action item that may cover it.

A person confirms the suggested one with one click, chooses another, adds one, or accepts the factor with a reason.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    InteractiveElement,
    PlainTextInputElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.analysis.model import Case
from bot.errors import Hint, NotFound
from bot.incidents.model import Incident
from bot.people.model import Person
from bot.review.edit_log import CoveredFactor, ReviewEdits, fingerprint
from bot.review.questions.answers import action_for
from bot.review.questions.open_questions import open_factors
from bot.review.review_command import hint
from bot.review.root_cause.alike import may_be_same
from bot.review.root_cause.factors import Factor, factors_of
from bot.review.root_cause.links import numbered, reference, suggested_items
from bot.tasks.model import ActionItem
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks, forms
from handlers.slack.blockkit.cutting import TYPED, clip
from handlers.slack.blockkit.form_values import stored, typed
from handlers.slack.requests.listener_context import Body, FieldErrors, ListenerContext, Press, button_value
from handlers.slack.requests.listeners import Listeners
from handlers.slack.tasks import action_items
from templates.rendering import render
from templates.review import messages as review_messages
from templates.review import wording

TEXT: Final = "text"
MOST_FACTORS: Final = 15
MOST_COVERED: Final = 8  # that a person can take back
MOST_ITEMS: Final = 50  # to choose from
MOST_ALIKE: Final = 2
LONGEST: Final = 300  # characters of another factor, and of an action item

Redraw = Callable[[ListenerContext, Mapping[str, Any], Person], Awaitable[None]]
"""Draws the list of open points again, by what a form stores."""


def register(app: Listeners, listener: ListenerContext, redraw: Redraw) -> None:
    async def submit_item(view: Body, by: Person) -> str | FieldErrors:
        added = await action_items.added(listener, view, by)
        if not isinstance(added, ActionItem):
            return added
        kept = stored(view)
        if added.number:  # 0: handled before
            listener.services.reviews.cover_factor(int(kept["incident"]), str(kept["factor"]), added.number, by)
        await redraw(listener, kept, by)
        return ""

    async def submit_reason(view: Body, by: Person) -> str:
        kept = stored(view)
        number, reason = int(kept["incident"]), typed(view, TEXT)
        _, factor = open_factor(listener, number, str(kept["factor"]), by)
        listener.services.reviews.accept_factor(number, factor.claim.text, reason, by, f"view:{view['id']}")
        await redraw(listener, kept, by)
        return ""

    app.view(action_ids.FACTOR_FORM)(listener.on_submit(TEXT, submit_reason))
    app.view(action_ids.FACTOR_ITEM_FORM)(listener.on_submit(action_items.TITLE, submit_item))
    for action_id, press in _presses(listener, redraw).items():
        app.action(action_id)(listener.on_press(press))


def _presses(listener: ListenerContext, redraw: Redraw) -> Mapping[str, Press]:
    async def again(body: Body, number: int, by: Person) -> str:
        await redraw(listener, {"incident": number, "below": body["view"]["id"]}, by)
        return ""

    async def cover(body: Body, by: Person) -> str:
        number, mark, item = button_value(body).split("/")
        listener.services.reviews.cover_factor(int(number), mark, int(item), by)
        return await again(body, int(number), by)

    async def choose(body: Body, by: Person) -> str:
        number, mark, item = str(body["actions"][0]["selected_option"]["value"]).split("/")
        listener.services.reviews.cover_factor(int(number), mark, int(item), by)
        return await again(body, int(number), by)

    async def uncover(body: Body, by: Person) -> str:
        number, mark, item = button_value(body).split("/")
        listener.services.reviews.uncover_factor(int(number), mark, int(item), by)
        return await again(body, int(number), by)

    async def add(body: Body, by: Person) -> str:
        incident, factor = _pressed(listener, body, by)
        form = _item_form(incident, factor, str(body["view"]["id"]))
        await listener.open_view(str(body["trigger_id"]), form, Hint("action", "<title>"), onto=True)
        return ""

    async def accept(body: Body, by: Person) -> str:
        incident, factor = _pressed(listener, body, by)
        form = _reason_form(incident, factor, str(body["view"]["id"]))
        await listener.open_view(str(body["trigger_id"]), form, wording.TRY_AGAIN, onto=True)
        return ""

    return {
        action_ids.COVER_FACTOR: cover,
        action_ids.CHOOSE_ITEM: choose,
        action_ids.UNCOVER_FACTOR: uncover,
        action_ids.ACT_ON_FACTOR: add,
        action_ids.ACCEPT_FACTOR: accept,
    }


def _pressed(listener: ListenerContext, body: Body, by: Person) -> tuple[Incident, Factor]:
    number, mark = button_value(body).split("/")
    return open_factor(listener, int(number), mark, by)


def open_factor(listener: ListenerContext, number: int, mark: str, by: Person) -> tuple[Incident, Factor]:
    """An open factor, by the fingerprint of its text, which may be too long for a button's value."""
    reviews = listener.services.reviews
    incident, edits = reviews.ready(number, by)
    found = next(
        (one for one in open_factors(reviews.case(number), edits) if fingerprint(one.claim.text) == mark), None
    )
    if found is None:
        raise NotFound(wording.FACTOR_DECIDED, hint("factors", wording.TO_SEE_FACTORS))
    return incident, found


def _item_form(incident: Incident, factor: Factor, below: str) -> View:
    kept = {"factor": fingerprint(factor.claim.text), "below": below}
    return action_items.form(incident, action_for(factor.claim.text), callback=action_ids.FACTOR_ITEM_FORM, more=kept)


def _reason_form(incident: Incident, factor: Factor, below: str) -> View:
    kept = {"incident": incident.number, "factor": fingerprint(factor.claim.text), "below": below}
    element = PlainTextInputElement(action_id=TEXT, multiline=True, max_length=forms.TYPED)
    about = blocks.sections(render(review_messages.FactorAbout(factor.text)))
    return forms.modal(
        wording.factor_title(incident.name),
        [*about, forms.labeled(wording.ACCEPTED_BECAUSE, element)],
        form=action_ids.FACTOR_FORM,
        submit=wording.ACCEPT,
        kept=kept,
    )


# The list


def listed(incident: Incident, case: Case, edits: ReviewEdits, factors: Sequence[Factor]) -> Iterator[Block]:
    """The open factors, then those that an action item covers, which can be taken back."""
    for factor in factors[:MOST_FACTORS]:
        yield from _open(incident, case, factor)
    yield from blocks.and_more(len(factors) - MOST_FACTORS)
    for covered in edits.covered_factors[-MOST_COVERED:]:
        yield from _covered(incident, case, covered)


def _open(incident: Incident, case: Case, factor: Factor) -> Iterator[Block]:
    suggested = suggested_items(case, factor)[:1]
    alike = [one.text for one in factors_of(case) if may_be_same(one.claim.text, factor.claim.text)][:MOST_ALIKE]
    titles = {number: _titled(case, number) for number in suggested}
    said = review_messages.OpenFactor(
        clip(factor.text, blocks.SECTION // 3, TYPED),
        next(iter(titles.values()), ""),
        [clip(one, LONGEST, TYPED) for one in alike],
    )
    yield blocks.section(render(said))
    mark = fingerprint(factor.claim.text)
    yield ActionsBlock(block_id=f"factor/{mark}", elements=list(_buttons(incident.number, case, mark, suggested)))


def _titled(case: Case, number: int) -> str:
    item = dict(numbered(case))[number]
    return clip(f"{reference(number, item)} {item.title}", LONGEST, TYPED)


def _buttons(number: int, case: Case, mark: str, suggested: Sequence[int]) -> Iterator[InteractiveElement]:
    items = dict(numbered(case))
    for one in suggested:
        label = wording.confirm_item(reference(one, items[one]))
        yield blocks.button(label, action_ids.COVER_FACTOR, f"{number}/{mark}/{one}", "primary")
    yield blocks.button(wording.ADD_ACTION_ITEM, action_ids.ACT_ON_FACTOR, f"{number}/{mark}")
    yield blocks.button(wording.ACCEPT_FACTOR, action_ids.ACCEPT_FACTOR, f"{number}/{mark}")
    options = [
        blocks.option(f"{number}/{mark}/{one}", f"{reference(one, item)} {item.title}")
        for one, item in list(items.items())[-MOST_ITEMS:]
    ]
    if options:
        placeholder = wording.CHOOSE_OTHER_ITEM if suggested else wording.CHOOSE_ITEM
        yield StaticSelectElement(action_id=action_ids.CHOOSE_ITEM, options=options, placeholder=placeholder)


def _covered(incident: Incident, case: Case, covered: CoveredFactor) -> Iterator[Block]:
    """Nothing for an action item that no longer exists: its factor is open again."""
    items = dict(numbered(case))
    if covered.item in items:
        said = review_messages.FactorCovered(
            clip(covered.factor, LONGEST, TYPED), _titled(case, covered.item), covered.by, covered.at
        )
        yield blocks.section(render(said))
        value = f"{incident.number}/{fingerprint(covered.factor)}/{covered.item}"
        yield blocks.actions(blocks.button(wording.UNCOVER, action_ids.UNCOVER_FACTOR, value))
