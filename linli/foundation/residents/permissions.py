"""What one may be allowed to do with the registers, and which roles may. A helper, a department and a leader see no person."""

from linli.kernel import policy
from linli.kernel.words import N_

policy.register_permissions(
    {
        "residents.view": N_("See the register of residents, masked"),
        "residents.change": N_("Enter and change residents, households and dwellings"),
        "residents.reveal": N_("See one sealed field, with a reason"),
        "residents.merge": N_("Merge two entries of one person"),
        "residents.erase": N_("Erase an entry, leaving a tombstone"),
        "residents.minors": N_("See children under 14"),
        "residents.import": N_("Import lists of residents"),
        "residents.export": N_("Export lists of residents"),
    }
)

_VISIT = frozenset({"residents.view", "residents.change", "residents.reveal", "residents.minors"})
_KEEP = _VISIT | {"residents.merge", "residents.erase", "residents.import", "residents.export"}

policy.extend_role("field_worker", _VISIT)
policy.extend_role("field_leader", _VISIT)
policy.extend_role("office", _KEEP)
policy.extend_role(
    "administrator", frozenset({"residents.view", "residents.import", "residents.export", "residents.merge"})
)
