"""Organizations without a territory are set up: on a site (Q38), or by several bodies (X43)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from linli.domains.formations import events, rules
from linli.domains.formations.method import Form
from linli.domains.formations.models import Formation, Founder, Site
from linli.domains.formations.selectors.reach import rules_at
from linli.domains.formations.selectors.sites import cover_of
from linli.domains.formations.services import _base
from linli.domains.formations.services.caring import end_for_own
from linli.domains.formations.services.sites import check_superior
from linli.domains.formations.states import Cover
from linli.foundation.audit.services import record
from linli.foundation.organizations import selectors as directory
from linli.foundation.organizations import services as organizations
from linli.foundation.organizations.method import PARTY_KINDS
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Charter:
    """What an organization without a territory is set up as: its form, its name, by what leave (the superior's reply, its number), from
    when and, for a temporary one, until when (that day included).
    """

    form: str
    name: str
    basis: str
    on: date | None = None
    until: date | None = None


@transaction.atomic
def set_up(actor: Actor, *, site: Site, charter: Charter, superior: Any) -> Formation:
    """Set up a party organization on a site; it stands in the directory, under `superior`, and has no ground. Of two who do it at once one
    does.

    Raises RuleBroken: formations.unknown (form, or not for this kind of site), .has_own, .site_closed, .not_a_superior, .unit_ended,
    .other_county, .future, .end_past, .words_needed; OutOfScope.
    """
    row = _base.hold_site(actor, site)
    form = rules_at(row.county).on_site(row.kind).get(charter.form)
    if form is None:
        raise RuleBroken("formations.unknown")
    if cover_of(row) == Cover.OWN:
        raise RuleBroken("formations.has_own", name=row.name)
    above = check_superior(row.county_id, superior)
    made = _made(actor, row.area, charter, form, site=row, parent=above)
    end_for_own(actor, row)
    return made


@transaction.atomic
def found_jointly(actor: Actor, *, area: Any, charter: Charter, founders: Iterable[Any]) -> Formation:
    """Party organizations found one together, seated in `area`: of a unit and of a place, as many as the form asks for. Their members stay
    where they are.

    Raises RuleBroken: formations.unknown, .founders_needed, .not_a_founder, .unit_ended, .other_county, .future, .end_past, .words_needed;
    OutOfScope.
    """
    _base.may(actor, area)
    form = rules_at(area).joint().get(charter.form)
    if form is None or form.founders is None:
        raise RuleBroken("formations.unknown")
    bodies = [_founding(area.county_id, one) for one in {one.pk: one for one in founders}.values()]
    _check_founders(form, bodies)
    made = _made(actor, area, charter, form)
    for body in bodies:
        Founder.objects.create(formation=made, organization=body, joined_on=made.founded_on)
        record(actor, events.Joined(body.name), subject=made, county_id=made.county_id)
    return made


@transaction.atomic
def add_founder(actor: Actor, *, formation: Formation, organization: Any) -> Founder:
    """One more body carries it, from today on.

    Raises RuleBroken: formations.not_joint, .founds_already, .not_a_founder, .unit_ended, .other_county; OutOfScope.
    """
    row = _base.hold_formation(actor, formation)
    _joint_form(row)
    body = _founding(row.county_id, organization)
    try:
        with transaction.atomic():
            made = Founder.objects.create(formation=row, organization=body, joined_on=clock.today())
    except IntegrityError as error:
        if "formations_founder_once" not in str(error):
            raise
        raise RuleBroken("formations.founds_already", name=body.name) from None
    record(actor, events.Joined(body.name), subject=row, county_id=row.county_id)
    return made


@transaction.atomic
def leave(actor: Actor, *, founder: Founder, reason: str) -> Founder:
    """A body carries it no longer; those who stay must be enough for the form, else it is dissolved instead.

    Raises RuleBroken: formations.left_already, .founders_needed, .not_joint, .unit_ended, .words_needed; OutOfScope.
    """
    row = _base.hold_formation(actor, founder.formation)
    form = _joint_form(row)
    found = Founder.objects.select_for_update(of=("self",)).select_related("organization").get(pk=founder.pk)
    if found.left_on is not None:
        raise RuleBroken("formations.left_already", name=found.organization.name)
    staying = (
        row.founders.filter(left_on=None)
        .exclude(pk=found.pk)
        .select_related("organization__parent", "organization__area")
    )
    _check_founders(form, [one.organization for one in staying])
    words = _base.line(reason, 200)
    found.left_on = clock.today()
    found.save(update_fields=["left_on"])
    record(actor, events.Left(found.organization.name, words), subject=row, county_id=row.county_id)
    return found


def _made(
    actor: Actor, area: Any, charter: Charter, form: Form, *, site: Site | None = None, parent: Any = None
) -> Formation:
    """The organization in the directory, and what makes it one without a territory."""
    day = charter.on or clock.today()
    if day > clock.today():
        raise RuleBroken("formations.future")
    if charter.until is not None and charter.until < clock.today():
        raise RuleBroken("formations.end_past")
    body = organizations.create_organization(
        _base.SYSTEM, area=area, kind=form.body, name=_base.line(charter.name, 120), parent=parent, has_ground=False,
        ends_on=charter.until,
    )  # fmt: skip
    made = Formation(
        county_id=area.county_id, area=area, organization=body, form=charter.form, site=site, basis=_base.line(charter.basis, 120),
        founded_on=day, review_on=_first_review(form),
    )  # fmt: skip
    made.save(force_insert=True)
    record(actor, events.SetUp(body.name), subject=made, county_id=made.county_id)
    if site is not None:
        record(actor, events.SetUp(body.name), subject=site, county_id=made.county_id)
    return made


def _first_review(form: Form) -> date | None:
    return clock.today() + timedelta(days=form.upkeep.review_days) if form.upkeep else None


def _founding(county_id: int, organization: Any) -> Any:
    """A body that may found one: a party organization that has members. Not one without a territory."""
    found = _base.alive(county_id, organization)
    if found.kind not in PARTY_KINDS or not found.has_ground:
        raise RuleBroken("formations.not_a_founder", name=found.name)
    return found


def _check_founders(form: Form, bodies: list[Any]) -> None:
    of_place = sum(directory.is_of_the_place(body) for body in bodies)
    least = form.founders or 2
    if not rules.is_joint(of_place, len(bodies) - of_place, least):
        raise RuleBroken("formations.founders_needed", least=least)


def _joint_form(row: Formation) -> Form:
    form = rules_at(row.county).forms.get(row.form)
    if row.site_id is not None or form is None or form.founders is None:
        raise RuleBroken("formations.not_joint")
    return form
