"""Old names of settings: read as the new ones, told of at the start, refused beside the new one."""

from dataclasses import fields
from pathlib import Path

import pytest

from bot.config.policy import Policy, ReminderSettings, RetentionPeriods, Role, Severity
from bot.config.policy_file import policy_from
from bot.config.renamed_keys import RENAMED, RenamedKey, with_current_names
from bot.errors import ConfigurationError
from wiring.policy import read_policy

TABLES = {
    "": Policy,
    "reminders": ReminderSettings,
    "retention": RetentionPeriods,
    "severities.*": Severity,
    "roles.*": Role,
}


def test_an_old_name_is_read_as_the_new_one_in_each_table() -> None:
    old = {
        "ladder": ["channel"],
        "keep": {"texts_days": 30},
        "reminders": {"look_again": False},
        "severities": {"sev1": {"mute_most": 5}},
        "roles": {"scribe": {"many": True}},
        "may": {"severity": "members"},
    }
    new = {
        "escalation": ["channel"],
        "retention": {"message_texts_days": 30},
        "reminders": {"ask_to_recheck_severity": False},
        "severities": {"sev1": {"max_snooze_minutes": 5}},
        "roles": {"scribe": {"shared": True}},
        "permissions": {"severity": "members"},
    }
    assert policy_from(old) == policy_from(new)
    table, renamed = with_current_names(old)
    assert table == new
    assert RenamedKey("keep.texts_days", "retention.message_texts_days") in renamed
    assert RenamedKey("severities.sev1.mute_most", "severities.sev1.max_snooze_minutes") in renamed
    assert len(renamed) == 7
    assert with_current_names(new) == (new, ())


@pytest.mark.parametrize("place", RENAMED)
def test_each_new_name_is_a_setting_and_no_old_name_is(place: str) -> None:
    there = {setting.name for setting in fields(TABLES[place])}
    assert set(RENAMED[place].values()) <= there
    assert not set(RENAMED[place]) & there


def test_names_that_people_choose_are_left_as_they_are() -> None:
    table = {"reactions": {"tick": "note"}, "services": {"keep": {"team": "may"}}}
    assert with_current_names(table) == (table, ())


def test_an_old_name_beside_the_new_one_is_refused() -> None:
    with pytest.raises(ConfigurationError) as refused:
        policy_from({"severities": {"sev1": {"targets": [1, 2, 3, 4], "target_minutes": [1, 2, 3, 4]}}})
    assert str(refused.value) == (
        "`severities.sev1.targets` is the old name of `severities.sev1.target_minutes`, and both are set. "
        "Delete `severities.sev1.targets`."
    )


def test_whoever_starts_the_bot_reads_the_new_name(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "muster.toml"
    file.write_text('ladder = ["channel"]\n[keep]\ntexts_days = 30\n')
    assert read_policy(str(file)).retention.message_texts_days == 30
    said = [record.getMessage() for record in caplog.records if record.name == "muster"]
    rename = "The old name still works; update the file."
    assert said == [
        f"{file}: `ladder` was renamed to `escalation`. {rename}",
        f"{file}: `keep` was renamed to `retention`. {rename}",
        f"{file}: `keep.texts_days` was renamed to `retention.message_texts_days`. {rename}",
    ]


def test_a_wrong_setting_is_refused_with_the_name_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "muster.toml"
    file.write_text("log_pin = true\n")
    with pytest.raises(ConfigurationError) as refused:
        read_policy(str(file))
    assert str(refused.value) == f"{file}: `log_pin` is not a setting. Did you mean `log_pins`?"
