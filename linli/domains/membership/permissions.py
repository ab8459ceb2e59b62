"""What one may be allowed to do with members. One role alone has it, and it reaches by organization: no office, no worker and no
leader sees a member by holding a place.
"""

from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

VIEW = "membership.view"
CHANGE = "membership.change"
CONTACT = "membership.contact"
EXPORT = "membership.export"

policy.register_permissions(
    {
        VIEW: N_("See members of one's party organization"),
        CHANGE: N_("Enter and transfer members"),
        CONTACT: N_("Keep check-ins, contact households and signs"),
        EXPORT: N_("Take out lists of members"),
    }
)

policy.extend_role("party_office", frozenset({VIEW, CHANGE, CONTACT, EXPORT}))
