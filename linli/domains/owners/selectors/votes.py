"""Votes: as the office sees them, as an owner votes, and as everybody reads the result. While a vote is open nobody is told how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404
from django.utils.translation import gettext

from linli.domains.owners import rules
from linli.domains.owners.method import Threshold
from linli.domains.owners.models import Ballot, PaperEntry, Vote, Voter
from linli.domains.owners.selectors.counting import Recount, matter_of, need_of, recounted, result_of, voting_of
from linli.domains.owners.selectors.roll import units_of
from linli.domains.owners.states import CHOICES, RUN, VOTES, WHYS, Choice, State, Why
from linli.foundation.audit import selectors as audit
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.standings import Standing


@dataclass(frozen=True, slots=True)
class Test:
    """One of the four tests of a result: part of whole, what is needed, and whether it is reached."""

    label: str
    part: str
    whole: str
    needed: str
    reached: bool


@dataclass(frozen=True, slots=True)
class VotePage:
    """A vote; `counts` only once it is closed, `handed_in` units of `units` while it is open (for those who run it)."""

    vote: Vote
    matter: str
    grave: bool
    standing: Standing
    needs: tuple[str, str]
    counts: tuple[Test, ...]
    why: str
    units: int
    handed_in: int
    waiting: tuple[str, ...]
    differing: list[tuple[str, list[PaperEntry]]]
    proxies: list[Ballot]
    recount: Recount | None
    may_run: bool
    may_close: bool
    history: list[Any]


@dataclass(frozen=True, slots=True)
class OwnVote:
    """An open or closed vote as somebody votes in it: their units, and the receipt and answer of each one's last ballot."""

    vote: Vote
    matter: str
    standing: Standing
    needs: tuple[str, str]
    units: tuple[tuple[Voter, str, str], ...]
    counts: tuple[Test, ...]
    why: str
    is_open: bool


def vote_for(actor: Actor, pk: int, to: str | None = None) -> Vote:
    """The one door to a vote: Http404 when hidden, PermissionDenied when it may be seen but not `to`."""
    seen = Vote.scoped.visible_to(actor).select_related("area__county", "county", "compound")
    row: Vote | None = seen.filter(pk=pk).first()
    if row is None:
        raise Http404
    if to and not actor.reaches(to, row.area.path):
        raise PermissionDenied
    return row


@rls.reached(RUN)
def vote_page(actor: Actor, vote: Vote) -> VotePage:
    """A vote that was fetched in scope."""
    runs = actor.reaches(RUN, vote.area.path)
    units = Voter.objects.filter(vote=vote).count()
    handed_in, waiting = _progress(actor, vote) if runs else (0, ())
    over = clock.now() >= vote.closes_at or handed_in == units
    return VotePage(
        vote, matter_of(vote).label, matter_of(vote).grave, VOTES[State(vote.state)], needs_of(vote), counts_of(vote),
        why_of(vote), units, handed_in, waiting, differing(actor, vote) if waiting else [],
        proxies(actor, vote) if runs else [], recounted(actor, vote) if runs else None, runs,
        runs and vote.state == State.OPEN and over and not waiting, audit.timeline(vote) if runs else [],
    )  # fmt: skip


@rls.reached(RUN)
def _progress(actor: Actor, vote: Vote) -> tuple[int, tuple[str, ...]]:
    """How many units have handed in a ballot, and which paper waits for its second typing; never what any of them says."""
    handed_in = Ballot.unscoped.filter(voter__vote=vote).aggregate(found=Count("voter", distinct=True))["found"]
    waiting = PaperEntry.unscoped.filter(voter__vote=vote, settled_at=None).order_by("voter__label")
    return handed_in, tuple(dict.fromkeys(waiting.values_list("voter__label", flat=True)))


@rls.reached(RUN)
def proxies(actor: Actor, vote: Vote) -> list[Ballot]:
    """Ballots of a vote that a proxy signed, by unit, without their documents."""
    rows = Ballot.scoped.visible_to(actor).filter(voter__vote=vote).exclude(proxy_sealed=b"").select_related("voter")
    return list(rows.order_by("voter__label", "pk").defer("proxy_sealed"))


@rls.reached(RUN)
def proxy_for(actor: Actor, pk: int) -> Ballot:
    """One of these for those who run votes there; Http404 for any other."""
    seen = Ballot.scoped.visible_to(actor, RUN).exclude(proxy_sealed=b"").select_related("voter", "area")
    found: Ballot | None = seen.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@rls.reached(RUN)
def differing(actor: Actor, vote: Vote) -> list[tuple[str, list[PaperEntry]]]:
    """Paper that two people typed differently, with who typed what, so that they look at the paper again."""
    found: dict[str, list[PaperEntry]] = {}
    rows = PaperEntry.unscoped.filter(voter__vote=vote, settled_at=None).select_related("voter")
    for one in rows.order_by("voter__label", "pk"):
        one.answer = gettext(CHOICES[Choice(one.choice)])  # for the page alone
        found.setdefault(one.voter.label, []).append(one)
    return [(label, entries) for label, entries in found.items() if len(entries) > 1]


