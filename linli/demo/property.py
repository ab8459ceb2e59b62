"""Property services of some compounds: contracts in the county's forms, reports; where the county rates, six quarters with a black list."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from PIL import Image

from linli.demo.plan import Plan, words
from linli.demo.surveys import office_of
from linli.domains.owners import selectors as owners_read
from linli.domains.owners import services as owners
from linli.domains.property import selectors
from linli.domains.property import services as property_
from linli.domains.property.rules import month_before
from linli.engines.scorecards import rules as scoring_rules
from linli.engines.scorecards import selectors as scoring_read
from linli.engines.scorecards import services as scoring
from linli.engines.scorecards.kinds import Cycle
from linli.foundation.organizations import rules as organization_rules
from linli.foundation.organizations import selectors as organizations_read
from linli.foundation.organizations import services as organizations
from linli.foundation.residents import services as residents
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, pictures
from linli.kernel.actor import Actor

_SYSTEM = Actor.system()
_CARD, _QUARTERS = "property", 6
#: So many compounds are served, and of so many residents of each one agreed to rate.
_COMPOUNDS, _RATERS = 10, 3
#: Percent that raters give, oldest quarter first: the first is on the black list now, the second had been and was replaced.
_MARKS = (
    (82, 76, 72, 68, 56, 54), (58, 55, 52, 78, 84, 88), (92, 93, 91, 94, 95, 96), (85, 86, 88, 90, 91, 92), (78, 80, 79, 76, 74, 72),
    (66, 70, 74, 77, 79, 82), (88, 84, 82, 80, 78, 77), (59, 63, 58, 66, 69, 71), (95, 94, 92, 91, 93, 92), (74, 75, 77, 76, 78, 80),
)  # fmt: skip
_FRESH, _REPLACED = 0, 1
#: The quarter after which it was.
_SECOND = 1


def serve_compounds(plan: Plan, county: Any) -> None:
    """Contracts and reports in every county; ratings where its method has a card of them."""
    firms = _with_codes(county)
    places = _places(county)
    if not firms or not places or not selectors.in_use(county):
        return
    for number, place in enumerate(places):
        _served(plan, place, firms, number)
    if _CARD in scoring_read.cards_at(county):
        _rated(plan, county, places, firms)
    for place in places:
        _reported(plan, place)


def _with_codes(county: Any) -> list[Any]:
    """Companies of the county, each with a code of a division that isn't."""
    firms = organizations_read.organizations_in(county, ["property_company"])
    for number, firm in enumerate(firms):
        organizations.change_organization(_SYSTEM, organization=firm, uscc=_code(county.pk, number))
        firm.refresh_from_db()
    return firms


def _code(county: int, number: int) -> str:
    """A unified social credit code with its check letter."""
    first = f"91990101MA{county % 1000:03d}{number:04d}"
    return next(first + last for last in "0123456789ABCDEFGHJKLMNPQRTUWXY" if organization_rules.is_uscc(first + last))


def _places(county: Any) -> list[Any]:
    """The first compounds with a building."""
    areas = territory.descendants(county).order_by().values("pk")
    compounds = {one.pk: one for one in territory.compounds_on(areas)}
    built = {compound for compound, _ in territory.ground_of_compounds(compounds)}
    return [compounds[pk] for pk in sorted(built)[:_COMPOUNDS]]


def _agreed(plan: Plan, place: Any) -> list[Any]:
    """Residents of the compound who agreed to rate; nobody knows more of them than a name."""
    chance, names = random.Random(f"raters {plan.slug} {place.name}"), words("names.toml")
    area = territory.area_by_id(min(pk for _, pk in territory.ground_of_compounds([place.pk])))
    found = []
    for _ in range(_RATERS):
        name = chance.choice(names["surnames"]) + chance.choice(names["given"])
        draft = residents.PersonDraft(name, born_on=date(1960 + chance.randint(0, 30), 5, 4))
        found.append(residents.add_person(_SYSTEM, area=area, draft=draft))
        property_.add_panellist(_SYSTEM, compound=place, person=found[-1])
    return found


def _served(plan: Plan, place: Any, firms: Sequence[Any], number: int) -> None:
    """A contract of two years ago, in one form of the county after the other."""
    forms = list(plan.rules.property.forms.items())
    code, form = forms[number % len(forms)]
    firm = next((one for one in firms[number % len(firms) :] if one.kind in form.kinds), None) or _committee(
        place, form.kinds[0]
    )
    property_.sign_contract(
        office_of(plan, place.area), compound=place, company=firm, form=code, document=f"物业合同 {number + 1:03d} 号",
        starts_on=clock.today() - timedelta(days=760 + 11 * number),
    )  # fmt: skip


def _committee(place: Any, kind: str) -> Any:
    return organizations.create_organization(_SYSTEM, area=place.area, kind=kind, name=f"{place.name}自治服务队")


