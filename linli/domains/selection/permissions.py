"""What one may be allowed to do with selections, and which roles may. Who acts in a stage is the method's to say."""

from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

VIEW, RUN = "selection.view", "selection.run"

policy.register_permissions({VIEW: N_("See selections"), RUN: N_("Run selections")})

for _role in ("leader", "supervisor"):
    policy.extend_role(_role, frozenset({VIEW}))
for _role in ("office", "centre"):
    policy.extend_role(_role, frozenset({VIEW, RUN}))
