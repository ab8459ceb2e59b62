"""Notices: what staff should know, one line each, in their inbox; and messages to reporters by text, mail and on their page."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The app notices."""

    name = "linli.domains.notices"
    label = "notices"

    def ready(self) -> None:
        """Import what registers itself, and declare what is sealed, for rotation and for the dump test."""
        from linli.domains.notices import errors, events, handlers, permissions, tasks  # noqa: F401
        from linli.domains.notices.method import NoticeRules, across
        from linli.domains.notices.selectors import oldest_due_seconds, words
        from linli.engines.scorecards import events as ratings
        from linli.foundation.audit.services import on
        from linli.foundation.methods import registry
        from linli.kernel import health

        registry.section("notices", NoticeRules, across)
        words.declare()
        on(ratings.RoundOpened, handlers.ask_raters)
        on(ratings.RatersReminded, handlers.remind_raters)
        on(ratings.RoundPublished, handlers.tell_rated)
        for changed in (ratings.ResultRecounted, ratings.AppealUpheld, ratings.AppealRejected):
            on(changed, handlers.tell_changed)
        for waiting in (ratings.Appealed, ratings.AppealDue, ratings.AppealLate):
            on(waiting, handlers.ask_deciders)
        health.register_age("unsent_message", oldest_due_seconds)
        _declare_sealed()


def _declare_sealed() -> None:
    from linli.domains.notices.rules import plain_contact
    from linli.domains.notices.states import CONTACT, REFUSAL, WORDS
    from linli.foundation.privacy.registry import register_sealed

    def plain(_row: object, clear: str) -> str:
        return plain_contact(clear)

    register_sealed("notices.SentText", "text_sealed", purpose="notices.text")
    register_sealed("notices.Recipient", "phone_sealed", purpose=CONTACT, index="phone_index", indexed=plain)
    register_sealed("notices.Recipient", "mail_sealed", purpose=CONTACT, index="mail_index", indexed=plain)
    register_sealed("notices.Message", "text_sealed", purpose=WORDS)
    register_sealed(
        "notices.Refusal",
        "contact_sealed",
        purpose=REFUSAL,
        index="contact_index",
        index_purpose=CONTACT,
        indexed=plain,
    )
