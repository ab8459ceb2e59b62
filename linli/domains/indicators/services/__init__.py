"""Every change in indicators: `verb_noun(actor, *, …)`, one transaction with its line of history."""

from linli.domains.indicators.services.exclusions import exclude_case, include_case, keep_excluded, object_to_exclusion

__all__ = ["exclude_case", "include_case", "keep_excluded", "object_to_exclusion"]
