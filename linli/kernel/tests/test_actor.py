"""Grants: by area with a closed path, by organization, and never more than the role lists."""

import pytest

from linli.kernel import errors, policy
from linli.kernel.actor import Actor, Grant


@pytest.fixture(autouse=True)
def _roles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "_roles", {})
    policy.register_role(policy.Role("worker", "W", permissions=frozenset({"cases.view"})))
    policy.register_role(policy.Role("chief", "C", permissions=frozenset({"cases.view", "cases.dispatch"})))
    policy.register_role(
        policy.Role("bureau", "B", reach=policy.Reach.ORGANIZATION, permissions=frozenset({"cases.view"}))
    )


def actor(*grants: Grant) -> Actor:
    return Actor(account_id=1, label="Li", county_id=1, grants=grants)


def test_a_path_ends_at_its_separator() -> None:
    somebody = actor(Grant("worker", "1.1."))
    assert somebody.reaches("cases.view", "1.1.7.")
    assert not somebody.reaches("cases.view", "1.12.")
    assert not somebody.reaches("cases.view", "1.")


def test_a_role_gives_what_it_lists_and_nothing_else() -> None:
    somebody = actor(Grant("worker", "1."))
    assert somebody.can("cases.view")
    assert not somebody.can("cases.dispatch")


def test_nested_grants_fold_into_the_widest() -> None:
    somebody = actor(Grant("worker", "1.2.3."), Grant("worker", "1.2."), Grant("worker", "1.9."))
    assert somebody.paths("cases.view") == ("1.2.", "1.9.")


def test_a_wide_role_does_not_widen_another_permission() -> None:
    somebody = actor(Grant("worker", "1."), Grant("chief", "1.2."))
    assert somebody.paths("cases.dispatch") == ("1.2.",)


def test_an_organization_role_opens_no_area() -> None:
    officer = actor(Grant("bureau", "1.", organization_id=5))
    assert officer.paths("cases.view") == ()
    assert officer.org_ids("cases.view") == {5}
    assert not officer.reaches("cases.view", "1.2.")


def test_the_public_may_nothing_and_the_system_everything() -> None:
    assert not Actor.public().can("cases.view")
    assert Actor.system().reaches("cases.view", "1.2.")


def test_an_unknown_role_is_an_error_not_a_denial() -> None:
    with pytest.raises(KeyError):
        actor(Grant("nobody", "1.")).can("cases.view")


def test_a_hand_is_an_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(errors._messages, "x.account_needed", "Sign in.")
    assert actor().hand("x.account_needed") == 1
    for nobody in (Actor.system(), Actor.public()):
        with pytest.raises(errors.RuleBroken, match="account_needed"):
            nobody.hand("x.account_needed")
