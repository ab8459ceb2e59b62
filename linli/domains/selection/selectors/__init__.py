"""Every question about selections: `pinned` (rules they began under), `running` (staff), `public` (the result)."""

from linli.domains.selection.selectors.pinned import level_of, procedure_of, rules_of
from linli.domains.selection.selectors.public import Notice, NoticeName, notice_for, notices_of
from linli.domains.selection.selectors.running import (
    BackboneRow,
    DocumentFile,
    Step,
    backbones,
    candidate_for,
    card_choices,
    chosen_of,
    document_for,
    facts_of,
    person_choices,
    post_choices,
    post_for,
    selection_for,
    selections_page,
    source_choices,
    state_choices,
)

__all__ = [
    "BackboneRow",
    "DocumentFile",
    "Notice",
    "NoticeName",
    "Step",
    "backbones",
    "candidate_for",
    "card_choices",
    "chosen_of",
    "document_for",
    "facts_of",
    "level_of",
    "notice_for",
    "notices_of",
    "person_choices",
    "post_choices",
    "post_for",
    "procedure_of",
    "rules_of",
    "selection_for",
    "selections_page",
    "source_choices",
    "state_choices",
]
