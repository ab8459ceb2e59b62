"""A process of its own that confirms a shift, or redeems, on the database of a test; run by `test_processes`.

    python -m linli.domains.volunteering.tests.working confirm SHIFT SIGN_UP [STATEMENT]
    python -m linli.domains.volunteering.tests.working redeem OFFER PERSON

Prints "ready", begins when something comes in, and prints what came of it. With STATEMENT it kills itself after the first statement that
begins so once hours are booked: between hours and points.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

import django


def killing(marker: str) -> Any:
    """A wrapper of statements that ends this process after the second one that has the mark: the first one books hours."""
    seen = []

    def run(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = execute(sql, params, many, context)
        if marker in sql:
            seen.append(1)
            if len(seen) == 2:
                os.kill(os.getpid(), signal.SIGKILL)
        return found

    return run


def confirm(shift: int, sign_up: int) -> str:
    """Two hours for one on the list, by the system."""
    from linli.domains.volunteering import services
    from linli.domains.volunteering.models import Shift
    from linli.kernel.actor import Actor

    line = services.Line(sign_up, 120)
    (made,) = services.confirm_shift(Actor.system(), shift=Shift.unscoped.get(pk=shift), lines=[line], quantities={})
    return f"done {made.pk}"


def redeem(offer: int, person: int) -> str:
    """One phone."""
    from linli.domains.volunteering import services
    from linli.domains.volunteering.models import Offer
    from linli.foundation.residents import selectors as residents

    services.redeem(person=residents.person_by_id(person), offer=Offer.unscoped.get(pk=offer))
    return "done"


def main() -> None:
    """Get ready, wait, work."""
    django.setup()
    from django.db import connection

    from linli.kernel.errors import RuleBroken

    what, one, other, *marker = sys.argv[1:]
    connection.ensure_connection()
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        with connection.execute_wrapper(killing(marker[0] if marker else "nothing has this mark")):
            said = {"confirm": confirm, "redeem": redeem}[what](int(one), int(other))
    except RuleBroken as refused:
        said = str(refused.code)
    print(said, flush=True)


if __name__ == "__main__":
    main()
