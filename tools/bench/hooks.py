"""`./run bench --webhooks PER_SECOND`: how long after it happened another system has it, with the real worker.

Steps of published cases are written as history at an even pace; a server on loopback notes when each comes in.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from linli.config import supervise
from tools.bench import serving

SECONDS = 30
CASES = 200
#: So long what is still on its way is waited for.
PATIENCE = 60


@dataclass
class Arrivals:
    """When each line came in first (monotonic), and how many came twice."""

    at: dict[int, float] = field(default_factory=dict)
    again: int = 0

    def note(self, body: bytes) -> None:
        """One delivery."""
        line = int(json.loads(body)["id"].rpartition("-")[2])
        self.again += line in self.at
        self.at.setdefault(line, time.monotonic())


def listen(arrivals: Arrivals) -> ThreadingHTTPServer:
    """The other side, on a free port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            arrivals.note(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def hooked(url: str) -> list[Any]:
    """A partner's webhook in the set's county; returns published cases."""
    from linli.demo import plan
    from linli.domains.cases import selectors as cases
    from linli.foundation.partners import services as partners
    from linli.foundation.territory import selectors as territory
    from linli.foundation.webhooks import services as webhooks
    from linli.kernel.actor import Actor

    county, rules = territory.county_with_rules(plan.slugs()[0])
    owner = partners.add_partner(Actor.system(), county=county, name="bench")
    webhooks.add_hook(Actor.system(), partner=owner, stream="open311.requests", url=url)
    found = cases.published(county, rules, cases.Wanted(), most=CASES)
    return [cases.case_by_ref(one.ref) for one in found]


def happening(rows: list[Any], rate: int) -> dict[int, float]:
    """Something happens `rate` times a second; when each line was committed (monotonic)."""
    from django.db import transaction

    from linli.domains.cases.events import CaseOpened
    from linli.foundation.audit import services as audit
    from linli.kernel.actor import Actor

    sent: dict[int, float] = {}
    began = time.monotonic()
    for number in range(rate * SECONDS):
        time.sleep(max(0.0, began + number / rate - time.monotonic()))
        case = rows[number % len(rows)]
        with transaction.atomic():
            line = audit.record(Actor.system(), CaseOpened(source="bench"), subject=case, county_id=case.county_id)
        sent[line.pk] = time.monotonic()
    return sent


def report(sent: dict[int, float], arrivals: Arrivals, rate: int) -> str:
    """One line of figures."""
    lags = sorted(arrivals.at[line] - at for line, at in sent.items() if line in arrivals.at)
    if not lags:
        return "nothing came in"
    p50, p95 = lags[len(lags) // 2], lags[int(len(lags) * 0.95)]
    took = max(sent.values()) - min(sent.values())
    return (
        f"{len(sent)} events at {len(sent) / took:.0f}/s (asked for: {rate}/s): {len(lags)} came in, {arrivals.again} twice; "
        f"lag p50 {p50:.2f} s, p95 {p95:.2f} s, longest {lags[-1]:.2f} s"
    )


def main(rate: int) -> int:
    """Measure the copy that DATABASE_URL names; Django is set up."""
    from linli.config.env import env

    logging.getLogger("linli").setLevel(logging.ERROR)
    arrivals = Arrivals()
    server = listen(arrivals)
    rows = hooked(f"http://127.0.0.1:{server.server_address[1]}/")
    worker = serving.Served(supervise.worker().command, dict(os.environ), Path(env.var()) / "worker.log")
    try:
        time.sleep(8)  # it comes up, and works off what is due at once
        sent = happening(rows, rate)
        until = time.monotonic() + timedelta(seconds=PATIENCE).total_seconds()
        while time.monotonic() < until and not sent.keys() <= arrivals.at.keys():
            time.sleep(0.2)
    finally:
        worker.stop()
        server.shutdown()
    print(report(sent, arrivals, rate))
    return 0


if __name__ == "__main__":
    import django

    django.setup()
    raise SystemExit(main(int(sys.argv[1])))
