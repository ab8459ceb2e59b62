"""Every change of notices: `inbox` (staff), `telling` (messages to reporters are made), `direct` (codes and answers), `sending` (what the worker does), `reports` (what
gateways say later), `wishes` (who doesn't want messages), `again` (sent again by a person), `keeping` (what is old goes).
"""

from linli.domains.notices.method import Occasion
from linli.domains.notices.services.again import resend, resend_all
from linli.domains.notices.services.direct import forget_asked, send_to_phone, take_back, tell_of_answer
from linli.domains.notices.services.inbox import forget_texts, keep_text, mark_all_read, mark_read, tell
from linli.domains.notices.services.keeping import forget_old
from linli.domains.notices.services.reports import note_report
from linli.domains.notices.services.sending import send_due
from linli.domains.notices.services.telling import Addressee, News, announce, recipient_for
from linli.domains.notices.services.wishes import choose, prove_mail, set_by_staff, set_mail, set_phone_wish

__all__ = [
    "Addressee",
    "News",
    "Occasion",
    "announce",
    "choose",
    "forget_asked",
    "forget_old",
    "forget_texts",
    "keep_text",
    "mark_all_read",
    "mark_read",
    "note_report",
    "prove_mail",
    "recipient_for",
    "resend",
    "resend_all",
    "send_due",
    "send_to_phone",
    "set_by_staff",
    "set_mail",
    "set_phone_wish",
    "take_back",
    "tell",
    "tell_of_answer",
]
