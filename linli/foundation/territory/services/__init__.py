"""Changes of the ground. Every change: one transaction, one history line, followers told."""

from linli.foundation.territory.services._base import Hung, Outcome
from linli.foundation.territory.services._changes import AreaChange, follow_ends, register_follower
from linli.foundation.territory.services.areas import (
    add_code,
    close_area,
    create_area,
    create_county,
    rename_area,
    set_community_type,
    set_facts,
)
from linli.foundation.territory.services.columns import ADDRESSES, AREAS, COMPOUNDS
from linli.foundation.territory.services.compounds import (
    assign_address,
    cover_compound,
    create_compound,
    drop_address,
    uncover_compound,
)
from linli.foundation.territory.services.import_places import import_addresses, import_compounds
from linli.foundation.territory.services.imports import import_tree
from linli.foundation.territory.services.reshape import Part, merge_areas, move_area, split_area

__all__ = [
    "ADDRESSES",
    "AREAS",
    "COMPOUNDS",
    "AreaChange",
    "Hung",
    "Outcome",
    "Part",
    "add_code",
    "assign_address",
    "close_area",
    "cover_compound",
    "create_area",
    "create_compound",
    "create_county",
    "drop_address",
    "follow_ends",
    "import_addresses",
    "import_compounds",
    "import_tree",
    "merge_areas",
    "move_area",
    "register_follower",
    "rename_area",
    "set_community_type",
    "set_facts",
    "split_area",
    "uncover_compound",
]
