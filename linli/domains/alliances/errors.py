"""Refusals of alliances, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "alliances.not_used": N_("This county's method doesn't ask for this."),
        "alliances.unknown": N_("This county's method knows no such kind."),
        "alliances.other_county": N_("This lies in another county."),
        "alliances.wrong_place": N_("An alliance of this kind stands in another kind of place."),
        "alliances.name_needed": N_("Say which place it is."),
        "alliances.parent_needed": N_("Choose the alliance of which this is a branch."),
        "alliances.trade_needed": N_("Choose the trade, and the department in charge of it."),
        "alliances.trade_taken": N_("This trade has its alliance already."),
        "alliances.closed": N_("This alliance is closed."),
        "alliances.has_branches": N_("It has open branches. Close these first."),
        "alliances.unit_ended": N_("{name} doesn't exist any more."),
        "alliances.one_member": N_("Choose either a unit or a person."),
        "alliances.wrong_capacity": N_("Nobody of this sort is a member in this capacity."),
        "alliances.tier_needed": N_("Choose the tier."),
        "alliances.tier_full": N_("This tier has its {most} members."),
        "alliances.member_already": N_("{name} was asked already, or is a member."),
        "alliances.not_a_member": N_("{name} isn't a member of this alliance."),
        "alliances.words_needed": N_("Please say it in a few words."),
        "alliances.not_now": N_("That isn't possible any more: {state}."),
        "alliances.future": N_("This day hasn't come yet."),
        "alliances.day_past": N_("This day lies in the past."),
        "alliances.by_deliberation": N_(
            "Joint meetings of this alliance are held as deliberations. Put the topic there."
        ),
        "alliances.no_form": N_("Joint meetings of this alliance aren't deliberations. Write the meeting down here."),
        "alliances.no_topic": N_("A meeting has one topic at least."),
        "alliances.account_needed": N_("Two people do this, each with an account of their own."),
        "alliances.about_yourself": N_("Nobody scores their own unit."),
        "alliances.no_row": N_("The table of the method has no points for this."),
        "alliances.too_late": N_("It is too late to enter what was done on this day."),
        "alliances.not_then": N_("The unit wasn't a member on this day."),
        "alliances.entered_already": N_("This is entered already for this day."),
        "alliances.same_person": N_("Somebody else than who entered it looks at it."),
        "alliances.not_counted": N_("Only to points that count one may object."),
        "alliances.object_late": N_("One could object until {day}."),
        "alliances.objected_already": N_("Your unit has objected to this already."),
        "alliances.was_involved": N_("Somebody decides who neither entered nor confirmed it."),
        "alliances.decided_already": N_("This was decided already."),
        "alliances.barred": N_(
            "{name} had {points} points in {year}, below {least}: it doesn't share the resources of the region for now. It may"
            " again as soon as it has {least} points of this year (it has {now}); if a figure is wrong, object to it."
        ),
    }
)
