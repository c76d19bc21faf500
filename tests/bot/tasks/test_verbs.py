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
from templates.commands import slash_commands

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


DIRECTORY = (JANE, Person("U2", "Bob Kim"), Person("U8", "Sam Twin"), Person("U9", "Sam Twin"))


def called(name: str) -> list[Person]:
    meant = name.casefold()
    return [each for each in DIRECTORY if meant in (each.name.casefold(), *each.name.casefold().split())]


def with_directory(text: str) -> Request:
    return parse(TypedText(text, PEOPLE), CommandContext(JANE, NOW, Policy(), called=called)).request


def asked_about(text: str) -> str:
    with pytest.raises(NotUnderstood) as refused:
        with_directory(text)
    hint = refused.value.hint
    assert hint is not None
    return f"{refused.value} {slash_commands.instead(hint)}".replace("#<number> ", "")


@pytest.mark.parametrize(
    "typed",
    [
        "P1",
        "P 1",
        "P-1",
        "prio 1",
        "prio:1",
        "Prio P1",
        "priority 1",
        "priority: P1",
        "priority=1",
        "[P1]",
        "(P1)",
        "P1,",
    ],
)
def test_a_priority_is_read_however_it_is_written(typed: str) -> None:
    assert understood(f"action Fix it {typed}") == AddAction("Fix it", priority="P1")
    assert understood(f'action "Fix it" {typed} Database team') == AddAction("Fix it", "Database team", "", "P1")


@pytest.mark.parametrize(
    "typed", ["priority high", "priority: urgent", "high priority", "low prio", "prio 9", "P9", "P 7"]
)
def test_what_looks_like_a_priority_is_asked_about(typed: str) -> None:
    assert "is not a priority. Use P0 to P3." in asked_about(f"action Fix it {typed}")
    assert "is not a priority. Use P0 to P3." in asked_about(f'action "Fix it" Database team {typed}')


@pytest.mark.parametrize(
    "typed",
    [
        "Lower the alert's priority",
        "Fix priority inversion",
        "Watch P99",
        "Alert per week",
        "Run it weekly",
        "Prepare for Friday",
        "Thank Bob Kim",
    ],
)
def test_words_that_only_remind_of_an_argument_are_text(typed: str) -> None:
    assert with_directory(f"action {typed}") == AddAction(typed)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("friday", "2024-01-19"),
        ("on Friday", "2024-01-19"),
        ("in 3 days", "2024-01-18"),
        ("in two weeks", "2024-01-29"),
        ("next week", "2024-01-22"),
    ],
)
def test_a_due_date_in_words_at_the_end_of_a_title_is_asked_about(typed: str, day: str) -> None:
    said = asked_about(f"action Fix it {typed} P2")
    assert f"could be a due date. For {day}, type /incident action Fix it {day} P2." in said
    assert said.endswith(f'To use it as text, type /incident action "Fix it {typed} P2".')


@pytest.mark.parametrize("typed", ["3.1.24", "next Friday", "end of month", "eow", "yesterday", "2024-22-01"])
def test_a_due_date_that_nobody_can_read_is_asked_about(typed: str) -> None:
    assert "is not a date" in asked_about(f"action Fix it {typed}")


@pytest.mark.parametrize(
    "typed",
    [
        "next week",
        "friday",
        "in 3 days",
        "3.1.24",
        "22/1",
        "eow",
        "tonight",
        "asap",
        "Q3",
        "February",
        "2w",
        "20240122",
        "2024-W04",
        "Friday 14:00",
    ],
)
def test_no_owner_has_a_date_in_the_name(typed: str) -> None:
    assert "is not a date" in asked_about(f'action "Fix it" Platform team P2 {typed}')


@pytest.mark.parametrize("team", ["Platform team", "Team 7", "L2 support", "Database"])
def test_the_name_of_a_team_is_an_owner(team: str) -> None:
    assert with_directory(f'action "Fix it" {team} P2') == AddAction("Fix it", team, "", "P2")


