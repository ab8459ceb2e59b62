"""What is measured: whole requests against the served product, the sweep, and memory."""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.domains.cases import services
from linli.domains.cases.models import Case
from linli.domains.cases.web.draft import Draft
from linli.foundation.access import selectors as access
from linli.foundation.access.models import Account
from linli.foundation.access.models import Session as Device
from linli.foundation.access.services.store import SessionStore
from linli.foundation.methods import selectors as methods
from linli.foundation.people.models import Appointment
from linli.foundation.privacy.roles import as_owner
from linli.foundation.territory.models import Area
from tools.bench.load import Maker, Rate, drive, get, post

TOKEN = "b" * 32  # of the form and of the cookie: a CSRF secret is any 32 letters
TEXT = "楼道里的灯坏了好几天，晚上看不清台阶，请来看一看。"
#: Copies of a field worker's session, so that thank-you messages don't pile up in one.
SESSIONS = 25
WORKERS = 8


@dataclass(frozen=True, slots=True)
class Measure:
    """One kind of request; `route` is how the product's log names it, `adds` whether each adds a case."""

    name: str
    route: str
    maker: Maker
    status: int = 200
    adds: bool = False


@dataclass
class Found:
    """Results of one measure, by number of clients."""

    route: str
    rates: dict[int, Rate] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {"route": self.route, "clients": {str(n): rate.as_dict() for n, rate in self.rates.items()}}


def all_measures(slug: str, drafts: int) -> list[Measure]:
    """Every request that is measured, in the order of the report."""
    county = Area.unscoped.get(slug=slug)
    return [
        Measure("empty view", "GET bench/empty", _getter(["/bench/empty/"], "")),
        Measure(
            "bare insert", "POST bench/bare", lambda _client, _at: post("/bench/bare/", f"text={quote(TEXT)}"), 303
        ),
        Measure("intake, field", "POST cases:field-report", field_intake(county), 303, adds=True),
        Measure("intake, portal", "POST cases:report-check", _portal_intake(county, drafts), 303, adds=True),
        *_pages(slug),
    ]


def _pages(slug: str) -> list[Measure]:
    centre, street = (session_of(persona(slug, post)) for post in ("county-centre", "street-office"))
    worker = session_of(persona(slug, "grid-worker"))
    refs = Case.unscoped.filter(ended_at=None).order_by("due_at").values_list("ref", flat=True)[:2000:40]
    cases = [reverse("cases:detail", args=[ref]) for ref in refs]
    queue, board = reverse("cases:queue"), reverse("web:board")
    return [
        Measure("queue, county", "GET cases:queue", _getter([queue], centre)),
        Measure("queue, street", "GET cases:queue", _getter([queue], street)),
        Measure("case page", "GET cases:detail", _getter(cases, centre)),
        Measure("board, county", "GET web:board", _getter([board], centre)),
        Measure("field home", "GET web:field-home", _getter([reverse("web:field-home")], worker)),
    ]


def persona(slug: str, post: str) -> Account:
    """A persona of the demo by its post."""
    return Account._default_manager.get(username=f"{slug}-{post}")


def session_of(account: Account) -> str:
    """A cookie of somebody signed in, whose rights are in the session already."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(account)
    now, key = timezone.now(), client.session.session_key
    Device.objects.create(account=account, key=key, created_at=now, last_seen_at=now)
    client.get(reverse("cases:follow"))
    client.get(access.home_for(access.actor_for(account)))
    return f"sessionid={client.cookies['sessionid'].value}; csrftoken={TOKEN}"


def _getter(paths: list[str], cookie: str) -> Maker:
    made = [get(path, cookie) for path in paths]
    return lambda client, at: made[(client * 7 + at) % len(made)]


def field_intake(county: Any) -> Maker:
    """A worker notes something in the own grid: one form, one redirect."""
    posts = Appointment.unscoped.filter(county_id=county.pk, kind="grid_worker").order_by("pk")[:WORKERS]
    card = methods.current_rules(county.method_slug).cases.categories.cards[0].code
    workers = [(_copies(_account(post.card_id)), f"area:{post.area_id}") for post in posts]
    number = itertools.count()
    path = reverse("cases:field-report")

    def make(client: int, at: int) -> bytes:
        sessions, place = workers[client % len(workers)]
        key = f"{time.time_ns()}-{next(number)}"
        body = {"card": card, "place": place, "text": TEXT, "idempotency_key": key, "csrfmiddlewaretoken": TOKEN}
        return post(path, urlencode(body), sessions[at % len(sessions)])

    return make


def _account(card_id: int) -> Account:
    found = access.account_of(card_id)
    assert found is not None
    return found


def _copies(account: Account) -> list[str]:
    """Devices on which the account is signed in, as after so many sign-ins."""
    first = session_of(account)
    kept = SessionStore(first.partition(";")[0].partition("=")[2]).load()
    keys, now = _sessions([kept] * SESSIONS), timezone.now()
    Device.objects.bulk_create(Device(account=account, key=key, created_at=now, last_seen_at=now) for key in keys)
    return [f"sessionid={key}; csrftoken={TOKEN}" for key in keys]


def _portal_intake(county: Any, drafts: int) -> Maker:
    """The last step of a resident's report: each draft lies in a session of its own and is sent once."""
    grid = Appointment.unscoped.filter(county_id=county.pk, kind="grid_worker").values_list("area_id", flat=True)[0]
    card = methods.current_rules(county.method_slug).cases.categories.cards[0].code
    draft = asdict(
        Draft(place=f"area:{grid}", text=TEXT, card=card, called="王女士", done=["place", "what", "contact"])
    )
    sessions = iter(_sessions([{f"report:{county.slug}": draft}] * drafts))
    path = reverse("cases:report-check", args=[county.slug])

    def make(client: int, at: int) -> bytes:
        key = next(sessions)
        body = urlencode({"idempotency_key": key, "csrfmiddlewaretoken": TOKEN})
        return post(path, body, f"sessionid={key}; csrftoken={TOKEN}")

    return make


