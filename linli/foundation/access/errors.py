"""Refusals of the access app. None of the first two tells whether an account exists."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "access.wrong_credentials": N_("The name or the password isn't right. Please look at both and try again."),
        "access.too_many_tries": N_("Too many tries. Please wait {minutes} minutes, then try again."),
        "access.password_not_confirmed": N_("That isn't your password. Nothing was changed."),
        "access.wrong_code": N_(
            "That code isn't right, or it was used already. Wait for the next one and type it again."
        ),
        "access.code_too_late": N_("That took too long. Please sign in again."),
        "access.second_factor_on": N_("The second factor is set up already."),
        "access.second_factor_off": N_("There is no second factor set up."),
        "access.second_factor_demanded": N_("Your role works with a second factor only. It can't be switched off."),
        "access.not_yourself": N_("You can't change your own rights or lock yourself out. Ask another administrator."),
        "access.name_taken": N_("The name {username} is in use. Please choose another."),
        "access.has_account": N_("{name} has an account already: {username}."),
        "access.grant_ended": N_("These rights have ended already."),
        "access.needs_organization": N_("This role works for an organization. Please choose one."),
        "access.needs_area": N_("This role works in an area. Please choose one."),
        "access.has_role": N_("{username} has these rights already."),
        "access.until_past": N_("The last day lies in the past."),
        "access.unknown_role": N_("There is no role called {role}."),
        "access.weak_password": N_("{why}"),
        "access.password_too_long": N_("A password may have {most} characters at most."),
    }
)
