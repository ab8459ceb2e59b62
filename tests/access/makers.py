"""Things that routes name: one maker per kind, `maker(cast) -> keyword arguments of the URL`. All lie in Li's grid or above it.

To add a kind: write a function, register it with `@makes("name")`, and name it in the rows of `matrix.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from linli.domains.activities.tests import making as themes
from linli.domains.alliances.tests import making as allied
from linli.domains.bulletins.tests import making as bulletins
from linli.domains.cases import services
from linli.domains.cases.tests import making as cases
from linli.domains.cobuilding.tests import making as together
from linli.domains.credit.tests import making as contracts
from linli.domains.deliberation.tests import making as deliberating
from linli.domains.formations.tests import making as forming
from linli.domains.guidance import services as guidance
from linli.domains.guidance.tests import making as guiding
from linli.domains.history.tests import making as history
from linli.domains.honours.models import Call, Proof
from linli.domains.honours.tests import making as praising
from linli.domains.hotline.tests import making as hotline
from linli.domains.indicators import services as rating
from linli.domains.indicators.tests import making as rates
from linli.domains.membership import services as parties
from linli.domains.membership.states import SignKind
from linli.domains.membership.tests import lists as member_lists
from linli.domains.membership.tests import making as members
from linli.domains.notices import selectors as inbox
from linli.domains.notices.services import set_mail, tell
from linli.domains.notices.tests import making as texts
from linli.domains.owners.tests import making as owning
from linli.domains.property import services as property_services
from linli.domains.property.tests import making as serving
from linli.domains.relay.tests import making as relay_making
from linli.domains.rosters.tests import making as lists
from linli.domains.selection import services as choosing
from linli.domains.selection.tests import making as selecting
from linli.domains.selfservice.tests import making as own
from linli.domains.surveys.tests import making as surveying
from linli.domains.visits.tests import making as visiting
from linli.domains.volunteering.tests import making as helping
from linli.engines.ledger.tests import making as ledgers
from linli.engines.scorecards import services as scoring
from linli.engines.scorecards.tests import making as stalls
from linli.foundation.access import selectors as access
from linli.foundation.access import services as accounts
from linli.foundation.organizations import services as organizations
from linli.foundation.partners.tests import making as others
from linli.foundation.people import selectors as people
from linli.foundation.people import services as staff
from linli.foundation.privacy import rls
from linli.foundation.residents.tests import making as registers
from linli.foundation.territory import selectors as grounds
from linli.foundation.territory import services as territory
from linli.foundation.webhooks.tests import making as hooks
from linli.kernel import clock
from linli.kernel.actor import Actor

Maker = Callable[[Any], dict[str, Any]]

SYSTEM = Actor.system()
MAKERS: dict[str, Maker] = {"": lambda cast: {}}


def makes(name: str) -> Callable[[Maker], Maker]:
    """Register a maker."""

    def register(maker: Maker) -> Maker:
        MAKERS[name] = maker
        return maker

    return register


@makes("account")
def account(cast: Any) -> dict[str, Any]:
    return {"pk": cast.li_grid_worker.account_id}


@makes("grant")
def grant(cast: Any) -> dict[str, Any]:
    owner = access.account_by_id(cast.li_grid_worker.account_id)
    made = accounts.grant_role(SYSTEM, account=owner, role="observer", area=cast.grid, reason="matrix")
    return {"pk": made.pk}


@makes("hotline_order")
def hotline_order(cast: Any) -> dict[str, Any]:
    order = hotline.order(cast)
    services.accept_case(cast.li_grid_worker.actor, case=order.case)
    services.blow_whistle(
        cast.li_grid_worker.actor, case=cases.again(order.case), organizations=[(cast.bureau, True)], reason="matrix"
    )
    return {"pk": order.pk}


@makes("hotline_number")
def hotline_number(cast: Any) -> dict[str, Any]:
    return {"number": hotline.order(cast).number}


@makes("hotline_verb")
def hotline_verb(cast: Any) -> dict[str, Any]:
    return {"number": hotline.order(cast).number, "verb": "sign"}


@makes("partner")
def partner(cast: Any) -> dict[str, Any]:
    return {"pk": others.partner(cast).pk}


@makes("partner_key")
def partner_key(cast: Any) -> dict[str, Any]:
    return {"pk": others.issued(cast).key.pk}


@makes("card")
def card(cast: Any) -> dict[str, Any]:
    return {"pk": cast.li_grid_worker.card_id}


@makes("appointment")
def appointment(cast: Any) -> dict[str, Any]:
    return {"pk": people.appointments_of(people.card_by_id(cast.li_grid_worker.card_id))[0].pk}


@makes("absence")
def absence(cast: Any) -> dict[str, Any]:
    owner, today = people.card_by_id(cast.li_grid_worker.card_id), clock.today()
    return {"pk": staff.record_absence(SYSTEM, card=owner, first=today, last=today).pk}


@makes("area")
def area(cast: Any) -> dict[str, Any]:
    return {"pk": cast.grid.pk}


@makes("at_area")
def at_area(cast: Any) -> dict[str, Any]:
    return {"area": cast.grid.pk}


@makes("community")
def community(cast: Any) -> dict[str, Any]:
    return {"pk": cast.community.pk}


@makes("county")
def county(cast: Any) -> dict[str, Any]:
    return {"pk": cast.county.pk}


@makes("at_county")
def at_county(cast: Any) -> dict[str, Any]:
    return {"area": cast.county.pk}


@makes("county_slug")
def county_slug(cast: Any) -> dict[str, Any]:
    return {"slug": cast.county.slug}


@makes("covered")
def covered(cast: Any) -> dict[str, Any]:
    made = territory.create_compound(SYSTEM, community=cast.community, name="柳园小区")
    territory.cover_compound(SYSTEM, compound=made, grid=cast.grid)
    return {"pk": cast.grid.pk, "compound": made.pk}


@makes("address")
def address(cast: Any) -> dict[str, Any]:
    return {"pk": territory.assign_address(SYSTEM, grid=cast.grid, road="柳园路", first=1, last=9).pk}


@makes("organization")
def organization(cast: Any) -> dict[str, Any]:
    return {"pk": cast.bureau.pk}


@makes("post")
def post(cast: Any) -> dict[str, Any]:
    held = people.appointments_of(people.card_by_id(cast.li_grid_worker.card_id))[0]
    return {"pk": held.post_id}


@makes("duty")
def duty(cast: Any) -> dict[str, Any]:
    made = organizations.set_duty(SYSTEM, county=cast.county, category="social/request/01", lead=cast.bureau)
    return {"pk": made.pk}


@makes("case")
def case(cast: Any) -> dict[str, Any]:
    """In Li's grid, in Li's hands, with both bureaus called."""
    found, _ = cases.whistled(cast)
    return {"ref": found.ref}


@makes("open311")
def open311(cast: Any) -> dict[str, Any]:
    return {"form": "json"}


@makes("open311_service")
def open311_service(cast: Any) -> dict[str, Any]:
    return {"form": "xml", "code": cases.category().key.replace("/", "-")}


@makes("open311_case")
def open311_case(cast: Any) -> dict[str, Any]:
    return {"form": "json", **case(cast)}


@makes("open311_token")
def open311_token(cast: Any) -> dict[str, Any]:
    return {"form": "xml", "token": "no-such-token-anywhere"}


@makes("place_code")
def place_code(cast: Any) -> dict[str, Any]:
    return {"code": grounds.qr_code(cast.building)}


@makes("followed")
def followed(cast: Any) -> dict[str, Any]:
    """A resident's secret link."""
    return {"token": _filed(cast).token}


