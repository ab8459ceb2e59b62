"""Every model and every public function of the shared layers says what it promises."""

import ast

from django.apps import apps

from tests.architecture import source

SPOKEN = {"services", "selectors", "rules", "states", "kernel", "events"}


def undocumented(functions):
    """Public functions without a docstring (methods of classes and nested ones are left to taste)."""
    return [
        found.where
        for found in functions
        if not found.name.startswith("_") and not found.nested and ast.get_docstring(found.node) is None
    ]


def test_public_functions_speak():
    spoken = [found for found in source.functions() if SPOKEN & {*found.path.parts[:-1], found.path.stem}]
    assert undocumented(found for found in spoken if not found.method) == []


def test_models_speak():
    silent = [
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("linli.")
        and (not model.__doc__ or model.__doc__.startswith(f"{model.__name__}("))
    ]
    assert silent == []


def test_a_silent_function_is_found():
    found = source.functions_of(source.ROOT / "x.py", "def f():\n    return 1\n\n\ndef _g():\n    return 2\n")
    assert undocumented(found) == ["x.py:1 f"]
