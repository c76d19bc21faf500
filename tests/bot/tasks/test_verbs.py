"""What `task`, `action`, `record`, `update` and `subscribe` understand."""

from datetime import UTC, date, datetime

import pytest

from bot.announcements.verbs import ShowSubscribers, Subscribe
from bot.commands.parser import VERBS, parse
from bot.commands.requests import CommandContext, Request, TypedText
from bot.config.policy import Policy
from bot.errors import NotUnderstood
from bot.people.model import Person
from bot.review.facts import FactKind
from bot.review.verbs import AddFact
from bot.tasks.verbs import AddAction, AddTask, AssignTask, CompleteActions, CompleteTasks, ShowActions, ShowTasks
from bot.updates.verbs import PostUpdate, ShowStakeholderUpdates

NOW = datetime(2024, 1, 15, 14, 30, tzinfo=UTC)
JANE, BOB = Person("U1", "Jane Smith"), Person("U2", "Bob Kim")
PEOPLE = {"@Bob": "U4", "@Bob Kim": "U2"}


def understood(text: str) -> Request:
    return parse(TypedText(text, PEOPLE, {"#support": "C9"}), CommandContext(JANE, NOW, Policy()))[1]


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("task", ShowTasks()),
        ("task Roll user-api back", AddTask("Roll user-api back")),
        ("task Roll   user-api\nback @Bob Kim", AddTask("Roll user-api back", BOB)),
        ("task Ask @Bob Kim for the logs", AddTask("Ask @Bob Kim for the logs")),
        ("task 3 nodes are left", AddTask("3 nodes are left")),
        ("task done deal", AddTask("done deal")),
        ("task done 3", CompleteTasks((3,))),
        ("task Done #3", CompleteTasks((3,))),
        ("task 3 done", CompleteTasks((3,))),
        ("task done 1 3, 4", CompleteTasks((1, 3, 4))),
        ("task done 3 3", CompleteTasks((3,))),
        ("task open 3", CompleteTasks((3,), done=False)),
        ("task 3 reopen", CompleteTasks((3,), done=False)),
        ("task 3 @Bob Kim", AssignTask(3, BOB)),
        ("task #3 me", AssignTask(3, JANE)),
        ("task 3 none", AssignTask(3, None)),
        ("action", ShowActions()),
        ("action done 2", CompleteActions((2,))),
        ("action 2 open", CompleteActions((2,), done=False)),
        ("action done deal P1", AddAction("done deal", priority="P1")),
        ("record", AddFact(FactKind.CAUSE)),
        ("record Lesson", AddFact(FactKind.LESSON)),
        ("record helped The runbook was right", AddFact(FactKind.HELPED, "The runbook was right")),
        ("record hindered Nobody had access", AddFact(FactKind.HINDERED, "Nobody had access")),
        ("update Drafts", ShowStakeholderUpdates()),
        ("update texts", ShowStakeholderUpdates()),
        ("update texts are out", PostUpdate("texts are out")),
        ("subscribe", Subscribe()),
        ("subscribe me", Subscribe()),
        ("subscribe off", Subscribe(off=True)),
        ("subscribe #support", Subscribe("C9", "support")),
        ("subscribe off #support", Subscribe("C9", "support", off=True)),
        ("subscribe #support off", Subscribe("C9", "support", off=True)),
        ("subscribe list", ShowSubscribers()),
    ],
)
def test_what_is_typed_is_understood(text: str, request_: Request) -> None:
    assert understood(text) == request_


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Alert P1 detection", AddAction("Alert", priority="P1", kind="detection")),
        ("Alert Process @Bob Kim", AddAction("Alert", "Bob Kim", "U2", kind="process")),
        ("Alert 2024-01-22 kind: mitigation", AddAction("Alert", due=date(2024, 1, 22), kind="mitigation")),
        ("Alert kind prevention", AddAction("Alert", kind="prevention")),
        ('"Alert" detection', AddAction("Alert", kind="detection")),
        ('"Alert" Database team detection P2', AddAction("Alert", "Database team", "", "P2", kind="detection")),
        ("Improve detection", AddAction("Improve detection")),
        ("Write down the process", AddAction("Write down the process")),
        ("Improve the process detection P2", AddAction("Improve the process", priority="P2", kind="detection")),
    ],
)
def test_an_action_item_may_have_a_kind_where_it_can_not_be_the_title(text: str, item: AddAction) -> None:
    assert understood(f"action {text}") == item


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("task 3", "Add an assignee for task 3."),
        ("task @Bob Kim", "Enter a task."),
        ("subscribe #nowhere", "I can't find the channel #nowhere. Check the name."),
        ("subscribe #support #sales", "I can't find the channel #support #sales. Check the name."),
    ],
)
def test_what_is_not_understood_says_what_to_type(text: str, sentence: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        understood(text)
    assert (str(refused.value), refused.value.hint) == (sentence, VERBS[text.split()[0]].hint())
