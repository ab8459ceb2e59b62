"""Words of webhooks: how a delivery stands."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.standings import Standing
from linli.kernel.words import N_

#: What the secrets of hooks are sealed for.
SECRET = "webhooks.hook"  # noqa: S105  (a purpose, not a secret)


class State(StrEnum):
    """A delivery waits until it is taken, or is given up after `rules.GIVE_UP`. One of which there is nothing to tell is deleted."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"


STATES = {
    State.WAITING: Standing(N_("Waits"), "soon"),
    State.DELIVERED: Standing(N_("Delivered"), "solved"),
    State.DEAD: Standing(N_("Not delivered"), "late"),
}