@makes("followed_photo")
def followed_photo(cast: Any) -> dict[str, Any]:
    filed = _filed(cast, photos=(cases.photo(),))
    return {"token": filed.token, "pk": filed.case.attachments.get().pk}


@makes("photo")
def photo(cast: Any) -> dict[str, Any]:
    return {"pk": _filed(cast, photos=(cases.photo(),)).case.attachments.get().pk}


@makes("month")
def month(cast: Any) -> dict[str, Any]:
    return {"slug": cast.county.slug, "which": "received"}


@makes("no_draft_photo")
def no_draft_photo(cast: Any) -> dict[str, Any]:
    return {"slug": cast.county.slug, "number": 1}


@makes("slug_and_case")
def slug_and_case(cast: Any) -> dict[str, Any]:
    return {"slug": cast.county.slug, **case(cast)}


@makes("call")
def call(cast: Any) -> dict[str, Any]:
    """The call of Zhou's bureau to Li's case."""
    _, whistle = cases.whistled(cast)
    return {"pk": cases.call_of(whistle, cast.bureau).pk}


@makes("approval")
def approval(cast: Any) -> dict[str, Any]:
    """Li asks for more time."""
    opened = cases.open_case(cast)
    services.accept_case(cast.li_grid_worker.actor, case=opened)
    made = services.ask_extension(cast.li_grid_worker.actor, case=cases.again(opened), amount=1, reason="缺零件")
    return {"pk": made.pk}


@makes("view")
def view(cast: Any) -> dict[str, Any]:
    return {"pk": services.save_view(cast.li_grid_worker.actor, name="我的", query="state=open").pk}


@makes("notice")
def notice(cast: Any) -> dict[str, Any]:
    tell(person_ids=[cast.li_grid_worker.card_id], text="New case", key="matrix")
    return {"pk": inbox.unread(cast.li_grid_worker.actor)[0].pk}


@makes("message")
def message(cast: Any) -> dict[str, Any]:
    """A message to a reporter that was given up."""
    texts.told_received(cast)
    one = texts.messages()[-1]
    texts.change(one, state="failed")
    return {"pk": one.pk}


@makes("told_reporter")
def told_reporter(cast: Any) -> dict[str, Any]:
    """The link that stands in a message."""
    texts.told_received(cast)
    return {"token": inbox.token_of(texts.recipient())}


