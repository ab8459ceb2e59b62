"""What one may be allowed to do in selfservice, and the role in which residents act on their own entry."""

from linli.domains.selfservice.states import DECIDE, SELF_ROLE
from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.foundation.residents import permissions as residents  # noqa: F401  (declares what the role holds)
from linli.kernel import policy
from linli.kernel.words import N_

policy.register_permissions({DECIDE: N_("See and decide what residents ask about their data")})
policy.extend_role("office", frozenset({DECIDE}))

# Bounded to the door where somebody registers, or to where their own entry lies; no account ever holds it.
policy.register_role(
    policy.Role(
        SELF_ROLE, N_("Resident, about themselves"),
        permissions=frozenset({"residents.view", "residents.change", "residents.reveal", "residents.minors"}),
        given=False,
    )
)  # fmt: skip
