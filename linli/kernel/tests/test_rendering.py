"""Templates drawn by functions say what Django's own drawing says, to the letter."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, RequestContext, engines
from django.template.base import Template
from django.urls import NoReverseMatch
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from linli.kernel.rendering.loader import Drawn, Loader, quick

LOAD = "{% load i18n static ui %}"


class Thing:
    """An object with all that a template may meet."""

    name = "<b>Li & Co</b>"
    safe = mark_safe("<i>safe</i>")
    number = 1234567
    share = 0.5
    nothing = None
    words = gettext_lazy("Queue")
    items = ("a", "b", "c")

    def call(self) -> str:
        return "called & escaped"

    def needs(self, _more: str) -> str:
        return "never"

    def delete(self) -> str:
        raise AssertionError("changes data")

    delete.alters_data = True  # type: ignore[attr-defined]

    @property
    def broken(self) -> str:
        raise ValueError("broken")

    @property
    def gone(self) -> str:
        error = LookupError("gone")
        error.silent_variable_failure = True  # type: ignore[attr-defined]
        raise error


def _values() -> dict[str, Any]:
    return {
        "thing": Thing(), "one": {"name": "<x>", "items": [1, 2], "thing": Thing(), "none": None}, "empty": [], "pairs": [("a", 1), ("b", 2)],
        "numbers": [3, 1, 2], "text": "100% <sure>", "zero": 0, "made": (letter for letter in "xy"), "label": "Queue", "percent": "50% off",
        "template": "shadowed", "word": "Case",
    }  # fmt: skip


SNIPPETS = (
    "plain % text {{ text }} and {{ thing.name }} {{ thing.safe }}",
    "{{ thing.number }} {{ zero }} {{ thing.share }} {{ thing.nothing }} {{ thing.words }}",
    "{{ missing }}{{ thing.missing }}{{ one.missing.deeper }}{{ missing.deeper }}|{{ template }}",
    "{{ thing.call }}|{{ thing.needs }}|{{ thing.delete }}|{{ thing.gone }}|{{ one.thing.call }}",
    "{{ one.name }} {{ one.items }} {{ thing.items.1 }} {{ one.items.0 }} {{ text.upper }}",
    "{{ text|upper }} {{ missing|default:'none' }} {{ thing.name|safe }} {{ 'literal' }} {{ 12 }} {{ _('Queue') }}",
    "{% if zero %}a{% elif thing.nothing is None %}b{% else %}c{% endif %}",
    "{% if missing %}a{% endif %}{% if missing == None %}b{% endif %}{% if not missing and thing %}c{% endif %}",
    "{% if zero or thing.share > 0.1 %}a{% endif %}{% if text > 3 %}b{% else %}c{% endif %}{% if 'a' in thing.items %}d{% endif %}",
    "{% if thing.broken or thing %}a{% endif %}{% if 3 not in numbers %}b{% endif %}{% if zero != 1 and zero <= 0 %}c{% endif %}",
    "{% for n in numbers %}{{ forloop.counter }}/{{ forloop.revcounter0 }}:{{ n }}{% if forloop.last %}!{% endif %}{% endfor %}",
    "{% for n in numbers reversed %}{{ n }}{{ forloop.first }}{% empty %}none{% endfor %}{% for n in empty %}x{% empty %}none{% endfor %}",
    "{% for name, value in pairs %}{% for n in numbers %}{{ forloop.parentloop.counter }}{{ name }}{{ value }}{% endfor %}{% endfor %}{{ name }}",
    "{% for n in missing %}x{% empty %}{{ forloop.counter }}none{% endfor %}{% for n in made %}{{ n }}{% endfor %}",
    "{% for n in numbers %}{% cycle 'odd' 'even' %}{% ifchanged n %}{{ n }}{% endifchanged %}{% endfor %}",
    "{% with a=thing.name b=missing c='x' %}{{ a }}{{ b }}{{ c }}{% endwith %}{{ a }}",
    "{% translate 'Queue' %} {% translate 'Queue' as kept %}{{ kept }} {% translate label %} {% translate word %} {% translate percent %}",
    "{% translate missing %}|{% translate '' %}|{% translate thing.words %}|{% translate text %}|{% translate label as l %}{{ l }}",
    "{% translate 'Queue' context 'elsewhere' %} {% translate 'Queue' noop %}",
    "{% blocktranslate with n=thing.name %}Forget {{ n }} at 100%{% endblocktranslate %}{{ n }}",
    "{% blocktranslate with name=text %}Board of {{ name }}{% endblocktranslate %} {% blocktranslate %}{{ text }} {{ missing }}{% endblocktranslate %}",
    "{% blocktranslate count n=zero %}{{ n }} is out{% plural %}{{ n }} are out{% endblocktranslate %}",
    "{% blocktranslate with name=text asvar kept %}Board of {{ name }}{% endblocktranslate %}[{{ kept }}]",
    "{% static 'web/img/seal.svg' %} {% static text %} {% static 'web/img/seal.svg' as there %}{{ there }}",
    "{% url 'cases:queue' %} {% url 'cases:detail' 'A-1' %} {% url 'cases:detail' label as there %}{{ there }} {% url 'no:where' as lost %}[{{ lost }}]",
    "{% url 'cases:drop-view' zero %} {% url 'cases:detail' ref=label %} {% url 'cases:drop-view' thing.share as odd %}[{{ odd }}]",
    "{% icon 'home' %}{% icon name='home' size='s' label=_('Queue') %}{% icon 'home' as drawn %}{{ drawn }}{% mark 'late' %}",
    "{% if zero %}{% icon 'no-such' %}{% endif %}{{ text }}",
    "{% badge 'late' text %}{% badge 'plain' thing.safe %}{% badge 'plain' thing.words %}{% badge 'plain' zero %}",
    "{% crumbs pairs %}{% tabs empty label=_('Queue') %}{% kpi text zero unit='x' %}{% empty text hint=thing.name %}{% src text %}",
    "{% bulkbar %}{{ text }}{% for n in numbers %}{{ n }}{% endfor %}{% endbulkbar %}",
    "{% autoescape off %}{{ text }}{% if text %}{{ thing.name }}{% endif %}{% badge 'late' text %}{% translate label %}{% endautoescape %}",
    "{% filter upper %}{{ text }}{% for n in numbers %}{{ n }}a{% endfor %}{% endfilter %}{% spaceless %}<a> {{ n }} </a>{% endspaceless %}",
    "{% include 'ui/hbar.html' with name=text value=zero most=3 %}{% firstof missing text %}{% widthratio 1 2 100 %}{% comment %}x{% endcomment %}",
    "{% language 'en' %}{% translate 'Queue' %}{% if text %}{% translate 'Queue' %}{% endif %}{% endlanguage %}{% translate 'Queue' %}",
    "{% regroup pairs by 0 as groups %}{% for group in groups %}{{ group.grouper }}{{ group.list }}{% endfor %}{% when thing.nothing %}",
)  # fmt: skip


def _template(source: str, *, ours: bool) -> Template:
    template = Template(LOAD + source, engine=engines["django"].engine)  # type: ignore[attr-defined]
    if ours:
        template.nodelist = quick(template.nodelist)
    return template


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("source", SNIPPETS)
def test_it_says_what_django_says(source: str, language: str) -> None:
    ours = _template(source, ours=True)
    with translation.override(language):
        plain = _template(source, ours=False).render(Context(_values()))
        assert ours.render(Context(_values())) == plain
        assert ours.render(Context(_values())) == plain


def test_one_template_speaks_each_reader_s_language() -> None:
    template, said = _template("{% translate 'Queue' %} {% translate label %}", ours=True), {}
    for language in ("zh-hans", "en", "zh-hans"):
        with translation.override(language):
            said[language] = template.render(Context({"label": "Queue"}))
    assert said["en"] == "Queue Queue"
    assert "Queue" not in said["zh-hans"]


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("{{ thing.broken }}", ValueError),
        ("{% for a, b in numbers %}{% endfor %}", ValueError),
        ("{% for a, b in label %}{% endfor %}", ValueError),
        ("{% url 'no:where' %}", NoReverseMatch),
        ("{% icon label %}", KeyError),
        ("{% icon 'no-such' %}", KeyError),
    ],
)
def test_what_fails_with_django_fails(source: str, error: type[Exception]) -> None:
    for ours in (False, True):
        with pytest.raises(error):
            _template(source, ours=ours).render(Context(_values()))


def test_a_loop_that_fails_leaves_the_context_as_it_was() -> None:
    context = Context(_values())
    depth = len(context.dicts)
    with pytest.raises(ValueError, match="broken"):
        _template("{% with a=1 %}{% for n in numbers %}{{ thing.broken }}{% endfor %}{% endwith %}", ours=True).render(
            context
        )
    assert len(context.dicts) == depth


def test_our_pages_are_drawn_so_and_those_with_lines_of_errors_are_not(rf: Any) -> None:
    engine = engines["django"].engine  # type: ignore[attr-defined]
    page = engine.get_template("ui/hbar.html")
    assert isinstance(page.nodelist, Drawn)
    assert page.render(RequestContext(rf.get("/"), {"name": "<n>", "value": 1, "most": 2})).startswith(
        '<div class="hbar">'
    )
    loader = Loader(engine, ["django.template.loaders.app_directories.Loader"])
    engine.debug, before = True, engine.debug
    try:
        assert not isinstance(loader.get_template("ui/hbar.html").nodelist, Drawn)
    finally:
        engine.debug = before


def test_namespaces_are_those_of_their_apps() -> None:
    """`{% url %}` doesn't ask where it stands: that is right as long as no app is mounted twice under two names."""
    from linli.config.urls import urlpatterns

    assert all(getattr(one, "namespace", None) == getattr(one, "app_name", None) for one in urlpatterns)
