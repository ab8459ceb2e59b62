"""Contracts for tests: under the method of Jiang, by the services. Wang enters, Zhao confirms, Chen decides."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

from PIL import Image

from linli.domains.credit import selectors, services
from linli.domains.credit.models import Entry, Objection, Party, Rule, RuleTable
from linli.domains.credit.selectors import Subject
from linli.domains.credit.services import _base
from linli.domains.credit.states import CONTRACT
from linli.domains.credit.web.portal import address_of
from linli.domains.selfservice.tests.making import PHONE
from linli.engines.ledger import selectors as ledgers
from linli.foundation.organizations import services as organizations
from linli.foundation.privacy import rls
from linli.foundation.residents.tests.making import person
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel import pictures as cleaning
from linli.kernel.actor import Actor

SYSTEM = Actor.system()


def again(row: Any) -> Any:
    """The row as it stands now."""
    with rls.everywhere():
        return type(row)._base_manager.get(pk=row.pk)


def all_of(model: Any, **where: Any) -> list[Any]:
    """All rows of a table of ours."""
    with rls.everywhere():
        return list(model._base_manager.filter(**where).order_by("pk"))


def table(cast: Any, days_ago: int = 30, last: date | None = None) -> RuleTable:
    """The starter set, in force since some days."""
    with clock.frozen(clock.now() - timedelta(days=days_ago + 7)):
        services.load_starter(cast.chen_centre.actor, county=cast.county)
        made = all_of(RuleTable)[-1]
        first = clock.today() + timedelta(days=7)
        return services.enforce_table(cast.chen_centre.actor, table=made, first=first, last=last)


def rule(code: str = "talk_it_over") -> Rule:
    """A rule of the newest table."""
    with rls.everywhere():
        found: Rule = Rule.objects.filter(code=code).select_related("table").order_by("-table__number")[0]
    return found


def resident(cast: Any, name: str = "林小雨", **facts: Any) -> Subject:
    """Somebody in Li's building who registered themselves."""
    return selectors.subject_of_person(person(cast, name, **{"phone": PHONE, "source": "self", **facts}))


def unit(cast: Any, kind: str = "social_organization", area: Any = None) -> Subject:
    """An organization in Wang's community."""
    made = organizations.create_organization(SYSTEM, area=area or cast.community, kind=kind, name="柳园邻里社")
    return Subject(made.name, cast.county, area or cast.community, organization_id=made.pk, organization_kind=made.kind)


def themselves(cast: Any) -> Actor:
    return _base.themselves(cast.county.pk)


def signed(cast: Any, subject: Subject, kind: str = "resident", code: str = CONTRACT, days_ago: int = 0) -> Party:
    """A contract (or agreement) that was signed as the page would."""
    with clock.frozen(clock.now() - timedelta(days=days_ago)):
        text = next(one for one in selectors.texts_of(cast.county, kind) if one.code == code)
        services.sign(themselves(cast), subject=subject, kind=kind, code=code, digest=text.digest)
    found = selectors.open_party(subject)
    assert found is not None
    return found


def party(cast: Any, **facts: Any) -> Party:
    """A resident with a contract of twenty days, under rules that hold."""
    if not all_of(RuleTable):
        table(cast)
    return signed(cast, resident(cast, **facts), days_ago=20)


def entered(cast: Any, one: Party, code: str = "talk_it_over", on: date | None = None, **more: Any) -> Entry:
    """Wang enters it."""
    return services.enter(
        cast.wang_community.actor,
        party=one,
        rule=rule(code),
        on=on or clock.today(),
        **{"words": "议事会签到表", **more},
    )


def booked(cast: Any, one: Party, code: str = "talk_it_over", on: date | None = None) -> Entry:
    """And Zhao confirms it."""
    return services.confirm_entry(cast.zhao_dispatcher.actor, entry=entered(cast, one, code, on))


def subject_of(one: Party) -> Subject:
    with rls.everywhere():
        row = Party.unscoped.select_related("person__area__county", "county").get(pk=one.pk)
        return selectors.subject_of_person(row.person)


def objected(cast: Any, entry: Entry, words: str = "那天我不在") -> Objection:
    """The subject objects."""
    return services.object_to(themselves(cast), subject=subject_of_entry(entry), entry=entry.pk, words=words)


def balance(one: Party) -> int:
    """Tenths of points now."""
    account = ledgers.own_account(county_id=one.county_id, kind="credit.party", owner_id=one.pk, unit="credit_points")
    assert account is not None
    return account.balance


def subject_of_entry(entry: Entry) -> Subject:
    with rls.everywhere():
        return subject_of(Party.unscoped.get(pk=Entry.unscoped.get(pk=entry.pk).party_id))


def draft(cast: Any) -> RuleTable:
    """A table that has no time yet."""
    services.load_starter(cast.chen_centre.actor, county=cast.county)
    found: RuleTable = all_of(RuleTable)[-1]
    return found


def picture_token(cast: Any) -> str:
    """The end of an address of a picture that proves an entry."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "PNG")
    photos = cleaning.clean_all([out.getvalue()], territory.rules_of(cast.county).cases.limits)
    made = entered(cast, party(cast), photos=photos)
    with rls.everywhere():
        pk = made.pictures.values_list("pk", flat=True)[0]
    return address_of(pk).split("/")[-2]
