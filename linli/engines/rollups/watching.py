"""Triggers for the migrations of a source's app: whatever writes its rows, by whichever way, the subject is marked to be counted anew.

Events would miss what has none: rows that follow an area that ends, rows that are deleted, a correction by hand (ADR 0035).
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.migrations import RunSQL

_FUNCTION = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO rollups_mark (source, subject_id, at)
    VALUES ('{source}', coalesce(NEW.{subject}, OLD.{subject}), clock_timestamp());
    RETURN NULL;
END $$;
"""
_MADE = "CREATE TRIGGER {name}_made AFTER INSERT ON {table} FOR EACH ROW WHEN ({made}) EXECUTE FUNCTION {name}();\n"
_GONE = "CREATE TRIGGER {name}_gone AFTER DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();\n"
_CHANGED = """
CREATE TRIGGER {name}_changed AFTER UPDATE OF {columns} ON {table} FOR EACH ROW
WHEN (({old}) IS DISTINCT FROM ({new})) EXECUTE FUNCTION {name}();
"""


def watch(source: str, table: str, columns: Sequence[str], *, subject: str = "id", made: str = "true") -> RunSQL:
    """Mark `subject` (a column) of `source` when a row of `table` is added (where `made` holds for NEW), deleted, or changed in one of
    `columns`. To be run after the first migration of rollups.
    """
    name = f"rollups_{source}_{table}"
    words = {
        "name": name, "source": source, "table": table, "subject": subject, "made": made, "columns": ", ".join(columns),
        "old": ", ".join(f"OLD.{one}" for one in columns), "new": ", ".join(f"NEW.{one}" for one in columns),
    }  # fmt: skip
    drops = "".join(f"DROP TRIGGER {name}_{one} ON {table};\n" for one in ("made", "gone", "changed"))
    made_sql = "".join(part.format(**words) for part in (_FUNCTION, _MADE, _GONE, _CHANGED))
    return RunSQL(made_sql, f"{drops}DROP FUNCTION {name}();")


def mark_all(source: str, subjects: str) -> RunSQL:
    """Have all subjects that are there already (SQL that gives their ids) counted by the worker, when a source is new."""
    return RunSQL(
        f"INSERT INTO rollups_mark (source, subject_id, at) SELECT '{source}', one.id, now() FROM ({subjects}) AS one(id)",  # noqa: S608
        RunSQL.noop,
    )
