"""Everything that is kept of a person, as a file of their own: JSON for machines, a page for people (PIPL 45)."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext

from linli.domains.selfservice import events
from linli.domains.selfservice.selectors import me
from linli.domains.selfservice.services import _base
from linli.foundation.audit.services import record
from linli.foundation.residents import services as registering
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

_SEALED = ("phone", "id_number", "address")


@_base.changes
def take_copy(*, session: Any, cases: list[Any]) -> bytes:
    """The zip. Sealed fields are opened for it, and the person reads in the log that it was themselves.

    Raises RuleBroken selfservice.signed_out where it isn't known who of those with the phone asks.
    """
    person = session.person
    if person is None:
        raise RuleBroken("selfservice.signed_out")
    facts = me.facts_for_copy(session, cases)
    facts["fields"] = [row | {"value": _clear(person, row)} for row in facts["fields"]]
    actor = _base.resident(person.county_id, person.area.path)
    record(actor, events.CopyTaken(), subject=person, county_id=person.county_id)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("linli.json", json.dumps(facts, default=str, ensure_ascii=False, indent=1))
        file.writestr("linli.html", render_to_string("selfservice/own_copy.html", {"facts": facts, "at": clock.now()}))
    return out.getvalue()


def _clear(person: Any, row: dict[str, Any]) -> str:
    """A field in clear; what isn't sealed, or isn't kept, as it is."""
    field = row["part"].removeprefix("residents.")
    if field not in _SEALED or not row["value"]:
        return str(row["value"])
    actor = _base.resident(person.county_id, person.area.path)
    try:
        return registering.reveal_field(actor, person=person, field=field, reason=gettext("The person's own copy"))
    except RuleBroken:
        return ""
