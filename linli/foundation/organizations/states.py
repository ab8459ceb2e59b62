"""Names of what may be set on an organization beside kind and seat, as histories show them."""

from __future__ import annotations

from linli.kernel.words import N_

FACT_LABELS = {
    "name": N_("Name"),
    "short_name": N_("Short name"),
    "code": N_("Code number"),
    "uscc": N_("Unified social credit code"),
    "parent": N_("Superior"),
    "second_superior": N_("Second superior"),
    "serves_county": N_("Serves the whole county"),
    "has_ground": N_("Works for a place"),
    "hours": N_("Working hours"),
    "ends_on": N_("Last day"),
}
