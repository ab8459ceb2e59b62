"""Every change in guidance: `help` (what the centre and those who do it do), `asking` (what whoever asked does), `recruiting` (calls
and who applied), `forgetting`, and `following` the ground.
"""

from linli.domains.guidance.services.asking import Asked, ask_for_help, confirm_help, send_back_help, withdraw_help
from linli.domains.guidance.services.forgetting import forget_old
from linli.domains.guidance.services.help import decline_help, finish_help, give_help, reveal_help_phone
from linli.domains.guidance.services.recruiting import (
    apply_to,
    close_call,
    decline_applicant,
    open_call,
    reveal_applicant_phone,
    take_on,
    withdraw_applicant,
)

__all__ = [
    "Asked", "apply_to", "ask_for_help", "close_call", "confirm_help", "decline_applicant", "decline_help", "finish_help", "forget_old",
    "give_help", "open_call", "reveal_applicant_phone", "reveal_help_phone", "send_back_help", "take_on", "withdraw_applicant",
    "withdraw_help",
]  # fmt: skip
