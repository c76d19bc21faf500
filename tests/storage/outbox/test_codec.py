"""Messages as columns and back: each kind whole, and every row that an earlier version may have left waiting."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from bot.json_types import Json
from bot.outbox import nudges
from bot.outbox.incidents import FieldChange, StatusChanged
from bot.outbox.model import InChannel, OutboxMessage, UnreadableMessage
from bot.outbox.nudges import Nudge, OverdueUpdate, SilenceExplained, UnexplainedSilence
from bot.outbox.roles import HandoverBrief, HandoverEnd, HandoverOffer
from bot.outbox.updates import UpdateBelowAnnouncement
from bot.people.model import Person
from storage import Database, SqliteStore, open_database
from storage.outbox.codec import ALTERNATIVES, KINDS, decoded, encoded
from storage.schema.migrations import MIGRATIONS

OLD_ROWS = json.loads((Path(__file__).parent / "old_rows.json").read_text(encoding="utf-8"))
ADDRESS = ("42/it", "posts", ("42/channel", "42/card"))
AT = datetime(2024, 1, 15, 14, 38, 7, tzinfo=UTC)
JANE = Person("U1", "Jane")
PLAIN = {str: "text", int: 7, bool: True, datetime: AT, date: AT.date()}


def example(hint: Any) -> Any:
    """A value of this type that no dataclass begins with."""
    if get_origin(hint) is UnionType:
        return example(next(each for each in get_args(hint) if each is not type(None)))
    if get_origin(hint) is tuple:
        return (example(get_args(hint)[0]),) * 2
    return whole(hint) if is_dataclass(hint) else PLAIN[hint]


def whole(kind: Any, **known: object) -> Any:
    hints = get_type_hints(kind)
    facts = {each.name: example(hints[each.name]) for each in fields(kind) if each.name not in known}
    return kind(**facts, **known)


def addressed(kind: type[OutboxMessage]) -> OutboxMessage:
    key, ordering_key, depends_on = ADDRESS
    message: OutboxMessage = whole(kind, key=key, ordering_key=ordering_key, depends_on=depends_on)
    return message


def through_json(message: OutboxMessage) -> OutboxMessage:
    kind, facts = encoded(message)
    return decoded(kind, json.loads(json.dumps(facts)), (message.key, message.ordering_key, message.depends_on))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_message_comes_back_as_it_was(kind: type[OutboxMessage]) -> None:
    message = addressed(kind)
    assert through_json(message) == message


@pytest.mark.parametrize("kind", [*get_args(nudges.Question), *get_args(nudges.Answer)])
def test_each_question_and_each_answer_comes_back_as_it_was(kind: type[Any]) -> None:
    known = (whole(kind),)
    message = Nudge(*ADDRESS, questions=known) if kind in get_args(nudges.Question) else Nudge(*ADDRESS, answers=known)
    assert through_json(message) == message
    assert kind in ALTERNATIVES.values()


def test_every_kind_of_message_has_a_tag_of_its_own() -> None:
    def below(kind: type[OutboxMessage]) -> set[type[OutboxMessage]]:
        return {kind}.union(*map(below, kind.__subclasses__()))

    concrete = {kind for kind in below(OutboxMessage) if not kind.__subclasses__()}
    assert concrete - {InChannel, UnreadableMessage} == set(KINDS.values())
    assert len(set(KINDS.values())) == len(KINDS)


def test_facts_that_are_as_they_begin_are_not_written() -> None:
    line = StatusChanged("1/line/1", by=Person("U1", "Jane"), at=AT, before="investigating", status="identified")
    assert set(encoded(line)[1]) == {"by", "at", "before", "status"}


def test_a_kind_that_no_version_wrote_is_an_error() -> None:
    with pytest.raises(KeyError, match="sing"):
        decoded("sing", {}, ADDRESS)


# What earlier versions wrote


def old(kind: str, **facts: object) -> Mapping[str, Any]:
    found = (row for row in OLD_ROWS if row["kind"] == kind and facts.items() <= row["payload"].items())
    row: Mapping[str, Any] = next(found)
    return row


def read(row: Mapping[str, Any]) -> OutboxMessage:
    return decoded(row["kind"], row["payload"], (row["key"], row["ordering_key"], tuple(row["depends_on"])))


@pytest.mark.parametrize("row", OLD_ROWS, ids=lambda row: f"{row['kind']} {row['payload'].get('what', '')}")
def test_a_row_of_an_earlier_version_is_read_and_keeps_its_place_and_is_written_as_today(row: dict[str, Any]) -> None:
    message = read(row)
    assert (message.key, message.ordering_key, list(message.depends_on)) == (
        row["key"],
        row["ordering_key"],
        row["depends_on"],
    )
    assert message.priority == row["priority"]
    assert through_json(message) == message


def test_a_change_that_waits_can_still_be_taken_back() -> None:
    row = old("post", what="identify")
    undo: Json = {"status": ["investigating", "identified"], "promised_at": [None, AT.isoformat()]}
    line = decoded("post", {**row["payload"], "thing": "status", "undo": undo}, ADDRESS)
    assert isinstance(line, StatusChanged)
    assert (line.before, line.status, line.thing) == ("investigating", "identified", "status")
    assert line.undo == (
        FieldChange("status", "investigating", "identified"),
        FieldChange("promised_at", None, AT.isoformat()),
    )


def test_a_nudge_that_waits_asks_what_it_asked() -> None:
    person: Json = {"id": "U1", "name": "Jane"}
    facts: dict[str, Json] = {
        "due": AT.isoformat(),
        "at": AT.isoformat(),
        "last": AT.isoformat(),
        "mentions": [person],
        "directly": [],
    }
    nudge = decoded("nudge", {**facts, "gap_from": AT.isoformat()}, ADDRESS)
    assert isinstance(nudge, Nudge)
    asked = (OverdueUpdate(AT, AT, (Person("U1", "Jane"),)), UnexplainedSilence(AT))
    assert (nudge.at, nudge.questions, nudge.answers) == (AT, asked, ())


FLAT: Mapping[str, tuple[Mapping[str, Json], nudges.Question | nudges.Answer]] = {
    "commander": ({"vacant_from": AT.isoformat()}, nudges.MissingCommander(AT)),
    "taken": ({"vacant_over": "Bob Kim"}, nudges.CommandTaken("Bob Kim")),
    "ended": ({"vacant_over": ""}, nudges.CommandUnneeded()),
    "doubt": ({"look": "sev1", "was": "sev3", "reasons": ["Lost"]}, nudges.SeverityDoubt("sev1", "sev3", ("Lost",))),
    "settled": ({"kept": "sev3", "look_by": {"id": "U1", "name": "Jane"}}, nudges.SeveritySettled("sev3", JANE)),
    "idle": ({"idle_from": AT.isoformat()}, nudges.IdleIncident(AT)),
    "idle over": ({"idle_over": "resolved"}, nudges.IdleIncidentEnded("resolved")),
    "review": ({"review_by": AT.isoformat()}, nudges.OverdueReview(AT)),
    "review over": ({"review_over": True}, nudges.ReviewFinished()),
    "factors": ({"factors": 2}, nudges.UndecidedFactors(2)),
    "unowned": ({"unowned": [1, 3]}, nudges.UnownedActionItems((1, 3))),
    "silence": ({"gap_by": {"id": "U1", "name": "Jane"}, "nothing": True}, SilenceExplained(JANE, nothing=True)),
    "given": ({"passed": AT.isoformat(), "answered_by": {"id": "U1", "name": "Jane"}}, nudges.UpdateGiven(JANE)),
    "snoozed": (
        {"snoozed_by": {"id": "U1", "name": "Jane"}, "until": AT.isoformat(), "over": "resolved"},
        nudges.UpdateSnoozed(JANE, AT),
    ),
    "put off": ({"put_off": AT.isoformat()}, nudges.UpdatePutOff()),
    "asked again": ({"passed": AT.isoformat()}, nudges.UpdateAskedAgain()),
    "unneeded": ({"over": "resolved"}, nudges.UpdateUnneeded("resolved")),
}


@pytest.mark.parametrize("kind", ["prompts", "direct_prompts"])
@pytest.mark.parametrize("case", FLAT)
def test_what_was_asked_and_answered_as_one_flat_set_of_facts_is_read(kind: str, case: str) -> None:
    flat, found = FLAT[case]
    read = decoded(kind, {"to": "U2", "prompts": {"at": AT.isoformat(), **flat}}, ADDRESS)
    assert isinstance(read, nudges.Asking)
    assert (read.at, *read.questions, *read.answers) == (AT, found)


def test_an_offer_that_waits_brings_its_brief_and_what_became_of_it() -> None:
    row = next(row for row in OLD_ROWS if "tried" in row["payload"] and "end" in row["payload"])
    offer = read(row)
    assert isinstance(offer, HandoverOffer)
    assert isinstance(offer.brief, HandoverBrief)
    assert isinstance(offer.end, HandoverEnd)
    assert offer.end.how == row["payload"]["end"]


def test_an_update_that_waits_says_all_that_it_said() -> None:
    row = old("thread", what="update")
    below = read(row)
    assert isinstance(below, UpdateBelowAnnouncement)
    assert (below.update.text, below.update.number) == (row["payload"]["text"], row["payload"]["number"])


# What is wanted again


def test_what_is_asked_at_the_same_moment_and_what_is_answered_is_one_message() -> None:
    update, silence, told = OverdueUpdate(AT, AT), UnexplainedSilence(AT), SilenceExplained(JANE)
    asked = Nudge(*ADDRESS, at=AT, questions=(update,))
    more = Nudge(*ADDRESS, at=AT, questions=(silence,)).merged_over(asked)
    answered = Nudge(*ADDRESS, answers=(told,)).merged_over(more)
    assert answered == Nudge(*ADDRESS, at=AT, questions=(update, silence), answers=(told,))
    assert isinstance(answered, Nudge)
    assert answered.still_open == [update]


def test_a_severity_that_somebody_kept_stays_theirs_for_as_long_as_it_is_that() -> None:
    kept = Nudge(*ADDRESS, at=AT, answers=(nudges.SeveritySettled("sev3", JANE),))
    ended = Nudge(*ADDRESS, at=AT, answers=(nudges.SeveritySettled("sev3"),))
    changed = Nudge(*ADDRESS, at=AT, answers=(nudges.SeveritySettled("sev1"),))
    assert ended.merged_over(kept) == kept
    assert changed.merged_over(kept) == changed


def test_the_end_of_an_offer_keeps_its_brief() -> None:
    offer = addressed(HandoverOffer)
    assert isinstance(offer, HandoverOffer)
    ended = replace(offer, brief=None, note="", end=HandoverEnd("accepted", Person("U2", "Bob"), AT))
    assert ended.merged_over(replace(offer, end=None)) == replace(offer, end=ended.end)


def test_every_row_that_waited_in_an_older_file_waits_in_the_new_one(tmp_path: Path) -> None:
    with Database(tmp_path / "muster.db") as database:
        MIGRATIONS.apply(database.tables, stop_before="17_queue")
        for place, row in enumerate(OLD_ROWS):
            fresh = {
                "wanted": 1,
                "done": 0,
                "tried": 0,
                "attempts": 0,
                "not_before": BEFORE,
                "result": "{}",
                "error": "",
            }
            order = {"lane": row["ordering_key"], "needs": json.dumps(row["depends_on"]), "importance": row["priority"]}
            told = {"step": row["kind"], "payload": json.dumps(row["payload"])}
            database.tables.table("outbox").insert({"team": "T1", "key": str(place), **told, **order, **fresh})
    with open_database(tmp_path / "muster.db") as database:
        outbox = SqliteStore(database, "T1").outbox
        waiting = {row.key: row.message for row in outbox.deliverable(0)}
        assert list(waiting) == [str(place) for place in range(len(OLD_ROWS))]
        answerable = {key: message for key, message in waiting.items() if message.is_answerable}
        assert len(answerable) > 50
        assert {key: outbox.answerable(key) for key in answerable} == answerable


BEFORE = "2024-01-15T14:23:00.000000+00:00"
