"""Heads of texts: whatever way a moment is written, it is read as that moment or asked about, and facts stay facts."""

import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest

from bot.errors import NotUnderstood, Unclear
from bot.time_parsing import TimeUnclear, TypedTime, read_past

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2024, 1, 15, 14, 24, 40, tzinfo=UTC)  # a Monday
SEED = 20240115

DATED = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d_%H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%d.%m.%Y %H:%M:%S",
    "%d %b %Y %H:%M:%S",
    "%d %B %Y, %H:%M:%S",
    "%b %d, %Y at %H:%M:%S",
    "%a %d %b %Y %H:%M:%S",
    "%A, %B %d, %Y %I:%M:%S %p",
    "%Y%m%dT%H%M%S",
    "%Y%m%d %H:%M:%S",
    "%d/%b/%Y:%H:%M:%S",
    "%d-%b-%Y %H:%M:%S",
    "%a %b %d %H:%M:%S %Y",
    "%H:%M:%S %Y-%m-%d",
    "%H:%M:%S on %d %b %Y",
    "%H:%M:%S (%d.%m.%Y)",
    "%H:%M:%S, %b %d %Y",
    "%d.%m.%y %H:%M:%S",
    "%m/%d/%y %H:%M:%S",
    "%m/%d %H:%M:%S",
    "%d-%m-%y %H:%M:%S",
    "%H:%M:%S %d/%m/%y",
)
BY_MINUTE = ("%H:%M", "%Hh%M", "%H h %M", "%I:%M %p", "%I:%M%p", "%I%M%p", "%I:%M P. M.|%I:%M A. M.", "%H.%M", "%H;%M")
ZONES: dict[str, tzinfo] = {
    "": BERLIN,
    " UTC": UTC,
    " utc": UTC,
    " (UTC)": UTC,
    " [GMT]": UTC,
    ", UTC": UTC,
    "Z": UTC,
    " +0000": UTC,
    " +0530": ZoneInfo("Asia/Kolkata"),
    " +05:30": ZoneInfo("Asia/Kolkata"),
    " UTC +9": ZoneInfo("Asia/Tokyo"),
    " GMT + 9": ZoneInfo("Asia/Tokyo"),
    " UTC+9": ZoneInfo("Asia/Tokyo"),
    " Zulu": UTC,
    " jst": ZoneInfo("Asia/Tokyo"),
    " Jst": ZoneInfo("Asia/Tokyo"),
    " CAT": ZoneInfo("Africa/Maputo"),
    " msk": ZoneInfo("Europe/Moscow"),
    " asia/tokyo": ZoneInfo("Asia/Tokyo"),
    " Africa/Maputo": ZoneInfo("Africa/Maputo"),
    " Tokyo time": ZoneInfo("Asia/Tokyo"),
    " (Tokyo)": ZoneInfo("Asia/Tokyo"),
}
AROUND = (
    *("{}", "{}:", "{},", "{}.", "{} –", "- {}", "• {}", "> {}", "* {}", "*{}*", "**{}**", "_{}_", "`{}`", "~{}~"),
    *("({})", "[{}]", "<{}>", "“{}”", "'{}'", "„{}“", "«{}»", "[*{}*]", "at {}", "on {}", "\u200b{}", "\u200e{}\u200e"),
    *("\ufeff{}", "about {}", "~{}", "since {}", "kl. {}", "в {}", "à {}", "📌 {}", ":pushpin: {}", "@{}", "time: {}"),
    *("until {}", "between {}", "≈ {}", "um {}", "({}", "*{}"),
)


def read(text: str, now: datetime = NOW) -> TypedTime | None:
    """None for what is asked about."""
    try:
        return read_past(f"{text} Rolled back the release", "Europe/Berlin", now)
    except Unclear:
        return None


def wide(text: str) -> str:
    return text.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789:"})


def test_a_written_moment_is_that_moment_or_asked_about_and_never_another_or_now() -> None:
    chance = random.Random(SEED)
    wrong, understood = [], 0
    for _ in range(300):
        moment = NOW.replace(microsecond=0) - timedelta(seconds=chance.randrange(1, 86_400 * 300))
        zone = chance.choice([*ZONES])
        said = moment.astimezone(ZONES[zone]).strftime(chance.choice(DATED)) + zone
        for around in chance.sample(AROUND, 12):
            text = around.format(chance.choice((str, str, wide, str if zone == " CAT" else str.lower))(said))
            found = read(text)
            understood += found is not None
            if found and (found.moment != moment or found.rest != "Rolled back the release"):
                wrong.append((text, moment, found))
    assert not wrong, wrong[:20]
    assert understood > 300 * 12 / 3


