"""Phrases are found by any form of their words, and voices by the whole of a name."""

import pytest

from bot.analysis.phases.voices import Voice, voice_of
from bot.analysis.phrases.cues import Phrases, stem
from bot.analysis.phrases.phase_words import MEANINGS

PHRASES = Phrases(
    {
        "undo": ("roll back", "roll ~ back", "^ @verb"),
        "change": ("deploy", "limit to #"),
        "said": ("=found",),
        "close": ("over $",),
    },
    {"verb": "restart bounce"},
)


def found(text: str) -> list[tuple[str, str]]:
    return [(one.meaning, one.words) for one in PHRASES.find(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("restarting", "restarted"),
        ("rolled", "roll"),
        ("dropping", "drops"),
        ("disabled", "disabling"),
        ("tried", "trying"),
        ("ran", "running"),
        ("told", "tell"),
        ("host's", "hosts"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Rolling back now", [("undo", "Rolling back")]),
        ("rolled all of it back", [("undo", "rolled all of it back")]),
        ("rolled out. back later", []),
        ("rolled that deploy back", [("undo", "rolled that deploy back")]),
        ("bounced the hub", [("undo", "bounced")]),
        ("the hub was bounced", []),
        ("we found it, finding is hard", [("said", "found")]),
        ("limits to 500", [("change", "limits to 500")]),
        ("4 GB over the limit", []),
        ("it’s over", [("close", "over")]),
        ("", []),
    ],
)
def test_phrases_are_found_where_they_stand(text: str, told: list[tuple[str, str]]) -> None:
    assert found(text) == told


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


def test_every_meaning_has_phrases_and_speaks_for_some_phase() -> None:
    assert all(meaning.phrases and any(meaning.weights) for meaning in MEANINGS)
