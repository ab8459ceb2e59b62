"""What is known of each order, as columns of a query: for apps above that count orders without knowing their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import Coalesce

from linli.domains.cases import selectors as cases
from linli.domains.hotline.models import Order
from linli.domains.hotline.states import VIEW
from linli.foundation.territory.scoping import placed_under
from linli.kernel.actor import Actor

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: An order is where the case is that is worked for it.
AT = "worked__"
_FROM_CASE = ("category", "state", "ended", "promise")


def orders_under(actor: Actor, permission: str, path: str) -> QuerySet[Order]:
    """Orders whose cases lie at or below a path, where the actor holds `permission` and may see orders."""
    found = Order.objects.filter(_placed([path])).order_by()
    return found if actor.is_system else found.filter(_placed(actor.paths(permission)), _placed(actor.paths(VIEW)))


def facts_of_orders() -> dict[str, Any]:
    """Everything that is known of an order, by name; what it doesn't know itself is that of the case worked for it."""
    worked = cases.facts_of(AT)
    return {
        **{name: worked[name] for name in _FROM_CASE},
        "kind": F("kind"),
        "called_back": ExpressionWrapper(Q(called_back_at__isnull=False), output_field=BooleanField()),
        "content": Coalesce(F("content"), Value(False)),
        "stars": Coalesce(F("stars"), Value(0)),
        "card": F("card"),
    }


def _placed(paths: Any) -> Any:
    return placed_under(paths, county=f"{AT}county_id", area=f"{AT}area_id")
