"""What one may be allowed to do in volunteering. Names of volunteers are for those who keep a team; partners see none."""

from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

VIEW = "volunteering.view"
KEEP = "volunteering.keep"
RUN = "volunteering.run"
COUNTER = "volunteering.counter"

policy.register_permissions(
    {
        VIEW: N_("See teams, activities and figures of volunteering"),
        KEEP: N_("Keep teams of volunteers: take in, check in, confirm hours"),
        RUN: N_("Set up teams, activities, service posts and the pool of rewards"),
        COUNTER: N_("Hand out rewards at the own counter"),
    }
)

policy.extend_role("field_worker", frozenset({VIEW, KEEP}))
policy.extend_role("field_leader", frozenset({VIEW, KEEP}))
policy.extend_role("office", frozenset({VIEW, KEEP, RUN}))
policy.extend_role("centre", frozenset({VIEW, RUN}))
policy.extend_role("leader", frozenset({VIEW}))
policy.extend_role("supervisor", frozenset({VIEW}))
policy.extend_role("department", frozenset({COUNTER}))
policy.extend_role("department_leader", frozenset({COUNTER}))