@makes("mail_proof")
def mail_proof(cast: Any) -> dict[str, Any]:
    """The link of a mail that asks whether a mailbox is theirs."""
    texts.told_received(cast)
    set_mail(texts.recipient(), address=texts.MAIL)
    return {"token": inbox.proof_of(texts.recipient())}


@makes("resident")
def resident(cast: Any) -> dict[str, Any]:
    """Somebody in Li's building, as all that hangs on residents below."""
    return {"pk": registers.person(cast).pk}


@makes("resident_at")
def resident_at(cast: Any) -> dict[str, Any]:
    return {**resident(cast), "area": cast.building.pk}


@makes("resident_pair")
def resident_pair(cast: Any) -> dict[str, Any]:
    return {**resident(cast), "other": registers.person(cast).pk}


@makes("door")
def door(cast: Any) -> dict[str, Any]:
    return {"area": cast.building.pk}


@makes("dwelling")
def dwelling(cast: Any) -> dict[str, Any]:
    return {"pk": registers.dwelling(cast).pk}


@makes("household")
def household(cast: Any) -> dict[str, Any]:
    return {"pk": registers.family(cast, "王一", "王二")[0].pk}


@makes("household_at")
def household_at(cast: Any) -> dict[str, Any]:
    return {**household(cast), "area": cast.building.pk}


@makes("stay")
def stay(cast: Any) -> dict[str, Any]:
    return {"pk": registers.stay(cast).pk}


@makes("merged")
def merged(cast: Any) -> dict[str, Any]:
    return {"pk": registers.merged(cast).pk}


@makes("alike")
def alike(cast: Any) -> dict[str, Any]:
    return {"pk": registers.alike(cast).pk}


@makes("register_list")
def register_list(cast: Any) -> dict[str, Any]:
    return {"which": "unverified"}


@makes("member")
def member(cast: Any) -> dict[str, Any]:
    """Of Ding's branch, living in Li's building."""
    return {"pk": members.member(cast).pk}


@makes("transfer_in")
def transfer_in(cast: Any) -> dict[str, Any]:
    """From the other branch to Ding's."""
    row = members.member(cast, organization=cast.other_branch)
    return {"pk": parties.ask_transfer(SYSTEM, membership=row, target=cast.branch).pk}


@makes("contact")
def contact(cast: Any) -> dict[str, Any]:
    """Of a member of Ding's branch."""
    return {"pk": members.linked(cast, members.member(cast), 1)[0].pk}


@makes("sign")
def sign(cast: Any) -> dict[str, Any]:
    """At the door of a member of Ding's branch; agreed to."""
    row = members.member(cast)
    return {"pk": parties.agree_sign(SYSTEM, membership=row, kind=SignKind.DOORPLATE, agreed=True).pk}


@makes("spoken")
def spoken(cast: Any) -> dict[str, Any]:
    """A reporter in the county whose method has a direct line."""
    case = cases.open_case(cast, county=cast.other_county, area=cast.other_county_grid)
    return {"ref": case.ref, "pk": case.reporters.get().pk}


@makes("courier")
def courier(cast: Any) -> dict[str, Any]:
    """With Ding's branch."""
    return {"pk": members.courier_row(cast).pk}


@makes("courier_slug")
def courier_slug(cast: Any) -> dict[str, Any]:
    """A county where couriers report in."""
    return {"slug": members.courier_county().county.slug}


@makes("courier_place")
def courier_place(cast: Any) -> dict[str, Any]:
    place = members.courier_county()
    return {"slug": place.county.slug, "key": f"area:{place.grids[0].pk}"}


@makes("quota")
def quota(cast: Any) -> dict[str, Any]:
    return {"pk": members.compound(cast).pk, "year": 2026}


@makes("contract_county")
def contract_county(cast: Any) -> dict[str, Any]:
    return {"slug": cast.county.slug}


@makes("contract")
def contract(cast: Any) -> dict[str, Any]:
    return {"pk": contracts.party(cast).pk}


@makes("contract_text")
def contract_text(cast: Any) -> dict[str, Any]:
    return {"kind": "resident", "code": "contract"}


@makes("contract_code")
def contract_code(cast: Any) -> dict[str, Any]:
    return {"code": "contract"}


@makes("credit_waiting")
def credit_waiting(cast: Any) -> dict[str, Any]:
    return {"pk": contracts.entered(cast, contracts.party(cast)).pk}


@makes("credit_entry")
def credit_entry(cast: Any) -> dict[str, Any]:
    return {"pk": contracts.booked(cast, contracts.party(cast)).pk}


@makes("credit_objection")
def credit_objection(cast: Any) -> dict[str, Any]:
    return {"pk": contracts.objected(cast, contracts.booked(cast, contracts.party(cast))).pk}


@makes("credit_picture")
def credit_picture(cast: Any) -> dict[str, Any]:
    return {"token": contracts.picture_token(cast)}


