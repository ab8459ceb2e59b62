"""Refusals of credit, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "credit.not_used": N_("This county has no contracts."),
        "credit.not_your_kind": N_("This contract is for others."),
        "credit.text_changed": N_("The text has changed meanwhile. Please read it again."),
        "credit.signed_already": N_("This was signed already."),
        "credit.not_signed": N_("There is no contract in force, so nothing can be entered."),
        "credit.sign_again_first": N_(
            "The text has changed and wasn't signed again: nothing can be entered until it is."
        ),
        "credit.account_needed": N_("Only somebody with an account can do this."),
        "credit.same_person": N_("Whoever entered it can't confirm it: a second pair of eyes is needed."),
        "credit.was_involved": N_("You had a hand in this entry, so somebody else decides."),
        "credit.about_yourself": N_("You can't act on a contract that you signed yourself."),
        "credit.day_ahead": N_("This day lies ahead."),
        "credit.before_contract": N_("This day lies before the contract was signed."),
        "credit.rule_not_in_force": N_("This rule didn't hold on that day."),
        "credit.not_for_kind": N_("This rule isn't for this kind of subject."),
        "credit.entered_already": N_("The same was entered for this day already."),
        "credit.checked_already": N_("This was decided already."),
        "credit.not_booked": N_("Only an entry that counts can be objected to or taken back."),
        "credit.objected_already": N_("You have objected to this already."),
        "credit.objection_late": N_("The time for an objection ended on {day}."),
        "credit.decided_already": N_("This was decided already."),
        "credit.words_needed": N_("Please say it in a few words."),
        "credit.words_gone": N_("The time of keeping is over: the words are gone."),
        "credit.no_rows": N_("The table has no rules."),
        "credit.in_force_already": N_("This table has its time already."),
        "credit.too_soon": N_("Rules are published {days} days before they hold: on {day} at the earliest."),
        "credit.ends_before_start": N_("The last day lies before the first."),
    }
)
