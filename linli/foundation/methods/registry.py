"""Which sections a method file has. Each app declares its own in `apps.ready`; the file's own two are always there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from linli.foundation.methods.method import CountyRules, MethodInfo, Section

#: Looks across sections (a tier names a post): yields (key inside the section, what is wrong).
Check = Callable[[Any], Iterator[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Declared:
    """A section's schema and its look across the other sections."""

    model: type[Section]
    check: Check | None = None


_sections: dict[str, Declared] = {"method": Declared(MethodInfo), "county": Declared(CountyRules)}


def section(name: str, model: type[Section], check: Check | None = None) -> None:
    """Declare an app's section. Declaring one twice with another schema raises ValueError."""
    declared = Declared(model, check)
    if _sections.setdefault(name, declared) != declared:
        raise ValueError(f"method section {name} is declared twice")


def sections() -> dict[str, Declared]:
    """All declared sections by name: the file's own two, then the apps' by alphabet."""
    own = {name: _sections[name] for name in ("method", "county")}
    return own | {name: _sections[name] for name in sorted(_sections) if name not in own}
