"""Where the facts of each subject come from: rows in scope, and an expression for every fact that `states.SUBJECTS` names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli.domains.cases import selectors as cases
from linli.domains.hotline import selectors as hotline
from linli.domains.indicators.states import VIEW

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Source:
    """Rows that the actor may count below a path, what is known of each, where it belongs, the column of each moment, and that of the
    case which a row is about.
    """

    rows: Callable[[Actor, str], Any]
    facts: Callable[[], Mapping[str, Any]]
    columns: Callable[[], Mapping[str, Any]]
    moments: Mapping[str, str]
    case: str


def _cases(actor: Actor, path: str) -> Any:
    return cases.cases_under(actor, VIEW, path)


def _orders(actor: Actor, path: str) -> Any:
    return hotline.orders_under(actor, VIEW, path)


def _order_columns() -> Mapping[str, Any]:
    return cases.columns_of("worked__")


SOURCES: dict[str, Source] = {
    "cases": Source(
        _cases, cases.facts_of, cases.columns_of, {"opened": "opened_at", "ended": "ended_at"}, "pk"
    ),
    "orders": Source(
        _orders, hotline.facts_of_orders, _order_columns,
        {"opened": "received_at", "ended": "worked__ended_at"}, "worked_id",
    ),
}  # fmt: skip
