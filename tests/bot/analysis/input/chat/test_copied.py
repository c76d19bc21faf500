"""Conversations that people copied as text: who said what and when, however their chat writes it to the clipboard."""

import textwrap
from collections.abc import Sequence

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case
from bot.time_format import is_dated
from bot.timeline.model import EntryKind


def one(text: str) -> Case:
    return read_input(textwrap.dedent(text), "x.txt").cases[0]


def told(case: Case) -> Sequence[tuple[str, str, str]]:
    return [(f"{event.at:%H:%M}" if event.at else "", event.actor, event.text) for event in case.events]


def days(case: Case) -> list[str]:
    return [f"{event.at:%Y-%m-%d %H:%M}" for event in case.events if event.at]


SAID = [
    ("10:42", "Jane Smith", "checkout is down"),
    ("10:44", "bob", "rolling back\nto 812"),
    ("10:50", "Jane Smith", "up"),
]

SHAPES = {
    "a clock, a name and a colon": """\
        10:42 AM Jane Smith: checkout is down
        10:44 AM bob: rolling back
        to 812
        10:50 AM Jane Smith: up
        """,
    "brackets": """\
        [10:42] Jane Smith: checkout is down
        [10:44] bob: rolling back
          to 812
        [10:50] Jane Smith: up
        """,
    "nicks in angle brackets, as in IRC": """\
        10:41 -!- carol [~c@example.com] has joined #ops
        10:42 <Jane Smith> checkout is down
        10:44 <@bob> rolling back
        to 812
        10:50 <Jane Smith> up
        """,
    "IRC with seconds and dates": """\
        [2024-01-15 10:42:01] <Jane Smith> checkout is down
        [2024-01-15 10:44:13] <bob> rolling back
        to 812
        [2024-01-15 10:50:59] <Jane Smith> up
        """,
    "WhatsApp on iOS": """\
        [15.01.24, 10:41:00] Messages and calls are end-to-end encrypted.
        [15.01.24, 10:42:01] Jane Smith: checkout is down
        [15.01.24, 10:44:13] bob: rolling back
        to 812
        [15.01.24, 10:50:59] Jane Smith: up
        """,
    "WhatsApp on Android": """\
        15/01/2024, 10:41 - Jane Smith created group "Outage"
        15/01/2024, 10:42 - Jane Smith: checkout is down
        15/01/2024, 10:44 - bob: rolling back
        to 812
        15/01/2024, 10:50 - Jane Smith: up
        """,
    "a name and a time on two lines": """\
        Jane Smith
          10:42 AM
        checkout is down
        bob
          10:44 AM
        rolling back
        to 812
        Jane Smith
          10:50 AM
        up
        """,
    "a name and a time on one line": """\
        Jane Smith  10:42 AM
        checkout is down
        bob  10:44 AM
        rolling back
        to 812
        Jane Smith  10:50 AM
        up
        """,
    "a name and a time in brackets": """\
        Jane Smith [10:42 AM]
        checkout is down

        bob [10:44 AM]
        rolling back
        to 812

        Jane Smith [10:50 AM]
        up
        """,
    "Teams, the time first": """\
        [10:42 AM] Jane Smith
        checkout is down
        [10:44 AM] bob
        rolling back
        to 812
        [1/15/2024 10:50 AM] Jane Smith
        up
        """,
    "Discord": """\
        Jane Smith — Today at 10:42 AM
        checkout is down
        bob — Today at 10:44 AM
        rolling back
        to 812
        Jane Smith — Today at 10:50 AM
        up
        """,
    "Discord with dates": """\
        Jane Smith — 01/15/2024 10:42 AM
        checkout is down
        bob — 01/15/2024 10:44 AM
        rolling back
        to 812
        Jane Smith — 01/15/2024 10:50 AM
        up
        """,
    "a full name and a clock": """\
        Jane Smith 10:42
        checkout is down
        bob  10:44
        rolling back
        to 812
        Jane Smith 10:50
        up
        """,
    "Zoom": """\
        10:42:13 From Jane Smith to Everyone:
        \tcheckout is down
        10:44:13 From bob to Everyone:
        \trolling back
        \tto 812
        10:50:01 From Jane Smith to Everyone:
        \tup
        """,
    "Telegram": """\
        Jane Smith, [15 Jan 2024 at 10:42:13]:
        checkout is down

        bob, [15 Jan 2024 at 10:44:13]:
        rolling back
        to 812

        Jane Smith, [15 Jan 2024 at 10:50:13]:
        up
        """,
    "24 hours and a zone": """\
        10:42 UTC Jane Smith: checkout is down
        10:44 UTC bob: rolling back
        to 812
        10:50 UTC Jane Smith: up
        """,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_conversation_is_read_in_the_shape_of_its_chat(shape: str) -> None:
    assert told(one(SHAPES[shape])) == SAID


def test_what_slack_shows_around_messages_is_no_message() -> None:
    case = one("""\
        #inc-7-checkout
        Monday, January 15th, 2024
        Jane Smith
          10:42 AM
        checkout is down (edited)
        :eyes:
        2
        3 replies
        Last reply today at 10:50 AM
        View thread
        New
        PagerDuty
        APP  10:45 AM
        Triggered: latency
        Bob Lee
          10:51 AM
        rolling back
        :wrench:
        1
        👀 2
          10:58
        done :white_check_mark:
        """)
    assert case.title == "#inc-7-checkout"
    assert told(case) == [
        ("10:42", "Jane Smith", "checkout is down"),
        ("10:45", "PagerDuty", "Triggered: latency"),
        ("10:51", "Bob Lee", "rolling back"),
        ("10:58", "Bob Lee", "done ✅"),
    ]
    assert [event.kind for event in case.events] == [None, None, EntryKind.MITIGATION, None]
    assert days(case)[0] == "2024-01-15 10:42"


def test_a_stated_day_counts_until_the_next() -> None:
    case = one("""\
        --- Day changed Mon Jan 15 2024
        23:50 <jane> down
        --- Day changed Tue Jan 16 2024
        00:10 <bob> up
        """)
    assert days(case) == ["2024-01-15 23:50", "2024-01-16 00:10"]
    assert not any("next day" in complaint for complaint in case.complaints)


def test_days_without_a_year_say_how_many_days_lie_between() -> None:
    case = one("""\
        Monday, January 15th
        Jane Smith  5:40 PM
        checkout is slow
        Wednesday, January 17th
        Jane Smith  9:10 AM
        still slow
        """)
    first, second = (event.at for event in case.events)
    assert first
    assert second
    assert not is_dated(first)
    assert str(second - first) == "1 day, 15:30:00"
    assert "No date is given, so times are shown without one." in case.complaints
    assert not any("next day" in complaint for complaint in case.complaints)


def test_a_time_that_goes_back_by_hours_is_on_the_next_day_and_that_is_said() -> None:
    case = one("[22:50] jane: down\n[23:10] bob: looking\n[00:05] jane: up\n")
    assert [event.at.day for event in case.events if event.at] == [1, 1, 2]
    assert '"00:05" follows a later time, so it is read as on the next day.' in case.complaints
    dated = one("2024-01-15\n[17:50] jane: down\n[09:05] bob: up\n")
    assert days(dated) == ["2024-01-15 17:50", "2024-01-16 09:05"]


def test_a_thread_that_was_copied_below_its_message_is_on_the_same_day() -> None:
    case = one("[10:42] jane: down\n[10:58] bob: found it\n[10:47] carol: customers call\n")
    assert [event.at.day for event in case.events if event.at] == [1, 1, 1]
    assert not any("next day" in complaint for complaint in case.complaints)


def test_lines_above_the_conversation_are_its_title_and_description() -> None:
    case = one("Checkout outage\nfrom the channel, 15 Jan 2024\n\n10:42 Jane: down\n10:50 Bob: up\n")
    assert (case.title, case.description) == ("Checkout outage", "from the channel, 15 Jan 2024")
    assert days(case) == ["2024-01-15 10:42", "2024-01-15 10:50"]


@pytest.mark.parametrize(
    "text",
    [
        "Checkout down\n\n10:42 alert fired\n10:44 rolled back\nRoot cause: a bad deploy\n",
        "10:42 Jane Smith: down\n10:44 Bob Lee: up\nRoot cause: a bad deploy\n",
        "# Post-mortem\n\n10:42 Jane: down\n10:44 Bob: up\n",
        "Timeline\n- 10:42 Jane: down\n- 10:44 Bob: up\n",
        "10:42 down\n10:44 note: looked at it\n10:46 up\n10:47 closed\n",
        "Jane said it is down. We met at 10:42.\nNothing more.",
        "10:42 down\n",
        "2024-01-15 10:42:01 ERROR: pool exhausted\n2024-01-15 10:42:09 INFO: restarted\n",
        "10:42 the on-call engineer said this: it is down\n10:44 and then someone: up\n",
        "Deploy 10:42\nof the checkout\nRollback 10:50\nof the checkout\n",
    ],
)
def test_reports_and_logs_are_no_conversations(text: str) -> None:
    assert not {event.actor for event in one(text).events} - {"", "Jane Smith", "Bob Lee"}
    assert all("\n" not in event.text for event in one(text).events)
    assert [claim.text for claim in one(text).causes] == (["a bad deploy"] if "Root cause" in text else [])


def test_large_conversations_are_read() -> None:
    assert len(one("10:42 Jane: still down\n" * 10_000).events) == 10_000
    assert len(one("Jane Smith\n  10:42 AM\nstill down\n" * 10_000).events) == 10_000
    assert one(f"10:42 Jane: {'x ' * 2_500_000}\n10:43 Bob: {'y' * 5_000_000}\n").events


def test_an_app_whose_mark_stands_on_a_line_of_its_own_speaks_for_itself() -> None:
    text = "Jane Smith\n10:42 AM\ncheckout is down\nPagerDuty\nAPP\n10:45 AM\nTriggered: latency\n"
    events = read_input(text, "x.txt").cases[0].events
    assert [(event.actor, event.text) for event in events] == [
        ("Jane Smith", "checkout is down"),
        ("PagerDuty", "Triggered: latency"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Priya N\n:spiral_calendar_pad:\n  11:06 AM",
        "Priya N\n:spiral_calendar_pad:  11:06 AM",
        "Priya N :palm_tree:  11:06 AM",
        "Priya N 🌴  11:06 AM",
        "Priya N\n🏝️ 11:06 AM",
        "Priya N\n:house_with_garden:\nEXTERN\n11:06",
        "Priya N :wave::skin-tone-3: [11:06 AM]",
    ],
)
def test_the_emoji_of_a_status_does_not_give_words_to_the_wrong_person(header: str) -> None:
    case = one(f"Marc\n  11:04 AM\nlooking at it\n{header}\nok you're IC\nMarc\n  11:09 AM\n:fire:\n")
    assert told(case) == [
        ("11:04", "Marc", "looking at it"),
        ("11:06", "Priya N", "ok you're IC"),
        ("11:09", "Marc", "🔥"),
    ]


def test_a_name_with_an_emoji_speaks_on_a_line_with_its_text() -> None:
    case = one("2024-10-15, 11:04 - Marc 🌸: looking at it\n2024-10-15, 11:06 - Priya 🧯🧯: found it\n")
    assert [event.actor for event in case.events] == ["Marc", "Priya"]


def test_what_stands_above_the_first_day_is_of_the_day_before() -> None:
    said = "[21:50] <ann> slow\n[00:10] <bo> down\n--- Day changed Wed Apr 16 2025\n[00:02] <bo> up\n"
    assert days(one(said)) == ["2025-04-14 21:50", "2025-04-15 00:10", "2025-04-16 00:02"]
    at_the_end = "[22:50] <ann> slow\n[23:10] <bo> down\n--- Day changed Wed Apr 16 2025\n"
    assert days(one(at_the_end)) == ["2025-04-15 22:50", "2025-04-15 23:10"]
    closed = "[22:50] <ann> slow\n[00:10] <bo> down\n--- Log closed Wed Apr 16 00:30:00 2025\n"
    assert days(one(closed)) == ["2025-04-15 22:50", "2025-04-16 00:10"]
    yearless = one("Ann Bo\n  8:10 AM\nslow\nWednesday, April 16th\nAnn Bo\n  9:02 AM\nup\n")
    assert [event.at.day for event in yearless.events if event.at] == [1, 2]


def test_ambiguous_days_cost_the_date_and_not_the_time() -> None:
    case = one("""\
        [03/11/24, 11:58:40 PM] Ama Boateng: db primary is not answering
        [03/11/24, 11:59:10 PM] Ama Boateng: \u200eimage omitted
        [04/11/24, 12:03:02 AM] Kwesi: failing over now
        \u200e[04/11/24, 12:21:00 AM] Ama Boateng: \u200eYou deleted this message.
        """)
    assert told(case) == [
        ("23:58", "Ama Boateng", "db primary is not answering"),
        ("00:03", "Kwesi", "failing over now"),
    ]
    assert [event.at.day for event in case.events if event.at] == [1, 2]
    assert len(case.complaints) == 3


def test_what_teams_shows_around_messages_is_no_message() -> None:
    case = one("Ivo Petrov\n9:14 AM\nVPN rejects all users\n1 Like\n1\nEXTERN\nEva Roth\n9:20 AM\nup\nLast read\n")
    assert told(case) == [("09:14", "Ivo Petrov", "VPN rejects all users"), ("09:20", "Eva Roth", "up")]


def test_a_name_of_one_word_opens_a_message_like_the_others() -> None:
    case = one("""\
        Ann Lee 10:02:11
        api is down
        Bob 10:04:01
        on it
        Ann Lee 10:20:44
        restarted
        """)
    assert told(case) == [
        ("10:02", "Ann Lee", "api is down"),
        ("10:04", "Bob", "on it"),
        ("10:20", "Ann Lee", "restarted"),
    ]


def test_a_text_of_a_word_and_a_time_right_below_a_name_stays_its_text() -> None:
    case = one("""\
        Ann Lee 10:02
        Deploy 10:01
        Jane Smith 10:04
        on it
        """)
    assert told(case)[0] == ("10:02", "Ann Lee", "Deploy 10:01")


@pytest.mark.parametrize(
    "name", ["Customer (Marek, Hotel Bryza)", "Level 2 (Sanjay)", "[DEV] halden", "**Ann Lee**", "Agent (Tiffany)"]
)
def test_a_role_in_brackets_or_a_strong_name_opens_a_message(name: str) -> None:
    case = one(f"{name}, 8 Aug 2026 21:14\nno door opens\n\nAgent (Tiffany), 8 Aug 2026 21:22\nlooking\n")
    assert [text for _time, _who, text in told(case)] == ["no door opens", "looking"]


def test_a_message_in_brackets_stands_by_itself_among_messages_below_their_names() -> None:
    case = one("""\
        Mika L  9:14 PM
        queue spins forever
        [9:16 PM] PagerDuty APP: Triggered #88213
        Tomo  9:17 PM
        on it
        """)
    assert told(case)[1] == ("21:16", "PagerDuty APP", "Triggered #88213")


def test_names_below_their_times_speak() -> None:
    case = one("""\
        Meeting chat: bridge

        Yesterday 15:02
        Olga Petrova
        the CRM is not open
        Yesterday 15:04
        Dirk
        same here
        """)
    assert told(case) == [("15:02", "Olga Petrova", "the CRM is not open"), ("15:04", "Dirk", "same here")]
