"""Words of cases into the index, a batch at a time, after the cases were filed."""

from __future__ import annotations

from django.contrib.postgres.search import SearchVectorField
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Cast, Greatest

from linli.domains.cases import selectors as cases
from linli.domains.suggestions.models import CaseWords, Mark
from linli.domains.suggestions.rules import words
from linli.foundation.privacy import rls

BATCH = 500
#: So many ids below the mark are looked at again: a report that took its number before the mark may have been kept after it.
AGAIN = 2000


@transaction.atomic
def index_step(most: int = BATCH) -> int:
    """Index the words of the next cases; returns how many. Killed or run twice at once, nothing is lost or doubled."""
    mark = Mark.objects.get_or_create(pk=1)[0].upto
    with rls.everywhere():
        ahead = cases.ids_after(max(0, mark - AGAIN), AGAIN + most)
        held = set(CaseWords.unscoped.filter(pk__in=ahead).values_list("pk", flat=True))
        missing = [pk for pk in ahead if pk not in held][:most]
        CaseWords.unscoped.bulk_create([_row(one) for one in cases.words_of(missing)], ignore_conflicts=True)
    if missing and missing[-1] > mark:
        Mark.objects.filter(pk=1).update(upto=Greatest("upto", missing[-1]))
    return len(missing)


def index_all() -> int:
    """Index everything that is left; returns how many cases that were."""
    done = 0
    while taken := index_step():
        done += taken
    return done


def _row(one: cases.Words) -> CaseWords:
    held = words.lexemes([("A", one.title), ("B", one.place_words), ("C", one.text)])
    vector = Cast(Value(words.vector_text(held, words.county_mark(one.county))), SearchVectorField())
    return CaseWords(case_id=one.pk, county_id=one.county, vector=vector)
