"""What the tags read from the things they are given.

Domains stand below this surface and can't import from it, so tags take any object or dict that has the named
attributes; a missing one reads as empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def read(thing: Any, name: str, default: Any = "") -> Any:
    """Attribute or key `name` of `thing`; `default` when there is none or it is None."""
    value = thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)
    return default if value is None else value


def pick(thing: Any, *names: str) -> dict[str, Any]:
    """The named attributes of `thing` as a dict, empty strings for what it hasn't."""
    return {name: read(thing, name) for name in names}
