"""The organization's policy: its defaults, its TOML table, and the sentence for each wrong key and value."""

import re
import tomllib
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config.policy import SETTINGS, Policy, Service
from bot.config.policy_file import policy_from
from bot.errors import ConfigurationError, NotUnderstood
from bot.timeline.model import EntryKind


def from_toml(text: str) -> Policy:
    return policy_from(tomllib.loads(text))


def complaint(table: dict[str, Any]) -> str:
    with pytest.raises(ConfigurationError) as refused:
        policy_from(table)
    return str(refused.value)


def test_the_defaults_need_no_file() -> None:
    assert policy_from({}) == Policy()


@pytest.mark.parametrize(
    ("key", "update_every_minutes", "review_within_hours", "targets"),
    [
        ("sev1", 15, 24, (10, 10, 60, 120)),
        ("sev2", 30, 72, (30, 30, 120, 480)),
        ("sev3", 240, 168, (60, 60, 240, 1440)),
        ("sev4", 0, 336, (120, 120, 480, 2880)),
    ],
)
def test_the_severity_matrix_has_its_figures(
    key: str, update_every_minutes: int, review_within_hours: int, targets: tuple[int, int, int, int]
) -> None:
    level = Policy().severity(key)
    assert (level.update_every_minutes, level.review_within_hours, level.target_minutes) == (
        update_every_minutes,
        review_within_hours,
        targets,
    )
    assert level.name == key.upper()


def test_each_severity_has_a_mark_and_a_word_of_its_own() -> None:
    levels = Policy().severities
    assert [level.emoji for level in levels] == ["🔴", "🟠", "🟡", "⚪"]
    assert len({level.label for level in levels}) == len(levels)


def test_the_default_reactions_are_those_that_people_are_told_of() -> None:
    assert dict(Policy().reactions) == {
        "pushpin": EntryKind.NOTE,
        "mag": EntryKind.INVESTIGATION,
        "wrench": EntryKind.MITIGATION,
        "rotating_light": EntryKind.DETECTION,
        "loudspeaker": EntryKind.COMMUNICATION,
        "arrow_up": EntryKind.ESCALATION,
        "white_check_mark": EntryKind.RESOLUTION,
    }
    assert Policy().logged_emoji not in Policy().reactions


@pytest.mark.parametrize("word", ["sev2", "SEV2", "Sev-2", "sev_2", "SEV 2", "2", "major", "Major"])
def test_a_severity_is_understood_as_people_write_it(word: str) -> None:
    level = Policy().read_severity(word)
    assert level is not None
    assert level.key == "sev2"


@pytest.mark.parametrize("word", ["", "sev", "sev5", "0", "22", "high", "p1", "²"])
def test_other_words_are_no_severity(word: str) -> None:
    assert Policy().read_severity(word) is None


def test_a_severity_that_must_be_one_is_answered_with_those_that_are() -> None:
    with pytest.raises(NotUnderstood) as refused:
        Policy().require_severity("sev5")
    sentence = '"sev5" is not a severity. Use SEV1 to SEV4.'
    assert str(refused.value) == sentence
    assert Policy().require_severity("critical").key == "sev1"


@given(st.text())
def test_reading_a_severity_never_fails(word: str) -> None:
    level = Policy().read_severity(word)
    assert level is None or level.key.removeprefix("sev") in word or level.label in word.casefold().replace(" ", "")


# Services

SERVICES = Policy(
    services=(
        Service("payment-gateway", aliases=("payments", "PSP"), responders=("U1", "S1")),
        Service("search", aliases=("full text",), responders=("U2", "U1")),
    )
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("payment-gateway is slow", ("payment-gateway",)),
        ("The Payment Gateway is slow", ("payment-gateway",)),
        ("PAYMENTS: fail", ("payment-gateway",)),
        ("psp/full-text both down", ("payment-gateway", "search")),
        ("search, payments", ("payment-gateway", "search")),
        ("research on paymentsystem", ()),
        ("payment", ()),
        ("", ()),
    ],
)
def test_services_are_found_as_whole_words_by_name_or_alias(text: str, named: tuple[str, ...]) -> None:
    assert SERVICES.services_in(text) == named


def test_an_objective_is_found_by_name_or_alias_of_its_service() -> None:
    policy = Policy(services=(Service("search", aliases=("full text",), objective=99.9), Service("mail")))
    assert [service.name for service in policy.objectives(("Full Text", "mail"))] == ["search"]
    assert policy.objectives(("mail", "unknown")) == ()


