"""Django's templates, drawn quicker: see `loader`, and ADR 0037 for why.

A template is written, parsed and found as ever. What changes is how its nodes are drawn: those that make up nearly all of our pages
(text, values, conditions, loops, translations, small tags) become functions once per language, in which everything that can't
change is one piece of text. Any other node draws itself as Django has it. What comes out is the same to the letter
(`tests/test_rendering.py` holds both beside each other).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Tag = TypeVar("Tag", bound=Callable[..., Any])


def constant(tag: Tag) -> Tag:
    """Marks a simple tag that says the same for the same words as long as the process lives: with words that stand in the template it is asked once."""
    tag.is_constant = True  # type: ignore[attr-defined]  # read by `nodes`
    return tag
