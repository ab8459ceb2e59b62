"""linli.E005: a broken method file stops the start, never a request."""

from __future__ import annotations

from django.core.checks import Error, register

from linli.foundation.methods import loader


@register("linli")
def methods_can_be_read(**_: object) -> list[Error]:
    """One error for each thing that is wrong in the folder of methods."""
    hint = "correct the file, then run: ./run methods check"
    return [Error(str(problem), hint=hint, id="linli.E005") for problem in loader.problems_in(loader.FOLDER)]
