"""The words of the verbs about people: what each means, and what is said of those that mean nothing."""

from datetime import UTC, datetime

import pytest

from bot.commands.parser import VERBS, parse
from bot.commands.requests import CommandContext, Request, TypedText
from bot.config.policy import Policy
from bot.errors import NotUnderstood
from bot.people.model import Person
from bot.people.verbs import Join, Leave
from bot.roles.verbs import AssignRole, OfferHandover, ReleaseRole, SetCommander, ShowRoles

JANE, BOB = Person("U1", "Jane"), Person("U2", "Bob Kim")
ASKING = CommandContext(JANE, datetime(2024, 1, 15, 14, 23, tzinfo=UTC), Policy())
PEOPLE = {"@Bob Kim": "U2", "@Bob Kim Junior": "U3"}


def read(text: str) -> Request:
    return parse(TypedText(text, {name: who for name, who in PEOPLE.items() if name in text}), ASKING)[1]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("role scribe", AssignRole("scribe", JANE)),
        ("role Scribe me", AssignRole("scribe", JANE)),
        ("role scribe @Bob Kim", AssignRole("scribe", BOB)),
        ("role comms @Bob Kim", AssignRole("communications", BOB)),
        ("role comms to @Bob Kim", AssignRole("communications", BOB)),
        ("role comms: @Bob Kim", AssignRole("communications", BOB)),
        ("role Communications lead @Bob Kim", AssignRole("communications", BOB)),
        ("role ops", AssignRole("operations", JANE)),
        ("role subject matter expert @Bob Kim Junior", AssignRole("sme", Person("U3", "Bob Kim Junior"))),
        ("role scribe none", ReleaseRole("scribe")),
        ("role scribe release @Bob Kim", ReleaseRole("scribe", BOB)),
        ("role sme none me", ReleaseRole("sme", JANE)),
        ("role incident commander @Bob Kim", SetCommander(BOB)),
        ("role IC", SetCommander(JANE)),
        ("commander @Bob Kim", SetCommander(BOB)),
        ("roles", ShowRoles()),
        ("join", Join()),
        ("join 42", Join(42)),
        ("join #42", Join(42)),
        ("leave", Leave()),
        ("handover @Bob Kim", OfferHandover(BOB)),
        ("handover @Bob Kim rollback is half done", OfferHandover(BOB, "rollback is half done")),
        ("handover to @Bob Kim Junior", OfferHandover(Person("U3", "Bob Kim Junior"))),
    ],
)
def test_what_is_typed_means(typed: str, asked: Request) -> None:
    assert read(typed) == asked


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("role comunications", '"comunications" is not a role. Did you mean communications?'),
        ("role opps @Bob Kim", '"opps" is not a role. Did you mean operations?'),
        ("role xyz", '"xyz" is not a role. Use commander, communications, operations, scribe or sme.'),
        ("role", "Name a role: commander,"),
        ("role none", "Name a role:"),
        ("role @Bob Kim scribe", 'This command does not take "scribe".'),
        ("role scribe @someone", "I can't find @someone."),
        ("leave now", 'This command does not take "now".'),
        ("join payments", '"payments" is not an incident number.'),
        ("handover", "Name the new incident commander."),
        ("handover bob", "I can't find bob."),
    ],
)
def test_what_means_nothing_gets_a_sentence_with_what_to_type(typed: str, sentence: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        read(typed)
    assert str(refused.value).startswith(sentence)
    assert refused.value.hint == VERBS[typed.split()[0]].hint()
