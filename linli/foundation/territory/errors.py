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
        "territory.boundary_not_json": N_(
            "This is no JSON. Please copy the whole GeoJSON, from the first brace to the last."
        ),
        "territory.boundary_too_large": N_(
            "The boundary is larger than {kilobytes} KB or has more than {points} points. Please simplify it."
        ),
        "territory.bad_boundary": N_("A boundary must be a GeoJSON Polygon or MultiPolygon, or one Feature of these."),
        "territory.boundary_bad_ring": N_(
            "Each ring of the boundary needs at least four points and two coordinates in each."
        ),
        "territory.boundary_open_ring": N_(
            "A ring of the boundary isn't closed: its last point must be its first one."
        ),
        "territory.boundary_off_earth": N_(
            "A point lies off the earth. GeoJSON gives the longitude first (-180 to 180), then the latitude (-90 to 90)."
        ),
        "territory.boundary_flat": N_("A ring of the boundary encloses nothing."),
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
    }
)
