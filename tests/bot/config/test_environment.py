"""The variables of the environment: their defaults, and the sentence for each one that is missing or malformed."""

from collections.abc import Mapping

import pytest

from bot.config.environment import BotSettings, CommandSettings, bot_settings_from, command_settings_from
from bot.errors import ConfigurationError

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def test_the_bot_needs_two_tokens_and_has_a_default_for_the_rest() -> None:
    assert bot_settings_from(TOKENS) == BotSettings("xoxb-1", "xapp-1", "https://slack.com/api/", "muster.db", "")


def test_an_address_ends_with_a_slash_and_blanks_around_a_value_go() -> None:
    settings = bot_settings_from(
        {**TOKENS, "SLACK_API_URL": " http://localhost:8747/api ", "MUSTER_DATABASE": " a.db "}
    )
    assert (settings.api_url, settings.database) == ("http://localhost:8747/api/", "a.db")


def test_a_command_in_the_terminal_needs_no_token() -> None:
    assert command_settings_from({"MUSTER_TEAM": "T0ACME"}) == CommandSettings("muster.db", "", "T0ACME")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"SLACK_BOT_TOKEN": " "}, "SLACK_BOT_TOKEN is not set. Set it to the bot token from OAuth & Permissions in"),
        ({"SLACK_BOT_TOKEN": "abc"}, "SLACK_BOT_TOKEN must start with xoxb- (copy it from OAuth & Permissions in"),
        ({"SLACK_APP_TOKEN": ""}, "SLACK_APP_TOKEN is not set. Set it to the app-level token"),
        ({"SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN must start with xapp- (copy it from Basic Information, App-"),
        ({"SLACK_API_URL": "slack.com"}, "SLACK_API_URL must be a URL such as https://slack.com/api/."),
        ({"SLACK_API_URL": "ftp://slack.com"}, "SLACK_API_URL must be a URL"),
        ({"MUSTER_TEAM": "acme"}, "MUSTER_TEAM must be a workspace ID such as T0123456789 (part of the "),
    ],
)
def test_a_wrong_variable_is_named_with_what_it_must_be(wrong: Mapping[str, str], sentence: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        bot_settings_from({**TOKENS, **wrong})
    assert str(refused.value).startswith(sentence)


def test_a_wrong_variable_is_named_for_a_command_too() -> None:
    with pytest.raises(ConfigurationError, match="MUSTER_TEAM must be a workspace ID"):
        command_settings_from({"MUSTER_TEAM": "acme"})
