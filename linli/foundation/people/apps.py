"""People: the register of staff, who holds which post, and who is away."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "linli.foundation.people"
    label = "people"

    def ready(self) -> None:
        from linli.foundation.people import errors, events, permissions, tasks  # noqa: F401  (register themselves)
        from linli.foundation.people.handlers import follow_area
        from linli.foundation.people.selectors import title_at
        from linli.foundation.people.services.cards import PHONE
        from linli.foundation.privacy import registry as privacy
        from linli.foundation.territory.services import register_follower
        from linli.kernel.words import N_

        register_follower(follow_area)
        privacy.answers.post = title_at
        privacy.register_part("people.phone", N_("Phone number of staff"))
        privacy.register_sealed("people.StaffCard", "phone_sealed", purpose=PHONE, index="phone_index")