def test_responders_come_once_each_in_the_order_of_the_configuration() -> None:
    assert SERVICES.responders(("search", "payment-gateway")) == ("U1", "S1", "U2")
    assert SERVICES.responders(("search",)) == ("U2", "U1")
    assert SERVICES.responders(("unknown",)) == ()


# The TOML table


def test_a_whole_table_is_read() -> None:
    policy = from_toml(
        """
        default_severity = "sev2"
        logged_emoji = "memo"
        incidents_channel = "war-room"
        channel_prefix = "outage"
        snooze_minutes = 5

        [severities.sev1]
        label = "urgent"
        update_every_minutes = 10
        target_minutes = [5, 5, 30, 60]

        [reactions]
        fire = "detection"

        [services.search]
        team = "Search"
        aliases = ["full text"]
        responders = ["U1", "li@example.com"]
        objective = 99.95
        """
    )
    assert (policy.default_severity, policy.logged_emoji, policy.snooze_minutes) == ("sev2", "memo", (5,))
    assert (policy.incidents_channel, policy.channel_prefix) == ("war-room", "outage")
    assert policy.reactions == {"fire": EntryKind.DETECTION}
    assert policy.services == (Service("search", "Search", ("full text",), ("U1", "li@example.com"), 99.95),)
    level = policy.severity("sev1")
    assert (level.label, level.update_every_minutes, level.target_minutes) == ("urgent", 10, (5, 5, 30, 60))


def test_a_date_is_no_string_and_blanks_around_one_go() -> None:
    assert from_toml('default_severity = " sev1 "').default_severity == "sev1"
    assert "is 2024-01-15. Use a non-empty string" in complaint(tomllib.loads("default_severity = 2024-01-15"))


