"""The pages that are open all day, and the two ways in, keep their statement budgets (tests/query_budget.json)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from linli.domains.cases.models import Case
from linli.domains.cases.tests.making import open_case, whistled
from linli.domains.cases.tests.web.portal import Resident, load_categories
from linli.foundation.privacy import rls
from linli.foundation.residents import services as residents
from linli.foundation.residents.models import Person
from linli.foundation.residents.tests import making as registers
from tests.kit.budgets import LIMITS, Budgets, statements

pytestmark = pytest.mark.django_db


class TestCases(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        return open_case(cast, text=f"第 {number} 处垃圾没有清走")

    def pages(self, cast: Any, client_of: Callable[..., Client]) -> dict[str, tuple[Client, str]]:
        centre, worker = client_of(cast.chen_centre), client_of(cast.li_grid_worker)
        ref = Case.unscoped.order_by("pk").values_list("ref", flat=True)[0]
        return {
            "cases:queue": (centre, reverse("cases:queue")),
            "cases:detail": (centre, reverse("cases:detail", args=[ref])),
            "cases:whistles": (centre, reverse("cases:whistles")),
            "cases:arbitration": (centre, reverse("cases:arbitration")),
            "web:board": (centre, reverse("web:board")),
            "web:field-home": (worker, reverse("web:field-home")),
        }


@pytest.mark.parametrize("post", ["chen_centre", "zhao_dispatcher"])
def test_a_board_on_which_whistles_ring_keeps_its_budget(
    cast: Any, client_of: Callable[..., Client], post: str
) -> None:
    """For the county, and for a street, whose way up is one statement more."""
    watcher, url = client_of(getattr(cast, post)), reverse("web:board")
    costs = []
    for _ in range(2):
        whistled(cast)
        watcher.get(url)
        costs.append(statements(lambda: watcher.get(url)))
    assert watcher.get(url).context["board"].ringing == 2
    assert costs[0] == costs[1] <= LIMITS["web:board"]


def test_the_rows_behind_a_figure_cost_hardly_more_than_the_queue(cast: Any, client_of: Callable[..., Client]) -> None:
    """The place of a board's address is looked up for the counts, the rows and the filter: not for each tab."""
    open_case(cast)
    centre, url = client_of(cast.chen_centre), f"{reverse('cases:queue')}?area={cast.street.pk}&tab=late"
    centre.get(url)
    assert statements(lambda: centre.get(url)) <= LIMITS["cases:queue"] + 2


class TestResidents(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        home = registers.dwelling(cast, str(number))
        made = registers.person(cast, f"王{'一' * (number + 1)}", phone="", born_on=None)
        return residents.form_household(registers.SYSTEM, dwelling=home, head=made)

    def pages(self, cast: Any, client_of: Callable[..., Client]) -> dict[str, tuple[Client, str]]:
        office = client_of(cast.wang_community)
        with rls.everywhere():
            pk = Person.unscoped.order_by("pk").values_list("pk", flat=True)[0]
        return {
            "residents:register": (office, reverse("residents:register") + "?q=王"),
            "residents:lists": (office, reverse("residents:lists", args=["unverified"])),
            "residents:person": (office, reverse("residents:person", args=[pk])),
        }


def test_noting_something_in_the_field_keeps_its_budget(cast: Any, client_of: Callable[..., Client]) -> None:
    load_categories()
    worker = client_of(cast.li_grid_worker)
    page = worker.get(reverse("cases:field-report"))
    form = page.context["form"]
    sent = {
        "card": form.fields["card"].choices[0][0],
        "place": form.fields["place"].choices[0][0],
        "text": "楼道灯不亮",
    }
    url = reverse("cases:field-report")
    worker.post(url, {**sent, "idempotency_key": "first"})
    count = statements(lambda: worker.post(url, {**sent, "idempotency_key": "second"}))
    assert Case.unscoped.count() == 2
    assert count <= LIMITS["POST cases:field-report"]


def test_a_residents_last_step_keeps_its_budget(cast: Any) -> None:
    load_categories()
    Resident(cast).report()
    resident = Resident(cast)
    resident.choose_place()
    resident.say("下水道返水，走廊全是水，请快来看看", card="light")
    resident.reach()
    url = resident.url("check")
    count = statements(lambda: resident.client.post(url, {"idempotency_key": "check"}))
    assert Case.unscoped.count() == 2
    assert count <= LIMITS["POST cases:report-check"]
