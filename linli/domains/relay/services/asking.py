"""What the worker does with other platforms: reads what they take, sends what waits, asks after what they have.

Every call is made outside of any transaction, after its row was put off by `LEASE`: whoever is killed meanwhile leaves it to the next
one. A request that may have arrived without our knowing is sent again under the same `Idempotency-Key`, which platforms such as
Linli keep to; others are told our number in the words, so that people there see the double.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

from django.db import transaction
from django.utils.translation import gettext

from linli.domains.cases import services as cases
from linli.domains.relay import events, rules
from linli.domains.relay.models import Relay, Server
from linli.domains.relay.states import KEY, UNDER_WAY, State
from linli.foundation.audit import services as audit
from linli.foundation.territory import selectors as territory
from linli.foundation.webhooks.rules import GIVE_UP, wait_after
from linli.foundation.webhooks.services import wire
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.words import N_

LEASE = timedelta(minutes=2)
#: So much of an answer is read: a platform's list of services is the longest.
MOST = 1_048_576
CLOSED_THERE = N_("{to} closed {ref} {title} on its side. Please see whether it is solved.")

_READ = {"Accept": "application/json", "User-Agent": "Linli"}
_FORM = _READ | {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}


def work(most: int = 20) -> int:
    """Up to `most` calls that are due; returns how many were made."""
    made = 0
    while made < most and (_read_services() or _next_relay()):
        made += 1
    return made


def _read_services() -> bool:
    """What one platform takes, read anew; False when none is due."""
    server = _lease(Server.unscoped.filter(stopped_at=None, partner__active=True))
    if server is None:
        return False
    answer = _get(server, "services.json")
    found = rules.services_of(answer.said) if answer.status == 200 else []
    if found:
        server.services, server.read_at, server.error, server.failures = found, clock.now(), "", 0
        server.next_at = clock.now() + rules.READ_EVERY
    else:
        server.failures += 1
        server.error = (answer.error or f"HTTP {answer.status}: no services")[:200]
        server.next_at = clock.now() + wait_after(server.failures)
    server.save(update_fields=["services", "read_at", "error", "failures", "next_at"])
    return True


def _next_relay() -> bool:
    """One case sent or asked after; False when none is due."""
    under_way = Relay.objects.filter(state__in=UNDER_WAY, server__stopped_at=None, server__partner__active=True)
    relay = _lease(under_way.select_related("server__partner", "case__area", "case__county"))
    if relay is None:
        return False
    if relay.state == State.WAITING:
        _send(relay)
    elif not relay.number:
        _ask_number(relay)
    else:
        _ask_status(relay)
    return True


@transaction.atomic
def _lease(rows: Any) -> Any | None:
    """The row that is due longest, put off so that no other worker takes it."""
    due = (
        rows.filter(next_at__lte=clock.now())
        .order_by("next_at", "pk")
        .select_for_update(of=("self",), skip_locked=True)
    )
    found = due.first()
    if found is not None:
        found.next_at = clock.now() + LEASE
        found.save(update_fields=["next_at"])
    return found


def _send(relay: Relay) -> None:
    fields = {
        "service_code": relay.service_code, "description": _words(relay), "address_string": relay.address,
        "lat": relay.lat, "long": relay.lng,
    }  # fmt: skip
    given = {name: value for name, value in fields.items() if value not in (None, "")}
    server = relay.server
    body = urlencode(_always(server, key=True) | given).encode()
    headers = _FORM | {"Idempotency-Key": f"linli-{relay.pk}"}
    answer = wire.call("POST", f"{server.url}/requests.json", body, headers, most=MOST)
    said = answer.said
    created = rules.created_of(said) if answer.status in (200, 201) else None
    if created is not None:
        _taken(relay, created)
    elif answer.status and rules.is_final(answer.status):
        _refused(relay, rules.refusal_of(said, answer.status))
    else:
        _put_off(relay, answer)


def _words(relay: Relay) -> str:
    ours = gettext("Our number: {ref}").format(ref=relay.case.ref)
    return f"{relay.words}\n{ours}"


@transaction.atomic
def _taken(relay: Relay, created: rules.Created) -> None:
    relay.state, relay.number, relay.token = State.SENT, created.number, created.token
    relay.taken_at = relay.taken_at or clock.now()
    relay.attempts, relay.error, relay.next_at = 0, "", clock.now() + _wait(relay)
    relay.words = relay.address = ""  # they have it
    relay.lat = relay.lng = None
    relay.save()
    if created.number:
        _record(relay, events.Taken(relay.server.partner.name, created.number))


@transaction.atomic
def _refused(relay: Relay, why: str) -> None:
    relay.state, relay.error, relay.ended_at = State.FAILED, why[:200], clock.now()
    relay.words = relay.address = ""
    relay.lat = relay.lng = None
    relay.save()
    _record(relay, events.Refused(relay.server.partner.name, why))


def _put_off(relay: Relay, answer: wire.Answer) -> None:
    """Nobody answered, or nobody there could: later again, and given up after the time that webhooks are given."""
    relay.attempts += 1
    relay.error = (answer.error or f"HTTP {answer.status}")[:200]
    if relay.state == State.WAITING and clock.now() - relay.created_at >= GIVE_UP:
        _refused(relay, relay.error)
        return
    relay.next_at = clock.now() + wait_after(relay.attempts)
    relay.save(update_fields=["attempts", "error", "next_at"])


def _ask_number(relay: Relay) -> None:
    """What a token stands for by now."""
    answer = _get(relay.server, f"tokens/{quote(relay.token, safe='')}.json")
    created = rules.created_of(answer.said) if answer.status == 200 else None
    if created is not None and created.number:
        _taken(relay, rules.Created(created.number, relay.token))
    elif answer.status == 200:
        _later(relay)
    else:
        _put_off(relay, answer)


def _ask_status(relay: Relay) -> None:
    answer = _get(relay.server, f"requests/{quote(relay.number, safe='')}.json")
    report = rules.report_of(answer.said, relay.number) if answer.status == 200 else None
    if report is None:
        _put_off(relay, answer)
    elif report.status == "closed":
        _closed(relay, report)
    else:
        _said(relay, report)


@transaction.atomic
def _said(relay: Relay, report: rules.Report) -> None:
    changed = (report.status, report.notes) != (relay.status, relay.notes)
    first = not relay.status
    relay.status, relay.notes = report.status, report.notes
    _later(relay)
    if changed and (report.notes or not first):
        _record(relay, events.Said(relay.server.partner.name, report.status, report.notes))


@transaction.atomic
def _closed(relay: Relay, report: rules.Report) -> None:
    """They are done. The case stays open: its handler is told, and whether it is solved is said here."""
    relay.status, relay.notes, relay.state, relay.ended_at = report.status, report.notes, State.CLOSED, clock.now()
    relay.save()
    name = relay.server.partner.name
    _record(relay, events.Closed(name, report.notes))
    cases.tell_handler(relay.case, CLOSED_THERE, key=f"relay:{relay.pk}", to=name)


def _later(relay: Relay) -> None:
    relay.attempts, relay.error = 0, ""
    relay.next_at = clock.now() + _wait(relay)
    relay.save()


def _wait(relay: Relay) -> timedelta:
    """By the method of the case's county, as it is in force now."""
    method = territory.rules_of(relay.case.county)
    asking = method.relay.asking if "relay" in method.sections else None
    return rules.ask_again_after(clock.now() - (relay.taken_at or relay.created_at), asking)


def _get(server: Server, path: str) -> wire.Answer:
    asked = urlencode(_always(server, key=False))
    return wire.call("GET", f"{server.url}/{path}{'?' if asked else ''}{asked}", b"", _READ, most=MOST)


def _always(server: Server, *, key: bool) -> dict[str, Any]:
    """What every request carries; the key only where something is sent, so that it stands in no address."""
    given = {"jurisdiction_id": server.jurisdiction}
    if key:
        given["api_key"] = crypto.unseal(bytes(server.key_sealed), purpose=KEY)
    return {name: value for name, value in given.items() if value}


def _record(relay: Relay, happened: Any) -> None:
    audit.record(Actor.system(), happened, subject=relay.case, county_id=relay.case.county_id)
