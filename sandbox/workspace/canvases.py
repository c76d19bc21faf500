"""Rules for canvases: creating, editing by section, sharing, deleting. Errors are Slack's documented strings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from sandbox.errors import SlackError
from sandbox.workspace.canvas_text import MOST_CONTENT, blocks, joined, kind_of, problem
from sandbox.workspace.ids import slack_id
from sandbox.workspace.state import Canvas, CanvasSection, Channel, Json, User
from sandbox.workspace.workspace import Workspace, can_see

LEVELS = ("", "read", "write", "owner")
UNTITLED = "Untitled"
FIRST_ID = 10**8  # far from any file's, which begin with F too


def create(space: Workspace, user: User, title: str, markdown: str, channel: Channel | None, own: bool) -> Canvas:
    """Creates a canvas, in a tab of the channel if there is one; `own` makes it the channel's one canvas."""
    _plan_allows(space, channel, own)
    complaint = problem(markdown)
    if complaint:
        raise SlackError("canvas_creation_failed", detail=f"'content' error: {complaint}")
    # Numbered separately from files, so that a concurrent upload does not change its id.
    made_id = slack_id("F", FIRST_ID + space.number("canvas"))
    made = Canvas(made_id, title, user.id, space.seconds(), channel.id if channel else "", own)
    made.sections = _sections(space, markdown)
    if channel:
        made.access[channel.id] = "write"
    space.state.canvases.append(made)
    _touched(space, user, made)
    return made


def _plan_allows(space: Workspace, channel: Channel | None, own: bool) -> None:
    """A free team has one canvas per channel and no standalone ones."""
    enabled(space)
    free = space.state.canvas_plan == "free"
    if channel is None:
        if free:
            raise SlackError("free_teams_cannot_create_standalone_canvases")
        return
    there = of_channel(space, channel)
    if free and there:
        raise SlackError("free_team_canvas_tab_already_exists")
    if own and any(each.own for each in there):
        raise SlackError("channel_canvas_already_exists")


def enabled(space: Workspace) -> None:
    if space.state.canvas_plan == "off":
        raise SlackError("canvas_disabled_user_team")


def of_channel(space: Workspace, channel: Channel) -> list[Canvas]:
    """The canvases in the channel's tabs: the channel's own first, then in order of creation."""
    return sorted((each for each in space.state.canvases if each.channel == channel.id), key=lambda each: not each.own)


def find(space: Workspace, user: User, canvas_id: str, level: str = "read") -> Canvas:
    """Raises SlackError canvas_not_found if the user can't see it, restricted_action below that level."""
    canvas = next((each for each in space.state.canvases if each.id == canvas_id), None)
    if canvas is None or not level_of(space, user, canvas):
        raise SlackError("canvas_not_found")
    if LEVELS.index(level_of(space, user, canvas)) < LEVELS.index(level):
        raise SlackError("restricted_action")
    return canvas


def level_of(space: Workspace, user: User, canvas: Canvas) -> str:
    """What the user may do: "" (not even see it), "read", "write" or "owner"."""
    if canvas.user == user.id:
        return "owner"
    channels = (each for each in space.state.channels if each.id in canvas.access and can_see(user, each))
    levels = [canvas.access.get(user.id, ""), *(canvas.access[each.id] for each in channels)]
    return max(levels, key=LEVELS.index)


def text_of(canvas: Canvas) -> str:
    """The whole canvas as Markdown."""
    return joined(each.text for each in canvas.sections)


def lookup(canvas: Canvas, kinds: Sequence[str], text: str) -> list[CanvasSection]:
    """The sections of one of these kinds (any if there are none) that contain the text, in any case of letters."""
    return [each for each in canvas.sections if _is_one_of(each, kinds) and text.lower() in each.text.lower()]


def _is_one_of(section: CanvasSection, kinds: Sequence[str]) -> bool:
    kind = kind_of(section.text)
    return not kinds or kind in kinds or ("any_header" in kinds and kind in {"h1", "h2", "h3"})


# --- editing


def edit(space: Workspace, user: User, canvas: Canvas, operation: str, section_id: str, markdown: str) -> None:
    """One change as canvases.edit describes it. Raises SlackError canvas_editing_failed with the reason."""
    if space.state.canvas_plan == "free" and not canvas.channel:
        raise SlackError("free_teams_cannot_edit_standalone_canvases")
    complaint = problem(markdown)
    if complaint:
        raise SlackError("canvas_editing_failed", detail=f"'content' error: {complaint}")
    place = _place(canvas, section_id) if section_id else 0
    start, end = SPANS[operation](place, len(canvas.sections), bool(section_id))
    sections = [*canvas.sections[:start], *_sections(space, markdown), *canvas.sections[end:]]
    if len(joined(each.text for each in sections)) > MOST_CONTENT:
        raise SlackError("canvas_editing_failed", detail=f"content exceeds {MOST_CONTENT} characters")
    canvas.sections = sections
    _touched(space, user, canvas)