def _sessions(contents: list[dict[str, Any]]) -> list[str]:
    """Rows of sessions with these contents; their keys."""
    store, ends = SessionStore(), timezone.now() + timezone.timedelta(days=1)
    rows = [
        Session(session_key=store._get_new_session_key(), session_data=store.encode(content), expire_date=ends)
        for content in contents
    ]
    Session.objects.bulk_create(rows)
    return [row.session_key for row in rows]


def requests(
    port: int,
    measures: list[Measure],
    *,
    seconds: float,
    rounds: int,
    clients: tuple[int, ...],
    say: Callable[[str], None],
) -> dict[str, Found]:
    """Warm up, then go round: every measure a few seconds in turn, so that a busy moment of the machine meets all alike."""
    for measure in measures:
        _checked(port, measure, 4, min(2.0, seconds))
    taken: dict[tuple[str, int], list[Rate]] = {}
    for turn in range(rounds):
        for measure, number in itertools.product(measures, clients):
            taken.setdefault((measure.name, number), []).append(_checked(port, measure, number, seconds))
        say(f"round {turn + 1} of {rounds}")
    found = {measure.name: Found(measure.route) for measure in measures}
    for (name, number), rates in taken.items():
        found[name].rates[number] = _middle(rates)
    return found


def _checked(port: int, measure: Measure, clients: int, seconds: float) -> Rate:
    """Measure, and make sure that the work was done: right status, and as many cases as were sent."""
    before = Case.unscoped.count() if measure.adds else 0
    rate = drive(port, measure.maker, clients=clients, seconds=seconds, status=measure.status)
    if rate.failed or (measure.adds and Case.unscoped.count() - before != rate.requests):
        raise RuntimeError(f"{measure.name}: not all requests did their work: {rate}")
    return rate


def _middle(rates: list[Rate]) -> Rate:
    """The median of the rounds."""
    return Rate(
        clients=rates[0].clients, requests=sum(rate.requests for rate in rates), failed=0,
        per_second=round(statistics.median(rate.per_second for rate in rates), 1),
        p50=round(statistics.median(rate.p50 for rate in rates), 2),
        p95=round(statistics.median(rate.p95 for rate in rates), 2),
    )  # fmt: skip


#: Every ended case opens again and gets a clock that runs, so that as many are open as the set has cases.
OPENED = (
    "UPDATE cases_deadline SET act_at = now() + interval '2 days', next_step = 1 WHERE state = 'running'",
    """INSERT INTO cases_deadline (case_id, kind, label, tier_no, amount, unit, started_at, due_at, certain, extended,
      state, next_step, act_at)
    SELECT id, 'resolve', '', 0, 2, 'working_days', now(), now() + interval '2 days', true, 0, 'running', 1,
      now() + interval '2 days' FROM cases_case WHERE ended_at IS NOT NULL""",
    """UPDATE cases_case SET state = 'handling', ended_at = NULL, due_at = now() + interval '2 days'
    WHERE ended_at IS NOT NULL""",
)
DUE = """UPDATE cases_deadline SET act_at = now() - interval '1 minute', due_at = now() - interval '1 minute'
    WHERE state = 'running' AND id %% %s = 0"""


def sweep(most_seconds: float, say: Callable[[str], None]) -> dict[str, float]:
    """Seconds of one look with nothing due, and steps per second when one clock in a hundred is due."""
    say("opening every case for the sweep")
    with connection.cursor() as cursor:
        for statement in OPENED:
            cursor.execute(statement)
        cursor.execute("SELECT count(*) FROM cases_deadline WHERE state = 'running'")
        running = cursor.fetchone()[0]
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ANALYZE cases_case, cases_deadline")
    idle = statistics.median(_timed(services.sweep_once)[0] for _ in range(5))
    with connection.cursor() as cursor:
        cursor.execute(DUE, [100])
        due = cursor.rowcount
    steps, began = 0, time.perf_counter()
    while (spent := time.perf_counter() - began) < most_seconds:
        taken = services.sweep_once()
        steps += taken
        if not taken:
            break
    return {
        "open": Case.unscoped.filter(ended_at=None).count(), "running": running, "idle_seconds": round(idle, 5),
        "due": due, "steps": steps, "seconds": round(spent, 2), "steps_per_second": round(steps / spent, 1),
    }  # fmt: skip


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result
