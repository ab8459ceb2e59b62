"""Every change of webhooks: `hooks` (add, switch, renew), `queue` (note, resend, forget), `sending` (what the worker does), `wire`."""

from linli.foundation.webhooks.services.hooks import Made, add_hook, renew_secret, switch_hook
from linli.foundation.webhooks.services.queue import forget_old, note_line, offer, resend, resend_all
from linli.foundation.webhooks.services.sending import send_due

__all__ = [
    "Made",
    "add_hook",
    "forget_old",
    "note_line",
    "offer",
    "renew_secret",
    "resend",
    "resend_all",
    "send_due",
    "switch_hook",
]
