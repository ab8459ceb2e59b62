"""Refusals of formations, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "formations.unknown": N_("This county's method knows no such kind."),
        "formations.other_county": N_("This lies in another county."),
        "formations.words_needed": N_("Please say it in a few words."),
        "formations.future": N_("This day hasn't come yet."),
        "formations.end_past": N_("The last day lies in the past."),
        "formations.site_closed": N_("This site is closed."),
        "formations.site_exists": N_("The list has {name} already."),
        "formations.unit_ended": N_("{name} doesn't exist any more."),
        "formations.has_own": N_("{name} has a party organization of its own."),
        "formations.not_a_superior": N_("{name} can't be the superior of a party organization."),
        "formations.no_fallback": N_("This county's method knows no fallback for sites."),
        "formations.not_its_ground": N_("{name} doesn't work for the place where the site lies."),
        "formations.cared_already": N_("{name} looks after this site already."),
        "formations.not_cared": N_("Nobody looks after this site."),
        "formations.no_review": N_("This county's method asks for no review of organizations of this form."),
        "formations.too_few": N_(
            "It has {members} members, fewer than {least}, as at the last review. It can only be dissolved."
        ),
        "formations.has_members": N_("{count} members still belong to it. Transfer them first."),
        "formations.not_a_founder": N_("{name} can't found it: only party organizations with members do."),
        "formations.founders_needed": N_(
            "It takes {least} founders at the least, among them one of a unit and one of a place."
        ),
        "formations.founds_already": N_("{name} is one of the founders already."),
        "formations.not_joint": N_("It has no founders."),
        "formations.left_already": N_("{name} isn't one of the founders any more."),
    }
)
