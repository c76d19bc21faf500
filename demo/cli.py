"""The commands that run in the sandbox: `replay` plays an incident file, `demo` the sample incident.

Both write a transcript and a review. In a terminal, `demo` then serves the workspace as a page until Ctrl-C. What they
do is in running.py, which imports the sandbox and the bot.
"""

import sys
from pathlib import Path
from typing import Final

import click

from templates.demo import wording

PORT: Final = 8747


class _Speed(click.ParamType[float]):
    name = "N|max"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Converts to a factor of real time; 0 for as fast as possible."""
        if value == "max":
            return 0.0
        try:
            speed = float(str(value))
        except ValueError:
            speed = 0.0
        if not 0 < speed < float("inf"):
            self.fail(wording.not_a_speed(value), param, ctx)
        return speed


OUT = click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path("out"), show_default=True, help=wording.OUT
)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--speed", type=_Speed(), default="max", show_default=True, metavar="N|max", help=wording.SPEED)
@OUT
def replay(file: Path, speed: float, out: Path) -> None:
    """Play an incident file in the sandbox.

    Writes a transcript and a review. Needs no Slack account.
    """
    from demo.running import play

    play(file, speed, out)


@click.command()
@OUT
@click.option("--fresh", is_flag=True, help=wording.FRESH)
@click.option("--port", type=click.IntRange(0, 65535), default=None, metavar="PORT", help=wording.port(PORT))
@click.option("--stay/--no-stay", default=None, help=wording.STAY)
def demo(out: Path, fresh: bool, port: int | None, stay: bool | None) -> None:
    """Play the sample incident in the sandbox.

    Prints the incident channel and writes a review. In a terminal, it then serves the workspace as a web page.
    Needs no Slack account.
    """
    from demo.running import SAMPLE, free_port, play, stay_up

    if sys.stdout.isatty() if stay is None else stay:
        stay_up(out, free_port(PORT) if port is None else port, fresh=fresh)
    else:
        play(SAMPLE, 0, out)
