"""Fills the fields of a report, where a label or a section may come twice."""

from bot.json_types import Json


def add(into: dict[str, Json], label: str, value: Json) -> None:
    """Keeps a value under its label; beside another of the same label as a list."""
    if label not in into:
        into[label] = value
        return
    held = into[label]
    first = list(held) if isinstance(held, list) else [held]
    into[label] = [*first, *(value if isinstance(value, list) else [value])]


def put(fields: dict[str, Json], name: str, value: Json) -> None:
    """Fills a field; two objects become one."""
    held = fields.get(name)
    if held in (None, {}, []):
        fields[name] = value
    elif isinstance(held, dict) and isinstance(value, dict):
        for label, each in value.items():
            add(held, label, each)
    elif value:
        add(fields, name, value)
