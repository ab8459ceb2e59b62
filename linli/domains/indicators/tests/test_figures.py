"""Figures, by the services and as an office reads them."""

from __future__ import annotations

from typing import Any

from linli.domains.cases import services
from linli.domains.cases.tests import making as cases
from linli.domains.indicators.tests.making import MORNING, figure, page, solved
from linli.kernel import clock


def test_a_solved_case_counts_in_every_rate(cast: Any) -> None:
    solved(cast)
    with clock.frozen(MORNING):
        cases.open_case(cast)
    found = page(cast.chen_centre)
    assert found.by == "township"
    assert {one.code: (one.counted, one.of) for one in found.sum.figures} == {
        "response": (1, 2), "resolution": (1, 1), "satisfaction": (1, 1),
    }  # fmt: skip
    names = {row.group.name: row for row in found.rows}
    assert figure(names["河东街道"], "resolution") == (1, 1)
    assert figure(names["河西街道"], "resolution") == (0, 0)
    assert [one.text for one in names["河西街道"].figures] == ["—", "—", "—"]
    assert (names["河东街道"].score, names["河东街道"].score_rank) == ("85.00", 1)
    assert (names["河西街道"].score, names["河西街道"].score_rank) == ("—", None)


def test_an_explained_case_is_over_but_not_solved(cast: Any) -> None:
    with clock.frozen(MORNING):
        case = cases.open_case(cast)
        services.explain_case(cast.wang_community.actor, case=case, reason="产权不清，暂时修不了")
    solved(cast)
    assert figure(page(cast.chen_centre).sum, "resolution") == (1, 2)
    assert figure(page(cast.chen_centre, table="work").sum, "in_grid") == (1, 1)
