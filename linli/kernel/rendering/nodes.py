"""The nodes of a template as functions: one for each kind in `_KINDS`, all others as Django has them.

A kind gives a text where its outcome can't change (in the language that is spoken while it is asked), else a function. Texts that
stand beside each other become one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from django.template.base import Node, TextNode, Variable, VariableNode
from django.template.context import Context
from django.template.defaulttags import CommentNode, ForNode, IfNode, LoadNode, URLNode, WithNode
from django.template.library import InclusionNode, SimpleNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch
from django.utils import translation
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from linli.kernel.rendering.values import Draw, constant, escaped, holds, shown, value_of
from linli.kernel.web import address

#: The context, the names of the loop, and a value → what the loop draws for it.
Round = Callable[[Any, dict[str, Any], Any], str]


def drawn(nodes: Iterable[Node]) -> Draw:
    """All of a list of nodes as one function, in the language spoken now."""
    parts: list[str | Draw] = []
    for node in nodes:
        part = _KINDS.get(type(node), _itself)(node)
        if isinstance(part, str) and parts and isinstance(parts[-1], str):
            parts[-1] += part
        elif part != "":
            parts.append(part)
    return _joined(parts)


def _joined(parts: list[str | Draw]) -> Draw:
    if not parts:
        return lambda context: ""
    if len(parts) == 1:
        only = parts[0]
        return (lambda context: only) if isinstance(only, str) else only
    text = "".join(part.replace("%", "%%") if isinstance(part, str) else "%s" for part in parts)
    draws = [part for part in parts if not isinstance(part, str)]
    return lambda context: text % tuple([draw(context) for draw in draws])


def _itself(node: Any) -> Draw:
    draw: Draw = node.render_annotated
    return draw


def _text(node: Any) -> str:
    return str(node.s)


def _nothing(_node: Any) -> str:
    return ""


def _variable(node: Any) -> Draw:
    value = value_of(node.filter_expression)

    def draw(context: Any) -> str:
        found = value(context)
        if type(found) is str and context.autoescape:
            return escaped(found)
        return shown(found, context)

    return draw


def _if(node: Any) -> Draw:
    ways = [(condition and holds(condition), drawn(nodes)) for condition, nodes in node.conditions_nodelists]

    def draw(context: Any) -> str:
        for condition, inside in ways:
            if condition is None or condition(context):
                return inside(context)
        return ""

    return draw


def _for(node: Any) -> Draw:
    sequence, inside, empty = value_of(node.sequence, None), drawn(node.nodelist_loop), drawn(node.nodelist_empty)
    each = _unpacked(node.loopvars, inside) if len(node.loopvars) > 1 else _named(node.loopvars[0], inside)

    def draw(context: Any) -> str:
        around = context.get("forloop", {})
        here: dict[str, Any] = {}
        context.dicts.append(here)
        try:
            values = sequence(context)
            values = [] if values is None else values if hasattr(values, "__len__") else list(values)
            if not len(values):
                return empty(context)
            here["forloop"] = {"parentloop": around}
            return "".join(_rounds(context, here, each, reversed(values) if node.is_reversed else values, len(values)))
        finally:
            context.dicts.pop()

    return draw


def _rounds(context: Any, here: dict[str, Any], each: Round, values: Iterable[Any], number: int) -> Iterator[str]:
    """What a loop draws for each value; its `forloop` counts along."""
    loop = here["forloop"]
    for at, value in enumerate(values):
        loop["counter0"], loop["counter"] = at, at + 1
        loop["revcounter"], loop["revcounter0"] = number - at, number - at - 1
        loop["first"], loop["last"] = at == 0, at == number - 1
        yield each(context, here, value)


def _named(name: str, inside: Draw) -> Round:
    def each(context: Any, here: dict[str, Any], value: Any) -> str:
        here[name] = value
        return inside(context)

    return each


def _unpacked(names: list[str], inside: Draw) -> Round:
    def each(context: Any, _here: dict[str, Any], value: Any) -> str:
        parts = tuple(value) if hasattr(value, "__len__") else (value,)
        if len(parts) != len(names):
            raise ValueError(f"a loop over {len(names)} names got {len(parts)} values")
        context.dicts.append(dict(zip(names, parts, strict=True)))
        try:
            return inside(context)
        finally:
            context.dicts.pop()

    return each


def _with(node: Any) -> Draw:
    values = {name: value_of(expression) for name, expression in node.extra_context.items()}
    inside = drawn(node.nodelist)

    def draw(context: Any) -> str:
        context.dicts.append({name: value(context) for name, value in values.items()})
        try:
            return inside(context)
        finally:
            context.dicts.pop()

    return draw


def _translate(node: Any) -> str | Draw:
    """Words that stand in the template are the same for all who read this language."""
    inner = node.filter_expression
    if inner.filters or node.message_context or node.noop or not isinstance(inner.var, Variable):
        return _itself(node)
    return _translated(node) if inner.var.literal is None else _once(node, node.asvar)


def _translated(node: Any) -> Draw:
    """Words that come with the context; most are those of our own tables, again and again."""
    value = value_of(node.filter_expression)
    said = lru_cache(maxsize=512)(
        lambda words: escaped(translation.gettext(words.replace("%", "%%"))).replace("%%", "%")
    )

    def draw(context: Any) -> str:
        words = value(context)
        if type(words) is not str or node.asvar or not context.autoescape:
            return str(node.render(context))
        return said(words)

    return draw


#: What an address is kept by; anything else says itself only when it is asked.
_WORDS = (str, int, SafeString)


def _url(node: Any) -> Draw:
    """An address by its name. Each app has one namespace only, so that the page it stands on makes no difference."""
    is_constant, name = constant(node.view_name)
    if node.kwargs or not is_constant:
        return _itself(node)
    arguments, kept = [value_of(one) for one in node.args], node.asvar

    def draw(context: Any) -> str:
        values = [argument(context) for argument in arguments]
        if not all(type(value) in _WORDS for value in values):
            return str(node.render(context))
        try:
            found = address(str(name), *values)
        except NoReverseMatch:
            if not kept:
                raise
            found = ""
        if kept:
            context.dicts[-1][kept] = found
            return ""
        return escaped(found) if context.autoescape else found

    return draw


def _static(node: Any) -> str | Draw:
    return _once(node, node.varname) if constant(node.path)[0] else _itself(node)


def _once(node: Any, name: str | None) -> str | Draw:
    """What a node says whatever the context, or what it puts there under a name. One that fails does so when it is reached, as ever."""
    context = Context()
    try:
        said = node.render(context)
    except Exception:  # noqa: BLE001  (it may stand where nobody ever gets)
        return _itself(node)
    return _kept(name, context[name]) if name else str(said)


def _kept(name: str, value: Any) -> Draw:
    def draw(context: Any) -> str:
        context.dicts[-1][name] = value
        return ""

    return draw


def _blocktranslate(node: Any) -> Draw:
    """Words with values in them; those that depend on a number are looked up for each."""
    if node.plural or node.message_context:
        return _itself(node)
    values = {name: value_of(expression) for name, expression in node.extra_context.items()}
    message, names = node.render_token_list(node.singular)
    words = translation.gettext(message)

    def draw(context: Any) -> str:
        context.dicts.append({name: value(context) for name, value in values.items()})
        try:
            data = {name: shown(context.get(name, ""), context) for name in names}
        finally:
            context.dicts.pop()
        try:
            said = words % data
        except (KeyError, ValueError):  # a translation with other names: Django falls back to the words in English
            return str(node.render(context))
        if node.asvar:
            context.dicts[-1][node.asvar] = SafeString(said)
            return ""
        return said

    return draw


def _arguments(node: Any) -> Callable[[Any], tuple[list[Any], dict[str, Any]]]:
    positional = [value_of(one) for one in node.args]
    named = [(name, value_of(one)) for name, one in node.kwargs.items()]

    def resolved(context: Any) -> tuple[list[Any], dict[str, Any]]:
        first = [context] if node.takes_context else []
        return [*first, *(value(context) for value in positional)], {name: value(context) for name, value in named}

    return resolved


def _simple(node: Any) -> str | Draw:
    if getattr(node.func, "is_constant", False) and _never_changes(node):
        return _once(node, node.target_var)
    arguments, tag, name = _arguments(node), node.func, node.target_var

    def draw(context: Any) -> str:
        positional, named = arguments(context)
        said = tag(*positional, **named)
        if name is not None:
            context.dicts[-1][name] = said
            return ""
        return conditional_escape(said) if context.autoescape else said

    return draw


def _never_changes(node: Any) -> bool:
    return not node.takes_context and all(constant(one)[0] for one in (*node.args, *node.kwargs.values()))


def _inclusion(node: Any) -> Draw:
    arguments, tag = _arguments(node), node.func

    def draw(context: Any) -> str:
        positional, named = arguments(context)
        facts = tag(*positional, **named)
        template = context.render_context.get(node)
        if template is None:
            template = context.render_context[node] = context.template.engine.get_template(node.filename)
        inner = context.new(facts)
        if (token := context.get("csrf_token")) is not None:
            inner["csrf_token"] = token
        return template.render(inner)

    return draw


_KINDS: dict[type[Node], Callable[[Any], str | Draw]] = {
    TextNode: _text, LoadNode: _nothing, CommentNode: _nothing, VariableNode: _variable, IfNode: _if, ForNode: _for,
    WithNode: _with, TranslateNode: _translate, StaticNode: _static, BlockTranslateNode: _blocktranslate,
    URLNode: _url, SimpleNode: _simple, InclusionNode: _inclusion,
}  # fmt: skip
#: Kinds whose own lists of nodes are drawn by the functions above; those of any other kind are drawn when it asks for them.
WHOLE = (IfNode, ForNode, WithNode)
