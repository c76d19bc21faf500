"""The script made of an incident file: who types what, when, and that nothing of the file is lost on the way."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import parser
from bot.commands.requests import CommandContext, TypedText
from bot.config.policy import Policy
from bot.config.policy_file import policy_from
from bot.errors import InputError
from bot.incidents.verbs import Resolve
from bot.people.model import Person
from bot.review.facts import FactKind
from bot.review.verbs import AddFact
from bot.tasks.verbs import AddAction
from bot.timeline.model import EntryKind
from bot.timeline.verbs import Log
from demo.incident_file import read_incident_file
from demo.replay import played_from, steps
from demo.replay_people import replay_people
from sandbox.playback.script import parse_script

FOLDER = Path(__file__).parents[2] / "samples"
SAMPLES = [FOLDER / "payment-outage.json", FOLDER / "search-latency.json"]  # the flat one has no events to play
ROOM = {"newest": "inc-"}
CREW = [
    {"name": "Jane Smith", "role": "Incident Commander"},
    {"name": "Bob Kim", "role": "Communications Lead"},
    {"name": "Carol Davis", "role": "Database SME"},
]

Script = list[dict[str, Any]]


def data(**fields: Any) -> dict[str, Any]:
    """A small file: SEV1, declared at 14:23 by Jane Smith, who commands."""
    incident = {"title": "Payments fail", "severity": "SEV1", "commander": "Jane Smith"}
    more = fields.pop("incident", {})
    times = {"declared_at": "2024-01-15T14:23:00Z"}
    return {"incident": {**incident, **times, **more}, "participants": CREW, **fields}


def played(**fields: Any) -> Script:
    return script_of(data(**fields))


def script_of(content: object, policy: Policy | None = None) -> Script:
    return steps(read_incident_file(json.dumps(content), "x.json"), policy or Policy())


def an_event(clock: str, kind: str, actor: str, description: str, **metadata: Any) -> dict[str, Any]:
    day = "2024-01-15T" if len(clock) == 5 else ""
    stamp = f"{day}{clock}:00Z"
    return {"timestamp": stamp, "type": kind, "actor": actor, "description": description, "metadata": metadata}


def said(script: Script) -> list[str]:
    """What people type, oldest first: command lines and messages."""
    return [step["text"] for step in script if "text" in step]


def at_clock(script: Script, clock: str) -> Script:
    return [step for step in script if step["at"] == f"2024-01-15T{clock}:00Z"]


def recorded(script: Script) -> list[str]:
    beginning = "/incident record "
    return [text.removeprefix(beginning) for text in said(script) if text.startswith(beginning)]


def request(step: dict[str, Any], people: list[str]) -> object:
    """What the bot would understand."""
    asking = CommandContext(Person("U0", step["who"]), datetime.fromisoformat(step["at"]), Policy())
    mentions = {f"@{name}": f"U{number}" for number, name in enumerate(people)}
    return parser.parse(TypedText(step["text"].removeprefix("/incident"), mentions), asking)[1]


@pytest.fixture(params=SAMPLES, ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(request.param.read_text("utf-8"))
    return content


def test_a_sample_is_a_script_that_the_player_accepts(sample: dict[str, Any]) -> None:
    script = script_of(sample)
    assert len(parse_script(json.loads(json.dumps(script)))) == len(script) > 30


def test_each_text_of_a_sample_is_typed_in_exactly_one_step(sample: dict[str, Any]) -> None:
    resolution = sample["resolution"]
    texts = [
        *(event["description"] for event in sample["events"]),
        *(told["message"] for told in sample["communications"]),
        resolution["root_cause"],
        *resolution["contributing_factors"],
        *resolution["mitigation_steps"],
        *(item["title"] for item in sample["action_items"]),
    ]
    script = script_of(sample)
    typed = [step.get("text", "") for step in script]
    assert {text: sum(text in line for line in typed) for text in texts} == dict.fromkeys(texts, 1)


def test_everything_after_the_declaration_is_typed_at_its_own_time(sample: dict[str, Any]) -> None:
    file = read_incident_file(json.dumps(sample), "x.json")
    for event in file.events:
        typed = next(step for step in script_of(sample) if event.description in step.get("text", ""))
        assert datetime.fromisoformat(typed["at"]) == max(event.at, file.declared_at)


def test_every_command_of_a_sample_is_understood(sample: dict[str, Any]) -> None:
    people = [member.name for member in replay_people(read_incident_file(json.dumps(sample), "x.json"))]
    typed = [step for step in script_of(sample) if str(step.get("text")).startswith("/incident ")]
    assert all(request(step, people) for step in typed)
    assert len(typed) > 15


def test_the_same_file_gives_the_same_script(sample: dict[str, Any]) -> None:
    assert json.dumps(script_of(sample)) == json.dumps(script_of(sample))


def test_a_severity_that_is_none_here_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        played(incident={"severity": "urgent"})
    sentence = 'x.json: incident.severity: "urgent" is not a severity. Use one of sev1, sev2, sev3, sev4.'
    assert str(refused.value) == sentence


# The opening


def test_the_clock_starts_a_minute_before_the_declaration() -> None:
    file = read_incident_file(json.dumps(data()), "x.json")
    assert played_from(file) == datetime(2024, 1, 15, 14, 22, tzinfo=UTC)


def test_the_declarer_fills_in_the_form_and_the_others_join() -> None:
    service = {"service": "payment-gateway", "affected_services": ["checkout"], "summary": "Cards fail"}
    script = played(incident=service, events=[an_event("14:23", "declaration", "Carol Davis", "Declaring")])
    at = "2024-01-15T14:23:00Z"
    assert script[:6] == [
        {"at": at, "who": "Carol Davis", "do": "command", "text": "/incident declare", "channel": "general"},
        {
            "at": at,
            "who": "Carol Davis",
            "do": "submit",
            "values": {
                "Title": "Payments fail",
                "Severity": "sev1",
                "Services": "payment-gateway, checkout",
                "Summary": "Cards fail",
            },
        },
        {"at": at, "who": "Jane Smith", "do": "join", "channel": ROOM},
        {"at": at, "who": "Bob Kim", "do": "join", "channel": ROOM},
        {"at": at, "who": "Carol Davis", "do": "command", "text": "/incident commander @Jane Smith", "channel": ROOM},
        {"at": at, "who": "Carol Davis", "do": "post", "text": "Declaring", "channel": ROOM, "as": "m1"},
    ]
    assert script[6]["emoji"] == "pushpin"


def test_what_the_file_lacks_is_not_entered() -> None:
    script = played(incident={"severity": None})
    assert script[1]["values"] == {"Title": "Payments fail", "Severity": "sev3"}


@pytest.mark.parametrize(
    ("actor", "commander", "declarer"),
    [
        ("Carol Davis", "Bob Kim", "Carol Davis"),
        ("monitoring", "Bob Kim", "Bob Kim"),
        ("monitoring", "", "Jane Smith"),
    ],
)
def test_the_declarer_is_the_actor_else_the_commander_else_the_first(actor: str, commander: str, declarer: str) -> None:
    declaration = an_event("14:23", "declaration", actor, "Declaring")
    script = played(incident={"commander": commander}, events=[declaration])
    assert script[0]["who"] == declarer


def test_without_a_commander_nobody_is_named_and_the_declarer_leads() -> None:
    script = played(incident={"commander": ""}, events=[an_event("14:40", "mitigation", "Bob Kim", "Rolled back")])
    assert not [text for text in said(script) if "commander" in text]
    assert (script[-1]["who"], script[-1]["text"]) == ("Jane Smith", "/pir")


def test_what_came_before_the_declaration_is_logged_with_its_time_and_type() -> None:
    events = [
        an_event("14:20", "detection", "monitoring", "Page: errors > 5 %"),
        an_event("14:15", "trigger", "system", "Pool at 95 %"),
        an_event("14:21", "gut feeling", "Bob Kim", "mitigation: not yet"),
    ]
    typed = [(step["who"], step["text"]) for step in played(events=events) if "/incident log" in step.get("text", "")]
    assert typed == [
        ("Jane Smith", "/incident log 14:15 trigger: Pool at 95 %"),
        ("Jane Smith", "/incident log 14:20 detection: Page: errors > 5 %"),
        ("Bob Kim", "/incident log 14:21 note: mitigation: not yet"),
    ]


def test_what_people_were_told_before_the_declaration_is_logged_too() -> None:
    told = {"timestamp": "2024-01-15T14:22:00Z", "message": "We see errors"}
    typed = [step for step in played(communications=[told]) if "We see errors" in step.get("text", "")]
    assert [(step["who"], step["text"]) for step in typed] == [
        ("Bob Kim", "/incident log 14:22 communication: We see errors")
    ]


@given(st.timedeltas(timedelta(seconds=1), timedelta(days=3)))
def test_an_earlier_event_keeps_its_minute_however_long_ago_it_was(ago: timedelta) -> None:
    happened = datetime(2024, 1, 15, 14, 23, tzinfo=UTC) - ago
    event = {"timestamp": happened.isoformat(), "type": "trigger", "actor": "system", "description": "Pool full"}
    [step] = [step for step in played(events=[event]) if "Pool full" in step.get("text", "")]
    minute = happened.replace(second=0, microsecond=0)
    assert request(step, []) == Log("Pool full", EntryKind.TRIGGER, minute)


# The course


@pytest.mark.parametrize(
    ("kind", "emoji"),
    [
        ("investigation", "mag"),
        ("Mitigation", "wrench"),
        ("communication", "loudspeaker"),
        ("escalation", "arrow_up"),
        ("detection", "rotating_light"),
        ("handover", "pushpin"),
        ("declaration", "pushpin"),
    ],
)
def test_an_event_is_posted_by_its_actor_and_marked_by_the_commander(kind: str, emoji: str) -> None:
    declared = an_event("14:23", "declaration", "Jane Smith", "Declaring")
    post, react, *_ = at_clock(played(events=[declared, an_event("14:25", kind, "bob kim", "Pool <full>")]), "14:25")
    assert (post["who"], post["do"], post["channel"], post["text"]) == ("Bob Kim", "post", ROOM, "Pool <full>")
    assert (react["who"], react["do"], react["emoji"]) == ("Jane Smith", "react", emoji)
    assert react["message"] == post["as"]


def test_the_commanders_own_messages_are_marked_by_the_next_participant() -> None:
    script = played(events=[an_event("14:35", "escalation", "Jane Smith", "Called the VP")])
    assert [step["who"] for step in at_clock(script, "14:35")] == ["Jane Smith", "Bob Kim"]


def test_a_programs_message_is_an_alert_of_an_app() -> None:
    script = played(events=[an_event("14:35", "detection", "autoscaler", "CPU <90 % & <!channel>")])
    alert, react = at_clock(script, "14:35")
    assert alert == {
        "at": "2024-01-15T14:35:00Z",
        "do": "alert",
        "app": "autoscaler",
        "channel": ROOM,
        "text": "CPU <90 % & <!channel>",
        "as": "m1",
    }
    assert (react["who"], react["emoji"], react["message"]) == ("Jane Smith", "rotating_light", "m1")


def test_each_message_has_a_name_of_its_own() -> None:
    events = [an_event("14:30", "note", "Bob Kim", "Same") for _ in range(4)]
    script = played(events=events)
    assert [step["as"] for step in script if step["do"] == "post"] == ["m1", "m2", "m3", "m4"]
    assert [step["message"] for step in script if step["do"] == "react"] == ["m1", "m2", "m3", "m4"]


def test_emoji_and_channel_follow_the_practice() -> None:
    own = policy_from({"reactions": {"fire": "mitigation", "memo": "note"}, "channel_prefix": "outage"})
    events = [an_event("14:30", "mitigation", "Bob Kim", "a"), an_event("14:31", "detection", "Bob Kim", "b")]
    script = script_of(data(events=events), own)
    assert [step["emoji"] for step in script if step["do"] == "react"] == ["fire", "memo"]
    assert {step["channel"]["newest"] for step in script[2:] if "channel" in step} == {"outage-"}


@pytest.mark.parametrize(
    ("crew", "speaker"), [(CREW, "Bob Kim"), ([{"name": "Dan Hu"}, {"name": "Jane Smith"}], "Jane Smith")]
)
def test_communications_are_updates_by_who_speaks_else_by_the_commander(crew: Any, speaker: str) -> None:
    told = {"timestamp": "2024-01-15T14:35:00Z", "message": "Fix is near"}
    [step] = at_clock(played(communications=[told], participants=crew), "14:35")
    assert (step["who"], step["text"]) == (speaker, "/incident update Fix is near")


def statuses(script: Script) -> list[tuple[str, str]]:
    moves = ("/incident status", "/incident resolve")
    return [(step["at"][11:16], step["text"]) for step in script if str(step.get("text")).startswith(moves)]


def test_the_status_follows_what_was_said_and_the_last_mitigation() -> None:
    events = [
        an_event("14:30", "communication", "Bob Kim", "a", status="investigating"),
        an_event("14:40", "mitigation", "Bob Kim", "b"),
        an_event("14:45", "communication", "Bob Kim", "c", status="Identified"),
        an_event("14:50", "communication", "Bob Kim", "d", status="identified"),
        an_event("15:00", "mitigation", "autoscaler", "e"),
        an_event("15:10", "communication", "Bob Kim", "f", status="identified"),
        an_event("16:00", "resolution", "Carol Davis", "Over, all good"),
        an_event("16:10", "mitigation", "Bob Kim", "g"),
    ]
    assert statuses(played(events=events)) == [
        ("14:45", "/incident status identified"),
        ("15:00", "/incident status monitoring"),
        ("16:00", "/incident resolve Over, all good"),
    ]


def test_the_resolution_is_typed_by_its_actor() -> None:
    [step] = at_clock(played(events=[an_event("16:00", "resolution", "Carol Davis", "Over")]), "16:00")
    assert (step["who"], request(step, [])) == ("Carol Davis", Resolve("Over"))


def test_a_programs_resolution_is_an_alert_upon_which_the_commander_resolves() -> None:
    script = at_clock(played(events=[an_event("16:00", "resolution", "monitoring", "Alert closed")]), "16:00")
    assert [step["do"] for step in script] == ["alert", "react", "command", "submit"]
    assert (script[1]["emoji"], script[2]["text"]) == ("white_check_mark", "/incident resolve")


def test_a_second_resolution_is_a_message_like_others() -> None:
    events = [an_event("16:00", "resolution", "Bob Kim", "Over"), an_event("17:00", "resolution", "Bob Kim", "Really")]
    post, react, *_ = at_clock(played(events=events), "17:00")
    assert (post["do"], post["text"], react["emoji"]) == ("post", "Really", "white_check_mark")


def test_resolved_at_alone_resolves_too() -> None:
    incident = {"resolved_at": "2024-01-15T16:00:00Z"}
    late = an_event("16:30", "mitigation", "Bob Kim", "Tidied up")
    assert statuses(played(incident=incident, events=[late])) == [("16:00", "/incident resolve")]


def test_an_incident_that_never_ended_is_not_resolved() -> None:
    assert statuses(played(events=[an_event("14:40", "note", "Bob Kim", "Still on it")])) == []


# The closing


def test_records_and_actions_follow_a_minute_apart_and_the_review_ends_it() -> None:
    script = played(
        events=[an_event("16:00", "resolution", "Jane Smith", "Over")],
        resolution={
            "root_cause": "Pool too small",
            "contributing_factors": ["No load test", "Alert too late"],
            "mitigation_steps": ["Pool raised"],
            "permanent_fix": "Pools sized",
            "customer_impact": {"affected_users": 12500},
        },
        impact={"security_breach": False},
        action_items=[{"title": "Alert at 70 %", "owner": "Database team", "priority": "p1", "deadline": "2024-01-22"}],
    )
    assert recorded(script) == [
        "cause Pool too small",
        "factor No load test",
        "factor Alert too late",
        "fix Pool raised",
        "fix Pools sized",
        "impact 12,500 users affected",
        "impact No security breach",
    ]
    closing = script[-9:]
    assert [step["at"][11:16] for step in closing] == [f"16:{minute:02d}" for minute in range(1, 10)]
    assert [step["who"] for step in closing] == ["Carol Davis"] * 8 + ["Jane Smith"]
    assert [step["text"] for step in closing[-2:]] == [
        '/incident action "Alert at 70 %" Database team p1 2024-01-22',
        "/pir",
    ]


def test_the_commander_records_where_nobody_else_does() -> None:
    script = played(participants=CREW[:2], resolution={"root_cause": "Pool too small"})
    assert [step["who"] for step in script if "record" in step.get("text", "")] == ["Jane Smith"]


def test_records_keep_lines_and_signs_of_the_file() -> None:
    cause = 'Signs such as < & "\n2. and lists'
    [step] = [step for step in played(resolution={"root_cause": cause}) if "record" in step.get("text", "")]
    assert request(step, []) == AddFact(FactKind.CAUSE, cause)


ACTIONS = [
    ({"title": "Alert"}, AddAction("Alert")),
    ({"title": "Alert", "owner": "carol davis"}, AddAction("Alert", "Carol Davis", "U2")),
    ({"title": "Alert", "owner": "bob@example.com", "priority": "P0"}, AddAction("Alert", "bob@example.com", "", "P0")),
    ({"title": "Ask for P1 by today", "owner": "Team", "deadline": "2024-02-01"},
     AddAction("Ask for P1 by today", "Team", "", "", date(2024, 2, 1))),
    ({"title": 'Refuse "bare" signs', "owner": "Team"}, AddAction('Refuse "bare" signs', "Team")),
    ({"title": "Tidy up", "priority": "whenever"}, AddAction("Tidy up (whenever)")),
]  # fmt: skip


@pytest.mark.parametrize(("item", "wanted"), ACTIONS, ids=[wanted.title for _, wanted in ACTIONS])
def test_an_action_item_is_understood_as_it_was_meant(item: dict[str, Any], wanted: AddAction) -> None:
    [step] = [step for step in played(action_items=[item]) if "/incident action" in step.get("text", "")]
    assert request(step, [member["name"] for member in CREW]) == wanted
