"""Floors look down only: imports by import-linter's contracts, foreign keys by this test."""

import logging
from types import SimpleNamespace

import pytest
from django.apps import apps
from importlinter import cli

from linli.kernel.scoping import ScopedModel
from tests.architecture import source


@pytest.fixture(autouse=True)
def _logging_put_back():
    """The linter's command configures logging anew and switches off every logger there is: later tests want them."""
    there = [log for log in logging.root.manager.loggerDict.values() if isinstance(log, logging.Logger)]
    before = [(log, log.disabled) for log in there]
    yield
    for log, disabled in before:
        log.disabled = disabled


@pytest.mark.slow
def test_imports_keep_the_contracts(capsys):
    assert cli.lint_imports(cache_dir=None) == 0, capsys.readouterr().out


def test_a_planted_upward_import_is_caught(tmp_path, capsys, monkeypatch):
    """The kernel importing an upper floor breaks the contract (on a skeleton with our own layers)."""
    for name in ("upper", "lower"):
        (tmp_path / "house" / name).mkdir(parents=True)
        (tmp_path / "house" / name / "__init__.py").write_text("")
    (tmp_path / "house" / "__init__.py").write_text("")
    (tmp_path / "house" / "lower" / "__init__.py").write_text("from house import upper\n")
    config = tmp_path / "contracts.ini"
    config.write_text(
        "[importlinter]\nroot_package = house\n[importlinter:contract:1]\nname = floors\ntype = layers\n"
        "containers = house\nlayers =\n  upper\n  lower\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    assert cli.lint_imports(config_filename=str(config), cache_dir=None) == 1
    assert "house.lower is not allowed to import house.upper" in capsys.readouterr().out


def floor_of(app_name, floors):
    """The floor's number, top first; None for apps that are not ours."""
    inside = app_name.removeprefix("linli.")
    return next((number for number, names in enumerate(floors) if inside in names), None)


def upward_keys(models, floors):
    """Relations from a lower to a higher floor, or to a stranger on the same floor."""
    found = []
    for model in models:
        mine = model._meta.app_config.name
        for field in model._meta.get_fields():
            if not (field.concrete and field.is_relation and field.related_model):
                continue
            theirs = field.related_model._meta.app_config.name
            here, there = floor_of(mine, floors), floor_of(theirs, floors)
            if mine != theirs and None not in (here, there) and there <= here:
                found.append(f"{mine}.{model.__name__}.{field.name} → {theirs}")
    return found


def test_foreign_keys_look_down():
    assert upward_keys(apps.get_models(), source.floors()) == []


def test_every_app_has_a_floor():
    floors = source.floors()
    ours = [config.name for config in apps.get_app_configs() if config.name.startswith("linli.")]
    assert [name for name in ours if floor_of(name, floors) is None] == []


def test_an_upward_key_is_found():
    def model(app, *fields):
        return SimpleNamespace(
            __name__="Model",
            _meta=SimpleNamespace(app_config=SimpleNamespace(name=app), get_fields=lambda: fields),
        )

    upper = model("linli.domains.cases")
    key = SimpleNamespace(name="case", concrete=True, is_relation=True, related_model=upper)
    lower = model("linli.foundation.territory", key)
    assert upward_keys([lower], source.floors()) == ["linli.foundation.territory.Model.case → linli.domains.cases"]


def test_scoped_models_have_no_objects_manager():
    """`.objects` would read past the scope without saying so."""
    scoped = [model for model in apps.get_models() if issubclass(model, ScopedModel)]
    assert [model.__name__ for model in scoped if hasattr(model, "objects")] == []


def test_no_constraint_asks_the_database_before_it_is_there():
    """Django's check of `nulls_distinct` asks for the server's version, so a start on a wrong database ends in a trace, not in words."""
    asking = [
        constraint.name
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if getattr(constraint, "nulls_distinct", None) is not None
    ]
    assert asking == []
