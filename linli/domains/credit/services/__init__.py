"""Every change in credit: `signing`, `entering`, `objecting`, `tables` of rules, `looking` with a reason, and `forgetting`."""

from linli.domains.credit.services.entering import clean_photos, confirm_entry, enter, refuse_entry
from linli.domains.credit.services.forgetting import forget_all
from linli.domains.credit.services.looking import Opened, open_account, open_entry, open_objection
from linli.domains.credit.services.objecting import decide_objection, object_to, take_back
from linli.domains.credit.services.signing import set_honoured, sign, withdraw
from linli.domains.credit.services.tables import COLUMNS, enforce_table, import_rules, load_starter

__all__ = [
    "COLUMNS",
    "Opened",
    "clean_photos",
    "confirm_entry",
    "decide_objection",
    "enforce_table",
    "enter",
    "forget_all",
    "import_rules",
    "load_starter",
    "object_to",
    "open_account",
    "open_entry",
    "open_objection",
    "refuse_entry",
    "set_honoured",
    "sign",
    "take_back",
    "withdraw",
]
