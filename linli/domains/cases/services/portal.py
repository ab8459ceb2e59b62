"""What only residents do: file a report without an account, and choose the legal way for what belongs elsewhere."""

from __future__ import annotations

from django.db import transaction

from linli.domains.cases.services.intake import Opened, Report, open_case
from linli.domains.cases.services.work import redirect_case
from linli.kernel.actor import Actor


@transaction.atomic
def report_from_portal(report: Report, *, route: str = "") -> Opened:
    """File a report as the public, whoever is signed in on this browser. With `route` (a kind of the county's legal routes,
    chosen by the reporter) it is answered at once with that way, an end of its own with a receipt like any other.
    """
    opened = open_case(Actor.public(), report=report)
    if route:
        redirect_case(Actor.system(), case=opened.case, route=route)
    return opened
