"""What one may be allowed to do with bulletins. All staff read what is issued to them; the centre writes, a second person signs."""

from linli.domains.bulletins.states import INTERNAL, SIGN, VIEW, WRITE
from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

policy.register_permissions(
    {
        VIEW: N_("Read issued bulletins, and subscribe to them"),
        INTERNAL: N_("Read bulletins for offices and leaders"),
        WRITE: N_("Draft bulletins and write their comments"),
        SIGN: N_("Sign bulletins, and recall them"),
    }
)

for _role in ("field_worker", "field_leader", "department", "party_office", "observer"):
    policy.extend_role(_role, frozenset({VIEW}))
for _role in ("office", "department_leader"):
    policy.extend_role(_role, frozenset({VIEW, INTERNAL}))
for _role in ("leader", "supervisor"):
    policy.extend_role(_role, frozenset({VIEW, INTERNAL, SIGN}))
policy.extend_role("centre", frozenset({VIEW, INTERNAL, WRITE, SIGN}))
