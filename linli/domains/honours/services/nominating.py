"""Nominations: sent with reason and proofs, taken back, and whether a person may be named in public."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from linli.domains.honours import events
from linli.domains.honours.models import Call, Honour, Nomination, Proof
from linli.domains.honours.permissions import RUN
from linli.domains.honours.selectors.calls import takes_nominations
from linli.domains.honours.selectors.pinned import kind_of, rules_of_call
from linli.domains.honours.selectors.reach import is_side
from linli.domains.honours.services import _base
from linli.domains.honours.states import (
    CONSENT_LABELS,
    NOMINATION_LABELS,
    NOMINATIONS,
    SUBJECTS,
    ArticleKind,
    ArticleState,
    Consent,
)
from linli.foundation.audit.services import record
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, pictures
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken

#: Which keyword of `nominate` a kind's subject goes by.
_FIELDS = {"person": "card", "organization": "body", "compound": "compound", "project": "title", "practice": "article"}


def nominate(
    actor: Actor,
    *,
    call: Call,
    area: Any,
    reason: str,
    organization: Any = None,
    photos: Sequence[bytes] = (),
    **subject: Any,
) -> Nomination:
    """Propose somebody or something for the honour of a call, by a unit or by the office of `area`; up to as many pictures as the
    method takes. `subject` is one of `card`, `body`, `compound`, `title`, `article`, the one that the honour is for.

    Raises RuleBroken honours.closed, honours.wrong_subject, honours.nominated_already, honours.unit_ended, honours.not_published,
    honours.other_county, honours.words_needed, pictures.*; OutOfScope.
    """
    proof = rules_of_call(call).proof
    clean = pictures.clean_all(photos, proof) if proof else ()
    return _nominated(actor, call.pk, area, organization, reason, clean, subject)


@_base.changes
def _nominated(
    actor: Actor, call: int, area: Any, organization: Any, reason: str, clean: Sequence[pictures.CleanPicture],
    subject: dict[str, Any],
) -> Nomination:  # fmt: skip
    row = _base.held_call(call)
    if area.county_id != row.county_id:
        raise RuleBroken("honours.other_county")
    _base.act_for(actor, area, organization)
    if not takes_nominations(row):
        raise RuleBroken("honours.closed", day=row.closes_on.isoformat())
    made = Nomination(
        county_id=row.county_id, area=area, call=row, nominator=organization, reason=_base.line(reason, 1000),
        sent_at=clock.now(), sent_by=actor.label[:120], sent_by_id=actor.account_id, **_checked(row, subject),
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken("honours.nominated_already", name=made.name) from None
    for number, picture in enumerate(clean, start=1):
        path = pictures.store("honours", f"{made.pk}-{number}", picture)
        Proof.unscoped.create(
            county_id=made.county_id, area_id=made.area_id, nomination=made, path=path, sha256=picture.sha256
        )
    record(actor, events.Nominated(made.who), subject=made, county_id=made.county_id)
    return made


@_base.changes
def withdraw_nomination(actor: Actor, *, nomination: Nomination, reason: str) -> Nomination:
    """Whoever nominated takes it back, until it is conferred. Raises RuleBroken honours.not_now, honours.words_needed; OutOfScope."""
    row = _base.held_nomination(nomination.pk)
    if not is_side(actor, row.area, row.nominator_id):
        raise OutOfScope(repr(row))
    label = _base.move(NOMINATIONS, row, "withdraw", NOMINATION_LABELS)
    words = _base.line(reason, 200)
    row.save(update_fields=["state"])
    record(actor, events.Judged(label, words), subject=row, county_id=row.county_id)
    return row


@rls.changing_all
def say_consent(actor: Actor, *, nomination: Nomination, given: bool, words: str = "") -> Nomination:
    """Whether a person may be named in public: said by themselves (signed in with their card), or written down by the office that runs
    the call, with how it knows. It holds at once, also for what was conferred; it can be changed at any time.

    Raises RuleBroken honours.not_a_person, honours.words_needed (the office says how it knows); OutOfScope.
    """
    row = _base.held_nomination(nomination.pk)
    if row.card_id is None:
        raise RuleBroken("honours.not_a_person")
    is_own = row.card_id == actor.person_id
    if not is_own and not actor.reaches(RUN, row.call.area.path):
        raise OutOfScope(repr(row))
    said = gettext("The person themselves") if is_own else _base.line(words, 200)
    row.consent = Consent.GIVEN if given else Consent.REFUSED
    row.save(update_fields=["consent"])
    Honour.unscoped.filter(nomination=row).update(consent=row.consent)
    record(actor, events.ConsentSaid(gettext(CONSENT_LABELS[row.consent]), said), subject=row, county_id=row.county_id)
    return row


def _checked(call: Call, subject: dict[str, Any]) -> dict[str, Any]:
    """The one subject that the honour is for, as it stands now."""
    kind = kind_of(call)
    field = _FIELDS[kind.subject]
    if set(subject) != {field}:
        raise RuleBroken("honours.wrong_subject", subject=gettext(SUBJECTS[kind.subject]))
    wanted = subject[field]
    if field == "title":
        return {"title": _base.line(wanted, 80)}
    if wanted.county_id != call.county_id:
        raise RuleBroken("honours.other_county")
    if field == "body":
        return {"body": _body(call, wanted, kind.bodies)}
    if field == "compound" and territory.open_compound(wanted.pk) is None:
        raise RuleBroken("honours.unit_ended", name=wanted.name)
    if field == "article" and (wanted.kind, wanted.state) != (ArticleKind.PRACTICE, ArticleState.PUBLISHED):
        raise RuleBroken("honours.not_published")
    return {field: wanted}


def _body(call: Call, wanted: Any, kinds: tuple[str, ...]) -> Any:
    found = _base.alive(call.county_id, wanted)
    if kinds and found.kind not in kinds:
        raise RuleBroken("honours.wrong_subject", subject=kind_of(call).label)
    return found
