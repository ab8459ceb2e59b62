"""What stands beside pages of cases: the panels ask later, by themselves, so that the pages cost no statement more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linli.domains.suggestions.web.reading import written
from linli.kernel.actor import Actor
from linli.kernel.panels import Panel
from linli.kernel.words import N_

#: Verbs of a case in which a suggestion helps.
HELPED = ("cases.dispatch", "cases.merge")


def while_registering(actor: Actor, sent: Mapping[str, Any]) -> Panel:
    """Under the field for the words: asks while somebody types; without script it stands there when the form comes back."""
    found = written(actor, sent) if sent.get("text") else {}
    return Panel(N_("From past cases"), "suggestions/_register.html", found)


def at_a_case(actor: Actor, case: Any) -> Panel | None:
    """Beside an open case, for whoever may sort or join it."""
    if not case.is_open or not any(actor.reaches(verb, case.area.path) for verb in HELPED):
        return None
    return Panel(N_("From past cases"), "suggestions/_panel.html", {"ref": case.ref})
