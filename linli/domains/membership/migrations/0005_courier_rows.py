"""Row-level security of couriers: those of the organizations that the reach names ("o12"), and of those below them."""

from django.db import migrations

from linli.foundation.privacy.rls import EnableRowSecurity, NarrowRows

_TOLD = "unnest(string_to_array(current_setting('linli.reach', true), ',')) AS told(word)"

#: As of members (0003): whatever lies below by either line of command, however deep.
_MINE = f"""
    WITH RECURSIVE mine(id) AS (
        SELECT substr(told.word, 2)::bigint FROM {_TOLD} WHERE told.word ~ '^o[0-9]{{1,18}}$'
        UNION
        SELECT body.id FROM organizations_organization AS body
        JOIN mine ON body.parent_id = mine.id OR body.second_superior_id = mine.id
    )
    SELECT mine.id FROM mine
"""

_COURIERS = f"(SELECT bool_or(told.word = 'o*') FROM {_TOLD}) OR organization_id IN ({_MINE})"


class Migration(migrations.Migration):
    dependencies = [("membership", "0004_courier"), ("organizations", "0001_initial")]

    operations = [EnableRowSecurity("courier"), NarrowRows("courier", _COURIERS)]
