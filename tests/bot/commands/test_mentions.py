"""Whatever is typed around a chosen name, the person is found; nobody is said to be unknown who was chosen."""

import pytest

from bot.commands.parser import parse
from bot.commands.requests import CommandContext, Request, TypedText
from bot.config.policy import Policy
from bot.errors import NotUnderstood
from bot.people.model import Person
from bot.roles.verbs import SetCommander
from bot.tasks.verbs import AddAction, AddTask
from bot.timeline.verbs import Log
from tests.bot.commands.parser_examples import BOB, JANE, NOW, PEOPLE

GONE = Person("U9", "Gil Gone", deactivated=True)


def understood(text: str) -> Request:
    asking = CommandContext(
        JANE,
        NOW,
        Policy(),
        called=lambda name: [each for each in (BOB, GONE) if name.casefold() in each.name.casefold()],
    )
    return parse(TypedText(text, PEOPLE), asking).request


@pytest.mark.parametrize("behind", ["", ":", ",", ".", " –", "!"])
def test_a_mark_behind_the_name_in_front_belongs_to_neither_name_nor_text(behind: str) -> None:
    logged = understood(f"log @Bob Kim{behind} restarted the pods")
    assert isinstance(logged, Log)
    assert logged.author == BOB
    assert logged.text.lstrip("– ") == "restarted the pods"


def test_what_belongs_to_a_person_names_no_author() -> None:
    logged = understood("log @Bob Kim's fix is out")
    assert isinstance(logged, Log)
    assert (logged.author, logged.text) == (None, "@Bob Kim's fix is out")


@pytest.mark.parametrize(
    "typed", ["Roll back @Bob Kim.", "Roll back (@Bob Kim)", "@Bob Kim: Roll back", "Roll back @Bob Kim,"]
)
def test_a_task_and_an_action_item_find_their_person_whatever_stands_around_the_name(typed: str) -> None:
    task, item = understood(f"task {typed}"), understood(f"action {typed}")
    assert isinstance(task, AddTask)
    assert isinstance(item, AddAction)
    assert (task.title, task.assignee) == ("Roll back", BOB)
    assert (item.title, item.owner) == ("Roll back", "Bob Kim")


@pytest.mark.parametrize("typed", ["@Bob Kim.", "@Bob Kim", "Bob Kim", "bob kim"])
def test_a_commander_is_found_by_a_chosen_or_a_whole_name(typed: str) -> None:
    assert understood(f"commander {typed}") == SetCommander(BOB)


def test_an_action_item_is_refused_for_a_deactivated_account_also_by_its_name() -> None:
    with pytest.raises(NotUnderstood, match="deactivated"):
        understood('action "Write it down" Gil Gone')


@pytest.mark.parametrize(
    "title",
    [
        "`user-api` needs a circuit breaker",
        "```kubectl get pods```",
        "`kubectl scale` in runbook",
        "Document the outage of 10 Jan",
        "Alert on P1",
        "Stop using p2",
    ],
)
def test_code_and_what_belongs_to_the_sentence_stay_in_the_title(title: str) -> None:
    assert understood(f"action {title}") == AddAction(title)


@pytest.mark.parametrize("title", ["`kubectl rollout undo` on prod", "```kubectl get pods```"])
def test_code_stays_in_the_title_of_a_task(title: str) -> None:
    assert understood(f"task {title}") == AddTask(title, None)
