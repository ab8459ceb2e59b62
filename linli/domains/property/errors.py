"""Refusals of property, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "property.compound_closed": N_("This compound isn't there any more."),
        "property.unknown_form": N_("This county knows no such form of service."),
        "property.wrong_kind": N_("{name} can't serve in this form. Please choose another form or company."),
        "property.company_closed": N_("This organization isn't there any more."),
        "property.no_code": N_("{name} has no unified social credit code yet. Please enter it on its page first."),
        "property.starts_too_late": N_("A contract can begin a year from now at the latest."),
        "property.ends_before": N_("The end lies before the beginning."),
        "property.overlaps": N_("Somebody else serves this compound in that time. Please end that contract first."),
        "property.ended_already": N_("This contract is ended already."),
        "property.words_needed": N_("Please say it in a few words."),
        "property.no_reports": N_("This county asks for no monthly reports."),
        "property.month_ahead": N_("This month isn't over yet."),
        "property.month_not_served": N_("There was no service under this contract in that month."),
        "property.reported_already": N_("There is a report on this month already."),
        "property.read_already": N_("This report is marked as read already."),
        "property.not_there": N_("This person doesn't live in the compound."),
        "property.too_young": N_("Whoever rates is 18 or older."),
        "property.agreed_already": N_("This person is on the list already."),
        "property.withdrawn_already": N_("This person isn't on the list any more."),
        "property.nobody_drawn": N_("Nobody of this draw rates in an open round."),
        "property.not_now": N_("That can't be done now: {state}"),
        "property.same_company": N_("That is the company that was dismissed."),
        "property.pictures_needed": N_("Please add at least one picture."),
    }
)
