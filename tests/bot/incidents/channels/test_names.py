"""What channels are called: readable in every script, within Slack's rules, never empty."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config.policy import Policy
from bot.incidents.channels.names import channel_name, is_named
from tests.bot.incidents.incident_examples import INCIDENT


def named(title: str, attempt: int = 0) -> str:
    return channel_name(replace(INCIDENT, title=title), Policy(), attempt)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Payment service degradation", "payment-service-degradation"),
        ("🔥 API is down", "fire-api-is-down"),
        (":fire: API is down", "fire-api-is-down"),
        ("👩🏽‍💻 Dev tools", "woman-computer-dev-tools"),
        ("Größere Störung: Straße", "grossere-storung-strasse"),
        ("Le café naïf", "le-cafe-naif"),
        ("e\u0301te\u0301", "ete"),
        ("Платежи не проходят", "platezhi-ne-prokhodyat"),
        ("Ζητήματα", "zitimata"),
        ("支付服务中断", "zhi-fu-fu-wu-zhong-duan"),
        ("サーバー障害", "saba-zhang-hai"),
        ("결제 오류", "gyeol-je-o-lyu"),
        ("R&D — ½ of users", "r-d-1-2-of-users"),
    ],
)
def test_a_title_in_any_script_gives_a_readable_name(title: str, slug: str) -> None:
    assert named(title) == f"inc-20240115-{slug}"


@pytest.mark.parametrize("title", ["!!!", "…", "\u200d", "  "])
def test_a_title_without_any_letter_gives_the_number(title: str) -> None:
    assert named(title) == "inc-20240115-42"


@given(st.text(max_size=120), st.integers(0, 120))
def test_every_title_gives_a_name_that_slack_takes_and_the_bot_knows_again(title: str, attempt: int) -> None:
    name = named(title, attempt)
    assert re.fullmatch(r"inc-20240115-[a-z0-9-]*[a-z0-9]", name)
    assert len(name) <= 80
    assert not attempt or name.endswith(f"-{attempt + 1}")
    assert is_named(name, replace(INCIDENT, title=title), Policy())
