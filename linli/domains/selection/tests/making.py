"""Selections for tests: under the method of Jiang, whose stewards are chosen in four steps (H10)."""

from __future__ import annotations

from typing import Any

from linli.domains.selection import services
from linli.domains.selection.models import Selection
from linli.foundation.organizations import services as organizations
from linli.foundation.privacy import rls
from linli.kernel.actor import Actor

SYSTEM = Actor.system()


def steward_post(cast: Any, seats: int = 1) -> Any:
    """A free post of lane steward in Wang's community."""
    return organizations.create_post(SYSTEM, kind="lane_steward", area=cast.community, seats=seats)


def opened(cast: Any, seats: int = 1) -> Selection:
    """Wang opens it."""
    return services.open_selection(cast.wang_community.actor, post=steward_post(cast, seats))


def again(row: Any) -> Any:
    """The row as it stands now."""
    with rls.everywhere():
        return type(row).unscoped.get(pk=row.pk)


def nominated(cast: Any, row: Selection, *names: str) -> list[Any]:
    """Candidates, named."""
    return [services.nominate(cast.wang_community.actor, selection=row, name=name, source="retired") for name in names]


def recommended(cast: Any, row: Selection) -> None:
    """From the nomination through the recommendation."""
    wang = cast.wang_community.actor
    services.advance(wang, selection=row)
    pass_all(wang, row)
    services.advance(wang, selection=row)


def at_meeting(cast: Any, *names: str, seats: int = 1) -> tuple[Selection, list[Any]]:
    """A selection whose candidates all came as far as the meeting."""
    row = opened(cast, seats)
    found = nominated(cast, row, *names)
    recommended(cast, row)
    pass_all(cast.zhao_dispatcher.actor, row)
    services.advance(cast.zhao_dispatcher.actor, selection=row)
    return again(row), found


def on_notice(cast: Any, *names: str, paper: Any = None) -> Selection:
    """A selection whose first candidate was chosen; `paper` is what was uploaded at the meeting."""
    row, found = at_meeting(cast, *names)
    if paper:
        services.add_document(cast.wang_community.actor, selection=row, title="会议记录", file=paper)
    votes = {one.pk: 30 - 10 * place for place, one in enumerate(found)}
    services.record_votes(cast.wang_community.actor, selection=row, entitled=50, present=40, votes=votes)
    services.advance(cast.wang_community.actor, selection=row)
    return again(row)


def pass_all(actor: Actor, row: Selection) -> None:
    """Let everybody through the present stage."""
    with rls.everywhere():
        there = list(row.candidates.filter(standing="standing"))
    for one in there:
        services.let_through(actor, candidate=one)
