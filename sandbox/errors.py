"""Errors of the sandbox: what Slack refuses, and what a person in it is told. Nothing else lives here.

Exception
  SlackError       a Web API refusal: Slack's documented error string
  SandboxError     a person tried what Slack's client would not let them do
    NotAcknowledged  the app did not answer a command or interaction in time
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class SlackError(Exception):
    """A refusal in Slack's words; `details` travel beside `error` in the answer."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details: Mapping[str, Any] = details

    def answer(self) -> dict[str, Any]:
        return {"ok": False, "error": self.code, **self.details}


class SandboxError(Exception):
    """One sentence that says what is not possible in the workspace."""


class NotAcknowledged(SandboxError):
    """The app did not acknowledge within 3 s (Slack's limit), or answered what Slack cannot use."""
