"""The key times of a document: what is recorded in it, what is estimated, and what nobody can tell."""

from bot.analysis.model import Case, Event
from bot.analysis.phases.chronicle import read_timeline
from bot.config.policy import Policy
from bot.metrics.durations import DurationKey
from bot.metrics.key_moments import MomentKey
from bot.timeline.kinds import EntryKind
from tests.bot.analysis.timeline_cases import minutes

ALERT = (0, "monitoring", EntryKind.DETECTION, "Alert: uploads fail")


def reached(*told: tuple[float, str, EntryKind | None, str], **facts: object) -> dict[MomentKey, str]:
    """`40 recorded` for each key time that is known, in minutes."""
    case = Case(events=events(*told), **facts)  # type: ignore[arg-type]
    found = read_timeline(case, Policy(), "sev1").moments
    return {
        key: f"{(moment.at - minutes(0)).total_seconds() / 60:.0f} {moment.certainty}"
        for key, moment in found.items()
        if moment.at
    }


def events(*told: tuple[float, str, EntryKind | None, str], status: str = "") -> tuple[Event, ...]:
    return tuple(
        Event(number, text, minutes(at), actor, kind=kind, status="monitoring" if "Monitoring - " in text else status)
        for number, (at, actor, kind, text) in enumerate(told, start=1)
    )


WATCHED = (50, "Bob", EntryKind.COMMUNICATION, "Status page: Monitoring - a fix is in and we watch it")
RECOVERED = (60, "Jane", EntryKind.MITIGATION, "Uploads fully restored, error rate back to baseline")
OVER = (120, "Jane", EntryKind.RESOLUTION, "Incident resolved")


def test_a_statement_of_recovery_beats_the_status_monitoring_before_it() -> None:
    found = reached(ALERT, (40, "Ana", EntryKind.MITIGATION, "Rolled back"), WATCHED, RECOVERED, OVER)
    assert found[MomentKey.MITIGATED] == "60 recorded"


def test_impact_over_13_10_is_never_taken_from_the_release_of_the_fix() -> None:
    released = (40, "Omar", None, "uploader 5.8.1 released, logos are converted first")
    works = (55, "Omar", None, "upload works again for all accounts that failed")
    assert reached(ALERT, released, works, OVER)[MomentKey.MITIGATED] == "55 estimated"


def test_the_status_stands_where_nobody_says_that_it_works() -> None:
    found = reached(ALERT, (40, "Ana", EntryKind.MITIGATION, "Rolled back"), WATCHED, OVER)
    assert found[MomentKey.MITIGATED] == "50 estimated"


def test_a_recovery_that_a_vendor_states_beats_nothing() -> None:
    theirs = (55, "AWS", None, "service restored and works again")
    assert reached(ALERT, WATCHED, theirs, OVER)[MomentKey.MITIGATED] == "50 estimated"


def test_a_resolution_alone_tells_no_time_of_mitigation() -> None:
    found = reached(ALERT, (5, "Ana", None, "the disk is full"), (30, "Tom", None, "deleted old files"), OVER)
    assert MomentKey.MITIGATED not in found
    assert found[MomentKey.RESOLVED] == "120 recorded"


def test_a_declaration_is_no_detection_so_acknowledge_0_min_met_is_never_said() -> None:
    told = (
        (0, "Priya Nair", None, "declared SEV2, search is slow for some customers"),
        (6, "Support", None, "two more customers report slow search"),
        (58, "Priya Nair", None, "resolved"),
    )
    found = reached(*told)
    assert MomentKey.DETECTED not in found
    assert found[MomentKey.DECLARED] == "0 recorded"
    spans = {span.key: span.minutes for span in read_timeline(Case(events=events(*told)), Policy(), "sev2").spans}
    assert spans[DurationKey.ACKNOWLEDGE] is None


def test_who_declared_has_responded_so_nobody_is_acknowledged_after_24_min() -> None:
    late = (24, "Ana", EntryKind.INVESTIGATION, "looking into it")
    stated = {"declared_at": minutes(3)}
    assert reached(ALERT, late, OVER, moments=stated)[MomentKey.ACKNOWLEDGED] == "3 estimated"


def test_an_earlier_response_goes_before_the_declaration() -> None:
    early = (2, "Ana", EntryKind.INVESTIGATION, "looking into it")
    stated = {"declared_at": minutes(3)}
    assert reached(ALERT, early, OVER, moments=stated)[MomentKey.ACKNOWLEDGED] == "2 estimated"


def test_a_page_that_a_program_sent_is_no_response_of_a_person() -> None:
    paged = (3, "", None, "PagerDuty paged Ana Ruiz")
    assert reached(ALERT, paged, (4, "Ana Ruiz", None, "looking"), OVER)[MomentKey.ACKNOWLEDGED] == "4 estimated"


def test_what_is_being_restored_or_is_slow_still_is_no_recovery() -> None:
    told = (50, "Nadia", EntryKind.COMMUNICATION, "Told support: searches are slow, list 40 is being restored.")
    done = (40, "Ana", EntryKind.MITIGATION, "Rolled the list back on the first shard")
    works = (90, "Ana", None, "search works again")
    assert reached(ALERT, done, told, works, OVER)[MomentKey.MITIGATED] == "90 estimated"


def test_going_back_to_an_earlier_version_is_no_recovery() -> None:
    going = (20, "Per", None, "anti-cheat update leaks memory, going back to the one from Monday")
    assert (
        reached((0, "Nia", None, "players get kicked"), going, (41, "Nia", None, "no kicks, eu-2 is fine again"))[
            MomentKey.MITIGATED
        ]
        == "41 estimated"
    )


def test_weekly_reports_open_again_is_a_recovery() -> None:
    found = reached(
        (0, "", None, "report service 4.2 deployed"),
        (25, "", None, "first depot manager calls support"),
        (91, "", None, "rolled back to 4.1"),
        (96, "", None, "weekly reports open again"),
        moments={"resolved_at": minutes(170)},
    )
    assert found[MomentKey.MITIGATED] == "96 estimated"


def test_an_alert_that_cleared_after_a_while_tells_no_time_of_recovery() -> None:
    cleared = (120, "monitoring", EntryKind.RESOLUTION, "latency alert auto-resolved after 45 min in range")
    live = (70, "Li Wei", EntryKind.MITIGATION, "List 40 is live on all shards, p95 is down to 310 ms.")
    found = reached(ALERT, (40, "Ana", EntryKind.MITIGATION, "Rolled the list back on the first shard"), live, cleared)
    assert MomentKey.MITIGATED not in found
