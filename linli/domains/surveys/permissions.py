"""What one may be allowed to do with surveys. A compound lies in a community, so that grids alone reach none."""

from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

VIEW = "surveys.view"
RECORD = "surveys.record"

policy.register_permissions({VIEW: N_("See surveys of compounds"), RECORD: N_("Survey compounds")})

policy.extend_role("office", frozenset({VIEW, RECORD}))
policy.extend_role("centre", frozenset({VIEW, RECORD}))
policy.extend_role("leader", frozenset({VIEW}))
policy.extend_role("supervisor", frozenset({VIEW}))
