"""Refusals of suggestions, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "suggestions.learning_now": N_("It is learning already. Please look again in a few minutes."),
        "suggestions.learning_failed": N_("Learning broke off; what was learned before still holds."),
    }
)
