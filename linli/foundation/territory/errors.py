"""Refusals of the territory app."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "territory.wrong_parent": N_("{kind} can't stand under {parent}."),
        "territory.unknown_kind": N_("This county has no level “{kind}”."),
        "territory.cycle": N_("{area} can't be moved under itself."),
        "territory.other_county": N_("Areas of two counties can't be joined."),
        "territory.closed": N_("{area} was closed on {on}."),
        "territory.has_children": N_("{area} still has {count} areas under it. Move or close them first."),
        "territory.root": N_("The county itself can't be moved, split, merged or closed."),
        "territory.code_taken": N_("The code {value} belongs to {area} already."),
        "territory.slug_taken": N_("The short address {slug} is taken."),
        "territory.bad_code": N_("The code {value} doesn't fit: only letters, digits, dot and hyphen."),
        "territory.bad_name": N_("The name must have 1 to 80 characters without control characters."),
        "territory.bad_grid_kind": N_("“{kind}” is no kind of grid here."),
        "territory.bad_position": N_("Latitude and longitude must lie on earth, both given or both empty."),
        "territory.bad_boundary": N_("A boundary must be a GeoJSON polygon."),
        "territory.too_few_parts": N_("A split needs at least two parts."),
        "territory.unassigned": N_("These belong to no part or to two parts: {names}."),
        "territory.not_alike": N_("Only areas of the same kind can be merged."),
        "territory.nothing_to_merge": N_("Choose at least one other area to merge."),
        "territory.unknown_type": N_("This county has no community type “{type}”."),
        "territory.type_of_community_only": N_("Only communities and villages have a community type."),
        "territory.type_in_past": N_("The type since {since} is the present one; the new one must begin later."),
        "territory.not_a_grid": N_("{area} is no grid."),
        "territory.not_a_community": N_("{area} is no community or village."),
        "territory.already_covered": N_("{grid} covers {compound} already."),
        "territory.one_grid_only": N_("In this county a compound lies in one grid only."),
        "territory.compound_exists": N_("{community} has a compound named {name} already."),
        "territory.bad_range": N_("House numbers run from a smaller to a larger one, from 1 to {last}."),
        "territory.range_taken": N_("Some of these house numbers belong to {grid} already."),
        "territory.unknown_place": N_("We couldn't find this place. Please choose it from the list."),
        "territory.unreadable_table": N_("This file can't be read as a table. Please save it as CSV or XLSX."),
        "territory.table_too_large": N_("The file has more than {limit} rows or megabytes. Please split it."),
        "territory.no_such_code": N_("Row {line}: no area has the code {value}."),
        "territory.missing_column": N_("The column “{column}” is missing."),
    }
)
