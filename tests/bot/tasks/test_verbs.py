"""What `task`, `action`, `record`, `update` and `subscribe` understand."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.verbs import ShowSubscribers, Subscribe
from bot.commands.arguments import as_text
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
        ('task "done deal"', AddTask("done deal")),
        ("task “Roll back” @Bob Kim", AddTask("Roll back", BOB)),
        ("task @Bob Kim look", AddTask("look", BOB)),
        ("task Open the firewall", AddTask("Open the firewall")),
        ("task Ask @here for help with it", AddTask("Ask @here for help with it")),
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
        ("action @Bob Kim fix it P2", AddAction("fix it", "Bob Kim", "U2", "P2")),
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
        ("task done", "Enter the number of the task."),
        ("task @Bob Kim", "Enter a task."),
        ("subscribe #nowhere", "I can't find the channel #nowhere. Check the name."),
        ("subscribe #support #sales", "I can't find the channel #support #sales. Check the name."),
    ],
)
def test_what_is_not_understood_says_what_to_type(text: str, sentence: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        understood(text)
    assert (str(refused.value), refused.value.hint) == (sentence, VERBS[text.split()[0]].hint())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("task done banana", '"banana" is not a task number.'),
        ("task done 2 banana", '"2 banana" is not a task number.'),
        ("task @nobody look", "I can't find @nobody."),
        ("task look @nobody", "I can't find @nobody."),
        ("task 1 @nobody", "I can't find @nobody."),
        ("task @Bob Kim ask @Bob", "Name one person, not both @Bob Kim and @Bob."),
        ("action @nobody fix", "I can't find @nobody."),
        ("action fix @nobody P2", "I can't find @nobody."),
        ("action Fix it P9", '"P9" is not a priority. Use P0 to P3.'),
        ("action Fix it 32.13.2026", '"32.13.2026" is not a date. Use YYYY-MM-DD, such as 2024-01-22.'),
        ("action Fix it 01/02/2026", '"01/02/2026" could be two dates. Use YYYY-MM-DD, such as 2024-01-22.'),
        ("action @Bob fix @Bob Kim", "Name one person, not both @Bob Kim and @Bob."),
        ('action "Fix" P1 P2', 'Use "P1" or "P2", not both.'),
        ('action "Fix" team P9', '"P9" is not a priority. Use P0 to P3.'),
        ('action "Fix" team 2024-02-31', '"2024-02-31" is not a date. Use YYYY-MM-DD, such as 2024-01-22.'),
        ('action "Fix" @nobody', "I can't find @nobody."),
        ('action "Fix" "Database team" @Bob', "Name one person, not both Database team and @Bob."),
        ("action Fix owner: @nobody", "I can't find @nobody."),
    ],
)
def test_what_looks_like_an_argument_and_is_none_is_asked_about_with_the_text_given_back(
    text: str, sentence: str
) -> None:
    verb, typed = text.split(maxsplit=1)
    with pytest.raises(NotUnderstood) as refused:
        understood(text)
    assert str(refused.value) == sentence
    hint = as_text(verb, typed)
    assert refused.value.hint == hint
    again = understood(f"{verb} {hint.arguments}")
    assert isinstance(again, AddTask | AddAction)
    assert again.title == typed


MARKS = [
    '"{}"',
    "“{}”",
    "„{}“",
    "„{}”",
    "«{}»",
    "»{}«",
    "‹{}›",
    "‘{}’",
    "‚{}‘",
    "'{}'",
    "「{}」",
    "『{}』",
    "＂{}＂",
    "”{}”",
    '"{}”',
]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("title", ["Write runbook", "Don't page at night", "Don’t ask for P1 by today", "1 x"])
def test_every_quotation_mark_of_a_keyboard_sets_title_and_owner_apart(mark: str, title: str) -> None:
    quoted, owner = mark.format(title), mark.format("platform team")
    item = AddAction(title, "platform team", "", "P2", date(2026, 3, 10))
    assert understood(f"action {quoted} {owner} P2 10.03.2026") == item
    assert understood(f"action {quoted} P2 10.03.2026 {owner}") == item
    assert understood(f"action {quoted} P2 {owner} due 10 Mar 2026") == item
    assert understood(f"task {quoted}") == AddTask(title)


@given(
    st.text("ab \"“”'‘’«»„@P1:.-", min_size=1, max_size=12).filter(str.strip),
    st.permutations(["P2", "2026-03-10", "detection", "platform team"]),
)
def test_arguments_behind_a_quoted_title_stand_in_any_order(title: str, arguments: list[str]) -> None:
    plain = " ".join(title.replace('"', "").replace("“", "").replace("”", "").split()) or "a"
    asked = understood(f'action "{plain}" {" ".join(arguments)}')
    assert asked == AddAction(plain, "platform team", "", "P2", date(2026, 3, 10), "detection")


@given(
    st.lists(st.sampled_from(["Fix", "it", "P2", "P9", "@Bob", "@nobody", "today", "owner:", "“x”", "p99"]), max_size=6)
)
def test_no_word_of_an_action_item_is_lost(words: list[str]) -> None:
    text = " ".join(words)
    with suppress(NotUnderstood):
        asked = understood(f"action {text}")
        kept = repr(asked)
        assert not isinstance(asked, AddAction) or all(
            word.strip("@“”").rstrip(":") in kept for word in words if word not in ("today", "owner:")
        )
