"""What each county tells its reporters, as rows of *Methods side by side*: the words, how many text messages long, by which ways."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.domains.notices.method import SAMPLE, Channel, Occasion, filled
from linli.domains.notices.states import OCCASIONS, WAYS
from linli.foundation.methods.comparison import Part, part, row
from linli.kernel.words import N_

GROUP = N_("What reporters are told")


def declare() -> None:
    """One row for each occasion, and one for the night; called when the app is ready."""
    row(GROUP, N_("No messages by night"))(quiet)
    for occasion in Occasion:
        row(GROUP, OCCASIONS[occasion])(partial(words, occasion))


def quiet(rules: Any) -> Iterator[Part]:
    """From when until when nothing goes out."""
    if "notices" in rules.sections:
        own = rules.notices.quiet
        yield part(f"{own.begin:%H:%M}–{own.end:%H:%M}", own)


def words(occasion: Occasion, rules: Any) -> Iterator[Part]:
    """The words of one occasion as they might come to a phone; nothing where the county says nothing."""
    own = rules.notices.kinds.get(occasion) if "notices" in rules.sections else None
    if own is None or not own.channels:
        return
    ways = "、".join(_(WAYS[way]) for way in own.channels)
    yield part(_("{text} ({ways})").format(text=filled(own.text, SAMPLE), ways=ways), own)
    if Channel.SMS in own.channels:
        count = rules.notices.parts_for(occasion)
        yield Part(ngettext("%(n)s text message long", "%(n)s text messages long", count) % {"n": count})
