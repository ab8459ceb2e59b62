"""What only residents do: file a report without an account, and choose the legal way for what belongs elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from linli.domains.cases.services.intake import Opened, Report, open_case
from linli.domains.cases.services.work import redirect_case
from linli.kernel.actor import Actor

if TYPE_CHECKING:
    from linli.foundation.methods.loader import Rules


def report_from_portal(report: Report, *, route: str = "", rules: Rules | None = None) -> Opened:
    """File a report as the public, whoever is signed in on this browser. With `route` (a kind of the county's legal routes,
    chosen by the reporter) it is answered at once with that way, an end of its own with a receipt like any other.
    """
    if not route:
        return open_case(Actor.public(), report=report, rules=rules)
    with transaction.atomic():
        opened = open_case(Actor.public(), report=report, rules=rules)
        redirect_case(Actor.system(), case=opened.case, route=route)
    return opened
