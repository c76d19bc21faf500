"""The manifest against the code, both ways: nothing declared that is not used, nothing used that is not declared."""

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from slack_bolt.async_app import AsyncApp

from handlers.slack import action_ids, app
from handlers.slack.requests.listener_context import ListenerContext
from sandbox import SCOPES
from sandbox.workspace.manifest import EVENT_SCOPES

ROOT = Path(__file__).parents[3]
MANIFEST = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
DECLARED_SCOPES = set(MANIFEST["oauth_config"]["scopes"]["bot"])
DECLARED_EVENTS = set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])


class Recorder:
    """Stands where the app does and keeps what listeners register for."""

    def __init__(self) -> None:
        self.kept: dict[str, list[object]] = defaultdict(list)

    def __getattr__(self, kind: str) -> Callable[..., Callable[[Any], Any]]:
        def register(*constraints: object) -> Callable[[Any], Any]:
            self.kept[kind].extend(constraints)
            return lambda listener: listener

        return register

    def named(self, kind: str) -> set[str]:
        return {constraint for constraint in self.kept[kind] if isinstance(constraint, str)}

    def catches_all(self, kind: str) -> bool:
        last = self.kept[kind][-1]
        return isinstance(last, re.Pattern) and last.fullmatch("anything\nat all") is not None


@pytest.fixture(scope="module")
def listeners() -> Recorder:
    recorder = Recorder()
    app.register(cast(AsyncApp, recorder), cast(ListenerContext, Recorder()))
    return recorder


def test_each_declared_command_has_a_listener_and_the_other_way_round(listeners: Recorder) -> None:
    declared = MANIFEST["features"]["slash_commands"]
    assert {command["command"] for command in declared} == listeners.named("command")
    assert all(command["should_escape"] for command in declared)


def test_each_declared_shortcut_has_a_listener_and_the_other_way_round(listeners: Recorder) -> None:
    declared = {shortcut["callback_id"]: shortcut["type"] for shortcut in MANIFEST["features"]["shortcuts"]}
    assert set(declared) == listeners.named("shortcut") == set(action_ids.SHORTCUTS)
    assert [callback_id for callback_id, kind in declared.items() if kind == "global"] == [action_ids.DECLARE_INCIDENT]


def test_each_declared_event_has_a_listener_and_the_other_way_round(listeners: Recorder) -> None:
    assert listeners.named("event") == {name.split(".")[0] for name in DECLARED_EVENTS}


def test_each_button_and_form_has_a_listener_and_the_other_way_round(listeners: Recorder) -> None:
    assert listeners.named("action") == set(action_ids.BUTTONS)
    assert listeners.named("view") == set(action_ids.FORMS)


@pytest.mark.parametrize("kind", ["event", "action", "view", "view_closed", "shortcut", "options"])
def test_what_nobody_listens_to_is_acknowledged_all_the_same(listeners: Recorder, kind: str) -> None:
    assert listeners.catches_all(kind)


def called_methods() -> Iterator[str]:
    """Web API methods called anywhere in handlers/: `client.chat_postMessage(` is chat.postMessage."""
    for source in (ROOT / "handlers").rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_client(node.func.value):
                yield from _method(node.func.attr)


def _is_client(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name in ("client", "_client")


def _method(attribute: str) -> Iterator[str]:
    known = {method.replace(".", "_").casefold(): method for method in SCOPES}
    if attribute.casefold() in known:
        yield known[attribute.casefold()]


def test_each_method_that_is_called_is_covered_by_a_declared_scope() -> None:
    methods = set(called_methods())
    assert len(methods) > 15
    uncovered = {method for method in methods if SCOPES[method] and not DECLARED_SCOPES & set(SCOPES[method])}
    assert uncovered == set()


def test_each_declared_scope_serves_a_method_an_event_or_the_commands() -> None:
    by_methods = {scope for method in called_methods() for scope in SCOPES[method]}
    by_events = {scope for event in DECLARED_EVENTS for scope in EVENT_SCOPES[event]}
    assert DECLARED_SCOPES - by_methods - by_events == {"commands"}
