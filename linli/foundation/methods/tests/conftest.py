"""A folder with copies of the real methods, to be broken one line at a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from linli.foundation.methods import loader

Break = Callable[..., list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the methods that may be changed, each in its first version."""
    for path in loader.FOLDER.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        if path.name != loader.BASE:
            text = re.sub(r"^version = \d+$", "version = 1", text, count=1, flags=re.MULTILINE)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def broken(folder: Path) -> Break:
    """Replace text in one file (it must be there) and give the problems found, as sentences."""

    def change(old: str, new: str, name: str = "huancui") -> list[str]:
        path = folder / f"{name}.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return [str(problem) for problem in loader.problems_in(folder)]

    return change
