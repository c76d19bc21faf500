"""Who may: the rules as they are, and that no decision goes round them."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

import bot
from bot.commands.parser import VERBS
from bot.config.policy import Policy
from bot.incidents.model import Incident, Status
from bot.people.model import Person
from bot.people.permissions import REVIEW, may, who_may, why_not
from bot.roles.model import Handover, RoleHolder

AT = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
JANE, BOB, GIL = Person("U1", "Jane"), Person("U2", "Bob"), Person("U3", "Gil", guest=True)
INCIDENT = Incident(
    "T1", 42, "Payments fail", "sev1", Status.INVESTIGATING, JANE, AT, AT, channel="C42", commander=JANE,
    roles=(RoleHolder("scribe", BOB, AT),),
)  # fmt: skip
NOBODYS = frozenset[str]()


def policy(*wanted: str) -> Policy:
    return Policy(permissions={"severity": wanted})


@pytest.mark.parametrize("verb", [*VERBS, REVIEW])
def test_members_may_everything_and_guests_read_log_and_leave(verb: str) -> None:
    assert may(Policy(), verb, JANE, INCIDENT, NOBODYS)
    assert may(Policy(), verb, GIL, INCIDENT, NOBODYS) == (
        verb in ("log", "timeline", "leave", "list", "show", "find", "help")
    )


@pytest.mark.parametrize(
    ("wanted", "person", "groups", "allowed"),
    [
        (("everyone",), GIL, (), True),
        (("members",), GIL, (), False),
        (("members",), BOB, (), True),
        (("S1",), BOB, (), False),
        (("S1",), BOB, ("S1",), True),
        (("S1",), GIL, ("S1", "S2"), True),
        (("U2",), BOB, (), True),
        (("commander",), JANE, (), True),
        (("commander",), BOB, (), False),
        (("scribe", "commander"), BOB, (), True),
        (("scribe",), JANE, (), False),
        (("S1",), Person("", "root"), (), True),
    ],
)
def test_a_verb_is_for_whom_the_policy_names(
    wanted: tuple[str, ...], person: Person, groups: tuple[str, ...], allowed: bool
) -> None:
    assert may(policy(*wanted), "severity", person, INCIDENT, frozenset(groups)) is allowed


def test_where_there_is_no_incident_yet_nobody_has_a_role() -> None:
    assert not may(Policy(permissions={"declare": ("commander",)}), "declare", JANE, None, NOBODYS)


def test_who_was_offered_command_may_answer_whomever_the_verb_is_for() -> None:
    strict = Policy(permissions={"handover": ("commander",)})
    offered = replace(INCIDENT, handover=Handover(BOB, JANE, AT))
    assert not may(strict, "handover", BOB, INCIDENT, NOBODYS)
    assert may(strict, "handover", BOB, offered, NOBODYS)
    assert not may(strict, "severity", GIL, replace(offered, handover=Handover(GIL, JANE, AT)), NOBODYS)


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (("members", "U2"), "Guests can't change the severity. Ask a member of this workspace."),
        (("commander",), "Only the incident commander can change the severity. Ask them."),
        (("S1", "U2", "scribe"), "Only @S1, @U2 and the scribe can change the severity. Ask one of them."),
    ],
)
def test_a_refusal_says_who_may(wanted: tuple[str, ...], sentence: str) -> None:
    assert why_not(policy(*wanted), "severity", "@{}".format).startswith(sentence)


# No way round


def decisions() -> Iterator[tuple[str, ast.Call]]:
    """Every call of the unit of work's decide, and where it stands."""
    for source in Path(bot.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and called.attr == "decide":
                yield f"{source.name}:{called.lineno}", cast(ast.Call, node)


def test_every_decision_says_who_asks_and_by_which_verb() -> None:
    found = dict(decisions())
    assert len(found) > 15
    said = {where: {keyword.arg for keyword in call.keywords} for where, call in found.items()}
    assert {where for where, keywords in said.items() if not {"by", "verb"} <= keywords} == set()


def test_the_verbs_that_decisions_name_are_those_of_the_table() -> None:
    verbs = [keyword.value for _, call in decisions() for keyword in call.keywords if keyword.arg == "verb"]
    named = {str(node.value) for verb in verbs for node in ast.walk(verb) if isinstance(node, ast.Constant)}
    assert named <= set(VERBS)
    assert all(who_may(Policy(), verb) for verb in named)
