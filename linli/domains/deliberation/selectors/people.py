"""What residents and everybody see: matters near me, one matter, a vote that is mine to give, public pages."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404

from linli.domains.deliberation.models import (
    Ballot,
    Mark,
    Matter,
    Meeting,
    Paper,
    Proxy,
    Stance,
    Statement,
    Step,
    Support,
    Verdict,
    Voter,
)
from linli.domains.deliberation.rules import codes
from linli.domains.deliberation.selectors.pinned import form_of, open_stages, plan_of, rules_at
from linli.domains.deliberation.selectors.running import shown_of, track_of, with_stages
from linli.domains.deliberation.states import Gathering, State
from linli.foundation.privacy import rls
from linli.foundation.residents import selectors as residents
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.scoping import ids_of
from linli.kernel import clock

MOST = 50


def places_of(person: Any) -> list[Any]:
    """Where somebody may bring a matter: their building, grid and community; without those above."""
    lineage = territory.lineage(person.area)
    ranks = [area for area in lineage if area.kind not in ("county", "district", "city", "street", "town", "zone")]
    return list(reversed(ranks))


def near(person: Any) -> list[Matter]:
    """Matters of the places in which somebody lives: of their community and what is above them; the newest first."""
    homes = [stay.area_id for stay in residents.own_homes(person) if stay.ends_on is None]
    areas = [person.area, *territory.areas_by_id(homes)]
    above = {pk for area in areas for pk in ids_of(area.path)}
    found = Matter.unscoped.filter(county_id=person.county_id, area__in=above)
    found = found.exclude(state__in=(State.MERGED, State.REFUSED)).select_related("area", "county")
    return with_stages(list(found.order_by("-opened_at", "-pk")[:MOST]))


def matter_near(person: Any, pk: int) -> Matter:
    """One of these, with its places; Http404 for any other."""
    homes = [stay.area_id for stay in residents.own_homes(person) if stay.ends_on is None]
    paths = [person.area.path, *(area.path for area in territory.areas_by_id(homes))]
    row: Matter | None = Matter.unscoped.filter(pk=pk).select_related("area__county", "area__parent", "county").first()
    if (
        row is None
        or row.state in (State.MERGED, State.REFUSED)
        or not any(path.startswith(row.area.path) for path in paths)
    ):
        raise Http404
    return row


def own_facts(person: Any, matter: Matter) -> dict[str, Any]:
    """A matter for somebody whom it concerns: where it stands, and what they may do."""
    with rls.within(matter.county.path):
        stages = open_stages(matter) if matter.state == State.RUNNING else []
        verbs = {verb for stage in stages for verb in stage.verbs}
        supports = Support.unscoped.filter(matter=matter)
        mine = dict(Stance.unscoped.filter(statement__matter=matter, person=person).values_list("statement", "value"))
        shown = shown_of(matter)
        for one in shown["statements"]:
            one.mine = mine.get(one.pk)
        return {
            "form": form_of(matter),
            "track": track_of(matter),
            "supporters": supports.count(),
            "wanted": max((stage.supporters for stage in stages), default=0),
            "may_support": "support" in verbs and not supports.filter(person=person).exists(),
            "may_state": "state" in verbs,
            "may_judge": "judge" in verbs and may_judge(person, matter),
            "votes": [vote for ballot in shown["ballots"] if (vote := _vote(person, ballot))],
            "open_meetings": [one for one in shown["meetings"] if one.state == Gathering.OPEN],
            **shown,
        }


def may_judge(person: Any, matter: Matter) -> bool:
    """Whether somebody may still say what they think of the result; inside the reach."""
    said = Verdict.unscoped.filter(matter=matter, round=matter.round, person=person).exists()
    runs = Step.unscoped.filter(matter=matter, round=matter.round, closed_at=None, due_at__gt=clock.now())
    return not said and runs.exists()


def _vote(person: Any, ballot: Ballot) -> dict[str, Any] | None:
    """What somebody may do in a vote; None where they aren't on its roll."""
    voter = Voter.unscoped.filter(ballot=ballot, person=person).first()
    if voter is None:
        return None
    voted = Mark.unscoped.filter(ballot=ballot, unit=voter.unit).exists()
    return {"ballot": ballot, "voted": voted, "open": clock.now() < ballot.closes_at and not voted}


