"""What one may be allowed to do in deliberations, and which roles may. Who acts in a stage is the method's to say."""

from linli.domains.deliberation.states import HEAR, RUN, VIEW
from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

__all__ = ["HEAR", "RUN", "VIEW"]

policy.register_permissions(
    {
        VIEW: N_("See deliberations"),
        RUN: N_("Run deliberations"),
        HEAR: N_("Write down what was heard in a deliberation"),
    }
)

policy.extend_role("supervisor", frozenset({VIEW}))
for _role in ("field_worker", "field_leader"):
    policy.extend_role(_role, frozenset({VIEW, HEAR}))
for _role in ("office", "centre", "leader"):
    policy.extend_role(_role, frozenset({VIEW, RUN, HEAR}))