@makes("credit_table")
def credit_table(cast: Any) -> dict[str, Any]:
    return {"pk": contracts.draft(cast).pk}


@makes("own_unit")
def own_unit(cast: Any) -> dict[str, Any]:
    return {"unit": cast.bureau.pk}


@makes("own_unit_text")
def own_unit_text(cast: Any) -> dict[str, Any]:
    return {"unit": cast.bureau.pk, "kind": "resident_unit", "code": "contract"}


@makes("own_unit_code")
def own_unit_code(cast: Any) -> dict[str, Any]:
    return {"unit": cast.bureau.pk, "code": "contract"}


@makes("own_unit_entry")
def own_unit_entry(cast: Any) -> dict[str, Any]:
    return {"unit": cast.bureau.pk, "pk": 1}


@makes("ledger_account")
def ledger_account(cast: Any) -> dict[str, Any]:
    return {"pk": ledgers.wallet(cast).pk}


@makes("ledger_entry")
def ledger_entry(cast: Any) -> dict[str, Any]:
    return {"pk": ledgers.given(cast, ledgers.wallet(cast), 10).pk}


@makes("surveyed")
def surveyed(cast: Any) -> dict[str, Any]:
    return {"pk": surveying.surveyed(cast).compound_id}


@makes("served")
def served(cast: Any) -> dict[str, Any]:
    return {"pk": serving.contract(cast).pk}


@makes("served_compound")
def served_compound(cast: Any) -> dict[str, Any]:
    return {"pk": serving.contract(cast).compound_id}


@makes("firm")
def firm(cast: Any) -> dict[str, Any]:
    return {"pk": serving.contract(cast).company_id}


@makes("month_report")
def month_report(cast: Any) -> dict[str, Any]:
    made = serving.contract(cast)
    said = {"month": made.starts_on, "done": "matrix"}
    return {"pk": property_services.write_report(cast.wang_community.actor, contract=made, **said).pk}


@makes("panellist")
def panellist(cast: Any) -> dict[str, Any]:
    return {"pk": serving.panel(cast, serving.contract(cast).compound, 1)[0].pk}


@makes("draw")
def draw(cast: Any) -> dict[str, Any]:
    serving.world(cast)
    serving.opened(cast)
    return {"pk": serving.draws()[0].pk}


@makes("black_order")
def black_order(cast: Any) -> dict[str, Any]:
    return {"pk": serving.ordered(cast).pk}


@makes("proof_picture")
def proof_picture(cast: Any) -> dict[str, Any]:
    return {"pk": serving.proved(cast).pk}


@makes("survey")
def survey(cast: Any) -> dict[str, Any]:
    return {"pk": surveying.surveyed(cast).pk}


@makes("covered_grid")
def covered_grid(cast: Any) -> dict[str, Any]:
    return {"grid": cast.grid.pk}


@makes("consent")
def consent(cast: Any) -> dict[str, Any]:
    """Of somebody who registered at Li's building: nobody's but their own, whatever number is asked for."""
    return {"pk": own.consent(cast).pk}


@makes("person_request")
def person_request(cast: Any) -> dict[str, Any]:
    """Of the same."""
    return {"pk": own.request(cast).pk}


@makes("matter")
def matter(cast: Any) -> dict[str, Any]:
    """Of Li's building, in its first stage."""
    return {"pk": deliberating.matter(cast).pk}


@makes("open_matter")
def open_matter(cast: Any) -> dict[str, Any]:
    """On public notice."""
    return {"pk": deliberating.walked(cast, "notice")[0].pk}


@makes("open_vote")
def open_vote(cast: Any) -> dict[str, Any]:
    """A matter on which a vote is open."""
    return {"pk": deliberating.voting(cast).matter_id}


@makes("ballot")
def ballot(cast: Any) -> dict[str, Any]:
    """Of Wang's community."""
    return {"pk": deliberating.voting(cast).pk}


@makes("statement")
def statement(cast: Any) -> dict[str, Any]:
    return {"pk": deliberating.said(cast).pk}


@makes("deliberation_task")
def deliberation_task(cast: Any) -> dict[str, Any]:
    return {"pk": deliberating.given(cast).pk}


@makes("meeting")
def meeting(cast: Any) -> dict[str, Any]:
    """Of Wang's community, going on."""
    return {"pk": deliberating.meeting(cast).pk}


@makes("selection")
def selection(cast: Any) -> dict[str, Any]:
    """In Wang's community, with a candidate, in the first stage."""
    row = selecting.opened(cast)
    selecting.nominated(cast, row, "刘梅")
    return {"pk": row.pk}


@makes("candidate")
def candidate(cast: Any) -> dict[str, Any]:
    return {"pk": selecting.nominated(cast, selecting.opened(cast), "刘梅")[0].pk}


@makes("document")
def document(cast: Any) -> dict[str, Any]:
    row = selecting.opened(cast)
    file = SimpleUploadedFile("x.pdf", b"%PDF-1.4 x")
    return {"pk": choosing.add_document(cast.wang_community.actor, selection=row, title="推荐表", file=file).pk}


