"""Every change in indicators: `verb_noun(actor, *, …)`, one transaction with its line of history."""

from linli.domains.indicators.services.callers import look_at_caller
from linli.domains.indicators.services.exclusions import exclude_case, include_case, keep_excluded, object_to_exclusion
from linli.domains.indicators.services.themes import add_task, finish_task, set_problem, set_theme, withdraw_theme

__all__ = [
    "add_task",
    "exclude_case",
    "finish_task",
    "include_case",
    "keep_excluded",
    "look_at_caller",
    "object_to_exclusion",
    "set_problem",
    "set_theme",
    "withdraw_theme",
]
