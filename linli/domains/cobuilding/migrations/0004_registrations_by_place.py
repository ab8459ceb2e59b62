"""Row-level security, narrower: of registrations those at places ("a1.12."), of organizations ("o7") and of a card ("c9") that the reach
names. The county alone shows none of them.
"""

from django.db import migrations

from linli.foundation.privacy.rls import NarrowRows

_TOLD = "unnest(string_to_array(current_setting('linli.reach', true), ',')) AS told(word)"
_WORDS = f"(SELECT told.word FROM {_TOLD})"

_KNOWN = f"""
    'o*' IN {_WORDS}
    OR 'o' || organization_id IN {_WORDS}
    OR 'c' || card_id IN {_WORDS}
    OR 'a' || county_id || '.' IN {_WORDS}
    OR area_id IN (
        SELECT area.id FROM {_TOLD}
        JOIN territory_area AS area
            ON area.path >= substr(told.word, 2) AND area.path < rtrim(substr(told.word, 2), '.') || '/'
        WHERE told.word ~ '^a[0-9]+([.][0-9]+)+[.]$'
    )
"""


class Migration(migrations.Migration):
    dependencies = [("cobuilding", "0003_tender"), ("territory", "0001_initial")]

    operations = [NarrowRows("registration", _KNOWN)]
