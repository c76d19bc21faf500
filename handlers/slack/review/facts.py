"""Adding a fact to the review: the command, and the form."""

from slack_sdk.models.blocks import PlainTextInputElement, StaticSelectElement
from slack_sdk.models.views import View

from bot.errors import Hint, Refused
from bot.incidents.model import ChannelState, Incident
from bot.people.model import Person
from bot.review.facts import FactKind, RecordedFact
from bot.review.verbs import AddFact
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks, forms
from handlers.slack.blockkit.form_values import choice, stored, typed
from handlers.slack.requests.command_answers import or_there
from handlers.slack.requests.listener_context import Body, ListenerContext
from handlers.slack.requests.listeners import Listeners
from templates.rendering import render
from templates.review import messages as review_messages
from templates.review import wording

KIND, TEXT = "kind", "text"


def register(app: Listeners, listener: ListenerContext) -> None:
    async def submit(view: Body, by: Person) -> str:
        incident = listener.services.incidents.get(int(stored(view)["incident"]))
        asked = AddFact(FactKind(choice(view, KIND)), typed(view, TEXT))
        if not asked.text:
            raise Refused(wording.EMPTY_FACT)
        listener.services.reviews.record(incident.number, asked, by, f"view:{view['id']}")
        if incident.channel_state is ChannelState.READY:
            listener.whisper(incident.channel, by.id, _recorded(listener, asked, by))
        return ""

    app.view(action_ids.RECORD_FORM)(listener.on_submit(TEXT, submit))


def _recorded(listener: ListenerContext, asked: AddFact, by: Person) -> str:
    return render(review_messages.FactRecorded(RecordedFact(asked.kind, asked.text, by, listener.services.now())))


def form(incident: Incident, kind: FactKind) -> View:
    options = {each: blocks.option(each.value, wording.FACT_KINDS[each]) for each in FactKind}
    what = StaticSelectElement(action_id=KIND, options=list(options.values()), initial_option=options[kind])
    text = PlainTextInputElement(action_id=TEXT, multiline=True, max_length=forms.TYPED)
    return forms.modal(
        wording.add_fact_to(incident.name),
        [
            forms.labeled(wording.FACT_KIND, what),
            forms.labeled(wording.FACT_TEXT, text, hint=wording.FACT_HINT),
        ],
        form=action_ids.RECORD_FORM,
        submit=wording.ADD_FACT,
        kept={"incident": incident.number},
    )


# The command


async def record(listener: ListenerContext, command: Body, by: Person, incident: Incident, request: AddFact) -> str:
    if not request.text:
        listener.services.permissions.need(by, "record", incident)
        view = form(incident, request.kind)
        await listener.open_view(str(command["trigger_id"]), view, Hint("record", "cause <text>"))
        return ""
    listener.services.reviews.record(incident.number, request, by)
    return or_there(_recorded(listener, request, by), incident)
