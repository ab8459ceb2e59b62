"""What one may be allowed to do in the ledger. Domains book for people under their own permissions; these are the ledger's own."""

from linli.engines.ledger.models import VIEW
from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

REVERSE = "ledger.reverse"
EXPORT = "ledger.export"
KEEP = "ledger.keep"

policy.register_permissions(
    {
        VIEW: N_("See accounts and what was booked"),
        REVERSE: N_("Reverse what was booked"),
        EXPORT: N_("Take statements of accounts as a table"),
        KEEP: N_("Set bounds of accounts, and close accounts"),
    }
)

for _role in ("office", "centre"):
    policy.extend_role(_role, frozenset({VIEW, REVERSE, EXPORT}))
policy.extend_role("centre", frozenset({KEEP}))
for _role in ("leader", "supervisor", "auditor"):
    policy.extend_role(_role, frozenset({VIEW}))
