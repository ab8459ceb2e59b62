"""Pictures for those who may see them: staff by the case's scope, reporters by their secret link."""

from __future__ import annotations

from django.http import Http404

from linli.domains.cases import permissions
from linli.domains.cases.models import Attachment, Case, Reporter
from linli.kernel.actor import Actor
from linli.kernel.pictures import PictureFile, opened


def picture_for(actor: Actor, pk: int) -> PictureFile:
    """A picture of a case that the actor sees, which is asked of the rows and of the case itself; Http404 otherwise, and where the
    file is gone.
    """
    rows = Attachment.objects.filter(pk=pk, case__in=Case.scoped.visible_to(actor)).select_related("case__area")
    found = rows.defer("case__area__boundary").first()
    return _opened(found if found and permissions.may(actor, "cases.view", found.case) else None)


def picture_for_reporter(reporter: Reporter, pk: int) -> PictureFile:
    """A public picture of the reporter's case, or of the case it was joined to; Http404 otherwise."""
    cases = [pk for pk in (reporter.case_id, reporter.case.duplicate_of_id) if pk is not None]
    return _opened(Attachment.objects.filter(pk=pk, case_id__in=cases, public=True).first())


def _opened(attachment: Attachment | None) -> PictureFile:
    if attachment is None:
        raise Http404
    return PictureFile(opened(attachment.path), attachment.sha256)