@makes("objection")
def objection(cast: Any) -> dict[str, Any]:
    row = selecting.on_notice(cast, "刘梅")
    return {"pk": choosing.object_to(cast.sun_resident.actor, selection=row.pk, words="不住这里").pk}


@makes("result")
def result(cast: Any) -> dict[str, Any]:
    return {"pk": selecting.on_notice(cast, "刘梅").pk}


def _filed(cast: Any, **facts: Any) -> Any:
    report = services.Report(
        county=cast.county, area=cast.grid, category=cases.category(), text="楼下垃圾堆了三天没人清", **facts
    )
    return services.open_case(cast.sun_resident.actor, report=report)


@makes("roster")
def roster(cast: Any) -> dict[str, Any]:
    """A list that Wang sent about her community, read and waiting for its columns."""
    return {"pk": lists.sent(cast, lists.csv_file(lists.people(3))).pk}


@makes("platform")
def platform(cast: Any) -> dict[str, Any]:
    """Another platform of the county, which says that it takes manhole covers."""
    return {"pk": relay_making.listed(cast).pk}


@makes("platform_for_case")
def platform_for_case(cast: Any) -> dict[str, Any]:
    """The same, for a case in Li's grid."""
    return {"pk": relay_making.listed(cast).pk, "ref": cases.open_case(cast).ref}


@makes("past_cases")
def past_cases(cast: Any) -> dict[str, Any]:
    """A file of past cases that Chen sent, read and waiting for its columns."""
    return {"pk": history.sent(cast, history.ROWS[:1]).pk}


@makes("members_in")
def members_in(cast: Any) -> dict[str, Any]:
    """A list of members that Ding sent, read and waiting for its columns."""
    return {"pk": member_lists.sent(cast, [["梁山", "", "10012345678", "居民党员"]]).pk}


@makes("members_out")
def members_out(cast: Any) -> dict[str, Any]:
    """A list of members that Ding took out."""
    members.member(cast)
    return {"pk": member_lists.taken(cast).pk}


@makes("export")
def export(cast: Any) -> dict[str, Any]:
    """A list that Wang took out."""
    registers.person(cast)
    return {"pk": lists.exported(cast).pk}


@makes("door_stop")
def door_stop(cast: Any) -> dict[str, Any]:
    """A home in Li's building that is due by Wang's plan."""
    return {"pk": visiting.planned(cast).pk}


@makes("place_stop")
def place_stop(cast: Any) -> dict[str, Any]:
    """Li's grid, walked every day by Wang's plan."""
    visiting.plan(cast, area=cast.grid, kind="patrol")
    return {"pk": visiting.stop(kind="patrol", area=cast.grid).pk}


@makes("visit_note")
def visit_note(cast: Any) -> dict[str, Any]:
    return {"pk": visiting.visited(cast, visiting.planned(cast), note="交接").pk}


@makes("visit_plan")
def visit_plan(cast: Any) -> dict[str, Any]:
    visiting.home(cast)
    return {"pk": visiting.plan(cast).pk}


@makes("visited_area")
def visited_area(cast: Any) -> dict[str, Any]:
    return {"area": cast.grid.pk}


@makes("hook")
def hook(cast: Any) -> dict[str, Any]:
    return {"pk": hooks.hook(cast, "https://example.cn/").hook.pk}


@makes("delivery")
def delivery(cast: Any) -> dict[str, Any]:
    made = hooks.hook(cast, "https://example.cn/").hook
    hooks.happened(cast.grid)
    return {"pk": hooks.given_up(made).pk}


@makes("excluded")
def excluded(cast: Any) -> dict[str, Any]:
    """Taken out by the system; called bureaus are concerned by it too, and it waits for an answer."""
    case, _ = cases.whistled(cast)
    return {"pk": rating.exclude_case(SYSTEM, case=case, reason="unverifiable", words="matrix").pk}


@makes("no_campaign")
def no_campaign(cast: Any) -> dict[str, Any]:
    return {"code": "nothing"}


@makes("caller")
def caller(cast: Any) -> dict[str, Any]:
    return {"pk": rates.repeated(cast).pk}


@makes("theme")
def theme(cast: Any) -> dict[str, Any]:
    return {"pk": rates.theme(cast).pk}


@makes("problem")
def problem(cast: Any) -> dict[str, Any]:
    return {"pk": rates.problem(cast).pk}


@makes("task")
def task(cast: Any) -> dict[str, Any]:
    return {"pk": rates.task(cast).pk}


def _rated_stall(cast: Any) -> Any:
    """A stall in Li's grid, in a published round that everybody may read."""
    stalls.world(cast)
    return stalls.subject(stalls.published(cast, 甲=59, 乙=90))


@makes("rated_round")
def rated_round(cast: Any) -> dict[str, Any]:
    return {"pk": _rated_stall(cast).round_id}


