"""Pictures of a case: one of them down, some of them up."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja import File, Form
from ninja.files import UploadedFile

from linli.domains.cases import selectors
from linli.domains.cases.web.verbs import BY_CODE
from linli.foundation.partners.errors import NotJson
from linli.kernel.errors import RuleBroken
from linli.surfaces.api.json import shapes, shown
from linli.surfaces.api.json.asked import Pictures, Pk
from linli.surfaces.api.json.deeds import Deed, operation
from linli.surfaces.api.json.errors import BadFields
from linli.surfaces.api.json.once import MULTIPART, filled, hold, once
from linli.surfaces.api.permissions import READ, WORK

TAG = "pictures"
#: Most bytes of one request: a little more than the method's pictures of their largest size. What each may have, the method says.
MOST = 128 * 1024 * 1024

_ADD = BY_CODE["add-photos"]


@operation(
    Deed("photo", "GET", "photos/{int:pk}", READ, "cases.view", "cases:photo", TAG, _("One picture of a case"), media="image/jpeg")
)  # fmt: skip
def photo(request: HttpRequest, pk: Pk) -> Any:
    """As it is kept: upright, small, without what the camera wrote into it."""
    with selectors.picture_for(request.actor, pk).file as file:  # type: ignore[attr-defined]  # set by the door
        return HttpResponse(file.read(), content_type="image/jpeg")


@operation(
    Deed("case-add-photos", "POST", "cases/{str:ref}/add-photos", WORK, _ADD.permission, "cases:add-photos", TAG, _ADD.label,
         most=MOST),
    answer=shapes.Done,
)  # fmt: skip
def add(request: HttpRequest, ref: str, said: Form[Pictures], photos: File[list[UploadedFile]]) -> Any:
    """Add them as the case's page does; as many and as large as the county's method says."""
    _check(request)
    actor: Any = request.actor  # type: ignore[attr-defined]  # set by the door

    def make() -> str:
        case = selectors.case_for(actor, ref, to=_ADD.permission)
        hold(request, case)
        if _ADD.code not in selectors.actions_for(actor, case):
            raise RuleBroken("api.not_offered", ref=case.ref)
        _ADD.do(actor, case, filled(_ADD.form, said.model_dump(), {}, request.FILES))
        return str(case.ref)

    return shown.done(request, once(request, make))


def _check(request: HttpRequest) -> None:
    """Nothing that nobody knows. Raises `NotJson` (415), `BadFields`."""
    if request.content_type != MULTIPART:
        raise NotJson(gettext("the type must be multipart/form-data"), 415)
    if strange := sorted({*request.POST, *request.FILES} - {*Pictures.model_fields, "photos"}):
        raise BadFields([(name[:60], gettext("There is no such field here.")) for name in strange[:20]])
