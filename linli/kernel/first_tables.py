"""All tables of an empty database at once, as migrations leave them.

Django applies migrations one after the other and draws up all models that hang together anew for each; ours all hang on areas and
organizations, which made it a minute of work. An empty database needs only the last state: each table is made once, and then what
migrations do besides Django's own operations (policies, triggers, functions) is done in their order. Later migrations are applied as
ever. `tests/reliability/test_first_tables.py` holds both ways beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.operations import fields, models

#: Modules of the operations whose outcome the last state says.
_TOLD_BY_STATE = (models.__name__, fields.__name__)
_OURS = "linli."


def make(connection: Any) -> bool:
    """Make the tables of our apps and note their migrations as applied; False, with nothing done, unless the database has none of them.

    Other libraries' tables are made by their own migrations before.
    """
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    if any(_is_ours(label) for label, _ in executor.loader.applied_migrations):
        return False
    others = [leaf for leaf in leaves if not _is_ours(leaf[0])]
    if any(_is_ours(one.app_label) for one, _ in executor.migration_plan(others)):
        return False
    executor.migrate(others)
    executor.loader.build_graph()
    _make_ours(connection, executor, [one for one, _ in executor.migration_plan(leaves)])
    return True


def _make_ours(connection: Any, executor: MigrationExecutor, plan: list[Migration]) -> None:
    """One transaction: whoever is killed in the middle finds the database empty."""
    state = executor.loader.project_state()
    with transaction.atomic(using=connection.alias):
        with connection.schema_editor(atomic=False) as editor:
            for model in state.apps.get_models(include_auto_created=False):
                if _is_ours(model._meta.app_label) and model._meta.can_migrate(connection):
                    editor.create_model(model)
        with connection.schema_editor(atomic=False) as editor:
            for label, operation in _besides(plan):
                operation.database_forwards(label, editor, state, state)
        for one in plan:
            executor.recorder.record_applied(one.app_label, one.name)


def _besides(plan: list[Migration]) -> Iterator[tuple[str, Any]]:
    """What migrations do besides what the state says of tables, in order."""
    for migration in plan:
        for operation in migration.operations:
            if type(operation).__module__ not in _TOLD_BY_STATE:
                yield migration.app_label, operation


def _is_ours(label: str) -> bool:
    """Whether an app is of this project; one that isn't installed any more is nobody's."""
    return label in apps.app_configs and apps.get_app_config(label).name.startswith(_OURS)
