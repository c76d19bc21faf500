"""The fold from reactions to an entry: who put what where, and which of it counts."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.model import Person
from bot.timeline.kinds import PIN, kind_of
from bot.timeline.model import EntryKind, ManualEdits, Reaction
from bot.timeline.reactions import ReactionOutcome, moment, outcome_of, reactor_key

AT = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
ANN, BEN = Person("U1", "Ann"), Person("U2", "Ben")
KINDS = {
    "wrench": EntryKind.MITIGATION,
    "mag": EntryKind.INVESTIGATION,
    "pushpin": EntryKind.NOTE,
    PIN: EntryKind.NOTE,
}


def at(minute: int) -> datetime:
    return AT + timedelta(minutes=minute)


def reaction(minute: int, by: Person = ANN, emoji: str = "wrench", is_on: bool = True) -> Reaction:
    return Reaction("C1", "1705328580.000100", emoji, by, is_on, at(minute))


def of(*reactions: Reaction, manual: ManualEdits | None = None) -> ReactionOutcome:
    return outcome_of(reactions, manual or ManualEdits(), KINDS)


def test_without_a_reaction_there_is_no_entry() -> None:
    assert of() == ReactionOutcome(False, None, ())
    assert of(reaction(1, is_on=False)) == ReactionOutcome(False, None, ())


def test_a_reaction_without_a_meaning_counts_for_nothing() -> None:
    assert of(reaction(1, emoji="eyes")) == ReactionOutcome(False, None, ())


def test_everybody_whose_reaction_counts_is_named_once_in_the_order_of_their_coming() -> None:
    assert of(reaction(3, BEN), reaction(1, ANN), reaction(4, ANN, "mag")).captured_by == (ANN, BEN)


def test_the_newest_reaction_that_counts_says_the_type() -> None:
    assert of(reaction(1), reaction(2, BEN, "mag")).kind is EntryKind.INVESTIGATION
    assert of(reaction(1), reaction(2, BEN, "mag", is_on=False)).kind is EntryKind.MITIGATION


@pytest.mark.parametrize("generic", [PIN, "pushpin"])
@pytest.mark.parametrize("pinned_at", [1, 5])
def test_a_pin_or_a_note_is_less_specific_than_any_other_type_whenever_it_comes(generic: str, pinned_at: int) -> None:
    pinned = reaction(pinned_at, BEN, generic)
    assert of(pinned).kind is EntryKind.NOTE
    assert of(pinned, reaction(3)).kind is EntryKind.MITIGATION
    assert of(pinned, reaction(3, is_on=False)).kind is EntryKind.NOTE
    assert of(pinned, reaction(2), reaction(3, emoji="mag")).kind is EntryKind.INVESTIGATION
    manual = ManualEdits(kind=EntryKind.TRIGGER, kind_at=at(3))
    assert of(pinned, manual=manual).kind is EntryKind.TRIGGER


def test_a_note_by_hand_is_a_decision_and_counts_against_older_reactions() -> None:
    manual = ManualEdits(kind=EntryKind.NOTE, kind_at=at(3))
    assert of(reaction(2), manual=manual).kind is EntryKind.NOTE
    assert of(reaction(4), manual=manual).kind is EntryKind.MITIGATION


def test_a_type_by_hand_yields_to_a_newer_reaction_only() -> None:
    manual = ManualEdits(kind=EntryKind.TRIGGER, kind_at=at(2))
    assert of(reaction(1), manual=manual).kind is EntryKind.TRIGGER
    assert of(reaction(1), reaction(3, BEN, "mag"), manual=manual).kind is EntryKind.INVESTIGATION


def test_a_removal_by_hand_holds_against_older_reactions() -> None:
    manual = ManualEdits(present=False, present_at=at(2))
    assert of(reaction(1), reaction(2, BEN), manual=manual) == ReactionOutcome(False, None, ())
    assert of(reaction(1), reaction(3, BEN), manual=manual) == ReactionOutcome(True, EntryKind.MITIGATION, (BEN,))


def test_what_was_added_or_restored_by_hand_stands_without_reactions() -> None:
    manual = ManualEdits(present=True, present_at=at(2), by=BEN)
    assert of(manual=manual) == ReactionOutcome(True, None, (BEN,))
    assert of(reaction(1), manual=manual) == ReactionOutcome(True, EntryKind.MITIGATION, (ANN, BEN))


@pytest.mark.parametrize(
    ("emoji", "kind"),
    [("wrench", EntryKind.MITIGATION), ("wrench::skin-tone-4", EntryKind.MITIGATION), (PIN, EntryKind.NOTE)],
)
def test_an_emoji_means_the_same_in_every_skin_tone(emoji: str, kind: EntryKind) -> None:
    assert kind_of(emoji, KINDS) is kind
    assert kind_of("eyes", KINDS) is None


def test_a_message_is_pinned_once_for_all_and_reacted_to_by_each() -> None:
    assert reactor_key(reaction(1, ANN, PIN)) == reactor_key(reaction(2, BEN, PIN))
    assert reactor_key(reaction(1, ANN)) != reactor_key(reaction(1, BEN))


@pytest.mark.parametrize("ts", ["1705328580.000100", "1705328580.999999", "1705328580.000000"])
def test_a_ts_is_read_to_the_microsecond(ts: str) -> None:
    assert f"{moment(ts).timestamp():.6f}" == ts


def test_a_ts_without_or_with_a_short_fraction_is_read_too() -> None:
    assert moment("1705328580") == AT
    assert moment("1705328580.5") == AT + timedelta(milliseconds=500)


@given(
    st.lists(
        st.builds(
            reaction, st.integers(0, 9), st.sampled_from((ANN, BEN)), st.sampled_from([*KINDS, "eyes"]), st.booleans()
        )
    ),
    st.randoms(),
)
def test_the_order_in_which_reactions_are_told_changes_nothing_that_is_dated(
    reactions: list[Reaction], random: object
) -> None:
    dated = list({reaction.at: reaction for reaction in reactions}.values())
    shuffled = sorted(dated, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert of(*shuffled) == of(*dated)
    assert of(*dated).present == any(reaction.is_on and reaction.emoji in KINDS for reaction in dated)
