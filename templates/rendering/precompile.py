"""Compiles all templates, as `compileall` does modules, so that not even the first command waits for it."""

import sys
from pathlib import Path

from templates.rendering.environment import environment_of

FOLDER = Path(__file__).parents[1]


def main() -> None:
    sys.dont_write_bytecode = False  # asked for: installing is the time to write
    for path in sorted(FOLDER.rglob("*.j2")):
        name = path.relative_to(FOLDER).as_posix()
        environment_of(name).get_template(name)


if __name__ == "__main__":
    main()
