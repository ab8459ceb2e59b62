"""Compounds and surveys for tests, by the services."""

from __future__ import annotations

from datetime import date
from typing import Any

from linli.domains.surveys import services
from linli.domains.surveys.models import Survey
from linli.domains.surveys.services import Facts
from linli.foundation.territory import services as territory
from linli.kernel.actor import Actor

SYSTEM = Actor.system()


def compound(cast: Any, name: str = "柳园小区", community: Any = None) -> Any:
    """A compound of Wang's community."""
    return territory.create_compound(SYSTEM, community=community or cast.community, name=name)


def facts(**other: Any) -> Facts:
    return Facts(**{"homes": 300, "buildings": 6, "floors": 11, "vacant": 30, "parking": 120, **other})


def surveyed(
    cast: Any, place: Any = None, *, on: date | None = None, by: Any = None, answers: Any = None, **other: Any
) -> Survey:
    """Wang surveys a compound of her community."""
    return services.record_survey(
        by or cast.wang_community.actor,
        compound=place or compound(cast),
        facts=facts(**other),
        answers=answers or {},
        on=on,
    )
