"""Every change in selfservice: `codes`, `joining`, `couriers`, `signing`, `consents`, `requests`, `own_copy`, and `forgetting` for retention."""

from linli.domains.selfservice.rules import Said
from linli.domains.selfservice.services.codes import send_again, send_code
from linli.domains.selfservice.services.consents import give_consents, register_consent_follower, withdraw_consent
from linli.domains.selfservice.services.couriers import begin_courier, register_courier, withdraw_courier
from linli.domains.selfservice.services.forgetting import forget_all, forget_in
from linli.domains.selfservice.services.joining import begin, register_self
from linli.domains.selfservice.services.own_copy import take_copy
from linli.domains.selfservice.services.requests import ask_office, decide_request, read_words
from linli.domains.selfservice.services.signing import ask_code, identify, sign_in, sign_out

__all__ = [
    "Said",
    "ask_code",
    "ask_office",
    "begin",
    "begin_courier",
    "decide_request",
    "forget_all",
    "forget_in",
    "give_consents",
    "identify",
    "read_words",
    "register_consent_follower",
    "register_courier",
    "register_self",
    "send_again",
    "send_code",
    "sign_in",
    "sign_out",
    "take_copy",
    "withdraw_consent",
    "withdraw_courier",
]
