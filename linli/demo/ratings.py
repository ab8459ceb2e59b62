"""Ratings by cards that the county's own text names: last year's with results, replies and an appeal that waits, this year's under way."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from linli.demo.pictures import picture
from linli.demo.plan import Plan
from linli.engines.scorecards import selectors, services
from linli.engines.scorecards.kinds import Kind
from linli.engines.scorecards.services import Mark
from linli.foundation.access import selectors as access
from linli.foundation.people import selectors as people
from linli.kernel import clock
from linli.kernel.actor import Actor

#: Subjects whose raters are all there in the demo, and whose county names the card itself.
_KINDS = ("grid", "community")
#: Days ago: last year's round is opened, counted, published, replied to and appealed against; this year's is opened.
_OPENED, _CLOSED, _PUBLISHED, _REPLIED, _APPEALED, _UNDER_WAY = 50, 19, 15, 12, 9, 4
_REPLIES = ("台账已经补齐，欢迎再来看。", "居民活动室上个月开放了，以后每周三开放。")
_APPEAL = "评分那周正在换展板，职责公开栏已经恢复，请看照片再核一次。"
_SEEN = ("居民都叫得出网格员的名字", "楼道里问了几户，都说满意", "有两户说不知道找谁")
_SCENE = "gbt47678_5_2026/matter/06010"
#: So many raters have begun this year.
_GIVEN = 6
#: Of a hundred marks, how many say that a standard is met.
_MET = 88


def rate_all(plan: Plan, county: Any) -> None:
    """Rate grids and communities by the county's own cards; a county without any is left as it is."""
    cards = plan.rules.scorecards.used()
    own = [code for code, card in cards.items() if card.source and card.subject in _KINDS]
    centre = _holder(county, "county_centre")
    if not own or centre is None:
        return
    chance = random.Random(f"ratings {plan.slug}")
    _last_year(centre, county, own[0], chance)
    for code in own:
        with clock.frozen(_days_ago(_UNDER_WAY)):
            row = services.open_round(centre, county=county, card=code)
        _rate(row, chance, most=_GIVEN)


def _last_year(centre: Actor, county: Any, code: str, chance: random.Random) -> None:
    """From the opening to an appeal that waits for its decision."""
    with clock.frozen(_days_ago(_OPENED)):
        on = clock.today().replace(month=12, day=31, year=clock.today().year - 1)
        row = services.open_round(centre, county=county, card=code, on=on)
        _rate(row, chance)
    with clock.frozen(_days_ago(_CLOSED)):
        row = services.close_round(centre, round_=row)
    with clock.frozen(_days_ago(_PUBLISHED)):
        row = services.publish_round(centre, round_=row)
    rated = [one for one in selectors.sheet_rows(Actor.system(), row) if one.result and one.result.shown is not None]
    for words, one in zip(_REPLIES, rated, strict=False):
        with clock.frozen(_days_ago(_REPLIED)):
            services.reply(_rated(one.subject), subject=one.subject, words=words)
    for one in rated[-1:]:
        with clock.frozen(_days_ago(_APPEALED)):
            shown = (picture(_SCENE, done=True),)
            services.appeal(_rated(one.subject), subject=one.subject, words=_APPEAL, photos=shown)


def _rate(row: Any, chance: random.Random, *, most: int | None = None) -> None:
    """Of every group the first rater of each place gives marks; `most` raters altogether, where it is said."""
    done: set[tuple[str, str]] = set()
    for one in selectors.round_page(Actor.system(), row, None).seats:
        if most is not None and len(done) >= most:
            return
        place = (one.seat.group, str(sorted(path for _, path, _ in people.rights_of(one.seat.card_id))))
        if place not in done:
            done.add(place)
            _give(one.seat, chance)


def _give(seat: Any, chance: random.Random) -> None:
    first = selectors.rating_page(seat, None)
    actor = access.actor_for(access.account_by_id(seat.account_id))
    pages = [first, *(selectors.rating_page(seat, str(n)) for n in range(2, first.rows.paginator.num_pages + 1))]
    marks = {
        subject.pk: {code: _mark(criterion, chance) for code, criterion in first.criteria.items()}
        for page in pages
        for subject in page.rows.object_list
    }
    services.rate(actor, seat=seat, marks=marks)


def _mark(criterion: Any, chance: random.Random) -> Mark:
    words = chance.choice(_SEEN) if criterion.evidence != "none" and chance.random() < 0.3 else ""
    if criterion.kind == Kind.SCORE:
        full = int(criterion.full)
        return Mark(full - chance.randint(0, full // 3), words)
    return Mark(int(chance.randrange(100) < _MET), words)


def _rated(subject: Any) -> Actor:
    """Somebody who answers for it; Linli itself where nobody does."""
    for card in selectors.rated_of_result(subject.pk):
        account = access.account_of(card)
        if account is not None:
            return access.actor_for(account)
    return Actor.system()


def _holder(county: Any, post: str) -> Actor | None:
    found = people.first_present([post], county)
    account = access.account_of(found.card_id) if found else None
    return access.actor_for(account) if account else None


def _days_ago(days: int) -> Any:
    return clock.now() - timedelta(days=days)
