"""The real worker leaves no trail of jobs: some run each second, for years."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator

import pytest

from linli.config import supervise
from linli.config.env import ROOT
from tests.reliability.house import House, furnished

pytestmark = pytest.mark.slow

FAILED = """INSERT INTO procrastinate_jobs (queue_name, task_name, status, scheduled_at, attempts)
    VALUES ('default', 'x.y', 'failed', now() - interval '{age}', 1) RETURNING id"""
EVENT = "INSERT INTO procrastinate_events (job_id, type, at) VALUES ({job}, 'failed', now() - interval '{age}') RETURNING id"


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(furnished(tmp_path_factory, "worker"))
    yield made
    made.run("-m", "linli.config.embedded", "stop")


def test_jobs_that_went_well_are_gone_and_failed_ones_after_a_month(house: House) -> None:
    jobs = {age: house.number(FAILED.format(age=age)) for age in ("20 days", "40 days")}
    for age, job in jobs.items():
        house.number(EVENT.format(job=job, age=age))
    house.run("manage.py", "shell", "-c", "from linli.foundation.audit import tasks; tasks.forget_jobs()")
    worker = subprocess.Popen(supervise.worker().command, cwd=ROOT, env=house.env, stderr=subprocess.DEVNULL)
    try:
        done = "SELECT count(*) FROM procrastinate_periodic_defers"
        until = time.monotonic() + 60
        while house.number(done) < 3 and time.monotonic() < until:
            time.sleep(0.5)
        time.sleep(3)
    finally:
        worker.terminate()
        worker.wait(30)
    assert house.number(done) >= 3
    assert house.number("SELECT count(*) FROM procrastinate_jobs WHERE status = 'succeeded'") == 0
    assert house.number("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'") == 1
    assert house.number("SELECT min(id) FROM procrastinate_jobs WHERE status = 'failed'") == jobs["20 days"]
