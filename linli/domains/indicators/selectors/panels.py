"""What a case's page shows of the appraisal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.domains.indicators.selectors.exclusions import standing_of
from linli.domains.indicators.states import EXCLUDE, OBJECT, VIEW
from linli.kernel.panels import Panel
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def standing_panel(actor: Actor, case: Any) -> Panel | None:
    """How a case stands in the appraisal; nothing for who has nothing to do with it, and where a case counts as usual."""
    if not any(actor.can(permission) for permission in (VIEW, EXCLUDE, OBJECT)):
        return None
    standing = standing_of(actor, case)
    if standing.exclusion is None and not standing.may_exclude:
        return None
    return Panel(N_("Appraisal"), "indicators/_standing.html", standing)
