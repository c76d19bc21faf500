"""The open points of a review: questions to answer or ask in the channel, and its contributing factors."""

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from slack_sdk.models.blocks import Block, PlainTextInputElement
from slack_sdk.models.views import View

from bot.commands.requests import TypedText
from bot.errors import Refused
from bot.incidents.model import Incident
from bot.outbox.keys import number_of
from bot.outbox.review import QuestionPosted
from bot.people.model import Person
from bot.review.document.parts import Question
from bot.review.document.review import Review
from bot.review.edit_log import ChannelQuestion, ReviewEdits
from bot.review.questions.answers import facts_of, may_ask, question_from
from bot.review.questions.destinations import ToActionItems, ToFacts, ToTimeline
from bot.review.questions.open_questions import answered_questions, open_factors, open_questions
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks, forms
from handlers.slack.blockkit.cutting import INPUT, TYPED, clip
from handlers.slack.blockkit.form_values import stored, typed
from handlers.slack.commands import refusals
from handlers.slack.outbox.render_context import RenderContext, RenderedMessage, message
from handlers.slack.requests.listener_context import Body, ListenerContext, Press, button_value
from handlers.slack.requests.listeners import Listeners
from handlers.slack.requests.payloads import stored_in
from handlers.slack.review import factors
from templates.rendering import render
from templates.review import messages as review_messages
from templates.review import wording

TEXT: Final = "text"
LONGEST_FACT: Final = 400  # characters of a text in the list of questions
# Characters of the texts in a button's value, which takes 2,000, even if JSON doubles each of them
LONGEST_FACTS: Final = {"text": 400, "person": 80, "part": 80}
LONGEST_KEY: Final = 200
MOST_QUESTIONS: Final = 25  # each takes two blocks, and a modal has 100
MOST_ANSWERED: Final = 6


def register(app: Listeners, listener: ListenerContext) -> None:
    async def submit_answer(view: Body, by: Person) -> str:
        kept = stored(view)
        question, said = question_from(kept["question"]), TypedText(typed(view, TEXT))
        listener.services.reviews.answer(int(kept["incident"]), question, said, by, f"view:{view['id']}")
        await _redraw_list(listener, kept, by)
        return ""

    app.view(action_ids.ANSWER_FORM)(listener.on_submit(TEXT, submit_answer))
    for action_id, press in _presses(listener).items():
        app.action(action_id)(listener.on_press(press))
    factors.register(app, listener, _redraw_list)


def _presses(listener: ListenerContext) -> Mapping[str, Press]:
    async def answer(body: Body, by: Person) -> str:
        number, question = _question_in(body)
        incident, _ = listener.services.reviews.ready(number, by)
        form = _answer_form(incident, question, str(body["view"]["id"]))
        await listener.open_view(str(body["trigger_id"]), form, wording.TRY_AGAIN, onto=True)
        return ""

    async def answer_asked(body: Body, by: Person) -> str:
        key = button_value(body)
        incident, _ = listener.services.reviews.ready(number_of(key), by)
        form = _answer_form(incident, listener.services.reviews.question(key), "")
        await listener.open_view(str(body["trigger_id"]), form, wording.ANSWER_IN_THREAD)
        return ""

    async def ask(body: Body, by: Person) -> str:
        number, question = _question_in(body)
        listener.services.reviews.ask(number, question, by)
        await _redraw_list(listener, {"incident": number, "below": body["view"]["id"]}, by)
        return ""

    return {
        action_ids.ANSWER_QUESTION: answer,
        action_ids.ANSWER_ASKED: answer_asked,
        action_ids.ASK_QUESTION: ask,
    }


def _question_in(body: Body) -> tuple[int, Question]:
    kept = stored_in(button_value(body), "value")
    return int(kept["incident"]), question_from(kept)


async def _built(listener: ListenerContext, number: int, by: Person) -> tuple[Incident, ReviewEdits, Review]:
    """The review of a long incident is built off the loop; the data is read here."""
    incident, edits = listener.services.reviews.ready(number, by)
    review = await asyncio.to_thread(
        listener.services.reviews.review, listener.services.incidents.details(number), edits
    )
    return incident, edits, review


# The list


async def open_list(listener: ListenerContext, trigger_id: str, number: int, by: Person) -> None:
    await listener.open_view(trigger_id, await _list(listener, number, by), wording.TRY_AGAIN)


async def _redraw_list(listener: ListenerContext, kept: Mapping[str, Any], by: Person) -> None:
    if kept.get("below"):
        listener.redraw_view(str(kept["below"]), await _list(listener, int(kept["incident"]), by))


