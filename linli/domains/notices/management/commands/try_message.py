"""`try_message 13800000001` or `try_message name@example.cn`: one message through the gateway that the settings name, now."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext

from linli.domains.notices import gateways
from linli.domains.notices.gateways import Parcel
from linli.domains.notices.method import Channel
from linli.kernel import clock


class Command(BaseCommand):
    """For whoever sets a gateway up: says what it took, or why not."""

    help = "Send one message through the gateway that the settings name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """To whom."""
        parser.add_argument("to", help="a phone number or an e-mail address")

    def handle(self, *, to: str, **options: Any) -> None:
        """Send it; a gateway that doesn't take it ends with status 1 and what it said."""
        channel = Channel.MAIL if "@" in to else Channel.SMS
        with translation.override("zh-hans"):
            words = gettext("This is a try. If you read it, the way works.")
        parcel = Parcel(channel, to.strip(), words, words, f"linli-try-{clock.now():%H%M%S}")
        try:
            handed = gateways.hand_over(parcel)
        except gateways.NotSent as error:
            raise CommandError(f"not taken: {error}") from error
        self.stdout.write(f"taken {parcel.name} {handed.handle}".strip())
