"""The order of the timeline and the phases that it is cut into."""

from hypothesis import given
from hypothesis import strategies as st

from bot.incidents.model import Incident
from bot.timeline.model import Entry, EntryKind, EntrySource
from bot.timeline.phases import cut_at, cuts_of, lines_of
from tests.bot.review.review_examples import after, by_itself, entry, incident, lines

MINUTES = st.integers(-60, 300)


def cut(what: Incident, *entries: Entry) -> dict[str, list[str]]:
    """Name of the phase -> texts of its entries."""
    numbered = lines(*entries)
    cuts, found = cuts_of(what, numbered), dict[str, list[str]]()
    for line in numbered:
        found.setdefault(cut_at(cuts, line.at).name, []).append(line.entry.text)
    return found


def test_a_whole_life_has_five_phases() -> None:
    what = incident(mitigated=60, resolved=90)
    assert cut(
        what,
        entry(-5, EntryKind.TRIGGER, "release"),
        entry(0, EntryKind.DECLARATION, "declared"),
        entry(10, EntryKind.INVESTIGATION, "logs"),
        entry(20, EntryKind.MITIGATION, "rollback"),
        entry(30, EntryKind.INVESTIGATION, "half of it back"),
        entry(60, EntryKind.MITIGATION, "all back"),
        entry(75, EntryKind.NOTE, "quiet"),
        entry(90, EntryKind.RESOLUTION, "over"),
        entry(95, EntryKind.COMMUNICATION, "said so"),
    ) == {
        "Detection": ["release"],
        "Investigation": ["declared", "logs"],
        "Mitigation": ["rollback", "half of it back", "all back"],
        "Monitoring": ["quiet", "over"],
        "After resolution": ["said so"],
    }


def test_phases_begin_at_their_milestones() -> None:
    numbered = lines(entry(-5), entry(0), entry(20, EntryKind.MITIGATION), entry(70), entry(99))
    cuts = cuts_of(incident(mitigated=60, resolved=90), numbered)
    assert [cut.moment for cut in cuts[1:]] == [after(0), after(20), after(60), after(90)]


def test_a_phase_without_entries_is_left_out() -> None:
    assert list(cut(incident(resolved=90), entry(5), entry(120))) == ["Investigation", "After resolution"]


def test_without_a_known_end_of_impact_mitigation_lasts_until_its_last_entry() -> None:
    assert cut(
        incident(resolved=90),
        entry(20, EntryKind.MITIGATION, "first"),
        entry(40, EntryKind.MITIGATION, "last"),
        entry(50, EntryKind.NOTE, "quiet"),
    ) == {"Mitigation": ["first", "last"], "Monitoring": ["quiet"]}


def test_while_it_is_open_and_not_over_mitigation_goes_on() -> None:
    assert list(cut(incident(), entry(20, EntryKind.MITIGATION), entry(50))) == ["Mitigation"]


def test_monitoring_without_any_mitigation_follows_the_investigation() -> None:
    assert list(cut(incident(mitigated=30), entry(5), entry(40))) == ["Investigation", "Monitoring"]


def test_a_mitigation_before_the_declaration_or_after_the_impact_opens_no_phase() -> None:
    assert list(
        cut(
            incident(mitigated=30, resolved=60),
            entry(-3, EntryKind.MITIGATION),
            entry(5),
            entry(40, EntryKind.MITIGATION),
        )
    ) == ["Detection", "Investigation", "Monitoring"]


def test_at_the_same_moment_what_was_written_down_first_comes_first() -> None:
    late = entry(5, text="late", recorded_at=after(50), id=1)
    early = entry(5, text="early", recorded_at=after(6), id=2)
    same = entry(5, text="same", recorded_at=after(6), id=3)
    assert [line.entry.text for line in lines_of((late, same, early))] == ["early", "same", "late"]


def test_only_a_typed_entry_can_be_written_later() -> None:
    backdated, marked = lines(
        entry(0, recorded_at=after(8)), entry(1, source=EntrySource.REACTION, recorded_at=after(9))
    )
    assert backdated.written_later
    assert not marked.written_later


@given(
    entries=st.lists(st.tuples(MINUTES, st.sampled_from(EntryKind))),
    mitigated=st.none() | st.integers(0, 200),
    resolved=st.none() | st.integers(0, 200),
)
def test_every_moment_lies_in_one_phase_and_their_order_stays(
    entries: list[tuple[int, EntryKind]], mitigated: int | None, resolved: int | None
) -> None:
    over = None if mitigated is None else min(mitigated, 200 if resolved is None else resolved)
    numbered = lines(*(entry(minutes, kind) for minutes, kind in entries))
    cuts = cuts_of(incident(mitigated=over, resolved=resolved), numbered)
    places = [cuts.index(cut_at(cuts, line.at)) for line in numbered]
    assert places == sorted(places)


def test_a_line_that_the_bot_wrote_is_cut_like_any_other() -> None:
    moved = by_itself(30, EntryKind.MONITORING, "Status changed from Mitigating to Monitoring")
    assert cut(incident(mitigated=30), entry(10, EntryKind.MITIGATION, "x"), moved) == {"Mitigation": ["x", moved.text]}
