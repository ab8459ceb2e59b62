"""Forms: label, hint, error, control, in that order; choices as cards; photos; the summary of errors."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from linli.surfaces.web.parts import pick

register = template.Library()

#: Class of the control by what it is; checked in order, a subclass before its base.
CONTROL_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.widgets.Input, "input"),
)

TEXT_ROWS = 4


@register.inclusion_tag("ui/field.html")
def field(
    bound: BoundField, *, label: str = "", hint: str = "", optional: bool = True, switch: bool = False
) -> dict[str, Any]:
    """One field with everything that belongs to it. A hidden field is only its control."""
    facts = _facts(bound, label, hint)
    return facts | {
        "shape": shape_of(bound),
        "control": _control(bound, facts, switch),
        "optional": optional and not bound.field.required,
        "most": getattr(bound.field, "max_length", None) if shape_of(bound) == "text" else None,
        "choices": _choices(bound, {}, {}, ()) if shape_of(bound) == "choices" else [],
    }


def shape_of(bound: BoundField) -> str:
    """How a field is laid out: hidden, check, choices, text (long) or line."""
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    return "text" if isinstance(widget, forms.Textarea) else "line"


def _facts(bound: BoundField, label: str, hint: str) -> dict[str, Any]:
    return {
        "bound": bound,
        "label": label or bound.label,
        "hint": hint or bound.help_text,
        "errors": bound.errors,
        "id": bound.id_for_label or bound.auto_id,
        "base": bound.auto_id,
    }


def _control(bound: BoundField, facts: dict[str, Any], switch: bool) -> SafeString | str:
    """The widget with its class and the ids of what describes it."""
    shape = shape_of(bound)
    if shape == "choices":
        return ""
    return bound.as_widget(attrs=_attributes(bound, facts, switch))


def _attributes(bound: BoundField, facts: dict[str, Any], switch: bool) -> dict[str, Any]:
    described = _described(facts)
    attrs: dict[str, Any] = {"aria-describedby": described} if described else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if isinstance(bound.field.widget, forms.Textarea) and bound.field.widget.attrs.get("rows") == "10":
        attrs["rows"] = TEXT_ROWS  # Django's own ten push the button off a phone's screen
    css = _css(bound, switch)
    own = bound.field.widget.attrs.get("class", "")
    if css or own:
        attrs["class"] = f"{css} {own}".strip()
    return attrs


def _described(facts: dict[str, Any]) -> str:
    parts = ((facts["hint"], "hint"), (facts["errors"], "error"))
    return " ".join(f"{facts['base']}_{suffix}" for there, suffix in parts if there)


def _css(bound: BoundField, switch: bool) -> str:
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return "switch" if switch else ""
    if bound.is_hidden:
        return ""
    return next((css for kind, css in CONTROL_CLASSES if isinstance(bound.field.widget, kind)), "")


@register.inclusion_tag("ui/choice_cards.html")
def choice_cards(
    bound: BoundField,
    *,
    columns: str = "",
    icons: Mapping[Any, str] | None = None,
    hints: Mapping[Any, str] | None = None,
    disabled: Iterable[Any] = (),
    label: str = "",
    hint: str = "",
    optional: bool = True,
) -> dict[str, Any]:
    """Real radios (or tick boxes) whose whole card is the label; dicts are keyed by the choice's value."""
    facts = _facts(bound, label, hint)
    return facts | {
        "columns": columns,
        "optional": optional and not bound.field.required,
        "described": _described(facts),
        "choices": _choices(bound, icons or {}, hints or {}, disabled),
    }


def _choices(
    bound: BoundField, icons: Mapping[Any, str], hints: Mapping[Any, str], disabled: Iterable[Any]
) -> list[dict[str, Any]]:
    closed = {str(value) for value in disabled}
    chosen = bound.value()
    many = isinstance(bound.field, forms.MultipleChoiceField)
    picked = {str(value) for value in (chosen if isinstance(chosen, list | tuple) else [chosen])}
    return [
        {
            "id": f"{bound.auto_id}_{n}",
            "name": bound.html_name,
            "type": "checkbox" if many else "radio",
            "value": value,
            "title": title,
            "icon": icons.get(value, ""),
            "hint": hints.get(value, ""),
            "checked": str(value) in picked,
            "disabled": str(value) in closed,
        }
        for n, (value, title) in enumerate(_flat(bound.field.choices))  # type: ignore[attr-defined]
        if value != ""
    ]


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    """Choices without their groups."""
    for value, title in choices:
        if isinstance(title, list | tuple):
            yield from title
        else:
            yield value, title


@register.inclusion_tag("ui/photo_picker.html")
def photo_picker(bound: BoundField, *, most: int = 6, taken: Iterable[Any] = (), lead: bool = False) -> dict[str, Any]:
    """Camera first; shows what was taken (`url`, `alt`, `state`, `delete_name`, `delete_value`)."""
    photos = [pick(photo, "url", "alt", "state", "delete_name", "delete_value") for photo in taken]
    facts = _facts(bound, "", "")
    return facts | {
        "photos": photos,
        "most": most,
        "lead": lead and not photos,
        "described": f"{bound.auto_id}_note" + (f" {bound.auto_id}_error" if bound.errors else ""),
        "name": bound.html_name,
        "optional": not bound.field.required,
        "full": len(photos) >= most,
    }


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*given: Any, focus: bool = True) -> dict[str, Any]:
    """All errors of the forms, each a link to its field; nothing when there are none. It takes the focus."""
    errors = [entry for form in given if form for entry in _form_errors(form)]
    return {"errors": errors, "focus": focus}


def _form_errors(form: forms.BaseForm) -> Iterable[dict[str, Any]]:
    for error in form.non_field_errors():
        yield {"text": error, "target": ""}
    for bound in form:
        for error in bound.errors:
            yield {"text": error, "target": target_of(bound)}


def target_of(bound: BoundField) -> str:
    """The id a summary's link jumps to: the control, or the first card of a choice."""
    return f"{bound.auto_id}_0" if shape_of(bound) == "choices" else (bound.id_for_label or bound.auto_id)


@register.inclusion_tag("ui/filterbar.html")
def filterbar(form: forms.BaseForm) -> dict[str, Any]:
    """A form whose answers live in the address."""
    return {"fields": list(form)}


@register.simple_tag
def idempotency_key(value: str = "") -> SafeString:
    """A hidden key that makes a repeated send harmless; `value` keeps one that was sent before."""
    return format_html('<input type="hidden" name="idempotency_key" value="{}">', value or uuid.uuid4())
