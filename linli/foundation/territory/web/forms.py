"""Forms of the territory console: reading input only; what is allowed is decided by services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.foundation.territory import rules
from linli.foundation.territory.services import Part
from linli.foundation.territory.states import CodeSystem, Parity
from linli.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linli.foundation.territory.models import AddressRange, Area, Compound

Choices = list[tuple[str, str]]

#: More parts than that in one go is a new tree: use the import.
MOST_PARTS = 6
LARGEST = 2**31 - 1


def _name() -> forms.CharField:
    return forms.CharField(label=_("Name"), max_length=80)


def _short_name() -> forms.CharField:
    hint = _("For narrow places: at most 20 characters.")
    return forms.CharField(label=_("Short name"), max_length=20, required=False, help_text=hint)


def _code() -> forms.CharField:
    return forms.CharField(label=_("Code number"), max_length=40, required=False)


def _households() -> forms.IntegerField:
    return forms.IntegerField(label=_("Households"), min_value=0, max_value=LARGEST, required=False)


def _search(placeholder: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "search", "data-search": ""})
    return forms.CharField(label=placeholder, required=False, max_length=60, widget=widget)


class FindForm(forms.Form):
    """Find an area by name or code."""

    q = _search(_("Name or code"))


class AreaForm(forms.Form):
    """A new area under another one."""

    kind = forms.ChoiceField(label=_("Kind"))
    name = _name()
    short_name = _short_name()
    code = _code()
    households = _households()

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class RenameForm(forms.Form):
    """Another name."""

    name = _name()
    short_name = _short_name()


class FactsForm(forms.Form):
    """Households, kind of grid, position."""

    households = _households()
    grid_kind = forms.ChoiceField(label=_("Kind of grid"), required=False)
    lat = forms.FloatField(label=_("Latitude"), required=False, min_value=-90, max_value=90)
    lng = forms.FloatField(label=_("Longitude"), required=False, min_value=-180, max_value=180)
    order = forms.IntegerField(label=_("Place in lists"), min_value=0, max_value=LARGEST, initial=0)

    def __init__(self, *args: Any, grid_kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if grid_kinds:
            self.fields["grid_kind"].choices = grid_kinds  # type: ignore[attr-defined]
        else:
            del self.fields["grid_kind"]


class CodeForm(forms.Form):
    """A code in somebody's system."""

    system = forms.ChoiceField(
        label=_("Whose code"),
        choices=[
            (CodeSystem.DIVISION, _("Division code (GB/T 2260)")),
            (CodeSystem.UNIT_GRID, _("Unit grid, 15 digits")),
            (CodeSystem.POLICE, _("Police community code")),
            (CodeSystem.OWN, _("Own code")),
        ],
    )
    code = forms.CharField(label=_("Code number"), max_length=32)


