"""Password rules, and proving again that it is really you before rights are changed."""

from __future__ import annotations

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from linli.foundation.access import events, rules
from linli.foundation.access.models import Account
from linli.foundation.access.services import tries
from linli.foundation.access.services.sessions import client_address, log, renew
from linli.foundation.audit import services as audit
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

_VALIDATORS = (
    MinimumLengthValidator(rules.PASSWORD_LEAST),
    CommonPasswordValidator(),
    UserAttributeSimilarityValidator(user_attributes=("username",)),
)


def check_password(password: str, username: str) -> None:
    """At least ten characters, none of the common ones, not like the username; raises RuleBroken access.weak_password."""
    owner = Account(username=username)
    for validator in _VALIDATORS:
        try:
            validator.validate(password, owner)
        except ValidationError as error:
            raise RuleBroken("access.weak_password", why=" ".join(error.messages)) from error
    if len(password) > rules.PASSWORD_MOST:
        raise RuleBroken("access.password_too_long", most=rules.PASSWORD_MOST)


def confirm_password(request: HttpRequest, account: Account, password: str) -> None:
    """The signed-in person types their password again. Wrong tries count, lock and are logged as at the sign-in.

    Raises RuleBroken access.password_not_confirmed, access.too_many_tries.
    """
    address = client_address(request)
    try:
        tries.count_try(tries.subjects_of(account.username, address))
    except RuleBroken:
        log(request, account, "locked")
        raise
    if len(password) > rules.PASSWORD_MOST or not account.check_password(password):
        log(request, account, "wrong")
        raise RuleBroken("access.password_not_confirmed")
    tries.forgive(account.username, address)


def change_password(actor: Actor, request: HttpRequest, *, account: Account, old: str, new: str) -> None:
    """One's own password: the old one is asked for, all other devices are signed out."""
    confirm_password(request, account, old)
    check_password(new, account.username)
    with transaction.atomic():
        account.set_password(new)
        account.must_change_password = False
        account.save(update_fields=["password", "must_change_password"])
        audit.record(actor, events.PasswordChanged(), subject=account, county_id=account.county_id)
        renew(request, account)
