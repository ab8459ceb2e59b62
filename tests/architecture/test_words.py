"""Every string that people read is translated, with the same placeholders."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools import words


def test_every_string_is_translated():
    assert words.problems() == []


@pytest.fixture
def app(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(words, "ROOT", tmp_path)
    made = tmp_path / "linli" / "domains" / "shops"
    (made / "templates" / "shops").mkdir(parents=True)
    (made / "apps.py").write_text("")
    (made / "services.py").write_text('N_("Sent to {to}")\nngettext("%(n)s shop", "%(n)s shops", n)\n')
    (made / "templates" / "shops" / "a.html").write_text('{% load i18n %}{% translate "Open" %}{{ _("Late") }}')
    (made / "tests").mkdir()
    (made / "tests" / "test_a.py").write_text('_("not for people")\n')
    return made


def ids(catalog: Catalog) -> set[str]:
    return {message.id if isinstance(message.id, str) else message.id[0] for message in catalog if message.id}


def test_strings_come_from_python_and_templates_but_not_from_tests(app):
    assert ids(words.collect(app)) == {"Sent to {to}", "%(n)s shop", "Open", "Late"}


def test_translations_are_kept_and_gone_strings_go(app):
    words.save(app, words.merge(app))
    path = words.po_path(app)
    path.write_text(path.read_text().replace('msgid "Open"\nmsgstr ""', 'msgid "Open"\nmsgstr "打开"'))
    (app / "services.py").write_text("")
    merged = words.merge(app)
    assert merged.get("Open").string == "打开"
    assert ids(merged) == {"Open", "Late"}
    assert words.untranslated(merged) == ["Late"]
    assert words.save(app, merged) is True
    assert words.save(app, words.merge(app)) is False


def test_a_missing_string_is_reported(app):
    words.save(app, words.merge(app))
    assert "linli/domains/shops: not translated: 'Late'" in words.problems()


def test_a_wrong_placeholder_is_reported(app):
    (app / "services.py").write_text('N_("Sent to {to}")\n')
    catalog = words.merge(app)
    for name, text in (("Sent to {to}", "已发给{who}"), ("Open", "打开"), ("Late", "超时")):
        catalog.get(name).string = text
    words.save(app, catalog)
    assert words.problems() == ["linli/domains/shops: placeholders differ: 'Sent to {to}'"]


def test_a_catalogue_is_compiled_when_it_is_newer(app):
    words.save(app, words.merge(app))
    assert words.compile_all() == 1
    assert words.compile_all() == 0


def test_two_apps_that_say_it_differently_are_found():
    one, other = Catalog(locale="zh_Hans"), Catalog(locale="zh_Hans")
    one.add("Open", "打开")
    other.add("Open", "开着")
    other.add("Open", "开通", context="account")
    one.add("Late", "超时")
    other.add("Late", "超时")
    assert words.clashing({"shops": one, "stalls": other}) == ["shops and stalls differ: 'Open'"]
