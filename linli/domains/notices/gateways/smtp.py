"""Mail through the server that LINLI_SMTP_* names, by Django's own backend."""

from __future__ import annotations

from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.message import BadHeaderError

from linli.domains.notices.gateways import Handed, NotSent, Parcel
from linli.kernel.lines import one_line


def send(parcel: Parcel) -> Handed:
    """One mail, as plain text. Its Message-ID is made of the message's name, so that a mailbox that gets it twice can tell."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    headers = {"Message-ID": f"<{parcel.name}@{host}>", "Auto-Submitted": "auto-generated"}
    mail = EmailMessage(one_line(parcel.subject), parcel.text, to=[parcel.to], headers=headers)
    try:
        mail.send()
    except (SMTPResponseException, SMTPRecipientsRefused, BadHeaderError) as error:
        raise NotSent(type(error).__name__, answered=True) from error
    except (SMTPException, OSError) as error:
        raise NotSent(f"{type(error).__name__}: {error}") from error
    return Handed(handle=headers["Message-ID"])
