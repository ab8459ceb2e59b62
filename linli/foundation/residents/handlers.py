"""How the registers follow when areas are split, merged, closed or renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F, OuterRef, Subquery

from linli.foundation.privacy import rls
from linli.foundation.residents.models import Dwelling, Household, Likeness, Merge, Person, Residency
from linli.foundation.residents.selectors.addresses import compound_of, door_name, room_of
from linli.foundation.residents.services import _base
from linli.foundation.territory import selectors as territory

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def follow_area(actor: Actor, change: Any) -> None:
    """Rows that lie in an area that ends go to its successor, dwellings of a compound to the part that covers it.

    Called by territory inside its transaction. Two dwellings with the same room in areas that become one are kept apart by
    writing the old area's name before the room.
    """
    if not change.ends_area:
        return
    with rls.everywhere():  # whoever may change the ground needn't see a person
        for compound, target in _parts(change).items():
            _move_dwellings(change.area, target, compound)
        _move_dwellings(change.area, change.targets[0])
        _take_along(change.area, change.targets[0])


def rename_doors(event: Any) -> None:
    """A renamed building or stairwell shows in the masked addresses below it."""
    area = territory.area_by_id(event.subject_id)
    below = Dwelling.unscoped.filter(area__path__startswith=area.path).order_by()
    with rls.everywhere():
        for place in territory.descendants(area, include_self=True).filter(pk__in=below.values("area")):
            _name_doors(place)


def _parts(change: Any) -> dict[int, Any]:
    """Compound → the only part that covers it."""
    if len(change.targets) < 2:
        return {}
    held = Dwelling.unscoped.filter(area=change.area, compound__isnull=False).order_by()
    found = {}
    for dwelling in held.distinct("compound").select_related("compound"):
        grids = {grid.pk for grid in territory.grids_of(dwelling.compound)}
        covering = [target for target in change.targets if target.pk in grids]
        if len(covering) == 1:
            found[dwelling.compound_id] = covering[0]
    return found


def _move_dwellings(area: Any, target: Any, compound: int | None = None) -> None:
    moving = Dwelling.unscoped.filter(area=area)
    moving = moving.filter(compound_id=compound) if compound else moving
    taken = Dwelling.unscoped.filter(area=target, valid_to=None).values("address_index")
    for dwelling in moving.filter(valid_to=None, address_index__in=taken):
        room = f"{area.name}{room_of(dwelling)}"
        Dwelling.unscoped.filter(pk=dwelling.pk).update(**_base.sealed_room(room))
    moving.update(area=target)
    _name_doors(target)


def _take_along(area: Any, target: Any) -> None:
    """Households and homes lie where their dwelling lies, people where their main home does, else in the default successor."""
    for model in (Household, Residency):
        place = Dwelling.unscoped.filter(pk=OuterRef("dwelling")).values("area")
        model.unscoped.filter(area=area).order_by().update(area=Subquery(place))
    main = (
        Residency.unscoped.filter(person=OuterRef("pk"), ends_on=None, is_main=True).exclude(area=area).values("area")
    )
    people = Person.unscoped.filter(area=area).order_by()
    people.annotate(home=Subquery(main[:1])).exclude(home=None).update(area=F("home"))
    people.update(area=target)
    for other in (Merge, Likeness):
        other.unscoped.filter(area=area).update(area=target)


def _name_doors(place: Any) -> None:
    """Write the masked addresses of the dwellings that lie in a place."""
    compounds = Dwelling.unscoped.filter(area=place).order_by().distinct("compound").select_related("compound")
    for dwelling in compounds:
        name = door_name(place, dwelling.compound or compound_of(place))
        alike = Dwelling.unscoped.filter(area=place, compound=dwelling.compound)
        alike.exclude(address_masked=name).update(address_masked=name)
