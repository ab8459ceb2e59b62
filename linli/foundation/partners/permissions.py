"""What one may be allowed to do with partners."""

from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.foundation.partners.states import MANAGE
from linli.kernel import policy
from linli.kernel.words import N_

policy.register_permissions({MANAGE: N_("Look after other systems and their keys")})
policy.extend_role("administrator", frozenset({MANAGE}))