@makes("rated")
def rated(cast: Any) -> dict[str, Any]:
    return {"pk": _rated_stall(cast).pk}


@makes("open_round")
def open_round(cast: Any) -> dict[str, Any]:
    stalls.world(cast)
    return {"pk": stalls.opened(cast).pk}


@makes("seat")
def seat(cast: Any) -> dict[str, Any]:
    stalls.world(cast)
    return {"pk": stalls.seat(stalls.opened(cast), cast.wang_community).pk}


@makes("rater_link")
def rater_link(cast: Any) -> dict[str, Any]:
    stalls.world(cast)
    stalls.PEOPLE["people"] = [stalls.Rater("居民代表", key="drawn:1")]
    place = stalls.seat_of(stalls.opened(cast), "drawn:1")
    return {"token": scoring.give_link(SYSTEM, seat=place)}


@makes("rating_appeal")
def rating_appeal(cast: Any) -> dict[str, Any]:
    made = scoring.appeal(cast.li_grid_worker.actor, subject=_rated_stall(cast), words="matrix")
    return {"pk": made.pk}


@makes("rating_picture")
def rating_picture(cast: Any) -> dict[str, Any]:
    return {"pk": stalls.shown_by_reply(cast, _rated_stall(cast)).pk}


@makes("entry_card")
def entry_card(cast: Any) -> dict[str, Any]:
    return {"card": "model_grid"}


@makes("entry")
def entry(cast: Any) -> dict[str, Any]:
    stalls.empty()
    made = scoring.add_item(
        SYSTEM, county=cast.county, card="model_grid", key=str(cast.grid.pk), criterion="fake", words="matrix"
    )
    return {"pk": made.pk}


@makes("owned_compound")
def owned_compound(cast: Any) -> dict[str, Any]:
    return {"pk": owning.rolled(cast).pk}


@makes("owned_unit")
def owned_unit(cast: Any) -> dict[str, Any]:
    return {"pk": owning.units(owning.rolled(cast))[0].pk}


@makes("owned_link")
def owned_link(cast: Any) -> dict[str, Any]:
    return {"pk": owning.linked(cast, owning.units(owning.rolled(cast))[0]).pk}


@makes("owned_vote")
def owned_vote(cast: Any) -> dict[str, Any]:
    return {"pk": owning.opened(cast).pk}


@makes("owned_booking")
def owned_booking(cast: Any) -> dict[str, Any]:
    return {"pk": owning.booked(cast, owning.compound(cast), 100).pk}


@makes("owned_use")
def owned_use(cast: Any) -> dict[str, Any]:
    place = owning.rolled(cast)
    owning.booked(cast, place, 1_000_000)
    return {"pk": owning.fund_used(cast, place, until="applied").pk}


@makes("owned_service")
def owned_service(cast: Any) -> dict[str, Any]:
    owning.in_use(cast, paid_service=True)
    return {"pk": owning.household(cast)[1].pk}


@makes("owned_proxy")
def owned_proxy(cast: Any) -> dict[str, Any]:
    return {"pk": owning.by_proxy(cast, owning.opened(cast)).pk}


@makes("volunteer_team")
def volunteer_team(cast: Any) -> dict[str, Any]:
    return {"pk": helping.team(cast).pk}


@makes("team_member")
def team_member(cast: Any) -> dict[str, Any]:
    return {"pk": helping.asked(cast).pk}


@makes("activity")
def activity(cast: Any) -> dict[str, Any]:
    return {"pk": helping.activity(cast).pk}


@makes("shift")
def shift(cast: Any) -> dict[str, Any]:
    return {"pk": helping.shift(cast).pk}


@makes("sign_up")
def sign_up(cast: Any) -> dict[str, Any]:
    return {"pk": helping.missing(cast).pk}


@makes("volunteer")
def volunteer(cast: Any) -> dict[str, Any]:
    return {"pk": helping.volunteer(helping.member(cast)).pk}


@makes("service")
def service(cast: Any) -> dict[str, Any]:
    return {"pk": helping.confirmed(cast, helping.member(cast)).pk}


@makes("service_post")
def service_post(cast: Any) -> dict[str, Any]:
    return {"pk": helping.post(cast).pk}


@makes("offer")
def offer(cast: Any) -> dict[str, Any]:
    return {"pk": helping.offer(cast).pk}


@makes("reward")
def reward(cast: Any) -> dict[str, Any]:
    return {"pk": helping.reward(cast).pk}


@makes("hours_paper")
def hours_paper(cast: Any) -> dict[str, Any]:
    return {"pk": helping.paper(cast).pk}


@makes("cob_pairing")
def cob_pairing(cast: Any) -> dict[str, Any]:
    """Zhou's bureau with a compound of Wang's community."""
    return {"pk": together.paired(cast).pk}


@makes("cob_registration")
def cob_registration(cast: Any) -> dict[str, Any]:
    return {"pk": together.registered(cast).pk}


@makes("cob_community")
def cob_community(cast: Any) -> dict[str, Any]:
    return {"pk": cast.community.pk}


