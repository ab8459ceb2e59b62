"""What one may be allowed to do in visits. Doors are seen by those who may see the register; others see figures."""

from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

FIGURES = "visits.figures"
VIEW = "visits.view"
RECORD = "visits.record"
PLACES = "visits.places"
PLAN = "visits.plan"

policy.register_permissions(
    {
        FIGURES: N_("See figures of visits"),
        VIEW: N_("See visits to households"),
        RECORD: N_("Visit households"),
        PLACES: N_("Visit compounds and places"),
        PLAN: N_("Plan visits"),
    }
)

_WALK = frozenset({FIGURES, VIEW, RECORD, PLACES})

policy.extend_role("field_worker", _WALK)
policy.extend_role("field_leader", _WALK)
policy.extend_role("office", _WALK | {PLAN})
policy.extend_role("centre", frozenset({FIGURES, PLACES}))
policy.extend_role("leader", frozenset({FIGURES, PLACES}))
policy.extend_role("supervisor", frozenset({FIGURES}))
