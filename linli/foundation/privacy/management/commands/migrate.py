"""`migrate` as the owner of the tables, with the application role's rights at the end."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections

from linli.foundation.privacy import roles, services
from linli.kernel import first_tables

#: Options by which somebody wants anything but all tables as they are now.
_SOMETHING_ELSE = ("app_label", "migration_name", "plan", "check_unapplied", "fake", "fake_initial", "prune")


class Command(migrate.Command):
    """Django's own command between two looks of ours: role and keys before, rights and the first mark of a key after."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate. A role that can't be made, or a wrong key, stops it before anything is changed."""
        with roles.as_owner():
            try:
                roles.ensure_role()
                services.check_keys(adopt=False)
            except (roles.NoRole, services.WrongKey) as error:
                raise CommandError(str(error)) from error
            if not any(options.get(name) for name in _SOMETHING_ELSE):
                first_tables.make(connections[options["database"]])
            super().handle(*args, **options)
            roles.grant_rights()
