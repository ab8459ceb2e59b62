"""Small functions, short modules, thin views: the caps were there before the second app."""

import statistics
import warnings

import pytest

from tests.architecture import source

MODULE_STOP, MODULE_WARN, FUNCTION_STOP, VIEW_STOP, MEDIAN = 400, 300, 60, 25, 9


@pytest.mark.filterwarnings("default::UserWarning")
def test_no_module_is_a_world_of_its_own():
    sizes = {source.short(path): len(path.read_text(encoding="utf-8").splitlines()) for path in source.python_files()}
    assert {name: size for name, size in sizes.items() if size > MODULE_STOP} == {}
    for name, size in sizes.items():
        if size > MODULE_WARN:
            warnings.warn(f"{name} has {size} lines; split it before {MODULE_STOP}", LargeModule, stacklevel=1)


class LargeModule(UserWarning):
    """A module grows towards the cap."""


def test_no_function_is_long():
    long = [f"{found.where}: {found.lines}" for found in source.functions() if found.lines > FUNCTION_STOP]
    assert long == []


def test_half_of_the_functions_are_tiny():
    assert statistics.median(found.lines for found in source.functions()) <= MEDIAN


def test_views_are_thin():
    thick = [
        f"{found.where}: {found.lines}"
        for found in source.functions()
        if found.path.parent.name == "web" and found.path.name == "views.py" and found.lines > VIEW_STOP
    ]
    assert thick == []


def test_lines_are_counted_without_the_docstring():
    (found,) = source.functions_of(source.ROOT / "x.py", 'def f():\n    """One.\n\n    Two.\n    """\n    return 1\n')
    assert found.lines == 2