def ballot_of(person: Any, pk: int) -> Ballot:
    """A vote on whose roll somebody is; Http404 for any other."""
    row: Ballot | None = Ballot.unscoped.filter(pk=pk).select_related("matter__area__county", "county").first()
    if row is None:
        raise Http404
    with rls.within(row.county.path):
        if not Voter.unscoped.filter(ballot=row, person=person).exists():
            raise Http404
    return row


def given_to(person: Any, ballot: Ballot) -> list[tuple[int, str]]:
    """(voter, name) of those for whom somebody may vote by proxy, as far as that vote isn't given."""
    with rls.within(ballot.county.path):
        held = Proxy.unscoped.filter(ballot=ballot, holder__person=person).select_related("giver")
        gone = set(
            Mark.unscoped.filter(ballot=ballot, unit__in=[one.giver.unit for one in held]).values_list(
                "unit", flat=True
            )
        )
        open_ones = [(one.giver_id, one.giver.person_id) for one in held if one.giver.unit not in gone]
    names = {pk: residents.person_by_id(pk) for _, pk in open_ones if pk}
    return [(giver, found.name) for giver, pk in open_ones if (found := names.get(pk)) is not None]


def is_counted(ballot: Ballot, receipt: str) -> bool:
    """Whether a paper with this receipt lies among the votes. What it says isn't told: nobody can prove to a buyer how they voted."""
    with rls.within(f"{ballot.county_id}."):
        return bool(Paper.unscoped.filter(ballot=ballot, receipt=codes.mark_of(receipt)).exists())


def meeting_near(person: Any, pk: int) -> Meeting:
    """A meeting that goes on, in a place where somebody lives or to which they are invited; Http404 for any other."""
    row: Meeting | None = Meeting.unscoped.filter(pk=pk, state=Gathering.OPEN).select_related("area", "county").first()
    if row is None or not person.area.path.startswith(row.area.path):
        raise Http404
    return row


def statement_near(person: Any, pk: int) -> Statement:
    """A statement of a matter near; Http404 for any other."""
    row: Statement | None = Statement.unscoped.filter(pk=pk, hidden=False).first()
    if row is None:
        raise Http404
    row.matter = matter_near(person, row.matter_id)
    return row


def is_public(matter: Matter) -> bool:
    """Whether everybody may read it: its form publishes it on its level, and the office has taken it up."""
    publishes = any("publish" in stage.verbs for stage in plan_of(matter))
    taken_up = matter.steps.filter(closed_at__isnull=False).exists()
    return publishes and taken_up and matter.state not in (State.REFUSED, State.MERGED)


def public_matters(county: Any) -> list[Matter]:
    """The newest public matters of a county."""
    found = Matter.unscoped.filter(county=county, steps__closed_at__isnull=False)
    found = found.exclude(Q(state=State.REFUSED) | Q(state=State.MERGED)).select_related("area", "county").distinct()
    rows = with_stages(list(found.order_by("-opened_at", "-pk")[: MOST * 2]))
    return [row for row in rows if any("publish" in stage.verbs for stage in plan_of(row))][:MOST]


def public_matter(pk: int) -> Matter:
    """One of these; Http404 for any other."""
    row: Matter | None = Matter.unscoped.filter(pk=pk).select_related("area__county", "area__parent", "county").first()
    if row is None or not is_public(row):
        raise Http404
    return row


def public_facts(matter: Matter) -> dict[str, Any]:
    """What everybody reads of a matter: its track, notices, results; nobody's name."""
    with rls.within(matter.county.path):
        return {
            "form": form_of(matter), "track": track_of(matter), "supporters": Support.unscoped.filter(matter=matter).count(),
            **shown_of(matter),
        }  # fmt: skip


def form_choices(area: Any) -> list[tuple[str, str]]:
    """Forms of the county in which residents may bring something."""
    rules = rules_at(area)
    if rules is None:
        return []
    return [(code, form.label) for code, form in rules.forms.items() if "residents" in form.stages[0].actors]


def topic_choices(area: Any) -> list[tuple[str, str]]:
    """All topics of the catalogue, those out of scope too: who chooses one is told why, and where to go."""
    rules = rules_at(area)
    return [(code, topic.label) for code, topic in rules.topics.items()] if rules else []
