"""Who may call what: one row per route, written by hand, as a second opinion beside the views' own decorators.

A row says which methods a route takes (any other must get 405, and GET must write nothing), which thing it names (a maker of `makers.py`), who gets an answer (`ok`),
and from whom the thing is hidden (`hidden`: 404, as if it weren't there). Everybody else gets 403, and whoever isn't signed
in is sent to the sign-in page. `public` routes answer everybody; `keyed` ones nobody who has no key, whoever is signed in (401).
A route without a row fails the sweep.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

#: Short name in the rows → member of the cast. Li's grid lies in Wang's community in Zhao's street in Chen's county.
PERSONAS = {
    "resident": "sun_resident",
    "li": "li_grid_worker",
    "he": "he_building",
    "wang": "wang_community",
    "zhao": "zhao_dispatcher",
    "chen": "chen_centre",
    "wu": "wu_leader",
    "zhou": "zhou_department",
    "admin": "admin",
    "ma": "ma_other_office",  # stranger: the other street
    "qian": "qian_other_town",  # stranger: a grid of the other street
    "feng": "feng_other_county",  # stranger: the centre of another county
    "deng": "deng_other_admin",  # stranger: administrator of another county
    "ding": "ding_party",  # the party branch of Wang's community: reaches by organization, its members only
    "yan": "yan_other_party",  # the party branch of the other community
}
EVERYBODY = " ".join(name for name in PERSONAS if name != "resident")
STRANGERS = "ma qian feng deng"


@dataclass(frozen=True)
class Row:
    """What is expected of one route."""

    methods: str
    thing: str = ""
    ok: str = ""
    hidden: str = ""
    public: bool = False
    keyed: bool = False
    sealed: bool = True  # its POST wants the form's seal; where it doesn't, it wants a key and no cookie opens it

    def expected(self, persona: str) -> str:
        """ "ok", "hidden", "forbidden", "sign-in" or "keyless"."""
        if self.keyed:
            return "keyless"
        if self.public or persona in self.ok.split():
            return "ok"
        if persona in self.hidden.split():
            return "hidden"
        return "sign-in" if persona == "resident" else "forbidden"


def public(methods: str = "GET", thing: str = "", *, sealed: bool = True) -> Row:
    """A route for everybody."""
    return Row(methods, thing, public=True, sealed=sealed)


def keyed(methods: str, thing: str = "") -> Row:
    """A route for other systems."""
    return Row(methods, thing, keyed=True, sealed=False)


_STAFF = "li wang zhao chen wu admin"  # may see people in and above Li's grid
_OFFICES = "wang zhao chen admin"  # may change people there
_REGISTRARS = "li wang zhao"  # may write into the register there
_LISTERS = "wang zhao admin ma deng"  # may import and export lists somewhere
_OTHER_LISTERS = "zhao admin ma deng"
_CENTRES = "chen feng"  # may bring in cases of earlier systems
_OTHER_CENTRES = "feng"
_FIGURES = "wang zhao chen wu ma feng"  # see rates of their own ground
_BUILDERS = "chen admin"  # may change the ground and organizations of the county
_WITHOUT_A_SEAT = " ".join(name for name in EVERYBODY.split() if name != "wang")
_COUNTY = "li he wang zhao chen wu zhou admin ma qian ding yan"  # works in Chen's county


def _near(ok: str, hidden: str) -> Callable[[str], Row]:
    """Rows about the case in Li's grid."""
    return lambda methods: Row(methods, "case", ok=ok, hidden=hidden)


_SEES = _near("li wang zhao chen wu zhou", "he ma qian feng")  # the case concerns Zhou's bureau, which was called
_IN_HAND = _near("zhao", "he ma qian feng")
_DESK = _near("wang zhao chen", "ma feng")
_VERIFIES = _near("wang zhao chen wu", "ma feng")
_REVEALS = _near("li wang zhao chen zhou", "ma qian feng")
_WHISTLES = _near("li wang zhao chen zhou", "ma qian feng")
_SUPERVISES = _near("chen wu", "feng")
_CALLED = _near("zhou", "")
_VERBS = (
    "accept dispatch sort whistle call-one-more end-whistle look contacted resolve verify send-back return escalate ask resume "
    "extend suspend explain redirect merge unlink withdraw supervise end-supervision urge say"
)
_EVERY_CASE_WORKER = "li he wang zhao chen wu zhou ma qian feng"