def test_what_a_severitys_table_leaves_out_keeps_its_default() -> None:
    policy = from_toml("[severities.sev2]\nupdate_every = 20")
    changed, default = policy.severity("sev2"), Policy().severity("sev2")
    assert (changed.update_every_minutes, changed.label, changed.target_minutes) == (
        20,
        default.label,
        default.target_minutes,
    )
    assert policy.severity("sev1") == Policy().severity("sev1")


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({"log_pins": "yes"}, '`log_pins` is "yes". Use true or false.'),
        ({"log_pins": 1}, "`log_pins` is 1. Use true or false."),
        (
            {"timeline_contributors": "guests"},
            '`timeline_contributors` is "guests". Use one of "everyone", "members".',
        ),
        ({"default_severity": 2}, "`default_severity` is 2. Use a non-empty string."),
        ({"time_zone": "Berlin"}, '`time_zone` is "Berlin". Use the name of a time zone, such as "Europe/Berlin".'),
        (
            {"severities": {"sev3": {"nudge_hours": [18, 9]}}},
            "`severities.sev3.nudge_hours` is [18, 9]. Use two hours of the day, the earlier one first",
        ),
        (
            {"severities": {"sev3": {"nudge_hours": [9, 25]}}},
            "`severities.sev3.nudge_hours[1]` is 25. Use an integer from 0 to 24.",
        ),
        ({"severities": {"sev3": {"nudge_hours": [9]}}}, "`severities.sev3.nudge_hours` is [9]. Use an array of 2"),
        ({"severities": {"sev3": {"nudge_days": []}}}, "`severities.sev3.nudge_days` is []. Use a non-empty array"),
        (
            {"severities": {"sev3": {"nudge_days": ["monday"]}}},
            '`severities.sev3.nudge_days[0]` is "monday". Use one of "mon", "tue",',
        ),
        ({"default_severity": "sev9"}, '`default_severity` is "sev9". Use one of "sev1", "sev2", "sev3", "sev4".'),
        (
            {"logged_emoji": "pushpin"},
            '`logged_emoji` is "pushpin", which is also in `reactions`. Use another emoji, or ',
        ),
        (
            {"logged_emoji": ":memo:"},
            '`logged_emoji` is ":memo:". Use an emoji name without colons, such as "pushpin".',
        ),
        (
            {"incidents_channel": "#incidents"},
            '`incidents_channel` is "#incidents". Use a string of up to 40 lowercase letters, digits, - and _.',
        ),
        (
            {"channel_prefix": "x" * 41},
            f'`channel_prefix` is "{"x" * 41}". Use a string of up to 40 lowercase letters, digits, - and _.',
        ),
        ({"channel_prefix": "inc\n"}, '`channel_prefix` is "inc\\n". Use a string of up to 40'),
        ({"channel_prefix": ["x" * 90]}, f'`channel_prefix` is ["{"x" * 78}…. Use a string'),
        ({"snooze_minutes": [10, 0]}, "`snooze_minutes[1]` is 0. Use an integer from 1 to 43200."),
        ({"snooze_minutes": []}, "`snooze_minutes` is []. Use an array of 1 to 10 values."),
        (
            {"snooze_minutes": [1] * 11},
            "`snooze_minutes` is [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]. Use an array of 1 to 10",
        ),
        ({"snooze_minutes": -1}, "`snooze_minutes` is -1. Use an integer from 1 to 43200."),
        ({"snooze_minutes": True}, "`snooze_minutes` is true. Use an integer from 1 to 43200."),
        ({"snooze_minutes": 2.5}, "`snooze_minutes` is 2.5. Use an integer from 1 to 43200."),
        ({"handover_timeout_minutes": 43_201}, "`handover_timeout_minutes` is 43201. Use an integer from 0 to 43200."),
        (
            {"escalation": ["channel", "ceo"]},
            '`escalation[1]` is "ceo". Use one of "channel", "commander", "backup", "fallback".',
        ),
        (
            {"escalation": ["backup", "backup"]},
            '`escalation` is ["backup", "backup"]. Use a non-empty array without duplicates.',
        ),
        ({"escalation": []}, "`escalation` is []. Use a non-empty array"),
        ({"escalation": "channel"}, '`escalation` is "channel". Use an array.'),
        (
            {"reminders": {"daily_reminder_hour": 24}},
            "`reminders.daily_reminder_hour` is 24. Use an integer from 0 to 23.",
        ),
        ({"reminders": {"postpone_days": 0}}, "`reminders.postpone_days` is 0. Use an integer from 1 to 43200."),
        (
            {"retention": {"request_ids_days": 3651}},
            "`retention.request_ids_days` is 3651. Use an integer from 0 to 3650.",
        ),
        ({"reminders": date(2024, 1, 15)}, "`reminders` is 2024-01-15. Use a table."),
        ({"reactions": ["pushpin"]}, '`reactions` is ["pushpin"]. Use a table.'),
        ({"reactions": {":fire:": "note"}}, '`reactions` is ":fire:". Use an emoji name without colons'),
        ({"reactions": {"fire": "burning"}}, '`reactions.fire` is "burning". Use one of "trigger", "detection", '),
        ({"services": {"search": "Li"}}, '`services.search` is "Li". Use a table.'),
        (
            {"services": {"search api": {"owner": "Li"}}},
            '`services."search api".owner` is not a setting. Use one of aliases, objective, responders, team.',
        ),
        (
            {"services": {"search": {"objective": 100}}},
            "`services.search.objective` is 100. Use a number above 0 and below 100, such as 99.9.",
        ),
        ({"services": {"search": {"objective": "99.9%"}}}, '`services.search.objective` is "99.9%". Use a number'),
        ({"services": {"search": {"objective": True}}}, "`services.search.objective` is true. Use a number above"),
        ({"services": {"search": {"responders": "U1"}}}, '`services.search.responders` is "U1". Use an array.'),
        ({"services": {"search": {"aliases": ["a", ""]}}}, '`services.search.aliases[1]` is "". Use a non-empty'),
        (
            {"severities": {"sev5": {}}},
            "`severities.sev5` is not a setting. Use one of sev1, sev2, sev3, sev4.",
        ),
        (
            {"severities": {"sev1": {"label": "Major"}}},
            '`severities` is ["major", "major", "minor", "low"]. Use a different label for each severity.',
        ),
        (
            {"severities": {"sev1": {"key": "sev0"}}},
            "`severities.sev1.key` is not a setting. Use one of approvals, commander_within_minutes, emoji, ",
        ),
        (
            {"severities": {"sev1": {"target_minutes": [1, 2, 3]}}},
            "`severities.sev1.target_minutes` is [1, 2, 3]. Use an array of 4 values.",
        ),
        (
            {"severities": {"sev1": {"target_minutes": [1, 2, 3, "4"]}}},
            '`severities.sev1.target_minutes[3]` is "4". Use an integer from 0 to 43200.',
        ),
        (
            {"severities": {"sev1": {"notify_within_minutes": {"the board": "soon"}}}},
            '`severities.sev1.notify_within_minutes."the board"` is "soon". Use an integer from 0 to 43200.',
        ),
    ],
)
def test_a_wrong_value_is_named_with_its_path_and_what_to_use_instead(table: dict[str, Any], sentence: str) -> None:
    assert complaint(table).startswith(sentence)


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({"reaction": {}}, "`reaction` is not a setting. Did you mean `reactions`?"),
        ({"default_sevrity": "sev1"}, "`default_sevrity` is not a setting. Did you mean `default_severity`?"),
        ({"laddder": []}, "`laddder` is not a setting. Did you mean `escalation`?"),
        (
            {"severities": {"sev1": {"update_evry": 5}}},
            "`severities.sev1.update_evry` is not a setting. Did you mean `update_every_minutes`?",
        ),
        ({"permissions": {"declair": "members"}}, "`permissions.declair` is not a setting. Did you mean `declare`?"),
        (
            {"reminders": {"inactive_after": 5}},
            "`reminders.inactive_after` is not a setting. Did you mean `inactive_after_hours`?",
        ),
    ],
)
def test_a_wrong_key_is_named_with_the_nearest_right_one(table: dict[str, Any], sentence: str) -> None:
    assert complaint(table) == sentence


