"""Bulletins are drafted when their period is over: by the job, by hand, and anew after a recall."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext

from linli.domains.bulletins import events
from linli.domains.bulletins.models import Bulletin, Section
from linli.domains.bulletins.rules import due, number_of
from linli.domains.bulletins.selectors import filled, kinds_of, versions_of
from linli.domains.bulletins.services import _base
from linli.domains.bulletins.states import WRITE, State
from linli.domains.indicators.rules import Period, period_of
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken


def draft_due() -> int:
    """Draft what is due in all counties, each bulletin in a transaction of its own; returns how many. Whoever comes a second time, or
    after a run that was killed, drafts what is missing.
    """
    return sum(_draft_due_of(county) for county in territory.counties())


@transaction.atomic
def draft_bulletin(actor: Actor, *, county: Any, kind: str, day: date) -> Bulletin:
    """Draft the bulletin of a kind for the period in which a day lies, figures filled in.

    Raises RuleBroken bulletins.unknown_kind, .not_over, .no_figures (the method of the period has none of its tables), .there_already
    (one of this period wasn't recalled); OutOfScope.
    """
    if not actor.reaches(WRITE, county.path):
        raise OutOfScope(repr(county))
    rule = kinds_of(county).get(kind)
    if rule is None:
        raise RuleBroken("bulletins.unknown_kind")
    period = period_of(rule.cycle, day)
    if period.last >= clock.today():
        raise RuleBroken("bulletins.not_over", day=period.last.isoformat())
    year, number = number_of(period)
    edition = _next_edition(county, kind, year, number)
    row = Bulletin(
        county=county, area=county, kind=kind, cycle=rule.cycle, starts_on=period.first, ends_on=period.last, year=year,
        number=number, edition=edition, title=_title(rule.label, year, number, edition), audience=rule.content.audience,
        signers=list(rule.content.signed_by), least=territory.rules_of(county).bulletins.least_shown.things,
        issuer=territory.rules_of(county).county.voice.centre,
    )  # fmt: skip
    sections = _count(row, period)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken("bulletins.there_already") from None
    Section.objects.bulk_create(
        Section(bulletin=row, place=place, code=code, label=label, data=data)
        for place, (code, label, data) in enumerate(sections)
    )
    _base.tell(actor, row, events.Drafted(row.title))
    return row


@transaction.atomic
def count_again(actor: Actor, *, bulletin: Bulletin) -> Bulletin:
    """Count the figures of a draft again, by the definitions of its period; comments stay.

    Raises RuleBroken bulletins.not_now, bulletins.unknown_kind (the method dropped it since), bulletins.no_figures; OutOfScope.
    """
    row = _base.held(actor, bulletin.pk, WRITE)
    _base.only_in(row, State.DRAFT)
    found = _count(row, period_of(row.cycle, row.starts_on))
    row.save(update_fields=["release", "versions", "counted_at"])
    row.sections.exclude(code__in=[code for code, _, _ in found]).delete()
    for place, (code, label, data) in enumerate(found):
        row.sections.update_or_create(code=code, defaults={"place": place, "label": label, "data": data})
    _base.tell(actor, row, events.Recounted())
    return row


def _draft_due_of(county: Any) -> int:
    made, today = 0, clock.today()
    for code, rule in kinds_of(county).items():
        newest = Bulletin.unscoped.filter(county=county, kind=code).aggregate(Max("starts_on"))["starts_on__max"]
        for period in due(rule.cycle, today, newest):
            made += _drafted(county, code, period)
    return made


def _drafted(county: Any, code: str, period: Period) -> bool:
    """Whether it was drafted now. Where another job was quicker, and where the method then had no such table, it isn't."""
    try:
        draft_bulletin(Actor.system(), county=county, kind=code, day=period.first)
    except RuleBroken as refused:
        if refused.code not in ("bulletins.there_already", "bulletins.no_figures"):
            raise
        return False
    return True


def _count(row: Bulletin, period: Period) -> Sequence[tuple[str, str, Any]]:
    """Fill in what says how a bulletin is counted, and give its tables; raises RuleBroken bulletins.no_figures without any."""
    rule = kinds_of(row.county).get(row.kind)
    if rule is None:
        raise RuleBroken("bulletins.unknown_kind")
    with translation.override(settings.LANGUAGE_CODE):  # what is frozen is in the county's language, whoever asks
        held, found = filled(row.county, rule.content, period)
    if not found or held.release_id is None:
        raise RuleBroken("bulletins.no_figures")
    row.release_id, row.versions, row.counted_at = held.release_id, versions_of(row.county, period), clock.now()
    return found


def _title(label: str, year: int, number: int, edition: int) -> str:
    """The title with its number, in the county's language."""
    with translation.override(settings.LANGUAGE_CODE):
        words = gettext("{label}, {year} no. {number}")
        if edition > 1:
            words = gettext("{label}, {year} no. {number} (corrected)")
        return words.format(label=label, year=year, number=number)


def _next_edition(county: Any, kind: str, year: int, number: int) -> int:
    """One more than those of the same number, which were recalled."""
    same = Bulletin.unscoped.filter(county=county, kind=kind, year=year, number=number)
    return (same.aggregate(Max("edition"))["edition__max"] or 0) + 1
