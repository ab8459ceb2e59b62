"""Whether an organization without a territory goes on, and its end."""

from __future__ import annotations

from django.db import transaction

from linli.domains.formations import events, rules
from linli.domains.formations.models import Formation, Review
from linli.domains.formations.selectors.bodies import strength
from linli.domains.formations.selectors.reach import rules_at
from linli.domains.formations.services import _base
from linli.foundation.audit.services import record
from linli.foundation.organizations import services as organizations
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@transaction.atomic
def review(actor: Actor, *, formation: Formation, words: str) -> Review:
    """Look whether an organization on a site goes on: its members are counted now. Short of members it gets the method's time of grace,
    once; short again it can only be dissolved (Q38).

    Raises RuleBroken: formations.no_review, .too_few, .unit_ended, .words_needed; OutOfScope.
    """
    row = _base.hold_formation(actor, formation)
    form = rules_at(row.county).forms.get(row.form)
    if row.site_id is None or form is None or form.upkeep is None:
        raise RuleBroken("formations.no_review")
    members = _members(row)
    last = row.reviews.first()
    coming = rules.next_review(form.upkeep, clock.today(), members, was_short=last is not None and last.is_short)
    if coming is None:
        raise RuleBroken("formations.too_few", members=members, least=form.upkeep.at_least)
    made = Review.objects.create(
        formation=row, on=clock.today(), members=members, at_least=form.upkeep.at_least, words=_base.line(words, 200),
        written_by=actor.label,
    )  # fmt: skip
    row.review_on = coming
    row.save(update_fields=["review_on"])
    record(actor, events.Reviewed(members, coming.isoformat(), made.words), subject=row, county_id=row.county_id)
    return made


@transaction.atomic
def dissolve(actor: Actor, *, formation: Formation, reason: str) -> Formation:
    """It doesn't exist any more; its founders leave it. One on a site has to have no members: these are transferred first, by their own
    organization's office. Its site is without one again.

    Raises RuleBroken: formations.has_members, .unit_ended, .words_needed, organizations.has_posts, .has_parts, .leads_duties; OutOfScope.
    """
    row = _base.hold_formation(actor, formation)
    row.reason = _base.line(reason, 200)
    if row.site_id is not None and (members := _members(row)):
        raise RuleBroken("formations.has_members", count=members)
    organizations.close_organization(_base.SYSTEM, organization=row.organization)
    row.review_on = None
    row.save(update_fields=["reason", "review_on"])
    row.founders.filter(left_on=None).update(left_on=clock.today())
    record(actor, events.Dissolved(row.reason), subject=row, county_id=row.county_id)
    if row.site is not None:
        record(actor, events.Dissolved(row.reason), subject=row.site, county_id=row.county_id)
    return row


def _members(row: Formation) -> int:
    return strength(row.county_id, {row.pk: [row.organization_id]})[row.pk]