@makes("cob_entry")
def cob_entry(cast: Any) -> dict[str, Any]:
    return {"pk": together.posted(cast).pk}


@makes("cob_part")
def cob_part(cast: Any) -> dict[str, Any]:
    return {"pk": together.parts_of(together.posted(cast))[0].pk}


@makes("cob_claim")
def cob_claim(cast: Any) -> dict[str, Any]:
    return {"pk": together.claimed(cast).pk}


@makes("cob_work")
def cob_work(cast: Any) -> dict[str, Any]:
    return {"pk": together.projected(cast).pk}


@makes("cob_tender")
def cob_tender(cast: Any) -> dict[str, Any]:
    return {"pk": together.tendered(cast).pk}


@makes("cob_offer")
def cob_offer(cast: Any) -> dict[str, Any]:
    """Zhou's, still sealed."""
    return {"pk": together.offering(cast)[0].pk}


@makes("cob_opened")
def cob_opened(cast: Any) -> dict[str, Any]:
    """Zhou's, opened."""
    return {"pk": together.opened(cast)[0].pk}


@makes("cob_objection")
def cob_objection(cast: Any) -> dict[str, Any]:
    return {"pk": together.objected(cast).pk}


@makes("cob_version")
def cob_version(cast: Any) -> dict[str, Any]:
    return {"pk": together.reviewed(cast).pk}


@makes("cob_picture")
def cob_picture(cast: Any) -> dict[str, Any]:
    return {"pk": together.delivered(cast, photos=[together.photo()]).pictures.get().pk}


@makes("cob_token")
def cob_token(cast: Any) -> dict[str, Any]:
    return {"token": together.delivered(cast).token}


@makes("cob_item")
def cob_item(cast: Any) -> dict[str, Any]:
    return {"pk": together.taken(cast).pk}


@makes("cob_project")
def cob_project(cast: Any) -> dict[str, Any]:
    return {"pk": together.project(cast).pk}


@makes("cob_commitment")
def cob_commitment(cast: Any) -> dict[str, Any]:
    return {"pk": together.promised(cast).pk}


@makes("formation_site")
def formation_site(cast: Any) -> dict[str, Any]:
    """A market in Li's grid."""
    return {"pk": forming.site(forming.under(cast, forming.JOINT)).pk}


@makes("formation")
def formation(cast: Any) -> dict[str, Any]:
    """A joint organization of Zhou's bureau and Wang's community."""
    return {"pk": forming.founded(forming.under(cast, forming.JOINT)).pk}


@makes("formation_founder")
def formation_founder(cast: Any) -> dict[str, Any]:
    return {"pk": forming.founded(forming.under(cast, forming.JOINT)).founders.first().pk}


@makes("help_request")
def help_request(cast: Any) -> dict[str, Any]:
    """Asked for in Zhao's street."""
    return {"pk": guiding.asked(cast).pk}


@makes("help_service")
def help_service(cast: Any) -> dict[str, Any]:
    return {"slug": cast.county.slug, "code": "parking"}


@makes("help_token")
def help_token(cast: Any) -> dict[str, Any]:
    guiding.centre(cast)
    return {"token": guidance.ask_for_help(cast.street, "parking", guiding.said(), agreed=True)[1]}


@makes("recruiting_call")
def recruiting_call(cast: Any) -> dict[str, Any]:
    """Of Wang's community."""
    return {"pk": guiding.called(cast).pk}


@makes("call_for_all")
def call_for_all(cast: Any) -> dict[str, Any]:
    return {"slug": cast.county.slug, "pk": guiding.called(cast).pk}


@makes("applicant")
def applicant(cast: Any) -> dict[str, Any]:
    return {"pk": guiding.applicant_row(guiding.called(cast)).pk}


@makes("applicant_token")
def applicant_token(cast: Any) -> dict[str, Any]:
    guiding.applicant_row(guiding.called(cast), token="t" * 24)
    return {"token": "t" * 24}


@makes("alliance")
def alliance(cast: Any) -> dict[str, Any]:
    """That of Wang's community."""
    return {"pk": allied.main(cast).pk}


@makes("ally")
def ally(cast: Any) -> dict[str, Any]:
    """Zhou's bureau as a member of it, asked and not yet answered."""
    return {"pk": allied.asked(cast, allied.main(cast)).pk}


@makes("ally_meeting")
def ally_meeting(cast: Any) -> dict[str, Any]:
    return {"pk": allied.met(cast, allied.main(cast)).pk}


@makes("ally_resolution")
def ally_resolution(cast: Any) -> dict[str, Any]:
    return {"pk": allied.resolved(cast, allied.main(cast)).pk}


@makes("ally_unit")
def ally_unit(cast: Any) -> dict[str, Any]:
    return {"pk": allied.joined(cast, allied.main(cast)).organization_id}


