"""E-mail: each message of a thread is an event of its sender at its date."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.input.documents import mail
from bot.analysis.input.reading import read_input
from bot.analysis.model import Case

SAMPLE = (Path(__file__).parents[5] / "samples/formats/mail-thread.txt").read_text("utf-8")


def read(text: str) -> Case:
    return read_input(text, "x.eml").cases[0]


def at(hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2024, 3, 12, hour, minute, second, tzinfo=UTC)


def test_a_thread_is_read_from_its_oldest_quote() -> None:
    case = read(SAMPLE)
    assert (case.title, case.severity) == ("Export of timesheets fails", "SEV3")
    assert [(event.at, event.actor) for event in case.events] == [
        (at(14, 48), "Helpdesk"), (at(15, 5), "Omar Aziz"), (at(15, 40, 5), "Petra Lang"),
    ]  # fmt: skip
    assert case.events[0].text.endswith("Entering hours still works.")
    assert "Timesheets team" not in case.events[2].text
    assert case.complaints == ("Times of quoted messages are read in the zone of the mail's date, UTC+01:00.",)


HEAD = "From: Bo <bo@example.com>\nDate: Tue, 12 Mar 2024 10:00:00 +0000\nSubject: Mail is slow\n\n"


def test_an_answer_below_the_quote_is_the_senders() -> None:
    case = read(f"{HEAD}On Tue, Mar 12, 2024 at 9:30 AM Al\n<al@example.com> wrote:\n> It is slow.\n\nIt is fixed.\n")
    assert [(event.actor, event.text) for event in case.events] == [("Al", "It is slow."), ("Bo", "It is fixed.")]


def test_a_quote_without_a_name_is_kept() -> None:
    assert [event.text for event in read(f"{HEAD}> It is slow.\nSince when?\n").events] == [
        "Since when?",
        "It is slow.",
    ]


def test_lines_with_a_time_are_events_of_their_own() -> None:
    case = read(f"{HEAD}What happened:\n09:10 queue full\n09:40 restarted\n")
    assert [event.at for event in case.events] == [at(10, 0), at(9, 10), at(9, 40)]


def test_a_forwarded_mail_is_a_message_too() -> None:
    below = "From: Al <al@example.com>\nSent: 2024-03-12 09:30\nSubject: x\n\nSlow.\n"
    text = f"{HEAD}See below.\n\n-----Original Message-----\n{below}"
    assert [(event.at, event.actor) for event in read(text).events] == [(at(9, 30), "Al"), (at(10, 0), "Bo")]


def test_text_with_two_colons_is_no_mail() -> None:
    assert not mail.recognizes("Severity: SEV2\nStatus: resolved\n\nNobody can log in")


@pytest.mark.parametrize(
    "header", ["Content-Type: text/plain; charset=none", "Content-Type: multipart/mixed; boundary=x"]
)
def test_a_body_that_cannot_be_decoded_costs_only_itself(header: str) -> None:
    assert read(f"{header}\n{HEAD}Slow.\n").title == "Mail is slow"


@given(
    st.lists(
        st.sampled_from(["> a", ">> b", "On Tue, 12 Mar 2024 at 09:00, C wrote:", "--", "", "text", "09:10 x", ">"])
    )
)
def test_any_body_is_read(body: list[str]) -> None:
    assert read(HEAD + "\n".join(body)).title == "Mail is slow"


@pytest.mark.parametrize(
    "wrote",
    [
        "On Tue, Mar 12, 2024 at 3:30 PM Al <al@example.com> wrote:",
        "On Tue, Mar 12, 2024 at 3:30\u202fPM Al <al@example.com> wrote:",
        "On 12 Mar 2024, at 15:30, Al <al@example.com> wrote:",
        "On Tuesday, March 12, 2024 3:30 p.m., Al wrote:",
        "Am 12.03.2024 um 15:30 Uhr schrieb Al <al@example.com>:",
    ],
)
def test_the_time_of_a_quote_is_read_whole(wrote: str) -> None:
    (event, _) = read(f"{HEAD}{wrote}\n\n> It is slow.\n\nIt is fixed.\n").events[::-1]
    assert (event.at, event.actor, event.text) == (at(15, 30), "Al", "It is slow.")


def test_letters_beyond_ascii_are_kept() -> None:
    head = HEAD.replace("\n\n", "\nContent-Type: text/plain; charset=utf-8\n\n")
    assert [read(each + "Speicher überfüllt – zurück\n").events[0].text for each in (HEAD, head)] == [
        "Speicher überfüllt – zurück"
    ] * 2


@pytest.mark.parametrize("line", ["Begin forwarded message:", "---------- Forwarded message ---------"])
def test_what_stands_above_a_forwarded_message_is_no_title(line: str) -> None:
    above = f"See below, I take it.\n\nSent from my iPhone\n\n{line}\n\n"
    case = read(
        f"{above}From: Ops <ops@x.org>\nDate: 12 March 2024 at 10:00:00 UTC\nSubject: Mail down\n\nAll mail bounces.\n"
    )
    assert case.title == "Mail down"
    assert {(event.at, event.actor, event.text) for event in case.events} == {
        (None, "", "See below, I take it."),
        (at(10, 0), "Ops", "All mail bounces."),
    }


def test_a_thread_without_headers_is_read_by_what_introduces_its_quotes() -> None:
    case = read(
        "> On Mon, Mar 11, 2024 at 8:14 AM Ward <w@x.org> wrote:\n>> It prints the old name.\n"
        "> On Mon, Mar 11, 2024 at 9:02 AM Desk <d@x.org> wrote:\n> We told the vendor.\n\n"
        "On Mon, Mar 11, 2024 at 2:40 PM Vendor <v@x.org> wrote:\nInstall 4.4.2.\n\nInstalled.\n"
    )
    assert {(event.actor, event.text) for event in case.events} == {
        ("Ward", "It prints the old name."), ("Desk", "We told the vendor."), ("Vendor", "Install 4.4.2."),
        ("", "Installed."),
    }  # fmt: skip


HTML_HEAD = "From: Anil <a@x.org>\nDate: Tue, 12 Mar 2024 11:48:00 +0530\nSubject: Transfers declined\n"


def test_a_table_in_a_mail_is_labels_and_values() -> None:
    rows = "".join(
        f"<tr><td>{label}</td><td>{value}</td></tr>"
        for label, value in (
            ("Start Time", "12-Mar-2024 10:12 IST"), ("End Time", "12-Mar-2024 11:25 IST"), ("Priority", "P1"),
            ("Root Cause", "A node ran out of memory &amp; restarted"),
        )
    )  # fmt: skip
    case = read(f"{HTML_HEAD}Content-Type: text/html\n\n<p>Dear all,</p><table>{rows}</table><p>Regards</p>\n")
    assert case.moments == {"started_at": at(4, 42), "resolved_at": at(5, 55)}
    assert (case.priority, [cause.text for cause in case.causes]) == ("P1", ["A node ran out of memory & restarted"])
    assert [event.text for event in case.events] == ["Dear all, Regards"]


def test_labels_in_the_lines_of_a_mail_are_fields() -> None:
    case = read(f"{HEAD}Dear all,\nSeverity: SEV2\nRoot cause: an expired certificate\nRegards\n")
    assert (case.severity, [cause.text for cause in case.causes]) == ("SEV2", ["an expired certificate"])
