"""The roles in which other systems act here, and the scopes of keys that give them.

A system that speaks for an organization has no more than that organization's own people, wherever the key says more; a test
holds each role against the roles of staff.
"""

from linli.domains.cases import permissions as cases  # noqa: F401  (declares the verbs)
from linli.domains.hotline.states import VIEW as ORDERS
from linli.domains.surveys.permissions import RECORD as SURVEY
from linli.domains.surveys.permissions import VIEW as SURVEYS
from linli.domains.visits.permissions import FIGURES as VISITS
from linli.domains.visits.permissions import PLACES
from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles of staff)
from linli.foundation.partners.registry import register_scope
from linli.kernel import policy
from linli.kernel.policy import Reach, Role
from linli.kernel.words import N_

#: What a key is issued for.
SCOPE = "api.open311"
#: Reports in, notes on them; all of a county, since a report may come from anywhere in it. No account ever holds it.
ROLE = "open311"

policy.register_role(
    Role(
        ROLE,
        N_("Another platform (Open311)"),
        Reach.AREA,
        frozenset({"cases.open", "cases.view", "cases.comment"}),
        given=False,
    )
)
register_scope(SCOPE, N_("Report and follow cases (Open311)"), role=ROLE)

#: Scopes of the JSON API.
READ, OPEN, WORK, DESK, WATCH, CALLS = "api.read", "api.open", "api.work", "api.desk", "api.supervise", "api.calls"
ESTATES, WALKS, VISIT = "api.surveys", "api.visits", "api.visit"
#: As the page for people lists them.
SCOPES = (READ, OPEN, WORK, DESK, WATCH, CALLS, ESTATES, WALKS, VISIT)

_SEE = frozenset({"cases.view", "territory.view", "organizations.view", ORDERS})
#: Where a system speaks for an organization, these aren't its to do: a department registers, dispatches and supervises nothing.
_BODY_SEES = "api_body_reader"


def _role(code: str, label: str, permissions: set[str], *, reach: Reach = Reach.AREA) -> str:
    policy.register_role(Role(code, label, reach, _SEE | permissions, given=False))
    return code


_role(_BODY_SEES, N_("System of an organization: reads"), set(), reach=Reach.ORGANIZATION)
_role(
    "api_body_worker", N_("System of an organization: works on its cases"),
    {"cases.handle", "cases.whistle", "cases.comment"}, reach=Reach.ORGANIZATION,
)  # fmt: skip
_role(
    "api_called", N_("System of an organization: answers calls"), {"cases.answer_call"}, reach=Reach.ORGANIZATION
)  # fmt: skip

register_scope(
    READ, N_("Read cases, places and organizations (JSON API)"),
    role=_role("api_reader", N_("Other system: reads"), set()), body_role=_BODY_SEES,
)  # fmt: skip
register_scope(
    OPEN, N_("Register cases (JSON API)"),
    role=_role("api_registrar", N_("Other system: registers cases"), {"cases.open"}), body_role=_BODY_SEES,
)  # fmt: skip
register_scope(
    WORK, N_("Work on cases and call for help (JSON API)"),
    role=_role("api_worker", N_("Other system: works on cases"), {"cases.handle", "cases.whistle", "cases.comment"}),
    body_role="api_body_worker",
)  # fmt: skip
register_scope(
    DESK, N_("Dispatch, check, join and end cases (JSON API)"),
    role=_role(
        "api_desk", N_("Other system: dispatches and checks"),
        {"cases.dispatch", "cases.verify", "cases.merge", "cases.explain"},
    ),
    body_role=_BODY_SEES,
)  # fmt: skip
register_scope(
    WATCH, N_("Supervise cases (JSON API)"),
    role=_role("api_supervisor", N_("Other system: supervises"), {"cases.supervise"}), body_role=_BODY_SEES,
)  # fmt: skip
register_scope(CALLS, N_("Answer calls to one's organization (JSON API)"), role="api_called")
register_scope(
    ESTATES, N_("Read surveys of compounds and write them down (JSON API)"),
    role=_role("api_surveyor", N_("Other system: surveys compounds"), {SURVEYS, SURVEY}), body_role=_BODY_SEES,
)  # fmt: skip
register_scope(
    WALKS, N_("Read how far visits have come (JSON API)"),
    role=_role("api_walks", N_("Other system: reads figures of visits"), {VISITS}), body_role=_BODY_SEES,
)  # fmt: skip
register_scope(
    VISIT, N_("Record visits to compounds and places (JSON API)"),
    role=_role("api_visitor", N_("Other system: visits compounds and places"), {PLACES}), body_role=_BODY_SEES,
)  # fmt: skip