@pytest.mark.parametrize("typed", ["2020-01-01", "due 2020-01-01", "by yesterday"])
def test_a_due_date_in_the_past_is_asked_about(typed: str) -> None:
    assert "is in the past. Enter a due date in the future." in asked_about(f"action Fix it {typed}")


def test_a_person_named_without_a_mention_is_the_owner_or_is_asked_about() -> None:
    assert with_directory('action "Fix it" bob kim P1') == AddAction("Fix it", "Bob Kim", "U2", "P1")
    assert with_directory('action "Fix it" me') == AddAction("Fix it", "Jane Smith", "U1")
    assert with_directory('action "Fix it" none') == AddAction("Fix it")
    assert asked_about('action "Fix it" Bob P1') == (
        '"Bob" could be the owner. For Bob Kim, type /incident action "Fix it" Bob Kim P1. '
        'For a team named Bob, type /incident action "Fix it" "Bob" P1.'
    )
    assert with_directory('action "Fix it" "Bob" P1') == AddAction("Fix it", "Bob", "", "P1")
    assert "Several people are called Sam Twin." in asked_about('action "Fix it" Sam Twin')
    assert 'For Bob Kim, type /incident action "Fix it" Bob Kim P1.' in asked_about("action Fix it Bob Kim P1")


def test_a_person_named_without_a_mention_gets_a_task_or_is_asked_about() -> None:
    assert with_directory("task “Look” Bob Kim") == AddTask("Look", BOB)
    assert with_directory("task 3 bob kim") == AssignTask(3, BOB)
    assert "Did you mean /incident task “Look” Bob Kim?" in asked_about("task “Look” bob")
    assert asked_about("task “Look” now").startswith("I can't find now.")


@pytest.mark.parametrize("typed", ['"" @Bob Kim', "“” @Bob Kim", "'' P1"])
def test_an_empty_title_in_quotation_marks_is_none(typed: str) -> None:
    assert asked_about(f"action {typed}").startswith("Enter an action item.")
    assert asked_about(f"task {typed}").startswith(("Enter a task.", "I can't find P1."))


@pytest.mark.parametrize("verb", ["task", "action"])
def test_another_word_for_done_is_asked_about(verb: str) -> None:
    said = asked_about(f"{verb} close 1")
    assert f"To mark it done, type /incident {verb} done 1." in said
    assert f'To use it as text, type /incident {verb} "close 1".' in said
    assert "is not" in asked_about(f"{verb} done x")


def test_a_slip_of_a_type_beside_other_arguments_is_asked_about() -> None:
    assert "Did you mean detection?" in asked_about("action Fix it detecton P1")
    assert "Did you mean detection?" in asked_about('action "Fix it" detecton')
    assert understood("action Tune detections P1") == AddAction("Tune detections", priority="P1")
    assert 'Use "P1" or "P2", not both.' in asked_about("action Fix it P1 and P2")


def test_marks_between_arguments_are_left_out() -> None:
    item = AddAction("Fix it", "Database team", "", "P1", date(2024, 1, 22), "detection")
    assert understood('action "Fix it": Database team, P1, 2024-01-22, detection') == item
    assert understood('action "Fix it" - owner=Database team priority=P1 due=2024-01-22 type=detection') == item
    assert understood("action Fix it - P1") == understood("action Fix it, P1") == AddAction("Fix it", priority="P1")
    assert "Name one person, not both Bob Kim and Jane Smith." in asked_about('action "Fix it" Bob Kim and Jane Smith')


@pytest.mark.parametrize("owner", ["me", "none", "next week", "P1", "team of @bob", "Friday crew"])
def test_in_quotation_marks_any_words_are_the_name_of_an_owner(owner: str) -> None:
    assert with_directory(f'action "Fix it" "{owner}" P2') == AddAction("Fix it", owner, "", "P2")
