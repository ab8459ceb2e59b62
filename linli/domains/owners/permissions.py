"""What one may be allowed to do for owners. A compound lies in a community, so that grids alone reach none."""

from linli.domains.owners.states import BODIES, CHECK, MONEY, ROLL, RUN, VIEW
from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

policy.register_permissions(
    {
        VIEW: N_("See owners' votes, money and committees"),
        ROLL: N_("Keep the owners' roll"),
        RUN: N_("Open and close owners' votes, type paper ballots"),
        MONEY: N_("Enter owners' money and works"),
        CHECK: N_("Check what others entered of owners' money"),
        BODIES: N_("Keep owners' committees and joint bodies"),
    }
)

_ALL = frozenset({VIEW, ROLL, RUN, MONEY, CHECK, BODIES})
for _role in ("office", "centre"):
    policy.extend_role(_role, _ALL)
for _role in ("leader", "supervisor", "auditor"):
    policy.extend_role(_role, frozenset({VIEW}))
