"""Refusals of bulletins, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "bulletins.unknown_kind": N_("The method of this county knows no such bulletin."),
        "bulletins.no_figures": N_("The method that held in this period counts none of the tables of this bulletin."),
        "bulletins.not_over": N_("This period isn't over: its last day is {day}."),
        "bulletins.there_already": N_("There is a bulletin of this kind for the period already."),
        "bulletins.not_now": N_("That isn't possible now: the bulletin is {state}."),
        "bulletins.words_needed": N_("Please write a few words."),
        "bulletins.account_needed": N_("Two people make a bulletin: please sign in with an account of your own."),
        "bulletins.own_words": N_("Somebody else signs: you wrote in it or handed it in."),
        "bulletins.not_signer": N_("By the method somebody else signs this bulletin."),
    }
)
