"""One line per request: who by id, what right, how long; never a path, for it may hold a secret link."""

import json
import logging

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from linli.config.logs import JobEnds, JsonFormatter
from linli.config.middleware import ContentSecurityPolicy, RequestLog


def record(message="hi", level=logging.INFO, **extra):
    made = logging.LogRecord("linli.x", level, __file__, 1, message, None, None)
    made.__dict__.update(extra)
    return made


def test_a_record_is_one_line_of_json():
    line = JsonFormatter().format(record("two\nlines", fields={"ms": 1.5, "who": "网格员"}))
    assert "\n" not in line
    assert json.loads(line)["message"] == "two\nlines"
    assert json.loads(line)["who"] == "网格员"


@pytest.fixture
def lines():
    """What the request log writes, taken at its own logger: other tests may hold the root's handlers."""
    found, logger = [], logging.getLogger("linli.request")
    handler = logging.Handler()
    handler.emit = found.append
    level = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    yield found
    logger.removeHandler(handler)
    logger.setLevel(level)


@pytest.mark.django_db
def test_a_request_is_logged_without_its_path(lines):
    def view(_request):
        with connection.cursor() as cursor:
            cursor.execute("select 1")
        return HttpResponse("ok")

    RequestLog(view)(RequestFactory().get("/follow/very-secret/"))
    (line,) = lines
    assert line.fields["queries"] == 1
    assert line.fields["status"] == 200
    assert line.fields["ms"] >= 0
    assert "very-secret" not in JsonFormatter().format(line)


def test_a_failure_is_logged_as_an_error(lines):
    RequestLog(lambda _request: HttpResponse(status=500))(RequestFactory().get("/"))
    assert [line.levelno for line in lines] == [logging.ERROR]


def test_nothing_inline_is_allowed():
    response = ContentSecurityPolicy(lambda _request: HttpResponse())(RequestFactory().get("/"))
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_job_is_logged_once():
    keep = JobEnds().filter
    assert keep(record(action="job_success"))
    assert not keep(record(action="start_job"))
    assert keep(record(level=logging.ERROR))