class TypeForm(forms.Form):
    """A community's type from a day on."""

    type = forms.ChoiceField(label=_("Community type"))
    since = forms.DateField(
        label=_("Since"),
        required=False,
        help_text=_("Today when left empty."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, types: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = types  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """Another parent, out of those offered."""

    parent = forms.ChoiceField(label=_("Move under"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, parents: Sequence[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [  # type: ignore[attr-defined]
            (str(area.pk), f"{area.name} · {area.parent.name}" if area.parent else area.name) for area in parents
        ]


class MergeForm(forms.Form):
    """Neighbours that end here."""

    areas = forms.MultipleChoiceField(label=_("Take in"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, neighbours: Sequence[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].choices = [(str(area.pk), area.name) for area in neighbours]  # type: ignore[attr-defined]


class SplitForm(forms.Form):
    """Names of the parts, and for each child and run of house numbers the part that takes it."""

    def __init__(
        self, *args: Any, count: int, children: Sequence[Area], ranges: Sequence[AddressRange], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.count = count
        for number in range(1, count + 1):
            self.fields[f"name_{number}"] = _named(_name(), _("Name of part %(number)s") % {"number": number})
            self.fields[f"code_{number}"] = _named(_code(), _("Code of part %(number)s") % {"number": number})
        numbers = [(str(number), str(number)) for number in range(1, count + 1)]
        self.children = [f"child_{area.pk}" for area in children]
        self.ranges = [f"range_{row.pk}" for row in ranges]
        for key, area in zip(self.children, children, strict=True):
            self.fields[key] = forms.ChoiceField(label=area.name, choices=numbers, initial="1")
        for key, row in zip(self.ranges, ranges, strict=True):
            self.fields[key] = forms.ChoiceField(
                label=f"{row.road.name} {row.first}–{row.last}", choices=numbers, initial="1"
            )

    def part_fields(self) -> list[forms.BoundField]:
        """Names and codes."""
        return [self[f"{key}_{number}"] for number in range(1, self.count + 1) for key in ("name", "code")]

    def share_fields(self) -> list[forms.BoundField]:
        """What is shared out."""
        return [self[key] for key in (*self.children, *self.ranges)]

    def parts(self) -> list[Part]:
        """The parts as the service takes them; call after `is_valid`."""
        data = self.cleaned_data
        return [
            Part(
                data[f"name_{number}"], data[f"code_{number}"], children=self._ids(self.children, number),
                ranges=self._ids(self.ranges, number),
            )
            for number in range(1, self.count + 1)
        ]  # fmt: skip

    def _ids(self, keys: list[str], number: int) -> frozenset[int]:
        chosen = [key for key in keys if self.cleaned_data[key] == str(number)]
        return frozenset(int(key.partition("_")[2]) for key in chosen)


class CompoundForm(forms.Form):
    """A new compound in a community."""

    name = _name()
    type = forms.ChoiceField(label=_("Type of compound"), required=False)
    households = _households()

    def __init__(self, *args: Any, types: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if types:
            self.fields["type"].choices = [("", "–"), *types]  # type: ignore[attr-defined]
        else:
            del self.fields["type"]


class CoverForm(forms.Form):
    """A compound that this grid covers."""

    compound = forms.ChoiceField(label=_("Compound"))

    def __init__(self, *args: Any, compounds: Sequence[Compound], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["compound"].choices = [(str(each.pk), each.name) for each in compounds]  # type: ignore[attr-defined]


class AddressForm(forms.Form):
    """House numbers of a road that belong to this grid."""

    road = forms.CharField(label=_("Street or lane"), max_length=80)
    first = forms.IntegerField(label=_("From number"), min_value=1, max_value=LARGEST)
    last = forms.IntegerField(label=_("To number"), min_value=1, max_value=LARGEST)
    parity = forms.ChoiceField(
        label=_("Side"),
        choices=[(Parity.BOTH, _("Both sides")), (Parity.ODD, _("Odd numbers")), (Parity.EVEN, _("Even numbers"))],
    )


class BoundaryForm(forms.Form):
    """A boundary as GeoJSON, uploaded or pasted; `cleaned_data["boundary"]` is it in the form that is kept."""

    file = forms.FileField(
        label=_("GeoJSON file"), required=False, help_text=_("Up to 1 MB and 20,000 points, WGS 84 degrees."),
        widget=forms.FileInput(attrs={"accept": ".json,.geojson"}),
    )  # fmt: skip
    geojson = forms.CharField(
        label=_("or pasted as text"), required=False, widget=forms.Textarea(attrs={"rows": "6", "spellcheck": "false"}),
        help_text=_("A Polygon or MultiPolygon, alone or as one Feature."),
    )  # fmt: skip

    def clean_file(self) -> str:
        """The file's text; "" for none."""
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > rules.MOST_KILOBYTES * 1024:
            raise forms.ValidationError(_words("territory.boundary_too_large"))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError(_words("territory.boundary_not_json")) from None

    def clean(self) -> dict[str, Any]:
        """The boundary out of the file, or else out of the text; what is wrong stands with that field."""
        data = super().clean() or self.cleaned_data
        field = "file" if data.get("file") else "geojson"
        if not self.errors:
            data["boundary"], wrong = rules.read_boundary(data.get(field) or "")
            if wrong:
                self.add_error(field, _words(wrong))
        return data


def _words(code: str) -> str:
    return RuleBroken(code, **rules.BOUNDARY_LIMITS).message


def _named(field: forms.Field, label: Any) -> forms.Field:
    field.label = label
    return field
