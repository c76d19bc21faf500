"""A voice is told by the whole of a name."""

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
        ("Ana", Voice.RESPONDER),
        ("", Voice.RESPONDER),
    ],
)
def test_a_voice_is_told_by_the_whole_name(actor: str, voice: Voice) -> None:
    assert voice_of(actor) is voice


def test_the_source_tells_the_voice_where_the_name_does_not() -> None:
    assert voice_of("", "datadog") is Voice.MONITOR
