"""What one may be allowed to do in property. A company sees and answers what is its own; a grid, what it covers."""

from linli.domains.property.states import ANSWER, MANAGE, REPORT, VIEW
from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

policy.register_permissions(
    {
        VIEW: N_("See property contracts, reports and their course"),
        MANAGE: N_("Keep property contracts, draw raters, check what was put right"),
        REPORT: N_("Report monthly on the property service"),
        ANSWER: N_("Prove that things were put right"),
    }
)

for _role in ("field_worker", "leader", "supervisor"):
    policy.extend_role(_role, frozenset({VIEW}))
policy.extend_role("field_leader", frozenset({VIEW, REPORT}))
policy.extend_role("office", frozenset({VIEW, MANAGE, REPORT}))
policy.extend_role("centre", frozenset({VIEW, MANAGE}))
for _role in ("department", "department_leader"):
    policy.extend_role(_role, frozenset({VIEW, ANSWER}))
