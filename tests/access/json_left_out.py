"""Pages that the JSON API has no operation for, each with its reason: written by hand, as a second opinion beside the operations.

A name stands for one page, or (with a star) for all of them that have no operation. A page without an operation and without a row
fails `test_json_twins`, and so does a row that names no page, or one that has an operation.
"""

_FRAME = "the frame of the pages: nothing of the county's"
_PERSON = "a person's own: an account, its devices, its inbox, its wishes"
_RESIDENT = "residents' own pages, opened by their link or their phone"
_SECRETS = "accounts, posts and keys: whoever holds a key could widen it by them"
_PEOPLE = "people by name: registers are looked at one by one, by people who say why, and each look is written down"
_DECIDES = "a decision that the method gives to a post; a system holds none"
_GROUND = "the county's ground and its organizations: changed seldom, by people, with tables and a preview"
_FILES = "files of many rows: exports need a person, imports their own steps"
_SAME = "another look of a page that has its operations"
_HOTLINE = "the hotline's own door has it"
_FIGURES = "figures with their formula and their rows; other systems would take them for their own"
_RATERS = "marks, replies and appeals are given by people, each from their own seat"
_BOOKS = "accounts are booked by what happens in the product; a statement is taken by a person who says why"
_OWNERS = "owners decide and money is paid by people, each step by another pair of eyes"
_VOLUNTEERS = (
    "residents' own pages by their phone, keepers on site, counters with a code in hand: each a person who is there"
)
_SIGNED = "signed, entered, confirmed and objected to by people about people; nobody else's system reads a balance"
_GUESSES = "suggestions to a person who decides"

LEFT: dict[str, str] = {
    "web:*": _FRAME,
    "methods:*": _FRAME,
    "privacy:*": _PEOPLE,
    "access:*": _SECRETS,
    "access:password": _PERSON,
    "partners:*": _SECRETS,
    "webhooks:*": _SECRETS,
    "relay:*": _SECRETS,
    "relay:pass-on": "who has a case goes to another platform by a person's choice",
    "people:*": _SECRETS,
    "notices:inbox": _PERSON,
    "notices:open": _PERSON,
    "notices:read_all": _PERSON,
    "notices:texts": _RESIDENT,
    "notices:link": _RESIDENT,
    "notices:wishes": _RESIDENT,
    "notices:prove": _RESIDENT,
    "notices:reports": "the gateway's own door",
    "notices:messages": _PEOPLE,
    "notices:resend": _PEOPLE,
    "notices:resend-all": _PEOPLE,
    "notices:stop": _PEOPLE,
    "residents:*": _PEOPLE,
    "membership:*": _PEOPLE,
    "selection:*": _PEOPLE,
    "activities:*": "planned and written down by those who hold them; what is coming up is a public page",
    "bulletins:*": "people write and sign them; the tables of public ones are open data (?as=csv)",
    "honours:*": "two people judge on pages; what was conferred and the library are public pages",
    "cobuilding:*": "two sides that sign and people who go there; the lists themselves are public pages",
    "guidance:*": "people ask for themselves and helpers answer them; the catalogue and calls are public pages",
    "alliances:*": "members answer for themselves and two people count points; what is open to all is a public page",
    "formations:*": "what is set up, reviewed and dissolved is decided by offices on pages; organizations stand in the directory",
    "deliberation:*": "votes, hands and judgements are given by people, each for themselves; a system has none",
    "selfservice:*": _RESIDENT,
    "rosters:*": _FILES,
    "territory:*": _GROUND,
    "organizations:*": _GROUND,
    "indicators:*": _FIGURES,
    "indicators:exclude": _DECIDES,
    "indicators:include": _DECIDES,
    "indicators:keep": _DECIDES,
    "ledger:*": _BOOKS,
    "credit:*": _SIGNED,
    "scorecards:*": _RATERS,
    "owners:*": _OWNERS,
    "property:*": "contracts, who rates and what follows are decided by people; results stand on public pages",
    "suggestions:*": _GUESSES,
    "hotline:give-back": _HOTLINE,
    "hotline:more-time": _HOTLINE,
    "volunteering:*": _VOLUNTEERS,
    "surveys:figures": "the surveys themselves are there to be summed",
    "visits:*": "doors and who lives behind them: walked by people, opened one by one (compounds and places: record-visit)",
    "visits:plans": "plans are the office's, made with a preview",
    "cases:arbitration": _DECIDES,
    "cases:decide": _DECIDES,
    "cases:reveal": _PEOPLE,
    "cases:speaks-as": "whom somebody speaks as is confirmed by people who know them; it is read there",
    "cases:field-phone": _PEOPLE,
    "cases:export": _FILES,
    "cases:register": "reports with a caller come in by the hotline's door and by Open311",
    "cases:bulk-*": "one case at a time: each with its own version and its own refusal",
    "cases:field-*": _SAME,
    "cases:go": _SAME,
    "cases:print": _SAME,
    "cases:keep-view": _PERSON,
    "cases:drop-view": _PERSON,
    "cases:report*": _RESIDENT,
    "cases:receipt": _RESIDENT,
    "cases:follow*": _RESIDENT,
    "cases:month": _RESIDENT,
    "cases:scan*": _RESIDENT,
    "cases:qr": _RESIDENT,
    **dict.fromkeys(("cases:keep", "cases:confirm", "cases:answer", "cases:object", "cases:take-back", "cases:wishes"), _RESIDENT),
}  # fmt: skip
