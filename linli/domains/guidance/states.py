"""States and edges of guidance, as tables."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.standings import Standing
from linli.kernel.states import Edge, Machine
from linli.kernel.words import N_


class HelpState(StrEnum):
    """The course of a service that was asked for. `SILENT`: it was done and whoever asked said nothing; `LAPSED`: nobody did it."""

    ASKED = "asked"
    GIVEN = "given"
    DONE = "done"
    CONFIRMED = "confirmed"
    SILENT = "silent"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


HELPS: Machine[HelpState] = Machine(
    (
        Edge(HelpState.ASKED, HelpState.GIVEN, by="give"),
        Edge(HelpState.GIVEN, HelpState.GIVEN, by="give", why="to somebody else, who can do it"),
        Edge(HelpState.ASKED, HelpState.DECLINED, by="decline"),
        Edge(HelpState.GIVEN, HelpState.DONE, by="do"),
        Edge(HelpState.DONE, HelpState.CONFIRMED, by="confirm"),
        Edge(HelpState.DONE, HelpState.GIVEN, by="send_back", why="whoever asked says that it isn't done"),
        Edge(HelpState.DONE, HelpState.SILENT, by="silence"),
        *(
            Edge(state, HelpState.WITHDRAWN, by="withdraw")
            for state in (HelpState.ASKED, HelpState.GIVEN, HelpState.DONE)
        ),
        *(Edge(state, HelpState.LAPSED, by="lapse") for state in (HelpState.ASKED, HelpState.GIVEN)),
    )
)

HELP_STATES = {
    HelpState.ASKED: Standing(N_("Waits for the centre"), "soon"),
    HelpState.GIVEN: Standing(N_("Somebody is at work on it"), "doing"),
    HelpState.DONE: Standing(N_("Done, waits for your word"), "soon"),
    HelpState.CONFIRMED: Standing(N_("Done and confirmed"), "solved"),
    HelpState.SILENT: Standing(N_("Done, nobody said how it was"), "paused"),
    HelpState.DECLINED: Standing(N_("Can't be done"), "late"),
    HelpState.WITHDRAWN: Standing(N_("Taken back"), "paused"),
    HelpState.LAPSED: Standing(N_("Ended without being done"), "late"),
}

HELP_LABELS = {state: one.label for state, one in HELP_STATES.items()}

#: Work that somebody still has to do.
OPEN = (HelpState.ASKED, HelpState.GIVEN)
#: Those that came to no end yet.
UNENDED = (*OPEN, HelpState.DONE)


class ApplicantState(StrEnum):
    """The course of an application to a recruiting call."""

    WAITING = "waiting"
    TAKEN = "taken"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


APPLICANTS: Machine[ApplicantState] = Machine(
    tuple(
        Edge(ApplicantState.WAITING, end, by=verb)
        for end, verb in (
            (ApplicantState.TAKEN, "take"), (ApplicantState.DECLINED, "decline"),
            (ApplicantState.WITHDRAWN, "withdraw"), (ApplicantState.LAPSED, "lapse"),
        )
    )
)  # fmt: skip

APPLICANT_STATES = {
    ApplicantState.WAITING: Standing(N_("Waits for an answer"), "soon"),
    ApplicantState.TAKEN: Standing(N_("Taken on as a helper"), "solved"),
    ApplicantState.DECLINED: Standing(N_("Not taken on"), "late"),
    ApplicantState.WITHDRAWN: Standing(N_("Taken back"), "paused"),
    ApplicantState.LAPSED: Standing(N_("Ended without an answer"), "paused"),
}

APPLICANT_LABELS = {state: one.label for state, one in APPLICANT_STATES.items()}

#: What people say is sealed for these purposes; these are also the parts that are looked at.
HELP, APPLICANT = "guidance.request", "guidance.applicant"
