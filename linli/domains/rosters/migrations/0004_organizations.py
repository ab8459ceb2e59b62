"""Lists about organizations and not about places, hidden by the database from who holds no post in them or above them."""

import django.db.models.deletion
from django.db import migrations, models

from linli.foundation.privacy.rls import NarrowRows

_TOLD = "unnest(string_to_array(current_setting('linli.reach', true), ',')) AS told(word)"

#: As of members: the organizations that the reach names ("o12"), and whatever lies below them by either line of command.
_MINE = f"""
    WITH RECURSIVE mine(id) AS (
        SELECT substr(told.word, 2)::bigint FROM {_TOLD} WHERE told.word ~ '^o[0-9]{{1,18}}$'
        UNION
        SELECT body.id FROM organizations_organization AS body
        JOIN mine ON body.parent_id = mine.id OR body.second_superior_id = mine.id
    )
    SELECT mine.id FROM mine
"""


class Migration(migrations.Migration):
    dependencies = [("rosters", "0003_subjects"), ("organizations", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="roster",
            name="organization",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.organization",
            ),
        ),
        NarrowRows("roster", f"organization_id IS NULL OR organization_id IN ({_MINE})"),
        NarrowRows("piece", "roster_id IN (SELECT job.id FROM rosters_roster AS job)"),
    ]
