"""Refusals of privacy, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "privacy.unknown_ground": N_("This county's rules know no ground “{ground}” for telling later."),
        "privacy.not_yours_to_delay": N_("Your post may not ask that this look be told later."),
    }
)
