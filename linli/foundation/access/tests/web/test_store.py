"""The session with its account in one statement: cheaper than Django's two, and never weaker."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session as Stored
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.foundation.access.models import Account, Session
from linli.foundation.access.services.store import SessionStore
from tests.kit.people import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(cast: Any) -> Client:
    """Signed in as people do it, and once round: rights and preferences are in the session."""
    client = Client()
    client.post("/sign-in/", {"username": "li-grid-worker", "password": PASSWORD})
    client.get(page())
    return client


def page() -> str:
    return reverse("access:password")


def account(cast: Any) -> Any:
    return Account.unscoped.filter(pk=cast.li_grid_worker.account_id)


def is_in(client: Client) -> bool:
    return client.get(page()).status_code == 200


def test_session_and_account_come_in_one_statement(worker: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert is_in(worker)
    about = [line["sql"] for line in asked if "django_session" in line["sql"] or '"access_account"' in line["sql"]]
    assert len(about) == 1


def test_a_closed_account_is_out_at_once(worker: Client, cast: Any) -> None:
    assert is_in(worker)
    account(cast).update(is_active=False)
    assert not is_in(worker)


def test_another_password_is_out_at_once(worker: Client, cast: Any) -> None:
    row = account(cast).get()
    row.set_password("quite another one 7")
    row.save(update_fields=["password"])
    assert not is_in(worker)


def test_a_deleted_session_is_out_at_once(worker: Client) -> None:
    Stored.objects.all().delete()
    assert not is_in(worker)


def test_an_ended_session_is_out(worker: Client) -> None:
    Stored.objects.update(expire_date="2020-01-01T00:00Z")
    assert not is_in(worker)


def test_a_session_without_a_device_is_judged_by_django(worker: Client, cast: Any) -> None:
    Session.objects.all().delete()
    assert is_in(worker)
    account(cast).update(is_active=False)
    assert not is_in(worker)


def test_a_device_of_somebody_else_lends_nobody_their_account(worker: Client, cast: Any) -> None:
    Session.objects.update(account_id=cast.chen_centre.account_id)
    store = SessionStore(worker.session.session_key)
    assert store[SESSION_KEY] == str(cast.li_grid_worker.account_id)
    assert store.signed_in() is None
    assert worker.get(page()).wsgi_request.user.pk == cast.li_grid_worker.account_id


def test_a_visitor_has_no_account() -> None:
    assert SessionStore("unknown" * 4).signed_in() is None


def test_what_was_written_is_not_written_again_unless_it_changed(django_assert_num_queries: Any) -> None:
    store = SessionStore()
    store["a"] = 1
    store.create()
    again = SessionStore(store.session_key)
    again["b"] = 2
    with django_assert_num_queries(2):
        again.save()
        again.save()
        again["b"] = 3
        again.save()
    assert dict(SessionStore(store.session_key).items()) == {"a": 1, "b": 3}


def test_a_session_that_was_deleted_meanwhile_is_not_made_again() -> None:
    store = SessionStore()
    store.create()
    again = SessionStore(store.session_key)
    again["b"] = 2
    store.delete()
    with pytest.raises(UpdateError):
        again.save()
    assert not Stored.objects.exists()
