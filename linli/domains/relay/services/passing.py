"""Passing a case on: what somebody wrote for the other platform, never the reporter's name, number or own words unasked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from linli.domains.cases import services as cases
from linli.domains.relay import events
from linli.domains.relay.models import Relay, Server
from linli.domains.relay.rules import labels
from linli.domains.relay.states import SEND, UNDER_WAY
from linli.foundation.audit import services as audit
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken

MOST_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class Passing:
    """What is passed on: one of the platform's services, words, and where it is (an address, or a position in WGS 84)."""

    service_code: str
    words: str
    address: str = ""
    lat: float | None = None
    lng: float | None = None


@transaction.atomic
def pass_on(actor: Actor, *, case: Any, server: Server, passing: Passing) -> Relay:
    """Have a case sent to a platform of its county; it stays ours, and whether it is solved is said here.

    Raises RuleBroken relay.case_over, relay.stopped, relay.unknown_service, relay.no_place, relay.sent_already, cases.needs_words,
    cases.bad_place; OutOfScope where the actor may not pass on cases there.
    """
    if not actor.reaches(SEND, case.area.path) or server.county_id != case.county_id:
        raise OutOfScope(actor.label)
    if not case.is_open:
        raise RuleBroken("relay.case_over")
    if not (server.active and server.partner.active):
        raise RuleBroken("relay.stopped")
    names = labels(server.services)
    if passing.service_code not in names:
        raise RuleBroken("relay.unknown_service")
    words, address = cases.cleaned(passing.words, most=MOST_WORDS), passing.address.strip()[:200]
    cases.check_place(passing.lat, passing.lng)
    if not address and passing.lat is None:
        raise RuleBroken("relay.no_place")
    if Relay.objects.filter(case=case, server=server, state__in=UNDER_WAY).exists():
        raise RuleBroken("relay.sent_already")
    made = _written(case, server, actor, Passing(passing.service_code, words, address, passing.lat, passing.lng), names)
    audit.record(actor, events.PassedOn(server.partner.name), subject=case, county_id=case.county_id)
    return made


def _written(case: Any, server: Server, actor: Actor, passing: Passing, names: dict[str, str]) -> Relay:
    try:
        with transaction.atomic():
            made: Relay = Relay.objects.create(
                case=case, server=server, service_code=passing.service_code, service_name=names[passing.service_code],
                words=passing.words, address=passing.address, lat=passing.lat, lng=passing.lng, sent_by=actor.label,
                created_at=clock.now(), next_at=clock.now(),
            )  # fmt: skip
    except IntegrityError:  # two at once
        raise RuleBroken("relay.sent_already") from None
    return made
