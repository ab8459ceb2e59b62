"""Where sites stand, and what somebody may look at."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.words import N_

#: Who sees sites and organizations without a territory, and who keeps them.
VIEW, RUN = "formations.view", "formations.run"


class Cover(StrEnum):
    """Who there is for a site: a party organization of its own, one of the place that looks after it, or nobody."""

    OWN = "own"
    CARED = "cared"
    NONE = "none"


COVER_LABELS = {
    Cover.OWN: N_("Has its own"),
    Cover.CARED: N_("Looked after"),
    Cover.NONE: N_("Without any"),
}
COVER_TONES = {Cover.OWN: "solved", Cover.CARED: "doing", Cover.NONE: "late"}
