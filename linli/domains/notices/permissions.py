"""What one may do with messages to reporters: the county's centre looks after them."""

from linli.domains.notices.states import CHANGE, VIEW
from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

policy.register_permissions(
    {
        VIEW: N_("See which messages went to reporters"),
        CHANGE: N_("Send messages to reporters again, and end them for who asks"),
    }
)
policy.extend_role("centre", frozenset({VIEW, CHANGE}))
