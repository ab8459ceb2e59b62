"""Refusals of the organizations app."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "organizations.unknown_kind": N_("This county knows no organization of the kind “{kind}”."),
        "organizations.unknown_post": N_("This county's post catalogue has no “{kind}”."),
        "organizations.bad_name": N_("The name must have 1 to 120 characters without control characters."),
        "organizations.bad_uscc": N_(
            "“{value}” is no valid unified social credit code. Please check the 18 characters."
        ),
        "organizations.uscc_taken": N_("The unified social credit code {value} belongs to another organization."),
        "organizations.code_taken": N_("The code {value} belongs to another organization."),
        "organizations.needs_end": N_("A {kind} is temporary: please give its last day."),
        "organizations.ends_in_past": N_("The last day lies in the past."),
        "organizations.bad_hours": N_("Working hours must be given as times that run forward and don't overlap."),
        "organizations.cycle": N_("{name} can't be its own superior."),
        "organizations.other_county": N_("{name} belongs to another county."),
        "organizations.same_superior": N_("The second superior must be another one than the first."),
        "organizations.closed": N_("{name} was closed on {on}."),
        "organizations.has_posts": N_("{count} people still hold posts in {name}."),
        "organizations.has_parts": N_("{count} organizations still stand under {name}."),
        "organizations.leads_duties": N_("{name} still leads for {count} categories. Give them to another one first."),
        "organizations.wrong_place": N_("The post “{post}” isn't held in “{place}”."),
        "organizations.one_place": N_("A post belongs to an area or to an organization, not to both."),
        "organizations.post_exists": N_("{place} has its “{post}” already; there can be only one."),
        "organizations.too_many_seats": N_("The post “{post}” has at most {most} seats."),
        "organizations.post_held": N_("The post is still held by {count}."),
        "organizations.bad_category": N_("“{category}” is no category. It looks like standard/kind/code."),
        "organizations.lead_assists": N_("The leading organization can't assist itself."),
        "organizations.no_such_row": N_("Row {line}: {value} is unknown."),
    }
)