def test_each_field_of_the_policy_can_be_set() -> None:
    assert [setting.name for setting in fields(Policy)] == list(SETTINGS)
    listed = complaint({"x": 1}).removeprefix("`x` is not a setting. Use one of ").removesuffix(".")
    assert listed.split(", ") == sorted(SETTINGS)


toml_values: Any = st.recursive(
    st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
)


def read_or_refused(table: dict[str, Any]) -> Policy | ConfigurationError:
    try:
        return policy_from(table)
    except ConfigurationError as refused:
        return refused


@given(st.dictionaries(st.sampled_from([*SETTINGS, "other"]), toml_values, max_size=3))
def test_any_table_is_either_read_or_refused_in_one_sentence(table: dict[str, Any]) -> None:
    answer = read_or_refused(table)
    if isinstance(answer, ConfigurationError):
        assert str(answer).endswith(".") or re.search(r"Did you mean `[^`]+`\?$", str(answer))
    else:
        assert answer.logged_emoji not in answer.reactions


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("P1", "sev1"),
        ("critical", "sev1"),
        ("Highest", "sev1"),
        ("severity/2", "sev2"),
        ("S3", "sev3"),
        ("3 - Moderate", "sev3"),
        ("priority: low", "sev4"),
    ],
)
def test_a_priority_is_mapped_however_a_tool_writes_it(word: str, key: str) -> None:
    level = Policy().severity_of_priority(word)
    assert level is not None
    assert level.key == key


@pytest.mark.parametrize("word", ["", "P9", "zebra", "we should set this to P1 now, says Ann", "none"])
def test_other_words_are_no_priority(word: str) -> None:
    assert Policy().severity_of_priority(word) is None


def test_the_priorities_of_the_file_are_added_to_the_defaults() -> None:
    policy = from_toml('[priorities]\np3 = "sev2"\ncritical = "none"\n"Tier A" = "sev1"')
    mapped = {word: policy.severity_of_priority(word) for word in ("P3", "critical", "tier-a", "P2")}
    assert {word: level and level.key for word, level in mapped.items()} == {
        "P3": "sev2",
        "critical": None,
        "tier-a": "sev1",
        "P2": "sev2",
    }


def test_a_priority_that_is_mapped_to_nothing_known_is_refused_in_one_sentence() -> None:
    assert complaint({"priorities": {"P1": "sev9"}}) == (
        '`priorities.P1` is "sev9". Use one of "sev1", "sev2", "sev3", "sev4", "none".'
    )
    assert complaint({"priorities": {"P1": 1}}).startswith("`priorities.P1` is 1. Use one of")
    assert complaint({"priorities": {"P 1": "sev1", "p1": "sev2"}}).startswith(
        '`priorities."P 1"` is "sev1". Use one spelling'
    )
    assert complaint({"priorities": "P1"}) == '`priorities` is "P1". Use a table.'
