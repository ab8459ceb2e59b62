"""What one may be allowed to do with honours. Offices call and judge; units nominate, write up and take practices over."""

from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

VIEW, ACT, RUN = "honours.view", "honours.act", "honours.run"

policy.register_permissions(
    {
        VIEW: N_("See calls for honours, honours, model cases and practices"),
        ACT: N_("Nominate, write up cases and practices, take practices over"),
        RUN: N_("Call for honours, judge nominations, confer, publish what is written up"),
    }
)

for _role in ("office", "centre"):
    policy.extend_role(_role, frozenset({VIEW, ACT, RUN}))
for _role in ("leader", "supervisor"):
    policy.extend_role(_role, frozenset({VIEW}))
for _role in ("department", "department_leader"):
    policy.extend_role(_role, frozenset({VIEW, ACT}))
