"""What one may be allowed to do with activities. Offices act for their places and what is seated there, organizations for themselves."""

from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

VIEW, ACT = "activities.view", "activities.act"

policy.register_permissions(
    {
        VIEW: N_("See themed activities and who is late with them"),
        ACT: N_("Plan themed activities and write down how they went"),
    }
)

for _role in ("office", "centre", "department", "department_leader", "party_office"):
    policy.extend_role(_role, frozenset({VIEW, ACT}))
for _role in ("leader", "supervisor"):
    policy.extend_role(_role, frozenset({VIEW}))
