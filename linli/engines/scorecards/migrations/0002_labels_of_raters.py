"""Raters without an account keep a label in the place of their name, in their seat and beside their marks."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from django.db import migrations


def label_raters(apps: Any, schema_editor: Any) -> None:
    """Number the seats of each group of a round; the group is called as in the release of the round."""
    seats, marks = apps.get_model("scorecards", "Seat"), apps.get_model("scorecards", "Score")
    numbers: Counter[tuple[int, str]] = Counter()
    for seat in seats.objects.filter(account_id=None).select_related("round__release").order_by("id"):
        place = (seat.round_id, seat.group)
        numbers[place] += 1
        label = f"{_called(seat)} {numbers[place]}"
        marks.objects.filter(seat=seat, by=seat.name).update(by=label)
        seats.objects.filter(pk=seat.pk).update(name=label)


def _called(seat: Any) -> str:
    cards = json.loads(seat.round.release.text).get("scorecards", {}).get("cards", {})
    groups = cards.get(seat.round.card, {}).get("raters", {})
    return str(groups.get(seat.group, {}).get("label", seat.group))[:100]


class Migration(migrations.Migration):
    """What was forgotten doesn't come back."""

    dependencies = [("scorecards", "0001_initial"), ("methods", "0001_initial")]
    operations = [migrations.RunPython(label_raters, migrations.RunPython.noop)]
