"""Permissions of the register of staff."""

from linli.kernel import policy
from linli.kernel.words import N_

policy.register_permissions(
    {
        "people.view": N_("See staff and their posts"),
        "people.change": N_("Appoint staff and record absences"),
    }
)
