"""What the page offers beyond the workspace: the caller's controls (clock, replay, a table of its own) and fault
injection.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from sandbox.box import Sandbox
from sandbox.errors import SandboxError
from sandbox.workspace.state import Json

CUT_SECONDS = 30


class Controls(Protocol):
    """Provided by the code that runs the workspace; the page shows what it returns.

    Errors are raised as SandboxError with a sentence for the person.
    """

    async def skip(self, minutes: int) -> None:
        """Moves the clock forward; returns when everything due has happened."""
        ...

    async def play(self) -> None:
        """Runs the clock in real time."""
        ...

    async def pause(self) -> None: ...

    async def replay(self, text: str | None, name: str, speed: float) -> None:
        """Starts a replay and returns at once. `text` is the content of a file, None for the sample incident.

        `speed` is a multiple of real time, 0 for as fast as possible. Raises SandboxError if the file can't be
        replayed.
        """
        ...

    async def stop(self) -> None:
        """Stops the running replay; what it did so far stays."""
        ...

    async def fresh(self) -> None:
        """Clears the workspace. The page loses its connection and reconnects by itself."""
        ...

    def progress(self) -> Json:
        """`running` and `playing` (a replay, the clock: bool), `done` and `all` (steps), `what` (a few words).

        `failure` is why the last replay ended early, "" where it did not.
        """
        ...

    def status(self) -> Json:
        """A table: `title`, `columns` (names), `rows` (lists of str), and `note`, a sentence, where there is one."""
        ...


async def control(controls: Controls | None, asked: Json) -> None:
    """Handles a request for the clock or a replay."""
    if controls is None:
        raise SandboxError("The clock and replays can't be controlled in this workspace.")
    verb = str(asked["verb"])
    if verb == "skip":
        await controls.skip(int(asked["minutes"]))
    elif verb == "replay":
        await controls.replay(asked.get("text"), str(asked.get("name", "")), float(asked.get("speed", 0)))
    else:
        await _plain(controls)[verb]()


def _plain(controls: Controls) -> Mapping[str, Callable[[], Awaitable[None]]]:
    return {"play": controls.play, "pause": controls.pause, "stop": controls.stop, "fresh": controls.fresh}


async def break_something(box: Sandbox, asked: Json) -> None:
    """Injects a fault."""
    await BREAKS[str(asked["verb"])](box, asked)


async def _disconnect(box: Sandbox, asked: Json) -> None:
    await box.faults.disconnect(str(asked.get("reason", "refresh_requested")))


async def _rate_limit(box: Sandbox, asked: Json) -> None:
    box.faults.rate_limit(_method(asked), int(asked.get("seconds", 30)), _times(asked))


async def _fail(box: Sandbox, asked: Json) -> None:
    box.faults.fail(_method(asked), str(asked.get("error") or "internal_error"), _times(asked))


async def _refuse_token(box: Sandbox, asked: Json) -> None:
    box.faults.refuse_token(str(asked.get("error") or "token_revoked"))


async def _lose(box: Sandbox, asked: Json) -> None:
    box.faults.lose_answer(_method(asked), _times(asked))


async def _again(box: Sandbox, asked: Json) -> None:
    box.faults.deliver_again("last", _times(asked))


async def _cut(box: Sandbox, asked: Json) -> None:
    box.faults.cut(float(asked.get("seconds", CUT_SECONDS)))


async def _disarm(box: Sandbox, _: Json) -> None:
    box.faults.disarm()


def _method(asked: Json) -> str:
    method = str(asked.get("method", "")).strip()
    if not method:
        raise SandboxError("Enter a method, for example chat.postMessage.")
    return method


def _times(asked: Json) -> int:
    return max(1, min(int(asked.get("times", 1)), 100))


BREAKS: Mapping[str, Callable[[Sandbox, Json], Awaitable[Any]]] = {
    "disconnect": _disconnect,
    "rate_limit": _rate_limit,
    "fail": _fail,
    "lose": _lose,
    "refuse_token": _refuse_token,
    "again": _again,
    "cut": _cut,
    "disarm": _disarm,
}
