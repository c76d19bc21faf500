"""What an organisation decides about people: roles, who may do what, who comes; and what is wrong is named."""

import tomllib

import pytest

from bot.config.policy import COMMANDER, Policy
from bot.config.policy_file import policy_from
from bot.errors import ConfigurationError


def read(text: str) -> Policy:
    return policy_from(tomllib.loads(text))


def test_the_roles_are_replaced_but_for_the_commander() -> None:
    policy = read('[roles.support]\nname = "support lead"\nshared = true\n[roles.scribe]\naliases = ["pen"]')
    assert [role.key for role in policy.roles] == [COMMANDER, "support", "scribe"]
    support, scribe = policy.roles[1:]
    assert (support.name, support.label, support.shared) == ("support lead", "support lead", True)
    assert (scribe.name, scribe.label, scribe.aliases) == ("scribe", "Scribe", ("pen",))


def test_the_commander_can_be_renamed_and_is_one_person() -> None:
    (commander,) = read('[roles.commander]\nname = "incident lead"\nshared = true').roles
    assert (commander.name, commander.shared) == ("incident lead", False)


def test_a_role_that_the_policy_has_no_more_goes_by_its_key() -> None:
    assert read("[roles.support]").role("scribe").name == "scribe"


def test_rights_and_fallbacks_take_one_or_several() -> None:
    policy = read(
        '[permissions]\ndeclare = "everyone"\nreview = ["S0LEADS", "commander"]\n'
        '[fallback_responders]\nsev1 = ["a@b.c", "S1X"]'
    )
    assert policy.permissions == {"declare": ("everyone",), "review": ("S0LEADS", "commander")}
    assert policy.fallback_responders == {"sev1": ("a@b.c", "S1X")}
    assert read("handover_timeout_minutes = 10").handover_timeout_minutes == 10


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[permissions]\nexplode = "everyone"', "`permissions.explode` is not a setting."),
        (
            '[permissions]\nseverity = "bosses"',
            '`permissions.severity` is "bosses". Use "everyone", "members", a user group ID (S…), a user ID (U…), '
            "or a role (commander, communications, operations, scribe, sme).",
        ),
        ("[permissions]\nseverity = []", "`permissions.severity` is []. Use a non-empty array."),
        ("[permissions]\nseverity = 3", "`permissions.severity` is 3. Use a non-empty string."),
        (
            '[fallback_responders]\nsev9 = ["S1X"]',
            "`fallback_responders.sev9` is not a setting. Use one of sev1,",
        ),
        (
            '[roles.a]\naliases = ["x"]\n[roles.b]\naliases = ["X"]',
            '`roles` uses "x" for more than one role. Each key and alias must be unique.',
        ),
        ("[roles.Chief]", '`roles` is "Chief". Use a string of up to 40 lowercase letters'),
        ('[roles.a]\nshared = "yes"', '`roles.a.shared` is "yes". Use true or false.'),
    ],
)
def test_what_is_wrong_is_named_with_its_key(text: str, sentence: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        read(text)
    assert str(refused.value).startswith(sentence)
