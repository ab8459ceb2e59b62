"""The role in which another platform acts, and the key's scope that gives it."""

from linli.domains.cases import permissions as cases  # noqa: F401  (declares the verbs)
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