MATRIX: dict[str, Row] = {
    # signing in, one's own account
    "access:sign-in": public("GET POST"),
    "access:code": public("GET POST"),
    "access:again": Row("GET POST", ok=EVERYBODY),
    "access:sign-out": Row("POST", ok=EVERYBODY),
    "access:password": Row("GET POST", ok=EVERYBODY),
    "access:sessions": Row("GET", ok=EVERYBODY),
    "access:end-session": Row("POST", "account", hidden=EVERYBODY),  # no device of one's own has that number
    "access:end-others": Row("POST", ok=EVERYBODY),
    "access:second-factor": Row("GET POST", ok=EVERYBODY),
    "access:renew-codes": Row("POST", ok=EVERYBODY),
    "access:turn-off": Row("POST", ok=EVERYBODY),
    "access:personas": public(),
    "access:switch": Row("POST", hidden=EVERYBODY + " resident"),  # nobody of the cast is a persona
    # accounts
    "access:accounts": Row("GET", ok="admin deng"),
    "access:open-account": Row("GET POST", ok="admin deng"),
    "access:account": Row("GET", "account", ok="admin", hidden="deng"),
    "access:lock": Row("POST", "account", ok="admin", hidden="deng"),
    "access:unlock": Row("POST", "account", ok="admin", hidden="deng"),
    "access:reset": Row("POST", "account", ok="admin", hidden="deng"),
    "access:reset-second-factor": Row("POST", "account", ok="admin", hidden="deng"),
    "access:sign-ins": Row("GET", ok="admin deng"),
    "access:grant": Row("GET POST", "account", ok="admin", hidden="deng"),
    "access:end-grant": Row("GET POST", "grant", ok="admin", hidden="deng"),
    # staff
    "people:staff": Row("GET", ok=_STAFF + " " + STRANGERS),
    "people:add": Row("GET POST", ok=_OFFICES + " ma feng deng"),
    "people:card": Row("GET", "card", ok=_STAFF, hidden=STRANGERS),
    "people:phone": Row("POST", "card", ok=_STAFF, hidden=STRANGERS),
    "people:appoint": Row("GET POST", "card", ok=_OFFICES, hidden="ma feng deng"),
    "people:absence": Row("GET POST", "card", ok=_OFFICES, hidden="ma feng deng"),
    "people:end": Row("GET POST", "appointment", ok=_OFFICES, hidden="ma feng deng"),
    "people:end-absence": Row("POST", "absence", ok=_OFFICES, hidden="ma feng deng"),
    # hotline orders, about the case in Li's grid to which Zhou's bureau was called
    "suggestions:check": Row("POST", ok="li he wang zhao chen ma qian feng"),
    "suggestions:beside": _SEES("GET"),
    "suggestions:choose": _DESK("POST"),
    "suggestions:hot": Row("GET", ok="wang zhao chen wu ma feng"),
    "suggestions:lesson": Row("GET", ok="chen feng"),
    "suggestions:learn": Row("POST", ok="chen feng"),
    "hotline:orders": Row("GET", ok="wang zhao chen wu zhou ma feng"),
    "hotline:order": Row("GET", "hotline_order", ok="wang zhao chen wu zhou", hidden="ma feng"),
    "hotline:more-time": Row("GET POST", "hotline_order", ok="wang zhao chen zhou", hidden="ma feng"),
    "hotline:give-back": Row("GET POST", "hotline_order", ok="wang zhao chen zhou", hidden="ma feng"),
    "hotline-api:orders": keyed("POST"),
    "hotline-api:order": keyed("GET", "hotline_number"),
    "hotline-api:act": keyed("POST", "hotline_verb"),
    "hotline-api:changes": keyed("GET"),
    # what is sent to other systems
    "webhooks:hooks": Row("GET", ok="admin deng"),
    "webhooks:add": Row("GET POST", ok="admin deng"),
    "webhooks:hook": Row("GET", "hook", ok="admin", hidden="deng"),
    "webhooks:switch": Row("POST", "hook", ok="admin", hidden="deng"),
    "webhooks:renew": Row("GET POST", "hook", ok="admin", hidden="deng"),
    "webhooks:resend-all": Row("POST", "hook", ok="admin", hidden="deng"),
    "webhooks:resend": Row("POST", "delivery", ok="admin", hidden="deng"),
    # other systems and their keys
    "partners:partners": Row("GET", ok="admin deng"),
    "partners:add": Row("GET POST", ok="admin deng"),
    "partners:partner": Row("GET", "partner", ok="admin", hidden="deng"),
    "partners:switch": Row("POST", "partner", ok="admin", hidden="deng"),
    "partners:issue": Row("GET POST", "partner", ok="admin", hidden="deng"),
    "partners:rotate": Row("GET POST", "partner_key", ok="admin", hidden="deng"),
    "partners:revoke": Row("GET POST", "partner_key", ok="admin", hidden="deng"),
    # privacy: an auditor's right alone, which no post of the cast carries
    "privacy:looks": Row("GET"),
    "privacy:kept": public(),
    # Open311: everybody may ask for what is published; what is sent needs a key, and is refused in the specification's own way
    "api:about": public(),
    "api:georeport-discovery": public("GET", "open311"),
    "api:georeport-services": public("GET", "open311"),
    "api:georeport-service": public("GET", "open311_service"),
    "api:georeport-requests": public("GET POST", "open311", sealed=False),
    "api:georeport-request": public("GET", "open311_case"),
    "api:georeport-token": public("GET", "open311_token"),
    "api:georeport-updates": public("GET POST", "open311", sealed=False),
    # the JSON API: a key alone opens it; that each operation asks what its page asks is held by tests/access/test_json_twins.py
    "api:json": public(),
    "api:openapi": public(),
    "api:json-cases": keyed("GET POST"),
    "api:json-case": keyed("GET", "case"),
    **{f"api:json-case-{form}-choices": keyed("GET", "case") for form in ("dispatch", "whistle", "redirect")},
    **{f"api:json-case-{verb}": keyed("POST", "case") for verb in _VERBS.split()},
    **{f"api:json-{one}": keyed("GET") for one in ("whistles", "calls", "areas", "organizations", "categories")},
    **{
        f"api:json-call-{answer}": keyed("POST", "call")
        for answer in ("answer", "arrive", "report", "return", "judge", "rate")
    },
    "api:json-area": keyed("GET", "area"),
    "api:json-organization": keyed("GET", "organization"),
    "api:json-photo": keyed("GET", "photo"),
    "api:json-case-add-photos": keyed("POST", "case"),
    "api:json-changes": keyed("GET"),
    "api:json-estates": keyed("GET"),
    "api:json-estate": keyed("GET", "surveyed"),
    "api:json-survey-questions": keyed("GET", "surveyed"),
    "api:json-record-survey": keyed("POST", "surveyed"),
    "api:json-correct-survey": keyed("POST", "survey"),
    "api:json-visits": keyed("GET"),
    "api:json-orders": keyed("GET"),
    "api:json-order": keyed("GET", "hotline_order"),
    # residents: in Li's building. The county's administrator sees and merges, and enters nobody
    "residents:register": Row("GET", ok=_REGISTRARS + " admin ma qian deng"),
    "residents:lists": Row("GET", "register_list", ok=_REGISTRARS + " admin ma qian deng"),
    "residents:places": Row("GET", ok=_REGISTRARS + " ma qian"),
    "residents:add": Row("GET POST", "door", ok=_REGISTRARS, hidden="ma qian"),
    "residents:person": Row("GET", "resident", ok=_REGISTRARS + " admin", hidden="ma qian deng"),
    "residents:change": Row("GET POST", "resident", ok=_REGISTRARS, hidden="ma qian"),
    "residents:verify": Row("POST", "resident", ok=_REGISTRARS, hidden="ma qian"),
    "residents:reveal": Row("POST", "resident", ok=_REGISTRARS, hidden="ma qian"),
    "residents:death": Row("GET POST", "resident", ok=_REGISTRARS, hidden="ma qian"),
    "residents:undo-death": Row("POST", "resident", ok=_REGISTRARS, hidden="ma qian"),
    "residents:erase": Row("GET POST", "resident", ok="wang zhao", hidden="ma"),
    "residents:move-in": Row("GET POST", "resident_at", ok=_REGISTRARS, hidden="ma qian"),
    "residents:move-out": Row("GET POST", "stay", ok=_REGISTRARS, hidden="ma qian"),
    "residents:merge": Row("GET POST", "resident_pair", ok="wang zhao admin", hidden="ma deng"),
    "residents:undo-merge": Row("POST", "merged", ok="wang zhao admin", hidden="ma deng"),
    "residents:tell-apart": Row("POST", "alike", ok="wang zhao admin", hidden="ma deng"),
    "residents:dwellings": Row("GET", "door", ok=_REGISTRARS, hidden="ma qian"),
    "residents:add-dwelling": Row("GET POST", "door", ok=_REGISTRARS, hidden="ma qian"),
    "residents:dwelling": Row("GET", "dwelling", ok=_REGISTRARS + " admin", hidden="ma qian deng"),
    "residents:change-dwelling": Row("POST", "dwelling", ok=_REGISTRARS, hidden="ma qian"),
    "residents:reveal-address": Row("POST", "dwelling", ok=_REGISTRARS, hidden="ma qian"),
    "residents:form-household": Row("POST", "dwelling", ok=_REGISTRARS, hidden="ma qian"),
    "residents:household": Row("GET", "household", ok=_REGISTRARS + " admin", hidden="ma qian deng"),
    "residents:set-head": Row("POST", "household", ok=_REGISTRARS, hidden="ma qian"),
    "residents:split": Row("POST", "household", ok=_REGISTRARS, hidden="ma qian"),
    "residents:move-household": Row("GET POST", "household_at", ok=_REGISTRARS, hidden="ma qian"),
    # members: seen by holding a post in the party organization, and by nothing else
    "membership:members": Row("GET", ok="ding yan"),
    "membership:figures": Row("GET", ok="ding yan"),
    "membership:transfers": Row("GET", ok="ding yan"),
    "membership:quota": Row("GET", ok="ding yan"),
    "membership:coverage": Row("GET", ok="ding yan"),
    "membership:add": Row("GET POST", ok="ding yan"),
    "membership:member": Row("GET", "member", ok="ding", hidden="yan"),
    "membership:kind": Row("GET POST", "member", ok="ding", hidden="yan"),
    "membership:card": Row("GET POST", "member", ok="ding", hidden="yan"),
    "membership:end": Row("GET POST", "member", ok="ding", hidden="yan"),
    "membership:register": Row("POST", "member", ok="ding", hidden="yan"),
    "membership:check-in": Row("GET POST", "member", ok="ding", hidden="yan"),
    "membership:transfer": Row("GET POST", "member", ok="ding", hidden="yan"),
    "membership:link": Row("GET POST", "member", ok="ding", hidden="yan"),
    "membership:sign": Row("GET POST", "member", ok="ding", hidden="yan"),
    "membership:contact": Row("GET POST", "contact", ok="ding", hidden="yan"),
    "membership:end-contact": Row("POST", "contact", ok="ding", hidden="yan"),
    "membership:withdraw-sign": Row("POST", "sign", ok="ding", hidden="yan"),
    "membership:take-down": Row("POST", "sign", ok="ding", hidden="yan"),
    "membership:accept": Row(
        "POST", "transfer_in", ok="ding"
    ),  # it comes to Ding's branch: Yan sees it, and may take it back
    "membership:refuse": Row("GET POST", "transfer_in", ok="ding"),
    "membership:withdraw-transfer": Row("POST", "transfer_in", ok="yan"),
    "membership:set-quota": Row("GET POST", "quota", ok="ding", hidden="yan"),
    "membership:uncovered": Row("GET", "covered_grid", ok="ding", hidden="yan"),
    # a resident's own pages: a visitor is led to the sign-in by phone, and so is everybody who works here
    "selfservice:join": public("GET POST", "place_code"),
    "selfservice:code": public("GET POST"),
    "selfservice:again": public("POST"),
    "selfservice:joined": public(),
    "selfservice:sign-in": public("GET POST", "county_slug"),
    "selfservice:numbers": public(),
    "selfservice:me": public(),
    "selfservice:who": public("GET POST"),
    "selfservice:copy": public("POST"),
    "selfservice:texts": public("POST"),
    "selfservice:correct": public("GET POST"),
    "selfservice:delete": public("GET POST"),
    "selfservice:withdraw": public("GET POST", "consent"),
    "selfservice:sign-out": public("POST"),
    # what residents ask: in Li's building, answered by the offices of the community and the street
    "selfservice:requests": Row("GET", ok="wang zhao ma"),
    "selfservice:request": Row("GET", "person_request", ok="wang zhao", hidden="ma"),
    "selfservice:words": Row("POST", "person_request", ok="wang zhao", hidden="ma"),
    "selfservice:decide": Row("POST", "person_request", ok="wang zhao", hidden="ma"),
    # ledger: an account kept in Wang's community, and an entry that touches it
    "ledger:accounts": Row("GET", ok="wang zhao chen wu ma feng"),
    "ledger:account": Row("GET", "ledger_account", ok="wang zhao chen wu", hidden="ma feng"),
    "ledger:take": Row("GET POST", "ledger_account", ok="wang zhao chen", hidden="ma feng"),
    "ledger:entry": Row("GET", "ledger_entry", ok="wang zhao chen wu", hidden="ma feng"),
    "ledger:reverse": Row("GET POST", "ledger_entry", ok="wang zhao chen", hidden="ma feng"),
    # surveys: of a compound in Wang's community, which lies in no grid
    "surveys:estates": Row("GET", ok="wang zhao chen wu ma feng"),
    "surveys:figures": Row("GET", ok="wang zhao chen wu ma feng"),
    "surveys:export": Row("GET", ok="wang zhao chen wu ma feng"),
    "surveys:estate": Row("GET", "surveyed", ok="wang zhao chen wu", hidden="ma feng"),
    "surveys:record": Row("GET POST", "surveyed", ok="wang zhao chen", hidden="ma feng"),
    "surveys:correct": Row("GET POST", "survey", ok="wang zhao chen", hidden="ma feng"),
    # scorecards: stalls in Li's grid, rated by Wang and Zhao, published for everybody; Wang's place in an open round
    "scorecards:mine": Row("GET", ok=EVERYBODY),
    "scorecards:rate": Row("GET POST", "seat", ok="wang", hidden=_WITHOUT_A_SEAT),
    "scorecards:rounds": Row("GET", ok=_EVERY_CASE_WORKER),
    "scorecards:open": Row("GET POST", ok=_CENTRES),
    "scorecards:round": Row("GET", "rated_round", ok="li he wang zhao chen wu zhou ma qian", hidden="feng"),
    "scorecards:sheet": Row("GET", "rated_round", ok="li he wang zhao chen wu zhou ma qian", hidden="feng"),
    "scorecards:close": Row("POST", "open_round", ok="chen", hidden="feng"),
    "scorecards:publish": Row("POST", "rated_round", ok="chen", hidden="feng"),
    "scorecards:look": Row("POST", "open_round", ok="chen", hidden="feng"),
    "scorecards:vacate": Row("GET POST", "seat", ok="chen", hidden="feng"),
    "scorecards:result": Row("GET", "rated", ok="li wang zhao chen wu", hidden="he zhou ma qian feng"),
    "scorecards:reply": Row("GET POST", "rated", ok="li wang zhao wu", hidden="zhou ma qian"),
    "scorecards:appeal": Row("GET POST", "rated", ok="li wang zhao wu", hidden="zhou ma qian"),
    "scorecards:correct": Row("GET POST", "rated", ok="chen", hidden="feng"),
    "scorecards:appeals": Row("GET", ok=_EVERY_CASE_WORKER),
    "scorecards:decide": Row("GET POST", "rating_appeal", ok="chen wu", hidden="feng"),
    "scorecards:items": Row("GET", ok=_EVERY_CASE_WORKER),
    "scorecards:item-add": Row("GET POST", "entry_card", ok="wang zhao chen ma feng"),
    "scorecards:item-withdraw": Row("GET POST", "entry", ok="wang zhao chen", hidden="ma feng"),
    "scorecards:link": Row("GET POST", "seat", ok="chen", hidden="feng"),
    "scorecards:by-link": public("GET POST", "rater_link"),
    "scorecards:public-rounds": public("GET", "county_slug"),
    "scorecards:public-round": public("GET", "rated_round"),
    "scorecards:public-result": public("GET", "rated"),
    # indicators: figures of Chen's county; a case of Li's grid that a supervisor took out; themes of Chen's county
    "indicators:figures": Row("GET", ok=_FIGURES),
    "indicators:rows": Row("GET", ok=_FIGURES),
    "indicators:export": Row("GET", ok=_FIGURES),
    "indicators:print": Row("GET", ok=_FIGURES),
    "indicators:standing": Row("GET", ok="zhou"),
    "indicators:standing-rows": Row("GET", hidden="zhou"),  # no figure of the own organization was named
    "indicators:exclude": Row("GET POST", "case", ok="chen", hidden="feng"),
    "indicators:object": Row("GET POST", "excluded", ok="wang zhao wu zhou", hidden="ma"),
    "indicators:keep": Row("GET POST", "excluded", ok="chen", hidden="feng"),
    "indicators:include": Row("GET POST", "excluded", ok="chen", hidden="feng"),
    "indicators:campaigns": Row("GET", ok=_FIGURES),
    "indicators:campaign": Row("GET", "no_campaign", hidden=_FIGURES),  # the methods of the tests name none
    "indicators:callers": Row("GET", ok="chen feng"),
    "indicators:caller": Row("GET POST", "caller", ok="chen", hidden="feng"),
    "indicators:themes": Row("GET", ok=_FIGURES),
    "indicators:theme": Row("GET", "theme", ok="wang zhao chen wu ma", hidden="feng"),
    "indicators:theme-add": Row("GET POST", ok="chen feng"),
    "indicators:theme-change": Row("GET POST", "theme", ok="chen", hidden="feng"),
    "indicators:theme-withdraw": Row("GET POST", "theme", ok="chen", hidden="feng"),
    "indicators:problem-add": Row("GET POST", "theme", ok="chen", hidden="feng"),
    "indicators:problem-change": Row("GET POST", "problem", ok="chen", hidden="feng"),
    "indicators:task-add": Row("GET POST", "problem", ok="chen", hidden="feng"),
    "indicators:task-done": Row("GET POST", "task", ok="chen", hidden="feng"),
    # visits: to a home in Li's building, by a plan of Wang's; whoever sees figures or places only, sees no home
    "visits:route": Row("GET", ok="li wang zhao chen wu ma qian feng"),
    "visits:open-doors": Row("POST", ok=_REGISTRARS + " ma qian"),
    "visits:visit": Row("GET POST", "door_stop", ok=_REGISTRARS, hidden="chen wu ma qian feng"),
    "visits:open-door": Row("POST", "door_stop", ok=_REGISTRARS, hidden="ma qian"),
    "visits:coverage": Row("GET", ok="li wang zhao chen wu ma qian feng"),
    "visits:stops": Row("GET", "visited_area", ok=_REGISTRARS, hidden="ma qian"),
    "visits:stop": Row("GET", "door_stop", ok=_REGISTRARS, hidden="chen wu ma qian feng"),
    "visits:own-cycle": Row("POST", "door_stop", ok="wang zhao", hidden="ma"),
    "visits:plain-cycle": Row("POST", "door_stop", ok="wang zhao", hidden="ma"),
    "visits:read-note": Row("GET POST", "visit_note", ok=_REGISTRARS, hidden="ma qian"),
    "visits:plans": Row("GET", ok="wang zhao ma"),
    "visits:add-plan": Row("GET POST", ok="wang zhao ma"),
    "visits:end-plan": Row("POST", "visit_plan", ok="wang zhao", hidden="ma"),
    # selections: in Wang's community
    # rosters: Wang's own list of her community. Nobody else sees it, whatever their rights
    "rosters:imports": Row("GET", ok=_LISTERS),
    "rosters:send": Row("GET POST", ok=_LISTERS),
    "rosters:import": Row("GET", "roster", ok="wang", hidden=_OTHER_LISTERS),
    "rosters:columns": Row("GET POST", "roster", ok="wang", hidden=_OTHER_LISTERS),
    "rosters:run": Row("POST", "roster", ok="wang", hidden=_OTHER_LISTERS),
    "rosters:stop": Row("POST", "roster", ok="wang", hidden=_OTHER_LISTERS),
    "rosters:erase": Row("POST", "roster", ok="wang", hidden=_OTHER_LISTERS),
    "rosters:wrong-rows": Row("POST", "roster", ok="wang", hidden=_OTHER_LISTERS),
    # relay: platforms are the administrator's, passing on is the offices'
    "relay:servers": Row("GET", ok="admin deng"),
    "relay:add": Row("GET POST", ok="admin deng"),
    "relay:server": Row("GET", "platform", ok="admin", hidden="deng"),
    "relay:switch": Row("POST", "platform", ok="admin", hidden="deng"),
    "relay:pass-on": Row("GET POST", "platform_for_case", ok="wang zhao chen", hidden="ma feng"),
    # history: Chen's own file of past cases
    "rosters:cases-imports": Row("GET", ok=_CENTRES),
    "rosters:cases-send": Row("GET POST", ok=_CENTRES),
    "rosters:cases-import": Row("GET", "past_cases", ok="chen", hidden=_OTHER_CENTRES),
    "rosters:cases-columns": Row("GET POST", "past_cases", ok="chen", hidden=_OTHER_CENTRES),
    "rosters:cases-sort": Row("GET POST", "past_cases", ok="chen", hidden=_OTHER_CENTRES),
    "rosters:cases-run": Row("POST", "past_cases", ok="chen", hidden=_OTHER_CENTRES),
    "rosters:cases-stop": Row("POST", "past_cases", ok="chen", hidden=_OTHER_CENTRES),
    "rosters:cases-erase": Row("POST", "past_cases", ok="chen", hidden=_OTHER_CENTRES),
    "rosters:cases-wrong-rows": Row("POST", "past_cases", ok="chen", hidden=_OTHER_CENTRES),
    "rosters:exports": Row("GET", ok=_LISTERS),
    "rosters:ask": Row("GET POST", ok=_LISTERS),
    "rosters:export": Row("GET", "export", ok="wang", hidden=_OTHER_LISTERS),
    "rosters:take": Row("POST", "export", ok="wang", hidden=_OTHER_LISTERS),
    "rosters:stop-export": Row("POST", "export", ok="wang", hidden=_OTHER_LISTERS),
    "rosters:go-on-export": Row("POST", "export", ok="wang", hidden=_OTHER_LISTERS),
    "rosters:erase-export": Row("POST", "export", ok="wang", hidden=_OTHER_LISTERS),
    "selection:selections": Row("GET", ok="wang zhao chen wu ma feng"),
    "selection:open": Row("GET POST", ok="wang zhao chen ma feng"),
    "selection:selection": Row("GET", "selection", ok="wang zhao chen wu", hidden="ma feng"),
    "selection:nominate": Row("GET POST", "selection", ok="wang zhao chen", hidden="ma feng"),
    "selection:add-document": Row("GET POST", "selection", ok="wang zhao chen", hidden="ma feng"),
    "selection:votes": Row("GET POST", "selection", ok="wang zhao chen", hidden="ma feng"),
    "selection:advance": Row("POST", "selection", ok="wang zhao chen", hidden="ma feng"),
    "selection:cancel": Row("GET POST", "selection", ok="wang zhao chen", hidden="ma feng"),
    "selection:appoint": Row("GET POST", "selection", ok="wang zhao chen", hidden="ma feng"),
    "selection:let-through": Row("POST", "candidate", ok="wang zhao chen", hidden="ma feng"),
    "selection:turn-down": Row("GET POST", "candidate", ok="wang zhao chen", hidden="ma feng"),
    "selection:step-back": Row("GET POST", "candidate", ok="wang zhao chen", hidden="ma feng"),
    "selection:document": Row("GET", "document", ok="wang zhao chen wu", hidden="ma feng"),
    "selection:objection": Row("GET POST", "objection", ok="wang zhao chen", hidden="ma feng"),
    "selection:read-objection": Row("POST", "objection", ok="wang zhao chen", hidden="ma feng"),
    "selection:object": public("GET POST", "result"),
    "selection:notices": public("GET", "county_slug"),
    "selection:notice": public("GET", "result"),
    # organizations
    "organizations:list": Row("GET", ok=EVERYBODY),
    "organizations:organization": Row("GET", "organization", ok=_COUNTY, hidden="feng deng"),
    "organizations:add": Row("GET POST", "at_area", ok=_BUILDERS, hidden="feng deng"),
    "organizations:import": Row("GET POST", "at_county", ok=_BUILDERS, hidden="feng deng"),
    "organizations:change": Row("GET POST", "organization", ok=_BUILDERS, hidden="feng deng"),
    "organizations:close": Row("GET POST", "organization", ok=_BUILDERS, hidden="feng deng"),
    "organizations:add-post": Row("GET POST", "organization", ok=_BUILDERS, hidden="feng deng"),
    "organizations:at": Row("GET", "at_area", ok="li wang zhao chen wu zhou admin ding yan", hidden=STRANGERS + " he"),
    "organizations:add-area-post": Row("GET POST", "at_area", ok=_BUILDERS, hidden="feng deng"),
    "organizations:close-post": Row("GET POST", "post", ok=_BUILDERS, hidden="feng deng"),
    "organizations:vacancies": Row("GET", ok=EVERYBODY),
    "organizations:duties": Row("GET", ok=EVERYBODY),
    "organizations:set-duty": Row("GET POST", ok=_BUILDERS + " feng deng"),
    "organizations:duty": Row("GET", "duty", ok=_COUNTY, hidden="feng deng"),
    "organizations:end-duty": Row("GET POST", "duty", ok=_BUILDERS, hidden="feng deng"),
    # territory
    "territory:areas": Row("GET", ok=EVERYBODY),
    "territory:area": Row("GET", "area", ok="li wang zhao chen wu zhou admin ding yan", hidden=STRANGERS + " he"),
    "territory:add": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:rename": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:facts": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:boundary": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:remove-boundary": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:code": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:type": Row("GET POST", "community", ok=_BUILDERS, hidden="feng deng"),
    "territory:move": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:split": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:merge": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:close": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:compound": Row("GET POST", "community", ok=_BUILDERS, hidden="feng deng"),
    "territory:cover": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:uncover": Row("GET POST", "covered", ok=_BUILDERS, hidden="feng deng"),
    "territory:address": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:drop-address": Row("GET POST", "address", ok=_BUILDERS, hidden="feng deng"),
    "territory:import": Row("GET POST", "county", ok="admin", hidden="deng"),
    "territory:import-compounds": Row("GET POST", "county", ok="admin", hidden="deng"),
    "territory:import-addresses": Row("GET POST", "county", ok="admin", hidden="deng"),
    "territory:stickers": Row("GET", "area", ok="li wang zhao chen wu zhou admin ding yan", hidden=STRANGERS + " he"),
    # methods, frame
    "methods:compare": public(),
    "web:home": public(),
    "web:county": public("GET", "county_slug"),
    "web:choose-place": public("GET", "county_slug"),
    "web:keep-place": Row("POST", "county_slug", hidden=EVERYBODY + " resident"),  # no place was named
    "web:style": public(),
    "web:preferences": public("POST"),
    "web:healthz": public(),
    "web:manifest": public(),
    "web:worker": public(),
    "web:drafts": public(),
    # cases: one in Li's grid, taken over by Zhao's street when Li called both bureaus
    "cases:accept": _IN_HAND("GET POST"),
    "cases:add-photos": _SEES("GET POST"),
    "cases:answer": public("POST", "followed"),
    "cases:arbitration": Row("GET", ok="chen wu feng"),
    "cases:ask": _IN_HAND("GET POST"),
    "cases:bulk-assign": Row("POST", ok="wang zhao chen ma feng"),
    "cases:bulk-join": Row("POST", ok="wang zhao chen ma feng"),
    "cases:bulk-urge": Row("POST", ok="wang zhao chen ma feng"),
    "cases:call-answer": Row("GET POST", "call", ok="zhou"),
    "cases:call-arrive": Row("GET POST", "call", ok="zhou"),
    "cases:call-judge": Row("GET POST", "call", ok="zhou"),
    "cases:call-one-more": _WHISTLES("GET POST"),
    "cases:call-rate": Row("GET POST", "call", ok="li wang zhao chen zhou", hidden="ma qian feng"),
    "cases:call-report": Row("GET POST", "call", ok="zhou"),
    "cases:call-return": Row("GET POST", "call", ok="zhou"),
    "cases:confirm": public("POST", "followed"),
    "cases:contacted": _IN_HAND("GET POST"),
    "cases:decide": Row("GET POST", "approval", ok="chen wu", hidden="feng"),
    "cases:detail": _SEES("GET"),
    "cases:dispatch": _DESK("GET POST"),
    "cases:drop-view": Row("POST", "view", ok=_EVERY_CASE_WORKER),  # for others than Li: nothing of theirs to drop
    "cases:end-supervision": _SUPERVISES("GET POST"),
    "cases:end-whistle": _WHISTLES("GET POST"),
    "cases:escalate": _SEES("GET POST"),
    "cases:explain": _DESK("GET POST"),
    "cases:export": Row("GET POST", ok="wang zhao chen wu ma feng"),
    "cases:extend": _IN_HAND("GET POST"),
    "cases:field-accept": _IN_HAND("POST"),
    "cases:field-ask": _IN_HAND("POST"),
    "cases:field-call-answer": _CALLED("POST"),
    "cases:field-call-arrive": _CALLED("POST"),
    "cases:field-call-report": _CALLED("POST"),
    "cases:field-call-return": _CALLED("POST"),
    "cases:field-case": _SEES("GET"),
    "cases:field-contacted": _IN_HAND("POST"),
    "cases:field-extend": _IN_HAND("POST"),
    "cases:field-look": _IN_HAND("POST"),
    "cases:field-phone": _REVEALS("POST"),
    "cases:field-report": Row("GET POST", ok="li he wang zhao chen ma qian feng"),
    "cases:field-resolve": _IN_HAND("POST"),
    "cases:field-resume": _IN_HAND("POST"),
    "cases:field-return": _IN_HAND("POST"),
    "cases:field-whistle": _WHISTLES("POST"),
    "cases:follow": public("GET POST"),
    "cases:follow-photo": public("GET", "followed_photo"),
    "cases:go": Row("GET", "case", ok=_EVERY_CASE_WORKER),  # only leads on: what is hidden is hidden there
    "cases:keep": public("POST", "followed"),
    "cases:keep-view": Row("POST", ok=_EVERY_CASE_WORKER),
    "cases:look": _IN_HAND("GET POST"),
    "cases:merge": _DESK("GET POST"),
    "cases:month": public("GET", "month"),
    "cases:object": public("POST", "followed"),
    "cases:photo": Row("GET", "photo", ok="li wang zhao chen wu", hidden="he zhou ma qian feng"),
    "cases:print": _SEES("GET"),
    "cases:qr": public("GET", "followed"),
    "cases:queue": Row("GET", ok=_EVERY_CASE_WORKER),
    "cases:receipt": Row("GET", "case", hidden=EVERYBODY + " resident"),  # shown to the browser that filed it
    "cases:redirect": _DESK("GET POST"),
    "cases:register": Row("GET POST", ok="li he wang zhao chen ma qian feng"),
    "cases:report": public("GET"),
    "cases:report-again": public("POST", "county_slug"),
    "cases:report-check": public("GET POST", "county_slug"),
    "cases:report-contact": public("GET POST", "county_slug"),
    "cases:report-hints": public("POST", "county_slug"),
    # only a report that one's own draft was offered can be joined
    "cases:report-join": Row("POST", "slug_and_case", hidden=EVERYBODY + " resident"),
    "cases:report-photo": Row("GET", "no_draft_photo", hidden=EVERYBODY + " resident"),  # a draft is its browser's own
    "cases:report-place": public("GET POST", "county_slug"),
    "cases:report-what": public("GET POST", "county_slug"),
    "cases:resolve": _IN_HAND("GET POST"),
    "cases:resume": _IN_HAND("GET POST"),
    "cases:return": _IN_HAND("GET POST"),
    "cases:reveal": _REVEALS("GET POST"),
    "cases:say": _SEES("GET POST"),
    "cases:scan": public("GET", "place_code"),
    "cases:scanned": public("GET"),
    "cases:send-back": _VERIFIES("GET POST"),
    "cases:sort": _DESK("GET POST"),
    "cases:supervise": _SUPERVISES("GET POST"),
    "cases:suspend": _IN_HAND("GET POST"),
    "cases:take-back": public("POST", "followed"),
    "cases:unlink": _DESK("GET POST"),
    "cases:urge": _DESK("GET POST"),
    "cases:verify": _VERIFIES("GET POST"),
    "cases:whistle": _WHISTLES("GET POST"),
    "cases:whistles": Row("GET", ok=_EVERY_CASE_WORKER),
    "cases:wishes": public("POST", "followed"),
    "cases:withdraw": _DESK("GET POST"),
    "notices:inbox": Row("GET", ok=EVERYBODY),
    "notices:open": Row("POST", "notice", ok="li", hidden=EVERYBODY.replace("li ", "")),
    "notices:read_all": Row("POST", ok=EVERYBODY),
    "notices:texts": public(),
    "notices:link": public("GET", "told_reporter"),
    "notices:wishes": public("GET POST", "told_reporter"),
    "notices:prove": public("GET POST", "mail_proof"),
    "notices:reports": keyed("POST"),
    "notices:messages": Row("GET", ok="chen feng"),
    "notices:resend": Row("POST", "message", ok="chen", hidden="feng"),
    "notices:resend-all": Row("POST", ok="chen feng"),
    "notices:stop": Row("GET POST", ok="chen feng"),
    "web:board": Row("GET", ok="wang zhao chen wu ma feng"),
    "web:field-home": Row("GET", ok="li he wang zhao chen zhou ma qian feng"),
}