async def _list(listener: ListenerContext, number: int, by: Person) -> View:
    incident, edits, review = await _built(listener, number, by)
    questions, uncovered = open_questions(review, edits), open_factors(review.case, edits)
    now = listener.services.now()
    return forms.modal(
        wording.open_in(incident.name),
        [
            blocks.section(render(review_messages.OpenAbout(len(questions), len(uncovered)))),
            *_questions(incident, edits, questions[:MOST_QUESTIONS], now),
            *blocks.and_more(len(questions) - MOST_QUESTIONS),
            *_questions(incident, edits, answered_questions(review, edits)[:MOST_ANSWERED], now),
            *factors.listed(incident, review.case, edits, uncovered),
        ],
        kept={"incident": number},
    )


def _questions(incident: Incident, edits: ReviewEdits, questions: Sequence[Question], now: datetime) -> Iterator[Block]:
    for question in questions:
        asked = _asked(edits, question.key)
        answers = [replace(one, text=_short(one.text)) for one in edits.answers_to(question.key)[-3:]]
        said = review_messages.OpenQuestion(question, asked.at if asked else None, answers)
        yield blocks.section(render(said))
        value = _packed(incident, question)
        ask = blocks.button(wording.ASK_AGAIN if asked else wording.ASK_IN_CHANNEL, action_ids.ASK_QUESTION, value)
        yield blocks.actions(
            blocks.button(wording.ADD_ANSWER if answers else wording.ANSWER, action_ids.ANSWER_QUESTION, value),
            *([ask] if may_ask(edits, question.key, now) else []),
        )


def _asked(edits: ReviewEdits, key: str) -> ChannelQuestion | None:
    return next((one for one in reversed(edits.asked) if one.question == key), None)


def _short(text: str) -> str:
    return clip(" ".join(text.split()), LONGEST_FACT, TYPED)


def _packed(incident: Incident, question: Question) -> str:
    """The question as a button's value, so that pressing it doesn't have to build the review again."""
    return json.dumps({**_short_facts(question), "incident": incident.number}, ensure_ascii=False)


def _short_facts(question: Question) -> Mapping[str, str]:
    """The facts of a question, so short that a button's value and a form's metadata take them."""
    return {
        key: clip(str(fact), LONGEST_FACTS.get(key, LONGEST_KEY), INPUT) for key, fact in facts_of(question).items()
    }


# The forms


def _answer_form(incident: Incident, question: Question, below: str) -> View:
    about = review_messages.AnswerAbout(question.whom, question.text, _destination(question))
    kept = {"incident": incident.number, "question": _short_facts(question), "below": below}
    title = wording.answer_title(incident.name)
    return _form(action_ids.ANSWER_FORM, title, wording.ANSWER, render(about), wording.YOUR_ANSWER, kept)


def _destination(question: Question) -> str:
    """A sentence that says where else the answer is saved, "" if nowhere."""
    match question.destination:
        case ToFacts(kind):
            return wording.to_facts(kind.value)
        case ToTimeline():
            return wording.TO_TIMELINE
        case ToActionItems():
            return wording.TO_ACTION_ITEMS
    return ""


def _form(callback_id: str, title: str, submit: str, about: str, label: str, kept: Mapping[str, object]) -> View:
    element = PlainTextInputElement(action_id=TEXT, multiline=True, max_length=forms.TYPED)
    return forms.modal(
        title,
        [
            *blocks.sections(about),
            forms.labeled(label, element),
        ],
        form=callback_id,
        submit=submit,
        kept=kept,
    )


# In the channel


def posted(asked: QuestionPosted, context: RenderContext) -> RenderedMessage:
    """A question in the channel, with its answer if it has one."""
    question, answer = asked.question, asked.answered
    assert question is not None  # an answer comes after its question
    assert asked.by is not None
    person = Person(question.person_id, question.person) if question.person else None
    short = replace(answer, text=clip(answer.text, forms.TYPED // 2, TYPED)) if answer else None
    said = render(review_messages.QuestionPost(question, person, asked.by, short))
    button = blocks.button(wording.ADD_ANSWER if answer else wording.ANSWER, action_ids.ANSWER_ASKED, asked.key)
    sentence = render(review_messages.QuestionSentence(context.incident, question, answer))
    return message(sentence, [*blocks.sections(said), blocks.actions(button)])


def replied(listener: ListenerContext, event_id: str, event: Mapping[str, Any]) -> None:
    """Saves a person's reply in the thread of a question as its answer. Someone who may not answer is told so there."""
    if event.get("bot_id") or not event.get("thread_ts") or event["thread_ts"] == event.get("ts"):
        return
    by, said = listener.services.people.person(str(event.get("user") or "")), _words(listener, event)
    if not said.text.strip():
        return
    channel, thread_ts = str(event["channel"]), str(event["thread_ts"])
    try:
        listener.services.reviews.reply(channel, thread_ts, said, by, event_id)
    except Refused as refusal:
        if not by.id:
            raise
        listener.whisper(channel, by.id, refusals.in_message(refusal), thread_ts)


def _words(listener: ListenerContext, event: Mapping[str, Any]) -> TypedText:
    return listener.read(str(event.get("text") or ""))
