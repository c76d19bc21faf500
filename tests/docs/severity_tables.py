"""The tables of docs/severity.md, made from the default severities. Run as a program, it puts them into the page."""

from collections.abc import Callable, Iterable
from pathlib import Path

from bot.config.policy import ALL_DAY, SEVERITIES, WEEKDAYS, Deadline, Severity
from bot.time_format import period, period_of_hours

PAGE = Path(__file__).parents[2] / "docs" / "severity.md"
NONE = "–"
TARGETS = ("detect", "declare", "mitigate", "resolve")
Cell = Callable[[Severity], str]


def response() -> str:
    header = [f"{level.name} {level.label} {level.emoji}" for level in SEVERITIES]
    return _table(
        header,
        {
            "Meaning": lambda level: level.meaning,
            "First response within": _first_response,
            "Incident commander within": lambda level: _period(level.commander_within_minutes),
            "Status updates every": lambda level: _period(level.update_every_minutes),
            "Ask what happened after no activity for": lambda level: _period(level.silence_after_minutes),
            "Nudges and reminders": _nudge_hours,
            "Notify": lambda level: _deadlines(level.notify_within_minutes, "within"),
            "Escalate, if unresolved, to": lambda level: _deadlines(level.escalate_after_minutes, "after"),
            "Keep informed": lambda level: ", ".join(level.recipients),
        },
    )


def _nudge_hours(level: Severity) -> str:
    if (level.nudge_hours, level.nudge_days) == (ALL_DAY, WEEKDAYS):
        return "at any time"
    first, last = level.nudge_days[0].capitalize(), level.nudge_days[-1].capitalize()
    return f"{first} to {last}, {level.nudge_hours[0]}:00 to {level.nudge_hours[1]}:00"


def first_tasks() -> str:
    return "\n".join(f"- **{level.name}:** {'; '.join(level.first_tasks)}" for level in SEVERITIES)


def targets() -> str:
    rows = {f"Time to {name}": _target(place) for place, name in enumerate(TARGETS)}
    return _table([level.name for level in SEVERITIES], rows)


def review() -> str:
    return _table(
        [level.name for level in SEVERITIES],
        {
            "Due within": lambda level: period_of_hours(level.review_within_hours),
            "Required sections": lambda level: ", ".join(level.review_sections),
            "Root-cause frameworks": lambda level: ", ".join(level.root_cause_frameworks),
            "Meeting attended by": lambda level: ", ".join(level.review_attendees),
            "Approvals": lambda level: str(level.approvals or ""),
            "Action items tracked for": lambda level: f"{level.follow_up_days} days" if level.follow_up_days else "",
        },
    )


SECTIONS: dict[str, Callable[[], str]] = {
    "Response": response,
    "First tasks": first_tasks,
    "Targets": targets,
    "Review": review,
}


def in_the_page(heading: str) -> str:
    """The table or list below a heading of the page."""
    section = PAGE.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return "\n".join(line for line in section.splitlines() if line.startswith(("|", "- ")))


def write() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for heading, made in SECTIONS.items():
        text = text.replace(in_the_page(heading), made())
    PAGE.write_text(text, encoding="utf-8")


def _table(header: Iterable[str], rows: dict[str, Cell]) -> str:
    lines = [f"| | {' | '.join(header)} |", "|---" * (len(SEVERITIES) + 1) + "|"]
    cells = ([cell(level) or NONE for level in SEVERITIES] for cell in rows.values())
    return "\n".join(lines + [f"| {label} | {' | '.join(row)} |" for label, row in zip(rows, cells, strict=True)])


def _target(place: int) -> Cell:
    return lambda level: _period(level.target_minutes[place])


def _first_response(level: Severity) -> str:
    within = _period(level.respond_within_minutes)
    return f"{within}, working hours only" if level.working_hours_only else within


def _deadlines(deadlines: Iterable[Deadline], word: str) -> str:
    return ", ".join(f"{each.what} {word} {period(each.within_minutes)}" for each in deadlines)


def _period(minutes: int) -> str:
    return period(minutes) if minutes else ""


if __name__ == "__main__":
    write()
