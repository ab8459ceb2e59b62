"""Webhooks for tests, and another system on loopback that writes down what it gets."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from typing import Any

from django.db import transaction

from linli.foundation.audit import services as audit
from linli.foundation.audit.models import Event
from linli.foundation.partners.tests.making import partner
from linli.foundation.territory import events as territory
from linli.foundation.webhooks import registry, services
from linli.foundation.webhooks.models import Delivery, Hook
from linli.foundation.webhooks.services import Made
from linli.foundation.webhooks.states import State
from linli.kernel import clock
from linli.kernel.actor import Actor

#: What tests call isn't public.
LOOPBACK = ip_network("127.0.0.0/8")

#: News of the tests' own: an area that was renamed.
STREAM = "webhooks.tests"
LINE = territory.FactsChanged

#: Lines about these things are told no more.
silent: set[int] = set()


def _says(lines: Sequence[Event], _owner: Any) -> dict[int, dict[str, Any]]:
    return {line.pk: {"about": line.subject_id, "line": line.pk} for line in lines if line.subject_id not in silent}


if registry.stream(STREAM) is None:
    services.offer(
        registry.Stream(STREAM, "Tests", frozenset({LINE.code}), lambda line, owner: line.subject_id > 0, _says)  # type: ignore[attr-defined]
    )


def hook(cast: Any, url: str, **facts: Any) -> Made:
    """A webhook of the usual partner, made by the county's administrator."""
    return services.add_hook(cast.admin.actor, partner=facts.get("of") or partner(cast), stream=STREAM, url=url)


def happened(about: Any, county: Any = None) -> Event:
    """Something happened to an area, and the worker delivered it."""
    with transaction.atomic():
        line = audit.record(Actor.system(), sample(), subject=about, county_id=(county or about.county).pk)
    while audit.deliver_next():
        pass
    return line


def sample() -> Any:
    """An event of the kind that is followed."""
    return LINE("x")


def states() -> list[str]:
    return [one.state for one in Delivery.objects.order_by("line")]


@dataclass
class Other:
    """The other side: `got` holds (headers, body) in the order of their coming; `answers` are taken one by one, then 200."""

    url: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    hang_seconds: float = 0
    drip: bool = False

    @property
    def ids(self) -> list[str]:
        return [json.loads(body)["id"] for _, body in self.got]

    @property
    def lines(self) -> list[int]:
        return [json.loads(body)["data"]["line"] for _, body in self.got]


@contextmanager
def other_side() -> Iterator[Other]:
    """A web server on loopback."""
    other = Other()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            other.got.append((dict(self.headers), body))
            time.sleep(other.hang_seconds)
            status = other.answers.pop(0) if other.answers else 200
            if other.drip:
                self._drip()
                return
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", other.url)
            self.end_headers()

        def _drip(self) -> None:
            for letter in "HTTP/1.0 200 OK\r\nX: " + "x" * 600:
                try:
                    self.wfile.write(letter.encode())
                    self.wfile.flush()
                except OSError:
                    return
                time.sleep(0.05)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    other.url = f"http://127.0.0.1:{server.server_address[1]}/in?for=linli"
    try:
        yield other
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def given_up(made: Hook) -> Delivery:
    """The newest delivery of a webhook, which nobody took for days."""
    Delivery.objects.filter(hook=made).update(state=State.DEAD, ended_at=clock.now())
    return Delivery.objects.filter(hook=made).latest("pk")
