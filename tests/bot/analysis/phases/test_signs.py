"""What the model of phases reads of a text: stems, pairs, deeds, and the letters of words."""

import pytest

from bot.analysis.phases.signs import signs, spelling, stem, words


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


def test_a_text_is_read_as_stems_pairs_and_deeds() -> None:
    assert list(signs(words("Restarting 3 pods"))) == [
        *("restart", "0", "pod"),
        *("^_restart", "!restart", "restart_0", "0_pod", "pod_$"),
        "restart~pod",
    ]


@pytest.mark.parametrize(
    ("text", "sign", "is_read"),
    [
        ("rolled all of it back", "rol~back", True),
        ("rolled out. back later", "rol~back", False),
        ("rolled one two three four back", "rol~back", False),
        ("bounced the hub", "!bounc", True),
        ("the hub was bounced", "!bounc", True),
        ("since the bounce", "!bounc", False),
        ("limits to 500", "to_0", True),
        ("it’s over", "over_$", True),
        ("", "^_$", True),
    ],
)
def test_signs_are_read_where_they_stand(text: str, sign: str, is_read: bool) -> None:
    assert (sign in signs(words(text))) is is_read


def test_pairs_with_a_gap_are_only_read_where_the_model_has_some() -> None:
    assert [sign for sign in signs(words("rolled all of it back"), {"all", "rol"}) if "~" in sign] == [
        *("rol~of", "rol~it", "rol~back"),
        *("all~it", "all~back"),
    ]


def test_a_word_is_spelled_in_runs_of_three_and_four_letters() -> None:
    assert set(spelling("down")) == {"<do", "dow", "own", "wn>", "<dow", "down", "own>"}
    assert spelling("0") == ()


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    assert len(words("x " * 500_000)) == 60
