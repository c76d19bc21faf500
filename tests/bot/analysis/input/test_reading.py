"""Reading inputs: each shape becomes the same Case, what is unknown is kept, what is bad is named with its place."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case, Evidence, Participant
from bot.errors import InputError
from bot.timeline.model import EntryKind

SAMPLES = Path(__file__).parents[4] / "samples"


def read(value: Any) -> Case:
    found = read_input(json.dumps(value), "x.json")
    assert not found.many
    return found.cases[0]


def sample(name: str) -> Case:
    return read_input((SAMPLES / name).read_text("utf-8"), name).cases[0]


def event(**fields: Any) -> dict[str, Any]:
    return {"timestamp": "2024-06-11T23:20:00Z", "text": "Looking", **fields}


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 6, 11, hour, minute, tzinfo=UTC)


# The rich shape


def test_each_fact_of_the_rich_shape_has_its_place() -> None:
    case = sample("payment-outage.json")
    assert (case.id, case.title, case.severity) == ("INC-2024-0142", "Payment service degradation", "SEV1")
    assert (case.status, case.commander) == ("resolved", "Jane Smith")
    assert case.services == ("payment-gateway", "checkout", "subscription-billing")
    assert case.description == "Card payments have been failing or timing out in both regions since about 14:15 UTC."
    assert case.moments["declared_at"] == datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
    assert case.moment_places == {"declared_at": "incident.declared_at", "resolved_at": "incident.resolved_at"}
    assert (len(case.events), len(case.told), len(case.factors), len(case.actions)) == (18, 5, 4, 5)
    assert case.participants[3] == Participant("Carol Davis", "Database SME")
    assert not case.unknown
    assert not case.complaints


def test_figures_of_impact_and_customer_impact_come_under_one_set_of_names() -> None:
    case = sample("payment-outage.json")
    assert case.facts["affected_users"] == 12500
    assert case.facts["affected_users_percentage"] == 45
    assert case.facts["failed_transactions"] == 342
    assert case.facts["revenue_impact_usd"] == 28500
    assert case.facts["regions"] == ["us-east-1", "eu-west-1"]
    assert case.facts["data_loss"] is False
    assert case.facts["workaround_available"] is False
    assert case.fact_places["affected_users"] == "resolution.customer_impact.affected_users"


def test_what_ended_it_is_kept_apart_from_what_keeps_it_away() -> None:
    case = sample("payment-outage.json")
    assert [fix.category for fix in case.fixes] == ["short-term", "short-term", "long-term"]
    assert case.fixes[2].evidence.place == "resolution.permanent_fix"


def test_an_action_item_has_owner_priority_date_kind_and_status() -> None:
    todo = sample("payment-outage.json").actions[0]
    assert (todo.owner, todo.priority, todo.due) == ("Alice Chen", "P1", date(2024, 1, 22))
    assert (todo.kind, todo.status, todo.evidence.place) == ("detection", "open", "action_items[0].title")


def test_what_an_event_carries_beside_its_text_is_kept_with_it() -> None:
    case = sample("payment-outage.json")
    assert case.events[0].extra == {"pool_in_use_percent": 95, "alert_at_percent": 90}
    assert (case.events[9].kind, case.events[9].status) == (EntryKind.COMMUNICATION, "identified")
    assert [told.channel for told in case.told][:2] == ["status_page", "slack_exec"]


def test_signals_and_context_are_figures_too() -> None:
    releases = [{"service": "user-api", "version": "2.4.1"}]
    case = read(
        {
            "title": "x",
            "signals": {"alert_count": 12},
            "context": {"recent_deployments": releases, "on_call": {"primary": "a"}},
        }
    )
    assert case.facts == {"alert_count": 12, "recent_deployments": releases, "on_call_primary": "a"}


# The flat shape


def test_each_fact_of_the_flat_shape_has_its_place() -> None:
    case = sample("pool-exhaustion.json")
    assert (case.id, case.severity, case.commander) == ("INC-2024-0315-001", "SEV2", "Mike Rodriguez")
    assert case.participants[0] == Participant("Sarah Chen", "On-call engineer, first responder")
    assert case.moments == {
        "started_at": datetime(2024, 3, 15, 14, 30, tzinfo=UTC),
        "detected_at": datetime(2024, 3, 15, 14, 30, tzinfo=UTC),
        "acknowledged_at": datetime(2024, 3, 15, 14, 35, tzinfo=UTC),
        "resolved_at": datetime(2024, 3, 15, 15, 35, tzinfo=UTC),
    }
    assert case.moment_places["detected_at"] == "detection_details.detection_time"
    assert [claim.category for claim in case.detection] == ["detection method", "alert source", "time to detection"]
    assert case.facts["time_to_response"] == "5 minutes"
    assert case.facts["executives_notified"] is False
    assert case.facts["peak_error_rate"] == "45%"
    assert case.facts["regions"] == ["us-west", "us-east", "eu-west"]
    assert [claim.category for claim in case.impact] == ["customer impact", "business impact"]
    assert case.causes[0].evidence.place == "technical_details.root_cause"
    assert case.fixes[0].text == "rollback to v2.2.9 (7 minutes)"
    assert (len(case.told), len(case.lessons), len(case.actions)) == (2, 4, 4)
    assert not case.unknown
    assert not case.complaints


def test_an_input_without_events_has_those_that_its_dated_fields_tell() -> None:
    found = sample("pool-exhaustion.json").events
    assert [(each.number, each.text, each.source) for each in found][2:5] == [
        (3, "Acknowledged", "response_details.time_to_response"),
        (4, "War room established", "response_details.war_room_established"),
        (5, "We're looking into failed payments", "communication_log[0].message"),
    ]
    assert [each.at for each in found] == sorted(each.at for each in found if each.at)


@pytest.mark.parametrize(
    ("facts", "key", "minute"),
    [
        ({"time_to_detect": "4 min"}, "detected_at", 4),
        ({"time_to_acknowledge": 7}, "acknowledged_at", 7),
        ({"duration": "1h 5m"}, "resolved_at", 65),
        ({"duration": "long"}, "resolved_at", None),
    ],
)
def test_a_stated_length_tells_the_moment_that_it_reaches(facts: Any, key: str, minute: int | None) -> None:
    moments = read({"title": "x", "started_at": "2024-06-11T22:00:00Z", **facts}).moments
    assert moments.get(key) == (at(22) + timedelta(minutes=minute) if minute else None)


def test_a_stated_moment_goes_before_one_that_a_length_tells() -> None:
    given = {"started_at": "2024-06-11T22:00:00Z", "resolved_at": "2024-06-11T23:00:00Z", "duration": "45 minutes"}
    assert read({"title": "x", **given}).moments["resolved_at"] == at(23)


# Lists of events


@pytest.mark.parametrize("key", ["timestamp", "time", "ts", "at", "date", "occurred_at", "@timestamp", "Date Time"])
def test_an_events_time_has_many_names(key: str) -> None:
    assert read({"events": [{key: "2024-06-11T23:20:00Z", "text": "x"}]}).events[0].at == at(23, 20)


@pytest.mark.parametrize("key", ["text", "message", "description", "summary", "event", "content", "msg", "note"])
def test_an_events_text_has_many_names(key: str) -> None:
    assert read([{"timestamp": "2024-06-11T23:20:00Z", key: "Looking"}]).events[0].text == "Looking"


@pytest.mark.parametrize("key", ["actor", "user", "author", "who", "by", "Username"])
def test_an_events_actor_has_many_names(key: str) -> None:
    assert read([event(**{key: "Li Wei"})]).events[0].actor == "Li Wei"


def test_an_actor_may_be_an_object_with_a_name() -> None:
    assert read([event(author={"id": "U1", "name": "Li Wei"})]).events[0].actor == "Li Wei"


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("alert", EntryKind.DETECTION),
        ("Root cause", EntryKind.INVESTIGATION),
        ("resolved", EntryKind.RESOLUTION),
        ("mitigation", EntryKind.MITIGATION),
        ("follow-up", EntryKind.REVIEW),
        ("info", None),
        ("", None),
    ],
)
def test_a_given_type_names_the_phase_where_only_one_is_meant(word: str, kind: EntryKind | None) -> None:
    read_event = read([event(type=word)]).events[0]
    assert (read_event.type, read_event.kind) == (word, kind)


def test_source_severity_link_and_unknown_fields_are_kept() -> None:
    found = read([event(source="datadog", level="error", url="https://example.com/1", host="web-1")]).events[0]
    assert (found.source, found.severity, found.link) == ("datadog", "error", "https://example.com/1")
    assert found.extra == {"host": "web-1"}


def test_events_keep_the_order_of_the_input_and_are_numbered_in_it() -> None:
    found = read([event(text="b"), event(text="a", timestamp="2024-06-11T22:00:00Z")]).events
    assert [(each.number, each.text) for each in found] == [(1, "b"), (2, "a")]


def test_a_clock_beside_a_date_and_a_clock_alone_are_set_on_their_day() -> None:
    given = [
        {"date": "2024-06-11", "time": "23:20", "text": "a"},
        {"time": "23:40", "text": "b"},
        {"time": "0:10", "text": "c"},
    ]
    found = read({"events": given}).events
    assert [each.at for each in found] == [at(23, 20), at(23, 40), datetime(2024, 6, 12, 0, 10, tzinfo=UTC)]


NO_ZONE = "No time zone is given, so times are read as UTC."


def test_clocks_stand_on_the_incidents_day() -> None:
    case = read({"start_time": "2024-06-11T22:00:00Z", "events": [{"time": "23:20", "text": "x"}]})
    assert case.events[0].at == at(23, 20)
    assert case.complaints == (NO_ZONE,)


def test_where_no_day_is_known_the_case_says_so() -> None:
    complaints = read([{"time": "23:20", "text": "x", "actor": "y"}]).complaints
    assert complaints == ("No date is given, so times are shown without one.", NO_ZONE)


@pytest.mark.parametrize("row", [["2024-06-11T23:20:00Z", "Looking"], "2024-06-11T23:20:00Z Looking"])
def test_an_event_may_be_a_row_or_a_line(row: Any) -> None:
    found = read([row, row]).events
    assert [(each.at, each.text) for each in found] == [(at(23, 20), "Looking")] * 2


def test_json_lines_are_a_list() -> None:
    text = "\n".join(json.dumps(event(text=word)) for word in ("a", "b"))
    assert [each.text for each in read_input(text, "x.jsonl").cases[0].events] == ["a", "b"]


# Lists of incidents


def test_a_list_of_incidents_is_answered_with_as_many_in_their_order() -> None:
    found = read_input(
        json.dumps([{"description": "a"}, {"title": "b"}, {"description": "c", "service": "d"}]), "x.json"
    )
    assert found.many
    assert [case.title or case.description for case in found.cases] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "given",
    [
        [{"description": "checkout is down"}],
        [{"description": "checkout is down", "customer_facing": True, "environment": "staging"}],
        [{"incident": {"title": "x"}, "events": []}],
        [{"title": "x", "created_at": "2024-06-11T23:20:00Z", "description": "y"}],
        [{"timestamp": "2024-06-11T23:20:00Z", "title": "x", "affected_services": ["a"]}],
    ],
)  # fmt: skip
def test_what_describes_incidents_is_a_list_of_them(given: Any) -> None:
    found = read_input(json.dumps(given), "x.json")
    assert found.many
    assert len(found.cases) == len(given)


@pytest.mark.parametrize(
    "given",
    [
        [{"timestamp": "2024-06-11T23:20:00Z", "description": "x"}],
        [{"time": "23:20", "message": "x", "actor": "y"}, {"message": "no time", "actor": "z"}],
        [{"text": "x", "user": "y"}],
        ["23:20 paged", "23:25 looking"],
    ],
)
def test_what_tells_of_moments_is_a_list_of_events(given: Any) -> None:
    assert len(read(given).events) == len(given)


def test_what_is_no_incident_has_its_place_in_the_answers_all_the_same() -> None:
    found = read_input('[{"title": "a"}, null, 7, {}]', "x.json")
    assert len(found.cases) == 4
    assert found.cases[2].complaints == ("[2]: 7 doesn't describe an incident.",)


def test_an_empty_list_is_answered_with_one() -> None:
    assert read_input("[]", "x.json").cases == ()


def test_incidents_may_stand_in_an_object() -> None:
    assert len(read_input('{"incidents": [{"title": "a"}, {"title": "b"}]}', "x.json").cases) == 2


# What is unknown, missing or bad


def test_an_unknown_field_is_kept_by_its_path() -> None:
    case = read({"incident": {"title": "x", "mood": "tense"}, "weather": {"rain": [1, None], "wind": {"north": 3}}})
    assert case.unknown == {"incident.mood": "tense", "weather.rain": [1, None], "weather.wind.north": 3}
    assert not case.complaints


def test_missing_is_missing() -> None:
    assert read({"title": "x"}) == Case(name="x.json", title="x")
    assert read({"title": "x", "events": None, "impact": {}, "severity": " "}) == Case(name="x.json", title="x")


def test_fields_of_ones_own_that_are_nothing_but_a_time_are_times() -> None:
    log = [{"t": "09:15", "note": "first complaint"}, {"t": "11:30", "note": "balances right again"}]
    todo = [{"do": "add a key", "by": "2026-10-16", "owner": "Ngozi"}]
    case = read({"name": "Points credited twice", "when": "2026-10-02", "log": log, "customers": 8120, "todo": todo})
    assert [f"{each.at:%m-%d %H:%M} {each.text}" for each in case.events if each.at] == [
        "10-02 09:15 first complaint",
        "10-02 11:30 balances right again",
    ]
    assert case.facts["affected_users"] == 8120
    assert [(each.title, each.owner, str(each.due)) for each in case.actions] == [("add a key", "Ngozi", "2026-10-16")]


def test_a_history_by_time_and_words_such_as_opened_with_a_time_are_read() -> None:
    history = [{"05:40": "printers offline"}, {"08:05": "backlog shipped"}]
    given = {"title": "x", "opened": "2026-01-12 05:40 +01:00", "closed": "2026-01-12 08:05 +01:00", "level": "P2"}
    case = read({**given, "timezone": "CET", "history": history})
    assert {key: f"{at:%H:%M}" for key, at in case.moments.items()} == {"declared_at": "04:40", "resolved_at": "07:05"}
    assert [f"{each.at:%H:%M} {each.text}" for each in case.events if each.at] == [
        "04:40 printers offline",
        "07:05 backlog shipped",
    ]
    assert (case.priority, case.unknown, case.complaints) == ("P2", {}, ())
    started = read({"title": "x", "started": 1783159200, "ended": 1783166400, "resolved": True, "detected": "by alert"})
    assert set(started.moments) == {"started_at", "resolved_at"}


@pytest.mark.parametrize(("value", "read_as"), [("partial", "partial"), ("yes", True), ("None", False)])
def test_a_flag_may_be_a_word_that_says_more(value: str, read_as: object) -> None:
    case = read({"title": "x", "data_loss": value})
    assert (case.facts["data_loss"], case.complaints) == (read_as, ())


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("started", "started_at"),
        ("outage_start", "started_at"),
        ("first_seen", "started_at"),
        ("noticed_at", "detected_at"),
        ("date_opened", "declared_at"),
        ("restored", "mitigated_at"),
        ("closedOn", "resolved_at"),
        ("last_closed", ""),
    ],
)
def test_a_name_with_a_word_of_a_key_time_states_it_if_its_value_is_a_time(name: str, moment: str) -> None:
    assert set(read({"title": "API down", name: "2026-05-20T13:04:00Z"}).moments) == ({moment} if moment else set())
    assert not read({"title": "API down", name: "yes"}).moments


def test_a_report_in_an_object_of_its_own_is_the_incident() -> None:
    case = read({"postmortem": {"title": "Radio silent", "timeline": "2026-03-14 05:50 down\n2026-03-14 06:10 up"}})
    assert (case.title, [event.text for event in case.events], case.causes) == ("Radio silent", ["down", "up"], ())


def test_none_is_an_answer_to_how_many() -> None:
    case = read({"title": "x", "revenue_lost": "none", "solution": "restart", "component": "radio"})
    assert (case.facts["revenue_impact_usd"], case.services, case.complaints) == (0, ("radio",), ())
    assert [fix.text for fix in case.fixes] == ["restart"]


def test_a_bad_time_is_named_with_its_place_and_nothing_else_is_lost() -> None:
    case = read({"events": [event(), event(), event(), event(timestamp="25:99", actor="Li Wei")]})
    assert case.complaints == ('events[3].timestamp: "25:99" is not a time.',)
    assert (case.events[3].text, case.events[3].actor, case.events[3].at) == ("Looking", "Li Wei", None)
    assert case.events[3].extra == {"timestamp": "25:99"}


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"start_time": "soon"}, 'start_time: "soon" is not a time.'),
        ({"start_time": "14:05Z"}, "No date is given, so times are shown without one."),
        ({"impact": {"affected_users": []}}, None),
        ({"impact": {"affected_users": "many"}}, 'impact.affected_users: "many" is not a number.'),
        ({"affected_users_percentage": 145}, "affected_users_percentage: 145 is not a percentage from 0 to 100."),
        ({"data_loss": 7}, "data_loss: 7 is not yes or no."),
        ({"action_items": [{"title": "x", "deadline": "soon"}]}, 'action_items[0].deadline: "soon" is not a date.'),
        ({"action_items": [{"owner": "y"}]}, "action_items[0]: no title."),
        ({"participants": [{"role": "SRE"}]}, "participants[0]: no name."),
        ({"communications": [{"channel": "mail"}]}, "communications[0]: no text."),
        ({"events": ["boom"]}, 'events[0]: "boom" doesn\'t start with a time.'),
        ({"events": [7]}, "events[0]: 7 is not an event."),
        ({"events": [{}]}, "events[0]: {} is not an event."),
        ({"severity": {"level": 3}}, 'severity: {"level": 3} is not text.'),
        ({"resolution": {"root_cause": True}}, "resolution.root_cause: true is not text."),
        ({"five_whys": [{"question": "Why?"}]}, 'five_whys[0]: "Why?" has no answer.'),
    ],
)
def test_a_bad_field_is_named_with_its_place(fields: Mapping[str, Any], complaint: str | None) -> None:
    case = read({"title": "x", **fields})
    assert case.complaints == ((complaint,) if complaint else ())


def test_words_in_place_of_a_figure_are_told_as_words() -> None:
    case = read({"title": "x", "impact": {"affected_users": "about half of those in Europe"}})
    assert (case.impact[0].text, case.impact[0].category) == ("about half of those in Europe", "affected users")
    assert not case.complaints


def test_two_figures_that_differ_under_the_same_name_are_both_kept() -> None:
    case = read({"title": "x", "affected_users": 10, "resolution": {"customer_impact": {"affected_users": 12}}})
    assert case.facts == {"affected_users": 10, "resolution.customer_impact.affected_users": 12}


@pytest.mark.parametrize(
    ("word", "severity"),
    [("sev2", "SEV2"), ("P1", "P1"), ("Severity 3", "SEV3"), ("2 - major", "SEV2"), (4, "SEV4"), ("P0", "P0"),
     ("critical", "critical"), ("SEV1 / SEV2", "SEV1 / SEV2"),
     ("SEV1 (total loss)", "SEV1"), ("SEV1 (downgraded to SEV3)", "SEV1 (downgraded to SEV3)")],
)  # fmt: skip
def test_a_severity_is_one_of_four_where_it_names_one(word: Any, severity: str) -> None:
    assert read({"title": "x", "severity": word}).severity == severity


@pytest.mark.parametrize(
    ("person", "read_as"),
    [
        ("Sarah Chen - On-call Engineer, Primary Responder", [("Sarah Chen", "On-call Engineer, Primary Responder")]),
        ("Jean-Luc Picard – SRE", [("Jean-Luc Picard", "SRE")]),
        ("Sarah Chen (SRE, EU)", [("Sarah Chen", "SRE, EU")]),
        ("Sarah Chen: SRE", [("Sarah Chen", "SRE")]),
        ("Sarah Chen, Tom Wilson", [("Sarah Chen", ""), ("Tom Wilson", "")]),
        ({"user": {"name": "x"}, "name": "Sarah Chen", "role": "SRE"}, [("Sarah Chen", "SRE")]),
    ],
)
def test_a_participant_is_a_name_and_a_role(person: Any, read_as: list[tuple[str, str]]) -> None:
    found = read({"title": "x", "responders": [person]}).participants
    assert [(each.name, each.role) for each in found] == read_as


def test_the_commander_is_found_among_the_roles() -> None:
    assert read({"title": "x", "roles": {"incident_commander": "Jane"}}).commander == "Jane"
    assert read({"title": "x", "participants": [{"name": "Jane", "role": "Incident Commander"}]}).commander == "Jane"


def test_whys_are_read_as_texts_and_as_questions_with_answers() -> None:
    given = [
        "Why did it fail? The pool was empty",
        {"question": "Why was it empty?", "answer": "A leak", "by": "Carol"},
    ]
    steps = read({"title": "x", "root_cause_analysis": {"five_whys": given}}).whys[0].steps
    assert [(step.category, step.text, step.by) for step in steps] == [
        ("Why did it fail?", "The pool was empty", ""),
        ("Why was it empty?", "A leak", "Carol"),
    ]


def test_several_chains_of_whys_stay_apart() -> None:
    assert len(read({"title": "x", "whys": [["a", "b"], {"steps": ["c"]}]}).whys) == 2


def test_factors_by_category_keep_it() -> None:
    found = read({"title": "x", "contributing_factors": {"process": ["no canary"], "tooling": ["no alert"]}}).factors
    assert [(each.category, each.text) for each in found] == [("process", "no canary"), ("tooling", "no alert")]
    assert found[0].evidence == Evidence("contributing_factors.process[0]", "no canary")


def test_lessons_may_be_parted_into_what_helped_and_what_hindered() -> None:
    case = read({"title": "x", "lessons_learned": {"went_well": ["a"], "went_wrong": ["b"], "learned": ["c"]}})
    assert [[claim.text for claim in part] for part in (case.helped, case.hindered, case.lessons)] == [
        ["a"],
        ["b"],
        ["c"],
    ]


def test_an_export_that_holds_a_case_is_read_as_that_case() -> None:
    inner = {"incident": {"title": "x"}, "events": [event()]}
    assert read({"sections": [], "case": inner}).events == read(inner).events


def test_a_list_says_how_many_of_its_items_have_a_time() -> None:
    entries = [event(), {"text": "a"}, {"text": "b"}, event(timestamp="soon")]
    assert read({"log_entries": entries}).complaints == (
        'log_entries[3].timestamp: "soon" is not a time.',
        "read 1 of 4 `log_entries`: no time found for events 2, 3, 4.",
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"foo": {"bar": 1}}', 'an object with "foo"'),
        (
            '{"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6, "g": 7}',
            'an object with "a", "b", "c", "d", "e" and 2 more',
        ),
        ("[1, 2, 3]", "a list of numbers"),
        ("[null, [], true]", "a list of empty values and lists and booleans"),
        ('["checkout is down", "all fine"]', "a list of texts without times"),
        ('[{"foo": 1}, {"bar": 2}]', 'a list of objects with "foo"'),
        ('{"incidents": [{"foo": 1}]}', 'a list of objects with "foo"'),
        ("[{}]", "a list of objects"),
        ('{"data": [{"foo": 1}]}', 'an object with "data"'),
        ("42", '"42"'),
        ("-1.5e3", '"-1.5e3"'),
        ("null", '"null"'),
        ("14:05", '"14:05"'),
        ("???", '"???"'),
    ],
)
def test_what_is_not_understood_is_refused_with_what_was_found_and_what_is_known(text: str, found: str) -> None:
    with pytest.raises(InputError) as refused:
        read_input(text, "x.json")
    assert str(refused.value).startswith(f"x.json doesn't describe an incident: found {found}. ")
    assert "Add a title, a description or events" in str(refused.value)
    assert "samples/README.md lists the formats" in str(refused.value)


@pytest.mark.parametrize("text", ["", " \n ", "\ufeff", "{}", '{"events": []}'])
def test_what_tells_of_nothing_is_refused_with_what_to_give(text: str) -> None:
    with pytest.raises(InputError, match=r"x.json .* Add a title, a description or events"):
        read_input(text, "x.json")


@pytest.mark.parametrize(
    "value",
    [
        {"environment": "production", "region": "eu-west-1"},
        {"service": "mysql", "state": "CRITICAL", "host": "db1"},
        {"date": "2024-01-15", "labels": ["incident"]},
    ],
)
def test_where_it_was_is_not_what_happened(value: Any) -> None:
    with pytest.raises(InputError, match="doesn't describe an incident"):
        read_input(json.dumps(value), "x.json")
