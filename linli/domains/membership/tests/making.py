"""Members, households and compounds for tests."""

from __future__ import annotations

from itertools import count
from typing import Any

from linli.domains.membership import services
from linli.foundation.residents import services as residents
from linli.foundation.territory import selectors as ground
from linli.foundation.territory import services as territory
from linli.kernel.actor import Actor

SYSTEM = Actor.system()
_NUMBERS = count(1)
_NAMES = ["梁松", "梁柏", "梁桐", "梁槐", "梁榆", "梁柳", "梁杉", "梁桦", "梁枫", "梁楠"]


def person(cast: Any, name: str = "", *, area: Any = None, phone: str = "") -> Any:
    """Somebody in the register, in Li's building unless said otherwise, with a home there."""
    number = next(_NUMBERS)
    place = area or cast.building
    draft = residents.PersonDraft(name or _NAMES[number % len(_NAMES)], phone=phone or f"1001000{number:04d}")
    return residents.add_person(SYSTEM, area=place, draft=draft)


def member(cast: Any, *, organization: Any = None, kind: str = "resident", who: Any = None, **facts: Any) -> Any:
    """A member of Ding's branch."""
    found = who or person(cast)
    return services.add_member(SYSTEM, organization=organization or cast.branch, person=found, kind=kind, **facts)


def household(cast: Any, room: str = "", *, area: Any = None) -> Any:
    """A household behind a door of Li's building, without people."""
    dwelling = residents.add_dwelling(SYSTEM, area=area or cast.building, room=room or str(next(_NUMBERS) + 1000))
    return residents.form_household(SYSTEM, dwelling=dwelling)


def compound(cast: Any, name: str = "柳园小区", community: Any = None) -> Any:
    """A compound of Li's community."""
    return territory.create_compound(SYSTEM, community=community or cast.community, name=name)


def rules(cast: Any) -> Any:
    """What the method of Li's county says of members."""
    return ground.rules_of(cast.county).membership


def linked(cast: Any, row: Any, how_many: int) -> list[Any]:
    """Contacts of a member with so many households."""
    return [services.link_household(SYSTEM, membership=row, household=household(cast)) for _ in range(how_many)]
