"""What pages of volunteering cost, for three of everything and for thirty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from linli.domains.selfservice.services import codes as texts
from linli.domains.selfservice.tests import making as own
from linli.domains.volunteering import codes, services
from linli.domains.volunteering.states import Mark
from linli.domains.volunteering.tests.making import (
    BEGIN,
    confirmed,
    member,
    offer,
    post,
    resident,
    shift,
    signed,
    team,
    volunteer,
)
from linli.kernel import clock
from tests.kit.budgets import Budgets

PHONE = "10055509902"

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"volunteering:{name}", args=args)


@pytest.fixture(autouse=True)
def known_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same six figures in every text."""
    monkeypatch.setattr(texts.secrets, "randbelow", lambda end: int(own.DIGITS))


class TestBudgets(Budgets):
    """One team whose first member is signed in; each row is another of everything."""

    def add_row(self, cast: Any, number: int) -> None:
        if not hasattr(self, "team"):
            self.team = team(cast)
            self.mine = member(cast, self.team, resident(cast, phone=PHONE))
            self.here = shift(cast, self.team, begin=clock.now() + timedelta(minutes=20), slots=90)
            self.towels = offer(cast, stock=90)
        else:
            team(cast), post(cast), offer(cast)
        confirmed(cast, self.mine, of=self.team, begin=BEGIN + timedelta(days=number))
        given = services.redeem(person=self.mine, offer=self.towels)
        services.fetch_reward(cast.zhou_department.actor, code=codes.reward_code(given.pk))
        services.redeem(person=self.mine, offer=self.towels)
        services.issue_certificate(person=self.mine, first_on=BEGIN.date(), last_on=clock.today())
        shift(cast, self.team, begin=clock.now() + timedelta(hours=3, minutes=number))
        other = member(cast, self.team, resident(cast, "王志愿"))
        services.stand_on_board(person=other)
        row = signed(cast, self.here, other)
        services.mark(cast.li_grid_worker.actor, sign_up=row, said=Mark.CAME)

    def pages(self, cast: Any, client_of: Callable[..., Client]) -> dict[str, tuple[Client, str]]:
        phone = own.Browser(cast)
        phone.sign_in(PHONE)
        wang, slug = client_of(cast.wang_community), cast.county.slug
        of = {
            "near": (phone.client, slug), "pool": (phone.client, slug), "board": (phone.client, slug), "me": (phone.client,),
            "activity": (phone.client, self.here.activity_id), "today": (wang,), "shift": (wang, self.here.pk),
            "confirm": (wang, self.here.pk), "figures": (wang,), "teams": (wang,), "team": (wang, self.team.pk),
            "sessions": (wang,), "posts": (wang,), "offers": (client_of(cast.chen_centre),),
            "volunteer": (wang, volunteer(self.mine).pk), "counter": (client_of(cast.zhou_department),),
        }  # fmt: skip
        return {f"volunteering:{name}": (one[0], url(name, *one[1:])) for name, one in of.items()}
