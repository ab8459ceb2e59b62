"""What happens to cases is news for the hotline whose orders they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.domains.cases import events as _cases  # noqa: F401  (declares what is followed)
from linli.domains.cases import services as cases
from linli.domains.hotline import events as _own
from linli.domains.hotline import services
from linli.domains.hotline.states import NEWS
from linli.domains.notices import selectors as notices
from linli.domains.notices.services import Occasion
from linli.foundation.audit import services as audit
from linli.foundation.partners.selectors import has_partners
from linli.kernel.events import event_type

if TYPE_CHECKING:
    from linli.foundation.audit.models import Event


def register() -> None:
    """Follow everything that is news, where there is somebody to tell."""
    for code in NEWS:
        audit.on(event_type(code).cls, follow, where=has_partners)
    audit.on(_own.HandedOver, tell_caller, where=notices.any_way)


def follow(line: Event) -> None:
    """Tell the partners whose orders a line is about; most cases have none."""
    services.note_line(line)


def tell_caller(line: Event) -> None:
    """Whoever called about danger is told at once which number has it."""
    cases.tell_about(line, occasion=Occasion.HANDED_OVER, to=str(line.data.get("to", "")))
