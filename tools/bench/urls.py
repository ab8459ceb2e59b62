"""The product's addresses, and the two views that it is compared with. No served product knows this table."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from linli.config import urls as product
from linli.domains.cases.models import Case
from linli.kernel import clock
from linli.kernel.policy import public

handler400, handler403, handler404, handler500 = (
    product.handler400,
    product.handler403,
    product.handler404,
    product.handler500,
)


@public
def empty(request: HttpRequest) -> HttpResponse:
    """Nothing at all: what the server, Django and the middleware cost."""
    return HttpResponse("ok")


@csrf_exempt
@public
def bare(request: HttpRequest) -> HttpResponse:
    """Insert one row equal to the newest case, in one statement and one transaction."""
    now = clock.now()
    Case.unscoped.create(ref=f"B-{uuid.uuid4().hex[:20]}", opened_at=now, state_since=now, due_at=now, **_columns())
    return HttpResponse(status=303, headers={"Location": "/bench/empty/"})


_kept: dict[str, object] = {}


def _columns() -> dict[str, object]:
    """Values of an open case, read once per process."""
    if not _kept:
        names = {field.attname for field in Case._meta.concrete_fields}
        names -= {"id", "ref", "opened_at", "state_since", "due_at"}
        _kept.update(Case.unscoped.filter(ended_at=None).values(*names)[0])
    return _kept


urlpatterns = [path("bench/empty/", empty), path("bench/bare/", bare), *product.urlpatterns]
