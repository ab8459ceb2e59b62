"""What one may be allowed to do with suggestions. Those beside a case ask for the rights of the case itself."""

from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

HOT = "suggestions.hot"
LEARN = "suggestions.learn"

policy.register_permissions(
    {HOT: N_("See hot issues"), LEARN: N_("See what suggestions rest on, and have them learned anew")}
)

for _role in ("office", "centre", "leader", "supervisor"):
    policy.extend_role(_role, frozenset({HOT}))
policy.extend_role("centre", frozenset({LEARN}))
