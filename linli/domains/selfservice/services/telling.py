"""Text messages of selfservice: by the way of all messages, first tried when what they tell is committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from linli.domains.notices import services as notices
from linli.domains.notices.states import Direct
from linli.domains.selfservice.models import PersonRequest, PhoneCode

if TYPE_CHECKING:
    from typing import Any

#: How notices know what they send.
CODE, REQUEST = PhoneCode._meta.label_lower, PersonRequest._meta.label_lower


def send_digits(code: Any, phone: str, digits: str, minutes: int) -> None:
    """Send a code to the phone that it proves; it is tried as long as it holds."""
    text = gettext("{code} is your code. It holds for {minutes} minutes. Give it to nobody, not even to us.")
    words = text.format(code=digits, minutes=minutes)
    notices.send_to_phone(code.county, Direct.CODE, kind=CODE, pk=code.pk, phone=phone, text=words, until=code.ends_at)


def tell_answered(request: Any, phone: str, *, is_gone: bool) -> None:
    """Tell somebody that the office has answered: never what was asked, what came of it, or who they are. `is_gone`: their entry
    was erased, so that there is no page to look at. In the language of the place, whatever the office reads.
    """
    if not is_gone:
        notices.tell_of_answer(request, phone)
        return
    county = request.county
    with translation.override(settings.LANGUAGE_CODE):
        text = gettext("{place}: your request has been answered. There is nothing more to look up.")
        words = text.format(place=county.label)
    notices.send_to_phone(county, Direct.ANSWERED, kind=REQUEST, pk=request.pk, phone=phone, text=words)
