"""The rules under which a selection began, and whose office acts."""

from __future__ import annotations

from typing import Any

from linli.domains.selection.method import Procedure, SelectionRules, Stage
from linli.domains.selection.models import Selection
from linli.foundation.methods import selectors as methods
from linli.foundation.territory import selectors as territory


def rules_of(selection: Selection) -> SelectionRules:
    """The section of the release that the selection is pinned to."""
    found: SelectionRules = methods.rules_for(selection.release_id).selection
    return found


def procedure_of(selection: Selection) -> Procedure:
    """The sequence that the selection runs by."""
    return rules_of(selection).procedures[selection.procedure]


def level_of(selection: Selection, stage: Stage) -> Any:
    """The area whose office acts in a stage: the post's community, township or county; the post's own area where it lies above."""
    return territory.ancestor_of_rank(selection.area, stage.by) or selection.area
