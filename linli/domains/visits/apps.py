"""Registers what visits brings: its method section, permissions, events and errors."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """The app visits."""

    name = "linli.domains.visits"
    label = "visits"

    def ready(self) -> None:
        """Import what registers itself, and follow households and the ground when they change."""
        from linli.domains.visits import errors, events, permissions, tasks  # noqa: F401
        from linli.domains.visits.handlers import (
            fill_county,
            fill_plan,
            follow_household,
            settle_ground,
        )
        from linli.domains.visits.method import VisitRules, across
        from linli.domains.visits.selectors.panels import visits_of_dwelling
        from linli.domains.visits.services import laying, notes
        from linli.foundation.audit.services import on
        from linli.foundation.methods import registry
        from linli.foundation.privacy.registry import register_part, register_sealed
        from linli.foundation.residents import events as moves
        from linli.foundation.residents.services import follow_people
        from linli.foundation.territory import events as ground
        from linli.foundation.territory.services import follow_ends
        from linli.kernel import panels
        from linli.kernel.words import N_

        registry.section("visits", VisitRules, across)
        register_part("visits.note", N_("Note of a visit"))
        register_sealed("visits.Visit", "note_sealed", purpose="visits.note")
        panels.register("residents.dwelling", visits_of_dwelling)
        follow_ends(laying.move_rows)
        follow_people(forget=notes.forget_notes_about)
        on(events.PlanSet, fill_plan)
        on(moves.PeopleImported, fill_county)
        for moved in (moves.HouseholdFormed, moves.HouseholdMoved):
            on(moved, follow_household)
        for changed in (ground.AreaMoved, ground.AreaSplit, ground.AreaMerged, ground.AreaClosed):
            on(changed, settle_ground)
