"""Pictures of a case: what was sent, written anew by the kernel and kept with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from linli.domains.cases.models import Attachment, AttachmentKind, Case
from linli.kernel import clock
from linli.kernel.pictures import CleanPicture, store


def attach(
    case: Case,
    pictures: Iterable[CleanPicture],
    *,
    kind: str = AttachmentKind.BEFORE,
    public: bool = True,
    by: str = "",
) -> list[Attachment]:
    """Keep clean pictures with a case; the same picture twice is kept once. One statement, inside the caller's transaction.

    The file is written before its row is committed: a row never points at nothing, a file without a row does no harm.
    """
    rows = [_row(case, picture, kind=kind, public=public, by=by) for picture in pictures]
    if not rows:
        return []
    return Attachment.objects.bulk_create(rows, ignore_conflicts=True)


def _row(case: Case, picture: CleanPicture, **facts: Any) -> Attachment:
    return Attachment(
        case=case,
        kind=facts["kind"],
        path=store("cases", str(case.pk), picture),
        sha256=picture.sha256,
        width=picture.width,
        height=picture.height,
        size=len(picture.data),
        public=facts["public"],
        added_at=clock.now(),
        added_by=facts["by"],
    )
