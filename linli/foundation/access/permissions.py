"""Permissions of accounts, and the roles that posts and extra grants carry.

Posts of a method name roles by these codes (`organizations.method.Role`; a test holds the two lists together). Roles hold here
what the floors up to this one offer; apps above add their own verbs with `policy.extend_role`.
"""

from linli.kernel import policy
from linli.kernel.policy import Reach, Role
from linli.kernel.words import N_

policy.register_permissions(
    {
        "access.view": N_("See accounts and sign-ins"),
        "access.manage": N_("Open, lock and reset accounts"),
        "access.grant": N_("Give and end extra rights"),
    }
)

_SEE_PLACES = frozenset({"territory.view", "organizations.view"})
_SEE = _SEE_PLACES | {"people.view"}
_RUN_OFFICE = _SEE | {"people.change"}
_RUN_COUNTY = _RUN_OFFICE | {"territory.change", "organizations.change"}
_ADMINISTER = _RUN_COUNTY | {"territory.import", "access.view", "access.manage", "access.grant"}

_ROLES = (
    Role("helper", N_("Helper in the building"), Reach.AREA, _SEE_PLACES),
    Role("field_worker", N_("Grid worker"), Reach.AREA, _SEE),
    Role("field_leader", N_("Grid leader"), Reach.AREA, _SEE),
    Role("office", N_("Community or street office"), Reach.AREA, _RUN_OFFICE),
    Role("centre", N_("County centre"), Reach.AREA, _RUN_COUNTY),
    Role("supervisor", N_("Supervisor"), Reach.AREA, _SEE),
    Role("leader", N_("Leader"), Reach.AREA, _SEE),
    Role("department", N_("Department or unit on duty"), Reach.ORGANIZATION, _SEE_PLACES),
    Role("department_leader", N_("Head of a department or unit"), Reach.ORGANIZATION, _SEE),
    Role("party_office", N_("Party organization"), Reach.ORGANIZATION, _SEE_PLACES),
    Role("administrator", N_("Administrator of the county"), Reach.AREA, _ADMINISTER),
    Role("observer", N_("Observer"), Reach.AREA, _SEE_PLACES),
    Role("method_keeper", N_("Keeper of the method"), Reach.AREA, _SEE_PLACES),
    Role("auditor", N_("Auditor"), Reach.AREA, _SEE | {"access.view", "privacy.audit"}),
)

for _role in _ROLES:
    policy.register_role(_role)
