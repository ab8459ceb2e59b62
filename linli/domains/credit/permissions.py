"""What one may be allowed to do in credit. Leaders see numbers; a balance is seen by its subject, and by offices with a reason."""

from linli.domains.credit.states import DECIDE, ENTER, FIGURES, RULES, SIGN, VIEW
from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

policy.register_permissions(
    {
        VIEW: N_("See who signed a contract, and open an account with a reason"),
        ENTER: N_("Enter and confirm credit entries"),
        DECIDE: N_("Decide objections to credit entries"),
        RULES: N_("Load tables of credit rules and put them into force"),
        SIGN: N_("Sign contracts for one's organization"),
        FIGURES: N_("See figures about contracts"),
    }
)

for _role in ("office", "centre"):
    policy.extend_role(_role, frozenset({VIEW, ENTER, DECIDE, FIGURES}))
policy.extend_role("centre", frozenset({RULES}))
for _role in ("leader", "supervisor"):
    policy.extend_role(_role, frozenset({FIGURES}))
for _role in ("department", "department_leader"):
    policy.extend_role(_role, frozenset({SIGN}))
