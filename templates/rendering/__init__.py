"""How values are escaped and set into templates."""

from templates.rendering.environment import Context, render

__all__ = ["Context", "render"]
