"""The certificate of hours on paper (志愿服务记录与证明出具办法): number, issuer, name, content, hours, date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.translation import gettext as _

from linli.engines.ledger.registry import HOURS
from linli.kernel import clock
from linli.kernel.documents import Paper, Part, Table, docx_answer

if TYPE_CHECKING:
    from linli.domains.volunteering.models import Certificate


def certificate(found: Certificate, name: str, address: str) -> HttpResponse:
    """A DOCX file; `address` is where it can be checked."""
    day = f"{found.issued_at.astimezone(clock.ZONE):%Y-%m-%d}"
    words = _("{name} took part in voluntary service from {first} to {last}, {hours} hours in all.").format(
        name=name, first=found.first_on, last=found.last_on, hours=HOURS.shown(found.minutes)
    )
    rows = [[when, title, HOURS.shown(minutes)] for when, title, minutes in found.lines]
    check = _("This certificate can be checked at {address} by its number and the code {code}.").format(
        address=address, code=found.code
    )
    parts = (
        Part("", (words,), (Table((_("Day"), _("Service"), _("Hours and minutes")), rows),)),
        Part("", (check,)),
    )
    paper = Paper(_("Certificate of voluntary service"), parts, number=found.number, foot=(found.issuer, day))
    return docx_answer(paper, f"{found.number}.docx")
