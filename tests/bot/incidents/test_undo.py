"""Taking a change back: what a line carries for it, what comes back, and what stays."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config.policy import Policy
from bot.errors import Refused
from bot.incidents import closing, merging, severity_change, transitions, undo
from bot.incidents.change import Change
from bot.incidents.declaring.model import Declaration
from bot.incidents.declaring.opening import new_incident
from bot.incidents.model import Incident, Status
from bot.incidents.transitions import Verb
from bot.incidents.undo import Thing
from bot.outbox.channels import Topic
from bot.outbox.incidents import RevertibleLine
from bot.people.model import Person
from bot.timeline.model import Entry, EntryChange

AT = datetime(2024, 1, 15, 14, 50, tzinfo=UTC)
JANE, BOB = Person("U1", "Jane Smith"), Person("U2", "Bob Kim")
INCIDENT = replace(
    new_incident(Declaration("Payments fail", "sev1", JANE), "T1", AT - timedelta(hours=1)),
    number=42,
    channel="C1",
)


def line_of(change: Change) -> RevertibleLine:
    return next(each for each in change.effects if isinstance(each, RevertibleLine))


def made(
    change: Change, thing: Thing = Thing.STATUS, before: Incident = INCIDENT
) -> tuple[Incident, RevertibleLine, Entry]:
    offered = undo.offered(before, change, thing, None)
    [entry] = offered.entries
    return offered.incident, line_of(offered), replace(entry, id=7)


CHANGES = {
    "status": lambda incident: transitions.change_status(incident, Verb.MONITOR, JANE, AT),
    "resolve": lambda incident: transitions.resolve(incident, JANE, AT, "Rolled back"),
    "cancel": lambda incident: closing.cancel(incident, "Not real", JANE, AT),
}


@pytest.mark.parametrize("how", CHANGES)
def test_the_incident_is_as_it_was_and_the_entry_is_off_the_timeline_with_a_trace(how: str) -> None:
    incident, line, entry = made(CHANGES[how](INCIDENT))
    change = undo.take_back(incident, line, line, [entry], BOB, AT)
    assert replace(change.incident, version=0) == replace(INCIDENT, version=0)
    [gone] = change.entries
    assert (gone.id, gone.removed, gone.change, gone.changed_by) == (7, True, EntryChange.REMOVED, BOB)
    assert gone.text == entry.text


def test_a_line_that_was_taken_back_says_so() -> None:
    incident, line, entry = made(CHANGES["status"](INCIDENT))
    taken = line.settled(taken_back=True)
    with pytest.raises(Refused, match=r"^This was already undone\.$"):
        undo.take_back(incident, taken, taken, [entry], BOB, AT)


def test_an_older_line_is_refused_with_what_to_type() -> None:
    incident, line, entry = made(CHANGES["status"](INCIDENT))
    with pytest.raises(Refused, match=r"because it was changed again later\.$"):
        undo.take_back(incident, line, replace(line, key="42/line/9"), [entry], BOB, AT)


def test_the_line_before_offers_it_no_more() -> None:
    _, line, _ = made(CHANGES["status"](INCIDENT))
    later = undo.offered(INCIDENT, CHANGES["resolve"](INCIDENT), Thing.STATUS, line)
    assert [effect for effect in later.effects if effect.key == line.key][-1] == replace(line, undo=None)


def test_a_final_change_offers_nothing_and_silences_the_one_before() -> None:
    _, line, _ = made(CHANGES["status"](INCIDENT))
    merged = merging.end(INCIDENT, replace(INCIDENT, number=41), JANE, AT)
    final = undo.final(replace(merged, incident=replace(merged.incident, version=8)), Thing.STATUS, line)
    assert final.effects[-1] == replace(line, undo=None)
    assert not any(isinstance(each, RevertibleLine) and each.undo for each in final.effects)


def test_what_something_else_has_changed_since_stays() -> None:
    incident, line, entry = made(CHANGES["resolve"](INCIDENT))
    later = replace(incident, resolved_at=AT - timedelta(minutes=5))
    back = undo.take_back(later, line, line, [entry], BOB, AT).incident
    assert (back.status, back.resolved_at) == (Status.INVESTIGATING, AT - timedelta(minutes=5))


def test_a_severity_that_is_taken_back_is_in_the_topic_again() -> None:
    changed = severity_change.change_severity(INCIDENT, "sev3", JANE, AT, Policy())
    incident, line, entry = made(changed, Thing.SEVERITY)
    change = undo.take_back(incident, line, line, [entry], BOB, AT)
    assert change.incident.severity == "sev1"
    assert Topic in map(type, change.effects)


MOVES = (Verb.IDENTIFY, Verb.MITIGATE, Verb.MONITOR, Verb.INVESTIGATE, Verb.RESOLVE)


@given(st.lists(st.sampled_from(MOVES), max_size=6), st.sampled_from(MOVES))
def test_whatever_came_before_the_last_change_can_be_taken_back_whole(verbs: list[Verb], last: Verb) -> None:
    incident = INCIDENT
    for place, verb in enumerate((*verbs, last)):
        try:
            change = transitions.change_status(incident, verb, JANE, AT + timedelta(minutes=place))
        except Refused:
            continue
        after, line, entry = made(change, before=incident)
        back = undo.take_back(after, line, line, [entry], BOB, AT).incident
        assert replace(back, version=0) == replace(incident, version=0)
        incident = after
