"""Two browsers at once: one entry, one code used, no free guess."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from linli.domains.selfservice import services
from linli.domains.selfservice.models import PhoneCode
from linli.domains.selfservice.tests.making import DIGITS, PHONE, WRONG, again, all_of, begun, people
from linli.kernel import clock
from linli.kernel.errors import RuleBroken


def together(*works: Any) -> list[Any]:
    """All works in threads of their own, each with its own connection."""

    def run(work: Any) -> Any:
        try:
            return work()
        except RuleBroken as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.mark.django_db(transaction=True)
def test_two_sign_ups_of_one_person_make_one_entry(cast: Any) -> None:
    with clock.frozen(clock.now() - timedelta(minutes=2)):
        first = begun(cast, address=None)
    second = begun(cast, address=None, room="501")
    made = together(lambda: services.register_self(first, DIGITS).pk, lambda: services.register_self(second, DIGITS).pk)
    assert len(set(made)) == 1
    assert len(people()) == 1


@pytest.mark.django_db(transaction=True)
def test_one_code_sent_twice_at_once_registers_once(cast: Any) -> None:
    code = begun(cast)
    made = together(*[lambda: services.register_self(code, DIGITS).pk] * 2)
    assert "selfservice.code_over" in made
    assert len(people()) == 1


@pytest.mark.django_db(transaction=True)
def test_parallel_guesses_are_all_counted(cast: Any) -> None:
    code = begun(cast)
    made = together(*[lambda: services.register_self(code, WRONG)] * 8)
    assert set(made) == {"selfservice.wrong_code", "selfservice.code_over"}
    assert made.count("selfservice.wrong_code") == 4
    assert again(code).tries == 5


@pytest.mark.django_db(transaction=True)
def test_two_asks_at_once_send_one_code(cast: Any) -> None:
    made = together(*[lambda: services.ask_code(cast.county, phone=PHONE, address=None).pk] * 2)
    assert "selfservice.too_soon" in made
    assert len(all_of(PhoneCode)) == 1
