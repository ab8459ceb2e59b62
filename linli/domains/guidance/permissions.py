"""What one may be allowed to do in guidance. Offices act at their places, the centre and units for themselves."""

from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

VIEW, RUN, ACT, RECRUIT = "guidance.view", "guidance.run", "guidance.act", "guidance.recruit"

policy.register_permissions(
    {
        VIEW: N_("See services that new-employment groups ask for"),
        RUN: N_("Give services to helpers and units"),
        ACT: N_("Do services, and see who asked"),
        RECRUIT: N_("Call for helpers and take them on"),
    }
)

for _role in ("office", "centre"):
    policy.extend_role(_role, frozenset({VIEW, RUN, ACT, RECRUIT}))
policy.extend_role("leader", frozenset({VIEW}))
policy.extend_role("supervisor", frozenset({VIEW}))
policy.extend_role("department", frozenset({VIEW, ACT}))
policy.extend_role("department_leader", frozenset({VIEW, RUN, ACT}))
