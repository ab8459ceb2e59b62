"""Single areas: county, create, rename, facts, codes, type, close."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from linli.foundation.audit.services import record
from linli.foundation.territory import events, rules
from linli.foundation.territory.models import Area, AreaCode, CommunityType
from linli.foundation.territory.permissions import IMPORT
from linli.foundation.territory.scoping import SEPARATOR
from linli.foundation.territory.selectors import rules_of, warnings_of
from linli.foundation.territory.services import _base
from linli.foundation.territory.services._base import Outcome
from linli.foundation.territory.services._changes import AreaChange, tell_followers
from linli.foundation.territory.services._passing import pass_on
from linli.foundation.territory.states import FACT_LABELS, Change, CodeSystem, Kind
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken


@transaction.atomic
def create_county(
    actor: Actor, *, slug: str, method_slug: str, name: str, code: str = "", short_name: str = "", order: int = 0,
    lat: float | None = None, lng: float | None = None, boundary: dict[str, Any] | None = None,
) -> Area:  # fmt: skip
    """A county, root of its own tree, that works by method `method_slug`. Only the system may (or an import to come)."""
    if not actor.is_system:
        raise OutOfScope(f"{IMPORT} of a new county")
    if Area.unscoped.filter(slug=slug).exists():
        raise RuleBroken("territory.slug_taken", slug=slug)
    pk = _base.next_ids(1)[0]
    area = Area.unscoped.create(
        pk=pk, county_id=pk, parent=None, path=f"{pk}{SEPARATOR}", kind=Kind.COUNTY, slug=slug, method_slug=method_slug,
        name=_base.check_name(name), short_name=short_name, code=code, order=order, lat=lat, lng=lng, boundary=boundary,
        valid_from=clock.today(),
    )  # fmt: skip
    _base.check_facts(area)
    record(actor, events.AreaCreated(area.name, area.code), subject=area, county_id=pk)
    tell_followers(actor, AreaChange(Change.CREATED, pk, area, (area,)))
    return area


@transaction.atomic
def create_area(
    actor: Actor, *, parent: Area, kind: str, name: str, code: str = "", short_name: str = "", **facts: Any
) -> Outcome:
    """A new area under `parent`. Refused where the method doesn't allow the kind there or the code is taken.

    `facts` are those of `FACT_LABELS`; a size outside of the band comes back as a warning (L28, X15).
    """
    (parent,) = _base.begin(actor, parent)
    _base.check_parent(kind, parent)
    facts.setdefault("grid_kind", _base.default_grid_kind(kind))
    area = _base.insert(
        parent, kind=kind, name=_base.check_name(name), code=_base.check_code(parent.county_id, code),
        short_name=short_name.strip(), valid_from=clock.today(), **_known(facts),
    )  # fmt: skip
    _base.check_facts(area)
    record(actor, events.AreaCreated(area.name, area.code), subject=area, county_id=area.county_id)
    tell_followers(actor, AreaChange(Change.CREATED, area.county_id, area, (area,)))
    _base.keep_both(actor, area)
    return Outcome(area, warnings_of(area))


@transaction.atomic
def rename_area(actor: Actor, *, area: Area, name: str, short_name: str = "") -> Area:
    """Give an area another name; the old one stays in its history. Renaming to the same name does nothing."""
    (area,) = _base.begin(actor, area)
    old, area.name, area.short_name = area.name, _base.check_name(name), short_name.strip()
    area.save(update_fields=["name", "short_name"])
    if old != area.name:
        record(actor, events.AreaRenamed(old, area.name), subject=area, county_id=area.county_id)
    return area


@transaction.atomic
def set_facts(actor: Actor, *, area: Area, **facts: Any) -> Outcome:
    """Change facts of an area (those of `FACT_LABELS`; kind, code and parent aren't among them)."""
    (area,) = _base.begin(actor, area)
    changed = {key: value for key, value in _known(facts).items() if getattr(area, key) != value}
    words = "；".join(_change_words(area, key, value) for key, value in changed.items())
    for key, value in changed.items():
        setattr(area, key, value)
    _base.check_facts(area)
    if changed:
        area.save(update_fields=list(changed))
        record(actor, events.FactsChanged(words), subject=area, county_id=area.county_id)
    return Outcome(area, warnings_of(area))


@transaction.atomic
def add_code(actor: Actor, *, area: Area, system: str, code: str) -> AreaCode:
    """Note a code of an area in somebody's system; the same one twice is one."""
    (area,) = _base.begin(actor, area)
    code = code.strip()
    if not code or len(code) > 32 or not rules.is_code(code):
        raise RuleBroken("territory.bad_code", value=code[:40])
    row, made = AreaCode.unscoped.get_or_create(
        area=area, system=CodeSystem(system), code=code, defaults={"county_id": area.county_id}
    )
    if made:
        record(actor, events.CodeAdded(system, code), subject=area, county_id=area.county_id)
    return row


@transaction.atomic
def set_community_type(actor: Actor, *, area: Area, type: str, since: date | None = None) -> CommunityType:
    """Say what type a community is from `since` (default today) on; the former type ends there (L19–L23, L44)."""
    (area,) = _base.begin(actor, area)
    day = since or clock.today()
    if area.kind not in (Kind.COMMUNITY, Kind.VILLAGE):
        raise RuleBroken("territory.type_of_community_only")
    if type not in rules_of(area).territory.community_types:
        raise RuleBroken("territory.unknown_type", type=type)
    held = CommunityType.unscoped.filter(area=area, valid_to=None).first()
    if held and held.type == type:
        return held
    row = _replace_type(area, held, type, day)
    label = rules_of(area).territory.community_types[type].label
    record(actor, events.TypeSet(label, day.isoformat()), subject=area, county_id=area.county_id)
    return row


@transaction.atomic
def close_area(actor: Actor, *, area: Area) -> Area:
    """End an area without successor; what lies in it goes to its parent. Refused while open areas lie under it."""
    area, parent = _base.begin(actor, area, area.parent or area)
    _base.never_the_root(area)
    count = Area.unscoped.filter(parent=area, valid_to=None).count()
    if count:
        raise RuleBroken("territory.has_children", area=area.name, count=count)
    end(area)
    pass_on(area, parent, Change.CLOSED)
    record(actor, events.AreaClosed(area.name), subject=area, county_id=area.county_id)
    tell_followers(actor, AreaChange(Change.CLOSED, area.county_id, area, (parent,)))
    return area


def end(area: Area) -> None:
    """Close the row as of today; a row made today is closed on the same day."""
    area.valid_to = clock.today()
    area.save(update_fields=["valid_to"])


def _replace_type(area: Area, held: CommunityType | None, new: str, day: date) -> CommunityType:
    if held and day <= held.valid_from:
        raise RuleBroken("territory.type_in_past", since=held.valid_from)
    if held:
        held.valid_to = day
        held.save(update_fields=["valid_to"])
    return CommunityType.unscoped.create(county_id=area.county_id, area=area, type=new, valid_from=day)


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(facts) - set(FACT_LABELS):
        raise TypeError(f"an area has no facts {sorted(unknown)}")
    return facts


def _change_words(area: Area, key: str, value: Any) -> str:
    return f"{gettext(FACT_LABELS[key])} {_shown(key, getattr(area, key))} → {_shown(key, value)}"


def _shown(key: str, value: Any) -> str:
    """A fact in a few words: a boundary by the number of its points."""
    if value is None:
        return "–"
    if key == "boundary" and not rules.boundary_problem(value):
        return gettext("{count} points").format(count=len(rules.points_of(value)))
    return str(value)[:40]
