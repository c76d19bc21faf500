"""Everything Muster can say: the contexts of all sentences and documents, for tests that check them all.

Outbox messages that have a sentence of their own are included.
"""

import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import is_dataclass
from importlib import import_module
from types import ModuleType
from typing import Final

import bot.outbox
import templates
from templates.rendering import Context
from templates.rendering.environment import environment_of, sentence_of


def _contexts() -> Iterator[type[Context]]:
    for found in (*_modules(templates), *_modules(bot.outbox)):
        for _name, value in inspect.getmembers(import_module(found.name), inspect.isclass):
            if value.__module__ == found.name and is_dataclass(value) and _is_said(value):
                yield value


def _modules(package: ModuleType) -> Iterator[pkgutil.ModuleInfo]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not found.ispkg and found.name != __name__:
            yield found


def _is_said(context: type[Context]) -> bool:
    """Whether a context has a document or block of its own. Parts of one, such as a line of a brief, have none."""
    if hasattr(context, "template"):
        return True
    name, block = sentence_of(context)
    environment = environment_of(name)
    return name in environment.list_templates() and block in environment.get_template(name).blocks


CONTEXTS: Final[tuple[type[Context], ...]] = tuple(_contexts())
