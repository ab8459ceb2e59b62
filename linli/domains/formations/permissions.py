"""What one may be allowed to do with organizations that have no territory, and with sites. Everybody who may look sees the county."""

from linli.domains.formations.states import RUN, VIEW
from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

__all__ = ["RUN", "VIEW"]

policy.register_permissions(
    {
        VIEW: N_("See sites, and party organizations without a territory"),
        RUN: N_("Keep the list of sites, set up, review and dissolve organizations there"),
    }
)

for _role in ("office", "centre"):
    policy.extend_role(_role, frozenset({VIEW, RUN}))
for _role in ("leader", "supervisor", "department", "department_leader", "party_office"):
    policy.extend_role(_role, frozenset({VIEW}))