def test_a_time_of_day_is_that_of_today_or_asked_about() -> None:
    chance = random.Random(SEED)
    wrong, understood = [], 0
    for _ in range(300):
        moment = NOW.replace(second=0, microsecond=0) - timedelta(minutes=chance.randrange(1, 500))
        zone = chance.choice([zone for zone in ZONES if "T" not in zone and "9" not in zone])
        local = moment.astimezone(ZONES[zone])
        form = chance.choice(BY_MINUTE).split("|")
        said = local.strftime(form[-1 if local.hour < 12 else 0]) + zone
        for around in chance.sample(AROUND, 12):
            found = read(around.format(said))
            understood += found is not None
            if found and (found.moment != moment or found.rest != "Rolled back the release"):
                wrong.append((around.format(said), moment, found))
    assert not wrong, wrong[:20]
    assert understood > 300 * 12 / 3


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *((f"{count} {unit} ago", 5) for count in ("5", "five") for unit in ("min", "minutes", "mins.", "min.")),
        ("5 minutes earlier:", 5),
        ("5m ago", 5),
        ("an hour ago", 60),
        ("an hour and a half ago", 90),
        ("1h30 ago", 90),
        ("half an hour ago", 30),
        ("twenty minutes ago", 20),
        ("twenty-five minutes ago", 25),
        ("1 week ago", 10_080),
        ("around 10 minutes ago", 10),
        ("• 10m ago", 10),
    ],
)
def test_how_long_ago_it_was_is_understood_in_words(text: str, minutes: int) -> None:
    assert read(text) == TypedTime(NOW - timedelta(minutes=minutes), "Rolled back the release")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("last night at 23:50", datetime(2024, 1, 14, 22, 50, tzinfo=UTC)),
        ("last night 02:10", datetime(2024, 1, 15, 1, 10, tzinfo=UTC)),
        ("this morning at 9:05", datetime(2024, 1, 15, 8, 5, tzinfo=UTC)),
        ("yesterday evening at 20:05", datetime(2024, 1, 14, 19, 5, tzinfo=UTC)),
        ("on Friday 14:05", datetime(2024, 1, 12, 13, 5, tzinfo=UTC)),
        ("14:05 last Friday", datetime(2024, 1, 12, 13, 5, tzinfo=UTC)),
        ("14:05 14 Jan", datetime(2024, 1, 14, 13, 5, tzinfo=UTC)),
        ("14:05 (yesterday)", datetime(2024, 1, 14, 13, 5, tzinfo=UTC)),
        ("08:05 EST.", datetime(2024, 1, 15, 13, 5, tzinfo=UTC)),
        ("3:10 p", datetime(2024, 1, 15, 14, 10, tzinfo=UTC)),
        ("1405 UTC", datetime(2024, 1, 15, 14, 5, tzinfo=UTC)),
        ("14 Uhr", datetime(2024, 1, 15, 13, 0, tzinfo=UTC)),
        ("14時05分", datetime(2024, 1, 15, 13, 5, tzinfo=UTC)),
    ],
)
def test_a_day_and_a_zone_count_wherever_they_stand(text: str, moment: datetime) -> None:
    assert read(text) == TypedTime(moment, "Rolled back the release")


