"""Rules for views: the stack of modals on a person's screen, App Home, hashes, and a form's answer.

The figures are Slack's: a stack of three, a title and blocks as `blockkit` checks them.
"""

from __future__ import annotations

from sandbox.blockkit.inputs import values_of, with_ids
from sandbox.blockkit.validation import check_view, is_too_large
from sandbox.errors import SlackError
from sandbox.workspace.state import Json, View
from sandbox.workspace.workspace import Workspace

MOST_STACKED = 3
CARRIED = ("id", "team_id", "app_id", "bot_id", "root_view_id", "previous_view_id", "app_installed_team_id")


def open_modal(space: Workspace, user: str, channel: str, view: object) -> View:
    """A new modal in place of whatever stack the person had open."""
    json = _checked(space, view, "modal")
    made = _made(space, user, json, [])
    made.channel = channel
    space.state.modals[user] = [made]
    space.changed()
    return made


def push(space: Workspace, user: str, view: object) -> View:
    stack = space.state.modals.get(user, [])
    if not stack:
        raise SlackError("not_found")
    if len(stack) >= MOST_STACKED:
        raise SlackError("push_limit_reached")
    made = _made(space, user, _checked(space, view, "modal"), stack)
    made.channel = stack[-1].channel
    stack.append(made)
    space.changed()
    return made


def update(space: Workspace, target: View, view: object, expected: str = "") -> View:
    """Raises SlackError hash_conflict if the view changed since `expected` was read."""
    json = _checked(space, view, target.json["type"], target)
    if expected and expected != target.json["hash"]:
        raise SlackError("hash_conflict")
    kept = {key: target.json[key] for key in CARRIED}
    target.json = _complete(space, json, kept, target.json["state"]["values"])
    target.errors = {}
    space.changed()
    return target


def publish(space: Workspace, user: str, view: object, expected: str = "") -> View:
    """Sets a person's App Home."""
    if not space.app.home_tab:
        raise SlackError("not_enabled")
    present = space.state.homes.get(user)
    json = _checked(space, view, "home", present)
    if expected and (present is None or expected != present.json["hash"]):
        raise SlackError("hash_conflict")
    if present is not None:
        return update(space, present, json)
    space.state.homes[user] = _made(space, user, json, [])
    space.changed()
    return space.state.homes[user]


def find(space: Workspace, view_id: str, external_id: str) -> View:
    """A view that is on someone's screen; raises SlackError not_found."""
    for view in _all(space):
        if view.id == view_id or (external_id and view.json["external_id"] == external_id):
            return view
    raise SlackError("not_found")


def _all(space: Workspace) -> list[View]:
    return [*(view for stack in space.state.modals.values() for view in stack), *space.state.homes.values()]


def _checked(space: Workspace, view: object, kind: str, replaces: View | None = None) -> Json:
    if not isinstance(view, dict):
        raise _refused(["[ERROR] must provide an object [json-pointer:/view]"])
    if is_too_large(view):
        raise SlackError("view_too_large")
    problems = check_view(view)
    if view.get("type") != kind and not problems:
        problems = [f"[ERROR] must be a {kind} here [json-pointer:/view/type]"]
    if problems:
        raise _refused(problems)
    twins = (each for each in _all(space) if each is not replaces)
    if view.get("external_id") and any(each.json["external_id"] == view["external_id"] for each in twins):
        raise SlackError("duplicate_external_id")
    return view


def _refused(problems: list[str]) -> SlackError:
    return SlackError("invalid_arguments", response_metadata={"messages": problems})


def _made(space: Workspace, user: str, json: Json, stack: list[View]) -> View:
    ids = space.state.app
    view_id = space.new_id("V")
    own: Json = {"id": view_id, "team_id": space.state.team_id, "app_id": ids.app_id, "bot_id": ids.bot_id}
    own["root_view_id"] = stack[0].id if stack else view_id
    own["previous_view_id"] = stack[-1].id if stack else None
    own["app_installed_team_id"] = space.state.team_id
    return View(user, _complete(space, json, own, {}))


def _complete(space: Workspace, json: Json, own: Json, earlier: dict[str, dict[str, Json]]) -> Json:
    blank = {"private_metadata": "", "callback_id": "", "external_id": "", "close": None, "submit": None}
    flags = {"clear_on_close": False, "notify_on_close": False, "submit_disabled": False}
    blocks = with_ids(space, json["blocks"])
    state = {"values": values_of(blocks, earlier)}
    stamp = f"{space.seconds()}.{space.new_secret('view', 8)}"
    return {**blank, **flags, **json, **own, "blocks": blocks, "state": state, "hash": stamp}


def close(space: Workspace, view: View, whole_stack: bool) -> None:
    stack = space.state.modals[view.user]
    if whole_stack:
        stack.clear()
    else:
        stack.remove(view)
    space.changed()


def answered(space: Workspace, view: View, answer: Json | None) -> dict[str, str]:
    """Does what an app's answer to view_submission says and returns the errors to show ({}: accepted).

    Raises SlackError if the answer holds a view that Slack refuses.
    """
    stack = space.state.modals.get(view.user, [])
    action = (answer or {}).get("response_action")
    if answer and action == "errors":
        view.errors = {str(key): str(text) for key, text in answer.get("errors", {}).items()}
    elif answer and action == "update":
        update(space, view, answer.get("view"))
    elif answer and action == "push":
        push(space, view.user, answer.get("view"))
    elif action == "clear":
        stack.clear()
    elif view in stack:
        stack.remove(view)
    space.changed()
    return dict(view.errors)
