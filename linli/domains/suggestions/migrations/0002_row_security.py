"""Row-level security: words of the cases of the reach only; and the two functions through which the index is asked.

Matching words is no leakproof operator, so that under a policy the index would never be used (ADR 0011, learned). The functions run as the
owner of the table and ask the reach themselves, after the index.
"""

from django.db import migrations

from linli.foundation.privacy.rls import EnableRowSecurity

FOUND = r"""
CREATE FUNCTION suggestions_found(wanted tsquery, reach text, piece text) RETURNS TABLE(case_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 200 SET search_path = public, pg_temp AS $$
    WITH hits AS (
        SELECT held.case_id, held.county_id FROM suggestions_casewords AS held WHERE held.vector @@ wanted
        UNION ALL
        SELECT fresh.id, fresh.county_id FROM cases_case AS fresh
        WHERE piece <> '' AND fresh.id > COALESCE((SELECT max(upto) FROM suggestions_mark), 0)
            AND (strpos(lower(fresh.title), lower(piece)) > 0 OR strpos(lower(fresh.place_words), lower(piece)) > 0)
    )
    SELECT hits.case_id FROM hits
    WHERE reach = '*'
        OR hits.county_id = ANY (ARRAY(
            SELECT rtrim(told.path, '.')::bigint FROM unnest(string_to_array(reach, ',')) AS told(path)
            WHERE told.path ~ '^[0-9]+[.]$'))
        OR EXISTS (
            SELECT FROM cases_case AS placed
            JOIN territory_area AS area ON area.id = placed.area_id
            JOIN unnest(string_to_array(reach, ',')) AS told(path)
                ON area.path >= told.path AND area.path < rtrim(told.path, '.') || '/'
            WHERE placed.id = hits.case_id AND told.path ~ '^[0-9]+([.][0-9]+)+[.]$')
$$
"""

FIT = """
CREATE FUNCTION suggestions_fit(which bigint, wanted tsquery) RETURNS real
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT ts_rank(held.vector, wanted) FROM suggestions_casewords AS held WHERE held.case_id = which
$$
"""

AREA = "(SELECT placed.area_id FROM cases_case AS placed WHERE placed.id = suggestions_casewords.case_id)"


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0001_initial"), ("cases", "0001_initial"), ("territory", "0001_initial")]

    operations = [
        EnableRowSecurity("casewords", area=AREA),
        migrations.RunSQL(FOUND, "DROP FUNCTION suggestions_found(tsquery, text, text)"),
        migrations.RunSQL(FIT, "DROP FUNCTION suggestions_fit(bigint, tsquery)"),
    ]
