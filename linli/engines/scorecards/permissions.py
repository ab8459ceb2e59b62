"""What one may be allowed to do with scorecards. Rating itself needs a seat in the round, not a right."""

from linli.engines.scorecards.states import ANSWER, DECIDE, ITEMS, RUN, VIEW
from linli.foundation.access import permissions as access  # noqa: F401  (declares the roles)
from linli.kernel import policy
from linli.kernel.words import N_

policy.register_permissions(
    {
        VIEW: N_("See ratings and their results"),
        RUN: N_("Open, close and publish ratings"),
        ITEMS: N_("Enter what takes points off or adds them"),
        ANSWER: N_("Reply to a rating, and appeal"),
        DECIDE: N_("Decide appeals against ratings"),
    }
)

for _role in ("observer", "helper"):
    policy.extend_role(_role, frozenset({VIEW}))
for _role in ("field_worker", "field_leader", "department", "department_leader"):
    policy.extend_role(_role, frozenset({VIEW, ANSWER}))
policy.extend_role("office", frozenset({VIEW, ANSWER, ITEMS}))
policy.extend_role("leader", frozenset({VIEW, ANSWER, DECIDE}))
policy.extend_role("supervisor", frozenset({VIEW, ITEMS, DECIDE}))
policy.extend_role("centre", frozenset({VIEW, RUN, ITEMS, DECIDE}))
