"""The communication of a review: messages of our own, what they promised, whom the severity escalates to."""

from dataclasses import replace

from bot.analysis.model import Case, Evidence, Told
from bot.review.document.parts import Paragraph, Table
from bot.timeline.model import EntryKind
from templates.review.document import review_document
from tests.bot.review.document.review_cases import AT, EVENTS, FULL, after, event, reviewed

OUTAGE = replace(FULL, severity="SEV1", events=(), moments={"declared_at": AT, "resolved_at": after(90)})


def told(text: str, minutes: float, place: int = 0, channel: str = "status_page") -> Told:
    return Told(text, after(minutes), channel, "external", evidence=Evidence(f"told[{place}]"))


def rows(case: Case, template: str = "standard") -> list[list[str]]:
    section = reviewed(case, None, template).section("communication")
    tables = [part for part in (section.parts if section else ()) if isinstance(part, Table)]
    return [[cell.text for cell in row] for table in tables for row in table.rows]


def escalation(case: Case) -> str:
    section = reviewed(case, None, "standard").section("communication")
    found = [part for part in (section.parts if section else ()) if isinstance(part, Paragraph)]
    return " ".join(one.text for part in found for one in part.sentences)


def test_a_message_says_when_the_next_was_promised_and_whether_it_came() -> None:
    case = replace(
        OUTAGE,
        told=(
            told("Investigating - Mail is late. We will post an update within 15 minutes.", 5, 0),
            told("Identified - A release broke it. Next update by 10:35.", 20, 1),
            told("Monitoring - It works. Next update in 30 minutes.", 55, 2),
        ),
    )
    assert rows(case) == [
        ["10:05", "Status page", "Investigating: Mail is late.", "10:20, kept"],
        ["10:20", "Status page", "Identified: A release broke it.", "10:35, 20 min late"],
        ["10:55", "Status page", "Monitoring: It works.", "11:25, no later message logged"],
    ]


def test_a_promised_report_has_its_time_and_no_verdict() -> None:
    last = told("Resolved - It works. We will publish a full report within 48 hours.", 90)
    assert rows(replace(OUTAGE, told=(last,))) == [
        ["11:30", "Status page", "Resolved: It works.", "report by Wed 8 May, 11:30"]
    ]


def test_a_message_is_told_in_short_and_whole_in_the_comprehensive_review() -> None:
    text = " ".join(f"Sentence {number} says a little more about the mail." for number in range(9))
    (short,), (whole,) = (
        rows(replace(OUTAGE, told=(told(text, 5),)), template) for template in ("standard", "comprehensive")
    )
    assert short[2].endswith("more about the mail. …")
    assert len(short[2].split()) < 30
    assert whole[2] == text


def test_what_the_timeline_quotes_is_not_quoted_again() -> None:
    posted = event(5, 12, EntryKind.COMMUNICATION, "Mail is delayed for everyone in Europe", "Paul Okafor")
    update = Told("Mail is delayed for everyone in Europe\nA rollback runs", after(12), "#inc-7", "", "Paul Okafor")
    case = replace(OUTAGE, events=(*EVENTS[:4], posted, *EVENTS[5:]), told=(update,))
    assert rows(case) == [["10:12", "#inc-7", "A rollback runs"]]
    assert rows(replace(case, told=(replace(update, text=posted.text),))) == [["10:12", "#inc-7", "as on the timeline"]]


def test_who_wrote_a_message_stands_with_it_where_the_timeline_does_not_say_it() -> None:
    assert rows(replace(OUTAGE, told=(replace(told("Mail is late", 5), by="Paul Okafor"),)))[0][-1] == "Paul Okafor"


def test_escalation_is_logged_against_the_policy() -> None:
    escalated = event(9, 12, EntryKind.ESCALATION, "Escalated to VP Engineering")
    case = replace(OUTAGE, events=(*EVENTS, escalated), told=())
    assert escalation(case) == (
        "VP engineering at 10:12 (due 10:15); customer success (due 10:15), CTO (due 10:30) and CEO (due 11:00): "
        "nothing logged."
    )


def test_an_entry_that_names_somebody_is_no_logged_escalation() -> None:
    named = replace(event(9, 12, EntryKind.INVESTIGATION, "The CTO asks for numbers"), kind=None)
    assert "CTO mentioned at 10:12 (due 10:30)" in escalation(replace(OUTAGE, events=(*EVENTS, named)))


def test_without_any_message_or_escalation_there_is_no_communication() -> None:
    case = replace(OUTAGE, events=EVENTS[:4], told=())
    assert reviewed(case, None, "standard").section("communication") is None


def test_war_room_met() -> None:
    """A page or a declaration is no meeting."""
    for template in ("brief", "standard", "comprehensive"):
        document = review_document(reviewed(replace(OUTAGE, events=EVENTS), "all", template), "markdown")
        assert "war room" not in document.casefold()


def test_customers_status_page_met_6_min() -> None:
    """Their status page was read, not written."""
    read = replace(event(9, 6, EntryKind.NOTE, "Stripe's status page says they are investigating"), kind=None)
    case = replace(OUTAGE, events=(*EVENTS[:4], read), told=())
    review = reviewed(case, "all", "comprehensive")
    assert rows(case) == []
    figures = review.section("figures")
    assert "6 min" not in repr(figures)
    assert "status page" not in repr(figures).casefold()


def test_owner_alice_chen() -> None:
    """An owner is as recorded, also where a participant may be meant."""
    item = replace(FULL.actions[0], owner="alice@company.com")
    alice = replace(FULL.participants[0], name="Alice Chen")
    document = review_document(reviewed(replace(FULL, actions=(item,), participants=(alice,))), "markdown")
    assert "| alice@company.com |" in document
