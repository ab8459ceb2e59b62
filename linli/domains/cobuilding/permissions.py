"""What one may be allowed to do in co-building. Offices act for their communities, departments and units for themselves."""

from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

VIEW, RUN, ACT, ATTEND = "cobuilding.view", "cobuilding.run", "cobuilding.act", "cobuilding.attend"

policy.register_permissions(
    {
        VIEW: N_("See pairings, registrations and the three lists"),
        RUN: N_("Pair leaders and units, confirm registrations, review lists"),
        ACT: N_("Post, claim, sign and deliver for one's community or unit"),
        ATTEND: N_("Write down visits of those who are attached to a place"),
    }
)

for _role in ("office", "centre"):
    policy.extend_role(_role, frozenset({VIEW, RUN, ACT, ATTEND}))
policy.extend_role("leader", frozenset({VIEW, ATTEND}))
policy.extend_role("supervisor", frozenset({VIEW}))
policy.extend_role("department", frozenset({VIEW, ACT}))
policy.extend_role("department_leader", frozenset({VIEW, ACT, ATTEND}))
