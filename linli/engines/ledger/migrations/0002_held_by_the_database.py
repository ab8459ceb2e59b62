"""The rules of the ledger that the database holds by itself, also against whoever owns the tables (ADR 0023)."""

from django.db import migrations

ONLY_ADDED = """
CREATE FUNCTION ledger_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only added to: book a reversal', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_only_added BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_only_added();
CREATE TRIGGER ledger_only_added BEFORE UPDATE OR DELETE ON ledger_posting FOR EACH ROW EXECUTE FUNCTION ledger_only_added();
"""
NOT_ONLY_ADDED = """
DROP TRIGGER ledger_only_added ON ledger_posting;
DROP TRIGGER ledger_only_added ON ledger_entry;
DROP FUNCTION ledger_only_added();
"""

# An account stays what it is, wherever it lies.
ACCOUNT_STAYS = """
CREATE FUNCTION ledger_account_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.unit <> OLD.unit OR NEW.county_id <> OLD.county_id OR NEW.held_of_id IS DISTINCT FROM OLD.held_of_id THEN
        RAISE EXCEPTION 'account % keeps its unit and county', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_account_stays BEFORE UPDATE ON ledger_account FOR EACH ROW EXECUTE FUNCTION ledger_account_stays();
"""
ACCOUNT_GOES = """
DROP TRIGGER ledger_account_stays ON ledger_account;
DROP FUNCTION ledger_account_stays();
"""

# At once: a posting follows the one before it in its account.
FOLLOWS = """
CREATE FUNCTION ledger_posting_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before record;
BEGIN
    SELECT number, balance, booked_at INTO before FROM ledger_posting
    WHERE account_id = NEW.account_id ORDER BY number DESC LIMIT 1;
    IF NEW.number <> coalesce(before.number, 0) + 1 OR NEW.balance <> coalesce(before.balance, 0) + NEW.amount
        OR NEW.booked_at < before.booked_at THEN
        RAISE EXCEPTION 'posting % of account % doesn''t follow the one before it', NEW.number, NEW.account_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_posting_follows BEFORE INSERT ON ledger_posting FOR EACH ROW EXECUTE FUNCTION ledger_posting_follows();
"""
FOLLOWS_NOT = """
DROP TRIGGER ledger_posting_follows ON ledger_posting;
DROP FUNCTION ledger_posting_follows();
"""

# At the end of the transaction: an entry has two postings or more in its own county, and sums to zero in each unit.
WHOLE = """
CREATE FUNCTION ledger_entry_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    which bigint;
    wrong text;
BEGIN
    IF TG_TABLE_NAME = 'ledger_entry' THEN which := NEW.id; ELSE which := NEW.entry_id; END IF;
    SELECT string_agg(told.wrong, ', ') INTO wrong FROM (
        SELECT account.unit || ' ' || sum(posting.amount) AS wrong
        FROM ledger_posting AS posting JOIN ledger_account AS account ON account.id = posting.account_id
        WHERE posting.entry_id = which GROUP BY account.unit HAVING sum(posting.amount) <> 0
    ) AS told;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'entry % doesn''t sum to zero: %', which, wrong USING ERRCODE = 'check_violation';
    END IF;
    IF (
        SELECT count(*) FILTER (WHERE account.county_id = entry.county_id) < 2
            OR count(*) FILTER (WHERE account.county_id <> entry.county_id) > 0
        FROM ledger_entry AS entry LEFT JOIN ledger_posting AS posting ON posting.entry_id = entry.id
        LEFT JOIN ledger_account AS account ON account.id = posting.account_id WHERE entry.id = which
    ) THEN
        RAISE EXCEPTION 'entry % hasn''t two postings in its county', which USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_entry_whole AFTER INSERT ON ledger_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_entry_whole();
CREATE CONSTRAINT TRIGGER ledger_entry_whole AFTER INSERT ON ledger_posting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_entry_whole();
"""
NOT_WHOLE = """
DROP TRIGGER ledger_entry_whole ON ledger_posting;
DROP TRIGGER ledger_entry_whole ON ledger_entry;
DROP FUNCTION ledger_entry_whole();
"""

# At the end of the transaction: an account has what its last posting says.
TALLIES = """
CREATE FUNCTION ledger_account_tallies() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    which bigint;
BEGIN
    IF TG_TABLE_NAME = 'ledger_account' THEN which := NEW.id; ELSE which := NEW.account_id; END IF;
    IF EXISTS (
        SELECT FROM ledger_account AS account LEFT JOIN LATERAL (
            SELECT number, balance FROM ledger_posting WHERE account_id = account.id ORDER BY number DESC LIMIT 1
        ) AS last ON true
        WHERE account.id = which
            AND (account.balance <> coalesce(last.balance, 0) OR account.postings <> coalesce(last.number, 0))
    ) THEN
        RAISE EXCEPTION 'account % doesn''t have what its last posting says', which USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_account_tallies AFTER INSERT OR UPDATE ON ledger_account
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_account_tallies();
CREATE CONSTRAINT TRIGGER ledger_account_tallies AFTER INSERT ON ledger_posting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_account_tallies();
"""
TALLIES_NOT = """
DROP TRIGGER ledger_account_tallies ON ledger_posting;
DROP TRIGGER ledger_account_tallies ON ledger_account;
DROP FUNCTION ledger_account_tallies();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.RunSQL(ONLY_ADDED, NOT_ONLY_ADDED),
        migrations.RunSQL(ACCOUNT_STAYS, ACCOUNT_GOES),
        migrations.RunSQL(FOLLOWS, FOLLOWS_NOT),
        migrations.RunSQL(WHOLE, NOT_WHOLE),
        migrations.RunSQL(TALLIES, TALLIES_NOT),
    ]
