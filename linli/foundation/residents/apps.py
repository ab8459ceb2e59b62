"""Registers what residents brings: its method section, permissions, events and errors."""

from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    """The app residents."""

    name = "linli.foundation.residents"
    label = "residents"

    def ready(self) -> None:
        """Import what registers itself, and follow the ground when it changes."""
        from linli.foundation.audit.services import on
        from linli.foundation.methods import registry
        from linli.foundation.residents import errors, events, permissions  # noqa: F401
        from linli.foundation.residents.handlers import follow_area, rename_doors
        from linli.foundation.residents.method import ResidentRules
        from linli.foundation.territory.events import AreaRenamed
        from linli.foundation.territory.services import register_follower

        registry.section("residents", ResidentRules)
        register_follower(follow_area)
        on(AreaRenamed, rename_doors)
        _declare_sealed()


def _declare_sealed() -> None:
    """Say which parts are looked at one at a time, and which columns are sealed (for rotation and the dump test)."""
    from linli.foundation.privacy.registry import register_part, register_sealed
    from linli.foundation.residents.rules import room_key
    from linli.foundation.residents.states import ADDRESS, FIELD_LABELS, ID_NUMBER, PHONE
    from linli.kernel.words import N_

    for field in (PHONE, ID_NUMBER, ADDRESS):
        register_part(f"residents.{field}", FIELD_LABELS[field])
    register_part("residents.list", N_("Your entry in a list that was taken out, masked"))
    for field in (PHONE, ID_NUMBER):
        purpose = f"residents.{field}"
        register_sealed("residents.Person", f"{field}_sealed", purpose=purpose, index=f"{field}_index")
    register_sealed(
        "residents.Dwelling", "address_sealed", purpose=f"residents.{ADDRESS}", index="address_index",
        indexed=lambda row, clear: room_key(clear),
    )  # fmt: skip
