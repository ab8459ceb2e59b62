"""Pictures that show what is said: of marks, entries, replies and appeals."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import models

from linli.engines.scorecards import selectors
from linli.engines.scorecards.models import Evidence, Seat
from linli.kernel import clock
from linli.kernel.errors import RuleBroken
from linli.kernel.pictures import CleanPicture, clean_all, store

#: Pictures as they are sent.
Photos = Collection[bytes]
#: Subject and criterion → what is shown; as pictures, and as the hashes of those that are there.
Pictures = Mapping[tuple[int, str], Sequence[CleanPicture]]
Shown = Mapping[tuple[int, str], Collection[str]]


def cleaned(county: Any, photos: Photos) -> tuple[CleanPicture, ...]:
    """Pictures as they will be kept; call it before the transaction begins. Raises as `kernel.pictures.clean_all`."""
    return clean_all(photos, selectors.picture_limits(county)) if photos else ()


def keep(pictures: Iterable[CleanPicture], name: str, **of: models.Model) -> None:
    """Keep pictures of an entry, a reply or an appeal (`item=…`, `reply=…`, `appeal=…`), inside the caller's transaction."""
    write(_row(name, one, **of) for one in pictures)


def write(rows: Iterable[Evidence]) -> int:
    """Write rows in one statement; the same picture of the same thing is kept once."""
    wanted = list(rows)
    return len(Evidence.objects.bulk_create(wanted, ignore_conflicts=True)) if wanted else 0


def of_seat(seat: Seat) -> Shown:
    """What a rater's marks are shown by already."""
    found: dict[tuple[int, str], set[str]] = {}
    for subject, criterion, sha256 in Evidence.objects.filter(seat=seat).values_list("subject", "criterion", "sha256"):
        found.setdefault((subject, criterion), set()).add(sha256)
    return found


def fresh(seat: Seat, pictures: Pictures, there: Shown) -> list[Evidence]:
    """Rows of the pictures that aren't there yet; not written. Raises RuleBroken pictures.too_many where a mark would have more than the
    county's method says, those of before counted in.
    """
    rows: list[Evidence] = []
    most = selectors.picture_limits(seat.round.county).photos if pictures else 0
    for (subject, criterion), found in pictures.items():
        known = there.get((subject, criterion), ())
        new = {one.sha256: one for one in found if one.sha256 not in known}
        if len(known) + len(new) > most:
            raise RuleBroken("pictures.too_many", most=most)
        name = f"mark-{seat.pk}-{subject}-{criterion}"[:60]
        rows += [_row(name, one, seat=seat, subject_id=subject, criterion=criterion) for one in new.values()]
    return rows


def _row(name: str, picture: CleanPicture, **of: Any) -> Evidence:
    return Evidence(
        path=store("scorecards", name, picture), sha256=picture.sha256, width=picture.width, height=picture.height,
        size=len(picture.data), at=clock.now(), **of,
    )  # fmt: skip
