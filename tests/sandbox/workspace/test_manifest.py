"""The workspace installs what Slack would install."""

from __future__ import annotations

import pytest

from sandbox import SandboxError
from sandbox.workspace.manifest import EVENT_SCOPES, read_manifest
from tests.sandbox.sandbox_examples import MANIFEST, manifest


def test_commands_shortcuts_and_scopes_are_read() -> None:
    app = read_manifest(MANIFEST)
    assert app.name == "Muster"
    assert app.commands["/incident"].should_escape
    assert [each.type for each in app.shortcuts] == ["global", "message"]
    assert "chat:write" in app.scopes
    assert app.home_tab
    assert app.interactive


def test_an_empty_manifest_is_an_app_that_can_nothing() -> None:
    app = read_manifest({})
    assert not any((app.commands, app.scopes, app.events, app.interactive, app.home_tab))


@pytest.mark.parametrize("event", sorted(each for each, scopes in EVENT_SCOPES.items() if scopes))
def test_an_event_without_its_scope_is_refused(event: str) -> None:
    with pytest.raises(SandboxError, match=f"{event} but lacks the scope"):
        read_manifest(manifest(["commands"], [event]))


@pytest.mark.parametrize("event", sorted(EVENT_SCOPES))
def test_an_event_with_its_scope_is_accepted(event: str) -> None:
    app = read_manifest(manifest(["commands", *EVENT_SCOPES[event]], [event]))
    assert app.events == {event}


def test_an_event_that_nobody_sends_is_refused() -> None:
    with pytest.raises(SandboxError, match="does not support"):
        read_manifest(manifest(["commands"], ["moon_rose"]))


def test_commands_need_their_scope() -> None:
    with pytest.raises(SandboxError, match="lacks the scope commands"):
        read_manifest(manifest([], []))
