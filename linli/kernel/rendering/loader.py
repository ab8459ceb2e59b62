"""Finds templates as Django does, and has their lists of nodes drawn by functions (`nodes.drawn`)."""

from __future__ import annotations

from typing import Any

from django.template.base import NodeList, Template
from django.template.loaders import cached
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from linli.kernel.rendering.nodes import WHOLE, drawn
from linli.kernel.rendering.values import Draw


class Drawn(NodeList):
    """The nodes of a template or a block: still the list that Django knows, but drawn by one function for each language."""

    def __init__(self, nodes: NodeList) -> None:
        super().__init__(nodes)
        self.contains_nontext = nodes.contains_nontext
        self._by_language: dict[str | None, Draw] = {}
        self._by_type: dict[Any, list[Any]] = {}

    def get_nodes_by_type(self, nodetype: Any) -> list[Any]:
        """As Django's, which walks through the whole base page for each request that extends it."""
        found = self._by_type.get(nodetype)
        if found is None:
            found = self._by_type[nodetype] = super().get_nodes_by_type(nodetype)
        return list(found)

    def render(self, context: Any) -> SafeString:
        """All nodes one after the other; the function is made when a language is asked for the first time."""
        language = get_language()
        draw = self._by_language.get(language)
        if draw is None:
            draw = self._by_language[language] = drawn(self)
        return SafeString(draw(context))


class Loader(cached.Loader):
    """Django's own, which keeps every template that was parsed.

    While pages of errors show the template's lines (`debug`) or missing names are to be seen (`string_if_invalid`), nothing is changed.
    """

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        """A template whose nodes are `Drawn`; TemplateDoesNotExist as ever."""
        template = super().get_template(template_name, skip)
        if not (self.engine.debug or self.engine.string_if_invalid or isinstance(template.nodelist, Drawn)):
            template.nodelist = quick(template.nodelist)
        return template


def quick(nodes: NodeList) -> Drawn:
    """These nodes as `Drawn`, with all lists inside of them that nodes of other kinds ask for themselves."""
    for node in nodes:
        for name in node.child_nodelists:
            inside = getattr(node, name, None)
            if isinstance(inside, NodeList) and not isinstance(inside, Drawn):
                drawn_inside = quick(inside)
                if not isinstance(node, WHOLE):
                    setattr(node, name, drawn_inside)
    return Drawn(nodes)