@makes("ally_score")
def ally_score(cast: Any) -> dict[str, Any]:
    """Points of Zhou's bureau that count."""
    return {"pk": allied.points(allied.joined(cast, allied.main(cast)), 100, clock.today()).pk}


@makes("ally_proof")
def ally_proof(cast: Any) -> dict[str, Any]:
    row = allied.points(allied.joined(cast, allied.main(cast)), 100, clock.today())
    return {"pk": allied.proven(row).pk}


@makes("act_programme")
def act_programme(cast: Any) -> dict[str, Any]:
    return {"code": "theme_day"}


@makes("act_planned")
def act_planned(cast: Any) -> dict[str, Any]:
    """The theme day of the branch of Wang's community."""
    return {"pk": themes.themed(cast).pk}


@makes("act_picture")
def act_picture(cast: Any) -> dict[str, Any]:
    return {"pk": themes.pictured(cast).pictures.get().pk}


@makes("hon_call")
def hon_call(cast: Any) -> dict[str, Any]:
    """A call of Zhao's street."""
    return {"pk": praising.called(cast).pk}


@makes("hon_judged")
def hon_judged(cast: Any) -> dict[str, Any]:
    call = praising.agreed(cast).call
    Call.unscoped.filter(pk=call.pk).update(closes_on=clock.today() - timedelta(days=1))
    return {"pk": call.pk}


@makes("hon_over")
def hon_over(cast: Any) -> dict[str, Any]:
    call = praising.on_notice(cast).call
    Call.unscoped.filter(pk=call.pk).update(notice_from=clock.now() - timedelta(days=9), notice_until=clock.now())
    return {"pk": call.pk}


@makes("hon_honour")
def hon_honour(cast: Any) -> dict[str, Any]:
    return {"pk": praising.honoured(cast).pk}


@makes("hon_nomination")
def hon_nomination(cast: Any) -> dict[str, Any]:
    """Zhou's bureau nominates in the call of Zhao's street."""
    return {"pk": praising.nominated(cast).pk}


@makes("hon_reviewed")
def hon_reviewed(cast: Any) -> dict[str, Any]:
    return {"pk": praising.reviewed(cast).pk}


@makes("hon_person")
def hon_person(cast: Any) -> dict[str, Any]:
    return {"pk": praising.proposed_person(cast).pk}


@makes("hon_chosen")
def hon_chosen(cast: Any) -> dict[str, Any]:
    """Li was chosen."""
    return {"pk": praising.agreed(cast, praising.proposed_person(cast)).pk}


@makes("hon_proof")
def hon_proof(cast: Any) -> dict[str, Any]:
    with rls.everywhere():
        return {"pk": Proof.unscoped.get(nomination=praising.nominated(cast, photos=[praising.photo()])).pk}


@makes("hon_objection")
def hon_objection(cast: Any) -> dict[str, Any]:
    return {"pk": praising.objected(cast).pk}


@makes("hon_notice")
def hon_notice(cast: Any) -> dict[str, Any]:
    return {"pk": praising.on_notice(cast).call_id}


@makes("hon_on_notice")
def hon_on_notice(cast: Any) -> dict[str, Any]:
    return {"pk": praising.on_notice(cast).pk}


@makes("hon_draft")
def hon_draft(cast: Any) -> dict[str, Any]:
    """A practice of Wang's community."""
    return {"pk": praising.practice(cast).pk}


@makes("hon_sent")
def hon_sent(cast: Any) -> dict[str, Any]:
    return {"pk": praising.sent(cast).pk}


@makes("hon_published")
def hon_published(cast: Any) -> dict[str, Any]:
    return {"pk": praising.published(cast).pk}


@makes("hon_adoption")
def hon_adoption(cast: Any) -> dict[str, Any]:
    """Zhou's bureau uses the practice of Wang's community."""
    return {"pk": praising.adopted(cast).pk}


@makes("bul_kind")
def bul_kind(cast: Any) -> dict[str, Any]:
    return {"code": "monthly"}


@makes("bul_draft")
def bul_draft(cast: Any) -> dict[str, Any]:
    """The bulletin of last month, figures filled in."""
    return {"pk": bulletins.drafted(cast).pk}


@makes("bul_section")
def bul_section(cast: Any) -> dict[str, Any]:
    return {"pk": bulletins.drafted(cast).sections.first().pk}


@makes("bul_sent")
def bul_sent(cast: Any) -> dict[str, Any]:
    """Chen handed it in."""
    return {"pk": bulletins.sent(cast).pk}


@makes("bul_issued")
def bul_issued(cast: Any) -> dict[str, Any]:
    """Wu signed it."""
    return {"pk": bulletins.issued(cast).pk}


@makes("bul_recalled")
def bul_recalled(cast: Any) -> dict[str, Any]:
    return {"pk": bulletins.recalled(cast).pk}


@makes("bul_public")
def bul_public(cast: Any) -> dict[str, Any]:
    """The one of last quarter, for everybody."""
    return {"pk": bulletins.issued(cast, bulletins.drafted(cast, "quarterly")).pk}
