"""Reporters who are told, and gateways that do what tests want."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from types import ModuleType
from typing import Any

from linli.domains.cases import services as cases
from linli.domains.cases.models import Case
from linli.domains.cases.tests.making import open_case
from linli.domains.notices import services
from linli.domains.notices.gateways import Handed, NotSent, Parcel
from linli.domains.notices.models import Message, Recipient, Refusal
from linli.foundation.audit import services as audit
from linli.foundation.privacy import rls
from linli.kernel.clock import ZONE

PHONE = "13800000001"
MASKED = "138****0001"
MAIL = "cong@example.cn"

#: A Tuesday without holidays, by day and by night.
DAY = datetime(2026, 11, 17, 10, 0, tzinfo=ZONE)
NIGHT = datetime(2026, 11, 17, 23, 0, tzinfo=ZONE)
MORNING = datetime(2026, 11, 18, 8, 0, tzinfo=ZONE)

GATEWAY = "linli_tests_gateway"


class Gateway(ModuleType):
    """Does what `answers` say, one by one: an exception is raised, a `Handed` is returned; then it takes everything."""

    def __init__(self) -> None:
        super().__init__(GATEWAY)
        self.STAYS_HERE = True  # no thread: tests hold the transaction
        self.got: list[Parcel] = []
        self.answers: list[Handed | Exception] = []

    def send(self, parcel: Parcel) -> Handed:
        self.got.append(parcel)
        answer = self.answers.pop(0) if self.answers else Handed(handle="g1")
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.got]


@contextmanager
def gateway(settings: Any) -> Iterator[Gateway]:
    """A gateway for texts; mail is switched off."""
    found = Gateway()
    sys.modules[GATEWAY] = found
    settings.LINLI_SMS, settings.LINLI_MAIL = GATEWAY, ""
    try:
        yield found
    finally:
        del sys.modules[GATEWAY]


def failing(times: int) -> list[Handed | Exception]:
    """So many times nobody answers."""
    return [NotSent("TimeoutError: timed out") for _ in range(times)]


def reported(cast: Any, **facts: Any) -> Case:
    """A report with a phone, of which nobody was told yet."""
    return open_case(cast, **({"contact_phone": PHONE} | facts))


def told_received(cast: Any, **facts: Any) -> Case:
    """A report whose reporter's message is made."""
    case = reported(cast, **facts)
    cases.tell_received()
    return case


def accepted(cast: Any, case: Case) -> Case:
    """Taken up; the line is delivered."""
    cases.accept_case(cast.li_grid_worker.actor, case=case)
    deliver()
    return case


def deliver() -> None:
    """The worker hands lines to their followers."""
    while audit.deliver_next():
        pass


def sent() -> int:
    """One round of the worker that sends."""
    return services.send_due()


def all_of(model: Any, **facts: Any) -> list[Any]:
    with rls.everywhere():
        return list(model.unscoped.filter(**facts).order_by("pk"))


def messages(**facts: Any) -> list[Message]:
    """Text messages and mails, oldest first."""
    return [one for one in all_of(Message, **facts) if one.channel != "site"]


def states() -> list[str]:
    return [one.state for one in messages()]


def recipient() -> Recipient:
    return all_of(Recipient)[0]  # type: ignore[no-any-return]


def refusals() -> list[Refusal]:
    return all_of(Refusal)


def change(message: Message, **facts: Any) -> None:
    with rls.everywhere():
        Message.unscoped.filter(pk=message.pk).update(**facts)
