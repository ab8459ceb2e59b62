"""What one may do with a hotline's orders, the scope of its keys, and the roles in which other systems act."""

from linli.domains.cases import permissions as cases  # noqa: F401  (declares what the roles hold, when the app is ready)
from linli.domains.hotline.states import ASK, SCOPE, VIEW
from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.foundation.partners.registry import register_scope
from linli.kernel import policy
from linli.kernel.policy import Reach, Role
from linli.kernel.words import N_

PLATFORM, UNIT = "hotline_platform", "hotline_unit"

policy.register_permissions(
    {
        VIEW: N_("See work orders of the hotline"),
        ASK: N_("Ask the hotline for more time, or give an order back"),
    }
)

_ASKS = frozenset({VIEW, ASK})
for _role in ("office", "centre", "department", "department_leader"):
    policy.extend_role(_role, _ASKS)
for _role in ("leader", "supervisor"):
    policy.extend_role(_role, frozenset({VIEW}))

# What the routes of `api` ask of the cases engine, and no more: a platform in its county, a unit for what is in its hands.
policy.register_role(
    Role(
        PLATFORM, N_("Hotline platform"),
        permissions=frozenset(
            {"cases.view", "cases.open", "cases.comment", "cases.dispatch", "cases.merge", "cases.decide", "cases.explain"}
        ),
        given=False,
    )
)  # fmt: skip
policy.register_role(
    Role(
        UNIT, N_("System of a unit that works on orders"), Reach.ORGANIZATION,
        permissions=frozenset({"cases.view", "cases.handle", "cases.comment", ASK}),
        given=False,
    )
)  # fmt: skip

register_scope(SCOPE, N_("Work orders of the hotline: send, follow, answer"), role=PLATFORM, body_role=UNIT)
