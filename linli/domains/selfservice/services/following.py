"""How rows follow the ground and the people. For followers alone."""

from __future__ import annotations

from typing import Any

from linli.domains.selfservice.models import Consent, PersonRequest, PhoneCode, ResidentSession
from linli.domains.selfservice.states import State
from linli.kernel import clock

_PLACED = (PhoneCode, ResidentSession, Consent, PersonRequest)


def move_rows(area: Any, successor: int) -> None:
    """Rows that lie in an area that ends go to its successor."""
    for model in _PLACED:
        model.unscoped.filter(area=area).order_by().update(area=successor)


def take_over(gone: Any, kept: Any) -> None:
    """A merged entry's consents and requests go to the entry that was kept; what both have stays with the older entry."""
    for model, same in ((Consent, ("code", "version")), (PersonRequest, ("kind", "field"))):
        live = {"withdrawn_at": None} if model is Consent else {"state": State.OPEN}
        taken = set(model.unscoped.filter(person=kept, **live).values_list(*same))
        for row in model.unscoped.filter(person=gone):
            is_live = all(getattr(row, name) == value for name, value in live.items())
            if not (is_live and tuple(getattr(row, name) for name in same) in taken):
                model.unscoped.filter(pk=row.pk).update(person=kept, area=kept.area_id)
    ResidentSession.unscoped.filter(person=gone).update(person=kept)


def forget(person: Any) -> None:
    """An erased person's words go; that they agreed and asked, and when, stays without a name, as counts need it."""
    now = clock.now()
    Consent.unscoped.filter(person=person).update(guardian_sealed=b"", area=person.area_id)
    asked = PersonRequest.unscoped.filter(person=person)
    asked.filter(state=State.OPEN).update(state=State.GRANTED, decided_at=now)
    asked.update(words_sealed=b"", answer_sealed=b"", tell_sealed=b"", emptied_at=now, area=person.area_id)
    ResidentSession.unscoped.filter(person=person).delete()
