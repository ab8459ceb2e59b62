"""A creating POST that comes twice creates once, and the second sender is sent to the first result."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from linli.foundation.audit import services
from linli.foundation.audit.idempotency import FIELD, creates, first_time, key_of, once
from linli.foundation.audit.models import SentForm
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.web import see_other_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> list[str]:
    return []


@pytest.fixture
def view(made: list[str]):
    @creates
    def plant(request):
        if request.POST.get("tree") == "none":
            return HttpResponse("say which", status=422)
        if request.POST.get("tree") == "oak":
            raise RuleBroken("audit.still_working")
        made.append(request.POST["tree"])
        return see_other_url(f"/trees/{len(made)}/")

    return plant


def post(view, key: str = "k1", actor: Actor | None = None, **data: str):
    request = RequestFactory().post("/plant/", {FIELD: key, **data} if key else data)
    request.actor = actor or Actor.public()
    return view(request)


def test_the_second_of_two_equal_posts_gets_the_first_result(view, made: list[str]) -> None:
    first, second = post(view, tree="ginkgo"), post(view, tree="ginkgo")
    assert made == ["ginkgo"]
    assert second.status_code == 303
    assert second["Location"] == first["Location"]


def test_another_key_another_person_or_no_key_is_another_post(view, made: list[str]) -> None:
    post(view, tree="a")
    post(view, key="k2", tree="b")
    post(view, tree="c", actor=Actor(account_id=1, label="Li"))
    post(view, key="", tree="d")
    assert made == ["a", "b", "c", "d"]


def test_a_form_with_errors_may_be_corrected_and_sent_again(view, made: list[str]) -> None:
    assert post(view, tree="none").status_code == 422
    assert post(view, tree="ginkgo").status_code == 303
    assert made == ["ginkgo"]


def test_a_refusal_does_not_use_the_key_up(view, made: list[str]) -> None:
    with pytest.raises(RuleBroken):
        post(view, tree="oak")
    assert post(view, tree="ginkgo").status_code == 303


def test_keys_are_forgotten_after_a_week(view) -> None:
    post(view, tree="ginkgo")
    assert services.forget_sent_forms() == 0
    with clock.frozen(clock.now() + timedelta(days=8)):
        assert services.forget_sent_forms() == 1
    assert not SentForm.objects.exists()


class Visit(dict):
    """A session as far as this app knows one."""

    modified = True

    def __init__(self, *, gone: bool = False) -> None:
        super().__init__(draft=1)
        self.gone, self.saves = gone, 0

    def is_empty(self) -> bool:
        return not self

    def save(self) -> None:
        assert connection.in_atomic_block
        self.saves += 1
        if self.gone:
            raise UpdateError


@pytest.mark.parametrize(("tree", "gone", "saves"), [("ginkgo", False, 1), ("ginkgo", True, 1), ("none", False, 0)])
def test_the_session_is_kept_with_the_result_or_left_alone(view, tree: str, gone: bool, saves: int) -> None:
    request = RequestFactory().post("/plant/", {FIELD: "k1", "tree": tree})
    request.actor, request.session = Actor.public(), Visit(gone=gone)
    assert view(request).status_code == (422 if tree == "none" else 303)
    assert request.session.saves == saves


def test_a_door_without_pages_gets_its_first_reference_again(made: list[str]) -> None:
    def make() -> str:
        made.append("made")
        return f"R-{len(made)}"

    window = [[key_of("platform", each) for each in pair] for pair in ((1, 2), (2, 3), (3, 4))]
    assert once(window[0], make) == ("R-1", True)
    assert once(window[0], make) == ("R-1", False)
    assert once(window[1], make) == ("R-1", False)  # one key in common is enough
    assert once(window[2], make) == ("R-2", True)  # a key that was only tried is free again
    assert SentForm.objects.count() == 4


def test_what_failed_on_the_way_claims_nothing() -> None:
    def fail() -> str:
        raise RuleBroken("audit.still_working")

    with pytest.raises(RuleBroken):
        once(["k"], fail)
    assert once(["k"], lambda: "R-1") == ("R-1", True)


def test_what_is_shown_once_is_made_once(made: list[str]) -> None:
    def plant(key: str, *, fails: bool = False) -> None:
        request = RequestFactory().post("/plant/", {FIELD: key} if key else {})
        request.actor = Actor.public()
        with first_time(request):
            made.append(key)
            if fails:
                raise RuleBroken("audit.still_working")

    with pytest.raises(RuleBroken):
        plant("k1", fails=True)
    plant("k1")  # what was refused may be sent again
    with pytest.raises(RuleBroken) as refused:
        plant("k1")
    plant("")
    plant("")
    assert (refused.value.code, made) == ("audit.sent_before", ["k1", "k1", "", ""])