@pytest.mark.parametrize(
    "text",
    [
        *("14:05 Friday", "14:05 last night", "this afternoon 2:05", "14:05 14/01", "3/4 14:05", "1/14 14:05"),
        *("14:05 +02", "15.01.24 14:05", "half past two", "quarter to 3", "at 1405", "2024-01-15 1405"),
        *("下午2:05", "gestern 14:05"),
        *("5m:", "10min,", "- 5m", "minus 5m", "+5m", "T-10m", "1:30 ago", "over an hour ago", "some minutes ago"),
        *("3 months ago", "99999999999w ago", "14:05-15:00", "25:61", "Tue 15 Jan 2024 14:05"),
        *("14:05 CST", "14:05 ist", "1 hour 20 ago", "an hour or so ago", "10ish minutes ago", "2-3 minutes ago"),
        *("0001-01-01 00:00", "0000-00-00 00:00", "9999-12-31 23:59", "0024-01-15 14:05", "14:05 Europe/Nowhere"),
        *("14:05 UK time", "14:05 Berlin:", "14:05 (Berlin)", "noon:", "yesterday noon", "14:05 America/" + "x" * 400),
        *("14:" + "0" * 400, "14:05 +9999", "14:05 -99:99", "-" + "9" * 400 + "m", "9" * 400 + " days ago"),
    ],
)  # fmt: skip
def test_a_time_that_is_not_clear_is_asked_about(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue", "Europe/Berlin", "Nowhere/Land", ""])
@pytest.mark.parametrize("year", [*range(0, 10_000, 333), 1, 9999])
def test_no_year_breaks_it(year: int, zone: str) -> None:
    for text in (f"{year:04}-01-01 00:00 x", f"31 Dec {year:04} 23:59 x", f"{year:04}1231T235959Z x"):
        try:
            found = read_past(text, zone, NOW)
        except NotUnderstood:
            continue
        assert found.moment is None or found.moment.year in (year - 1, year, year + 1)


COUNTED = (
    *("pods", "nodes", "customers", "rows", "requests", "2 MB files", "retries", "of 12 replicas", "errors a minute"),
)
COUNTS = (
    "5",
    "2x",
    "10m",
    "3d",
    "500s",
    "1405",
    "2h",
    "two",
    "3.5k",
    "-1",
    "12,000",
    "1/3",
    "99.9%",
    "an",
    "30s",
    "8080",
)
FACTS = (
    *(f"{count} {noun} failed 10m ago" for count in COUNTS for noun in COUNTED),
    "Midnight batch failed",
    "Noon deploy caused it",
    "A node died ago",
    "The 14:05 deploy broke login",
    "3.10 release is broken",
    "24.04 LTS hosts rebooted",
    "10.0.0.1 is unreachable",
    "Sunday deploy failed",
    "Friday's release was rolled back",
    "May be the cache",
    "March invoices are missing",
    "3 May Day alerts",
    "Today's deploy broke login",
    "Tonight we fail over",
    "This morning's deploy failed",
    "Last night's batch failed",
    "Yesterday we rolled out",
    "1h of downtime so far",
    "5 minutes later it was back",
    "In 5 minutes we restart",
    "5 to 10 nodes failed",
    "1/14 nodes down",
    "2024 budget alert",
    "20240115 build failed",
    "2024-01-15-build failed",
    "1.2.34 released",
    "v1.2.3 is out",
    "- 5 pods",
    "• 3 nodes restarted",
    "> quoted line",
    "1. Restarted the node",
    "2) Restarted the node",
    "~40% of traffic lost",
    "-5% of traffic",
    "-v is missing in the command",
    "Over 1200 users affected",
    "About 3 pods are down",
    "An hour of logs is lost",
    "Half the nodes are gone",
    "At 50% of traffic it breaks",
    "1.5s latency at p99",
    "p99 at 5s",
    "Until fixed, read only",
    "Time to first byte rose",
    "Past incidents look alike",
    "Between releases nothing changed",
    "After the restart it works",
    "“Out of memory” in the log",
    "'x' is undefined",
    "(see below)",
    "*Root cause* found",
    "`kubectl get pods` hangs",
    ":fire: Checkout is down",
    "Sat in the queue",
    "Sun certificate expired",
    "Met the team",
    "$3.10 charged twice",
    "#3 is related",
    "5xx at 3%",
    "Restarted at 14:05",
    "ошибки в логах",
    "負荷が高い",
    "Eastern region is down",
    "UTC is the zone of the hosts",
)


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_is_logged_as_now_with_its_whole_text(fact: str) -> None:
    assert read_past(fact, "Europe/Berlin", NOW) == TypedTime(None, fact)


@pytest.mark.parametrize(
    "text",
    [
        *("Singapore region failed over", "Phoenix app is down", "DNS failed", "Berlin is down", "West region is down"),
        *(
            "a node failed",
            "cat photos are slow",
            "Met office feed is late",
            "3/4 replicas down",
            "today's deploy failed",
        ),
        *("response time rose", "5 pods crashed", "Europe is slow", "- 14:20 restarted"),
    ],
)
def test_a_plain_time_is_read_whatever_the_text_is_about(text: str) -> None:
    assert read_past(f"14:05 {text}", "Europe/Berlin", NOW) == TypedTime(datetime(2024, 1, 15, 13, 5, tzinfo=UTC), text)


def test_what_is_asked_about_is_offered_in_a_form_that_is_read() -> None:
    for text in (
        "about 14:05",
        "14:05 Friday",
        "14;05",
        "5m:",
        "14:05 +02",
        "14:05 Berlin time",
        "between 14:00",
        "1:30 ago",
    ):
        with pytest.raises(TimeUnclear) as asked:
            read_past(f"{text} Deploy", "Europe/Berlin", NOW + timedelta(hours=6))
        offered = f"{asked.value.time} {asked.value.rest}"
        assert read_past(offered, "Europe/Berlin", NOW + timedelta(hours=6)).rest == "Deploy", text


@pytest.mark.parametrize("text", ["!" * 3_000, "ж" * 3_000, "1m" * 2_000, "a " * 2_000, "~(" * 2_000, "1 and " * 2_000])
def test_a_long_text_of_marks_is_read_at_once(text: str) -> None:
    with suppress(NotUnderstood):
        assert read_past(text, "UTC", NOW).moment is None
