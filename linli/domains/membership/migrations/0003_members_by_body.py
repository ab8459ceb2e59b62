"""Row-level security, narrower: of members those of the organizations that the reach names ("o12"), and of those below them."""

from django.db import migrations

from linli.foundation.privacy.rls import NarrowRows

_TOLD = "unnest(string_to_array(current_setting('linli.reach', true), ',')) AS told(word)"

#: A little wider than the scope of rows: whatever lies below by either line of command, however deep.
_MINE = f"""
    WITH RECURSIVE mine(id) AS (
        SELECT substr(told.word, 2)::bigint FROM {_TOLD} WHERE told.word ~ '^o[0-9]{{1,18}}$'
        UNION
        SELECT body.id FROM organizations_organization AS body
        JOIN mine ON body.parent_id = mine.id OR body.second_superior_id = mine.id
    )
    SELECT mine.id FROM mine
"""

#: The organization at the other end of a transfer sees who is to come, and who went.
_MEMBERS = f"""
    (SELECT bool_or(told.word = 'o*') FROM {_TOLD})
    OR organization_id IN ({_MINE})
    OR local_id IN ({_MINE})
    OR id IN (
        SELECT moved.membership_id FROM membership_transfer AS moved
        WHERE moved.source_id IN ({_MINE}) OR moved.target_id IN ({_MINE})
    )
"""


class Migration(migrations.Migration):
    dependencies = [("membership", "0002_row_security"), ("organizations", "0001_initial")]

    operations = [NarrowRows("membership", _MEMBERS)]
