"""What one may do with other platforms. Looking after them is `partners.manage`."""

from linli.domains.relay.states import SEND
from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

policy.register_permissions({SEND: N_("Pass a case on to another platform")})

for _role in ("office", "centre"):
    policy.extend_role(_role, frozenset({SEND}))