def _reported(plan: Plan, place: Any) -> None:
    """The last two months, the newer one not read yet."""
    actor = office_of(plan, place.area)
    contract = next((one.contract for one in selectors.compound_page(_SYSTEM, place).rows if one.is_current), None)
    newest = month_before(clock.today())
    for month in (month_before(newest), newest):
        if contract is None or month < contract.starts_on or selectors.due_on(contract.county, month) is None:
            continue
        done = "楼道照明修复，垃圾桶每天清两次，处理投诉按时答复。"
        report = property_.write_report(actor, contract=contract, month=month, done=done, promised="下月检修消防设施。")
        if month < newest:
            property_.mark_read(actor, report=report)


# ── Six quarters ─────────────────────────────────────────────────────────────────────────────────


def _rated(plan: Plan, county: Any, places: Sequence[Any], firms: Sequence[Any]) -> None:
    people = {place.pk: _agreed(plan, place) for place in places}
    marks = {place.pk: row for place, row in zip(places, _MARKS, strict=False)}
    ends = _quarters()
    for number, end in enumerate(ends):
        _quarter(county, end, {pk: row[number] for pk, row in marks.items()})
        if number == _SECOND and len(places) > _REPLACED:
            with _days_after(end, 20):
                _replaced(places[_REPLACED], people[places[_REPLACED].pk], firms)
    with _days_after(ends[-1], 30):
        _proved(places[_FRESH])


def _quarters() -> list[date]:
    """Last days of the quarters that are over, oldest first."""
    found = [scoring_rules.period_before(Cycle.QUARTER, clock.today()).ends]
    while len(found) < _QUARTERS:
        found.append(scoring_rules.period_before(Cycle.QUARTER, found[-1]).ends)
    return found[::-1]


def _days_after(end: date, days: int) -> Any:
    moment = datetime.combine(end + timedelta(days=days), time(10), clock.ZONE)
    return clock.frozen(min(moment, clock.now()))


def _quarter(county: Any, end: date, marks: dict[int, int]) -> None:
    """A round from its first day to its publication."""
    with _days_after(end, 1):
        row = scoring.open_round(_SYSTEM, county=county, card=_CARD, on=end)
    with _days_after(end, 3):
        _marks(row, marks)
    with _days_after(end, 17):
        scoring.close_round(_SYSTEM, round_=row)
        scoring.publish_round(_SYSTEM, round_=row)


def _marks(row: Any, marks: dict[int, int]) -> None:
    """Every rater gives the share of each full mark."""
    criteria = scoring_read.card_of(row).rated()
    for seat, subjects in scoring_read.seats_of_round(row):
        token = scoring.give_link(_SYSTEM, seat=seat)
        said = {
            one.pk: {
                code: scoring.Mark(str(criterion.full * Decimal(marks[_compound(one.key)]) / 100))
                for code, criterion in criteria.items()
            }
            for one in subjects
        }
        scoring.rate(Actor.public(), seat=seat, marks=said, token=token)


def _compound(key: str) -> int:
    return int(key.rsplit(":", 1)[1])


def _order_of(place: Any) -> Any:
    rows = selectors.orders_page(_SYSTEM)[1].object_list
    found = next((row.order for row in rows if row.contract.compound_id == place.pk), None)
    return selectors.order_for(_SYSTEM, found.pk) if found else None


def _proved(place: Any) -> None:
    """The company hands in what it did; the office hasn't looked yet."""
    order = _order_of(place)
    if order is None:
        return
    out = BytesIO()
    Image.new("RGB", (640, 480), "#8fa58a").save(out, "JPEG")
    limits = territory.rules_of(order.contract.county).cases.limits
    photos = pictures.clean_all([out.getvalue()], limits)
    property_.prove(_SYSTEM, order=order, words="楼道灯全部换新，电梯已检修，安排专人每天巡查。", photos=photos)


def _replaced(place: Any, people: Sequence[Any], firms: Iterable[Any]) -> None:
    """Nothing was put right in time: the owners dismiss the one and choose another, which signs."""
    order = _order_of(place)
    if order is None:
        return
    with clock.frozen(clock.now() + timedelta(days=31)):
        property_.lapse_due()
        units = [owners.add_unit(_SYSTEM, compound=place, label=f"{room}室", size="98.5") for room in (101, 102, 201)]
        for unit, one in zip(units, people, strict=True):
            owners.set_owner(_SYSTEM, unit=unit, person=one)
        property_.call_vote(_SYSTEM, order=order, **_asked("解聘现物业企业"))
        _voted(order, units, people)
        firm = next(one for one in firms if one.uscc != order.contract.holder)
        property_.propose_company(_SYSTEM, order=order, company=firm, **_asked(f"选聘{firm.name}"))
        _voted(order, units, people)
        property_.sign_successor(
            _SYSTEM, order=order, form=order.contract.form, starts_on=clock.today(), document="物业合同 重签 001 号"
        )


def _asked(title: str) -> dict[str, Any]:
    return {"title": title, "body": "按程序征求全体业主意见。", "closes_at": clock.now() + timedelta(days=10)}


def _voted(order: Any, units: Sequence[Any], people: Sequence[Any]) -> None:
    """All owners are in favour."""
    vote = owners_read.vote_for(_SYSTEM, selectors.order_for(_SYSTEM, order.pk).vote)
    for unit, one in zip(units, people, strict=True):
        owners.cast_ballot(person=one, vote=vote, unit=unit, choice="for")
    owners.close_vote(_SYSTEM, vote=vote)
