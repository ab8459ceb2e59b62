"""What stands in the braces and in the conditions of a template, as functions of the context.

Each says what Django's own `resolve` says. The quick way is taken where only one outcome is possible (names in dictionaries, attributes of
objects without items); whatever is odd in any way, from a missing name to something that can be called, is left to Django.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from html import escape
from typing import Any

from django.conf import settings
from django.template.base import FilterExpression, Variable, VariableDoesNotExist, render_value_in_context
from django.template.context import RequestContext
from django.template.defaulttags import TemplateLiteral
from django.template.smartif import TokenBase
from django.utils.functional import Promise
from django.utils.safestring import SafeString

#: The context as it is now → a value, or the text of a node.
Value = Callable[[Any], Any]
Draw = Callable[[Any], str]

_is_unsafe = re.compile("[&<>\"']").search
_COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq, "!=": operator.ne, ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le,
    "in": lambda x, y: x in y, "not in": lambda x, y: x not in y, "is": operator.is_, "is not": operator.is_not,
}  # fmt: skip


def escaped(text: str) -> str:
    """Plain text for HTML, as Django's `escape` says it."""
    return escape(text) if _is_unsafe(text) else text


def shown(value: Any, context: Any) -> str:
    """A value as it stands on the page: in the reader's zone, escaped where it isn't safe."""
    kind = type(value)
    if kind is SafeString:
        return value
    if kind is str:
        return escaped(value) if context.autoescape else value
    if kind is int and not settings.USE_THOUSAND_SEPARATOR:  # a whole number reads the same in every language
        return str(value)
    return render_value_in_context(value, context)


def constant(expression: FilterExpression) -> tuple[bool, Any]:
    """Whether an expression never changes in one language, and what it says then."""
    if expression.is_var or expression.filters:
        return False, None
    said = expression.var
    return True, str(said) if isinstance(said, Promise) else said


def value_of(expression: FilterExpression, missing: Any = "") -> Value:
    """What an expression says; `missing` where there is nothing of that name ("" in braces, None in conditions and loops)."""
    is_constant, said = constant(expression)
    if is_constant:
        return lambda context: said
    if expression.filters or not _is_plain(expression.var):
        ignored = missing is None
        return lambda context: expression.resolve(context, ignored)
    first, *rest = expression.var.lookups
    return _walked(expression.var, first, rest, missing) if rest else _found(expression.var, first, missing)


def _is_plain(variable: Any) -> bool:
    """Whether it is a path of names, the first of which no context knows by itself."""
    return (
        type(variable) is Variable
        and bool(variable.lookups)
        and not variable.translate
        and not hasattr(RequestContext, variable.lookups[0])  # type: ignore[index]
    )


def _found(variable: Variable, name: str, missing: Any) -> Value:
    """A name of the context."""

    def find(context: Any) -> Any:
        for names in reversed(context.dicts):
            if name in names:
                found = names[name]
                return _as_django(variable, context, missing) if callable(found) else found
        return missing

    return find


def _walked(variable: Variable, name: str, rest: list[str], missing: Any) -> Value:
    """A name of the context and what hangs on it."""

    def walk(context: Any) -> Any:
        for names in reversed(context.dicts):
            if name in names:
                found = names[name]
                break
        else:
            return missing
        for step in rest:
            kind = type(found)
            if kind is dict and step in found:
                found = found[step]
            elif callable(found) or hasattr(kind, "__getitem__"):
                return _as_django(variable, context, missing)
            else:
                try:
                    found = getattr(found, step)
                except Exception:  # noqa: BLE001  (Django knows which of them mean that there is nothing)
                    return _as_django(variable, context, missing)
        return _as_django(variable, context, missing) if callable(found) else found

    return walk


def _as_django(variable: Variable, context: Any, missing: Any) -> Any:
    try:
        return variable.resolve(context)
    except VariableDoesNotExist:
        return missing


def holds(condition: TokenBase) -> Value:
    """A condition of `{% if %}`; a part that fails counts as False, as everywhere in Django's conditions."""
    if isinstance(condition, TemplateLiteral):
        return value_of(condition.value, None)  # type: ignore[arg-type]  # the stubs know smartif's own literals
    first = holds(condition.first)
    if condition.id == "not":
        return _guarded(lambda context: not first(context))
    second = holds(condition.second)
    if condition.id == "and":
        return _guarded(lambda context: first(context) and second(context))
    if condition.id == "or":
        return _guarded(lambda context: first(context) or second(context))
    compared = _COMPARED[condition.id]
    return _guarded(lambda context: compared(first(context), second(context)))


def _guarded(part: Value) -> Value:
    def ask(context: Any) -> Any:
        try:
            return part(context)
        except Exception:  # noqa: BLE001  (Django's conditions do the same)
            return False

    return ask
