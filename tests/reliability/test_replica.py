"""The served product with a second server behind it: real processes; the second one is killed, comes back, and is promoted."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from linli.config import embedded
from linli.config.embedded import Cluster
from tests.kit.standby import Standby, standby_of
from tests.reliability.house import furnished
from tests.reliability.test_outage import Served

pytestmark = pytest.mark.slow

#: A page that may come from the second server, for which nobody needs to sign in.
LIST = "/methods/"


@pytest.fixture
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Standby]]:
    """Production settings, so that each request leaves its line in the log."""
    served = Served(furnished(tmp_path_factory, "pair"))
    data = served.var / "pg"
    first = Cluster(data, embedded._socket_dir(data))
    served.python("-m", "linli.config.embedded", "start")
    with standby_of(first, "second") as second:
        served.env |= {
            "LINLI_MODE": "production", "SECRET_KEY": "c" * 40, "LINLI_HOSTS": "127.0.0.1", "LINLI_HTTPS": "false",
            "DATABASE_URL": first.url(), "LINLI_REPLICA_URL": second.cluster.url(),
        }  # fmt: skip
        try:
            served.start()
            yield served, second
        finally:
            served.stop()


def stands(served: Served, state: str) -> bool:
    """Whether the web process says so of the second server."""
    status, text = served.get("/healthz")
    return status == 200 and json.loads(text)["replica"] == state


def came_from(served: Served) -> list[bool]:
    """Of each time the page was drawn: whether from the second server."""
    lines = [json.loads(line) for line in (served.var / "web.log").read_text().splitlines() if line.startswith("{")]
    return [line["replica"] for line in lines if line.get("route") == "methods:compare"]


def page_comes_from_there(served: Served) -> bool:
    assert served.get(LIST)[0] == 200
    return came_from(served)[-1]


def test_the_second_server_serves_is_killed_comes_back_and_is_promoted(pair: tuple[Served, Standby]) -> None:
    served, second = pair
    served.until(lambda: stands(served, "follows"))
    served.until(lambda: page_comes_from_there(served))
    second.kill()
    assert not page_comes_from_there(served)  # the page itself, not a 503
    served.until(lambda: stands(served, "gone"))
    assert not page_comes_from_there(served)
    second.start()
    served.until(lambda: stands(served, "follows"))
    served.until(lambda: page_comes_from_there(served))
    second.promote()
    assert not page_comes_from_there(served)
    served.until(lambda: stands(served, "promoted"))
    assert not page_comes_from_there(served)
    assert '"replica": "gone"' in (log := (served.var / "web.log").read_text())
    assert '"replica": "promoted"' in log
