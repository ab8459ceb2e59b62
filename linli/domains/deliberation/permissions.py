"""What one may be allowed to do in deliberations, and which roles may. Who acts in a stage is the method's to say."""

from linli.domains.deliberation.states import RUN, VIEW
from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

__all__ = ["RUN", "VIEW"]

policy.register_permissions({VIEW: N_("See deliberations"), RUN: N_("Run deliberations")})

for _role in ("supervisor", "field_worker", "field_leader"):
    policy.extend_role(_role, frozenset({VIEW}))
for _role in ("office", "centre", "leader"):
    policy.extend_role(_role, frozenset({VIEW, RUN}))
