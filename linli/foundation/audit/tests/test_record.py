"""History and outbox: written with the change or not at all; handled once, even when a handler fails first."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction

from linli.foundation.audit import selectors, services
from linli.foundation.audit.models import Event, Outbox, SentForm
from linli.kernel import clock, events
from linli.kernel.actor import Actor
from linli.kernel.events import Audience, event

pytestmark = pytest.mark.django_db
LI = Actor(account_id=7, label="Li")


@dataclass(frozen=True)
class Planted:
    tree: str
    by: str


@pytest.fixture(autouse=True)
def _planted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_types", dict(events.event_types()))
    monkeypatch.setattr(services, "_handlers", defaultdict(list))
    event("audit.planted", text="{by} planted a {tree}", audience=Audience.INTERNAL, redact=("by",))(Planted)


@pytest.fixture
def subject() -> Outbox:
    """Any row with a number for a key will do; a fresh outbox row is as good as another."""
    return Outbox(pk=5)


def test_a_line_reads_as_its_class_says(subject: Outbox) -> None:
    services.record(LI, Planted("ginkgo", "Li"), subject=subject, county_id=3)
    (line,) = selectors.timeline(subject)
    assert (line.who, line.text, line.audience) == ("Li", "Li planted a ginkgo", "internal")


def test_an_audience_sees_its_own_lines_only(subject: Outbox) -> None:
    services.record(LI, Planted("ginkgo", "Li"), subject=subject)
    assert selectors.timeline(subject, [Audience.PUBLIC]) == []


def test_history_without_a_transaction_is_refused(subject: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction.get_connection(), "in_atomic_block", False)
    with pytest.raises(RuntimeError, match="transaction"):
        services.record(LI, Planted("ginkgo", "Li"), subject=subject)


def test_a_change_that_fails_leaves_neither_history_nor_outbox(subject: Outbox) -> None:
    services.on(Planted, lambda event: None)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        services.record(LI, Planted("ginkgo", "Li"), subject=subject)
        raise ZeroDivisionError
    assert not Event.objects.exists()
    assert not Outbox.objects.exists()


def test_no_row_waits_where_nobody_listens(subject: Outbox) -> None:
    services.record(LI, Planted("ginkgo", "Li"), subject=subject)
    assert services.deliver_next() is False


def test_no_row_waits_where_nobody_follows_this_county(subject: Outbox) -> None:
    heard: list[int] = []
    services.on(Planted, lambda event: heard.append(event.county_id), where=lambda county: county == 3)
    for county in (3, 4, None):
        services.record(LI, Planted("ginkgo", "Li"), subject=subject, county_id=county)
    assert Outbox.objects.count() == 1
    assert services.deliver_next() is True
    assert heard == [3]


def test_a_failed_handler_is_tried_again_and_undoes_what_it_did(subject: Outbox) -> None:
    seen: list[int] = []

    def fails_once(event: Event) -> None:
        SentForm.objects.create(key=f"seen {event.pk}", created_at=clock.now())
        seen.append(event.pk)
        if len(seen) == 1:
            raise ConnectionError("the neighbour is out")

    services.on(Planted, fails_once)
    services.record(LI, Planted("ginkgo", "Li"), subject=subject)
    assert services.deliver_next() is True
    assert not SentForm.objects.exists()
    assert Outbox.objects.get().last_error == "ConnectionError: the neighbour is out"
    assert services.deliver_next() is False, "it is put off, not hammered"
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        assert services.deliver_next() is True
    assert SentForm.objects.count() == 1
    assert not Outbox.objects.exists()


def test_the_oldest_waiting_event_has_an_age(subject: Outbox) -> None:
    assert selectors.oldest_outbox_seconds() == 0
    services.on(Planted, lambda event: None)
    with clock.frozen(clock.now() - timedelta(seconds=90)):
        services.record(LI, Planted("ginkgo", "Li"), subject=subject)
    assert 90 <= selectors.oldest_outbox_seconds() < 120


def test_redaction_blanks_the_named_words_once(subject: Outbox) -> None:
    services.record(LI, Planted("ginkgo", "Li"), subject=subject)
    assert services.redact(subject) == 1
    assert services.redact(subject) == 0
    assert selectors.timeline(subject)[0].text == " planted a ginkgo"
