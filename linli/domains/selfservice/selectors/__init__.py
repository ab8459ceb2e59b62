"""Every query of selfservice: `places` (doors), `couriers`, `me` (the signed-in person), `desk` (the office, and numbers for everybody)."""

from linli.domains.selfservice.selectors.couriers import (
    Counter,
    Reported,
    branch_near,
    counter_at,
    courier_of,
    reported_by,
)
from linli.domains.selfservice.selectors.desk import late_count, numbers_for, request_for, requests_page
from linli.domains.selfservice.selectors.me import (
    Asked,
    Row,
    code_for,
    consent_for,
    consents_of,
    held_rows,
    kept_rows,
    looks_of,
    masked_phone,
    phone_in,
    requests_of,
    session_for,
)
from linli.domains.selfservice.selectors.places import Door, door_for, is_open, rules_of

__all__ = [
    "Asked",
    "Counter",
    "Door",
    "Reported",
    "Row",
    "branch_near",
    "code_for",
    "consent_for",
    "consents_of",
    "counter_at",
    "courier_of",
    "door_for",
    "held_rows",
    "is_open",
    "kept_rows",
    "late_count",
    "looks_of",
    "masked_phone",
    "numbers_for",
    "phone_in",
    "reported_by",
    "request_for",
    "requests_of",
    "requests_page",
    "rules_of",
    "session_for",
]
