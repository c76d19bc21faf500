"""Errors of the sandbox: Web API errors, and errors shown to a person.

Exception
  SlackError       a Web API error: Slack's documented error string
  SandboxError     a person tried something Slack's client does not allow
    NotAcknowledged  the app did not answer a command or interaction in time
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class SlackError(Exception):
    """An error with Slack's error string; `details` are returned next to `error`."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details: Mapping[str, Any] = details

    def answer(self) -> dict[str, Any]:
        return {"ok": False, "error": self.code, **self.details}


class SandboxError(Exception):
    """What is not possible in the workspace, as one sentence."""


class NotAcknowledged(SandboxError):
    """The app did not acknowledge within 3 s (Slack's limit), or its response was invalid."""
