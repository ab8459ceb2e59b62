"""What hangs on cases and places in the apps around them: in the other street, and of its county as a whole.

Surveys, orders of the hotline, exclusions and callers, cases that were passed on, messages to reporters, partners with their keys
and webhooks, themes, past cases. Each holds a word that stands nowhere else.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from linli.domains.cases.tests import making as cases
from linli.domains.history.tests import making as history
from linli.domains.hotline import services as hotline
from linli.domains.hotline.models import Order
from linli.domains.hotline.states import AskKind
from linli.domains.indicators import services as rating
from linli.domains.indicators.tests import making as rates
from linli.domains.notices.tests import making as texts
from linli.domains.relay.models import Relay
from linli.domains.relay.services import Passing
from linli.domains.relay.tests import making as relays
from linli.domains.surveys.tests import making as surveying
from linli.foundation.audit.models import Event
from linli.foundation.partners.tests import making as others
from linli.foundation.webhooks.models import Delivery
from linli.foundation.webhooks.states import State
from linli.foundation.webhooks.tests import making as hooks
from linli.kernel import clock
from linli.kernel.actor import Actor

SYSTEM = Actor.system()
#: Of the street: the company of an estate, what was asked of the hotline, why a case doesn't count, its number on another platform.
COMPANY, GRACE, OUT, PASSED = "外院物业", "外院要热线宽限", "外院核不实", "外院井盖71号"
#: Who reports there again and again, and who is told about a report; as they are and as they are shown.
OFTEN, MASKED_OFTEN, TOLD, MASKED_TOLD = "10099996531", "100****6531", "10099995531", "100****5531"
#: Of the county: another system, where it is called, a theme, an old number.
SYSTEM_NAME, CALLED_AT, THEME, OLD = "外院平台", "waiyuan.example.cn", "外院每月一题", "外院旧单"

#: App → words.
WORDS = {
    "surveys": (COMPANY,), "hotline": (GRACE,), "indicators": (OUT, OFTEN, MASKED_OFTEN, THEME), "relay": (PASSED,),
    "notices": (TOLD, MASKED_TOLD), "partners": (SYSTEM_NAME,), "webhooks": (CALLED_AT,), "history": (OLD,),
}  # fmt: skip
#: Everybody of the county who sees figures sees these by right.
COUNTYWIDE = (THEME,)


def build(cast: Any, street: Any, case: Any, order: int) -> dict[str, dict[str, Any]]:
    """By the names of the matrix. `case` is the other street's, and `order` the number of the hotline's order about it."""
    case = cases.again(case)
    return (
        _hotline(Order.objects.get(pk=order))
        | _of_the_street(street, case)
        | _passed_on(street, case)
        | _told(street)
        | _of_the_county(cast, case)
    )


def _hotline(order: Any) -> dict[str, dict[str, Any]]:
    hotline.ask_hotline(SYSTEM, order=order, kind=AskKind.RETURN, reason=GRACE)
    return {
        "hotline_order": {"pk": order.pk}, "hotline_number": {"number": order.number},
        "hotline_verb": {"number": order.number, "verb": "sign"},
    }  # fmt: skip


def _of_the_street(street: Any, case: Any) -> dict[str, dict[str, Any]]:
    compound = surveying.compound(street, "外院小区", street.community)
    survey = surveying.surveyed(street, compound, company=COMPANY)
    excluded = rating.exclude_case(SYSTEM, case=case, reason="unverifiable", words=OUT)
    caller = rates.repeated(street, phone=OFTEN)
    named = {"surveyed": compound.pk, "survey": survey.pk, "excluded": excluded.pk, "caller": caller.pk}
    return {kind: {"pk": pk} for kind, pk in named.items()}


def _passed_on(street: Any, case: Any) -> dict[str, dict[str, Any]]:
    server = relays.listed(street)
    relay = relays.passed(street, case, server, Passing("001", case.title, "外院", 36.8, 116.75))
    Relay.objects.filter(pk=relay.pk).update(number=PASSED, state="closed")
    return {"platform": {"pk": server.pk}, "platform_for_case": {"pk": server.pk, "ref": case.ref}}


def _told(street: Any) -> dict[str, dict[str, Any]]:
    told = texts.told_received(street, contact_phone=TOLD)
    message = next(one for one in texts.messages() if one.ref == told.ref)
    texts.change(message, state="failed")
    return {"message": {"pk": message.pk}}


def _of_the_county(cast: Any, case: Any) -> dict[str, dict[str, Any]]:
    partner = others.partner(cast, SYSTEM_NAME)
    hook = hooks.hook(cast, f"https://{CALLED_AT}/", of=partner).hook
    line = Event.objects.filter(subject_kind="cases.case", subject_id=case.pk).latest("pk")
    delivery = Delivery.objects.create(
        hook=hook, line=line, subject_kind="cases.case", subject_id=case.pk, state=State.DEAD, next_at=clock.now(),
        waits_since=clock.now(), ended_at=clock.now(),
    )  # fmt: skip
    theme = rates.theme(cast, THEME)
    problem = rates.problem(cast, theme)
    old = history.sent(cast, [[OLD, *history.ROWS[0][1:]]])
    rows = {
        "partner": partner, "partner_key": others.issued(cast, of=partner).key, "hook": hook, "delivery": delivery,
        "theme": theme, "problem": problem, "task": rates.task(cast, problem), "past_cases": old,
    }  # fmt: skip
    return {kind: {"pk": row.pk} for kind, row in rows.items()}


def seen_as(cast: Any, street: Any) -> Any:
    """The other street for makers that want the county's administrator and centre as well."""
    return SimpleNamespace(**vars(street) | {"admin": cast.admin, "chen_centre": cast.chen_centre})
