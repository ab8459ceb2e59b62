"""Reading accounts: `rights` builds the Actor, `accounts` is what administrators see, `demo` the personas."""

from linli.foundation.access.selectors.accounts import (
    account_by_id,
    account_for,
    account_of,
    accounts_for,
    card_for,
    cards_without_account,
    facts_of,
    grant_for,
    grants_of,
    sessions_of,
    sign_ins_of,
)
from linli.foundation.access.selectors.demo import Persona, persona, personas, personas_by_county
from linli.foundation.access.selectors.rights import (
    actor_for,
    actor_from,
    grant_choices,
    home_for,
    label_of,
    may_give,
    place_for,
    rights_of,
    role_choices,
)

__all__ = [
    "Persona",
    "account_by_id",
    "account_for",
    "account_of",
    "accounts_for",
    "actor_for",
    "actor_from",
    "card_for",
    "cards_without_account",
    "facts_of",
    "grant_choices",
    "grant_for",
    "grants_of",
    "home_for",
    "label_of",
    "may_give",
    "persona",
    "personas",
    "personas_by_county",
    "place_for",
    "rights_of",
    "role_choices",
    "sessions_of",
    "sign_ins_of",
]
