"""A made-up kind of subject for tests (market stalls), with a figure and an effect, and cards in a release of their own."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from PIL import Image

from linli.engines.scorecards import registry, services
from linli.engines.scorecards.models import Evidence, Result, Round, Seat, Subject
from linli.engines.scorecards.registry import Consequence, Period, Rated, Rater
from linli.engines.scorecards.services import Mark
from linli.engines.scorecards.tests import cards
from linli.foundation.methods.models import Release
from linli.foundation.methods.selectors import current_release
from linli.kernel import clock
from linli.kernel.actor import Actor

SYSTEM = Actor.system()

#: What the registered functions answer; tests change it, `world` empties it.
STALLS: list[Rated] = []
PEOPLE: dict[str, list[Rater]] = {}
FIGURES: dict[str, Fraction] = {}
TOLD: list[Consequence] = []


def _stalls(county: Any, day: date) -> Sequence[Rated]:
    return list(STALLS)


def _people(county: Any, rated: Sequence[Rated], posts: Sequence[str], day: date) -> Mapping[str, Sequence[Rater]]:
    return {one.key: PEOPLE[posts[0] if posts else "people"] for one in rated}


def _figures(county: Any, keys: Sequence[str], period: Period) -> Mapping[str, Fraction]:
    return {key: FIGURES[key] for key in keys if key in FIGURES}


def _effect(actor: Actor, told: Sequence[Consequence]) -> None:
    TOLD.extend(told)


registry.register_subjects("stall", "Stalls", _stalls)
registry.register_resolver("stall_people", "People at stalls", _people)
registry.register_indicator("stall_rate", "Rate of stalls", _figures)
registry.register_effect("stall_deadline", "Deadline for a stall", _effect)


def empty() -> None:
    """Forget what an earlier test said."""
    for kept in (STALLS, PEOPLE, FIGURES, TOLD):
        kept.clear()  # type: ignore[attr-defined]


def install(county: Any, **named: dict[str, Any]) -> None:
    """A release of the county in which these cards are there too."""
    now = current_release(county.method_slug)
    text = json.loads(Release.objects.get(pk=now.pk).text)
    known = text.setdefault("scorecards", {}).setdefault("cards", {})
    known.update(json.loads(json.dumps(named, default=str)))
    Release.objects.create(
        slug=now.slug, version=now.version + 1, text=json.dumps(text), checksum=f"{now.version + 1}" * 8,
        holds_from=now.holds_from, installed_at=clock.now(),
    )  # fmt: skip


def people(cast: Any, *names: str) -> list[Rater]:
    """Members of the cast as raters."""
    return [Rater(name, one.account_id, one.card_id, name) for name in names for one in [getattr(cast, name)]]


def stalls(cast: Any, *names: str) -> None:
    """Stalls in Li's grid."""
    STALLS.extend(Rated(name, f"{name}摊", cast.grid.pk, cast.grid.path) for name in names)


ONE = {"people": cards.raters(who="stall_people")}
DEADLINE = cards.BLACK | {"effects": ["stall_deadline"]}


def card(**said: Any) -> dict[str, Any]:
    """The card of the tests: one mark of 100, by Wang and Zhao, black twice below 60 with a deadline."""
    return cards.tables(**{"raters": ONE, "runs": [DEADLINE], **said})


def world(cast: Any, **said: Any) -> None:
    """Two stalls, rated by Wang and Zhao each quarter."""
    empty()
    stalls(cast, "甲", "乙")
    PEOPLE["people"] = people(cast, "wang_community", "zhao_dispatcher")
    install(cast.county, stalls=card(**said))


def opened(cast: Any, on: date | None = None, code: str = "stalls") -> Round:
    return services.open_round(cast.chen_centre.actor, county=cast.county, card=code, on=on)


def seat(round_: Round, member: Any, group: str = "people") -> Seat:
    return Seat.objects.get(round=round_, group=group, account_id=member.account_id)


def seat_of(round_: Round, key: str) -> Seat:
    return Seat.objects.get(round=round_, key=key)


def subject(round_: Round, key: str = "甲") -> Subject:
    return Subject.unscoped.select_related("round__area").get(round=round_, key=key)


def give(round_: Round, member: Any, group: str = "people", seen: int | None = None, **marks: Any) -> int:
    """`give(round, cast.wang_community, 甲=60)`: her mark of each stall."""
    said = {subject(round_, key).pk: {"work": Mark(value)} for key, value in marks.items()}
    return services.rate(member.actor, seat=seat(round_, member, group), marks=said, seen=seen)


def closed(cast: Any, on: date | None = None, **marks: Any) -> Round:
    """A round in which both raters gave the same marks."""
    row = opened(cast, on)
    for member in (cast.wang_community, cast.zhao_dispatcher):
        give(row, member, **marks)
    with clock.frozen(clock.now().replace(hour=12) + later(row)):
        return services.close_round(cast.chen_centre.actor, round_=row)


def later(row: Round) -> Any:
    """How long until the last day is over."""
    return row.last_on - clock.today() + date.resolution


def published(cast: Any, on: date | None = None, **marks: Any) -> Round:
    return services.publish_round(cast.chen_centre.actor, round_=closed(cast, on, **marks))


def photo(shade: int = 90) -> bytes:
    """A picture as a phone sends it; each shade is another one."""
    out = io.BytesIO()
    Image.new("RGB", (80, 60), (shade, 120, 60)).save(out, "JPEG")
    return out.getvalue()


def shown_by_reply(cast: Any, one: Subject) -> Evidence:
    """A picture that Li shows with a reply to a published result."""
    made = services.reply(cast.li_grid_worker.actor, subject=one, words="已清理", photos=(photo(),))
    return Evidence.objects.get(reply=made)


def result(round_: Round, key: str = "甲") -> Result:
    return Result.objects.get(subject__round=round_, subject__key=key, current=True)
