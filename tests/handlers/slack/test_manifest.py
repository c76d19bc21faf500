"""The manifest against the code, both ways: nothing declared that is not used, nothing used that is not declared."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from handlers.slack import action_ids, app
from handlers.slack.requests.listener_context import ListenerContext
from handlers.slack.requests.listeners import Listeners
from sandbox import SCOPES
from sandbox.workspace.manifest import EVENT_SCOPES

ROOT = Path(__file__).parents[3]
MANIFEST = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
DECLARED_SCOPES = set(MANIFEST["oauth_config"]["scopes"]["bot"])
DECLARED_EVENTS = set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])


class Uncalled:
    """Stands for whatever listeners use once they are called."""

    def __getattr__(self, _name: str) -> Callable[..., Any]:
        return lambda *_given: _given


@pytest.fixture(scope="module")
def listeners() -> Listeners:
    registered = Listeners()
    app.register(registered, cast(ListenerContext, Uncalled()))
    return registered


def test_each_declared_command_has_a_listener_and_the_other_way_round(listeners: Listeners) -> None:
    declared = MANIFEST["features"]["slash_commands"]
    assert {command["command"] for command in declared} == listeners.command.keys()
    assert all(command["should_escape"] for command in declared)


def test_each_declared_shortcut_has_a_listener_and_the_other_way_round(listeners: Listeners) -> None:
    declared = {shortcut["callback_id"]: shortcut["type"] for shortcut in MANIFEST["features"]["shortcuts"]}
    assert set(declared) == listeners.shortcut.keys() == set(action_ids.SHORTCUTS)
    assert [callback_id for callback_id, kind in declared.items() if kind == "global"] == [action_ids.DECLARE_INCIDENT]


def test_each_declared_event_has_a_listener_and_the_other_way_round(listeners: Listeners) -> None:
    assert listeners.event.keys() == {name.split(".")[0] for name in DECLARED_EVENTS}


def test_each_button_and_form_has_a_listener_and_the_other_way_round(listeners: Listeners) -> None:
    typing = {action_ids.DECLARE_TITLE, action_ids.DECLARE_SUMMARY}  # inputs that tell the bot what is typed
    assert listeners.action.keys() == {*action_ids.BUTTONS, *typing}
    assert listeners.view.keys() == set(action_ids.FORMS)


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
