"""What one may be allowed to do with indicators, and who may it."""

from linli.domains.cases import permissions as cases  # noqa: F401  (declares what the roles hold, when the app is ready)
from linli.domains.indicators.states import CALLERS, EXCLUDE, OBJECT, STANDING, THEMES, VIEW
from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

policy.register_permissions(
    {
        VIEW: N_("See indicators and rankings"),
        EXCLUDE: N_("Take a case out of the appraisal"),
        OBJECT: N_("Object when a case was taken out of the appraisal"),
        THEMES: N_("Keep the themes of the month"),
        STANDING: N_("See the place of one's own organization in the ranking"),
        CALLERS: N_("See that one number reported again and again"),
    }
)

for _role in ("office", "leader", "centre", "supervisor", "observer", "field_leader"):
    policy.extend_role(_role, frozenset({VIEW}))
for _role in ("office", "leader", "field_leader", "department", "department_leader"):
    policy.extend_role(_role, frozenset({OBJECT}))
for _role in ("department", "department_leader"):
    policy.extend_role(_role, frozenset({STANDING}))
policy.extend_role("supervisor", frozenset({EXCLUDE}))
policy.extend_role("centre", frozenset({EXCLUDE, THEMES, CALLERS}))
