"""Every change in suggestions: words indexed, lessons learned, choices counted. All of it beside the work on cases, never in its way."""

from linli.domains.suggestions.services.choices import choose_category, note_choice
from linli.domains.suggestions.services.indexing import index_all, index_step
from linli.domains.suggestions.services.lessons import ask_to_learn, learn_all, learn_county

__all__ = ["ask_to_learn", "choose_category", "index_all", "index_step", "learn_all", "learn_county", "note_choice"]
