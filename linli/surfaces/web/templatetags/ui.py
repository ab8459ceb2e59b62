"""`{% load ui %}`: every part of the design system as a small tag (shown with all states on `/style/`)."""

from django import template

from linli.surfaces.web.tags import cases, figures, forms, lists, shapes, times

register = template.Library()

for _group in (shapes, times, forms, lists, cases, figures):
    register.tags.update(_group.register.tags)
    register.filters.update(_group.register.filters)
