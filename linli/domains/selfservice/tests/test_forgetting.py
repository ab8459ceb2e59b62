"""Retention: what the method doesn't let us keep any longer goes, in batches that can be killed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from linli.domains.notices import selectors as notices
from linli.domains.selfservice import selectors, services, tasks
from linli.domains.selfservice.models import ErasedCount, PersonRequest, PhoneCode, ResidentSession
from linli.domains.selfservice.services import forgetting
from linli.domains.selfservice.tests.making import again, all_of, begun, people, registered, request, signed_in
from linli.foundation.residents import services as register
from linli.foundation.residents.tests.making import SYSTEM, draft, number, person, stay
from linli.kernel import clock


def after(days: int) -> Any:
    return clock.frozen(clock.now() + timedelta(days=days))


def counts() -> dict[str, int]:
    return dict(ErasedCount.objects.values_list("what", "count"))


def moved_away(cast: Any) -> Any:
    """Somebody with an ID number who has no home left."""
    home = stay(cast)
    register.change_person(SYSTEM, person=home.person, draft=draft(home.person.name, id_number=number(421)))
    register.move_out(SYSTEM, residency=home)
    return home.person


def test_codes_and_sessions_go_after_two_days(cast: Any) -> None:
    registered(cast)
    signed_in(cast, "10055508888")
    with after(1):
        assert services.forget_all() == 0
    with after(3):
        assert services.forget_all() == 3
        assert services.forget_all() == 0
        assert counts() == {"codes": 2, "sessions": 1}
    assert (all_of(PhoneCode), all_of(ResidentSession)) == ([], [])


def test_who_moved_away_loses_the_id_number_first_and_then_everything(cast: Any) -> None:
    one = moved_away(cast)
    with after(180):
        assert services.forget_in(cast.county) == 0
    with after(181):
        assert services.forget_in(cast.county) == 1
        assert again(one).id_number_masked == ""
        assert again(one).name
    with after(366):
        assert services.forget_in(cast.county) == 1
    assert (again(one).state, again(one).name) == ("erased", "")
    assert counts() == {"id_numbers": 1, "people": 1}


def test_who_died_is_kept_as_long_as_who_moved_away(cast: Any) -> None:
    housed, homeless = stay(cast).person, person(cast, "林三", id_number=number(422))
    for one in (housed, homeless):
        register.note_death(SYSTEM, person=one)
    with after(181):
        assert services.forget_in(cast.county) == 1
        assert (again(homeless).id_number_masked, again(homeless).state) == ("", "deceased")
    with after(365):
        assert services.forget_in(cast.county) == 0
    with after(366):
        assert services.forget_in(cast.county) == 2
    assert {again(one).state for one in (housed, homeless)} == {"erased"}


def test_who_lives_here_stays(cast: Any) -> None:
    stay(cast)
    with after(4000):
        services.forget_all()
    assert [one.state for one in people()] == ["present"]


def test_a_registration_that_nobody_verified_goes_after_a_year(cast: Any) -> None:
    one, seen = registered(cast), registered(cast, name="林二", phone="10055500003")
    register.verify_person(SYSTEM, person=seen)
    with after(366):
        services.forget_in(cast.county)
    assert (again(one).state, again(seen).state) == ("erased", "present")
    assert counts()["unverified"] == 1


def test_answered_requests_lose_their_words_after_three_years_and_open_ones_never(cast: Any) -> None:
    made, waiting = request(cast), request(cast)
    services.decide_request(cast.wang_community.actor, request=made, granted=False, answer="一致")
    with after(1096):
        services.forget_in(cast.county)
        services.forget_in(cast.county)
    assert bytes(again(made).words_sealed) == b""
    assert bytes(again(waiting).words_sealed)
    assert counts() == {"requests": 1}
    assert len(all_of(PersonRequest)) == 2


def test_a_kill_between_batches_loses_and_doubles_nothing(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "BATCH", 2)
    for number_of in range(5):
        begun(cast, address=None, phone=f"1005550020{number_of}")
    done = []
    real = forgetting._count

    def killed(county: Any, what: str, count: int) -> int:
        done.append(count)
        if len(done) == 2:
            raise KeyboardInterrupt
        return real(county, what, count)

    with after(3):
        monkeypatch.setattr(forgetting, "_count", killed)
        with pytest.raises(KeyboardInterrupt):
            services.forget_in(cast.county)
        monkeypatch.setattr(forgetting, "_count", real)
        assert (counts(), len(all_of(PhoneCode))) == ({"codes": 2}, 3)
        assert services.forget_in(cast.county) == 3
    assert (counts(), all_of(PhoneCode)) == ({"codes": 5}, [])


def test_the_job_runs_it_and_forgets_the_demos_messages(cast: Any, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        begun(cast)
    assert len(notices.kept_texts()) == 1
    with after(3):
        assert tasks.forget() == 2
    assert notices.kept_texts() == []


def test_everybody_reads_the_numbers(cast: Any) -> None:
    cache.clear()
    request(cast)
    moved_away(cast)
    with after(366):
        services.forget_in(cast.county)
    found = selectors.numbers_for(cast.county)
    assert [one.count for one in found["kept"]] == [1, 0, 0, 1]
    assert found["erased"][0].count == 1
    assert [one.count for one in found["asked"]] == [0, 1]
    cache.clear()
