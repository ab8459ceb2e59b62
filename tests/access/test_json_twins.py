"""Nothing can be reached by the JSON API that a page would refuse: each operation is held against the page that is its twin."""

from __future__ import annotations

from fnmatch import fnmatch

import pytest

from linli.domains.cases.web.verbs import BY_CODE
from linli.foundation.partners import registry
from linli.kernel import policy
from linli.kernel.policy import Reach
from linli.surfaces.api.json import verbs
from linli.surfaces.api.json.deeds import DEEDS, Deed
from tests.access.json_left_out import LEFT
from tests.access.matrix import MATRIX
from tests.access.test_matrix import routes

#: Scopes of the JSON API → the role of staff that may do as much, in the county and in an organization.
STAFF = {Reach.AREA: ("centre",), Reach.ORGANIZATION: ("department",)}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=str)
def test_an_operation_asks_what_its_page_asks(deed: Deed) -> None:
    declared = dict(routes())
    assert declared[deed.twin] == deed.permission, deed.twin
    assert declared[f"api:{deed.url_name}"] == policy.KEYED
    page = MATRIX[deed.twin]
    assert "POST" in page.methods or not deed.changes, "a page that only shows has a twin that changes"


@pytest.mark.parametrize("deed", DEEDS.values(), ids=str)
def test_its_scope_brings_the_right_and_nothing_beyond_staff(deed: Deed) -> None:
    scope = registry.scope(deed.scope)
    roles = [policy.role(code) for code in {scope.role, scope.role_of(1)}]
    assert any(deed.permission in role.permissions for role in roles)
    for role in roles:
        staff = frozenset().union(*(policy.role(code).permissions for code in STAFF[role.reach]))
        assert role.permissions <= staff and not role.given, role.code


def test_whoever_speaks_for_an_organization_reaches_by_it_alone() -> None:
    for code in {deed.scope for deed in DEEDS.values()}:
        assert policy.role(registry.scope(code).role_of(1)).reach is Reach.ORGANIZATION, code


def test_every_verb_of_the_console_is_there() -> None:
    """Pictures go up as a form; a number is looked at by people alone."""
    assert set(BY_CODE) - set(verbs.SENT) == {"add-photos"} and "case-add-photos" in DEEDS
    for code, sent in verbs.SENT.items():
        fields = set(BY_CODE[code].form.base_fields) - {"photos"}
        assert set(sent.model_fields if sent else ()) == fields, code
    assert not any("reveal" in name for name in DEEDS)


def test_no_scope_opens_what_the_api_leaves_to_people() -> None:
    scopes = [one for code, one in registry.scopes().items() if code.startswith("api.")]
    held = {right for one in scopes for code in (one.role, one.role_of(1)) for right in policy.role(code).permissions}
    assert not held & {"cases.reveal", "cases.decide", "cases.export"}


#: Apps whose routes are no pages: doors for programs themselves.
DOORS = ("api:", "hotline-api:")


def test_every_page_has_an_operation_or_a_reason() -> None:
    pages = {name for name, _ in routes() if not name.startswith(DOORS)}
    offered = {deed.twin for deed in DEEDS.values()}
    left = pages - offered
    assert {page for page in left if not any(fnmatch(page, row) for row in LEFT)} == set(), "neither offered nor named"
    assert {row for row in LEFT if not any(fnmatch(page, row) for page in left)} == set(), (
        "rows that name no page (any more)"
    )
    assert {row for row in LEFT if row in offered} == set(), "left out and offered"
