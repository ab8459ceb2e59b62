"""Forms of messages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class WishForm(forms.Form):
    """Which ways somebody wants; a mailbox, if they like."""

    sms = forms.BooleanField(label=_("Text messages about my reports"), required=False)
    mail = forms.BooleanField(label=_("E-mail about my reports"), required=False)
    address = forms.EmailField(
        label=_("My e-mail"), max_length=120, required=False, help_text=_("Only if you want to be told by e-mail.")
    )

    def __init__(self, *args: Any, wishes: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sms, mail = wishes["sms"], wishes["mail"]
        if not sms.contact:
            del self.fields["sms"]
        else:
            self.fields["sms"].help_text = sms.contact
        if not (mail.contact and mail.is_proven):
            del self.fields["mail"]
        else:
            self.fields["mail"].help_text = mail.contact
        if mail.contact:
            self.fields["address"].label = _("Another e-mail")
        if mail.contact and not mail.is_proven:
            self.fields["address"].help_text = _(
                "{mail} isn't confirmed yet: please open the mail that we sent there."
            ).format(mail=mail.contact)
        if not mail.is_open:
            del self.fields["address"]


class StopForm(forms.Form):
    """What somebody asks for on the phone."""

    county = forms.ChoiceField(label=_("County"))
    contact = forms.CharField(label=_("Phone number or e-mail"), max_length=120)
    wanted = forms.ChoiceField(
        label=_("They want"),
        choices=(("no", _("no more messages")), ("yes", _("messages again"))),
        widget=forms.RadioSelect,
        initial="no",
    )

    def __init__(self, *args: Any, counties: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].choices = counties  # type: ignore[attr-defined]
