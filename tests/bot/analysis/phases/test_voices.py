"""A voice is told by the word of a name that says it."""

import pytest

from bot.analysis.phases.voices import Voice, voice_of


@pytest.mark.parametrize(
    ("actor", "voice"),
    [
        ("alerting", Voice.MONITOR),
        ("PagerDuty", Voice.MONITOR),
        ("uptime robot", Voice.MONITOR),
        ("another customer", Voice.OUTSIDER),
        ("customer support", Voice.SUPPORT),
        ("comms", Voice.SPEAKER),
        ("incident lead", Voice.LEAD),
        ("release bot", Voice.SYSTEM),
        ("GitHub", Voice.VENDOR),
        ("database engineer", Voice.RESPONDER),
        ("team member B", Voice.RESPONDER),
        ("network team", Voice.RESPONDER),
        ("network", Voice.SYSTEM),
        ("support lead", Voice.LEAD),
        ("callback from carrier", Voice.VENDOR),
        ("partner support", Voice.SUPPORT),
        ("ws noc page", Voice.SPEAKER),
        ("Status Page", Voice.SPEAKER),
        ("Grace Page", Voice.RESPONDER),
        ("env sensor", Voice.MONITOR),
        ("db metrics (read afterwards)", Voice.MONITOR),
        ("customer (community slack)", Voice.OUTSIDER),
        ("(registrar, seen later)", Voice.VENDOR),
        ("site access router", Voice.SYSTEM),
        ("Ana", Voice.RESPONDER),
        ("", Voice.RESPONDER),
    ],
)
def test_a_voice_is_told_by_the_word_that_says_it(actor: str, voice: Voice) -> None:
    assert voice_of(actor) is voice


def test_the_source_tells_the_voice_where_the_name_does_not() -> None:
    assert voice_of("", "datadog") is Voice.MONITOR
