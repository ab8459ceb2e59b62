"""The chain: whatever is changed, taken out or put in afterwards, the first broken entry is named."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from linli.foundation.people import selectors as people
from linli.foundation.privacy import selectors, services
from linli.foundation.privacy.models import Look
from linli.kernel import chain

#: Nobody but the owner of the tables can tamper at all; the tests become that owner for one statement.
BECOME_OWNER, BACK = "SET LOCAL ROLE linli", "SET LOCAL ROLE linli_app"


def tamper(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(BECOME_OWNER)
        cursor.execute(statement, values)
        assert cursor.rowcount > 0
        cursor.execute(BACK)


@pytest.fixture
def five(cast: Any, look: Any) -> int:
    """A county with five entries."""
    for _ in range(5):
        look(cast.wang_community, of=cast.li_grid_worker)
    return int(cast.county.pk)


def test_an_untouched_chain_holds(five: int) -> None:
    report = services.verify_chain(five)
    assert (report.entries, report.unchecked, report.first_broken) == (5, 0, None)
    assert report.digest == Look.unscoped.get(county_id=five, number=5).digest


@pytest.mark.parametrize("column", ["reason", "actor_label", "post", "part", "path", "ground"])
def test_a_changed_word_is_found(five: int, column: str) -> None:
    tamper(f"UPDATE privacy_look SET {column} = 'x' WHERE county_id = %s AND number = 3", five)
    assert (services.verify_chain(five).first_broken, services.verify_chain(five).why) == (3, chain.CHANGED)


@pytest.mark.parametrize("change", ["actor_id = 7", "subject_id = 7", "at = at - interval '1 day'",
                                    "shown_from = shown_from + interval '1 second'"])  # fmt: skip
def test_a_changed_figure_is_found(five: int, change: str) -> None:
    tamper(f"UPDATE privacy_look SET {change} WHERE county_id = %s AND number = 1", five)
    assert services.verify_chain(five).first_broken == 1


@pytest.mark.parametrize(("number", "why"), [(1, chain.MISSING), (3, chain.MISSING), (5, chain.CUT)])
def test_a_deleted_entry_is_found_the_last_one_too(five: int, number: int, why: str) -> None:
    tamper("DELETE FROM privacy_look WHERE county_id = %s AND number = %s", five, number)
    report = services.verify_chain(five)
    assert (report.first_broken, report.why) == (number, why)


def test_deleted_and_closed_up_is_found(five: int) -> None:
    tamper("DELETE FROM privacy_look WHERE county_id = %s AND number = 3", five)
    tamper("UPDATE privacy_look SET number = number - 1 WHERE county_id = %s AND number = 4", five)
    report = services.verify_chain(five)
    assert (report.first_broken, report.why) == (3, chain.UNLINKED)


COPIED = """INSERT INTO privacy_look (county_id, number, at, part, subject_kind, subject_id, path, actor_id, actor_label, post,
    reason, ground, shown_from, key_number, previous, digest) SELECT county_id, 6, at, part, subject_kind, subject_id, path, actor_id,
    '别人', post, reason, ground, shown_from, key_number, digest, repeat('a', 64) FROM privacy_look WHERE county_id = %s AND number = 5"""


def test_an_inserted_entry_is_found(five: int) -> None:
    tamper(COPIED, five)
    report = services.verify_chain(five)
    assert (report.first_broken, report.why) == (6, chain.CHANGED)


def test_everything_deleted_is_found_and_so_is_a_forged_head(five: int) -> None:
    tamper("UPDATE privacy_chainhead SET number = 3, digest = (SELECT digest FROM privacy_look WHERE number = 3) WHERE county_id = %s", five)  # fmt: skip
    tamper("DELETE FROM privacy_look WHERE county_id = %s AND number > 3", five)
    assert services.verify_chain(five).why == chain.BEHEADED
    tamper("DELETE FROM privacy_look WHERE county_id = %s", five)
    assert services.verify_chain(five).first_broken is not None


def test_the_command_names_the_entry_and_fails(five: int) -> None:
    out = StringIO()
    call_command("verify_looks", stdout=out)
    assert f"county {five}: 5 entries hold" in out.getvalue()
    tamper("UPDATE privacy_look SET reason = '无' WHERE county_id = %s AND number = 4", five)
    out = StringIO()
    with pytest.raises(CommandError, match=str(five)):
        call_command("verify_looks", stdout=out)
    assert f"county {five}: entry 4: {chain.CHANGED}" in out.getvalue()


def test_after_a_rotation_the_old_entries_hold_with_and_without_their_key(five: int, look: Any, cast: Any, settings: Any) -> None:  # fmt: skip
    settings.LINLI_OLD_DATA_KEYS = [f"1:{settings.LINLI_DATA_KEY}"]
    settings.LINLI_DATA_KEY = "2:another key of the same house, long enough"
    look(cast.wang_community, of=cast.li_grid_worker)
    assert (services.verify_chain(five).unchecked, services.verify_chain(five).first_broken) == (0, None)
    settings.LINLI_OLD_DATA_KEYS = []
    report = services.verify_chain(five)
    assert (report.entries, report.unchecked, report.first_broken) == (6, 5, None)
    tamper("DELETE FROM privacy_look WHERE county_id = %s AND number = 2", five)
    assert services.verify_chain(five).first_broken == 2


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_keep_one_chain(cast: Any, look: Callable[..., Any]) -> None:
    def work(_: int) -> None:
        try:
            for _ in range(5):
                look(cast.wang_community, of=cast.li_grid_worker)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    report = services.verify_chain(cast.county.pk)
    assert (report.entries, report.first_broken) == (40, None)
    assert selectors.looks_at(people.card_by_id(cast.li_grid_worker.card_id)).count == 40
