"""Other platforms for tests: a small Open311 server on loopback that answers as it is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from linli.domains.relay import services
from linli.domains.relay.models import Relay, Server
from linli.domains.relay.services import Passing
from linli.foundation.partners.tests.making import partner

LIST = [{"service_code": "001", "service_name": "井盖"}, {"service_code": "002", "service_name": "路灯"}]
PASSING = Passing("001", "南门外井盖裂了", "柳园社区 1号楼", 36.8, 116.75)


@dataclass
class City:
    """The other platform. `answers` maps the end of a path to (status, body); `posted` are forms with their headers, `asked` paths."""

    url: str = ""
    answers: dict[str, tuple[int, Any]] = field(default_factory=dict)
    posted: list[tuple[dict[str, str], dict[str, list[str]]]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    hang_seconds: float = 0

    def says(self, path: str, body: Any, status: int = 200) -> None:
        self.answers[path] = (status, body)


@contextmanager
def city() -> Iterator[City]:
    """A server that lists two services and gives every request the number 71."""
    there = City()
    there.says("services.json", LIST)
    there.says("requests.json", [{"service_request_id": "71", "service_notice": "收到"}], 201)
    there.says("requests/71.json", [{"service_request_id": "71", "status": "open", "status_notes": ""}])

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            there.asked.append(self.path)
            self._answer()

        def do_POST(self) -> None:
            said = self.rfile.read(int(self.headers["Content-Length"])).decode()
            there.posted.append((dict(self.headers), parse_qs(said)))
            self._answer()

        def _answer(self) -> None:
            time.sleep(there.hang_seconds)
            path = urlsplit(self.path).path.removeprefix("/v2/")
            status, body = there.answers.get(path, (404, [{"code": 404, "description": "没有"}]))
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    there.url = f"http://127.0.0.1:{server.server_address[1]}/v2"
    try:
        yield there
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def platform(cast: Any, url: str, **facts: Any) -> Server:
    """A platform that the county's administrator wrote down; the worker has read what it takes."""
    of = facts.pop("of", None) or partner(cast, "市民随手拍")
    made = services.add_server(cast.admin.actor, partner=of, url=url, key="key-of-ours", **facts)
    services.work()
    return Server.unscoped.get(pk=made.pk)


def listed(cast: Any) -> Server:
    """A platform that nobody calls, with a list of what it takes."""
    made = services.add_server(
        cast.admin.actor, partner=partner(cast, "市民随手拍"), url="https://example.org/open311/v2"
    )
    Server.unscoped.filter(pk=made.pk).update(services=[["001", "井盖"]])
    made.refresh_from_db()
    return made


def passed(cast: Any, case: Any, server: Server, passing: Passing = PASSING) -> Relay:
    """A case that the community's office passed on, not sent yet."""
    return services.pass_on(cast.wang_community.actor, case=case, server=server, passing=passing)
