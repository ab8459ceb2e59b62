"""What one may be allowed to do in alliances. Offices reach by area; the office of an alliance and member units by organization."""

from linli.domains.alliances.states import ACT, FOUND, RUN, VIEW
from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

__all__ = ["ACT", "FOUND", "RUN", "VIEW"]

policy.register_permissions(
    {
        VIEW: N_("See alliances, their meetings and the points of units"),
        FOUND: N_("Found alliances and close them"),
        RUN: N_("Be the office of an alliance: members, meetings, points"),
        ACT: N_("Act for one's unit in alliances"),
    }
)

for _role in ("office", "centre"):
    policy.extend_role(_role, frozenset({VIEW, FOUND, RUN}))
for _role in ("leader", "supervisor"):
    policy.extend_role(_role, frozenset({VIEW}))
for _role in ("department", "department_leader"):
    policy.extend_role(_role, frozenset({VIEW, RUN, ACT}))
