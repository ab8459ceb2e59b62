"""The feed follows what is news for webhooks: what is told without asking can be asked for too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.foundation.audit import services as audit
from linli.foundation.partners.selectors import has_partners
from linli.foundation.webhooks import registry
from linli.kernel.events import event_type
from linli.surfaces.api import services

if TYPE_CHECKING:
    from linli.foundation.audit.models import Event


def register() -> None:
    """Follow every line that some webhook may tell; after all of them are declared."""
    for code in sorted({code for one in registry.streams().values() for code in one.lines}):
        audit.on(event_type(code).cls, _follow, where=has_partners)


def _follow(line: Event) -> None:
    services.note_line(line)
