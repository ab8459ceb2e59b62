"""States and edges of honours, as tables."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.states import Edge, Machine
from linli.kernel.words import N_

#: What is looked at when an objection is opened, and what its words are sealed for.
OBJECTION = "honours.objection"


class CallState(StrEnum):
    """The life of a call: nominations and their review, public notice, the end."""

    OPEN = "open"
    NOTICE = "notice"
    CONFERRED = "conferred"
    CANCELLED = "cancelled"


CALLS: Machine[CallState] = Machine(
    (
        Edge(CallState.OPEN, CallState.NOTICE, by="publish"),
        Edge(CallState.OPEN, CallState.CANCELLED, by="cancel"),
        Edge(CallState.NOTICE, CallState.CONFERRED, by="confer"),
        Edge(CallState.NOTICE, CallState.CANCELLED, by="cancel"),
    )
)


class NominationState(StrEnum):
    """The life of a nomination. Two people judge it: one reviews, another one decides."""

    SENT = "sent"
    REVIEWED = "reviewed"
    AGREED = "agreed"
    REFUSED = "refused"
    STRUCK = "struck"
    HONOURED = "honoured"
    WITHDRAWN = "withdrawn"


_N = NominationState
NOMINATIONS: Machine[NominationState] = Machine(
    (
        Edge(_N.SENT, _N.REVIEWED, by="review"),
        Edge(_N.SENT, _N.WITHDRAWN, by="withdraw"),
        Edge(_N.REVIEWED, _N.AGREED, by="agree"),
        Edge(_N.REVIEWED, _N.REFUSED, by="refuse"),
        Edge(_N.REVIEWED, _N.WITHDRAWN, by="withdraw"),
        Edge(_N.AGREED, _N.STRUCK, by="strike", why="an objection was found right"),
        Edge(_N.AGREED, _N.WITHDRAWN, by="withdraw", why="whoever is nominated needn't accept it"),
        Edge(_N.AGREED, _N.HONOURED, by="confer"),
    )
)
#: Nominations that somebody still has to judge.
UNDECIDED = (_N.SENT, _N.REVIEWED)


class Consent(StrEnum):
    """Whether a person may be named in public."""

    UNASKED = "unasked"
    GIVEN = "given"
    REFUSED = "refused"


class ArticleKind(StrEnum):
    """A model case (H29) or a practice of the library (X48)."""

    CASE = "case"
    PRACTICE = "practice"


class ArticleState(StrEnum):
    """The life of what is written up."""

    DRAFT = "draft"
    SENT = "sent"
    PUBLISHED = "published"
    TAKEN_DOWN = "taken_down"


ARTICLES: Machine[ArticleState] = Machine(
    (
        Edge(ArticleState.DRAFT, ArticleState.SENT, by="send"),
        Edge(ArticleState.SENT, ArticleState.PUBLISHED, by="publish"),
        Edge(ArticleState.SENT, ArticleState.DRAFT, by="return"),
        Edge(ArticleState.PUBLISHED, ArticleState.TAKEN_DOWN, by="take_down"),
    )
)


class Origin(StrEnum):
    """What a model case was written from."""

    CASE = "case"
    PROJECT = "project"
    MATTER = "matter"


CALL_LABELS = {
    CallState.OPEN: N_("Takes nominations"),
    CallState.NOTICE: N_("On public notice"),
    CallState.CONFERRED: N_("Conferred"),
    CallState.CANCELLED: N_("Given up"),
}
NOMINATION_LABELS = {
    _N.SENT: N_("Waits for the review"),
    _N.REVIEWED: N_("Waits for the decision"),
    _N.AGREED: N_("Chosen for the honour"),
    _N.REFUSED: N_("Not chosen for the honour"),
    _N.STRUCK: N_("Struck after an objection"),
    _N.HONOURED: N_("Honoured"),
    _N.WITHDRAWN: N_("Nomination taken back"),
}
CONSENT_LABELS = {
    Consent.UNASKED: N_("Not asked yet whether the name may be public"),
    Consent.GIVEN: N_("Agrees that the name is public"),
    Consent.REFUSED: N_("The name stays out of public pages"),
}
ARTICLES_OF = {ArticleKind.CASE: N_("Model cases"), ArticleKind.PRACTICE: N_("Library of practices")}
ARTICLE_LABELS = {
    ArticleState.DRAFT: N_("Being written"),
    ArticleState.SENT: N_("Waits for its review"),
    ArticleState.PUBLISHED: N_("Published"),
    ArticleState.TAKEN_DOWN: N_("No longer published"),
}
SUBJECTS = {
    "person": N_("Person in service"),
    "organization": N_("Organization"),
    "compound": N_("Compound"),
    "project": N_("Project"),
    "practice": N_("Practice"),
}
