"""Words around a case: notes for staff, replies to residents, supervision, pictures, and looking at a phone number."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext

from linli.domains.cases import events
from linli.domains.cases.models import Attachment, AttachmentKind, Case, ClockKind, Reporter
from linli.domains.cases.selectors.pinned import rules_of
from linli.domains.cases.services import clocks, moves, pictures, telling
from linli.domains.cases.services.texts import cleaned
from linli.domains.cases.states import WAY_LABELS, ContactWay
from linli.foundation.privacy import services as privacy
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.pictures import clean_all

#: The part of a reporter's data that is looked at here.
CONTACT = "cases.contact"


@transaction.atomic
def comment(actor: Actor, *, case: Case, words: str) -> None:
    """Write a note that staff who see the case can read; residents never do."""
    case = moves.locked(case)
    moves.allow(actor, "cases.comment", case)
    moves.record(actor, case, events.Commented(cleaned(words)))


@transaction.atomic
def reply_publicly(actor: Actor, *, case: Case, words: str) -> None:
    """Write an official reply that everybody with a link to the case can read. Whoever may only note may not reply.

    It is a first contact too (答复, domain standards §3).
    """
    case = moves.locked(case)
    moves.allow(actor, "cases.comment", case)
    moves.record(actor, case, events.RepliedPublicly(cleaned(words), by=_office(case)))
    clocks.stop(case, ClockKind.CONTACT)


@transaction.atomic
def note_contact(actor: Actor, *, case: Case, how: ContactWay, note: str = "") -> None:
    """Whoever has the case got in touch with the reporter: the clock of the first contact stops.

    Residents read how, so that nobody writes down a call that wasn't made; `note` (0 to 500 characters) is for staff.
    Raises `RuleBroken` cases.no_contact_due where none is owed: it was made already, or nobody left a number.
    """
    case = moves.locked(case)
    moves.allow(actor, "cases.handle", case)
    note = cleaned(note, least=0, most=500)
    if not clocks.stop(case, ClockKind.CONTACT):
        raise RuleBroken("cases.no_contact_due")
    said = [events.Commented(note)] if note else []
    moves.record(actor, case, *said, events.ReporterContacted(how=gettext(WAY_LABELS[how]), by=_office(case)))


@transaction.atomic
def supervise_case(actor: Actor, *, case: Case, words: str) -> None:
    """督办: put the case on the list that somebody above watches, say what is expected, and tell whoever has it.

    May be said again while it lasts. Raises `RuleBroken` cases.already_moved for a case that has ended.
    """
    case = moves.locked(case)
    moves.allow(actor, "cases.supervise", case)
    if not case.is_open:
        raise moves.already_moved(case)
    _set_supervised(case, supervised=True)
    moves.record(actor, case, events.CaseSupervised(cleaned(words), to=_handler_name(case)))
    telling.tell_handler(case, telling.SUPERVISED, key=f"supervised:{clock.now().isoformat()}")


@transaction.atomic
def end_supervision(actor: Actor, *, case: Case, words: str = "") -> None:
    """Take a case off the list of those watched from above; harmless when it isn't on it."""
    case = moves.locked(case)
    moves.allow(actor, "cases.supervise", case)
    if case.supervised:
        _set_supervised(case, supervised=False)
        moves.record(actor, case, events.SupervisionEnded(cleaned(words, least=0)))


@transaction.atomic
def reveal_contact(actor: Actor, *, case: Case, reporter: Reporter, reason: str) -> str:
    """A reporter's phone number in clear, for a reason. The look is written down, and the reporter can read who looked and why:
    in the case's history and in the readers' log.

    Raises `RuleBroken` cases.no_reporter (of another case), cases.no_phone, cases.text_too_short.
    """
    case = moves.locked(case)
    moves.allow(actor, "cases.reveal", case)
    if reporter.case_id != case.pk:
        raise RuleBroken("cases.no_reporter")
    phone = reporter.phone
    if not phone:
        raise RuleBroken("cases.no_phone")
    words = cleaned(reason, least=2, most=200)
    moves.record(actor, case, events.ContactRevealed(reporter.pk, words))
    path = case.area.path
    privacy.look(actor, subject=reporter, part=CONTACT, county_id=case.county_id, path=path, reason=words)
    return phone


def attach_photos(
    actor: Actor, *, case: Case, photos: Iterable[bytes], kind: str = AttachmentKind.DURING, public: bool = False
) -> list[Attachment]:
    """Add pictures of the work; `public` ones are shown to residents. Cleaned before anything is locked."""
    clean = clean_all(photos, rules_of(case).limits)
    with transaction.atomic():
        case = moves.locked(case)
        moves.allow(actor, "cases.comment", case)
        made = pictures.attach(case, clean, kind=kind, public=public, by=actor.label)
        if made:
            moves.record(actor, case, events.PhotosAdded(len(made)))
    return made


def _set_supervised(case: Case, *, supervised: bool) -> None:
    case.supervised = supervised
    case.save(update_fields=["supervised"])


def _office(case: Case) -> str:
    """Who replies, in words for residents: an organization or the place, never a person."""
    return case.handler_org.label if case.handler_org else case.area.label


def _handler_name(case: Case) -> str:
    if case.handler_org:
        return str(case.handler_org.label)
    return case.handler.name if case.handler else ""
