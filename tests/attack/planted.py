"""The product's addresses, and a view that a careless hand might add: it reads any table by itself and shows the whole row."""

from __future__ import annotations

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import include, path
from django.views.decorators.http import require_safe

from linli.config.urls import handler400, handler403, handler404, handler500
from linli.kernel.policy import public

__all__ = ["handler400", "handler403", "handler404", "handler500", "row", "urlpatterns"]


@public
@require_safe
def row(request: HttpRequest, table: str, pk: int) -> HttpResponse:
    """All columns of a row, whoever asks."""
    found = get_object_or_404(apps.get_model(table)._base_manager, pk=pk)
    return HttpResponse(str({field.attname: getattr(found, field.attname) for field in found._meta.concrete_fields}))


urlpatterns = [path("planted/<str:table>/<int:pk>/", row, name="planted"), path("", include("linli.config.urls"))]