# operation: (place of the section, how many sections, whether one was named) -> what the new content replaces
SPANS: Mapping[str, Callable[[int, int, bool], tuple[int, int]]] = {
    "insert_at_start": lambda _place, _count, _named: (0, 0),
    "insert_at_end": lambda _place, count, _named: (count, count),
    "insert_before": lambda place, _count, _named: (place, place),
    "insert_after": lambda place, _count, _named: (place + 1, place + 1),
    "replace": lambda place, count, named: (place, place + 1) if named else (0, count),
    "delete": lambda place, _count, _named: (place, place + 1),
}


def _place(canvas: Canvas, section_id: str) -> int:
    for place, section in enumerate(canvas.sections):
        if section.id == section_id:
            return place
    raise SlackError("canvas_editing_failed", detail=f"Section {section_id} was not found")


def rename(space: Workspace, user: User, canvas: Canvas, title: str) -> None:
    canvas.title = title
    _touched(space, user, canvas)


def rewrite(space: Workspace, user: User, canvas: Canvas, markdown: str) -> None:
    """Replaces the whole text, as an edit by hand does; unchanged sections keep their ids."""
    complaint = problem(markdown)
    if complaint:
        raise SlackError(complaint)
    kept: dict[str, list[CanvasSection]] = defaultdict(list)
    for section in canvas.sections:
        kept[section.text].append(section)
    texts = [each.text for each in blocks(markdown)]
    canvas.sections = [kept[text].pop(0) if kept[text] else _section(space, text) for text in texts]
    _touched(space, user, canvas)


def _sections(space: Workspace, markdown: str) -> list[CanvasSection]:
    return [_section(space, each.text) for each in blocks(markdown)]


def _section(space: Workspace, text: str) -> CanvasSection:
    return CanvasSection(f"temp:C:{space.new_secret('section', 28)}", text)


def _touched(space: Workspace, user: User, canvas: Canvas) -> None:
    canvas.revision += 1
    canvas.updated, canvas.updated_by = space.seconds(), user.id
    space.changed()


# --- sharing and deleting


def share(space: Workspace, canvas: Canvas, level: str, keys: Sequence[str]) -> None:
    """Gives users or channels, by id, that level; a new owner replaces the old one."""
    for key in keys:
        if level == "owner":
            canvas.access[canvas.user] = "write"
            canvas.user = key
        else:
            canvas.access[key] = level
    space.changed()


def unshare(space: Workspace, canvas: Canvas, keys: Sequence[str]) -> None:
    for key in keys:
        canvas.access.pop(key, None)
    space.changed()


def delete(space: Workspace, canvas: Canvas) -> None:
    space.state.canvases.remove(canvas)
    space.changed()


# --- as Slack shows them


def file_json(space: Workspace, canvas: Canvas) -> Json:
    """A canvas is a file of a type of its own."""
    title, team = canvas.title or UNTITLED, space.state.team_id
    about = {"id": canvas.id, "name": title.replace(" ", "_"), "title": title, "user": canvas.user}
    kind = {"mimetype": "application/vnd.slack-docs", "filetype": "quip", "pretty_type": "Canvas", "mode": "quip"}
    times = {"created": canvas.created, "timestamp": canvas.created, "updated": canvas.updated}
    link = f"https://{space.state.team_domain}.slack.com/docs/{team}/{canvas.id}"
    rest = {"size": len(text_of(canvas).encode()), "editable": True, "permalink": link}
    return {**about, **kind, **times, **rest, **_places(space, canvas), "is_external": False}


def _places(space: Workspace, canvas: Canvas) -> Json:
    channels = [each for each in space.state.channels if each.id in canvas.access]
    public = [each.id for each in channels if not each.is_private]
    return {"channels": public, "groups": [each.id for each in channels if each.is_private], "ims": []}


def properties(space: Workspace, channel: Channel) -> Json:
    """`properties` of a channel that has canvases; it is how an app finds them again."""
    there = of_channel(space, channel)
    tabs = [{"id": each.id, "label": each.title, "type": "canvas", "data": {"file_id": each.id}} for each in there]
    own = [{"file_id": each.id, "is_empty": not each.sections} for each in there if each.own]
    return {"tabs": tabs, **({"canvas": own[0]} if own else {})} if there else {}
