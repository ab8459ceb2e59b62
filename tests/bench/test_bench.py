"""The bench measures what it says: its rows are whole, its load generator counts, its ratios divide the right things."""

import json
import socket
import threading
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.urls import clear_url_caches, reverse, set_urlconf

from linli.domains.cases import services
from linli.domains.cases.models import Case, Deadline, Reporter
from linli.engines.ledger import selectors as ledgers
from linli.engines.ledger import services as ledger
from linli.foundation.territory.models import Area
from tools.bench import ledger_steps, load, report, serving, sets


@pytest.fixture
def filled(cast: SimpleNamespace) -> Area:
    county = Area.unscoped.get(pk=cast.county.pk)
    services.load_shipped_categories(cast.chen_centre.actor.system())
    sets.add_cases(county, sets.Size(cases=300, years=1))
    return county


@pytest.mark.django_db
def test_a_set_is_a_year_of_cases_with_clocks_reporters_and_history(filled: Area) -> None:
    assert Case.unscoped.count() == 300
    is_open = Case.unscoped.filter(ended_at=None).count()
    assert 3 < is_open < 40
    assert Reporter.objects.count() == 240
    assert not Deadline.objects.filter(state="running", case__ended_at__isnull=False).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_event WHERE subject_kind = 'cases.case' AND code LIKE 'cases.%%'")
        assert cursor.fetchone() == (1500,)


@pytest.mark.django_db
def test_nothing_of_a_set_is_due_when_it_is_swept(filled: Area) -> None:
    assert services.sweep_once() == 0


@pytest.mark.django_db
def test_pages_show_a_set(filled: Area, cast: SimpleNamespace, client_of) -> None:
    centre = client_of(cast.chen_centre)
    ref = Case.unscoped.filter(ended_at=None).values_list("ref", flat=True)[0]
    assert ref in centre.get(reverse("cases:queue")).content.decode()
    assert centre.get(reverse("cases:detail", args=[ref])).status_code == 200
    assert centre.get(reverse("web:board")).status_code == 200


@pytest.mark.django_db
def test_the_bare_view_inserts_one_equal_row_in_one_statement(
    filled: Area, settings, django_assert_num_queries
) -> None:
    settings.ROOT_URLCONF = "tools.bench.urls"
    clear_url_caches()
    set_urlconf(None)
    client = Client(enforce_csrf_checks=True)
    client.post("/bench/bare/")
    before = Case.unscoped.count()
    with django_assert_num_queries(1):
        assert client.post("/bench/bare/").status_code == 303
    assert Case.unscoped.count() == before + 1


def test_the_product_knows_no_bench_addresses() -> None:
    assert Client().get("/bench/empty/").status_code == 404


@pytest.fixture
def echo():
    """A server that answers 303 to POST and 200 to GET, in two pieces."""
    server = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def talk(wire: socket.socket) -> None:
        with wire:
            while data := wire.recv(65536):
                line = b"HTTP/1.1 303 See Other" if data.startswith(b"POST") else b"HTTP/1.1 200 OK"
                wire.sendall(line + b"\r\nContent-Length: 10\r\n\r\n12345")
                wire.sendall(b"67890")

    def listen() -> None:
        while not stop.is_set():
            try:
                wire, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=talk, args=[wire], daemon=True).start()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    yield server.getsockname()[1]
    stop.set()
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(5)


def test_the_load_generator_counts_answers_and_wrong_statuses(echo: int) -> None:
    good = load.drive(echo, lambda _client, _at: load.get("/"), clients=2, seconds=0.2)
    assert good.requests > 2 and good.failed == 0 and good.p50 <= good.p95
    wrong = load.drive(echo, lambda _client, _at: load.post("/", "a=1"), clients=1, seconds=0.1, most=3)
    assert (wrong.requests, wrong.failed) == (3, 3)


def rate(per_second: float, p95: float) -> dict[str, float]:
    return load.Rate(1, 100, per_second, p95 / 2, p95, 0).as_dict()


def result(p95: float = 20.0) -> dict:
    measures = {
        "empty view": {"route": "GET bench/empty", "clients": {"1": rate(1000, 1)}},
        "bare insert": {"route": "POST bench/bare", "clients": {"1": rate(500, 2)}},
        "intake, field": {"route": "POST cases:field-report", "clients": {"1": rate(100, 10)}},
        "queue, county": {"route": "GET cases:queue", "clients": {"1": rate(50, p95)}},
    }
    return {
        "set": "S", "at": "2026-11-21", "machine": {"load_before": 0.1}, "cases": 10_000, "open": 400,
        "measures": measures, "ratios": report.ratios(measures), "statements": {"GET cases:queue": 12},
        "memory": {"web": 190.0, "worker": None}, "sweep": None,
    }  # fmt: skip


def test_intake_is_divided_by_the_insert_and_pages_by_the_empty_view() -> None:
    assert report.ratios(result()["measures"]) == {
        "empty view": {"1": 1.0},
        "bare insert": {"1": 0.5},
        "intake, field": {"1": 0.2},
        "queue, county": {"1": 0.05},
    }


def test_the_report_has_a_row_per_measure_and_the_growth() -> None:
    text = report.markdown(result(p95=30), result(p95=20))
    assert "| queue, county | 1 | 50 | 0.05 | 15.0 | 30 | 12 |" in text
    assert "queue, county 1.5" in text
    assert "web 190.0 MB" in text and "worker" not in text


def test_statements_are_read_from_the_products_own_log(tmp_path) -> None:
    log = tmp_path / "web.log"
    lines = [{"method": "GET", "route": "cases:queue", "queries": n} for n in (40, 12, 12)]
    log.write_text("noise\n" + "\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert serving.statements(log) == {"GET cases:queue": 12}


def test_doors_stand_beside_the_bare_insert_of_their_run() -> None:
    rate = {"per_second": 100.0, "p50": 1.0, "p95": 2.0}
    found = {
        "bare insert": {"route": "POST bench/bare", "clients": {"1": rate}},
        "intake, hotline": {"route": "POST hotline-api:orders", "clients": {"1": rate | {"per_second": 25.0}}},
    }
    table = report.doors(found, {"POST hotline-api:orders": 26}).splitlines()
    assert table[2] == "| bare insert | 1 | 100.0 | 1.00 | 1.0 | 2.0 | 1 |"
    assert table[3] == "| intake, hotline | 1 | 25.0 | 0.25 | 1.0 | 2.0 | 26 |"


@pytest.mark.django_db
def test_a_journal_of_the_bench_is_one_that_holds(cast: SimpleNamespace) -> None:
    """The database takes its rows with all rules switched on."""
    accounts = [ledger_steps._account(cast.county, number) for number in range(8)]
    entries = list(ledger_steps._entries(cast.county.pk, [one.pk for one in accounts], 40))
    with connection.cursor() as cursor:
        ledger_steps._copy(cursor, "ledger_entry", ledger_steps._ENTRY, (entry for entry, _ in entries))
        ledger_steps._copy(cursor, "ledger_posting", ledger_steps._POSTING, (one for _, two in entries for one in two))
        ledger_steps._settle(cursor)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    ledger_steps._end(cast.county.pk, entries[-1][0])
    found = ledger.verify_county(cast.county.pk)
    assert (found.sound, found.postings, found.chain.entries) == (True, 80, 40)
    assert len(ledgers.statement(accounts[3]).rows) == 8  # one in five
