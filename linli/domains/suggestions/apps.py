"""Registers what suggestions brings: its method section, permissions, errors, and what it adds to search and pages of cases."""

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    """The app suggestions."""

    name = "linli.domains.suggestions"
    label = "suggestions"

    def ready(self) -> None:
        """Import what registers itself, and stand beside the pages of cases. No dictionary is loaded here."""
        from linli.domains.cases.selectors import search_with
        from linli.domains.suggestions import errors, permissions, selectors, services, tasks  # noqa: F401
        from linli.domains.suggestions.method import SuggestionRules
        from linli.domains.suggestions.web import beside
        from linli.foundation.methods import registry
        from linli.kernel import panels

        registry.section("suggestions", SuggestionRules)
        search_with(selectors.found_in_words)
        panels.register("cases.register", beside.while_registering)
        panels.register("cases.case", beside.at_a_case)
        panels.listen("cases.register", services.note_choice)