def paper_units(vote: Vote) -> list[tuple[int, str]]:
    """Units on the frozen roll: number and label."""
    return list(Voter.objects.filter(vote=vote).order_by("label", "pk").values_list("unit_id", "label"))


def picture_limits(vote: Vote) -> Any:
    """What the method says about pictures that are sent."""
    return territory.rules_of(vote.area).cases.limits


def needs_of(vote: Vote) -> tuple[str, str]:
    """The two thresholds in words: of all, and of those taking part."""
    return needed(voting_of(vote).quorum), needed(need_of(vote))


def needed(threshold: Threshold) -> str:
    """A threshold in words."""
    words = gettext("more than {share}") if threshold.strictly else gettext("at least {share}")
    return words.format(share=threshold.share)


def counts_of(vote: Vote) -> tuple[Test, ...]:
    """The four tests of a closed vote, each with its figures; nothing while it is open."""
    found = result_of(vote)
    if found is None:
        return ()
    quorum, need = voting_of(vote).quorum, need_of(vote)
    return (
        _count(gettext("Area that took part"), found.took_part_area, found.due_area, quorum, area=True),
        _count(gettext("Owners who took part"), found.took_part_heads, found.due_heads, quorum),
        _count(gettext("Area in favour"), found.for_area, found.took_part_area, need, area=True),
        _count(gettext("Owners in favour"), found.for_heads, found.took_part_heads, need),
    )


def _count(label: str, part: int, whole: int, threshold: Threshold, *, area: bool = False) -> Test:
    shown = (lambda value: f"{rules.in_square_metres(value)} m²") if area else str
    return Test(label, shown(part), shown(whole), needed(threshold), threshold.reached(part, whole))


def why_of(vote: Vote) -> str:
    """What decided a closed vote, in words; "" while it is open."""
    return gettext(WHYS[Why(vote.why)]) if vote.state == State.CLOSED else ""


def votes_of(compound: Any) -> list[tuple[Vote, Standing, str]]:
    """Votes of a compound, newest first, with what they are on."""
    rows = Vote.unscoped.filter(compound=compound).select_related("area__county", "county").order_by("-pk")[:50]
    return [(one, VOTES[State(one.state)], matter_of(one).label) for one in rows]


def vote_about(purpose: str, key: str) -> Vote | None:
    """The newest vote that is held for something of a part above; None where there is none, or only withdrawn ones."""
    found = Vote.unscoped.filter(purpose=purpose, purpose_key=key).exclude(state=State.WITHDRAWN)
    return found.select_related("compound").order_by("-pk").first()


def public_vote(pk: int) -> OwnVote:
    """A vote as everybody reads it; Http404 where there is none."""
    vote = Vote.unscoped.select_related("area__county", "county", "compound").filter(pk=pk).first()
    if vote is None:
        raise Http404
    return _own(vote, ())


def own_votes(person: Any) -> list[tuple[Vote, Standing]]:
    """Votes in which somebody who proved a phone may vote, or could; open ones first. At most twenty."""
    units = [one.pk for one in units_of(person)]
    rows = Vote.unscoped.filter(pk__in=Voter.objects.filter(unit__in=units).order_by().values("vote"))
    found = list(rows.select_related("compound").order_by("-pk")[:20])
    found.sort(key=lambda one: one.state != State.OPEN)
    return [(one, VOTES[State(one.state)]) for one in found]


def own_vote(person: Any, pk: int) -> OwnVote:
    """One of these; Http404 for any other."""
    vote = Vote.unscoped.select_related("area__county", "county", "compound").filter(pk=pk).first()
    mine = {one.pk for one in units_of(person)}
    voters = list(Voter.objects.filter(vote=pk, unit__in=mine).order_by("label", "pk")) if vote else []
    if vote is None or not voters:
        raise Http404
    with rls.everywhere():
        last = {one.voter_id: one for one in Ballot.unscoped.filter(voter__in=voters).order_by("number")}
    said = tuple((one, last[one.pk].receipt if one.pk in last else "", _answer(last.get(one.pk))) for one in voters)
    return _own(vote, said)


def _answer(ballot: Ballot | None) -> str:
    return gettext(CHOICES[Choice(ballot.choice)]) if ballot else ""


def _own(vote: Vote, units: tuple[tuple[Voter, str, str], ...]) -> OwnVote:
    is_open = vote.state == State.OPEN and clock.now() < vote.closes_at
    return OwnVote(
        vote,
        matter_of(vote).label,
        VOTES[State(vote.state)],
        needs_of(vote),
        units,
        counts_of(vote),
        why_of(vote),
        is_open,
    )


def matter_choices(area: Any) -> list[tuple[str, str]]:
    """On what owners vote here: code and label, grave ones marked."""
    found = territory.rules_of(area).owners.matters
    grave = gettext("{label} (three quarters needed)")
    return [(code, grave.format(label=one.label) if one.grave else one.label) for code, one in found.items()]
