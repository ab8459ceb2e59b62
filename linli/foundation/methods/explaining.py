"""Turns pydantic's errors into sentences that name the key, what was found and what is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

Loc = tuple[int | str, ...]


def explained(model: type[BaseModel], error: ValidationError) -> Iterator[tuple[str, Loc, str]]:
    """(key, its path, sentence) for every error of a section."""
    errors = error.errors(include_url=False)
    inside = {one["loc"][:size] for one in errors for size in range(len(one["loc"]))}
    for one in errors:
        if one["type"] == "too_short" and one["loc"] in inside:
            continue  # only short because of what is wrong inside it
        loc = tuple(step for step in one["loc"] if step != "[key]")
        yield _key(loc), loc, _sentence(model, loc, one)


def _key(loc: Loc) -> str:
    parts = [f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in loc]
    return "".join(parts).lstrip(".")


def _sentence(model: type[BaseModel], loc: Loc, one: Any) -> str:
    match one["type"]:
        case "extra_forbidden":
            return f"unknown key, found {_short(one['input'])}; allowed: {', '.join(_fields_at(model, loc[:-1]))}"
        case "missing":
            return "is missing"
        case "literal_error" | "enum":
            return f"found {_short(one['input'])}, allowed: {one['ctx']['expected']}"
        case "value_error":
            return str(one["ctx"]["error"])
        case _:
            return f"found {_short(one['input'])}; {one['msg'].removeprefix('Input ').lower()}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}…"


def _fields_at(model: type[BaseModel], loc: Loc) -> list[str]:
    """The keys of the table at `loc`: walks annotations, where list places and free names lead to the same model."""
    for step in loc:
        known = model.model_fields.get(step) if isinstance(step, str) else None
        if known is not None:
            model = next(iter(_models_in(known.annotation)), model)
    return sorted(model.model_fields)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
