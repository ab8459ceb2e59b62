"""Fields of what platforms send. Names are the specification's."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.translation import gettext as _

from linli.kernel.geo import Datum, to_wgs84
from linli.surfaces.api.open311.shapes import DANGER, NO, YES
from linli.surfaces.api.open311.wire import Wrong

_TRUE = frozenset({"true", "1", "yes"})


def cleaned(form: forms.Form) -> dict[str, Any]:
    """What a form holds; 400 with a sentence for each field that can't be taken."""
    if not form.is_valid():
        raise Wrong(400, *(f"{name}: {problem}" for name, found in form.errors.items() for problem in found))
    return form.cleaned_data


def _words(most: int, *, required: bool = False) -> forms.CharField:
    return forms.CharField(max_length=most, required=required)


class RequestForm(forms.Form):
    """A report. Where: `lat` and `long`, `address_string` or `address_id`.

    Two fields are ours. `contact_consent`: a name and a number are kept only where their owner agreed. `datum`: what `lat` and
    `long` are given in, WGS 84 (as the specification has it) where it is empty; the cleaned position is WGS 84.
    """

    lat = forms.FloatField(required=False, min_value=-90, max_value=90)
    long = forms.FloatField(required=False, min_value=-180, max_value=180)
    datum = forms.ChoiceField(required=False, choices=[(one.value, one.value) for one in Datum])
    address_string = _words(200)
    address_id = _words(40)
    description = _words(4000, required=True)
    first_name = _words(40)
    last_name = _words(40)
    phone = _words(30)
    email = forms.EmailField(required=False)
    account_id = _words(100)
    device_id = _words(100)
    media_url = forms.CharField(max_length=500, required=False, validators=[URLValidator(schemes=["http", "https"])])
    contact_consent = _words(10)

    def __init__(self, sent: QueryDict) -> None:
        super().__init__(sent)
        self.danger = sent.get(f"attribute[{DANGER}]", "").strip()

    def clean_contact_consent(self) -> bool:
        """Whether the person agreed."""
        return self.cleaned_data["contact_consent"].strip().lower() in _TRUE

    def clean(self) -> dict[str, Any]:
        """A place, and an answer to the question that the definition asks."""
        data = super().clean() or self.cleaned_data
        lat, lng = data.get("lat"), data.get("long")
        if (lat is None) != (lng is None) and not {"lat", "long"} & set(self.errors):
            raise forms.ValidationError(_("lat and long belong together."))
        if lat is None and not (data.get("address_string") or data.get("address_id") or self.errors):
            raise forms.ValidationError(_("Please say where: lat and long, address_string or address_id."))
        if self.danger not in ("", YES, NO):
            raise forms.ValidationError(
                _("attribute[{code}] is one of {values}.").format(code=DANGER, values=f"{YES}, {NO}")
            )
        if not self.errors and lat is not None:
            data["lat"], data["long"] = to_wgs84(lat, lng, data["datum"] or Datum.WGS84)
        return data


class UpdateForm(forms.Form):
    """Something to add to a report that the platform sent before. `update_id` is the platform's own, as is `update_id_ext`."""

    service_request_id = _words(40, required=True)
    update_id = _words(100)
    update_id_ext = _words(100)
    description = _words(2000, required=True)
