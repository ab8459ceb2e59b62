"""Who may call what: one row per route, written by hand, as a second opinion beside the views' own decorators.

A row says with which methods a route is called, which thing it names (a maker of `makers.py`), who gets an answer (`ok`),
and from whom the thing is hidden (`hidden`: 404, as if it weren't there). Everybody else gets 403, and whoever isn't signed
in is sent to the sign-in page. `PUBLIC` routes answer everybody. A route without a row fails the sweep.
"""

from __future__ import annotations

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

    def expected(self, persona: str) -> str:
        """ "ok", "hidden", "forbidden" or "sign-in"."""
        if self.public or persona in self.ok.split():
            return "ok"
        if persona in self.hidden.split():
            return "hidden"
        return "sign-in" if persona == "resident" else "forbidden"


def public(methods: str = "GET", thing: str = "") -> Row:
    """A route for everybody."""
    return Row(methods, thing, public=True)


_STAFF = "li wang zhao chen wu admin"  # may see people in and above Li's grid
_OFFICES = "wang zhao chen admin"  # may change people there
_BUILDERS = "chen admin"  # may change the ground and organizations of the county
_COUNTY = "li he wang zhao chen wu zhou admin ma qian"  # works in Chen's county

MATRIX: dict[str, Row] = {
    # signing in, one's own account
    "access:sign-in": public("GET POST"),
    "access:sign-out": Row("POST", ok=EVERYBODY),
    "access:password": Row("GET POST", ok=EVERYBODY),
    "access:sessions": Row("GET", ok=EVERYBODY),
    "access:end-session": Row("POST", "account", hidden=EVERYBODY),  # no device of one's own has that number
    "access:end-others": Row("POST", ok=EVERYBODY),
    "access:personas": public(),
    "access:switch": Row("POST", hidden=EVERYBODY + " resident"),  # nobody of the cast is a persona
    # accounts
    "access:accounts": Row("GET", ok="admin deng"),
    "access:open-account": Row("GET POST", ok="admin deng"),
    "access:account": Row("GET", "account", ok="admin", hidden="deng"),
    "access:lock": Row("POST", "account", ok="admin", hidden="deng"),
    "access:unlock": Row("POST", "account", ok="admin", hidden="deng"),
    "access:reset": Row("POST", "account", ok="admin", hidden="deng"),
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
    # organizations
    "organizations:list": Row("GET", ok=EVERYBODY),
    "organizations:organization": Row("GET", "organization", ok=_COUNTY, hidden="feng deng"),
    "organizations:add": Row("GET POST", "at_area", ok=_BUILDERS, hidden="feng deng"),
    "organizations:change": Row("GET POST", "organization", ok=_BUILDERS, hidden="feng deng"),
    "organizations:close": Row("POST", "organization", ok=_BUILDERS, hidden="feng deng"),
    "organizations:add-post": Row("GET POST", "organization", ok=_BUILDERS, hidden="feng deng"),
    "organizations:at": Row("GET", "at_area", ok="li wang zhao chen wu zhou admin", hidden=STRANGERS + " he"),
    "organizations:add-area-post": Row("GET POST", "at_area", ok=_BUILDERS, hidden="feng deng"),
    "organizations:close-post": Row("POST", "post", ok=_BUILDERS, hidden="feng deng"),
    "organizations:vacancies": Row("GET", ok=EVERYBODY),
    "organizations:duties": Row("GET", ok=EVERYBODY),
    "organizations:set-duty": Row("GET POST", ok=_BUILDERS + " feng deng"),
    "organizations:duty": Row("GET", "duty", ok=_COUNTY, hidden="feng deng"),
    "organizations:end-duty": Row("POST", "duty", ok=_BUILDERS, hidden="feng deng"),
    # territory
    "territory:areas": Row("GET", ok=EVERYBODY),
    "territory:area": Row("GET", "area", ok="li wang zhao chen wu zhou admin", hidden=STRANGERS + " he"),
    "territory:add": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:rename": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:facts": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:code": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:type": Row("GET POST", "community", ok=_BUILDERS, hidden="feng deng"),
    "territory:move": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:split": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:merge": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:close": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:compound": Row("GET POST", "community", ok=_BUILDERS, hidden="feng deng"),
    "territory:cover": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:uncover": Row("POST", "covered", ok=_BUILDERS, hidden="feng deng"),
    "territory:address": Row("GET POST", "area", ok=_BUILDERS, hidden="feng deng"),
    "territory:drop-address": Row("POST", "address", ok=_BUILDERS, hidden="feng deng"),
    "territory:import": Row("GET POST", "county", ok="admin", hidden="deng"),
    "territory:stickers": Row("GET", "area", ok="li wang zhao chen wu zhou admin", hidden=STRANGERS + " he"),
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
}
